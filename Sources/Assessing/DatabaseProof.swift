// Proving a database: everything is derived anew from the stored bytes; the first thing that is wrong is named.

package import AuditLedger
package import Storage

/// Derives tree, signatures, permissions, scores and rankings anew from the stored bytes.
///
/// `trusted` are keys that the caller knows from elsewhere; without any, the parts are proven to agree with each other, but not
/// whose they are.
/// - Throws: only when the database cannot be read.
package func verify(_ store: Store, trusting trusted: [VerifierKey] = []) throws -> Verdict<Proof> {
    try store.read { reading in
        do {
            return .holds(try prove(reading, trusted))
        } catch let error as LedgerError {
            return .fails(error)
        } catch let error as StorageError {
            return .fails(LedgerError(.malformed, "database", "\(error)"))
        }
    }
}

private func prove(_ reading: Reading, _ trusted: [VerifierKey]) throws -> Proof {
    let fold = try Fold(of: reading)
    let register = fold.register
    guard register.size > 0 else { throw LedgerError(.missing, "ledger", "it holds no event") }
    try requireNothingHidden(register)
    let signed = try requireCheckpoints(reading, register, fold.levels, trusted)
    for digest in try reading.fileDigests() { _ = try reading.file(digest, "file") }
    for digest in register.evidence.sorted() { _ = try reading.file(digest, "evidence") }
    let rounds = try register.roundsInOrder.map { round in
        for (digest, name) in round.storedFiles { _ = try reading.file(digest, name) }
        return try round.requireResults()
    }
    return Proof(
        origin: register.origin, size: register.size, root: fold.levels.root.hex, keys: register.keys.map(\.key.text),
        isKeyTrusted: !trusted.isEmpty, checkpoints: signed.count, unsigned: register.size - signed.newest,
        erased: register.erased, rounds: rounds)
}

/// Every concealed value is there, or an event says that it was erased.
private func requireNothingHidden(_ register: Register) throws(LedgerError) {
    if let seq = register.stillThere.first {
        throw LedgerError.event(seq, .mismatch, "says that a value was erased, which is stored all the same")
    }
    guard let first = register.undisclosed.min(by: { $0.value < $1.value }) else { return }
    throw LedgerError.event(
        first.value, .missing, "a concealed value (\(first.key)) is not stored, and no event says that it was erased")
}

/// Every stored checkpoint is signed by the keys of its time and is the head of its first events; every new key is vouched for.
private func requireCheckpoints(
    _ reading: Reading, _ register: Register, _ levels: HashLevels, _ trusted: [VerifierKey]
) throws -> (count: Int, newest: Int) {
    let rows = try reading.checkpoints()
    var heads: [[VerifierKey]] = []
    for row in rows {
        let subject = "checkpoint of \(row.size) events"
        let (checkpoint, signers) = try register.require(row.note, levels, subject)
        guard checkpoint.size == row.size else {
            throw LedgerError(.mismatch, subject, "found \(checkpoint.size) events in it")
        }
        heads.append(signers)
    }
    guard let newest = rows.last?.size else {
        throw LedgerError(.missing, "checkpoint", "no signature covers the events")
    }
    try register.requireChain(of: heads, trusting: trusted)
    return (rows.count, newest)
}

extension Round {
    /// What must be stored for this round.
    fileprivate var storedFiles: [(String, String)] {
        [(files.plan, "plan"), (files.scheme, "scheme"), (files.zones, "list of zones")]
            + results.map { ($0.snapshot, "snapshot") }
    }
}
