// What experts declare and ask while they score, what they are answered, and who looked at what they never sealed.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

extension Round {
    /// An expert declares that no conflict holds.
    mutating func accept(_ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        guard let place = told.seat else { return try told.requireKnown("place") }
        guard let seat = seats[place.seat], seat.zone == place.zone, seat.isOpen else {
            throw told.fault(.seatNotOpen, of: .seat(place.seat))
        }
        try requireTakingPart(place.zone, told)
        guard !seat.isAccepted else { throw told.fault(.notAgain, of: .seat(place.seat)) }
        seats[place.seat]?.isAccepted = true
        seats[place.seat]?.lastDay = told.day
    }

    /// Before that nothing is scored or asked on a seat.
    func requireAccepted(_ told: Told) throws(LedgerError) {
        guard told.isForProof, let place = told.seat, seats[place.seat]?.isAccepted == false else { return }
        throw told.fault(.seatUnaccepted, of: .seat(place.seat))
    }

    mutating func ask(_ told: Told) throws(LedgerError) {
        try requireAsking(told)
        guard let place = told.seat else { try told.requireKnown("place"); return ask(nil, told) }
        ask(place.seat, told)
    }

    private mutating func ask(_ seat: SeatID?, _ told: Told) {
        questions[told.seq] = Question(seat: seat ?? "", query: told.question, day: told.day)
    }

    mutating func clarify(_ asked: Int?, _ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        if let asked {
            guard questions[asked]?.isAnswered == false else { throw told.fault(.notWaiting, of: .event(asked)) }
            questions[asked]?.isAnswered = true
        }
        if told.answer == nil { try told.requireKnown("answer") }
        try requireSubject(told.answer?.indicator, told)
        clarifications.append(Clarification(seq: told.seq, asked: asked, query: told.answer, day: told.day))
    }

    mutating func request(_ told: Told) throws(LedgerError) {
        try requireAsking(told)
        guard let request = told.request else {
            try told.requireKnown("request")
            missingEvidence[told.seq] = MissingEvidence(
                request: EvidenceRequest(zone: "", seat: "", indicator: "", text: "", by: ""))
            return
        }
        try requireSubject(request.indicator, told)
        guard Day(request.by) != nil, request.by >= told.day else {
            throw told.fault(.daysWrong, ["from": .text(told.day), "to": .text(request.by), "day": .text(told.day)])
        }
        missingEvidence[told.seq] = MissingEvidence(request: request)
    }

    mutating func supply(_ request: Int, _ told: Told) throws(LedgerError) {
        guard let known = missingEvidence[request], known.supply == nil else {
            throw told.fault(.notWaiting, of: .event(request))
        }
        if !known.request.zone.text.isEmpty { try requireTakingPart(known.request.zone, told) }
        missingEvidence[request]?.supply = MissingEvidence.Supply(
            seq: told.seq, day: told.day, text: told.reason?.text, evidence: told.evidence)
    }

    mutating func readDraft(_ told: Told) throws(LedgerError) {
        guard let place = told.seat else { return try told.requireKnown("place") }
        guard let seat = seats[place.seat], seat.zone == place.zone, seat.isDraft else {
            throw told.fault(.seatNotOpen, of: .seat(place.seat))
        }
        if let reader = told.actor?.user { draftReaders[place.seat, default: []].insert(reader) }
    }

    /// An expert asks on an accepted seat of a zone that takes part.
    private func requireAsking(_ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        guard told.isForProof, let place = told.seat else { return }
        try requireTakingPart(place.zone, told)
        guard let seat = seats[place.seat], seat.zone == place.zone, !seat.isRecused else {
            throw told.fault(.seatNotOpen, of: .seat(place.seat))
        }
        try requireAccepted(told)
    }

    private func requireSubject(_ indicator: CriterionID?, _ told: Told) throws(LedgerError) {
        guard let indicator, let terms, terms.indicators[indicator] == nil else { return }
        throw told.fault(.notOfRound, of: .indicator(indicator))
    }
}

extension Register {
    /// What the fourth edition added to a round after its opening.
    mutating func applyAfter(_ content: LedgerEvent, _ told: Told) throws {
        let calendar = calendar
        switch content {
        case .seatAccepted(let id):
            try change(id, told, in: [.scoring]) { round throws(LedgerError) in try round.accept(told) }
        case .clarificationAsked(let id):
            try change(id, told, in: [.scoring]) { round throws(LedgerError) in try round.ask(told) }
        case .clarificationGiven(let id, let asked):
            try change(id, told, in: [.scoring]) { round throws(LedgerError) in try round.clarify(asked, told) }
        case .evidenceRequested(let id):
            try change(id, told, in: [.scoring]) { round throws(LedgerError) in try round.request(told) }
        case .evidenceSupplied(let id, let request):
            try change(id, told, in: [.scoring]) { round throws(LedgerError) in try round.supply(request, told) }
        case .deadlineExtended(let id, let deadline, let day):
            try change(id, told, in: [.scoring, .noticed]) { round throws(LedgerError) in
                try round.extend(deadline, to: day, told)
            }
        case .draftRead(let id):
            try change(id, told, in: [.closed, .noticed, .final, .broken]) { round throws(LedgerError) in
                try round.readDraft(told)
            }
        case .correctionPublished(let id, let snapshot, let notice):
            try change(id, told, in: [.noticed]) { round throws(LedgerError) in
                try round.publish(notice, of: snapshot, calendar, told)
            }
        case .decisionReceived(let id, let objection):
            try change(id, told, in: [.noticed, .final]) { round throws(LedgerError) in
                try round.receive(objection, told)
            }
        case .roundReopened(let id, let resumption):
            try change(id, told, in: [.final]) { round throws(LedgerError) in try round.resume(resumption, told) }
        default: preconditionFailure("every event has its rule")
        }
    }
}
