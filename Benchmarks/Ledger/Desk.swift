// A ledger of any size, for what is measured on it.

import Assessing
import AssessmentModel
import EventModel
import Foundation
import Publishing
import RoundState

/// A ledger with one round open for scoring: every expert sits at every zone.
final class Desk {
    /// How large the round is.
    struct Size {
        var zones = 1
        var experts = 3
        var indicators = 1
    }

    /// A cell that is saved again and again.
    struct Sheet: Sendable {
        let seat: SeatID
        let user: UserID
    }

    let folder: String
    let ledger: Ledger
    let size: Size
    /// Every seat, by zone and code.
    private(set) var sheets: [Sheet] = []
    private var version = 0

    init(folder: String, _ size: Size = Size()) throws {
        self.folder = folder
        self.size = size
        ledger = try beginLedger(
            LedgerFiles(folder: folder, database: "ledger.sqlite", key: "key"), named: "benchmark.example/ledger",
            at: Self.now)
        let officer = User(id: "officer", name: "经办人", role: .officer)
        let deputy = User(id: "deputy", name: "副经办人", role: .officer)
        for user in [officer, deputy] { try ledger.perform(AddUser(user), by: "security", at: Self.now) }
        try ledger.perform(
            LoadCalendar([CalendarYear(year: 2026, holidays: [], workdays: [])]), by: "officer", at: Self.now)
        try ledger.perform(ImportRound(material()), by: "officer", at: Self.now)
        for expert in 1...size.experts {
            let user = User(
                id: UserID("expert-\(expert)"), name: "专家", role: .expert, expert: ExpertID("expert-\(expert)"))
            try ledger.perform(AddUser(user), by: "security", at: Self.now)
        }
        sheets =
            try ledger.register().rounds["r1"]?.seatsInOrder.compactMap { seat in
                seat.expert.map { Sheet(seat: seat.id, user: UserID($0.text)) }
            } ?? []
        for sheet in sheets {
            try ledger.perform(AcceptSeat("r1", seat: sheet.seat), by: sheet.user, at: Self.now)
        }
    }

    /// 2026-11-02T08:00:00Z.
    static let now = Moment(seconds: 1_793_606_400)

    /// The ledger that another process left in the folder.
    static func opened(_ folder: String) throws -> Ledger {
        try LedgerFiles(folder: folder, database: "ledger.sqlite", key: "key").open()
    }

    /// One durable save with version check, policy and a comment.
    func save() throws {
        let action = Self.mark(sheets[0].seat, indicator: 1, base: version)
        try ledger.perform(action, by: sheets[0].user, at: Self.now)
        version += 1
    }

    /// What saves the next version of a cell.
    static func mark(_ seat: SeatID, indicator: Int, base: Int) -> SaveMark {
        SaveMark(
            "r1", seat: seat, indicator: CriterionID("p.\(indicator)"), mark: Fraction(base % 2) / 2,
            comment: "台账齐全，公示及时", base: base)
    }

    /// So many saves by many people at once, each on a sheet of its own, round and round its indicators.
    func fill(_ cells: Int) async throws {
        let (ledger, sheets, indicators) = (ledger, Array(sheets.prefix(64)), size.indicators)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sheet in sheets {
                group.addTask {
                    for step in 0..<cells / sheets.count {
                        let mark = Self.mark(sheet.seat, indicator: 1 + step % indicators, base: step / indicators)
                        _ = try await ledger.perform(mark, by: sheet.user, at: Self.now)
                    }
                }
            }
            try await group.waitForAll()
        }
        try ledger.signHead()
    }

    func publish() throws -> BundleFiles {
        try ledger.perform(CloseRound("r1", missing: sheets.count), by: "officer", at: Self.now)
        try ledger.perform(PublishNotice("r1", from: "2026-11-02", to: "2026-11-06"), by: "officer", at: Self.now)
        if let act = ledger.standing.register.rounds["r1"]?.acts.values.first {
            try ledger.perform(AnswerAct(act, in: "r1", isConfirmed: true), by: "deputy", at: Self.now)
        }
        return try ledger.exportBundle(of: "r1", readMe: Array("# Benchmark\n".utf8), by: "officer", at: Self.now)
    }

    private func material() throws -> RoundMaterial {
        let zones = (1...size.zones).map {
            Zone(id: ZoneID("zone-\($0)"), name: LocalizedText(zh: "示例\($0)市"), kind: .directCounty)
        }
        let indicators = (1...size.indicators).map {
            "  - {id: p.\($0), title: {zh: 指标\($0)}, points: 10, by: experts}"
        }
        let panel = (1...size.experts).map {
            Expert(id: ExpertID("expert-\($0)"), name: "专家\($0)", source: .university, organisation: "大学")
        }
        let scheme = """
            scheme: benchmark
            edition: 1
            status: specimen
            title: {zh: 示例}
            panel: {minimum: 3}
            marks: {step: 0.5}
            aggregate: {method: mean, level: indicator, minimum: 1}
            pass: {total: 5, pillars: 50%, compare: exact}
            criteria:

            """ + indicators.joined(separator: "\n") + "\n"
        return try paperRound(
            zones, panel, scheme: Array(scheme.utf8), ledger: "benchmark.example/ledger", from: "2026-11-02",
            due: "2026-11-02")
    }
}
