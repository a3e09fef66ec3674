// The log as the auditor reads it: every event with what it conceals, but for drafts.

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
