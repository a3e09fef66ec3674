// An event before it has its place in the ledger.

import Reasons

/// Everything of an event but its number, which only the committing transaction knows.
package struct EventDraft: Hashable, Sendable {
    package var id: EventID
    /// What happened, for example `round.opened`.
    package var type: String
    /// The day, `yyyy-mm-dd`. Exact times are disclosures.
    package var at: String
    /// The fields of this type of event. Nothing that identifies a person belongs here.
    package var fields: [String: CanonicalJSON]
    /// Digests of disclosures and decoys, in the order of adding.
    package private(set) var digests: [String] = []

    package init(id: EventID, type: String, at: String, fields: [String: CanonicalJSON] = [:]) {
        self.id = id
        self.type = type
        self.at = at
        self.fields = fields
    }

    /// Puts the digest of a named value into the event; the value and its salt are in the disclosure given back.
    ///
    /// - Throws: `LedgerError` when the name or value has no canonical bytes.
    package mutating func conceal(
        _ name: String, _ value: CanonicalJSON, using random: inout some RandomNumberGenerator
    ) throws(LedgerError) -> Disclosure {
        let disclosure = try Disclosure(name: name, value: value, using: &random)
        digests.append(disclosure.digest)
        return disclosure
    }

    /// Adds digests of nothing, so that the number of digests does not tell the number of fields.
    package mutating func addDecoys(_ count: Int, using random: inout some RandomNumberGenerator) {
        for _ in 0..<count { digests.append(Disclosure.decoy(using: &random)) }
    }

    /// The event at leaf index `seq`.
    ///
    /// - Throws: `LedgerError` with the field when the event would break the grammar of ``Event``.
    package func event(seq: Int) throws(LedgerError) -> Event {
        var members = fields
        for name in Event.headerFields {
            guard fields[name] == nil else {
                throw LedgerError(
                    .malformed, .the(.event), at: .field(name), Reason(.toldTwice, ["name": .text(name)]))
            }
        }
        members["at"] = .string(at)
        members["id"] = .string(id.text)
        members["seq"] = .integer(seq)
        members["type"] = .string(type)
        members["v"] = .integer(Event.version)
        if !digests.isEmpty { members["sd"] = .array(digests.sorted().map(CanonicalJSON.string)) }
        return try Event(parsing: CanonicalJSON.object(members).bytes(as: .event))
    }
}
