// What commands say of what they did, and of what they could not do.

/// A sentence by its key in `console.<language>.yaml`.
package enum ConsolePhrase: String, PhraseKey {
    package static let book = "console"

    // So many of something.
    case problems, events, values, files, zones, experts, seats, facts, candidates, holidays, workdays
    case pillars, indicators, points
    // Problems of files.
    case problemLines, problemsFound, nothingChanged
    // A ledger, its keys, its copies.
    case keyMalformed, keyReadable, evidenceGone
    case databaseExists, keyExists, beginningCutShort, ledgerNameWrong
    case headAgain, keyRotated, userAdded, userRemoved
    case backedUp, restored, restoredBefore
    case erased, accountRemains, scrubFailed, scrubbed
    case draftHidden, valuesErased
    case rulesInForce, rulesWaiting, rulesProposed, rulesAdopted
    // What a round leans on.
    case registryHolds, poolHolds, calendarYear
    // A round.
    case planned, withdrawn, drawBound, exclusion, drawn, opened, factsRecorded, imported
    case revisionConfirmed, revisionDeclined
    case closed, published, concluded, finalised
    case bundleWritten, sitePublished, receiptWritten
    case schemeFine, demoDone
    // Text that no face prints.
    case unprintable, commentPlace
    // Files that cannot be read or written.
    case folderNotMade, folderNotRead, folderNotEmpty, fileForFolder, fileNotReplaced
    case missingFile, noPermission, nameTaken, diskFull, diskReadOnly
    case scannerNotStarted
    // What is asked for wrongly.
    case methodsNeedCompare, methodUnknown, methodNear
    case sourceNeeded, roundNeedsDatabase
    case usage, usageOf, usageUnknownOption, usageNoValue, usageValueUnasked, usageExtra, usageTwice, usageMissing
    case usageWrongValue

    // Sheets, objections, papers, and how things stand.
    case marksCount, commentsCount, lateMarks, cells, documents, certificates, sheetLeft, lackMark
    case lackComment, sheetReadBack, cellLate, cellSaved, sheetImported, noMark, sheetSealed, seatRecused
    case rereadAsked, rereadAnswered
    case revisionProposed, objectionFiled, objectionRejected, objectionUpheld, factsCorrected
    case certificatesInForce, certificateRevoked, certificateNone, composing, documentsWritten
    case certificatesNone, documentsNotWritten, applicationNow, requestRepeated, roundStands, roundWaits
    // What takes two people, and ways out.
    case actProposed, actWaits, actNone, actConfirmed, actDeclined, actPublish, actConclude, actCorrect, actRemove
    case actWithdraw, actBreakOff, actRevoke, actMove
    case seatRemoved, reopeningRequested, reopeningGranted, reopeningRefused, brokenOff, zoneWithdrawn
    case applicationWithdrawn, reportFiled, reportHeard
    case lateLogged, askedReread, askedReopened, lookAgain
    // How a round stands.
    case roundsNone, roundBroken, roundWithdrawn, zonesWithdrawn, withdrawalsWait, seatIsRemoved, seatIsWithdrawn
    case reopeningWaits, ownReopeningWaits, ownReopeningRefused, ownReopeningGranted
    case actWaitsHere, objectionWaits, reportWaits, revisionWaits
    case diverges, groundRange, groundOutlier
    // What is on record.
    case applicationSubmitted, applicationShown, times, conditionMet, conditionNotMet, evidenceFor, evidenceWhole
    case objectionIsOpen, objectionIsUpheld, objectionIsRejected, reportIsUnheard
    case certificateIsValid, certificateIsExpired, certificateIsRevoked
    // Papers and the register of certificates.
    case certificateIsCorrected, certificateShown, certificateTakenAway, papersIssued, sheetPrinted
    // Asking while scoring.
    case seatAccepted, claimSaid, factSaid, questionAsked, evidenceRequested, draftOpened, questionWaits
    case questionIsAnswered, questionsNone, clarified, clarificationIs, evidenceSupplied, evidenceIsMissing
    case evidenceIsSupplied
    // Corrections.
    case actReopen, reopened, deadlineExtended, decisionReceived, correctionIs, changesNone, roundTakenUp
    case roundNotFinalAgain
    // What waits for somebody.
    case todoNone, todoDue, todoLate, todoIsLate, todoRound, todoZone, todoWhat
    case certificateFailsNow
    // Programmes and calls; a file to begin with.
    case programmeAdopted, programmeListed, programmeSpecimen, programmeKind, programmeSource, programmePurpose
    case conditionListed
    case callPublished, callExtended, callListed, callScheme, callPutOff, callQuota, callDay
    case fileMade
    // The server.
    case serving, servingPublic, demoAccounts
    // Accounts.
    case usersComplete, letters, authenticators, letterWritten, lettersWritten, lettersSkipped, lettersNone
    case accountListed
    case accountUnmade, accountLetterWaits, accountLetterOver, accountActive, accountLocked, accountUnlocked
    case signInLogged, signInOther, signInsNone

    /// Each stands only where the program gives its value.
    package var placeholders: Set<String> {
        switch self {
        case .problems, .events, .values, .files, .zones, .experts, .seats, .facts, .candidates, .holidays, .workdays,
            .pillars, .indicators:
            ["count", "one"]
        case .points: ["points", "one"]
        case .serving, .servingPublic: ["address"]
        case .demoAccounts: ["users", "password"]
        case .problemsFound, .nothingChanged: ["problems"]
        case .databaseExists, .keyExists, .beginningCutShort, .folderNotEmpty, .fileForFolder: ["path"]
        case .ledgerNameWrong: ["name", "why"]
        case .headAgain: ["key", "events"]
        case .keyMalformed: ["key", "why"]
        case .keyReadable: ["key"]
        case .evidenceGone: ["name"]
        case .keyRotated: ["new", "old"]
        case .userAdded: ["id", "role"]
        case .userRemoved: ["id"]
        case .backedUp: ["events", "folder"]
        case .restored: ["database", "folder", "events"]
        case .restoredBefore: ["database", "events"]
        case .erased, .valuesErased: ["values"]
        case .accountRemains: ["user"]
        case .scrubFailed: ["why"]
        case .rulesInForce: ["edition", "newest", "place", "unsaid"]
        case .rulesWaiting: ["event", "edition", "place"]
        case .rulesProposed, .revisionConfirmed, .revisionDeclined: ["event"]
        case .rulesAdopted: ["edition", "place"]
        case .registryHolds: ["zones"]
        case .poolHolds: ["experts"]
        case .calendarYear: ["year", "holidays", "workdays"]
        case .planned: ["round", "zones", "scheme", "edition"]
        case .withdrawn, .finalised, .brokenOff: ["round"]
        case .actProposed: ["act", "event"]
        case .actWaits: ["event", "act", "day", "by", "reason", "lapsed"]
        case .actConfirmed: ["act", "event"]
        case .actDeclined, .reopeningGranted, .reopeningRefused: ["event"]
        case .actPublish: ["snapshot", "from", "to"]
        case .actConclude: ["snapshot", "objections", "number", "statement", "from", "to"]
        case .actCorrect: ["objection", "zone", "facts", "decides"]
        case .actReopen: ["ground", "statement", "orders"]
        case .reopened: ["round"]
        case .correctionIs: ["number", "day", "statement", "from", "to"]
        case .roundTakenUp: ["day", "ground", "statement"]
        case .deadlineExtended: ["round", "deadline", "to"]
        case .decisionReceived: ["id", "time", "reasons"]
        case .seatAccepted: ["zone", "round"]
        case .claimSaid: ["points", "text"]
        case .factSaid: ["fact", "value"]
        case .questionAsked, .draftOpened: ["event"]
        case .evidenceRequested: ["event", "zone", "by"]
        case .questionWaits: ["event", "round", "indicator", "text"]
        case .questionIsAnswered: ["event", "indicator", "text"]
        case .clarified: ["seats"]
        case .clarificationIs: ["day", "indicator", "text"]
        case .evidenceSupplied: ["files"]
        case .evidenceIsMissing: ["event", "round", "indicator", "text", "by"]
        case .evidenceIsSupplied: ["indicator", "text", "by", "answer", "day", "late"]
        case .actRemove: ["zone", "seat", "sealed", "substitute"]
        case .actWithdraw, .seatRemoved: ["zone"]
        case .actBreakOff: ["statement"]
        case .actRevoke: ["certificate"]
        case .actMove: ["zone", "before", "after"]
        case .reopeningRequested: ["zone", "event"]
        case .zoneWithdrawn: ["zone", "round"]
        case .applicationWithdrawn, .reportHeard: ["id"]
        case .reportFiled: ["id", "zone"]
        case .drawBound: ["round", "candidates", "exclusions", "commitment", "witness"]
        case .exclusion: ["count", "conflict"]
        case .drawn: ["seed"]
        case .opened: ["round", "seats"]
        case .factsRecorded: ["facts"]
        case .imported: ["round", "zones", "experts", "marks", "indicators"]
        case .closed: ["round", "seats", "sealed", "recused", "missed", "snapshot"]
        case .published: ["round", "from", "to"]
        case .concluded: ["snapshot", "replaces"]
        case .bundleWritten, .sitePublished: ["files", "folder"]
        case .receiptWritten: ["file"]
        case .schemeFine: ["file", "title", "edition", "pillars", "indicators", "points"]
        case .demoDone: ["folder"]
        case .unprintable: ["place", "characters"]
        case .commentPlace: ["seat", "indicator", "zone"]
        case .folderNotMade, .folderNotRead, .fileNotReplaced: ["path", "why"]
        case .scannerNotStarted: ["program"]
        case .methodsNeedCompare: ["found"]
        case .methodUnknown: ["found", "near", "known"]
        case .methodNear: ["near"]
        case .usage: ["kind"]
        case .usageOf: ["why"]
        case .usageUnknownOption, .usageNoValue, .usageValueUnasked, .usageExtra, .usageTwice, .usageMissing,
            .usageWrongValue:
            ["what"]
        case .marksCount: ["count", "one"]
        case .commentsCount: ["count", "one"]
        case .lateMarks: ["count", "one"]
        case .cells: ["count", "one"]
        case .documents: ["count", "one"]
        case .certificates: ["count", "one"]
        case .sheetLeft: ["marks", "comments", "open"]
        case .lackMark: ["indicator"]
        case .lackComment: ["indicator"]
        case .sheetReadBack: ["code"]
        case .cellLate: ["event"]
        case .cellSaved: ["indicator", "zone", "mark", "comment", "version", "event"]
        case .sheetImported: ["cells", "zone", "marks", "comments"]
        case .sheetSealed: ["zone", "event"]
        case .seatRecused: ["zone", "event", "called"]
        case .rereadAsked: ["seat", "indicator"]
        case .rereadAnswered: ["indicator"]
        case .revisionProposed: ["event", "round"]
        case .objectionFiled: ["id", "indicator", "zone"]
        case .objectionRejected: ["id"]
        case .objectionUpheld: ["id", "indicator", "zone", "measured"]
        case .factsCorrected: ["facts", "zone"]
        case .certificatesInForce: ["certificates", "round", "until"]
        case .certificateRevoked: ["id"]
        case .certificateIsRevoked: ["day"]
        case .certificateIsCorrected: ["day", "id", "code"]
        case .certificateShown:
            ["number", "id", "state", "zone", "round", "title", "code", "from", "to", "digest"]
        case .certificateTakenAway, .sheetPrinted: ["file"]
        case .papersIssued: ["documents", "round"]
        case .documentsWritten: ["count", "folder"]
        case .documentsNotWritten: ["documents"]
        case .applicationNow: ["id", "stage"]
        case .requestRepeated: ["event"]
        case .roundStands: ["round", "stage"]
        case .roundWaits: ["what"]
        case .lateLogged: ["marks"]
        case .askedReread: ["indicator", "zone"]
        case .askedReopened: ["indicator", "zone"]
        case .lookAgain: ["cells"]
        case .roundBroken: ["day", "statement"]
        case .roundWithdrawn: ["day"]
        case .zonesWithdrawn: ["zones"]
        case .withdrawalsWait: ["zones", "round"]
        case .reopeningWaits: ["seat", "zone", "reason", "round", "event"]
        case .ownReopeningWaits, .ownReopeningRefused, .ownReopeningGranted: ["zone", "event"]
        case .actWaitsHere: ["act", "event", "day"]
        case .objectionWaits, .reportWaits: ["id", "zone", "indicator", "round"]
        case .revisionWaits: ["event", "indicator", "zone", "seat", "before", "after", "ground", "text"]
        case .diverges: ["zone", "indicator", "lowest", "highest", "median", "grounds", "seats"]
        case .applicationSubmitted: ["id", "stage", "files"]
        case .applicationShown: ["id", "zone", "purpose", "stage", "times"]
        case .times: ["count", "one"]
        case .conditionMet, .conditionNotMet: ["item", "note"]
        case .evidenceFor: ["indicator", "name", "digest"]
        case .programmeAdopted, .programmeListed, .programmeSpecimen: ["id", "title"]
        case .programmeKind: ["id", "name", "route"]
        case .programmeSource: ["id", "name"]
        case .programmePurpose: ["id", "name", "honour"]
        case .conditionListed: ["id", "text"]
        case .callPublished, .callExtended: ["id", "last"]
        case .callListed: ["id", "title", "programme", "purpose", "last"]
        case .callScheme: ["scheme", "edition", "digest"]
        case .callPutOff: ["last"]
        case .callQuota: ["kind", "most"]
        case .callDay: ["day", "title"]
        case .fileMade: ["path"]
        case .letters, .authenticators: ["count", "one"]
        case .letterWritten: ["file", "name", "user", "until"]
        case .lettersWritten: ["letters", "folder"]
        case .lettersSkipped: ["users"]
        case .accountListed: ["user", "role", "name", "state", "factors"]
        case .accountLetterWaits, .accountLocked: ["until"]
        case .accountLetterOver: ["since"]
        case .accountUnlocked: ["user"]
        case .signInLogged: ["time", "user", "what", "by", "address", "agent"]
        default: []
        }
    }
}
