// Scores as JSON, CSV and a table, for `heng score`.

import AssessmentModel
import AuditLedger
import Reporting
import Scoring

/// The result of file use. Numbers are text: exact decimals, or `n/d` where no decimal ends.
struct ScoreOutput {
    let scheme: Scheme
    let scores: RoundScores
    var kinds: [ZoneID: Zone.Kind] = [:]

    /// Writes `{"edition","problems":[],"scheme","zones":[…]}` as canonical JSON, zone by zone: `detail` adds the cells.
    func writeJSON(to console: Console, detail: (ZoneScore) -> ZoneScore) throws {
        let whole: CanonicalJSON = [
            "scheme": .string(scheme.id.text), "edition": .integer(scheme.edition), "zones": [], "problems": [],
        ]
        var buffer = Array(try whole.bytes(as: .document).dropLast(2))
        for (index, score) in scores.zones.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer += try zone(detail(score)).bytes(as: .document)
            if buffer.count > 1 << 20 {
                try console.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try console.write(buffer + Array("]}\n".utf8))
    }

    /// `{"edition","scheme","zones":[{"exact","pillars":{id:points},"rank","total","verdict","zone"}]}` as canonical JSON.
    func ranking() throws -> [UInt8] {
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

    func csv() -> String {
        rows.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    func table() -> String {
        let widths = rows.reduce(into: Array(repeating: 0, count: header.count)) { widths, row in
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], displayWidth(cell)) }
        }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - displayWidth($0)) }
            return cells.joined(separator: "  ").trimmingSuffix(" ") + "\n"
        }.joined()
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

    private func published(_ zone: ZoneScore) -> String? {
        zone.total.map { scheme.rounding.total.map($0.text(places:)) ?? $0.exactText }
    }

    func zone(_ zone: ZoneScore) -> CanonicalJSON {
        [
            "zone": .string(zone.zone.text), "rank": .optional(zone.rank.map { .integer($0) }),
            "group-rank": .optional(zone.groupRank.map { .integer($0) }),
            "total": .text(published(zone)), "exact": .text(zone.exact?.fractionText),
            "verdict": .string(zone.verdict.rawValue),
            "grade": .text(zone.grade.map { scheme.grades[$0].name.zh }),
            "base": .text(zone.base?.exactText), "bonus": .string(zone.bonus.counted.exactText),
            "deductions": .string(zone.deductions.counted.exactText),
            "reasons": .array(reasons(zone)), "criteria": criteria(zone),
            "indicators": .object(
                Dictionary(uniqueKeysWithValues: zone.cells.map { ($0.key.text, indicator($0.value)) })),
        ]
    }

    private func criteria(_ zone: ZoneScore) -> CanonicalJSON {
        let roots = scheme.criteria.map(\.id)
        let shown = scheme.criteria(for: kinds[zone.zone]).filter { $0.indicator == nil || roots.contains($0.id) }
        return .object(
            Dictionary(uniqueKeysWithValues: shown.map { ($0.id.text, .text(zone.criteria[$0.id]?.exactText)) }))
    }

    func indicator(_ cell: CellScore) -> CanonicalJSON {
        var fields: [String: CanonicalJSON] = ["score": .text(cell.score?.exactText)]
        if let panel = cell.panel {
            fields["mean"] = .text(panel.mean?.exactText)
            fields["method"] = .text(panel.method?.rawValue)
            fields["fallback"] = .bool(panel.isFallback)
            fields["kept"] = .array(panel.kept.map { .string($0.text) })
            fields["dropped"] = .array(panel.dropped.map { .string($0.text) })
            fields["missing"] = .array(panel.missing.map { .string($0.text) })
        }
        if let rule = cell.rule {
            fields["mean"] = .null
            fields["method"] = .string(rule.shape.rawValue)
            fields["kept"] = []
            fields["dropped"] = []
        }
        return .object(fields)
    }

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
    static func optional(_ value: CanonicalJSON?) -> CanonicalJSON { value ?? .null }
    static func text(_ value: String?) -> CanonicalJSON { .optional(value.map { .string($0) }) }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
