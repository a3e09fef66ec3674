// The ledger of a bureau, as `heng serve --demo` opens it: a round in scoring, with seats in every state.

import Assessing
import AssessmentModel
import EventModel
import Foundation
import HashTreeCollections
import RoundState
import Storage

/// A round of the Jiangxi scheme, and twenty officers who watch it. Written now, for the server reads the clock.
struct Bureau {
    private static let scheme = "Criteria/jiangxi-2017.yaml"
    /// The name for which the server makes everybody an account with a password that is no secret.
    private static let name = "demo.heng.example/2026"

    private static let now = Moment(seconds: Int(Date().timeIntervalSince1970))
    private static let due = Moment(seconds: now.seconds + 20 * 86_400)

    private let ledger: Ledger

    init(folder: String, zones: Int, experts: Int) throws {
        let files = LedgerFiles(folder: folder, database: "heng.sqlite", key: "demo.key")
        ledger = try beginLedger(files, named: Self.name, at: Self.now)
        let day = Self.now.day(at: .china)
        for number in 1...20 {
            let officer = User(id: UserID("officer\(number)"), name: Self.person(number), role: .officer)
            try ledger.perform(AddUser(officer), by: "security", at: Self.now)
        }
        let panel = (1...experts).map { number in
            Expert(
                id: ExpertID("e\(number)"), name: Self.person(number + 40), source: .university, organisation: "示例大学")
        }
        let round = try paperRound(
            (1...zones).map(Self.zone), panel, scheme: Array(Data(contentsOf: URL(fileURLWithPath: Self.scheme))),
            ledger: Self.name, from: day, due: Self.due.day(at: .china))
        let years = Int(day.prefix(4)).map { [$0, $0 + 1] } ?? []
        try ledger.perform(
            LoadCalendar(years.map { CalendarYear(year: $0, holidays: [], workdays: []) }), by: "officer1", at: Self.now
        )
        try ledger.perform(ImportRound(round), by: "officer1", at: Self.now)
        for (number, expert) in panel.enumerated() {
            let user = User(
                id: UserID("expert\(number + 1)"), name: expert.name, role: .expert, expert: expert.id)
            try ledger.perform(AddUser(user), by: "security", at: Self.now)
        }
    }

    private static func zone(_ number: Int) -> Zone {
        let counties = ["青石县", "云溪区", "鹿原县", "荷塘县", "锦川市", "松岭县", "白鹭洲区", "南浦县", "柳河市", "梅关县"]
        let (county, place) = (counties[(number - 1) % 10], (number - 1) / 10 + 1)
        return Zone(id: ZoneID("zone-\(number)"), name: LocalizedText(zh: "\(county)第\(place)片区"), kind: .county)
    }

    private static func person(_ number: Int) -> String {
        let (families, names) = (
            Array("周贺林吴方程苏康李王陈刘赵黄徐孙马朱胡郭"), ["文澜", "启明", "素琴", "亦舟", "砚秋", "立言", "思远", "若兰", "景行", "敏"]
        )
        return "\(families[number % 20])\(names[number / 20 % 10])"
    }

    /// One seat in ten is not declared, two are sealed but at the first zone, the others have some of their marks: everybody has a sheet to go on with.
    func score() throws {
        let first = round.seatsInOrder.first?.zone
        for (place, seat) in round.seatsInOrder.enumerated() where place % 10 != 0 {
            try ledger.perform(AcceptSeat("r1", seat: seat.id), by: user(of: seat), at: Self.now)
            let isSealed = place % 10 < 3 && seat.zone != first
            let asked = round.terms?.marked(at: seat.zone) ?? []
            if let marks = marks(isSealed ? asked[...] : asked.prefix(place * 7 % asked.count), on: seat.id) {
                try ledger.perform(marks, by: user(of: seat), at: Self.now)
            }
            if isSealed, let read = round.seats[seat.id]?.readBack {
                try ledger.perform(SealSheet("r1", seat: seat.id, readBack: read), by: user(of: seat), at: Self.now)
            }
        }
    }

    /// Saves the open sheets again and again, until there are so many events or some more.
    func fill(upTo events: Int) async throws {
        while ledger.standing.size < events {
            let round = round
            // All at once, so that they share commits.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seat in round.seatsInOrder where seat.isOpen && seat.isAccepted {
                    guard let marks = marks(round.terms?.marked(at: seat.zone)[...] ?? [], on: seat.id) else {
                        continue
                    }
                    let (ledger, user) = (ledger, user(of: seat))
                    group.addTask { _ = try await ledger.perform(marks, by: user, at: Self.now) }
                }
                try await group.waitForAll()
            }
        }
    }

    /// - Returns: how many events there are.
    func close() throws -> Int {
        try ledger.signHead()
        defer { ledger.store.close() }
        return ledger.standing.size
    }

    private var round: Round {
        guard let round = ledger.standing.register.rounds["r1"] else { preconditionFailure("the round was imported") }
        return round
    }

    private func user(of seat: Seat) -> UserID { UserID("expert\(seat.expert?.text.dropFirst() ?? "")") }

    /// The best mark or the one below it, in turns, with a comment, so that none is owed.
    private func marks(_ criteria: ArraySlice<Criterion>, on id: SeatID) -> SaveMarks? {
        guard !criteria.isEmpty, let seat = round.seats[id], let scheme = round.terms?.scheme else { return nil }
        let cells = criteria.map { criterion in
            let (grid, base) = (scheme.grid(of: criterion), seat.cells[criterion.id]?.version ?? 0)
            let best = grid.highest(points: criterion.points)
            return SaveMarks.Cell(
                indicator: criterion.id, mark: base % 2 == 0 ? best : best - grid.step, comment: "台账齐全，公示及时", base: base
            )
        }
        return SaveMarks("r1", seat: id, cells: cells)
    }
}
