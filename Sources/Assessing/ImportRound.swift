// A round's files → events and rows, all or nothing.

package import AssessmentModel
import AuditLedger
import Storage

/// What a round starts from, checked by the loaders.
package struct RoundMaterial: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    /// The scheme's file as loaded.
    package let schemeBytes: [UInt8]
    package let zones: [Zone]
    package let panel: [Expert]
    /// By the experts' own ids; a seat's code is drawn here.
    package let sheets: [Sheet]
    package let facts: FactTable

    package init(
        plan: RoundPlan, scheme: Scheme, schemeBytes: [UInt8], zones: [Zone], panel: [Expert], sheets: [Sheet],
        facts: FactTable
    ) {
        self.plan = plan
        self.scheme = scheme
        self.schemeBytes = schemeBytes
        self.zones = zones
        self.panel = panel
        self.sheets = sheets
        self.facts = facts
    }
}

extension Ledger {
    /// Opens the round, assigns a seat to every expert at every zone, and records facts, recusals and sheets.
    ///
    /// `date` (ISO) is the day on which it is recorded.
    /// - Throws: `Refusal` when the ledger has this round already or belongs to another origin.
    package func importRound(
        _ material: RoundMaterial, on date: String, using random: inout some RandomNumberGenerator
    ) throws {
        try commit { appender in
            try refuseUnlessNew(material.plan, appender.writing.reading)
            if appender.size == 0 { try begin(&appender, on: date, using: &random) }
            let roster = Roster(zones: material.zones, panel: material.panel, using: &random)
            try open(material, roster, &appender, on: date, using: &random)
            try record(material.facts, of: material, &appender, on: date, using: &random)
            try record(material.sheets, roster, round: material.plan.id, &appender, on: date, using: &random)
        }
    }

    private func refuseUnlessNew(_ plan: RoundPlan, _ reading: Reading) throws {
        if try reading.rounds().contains(where: { $0.id == plan.id }) {
            throw Refusal("the round \(plan.id) is in this database already: a ledger is never written over")
        }
        guard plan.ledger == signer.verifierKey.name else {
            throw Refusal(
                "the round names the ledger \(plan.ledger), the key signs for \(signer.verifierKey.name)")
        }
        if let key = try reading.verifierKeys().last, key != signer.verifierKey.text {
            throw Refusal("this database is signed by another key: \(key)")
        }
    }

    private func begin(
        _ appender: inout Appender, on date: String, using random: inout some RandomNumberGenerator
    ) throws {
        let key = signer.verifierKey
        let seq = try appender.append(.genesis(origin: key.name, key: key.text), at: date, using: &random)
        try appender.writing.insert(key, since: seq)
    }

    private func open(
        _ material: RoundMaterial, _ roster: Roster, _ appender: inout Appender, on date: String,
        using random: inout some RandomNumberGenerator
    ) throws {
        let writing = appender.writing
        let round = material.plan.id
        let opening = LedgerEvent.Opening(
            plan: try writing.insertBlob(CanonicalJSON.encode(material.plan)),
            scheme: try writing.insertBlob(material.schemeBytes),
            zones: try writing.insertBlob(CanonicalJSON.encode(material.zones.sorted { $0.id < $1.id })),
            roster: try Roster.digest(of: roster.seats.map { ($0.zone, $0.seat) }), seats: roster.seats.count)
        let seq = try appender.append(.roundOpened(round, opening), at: date, using: &random)
        try writing.insertRound(round, opened: seq)
        for expert in material.panel { try writing.insert(expert, in: round) }
        for seat in roster.seats {
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.seat)
            try appender.append(.seatAssigned(place), concealing: [.who(seat.expert)], at: date, using: &random)
            try writing.insert(
                SeatRow(zone: seat.zone, seat: seat.seat, expert: seat.expert.id, state: .open), in: round)
        }
    }

    private func record(
        _ facts: FactTable, of material: RoundMaterial, _ appender: inout Appender, on date: String,
        using random: inout some RandomNumberGenerator
    ) throws {
        let round = material.plan.id
        for zone in material.zones.map(\.id).sorted() {
            let rows = facts[zone].map { FactRow(zone: zone, fact: $0.key.description, value: $0.value.text) }
                .sorted { $0.fact.utf8.lexicographicallyPrecedes($1.fact.utf8) }
            if rows.isEmpty { continue }
            try appender.append(
                .factsRecorded(round, zone), concealing: rows.map { .fact($0.fact, value: $0.value) }, at: date,
                using: &random)
            for row in rows { try appender.writing.insert(row, in: round) }
        }
    }

    /// One event for each seat that was recused or gave anything; the others are found missed at the close.
    private func record(
        _ sheets: [Sheet], _ roster: Roster, round: RoundID, _ appender: inout Appender, on date: String,
        using random: inout some RandomNumberGenerator
    ) throws {
        let given = Dictionary(grouping: sheets, by: \.zone)
        for seat in roster.seats {
            let sheet = given[seat.zone]?.first { $0.seat.text == seat.expert.id.text }
            guard let sheet, sheet.isRecused || !sheet.isEmpty else { continue }
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.seat)
            if sheet.isRecused {
                try appender.append(.seatRecused(place), at: date, using: &random)
                try appender.writing.setState(.recused, of: seat.seat, at: seat.zone, in: round)
                continue
            }
            let rows = try markRows(sheet, at: seat)
            let decoys = Array(repeating: Concealed.decoy, count: Int.random(in: 0...3, using: &random))
            try appender.append(
                .sheetSealed(place), concealing: rows.flatMap(\.concealed) + decoys, at: date, using: &random)
            for row in rows { try appender.writing.insert(row, in: round) }
            try appender.writing.setState(.sealed, of: seat.seat, at: seat.zone, in: round)
        }
    }

    private func markRows(_ sheet: Sheet, at seat: Roster.Seat) throws -> [MarkRow] {
        try Set(sheet.marks.keys).union(sheet.comments.keys).sorted().map { indicator in
            let hundredths = try sheet.marks[indicator].map { mark in
                guard let hundredths = mark.hundredths else {
                    throw Refusal("the mark \(mark) for \(indicator) at \(sheet.zone) is finer than hundredths")
                }
                return hundredths
            }
            return MarkRow(
                zone: seat.zone, seat: seat.seat, indicator: indicator, hundredths: hundredths,
                comment: sheet.comments[indicator])
        }
    }
}

extension MarkRow {
    /// The cell as its sheet's event conceals it.
    var concealed: [Concealed] {
        [hundredths.map { .mark(indicator, hundredths: $0) }, comment.map { .comment(indicator, $0) }]
            .compactMap { $0 }
    }
}

extension Sheet {
    var isEmpty: Bool { marks.isEmpty && comments.isEmpty }
}

extension Fact {
    /// As rows and concealed values write it: a decimal, `yes` or `no`.
    var text: String {
        switch self {
        case .number(let number): number.exactText
        case .flag(let flag): flag ? "yes" : "no"
        }
    }

    init?(text: String) {
        switch text {
        case "yes": self = .flag(true)
        case "no": self = .flag(false)
        default:
            guard let number = Fraction(exactText: text) else { return nil }
            self = .number(number)
        }
    }
}
