// What a score sheet says.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The score sheet of one zone as text.
struct ScoreSheetView: Equatable {
    /// A pillar as the chart draws it.
    struct Bar: Equatable {
        let title: String
        let score: String
        let maximum: String
        let lost: String
        let line: String?
        /// 0…1 of the maximum; nil without a score.
        let share: Double?
        let lineShare: Double?
        let isMet: Bool
    }

    /// An indicator where many points were lost.
    struct Loss: Equatable {
        let number: String
        let title: String
        let lost: String
        let score: String
        let points: String
        let departments: String
    }

    /// What the seats wrote about one indicator.
    struct Comments: Equatable {
        struct Comment: Equatable {
            let seat: String
            let text: String
        }

        let number: String
        let title: String
        let score: String
        let points: String
        let comments: [Comment]
    }

    /// By the placeholders of the template.
    let values: [String: String]
    let verdict: Verdict
    /// Whether the scheme takes points off the total.
    let hasDeductions: Bool
    /// What is not real, one sentence each; empty when all is.
    let specimen: [String]
    let bars: [Bar]
    let reasons: [VerdictLine]
    let losses: [Loss]
    let rows: [ScoreRow]
    /// The labels of the seats that scored, in the order of their columns.
    let seats: [String]
    let comments: [Comments]
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
            .map { Self.bar($0, score, wording) }
        reasons = wording.reasons(score, seats: seats)
        losses = Self.losses(numbered, score, wording)
        rows = numbered.map { ScoreRow($0, score, seats.filter { $0.seat.state != .recused }, wording) }
        comments = numbered.compactMap { Self.comments($0, score, remarks, seats, wording) }
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

    private static func bar(_ pillar: Criterion, _ score: ZoneScore, _ wording: Wording) -> Bar {
        let points = score.points(of: pillar.id)
        let most = wording.maximum(of: pillar, score)
        let line = wording.scheme.pass.pillars?.threshold(of: pillar.id)?.line(maximum: most)
        // The verdict's own comparison where there is one: it may have been made with another number than is shown.
        let judged = score.lines.first { $0.pillar == pillar.id }?.isMet
        let isAbove = points.flatMap { points in line.map { points >= $0 } }
        return Bar(
            title: pillar.title.text(in: wording.language), score: wording.points(points),
            maximum: wording.given(most), lost: points.map { wording.lost($0, of: most) } ?? "",
            line: line.map(wording.points), share: points.map { share($0, of: most) },
            lineShare: line.map { share($0, of: most) }, isMet: judged ?? isAbove ?? true)
    }

    /// For drawing only.
    private static func share(_ value: Fraction, of maximum: Fraction) -> Double {
        Double((value / maximum).rounded(to: 4, .halfUp).exactText) ?? 0
    }

    /// The eight indicators that cost most, those without a score first, then most first; those that cost nothing left out.
    private static func losses(_ numbered: [NumberedCriterion], _ score: ZoneScore, _ wording: Wording) -> [Loss] {
        let kind = wording.results.kind(of: score.zone)
        let leaves = numbered.filter { $0.criterion.indicator != nil && $0.absence(at: kind) == nil }.map { leaf in
            let points = score.cells[leaf.criterion.id]?.score
            return (
                leaf: leaf, lost: points.map { leaf.criterion.points - $0 } ?? wording.scheme.points, points: points
            )
        }
        // Sorted by loss, equal losses in the order of the scheme.
        let worst = leaves.enumerated().filter { $0.element.lost > 0 }
            .sorted { ($1.element.lost, $0.offset) < ($0.element.lost, $1.offset) }.prefix(8).map(\.element)
        return worst.map { leaf, _, points in
            return Loss(
                number: leaf.number, title: leaf.criterion.title.text(in: wording.language),
                lost: points.map { wording.lost($0, of: leaf.criterion.points) } ?? wording.strings[.absent],
                score: wording.points(points),
                points: wording.given(leaf.criterion.points),
                departments: wording.leadingDepartments(of: leaf.criterion))
        }
    }

    private static func comments(
        _ leaf: NumberedCriterion, _ score: ZoneScore, _ remarks: Remarks, _ seats: [LabelledSeat], _ wording: Wording
    ) -> Comments? {
        let texts = remarks.comments[leaf.criterion.id] ?? [:]
        let comments = seats.compactMap { seat in
            texts[seat.id].map { Comments.Comment(seat: seat.label, text: $0) }
        }
        guard !comments.isEmpty else { return nil }
        return Comments(
            number: leaf.number, title: leaf.criterion.title.text(in: wording.language),
            score: wording.points(score.points(of: leaf.criterion.id)), points: wording.given(leaf.criterion.points),
            comments: comments)
    }
}
