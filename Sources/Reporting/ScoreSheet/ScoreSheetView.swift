// What a score sheet says.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The score sheet of one zone as text.
struct ScoreSheetView: Equatable {
    /// The indicators that cost most: so many are listed.
    private static let mostLosses = 8

    /// By the placeholders of the template.
    let values: [String: String]
    let verdict: Verdict
    /// Whether the scheme takes points off the total.
    let hasDeductions: Bool
    /// What is not real, one sentence each; empty when all is.
    let specimen: [String]
    let bars: [PillarBar]
    let reasons: [VerdictLine]
    let losses: [PointLoss]
    let rows: [ScoreRow]
    /// The labels of the seats that scored, in the order of their columns.
    let seats: [String]
    let comments: [SeatComments]
    let address: String
    let created: Date
    let claims: PaperClaims

    init(_ wording: Wording, zone: ZoneID, remarks: Remarks) throws(ReportingError) {
        let results = wording.results
        let score = try results.score(of: zone)
        let seats = results.seats(of: zone)
        let numbered = Telling.numbered(results.scheme.criteria)
        self.seats = seats.filter { $0.seat.state != .recused }.map(\.label)
        verdict = score.verdict
        hasDeductions = !results.scheme.deductions.items.isEmpty
        specimen = wording.specimenNotes
        bars = results.scheme.criteria.filter { $0.applies(to: results.kind(of: zone)) }
            .map { PillarBar($0, score, wording) }
        reasons = wording.reasons(score, seats: seats)
        losses = Array(PointLoss.all(numbered, score, wording).prefix(Self.mostLosses))
        rows = numbered.map { ScoreRow($0, score, seats.filter { $0.seat.state != .recused }, wording) }
        comments = numbered.compactMap { SeatComments($0, score, remarks, seats, wording) }
        address = verificationAddress(of: results.snapshot, zone: zone)
        created = documentDate(of: results.round.announced)
        claims = PaperClaims(
            .scoreSheet, ledger: results.round.ledger, round: results.round.id, snapshot: results.snapshot.digest,
            zone: zone)
        values = Self.values(wording, score).merging(wording.paperValues(address: address)) { own, _ in own }
    }

    private static func values(_ wording: Wording, _ score: ZoneScore) -> [String: String] {
        let results = wording.results
        var values = [
            "zone": results.names.fullName(of: score.zone, in: wording.language), "zoneID": score.zone.text,
            "kind": wording.kind(score), "verdict": wording.verdict(score.verdict),
            "rank": wording.rank(score), "total": wording.total(score), "grade": wording.grade(score),
            "bonus": wording.signed(score.bonus.counted - score.deductions.counted),
            "method": wording.methodNote, "marks": wording.marksNote, "rounding": wording.roundingNote,
            "ranked": "\(results.scores.filter { $0.rank != nil }.count)",
        ]
        values["apart"] = wording.baseApart
        values["difference"] = wording.roundingGap([score]).map(wording.given)
        values["reason"] = score.rank == nil ? wording.reasonWithoutRank(score) : nil
        return values
    }
}
