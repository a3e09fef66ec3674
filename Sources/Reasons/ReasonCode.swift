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
    case secondPersonNeeded = "second-person-needed"
    // MARK: accounts
    case userExists = "user-exists"
    case idMalformed = "id-malformed"
    case accountNameMissing = "account-name-missing"
    case accountOfPublic = "account-of-public"
    case accountNotOfExpert = "account-not-of-expert"
    case accountWithoutExpert = "account-without-expert"
    case accountWithoutZone = "account-without-zone"
    case recommenderNotOfCity = "recommender-not-of-city"
    case expertHasAccount = "expert-has-account"
    case lastSecurityAdministrator = "last-security-administrator"
    case administratorsNotThree = "administrators-not-three"
    // MARK: registry
    case nameAmbiguous = "name-ambiguous"
    case zoneUnknown = "zone-unknown"
    case areaCodeMalformed = "area-code-malformed"
    case areaCodeNotOfCity = "area-code-not-of-city"
    case areaCodeTaken = "area-code-taken"
    case areaCodeElsewhere = "area-code-elsewhere"
    case prefectureUnknown = "prefecture-unknown"
    case expertUnknown = "expert-unknown"
    case regionMalformed = "region-malformed"
    case expertZoneUnknown = "expert-zone-unknown"
    case expertSourceDiffers = "expert-source-differs"
    // MARK: rules
    case editionInForce = "edition-in-force"
    case editionUnknown = "edition-unknown"
    case placeFixed = "place-fixed"
    case placeMalformed = "place-malformed"
    case rulesNotProposed = "rules-not-proposed"
    // MARK: ledger and keys
    case ledgerBegun = "ledger-begun"
    case nothingToRecord = "nothing-to-record"
    case clockBehind = "clock-behind"
    case clockAhead = "clock-ahead"
    case requestTaken = "request-taken"
    case keySame = "key-same"
    case keyOther = "key-other"
    case keyNotVouched = "key-not-vouched"
    case keyOfOtherLedger = "key-of-other-ledger"
    case keyUsedBefore = "key-used-before"
    case headKnown = "head-known"
    case headLost = "head-lost"
    case databaseLeftOver = "database-left-over"
    case eventNotSigned = "event-not-signed"
    case receiptWithoutKey = "receipt-without-key"
    case receiptNameMalformed = "receipt-name-malformed"
    case receiptNotOwn = "receipt-not-own"
    // MARK: text
    case textControl = "text-control"
    case textInvisible = "text-invisible"
    case textDirection = "text-direction"
    case textTooLong = "text-too-long"
    case textNotNormal = "text-not-normal"
    // MARK: evidence
    case fileTooLarge = "file-too-large"
    case fileEmpty = "file-empty"
    case zoneEvidenceFull = "zone-evidence-full"
    case roundEvidenceFull = "round-evidence-full"
    case scannerRefused = "scanner-refused"
    case scannerTimedOut = "scanner-timed-out"
    // MARK: applications
    case applicationUnknown = "application-unknown"
    case applicationNotAt = "application-not-at"
    case applicationNotReturned = "application-not-returned"
    case applicationIdTaken = "application-id-taken"
    case applicationUnderWay = "application-under-way"
    case conditionUnanswered = "condition-unanswered"
    case conditionUnmet = "condition-unmet"
    case opinionMissing = "opinion-missing"
    // MARK: planning and drawing
    case roundExists = "round-exists"
    case ledgerOther = "ledger-other"
    case zoneNamedTwice = "zone-named-twice"
    case zoneWithoutApplication = "zone-without-application"
    case applicationsNoneAccepted = "applications-none-accepted"
    case witnessUnnamed = "witness-unnamed"
    case witnessMissing = "witness-missing"
    case quotaMalformed = "quota-malformed"
    case quotaTwice = "quota-twice"
    case quotaSingle = "quota-single"
    case quotaTooFew = "quota-too-few"
    case quotaEven = "quota-even"
    case poolTooSmall = "pool-too-small"
    case seedUnknown = "seed-unknown"
    case panelNotDrawn = "panel-not-drawn"
    case withdrawalReasonMissing = "withdrawal-reason-missing"
    // MARK: facts
    case factRecorded = "fact-recorded"
    case factMissing = "fact-missing"
    case factUnknown = "fact-unknown"
    case factNotNumber = "fact-not-number"
    case factNotFlag = "fact-not-flag"
    case factNotPoints = "fact-not-points"
    case factPointsOutOfRange = "fact-points-out-of-range"
    case factOutOfRange = "fact-out-of-range"
    case factTooLow = "fact-too-low"
    case factTooHigh = "fact-too-high"
    case factsNotOfIndicator = "facts-not-of-indicator"
    case factsNotOfObjection = "facts-not-of-objection"
    // MARK: seats and marks
    case seatUnknown = "seat-unknown"
    case seatAmbiguous = "seat-ambiguous"
    case seatNotHeld = "seat-not-held"
    case seatNotNamed = "seat-not-named"
    case sheetNotOpen = "sheet-not-open"
    case sheetNeverSealed = "sheet-never-sealed"
    case sheetDraft = "sheet-draft"
    case cellChanged = "cell-changed"
    case cellUnchanged = "cell-unchanged"
    case cellContradictory = "cell-contradictory"
    case commentTooLong = "comment-too-long"
    case commentNeeded = "comment-needed"
    case commentsMissing = "comments-missing"
    case marksMissing = "marks-missing"
    case markMalformed = "mark-malformed"
    case markFullWidth = "mark-full-width"
    case markNotYesOrNo = "mark-not-yes-or-no"
    case markFinerThanHundredths = "mark-finer-than-hundredths"
    case markFinerThanGrid = "mark-finer-than-grid"
    case markOutOfRange = "mark-out-of-range"
    case indicatorUnknown = "indicator-unknown"
    case indicatorByRule = "indicator-by-rule"
    case indicatorNotApplicable = "indicator-not-applicable"
    case readBackDiffers = "read-back-differs"
    // MARK: recusal, re-reading, revision
    case seatRecused = "seat-recused"
    case recusalReasonMissing = "recusal-reason-missing"
    case recusalNotOwn = "recusal-not-own"
    case substituteDrawn = "substitute-drawn"
    case expertConflicted = "expert-conflicted"
    case seatConflicted = "seat-conflicted"
    case expertSeatedBefore = "expert-seated-before"
    case markNotSealed = "mark-not-sealed"
    case markNotDiverging = "mark-not-diverging"
    case rereadCalled = "reread-called"
    case rereadNotCalled = "reread-not-called"
    case rereadReasonsMissing = "reread-reasons-missing"
    case rereadUnanswered = "reread-unanswered"
    case sheetNotSealedYet = "sheet-not-sealed-yet"
    case revisionTextMissing = "revision-text-missing"
    case revisionTooLate = "revision-too-late"
    case revisionTooEarly = "revision-too-early"
    case revisionNotReopened = "revision-not-reopened"
    case revisionWaiting = "revision-waiting"
    case revisionUnknown = "revision-unknown"
    case revisionDecided = "revision-decided"
    case revisionUndecided = "revision-undecided"
    // MARK: close and notice
    case sheetNotSealed = "sheet-not-sealed"
    case sheetsMissing = "sheets-missing"
    case sheetsComplete = "sheets-complete"
    case factsMissing = "facts-missing"
    case factsComplete = "facts-complete"
    case noticeDaysMalformed = "notice-days-malformed"
    case noticeInThePast = "notice-in-the-past"
    case calendarMissing = "calendar-missing"
    case noticeTooShort = "notice-too-short"
    case noticeFellShort = "notice-fell-short"
    case noticeRunning = "notice-running"
    case roundNoneClosed = "round-none-closed"
    case roundStillOpen = "round-still-open"
    case roundWithoutResult = "round-without-result"
    case resultMissing = "result-missing"
    // MARK: objections and certificates
    case zoneNotInRound = "zone-not-in-round"
    case objectionUnknown = "objection-unknown"
    case objectionExists = "objection-exists"
    case objectionGroundsMissing = "objection-grounds-missing"
    case objectionEvidenceMissing = "objection-evidence-missing"
    case objectionsNotHeard = "objections-not-heard"
    case objectionDecided = "objection-decided"
    case objectionUndecided = "objection-undecided"
    case objectionReasonsMissing = "objection-reasons-missing"
    case objectionNotOpen = "objection-not-open"
    case objectionIdle = "objection-idle"
    case objectionsNoneOpen = "objections-none-open"
    case objectionsNotConcluded = "objections-not-concluded"
    case certificateUnknown = "certificate-unknown"
    case certificateRevoked = "certificate-revoked"
    case revocationReasonMissing = "revocation-reason-missing"
    // MARK: erasure
    case erasureBasisMissing = "erasure-basis-missing"
    case erasureSubjectUnclear = "erasure-subject-unclear"
    case erasureValueMalformed = "erasure-value-malformed"
    case erasureCommentMalformed = "erasure-comment-malformed"
    case expertInOpenRound = "expert-in-open-round"
    case userWithOpenSheets = "user-with-open-sheets"
    case nothingToErase = "nothing-to-erase"
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
    case spellingNotNormal = "spelling-not-normal"
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
    case keyUnvouched = "key-unvouched"
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
    case resultAbsent = "result-absent"
    case resultNotNewest = "result-not-newest"
    case resultDiffers = "result-differs"
    case resultToldOtherwise = "result-told-otherwise"
    case noticeShort = "notice-short"
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
    case fileBeyondLimit = "file-beyond-limit"
    case fileNameNotPlain = "file-name-not-plain"

    /// The names of its values: what may stand between double braces in its words, beside `{{subject}}`.
    package var values: Set<String> {
        switch self {
        // MARK: permission
        case .roleNot: ["task", "role"]
        case .roundNeeded: ["task"]
        case .stageNot: ["task", "role", "stages", "stage"]
        case .notOwn: ["task"]
        case .secondPersonNeeded: ["task"]
        // MARK: accounts
        case .idMalformed: ["id"]
        case .accountWithoutZone: ["role"]
        case .administratorsNotThree: ["found"]
        // MARK: registry
        case .nameAmbiguous: ["ids"]
        case .areaCodeMalformed: ["code"]
        case .areaCodeNotOfCity: ["code"]
        case .areaCodeTaken: ["code", "other"]
        case .areaCodeElsewhere: ["code", "prefecture", "city"]
        case .prefectureUnknown: ["prefecture", "cities"]
        case .regionMalformed: ["region"]
        case .expertZoneUnknown: ["zone"]
        case .expertSourceDiffers: ["pool", "panel"]
        // MARK: rules
        case .editionInForce: ["edition"]
        case .editionUnknown: ["edition", "newest"]
        case .placeFixed: ["home", "found"]
        case .placeMalformed: ["found"]
        // MARK: ledger and keys
        case .ledgerBegun: ["ledger"]
        case .clockBehind: ["clock", "newest"]
        case .clockAhead: ["clock", "newest"]
        case .requestTaken: ["request"]
        case .keyOfOtherLedger: ["found", "expected"]
        // MARK: text
        case .textControl: ["field", "character", "line", "column"]
        case .textInvisible: ["field", "character", "line", "column"]
        case .textDirection: ["field", "character", "line", "column"]
        case .textTooLong: ["field", "count", "most"]
        case .textNotNormal: ["field"]
        // MARK: evidence
        case .fileTooLarge: ["size", "most"]
        case .zoneEvidenceFull: ["had", "total", "most"]
        case .roundEvidenceFull: ["had", "total", "most"]
        case .scannerRefused: ["said"]
        case .scannerTimedOut: ["scanner"]
        // MARK: applications
        case .applicationNotAt: ["stage", "expected"]
        case .applicationNotReturned: ["stage"]
        case .applicationUnderWay: ["purpose", "application", "stage"]
        case .conditionUnanswered: ["condition"]
        case .conditionUnmet: ["condition", "note"]
        // MARK: planning and drawing
        case .roundExists: ["stage"]
        case .ledgerOther: ["found", "expected"]
        case .zoneWithoutApplication: ["purpose"]
        case .applicationsNoneAccepted: ["purpose"]
        case .quotaMalformed: ["found", "sources"]
        case .quotaTwice: ["count", "source"]
        case .quotaSingle: ["source"]
        case .quotaTooFew: ["seats", "least"]
        case .quotaEven: ["seats"]
        case .poolTooSmall: ["seats", "source", "free"]
        // MARK: facts
        case .factRecorded: ["fact"]
        case .factMissing: ["fact"]
        case .factUnknown: ["fact"]
        case .factNotNumber: ["fact"]
        case .factNotFlag: ["fact"]
        case .factNotPoints: ["fact"]
        case .factPointsOutOfRange: ["fact", "value", "highest"]
        case .factOutOfRange: ["fact", "value", "from", "to"]
        case .factTooLow: ["fact", "value", "least"]
        case .factTooHigh: ["fact", "value", "most"]
        case .factsNotOfIndicator: ["expected", "found"]
        case .factsNotOfObjection: ["zone", "others"]
        // MARK: seats and marks
        case .seatUnknown: ["seat", "zone", "round"]
        case .seatAmbiguous: ["count", "seat", "round"]
        case .seatNotHeld: ["round"]
        case .seatNotNamed: ["round"]
        case .sheetNotOpen: ["state"]
        case .sheetNeverSealed: ["round"]
        case .cellChanged: ["version", "base"]
        case .commentTooLong: ["count", "most"]
        case .commentNeeded: ["mark"]
        case .commentsMissing: ["indicators"]
        case .marksMissing: ["indicators"]
        case .markMalformed: ["found"]
        case .markFullWidth: ["found", "plain"]
        case .markNotYesOrNo: ["found"]
        case .markFinerThanHundredths: ["mark", "zone"]
        case .markFinerThanGrid: ["mark", "step"]
        case .markOutOfRange: ["mark", "highest"]
        case .indicatorNotApplicable: ["zone"]
        case .readBackDiffers: ["read", "found"]
        // MARK: recusal, re-reading, revision
        case .expertConflicted: ["zone", "conflict"]
        case .seatConflicted: ["zone", "conflict"]
        case .expertSeatedBefore: ["zone"]
        case .markNotSealed: ["seat"]
        case .markNotDiverging: ["seat"]
        case .rereadCalled: ["seat"]
        case .rereadNotCalled: ["seat"]
        case .rereadUnanswered: ["indicator", "zone"]
        case .sheetNotSealedYet: ["state"]
        case .revisionTooLate: ["reason"]
        case .revisionTooEarly: ["reason"]
        case .revisionNotReopened: ["zone"]
        case .revisionWaiting: ["seat"]
        case .revisionUnknown: ["round"]
        // MARK: close and notice
        case .sheetNotSealed: ["zone", "saved", "marks"]
        case .sheetsMissing: ["count"]
        case .sheetsComplete: ["expected"]
        case .factsMissing: ["count"]
        case .factsComplete: ["expected"]
        case .noticeDaysMalformed: ["from", "to"]
        case .noticeInThePast: ["from", "today"]
        case .calendarMissing: ["years"]
        case .noticeTooShort: ["from", "to", "days", "least"]
        case .noticeFellShort: ["days", "least"]
        case .noticeRunning: ["until", "today"]
        case .resultMissing: ["round"]
        // MARK: objections and certificates
        case .zoneNotInRound: ["round"]
        case .objectionUnknown: ["round"]
        case .objectionsNotHeard: ["from", "to", "today"]
        case .objectionIdle: ["indicator", "zone"]
        // MARK: erasure
        case .erasureSubjectUnclear: ["count"]
        case .erasureValueMalformed: ["found", "names"]
        case .erasureCommentMalformed: ["found"]
        case .expertInOpenRound: ["round"]
        case .userWithOpenSheets: ["round"]
        // MARK: proof
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
            .marksOther, .commentsOther, .receiptNotComparable:
            ["type"]
        case .eventFieldsOther: ["found", "type", "count"]
        case .eventOfOtherEdition: ["type", "edition"]
        case .dayBeforeLast, .disclosureOrder: ["found", "before"]
        case .dayNotOfMoment: ["found", "moment", "expected"]
        case .daysWrong: ["from", "to", "day"]
        case .actorOfOtherTask: ["task"]
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
        case .fileBeyondLimit: ["path", "found", "most"]
        default: []
        }
    }
}
