// marks.csv → a flat table, in one pass over its bytes, where the file holds nothing that needs a second look.

package import AssessmentModel
import CriteriaLoading
import Foundation

/// Loads a table of marks that follows the plain form: `zone,indicator,expert,mark[,comment]`, every id and mark in order.
///
/// - Returns: nil for anything else, be it a mistake or just an unusual form. `loadMarks` then reads the file anew and
///   tells what is wrong with it: there is one place for messages. Comments are looked at only as far as the scheme
///   asks for them.
package func loadMarkTable(
    _ bytes: UnsafeBufferPointer<UInt8>, scheme: Scheme, zones: [Zone]? = nil, panel: [Expert]? = nil
) -> MarkTable? {
    guard let start = MarkTableReading(scheme, zones: zones, panel: panel) else { return nil }
    var scanner = FieldScanner(bytes)
    guard let columns = readHeader(&scanner) else { return nil }
    let parts = split(scanner.rest)
    let tables = parts.concurrentMap { part in
        var reading = start
        return reading.read(part, columns) ? reading.table : nil
    }
    guard var table = tables.first ?? nil else { return nil }
    for part in tables.dropFirst() {
        guard let part, table.add(part) else { return nil }
    }
    return table
}

/// Two parts of whole lines where that saves time and no quote hides a line's end; else all in one.
private func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
    guard bytes.count > 1 << 20, let base = bytes.baseAddress, memchr(base, 0x22, bytes.count) == nil,
        let middle = memchr(base + bytes.count / 2, 0x0A, bytes.count - bytes.count / 2)
    else { return [bytes] }
    let cut = UnsafeRawPointer(base).distance(to: middle) + 1
    return [
        UnsafeBufferPointer(rebasing: bytes[..<cut]), UnsafeBufferPointer(rebasing: bytes[cut...]),
    ].filter { !$0.isEmpty }
}

private enum Column: Int, CaseIterable {
    case zone, indicator, expert, mark, comment

    init?(_ name: String) {
        switch name {
        case "zone": self = .zone
        case "indicator": self = .indicator
        case "expert": self = .expert
        case "mark": self = .mark
        case "comment": self = .comment
        default: return nil
        }
    }
}

private func readHeader(_ scanner: inout FieldScanner) -> [Column]? {
    scanner.skipByteOrderMark()
    var columns: [Column] = []
    while let field = scanner.next() {
        guard let column = Column(field.text), !columns.contains(column) else { return nil }
        columns.append(column)
        if field.isLast {
            let isWhole = Column.allCases.dropLast().allSatisfy(columns.contains)
            return isWhole ? columns : nil
        }
    }
    return nil
}

private struct MarkTableReading {
    var table: MarkTable
    private let grids: [StepGrid]
    /// By indicator: below how many steps a comment is owed.
    private let commentBelow: [Int]
    private var zones: IdentifierIndex
    private var experts: IdentifierIndex
    private var indicators: IdentifierIndex
    private let zonesAreKnown: Bool
    private let expertsAreKnown: Bool
    private var runs: [Int: Int] = [:]
    /// The runs of `current`, by expert; -1 where none is known.
    private var runsOfZone: [Int] = []
    private var current = -1

    init?(_ scheme: Scheme, zones: [Zone]?, panel: [Expert]?) {
        guard let table = MarkTable(scheme), scheme.allCriteria.allSatisfy({ $0.exemption == nil }) else { return nil }
        let leaves = scheme.indicators.filter { $0.indicator?.rule == nil }
        let grids = leaves.compactMap { StepGrid($0, in: scheme) }
        guard grids.count == leaves.count else { return nil }
        self.table = table
        self.grids = grids
        commentBelow = zip(leaves, grids).map { leaf, grid in
            switch leaf.indicator?.comment {
            case .always: .max
            case .below(let share): grid.steps(below: share)
            case .never, nil: 0
            }
        }
        indicators = IdentifierIndex(leaves.map(\.id.text))
        self.zones = IdentifierIndex([])
        experts = IdentifierIndex([])
        (zonesAreKnown, expertsAreKnown) = (zones != nil, panel != nil)
        for zone in zones ?? [] { self.zones.add(zone.id.text, at: self.table.addZone(zone.id)) }
        for expert in panel ?? [] { experts.add(expert.id.text, at: self.table.addExpert(expert.id)) }
        runsOfZone = Array(repeating: -1, count: self.table.experts.count)
    }

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: [Column]) -> Bool {
        var scanner = FieldScanner(bytes)
        while !scanner.isAtEnd {
            guard let row = readRow(&scanner, columns), take(row) else { return false }
        }
        return true
    }

    /// One row as it stands: numbers of ids, and the mark as digits or as a word.
    private struct Row {
        var zone = 0
        var expert = 0
        /// -1 where the text names no indicator that experts score.
        var indicator = -1
        var mark: PlainDecimal?
        var word = Field()
        var comment = Field()
    }

    @inline(__always)
    private mutating func readRow(_ scanner: inout FieldScanner, _ columns: [Column]) -> Row? {
        var row = Row()
        let last = columns.count - 1
        for (position, column) in columns.enumerated() {
            let isLast = position == last
            switch column {
            case .zone:
                guard let zone = zones.expect(&scanner, isLast: isLast) ?? addZone(&scanner, isLast) else { return nil }
                row.zone = zone
            case .expert:
                guard let expert = experts.expect(&scanner, isLast: isLast) ?? addExpert(&scanner, isLast)
                else { return nil }
                row.expert = expert
            case .indicator:
                if let indicator = indicators.expect(&scanner, isLast: isLast) {
                    row.indicator = indicator
                } else {
                    guard let field = field(&scanner, isLast), field.isPlain else { return nil }
                    row.indicator = indicators.find(field.text) ?? -1
                }
            case .mark:
                row.mark = scanner.decimal(isLast: isLast)
                if row.mark == nil {
                    guard let field = field(&scanner, isLast) else { return nil }
                    row.mark = field.decimal
                    row.word = field
                }
            case .comment:
                guard let field = field(&scanner, isLast), field.isPlain else { return nil }
                row.comment = field
            }
        }
        return row
    }

    private func field(_ scanner: inout FieldScanner, _ isLast: Bool) -> Field? {
        guard let field = scanner.next(), field.isLast == isLast else { return nil }
        return field
    }

    @inline(__always)
    private mutating func take(_ row: Row) -> Bool {
        let run = run(row.zone, row.expert)
        if row.mark == nil, row.word.text == "recused" {
            guard !table.runs[run].isRecused, isUnnamed(run) else { return false }
            table.recuse(run)
            return true
        }
        guard row.indicator >= 0 else { return false }
        if row.mark == nil, row.word.count == 0 { return table.name(run, row.indicator, MarkTable.missing) }
        let grid = grids[row.indicator]
        guard
            let value = row.mark.flatMap({ grid.steps($0.digits, places: $0.places) })
                ?? grid.steps(word: row.word.text),
            Int(value) >= commentBelow[row.indicator] || row.comment.count > 0
        else { return false }
        return table.name(run, row.indicator, value)
    }

    private func isUnnamed(_ run: Int) -> Bool {
        let start = run * table.stride
        return table.steps[start..<start + table.indicators.count].allSatisfy { $0 == MarkTable.unnamed }
    }

    private mutating func addZone(_ scanner: inout FieldScanner, _ isLast: Bool) -> Int? {
        guard let id = field(&scanner, isLast)?.text else { return nil }
        if let known = zones.find(id) { return known }
        guard !zonesAreKnown, ZoneID.accepts(id) else { return nil }
        return zones.add(id, at: table.addZone(ZoneID(id)))
    }

    private mutating func addExpert(_ scanner: inout FieldScanner, _ isLast: Bool) -> Int? {
        guard let id = field(&scanner, isLast)?.text else { return nil }
        if let known = experts.find(id) { return known }
        guard !expertsAreKnown, ExpertID.accepts(id) else { return nil }
        runsOfZone.append(-1)
        return experts.add(id, at: table.addExpert(ExpertID(id)))
    }

    private mutating func run(_ zone: Int, _ expert: Int) -> Int {
        if zone != current {
            current = zone
            for index in runsOfZone.indices { runsOfZone[index] = -1 }
        }
        if runsOfZone[expert] >= 0 { return runsOfZone[expert] }
        let key = zone << 32 | expert
        let index = runs[key] ?? table.addRun(zone: zone, expert: expert)
        runs[key] = index
        runsOfZone[expert] = index
        return index
    }
}
