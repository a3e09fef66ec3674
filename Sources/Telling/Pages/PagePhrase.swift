// What pages say, in both languages, and what their scripts say.

package import AssessmentModel
package import Foundation

/// A phrase by its key in `pages.<language>.yaml`.
package enum PagePhrase: String, PhraseKey {
    package static let book = "pages"

    // Around every page.
    case skip, site, titled, siteNavigation, place, mySheets, help, settings, signOutOf, demoBanner, foot
    case problemsFound, back, goOn

    // Signing in.
    case signInTitle, signIn, userLabel, passwordLabel, nameHead, firstTime, activateLink, signInHelp, demoAccounts
    case demoAccountsHint, carriedNotice, codeTitle, codeLabel, codeHint, startAgain, codeLost, activateTitle
    case activateLead, letterLabel, letterHint, passwordTitle, passwordOf, newPasswordLabel, passwordHint
    case factorNeededTitle, factorWantedTitle, factorLead, squareTitle, secretLead, setPassword

    // The own account.
    case roleHead, lookTitle, lookHint, lookSize, lookSizeNormal, lookSizeLarge, lookSizeLarger, lookTheme
    case lookThemeSystem, lookThemeLight, lookThemeDark, lookDensity, lookDensityNormal, lookDensityDense, lookKeys
    case lookKeysOn, lookKeysOff, sessionsTitle, deviceHead, addressHead, beganHead, lastUseHead, actHead
    case thisSession, endSession, endSessionOf, sessionEnded, changePasswordTitle, oldPasswordLabel, changePassword
    case passwordChanged, factorsTitle, factorsNeeded, factorsFree, factorLine, removeFactor, factorLabel
    case factorLabelHint, addFactor, confirmPasswordLabel, factorConfirmHint, offerFactor, factorAdded, factorRemoved

    // What an expert has before him.
    case noSeats, practice, practiceLead, practiceGo, roundOver, roundOverSheets, dueHead, sealedHead, pleaseAnswer
    case dueIn, dueOver, continueScoring, questionsLink, acrossLink, askReread, askRevise, reopeningWaits
    case reopeningRefused, reopeningGranted, progress, progressOwed, stateUndeclared, stateUntouched, stateOpen
    case stateReady, stateSealed, stateRecused, stateRemoved, stateMissed, stateWithdrawn

    // Declaration and recusal.
    case startTitle, startLead, conflictTitle, conflictWork, conflictFamily, conflictPaid, conflictOther, tiesTitle
    case tiesNone, tieRegion, tieZone, conflictKnown, draftsKept, declareNone, declaredBefore, recuseGo, recusedEnd
    case removedEnd, withdrawnEnd, recuseTitle, recuseFinal, recuseMarks, recuseSubstitute, recuseSecret
    case recuseReason, recuseReasonHint, recuseAsk, recuseDo

    // Scoring.
    case scoreTitle, tallyItems, tallySum, tableLink, scoreLink, readLink, readOnlyLink, practiceNotice, outline
    case outlineTitle, byRule, markIsEmpty, markIsOwed, markIsDone, fullMark, evidenceNote, yes, no, rubric
    case claimText, selfScore, selfScoreIs, markLabel, grid, gridScaled, gridYesNo, gridShort, owed, owedAlways
    case commentLabel, previous, next, nextUnfinished, askLink, requestLink, evidence, evidenceCount, evidenceNone,
        evidenceWhole
    case backToScoring, otherWindow, downloadOnly, suppliedOn, requestedText, suppliedText, suppliedNot
    case readOnlySealed, readOnlyMissed, readOnlyRecused, readOnlyWithdrawn

    // The sheet as a table, one indicator across zones.
    case tableTitle, changedElsewhere, pasteHint, numberHead, indicatorHead, savedHead, saveAll, markOf, commentOf
    case acrossTitle, zoneHead, acrossPlace, acrossLocked, declareLink, previousIndicator, nextIndicator

    // Reading back and sealing.
    case readTitle, readTitleClosed, toSeal, notSealedYet, changedSince, changedMark, pillarSum, ownSumHead
    case markedHead, markedOf, heldAtHead, readBackHint, paperFoot, readBackCode, signatureSeat, signatureLine
    case signatureDay, unmarkedShort, commentMissing, scaled, sealTitle, sealOwed, sealNothing, sealLead, gapsTitle
    case gapsLead, gapsLabel, gapsHint, gapsWrong, sealDo, backToSheet, doneTitle, doneLead, sealedAtHead, eventHead
    case seatHead, receiptGet, sheetGet, readAgain, receiptHint, whatNext, allSealed, sheetsLeft, nextReread
    case nextRevise, nextNotice, wrongTitle, wrongRevise, reopenReason, reopenHint, reopenDo, reopenAsked

    // What is asked.
    case rereadTitle, rereadLead, fullMarkHead, ownMark, rereadAnswered, rereadAnswerTitle, rereadReasons
    case rereadReasonsHint, rereadStands, rereadOrRevise, reviseLink, reviseTitle, reviseLead, reviseWaiting
    case reviseMark, reviseNow, reviseReason, reviseText, reviseTextHint, reviseComment, reviseCommentHint, reviseDo
    case askTitle, askLead, askText, askHint, askDo, requestTitle, requestLead, requestText, requestHint, requestDo
    case questionsTitle, clarificationsTitle, clarificationsNone, wholeRound, ownQuestionsTitle, ownQuestionsNone
    case questionAnswered, questionWaits, askFromSheet

    // Pages that say one thing; help.
    case missingTitle, missingLead, refusedTitle, refusedNothing, failedTitle, failedLead, failedBusy, failedID
    case carriedTitle, carriedLead, carriedDo, carriedDrop, helpTitle, helpSaveTitle, helpSave, helpOfflineTitle
    case helpOffline, helpSealTitle, helpSeal, helpContactTitle, helpContact, keysTitle, keysLead, keyWhere, keyHead
    case keyDoes, keyInMark, keyInRubric, keyInComment, keyAnywhere, keyOutside, keyNext, keyPrevious, keyRestore
    case keyLevel, keyDigits, keyWalk, keyToMark, keyToggle, keyUnfinished, keySend, keyHelp, styleTitle

    // The bureau's desk.
    case officeTitle, todoTitle, todoNone, todoCalendar, todoAtZone, todoBy, todoLateSince
    case roundsTitle, roundsNone, zonesCounted, sealedOf, sealedBy, stageHead, zonesHead, courseTitle
    case roundPagesTitle, nextTitle, ownerBureau, ownerExperts, ownerZones, legApplications, legPlanning
    case legDraw, legScoring, legClosing, legNotice, legFinal, legDone, legNow, legAhead, legNever, legOn
    case legPlanned, legNotDrawn, boardTitle, boardShow, boardSort, boardChoose, boardEmpty, boardCaption
    case showAll, showOpen, showUndeclared, showUntouched, showSealed, showGone, sortZone, sortOpen
    case sortLeft, sortIdle, updatedAt, accountSum, accountPart, seatNumber, seatUndeclared, seatTakenOut
    case seatOfWithdrawn, seatRereads, tableAsCSV, remindersTitle, remindersNone, remindersCaption
    case expertHead, missingHead, remindDeclare, remindMarks, remindComments, remindSeal, remindRereads
    case remindList, stateHead, marksHead, marksOfHead, lastDayHead, rereadsHead, divergenceTitle
    case revisionsTitle, factsTitle, askedTitle, actsTitle, closeTitle, resultTitle

    // The bureau's desk.
    case whatHead

    // The bureau's desk.
    case divergenceLead, divergenceRule, divergenceEarly, divergenceNone, divergenceNoneShown
    case divergenceCaption, divergenceLegend, zonesAll, groundHead, groundAll, groundRange, groundOutlier
    case groundUnasked, chosenFewer, cellOf, cellOpen, cellAnswered, rereadPreview, rereadPreviewHint
    case chooseAll, leaningTitle, leaningLead, leaningHead, leaningCellsHead, markMost, markLowest
    case markMedian, markHighest, cellMarks, rereadHead, rereadWaits, stripCaption, rereadsTitle
    case rereadsLead, rereadsWhatExpertsSee, rereadsCaption, rereadsCount, rereadsCountHint, rereadsDo
    case rereadsDoneTitle, rereadsDone, rereadAsked, outcomeHead, rereadsNothing, rereadsNoFar
    case rereadsWrongCount

    // The bureau's desk.
    case seatTitle, seatCalledHead, seatCalled, seatSheetHidden, seatMarks, seatOutTitle, seatOutOpen
    case seatOutSealed, seatOutHow, seatRecuse, seatRemove, seatOutReason, seatOutReasonHint
    case seatSuccessorDrawn, seatSuccessor, seatSuccessorHint, seatSuccessorNone, seatOutDo, seatIsOut
    case actIsProposed, revisionsWaiting, revisionsNone, revisionsDecided, reopeningsWaiting, reopeningsNone
    case cellPointsHead, pointsTooFew, commentIs, revisionConfirm, revisionDecline, reopeningReason
    case reopeningReasonHint, reopeningGrant, reopeningRefuse, wasConfirmed, wasDeclined
    case revisionIsConfirmed, revisionIsDeclined, reopeningIsGranted, reopeningIsRefused, askedLead
    case askedWaiting, askedNone, askedAnswer, askedNew, askedText, askedTextHint, askedSend, askedIsSent
    case actsLead, actsNone, actWaits, actLapsed, actLapsedLead, actProposed, actProposer, actDoes
    case actReason, actPublish, actSnapshot, actConclude, actCorrection, actUpholds, actFact, actRemove
    case actSubstitute, actWithdraw, actBreakOff, actRevoke, actReopen, actMoves, moveBefore, moveAfter
    case rankIs, rankNone, actAnswerTitle, actOwnTitle, actOwn, actConfirm, actDecline, actTakeBack
    case actDeclineReason, actIsConfirmed, actIsDeclined, closeLead, closeBlocksTitle, closeBlocksNone
    case closeBlocks, closeSheetsTitle, closeSheetsNone, closeSheetsLead, closeSheetsCaption
    case closeFactsTitle, closeFactsNone, closeFactsLead, closeFactsLink, closeAccountTitle, closeAccount
    case closeFormTitle, closeFormLead, closeMissing, closeMissingHint, closeMissingFacts
    case closeMissingFactsHint, closeDo, closeStillBlocked, closeIsDone, closeWrongNumber

    // The bureau's desk.
    case resultClosed, resultNoticed, resultFinal, resultOver, resultCaption, digestHead, whatIfTitle
    case whatIfUnofficial, resultOf, rankHead, neighboursTitle, whyBefore, gapIs, gapNone, gapGains
    case gapLosses, gapBonus, gapMalus, gapHead, arithmeticTitle, indicatorsTitle, marksOfSeats

    // The bureau's desk.
    case tableAsXLSX

    // The bureau's desk.
    case factsMissing, factsCaption, factsLacks, factIsMissing, factIsAbsent, factsBringTitle
    case factsBringLead, tablePaste, factsTableHint, tableFile, tableFileHint, encodingHead, factsSource
    case factsSourceHint, tablePreview, factsPreviewHint, factsPreviewTitle, tablePreviewLead, factsChanges
    case factsPropose, factsProposed, tablePasted, tableNothing, factsNamesTitle, factHead, factReaders
    case factKind, factRange, factNumber, factFlag, factFlagOrPoints, rangeBetween, rangeFrom, rangeTo
    case draftsTitle, draftOf, draftRecorded, draftAt, draftSource, draftAnswerTitle, draftAnswerLead
    case draftRecord, draftDecline, draftIsRecorded, draftIsDeclined

    // Audit, accounts, system.
    case auditTitle, ledgerName, eventsHead, signedHead, verifyTitle, verifyNever, verifyAll, verifyRunning
    case verifyEvents, verifyHeads, verifyFiles, verifyResults, verifyHeld, verifyFailed, verifyFailedWhat
    case verifyBroken, rootHead, headsHead, unsignedHead, erasedHead, keysOfLedger, keysHint, logTitle
    case logNone, logCaption, logOlder, logDayWrong, familyPeople, familyRegistry, familyApplications
    case familyPlanning, familyScoring, familyResult, familyPapers, roundHead, dayHead, timeHead, whoHead
    case userHead, byHead, pageHead, fieldHead, valueHead, eventTitle, eventFields, eventValues
    case eventValuesLead, valueOfDraft, valuesErased, proofTitle, proofNone, proofLead, proofBytes
    case proofLeaf, proofStep, proofHead, proofBody, signInsTitle, signInsLead, signInsNone, signInsCaption
    case readingsTitle, readingsLead, accountsTitle, accountNew, accountsBring, accountsBringLead
    case accountsTableHint, accountsWouldBring, accountsBrought, accountsAdd, accountsAdded, accountsCaption
    case boundHead, boundZone, boundExpert, boundNone, accountNewLead, accountIDHint, accountAdd, accountOf
    case accountIsOwn, accountUnlock, letterTitle, letterLead, letterAgainLead, letterAddress
    case letterAddressHint, letterContact, letterDo, letterAddressWrong, accountRemoveTitle
    case accountRemoveLead, accountRemoveTyped, accountRemoveHint, accountRemove, accountRemoveWrong
    case accountIsAdded, accountIsRemoved, accountIsUnlocked, stateUnmade, stateLetterWaits, stateLetterOver
    case stateActive, stateLocked, erasureTitle, erasureLead, erasureKind, erasureExpert, erasureAccount
    case erasureComment, erasureValue, erasureEvidence, erasureSubject, erasureSubjectHint, erasureBasis
    case erasureBasisHint, erasureShow, erasurePlaces, erasureFinal, erasureTyped, erasureTypedHint
    case erasureDo, erasureNothing, erasureIsDone, systemTitle, systemHealth, systemWell, systemFailing
    case systemPlain, systemVersion, systemStarted, systemWaiting, systemRequests, systemDatabase
    case systemEvidence, systemFree, backupNewest, backupNever, backupLate, backupsTitle, backupsLead
    case backupsNowhere, backupsCaption, backupNow, backupRunning, backupMade, backupFailed, backupName
    case sizeHead, keysPageTitle, keyOfLedger, keySince, keySinceEvent, keyAge, keySigns, keyRetired
    case keyRotateTitle, keyRotateLead, days

    // Audit, accounts, system.
    case erasureLength

    // Tokens.
    case tokensTitle, tokensLead, tokenShownOnce, tokenLabel, tokenLabelHint, tokenDays, tokenDaysHint
    case tokenMadeHead, tokenUntil, tokenRemove, tokenRemoveOf, tokenMake, tokenMade, tokenRemoved

    // The bureau's desk.
    case todoDueHead, expertOf

    // 离线评分表.
    case offlineTitle, offlineLink, offlineLead, offlineNone, offlineZones, offlineGet, offlineBackTitle
    case offlineBackLead, offlineFile, offlinePreviewTitle, offlineCounts, offlineNothing, offlineCaption, labelled
    case offlineCell, offlineFit, offlineConflict, offlineKeep, offlineTake, offlineApply, offlineDoneTitle
    case offlineSaved, offlineNotSaved, offlineGrid, offlineErrorTitle, offlineMarkError, offlineChoiceError
    case offlineCommentError, offlineClosed, offlineOther

    // 取消席位与核对.
    case seatOutLook, seatOutCheck, seatOutFinal, seatOutByTwo, seatOutChoose, seatSuccessorChoose
    case pleaseChoose, whyLevel, draftWaits, dueHeadScoring, dueHeadNotice, dueHeadAnnounce

    // 取消席位与核对.
    case accountsFit

    // 登记册.
    case registryZones, registryExperts, registryCalendar, registryZonesLead, registryExpertsLead
    case registryCalendarLead, registryID, registryEnglish, registryKind, registryPrefecture, registryCode
    case registrySource, registryOrganisation, registryEmployer, registryTies, registryHoliday
    case registryWorkday, registryEmpty, registryCaption, registryBringLead, registryPreview
    case registryChanges, registryAdded, registryChanged, registryApply, registryNothing, registryIsBrought

    // 登记册.
    case registryTitle

    // 取消席位与核对.
    case cellLegend

    // 登记册.
    case registryName, registryBringTitle

    // 登记册.
    case registryGone, registryRemoved

    // 离线评分表.
    case offlineChoose

    // The bureau's desk.
    case resultFoot

    // The public site.
    case publicTitled, publicSite, publicHome, publicLead, publicNone, publicCheck, publicKeys, publicIssuer
    case publicAccessibility, publicFoot, publicPart, publicNoticed, publicHeard, publicFinal, publicTakenUp
    case publicReplaced, publicChanges, publicFinding, publicFilter, publicAll, publicCaption, publicMethod
    case publicScheme, publicObjections, publicData, publicDataLink, publicDraw, publicCertificate
    case publicCertificateHolds, publicCertificateRevoked, publicVerify, publicVerifyZone
    case publicPhaseNoticed, publicPhaseHeard, publicPhaseFinal, publicPhaseTakenUp, publicDrawLead
    case publicDrawCommitted, publicDrawCandidates, publicDrawWitness, publicDrawDigest, publicDrawFound
    case publicDrawSeed, publicDrawCheck, publicUnchanged, publicChangeTitle, publicMoves, publicNoMoves
    case publicTotal, publicVerdict, publicOldDigest, publicNewDigest, publicTakenUpOn, publicDataLead
    case publicBundle, publicBundleNone, publicBundleLead, publicFiles, publicFileName, publicQuote
    case publicQuoteText, publicKeysLead, publicOrigin, publicKey, publicHelpResult, publicHelpCheck
    case publicHelpObject, publicAccessText, publicAccessReach, publicAccessKnown, publicUnknown
    case publicUnknownLead, publicCheckLead, publicCheckHow, publicCertificateNumber, publicValid
    case publicExpired, publicRevoked, publicCorrected, publicFailsNow, publicIssuedBy, publicFrom, publicTo
    case publicReplacement, publicResultPaper, publicPaperReplaced, publicPaperCurrent, publicVerifyPaper
    case publicPaperDigest

    // The public site.
    case publicAnnounced, publicPhaseAnnounced, publicBundleOutdated, publicKeyRetired

    // What scripts say: their placeholders are filled in the browser.
    case scriptKept, scriptSending, scriptSaved, scriptAllSaved, scriptOffline, scriptFault, scriptNotKept
    case scriptUnmarked, scriptBetween, scriptWorth, scriptOffGrid, scriptMalformed, scriptCommaHint, scriptTooLong
    case scriptConflict, scriptConflictComment, scriptUseThere, scriptUseHere, scriptNone, scriptSecondTab
    case scriptTakeOver, scriptIdleSoon, scriptStay, scriptExpired, scriptPasswordField, scriptCodeField
    case scriptSignInAgain, scriptSignInFailed, scriptOtherAccount, scriptWaitingOther, scriptClearOther
    case scriptRecused, scriptExportEntries, scriptSealedElsewhere, scriptClosed, scriptLogLate, scriptLogged
    case scriptDrop, scriptDropped, scriptUndeclared, scriptMirror, scriptEvidenceFails, scriptFull, scriptSentLeft
    case scriptNewBuild, scriptReload, scriptFirst, scriptLast, scriptOutstanding, scriptSignOutAsk, scriptSend
    case scriptKeepHere, scriptClear, scriptPasteTitle, scriptPasteApply, scriptPasteCancel, scriptPasteRow
    case scriptPasteRefused, scriptPasteNothing, scriptUndo, scriptUndone, scriptRestored, scriptDone, scriptOwed
    case scriptEmpty, scriptYes, scriptNo, scriptRetry, scriptDownload, scriptSnippets, scriptSnippetsHint
    case scriptSnippetsNone, scriptSnippetsKeep, scriptSnippetsKept, scriptSnippetsNot, scriptSnippetsDrop
    case scriptSnippetsDropThis, scriptSnippetsClose
    case scriptChanges, scriptUpdated, scriptStale

    /// By what name a script asks for it.
    package var scriptKey: String {
        let key = rawValue.dropFirst("script".count)
        return key.prefix(1).lowercased() + key.dropFirst()
    }

    /// What the scoring pages' scripts say.
    package static let ofScoring = allCases.filter { $0.rawValue.hasPrefix("script") && !boardsOwn.contains($0) }

    private static let boardsOwn: [PagePhrase] = [.scriptChanges, .scriptUpdated, .scriptStale]

    /// What the scripts of all other pages say.
    package static let ofPages: [PagePhrase] = [
        .scriptIdleSoon, .scriptStay, .scriptExpired, .scriptPasswordField, .scriptCodeField, .scriptSignInAgain,
        .scriptSignInFailed, .scriptOtherAccount, .scriptWaitingOther, .scriptClearOther, .scriptOutstanding,
        .scriptSignOutAsk, .scriptSend, .scriptKeepHere, .scriptClear, .scriptDropped, .scriptNewBuild,
        .scriptReload, .scriptExportEntries,
    ]

    /// What the scripts of pages that look again by themselves say.
    package static let ofBoards = ofPages + boardsOwn
}

/// The phrases of pages in both languages, or every problem in their files.
package func loadPagePhrases(in folder: URL) -> Loaded<[Language: Phrasebook<PagePhrase>]> {
    loadedInEachLanguage { Phrasebook<PagePhrase>($0, in: folder, log: $1) }
}
