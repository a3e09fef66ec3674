// The first record of a table → where its columns stand.

import AssessmentModel
import CriteriaLoading
import PlainText

/// The columns of a table by name.
struct CSVHeader {
    let columns: [String: Int]
    /// How many fields a row has: up to the last column that has a name, or up to the last column of all.
    let width: ClosedRange<Int>
    /// Fields of the header without a name: nothing may stand below them.
    let unnamed: [Int]

    /// nil where a column that must be there is missing. A column that is not known is logged, and the others are read.
    init?(_ header: CSVRow, required: [String], optional: [String], into log: ProblemLog) {
        let known = required + optional
        var columns: [String: Int] = [:]
        for (index, name) in header.fields.enumerated() where !name.isEmpty {
            // What a misspelt column most likely means is read as that, so that its fields are looked at too.
            let meant = known.contains(name) ? name : nearest(name.lowercased(), known)
            if meant != name {
                log.add(
                    header.line, shown(name), "unknown column `\(shown(name))`",
                    hint: meant.map { "did you mean `\($0)`?" } ?? "columns: \(known.joined(separator: ", "))")
            }
            guard let meant else { continue }
            if columns[meant] != nil, meant == name { log.add(header.line, name, "the column stands twice") }
            if columns[meant] == nil { columns[meant] = index }
        }
        let missing = required.filter { columns[$0] == nil }
        for name in missing { log.add(header.line, nil, "the column `\(name)` is missing") }
        guard missing.isEmpty else { return nil }
        self.columns = columns
        width = (header.fields.lastIndex { !$0.isEmpty } ?? -1) + 1...header.fields.count
        unnamed = header.fields.indices.filter { header.fields[$0].isEmpty }
    }
}

/// What stands between the columns where it should be a comma.
struct ForeignSeparator {
    let character: Character
    let words: String
    let hint: String

    private static let spreadsheet = "save the file as \"CSV UTF-8 (comma delimited)\""
    private static let keyboard = "type half-width commas"
    static let all = [
        ForeignSeparator(
            character: ";", words: "semicolons `;`",
            hint: spreadsheet + "; where it still writes semicolons, make the comma the list separator of the system"),
        ForeignSeparator(character: "\t", words: "tabs", hint: spreadsheet),
        ForeignSeparator(character: "|", words: "bars `|`", hint: spreadsheet),
        ForeignSeparator(character: "，", words: "full-width commas `，`", hint: keyboard),
        ForeignSeparator(character: "；", words: "full-width semicolons `；`", hint: keyboard),
        ForeignSeparator(character: "、", words: "enumeration commas `、`", hint: keyboard),
    ]

    /// The one that parts more of the columns' names in the first line that holds something than commas do.
    init?(in bytes: [UInt8], of columns: [String]) {
        let table = bytes[(endOfSeparatorLine(bytes) ?? 0)...]
        let lines = table.split(separator: 0x0A, maxSplits: 20)
        let texts = lines.prefix(20).lazy.map { kept(String(decoding: $0.prefix(1000), as: UTF8.self)) }
        guard let header = texts.first(where: { !$0.isEmpty }) else { return nil }
        func count(_ separator: Character) -> Int {
            header.split(separator: separator).count {
                columns.contains(kept($0.filter { $0 != "\"" }).lowercased())
            }
        }
        guard let found = Self.all.max(by: { count($0.character) < count($1.character) }),
            count(found.character) >= 2, count(found.character) > count(",")
        else { return nil }
        self = found
    }

    private init(character: Character, words: String, hint: String) {
        (self.character, self.words, self.hint) = (character, words, hint)
    }
}

/// What a record with a wrong number of fields most likely shows.
func hint(forWrongWidth row: CSVRow, expected: Int) -> String? {
    if row.fields.count == 1, let text = row.fields.first,
        let found = ForeignSeparator.all.first(where: { text.contains($0.character) })
    {
        return "\(found.words) stand between its fields, expected commas"
    }
    guard row.fields.count > expected else { return nil }
    for (whole, decimals) in zip(row.fields, row.fields.dropFirst()) {
        guard Fraction(decimal: whole, places: 0) != nil, !decimals.isEmpty, Fraction(decimal: "0.\(decimals)") != nil
        else { continue }
        return "a comma inside a number or a text parts it; write \(whole).\(decimals), or put text in quotes"
    }
    return "text that holds a comma must stand in quotes"
}
