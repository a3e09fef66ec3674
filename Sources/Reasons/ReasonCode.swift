// Every reason for a no that there is.

/// A code of the closed list, spelt as it stands in `Templates/messages.*.yaml` and in the API.
package enum ReasonCode: String, Sendable, CaseIterable {
    // MARK: permission
    case userUnknown = "user-unknown"
    case roundUnknown = "round-unknown"
    case roleNot = "role-not"
    case roundNeeded = "round-needed"
    case stageNot = "stage-not"
    case notOwn = "not-own"
    // MARK: applications
    case applicationUnknown = "application-unknown"
    case applicationNotAt = "application-not-at"
    // MARK: proof: bytes and their spelling
    case foundOther = "found-other"
    case valueOther = "value-other"
    case numberDiffers = "number-differs"
    case digestDiffers = "digest-differs"
    case bytesTooMany = "bytes-too-many"
    case bytesNotUtf8 = "bytes-not-utf8"
    case bytesNotCanonical = "bytes-not-canonical"
    case controlCharacter = "control-character"
    case newlineMissing = "newline-missing"
    case textNotNormal = "text-not-normal"
    case nestingTooDeep = "nesting-too-deep"
    case keyOrder = "key-order"
    case integerBeyond = "integer-beyond"
    case fieldMissing = "field-missing"
    case fieldWrong = "field-wrong"
    case unreadable = "unreadable"
    // MARK: proof: tree, keys and signatures
    case treeBeyond = "tree-beyond"
    case treeRootDiffers = "tree-root-differs"
    case treeHashesNumber = "tree-hashes-number"
    case originDiffers = "origin-differs"
    case checkpointMissing = "checkpoint-missing"
    case headDiffers = "head-differs"
    case signatureWrong = "signature-wrong"
    case signatureUnknown = "signature-unknown"
    case signatureNotMade = "signature-not-made"
    case keyNotVouched = "key-not-vouched"
    case keysNotOfEvents = "keys-not-of-events"
    case ledgerOfAnotherKey = "ledger-of-another-key"
    case keyFileOther = "key-file-other"
    case commitGone = "commit-gone"
    case commitOfStranger = "commit-of-stranger"
    // MARK: proof: events and what they conceal
    case eventTypeUnknown = "event-type-unknown"
    case eventFieldsOther = "event-fields-other"
    case eventHashDiffers = "event-hash-differs"
    case eventOutOfPlace = "event-out-of-place"
    case eventNotAllowed = "event-not-allowed"
    case eventOfOtherEdition = "event-of-other-edition"
    case genesisMisplaced = "genesis-misplaced"
    case dayBeforeLast = "day-before-last"
    case dayNotOfStep = "day-not-of-step"
    case dayNotOfMoment = "day-not-of-moment"
    case daysWrong = "days-wrong"
    case stepNotEnded = "step-not-ended"
    case stepNotBegun = "step-not-begun"
    case logEndsWithinStep = "log-ends-within-step"
    case actorOfOtherTask = "actor-of-other-task"
    case secondPersonSame = "second-person-same"
    case codeUsedAgain = "code-used-again"
    case textRefused = "text-refused"
    case toldTwice = "told-twice"
    case concealedUnknown = "concealed-unknown"
    case concealedMissing = "concealed-missing"
    case concealedNumber = "concealed-number"
    case concealedGone = "concealed-gone"
    case disclosureForeign = "disclosure-foreign"
    case disclosureOfNothing = "disclosure-of-nothing"
    case disclosureOrder = "disclosure-order"
    case shownNotPublic = "shown-not-public"
    case shownNot = "shown-not"
    case erasureOfNothing = "erasure-of-nothing"
    case erasureNotDone = "erasure-not-done"
    // MARK: proof: when an event may stand
    case notThere = "not-there"
    case notOfRound = "not-of-round"
    case notAgain = "not-again"
    case notWaiting = "not-waiting"
    case notInForce = "not-in-force"
    case notSealed = "not-sealed"
    case notReopened = "not-reopened"
    case notConfirmed = "not-confirmed"
    case roundStageOther = "round-stage-other"
    case roundTermsMissing = "round-terms-missing"
    case editionNotNewer = "edition-not-newer"
    case placeOther = "place-other"
    case keyLast = "key-last"
    case planZoneTwice = "plan-zone-twice"
    case planDaysWrong = "plan-days-wrong"
    case planOfOtherRound = "plan-of-other-round"
    case seedOther = "seed-other"
    case rosterDiffers = "roster-differs"
    case rosterZoneEmpty = "roster-zone-empty"
    case rosterNotFilled = "roster-not-filled"
    case panelDiffers = "panel-differs"
    case expertSeatedTwice = "expert-seated-twice"
    case seatNotOpen = "seat-not-open"
    case seatSealedWrong = "seat-sealed-wrong"
    case cellVersionOther = "cell-version-other"
    case marksOther = "marks-other"
    case commentsOther = "comments-other"
    case countNotOnRoster = "count-not-on-roster"
    case countMarksWithoutSheet = "count-marks-without-sheet"
    case countOutOfOrder = "count-out-of-order"
    case countStateOther = "count-state-other"
    case countGroupOther = "count-group-other"
    case countCallsBeyond = "count-calls-beyond"
    case seatConcealed = "seat-concealed"
    case resultAgain = "result-again"
    case resultMissing = "result-missing"
    case resultNotNewest = "result-not-newest"
    case resultDiffers = "result-differs"
    case resultToldOtherwise = "result-told-otherwise"
    case noticeTooShort = "notice-too-short"
    case objectionOutsideNotice = "objection-outside-notice"
    case correctionNotRead = "correction-not-read"
    case finalObjectionOpen = "final-objection-open"
    case finalObjectionUntaken = "final-objection-untaken"
    case finalWithinNotice = "final-within-notice"
    case certificateNotPassed = "certificate-not-passed"
    // MARK: proof: bundles and receipts
    case fileAbsent = "file-absent"
    case fileStray = "file-stray"
    case bundleNotReleased = "bundle-not-released"
    case bundleReleasedOther = "bundle-released-other"
    case bundleNotAsPlanned = "bundle-not-as-planned"
    case bundleSchemeJsonOther = "bundle-scheme-json-other"
    case bundleReceiptOther = "bundle-receipt-other"
    case bundleOlder = "bundle-older"
    case bundleOfOtherLog = "bundle-of-other-log"
    case receiptWithoutEvent = "receipt-without-event"
    case receiptNotComparable = "receipt-not-comparable"
    case receiptOfOtherRound = "receipt-of-other-round"
    case differsSeatUncounted = "differs-seat-uncounted"
    case differsSeatState = "differs-seat-state"
    case differsMark = "differs-mark"
    case differsResult = "differs-result"
    // MARK: proof: what is stored
    case ledgerEmpty = "ledger-empty"
    case ledgerBehind = "ledger-behind"
    case ledgerForked = "ledger-forked"
    case storedFileGone = "stored-file-gone"
    case evidenceGone = "evidence-gone"
    case databaseMissing = "database-missing"
    case databaseForeign = "database-foreign"
    case databaseOfOtherVersion = "database-of-other-version"
    case databaseBusy = "database-busy"
    case databaseFull = "database-full"
    case databaseReadOnly = "database-read-only"
    case databaseUncertain = "database-uncertain"
    case databaseUnusable = "database-unusable"
    case databaseRowStrange = "database-row-strange"
    case databaseInTheWay = "database-in-the-way"
    case fileInTheWay = "file-in-the-way"
    case fileNeverReplaced = "file-never-replaced"
    case fileNotWritten = "file-not-written"
    case fileNotRead = "file-not-read"
    case fileMissing = "file-missing"
    case fileNotRegular = "file-not-regular"
    case fileTooLarge = "file-too-large"
    case fileNameNotPlain = "file-name-not-plain"

    /// The names of its values: what may stand between double braces in its words, beside `{{subject}}`.
    package var values: Set<String> {
        switch self {
        case .roleNot: ["task", "role"]
        case .roundNeeded, .notOwn: ["task"]
        case .stageNot: ["task", "role", "stages", "stage"]
        case .applicationNotAt: ["stage", "expected"]
        // Proof.
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
        case .unreadable, .eventNotAllowed: ["why"]
        case .treeBeyond: ["found", "size"]
        case .treeHashesNumber, .genesisMisplaced, .stepNotBegun: ["found"]
        case .headDiffers: ["size", "events"]
        case .keyNotVouched: ["key"]
        case .commitGone: ["events"]
        case .eventTypeUnknown, .notThere, .notOfRound, .notAgain, .notWaiting, .notInForce, .notSealed, .seatNotOpen,
            .marksOther, .commentsOther, .receiptNotComparable:
            ["type"]
        case .eventFieldsOther: ["found", "type", "count"]
        case .eventOfOtherEdition: ["type", "edition"]
        case .dayBeforeLast, .disclosureOrder: ["found", "before"]
        case .dayNotOfMoment: ["found", "moment", "expected"]
        case .daysWrong: ["from", "to", "day"]
        case .actorOfOtherTask: ["task"]
        case .codeUsedAgain: ["code"]
        case .textRefused: ["name", "why"]
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
        case .noticeTooShort: ["days"]
        case .objectionOutsideNotice: ["day"]
        case .certificateNotPassed: ["verdict"]
        case .differsSeatState: ["zone", "state"]
        case .differsMark: ["sealed", "counted"]
        case .differsResult: ["of", "told", "now"]
        case .ledgerForked: ["size"]
        case .evidenceGone: ["digest", "folder"]
        case .databaseMissing, .databaseForeign, .databaseOfOtherVersion, .databaseBusy, .databaseFull,
            .databaseReadOnly, .databaseInTheWay, .fileInTheWay, .fileMissing, .fileNameNotPlain:
            ["path"]
        case .databaseUncertain, .databaseUnusable, .fileNotWritten, .fileNotRead: ["path", "why"]
        case .databaseRowStrange: ["table", "event"]
        case .fileNeverReplaced, .fileNotRegular: ["path", "kind"]
        case .fileTooLarge: ["path", "found", "most"]
        default: []
        }
    }
}
