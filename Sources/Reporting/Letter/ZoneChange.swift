// What a zone's result was and is, item by item: for corrections and decisions.

import AssessmentModel
import Scoring
import Telling

/// A zone with what differs between two results.
struct ZoneChange: Equatable {
    /// One item: the total, a rank, an indicator.
    struct Line: Equatable {
        let subject: String
        let before: String
        let after: String
    }

    let zone: String
    let lines: [Line]

    /// Whatever is printed otherwise: verdict, total, rank and grade, then bonus and deductions, then indicators in the scheme's order.
    ///
    /// - Throws: `ReportingError.zoneUnknown`.
    init(of zone: ZoneID, from old: Wording, to new: Wording) throws(ReportingError) {
        let before = Self.items(try old.results.score(of: zone), old)
        let after = Self.items(try new.results.score(of: zone), new)
        self.zone = new.results.names.fullName(of: zone, in: new.language)
        lines = zip(before, after).filter { $0.1 != $1.1 }.map { Line(subject: $0.0, before: $0.1, after: $1.1) }
    }

    /// As many items, in the same order, for every result of one scheme.
    private static func items(_ score: ZoneScore, _ wording: Wording) -> [(String, String)] {
        let strings = wording.strings
        let whole = [
            (strings[.columnVerdict], wording.verdict(score.verdict)), (strings[.columnTotal], wording.total(score)),
            (strings[.columnRank], wording.rank(score)), (strings[.columnGrade], wording.grade(score)),
            (strings[.subjectBonus], wording.given(score.bonus.counted)),
            (strings[.subjectDeductions], wording.given(score.deductions.counted)),
        ]
        let leaves = numbered(wording.scheme.criteria).filter { $0.criterion.indicator != nil }
        return whole
            + leaves.map { leaf in
                (
                    "\(leaf.number) \(leaf.criterion.title.text(in: wording.language))",
                    wording.points(score.cells[leaf.criterion.id]?.score)
                )
            }
    }
}

/// The zones whose results differ, in the order of the new result.
/// - Throws: `ReportingError.zoneUnknown`.
func changes(from old: Wording, to new: Wording) throws(ReportingError) -> [ZoneChange] {
    var changes: [ZoneChange] = []
    for score in new.results.scores {
        let change = try ZoneChange(of: score.zone, from: old, to: new)
        if !change.lines.isEmpty { changes.append(change) }
    }
    return changes
}
