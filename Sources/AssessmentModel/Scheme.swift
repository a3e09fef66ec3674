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
    package var bonus: Bonus
    package var vetoes: [SchemeItem]
    package var benchmarks: [Benchmark]
    /// The roots: the pillars.
    package var criteria: [Criterion]

    package init(
        id: SchemeID, edition: Int = 1, status: Status = .official, title: LocalizedText, source: Source? = nil,
        departments: [Department] = [], panel: PanelRule = PanelRule(), marks: MarkGrid, aggregate: Aggregate,
        rounding: RoundingSteps = .exact, pass: PassLines, grades: [Grade] = [], ties: [TieKey] = [],
        bonus: Bonus = .none, vetoes: [SchemeItem] = [], benchmarks: [Benchmark] = [], criteria: [Criterion]
    ) {
        self.id = id
        self.edition = edition
        self.status = status
        self.title = title
        self.source = source
        self.departments = departments
        self.panel = panel
        self.marks = marks
        self.aggregate = aggregate
        self.rounding = rounding
        self.pass = pass
        self.grades = grades
        self.ties = ties
        self.bonus = bonus
        self.vetoes = vetoes
        self.benchmarks = benchmarks
        self.criteria = criteria
    }

    /// The points of all roots together, without bonus.
    package var points: Fraction { criteria.map(\.points).sum() }

    /// Every criterion, parents before children, in the order of the file.
    package var allCriteria: [Criterion] { criteria.flatMap(\.subtree) }

    /// The leaves in the order of the file.
    package var indicators: [Criterion] { allCriteria.filter { $0.indicator != nil } }
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
    package let content: Content

    package init(
        id: CriterionID, title: LocalizedText, note: LocalizedText? = nil, points: Fraction,
        departments: [DepartmentID] = [], content: Content
    ) {
        self.id = id
        self.title = title
        self.note = note
        self.points = points
        self.departments = departments
        self.content = content
    }

    package var children: [Criterion] {
        if case .children(let children) = content { children } else { [] }
    }

    package var indicator: Indicator? {
        if case .indicator(let indicator) = content { indicator } else { nil }
    }

    /// This criterion and all below it, parents first.
    package var subtree: [Criterion] { [self] + children.flatMap(\.subtree) }
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

    package init(
        scoring: Scoring, evidence: Evidence = .optional, evidenceNote: LocalizedText? = nil,
        comment: CommentRule = .never, rubric: [Level] = [], unit: LocalizedText? = nil
    ) {
        self.scoring = scoring
        self.evidence = evidence
        self.evidenceNote = evidenceNote
        self.comment = comment
        self.rubric = rubric
        self.unit = unit
    }

    package var rule: Rule? {
        if case .rule(let rule) = scoring { rule } else { nil }
    }
}
