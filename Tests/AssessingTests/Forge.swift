// A bureau that cheats: it holds the key, so it writes the log anew and signs it.

@testable import Assessing
import AssessmentModel
import AuditLedger
@testable import EventModel
import Foundation
@testable import Proving
@testable import Publishing
@testable import RoundState
import Scoring
import Testing

/// A bundle taken apart, to be changed and put together again with sound hashes and signatures.
struct Forge {
    struct Entry {
        var type: String
        var members: [String: CanonicalJSON]
        /// Disclosed values; a changed one gets a new salt and digest.
        var disclosed: [Disclosure]

        subscript(field: String) -> CanonicalJSON? {
            get { members[field] }
            set { members[field] = newValue }
        }
    }

    var entries: [Entry] = []
    var files: BundleFiles
    let signer: SignerKey
    private let random = SplitMix(state: 99)

    init(_ files: BundleFiles, signer: SignerKey) throws {
        self.files = files
        self.signer = signer
        var disclosed: [Int: [Disclosure]] = [:]
        for line in lines("disclosures.ndjson") {
            let value = try CanonicalJSON(parsing: Array(line), as: .document)
            disclosed[value["event"]?.integerValue ?? -1, default: []]
                .append(try Disclosure(parsing: value["disclosure"]?.stringValue ?? ""))
        }
        for (seq, line) in lines("events.ndjson").enumerated() {
            let members = try CanonicalJSON(parsing: Array(line), as: .event).objectValue ?? [:]
            entries.append(
                Entry(
                    type: members["type"]?.stringValue ?? "", members: members, disclosed: disclosed[seq] ?? []))
        }
    }

    private func lines(_ name: String) -> [ArraySlice<UInt8>] { (files[name] ?? []).split(separator: 0x0A) }

    /// The first entry of a type that `matches`.
    func first(_ type: String, where matches: (Entry) -> Bool = { _ in true }) throws -> Int {
        try #require(entries.firstIndex { $0.type == type && matches($0) }, "\(type)")
    }

    /// Puts another value in the place of a disclosed one.
    mutating func disclose(_ name: String, _ value: CanonicalJSON, at index: Int) throws {
        var random = random
        let old = try #require(entries[index].disclosed.firstIndex { $0.name == name })
        let new = try Disclosure(name: name, value: value, using: &random)
        let digest = entries[index].disclosed[old].digest
        entries[index].disclosed[old] = new
        entries[index]["sd"] = .array(
            (entries[index]["sd"]?.arrayValue ?? []).map { $0 == .string(digest) ? .string(new.digest) : $0 }
                .compactMap(\.stringValue).sorted().map(CanonicalJSON.string))
    }

    /// Lets an event conceal one more value, and shows it.
    mutating func add(_ name: String, _ value: CanonicalJSON, at index: Int) throws {
        var random = random
        let new = try Disclosure(name: name, value: value, using: &random)
        entries[index].disclosed.append(new)
        entries[index]["sd"] = .array(
            ((entries[index]["sd"]?.arrayValue ?? []).compactMap(\.stringValue) + [new.digest]).sorted()
                .map(CanonicalJSON.string))
    }

    mutating func count(_ field: String, by difference: Int, at index: Int) {
        entries[index][field] = .integer((entries[index][field]?.integerValue ?? 0) + difference)
    }

    /// The whole bundle, renumbered, hashed, released and signed anew.
    func sealed() throws -> BundleFiles {
        var files = files
        files["disclosures.ndjson"] = try entries.enumerated().flatMap { seq, entry in
            try entry.disclosed.flatMap { disclosure in
                let line: CanonicalJSON = ["event": .integer(seq), "disclosure": .string(disclosure.encoded)]
                return try line.bytes(as: .document) + [0x0A]
            }
        }
        let released = ["README.md", "disclosures.ndjson", "scheme.json", "scheme.yaml", "snapshot.json"].map {
            CanonicalJSON.array([.string($0), .string(Hash.plain(files[$0] ?? []).hex)])
        }
        let bytes = try entries.enumerated().map { seq, entry in
            var members = entry.members
            members["seq"] = .integer(seq)
            if entry.type == "bundle.released" { members["files"] = .array(released) }
            return try CanonicalJSON.object(members).bytes(as: .event)
        }
        let leaves = bytes.map(Hash.leaf)
        let tree = MerkleTree(leaves: leaves)
        let note = try Checkpoint(origin: signer.name, size: bytes.count, root: tree.root()).signed(by: [signer])
        files["events.ndjson"] = bytes.flatMap { $0 + [0x0A] }
        files["leaves"] = Array(leaves.map { $0.base64 + "\n" }.joined().utf8)
        files["checkpoint"] = note.bytes
        files = files.filter { !$0.key.hasPrefix("receipts/") }
        let receipted: Set = ["round.planned", "round.opened", "round.closed", "snapshot.sealed", "bundle.released"]
        for (seq, entry) in entries.enumerated() where receipted.contains(entry.type) {
            let receipt = try Receipt(proof: tree.inclusionProof(of: seq), checkpoint: note)
            files["receipts/\(seq).tlog-proof"] = receipt.bytes
        }
        return files
    }

    /// A result with another content, under its digest everywhere.
    mutating func replaceSnapshot(_ edit: (String) -> String) throws {
        let old = Hash.plain(files["snapshot.json"] ?? []).hex
        let text = edit(String(decoding: files["snapshot.json"] ?? [], as: UTF8.self))
        files["snapshot.json"] = Array(text.utf8)
        let new = Hash.plain(Array(text.utf8)).hex
        try #require(new != old)
        for index in entries.indices {
            if entries[index]["snapshot"] == .string(old) { entries[index]["snapshot"] = .string(new) }
            guard entries[index].type == "result.sealed", var value = entries[index].disclosed.first?.value.objectValue
            else { continue }
            value["snapshot"] = .string(new)
            try disclose("result", .object(value), at: index)
        }
    }

    /// The result that the changed marks and facts give, under its digest everywhere: what a thorough bureau would do.
    mutating func recompute() throws {
        let files = try sealed()
        let old = try SealedSnapshot(bytes: files["snapshot.json"] ?? []).value
        let terms = try [CanonicalJSON.encode(old.round), CanonicalJSON.encode(old.zones), files["scheme.yaml"] ?? []]
        let stored = Dictionary(uniqueKeysWithValues: terms.map { (Hash.plain($0).hex, $0) })
        var register = Register(.published)
        for (line, entry) in zip((files["events.ndjson"] ?? []).split(separator: 0x0A), entries) {
            try register.apply(Event(parsing: Array(line)), entry.disclosed.map(\.encoded), files: { stored[$0] })
            if entry.type == "round.closed" { break }
        }
        let round = try #require(register.rounds[old.round.id])
        let snapshot = try round.compute(
            round.counted, round.facts, withdrawn: Set(round.withdrawals.keys), closedBy: try #require(round.closed),
            replaces: nil)
        let bytes = try CanonicalJSON.encode(snapshot)
        try replaceSnapshot { _ in String(decoding: bytes, as: UTF8.self) }
        for index in entries.indices where entries[index].type == "result.sealed" {
            let zone = ZoneID(entries[index]["zone"]?.stringValue ?? "")
            let result = try #require(snapshot.result(of: zone, digest: Hash.plain(bytes).hex))
            try disclose("result", Concealed.result(result).value, at: index)
        }
    }
}
