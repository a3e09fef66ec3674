// One event's fields by their names, each of the form that the page gives it.

import AssessmentModel
import AuditLedger
import Reasons

/// Typed access to the fields of one event; counts what was asked for.
final class Fields {
    let event: Event
    private var read = 0

    init(_ event: Event) { self.event = event }

    func requireNoOther() throws(LedgerError) {
        guard read == event.fields.count else {
            throw .event(
                event.seq, .malformed,
                Reason(
                    .eventFieldsOther,
                    [
                        "found": .list(event.fields.keys.sorted().map { .text($0) }), "type": .event(event.type),
                        "count": .number(read),
                    ]))
        }
    }

    func value(_ name: String) -> CanonicalJSON? {
        guard let value = event.fields[name] else { return nil }
        read += 1
        return value
    }

    func text(_ name: String) throws(LedgerError) -> String {
        guard let text = value(name)?.stringValue else { throw wrong(name, .text) }
        return text
    }

    func textOrNone(_ name: String) throws(LedgerError) -> String? { event.fields[name] == nil ? nil : try text(name) }

    func count(_ name: String) throws(LedgerError) -> Int {
        guard let count = value(name)?.integerValue, count >= 0 else { throw wrong(name, .count) }
        return count
    }

    func countOrNone(_ name: String) throws(LedgerError) -> Int? {
        event.fields[name] == nil ? nil : try count(name)
    }

    /// A text that says something.
    func sentence(_ name: String) throws(LedgerError) -> String {
        let text = try text(name)
        guard !text.isEmpty else { throw wrong(name, .text) }
        return text
    }

    func sentenceOrNone(_ name: String) throws(LedgerError) -> String? {
        event.fields[name] == nil ? nil : try sentence(name)
    }

    func correction() throws(LedgerError) -> CorrectionNotice {
        let isAnnounced = event.fields["from"] != nil || event.fields["to"] != nil
        return CorrectionNotice(
            number: try sentence("number"), statement: try sentence("statement"),
            days: isAnnounced ? NoticeDays(from: try day("from"), to: try day("to")) : nil)
    }

    func resumption() throws(LedgerError) -> Resumption {
        let orders = try list("orders", .orders, Resumption.Order.init(_:))
        guard !orders.isEmpty, zip(orders, orders.dropFirst()).allSatisfy({ $0.id < $1.id }) else {
            throw wrong("orders", .orders)
        }
        return Resumption(ground: try choice("ground"), statement: try sentence("statement"), orders: orders)
    }

    func flag(_ name: String) throws(LedgerError) -> Bool {
        guard let flag = value(name)?.boolValue else { throw wrong(name, .flag) }
        return flag
    }

    func id<Subject>(_ name: String) throws(LedgerError) -> Identifier<Subject> {
        let text = try text(name)
        guard Identifier<Subject>.accepts(text) else { throw wrong(name, .id) }
        return Identifier(text)
    }

    /// The code of a seat or a candidate.
    func code<Subject>(_ name: String) throws(LedgerError) -> Identifier<Subject> {
        let text = try text(name)
        guard isRandomCode(text) else { throw wrong(name, .code) }
        return Identifier(text)
    }

    /// 64 hexadecimal digits.
    func digest(_ name: String) throws(LedgerError) -> String {
        let text = try text(name)
        guard isHexadecimal(text, count: 64) else { throw wrong(name, .digest) }
        return text
    }

    func digestOrNone(_ name: String) throws(LedgerError) -> String? {
        event.fields[name] == nil ? nil : try digest(name)
    }

    func day(_ name: String) throws(LedgerError) -> String {
        let text = try text(name)
        guard Day(text) != nil else { throw wrong(name, .day) }
        return text
    }

    func days(_ name: String) throws(LedgerError) -> [String] {
        let days = try texts(name)
        guard days.allSatisfy({ Day($0) != nil }) else { throw wrong(name, .days) }
        return days
    }

    /// Runs of digits parted by single spaces.
    func witness() throws(LedgerError) -> String {
        let text = try text("witness")
        guard !text.isEmpty, text == plainWitness(text) else {
            throw wrong("witness", .witness)
        }
        return text
    }

    func home() throws(LedgerError) -> LedgerEvent.Home {
        guard let edition = RulesEdition(rawValue: try count("edition")), edition > .first else {
            throw wrong("edition", .edition)
        }
        guard let place = value("offset")?.integerValue.flatMap(PlaceOffset.init(minutes:)) else {
            throw wrong("offset", .offset)
        }
        return LedgerEvent.Home(place: place, edition: edition)
    }

    func homeOrNone() throws(LedgerError) -> LedgerEvent.Home? {
        event.fields["edition"] == nil && event.fields["offset"] == nil ? nil : try home()
    }

    func outcome() throws(LedgerError) -> LedgerEvent.Outcome? {
        if event.fields["state"] == nil, event.fields["called"] == nil { return nil }
        return LedgerEvent.Outcome(state: try choice("state"), isCalled: try flag("called"))
    }

    func certificatePaper() throws(LedgerError) -> CertificatePaper? {
        if event.fields["code"] == nil, event.fields["paper"] == nil, event.fields["replaces"] == nil { return nil }
        let code = try text("code")
        guard isCertificateCode(code) else { throw wrong("code", .certificateCode) }
        let replaces: CertificateID? = event.fields["replaces"] == nil ? nil : try id("replaces")
        return CertificatePaper(code: code, digest: try digest("paper"), replaces: replaces)
    }

    /// Digests by name, at least one.
    func papers() throws(LedgerError) -> [String: String] {
        let papers = try pairs("papers")
        guard !papers.isEmpty, papers.values.allSatisfy({ isHexadecimal($0, count: 64) }),
            papers.keys.allSatisfy({ (1...200).contains($0.unicodeScalars.count) })
        else {
            throw wrong("papers", .pairs)
        }
        return papers
    }

    func erased() throws(LedgerError) -> LedgerEvent.Erased? {
        if event.fields["event"] == nil, event.fields["digest"] == nil { return nil }
        return LedgerEvent.Erased(seq: try count("event"), digest: try text("digest"))
    }

    func choice<Choice: RawRepresentable<String>>(_ name: String) throws(LedgerError) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else { throw wrong(name, .word) }
        return choice
    }

    func texts(_ name: String) throws(LedgerError) -> [String] {
        try list(name, .texts) { $0.stringValue }
    }

    func pairs(_ name: String) throws(LedgerError) -> [String: String] {
        let pairs = try list(name, .pairs) { $0.textPair }
        guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0.0 < $1.0 }) else { throw wrong(name, .pairs) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    func place() throws(LedgerError) -> LedgerEvent.Place {
        LedgerEvent.Place(round: try id("round"), zone: try id("zone"), seat: try code("seat"))
    }

    func account() throws(LedgerError) -> LedgerEvent.Account {
        LedgerEvent.Account(
            seats: try count("seats"), sealed: try count("sealed"), recused: try count("recused"),
            missed: try count("missed"))
    }

    func zone() throws(LedgerError) -> Zone {
        Zone(
            id: try id("zone"), name: LocalizedText(zh: try text("name"), en: try textOrNone("english")),
            kind: try choice("kind"), prefecture: try textOrNone("prefecture"), code: try textOrNone("code"))
    }

    func published() throws(LedgerError) -> LedgerEvent.Published {
        LedgerEvent.Published(
            programme: try id("programme"), scheme: try digest("scheme"), file: try digest("file"),
            purpose: try choice("purpose"), last: try day("to"))
    }

    func callOrNone() throws(LedgerError) -> LedgerEvent.UnderCall? {
        if event.fields["call"] == nil, event.fields["level"] == nil { return nil }
        return LedgerEvent.UnderCall(call: try id("call"), level: try choice("level"))
    }

    func candidate() throws(LedgerError) -> Candidate {
        Candidate(
            id: try code("candidate"), source: try choice("source"),
            excluded: try list("excluded", .exclusions) { pair in
                guard let (zone, word) = pair.textPair, ZoneID.accepts(zone), let conflict = Conflict(rawValue: word)
                else { return nil }
                return Exclusion(zone: ZoneID(zone), conflict: conflict)
            })
    }

    func commitment() throws(LedgerError) -> Commitment {
        let quotas = try quotas()
        guard zip(quotas, quotas.dropFirst()).allSatisfy({ $0.source.rawValue < $1.source.rawValue }) else {
            throw wrong("quotas", .quotasAscending)
        }
        return Commitment(
            digest: try digest("commitment"), reserve: try digestOrNone("reserve"), quotas: quotas,
            candidates: try count("candidates"), witness: try text("witness"))
    }

    private func quotas() throws(LedgerError) -> [Quota] {
        try list("quotas", .quotas) { pair in
            guard let pair = pair.arrayValue, pair.count == 2, let seats = pair[1].integerValue, seats > 0,
                let source = pair[0].stringValue.flatMap(Expert.Source.init(rawValue:))
            else { return nil }
            return Quota(source: source, seats: seats)
        }
    }

    private func list<Element>(
        _ name: String, _ kind: Form, _ element: (CanonicalJSON) -> Element?
    ) throws(LedgerError) -> [Element] {
        guard let array = value(name)?.arrayValue else { throw wrong(name, kind) }
        let elements = array.compactMap(element)
        guard elements.count == array.count else { throw wrong(name, kind) }
        return elements
    }

    private func wrong(_ name: String, _ kind: Form) -> LedgerError {
        .event(
            event.seq, .malformed,
            Reason(.fieldWrong, ["name": .text(name), "type": .event(event.type), "expected": kind.told]))
    }
}
