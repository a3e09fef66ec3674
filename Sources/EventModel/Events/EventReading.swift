// Event → what it says, or what about it is not known.

import AssessmentModel
package import AuditLedger
package import Reasons

extension LedgerEvent {
    /// - Throws: `LedgerError` for an unknown type, a missing field or one too many.
    package init(_ event: Event) throws(LedgerError) {
        let fields = Fields(event)
        self = try Self.read(event.type, fields)
        try fields.requireNoOther()
    }

    private static func read(_ type: String, _ fields: Fields) throws(LedgerError) -> LedgerEvent {
        switch type {
        case "cell.saved": .cellSaved(try fields.id("round"))
        case "mark.late": .markLate(try fields.id("round"))
        case "sheet.sealed": .sheetSealed(try fields.id("round"))
        case "seat.called": .seatCalled(try fields.id("round"))
        case "reread.called": .rereadCalled(try fields.id("round"))
        case "reread.answered": .rereadAnswered(try fields.id("round"))
        case "revision.proposed": .revisionProposed(try fields.id("round"))
        case "seat.assigned": .seatAssigned(try fields.place())
        case "seat.recounted": .seatRecounted(try fields.place())
        case "seat.counted":
            .seatCounted(try fields.place(), try fields.outcome())
        case "seat.recused": .seatRecused(try fields.id("round"), wasSealed: try fields.flag("sealed"))
        case "seat.removed": .seatRemoved(try fields.id("round"), wasSealed: try fields.flag("sealed"))
        case "reopening.requested": .reopeningRequested(try fields.id("round"))
        case "reopening.decided":
            .reopeningDecided(
                try fields.id("round"), request: try fields.count("request"), isGranted: try fields.flag("granted"))
        case "act.proposed": .actProposed(try fields.id("round"), try fields.choice("act"))
        case "act.confirmed": .actConfirmed(try fields.id("round"), proposal: try fields.count("proposal"))
        case "act.declined": .actDeclined(try fields.id("round"), proposal: try fields.count("proposal"))
        case "revision.decided":
            .revisionDecided(
                try fields.id("round"), proposal: try fields.count("proposal"),
                isConfirmed: try fields.flag("confirmed"))
        case "facts.recorded": .factsRecorded(try fields.id("round"), try fields.id("zone"))
        case "result.sealed": .resultSealed(try fields.id("round"), try fields.id("zone"))
        case "snapshot.sealed": .snapshotSealed(try fields.id("round"), snapshot: try fields.digest("snapshot"))
        case "round.withdrawn": .roundWithdrawn(try fields.id("round"))
        case "zone.withdrawn": .zoneWithdrawn(try fields.id("round"), try fields.id("zone"))
        case "round.broken": .roundBroken(try fields.id("round"), statement: try fields.text("statement"))
        case "round.finalised":
            .roundFinalised(
                try fields.id("round"), snapshot: try fields.digest("snapshot"),
                number: try fields.sentenceOrNone("number"))
        case "seat.accepted": .seatAccepted(try fields.id("round"))
        case "clarification.asked": .clarificationAsked(try fields.id("round"))
        case "clarification.given":
            .clarificationGiven(try fields.id("round"), asked: try fields.countOrNone("asked"))
        case "evidence.requested": .evidenceRequested(try fields.id("round"))
        case "evidence.supplied": .evidenceSupplied(try fields.id("round"), request: try fields.count("request"))
        default: try readRare(type, fields)
        }
    }

    private static func readRare(_ type: String, _ fields: Fields) throws(LedgerError) -> LedgerEvent {
        switch type {
        case "log.genesis":
            .genesis(origin: try fields.text("origin"), key: try fields.text("key"), home: try fields.homeOrNone())
        case "key.added": .keyAdded(try fields.text("key"))
        case "key.retired": .keyRetired(try fields.text("key"))
        case "disclosure.erased":
            .disclosureErased(try fields.erased())
        case "bundle.released": .bundleReleased(try fields.id("round"), files: try fields.pairs("files"))
        case "backup.restored": .backupRestored(size: try fields.count("size"))
        case "rules.proposed": .rulesProposed(try fields.home())
        case "rules.adopted": .rulesAdopted(proposal: try fields.count("proposal"))
        case "user.added": .userAdded
        case "user.removed": .userRemoved
        case "expert.registered": .expertRegistered
        case "zone.registered": .zoneRegistered(try fields.zone())
        case "calendar.loaded":
            .calendarLoaded(
                CalendarYear(
                    year: try fields.count("year"), holidays: try fields.days("holidays"),
                    workdays: try fields.days("workdays")))
        case "programme.adopted": .programmeAdopted(try fields.id("programme"), file: try fields.digest("file"))
        case "call.published": .callPublished(try fields.id("call"), try fields.published())
        case "call.extended": .callExtended(try fields.id("call"), to: try fields.day("to"))
        case "application.submitted":
            .applicationSubmitted(
                try fields.id("application"), try fields.id("zone"), try fields.choice("purpose"),
                try fields.callOrNone())
        case "application.recommended": .applicationRecommended(try fields.id("application"))
        case "application.returned":
            .applicationReturned(try fields.id("application"), by: try fields.choice("level"))
        case "application.accepted": .applicationAccepted(try fields.id("application"))
        case "application.withdrawn": .applicationWithdrawn(try fields.id("application"))
        case "round.planned":
            .roundPlanned(
                try fields.id("round"),
                Planned(
                    plan: try fields.digest("plan"), scheme: try fields.digest("scheme"),
                    schemeJSON: try fields.digestOrNone("scheme_json"), zones: try fields.digest("zones")))
        case "candidate.listed": .candidateListed(try fields.id("round"), try fields.candidate())
        case "draw.committed": .drawCommitted(try fields.id("round"), try fields.commitment())
        case "draw.held":
            .drawHeld(try fields.id("round"), seed: try fields.digest("seed"), witness: try fields.witness())
        case "round.opened":
            .roundOpened(
                try fields.id("round"), roster: try fields.digest("roster"), seats: try fields.count("seats"))
        case "round.closed": .roundClosed(try fields.id("round"), try fields.account())
        case "notice.published":
            .noticePublished(
                try fields.id("round"), snapshot: try fields.digest("snapshot"), from: try fields.day("from"),
                to: try fields.day("to"))
        case "objection.filed":
            .objectionFiled(
                try fields.id("round"), try fields.id("objection"), try fields.id("zone"),
                try fields.id("indicator"))
        case "report.filed":
            .reportFiled(
                try fields.id("round"), try fields.id("objection"), try fields.id("zone"),
                try fields.id("indicator"))
        case "report.heard": .reportHeard(try fields.id("round"), try fields.id("objection"))
        case "objection.decided":
            .objectionDecided(
                try fields.id("round"), try fields.id("objection"), isUpheld: try fields.flag("upheld"))
        case "facts.corrected":
            .factsCorrected(try fields.id("round"), try fields.id("zone"), try fields.id("objection"))
        case "certificate.issued":
            .certificateIssued(
                try fields.id("round"), try fields.id("certificate"), try fields.id("zone"),
                from: try fields.day("from"), to: try fields.day("to"), try fields.certificatePaper())
        case "deadline.extended":
            .deadlineExtended(try fields.id("round"), try fields.choice("deadline"), to: try fields.day("to"))
        case "correction.published":
            .correctionPublished(
                try fields.id("round"), snapshot: try fields.digest("snapshot"), try fields.correction())
        case "decision.received": .decisionReceived(try fields.id("round"), try fields.id("objection"))
        case "round.reopened": .roundReopened(try fields.id("round"), try fields.resumption())
        case "draft.read": .draftRead(try fields.id("round"))
        case "certificate.revoked": .certificateRevoked(try fields.id("certificate"))
        case "papers.issued": .papersIssued(try fields.id("round"), papers: try fields.papers())
        default:
            throw LedgerError.event(
                fields.event.seq, .malformed, Reason(.eventTypeUnknown, ["type": .text(type)]))
        }
    }
}

/// Whether a text is so many lower-case hexadecimal digits.
package func isHexadecimal(_ text: String, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

extension CanonicalJSON {
    /// Two texts.
    var textPair: (String, String)? {
        guard let pair = arrayValue, pair.count == 2, let first = pair[0].stringValue, let second = pair[1].stringValue
        else { return nil }
        return (first, second)
    }
}

extension LedgerError {
    /// Something wrong with the event at `seq`.
    package static func event(_ seq: Int, _ code: Code, _ reason: Reason) -> LedgerError {
        LedgerError(code, .the(.event), at: .leaf(seq), reason)
    }
}
