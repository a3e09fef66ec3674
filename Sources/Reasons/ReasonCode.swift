// Every reason for a no that there is, what is wrong with files, and what to do about it.

/// A code of the closed list; its words stand in `Templates/messages.*.yaml` under its spelling.
package enum ReasonCode: String, Sendable, CaseIterable {
    // MARK: permission
    case userUnknown, userNotNamed, roundUnknown, roleNot, roundNeeded, stageNot, notOwn, secondPersonNeeded
    // MARK: accounts
    case userExists, idMalformed, accountNameMissing, accountOfPublic, accountNotOfExpert, accountWithoutExpert
    case accountWithoutZone, recommenderNotOfCity, expertHasAccount, lastSecurityAdministrator, administratorsNotThree
    // MARK: signing in
    case signInFailed, confirmationFailed, attemptsTooMany, sessionOver, confirmationNeeded, passwordTooShort,
        passwordTooLong
    case passwordCommon, factorNeeded, factorUnknown, factorLast, oneTimeCodeWrong, letterNotIssuable, accountNotMade
    case lettersForNobody, expertsWithoutUser, addressInsecure
    // MARK: registry
    case nameAmbiguous, zoneUnknown, areaCodeMalformed, areaCodeNotOfCity, areaCodeTaken, areaCodeElsewhere
    case prefectureUnknown, expertUnknown, regionMalformed, expertZoneUnknown, expertSourceDiffers
    // MARK: rules
    case editionInForce, editionUnknown, placeFixed, placeMalformed, rulesNotProposed
    // MARK: ledger and keys
    case ledgerBegun, nothingToRecord, clockBehind, clockAhead, requestTaken, keySame, keyOther, keyNotVouched
    case keyOfOtherLedger, keyUsedBefore, headKnown, headLost, databaseLeftOver, eventNotSigned, receiptWithoutKey
    case receiptNameMalformed, receiptNotOwn
    // MARK: text
    case textControl, textInvisible, textDirection, textTooLong, textNotNormal
    // MARK: evidence
    case fileTooLarge, fileEmpty, zoneEvidenceFull, roundEvidenceFull, scannerRefused, scannerTimedOut
    // MARK: applications
    case applicationUnknown, applicationNotAt, applicationNewer, applicationNotReturned, applicationIdTaken,
        applicationUnderWay
    case conditionUnanswered, conditionUnmet, opinionMissing
    // MARK: applications that are being written
    case draftFieldChanged, draftChanged, draftFileLost, draftFileTwice, fileIsProgram, fileIsLocked, filesTooMany
    case uploadDiffers, claimMalformed, draftClosed
    // MARK: programmes and calls
    case programmeUnknown, programmeDiffers, programmeNeeded, kindUnknown, sourceUnknown, kindNotOfProgramme
    case purposeNotOfProgramme, conditionNotOfProgramme, quotaOffRoute, callUnknown, callExists, callDayPast
    case callNotLater, callReasonMissing, callNeeded, callOver, callOfOtherProgramme, callOfOtherPurpose
    case callOfOtherScheme, applicationOfOtherCall, zoneWithoutPrefecture, conditionNotAsked, claimTooHigh, quotaFull
    case dayMalformed
    // MARK: proof: programmes and calls
    case fileToldOtherwise, levelOther
    // MARK: planning and drawing
    case roundExists, ledgerOther, zoneNamedTwice, zoneWithoutApplication, applicationsNoneAccepted, witnessUnnamed
    case witnessMissing, quotaMalformed, quotaTwice, quotaSingle, quotaTooFew, quotaEven, poolTooSmall, seedUnknown
    case panelNotDrawn, withdrawalReasonMissing, drawTooEarly
    // MARK: ways out
    case editionTooOld, applicationWithdrawn, applicationEnrolled, applicationWithdrawalReasonMissing, zoneWithdrawn
    case zoneLast, withdrawalsNotConcluded, statementMissing, removalReasonMissing, reopeningReasonMissing
    case reopeningWaiting, reopeningUnknown, reopeningDecided, reopeningUndecided, reopeningRefusalReasonMissing
    // MARK: asking while scoring
    case seatAccepted, seatNotAccepted, queryTextMissing, questionUnknown, questionAnswered, evidenceRequestUnknown
    case evidenceSupplied, supplyTextMissing, sheetNoDraft, draftReasonMissing
    // MARK: corrections
    case reopenReasonMissing, ordersMissing, roundOnceFinal, decisionReceived, correctionMissing
    case correctionNumberMissing, renoticeNotPlanned, renoticeDaysMissing, findingNumberMissing
    case deadlineNotRunning, deadlineNotLater, extensionReasonMissing, orderMalformed, factsOfRejected
    // MARK: two people
    case reportHeard, reportNotHeard, hearingTextMissing
    case actWaiting, actUnknown, actAnswered, actNone, actAmbiguous, actReasonMissing, actLapsed
    // MARK: facts
    case tokenLabelUnfit, tokenDaysOutside, tokensTooMany, mailAddressUnfit
    case factSourceMissing, factsUnchanged, factDraftLapsed, factDraftDecided
    case factRecorded, factMissing, factUnknown, factNotNumber, factNotFlag, factNotPoints, factPointsOutOfRange
    case factOutOfRange, factTooLow, factTooHigh, factsNotOfIndicator, factsNotOfObjection
    // MARK: seats and marks
    case seatUnknown, seatAbsent, seatAmbiguous, seatNotHeld, seatNotNamed, sheetNotOpen, sheetNeverSealed, sheetDraft
    case cellChanged, cellUnchanged, cellContradictory, commentBlank, commentTooLong, commentNeeded, commentsMissing,
        marksMissing
    case markMalformed, markFullWidth, markNotYesOrNo, markFinerThanHundredths, markFinerThanGrid, markOutOfRange
    case indicatorUnknown, indicatorByRule, indicatorNotApplicable, readBackDiffers
    // MARK: recusal, re-reading, revision
    case seatRecused, recusalReasonMissing, recusalNotOwn, substituteDrawn, expertConflicted, seatConflicted
    case expertSeatedBefore, markNotSealed, markNotDiverging, rereadCalled, rereadNotCalled, rereadReasonsMissing
    case rereadUnanswered, sheetNotSealedYet, revisionTextMissing, revisionTooLate, revisionTooEarly
    case revisionNotReopened, revisionWaiting, revisionUnknown, revisionDecided, revisionUndecided
    // MARK: close and notice
    case sheetNotSealed, sheetsMissing, sheetsComplete, factsMissing, factsComplete, noticeDaysMalformed
    case noticeInThePast, calendarMissing, noticeTooShort, noticeFellShort, noticeRunning, roundNoneClosed
    case roundStillOpen, roundWithoutResult, resultMissing
    // MARK: objections and certificates
    case zoneNotInRound, objectionUnknown, objectionExists, objectionGroundsMissing, objectionEvidenceMissing
    case objectionsNotHeard, objectionDecided, objectionUndecided, objectionReasonsMissing, objectionNotOpen
    case objectionIdle, objectionsNoneOpen, objectionsNotConcluded, certificateUnknown, certificateRevoked
    case revocationReasonMissing
    // MARK: papers and the register of certificates
    case sheetGone, certificatesNotPrepared, certificateNotRevoked, zoneNotPassed, certificateReplacesOther
    // MARK: erasure
    case erasureBasisMissing, erasureSubjectUnclear, erasureValueMalformed, erasureCommentMalformed
    case expertInOpenRound, userWithOpenSheets, nothingToErase
    // MARK: proof: bytes and their spelling
    case foundOther, valueOther, numberDiffers, digestDiffers, bytesTooMany, bytesNotUtf8, bytesNotCanonical
    case controlCharacter, newlineMissing, spellingNotNormal, nestingTooDeep, keyOrder, integerBeyond, fieldMissing
    case fieldWrong, unreadable
    // MARK: proof: tree, keys and signatures
    case treeBeyond, treeRootDiffers, treeHashesNumber, originDiffers, checkpointMissing, headDiffers, signatureWrong
    case signatureUnknown, signatureNotMade, keyUnvouched, keysNotOfEvents, ledgerOfAnotherKey, keyFileOther
    case commitGone, commitOfStranger
    // MARK: proof: events and what they conceal
    case eventTypeUnknown, eventFieldsOther, eventHashDiffers, eventOutOfPlace, eventOfOtherEdition, genesisMisplaced
    case dayBeforeLast, dayNotOfStep, dayNotOfMoment, daysWrong, stepNotEnded, stepNotBegun, logEndsWithinStep
    case actorOfOtherTask, secondPersonSame, codeUsedAgain, toldTwice, concealedUnknown, concealedMissing
    case concealedNumber, concealedGone, disclosureForeign, disclosureOfNothing, disclosureOrder, shownNotPublic
    case shownNot, erasureUnlawful, erasureOfNothing, erasureNotDone
    // MARK: proof: when an event may stand
    case notThere, notOfRound, notAgain, notWaiting, notInForce, notSealed, notReopened, notConfirmed
    case roundStageOther, roundTermsMissing, editionNotNewer, placeOther, keyLast, planZoneTwice, planDaysWrong
    case planOfOtherRound, seedOther, rosterDiffers, rosterZoneEmpty, rosterNotFilled, panelDiffers
    case expertSeatedTwice, seatNotOpen, seatSealedWrong, cellVersionOther, marksOther, commentsOther
    case countNotOnRoster, countMarksWithoutSheet, countOutOfOrder, countStateOther, countGroupOther
    case countCallsBeyond, seatConcealed, resultAgain, resultAbsent, resultNotNewest, resultDiffers
    case resultToldOtherwise, noticeShort, objectionOutsideNotice, correctionNotRead, finalObjectionOpen
    case finalObjectionUntaken, finalWithinNotice, certificateNotPassed, actOther, drawSameDay, revisionWaits
    case reportUnheard, zoneHasWithdrawn, statementEmpty, withdrawalNotTaken
    case seatUnaccepted, roundWasFinal, renoticeOther, certificateOfFailed
    // MARK: proof: bundles and receipts
    case fileAbsent, fileStray, bundleNotReleased, bundleReleasedOther, bundleNotAsPlanned, bundleSchemeJsonOther
    case bundleReceiptOther, bundleOlder, bundleOfOtherLog, receiptWithoutEvent, receiptNotComparable
    case receiptOfOtherRound, differsSeatUncounted, differsSeatState, differsMark, differsResult
    // MARK: proof: what is stored
    case ledgerEmpty, ledgerBehind, ledgerForked, storedFileGone, evidenceGone, databaseMissing, databaseForeign
    case databaseOfOtherVersion, databaseBusy, databaseFull, databaseReadOnly, databaseUncertain, databaseUnusable
    case databaseRowStrange, databaseInTheWay, fileInTheWay, fileNeverReplaced, fileNotWritten, fileNotRead
    case fileMissing, fileNotRegular, fileIsLink, fileIsSecondName, fileNotFolder, fileBeyondLimit, fileNameNotPlain
    // MARK: files: found and expected
    case writtenOther, writtenEmpty, readAsNothing, keysExpected, fieldEmpty, listEmpty, listTooLong, numberOutside
    case schemeNotAtHand
    case idTooLong, nameUnknown, nameUnclear, standsAlready, standsAlreadyOf, standsTwice, holdsNone, problemMore
    case problemsMore
    // MARK: files: text
    case textHoldsControl, textHoldsInvisible, textHoldsDirection, textHasTooMany, textFormOther
    // MARK: parts of sentences
    case atCharacter, atLineAndCharacter, wholeNumber
    // MARK: files: YAML
    case yamlEmpty, yamlInvalid, yamlTooLarge, yamlTooDeep, yamlDocuments, yamlTag, yamlAnchor, tabIndents
    case keyUnknown, keyMissing, keyTwice, keyNotText, eitherOf
    // MARK: files: tables
    case tableEmpty, tableNotGb18030, separatorOther, columnUnknown, columnTwice, columnMissing, rowWidth
    case fieldUnnamed, quoteOpen, textBehindQuote, lineTooLong
    // MARK: files: workbooks
    case workbookBroken, workbookOld, workbookDoctype, workbookParts, workbookTooLarge, workbookCells
    case workbookSheets, workbookNoSheet, cellIsError, workbookNotOffline, workbookRowChanged
    // MARK: files: zones, panel, calendar, plan, application
    case personStandsAlready, areaCodeStandsAlready, prefectureUnneeded, panelTooFew, panelEven, employersSeveral
    case workdayAnyhow, closedBeforeOpened, announcedBeforeClosed, noticeReversed, claimStandsAlready
    case fileNamedAlready, fileNamed
    // MARK: files: marks and facts
    case criterionNotIndicator, indicatorOfFacts, indicatorNotForKind, markStandsAlready, recusedWithMark
    case commentOwed, factWrittenOther, panelFileMissing, zonesFileMissing
    // MARK: schemes: criteria
    case treeTooDeep, childrenOrBy, keyOfIndicator, pointsNotSum, expertsTakeNo, ruleTakesNo, partsTakeNoRange
    case pointsOffStep, rangeEmpty, rangeReversed, rubricOrder
    // MARK: schemes: method
    case scaleOffStep, minimumTooLow, fallbackTwice, fallbackIdle, fallbackLeavesNone, sourceGroups
    case methodDropsNothing, dropEmpty, tieKeyOne, tieTwice, shareNotLast, passAbovePoints, passAbovePillar
    case gradeOpen, gradeOrder
    // MARK: schemes: rules
    case ruleShapeNone, ruleShapesSeveral, bandFirstOpen, bandLastOpen, bandGap, bandEmpty, linearFlat, periodTwice
    case periodsTooMuch, partsTooMuch, alternativesFew
    // MARK: schemes: as a whole
    case idTwice, factAgainstItself, benchmarkGap, factReadTwice, factNameTaken, pillarsNoneFor, childrenNoneFor
    // MARK: templates
    case mappingExpected, listExpected, textExpected, numberExpected, boxExpected, colourExpected, templateKeyUnknown
    case templateKeysMissing, templateKeysTwice, templateNameUnknown, placeholderUnknown, strongNotClosed
    case mustacheInvalid, templateNotYaml, templateUnread
    // MARK: documents: faces and layout
    case fontUnnamed, fontMissing, fontUnusable, fallbackWithoutFont, roleWithoutFont, characterMissing
    case characterLeftOut, charactersReplaced, charactersLeftOut, frameOverflow, textTooTall, textTooWide
    case figureTooHigh, codeTooLong
    // MARK: advice: names and numbers
    case meant, namesKnown, namesKnownHere, namesNone, keysAllowed, columnsAllowed, idsKnown, mayMean, writeAs
    case writeWithoutPercent, percentFullWidth, digitsFullWidth, signsFullWidth, pointForComma, digitsOther
    case marksInHundredths
    // MARK: advice: YAML
    case colonFullWidth, colonWithoutBlank, commaNeedsQuotes, textNeedsQuotes, tagNeedsQuotes, writeValueOut
    case lineBreaksThere, saveAsUtf8, fewPages, lookAround, oneDocument, blanksIndent
    // MARK: advice: tables
    case saveAsCsv, fileUtf16, fileGb18030, spreadsheetCommas, spreadsheetSeparator, keyboardCommas, separatorBetween
    case commaParts, quotesDoubled, semicolonsPart, onePersonOneSeat, recusalCoversZone, factByPeriod
    // MARK: advice: schemes
    case dropNeeded, dropNoneIsMean, nameTheFact, oneAnswerForParts, oneAnswerForBoth, gradesBestFirst, exemptAbove
    // MARK: advice: folders and documents
    case folderHoldsRound, folderHoldsApplication, folderHoldsTemplates, fileEachOnce, colourWritten, fontFileNeeded
    case fontInstalled, fontReadable, fallbackNeedsFiles, roleNeedsFiles, fallbackForCharacter, characterNotNeeded
    case frameNeedsRoom, linesNeedRoom, columnNeedsRoom, figureLower, codeShorter

    /// As it stands in `Templates/messages.*.yaml` and in the API: its name in lower-case words joined by hyphens.
    package var spelling: String {
        rawValue.reduce(into: "") { spelling, letter in
            spelling += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }

    /// The names of its values: what may stand between double braces in its words, beside `{{subject}}`.
    package var values: Set<String> {
        valuesOfStep ?? valuesOfProof ?? valuesOfFile ?? valuesOfScheme ?? valuesOfDocument ?? valuesOfAdvice ?? []
    }
}
