// Numbers, dates and names as documents print them.

package import AssessmentModel
package import Scoring

/// Speaks of one snapshot in one language.
package struct Wording {
    package let results: ReadableSnapshot
    package let strings: Strings

    package init(results: ReadableSnapshot, strings: Strings) {
        self.results = results
        self.strings = strings
    }

    package var language: Language { strings.language }
    package var scheme: Scheme { results.scheme }

    /// Decimals of points in tables; footnotes say so.
    static let places = 2

    /// Points of a score, rounded half up for the eye only.
    package func points(_ value: Fraction) -> String { rounded(value).text(places: Self.places) }

    package func points(_ value: Fraction?) -> String { value.map(points) ?? strings[.absent] }

    /// What was not reached of so many points, so that it and the printed score add up.
    package func lost(_ value: Fraction, of maximum: Fraction) -> String {
        let lost = maximum - rounded(value)
        return lost == 0 ? "0" : "−" + rounded(lost).text(places: Self.places)
    }

    /// A mark as it was given: yes or no, or with the decimals of the grid that it stands on.
    func mark(_ value: Fraction, of indicator: Criterion) -> String {
        strings.mark(value, on: scheme.grid(of: indicator))
    }

    /// A number that somebody wrote: a maximum, a fact, a benchmark.
    package func given(_ value: Fraction) -> String { value.exactText }

    /// A number that may be below 0, with a minus of a figure's width.
    package func signed(_ value: Fraction) -> String { value < 0 ? "−" + given(-value) : given(value) }

    /// The total as published: with the decimals that the scheme rounds to, else exactly.
    package func total(_ score: ZoneScore) -> String {
        guard let total = score.total else { return strings[.absent] }
        if let places = scheme.rounding.total { return total.text(places: places) }
        let printed = printed(total)
        if printed == total { return total.text(places: max(total.decimalPlaces ?? 0, Self.places)) }
        return strings(.totalExact, ["total": printed.text(places: 4), "exact": total.fractionText])
    }

    /// The decimals of a total that are printed: all that the scheme publishes, else at most four.
    func printed(_ total: Fraction) -> Fraction {
        scheme.rounding.total == nil ? total.rounded(to: 4, .halfUp) : total
    }

    /// A value beside the line that it is compared with: as many decimals as it takes not to look equal when it is not.
    func compared(_ value: Fraction, with line: Fraction) -> (value: String, line: String) {
        for places in Self.places...12 {
            let shown = value.rounded(to: places, .halfUp)
            if (shown < line) == (value < line), (shown == line) == (value == line) {
                return (shown.text(places: places), line.rounded(to: places, .halfUp).text(places: places))
            }
        }
        return (value.fractionText, line.fractionText)
    }

    package func date(_ iso: String) -> String { Day(iso)?.text(in: language) ?? iso }

    /// The last day on which a certificate holds; empty without a date to count from.
    package func lastDay() -> String {
        guard let announced = Day(results.round.announced) else { return "" }
        return announced.lastDay(years: results.round.validYears).text(in: language)
    }

    package func name(of zone: ZoneID) -> String { results.names.name(of: zone, in: language) }

    func names(of zones: [ZoneID]) -> String { strings.list(zones.map(name)) }

    func title(of criterion: CriterionID) -> String {
        results.criterion(criterion)?.title.text(in: language) ?? criterion.text
    }

    /// What stands before the colon of a title: 放 of 放：激发市场主体活力.
    func shortTitle(of criterion: CriterionID) -> String {
        let title = title(of: criterion)
        return title.split(whereSeparator: { $0 == "：" || $0 == ":" }).first.map(String.init) ?? title
    }

    /// As the programme calls it, else the scheme, else as everybody did before there were programmes.
    func kind(of zone: ZoneID) -> String {
        guard let kind = results.kind(of: zone) else { return strings[.absent] }
        let name = results.round.programme?.kind(kind)?.name ?? scheme.kinds.first { $0.id == kind }?.name
        return name?.text(in: language) ?? strings.kind(kind)
    }

    /// What a zone is, and how it stands among those of its kind where the scheme asks for that.
    package func kind(_ score: ZoneScore) -> String {
        let kind = kind(of: score.zone)
        guard let rank = score.groupRank else { return kind }
        return kind + strings(.rankWithinKind, ["rank": "\(rank)"])
    }

    /// The guiding departments of a criterion, in the scheme's order for it.
    func departments(of criterion: Criterion) -> [String] {
        criterion.departments.compactMap { id in
            scheme.departments.first { $0.id == id }?.name.text(in: language)
        }
    }

    /// Those that a line has room for, at least one, and how many there are.
    package func leadingDepartments(of criterion: Criterion) -> String {
        let names = departments(of: criterion)
        let room = 40
        var shown = Array(names.prefix(1))
        while shown.count < names.count, displayWidth(strings.list(Array(names.prefix(shown.count + 1)))) <= room {
            shown.append(names[shown.count])
        }
        guard shown.count < names.count else { return strings.list(names) }
        return strings(.departmentsMore, ["departments": strings.list(shown), "count": "\(names.count)"])
    }

    package func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: strings[.verdictPass]
        case .fail: strings[.verdictFail]
        case .vetoed: strings[.verdictVetoed]
        case .incomplete: strings[.verdictIncomplete]
        case .withdrawn: strings[.verdictWithdrawn]
        }
    }

    package func grade(_ score: ZoneScore) -> String {
        results.grade(of: score)?.name.text(in: language) ?? strings[.absent]
    }

    package func rank(_ score: ZoneScore) -> String {
        guard let rank = score.rank else { return strings[.absent] }
        let isShared = score.tie.map { !$0.shared.isEmpty } ?? false
        return isShared ? strings(.rankShared, ["rank": "\(rank)"]) : "\(rank)"
    }

    /// What is not real about the documents, one sentence each; empty when all is.
    package var specimenNotes: [String] {
        (results.round.isSpecimen ? [strings[.specimenRound]] : [])
            + (scheme.status == .specimen ? [strings[.specimenScheme]] : [])
    }

    /// With the decimals of points in tables.
    func rounded(_ value: Fraction) -> Fraction { value.rounded(to: Self.places, .halfUp) }
}
