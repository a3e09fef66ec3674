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

    // The public site.
    case publicPhaseBroken, publicPhaseGivenUp, publicBrokenOn, publicGivenUpOn, publicStatement
    case publicBundleOlder, publicPapersTitle, publicPapersLead, publicNoticePaper, publicCorrectionPaper
    case publicFindingPaper, publicCertificateFails, publicCertificateExpired, publicCertificateCorrected
    case publicContact, publicSiteCode, publicReport, publicPrefecture, publicZip

    // Stages of a round, on each of its pages.
    case legIs

    // Stages of a round, on each of its pages.
    case legAfter, drawTitle, publishTitle, finalTitle, certificatesTitle, papersTitle, exportTitle
    case waysOutTitle

    // Notice: what will be public, its days, its proposal.
    case publishLead, publishWaits, publishWaitsOwn, publishSee, publishSeeOwn, previewTitle, previewLead
    case previewRanking, previewScheme, previewData, previewHome, previewFrame, publishDaysTitle
    case publishDaysLead, publishFrom, publishTo, publishWorkdays, publishCount, publishNoCalendar
    case publishLoadCalendar, publishRecount, publishDoes, publishDo, publishAlready, publishRuns
    case publishIsOver, actPreview

    // Draw of the panel.
    case drawLead, drawPool, drawRule, drawRuleIs, drawQuotaTitle, drawQuotaLead, drawSource, drawInPool
    case drawLeast, drawSeats, drawSum, drawFits, drawMoreShort, drawRecount, drawWitness, drawWitnessHint
    case drawCommitDoes, drawCommit, drawShort, drawHoldTitle, drawHoldLead, drawNumber, drawNumberHint
    case drawHoldDoes, drawHold, drawOpenTitle, drawOpenDoes, drawOpen, drawBoundTitle, drawBoundOn
    case drawCandidates, drawDigest, drawSeed, drawProtocol, drawProtocolHint, drawPanelTitle, drawPanel
    case drawZonesTitle, drawZonesLead, drawExcluded, drawExcludedBy, drawShortBy, drawCandidatesTitle
    case drawCode, drawMayNot, drawExclusion, drawWayOut, drawIsBound, drawIsHeld, drawQuotaWrong

    // After publication: the zone's result and objections.
    case ownResultTitle, ownResultRuns, ownResultRunsNoDay, ownResultEnded, noticeAhead, noticeRuns
    case noticeOver, noticeLeft, ownResultGetSheet, ownResultNeighbour, ownResultVerdict, ownResultTotal
    case ownResultOf, ownResultBase, ownResultBonus, ownResultAdjustment, ownResultRank, ownResultGrade
    case ownResultReasons, ownResultSubject, ownResultFinding, ownResultPillars, ownResultPillar
    case ownResultScore, ownResultLine, ownResultLost, ownResultLosses, ownResultNoLosses
    case ownResultLossesLead, ownResultDepartments, ownResultFull, ownResultComments, ownResultNoComments
    case ownResultCommentsLead, ownResultChanges, ownResultChange, ownResultUnmoved, ownCertificate
    case ownCertificateNumber, ownCertificateDays, ownDays, ownCertificateRevoked, ownCertificateValid
    case ownCertificateExpired, ownCertificateIsRevoked, ownCertificateCorrected, ownDocuments
    case ownPaperSheet, ownPaperCertificate, ownPaperNotice, ownPaperFinding, ownPaperCorrection
    case ownPaperDecision, ownReceipt, ownReceiptHint, objectionsTitle, objectionNew, objectionToThis
    case objectionOf, objectionReportOf, objectionUpheld, objectionRejected, objectionWaits
    case objectionWaitsForHearing, objectionNoNotice, objectionAhead, objectionOver, objectionUntil
    case objectionSubject, objectionSubjectHint, objectionChoose, objectionShow, objectionShowOther
    case objectionGrounds, objectionGroundsHint, objectionGoOn, objectionFilesNext, objectionCheck
    case objectionFiles, objectionFilesFree, objectionFilesHint
    case objectionBound, objectionPublic, objectionFile, objectionChange
    case objectionIsFiled, objectionNumber, objectionFiledOn, objectionOrder, objectionUndecided
    case hearingTitle, hearingLead, hearingText, hearingHint, hearingSend, hearingIsSent, decisionTitle
    case decisionUpheld, decisionRejected, decisionPaper, decisionReceived, decisionReceiveLead
    case decisionReceive, decisionIsReceived, subjectsVetoes, subjectsBonus, subjectsDeductions
    case subjectVetoNone, subjectVetoFound, subjectItem, subjectItemNone, subjectFact

    // After publication: what the bureau decides.
    case objectionsNone, objectionsWaiting, objectionsDecided, objectionToTake, objectionKind
    case objectionIsOwn, objectionIsReport, objectionIsOrder, objectionSeats, objectionSeatWaits
    case objectionSeatProposed, objectionSeatRevised, objectionSeatDeclined, objectionNamed
    case hearingOfficeLead, hearingOfficeText, hearingOfficeHint, hearingRecord, decisionReadOn
    case decisionUnread, decideTitle, decideAnswer, decideAnswerMissing, decideReasons, decideReasonsHint
    case decideFacts, decideFactsHint, decideFactNow, decideFactWrong, decideFactsOfRejected
    case decideFactsNone, decidePreview, decidePreviewHint, decideCheck, decideEffect, decideDo
    case decidePropose, decideTwoPeople, decideIsDone, hearingIsRecorded, correctTitle, effectNone
    case effectServed, effectOpens, effectExperts, effectSeat, effectNoFacts, effectConclude
    case differenceCells, differenceNoCells, differenceWhat, differenceMark, differenceFact
    case differenceStrange, differenceNoMoves, concludeTitle, concludeLead, concludeNothing, concludeTaken
    case concludeWaits, concludeStrange, concludeChecked, concludeIdle, concludeIdleHint, concludeNumber
    case concludeNumberHint, concludeStatement, concludeStatementHint, concludeFrom, concludeTo
    case concludeDaysHint, concludeDaysUnknown, concludeDo, reopenTitle, reopenLead, reopenGround
    case reopenGroundMissing, reopenStatement, reopenStatementHint, reopenReasonSecret
    case reopenReasonSecretHint, reopenOrders, reopenOrdersHint, reopenZone, reopenSubject, reopenLineHalf
    case reopenPreview, reopenCheck, reopenEffectNotice, reopenEffectPut, reopenEffectConclude
    case reopenPropose, reportTitle, reportLead, reportGrounds, reportGroundsHint, reportFile, reportIsFiled
    case actOrder

    // Applying.
    case applyTitle, applyTodos, applyNothingWaits, applyCalls, applyCallsNone, applyLast, applyLastToday
    case applyNotBegun, applyApplications, applyApplicationsNone, applyRounds, applyRequests
    case applyRequestAnswered, applyRequestClosed, applyRequestOf, applyUntil, applyTimeline
    case applyTurnSubmitted, applyTurnRecommended, applyTurnReturnedBelow, applyTurnReturned
    case applyTurnAccepted, applyTurnEnrolled, applyTurnReleased, applyTurnWithdrawn, applyOpinion
    case applyOpinionTitle, applyReturnedBy, applyMendLead, applyLead, applyCallFacts, applyScheme
    case applyProgramme, applyConditions, applyConditionsDone, applyStateComplete, applyStateBegun
    case applyStateEmpty, applyStateEvidence, applyStateUnmet, applyWhole, applyWholeLead, applyFiles
    case applyCheckGo, applyPaper, applyPaperDraft, applyOverTitle, applyOver, applyMet, applyNotMet
    case applyNote, applyNoteHint, applyConditionsLead, applyPoints, applyPointsHint, applyText
    case applyTextHint, applyRubric, applyEvidenceTitle, applyEvidenceRequired, applyEvidenceOptional
    case applyEvidenceNone, applyEvidenceThere, applyFile, applyFileHint, applyFilesHint, applyFileOnce
    case applyFileRemove, applyFileRemoveOf, applyFileScanned, applyFileHanded, applyFileLost, applySave
    case applySaveNext, applySaved, applySavedAt, applyFileSaved, applyFileRemoved, applyBackToList
    case applyCheckTitle, applyCheckLead, applyGapsHard, applyGapsSoft, applyGapsSoftLead, applyGapPoints
    case applyGapText, applyGapEvidence, applyGapEmpty, applyGapPaper, applyTotal, applySubmitTitle
    case applySubmitLead, applySubmit, applySubmitNot, applySeenOther, applyDoneTitle, applyDoneLead
    case applyDoneEvent, applyDoneAt, applyDoneDigest, applyDoneVersion, applyDoneReceipt, applyDoneNext
    case applyDoneNextLead, applyNumber, applyView, applyMend, applyWithdraw, applyWithdrawTitle
    case applyWithdrawLead, applyWithdrawReason, applyWithdrawSure, applyWithdrawSureMissing, applyWithdrawn
    case applyWithdrawIs, applySupplyTitle, applySupplyAsked, applySupplyText, applySupplyTextHint
    case applySupplyDo, applySupplyDone, applySupplyLate, applySupplySaid, applySupplyAt
    case applyLevelPrefecture, applyLevelProvince

    // Papers of a round.
    case papersLead, papersAll, papersOfRound, papersOfZones, paperNotice, paperCorrection, paperFinding
    case paperScoreSheet, paperCertificate, paperDecision, paperIsIssued, paperIsNotIssued, papersList
    case papersFailed

    // Applying.
    case applyPleaseDo, applyFilesList

    // Final result, certificates, bundle.
    case finalLead, finalBlocksTitle, finalBlocksNone, finalNumber, finalNumberHint, finalFormTitle
    case finalDoes, finalDo, finalBlocked, finalIsDone, finalIs, finalWaits, issueTitle, issueDoes
    case issueAlso, issuePapersAlso, issueBundleAlso, issueDo, issueNone, issueIsDone, issuePapersDo
    case papersAreIssued, certificatesLead, certificatesNone, certificateNumber, certificateCode
    case certificateFrom, certificateTo, certificateState, certificateValid, certificateFails
    case certificateExpired, certificateRevoked, certificateCorrected, certificateOpen
    case certificateTitle, revokeTitle, revokeLead, revokeReason, revokeReasonHint
    case revokeDo, anewTitle, anewDoes, anewDo, exportLead, exportNone, exportOld, exportIs, exportLoad
    case exportDo, exportDoes, exportIsDone

    // Final result, certificates, bundle.
    case exportFiles

    // Applications, calls, schemes, planning.
    case appZone, appPurpose, appConditions, appCondition, appIsMet, appMet, appNotMet, appUnanswered
    case appNote, appClaimsHead, appSelfTotal, appVersion, appUnderCall, appUnmet, appMissing
    case appMissingWhich, appAssessment, appNothing, appWholeFiles, appChanged, appNewFile, appPillarSum
    case appNotClaimed, appLacksEvidence, appChanges, appChangesNone, appChangesCaption, appBefore, appAfter
    case appFilesOf, appHistory, appOpinion, appTurnSubmitted, appTurnRecommended, appTurnReturnedBelow
    case appTurnReturned, appTurnAccepted, appTurnEnrolled, appTurnWithdrawn, appTitle, appsTitle, appsCall
    case appsAll, appsNone, appsNoneShown, appsCaption, appsPick, appsPickOne, appSinceHead, appLacksHead
    case appComplete, appLacksConditions, appLacksClaims, appLacksFiles, appIDHead, appConditionsMetHead
    case appConditionsAskedHead, appClaimableHead, appMissingHead, appsAcceptPreview, appsAcceptHint
    case appsAcceptTitle, appsAcceptLead, appsAcceptIncomplete, appsAcceptDo, appsAcceptDoneTitle
    case appsAcceptDone, appsNothing, appDecide, appAcceptEffect, appAccept, appAcceptIncomplete, appReturn
    case appReturnOpinion, appReturnHint, appWithdrawTitle, appWithdrawLead, appWithdrawReason, appWithdraw
    case appIsAccepted, appIsReturned, appIsWithdrawn, prefTitle, prefLead, prefNone, prefCallUntil
    case prefCallOver, prefNoQuota, prefQuota, prefMost, prefUsed, prefLeft, prefNoApplications, prefWaiting
    case prefCompareLink, prefCompareTitle, prefCompareLead, prefFiles, prefNoFiles, prefDecide
    case prefRecommendEffect, prefReturnEffect, prefIncomplete, prefOpinion, prefOpinionHint, prefRecommend
    case prefReturn, prefIsRecommended, prefIsReturned, setUpTitle, schemesTitle, schemesLead
    case schemesCaption, schemeHead, schemeEditionOf, schemeIndicatorsHead, schemeUsesHead, schemeShipped
    case schemeBringTitle, schemeBringLead, schemeBringDo, yamlFile, yamlFileHint, yamlNothing
    case schemeNotKept, schemeUse, schemeChangesTitle, schemeNoneBefore, trialTitle, trialLead, trialMarks
    case trialMarksHint, trialFacts, trialDo, trialResultTitle, trialBanner, trialTotal, trialVerdict
    case trialVeto, trialOpen, trialLine, programmesTitle, programmesLead, programmesNone, programmeEditions
    case programmeInForce, programmeShippedTitle, programmeLook, programmeLookAt, programmeBringTitle
    case programmePreviewHint, programmeHead, programmeSpecimenNotice, programmeKinds, programmeRoute
    case programmeRoutePrefecture, programmeRouteProvince, programmePurposes, programmeHonour
    case programmeSources, programmeConditions, programmePreviewTitle, programmeIsNew, programmeSame
    case programmeSameHere, programmeTitleHead, programmeAdopt, programmeAdoptEffect, programmeIsAdopted
    case callsTitle, callsNone, callNew, callCounts, callOpen, callOver, callLast, callLastHint
    case callExtensions, callApplications, callExtendTitle, callExtendLead, callExtendOver, callExtendTo
    case callExtendReason, callExtendReasonHint, callExtendDo, callIsExtended, callIsPublished
    case callNoConditions, callNoQuotas, callQuotaLine, callDays, callNoProgramme, callChooseProgramme
    case callTitleZh, callTitleEn, callID, callIDHint, callSchemeHint, callSchemeBrought, callConditionsHint
    case callQuotas, callQuotasHint, callDaysHint, callDayLabel, callDayZh, callDayEn, callCheck
    case callCheckHint, callYamlTitle, callYamlLead, callYamlScheme, callYamlSchemeHint, callYamlDo
    case callCheckTitle, callFrozen, callPublish, callMend, callSchemeMissing, callDaysMost, planTitle
    case planPurposeTitle, planCallsTitle, planZonesTitle, planDatesTitle, planPapersTitle, planCheckTitle
    case planStep, planNoCalls, planPurposeLead, planPurposeCalls, planTitleZh, planTitleEn, planTitleHint
    case planID, planIDHint, planIDTaken, planPurposeMissing, planCallsLead, planCallLine, planCallMissing
    case planSchemesDiffer, planScheme, planSchemeLater, planRefresh, planSchemeBefore, planSchemeFirst
    case planZonesLead, planZonesSupervision, planZonesNone, planZonesUpdate, planZoneMissing, planDatesLead
    case planOpened, planClosed, planAnnounced, planFrom, planTo, planSpansTitle, planSpanHead, planSpanDays
    case planSpanScoring, planSpanClosing, planSpanNotice, planNoCalendar, planCalendarLink, planNoticeShort
    case planCount, planIssuerZh, planIssuerEn, planDocument, planDocumentBefore, planDocumentHint
    case planObjectionsZh, planObjectionsEn, planObjectionsHint, planObjectionsProposal, planVerify
    case planVerifyHint, planYears, planSpecimen, planRenotice, planCheckLead, planChange, planChangeOf
    case planDo, planBack, planIsDone, planTitleProposal

    // Applying.
    case applyDoneReceiptGo

    // Applying.
    case applyChange, applyFileUpload, applyFileNone

    // Mail.
    case mailTitle, mailLead, mailNow, mailOff, mailServerOff, mailAddress, mailAddressHint, mailLanguage
    case mailChinese, mailEnglish, mailSet, mailRemove, mailIsSet, mailIsRemoved, mailHas, mailHasOne
    case mailHasNone, mailQueueTitle, mailQueueDay, mailQueueNever, mailQueueWaiting, mailQueueSent
    case mailQueueFailed, mailQueueVoid, mailQueueKept, mailTroubles, mailNumber, mailTries, mailNext
    case mailNextNever, mailSaid, mailEnded

    // Ways out of a round.
    case waysOutLead, waysOutGone, waysOutLook, giveUpTitle, giveUpLead, giveUpForGood, giveUpPublic
    case giveUpDo, leaveTitle, leaveLead, leaveLeadTwo, leaveZone, leaveListed, leaveSheets, leaveByTwo
    case leaveAtOnce, leavePropose, leaveDo, breakOffTitle, breakOffLead, breakOffForGood, breakOffPublic
    case breakOffStatement, breakOffStatementHint, breakOffReason, breakOffPropose, endApplications
    case zoneHasLeft

    // Draw of the panel.
    case drawProtocolName

    // The public site.
    case publicFileCSV, publicFileXLSX, publicFileSnapshot, publicFileScheme

    // Applications, calls, schemes, planning.
    case callTitleProposal

    // Ways out of a round.
    case waysOutSure

    // Applications, calls, schemes, planning.
    case planZonesCount

    // Applying.
    case footZone

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
    case scriptDraftSaving, scriptDraftSaved, scriptDraftWaits, scriptDraftNotKept, scriptDraftThere, scriptDraftHere
    case scriptDraftRestored, scriptUploadReading, scriptUploadGoing, scriptUploadWaits, scriptUploadDone
    case scriptUploadFails, scriptUploadCancel, scriptUploadCancelled

    /// By what name a script asks for it.
    package var scriptKey: String {
        let key = rawValue.dropFirst("script".count)
        return key.prefix(1).lowercased() + key.dropFirst()
    }

    /// What the scoring pages' scripts say.
    package static let ofScoring = allCases.filter {
        $0.rawValue.hasPrefix("script") && !boardsOwn.contains($0) && !zonesOwn.contains($0)
    }

    private static let boardsOwn: [PagePhrase] = [.scriptChanges, .scriptUpdated, .scriptStale]

    /// What the scripts of pages say on which a zone writes.
    package static let ofZones = ofPages + zonesOwn

    private static let zonesOwn: [PagePhrase] = [
        .scriptDraftSaving, .scriptDraftSaved, .scriptDraftWaits, .scriptDraftNotKept, .scriptDraftThere,
        .scriptDraftHere, .scriptDraftRestored, .scriptUploadReading, .scriptUploadGoing, .scriptUploadWaits,
        .scriptUploadDone, .scriptUploadFails, .scriptUploadCancel, .scriptUploadCancelled,
    ]

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
