// Text broken into lines for a terminal, by the columns that its characters take.

/// The lines of a text, none wider than `width` columns unless a single character is; at least one.
///
/// Chinese breaks between any two characters, but not before a closing mark or behind an opening one; other words
/// break at blanks, and inside only where a word alone is wider than a line.
package func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: text) {
        let piece = line.isEmpty ? piece.drop { $0 == " " } : piece[...]
        if displayWidth(line) + displayWidth(trimmed(piece)) <= width {
            line += piece
            continue
        }
        if !line.isEmpty { lines.append(String(trimmed(line[...]))) }
        line = String(piece.drop { $0 == " " })
        while displayWidth(trimmed(line[...])) > width, line.count > 1 {
            let head = prefix(of: line, width: width)
            lines.append(String(head))
            line = String(line.dropFirst(head.count))
        }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(String(trimmed(line[...]))) }
    return lines
}

/// The lines of a text behind a mark, its further lines under its first.
package func hanging(_ mark: String, _ text: String, width: Int) -> [String] {
    let indent = displayWidth(mark)
    return wrapped(text, width: max(8, width - indent)).enumerated().map { index, line in
        (index == 0 ? mark : String(repeating: " ", count: indent)) + line
    }
}

/// The columns of the widest stretch of a text that is only broken where nothing else helps.
func unbroken(_ text: String) -> Int { pieces(of: text).map { displayWidth(trimmed($0[...])) }.max() ?? 0 }

/// As many characters as fit, at least one.
private func prefix(of text: String, width: Int) -> Substring {
    var end = text.index(after: text.startIndex)
    while end < text.endIndex, displayWidth(text[...end]) <= width { end = text.index(after: end) }
    return text[..<end]
}

private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
}

/// What no break may part: words with the blanks behind them, wide characters with the marks that cling to them.
private func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
        if let last = pieces.last?.last, !mayBreak(between: last, and: character) {
            pieces[pieces.count - 1].append(character)
        } else {
            pieces.append(String(character))
        }
    }
    return pieces
}

private func mayBreak(between last: Character, and next: Character) -> Bool {
    if next == " " || closing.contains(next) || opening.contains(last) { return false }
    if last == " " { return true }
    // A number stays with what counts it: 15分, 第1版.
    if last.isNumber && next.isLetter { return false }
    return displayWidth(String(last)) == 2 || displayWidth(String(next)) == 2
}

private let closing = Set("，。、；：！？）》〉」』】〕”’…—％%)]},.;:!?")
private let opening = Set("（《〈「『【〔“‘([{")
