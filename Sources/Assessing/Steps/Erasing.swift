// Lawful erasure: the value and its salt go, the event and every proof stay.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Proving
import Reasons
package import RoundState
import Storage

/// What is to be erased.
package enum Erasure: Sendable, Equatable {
    /// An expert's entry in the pool: name, organisation, ties. Seats and marks stay under their codes.
    case expert(ExpertID)
    /// The name and bindings of an account.
    case user(UserID)
    /// One comment, wherever it was saved, sealed or revised.
    case comment(RoundID, SeatID, CriterionID)
    /// What one event conceals under a name: `reason` (of a recusal, an opinion, a decision, grounds), `condition`, `claim`.
    case value(Int, String)
    /// A file of evidence by its SHA-256, wherever it was handed in: its name and the file itself.
    case evidence(String)

    /// The names that `value` takes.
    package static let names = ["reason", "condition", "claim"]
}

/// 安全管理员 erases values about a person on a legal basis. What receipts and bundles already hold is beyond its reach.
package struct Erase: Action {
    package let useCase = UseCase.erase
    let subject: Erasure
    let basis: String

    package init(_ subject: Erasure, basis: String) {
        self.subject = subject
        self.basis = kept(basis)
    }

    package var content: CanonicalJSON { [.string("\(subject)"), .string(basis)] }

    package func take(_ appender: inout Appender) throws {
        guard !basis.isEmpty else { throw Refusal(.erasureBasisMissing, field: "basis") }
        let register = appender.register
        let open = register.rounds.values.filter { $0.stage == .scoring }
        if case .expert(let expert) = subject,
            let round = open.first(where: { $0.seats.values.contains { $0.expert == expert } })
        {
            throw Refusal(.expertInOpenRound, .expert(expert), ["round": .named(.round(round.id))])
        }
        if case .user(let id) = subject, let user = register.users[id] {
            let others = register.users.values.filter { $0.role == user.role && $0.id != id }
            guard user.role != .securityAdministrator || !others.isEmpty else {
                throw Refusal(.lastSecurityAdministrator, .user(id))
            }
            if let expert = user.expert,
                let round = open.first(where: { $0.seats.values.contains { $0.expert == expert && $0.isOpen } })
            {
                throw Refusal(.userWithOpenSheets, .user(id), ["round": .named(.round(round.id))])
            }
        }
        var count = 0
        for trace in try subject.traces(in: register, appender.writing.reading)
        where try appender.writing.erase(trace.encoded, of: trace.seq) {
            let erased = LedgerEvent.Erased(seq: trace.seq, digest: Disclosure.digest(of: trace.encoded))
            // In the open, the events of one person's comments would be told by being erased together.
            let isSecond = register.edition >= .second
            try appender.appendSigned(
                .disclosureErased(isSecond ? nil : erased),
                concealing: (isSecond ? [.erased(erased)] : []) + [.reason("basis", text: basis)])
            count += 1
        }
        guard count > 0 else {
            throw Refusal(.nothingToErase)
        }
    }
}

extension Register {
    /// Digests of all files that events name.
    fileprivate var namedFiles: Set<String> {
        let ofCalls =
            programmes.values.flatMap(\.files) + calls.values.flatMap { [$0.published.file, $0.published.scheme] }
        return rounds.values.reduce(into: filesBeside.union(ofCalls)) { named, round in
            named.formUnion([round.files.plan, round.files.scheme, round.files.zones])
            named.formUnion(round.results.map(\.snapshot))
        }
    }
}

/// A value that an erasure would take.
package struct ErasureTarget: Sendable, Equatable {
    package let event: Int
    /// Of the event.
    package let type: String
    package let name: String
    /// nil where the administrator need not read it to erase it: how long it is, then.
    package let value: CanonicalJSON?
    package let length: Int
}

extension Ledger {
    /// What would go, oldest first. Entries about people are shown, for their administrator keeps them; of all else only where it stands.
    package nonisolated func targets(of subject: Erasure, for viewer: Viewer) throws -> Seen<[ErasureTarget]> {
        let standing = standing
        if let why = standing.refusal(of: .erase, to: viewer) { return .denied(why) }
        return .seen(
            try store.read { reading in
                var types: [Int: String] = [:]
                return try subject.traces(in: standing.register, reading).map { trace in
                    if types[trace.seq] == nil {
                        try reading.forEachEvent(in: trace.seq..<trace.seq + 1) {
                            types[trace.seq] = try Event(parsing: $0.body).type
                        }
                    }
                    let disclosure = try Disclosure(parsing: trace.encoded)
                    let isShown = ["expert", "account"].contains(disclosure.name)
                    return ErasureTarget(
                        event: trace.seq, type: types[trace.seq] ?? "", name: disclosure.name,
                        value: isShown ? disclosure.value : CanonicalJSON?.none, length: disclosure.value.letters)
                }
            })
    }

    /// Overwrites what erased values left in the file and its log, and removes files of evidence that no event names.
    ///
    /// It can be tried again at any time: nothing is recorded by it.
    /// - Throws: `StorageError` while others read, or where the disk lacks the room for a second copy of the database; `FileFailure`.
    package nonisolated func scrub() throws { try whenFree { try $0.scrubNow() } }

    private func scrubNow() throws {
        try store.write { writing in
            try fold.catchUp(with: writing.reading)
            let named = fold.register.namedFiles
            for name in store.evidence.names() where isHexadecimal(name, count: 64) && !named.contains(name) {
                _ = try store.evidence.remove(name)
            }
            for digest in try writing.reading.fileDigests() where !named.contains(digest) {
                try writing.eraseFile(digest)
            }
        }
        try store.scrub()
    }
}

extension CanonicalJSON {
    /// The characters of the longest text in it: what somebody wrote, beside the ids that it belongs to.
    fileprivate var letters: Int {
        switch self {
        case .string(let text): text.count
        case .array(let values): values.map(\.letters).max() ?? 0
        case .object(let values): values.values.map(\.letters).max() ?? 0
        case .integer, .bool, .null: 0
        }
    }
}

/// Where a concealed value about a person stands.
private struct Trace {
    let seq: Int
    /// Its disclosure.
    let encoded: String
}

extension Erasure {
    /// Every place of its values that is left, oldest first. The log is read for it: an erasure is rare, and a register need not remember.
    fileprivate func traces(in register: Register, _ reading: Reading) throws -> [Trace] {
        var traces: [Trace] = []
        for range in ranges(in: register) {
            try reading.forEachEvent(in: range) { row in
                guard !row.disclosures.isEmpty else { return }
                let event = try Event(parsing: row.body)
                guard types?.contains(event.type) ?? true else { return }
                let told = try Told(event, row.disclosures, .everything)
                let round = event.fields["round"]?.stringValue.map(RoundID.init(_:))
                for value in told.values where matches(value.concealed, told, in: round) {
                    traces.append(Trace(seq: row.seq, encoded: value.encoded))
                }
            }
        }
        return traces
    }

    private func ranges(in register: Register) -> [Range<Int>] {
        switch self {
        case .value(let seq, _): register.size > seq && seq >= 0 ? [seq..<seq + 1] : []
        case .evidence(let digest): (register.evidence[digest]?.keys.sorted() ?? []).map { $0..<$0 + 1 }
        case .expert, .user, .comment: [0..<register.size]
        }
    }

    /// The events in which its values can stand; nil: any.
    private var types: Set<String>? {
        switch self {
        case .expert: ["expert.registered"]
        case .user: ["user.added"]
        case .comment: ["cell.saved", "mark.late", "sheet.sealed", "revision.proposed"]
        case .value, .evidence: nil
        }
    }

    private func matches(_ value: Concealed, _ told: Told, in round: RoundID?) -> Bool {
        switch (value, self) {
        case (.expert(let expert), .expert(let id)): expert.id == id
        case (.account(let user), .user(let id)): user.id == id
        case (.comment(let indicator, _), .comment(let ownRound, let seat, let own)):
            round == ownRound && told.seat?.seat == seat && indicator == own
        case (.reason, .value(_, let name)), (.condition, .value(_, let name)), (.claim, .value(_, let name)):
            value.name == name
        case (.evidence(let file), .evidence(let digest)): file.digest == digest
        default: false
        }
    }
}
