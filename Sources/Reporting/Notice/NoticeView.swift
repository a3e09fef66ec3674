// What the public notice says.

import AssessmentModel
import Scoring
import Telling

/// The ranked list of a round as text.
struct NoticeView: Equatable {
    let content: LetterContent
    let ranked: [RankedLine]
    /// How equal totals were set apart, one sentence for each group.
    let ties: [String]
    /// Zones without rank, each with the reason.
    let unranked: [String]

    init(_ wording: Wording) {
        let scores = wording.results.scores
        ranked = wording.rankedLines
        ties = wording.tieNotes(scores)
        unranked = wording.unrankedNotes
        content = LetterContent(wording, .notice, wording.counts)
    }
}

extension Wording {
    /// All zones with a rank, in order.
    var rankedLines: [RankedLine] { results.scores.filter { $0.rank != nil }.map { RankedLine($0, self) } }

    /// Zones without rank, each with the reason.
    var unrankedNotes: [String] {
        results.scores.filter { $0.rank == nil }.map { score in
            strings(.zoneReason, ["zone": name(of: score.zone), "reason": reasonWithoutRank(score)])
        }
    }

    /// How many zones came to what, by how many experts, and how numbers are to be read; by placeholder.
    var counts: [String: String?] {
        let scores = results.scores
        let withdrawn = Set(scores.filter { $0.verdict == .withdrawn }.map(\.zone))
        // How many sheets counted at a zone; how many people that were over all zones nobody can tell from seats.
        let seats = results.snapshot.value.seats.filter { !withdrawn.contains($0.zone) }
        let sheets = Dictionary(grouping: seats, by: \.zone).values.map { $0.count { $0.state == .sealed } }
        let (least, most) = (sheets.min() ?? 0, sheets.max() ?? 0)
        func count(_ verdict: Verdict) -> String { "\(scores.filter { $0.verdict == verdict }.count)" }
        return [
            "zones": "\(scores.count - withdrawn.count)", "listed": "\(scores.count)",
            "ranked": "\(scores.filter { $0.rank != nil }.count)",
            "unranked": "\(scores.filter { $0.rank == nil }.count)", "passed": count(.pass), "failed": count(.fail),
            "experts": least == most ? "\(most)" : "\(least)–\(most)", "method": methodNote, "rounding": roundingNote,
            "withdrawn": withdrawn.isEmpty ? nil : "\(withdrawn.count)",
            "difference": roundingGap(scores).map(given), "apart": baseApart,
        ]
    }
}
