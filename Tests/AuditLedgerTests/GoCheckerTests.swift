// A checker of other hands, over golang.org/x/mod: it accepts what we write, and refuses what we refuse.

import Foundation
import Reasons
import Testing

@testable import AuditLedger

@Suite struct GoCheckerTests {
    typealias Files = [String: [UInt8]]

    static let accepted = "\"<nil>\""

    let ledger: Ledger

    init() throws { ledger = try Ledger() }

    /// What the checker reads; `5.tlog-proof` bears extra data, `0.tlog-proof` none.
    func files() throws -> Files {
        [
            "keys": Array((ledger.signer.verifierKey.text + "\n").utf8),
            "events.ndjson": ledger.events.flatMap { $0.bytes + [0x0A] },
            "checkpoint": ledger.checkpoint.bytes,
            "old-checkpoint": ledger.oldCheckpoint.bytes,
            "consistency": Array(ledger.consistency.hashes.map { $0.base64 + "\n" }.joined().utf8),
            "0.tlog-proof": try ledger.receipt(of: 0).bytes,
            "5.tlog-proof": try ledger.receipt(of: 5, extra: [1, 2]).bytes,
        ]
    }

    @Test func checker_ownExport_isAccepted_andEveryMutation_isRefusedByBoth() throws {
        let original = try files()
        let mutations =
            try original.keys.sorted().flatMap { try self.mutations(of: $0, in: original) } + swaps(in: original)
        #expect(mutations.count > 1000)
        let verdicts = try goVerdicts([original] + mutations.map(\.files))
        #expect(ours(original) == nil)
        #expect(verdicts.first == Self.accepted)
        for (mutation, verdict) in zip(mutations, verdicts.dropFirst()) {
            #expect(ours(mutation.files) != nil, "we accept \(mutation.name)")
            #expect(verdict != Self.accepted, "the checker accepts \(mutation.name)")
        }
    }

    /// The lowest bit of every byte, where a change means something to both. Go's `note` reads lenient base64: it does not see the
    /// two unused bits before the final `=` of a signature line, which we refuse (``CheckpointTests``). Extra data is authenticated
    /// by nobody.
    private func mutations(of name: String, in files: Files) throws -> [(name: String, files: Files)] {
        let bytes = try #require(files[name])
        let step = name == "events.ndjson" ? 5 : 1
        return stride(from: 0, to: bytes.count, by: step).compactMap { place in
            let isSignaturePadding = place + 3 == bytes.count && name != "consistency" && name != "events.ndjson"
            let isExtra =
                name == "5.tlog-proof"
                && bytes[..<place].split(separator: 0x0A, omittingEmptySubsequences: false).count == 2
            guard !isSignaturePadding, !isExtra else { return nil }
            var changed = files
            changed[name]?[place] ^= 1
            return ("bit 0 of byte \(place) of \(name)", changed)
        }
    }

    /// Leaves and proofs in other places.
    private func swaps(in files: Files) throws -> [(name: String, files: Files)] {
        let lines = ledger.events.map { $0.bytes + [0x0A] }
        var swapped = lines
        swapped.swapAt(3, 9)
        let events = [
            "swapped": swapped, "dropped": lines.dropLast(), "dropped first": Array(lines.dropFirst()),
            "repeated": lines + lines.suffix(1),
        ]
        var mutations = events.map { name, lines in
            ("events \(name)", files.merging(["events.ndjson": Array(lines.joined())]) { $1 })
        }
        mutations.append(
            (
                "checkpoints swapped",
                files.merging([
                    "checkpoint": files["old-checkpoint"] ?? [], "old-checkpoint": files["checkpoint"] ?? [],
                ]) { $1 }
            ))
        let reversed = Array(ledger.consistency.hashes.reversed().map { $0.base64 + "\n" }.joined().utf8)
        mutations.append(("consistency reversed", files.merging(["consistency": reversed]) { $1 }))
        return mutations
    }

    private func goVerdicts(_ exports: [Files]) throws -> [String] {
        try TemporaryFolder.with { folder in
            let checker = folder.appending(path: "checker").path()
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "Fixtures/checker/main.go"
            ).path()
            let environment = [
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "",
                "GOCACHE": folder.appending(path: "cache").path(),
            ]
            let build = try ForeignTool.go.run(["build", "-o", checker, source], environment: environment)
            try #require(build.status == 0, "\(build.errors) (Debian packages \(ForeignTool.go.package))")
            let folders = try exports.enumerated().map { number, files in
                let export = folder.appending(path: String(number))
                try FileManager.default.createDirectory(at: export, withIntermediateDirectories: false)
                for (name, bytes) in files { try Data(bytes).write(to: export.appending(path: name)) }
                return export.path()
            }
            let outcome = try ForeignTool(name: checker, package: "").run(folders)
            let verdicts = outcome.output.split(separator: "\n").map(String.init)
            try #require(outcome.status == 0 && verdicts.count == exports.count, "\(outcome.errors)")
            return verdicts
        }
    }

    /// Our own verdict over the same files: nil, or what is wrong.
    private func ours(_ files: Files) -> LedgerError? {
        func read(_ name: String) -> [UInt8] { files[name] ?? [] }
        func check() throws(LedgerError) {
            let keys = try VerifierKey.list(parsing: read("keys"))
            let checkpoint = try Checkpoint.verify(read("checkpoint"), keys: keys, origin: Ledger.origin).get()
            let old = try Checkpoint.verify(read("old-checkpoint"), keys: keys, origin: Ledger.origin).get()
            let lines = read("events.ndjson").split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(
                Array.init)
            var edge = CompactRange()
            for line in lines { edge.append(Hash.leaf(line)) }
            guard edge.size == checkpoint.size, edge.root == checkpoint.root else {
                throw LedgerError(.mismatch, .the(.events), Reason(.eventHashDiffers))
            }
            let text = String(decoding: read("consistency"), as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            let hashes = text.dropLast().compactMap { Hash(base64: $0) }
            guard hashes.count + 1 == text.count, text.last == "" else {
                throw LedgerError(.malformed, .the(.consistencyProof), Reason(.newlineMissing))
            }
            try ConsistencyProof(oldSize: old.size, newSize: checkpoint.size, hashes: hashes).verify(
                oldRoot: old.root, newRoot: checkpoint.root
            ).get()
            for index in [0, 5] {
                _ = try Receipt.verify(read("\(index).tlog-proof"), of: lines[index], keys: keys, origin: Ledger.origin)
                    .get()
            }
        }
        do { try check() } catch { return error }
        return nil
    }
}
