// Total → verdict, grade and rank of one zone: each comparison with its numbers and by how much it was missed.

import AssessmentModel
import Scoring

extension Explainer {
    /// Vetoes, pass lines and grade.
    func lines(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        for veto in scheme.vetoes {
            let title = words.named(veto.title.text(in: language), id: veto.id.text)
            explanation.add(words(zone.vetoes.contains(veto.id) ? .vetoFound : .vetoNotFound, ["title": title]))
        }
        if zone.lines.isEmpty { explanation.add(words[zone.exact == nil ? .noComparison : .noLines]) }
        if !zone.lines.isEmpty {
            explanation.add(words[scheme.pass.compare == .exact ? .comparesExact : .comparesRounded])
        }
        for line in zone.lines {
            explanation.add(comparison(line, total: scheme.pass.total, pillars: scheme.pass.pillars, in: zone))
        }
        explanation.add(words(.verdict, ["verdict": words.verdict(zone.verdict)]))
        explanation.add(grades(of: zone), depth: 0)
        return explanation
    }

    /// Why not the next better grade.
    private func grades(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        guard !scheme.grades.isEmpty, zone.exact != nil else { return explanation }
        guard zone.verdict == .pass else {
            explanation.add(words[.noGradeWithoutPass])
            return explanation
        }
        let reached = zone.grade.flatMap { scheme.grades.indices.contains($0) ? scheme.grades[$0] : nil }
        explanation.add(reached.map { words(.grade, ["grade": $0.name.text(in: language)]) } ?? words[.noGrade])
        for missed in (zone.missedGrades ?? []).reversed() where scheme.grades.indices.contains(missed.grade) {
            let grade = scheme.grades[missed.grade]
            explanation.add(words(.gradeMissed, ["grade": grade.name.text(in: language)]), depth: 1)
            for line in missed.lines {
                explanation.add(comparison(line, total: grade.total, pillars: grade.pillars, in: zone), depth: 2)
            }
        }
        return explanation
    }

    private func comparison(
        _ line: PassLine, total: Threshold?, pillars: PillarLines?, in zone: ZoneScore
    ) -> String {
        let threshold = line.pillar.map { pillars?.threshold(of: $0) } ?? total
        let subject = line.pillar.map(title) ?? words[scheme.pass.subject == .base ? .baseTotal : .finalTotal]
        let compared = "\(result(line.value)) \(line.isMet ? "≥" : "<") \(result(line.line))"
        let gap = line.isMet ? line.value - line.line : line.line - line.value
        let before = line.exact.flatMap { $0 == line.value ? nil : words(.lineBefore, ["before": result($0)]) }
        let share = share(threshold, line.line).map { words(.lineShare, ["share": $0]) }
        let notes = [before, share].compactMap { $0 }
        return words(
            line.isMet ? .lineMet : .lineMissed,
            [
                "subject": subject, "comparison": compared, "gap": result(gap),
                "notes": notes.isEmpty ? nil : words.clauses(notes),
            ])
    }

    /// `80% × 15 = 12` for a line in per cent.
    private func share(_ threshold: Threshold?, _ line: Fraction) -> String? {
        guard case .share(let share)? = threshold, share > 0 else { return nil }
        return "\(exact(share * 100))% × \(exact(line / share)) = \(result(line))"
    }
}

// Ranks.
extension Explainer {
    /// Rank, what decided between equal totals, rank within the kind.
    func ranking(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        guard let rank = rank(zone), let total = published(zone) else {
            explanation.add(words[unranked(zone.verdict)])
            return explanation
        }
        let ranked = scores.zones.filter { $0.rank != nil }
        let above = ranked.filter { ($0.total ?? 0) > (zone.total ?? 0) }.count
        explanation.add(
            words(.ranked, ["rank": rank, "count": "\(ranked.count)", "total": total, "above": "\(above)"]))
        if let tie = zone.tie { explanation.add(self.tie(tie, of: zone), depth: 0) }
        if let group = zone.groupRank { explanation.add(words(.rankWithinKind, ["rank": "\(group)"])) }
        return explanation
    }

    private func unranked(_ verdict: Verdict) -> ExplanationPhrase {
        switch verdict {
        case .vetoed: .unrankedVetoed
        case .withdrawn: .unrankedWithdrawn
        default: .unranked
        }
    }

    /// Each key with the values of the zones that were still equal, and where they parted.
    private func tie(_ tie: Tie, of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        explanation.add(words(.tieWith, ["zones": names(tie.with)]))
        var equals = scores.zones.filter { tie.with.contains($0.zone) }
        for (index, key) in tie.keys.enumerated() where !equals.isEmpty {
            let rivals = equals.map { rival in (rival.zone, value(rival, index)) }
            let parted = rivals.filter { $0.1 != key.value }
            equals = equals.filter { value($0, index) == key.value }
            let told = rivals.map { words(.tieRival, ["zone": name($0.0), "value": $0.1.map(result)]) }
            explanation.add(
                words(
                    .tieKey,
                    [
                        "number": "\(index + 1)", "title": tieTitle(key.key), "own": key.value.map(result),
                        "rivals": words.clauses(told),
                    ]),
                depth: 1)
            if let derivation = derivation(of: key, of: zone) { explanation.add(derivation, depth: 2) }
            let before = parted.filter { isBehind($0.1, key.value) }.map(\.0)
            let after = parted.filter { !isBehind($0.1, key.value) }.map(\.0)
            explanation.add(
                parted.isEmpty
                    ? words[.tieStays]
                    : words(
                        .tieParts,
                        [
                            "before": before.isEmpty ? nil : names(before),
                            "after": after.isEmpty ? nil : names(after),
                        ]),
                depth: 2)
        }
        if let key = tie.decidedBy { explanation.add(words(.tieDecided, ["key": tieTitle(key)]), depth: 1) }
        if !tie.shared.isEmpty { explanation.add(words(.tieShared, ["zones": names(tie.shared)]), depth: 1) }
        return explanation
    }

    private func value(_ zone: ZoneScore, _ index: Int) -> Fraction? {
        guard let keys = zone.tie?.keys, keys.indices.contains(index) else { return nil }
        return keys[index].value
    }

    /// Whether a zone with `rival` stands behind one with `own`; no value stands behind any.
    private func isBehind(_ rival: Fraction?, _ own: Fraction?) -> Bool {
        guard let rival else { return true }
        return own.map { rival < $0 } ?? false
    }

    private func names(_ zones: [ZoneID]) -> String { words.list(zones.map(name)) }

    private func tieTitle(_ key: String) -> String {
        switch key {
        case "exact-total": words[.tieTitleExactTotal]
        case "rule-points": words[.tieTitleRulePoints]
        case "lowest-pillar": words[.tieTitleLowestPillar]
        case "median-of-totals": words[.tieTitleMedianOfTotals]
        default: words.shared(.tiePillar, ["title": title(CriterionID(key))])
        }
    }
}
