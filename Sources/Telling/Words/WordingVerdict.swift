// Why a zone passed or failed, stands where it stands, or has no rank.

import AssessmentModel
package import Scoring

/// One line of the reasons behind a verdict.
package struct VerdictLine: Sendable, Equatable {
    package let subject: String
    package let finding: String
    package let outcome: String
    /// nil where nothing was to be met.
    package let isMet: Bool?
}

extension Wording {
    /// Everything that made the verdict and the rank, pass lines first.
    package func reasons(_ score: ZoneScore, seats: [LabelledSeat]) -> [VerdictLine] {
        score.lines.map(reason) + vetoReasons(score) + missingReasons(score) + withdrawalReasons(score)
            + reasons(scheme.bonus, score.bonus, .subjectBonus, none: .bonusNone, sign: "+")
            + reasons(scheme.deductions, score.deductions, .subjectDeductions, none: .deductionsNone, sign: "−")
            + tieReasons(score) + seatReasons(seats)
    }

    /// Why a zone has no rank; empty when it has one.
    package func reasonWithoutRank(_ score: ZoneScore) -> String {
        strings.clauses(
            (vetoReasons(score) + missingReasons(score) + withdrawalReasons(score)).filter { _ in score.rank == nil }
                .map(\.finding))
    }

    /// What a reader of the ranking must know about a zone besides its numbers.
    func note(_ score: ZoneScore) -> String {
        let missed = score.lines.filter { !$0.isMet }.map { shortLine($0) }
        let reasons = [reasonWithoutRank(score)] + missed + tieReasons(score).map(\.finding)
        return strings.clauses(reasons.filter { !$0.isEmpty })
    }

    private func reason(_ line: PassLine) -> VerdictLine {
        let compared = compared(line.value, with: line.line)
        let sign = strings[line.isMet ? .lineMetSign : .lineMissedSign]
        return VerdictLine(
            subject: line.pillar.map(title) ?? totalCompared,
            finding: "\(compared.value) \(sign) \(compared.line)",
            outcome: strings[line.isMet ? .lineMet : .lineMissed], isMet: line.isMet)
    }

    private func shortLine(_ line: PassLine) -> String {
        "\(line.pillar.map(shortTitle) ?? totalCompared) \(reason(line).finding)"
    }

    /// What pass lines and grades are judged by, where that is not the total that ranks; nil where it is.
    package var baseApart: String? {
        let isApart = scheme.pass.subject == .base && !(scheme.bonus.items.isEmpty && scheme.deductions.items.isEmpty)
        return isApart ? totalCompared : nil
    }

    /// That other total of a zone, with as many decimals as the comparison takes.
    func base(_ score: ZoneScore) -> String {
        guard let base = score.base else { return strings[.absent] }
        guard let line = score.lines.first(where: { $0.pillar == nil }) else { return points(base) }
        return compared(line.value, with: line.line).value
    }

    /// The total that the pass line is compared with.
    private var totalCompared: String {
        guard scheme.pass.subject == .base else { return strings[.totalPublished] }
        return switch (scheme.bonus.items.isEmpty, scheme.deductions.items.isEmpty) {
        case (true, true): strings[.totalPublished]
        case (false, true): strings[.totalBase]
        case (true, false): strings[.totalBaseDeducted]
        case (false, false): strings[.totalBaseBoth]
        }
    }

    private func vetoReasons(_ score: ZoneScore) -> [VerdictLine] {
        score.vetoes.map { id in
            let title = scheme.vetoes.first { $0.id == id }?.title.text(in: language) ?? id.text
            return VerdictLine(
                subject: strings[.subjectVeto], finding: strings(.vetoFound, ["title": title]),
                outcome: strings[.verdictVetoed], isMet: false)
        }
    }

    private func withdrawalReasons(_ score: ZoneScore) -> [VerdictLine] {
        guard score.verdict == .withdrawn else { return [] }
        return [
            VerdictLine(
                subject: strings[.subjectWithdrawn], finding: strings[.withdrawnFound],
                outcome: strings[.verdictWithdrawn], isMet: false)
        ]
    }

    private func missingReasons(_ score: ZoneScore) -> [VerdictLine] {
        let open = scheme.indicators.filter { leaf in score.cells[leaf.id].map { $0.score == nil } ?? false }
        let titles = open.map { $0.title.text(in: language) }
        guard !titles.isEmpty else { return [] }
        let phrase: Phrase = titles.count > 3 ? .incompleteCellsMore : .incompleteCells
        let finding = strings(phrase, ["titles": strings.list(Array(titles.prefix(3))), "count": "\(titles.count)"])
        return [
            VerdictLine(
                subject: strings[.subjectMissing], finding: finding, outcome: strings[.verdictIncomplete], isMet: false)
        ]
    }

    /// Bonus or deductions: which items counted, and how much they came to.
    private func reasons(
        _ adjustment: Adjustment, _ score: AdjustmentScore, _ subject: Phrase, none: Phrase, sign: String
    ) -> [VerdictLine] {
        guard !adjustment.items.isEmpty else { return [] }
        let items = adjustment.items.compactMap { item in
            score.items[item.id].map {
                strings(.bonusItem, ["title": item.title.text(in: language), "points": given($0)])
            }
        }
        let isCapped = score.items.values.sum() > score.counted
        let values = ["items": strings.list(items), "points": given(score.counted), "cap": given(adjustment.cap)]
        let finding = items.isEmpty ? strings[none] : strings(isCapped ? .bonusCapped : .bonusCounted, values)
        return [
            VerdictLine(
                subject: strings[subject], finding: finding,
                outcome: items.isEmpty ? strings[.absent] : sign + given(score.counted), isMet: nil)
        ]
    }

    private func seatReasons(_ seats: [LabelledSeat]) -> [VerdictLine] {
        [(SeatState.recused, Phrase.subjectRecused), (.missed, .subjectMissed)].compactMap { state, subject in
            let labels = seats.filter { $0.seat.state == state }.map(\.label)
            guard !labels.isEmpty else { return nil }
            return VerdictLine(subject: strings[subject], finding: strings.list(labels), outcome: "", isMet: nil)
        }
    }
}

// Ties.
extension Wording {
    private func tieReasons(_ score: ZoneScore) -> [VerdictLine] {
        guard let tie = score.tie else { return [] }
        let keys = tie.keys.map(tieKey)
        var clauses = [strings(.tieWith, ["zones": names(of: tie.with)])]
        if !keys.isEmpty { clauses.append(strings(.tieKeysCompared, ["keys": strings.list(keys)])) }
        if let decided = tie.decidedBy { clauses.append(strings(.tieDecided, ["key": tieTitle(decided)])) }
        if !tie.shared.isEmpty { clauses.append(strings(.tieShared, ["zones": names(of: tie.shared)])) }
        return [
            VerdictLine(
                subject: strings[.subjectTie], finding: strings.clauses(clauses), outcome: rank(score), isMet: nil)
        ]
    }

    /// One sentence for each group of equal totals, in the order of publication.
    package func tieNotes(_ scores: [ZoneScore]) -> [String] {
        var told: Set<ZoneID> = []
        return scores.compactMap { score in
            guard let tie = score.tie, told.insert(score.zone).inserted else { return nil }
            let group = scores.filter { $0.zone == score.zone || tie.with.contains($0.zone) }
            told.formUnion(group.map(\.zone))
            return tieNote(group)
        }
    }

    /// The zones with their values of every key that was asked, and what came of it.
    private func tieNote(_ group: [ZoneScore]) -> String {
        let keys = group.map { ($0.tie?.keys ?? []).map(tieKey) }
        let ranks = group.map { "\($0.rank ?? 0)" }
        var values = ["zones": names(of: group.map(\.zone)), "total": total(group[0])]
        if Set(ranks).count == 1 {
            values["keys"] = keys[0].isEmpty ? nil : strings.list(keys[0])
            values["rank"] = ranks[0]
            return strings(.tieGroupShared, values)
        }
        let zones = group.indices.map { index in
            let reasons = keys[index] + [strings(.tieRank, ["rank": ranks[index]])]
            return strings(.zoneReason, ["zone": name(of: group[index].zone), "reason": strings.list(reasons)])
        }
        values["reasons"] = strings.clauses(zones)
        return strings(.tieGroup, values)
    }

    private func tieKey(_ key: Tie.Key) -> String {
        guard let value = key.value else { return strings(.tieKeyAbsent, ["title": tieTitle(key.key)]) }
        let text = key.key == "lowest-pillar" ? share(value) : value.rounded(to: 4, .halfUp).exactText
        return strings(.tieKey, ["title": tieTitle(key.key), "value": text])
    }

    private func tieTitle(_ key: String) -> String {
        switch key {
        case "lowest-pillar": strings[.tieLowestPillar]
        case "median-of-totals": strings[.tieMedianOfTotals]
        case "exact-total": strings[.tieExactTotal]
        case "rule-points": strings[.tieRulePoints]
        default: strings(.tiePillar, ["title": shortTitle(of: CriterionID(key))])
        }
    }

    /// A share as per cent with two decimals.
    func share(_ value: Fraction) -> String { (value * 100).rounded(to: 2, .halfUp).text(places: 2) + "%" }
}
