// What the public notice says.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The ranked list of a round as text.
struct NoticeView: Equatable {
    /// A line of the ranked table.
    struct Line: Equatable {
        let rank: String
        let zone: String
        let kind: String
        let total: String
        let grade: String
        let verdict: String
    }

    /// By the placeholders of the template.
    let values: [String: String]
    /// What is not real, one sentence each; empty when all is.
    let specimen: [String]
    let ranked: [Line]
    /// How equal totals were set apart, one sentence for each group.
    let ties: [String]
    /// Zones without rank, each with the reason.
    let unranked: [String]
    let address: String
    let created: Date

    init(_ wording: Wording) {
        let results = wording.results
        let scores = results.scores
        specimen = wording.specimenNotes
        ranked = scores.filter { $0.rank != nil }.map { Self.line($0, wording) }
        ties = wording.tieNotes(scores)
        unranked = scores.filter { $0.rank == nil }.map { score in
            wording.strings(
                .zoneReason, ["zone": wording.name(of: score.zone), "reason": wording.reasonWithoutRank(score)])
        }
        address = verificationAddress(of: results.snapshot)
        created = documentDate(of: results.round)
        values = Self.values(wording)
    }

    private static func line(_ score: ZoneScore, _ wording: Wording) -> Line {
        Line(
            rank: wording.rank(score), zone: wording.results.names.fullName(of: score.zone, in: wording.language),
            kind: wording.kind(score), total: wording.total(score), grade: wording.grade(score),
            verdict: wording.verdict(score.verdict))
    }

    private static func values(_ wording: Wording) -> [String: String] {
        let results = wording.results
        let round = results.round
        let language = wording.language
        let withdrawn = Set(results.scores.filter { $0.verdict == .withdrawn }.map(\.zone))
        // How many sheets counted at a zone; how many people that were over all zones nobody can tell from seats.
        let seats = results.snapshot.value.seats.filter { !withdrawn.contains($0.zone) }
        let sheets = Dictionary(grouping: seats, by: \.zone).values.map { $0.count { $0.state == .sealed } }
        let (least, most) = (sheets.min() ?? 0, sheets.max() ?? 0)
        func count(_ verdict: Verdict) -> String { "\(results.scores.filter { $0.verdict == verdict }.count)" }
        var values = [
            "round": round.title.text(in: language), "scheme": results.scheme.title.text(in: language),
            "issuer": round.issuer.text(in: language), "document": round.document,
            "opened": wording.date(round.opened), "closed": wording.date(round.closed),
            "date": wording.date(round.announced), "noticeFrom": wording.date(round.notice.from),
            "noticeTo": wording.date(round.notice.to), "objections": round.notice.objections.text(in: language),
            "zones": "\(results.scores.count - withdrawn.count)", "listed": "\(results.scores.count)",
            "ranked": "\(results.scores.filter { $0.rank != nil }.count)",
            "unranked": "\(results.scores.filter { $0.rank == nil }.count)", "passed": count(.pass),
            "failed": count(.fail), "experts": least == most ? "\(most)" : "\(least)–\(most)",
            "points": wording.given(results.scheme.points),
            "hash": results.snapshot.digest, "ledger": round.ledger, "closedBy": "\(results.snapshot.value.closedBy)",
            "method": wording.methodNote, "rounding": wording.roundingNote,
        ]
        values["withdrawn"] = withdrawn.isEmpty ? nil : "\(withdrawn.count)"
        values["source"] = results.scheme.source?.document
        values["difference"] = wording.roundingGap(results.scores).map(wording.given)
        return values
    }
}
