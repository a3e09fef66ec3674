// How explanations write numbers, sums and names: exact always, as a decimal where one ends.

import AssessmentModel
import Scoring

extension Explainer {
    /// Beyond so many decimals a number is written as a fraction, though its decimals may end.
    private static let longest = 10

    /// A number in a calculation: a decimal, or `131/15`.
    func exact(_ value: Fraction) -> String {
        let places = value.decimalPlaces.flatMap { $0 <= Self.longest ? $0 : nil }
        let size = max(value, -value)
        return (value < 0 ? "−" : "") + (places.map(size.text(places:)) ?? size.fractionText)
    }

    /// A number beside × or ÷: in parentheses where it would be misread.
    func factor(_ value: Fraction) -> String {
        let text = exact(value)
        return text.contains("/") || value < 0 ? "(\(text))" : text
    }

    /// A number that comes out: a decimal, or the first four decimals and the exact fraction.
    func result(_ value: Fraction) -> String {
        let text = exact(value)
        guard text.contains("/") else { return text }
        let decimals = max(value, -value).rounded(to: 4, .down).text(places: 4) + "…"
        return words(.approximately, ["decimal": (value < 0 ? "−" : "") + decimals, "fraction": text])
    }

    /// `1.5 + 2 = 3.5`; fractions are brought to one denominator; one term stands alone.
    func sum(_ terms: [Fraction], is total: Fraction) -> String {
        guard terms.count > 1 else { return result(total) }
        let written = terms.map(exact)
        var steps = [addition(written)]
        if written.contains(where: { $0.contains("/") }) {
            let whole = terms.commonDenominator()
            steps += [
                "(\(addition(terms.map { exact($0 * whole) }))) ÷ \(exact(whole))",
                "\(exact(terms.sum() * whole)) ÷ \(exact(whole))",
            ]
        }
        return chain(steps + [result(total)])
    }

    private func addition(_ terms: [String]) -> String {
        terms.map { $0.hasPrefix("−") ? "(\($0))" : $0 }.joined(separator: " + ")
    }

    /// Steps between equal signs; a step that repeats the one before is left out.
    func chain(_ steps: [String]) -> String {
        steps.reduce(into: [String]()) { kept, step in
            if kept.last != step { kept.append(step) }
        }.joined(separator: " = ")
    }

    /// One rounding step, before → after.
    func rounding(_ step: ExplanationPhrase, from before: Fraction, to after: Fraction, places: Int) -> String {
        words(
            .rounded,
            [
                "step": words[step], "from": result(before), "to": after.text(places: places),
                "mode": words.shared.mode(scheme.rounding.mode), "places": "\(places)",
                "one": places == 1 ? "1" : nil, "whole": places == 0 ? "1" : nil,
            ])
    }

    func name(_ zone: ZoneID) -> String {
        words.named(names.name(of: zone, in: language), id: zone.text)
    }

    func title(_ criterion: Criterion) -> String {
        words.named(criterion.title.text(in: language), id: criterion.id.text)
    }

    func title(_ id: CriterionID) -> String {
        scheme.allCriteria.first { $0.id == id }.map(title) ?? id.text
    }

    /// The total as published.
    func published(_ zone: ZoneScore) -> String? {
        zone.total.map { total in scheme.rounding.total.map(total.text(places:)) ?? result(total) }
    }

    func verdict(_ zone: ZoneScore) -> String {
        let grade = zone.grade.flatMap { scheme.grades.indices.contains($0) ? scheme.grades[$0] : nil }
        return words(
            .verdictWithGrade, ["verdict": words.verdict(zone.verdict), "grade": grade?.name.text(in: language)])
    }

    func rank(_ zone: ZoneScore) -> String? {
        let isShared = zone.tie.map { !$0.shared.isEmpty } ?? false
        return zone.rank.map { words(.rank, ["rank": "\($0)", "shared": isShared ? "1" : nil]) }
    }
}

extension Sequence<String> {
    /// The width of the widest, for columns.
    func widest() -> Int { map { displayWidth($0) }.max() ?? 0 }
}

extension String {
    /// With blanks to a width of the terminal.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - displayWidth(self))) }
}
