// The method of a scheme in words, part by part: from marks to scores, then from scores to verdicts and ranks.

import AssessmentModel

/// A part of the method, in the order of telling.
enum MethodPart: CaseIterable, Sendable {
    case panel, marks, aggregate, groups, rounding, pass, grades, ties, ranking, bonus, deductions, vetoes, benchmarks

    var title: SchemePhrase {
        switch self {
        case .panel: .partPanel
        case .marks: .partMarks
        case .aggregate: .partAggregate
        case .groups: .partGroups
        case .rounding: .partRounding
        case .pass: .partPass
        case .grades: .partGrades
        case .ties: .partTies
        case .ranking: .partRanking
        case .bonus: .partBonus
        case .deductions: .partDeductions
        case .vetoes: .partVetoes
        case .benchmarks: .partBenchmarks
        }
    }
}

extension SchemeWording {
    /// What a part says, statement by statement; empty where the scheme has no such part.
    func statements(of part: MethodPart) -> [Statement] {
        switch part {
        case .panel: panel
        case .marks: [Statement(part: part, "grid", grid(scheme.marks))]
        case .aggregate: aggregate
        case .groups: groups
        case .rounding: rounding
        case .pass: pass
        case .grades: grades
        case .ties: [Statement(part: .ties, "chain", ties)]
        case .ranking: [Statement(part: .ranking, "groups", ranking)]
        case .bonus: adjustment(scheme.bonus, .bonus)
        case .deductions: adjustment(scheme.deductions, .deductions)
        case .vetoes: scheme.vetoes.map { Statement(item: .vetoes, $0.id.text, text($0.title)) }
        case .benchmarks: scheme.benchmarks.map { Statement(item: .benchmarks, $0.id.text, benchmark($0)) }
        }
    }

    private var panel: [Statement] {
        [Statement(part: .panel, "minimum", strings(.panelMinimum, ["minimum": "\(scheme.panel.minimum)"]))]
            + (scheme.panel.odd ? [Statement(part: .panel, "odd", strings[.panelOdd])] : [])
    }

    private var ranking: String {
        guard scheme.ranksWithinKind else { return strings[.rankingAll] }
        return strings(.rankingKinds, ["kinds": kinds(kindsSpokenOf)])
    }

    private func adjustment(_ adjustment: Adjustment, _ part: MethodPart) -> [Statement] {
        guard !adjustment.items.isEmpty else { return [] }
        let items = adjustment.items.map { item in
            Statement(
                item: part, item.id.text, strings(.item, ["title": text(item.title), "points": points(item.points)]))
        }
        return [Statement(part: part, "cap", strings(.adjustmentCap, ["cap": points(adjustment.cap)]))] + items
    }

    private func benchmark(_ benchmark: Benchmark) -> String {
        let values = benchmark.values.sorted { $0.key < $1.key }.map { period, value in
            strings(.benchmarkValue, ["period": self.period(period), "value": value.exactText])
        }
        let source = benchmark.source.map { strings(.benchmarkSource, ["source": $0]) } ?? ""
        return strings(
            .benchmark, ["title": text(benchmark.title), "values": strings.list(values), "source": source])
    }
}

// From marks to scores.
extension SchemeWording {
    /// The ladder from many marks to too few, then what is aggregated.
    private var aggregate: [Statement] {
        let aggregate = scheme.aggregate
        let what = strings[aggregate.level == .total ? .countSheets : .countMarks]
        func rung(_ id: String, _ phrase: SchemePhrase, _ count: Int, _ method: String = "") -> Statement {
            Statement(
                named: .aggregate, id, strings(phrase, ["what": what, "count": "\(count)", "method": method]))
        }
        let ladder = aggregate.fallback.sorted { $0.from > $1.from }
        let lowest = ladder.last?.from ?? aggregate.minimum
        return [rung("method", .methodFrom, aggregate.minimum, method(aggregate.method, aggregate.drop))]
            + ladder.map { rung("from \($0.from)", .methodFallback, $0.from, method($0.method, $0.drop)) }
            + [rung("too few", .methodTooFew, lowest)]
            + [
                Statement(
                    part: .aggregate, "level", strings[aggregate.level == .total ? .levelTotal : .levelIndicator])
            ]
    }

    private func method(_ method: Aggregate.Method, _ drop: Aggregate.Drop) -> String {
        strings.shared.method(method, drop)
    }

    private var groups: [Statement] {
        let groups = scheme.aggregate.groups
        guard !groups.isEmpty else { return [] }
        let all = groups.map(\.weight).sum()
        return [Statement(part: .groups, "apart", strings[.groupsApart])]
            + groups.map { group in
                let share = group.weight / all
                let values = [
                    "sources": strings.list(group.sources.map(strings.shared.source)), "weight": group.weight.exactText,
                    "share": share.decimalPlaces == nil ? share.fractionText : self.share(share),
                ]
                let id = group.sources.map(\.rawValue).sorted().joined(separator: " ")
                return Statement(named: .groups, id, strings(.group, values))
            }
    }

    private var rounding: [Statement] {
        let rounding = scheme.rounding
        let steps: [(SchemePhrase, Int?)] = [
            (.stepMean, rounding.mean), (.stepIndicator, rounding.indicator), (.stepPillar, rounding.pillar),
            (.stepTotal, rounding.total),
        ]
        let rounded = steps.compactMap { step, places in
            places.map { places in
                let values = [
                    "step": strings[step], "mode": strings.shared.mode(rounding.mode), "places": "\(places)",
                ]
                return Statement(
                    part: .rounding, step.rawValue, strings(places == 0 ? .roundedWhole : .roundedTo, values))
            }
        }
        if rounded.isEmpty { return [Statement(part: .rounding, "rest", strings[.roundedNowhere])] }
        return rounded
            + (rounded.count < steps.count
                ? [Statement(part: .rounding, "rest", strings[.roundedElsewhere])] : [])
    }
}

// From scores to verdicts and ranks.
extension SchemeWording {
    private var pass: [Statement] {
        let pass = scheme.pass
        guard pass.total != nil || pass.pillars != nil else {
            return [Statement(part: .pass, "none", strings[.passNone])]
        }
        let comparison = strings.shared[pass.compare == .exact ? .compareExact : .compareRounded]
        return lines(total: pass.total, pillars: pass.pillars).map { Statement(part: .pass, $0.id, $0.text) }
            + [Statement(part: .pass, "compare", comparison)]
    }

    private var grades: [Statement] {
        scheme.grades.map { grade in
            let lines = lines(total: grade.total, pillars: grade.pillars).map(\.text)
            return Statement(
                named: .grades, grade.name.zh,
                strings(.grade, ["name": text(grade.name), "lines": strings.clauses(lines)]))
        }
    }

    private func lines(total: Threshold?, pillars: PillarLines?) -> [(id: String, text: String)] {
        let subject = strings[scheme.pass.subject == .base ? .totalBase : .totalAll]
        var lines: [(id: String, text: String)] = []
        if let total {
            lines.append(("total", strings(.lineTotal, ["total": subject, "line": threshold(total)])))
        }
        switch pillars {
        case .all(let threshold)?:
            lines.append(("pillars", strings(.linePillars, ["line": self.threshold(threshold)])))
        case .each(let thresholds)?:
            lines += scheme.criteria.compactMap { pillar in
                thresholds[pillar.id].map { threshold in
                    let values = ["title": title(of: pillar.id), "line": self.threshold(threshold)]
                    return ("pillar " + title(of: pillar.id), strings(.linePillar, values))
                }
            }
        case nil: break
        }
        return lines
    }

    private var ties: String {
        let keys = scheme.ties.filter { $0 != .share }
        guard !keys.isEmpty else { return strings[.tiesNone] }
        return strings(.tiesChain, ["keys": strings.list(keys.map(tie)), "last": strings[.tiesShare]])
    }

    private func tie(_ key: TieKey) -> String {
        switch key {
        case .pillar(let id), .criterion(let id): strings(.tiePoints, ["title": title(of: id)])
        case .exactTotal: strings[.tieExactTotal]
        case .rulePoints: strings[.tieRulePoints]
        case .lowestPillar: strings.shared[.tieLowestPillar]
        case .medianOfTotals: strings.shared[.tieMedianOfTotals]
        case .share: strings[.tiesShare]
        }
    }
}
