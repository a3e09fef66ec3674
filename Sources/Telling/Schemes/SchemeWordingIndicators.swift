// How one indicator is scored, in words: marks, comments, rubric, evidence.

import AssessmentModel

extension SchemeWording {
    /// The marks that may be given; `points` are the indicator's, nil where the grid holds for many indicators.
    func grid(_ grid: MarkGrid, points: Fraction? = nil) -> String {
        var values = ["step": grid.step.exactText]
        values["most"] = points.map(self.points)
        if grid.isYesNo {
            values["step"] = nil
            return strings(.gridYesNo, values)
        }
        if let scale = grid.scale {
            values["scale"] = scale.exactText
            return strings(.gridScale, values)
        }
        values["step"] = self.points(grid.step)
        return strings(points == nil ? .gridPoints : .gridPointsUpTo, values)
    }

    /// When a comment is owed; nil where it never is.
    func comment(_ rule: Indicator.CommentRule) -> String? {
        switch rule {
        case .never: nil
        case .always: strings[.commentAlways]
        case .below(let share): strings(.commentBelow, ["share": self.share(share)])
        }
    }

    func level(_ level: Indicator.Level) -> String {
        strings(.rubricLevel, ["points": points(level.points), "text": text(level.text)])
    }

    /// Whether evidence is owed, and which.
    func evidence(of indicator: Indicator) -> String {
        let phrase: SchemePhrase =
            switch indicator.evidence {
            case .required: .evidenceRequired
            case .optional: .evidenceOptional
            case .none: .evidenceNone
            }
        guard let note = indicator.evidenceNote else { return strings[phrase] }
        return strings(.evidenceNoted, ["evidence": strings[phrase], "note": text(note)])
    }

    func unit(of indicator: Indicator) -> String { indicator.unit.map(text) ?? "" }

    /// How a criterion is scored, a line for each thing to know: the marks or the rule first.
    func scoring(of criterion: Criterion) -> [String] {
        let exemption = criterion.exemption.map { [self.exemption($0)] } ?? []
        guard let indicator = criterion.indicator else { return exemption }
        let rubric = indicator.rubric.map(level)
        guard let rule = indicator.rule else {
            let grid = grid(scheme.grid(of: criterion), points: criterion.points)
            let comment = [self.comment(indicator.comment)].compactMap { $0 }
            return [strings(.byExpertsGrid, ["grid": grid])] + rubric + comment + exemption
        }
        let sentence = self.rule(rule, unit: unit(of: indicator))
        let facts = strings(.facts, ["facts": strings.list(self.facts(of: rule))])
        return [sentence] + rubric + [facts] + exemption
    }
}
