// Decimal text in and out: the only two ways between a number on paper and a `Fraction`.

import BigInt

extension Fraction {
    /// The number that plain decimal text such as `85`, `-3.2` or `0.25` names.
    ///
    /// ASCII digits only, an optional leading `-`, at most one point with digits on both sides, at most
    /// `places` digits after it and 18 before it. No exponent, no sign `+`, no thousands separator, no blanks.
    /// - Returns: nil for anything else; callers say what was found.
    package init?(decimal text: some StringProtocol, places: Int = 6) {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = String(parts.first ?? "")
        let tail = parts.count == 2 ? String(parts[1]) : ""
        guard (1...18).contains(whole.utf8.count), tail.utf8.count <= places,
            parts.count == 1 || !tail.isEmpty,
            (whole + tail).utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        if let digits = Int(whole + tail), tail.utf8.count < powersOfTen.count {
            self.init(negative ? -digits : digits, over: powersOfTen[tail.utf8.count])
        } else if let digits = BigInt(whole + tail, radix: 10) {
            self.init(negative ? -digits : digits, over: BigInt(10).power(tail.utf8.count))
        } else {
            return nil
        }
    }

    /// The number that `exactText` wrote: a decimal of any length, or `n/d`.
    package init?(exactText text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard let numerator = BigInt(parts[0], radix: 10), let denominator = BigInt(parts[1], radix: 10),
                denominator > 0
            else { return nil }
            self.init(numerator, over: denominator)
        } else {
            self.init(decimal: text, places: .max)
        }
    }

    /// Exact text: a decimal where one ends (`86.2`), else a fraction in lowest terms (`603/7`).
    package var exactText: String {
        if let (numerator, denominator) = words, denominator == 1 { return String(numerator) }
        guard let places = decimalPlaces else { return fractionText }
        return text(places: places)
    }

    /// `n/d` in lowest terms, also for whole numbers (`86/1`).
    package var fractionText: String {
        words.map { String($0.numerator) + "/" + String($0.denominator) } ?? "\(numerator)/\(denominator)"
    }

    /// Decimal text with exactly `places` digits after the point.
    ///
    /// - Precondition: the number has no more decimals than that; round first.
    package func text(places: Int) -> String {
        if let text = shortText(places: places) { return text }
        let scaled =
            self
            * (places < powersOfTen.count ? Fraction(powersOfTen[places]) : Fraction(BigInt(10).power(places), over: 1))
        precondition(scaled.isWhole, "round \(fractionText) before printing it with \(places) decimals")
        var digits = scaled.words.map { String($0.numerator.magnitude) } ?? String(scaled.numerator.magnitude)
        let missing = places + 1 - digits.utf8.count
        if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
        let split = digits.utf8.index(digits.endIndex, offsetBy: -places)
        let fraction = places == 0 ? "" : "." + digits[split...]
        return (self < .zero ? "-" : "") + digits[..<split] + fraction
    }

    /// The same in machine words, where they hold it.
    private func shortText(places: Int) -> String? {
        guard let (numerator, denominator) = words, places < powersOfTen.count else { return nil }
        let (scaled, overflows) = numerator.multipliedReportingOverflow(by: powersOfTen[places])
        guard !overflows, scaled % denominator == 0 else { return nil }
        let magnitude = (scaled / denominator).magnitude
        let sign = scaled < 0 ? "-" : ""
        guard places > 0 else { return sign + String(magnitude) }
        let unit = UInt(powersOfTen[places])
        let tail = String(magnitude % unit)
        return sign + String(magnitude / unit) + "." + String(repeating: "0", count: places - tail.utf8.count) + tail
    }

    /// The number of decimals that write the number exactly; nil when no finite number does.
    package var decimalPlaces: Int? { words.map { places(of: $0.denominator) } ?? places(of: denominator) }

    private func places<Word: BinaryInteger>(of denominator: Word) -> Int? {
        var rest = denominator
        var twos = 0
        var fives = 0
        while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
        while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
        return rest == 1 ? max(twos, fives) : nil
    }
}

extension Fraction: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Fraction(exactText: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a decimal or n/d, found \"\(text)\"")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(exactText)
    }
}

extension Fraction: CustomStringConvertible {
    package var description: String { exactText }
}

extension Fraction {
    /// The number in hundredths, where it is a whole number of them that fits.
    package var hundredths: Int? {
        let scaled = self * 100
        return scaled.isWhole ? scaled.words?.numerator : nil
    }

    package init(hundredths: Int) { self.init(hundredths, over: 100) }
}
