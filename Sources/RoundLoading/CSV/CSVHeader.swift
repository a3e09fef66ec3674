// The first record of a table → where its columns stand.

import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

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
                    header.line, shown(name), Reason(.columnUnknown, ["column": .shown(name)]),
                    hint: meant.map { .meant($0) } ?? Reason(.columnsAllowed, ["columns": .texts(known)]))
            }
            guard let meant else { continue }
            if columns[meant] != nil, meant == name { log.add(header.line, name, Reason(.columnTwice)) }
            if columns[meant] == nil { columns[meant] = index }
        }
        let missing = required.filter { columns[$0] == nil }
        for name in missing { log.add(header.line, nil, Reason(.columnMissing, ["column": .quoted(name)])) }
        guard missing.isEmpty else { return nil }
        self.columns = columns
        width = (header.fields.lastIndex { !$0.isEmpty } ?? -1) + 1...header.fields.count
        unnamed = header.fields.indices.filter { header.fields[$0].isEmpty }
    }
}

/// What stands between the columns where it should be a comma; its words stand in messages under `separator`.
enum ForeignSeparator: String, CaseIterable {
    case semicolon, tab, bar
    case fullWidthComma = "full-width-comma"
    case fullWidthSemicolon = "full-width-semicolon"
    case enumerationComma = "enumeration-comma"

    var character: Character {
        switch self {
        case .semicolon: ";"
        case .tab: "\t"
        case .bar: "|"
        case .fullWidthComma: "，"
        case .fullWidthSemicolon: "；"
        case .enumerationComma: "、"
        }
    }

    var told: Reason.Value { .term(.separator, rawValue) }

    /// A spreadsheet wrote it, or a keyboard.
    var hint: Reason {
        switch self {
        case .semicolon: Reason(.spreadsheetSeparator)
        case .tab, .bar: Reason(.spreadsheetCommas)
        case .fullWidthComma, .fullWidthSemicolon, .enumerationComma: Reason(.keyboardCommas)
        }
    }

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
        guard let found = Self.allCases.max(by: { count($0.character) < count($1.character) }),
            count(found.character) >= 2, count(found.character) > count(",")
        else { return nil }
        self = found
    }
}

/// What a record with a wrong number of fields most likely shows.
func hint(forWrongWidth row: CSVRow, expected: Int) -> Reason? {
    if row.fields.count == 1, let text = row.fields.first,
        let found = ForeignSeparator.allCases.first(where: { text.contains($0.character) })
    {
        return Reason(.separatorBetween, ["separator": found.told])
    }
    guard row.fields.count > expected else { return nil }
    for (whole, decimals) in zip(row.fields, row.fields.dropFirst()) {
        guard Fraction(decimal: whole, places: 0) != nil, !decimals.isEmpty, Fraction(decimal: "0.\(decimals)") != nil
        else { continue }
        return Reason(.commaParts, ["number": .text("\(whole).\(decimals)")])
    }
    return Reason(.commaNeedsQuotes)
}
