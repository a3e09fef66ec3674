// Event → what it says, or what about it is not known.

import AssessmentModel
package import AuditLedger
import Scoring

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
            .seatCounted(try fields.place(), try fields.choice("state"), isCalled: try fields.flag("called"))
        case "seat.recused": .seatRecused(try fields.id("round"), wasSealed: try fields.flag("sealed"))
        case "revision.decided":
            .revisionDecided(
                try fields.id("round"), proposal: try fields.count("proposal"),
                isConfirmed: try fields.flag("confirmed"))
        case "facts.recorded": .factsRecorded(try fields.id("round"), try fields.id("zone"))
        case "result.sealed": .resultSealed(try fields.id("round"), try fields.id("zone"))
        case "snapshot.sealed": .snapshotSealed(try fields.id("round"), snapshot: try fields.text("snapshot"))
        case "round.withdrawn": .roundWithdrawn(try fields.id("round"))
        case "round.finalised": .roundFinalised(try fields.id("round"), snapshot: try fields.text("snapshot"))
        default: try readRare(type, fields)
        }
    }

    private static func readRare(_ type: String, _ fields: Fields) throws(LedgerError) -> LedgerEvent {
        switch type {
        case "log.genesis": .genesis(origin: try fields.text("origin"), key: try fields.text("key"))
        case "key.added": .keyAdded(try fields.text("key"))
        case "key.retired": .keyRetired(try fields.text("key"))
        case "disclosure.erased":
            .disclosureErased(seq: try fields.count("event"), digest: try fields.text("digest"))
        case "bundle.released": .bundleReleased(try fields.id("round"), files: try fields.pairs("files"))
        case "backup.restored": .backupRestored(size: try fields.count("size"))
        case "user.added": .userAdded
        case "user.removed": .userRemoved
        case "expert.registered": .expertRegistered
        case "zone.registered": .zoneRegistered(try fields.zone())
        case "calendar.loaded":
            .calendarLoaded(
                CalendarYear(
                    year: try fields.count("year"), holidays: try fields.texts("holidays"),
                    workdays: try fields.texts("workdays")))
        case "application.submitted":
            .applicationSubmitted(
                try fields.id("application"), try fields.id("zone"), try fields.choice("purpose"))
        case "application.recommended": .applicationRecommended(try fields.id("application"))
        case "application.returned":
            .applicationReturned(try fields.id("application"), by: try fields.choice("level"))
        case "application.accepted": .applicationAccepted(try fields.id("application"))
        case "round.planned":
            .roundPlanned(
                try fields.id("round"),
                Planned(
                    plan: try fields.text("plan"), scheme: try fields.text("scheme"),
                    zones: try fields.text("zones")))
        case "candidate.listed": .candidateListed(try fields.id("round"), try fields.candidate())
        case "draw.committed": .drawCommitted(try fields.id("round"), try fields.commitment())
        case "draw.held":
            .drawHeld(try fields.id("round"), seed: try fields.text("seed"), witness: try fields.text("witness"))
        case "round.opened":
            .roundOpened(
                try fields.id("round"), roster: try fields.text("roster"), seats: try fields.count("seats"))
        case "round.closed": .roundClosed(try fields.id("round"), try fields.account())
        case "notice.published":
            .noticePublished(
                try fields.id("round"), snapshot: try fields.text("snapshot"), from: try fields.text("from"),
                to: try fields.text("to"))
        case "objection.filed":
            .objectionFiled(
                try fields.id("round"), try fields.id("objection"), try fields.id("zone"),
                try fields.id("indicator"))
        case "objection.decided":
            .objectionDecided(
                try fields.id("round"), try fields.id("objection"), isUpheld: try fields.flag("upheld"))
        case "facts.corrected":
            .factsCorrected(try fields.id("round"), try fields.id("zone"), try fields.id("objection"))
        case "certificate.issued":
            .certificateIssued(
                try fields.id("round"), try fields.id("certificate"), try fields.id("zone"),
                from: try fields.text("from"), to: try fields.text("to"))
        case "certificate.revoked": .certificateRevoked(try fields.id("certificate"))
        default: throw LedgerError.event(fields.event.seq, .malformed, "found the unknown type \(type)")
        }
    }
}

/// Typed access to the fields of one event; counts what was asked for.
private final class Fields {
    let event: Event
    private var read = 0

    init(_ event: Event) { self.event = event }

    func requireNoOther() throws(LedgerError) {
        guard read == event.fields.count else {
            throw .event(
                event.seq, .malformed,
                "found the fields \(event.fields.keys.sorted().joined(separator: ", ")), of which \(event.type) has "
                    + "\(read)")
        }
    }

    func value(_ name: String) -> CanonicalJSON? {
        guard let value = event.fields[name] else { return nil }
        read += 1
        return value
    }

    func text(_ name: String) throws(LedgerError) -> String {
        guard let text = value(name)?.stringValue else { throw wrong(name, "text") }
        return text
    }

    func count(_ name: String) throws(LedgerError) -> Int {
        guard let count = value(name)?.integerValue, count >= 0 else { throw wrong(name, "a count") }
        return count
    }

    func flag(_ name: String) throws(LedgerError) -> Bool {
        guard let flag = value(name)?.boolValue else { throw wrong(name, "true or false") }
        return flag
    }

    func id<Subject>(_ name: String) throws(LedgerError) -> Identifier<Subject> { Identifier(try text(name)) }

    func choice<Choice: RawRepresentable<String>>(_ name: String) throws(LedgerError) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else { throw wrong(name, "one of the known words") }
        return choice
    }

    func texts(_ name: String) throws(LedgerError) -> [String] {
        try list(name, "a list of texts") { $0.stringValue }
    }

    func pairs(_ name: String) throws(LedgerError) -> [String: String] {
        let pairs = try list(name, "a list of pairs, ascending") { $0.textPair }
        guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0.0 < $1.0 }) else { throw wrong(name, "pairs ascending") }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    func place() throws(LedgerError) -> LedgerEvent.Place {
        LedgerEvent.Place(round: try id("round"), zone: try id("zone"), seat: try id("seat"))
    }

    func account() throws(LedgerError) -> LedgerEvent.Account {
        LedgerEvent.Account(
            seats: try count("seats"), sealed: try count("sealed"), recused: try count("recused"),
            missed: try count("missed"))
    }

    func zone() throws(LedgerError) -> Zone {
        Zone(
            id: try id("zone"), name: LocalizedText(zh: try text("name"), en: value("english")?.stringValue),
            kind: try choice("kind"), prefecture: value("prefecture")?.stringValue, code: value("code")?.stringValue)
    }

    func candidate() throws(LedgerError) -> Candidate {
        Candidate(
            id: try id("candidate"), source: try choice("source"),
            excluded: try list("excluded", "pairs of zone and conflict") { pair in
                guard let (zone, word) = pair.textPair, let conflict = Conflict(rawValue: word) else { return nil }
                return Exclusion(zone: ZoneID(zone), conflict: conflict)
            })
    }

    func commitment() throws(LedgerError) -> Commitment {
        let quotas = try quotas()
        guard zip(quotas, quotas.dropFirst()).allSatisfy({ $0.source.rawValue < $1.source.rawValue }) else {
            throw wrong("quotas", "one for a source, ascending")
        }
        return Commitment(
            digest: try text("commitment"), quotas: quotas, candidates: try count("candidates"),
            witness: try text("witness"))
    }

    private func quotas() throws(LedgerError) -> [Quota] {
        try list("quotas", "pairs of source and seats") { pair in
            guard let pair = pair.arrayValue, pair.count == 2, let seats = pair[1].integerValue, seats > 0,
                let source = pair[0].stringValue.flatMap(Expert.Source.init(rawValue:))
            else { return nil }
            return Quota(source: source, seats: seats)
        }
    }

    private func list<Element>(
        _ name: String, _ kind: String, _ element: (CanonicalJSON) -> Element?
    ) throws(LedgerError) -> [Element] {
        guard let array = value(name)?.arrayValue else { throw wrong(name, kind) }
        let elements = array.compactMap(element)
        guard elements.count == array.count else { throw wrong(name, kind) }
        return elements
    }

    private func wrong(_ name: String, _ kind: String) -> LedgerError {
        .event(event.seq, .malformed, "the field \(name) of \(event.type) is missing or wrong, expected \(kind)")
    }
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
    static func event(_ seq: Int, _ code: Code, _ line: String, hint: String = "") -> LedgerError {
        LedgerError(code, "event", at: .leaf(seq), line, hint: hint)
    }
}
