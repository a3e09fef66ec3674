// What the problems of schemes, templates and documents say.

extension ReasonCode {
    /// The values of what is wrong with a scheme; nil for others, and where there are none.
    var valuesOfScheme: Set<String>? {
        switch self {
        case .treeTooDeep: ["most"]
        case .keyOfIndicator, .expertsTakeNo, .ruleTakesNo: ["key"]
        case .pointsNotSum: ["found", "sum"]
        case .pointsOffStep: ["points", "step"]
        case .rangeReversed: ["from", "to"]
        case .rubricOrder: ["points", "last"]
        case .scaleOffStep: ["scale", "step"]
        case .minimumTooLow: ["found", "dropped"]
        case .fallbackIdle: ["from", "minimum"]
        case .fallbackLeavesNone: ["from", "dropped"]
        case .sourceGroups: ["source", "count"]
        case .methodDropsNothing: ["method"]
        case .passAbovePoints: ["found", "points"]
        case .passAbovePillar: ["found", "pillar", "points"]
        case .gradeOrder: ["found", "before"]
        case .ruleShapeNone: ["shapes"]
        case .ruleShapesSeveral: ["one", "others", "shapes"]
        case .bandGap: ["from", "expected"]
        case .bandEmpty: ["from", "below"]
        case .linearFlat: ["value"]
        case .periodsTooMuch: ["count", "each", "points"]
        case .partsTooMuch: ["sum", "points"]
        case .idTwice: ["id", "count"]
        case .factAgainstItself: ["fact"]
        case .benchmarkGap: ["benchmark", "period"]
        case .factReadTwice: ["fact", "here", "there", "indicator"]
        case .factNameTaken: ["indicator"]
        case .pillarsNoneFor, .childrenNoneFor: ["kind"]
        default: nil
        }
    }

    /// The values of what is wrong with a template, a font or a laid-out document; nil for others, and where there are none.
    var valuesOfDocument: Set<String>? {
        switch self {
        case .numberExpected: ["least", "most"]
        case .boxExpected: ["count"]
        case .colourExpected: ["found"]
        case .templateKeysMissing, .templateKeysTwice: ["keys"]
        case .templateNameUnknown: ["thing", "name"]
        case .placeholderUnknown: ["names"]
        case .strongNotClosed: ["sign"]
        case .mustacheInvalid, .templateNotYaml: ["why"]
        case .fontUnnamed, .fallbackWithoutFont, .roleWithoutFont: ["role"]
        case .fontMissing: ["role", "files"]
        case .fontUnusable: ["role", "file", "face"]
        case .characterMissing: ["role", "code", "character"]
        case .characterLeftOut: ["role", "code"]
        case .charactersReplaced, .charactersLeftOut: ["characters"]
        case .frameOverflow: ["height", "frame"]
        case .textTooTall: ["lines", "size"]
        case .textTooWide: ["width", "room"]
        case .figureTooHigh: ["height", "room"]
        case .codeTooLong: ["text", "count"]
        default: nil
        }
    }
}
