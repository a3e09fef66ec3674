// Ranks, the tie chain, and what must change nothing.

import AssessmentModel
import Scoring
import Testing

@Suite struct RankingTests {
    let mean = Aggregate(method: .mean)
    let two = [node("p", [leaf("a", "50")]), node("q", [leaf("b", "100")])]

    @Test func rank_equalTotals_shareAndSkip() {
        let zones = ranked(ties: [], [("w", "10", "10"), ("x", "9", "9"), ("y", "8", "10"), ("z", "1", "1")])
        #expect(zones.map { $0.rank } == [1, 2, 2, 4])
        #expect(zones[1].tie?.shared == ["y"])
        #expect(zones[1].tie?.decidedBy == nil)
    }

    @Test func tie_pillarFirst_decides() {
        let zones = ranked(ties: [.pillar("q"), .share], [("x", "9", "9"), ("y", "8", "10")])
        #expect(zones.map(\.zone) == ["y", "x"])
        #expect(zones.map(\.rank) == [1, 2])
        #expect(zones[0].tie?.decidedBy == "q")
        #expect(zones[0].tie?.keys.map(\.key) == ["q"])
        #expect(zones[0].tie?.shared == [])
    }

    @Test func tie_lowestPillar_comparesShares() {
        // Lowest shares: x 10/100, y 4/50 = 8/100.
        let zones = ranked(ties: [.lowestPillar], [("x", "10", "10"), ("y", "4", "16")])
        #expect(zones.map(\.zone) == ["x", "y"])
        #expect(zones[1].tie?.keys.first?.value == n("0.08"))
    }

    @Test func tie_medianOfTotals_ignoresIncompleteSheets() {
        let subject = scheme([leaf("a", "50"), leaf("b", "50")], aggregate: mean, ties: [.medianOfTotals])
        let sheets =
            complete("x", [("10", "10"), ("10", "10"), ("40", "40")])
            + complete("y", [("10", "10"), ("20", "20"), ("30", "30")])
            + [Sheet(zone: "y", seat: "late", marks: [:])]
        let zones = score(subject, zones: ["x", "y"], sheets: sheets, facts: FactTable()).zones
        #expect(zones.map(\.total) == [40, 40])
        #expect(zones.map(\.zone) == ["y", "x"])
        #expect(zones.map(\.medianOfTotals) == [40, 20])
    }

    @Test func rank_publishedTotal_hidesSmallerDifferences() {
        let subject = scheme([leaf("a", "10")], aggregate: mean, rounding: RoundingSteps(total: 1))
        let given = sheets("x", ["8.04"]) + sheets("y", ["8.01"])
        let zones = score(subject, zones: ["x", "y"], sheets: given, facts: FactTable()).zones
        #expect(zones.map(\.rank) == [1, 1])
    }

    @Test func permutation_ofEverything_changesNothing() {
        var random = SplitMix(state: 7)
        for _ in 0..<40 {
            let tree = [
                node("p", (0..<3).map { leaf("a\($0)", "10") }), node("q", (0..<4).map { leaf("b\($0)", "10") }),
            ]
            let subject = scheme(tree, ties: [.pillar("q"), .lowestPillar, .medianOfTotals])
            let zones: [ZoneID] = ["u", "v", "w", "x", "y"]
            let sheets = zones.flatMap { zone in
                (0..<7).map { seat in
                    Sheet(
                        zone: zone, seat: SeatID("e\(seat)"), isRecused: false,
                        marks: Dictionary(
                            uniqueKeysWithValues: subject.indicators.compactMap { indicator in
                                random.next() % 9 == 0 ? nil : (indicator.id, Fraction(Int(random.next() % 11)))
                            }))
                }
            }
            let base = score(subject, zones: zones, sheets: sheets, facts: FactTable())
            var turned = subject
            turned.criteria = tree.reversed().map { node($0.id.text, $0.children.shuffled(using: &random)) }
            let again = score(
                turned, zones: zones.shuffled(using: &random), sheets: sheets.shuffled(using: &random),
                facts: FactTable())
            #expect(base.zones.map(\.zone) == again.zones.map(\.zone))
            #expect(base.zones.map(\.rank) == again.zones.map(\.rank))
            #expect(base.zones.map(\.exact) == again.zones.map(\.exact))
            #expect(base.zones.map(\.cells) == again.zones.map(\.cells))
        }
    }

    @Test func raisedMark_neverLowersItsZone() throws {
        var random = SplitMix(state: 11)
        let subject = scheme([leaf("a", "10")])
        for _ in 0..<200 {
            var marks = (0..<6).map { _ in Int(random.next() % 10) }
            let before = try #require(scored(subject, sheets("z", marks.map(String.init)))["z"]?.exact)
            marks[Int(random.next() % 6)] += 1
            let after = try #require(scored(subject, sheets("z", marks.map(String.init)))["z"]?.exact)
            #expect(after >= before)
        }
    }

    @Test func recusal_elsewhere_changesNothingHere() throws {
        let subject = scheme([leaf("a", "10")])
        let here = sheets("here", ["1", "5", "7", "8", "9"])
        var there = sheets("there", ["1", "5", "7", "8", "9"])
        let before = try #require(scored(subject, here + there)["here"])
        there[0] = Sheet(zone: "there", seat: there[0].seat, isRecused: true)
        let after = scored(subject, here + there)
        #expect(after["here"]?.cells == before.cells)
        #expect(after["there"]?.recused == ["e10"])
        #expect(after["there"]?.cells["a"]?.panel?.method == .median)
    }

    private func ranked(ties: [TieKey], _ zones: [(String, String, String)]) -> [ZoneScore] {
        let sheets = zones.map { Sheet(zone: ZoneID($0.0), seat: "e", marks: ["a": n($0.1), "b": n($0.2)]) }
        return score(
            scheme(two, aggregate: mean, ties: ties), zones: sheets.map(\.zone), sheets: sheets, facts: FactTable()
        ).zones
    }

    private func complete(_ zone: String, _ marks: [(String, String)]) -> [Sheet] {
        marks.enumerated().map { index, pair in
            Sheet(zone: ZoneID(zone), seat: SeatID("e\(index)"), marks: ["a": n(pair.0), "b": n(pair.1)])
        }
    }
}

/// A repeatable generator for properties.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
