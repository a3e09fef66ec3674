// What must hold of every scheme and every panel: order decides nothing, more is never less, missing is not 0.

import AssessmentModel
import Scoring
import Testing

@Suite struct PropertyTests {
    @Test(arguments: 0..<60)
    func score_sheetsZonesAndCriteriaShuffled_changesNoDigit(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let round = try RandomRound(using: &random)
        let before = round.scored()
        var other = round
        other.scheme.criteria = shuffled(round.scheme.criteria, using: &random)
        other.zones.shuffle(using: &random)
        other.sheets.shuffle(using: &random)
        let after = other.scored()
        #expect(after.zones.map(\.zone) == before.zones.map(\.zone))
        #expect(after.zones.map(\.rank) == before.zones.map(\.rank))
        #expect(after.zones.map(\.exact) == before.zones.map(\.exact))
        #expect(after.zones.map(\.criteria) == before.zones.map(\.criteria))
        #expect(after.zones.map(\.cells) == before.zones.map(\.cells))
    }

    @Test(arguments: 0..<60)
    func score_expertsRenamed_changesNoDigit(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let round = try RandomRound(using: &random)
        var other = round
        other.sheets = round.sheets.map { sheet in
            let number = Int(sheet.seat.text.dropFirst()) ?? 0
            return Sheet(
                zone: sheet.zone, seat: SeatID("x\(9 - number)"), isRecused: sheet.isRecused, marks: sheet.marks)
        }
        let (before, after) = (round.scored(), other.scored())
        #expect(after.zones.map(\.exact) == before.zones.map(\.exact))
        #expect(after.zones.map(\.criteria) == before.zones.map(\.criteria))
        #expect(
            after.zones.map { $0.cells.mapValues(\.score) } == before.zones.map { $0.cells.mapValues(\.score) })
    }

    @Test(arguments: 0..<60)
    func score_markRaised_neverLowersItsZone(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let round = try RandomRound(using: &random)
        var raised = round
        let index = try #require(
            round.sheets.indices.filter { !round.sheets[$0].marks.isEmpty }.randomElement(using: &random))
        let leaf = try #require(round.leaves.randomElement(using: &random))
        guard let mark = round.sheets[index].marks[leaf.id] else { return }
        let grid = round.scheme.grid(of: leaf)
        raised.sheets[index].marks[leaf.id] = min(mark + grid.step, grid.highest(points: leaf.points))
        let zone = round.sheets[index].zone
        guard let before = round.score(of: zone).exact else { return }
        let after = try #require(raised.score(of: zone).exact)
        // Selecting whole sheets may move points between cells that the scheme then rounds one by one.
        guard round.scheme.aggregate.level == .indicator || round.scheme.rounding.indicator == nil else { return }
        guard round.scheme.aggregate.level == .indicator || round.scheme.rounding.pillar == nil else { return }
        #expect(after >= before)
    }

    @Test(arguments: 0..<60)
    func score_markTakenAway_isMissingAndNotZero(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        var zeroed = try RandomRound(using: &random)
        let index = try #require(
            zeroed.sheets.indices.filter { !zeroed.sheets[$0].isRecused }.randomElement(using: &random))
        let leaf = try #require(zeroed.leaves.randomElement(using: &random))
        zeroed.sheets[index].marks[leaf.id] = 0
        var missing = zeroed
        missing.sheets[index].marks[leaf.id] = nil
        let (zone, seat) = (zeroed.sheets[index].zone, zeroed.sheets[index].seat)
        let zero = try #require(zeroed.score(of: zone).cells[leaf.id]?.panel)
        let none = try #require(missing.score(of: zone).cells[leaf.id]?.panel)
        #expect(zero.marks[seat] == 0)
        #expect(!zero.missing.contains(seat))
        #expect(none.marks[seat] == nil)
        #expect(none.missing.contains(seat))
        #expect(!(none.kept + none.dropped).contains(seat))
    }

    @Test(arguments: 0..<30)
    func score_recusalElsewhere_changesNothingHere(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let round = try RandomRound(using: &random)
        var other = round
        let index = try #require(
            round.sheets.indices.filter { !round.sheets[$0].isRecused }.randomElement(using: &random))
        other.sheets[index] = Sheet(zone: round.sheets[index].zone, seat: round.sheets[index].seat, isRecused: true)
        let (before, after) = (round.scored(), other.scored())
        for zone in round.zones where zone != round.sheets[index].zone {
            let (a, b) = (before.zones.first { $0.zone == zone }, after.zones.first { $0.zone == zone })
            #expect(a?.cells == b?.cells)
            #expect(a?.exact == b?.exact)
            #expect(a?.verdict == b?.verdict)
        }
        let here = try #require(after.zones.first { $0.zone == round.sheets[index].zone })
        #expect(here.recused.contains(round.sheets[index].seat), "the recusal is seen where it happened")
    }
}

/// A random scheme with sheets and facts.
private struct RandomRound {
    var scheme: Scheme
    var zones: [ZoneID]
    var sheets: [Sheet]
    let facts: FactTable

    init(using random: inout Seeded) throws {
        scheme = randomScheme(using: &random)
        let (table, facts) = try randomTable(scheme, using: &random)
        zones = table.zones
        sheets = table.runs.indices.map { table.sheet($0) }
        self.facts = facts
    }

    var leaves: [Criterion] { scheme.indicators.filter { $0.indicator?.rule == nil } }

    func scored() -> RoundScores { Scoring.score(scheme, zones: zones, sheets: sheets, facts: facts) }

    func score(of zone: ZoneID) -> ZoneScore {
        let scores = scored().zones.filter { $0.zone == zone }
        precondition(scores.count == 1, "a zone is scored once")
        return scores[0]
    }
}

private func shuffled(_ criteria: [Criterion], using random: inout Seeded) -> [Criterion] {
    criteria.shuffled(using: &random).map { criterion in
        guard !criterion.children.isEmpty else { return criterion }
        let children = shuffled(criterion.children, using: &random)
        return Criterion(
            id: criterion.id, title: criterion.title, points: criterion.points, content: .children(children))
    }
}
