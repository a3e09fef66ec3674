// Scoring in two passes, so that a national round needs little memory: who ranks where, then each zone with its reasons.

package import AssessmentModel

/// What a scheme is applied to: zones, marks and facts, checked against the scheme.
package struct RoundMarks: Sendable {
    /// The marks, as sheets or as a flat table.
    package enum Source: Sendable {
        case sheets([ZoneID: [Sheet]])
        case table(MarkTable, sources: [ExpertID: Expert.Source])
    }

    package let zones: [ZoneID]
    package let kinds: [ZoneID: Zone.Kind]
    package let facts: FactTable
    private let source: Source
    private let runs: RunsByZone?
    /// By zone its place in the table.
    private let places: [ZoneID: Int]

    /// Zones with marks or facts are taken beside those that `kinds` lists.
    package init(_ source: Source, kinds: [ZoneID: Zone.Kind] = [:], facts: FactTable = FactTable()) {
        self.source = source
        self.kinds = kinds
        self.facts = facts
        let marked: [ZoneID]
        switch source {
        case .sheets(let sheets): (marked, runs, places) = (Array(sheets.keys), nil, [:])
        case .table(let table, _):
            marked = table.zones
            runs = RunsByZone(table)
            places = Dictionary(zip(table.zones, table.zones.indices)) { first, _ in first }
        }
        zones = Set(marked).union(facts.facts.keys).union(kinds.keys).sorted()
    }

    /// The ranked zones. Cells are left out, but for those by rule, those of zones without a score, and (without their
    /// reasons) those that a tie key asks for.
    package func ranking(under scheme: Scheme) -> RoundScores {
        let tally = tally(under: scheme)
        let details = details(under: scheme)
        let judged = zones.concurrentMap { zone in
            tally.flatMap { judge(zone, $0.tally, $0.table) } ?? details.judge(zone).forRanking(scheme)
        }
        return RoundScores(zones: rankWithinKinds(rank(judged, by: scheme), kinds, by: scheme))
    }

    /// Adds to zones of the ranking all their cells.
    package func details(under scheme: Scheme) -> ZoneDetails { ZoneDetails(self, scheme) }

    /// A zone of the ranking with all its cells.
    package func detail(of ranked: ZoneScore, under scheme: Scheme) -> ZoneScore {
        details(under: scheme).detail(of: ranked)
    }

    /// The sheets of one zone; `columns` tells for each leaf of the plan where the table has it.
    fileprivate func sheets(of zone: ZoneID, _ plan: ZonePlan, columns: [CriterionID: Int]) -> ZoneSheets {
        switch source {
        case .sheets(let sheets): return ZoneSheets(sheets[zone] ?? [], plan)
        case .table(let table, let sources):
            guard let runs, let place = places[zone] else { return ZoneSheets([], plan) }
            return ZoneSheets(
                table, runs[place], columns: plan.leaves.map { columns[$0.id] }, sources: sources, plan)
        }
    }

    /// By indicator its place in the table.
    fileprivate var columns: [CriterionID: Int] {
        guard case .table(let table, _) = source else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(table.indicators, table.indicators.indices))
    }

    private func tally(under scheme: Scheme) -> (tally: Tally, table: MarkTable)? {
        guard case .table(let table, _) = source, let runs, let plan = TallyPlan(scheme),
            let tally = Tally(plan, table, runs)
        else { return nil }
        return (tally, table)
    }

    /// nil for a zone that the tally gives no score: its cells tell why.
    private func judge(_ zone: ZoneID, _ tally: Tally, _ table: MarkTable) -> ZoneScore? {
        guard let place = places[zone], let runs = runs?[place] else { return nil }
        let scheme = tally.plan.scheme
        let scoring = RuleScoring(scheme, facts: facts[zone])
        let rules = tally.plan.rules.map { ($0.id, scoring.score($0.rule)) }
        guard let points = RollUp(tally, zone: place, rules: rules.map(\.1.score)) else { return nil }
        var cells = Dictionary(rules) { first, _ in first }
        for (index, node) in tally.plan.nodes.enumerated() where node.isLeaf && cells[node.id] == nil {
            cells[node.id] = CellScore(score: tally.points(zone: place, node: index), panel: nil, rule: nil)
        }
        let recused = runs.filter { table.runs[$0].isRecused }.map { SeatID(table.experts[table.runs[$0].expert].text) }
        return Scoring.judge(
            scheme, zone: zone, points: points, cells: cells, facts: facts[zone],
            recused: recused.sorted(), medianOfTotals: median(tally.plan, table, runs, rules.compactMap(\.1.score)))
    }

    /// The median over complete sheets, where a tie may ask for it.
    private func median(_ plan: TallyPlan, _ table: MarkTable, _ runs: ArraySlice<Int>, _ rules: [Fraction])
        -> Fraction?
    {
        guard plan.scheme.ties.contains(.medianOfTotals), !table.indicators.isEmpty else { return nil }
        let totals = runs.filter { !table.runs[$0].isRecused && table.runs[$0].given == table.indicators.count }
            .map { plan.worth(table.steps[($0 * table.stride)...]) }.sorted()
        guard !totals.isEmpty else { return nil }
        return (totals[(totals.count - 1) / 2] + totals[totals.count / 2]) / 2 + rules.sum()
    }
}

/// Scores zones with all their cells, under one scheme.
package struct ZoneDetails: Sendable {
    private let marks: RoundMarks
    private let plans: ZonePlans
    private let columns: [CriterionID: Int]

    fileprivate init(_ marks: RoundMarks, _ scheme: Scheme) {
        self.marks = marks
        plans = ZonePlans(scheme, kinds: marks.kinds.values)
        columns = marks.columns
    }

    /// A zone of the ranking with all its cells.
    ///
    /// Where the ranking was tallied, this computes the zone anew in another way, and holds the two against each other.
    package func detail(of ranked: ZoneScore) -> ZoneScore {
        var score = judge(ranked.zone)
        precondition(
            score.exact == ranked.exact && score.verdict == ranked.verdict,
            "the tally of \(ranked.zone) differs from the score of its cells")
        (score.rank, score.groupRank, score.tie) = (ranked.rank, ranked.groupRank, ranked.tie)
        return score
    }

    /// The zone's score without rank.
    fileprivate func judge(_ zone: ZoneID) -> ZoneScore {
        let plan = plans[marks.kinds[zone]]
        return Scoring.judge(
            plan, zone: zone, sheets: marks.sheets(of: zone, plan, columns: columns), facts: marks.facts[zone])
    }
}

extension ZoneScore {
    /// Without the cells that nobody asks of a ranking.
    fileprivate func forRanking(_ scheme: Scheme) -> ZoneScore {
        let keys = Set(scheme.ties.compactMap(\.criterion))
        return ZoneScore(
            zone: zone, verdict: verdict, rank: rank, groupRank: groupRank, grade: grade, base: base, bonus: bonus,
            deductions: deductions, exact: exact, total: total, criteria: criteria,
            cells: cells.filter { $0.value.rule != nil || $0.value.score == nil || keys.contains($0.key) },
            vetoes: vetoes, lines: lines,
            recused: recused, medianOfTotals: medianOfTotals, pillarShares: pillarShares, tie: tie)
    }
}
