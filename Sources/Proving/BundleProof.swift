// Proving a bundle: the log is replayed from its bytes, the ranking computed anew; the first thing that is wrong is named.

import AssessmentModel
package import AuditLedger
import EventModel
import Foundation
import Reasons
package import RoundState
import Scoring

/// Proves a bundle; `known` is an older checkpoint that the caller kept, of which this log must be a continuation.
package func verify(
    bundle files: BundleFiles, trusting trusted: [VerifierKey] = [], known: [UInt8]? = nil
) -> Checked<Proof> {
    do {
        return .holds(try prove(bundle: files, trusting: trusted, known: known).proof)
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, .the(.bundle), .unreadable(error)))
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
        let snapshot = try within(.file("snapshot.json")) { try SealedSnapshot(bytes: file("snapshot.json")) }
        let replayed = try replay(snapshot.value)
        let (register, levels) = (replayed.register, replayed.levels)
        try requireKeys(register)
        let (checkpoint, signers) = try register.require(file("checkpoint"), levels, .the(.checkpoint))
        guard checkpoint.size == register.size else {
            throw LedgerError(
                .mismatch, .the(.checkpoint), .number(of: .events, checkpoint.size, expected: register.size))
        }
        if let known { _ = try register.require(known, levels, .the(.knownCheckpoint)) }
        guard let round = register.rounds[snapshot.value.round.id] else {
            throw LedgerError(
                .missing, .file("snapshot.json"), Reason(.roundUnknown, .round(snapshot.value.round.id)))
        }
        try requireReleased(round, snapshot.digest)
        for (event, shown) in replayed.told { try requirePublic(event, shown, round) }
        let heads = try requireReceipts(round.id, register, levels, replayed.receipted)
        try register.requireChain(of: heads + [signers], trusting: trusted)
        let proof = Proof(
            origin: register.origin, size: register.size, root: levels.root.hex,
            keys: register.keys.map(\.key.text), isKeyTrusted: !trusted.isEmpty, edition: register.edition,
            checkpoints: 1, unsigned: 0,
            areCommitsProven: true, erased: register.erased, rounds: [try round.requireResults(in: .published)])
        return ProvenBundle(proof: proof, register: register, levels: levels)
    }

    private func file(_ name: String) throws(LedgerError) -> [UInt8] {
        guard let bytes = files[name] else { throw LedgerError(.missing, part(name), Reason(.fileAbsent)) }
        return bytes
    }

    private func within<Value>(_ part: LedgerError.Part, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as LedgerError { throw error.relocated(to: .whole, in: part) }
    }

    /// What a file of a bundle is, by its name.
    private func part(_ name: String) -> LedgerError.Part {
        switch name {
        case "checkpoint": .the(.checkpoint)
        case "keys": .the(.keys)
        default: .file(name)
        }
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
                throw error.relocated(to: .leaf(seq), in: .the(.event))
            }
            let leaf = event.leaf
            guard seq < leaves.count, leaf.isWritten(as: leaves[seq]) else {
                throw LedgerError.event(seq, .mismatch, Reason(.eventHashDiffers))
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
            throw LedgerError(
                .mismatch, .file("leaves"), .number(of: .hashes, leaves.count, expected: register.size))
        }
        if let stray = disclosures.keys.min() {
            throw LedgerError(
                .mismatch, .file("disclosures.ndjson"), Reason(.disclosureOfNothing, ["event": .number(stray)]))
        }
        return Replayed(register: register, levels: levels, receipted: events, told: told)
    }

    /// Each line ends in one newline, the last one too.
    private func readLines(_ name: String) throws(LedgerError) -> [ArraySlice<UInt8>] {
        let bytes = try file(name)
        guard bytes.last == 0x0A else { throw LedgerError(.malformed, part(name), Reason(.newlineMissing)) }
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
                throw error.relocated(to: .line(number + 1), in: .file("disclosures.ndjson"))
            }
            guard let seq = value["event"]?.integerValue, let encoded = value["disclosure"]?.stringValue,
                value.objectValue?.count == 2
            else {
                throw LedgerError(
                    .malformed, .file("disclosures.ndjson"), at: .line(number + 1), .other(than: .disclosureLine))
            }
            guard seq >= last else {
                throw LedgerError(
                    .malformed, .file("disclosures.ndjson"), at: .line(number + 1),
                    Reason(.disclosureOrder, ["found": .number(seq), "before": .number(last)]))
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
        if let value = told.values.first(where: { !isOwn || !round.shows($0.concealed, of: event) })?.concealed {
            throw told.fault(.shownNotPublic, ["name": .concealed(value.name)])
        }
        guard isOwn else { return }
        let missing = { (name: String) in told.fault(.shownNot, ["name": .concealed(name)], as: .missing) }
        switch try LedgerEvent(event) {
        case .seatCounted(_, let outcome):
            guard let state = (outcome ?? told.outcome)?.state else { throw missing("outcome") }
            if state == .sealed, told.marks == nil, !round.hidesZone(of: event) { throw missing("marks") }
            let isGrouped = round.terms?.scheme.aggregate.groups.isEmpty == false
            if isGrouped, told.source == nil { throw missing("source") }
            if !isGrouped, told.source != nil { throw told.fault(.shownNotPublic, ["name": .concealed("source")]) }
        case .seatRecounted where told.marks == nil: throw missing("marks")
        case .factsRecorded where told.values.count != event.digestCount - 1 && !round.hidesZone(of: event),
            .factsCorrected where told.values.count != event.digestCount - 1:
            throw missing("facts")
        case .resultSealed where told.result == nil && !round.hidesResult(event): throw missing("result")
        default: break
        }
    }

    /// What is said to be erased was there.
    private func requireErased(
        _ erased: LedgerEvent.Erased, _ seq: Int, _ lines: [ArraySlice<UInt8>]
    ) throws(LedgerError) {
        guard erased.seq < seq, try Event(parsing: Array(lines[erased.seq])).digests.contains(erased.digest) else {
            throw .event(seq, .mismatch, Reason(.erasureOfNothing, ["event": .number(erased.seq)]))
        }
    }

    // MARK: what vouches for it

    private func requireKeys(_ register: Register) throws {
        let own = register.keys.map { $0.key.text + "\n" }.joined()
        guard try file("keys").elementsEqual(own.utf8) else {
            throw LedgerError(.mismatch, .the(.keys), Reason(.keysNotOfEvents))
        }
    }

    private func requireReleased(_ round: Round, _ snapshot: String) throws {
        guard let released = round.released else {
            throw LedgerError(.missing, .the(.bundle), Reason(.bundleNotReleased, .round(round.id)))
        }
        for name in released.keys.sorted() {
            let found = Hash.plain(try file(name)).hex
            guard released[name] == found else {
                throw LedgerError(.mismatch, part(name), .digest(found, expected: released[name] ?? ""))
            }
        }
        guard round.result?.snapshot == snapshot else {
            throw LedgerError(.mismatch, .file("snapshot.json"), Reason(.resultNotNewest, .round(round.id)))
        }
        guard round.files.scheme == released["scheme.yaml"] else {
            throw LedgerError(.mismatch, .file("scheme.yaml"), Reason(.bundleNotAsPlanned))
        }
        if released["scheme.json"] != nil, let scheme = round.terms?.scheme {
            guard try file("scheme.json") == scheme.jsonBytes() else {
                throw LedgerError(.mismatch, .file("scheme.json"), Reason(.bundleSchemeJsonOther))
            }
        }
        guard round.terms != nil else {
            throw LedgerError(.mismatch, .file("snapshot.json"), Reason(.bundleNotAsPlanned))
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
            let receipt = try within(.file(name)) { try Receipt(parsing: file(name)) }
            let (checkpoint, signers) = try register.require(receipt.checkpoint.bytes, levels, .file(name))
            let head = try file("checkpoint")
            guard receipt.extra == nil, receipt.index == event.seq, isKey || receipt.checkpoint.bytes == head else {
                throw LedgerError(.mismatch, .file(name), Reason(.bundleReceiptOther, .event(event.seq)))
            }
            try within(.file(name)) { try receipt.proof.verify(leaf: event.leaf, root: checkpoint.root).get() }
            if isKey { heads.append(signers) }
        }
        if let stray = files.keys.filter({ !expected.contains($0) }).min() {
            throw LedgerError(.malformed, part(stray), Reason(.fileStray))
        }
        return heads
    }
}

extension Event {
    fileprivate var isReceipted: Bool { type == "key.added" || BundleContents.receipted.contains(type) }
}
