// Explanations as JSON: what `heng score` gives, with everything that the engine left behind.

package import AssessmentModel
import AuditLedger
package import Scoring

/// The facts of one zone or indicator. `basis` is spelled as in the sealed snapshot.
package struct ExplainOutput {
    let scheme: Scheme
    let scores: RoundScores
    let kinds: [ZoneID: Zone.Kind]

    package init(scheme: Scheme, scores: RoundScores, kinds: [ZoneID: Zone.Kind]) {
        self.scheme = scheme
        self.scores = scores
        self.kinds = kinds
    }

    /// `{"scheme","edition","zone":{… as in heng score, "basis":{…}}}`, or with `indicator` in its place for one indicator.
    package func json(_ zone: ZoneScore, _ criterion: Criterion?) throws -> [UInt8] {
        var document: [String: CanonicalJSON] = [
            "scheme": .string(scheme.id.text), "edition": .integer(scheme.edition),
        ]
        if let criterion {
            document["zone"] = .string(zone.zone.text)
            document["indicator"] = try indicator(criterion, zone)
        } else {
            let bytes = try ScoreOutput(scheme: scheme, scores: scores, kinds: kinds).bytes(of: zone)
            document["zone"] = .object(
                try with(basis: CanonicalJSON(encoding: zone), CanonicalJSON(parsing: bytes, as: .document)))
        }
        return try CanonicalJSON.object(document).bytes(as: .document)
    }

    private func indicator(_ criterion: Criterion, _ zone: ZoneScore) throws -> CanonicalJSON {
        var fields: [String: CanonicalJSON] = [:]
        if let cell = zone.cells[criterion.id] {
            let output = ScoreOutput(scheme: scheme, scores: scores, kinds: kinds)
            fields = try with(
                basis: CanonicalJSON(encoding: cell), CanonicalJSON(parsing: output.bytes(of: cell), as: .document))
            fields["recused"] = .array(zone.recused.map { .string($0.text) })
            fields["sheet-totals"] = try zone.sheetTotals.map { try CanonicalJSON(encoding: $0) }
        } else {
            fields["score"] = .text(zone.points(of: criterion.id)?.exactText)
            fields["basis"] = try zone.sums?[criterion.id].map { try CanonicalJSON(encoding: $0) }
        }
        fields["id"] = .string(criterion.id.text)
        fields["points"] = .string(criterion.points.exactText)
        return .object(fields)
    }

    private func with(basis: CanonicalJSON, _ object: CanonicalJSON) -> [String: CanonicalJSON] {
        (object.objectValue ?? [:]).merging(["basis": basis]) { _, basis in basis }
    }
}
