// Proving a database: everything is derived anew from the stored bytes and compared; the first difference is named.

import AssessmentModel
package import AuditLedger
package import Storage

/// What a verified database is proven to hold.
package struct Proof: Equatable, Sendable {
    /// A round of the ledger.
    package struct Round: Equatable, Sendable {
        package let id: String
        package let seats: Int
        package let marks: Int
        /// nil while it is open.
        package let snapshot: String?
    }

    package let origin: String
    package let size: Int
    package let root: String
    package let key: String
    /// Whether the caller named the key, or it was taken from the database itself.
    package let isKeyTrusted: Bool
    package let checkpoints: Int
    /// Events after the last checkpoint, which no signature covers yet.
    package let unsigned: Int
    package let rounds: [Round]
}

/// Derives tree, signatures, disclosures, rows, scores and ranking anew from the stored bytes.
///
/// `trusted` are the keys that the caller knows from elsewhere; without any, the database's own first key is taken,
/// which proves that the parts agree with each other but not whose they are.
/// - Throws: only when the database cannot be read.
package func verify(_ store: Store, trusting trusted: [VerifierKey] = []) throws -> Verdict<Proof> {
    try store.read { reading in
        do {
            return .holds(try prove(reading, trusted))
        } catch let error as LedgerError {
            return .fails(error)
        } catch let error as StorageError {
            return .fails(
                LedgerError(
                    .malformed, "database", "\(error)"))
        }
    }
}

private func prove(_ reading: Reading, _ trusted: [VerifierKey]) throws -> Proof {
    let (replay, levels) = try replayEvents(reading)
    try compareNodes(reading, levels)
    let keys = try provenKeys(reading, replay, trusted)
    let signed = try compareCheckpoints(reading, levels, replay, keys)
    try compareBlobs(reading)
    let rounds = try compareRounds(reading, replay)
    return Proof(
        origin: replay.origin ?? "", size: levels.size, root: try root(levels).hex, key: keys[0].text,
        isKeyTrusted: !trusted.isEmpty, checkpoints: signed.count, unsigned: levels.size - signed.newest,
        rounds: rounds)
}

private func root(_ levels: HashLevels) throws -> Hash {
    try CompactRange(size: levels.size, reader: levels).root
}

/// Every event in its place, every concealed value in its event.
private func replayEvents(_ reading: Reading) throws -> (Replay, HashLevels) {
    var replay = Replay()
    var levels = HashLevels()
    var disclosures = Dictionary(grouping: try reading.disclosures(), by: \.seq)
    try reading.forEachEvent { row in
        let event: Event
        do throws(LedgerError) {
            event = try Event(parsing: row.body)
        } catch {
            throw error.relocated(to: .leaf(levels.size), in: "event")
        }
        guard event.seq == levels.size, row.seq == event.seq, row.id == event.id.text else {
            throw LedgerError.event(
                levels.size, .mismatch, "found the event \(event.seq) in row \(row.seq), expected \(levels.size)",
                hint: "an event was dropped, repeated or moved")
        }
        let opened = try (disclosures.removeValue(forKey: event.seq) ?? []).map { row in
            do throws(LedgerError) {
                return try Disclosure.verify(row.encoded, in: event).get()
            } catch {
                throw error.relocated(to: .leaf(event.seq), in: "disclosure")
            }
        }
        try replay.apply(event, opened)
        levels.append(event.leaf)
    }
    if let stray = disclosures.keys.min() {
        throw LedgerError.event(stray, .mismatch, "a disclosure names this event, which is not stored")
    }
    guard replay.origin != nil else {
        throw LedgerError(
            .missing, "ledger", "it holds no event")
    }
    return (replay, levels)
}

/// The stored hashes are those of the events, all of them and no other.
private func compareNodes(_ reading: Reading, _ levels: HashLevels) throws {
    var count = 0
    try reading.forEachNode { row in
        count += 1
        let position = row.position
        guard position.level < 63, (position.index + 1) << position.level <= levels.size,
            try levels.hashes(at: [position]).first?.bytes == row.hash
        else {
            throw LedgerError(
                .mismatch, "node", at: .leaf(position.index << min(position.level, 62)),
                "the stored hash at level \(position.level), index \(position.index) is not that of the events",
                hint: "an event or the tree was changed")
        }
    }
    var expected = 0
    var size = levels.size
    while size > 0 { (expected, size) = (expected + size, size / 2) }
    guard count == expected else {
        throw LedgerError(
            .missing, "node", "found \(count) hashes, expected \(expected) for \(levels.size) events")
    }
}

/// The keys that may sign: those the caller trusts, or the one that the ledger began with.
private func provenKeys(
    _ reading: Reading, _ replay: Replay, _ trusted: [VerifierKey]
) throws -> [VerifierKey] {
    let stored = try reading.verifierKeys()
    guard stored == replay.keys else {
        throw LedgerError(
            .mismatch, "keys", "the table of keys differs from the keys that the events name")
    }
    let own = try replay.keys.map { text throws(LedgerError) in try VerifierKey(parsing: text) }
    guard trusted.isEmpty || own.allSatisfy(trusted.contains) else {
        throw LedgerError(
            .unknownKey, "keys",
            "the ledger is signed by \(replay.keys.joined(separator: ", ")), "
                + "expected \(trusted.map(\.text).joined(separator: ", "))",
            hint: "the ledger was made by somebody else")
    }
    return own
}

/// Every checkpoint is signed and is the head of its first events.
private func compareCheckpoints(
    _ reading: Reading, _ levels: HashLevels, _ replay: Replay, _ keys: [VerifierKey]
) throws -> (count: Int, newest: Int) {
    let rows = try reading.checkpoints()
    for row in rows {
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint.verify(row.note, keys: keys, origin: replay.origin ?? "").get()
        } catch {
            throw LedgerError(
                error.code, "checkpoint of \(row.size) events", at: error.place, error.line,
                hint: error.hint)
        }
        guard checkpoint.size == row.size, checkpoint.size <= levels.size,
            try CompactRange(size: checkpoint.size, reader: levels).root == checkpoint.root
        else {
            throw LedgerError(
                .mismatch, "checkpoint of \(row.size) events",
                "its root is not that of the first \(checkpoint.size) of \(levels.size) events",
                hint: "events were changed or dropped after it was signed")
        }
    }
    guard let newest = rows.last?.size else {
        throw LedgerError(
            .missing, "checkpoint", "no signature covers the events")
    }
    return (rows.count, newest)
}

/// Every stored file has the digest that names it.
private func compareBlobs(_ reading: Reading) throws {
    for digest in try reading.blobDigests() { _ = try reading.file(digest, "file") }
}

/// The rows say what the events say, and the result is what they give.
private func compareRounds(_ reading: Reading, _ replay: Replay) throws -> [Proof.Round] {
    let rows = try reading.rounds()
    guard Set(rows.map(\.id)) == Set(replay.rounds.keys) else {
        throw LedgerError(
            .mismatch, "table round",
            "found \(rows.map(\.id.text)), the events open \(replay.rounds.keys.map(\.text).sorted())")
    }
    return try rows.map { row in
        guard let round = replay.rounds[row.id] else { preconditionFailure("the sets were compared above") }
        let found = RoundRow(id: row.id, opened: round.opened, closed: round.closed, snapshot: round.snapshot)
        try require(row == found, "table round", "\(row.id) differs from its events")
        try compareRows(reading, row.id, round)
        if let closed = round.closed, let snapshot = round.snapshot {
            try compareSnapshot(reading, row.id, round, closed: closed, snapshot: snapshot)
        }
        return Proof.Round(
            id: row.id.text, seats: round.seats.count, marks: round.marks.count { $0.hundredths != nil },
            snapshot: round.snapshot)
    }
}

private func compareRows(_ reading: Reading, _ id: RoundID, _ round: Replay.Round) throws {
    try compare(
        "table expert", try reading.experts(of: id), round.experts.values.sorted { $0.id < $1.id }
    ) { "expert \($0.id)" }
    try compare(
        "table seat", try reading.seats(of: id), round.sortedSeats
    ) { "seat \($0.seat) at \($0.zone)" }
    try compare(
        "table mark", try reading.marks(of: id), round.sortedMarks
    ) { "mark of seat \($0.seat) at \($0.zone) for \($0.indicator)" }
    try compare(
        "table fact", try reading.facts(of: id), round.sortedFacts
    ) { "fact \($0.fact) of \($0.zone)" }
}

/// Names the first row that the events do not tell, or that they tell otherwise.
private func compare<RowType: Equatable>(
    _ table: String, _ rows: [RowType], _ told: [RowType], name: (RowType) -> String
) throws {
    for (row, expected) in zip(rows, told) {
        try require(row == expected, table, "\(name(row)) differs from its event (\(name(expected)))")
    }
    try require(rows.count == told.count, table, "found \(rows.count) rows, the events tell \(told.count)")
}

private func compareSnapshot(
    _ reading: Reading, _ id: RoundID, _ round: Replay.Round, closed: Int, snapshot: String
) throws {
    let record = RoundRecord(
        plan: try CanonicalJSON.decode(RoundPlan.self, from: reading.file(round.opening.plan, "plan")),
        zones: try CanonicalJSON.decode([Zone].self, from: reading.file(round.opening.zones, "list of zones")),
        schemeBytes: try reading.file(round.opening.scheme, "scheme"),
        experts: round.experts.values.sorted { $0.id < $1.id }, seats: round.sortedSeats,
        marks: round.sortedMarks, facts: round.sortedFacts, closedBy: closed)
    let computed: [UInt8]
    do {
        computed = try CanonicalJSON.encode(record.snapshot())
    } catch let problems as Problems {
        throw LedgerError(
            .malformed, "scheme of round \(id)", "\(problems)")
    }
    try require(
        computed == reading.file(snapshot, "snapshot"), "snapshot of round \(id)",
        "the scores or ranks computed from the ledger differ from it")
}

private func require(_ holds: Bool, _ subject: String, _ line: String) throws(LedgerError) {
    guard holds else {
        throw LedgerError(
            .mismatch, subject, line, hint: "it was changed outside heng")
    }
}

extension Replay.Round {
    var sortedSeats: [SeatRow] { seats.values.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) } }

    var sortedMarks: [MarkRow] {
        marks.sorted { ($0.zone, $0.seat, $0.indicator) < ($1.zone, $1.seat, $1.indicator) }
    }

    var sortedFacts: [FactRow] {
        facts.sorted { a, b in
            a.zone == b.zone ? a.fact.utf8.lexicographicallyPrecedes(b.fact.utf8) : a.zone < b.zone
        }
    }
}
