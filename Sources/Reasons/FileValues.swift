// What the problems of files that people bring say, and the advice behind them.

extension ReasonCode {
    /// The values of what is wrong with a table, a plan, an application, or their text; nil for others, and where there are none.
    var valuesOfFile: Set<String>? {
        switch self {
        case .writtenOther, .readAsNothing, .rowWidth: ["found", "expected"]
        case .writtenEmpty: ["expected"]
        case .keysExpected: ["found", "keys"]
        case .listEmpty, .holdsNone: ["thing"]
        case .listTooLong: ["count", "thing", "most"]
        case .numberOutside: ["found", "least", "most"]
        case .idTooLong: ["count", "found"]
        case .schemeNotAtHand: ["scheme"]
        case .nameUnknown: ["thing", "name"]
        case .nameUnclear: ["name"]
        case .standsAlready: ["what", "line"]
        case .standsAlreadyOf: ["what", "of", "line"]
        case .standsTwice: ["thing", "word"]
        case .problemsMore, .panelEven, .employersSeveral: ["count"]
        case .textHoldsControl, .textHoldsInvisible, .textHoldsDirection: ["character", "place", "expected"]
        case .textHasTooMany: ["count", "most"]
        case .atCharacter, .columnUnknown, .columnMissing: ["column"]
        case .atLineAndCharacter: ["line", "column"]
        case .wholeNumber: ["least", "most"]
        case .yamlInvalid: ["column", "why"]
        case .yamlTooLarge, .lineTooLong: ["found", "most"]
        case .yamlTooDeep: ["most"]
        case .keyUnknown, .keyMissing: ["key"]
        case .eitherOf: ["one", "other"]
        case .tableEmpty: ["columns"]
        case .workbookParts, .workbookCells: ["found", "most"]
        case .workbookTooLarge: ["most"]
        case .workbookSheets, .workbookNoSheet: ["sheets", "columns"]
        case .cellIsError: ["found"]
        case .separatorOther: ["separator"]
        case .fieldUnnamed: ["found", "column"]
        case .personStandsAlready: ["name", "organisation", "line"]
        case .areaCodeStandsAlready: ["code", "line"]
        case .prefectureUnneeded: ["found"]
        case .panelTooFew: ["count", "least"]
        case .workdayAnyhow: ["day"]
        case .closedBeforeOpened: ["closed", "opened"]
        case .announcedBeforeClosed: ["announced", "closed"]
        case .noticeReversed: ["to", "from"]
        case .claimStandsAlready: ["indicator", "line"]
        case .fileNamedAlready: ["name", "line"]
        case .fileNamed: ["name", "why"]
        case .criterionNotIndicator: ["criterion"]
        case .indicatorOfFacts: ["indicator"]
        case .indicatorNotForKind: ["indicator", "zone", "kind"]
        case .markStandsAlready: ["expert", "indicator", "zone", "line"]
        case .recusedWithMark: ["expert", "zone", "line"]
        case .commentOwed: ["mark", "indicator"]
        case .factWrittenOther: ["found", "expected", "fact"]
        case .panelFileMissing, .zonesFileMissing: ["scheme"]
        default: nil
        }
    }

    /// The values of advice; nil for others, and where there are none.
    var valuesOfAdvice: Set<String>? {
        switch self {
        case .meant: ["word"]
        case .namesKnown, .namesKnownHere: ["names"]
        case .keysAllowed: ["keys"]
        case .columnsAllowed: ["columns"]
        case .idsKnown: ["ids"]
        case .mayMean: ["meant"]
        case .writeAs: ["text"]
        case .percentFullWidth, .digitsFullWidth, .signsFullWidth, .pointForComma, .commaParts: ["number"]
        case .colonWithoutBlank: ["key"]
        case .separatorBetween: ["separator"]
        case .factByPeriod: ["periods"]
        case .dropNeeded: ["method"]
        case .exemptAbove: ["criterion"]
        case .fontInstalled: ["packages"]
        default: nil
        }
    }
}
