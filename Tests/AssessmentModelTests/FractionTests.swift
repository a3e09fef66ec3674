// Exact numbers: text in, text out, order and rounding.

import AssessmentModel
import BigInt
import Foundation
import Testing

@Suite struct FractionTests {
    @Test(arguments: [
        ("85", "85"), ("85.50", "85.5"), ("0.1", "0.1"), ("-3.2", "-3.2"), ("-0", "0"), ("0.000001", "0.000001"),
        ("007", "7"),
    ])
    func decimal_plainText_keepsItsValue(text: String, exact: String) throws {
        #expect(try #require(Fraction(decimal: text)).exactText == exact)
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "1e3", "+1", "1,000", " 1", "1 ", "NaN", "inf", "１２", "١٢", "0x10", "1.0000001",
        "1234567890123456789", "--1", "1.-1", "1.2.3",
    ])
    func decimal_anythingElse_isRefused(text: String) {
        #expect(Fraction(decimal: text) == nil)
    }

    @Test func exactText_noFiniteDecimal_isAFraction() {
        #expect(Fraction(BigInt(603), over: 7).exactText == "603/7")
        #expect(Fraction(BigInt(-1), over: 3).exactText == "-1/3")
        #expect(Fraction(exactText: "603/7") == Fraction(BigInt(603), over: 7))
        #expect(Fraction(exactText: "1/0") == nil)
    }

    @Test func sums_manyCoprimeDenominators_neverOverflow() {
        let primes = [
            97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193,
        ]
        let sum = primes.map { Fraction(1) / Fraction($0) }.sum()
        let back = primes.map { Fraction(-1) / Fraction($0) }.reduce(sum, +)
        #expect(sum.denominator > BigInt(Int128.max))
        #expect(back == 0)
    }

    @Test func text_fixedPlaces_padsWithZeros() {
        #expect(Fraction(86).text(places: 2) == "86.00")
        #expect(Fraction(hundredths: 5).text(places: 2) == "0.05")
        #expect(Fraction(hundredths: -5).text(places: 2) == "-0.05")
        #expect(Fraction(7).text(places: 0) == "7")
    }

    @Test func hundredths_finerThanAHundredth_isNil() throws {
        #expect(try #require(Fraction(decimal: "0.25")).hundredths == 25)
        #expect(try #require(Fraction(decimal: "0.125")).hundredths == nil)
    }
}

@Suite struct RoundingTests {
    @Test func rounded_referenceTable_agreesToTheLastDigit() throws {
        let rows = try table("18-gbt8170-rounding.csv")
        #expect(rows.count == 16)
        for row in rows {
            let value = try #require(Fraction(decimal: row[0]))
            let places = try #require(Int(row[1]))
            #expect(value.rounded(to: places, .halfEven).text(places: places) == row[2], "half-even \(row)")
            #expect(value.rounded(to: places, .halfUp).text(places: places) == row[3], "half-up \(row)")
        }
    }

    @Test func rounded_down_cutsTowardsZero() throws {
        #expect(try #require(Fraction(decimal: "2.999")).rounded(to: 2, .down).exactText == "2.99")
        #expect(try #require(Fraction(decimal: "-2.999")).rounded(to: 2, .down).exactText == "-2.99")
    }

    @Test func apply_absentStep_staysExact() {
        let third = Fraction(BigInt(1), over: 3)
        #expect(RoundingSteps.exact.apply(\.mean, to: third) == third)
        #expect(RoundingSteps(total: 2).apply(\.total, to: third).exactText == "0.33")
    }
}

/// The rows of a fixture without its header.
func table(_ name: String, in file: String = #filePath) throws -> [[String]] {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Fixtures/\(name)"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}
