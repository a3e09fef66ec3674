// Proving a bundle: the log is replayed from its bytes, the ranking computed anew; the first thing that is wrong is named.

import AssessmentModel
package import AuditLedger
import EventModel
import Foundation
package import RoundState
import Scoring

/// Proves a bundle; `known` is an older checkpoint that the caller kept, of which this log must be a continuation.
package func verify(
    bundle files: BundleFiles, trusting trusted: [VerifierKey] = [], known: [UInt8]? = nil
) -> AuditLedger.Verdict<Proof> {
    do {
        return .holds(try prove(bundle: files, trusting: trusted, known: known).proof)
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, "bundle", "\(error)"))
    }
}

/// What a bundle that holds says.
struct ProvenBundle {
    let proof: Proof
    let register: Register
    let levels: HashLevels
}

/// - Throws: `LedgerError` with the first thing that is wrong.
func prove(bundle files: BundleFiles, trusting trusted: [VerifierKey], known: [UInt8]? = nil) throws -> ProvenBundle {
    try BundleProof(files: files).prove(trusted, known)
}

/// What the events of a bundle came to.
private struct Replayed {
    let register: Register
    let levels: HashLevels
    /// Those that have a receipt.
    let receipted: [Event]
    /// Those that show something or should, with what they show.
    let told: [(Event, [String])]
}

private struct BundleProof {
    let files: BundleFiles

    func prove(_ trusted: [VerifierKey], _ known: [UInt8]?) throws -> ProvenBundle {
        let snapshot = try within("snapshot.json") { try SealedSnapshot(bytes: file("snapshot.json")) }
        let replayed = try replay(snapshot.value)
        let (register, levels) = (replayed.register, replayed.levels)
        try requireKeys(register)
        let (checkpoint, signers) = try register.require(file("checkpoint"), levels, "checkpoint")
        guard checkpoint.size == register.size else {
            throw LedgerError(
                .mismatch, "checkpoint", "it covers \(checkpoint.size) events, the bundle holds \(register.size)")
        }
        if let known { _ = try register.require(known, levels, "known checkpoint") }
        guard let round = register.rounds[snapshot.value.round.id] else {
            throw LedgerError(.missing, "snapshot.json", "the events tell of no round \(snapshot.value.round.id)")
        }
        try requireReleased(round, snapshot.digest)
        for (event, shown) in replayed.told { try requirePublic(event, shown, round) }
        let heads = try requireReceipts(round.id, register, levels, replayed.receipted)
        try register.requireChain(of: heads + [signers], trusting: trusted)
        let proof = Proof(
            origin: register.origin, size: register.size, root: levels.root.hex,
            keys: register.keys.map(\.key.text), isKeyTrusted: !trusted.isEmpty, edition: register.edition,
            checkpoints: 1, unsigned: 0,
            areCommitsProven: true, erased: register.erased, rounds: [try round.requireResults()])
        return ProvenBundle(proof: proof, register: register, levels: levels)
    }

    private func file(_ name: String) throws(LedgerError) -> [UInt8] {
        guard let bytes = files[name] else { throw LedgerError(.missing, name, "the bundle lacks this file") }
        return bytes
    }

    private func within<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as LedgerError { throw error.relocated(to: .whole, in: name) }
    }

    // MARK: the log

    /// Plan and zones are written anew from the snapshot: their digests were bound when the round was planned.
    private func replay(_ snapshot: Snapshot) throws -> Replayed {
        let scheme = try file("scheme.yaml")
        var terms = [Hash.plain(scheme).hex: scheme]
        for bytes in try [CanonicalJSON.encode(snapshot.round), CanonicalJSON.encode(snapshot.zones)] {
            terms[Hash.plain(bytes).hex] = bytes
        }
        var disclosures = try readDisclosures()
        let leaves = try readLines("leaves")
        var register = Register(.published)
        var levels = HashLevels()
        var events: [Event] = []
        var told: [(Event, [String])] = []
        let lines = try readLines("events.ndjson")
        for line in lines {
            let seq = register.size
            let event: Event
            do throws(LedgerError) {
                event = try Event(parsing: Array(line))
            } catch {
                throw error.relocated(to: .leaf(seq), in: "event")
            }
            let leaf = event.leaf
            guard seq < leaves.count, leaf.isWritten(as: leaves[seq]) else {
                throw LedgerError.event(
                    seq, .mismatch, "its bytes do not give the hash that leaves says", hint: "either was changed")
            }
            let shown = disclosures.removeValue(forKey: seq) ?? []
            try register.apply(event, shown, files: { terms[$0] })
            if !shown.isEmpty || Self.showing.contains(event.type) { told.append((event, shown)) }
            if event.type == "disclosure.erased", case .disclosureErased(let erased?) = try LedgerEvent(event) {
                try requireErased(erased, seq, lines)
            }
            levels.append(leaf)
            if event.isReceipted { events.append(event) }
        }
        try register.requireStepsEnded()
        guard leaves.count == register.size else {
            throw LedgerError(.mismatch, "leaves", "found \(leaves.count) hashes for \(register.size) events")
        }
        if let stray = disclosures.keys.min() {
            throw LedgerError(.mismatch, "disclosures.ndjson", "a line names the event \(stray), which is not there")
        }
        return Replayed(register: register, levels: levels, receipted: events, told: told)
    }

    /// Each line ends in one newline, the last one too.
    private func readLines(_ name: String) throws(LedgerError) -> [ArraySlice<UInt8>] {
        let bytes = try file(name)
        guard bytes.last == 0x0A else { throw LedgerError(.malformed, name, "it does not end with a newline") }
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        bytes.withUnsafeBufferPointer { all in
            while start < all.count, let base = all.baseAddress, let end = memchr(base + start, 0x0A, all.count - start)
            {
                let stop = UnsafeRawPointer(end) - UnsafeRawPointer(base)
                lines.append(bytes[start..<stop])
                start = stop + 1
            }
        }
        return lines
    }

    private func readDisclosures() throws -> [Int: [String]] {
        var disclosures: [Int: [String]] = [:]
        var last = 0
        if try file("disclosures.ndjson").isEmpty { return disclosures }
        for (number, line) in try readLines("disclosures.ndjson").enumerated() {
            let value: CanonicalJSON
            do throws(LedgerError) {
                value = try CanonicalJSON(parsing: Array(line), as: .document)
            } catch {
                throw error.relocated(to: .line(number + 1), in: "disclosures.ndjson")
            }
            guard let seq = value["event"]?.integerValue, let encoded = value["disclosure"]?.stringValue,
                value.objectValue?.count == 2
            else {
                throw LedgerError(
                    .malformed, "disclosures.ndjson", at: .line(number + 1), "found no event with a disclosure")
            }
            guard seq >= last else {
                throw LedgerError(
                    .malformed, "disclosures.ndjson", at: .line(number + 1),
                    "found the event \(seq) behind \(last), expected them in their order")
            }
            last = seq
            disclosures[seq, default: []].append(encoded)
        }
        return disclosures
    }

    // MARK: what is shown

    /// Events that show something once their round is published.
    private static let showing: Set = [
        "seat.counted", "seat.recounted", "facts.recorded", "facts.corrected", "result.sealed",
    ]

    /// An event of the round shows all that is public of it, and nothing else; an event of another round nothing.
    private func requirePublic(_ event: Event, _ shown: [String], _ round: Round) throws {
        let told = try Told(event, shown, .published)
        let isOwn = event.fields["round"]?.stringValue == round.id.text
        if let value = told.values.first(where: { !isOwn || !$0.concealed.isPublic(in: event.type) })?.concealed {
            throw told.fault("shows \(value.name), which is not for the public")
        }
        guard isOwn else { return }
        let missing = { (name: String) in told.fault("does not show its \(name)", .missing) }
        switch try LedgerEvent(event) {
        case .seatCounted(_, let outcome):
            guard let state = (outcome ?? told.outcome)?.state else { throw missing("outcome") }
            if state == .sealed, told.marks == nil { throw missing("marks") }
            let isGrouped = round.terms?.scheme.aggregate.groups.isEmpty == false
            if isGrouped, told.source == nil { throw missing("source") }
            if !isGrouped, told.source != nil { throw told.fault("shows a source, which the scheme does not weigh") }
        case .seatRecounted where told.marks == nil: throw missing("marks")
        case .factsRecorded where told.values.count != event.digestCount - 1,
            .factsCorrected where told.values.count != event.digestCount - 1:
            throw missing("facts")
        case .resultSealed where told.result == nil: throw missing("result")
        default: break
        }
    }

    /// What is said to be erased was there.
    private func requireErased(
        _ erased: LedgerEvent.Erased, _ seq: Int, _ lines: [ArraySlice<UInt8>]
    ) throws(LedgerError) {
        guard erased.seq < seq, try Event(parsing: Array(lines[erased.seq])).digests.contains(erased.digest) else {
            throw .event(seq, .mismatch, "erases a value that the event \(erased.seq) does not conceal")
        }
    }

    // MARK: what vouches for it

    private func requireKeys(_ register: Register) throws {
        let own = register.keys.map { $0.key.text + "\n" }.joined()
        guard try file("keys").elementsEqual(own.utf8) else {
            throw LedgerError(.mismatch, "keys", "they are not the keys that the events name")
        }
    }

    private func requireReleased(_ round: Round, _ snapshot: String) throws {
        guard let released = round.released else {
            throw LedgerError(.missing, "bundle", "no event releases the files of the round \(round.id)")
        }
        for name in released.keys.sorted() {
            let found = Hash.plain(try file(name)).hex
            guard released[name] == found else {
                throw LedgerError(
                    .mismatch, name, "its digest is \(found), \(released[name] ?? "") was released",
                    hint: "the file was changed")
            }
        }
        guard round.result?.snapshot == snapshot else {
            throw LedgerError(.mismatch, "snapshot.json", "it is not the newest result of the round \(round.id)")
        }
        guard round.files.scheme == released["scheme.yaml"] else {
            throw LedgerError(.mismatch, "scheme.yaml", "it is not the scheme that the round was planned with")
        }
        if released["scheme.json"] != nil, let scheme = round.terms?.scheme {
            guard try file("scheme.json") == scheme.jsonBytes() else {
                throw LedgerError(.mismatch, "scheme.json", "it says something else than scheme.yaml")
            }
        }
        guard round.terms != nil else {
            throw LedgerError(
                .mismatch, "snapshot.json", "its plan or zones are not those that the round was planned with")
        }
    }

    /// Exactly the receipts that a bundle has, each proven.
    /// - Returns: the signers of the heads that vouch for new keys, oldest first.
    private func requireReceipts(
        _ round: RoundID, _ register: Register, _ levels: HashLevels, _ events: [Event]
    ) throws -> [[VerifierKey]] {
        var expected = Set(BundleContents.ofLog).union(register.rounds[round]?.released?.keys.map { $0 } ?? [])
        var heads: [[VerifierKey]] = []
        for event in events {
            let isKey = event.type == "key.added"
            guard isKey || event.fields["round"]?.stringValue == round.text else { continue }
            let name = "receipts/\(event.seq).tlog-proof"
            expected.insert(name)
            let receipt = try within(name) { try Receipt(parsing: file(name)) }
            let (checkpoint, signers) = try register.require(receipt.checkpoint.bytes, levels, name)
            let head = try file("checkpoint")
            guard receipt.extra == nil, receipt.index == event.seq, isKey || receipt.checkpoint.bytes == head else {
                throw LedgerError(.mismatch, name, "it is not the receipt of the event \(event.seq) in this bundle")
            }
            try within(name) { try receipt.proof.verify(leaf: event.leaf, root: checkpoint.root).get() }
            if isKey { heads.append(signers) }
        }
        if let stray = files.keys.filter({ !expected.contains($0) }).min() {
            throw LedgerError(.malformed, stray, "is no part of a bundle", hint: "move it out of the folder")
        }
        return heads
    }
}

extension Event {
    fileprivate var isReceipted: Bool { type == "key.added" || BundleContents.receipted.contains(type) }
}
