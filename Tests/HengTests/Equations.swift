// The equations that an explanation prints, calculated anew: a calculator for the tests, exact.

import Testing

/// A small exact number.
struct Ratio: Equatable {
    let top: Int
    let bottom: Int

    init(_ top: Int, _ bottom: Int = 1) {
        var (a, b) = (abs(top), abs(bottom))
        while b != 0 { (a, b) = (b, a % b) }
        let sign = bottom < 0 ? -1 : 1
        self.top = a == 0 ? 0 : sign * top / a
        self.bottom = a == 0 ? 1 : sign * bottom / a
    }

    static func + (a: Ratio, b: Ratio) -> Ratio { Ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom) }
    static func - (a: Ratio, b: Ratio) -> Ratio { a + Ratio(-b.top, b.bottom) }
    static func * (a: Ratio, b: Ratio) -> Ratio { Ratio(a.top * b.top, a.bottom * b.bottom) }
    static func / (a: Ratio, b: Ratio) -> Ratio { Ratio(a.top * b.bottom, a.bottom * b.top) }
}

/// One chain of equals, as printed.
struct Equation {
    let text: String
    /// The value of each side.
    let sides: [Ratio]

    var holds: Bool { sides.allSatisfy { $0 == sides[0] } }

    /// Decimals before `…` that are not the first of the number.
    struct WrongDecimals: Error { let text: String }

    /// Every equation of a text in which all sides are numbers.
    static func all(in text: String) throws -> [Equation] {
        let allowed = Set("0123456789./ +−×÷()=%…（）")
        return try text.split(whereSeparator: \.isNewline).flatMap { line in
            try line.split { !allowed.contains($0) }.filter { $0.contains(" = ") }.compactMap { piece in
                let sides = piece.replacing(" = ", with: "=").split(separator: "=", omittingEmptySubsequences: false)
                let trimmed = sides.map { $0.filter { $0 != " " } }
                guard !trimmed.contains(""), !line.contains("数据 ") else { return nil }
                return Equation(text: String(line), sides: try trimmed.map(value))
            }
        }
    }

    /// `8.7333…（131/15）` is 131/15, after its decimals were seen to be the first of it; all else is calculated.
    private static func value(_ side: String) throws -> Ratio {
        let parts = side.split(separator: "…")
        guard parts.count == 2 else { return try Calculator(side.filter { !"（）".contains($0) }).result() }
        let exact = try Calculator(String(parts[1].dropFirst().prefix { $0 != "）" })).result()
        let shown = try Calculator(String(parts[0])).result()
        let gap = exact.top < 0 ? shown - exact : exact - shown
        guard gap.top > 0, gap.top * 10_000 < gap.bottom else { throw WrongDecimals(text: side) }
        return exact
    }
}

/// Reads sums, products and parentheses.
private struct Calculator {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    func result() throws -> Ratio {
        var reader = self
        let value = try reader.sum()
        try #require(reader.rest.isEmpty, "cannot read \(reader.rest) of \(rest)")
        return value
    }

    private mutating func sum() throws -> Ratio {
        var value = try product()
        while let sign = rest.first, sign == "+" || sign == "−" {
            rest.removeFirst()
            let next = try product()
            value = sign == "+" ? value + next : value - next
        }
        return value
    }

    private mutating func product() throws -> Ratio {
        var value = try factor()
        while let sign = rest.first, "×÷/".contains(sign) {
            rest.removeFirst()
            let next = try factor()
            value = sign == "×" ? value * next : value / next
        }
        return value
    }

    private mutating func factor() throws -> Ratio {
        if rest.first == "−" {
            rest.removeFirst()
            return Ratio(0) - (try factor())
        }
        if rest.first == "(" {
            rest.removeFirst()
            let value = try sum()
            try #require(rest.first == ")", "a parenthesis is open before \(rest)")
            rest.removeFirst()
            return value
        }
        let digits = rest.prefix { $0.isNumber || $0 == "." }
        rest = rest.dropFirst(digits.count)
        let places = digits.split(separator: ".").dropFirst().first?.count ?? 0
        var unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
        if rest.first == "%" {
            rest.removeFirst()
            unit *= 100
        }
        return Ratio(try #require(Int(digits.filter { $0 != "." }), "no number before \(rest)"), unit)
    }
}
