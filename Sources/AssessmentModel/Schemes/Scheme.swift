// One edition of the criteria: the tree with its points, and the rules that make marks a ranking.

/// A scheme, complete and free of contradictions: loaders hand out no other.
package struct Scheme: Sendable, Equatable {
    package enum Status: String, Sendable, Codable, CaseIterable {
        case official
        /// Printed on every document that is made from it.
        case specimen
    }

    package struct Source: Sendable, Equatable {
        package let document: String
        /// ISO date.
        package let date: String
        package let note: LocalizedText?

        package init(document: String, date: String, note: LocalizedText?) {
            self.document = document
            self.date = date
            self.note = note
        }
    }

    package var id: SchemeID
    package var edition: Int
    package var status: Status
    package var title: LocalizedText
    package var source: Source?
    /// Kinds of zones beside the early ones, in the order of the file.
    package var kinds: [NamedKind]
    /// In the order of the file.
    package var departments: [Department]
    package var panel: PanelRule
    package var marks: MarkGrid
    package var aggregate: Aggregate
    package var rounding: RoundingSteps
    package var pass: PassLines
    /// Best first.
    package var grades: [Grade]
    package var ties: [TieKey]
    package var bonus: Adjustment
    package var deductions: Adjustment
    /// Whether zones are also ranked among those of their kind.
    package var ranksWithinKind: Bool
    package var vetoes: [SchemeItem]
    package var benchmarks: [Benchmark]
    /// The roots: the pillars.
    package var criteria: [Criterion]

    package init(
        id: SchemeID, edition: Int = 1, status: Status = .official, title: LocalizedText, source: Source? = nil,
        kinds: [NamedKind] = [], departments: [Department] = [], panel: PanelRule = PanelRule(), marks: MarkGrid,
        aggregate: Aggregate,
        rounding: RoundingSteps = .exact, pass: PassLines, grades: [Grade] = [], ties: [TieKey] = [],
        bonus: Adjustment = .none, deductions: Adjustment = .none, ranksWithinKind: Bool = false,
        vetoes: [SchemeItem] = [], benchmarks: [Benchmark] = [], criteria: [Criterion]
    ) {
        self.id = id
        self.edition = edition
        self.status = status
        self.title = title
        self.source = source
        self.kinds = kinds
        self.departments = departments
        self.panel = panel
        self.marks = marks
        self.aggregate = aggregate
        self.rounding = rounding
        self.pass = pass
        self.grades = grades
        self.ties = ties
        self.bonus = bonus
        self.deductions = deductions
        self.ranksWithinKind = ranksWithinKind
        self.vetoes = vetoes
        self.benchmarks = benchmarks
        self.criteria = criteria
    }

    /// The points of all roots together, without bonus.
    package var points: Fraction { criteria.map(\.points).sum() }

    /// Every criterion, parents before children, in the order of the file.
    package var allCriteria: [Criterion] { criteria.flatMap(\.subtree) }

    /// The marks that experts may give for an indicator.
    package func grid(of indicator: Criterion) -> MarkGrid { indicator.indicator?.marks ?? marks }

    /// Whether an expert who gives this mark owes a comment.
    package func owesComment(_ mark: Fraction, for indicator: Criterion) -> Bool {
        switch indicator.indicator?.comment {
        case .always: true
        case .below(let share): mark < share * grid(of: indicator).highest(points: indicator.points)
        case .never, nil: false
        }
    }

    /// Every criterion that applies to zones of a kind, parents before children.
    package func criteria(for kind: Zone.Kind?) -> [Criterion] { criteria.flatMap { $0.subtree(for: kind) } }

    /// The kinds that it may name: the early ones, then its own.
    package var knownKinds: [Zone.Kind] {
        Zone.Kind.early + kinds.map(\.id).filter { !$0.isEarly }
    }

    /// The leaves in the order of the file.
    package var indicators: [Criterion] { allCriteria.filter { $0.indicator != nil } }
}

/// A kind of zones with the name that a scheme gives it.
package struct NamedKind: Sendable, Equatable {
    package let id: Zone.Kind
    package let name: LocalizedText

    package init(id: Zone.Kind, name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

/// 指导部门.
package struct Department: Sendable, Equatable {
    package let id: DepartmentID
    package let name: LocalizedText

    package init(id: DepartmentID, name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

/// 指标: any node of the tree.
package struct Criterion: Sendable, Equatable {
    package indirect enum Content: Sendable, Equatable {
        /// At least one; their points add up to the parent's.
        case children([Criterion])
        case indicator(Indicator)
    }

    package let id: CriterionID
    package let title: LocalizedText
    package let note: LocalizedText?
    /// Greater than 0.
    package let points: Fraction
    /// Its own, or those of its nearest ancestor that names some.
    package let departments: [DepartmentID]
    /// nil: it applies to every zone.
    package let exemption: Exemption?
    package let content: Content

    package init(
        id: CriterionID, title: LocalizedText, note: LocalizedText? = nil, points: Fraction,
        departments: [DepartmentID] = [], exemption: Exemption? = nil, content: Content
    ) {
        self.id = id
        self.title = title
        self.note = note
        self.points = points
        self.departments = departments
        self.exemption = exemption
        self.content = content
    }

    package func applies(to kind: Zone.Kind?) -> Bool {
        guard let exemption, let kind else { return true }
        return !exemption.kinds.contains(kind)
    }

    package var children: [Criterion] {
        if case .children(let children) = content { children } else { [] }
    }

    package var indicator: Indicator? {
        if case .indicator(let indicator) = content { indicator } else { nil }
    }

    /// This criterion and all below it, parents first.
    package var subtree: [Criterion] { [self] + children.flatMap(\.subtree) }

    /// Those of them that apply to zones of a kind: none where this one does not.
    package func subtree(for kind: Zone.Kind?) -> [Criterion] {
        applies(to: kind) ? [self] + children.flatMap { $0.subtree(for: kind) } : []
    }
}

/// 不适用: zones that a criterion is not scored for, and what becomes of its points.
package struct Exemption: Sendable, Equatable {
    package enum Redistribution: String, Sendable, Codable, CaseIterable {
        /// The siblings' points grow in proportion until they fill the parent's.
        case siblings
        /// The maximum shrinks.
        case none
    }

    package let kinds: [Zone.Kind]
    package let redistribution: Redistribution

    package init(kinds: [Zone.Kind], redistribution: Redistribution) {
        self.kinds = kinds
        self.redistribution = redistribution
    }
}

/// 末级指标: what a leaf adds to its criterion.
package struct Indicator: Sendable, Equatable {
    package enum Scoring: Sendable, Equatable {
        case experts
        case rule(Rule)
    }

    package enum Evidence: String, Sendable, Codable, CaseIterable {
        case required, optional, none
    }

    /// When an expert owes a comment.
    package enum CommentRule: Sendable, Equatable {
        case never, always
        /// Owed for marks below this share (0…1) of the points.
        case below(Fraction)
    }

    /// One level of the rubric.
    package struct Level: Sendable, Equatable {
        package let points: Fraction
        package let text: LocalizedText

        package init(points: Fraction, text: LocalizedText) {
            self.points = points
            self.text = text
        }
    }

    package let scoring: Scoring
    package let evidence: Evidence
    package let evidenceNote: LocalizedText?
    package let comment: CommentRule
    /// Highest first; empty where a rule speaks for itself.
    package let rubric: [Level]
    /// The unit of the fact, for printing.
    package let unit: LocalizedText?
    /// What its numbers can be, as the scheme writes it; nil: what the unit says, see `FactRules`.
    package let range: FactRange?
    /// Its own marks; nil: the scheme's.
    package let marks: MarkGrid?

    package init(
        scoring: Scoring, evidence: Evidence = .optional, evidenceNote: LocalizedText? = nil,
        comment: CommentRule = .never, rubric: [Level] = [], unit: LocalizedText? = nil,
        range: FactRange? = nil, marks: MarkGrid? = nil
    ) {
        self.scoring = scoring
        self.evidence = evidence
        self.evidenceNote = evidenceNote
        self.comment = comment
        self.rubric = rubric
        self.unit = unit
        self.range = range
        self.marks = marks
    }

    package var rule: Rule? {
        if case .rule(let rule) = scoring { rule } else { nil }
    }
}
