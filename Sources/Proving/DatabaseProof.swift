// Proving a database: everything is derived anew from the stored bytes; the first thing that is wrong is named.

package import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
import RoundState
package import Storage

/// Derives tree, signatures, permissions, scores and rankings anew from the stored bytes.
///
/// `trusted` are keys that the caller knows from elsewhere; without any, the parts are proven to agree with each other, but not
/// whose they are. `known` is an older checkpoint that the caller kept, of which this log must be a continuation. `signers` are signing
/// keys of the ledger: with them the commits that no signature covers yet are proven too. `tell` is told how far it has come.
/// - Throws: only when the database cannot be read.
package func verify(
    _ store: Store, trusting trusted: [VerifierKey] = [], known: [UInt8]? = nil, signers: [SignerKey] = [],
    telling tell: (ProofStage) -> Void = { _ in }
) throws -> Checked<Proof> {
    try store.read { reading in
        do {
            return .holds(try proveDatabase(reading, trusted, known, signers, telling: tell).proof)
        } catch let error as LedgerError {
            return .fails(error)
        } catch let error as StorageError {
            return .fails(LedgerError(.malformed, .the(.database), error.reason))
        }
    }
}

/// How far the proof of a database has come.
package enum ProofStage: Sendable, Equatable {
    /// So many events are folded.
    case events(Int)
    /// Signed heads are held against the tree.
    case heads
    /// Files and evidence are hashed.
    case files
    /// Results are computed anew.
    case results
}

/// What a database that holds says.
struct ProvenDatabase {
    let proof: Proof
    let register: Register
}

/// - Throws: `LedgerError` with the first thing that is wrong.
func proveDatabase(
    _ reading: Reading, _ trusted: [VerifierKey], _ known: [UInt8]?, _ signers: [SignerKey],
    telling tell: (ProofStage) -> Void = { _ in }
) throws -> ProvenDatabase {
    let fold = try Fold(of: reading) { tell(.events($0)) }
    let register = fold.register
    guard register.size > 0 else { throw LedgerError(.missing, .the(.ledger), Reason(.ledgerEmpty)) }
    try requireNothingHidden(register)
    try register.requireStepsEnded()
    tell(.heads)
    let signed = try requireCheckpoints(reading, register, fold.levels, trusted)
    if let known { _ = try register.require(known, fold.levels, .the(.knownCheckpoint)) }
    if !signers.isEmpty { try fold.requireCommits(reading, by: signers) }
    tell(.files)
    for digest in try reading.fileDigests() { _ = try reading.file(digest, .file) }
    for digest in register.filesBeside.sorted() { try reading.requireEvidence(digest) }
    tell(.results)
    let rounds = try register.roundsInOrder.map { round in
        for (digest, name) in round.storedFiles { _ = try reading.file(digest, name) }
        return try round.requireResults(in: .everything)
    }
    let proof = Proof(
        origin: register.origin, size: register.size, root: fold.levels.root.hex, keys: register.keys.map(\.key.text),
        isKeyTrusted: !trusted.isEmpty, edition: register.edition, checkpoints: signed.count,
        unsigned: register.size - signed.newest,
        areCommitsProven: !signers.isEmpty, erased: register.erased, rounds: rounds)
    return ProvenDatabase(proof: proof, register: register)
}

extension Reading {
    /// The file is there and is the one that its name says.
    fileprivate func requireEvidence(_ digest: String) throws {
        guard let bytes = try evidenceFile(digest) else {
            throw LedgerError(
                .missing, .the(.evidence),
                Reason(.evidenceGone, ["digest": .text(digest), "folder": .text(evidence.path)]))
        }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw LedgerError(.mismatch, .the(.evidence), .digest(found, expected: digest))
        }
    }
}

extension Fold {
    /// Everything that was written since these keys sign was written by somebody who held one of them.
    fileprivate func requireCommits(_ reading: Reading, by signers: [SignerKey]) throws {
        let secrets = signers.map { $0.secret(for: CommitMAC.purpose) }
        let own = Set(signers.map(\.verifierKey))
        guard let first = register.keys.first(where: { own.contains($0.key) }) else {
            throw LedgerError(.unknownKey, .the(.keyFile), Reason(.keyFileOther))
        }
        guard register.keys.contains(where: { own.contains($0.key) && $0.retired == nil }) else {
            throw LedgerError(.unknownKey, .the(.keyFile), Reason(.keyFileOther))
        }
        if let why = try faultOfCommits(reading, under: secrets) { throw why }
        // What other keys wrote before they retired is covered by signatures.
        let since = register.keys.filter { !own.contains($0.key) }.compactMap(\.retired).max() ?? first.since
        let commits = Dictionary(grouping: try reading.commitMACs(from: since + 1), by: \.size)
        for (size, marks) in commits.sorted(by: { $0.key < $1.key }) {
            guard try speaks(for: size, marks, secrets) else {
                throw LedgerError.event(size - 1, .badSignature, Reason(.commitOfStranger))
            }
        }
    }
}

/// Every concealed value is there, or an event says that it was erased.
private func requireNothingHidden(_ register: Register) throws(LedgerError) {
    if let seq = register.stillThere.first {
        throw LedgerError.event(seq, .mismatch, Reason(.erasureNotDone))
    }
    guard let first = register.undisclosed.min(by: { $0.value < $1.value }) else { return }
    throw LedgerError.event(first.value, .missing, Reason(.concealedGone, ["digest": .text(first.key)]))
}

/// Every stored checkpoint is signed by the keys of its time and is the head of its first events; every new key is vouched for.
private func requireCheckpoints(
    _ reading: Reading, _ register: Register, _ levels: HashLevels, _ trusted: [VerifierKey]
) throws -> (count: Int, newest: Int) {
    let rows = try reading.checkpoints()
    var heads: [[VerifierKey]] = []
    for row in rows {
        let subject = LedgerError.Part.head(row.size)
        let (checkpoint, signers) = try register.require(row.note, levels, subject)
        guard checkpoint.size == row.size else {
            throw LedgerError(.mismatch, subject, .number(of: .events, checkpoint.size, expected: row.size))
        }
        heads.append(signers)
    }
    guard let newest = rows.last?.size else {
        throw LedgerError(.missing, .the(.checkpoint), Reason(.checkpointMissing))
    }
    try register.requireChain(of: heads, trusting: trusted)
    return (rows.count, newest)
}

extension Round {
    /// What must be stored for this round.
    fileprivate var storedFiles: [(String, LedgerError.Thing)] {
        [(files.plan, .plan), (files.scheme, .scheme), (files.zones, .zones)]
            + results.map { ($0.snapshot, .snapshot) }
    }
}
