// Which marks may be given.

import AssessmentModel
import Testing

@Suite struct MarkGridTests {
    @Test(arguments: [("0", true), ("1.9", true), ("2", true), ("2.1", false), ("-0.1", false), ("1.95", false)])
    func refusal_pointGrid_acceptsMultiplesUpToThePoints(mark: String, isFine: Bool) throws {
        let grid = MarkGrid(step: try #require(Fraction(decimal: "0.1")))
        let refusal = grid.refusal(of: try #require(Fraction(decimal: mark)), points: 2)
        #expect((refusal == nil) == isFine, "\(String(describing: refusal))")
    }

    @Test func score_scaledGrid_isAShareOfThePoints() throws {
        let grid = MarkGrid(scale: 10, step: try #require(Fraction(decimal: "0.25")))
        #expect(grid.highest(points: 3) == 10)
        #expect(grid.score(mark: try #require(Fraction(decimal: "7.5")), points: 3).exactText == "2.25")
        #expect(grid.refusal(of: 11, points: 3) == .outside(11, highest: 10))
    }

    @Test(arguments: [
        ("e01", true), ("release.1.2", true), ("a_b-c", true), ("", false), (".a", false), ("A", false),
        ("区", false), ("a b", false),
    ])
    func accepts_idGrammar_isHeld(text: String, isFine: Bool) {
        #expect(CriterionID.accepts(text) == isFine)
    }
}
