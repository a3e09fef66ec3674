// Numbers, names and lines of a scheme in words.

import AssessmentModel

/// Speaks of one scheme in one language.
struct SchemeWording {
    let scheme: Scheme
    let strings: SchemeStrings
    /// What criteria and departments are called; in a comparison, as the newer edition has it.
    private let criterionTitles: [CriterionID: LocalizedText]
    private let departmentNames: [DepartmentID: LocalizedText]
    private let kindNames: [Zone.Kind: LocalizedText]

    /// - Parameters:
    ///   - criterionTitles: titles that stand for the scheme's own.
    ///   - departmentNames: names that stand for the scheme's own.
    init(
        _ scheme: Scheme, _ strings: SchemeStrings, criterionTitles: [CriterionID: LocalizedText] = [:],
        departmentNames: [DepartmentID: LocalizedText] = [:]
    ) {
        self.scheme = scheme
        self.strings = strings
        let titles = Dictionary(scheme.allCriteria.map { ($0.id, $0.title) }) { first, _ in first }
        let names = Dictionary(scheme.departments.map { ($0.id, $0.name) }) { first, _ in first }
        kindNames = Dictionary(scheme.kinds.map { ($0.id, $0.name) }) { first, _ in first }
        self.criterionTitles = titles.merging(criterionTitles) { $1 }
        self.departmentNames = names.merging(departmentNames) { $1 }
    }

    var language: Language { strings.language }

    func text(_ text: LocalizedText) -> String { text.text(in: language) }

    func title(of id: CriterionID) -> String { criterionTitles[id].map(text) ?? id.text }

    func name(of id: DepartmentID) -> String { departmentNames[id].map(text) ?? id.text }

    func points(_ value: Fraction) -> String {
        strings(.points, counted(value.exactText, as: "points"))
    }

    /// A measured number with its unit; a unit that is a word keeps its distance.
    func quantity(_ value: Fraction, _ unit: String) -> String {
        let isWord = unit.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
        return value.exactText + (isWord ? " " : "") + unit
    }

    func share(_ value: Fraction) -> String { (value * 100).exactText + "%" }

    func threshold(_ threshold: Threshold) -> String {
        switch threshold {
        case .points(let points): self.points(points)
        case .share(let share): strings(.thresholdShare, ["share": self.share(share)])
        }
    }

    /// A period as written, with its noun where it is a year.
    func period(_ period: Period) -> String {
        let isYear = period.utf8.count == 4 && period.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isYear ? strings(.periodYear, ["period": period]) : period
    }

    func kinds(_ kinds: [Zone.Kind]) -> String {
        strings.list(kinds.map { kind in kindNames[kind].map(text) ?? strings.shared.kind(kind) })
    }

    /// The kinds that the scheme speaks of: its own with those that it exempts, or where it has none the early ones.
    var kindsSpokenOf: [Zone.Kind] {
        guard !scheme.kinds.isEmpty else { return Zone.Kind.early }
        let own = Set(scheme.kinds.map(\.id) + scheme.allCriteria.flatMap { $0.exemption?.kinds ?? [] })
        return scheme.knownKinds.filter(own.contains)
    }

    func exemption(_ exemption: Exemption) -> String {
        let fate: SchemePhrase = exemption.redistribution == .siblings ? .shareSiblings : .shareNone
        return strings(.notApplicable, ["kinds": kinds(exemption.kinds), "fate": strings[fate]])
    }

    var status: String { strings[scheme.status == .official ? .statusOfficial : .statusSpecimen] }

    /// The document that the scheme goes back to, with its day.
    func source(_ source: Scheme.Source) -> String {
        let date = Day(source.date)?.text(in: language) ?? source.date
        return strings(.source, ["document": source.document, "date": date])
    }

    /// Title, id, edition and status in one line.
    var name: String {
        strings(
            .editionOf,
            [
                "title": text(scheme.title), "id": scheme.id.text, "edition": "\(scheme.edition)", "status": status,
            ])
    }
}
