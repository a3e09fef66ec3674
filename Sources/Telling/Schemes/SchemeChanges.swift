// Everything that changed between two editions of a scheme, in words and in the order in which a scheme is read.

package import AssessmentModel

/// The changes of one subject: a criterion, a part of the method.
package struct SchemeChange: Equatable, Sendable {
    /// nil where the section says it.
    package let subject: String?
    /// At least one.
    package let lines: [String]
}

/// What a newer edition says otherwise than an older one.
package struct SchemeChanges: Sendable {
    package struct Section: Sendable {
        package let title: String
        /// At least one.
        package let changes: [SchemeChange]
    }

    /// The older and the newer edition, a line each.
    package let editions: [String]
    /// Empty where both say the same.
    package let sections: [Section]
    /// How many changes there are, or that there are none.
    package let summary: String

    /// Titles, criteria, then the method. What changed only in the other language's texts is told in that language.
    ///
    /// - Parameter strings: of both languages, as `loadSchemeStrings` gives them.
    package init(
        from old: Scheme, to new: Scheme, strings: [Language: SchemeStrings], in language: Language
    ) {
        let pairs = CriterionPairs(old, new)
        let other: Language = language == .chinese ? .english : .chinese
        guard let own = strings[language], let foreign = strings[other] else {
            preconditionFailure("the loader gives the strings of both languages")
        }
        let comparison = SchemeComparison(
            pairs: pairs, own: EditionWordings(old, new, pairs, own), foreign: EditionWordings(old, new, pairs, foreign)
        )
        editions = comparison.editions
        sections = comparison.sections.filter { !$0.changes.isEmpty }
        let count = sections.flatMap(\.changes).map(\.lines.count).reduce(0, +)
        summary =
            count == 0
            ? own[old == new ? .changesNone : .changesInForm]
            : own(.changesCount, counted("\(count)"))
    }
}

/// Both editions in one language, the older one with the newer names of what both have.
struct EditionWordings {
    let old: SchemeWording
    let new: SchemeWording

    init(_ old: Scheme, _ new: Scheme, _ pairs: CriterionPairs, _ strings: SchemeStrings) {
        let names = Dictionary(new.departments.map { ($0.id, $0.name) }) { first, _ in first }
        self.old = SchemeWording(old, strings, criterionTitles: pairs.newTitles, departmentNames: names)
        self.new = SchemeWording(new, strings)
    }
}

/// The sections of a comparison.
private struct SchemeComparison {
    let pairs: CriterionPairs
    let own: EditionWordings
    let foreign: EditionWordings

    private var strings: SchemeStrings { own.new.strings }
    private var old: Scheme { own.old.scheme }
    private var new: Scheme { own.new.scheme }

    var editions: [String] {
        [
            strings(.changesOld, ["scheme": own.old.name]), strings(.changesNew, ["scheme": own.new.name]),
        ]
    }

    var sections: [SchemeChanges.Section] {
        [
            SchemeChanges.Section(title: strings[.sectionHead], changes: change(nil, head)),
            SchemeChanges.Section(title: strings[.sectionCriteria], changes: criteria),
            SchemeChanges.Section(title: strings[.partMethod], changes: MethodPart.allCases.flatMap(method)),
        ]
    }

    private func change(_ subject: String?, _ lines: [String]) -> [SchemeChange] {
        lines.isEmpty ? [] : [SchemeChange(subject: subject, lines: lines)]
    }

    /// The changes in the own language; where a topic has none, those in the other.
    private func lines(_ statements: (EditionWordings) -> (old: [Statement], new: [Statement])) -> [String] {
        let told = changes(own, statements)
        let others = changes(foreign, statements).filter { other in !told.contains { $0.topic == other.topic } }
        return told.flatMap(\.lines)
            + others.flatMap(\.lines).map { strings(.otherLanguage, ["change": $0]) }
    }

    private func changes(
        _ wordings: EditionWordings, _ statements: (EditionWordings) -> (old: [Statement], new: [Statement])
    ) -> [StatementChanges.Lines] {
        let (old, new) = statements(wordings)
        return StatementChanges(strings: wordings.new.strings).changes(from: old, to: new)
    }

    private var head: [String] {
        let points =
            old.points == new.points
            ? []
            : [
                CriterionChanges(pairs: pairs, old: own.old, new: own.new).points(
                    from: old.points, to: new.points, .fieldPoints)
            ]
        return lines { ($0.old.head, $0.new.head) } + points
    }

    private func method(_ part: MethodPart) -> [SchemeChange] {
        change(strings[part.title], lines { ($0.old.statements(of: part), $0.new.statements(of: part)) })
    }

    /// In the order of the newer edition; what was removed stands behind what stood before it.
    private var criteria: [SchemeChange] {
        let changes = CriterionChanges(pairs: pairs, old: own.old, new: own.new)
        let roots = change(nil, changes.order(old.criteria, new.criteria))
        return roots + removed(behind: nil, changes)
            + pairs.new.flatMap { after in
                let before = pairs.counterpart(of: after.criterion.id)
                return change(
                    subject(after, .criterionSubject), before.map { kept($0, after, changes) } ?? changes.added(after))
                    + (before.map { removed(behind: $0.criterion.id, changes) } ?? [])
            }
    }

    private func kept(
        _ before: CriterionPairs.Placed, _ after: CriterionPairs.Placed, _ changes: CriterionChanges
    ) -> [String] {
        changes.standing(before, after)
            + lines { wordings in
                CriterionChanges(pairs: pairs, old: wordings.old, new: wordings.new).statements(before, after)
            }
    }

    /// The removed criteria that stood directly behind one that was kept; with nil, at the very beginning.
    private func removed(behind id: CriterionID?, _ changes: CriterionChanges) -> [SchemeChange] {
        let start =
            id.map { id in pairs.old.firstIndex { $0.criterion.id == id }.map { $0 + 1 } ?? pairs.old.count } ?? 0
        return pairs.old[start...].prefix { pairs.newID(of: $0.criterion.id) == nil }.flatMap { placed in
            change(subject(placed, .criterionSubjectOld), changes.removed(placed))
        }
    }

    private func subject(_ placed: CriterionPairs.Placed, _ phrase: SchemePhrase) -> String {
        let title = placed.criterion.title.text(in: strings.language)
        return strings(phrase, ["number": placed.number, "title": title, "id": placed.criterion.id.text])
    }
}

extension SchemeWording {
    /// What a scheme says of itself before its criteria.
    fileprivate var head: [Statement] {
        [
            Statement(.title, text(scheme.title)), Statement(.id, scheme.id.text),
            Statement(.edition, strings(.edition, ["edition": "\(scheme.edition)"])), Statement(.status, status),
        ]
            + (scheme.source.map(sourceStatements) ?? [])
            + scheme.kinds.map { Statement(.kinds, id: $0.id.rawValue, text($0.name), pairing: .item) }
            + scheme.departments.map { Statement(.departments, id: $0.id.text, text($0.name), pairing: .item) }
    }

    private func sourceStatements(_ source: Scheme.Source) -> [Statement] {
        [Statement(.source, self.source(source))]
            + (source.note.map { [Statement(.source, id: "note", text($0))] } ?? [])
    }
}
