// What a zone reads of its own result: what its score sheet says, in the same numbers.

package import Assessing
package import AssessmentModel
package import EventModel
import HashTreeCollections
import RoundState
package import Scoring
package import Telling

/// A published result as its zone reads it.
package struct OwnResult: Sendable {
    /// What a correction made of the zone.
    package struct Change: Sendable {
        let number: String
        let day: String
        let statement: String
        /// nil where it left the zone as it was.
        let moved: (before: String, after: String)?
        /// Indicators whose points it changed, in the scheme's order.
        let cells: [(title: String, before: String, after: String)]
    }

    package let title: LocalizedText
    package let result: RoundResult
    package let score: ZoneScore
    let verdict: String
    let total: String
    let most: String
    let base: String
    let adjustment: String
    let hasDeductions: Bool
    let rank: String
    let ranked: Int
    let grade: String
    let specimen: [String]
    let bars: [PillarBar]
    /// That the numbers above do not add up as shown, or that the verdict goes by another total.
    let notes: [String]
    let reasons: [VerdictLine]
    let losses: [PointLoss]
    let comments: [SeatComments]
    /// The zone ranked next above.
    let before: Neighbours?
    let changes: [Change]
    /// The zone's own papers and those of the whole round.
    package let papers: [OwnPaper]

    package var round: RoundID { result.snapshot.value.round.id }
    package var zone: ZoneID { score.zone }

    /// - Throws: `ReportingError` where the scheme is another than the snapshot's, or the zone is not in it.
    package init(
        _ result: RoundResult, of zone: ZoneID, papers: [OwnPaper], _ words: PageWords
    ) throws(ReportingError) {
        let results = try ReadableSnapshot(
            result.snapshot, result.scheme, days: result.days, key: result.key)
        let wording = Wording(results: results, strings: words.strings)
        let score = try results.score(of: zone)
        let numbered = Telling.numbered(result.scheme.criteria)
        let seats = results.seats(of: zone)
        title = result.snapshot.value.round.title
        self.result = result
        self.score = score
        self.papers = papers
        verdict = wording.verdict(score.verdict)
        total = wording.total(score)
        most = wording.given(result.scheme.points)
        base = wording.points(score.base)
        adjustment = wording.signed(score.bonus.counted - score.deductions.counted)
        hasDeductions = !result.scheme.deductions.items.isEmpty
        rank = wording.rank(score)
        ranked = results.scores.count { $0.rank != nil }
        grade = wording.grade(score)
        specimen = wording.specimenNotes
        bars = result.scheme.criteria.filter { $0.applies(to: results.kind(of: zone)) }
            .map { PillarBar($0, score, wording) }
        notes = [
            wording.roundingGap([score]).map { words.strings(.partsRounded, ["difference": wording.given($0)]) },
            wording.baseApart.map { words.strings(.baseApart, ["apart": $0]) },
        ].compactMap { $0 }
        reasons = wording.reasons(score, seats: seats)
        losses = PointLoss.all(numbered, score, wording)
        let remarks = Remarks(result.comments[zone] ?? [:])
        comments = numbered.compactMap { SeatComments($0, score, remarks, seats, wording) }
        let above = results.scores.firstIndex { $0.zone == zone }.map { $0 - 1 }
        before = above.flatMap { place in
            results.scores.indices.contains(place) && score.rank != nil
                ? Neighbours(results.scores[place], score, under: result.scheme) : nil
        }
        changes = result.corrections.map { Change($0, of: zone, in: result.scheme, words) }
    }
}

extension OwnResult.Change {
    fileprivate init(_ corrected: ResultCorrection, of zone: ZoneID, in scheme: Scheme, _ words: PageWords) {
        let notice = corrected.correction.notice
        (number, day, statement) = (notice.number, corrected.correction.day, notice.statement)
        let score = { (snapshot: SealedSnapshot) in snapshot.value.scores.zones.first { $0.zone == zone } }
        guard let old = score(corrected.old), let new = score(corrected.new),
            let wording = (try? ReadableSnapshot(corrected.new, scheme)).map({
                Wording(results: $0, strings: words.strings)
            })
        else {
            (moved, cells) = (nil, [])
            return
        }
        let told = { (score: ZoneScore) in
            [
                score.rank.map { words(.rankIs, ["rank": "\($0)"]) } ?? words[.rankNone], wording.total(score),
                wording.verdict(score.verdict), score.grade == nil ? nil : wording.grade(score),
            ].compactMap { $0 }.joined(separator: " · ")
        }
        let isMoved = (old.total, old.rank, old.verdict, old.grade) != (new.total, new.rank, new.verdict, new.grade)
        moved = isMoved ? (told(old), told(new)) : nil
        cells = scheme.indicators.compactMap { criterion in
            let (before, after) = (old.cells[criterion.id]?.score, new.cells[criterion.id]?.score)
            guard old.cells[criterion.id] != new.cells[criterion.id] else { return nil }
            return (words.text(criterion.title), wording.points(before), wording.points(after))
        }
    }
}

/// A paper that a zone may download.
package struct OwnPaper: Sendable {
    package enum Kind: Sendable, Equatable {
        case scoreSheet, certificate, notice, finding
        /// Counted from 1.
        case correction(Int)
        case decision(ObjectionID)
    }

    package let kind: Kind
    /// Its file's name, which its address ends in.
    package let name: String

    package init(_ kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}
