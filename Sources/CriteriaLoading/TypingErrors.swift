// What a slip of the keyboard most likely meant.

import AssessmentModel
package import Reasons

/// The candidate that a typing error most likely meant; nil when none is near.
package func nearest(_ text: String, _ candidates: some Sequence<String>) -> String? {
    // No id is longer; a longer text is no typing error.
    guard text.utf8.count <= 80 else { return nil }
    let limit = max(1, text.count / 3)
    return candidates.map { ($0, distance(Array(text), Array($0))) }
        // Words of one or two letters are near to any other: at least their beginning must be right.
        .filter { $0.1 <= limit && (text.count > 2 || $0.0.first == text.first) }
        .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

/// Advice to write the candidate that a typing error most likely meant; nil when none is near.
package func meant(_ text: String, _ candidates: some Sequence<String>) -> Reason? {
    nearest(text, candidates).map { .meant($0) }
}

extension Reason {
    package static func meant(_ word: String) -> Reason { Reason(.meant, ["word": .quoted(word)]) }

    package static func write(_ text: String) -> Reason { Reason(.writeAs, ["text": .text(text)]) }
}

/// Edits (insert, remove, replace, swap of neighbours) between two words.
private func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard abs(a.count - b.count) <= 8 else { return .max }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = Swift.min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = Swift.min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

/// What went wrong at the keyboard where a number was meant.
package func numberSlip(_ text: String) -> Reason? {
    guard text.unicodeScalars.count <= 64 else { return nil }
    let narrow = String(
        String.UnicodeScalarView(
            text.unicodeScalars.map {
                (0xFF01...0xFF5E).contains($0.value) ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0
            }))
    if narrow != text {
        let isSign = narrow.filter { $0 != "%" } == text.filter { $0 != "％" }
        let hasDigits = text.unicodeScalars.contains { (0xFF10...0xFF19).contains($0.value) }
        return Reason(
            isSign ? .percentFullWidth : hasDigits ? .digitsFullWidth : .signsFullWidth,
            ["number": .text(decimalComma(narrow) ?? narrow)])
    }
    if let meant = decimalComma(text) { return Reason(.pointForComma, ["number": .text(meant)]) }
    if text.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.numericType != nil }) {
        return Reason(.digitsOther)
    }
    return nil
}

/// The number with a point that text such as `18,5` means; nil where a comma may part thousands or there is none.
private func decimalComma(_ text: String) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let meant = text.replacing(",", with: ".")
    return parts.count == 2 && parts[1].utf8.count != 3 && Fraction(decimal: meant) != nil ? meant : nil
}

let fullWidthColon: Character = "："

/// The key in text such as `total：85`, which YAML takes as one word; nil for other text.
func keyRunningOn(_ text: String) -> String? {
    guard let colon = text.prefix(80).firstIndex(of: fullWidthColon), colon > text.startIndex,
        Identifier<Scheme>.accepts(text[..<colon])
    else { return nil }
    return String(text[..<colon])
}
