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
    // MARK: proof

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
        default: []
        }
    }
}
