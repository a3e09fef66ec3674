// What the reasons of proofs, databases and files of ours say.

extension ReasonCode {
    /// The values of a reason why a proof does not hold, or something stored cannot be used; nil for others, and where there are none.
    var valuesOfProof: Set<String>? {
        switch self {
        case .foundOther, .digestDiffers, .treeRootDiffers, .originDiffers, .ledgerOfAnotherKey, .eventOutOfPlace,
            .dayNotOfStep, .stepNotEnded, .placeOther, .countStateOther, .resultDiffers, .receiptOfOtherRound,
            .ledgerBehind:
            ["found", "expected"]
        case .valueOther, .signatureUnknown, .logEndsWithinStep, .bundleReleasedOther: ["expected"]
        case .numberDiffers: ["of", "found", "expected"]
        case .bytesTooMany: ["found", "most"]
        case .nestingTooDeep: ["most"]
        case .keyOrder: ["key", "before"]
        case .fieldMissing, .signatureWrong, .toldTwice, .concealedUnknown, .concealedMissing, .shownNotPublic,
            .shownNot, .seatConcealed:
            ["name"]
        case .fieldWrong: ["name", "type", "expected"]
        case .unreadable: ["why"]
        case .treeBeyond: ["found", "size"]
        case .treeHashesNumber, .genesisMisplaced, .stepNotBegun: ["found"]
        case .headDiffers: ["size", "events"]
        case .keyUnvouched: ["key"]
        case .commitGone: ["events"]
        case .eventTypeUnknown, .notThere, .notOfRound, .notAgain, .notWaiting, .notInForce, .notSealed, .seatNotOpen,
            .marksOther, .commentsOther, .receiptNotComparable, .drawSameDay, .revisionWaits, .zoneHasWithdrawn,
            .statementEmpty, .withdrawalNotTaken, .reportUnheard, .erasureUnlawful, .seatUnaccepted, .roundWasFinal,
            .renoticeOther:
            ["type"]
        case .fileToldOtherwise: ["type"]
        case .levelOther: ["level"]
        case .eventFieldsOther: ["found", "type", "count"]
        case .eventOfOtherEdition: ["type", "edition"]
        case .dayBeforeLast, .disclosureOrder: ["found", "before"]
        case .dayNotOfMoment: ["found", "moment", "expected"]
        case .daysWrong: ["from", "to", "day"]
        case .actorOfOtherTask: ["task"]
        case .actOther: ["act"]
        case .certificateOfFailed: ["zone"]
        case .codeUsedAgain: ["code"]
        case .concealedNumber: ["count", "type"]
        case .concealedGone, .storedFileGone: ["digest"]
        case .disclosureForeign: ["digest", "count"]
        case .disclosureOfNothing, .erasureOfNothing: ["event"]
        case .notReopened, .notConfirmed: ["type", "what"]
        case .roundStageOther: ["type", "stage"]
        case .editionNotNewer: ["edition", "current"]
        case .planOfOtherRound: ["round", "ledger"]
        case .rosterNotFilled: ["type", "seats"]
        case .cellVersionOther: ["found", "current"]
        case .countNotOnRoster, .differsSeatUncounted: ["zone"]
        case .countOutOfOrder: ["before"]
        case .countCallsBeyond: ["called", "recused"]
        case .noticeShort: ["days"]
        case .objectionOutsideNotice: ["day"]
        case .certificateNotPassed: ["verdict"]
        case .certificateReplacesOther: ["type"]
        case .differsSeatState: ["zone", "state"]
        case .differsMark: ["sealed", "counted"]
        case .differsResult: ["of", "told", "now"]
        case .ledgerForked: ["size"]
        case .evidenceGone: ["digest", "folder"]
        case .databaseMissing, .databaseForeign, .databaseOfOtherVersion, .databaseBusy, .databaseFull,
            .databaseReadOnly:
            ["path"]
        case .databaseUncertain, .databaseUnusable: ["path", "why"]
        case .databaseRowStrange: ["table", "event"]
        case .fileNeverReplaced: ["kind"]
        case .fileNotWritten, .fileNotRead: ["why"]
        case .fileBeyondLimit: ["found", "most"]
        default: nil
        }
    }
}
