// The log as the auditor reads it: every event with what it conceals, but for drafts.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import RoundState
package import Storage

/// One event.
package struct LogEntry: Sendable {
    /// A concealed value, as far as it is shown.
    package struct Value: Sendable {
        package let name: String
        /// nil: of a draft, which is its expert's own.
        package let value: CanonicalJSON?
    }

    package let event: Event
    package let values: [Value]
    /// How many of its values were erased.
    package let erased: Int
}

extension Standing {
    /// Hands over every event from `first` on.
    ///
    /// Drafts are their expert's own, and what ids are mixed with is nobody's.
    /// - Throws: `Refusal` where the policy keeps the log from the viewer; what `body` throws.
    package func forEachEntry(
        of store: Store, from first: Int = 0, for viewer: Viewer, _ body: (LogEntry) throws -> Void
    ) throws {
        if let why = refusal(of: .seeLedger, to: viewer) { throw Refusal(why) }
        try store.read { reading in
            try reading.forEachEvent(in: first..<max(first, size)) { row in try body(LogEntry(row, register)) }
        }
    }
}

extension CanonicalJSON {
    /// Without the digest of the step, by which a draft could be guessed: the mark that was saved is one of few.
    fileprivate var withoutStep: CanonicalJSON {
        guard case .object(var members) = self, members["task"] != nil else { return self }
        members["step"] = nil
        return .object(members)
    }
}

extension LogEntry {
    fileprivate init(_ row: StoredEvent, _ register: Register) throws {
        event = try Event(parsing: row.body)
        let isDraft = try register.isDraft(row)
        values = try row.disclosures.map { try Disclosure(parsing: $0) }.filter {
            !["decoy", "secret"].contains($0.name) && !(isDraft && $0.name == "comment")
        }.map { Value(name: $0.name, value: isDraft && $0.name != "actor" ? nil : $0.value.withoutStep) }
        erased = event.digestCount - row.disclosures.count
    }
}

/// Which events a page of the log shows.
package struct LogFilter: Sendable, Equatable {
    /// What events are about.
    package enum Family: String, Sendable, CaseIterable {
        case people, registry, applications, planning, scoring, result, papers

        fileprivate init(_ type: String) {
            let kind = type.prefix { $0 != "." }
            switch kind {
            case "log", "key", "user", "disclosure", "backup", "rules": self = .people
            case "expert", "zone", "calendar", "programme", "call":
                self = type == "zone.withdrawn" ? .result : .registry
            case "application": self = .applications
            case "candidate", "draw": self = .planning
            case "certificate", "papers", "bundle": self = .papers
            case "cell", "mark", "sheet", "reread", "revision", "reopening", "clarification", "evidence", "draft",
                "deadline":
                self = .scoring
            case "seat":
                self = ["seat.assigned"].contains(type) ? .planning : type.contains("count") ? .result : .scoring
            case "facts": self = type == "facts.recorded" ? .scoring : .result
            case "round":
                self = ["round.planned", "round.opened", "round.withdrawn"].contains(type) ? .planning : .result
            default: self = .result
            }
        }
    }

    package let family: Family?
    package let round: RoundID?
    /// yyyy-mm-dd.
    package let day: String?

    package init(family: Family? = nil, round: RoundID? = nil, day: String? = nil) {
        self.family = family
        self.round = round
        self.day = day
    }

    fileprivate func takes(_ event: Event) -> Bool {
        (family.map { $0 == Family(event.type) } ?? true) && (day.map { $0 == event.at } ?? true)
            && (round.map { $0.text == event.fields["round"]?.stringValue } ?? true)
    }
}

/// Some events, newest first.
package struct LogPage: Sendable {
    package let entries: [LogEntry]
    /// Where older ones go on; nil where there are none.
    package let next: Int?
}

/// An event with what proves that it is in the log.
package struct ProvenEntry: Sendable {
    package let entry: LogEntry
    /// The bytes of its leaf.
    package let body: String
    /// SHA-256 of the leaf, and its way up to the root, in hexadecimal.
    package let leaf: String
    package let path: [String]
    /// The signed head that covers it: how many events, its note; nil where none does yet.
    package let head: (size: Int, note: String)?
}

extension Standing {
    /// The newest events before one that the filter takes; so many are looked at that a page never takes long.
    package func log(
        of store: Store, before: Int? = nil, _ filter: LogFilter, atMost most: Int = 100, for viewer: Viewer
    ) throws -> Seen<LogPage> {
        if let why = refusal(of: .seeLedger, to: viewer) { return .denied(why) }
        var (end, found) = (min(max(0, before ?? size), size), [LogEntry]())
        let last = max(0, end - 20_000)
        try store.read { reading in
            while end > last, found.count < most {
                let start = max(last, end - 400)
                var entries: [LogEntry] = []
                try reading.forEachEvent(in: start..<end) { row in
                    if filter.takes(try Event(parsing: row.body)) { entries.append(try LogEntry(row, register)) }
                }
                let wanted = entries.suffix(most - found.count)
                found += wanted.reversed()
                end = wanted.count < entries.count ? wanted.first?.event.seq ?? start : start
            }
        }
        return .seen(LogPage(entries: found, next: end > 0 ? end : nil))
    }
}

extension Ledger {
    /// nil where the policy keeps the log from the viewer, or there is no such event.
    package nonisolated func provenEntry(_ seq: Int, for viewer: Viewer) throws -> ProvenEntry? {
        let standing = standing
        guard standing.refusal(of: .seeLedger, to: viewer) == nil else { return nil }
        let levels = try tree()
        let (row, note) = try store.read { reading in
            var found: StoredEvent?
            if seq >= 0, seq < standing.size { try reading.forEachEvent(in: seq..<seq + 1) { found = $0 } }
            return (found, try reading.newestCheckpoint())
        }
        guard let row else { return nil }
        let size = note.map(\.size) ?? 0
        let isCovered = seq < size
        let proof = try isCovered ? MerkleTree(size: size, reader: levels).inclusionProof(of: seq) : nil
        return ProvenEntry(
            entry: try LogEntry(row, standing.register), body: String(decoding: row.body, as: UTF8.self),
            leaf: Hash.leaf(row.body).hex, path: proof?.hashes.map(\.hex) ?? [],
            head: isCovered ? note.map { ($0.size, String(decoding: $0.note, as: UTF8.self)) } : nil)
    }
}
