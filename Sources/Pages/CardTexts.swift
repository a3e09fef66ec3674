// What the cards of a scheme say in one language, whatever stands on a sheet: written once, for a page has dozens of them.

package import AssessmentModel
import Telling

package struct CardTexts: Sendable {
    struct Card: Sendable {
        /// Where it is in the tree, its title, its note.
        let head: HTML
        let levels: [Level]
        /// What marks may be.
        let grid: String
        /// When a mark asks for a comment.
        let owed: String?
        /// What evidence the scheme asks for.
        let evidence: String?
    }

    /// A level of the rubric, or an answer of two.
    struct Level: Sendable {
        /// The mark that it sets.
        let mark: String
        /// Its letter, its points, its words.
        let text: HTML
    }

    private let cards: [CriterionID: Card]

    package init(_ scheme: Scheme, _ words: PageWords) {
        let numbers = ScoringView.numbers(of: scheme)
        var cards: [CriterionID: Card] = [:]
        for pillar in scheme.criteria {
            for criterion in pillar.subtree where criterion.indicator != nil {
                cards[criterion.id] = Card(criterion, of: pillar, numbers[criterion.id] ?? "", scheme, words)
            }
        }
        self.cards = cards
    }

    subscript(_ indicator: CriterionID) -> Card? { cards[indicator] }
}

extension CardTexts.Card {
    fileprivate init(
        _ criterion: Criterion, of pillar: Criterion, _ number: String, _ scheme: Scheme, _ words: PageWords
    ) {
        var head = HTML(reserving: 512)
        head.element(.p, .css("path")) { html in
            html.text("\(number)　\(words.text(pillar.title))　")
            html.text(words(.fullMark, ["points": criterion.points.exactText]))
        }
        head.element(.h2, text: words.text(criterion.title))
        if let note = criterion.note { head.element(.p, .css("note"), text: words.text(note)) }
        self.head = head
        levels = Self.levels(of: criterion, scheme, words)
        grid = words.grid(of: criterion, scheme)
        owed = words.owed(for: criterion, scheme)
        evidence = criterion.indicator?.evidenceNote.map { words(.evidenceNote, ["note": words.text($0)]) }
    }

    private static func levels(
        of criterion: Criterion, _ scheme: Scheme, _ words: PageWords
    ) -> [CardTexts.Level] {
        let grid = scheme.grid(of: criterion)
        let levels: [(mark: String, points: String, text: String)]
        if grid.isYesNo {
            levels = [("1", words[.yes], ""), ("0", words[.no], "")]
        } else {
            // On a scale a level's points are not its mark.
            levels = (criterion.indicator?.rubric ?? []).map { level in
                let mark = grid.scale.map { level.points * $0 / criterion.points } ?? level.points
                return (mark.exactText, level.points.exactText, words.text(level.text))
            }
        }
        return levels.enumerated().map { place, level in
            var html = HTML(reserving: 256)
            html.element(.kbd, .unspoken, text: ["A", "B", "C", "D", "E", "F", "G", "H"][min(place, 7)])
            html.element(.b, .css("points"), text: level.points)
            html.element(.span, text: level.text)
            return CardTexts.Level(mark: level.mark, text: html)
        }
    }
}

extension PageWords {
    /// 0 至 1.5，每 0.1 分一档.
    func grid(of criterion: Criterion, _ scheme: Scheme) -> String {
        let grid = scheme.grid(of: criterion)
        if grid.isYesNo { return self[.gridYesNo] }
        let values = ["most": grid.highest(points: criterion.points).exactText, "step": grid.step.exactText]
        guard grid.scale != nil else { return self(.grid, values) }
        return self(.gridScaled, values.merging(["points": criterion.points.exactText]) { $1 })
    }

    /// 低于 0.9 分（60 %）须写明理由.
    func owed(for criterion: Criterion, _ scheme: Scheme) -> String? {
        switch criterion.indicator?.comment {
        case .always: self[.owedAlways]
        case .below(let share):
            self(
                .owed,
                [
                    "below": (share * scheme.grid(of: criterion).highest(points: criterion.points)).exactText,
                    "share": (share * 100).exactText,
                ])
        case .never, nil: nil
        }
    }
}
