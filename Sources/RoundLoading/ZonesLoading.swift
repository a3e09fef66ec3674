// zones.csv → who is assessed.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads a table of zones: `zone,name,kind[,english][,prefecture][,code]`; `kinds` are those that there are.
package func loadZones(
    _ bytes: [UInt8], file: String, kinds: [Zone.Kind] = Zone.Kind.early, encoding: TextEncoding = .utf8
) -> Loaded<[Zone]> {
    let log = ProblemLog(file: file)
    let zones = readZones(bytes, encoding, kinds: kinds, into: log).values
    return log.isEmpty ? .value(zones) : .problems(log.problems)
}

/// What a table lists, in the order of the file, and who is named in it, be it in a row with a problem.
struct Listing<Value> {
    let values: [Value]
    /// nil where an id could not be read, so that nobody can be called unknown.
    let ids: Set<String>?

    static var unread: Listing { Listing(values: [], ids: nil) }
}

func readZones(
    _ bytes: [UInt8], _ encoding: TextEncoding, kinds: [Zone.Kind]?, into log: ProblemLog
) -> Listing<Zone> {
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["zone", "name", "kind"], optional: ["english", "prefecture", "code"],
            into: log)
    else { return .unread }
    var reading = ZonesReading(table: table, kinds: kinds)
    let zones = table.rows.compactMap { reading.zone($0) }
    if table.rows.isEmpty { log.add(nil, nil, .none(of: .zone)) }
    return Listing(values: zones, ids: table.ids("zone"))
}

private struct ZonesReading {
    /// Two zones of one name are told apart by the 设区市 above them.
    private struct Name: Hashable {
        let name: String
        let prefecture: String
    }

    let table: CSVTable
    let kinds: [Zone.Kind]?
    private var ids = FirstLines<ZoneID>()
    private var names = FirstLines<Name>()
    private var codes = FirstLines<String>()

    init(table: CSVTable, kinds: [Zone.Kind]?) {
        self.table = table
        self.kinds = kinds
    }

    mutating func zone(_ row: CSVRow) -> Zone? {
        let log = table.log
        let id: ZoneID? = table.identifier(row, "zone")
        let name = table.requiredText(row, "name")
        let english = table.text(row, "english") ?? ""
        let prefecture = table.text(row, "prefecture")
        let kind = table.word(row, "kind", among: kinds)
        let code = table.code(row, "code")
        // Of other kinds the programme says whether they lie in a 设区市.
        if let kind, kind.isEarly, let prefecture, (kind == .county) == prefecture.isEmpty {
            log.add(
                row.line, "prefecture",
                kind == .county
                    ? .empty(expected: .prefecture) : Reason(.prefectureUnneeded, ["found": .shown(prefecture)]))
        }
        if let id, let first = ids.earlier(id, at: row.line) {
            log.add(row.line, "zone", .already(.quoted(id.text), on: first))
        }
        if let name, let prefecture, let first = names.earlier(Name(name: name, prefecture: prefecture), at: row.line) {
            log.add(
                row.line, "name",
                prefecture.isEmpty
                    ? .already(.shown(name), on: first)
                    : .already(.shown(name), of: .text(shown(prefecture)), on: first))
        }
        if let code, let first = codes.earlier(code, at: row.line) {
            log.add(
                row.line, "code", Reason(.areaCodeStandsAlready, ["code": .quoted(code), "line": .number(first)]))
        }
        guard let id, let name, let kind, let prefecture else { return nil }
        return Zone(
            id: id, name: LocalizedText(zh: name, en: english.isEmpty ? nil : english), kind: kind,
            prefecture: prefecture.isEmpty ? nil : prefecture, code: code)
    }
}

extension CSVTable {
    /// The ids of a column; nil where one could not be read.
    func ids(_ column: String) -> Set<String>? {
        let ids = rows.map { field($0, column) }
        return isWhole && ids.allSatisfy { Identifier<Any>.accepts($0) } ? Set(ids) : nil
    }
}
