// Scores as JSON, CSV and a table, for `heng score`.

package import AssessmentModel
package import AuditLedger
import Telling
package import Scoring

/// The result of file use. Numbers are text: exact decimals, or `n/d` where no decimal ends.
package struct ScoreOutput {
    let scheme: Scheme
    let scores: RoundScores
    let kinds: [ZoneID: Zone.Kind]
    /// Of the leaves, by their bytes: the order of members.
    private let indicators: [CriterionID]
    /// How many zones are scored and written together.
    private static let batch = 128

    package init(scheme: Scheme, scores: RoundScores, kinds: [ZoneID: Zone.Kind] = [:]) {
        self.scheme = scheme
        self.scores = scores
        self.kinds = kinds
        indicators = scheme.indicators.map(\.id).sorted()
    }

    /// Writes `{"edition","problems":[],"scheme","zones":[…]}` as canonical JSON, zone by zone: `detail` adds the cells.
    package func writeJSON(detail: (ZoneScore) -> ZoneScore, to write: ([UInt8]) throws -> Void) throws {
        let whole: CanonicalJSON = [
            "scheme": .string(scheme.id.text), "edition": .integer(scheme.edition), "zones": [], "problems": [],
        ]
        var buffer = Array(try whole.bytes(as: .document).dropLast(2))
        for start in stride(from: 0, to: scores.zones.count, by: Self.batch) {
            let batch = Array(scores.zones[start...].prefix(Self.batch))
            let written = batch.concurrentMap { score in Result { try bytes(of: detail(score)) } }
            for (place, zone) in written.enumerated() {
                if start + place > 0 { buffer.append(UInt8(ascii: ",")) }
                buffer += try zone.get()
            }
            try write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try write(buffer + Array("]}\n".utf8))
    }

    /// `{"edition","scheme","zones":[{"exact","pillars":{id:points},"rank","total","verdict","zone"}]}` as canonical JSON.
    package func ranking() throws -> [UInt8] {
        let zones = scores.zones.map { zone -> CanonicalJSON in
            let pillars = scheme.criteria.map { ($0.id.text, CanonicalJSON.text(zone.points(of: $0.id)?.exactText)) }
            return [
                "zone": .string(zone.zone.text), "rank": .optional(zone.rank.map { .integer($0) }),
                "total": .text(published(zone)), "exact": .text(zone.exact?.fractionText),
                "verdict": .string(zone.verdict.rawValue),
                "pillars": .object(Dictionary(pillars) { first, _ in first }),
            ]
        }
        let document: CanonicalJSON = [
            "scheme": .string(scheme.id.text), "edition": .integer(scheme.edition), "zones": .array(zones),
        ]
        return try document.bytes(as: .document) + [0x0A]
    }

    package func csv() -> String {
        CSVWriter(for: .program).text(rows)
    }

    /// No line is wider than `width`; nil: as wide as it gets. Nothing is cut.
    package func table(width: Int? = nil) -> String {
        let roles: [TextTable.Column.Role] =
            [.number, .name, .number, .number, .text] + scheme.criteria.map { _ in .part }
        let table = TextTable(
            columns: zip(header, roles).map { TextTable.Column($0, $1, isFlushRight: false) },
            rows: Array(rows.dropFirst()), isRuled: false)
        return table.lines(width: width).map { $0 + "\n" }.joined()
    }

    private var header: [String] {
        ["rank", "zone", "total", "exact", "verdict"] + scheme.criteria.map(\.id.text)
    }

    private var rows: [[String]] {
        [header]
            + scores.zones.map { zone in
                let pillars = scheme.criteria.map { zone.points(of: $0.id)?.exactText ?? "" }
                return [
                    zone.rank.map(String.init) ?? "", zone.zone.text, published(zone) ?? "",
                    zone.exact?.fractionText ?? "", zone.verdict.rawValue,
                ] + pillars
            }
    }

    private func published(_ zone: ZoneScore) -> String? { zone.total.map(scheme.rounding.published) }

    /// One zone with its cells, as canonical JSON.
    func bytes(of zone: ZoneScore) throws -> [UInt8] {
        var writer = CanonicalWriter(.document)
        writer.reserveCapacity(256 * (zone.cells.count + 4))
        try writer.openObject()
        try writer.member("base", .text(zone.base?.exactText))
        try writer.member("bonus", .string(zone.bonus.counted.exactText))
        try writer.member("criteria", criteria(zone))
        try writer.member("deductions", .string(zone.deductions.counted.exactText))
        try writer.member("exact", .text(zone.exact?.fractionText))
        try writer.member("grade", .text(zone.grade.map { scheme.grades[$0].name.zh }))
        try writer.member("group-rank", .optional(zone.groupRank.map { .integer($0) }))
        try writer.openMember("indicators")
        try writer.openObject()
        for id in indicators {
            guard let cell = zone.cells[id] else { continue }
            try writer.openMember(id.text)
            try write(cell, to: &writer)
        }
        writer.closeObject()
        try writer.member("rank", .optional(zone.rank.map { .integer($0) }))
        try writer.member("reasons", .array(reasons(zone)))
        try writer.member("total", .text(published(zone)))
        try writer.member("verdict", .string(zone.verdict.rawValue))
        try writer.member("zone", .string(zone.zone.text))
        writer.closeObject()
        return writer.bytes
    }

    /// One cell, as canonical JSON.
    func bytes(of cell: CellScore) throws -> [UInt8] {
        var writer = CanonicalWriter(.document)
        try write(cell, to: &writer)
        return writer.bytes
    }

    private func criteria(_ zone: ZoneScore) -> CanonicalJSON {
        let roots = scheme.criteria.map(\.id)
        let shown = scheme.criteria(for: kinds[zone.zone]).filter { $0.indicator == nil || roots.contains($0.id) }
        return .object(
            Dictionary(uniqueKeysWithValues: shown.map { ($0.id.text, .text(zone.criteria[$0.id]?.exactText)) }))
    }

    private func write(_ cell: CellScore, to writer: inout CanonicalWriter) throws {
        try writer.openObject()
        if let panel = cell.panel {
            try writer.member("dropped", seats(panel.dropped))
            try writer.member("fallback", .bool(panel.isFallback))
            try writer.member("kept", seats(panel.kept))
            try writer.member("mean", .text(panel.mean?.exactText))
            try writer.member("method", .text(panel.method?.rawValue))
            try writer.member("missing", seats(panel.missing))
        }
        if let rule = cell.rule {
            try writer.member("dropped", [])
            try writer.member("kept", [])
            try writer.member("mean", .null)
            try writer.member("method", .string(rule.shape.rawValue))
        }
        try writer.member("score", .text(cell.score?.exactText))
        writer.closeObject()
    }

    private func seats(_ seats: [SeatID]) -> CanonicalJSON { .array(seats.map { .string($0.text) }) }

    /// Vetoes, then each pass line, then cells without a score, then what decided a tie.
    private func reasons(_ zone: ZoneScore) -> [CanonicalJSON] {
        let vetoes = zone.vetoes.map { CanonicalJSON.object(["reason": "veto", "item": .string($0.text)]) }
        let lines = zone.lines.map { line in
            CanonicalJSON.object([
                "reason": "pass-line", "criterion": .text(line.pillar?.text), "value": .string(line.value.exactText),
                "line": .string(line.line.exactText), "met": .bool(line.isMet),
            ])
        }
        let open = scheme.indicators.compactMap { indicator -> CanonicalJSON? in
            guard let cell = zone.cells[indicator.id], cell.score == nil else { return nil }
            return .object([
                "reason": .string(cell.rule == nil ? "too-few-marks" : "missing-fact"),
                "indicator": .string(indicator.id.text),
            ])
        }
        let tie = zone.tie.map { tie in
            CanonicalJSON.object([
                "reason": "tie", "with": .array(tie.with.map { .string($0.text) }),
                "decided-by": .text(tie.decidedBy), "shared": .array(tie.shared.map { .string($0.text) }),
            ])
        }
        return vetoes + lines + open + (tie.map { [$0] } ?? [])
    }
}

extension CanonicalJSON {
    package static func optional(_ value: CanonicalJSON?) -> CanonicalJSON { value ?? .null }
    package static func text(_ value: String?) -> CanonicalJSON { .optional(value.map { .string($0) }) }
}
