// The demo's second round, left in scoring: from its call to sheets in every state. Who sits where, the draw says.

import Assessing
import AssessmentModel
import EventModel
import RoundState
import Storage

/// A command with its fictional day.
struct DemoStep {
    let day: String
    let line: [String]
}

/// The options of a demo's ledger, for commands that write.
struct DemoLedger {
    let folder: String

    var database: String { "\(folder)/heng.sqlite" }
    var options: [String] { ["--database", database, "--key", "\(folder)/demo.key"] }

    func step(_ day: String, as user: String, _ line: [String]) -> DemoStep {
        DemoStep(day: day, line: line + options + ["--as", user])
    }
}

/// The script of `demo-scoring-2026`: what cannot be known before the draw, and before somebody asked, is looked up in between.
struct DemoScoring {
    private static let round = "demo-scoring-2026"

    let ledger: DemoLedger
    private let folder = Installation.own.path("Examples/scoring-round")

    /// User, expert in the pool, name.
    private static let experts = [
        ("expert1", "e01", "周启明"), ("expert2", "e02", "贺文澜"), ("expert3", "e03", "林喆"), ("expert4", "e04", "吴堃"),
        ("expert5", "e05", "方素琴"), ("expert6", "e06", "程亦舟"), ("expert7", "e10", "苏砚秋"), ("expert8", "e11", "康立言"),
    ]
    /// User, zone, name.
    private static let applicants = [
        ("applicant1", "jinchuan", "示例锦川市申报人"), ("applicant2", "luyuan", "示例鹿原县申报人"),
        ("applicant3", "yunxi", "示例云溪区申报人"), ("applicant4", "hetang", "示例荷塘县申报人"),
    ]

    /// The pool, the zones, everybody's accounts, applications, the draw, open seats.
    var opening: [DemoStep] {
        people + applications + [
            officer("2026-11-18", ["round", "plan", folder]),
            officer(
                "2026-11-18",
                [
                    "round", "draw", "commit", Self.round, "--quota", "department=2", "--quota", "university=2",
                    "--quota", "association=1", "--witness", "双色球第2026134期开奖号码，蓝球在末",
                ]),
            officer("2026-11-19", ["round", "draw", "hold", Self.round, "--witness", "03 08 15 21 26 30 11"]),
            officer("2026-11-19", ["round", "open", Self.round]),
            officer("2026-11-19", ["round", "facts", Self.round, "\(folder)/facts.csv"]),
        ]
    }

    private var people: [DemoStep] {
        let registered = [
            officer("2026-11-16", ["zone", "import", "\(folder)/zones.csv"]),
            officer("2026-11-16", ["expert", "import", "\(folder)/experts.csv"]),
        ]
        let experts = Self.experts.map { user, expert, name in
            account(user, ["--role", "expert", "--expert", expert, "--name", name])
        }
        let applicants = Self.applicants.map { user, zone, name in
            account(user, ["--role", "applicant", "--zone", zone, "--name", name])
        }
        let recommender = account(
            "recommender", ["--role", "recommender", "--zone", "jinchuan", "--name", "示例锦川市推荐人"])
        return registered + experts + applicants + [recommender]
    }

    private var applications: [DemoStep] {
        let zones = Self.applicants.map(\.1)
        return [officer("2026-11-16", ["call", "publish", "\(folder)/call.yaml"])]
            + Self.applicants.map { user, zone, _ in
                ledger.step("2026-11-17", as: user, ["application", "submit", "\(folder)/applications/\(zone)"])
            }
            + ["yunxi", "hetang"].map { zone in
                ledger.step(
                    "2026-11-18", as: "recommender",
                    ["application", "recommend", "\(zone)-2026", "--opinion", "材料齐全，同意推荐"])
            }
            + zones.map { officer("2026-11-18", ["application", "accept", "\($0)-2026"]) }
    }

    private func officer(_ day: String, _ line: [String]) -> DemoStep { ledger.step(day, as: "officer", line) }

    private func account(_ id: String, _ line: [String]) -> DemoStep {
        ledger.step("2026-11-16", as: "security", ["user", "add", id] + line)
    }

    // MARK: scoring

    /// How far a sheet has come.
    private enum Progress { case declared, filled, sealed }

    /// A sheet by its zone and its seat's place among the zone's seats, in the order of the experts' ids. The others are untouched.
    private static let sheets: [(zone: String, place: Int, progress: Progress)] = [
        ("jinchuan", 1, .sealed), ("jinchuan", 2, .sealed), ("jinchuan", 3, .sealed), ("jinchuan", 4, .sealed),
        ("jinchuan", 5, .declared),
        ("luyuan", 1, .filled), ("luyuan", 2, .sealed),
        ("yunxi", 1, .filled), ("yunxi", 2, .filled), ("yunxi", 3, .sealed), ("yunxi", 4, .declared),
        ("hetang", 2, .sealed), ("hetang", 3, .sealed), ("hetang", 4, .filled),
    ]

    /// Declarations, half-filled and filled sheets, two questions, one request for evidence.
    func scoring() throws -> [DemoStep] {
        let seats = try seats()
        let sheets = Self.sheets.compactMap { sheet in
            seats[sheet.zone, sheet.place].map { (sheet: sheet, user: $0.user) }
        }
        let declared = sheets.map { sheet, user in
            ledger.step("2026-11-20", as: user, ["sheet", "accept", Self.round, sheet.zone])
        }
        let filled = sheets.filter { $0.sheet.progress != .declared }.map { sheet, user in
            ledger.step(
                "2026-11-23", as: user,
                ["sheet", "import", Self.round, sheet.zone, "\(folder)/sheets/\(sheet.zone)-\(sheet.place).csv"])
        }
        return declared + filled + [
            asking(
                "expert1",
                [
                    "sheet", "ask", Self.round, "yunxi", "--indicator", "serve.6.2", "--text",
                    "承诺在店铺首页公示、但不在交易页面公示的，算不算公示？",
                ]),
            asking(
                "expert2",
                ["sheet", "ask", Self.round, "luyuan", "--indicator", "regulate.5.4", "--text", "半年一份的分析报告，按一期还是两期计？"]),
            asking("expert1", ["sheet", "request", Self.round, "luyuan", "regulate.1.4", "--text", "缺2025年的闭环案卷目录"]),
        ]
    }

    private func asking(_ user: String, _ line: [String]) -> DemoStep { ledger.step("2026-11-23", as: user, line) }

    /// An answer, what was missing, seals, and a mark to be looked at again.
    func sealing() throws -> [DemoStep] {
        let seats = try seats()
        let question = seats.round?.questions.keys.min().map(String.init) ?? ""
        let request = seats.round?.missingEvidence.keys.min().map(String.init) ?? ""
        let answered = [
            officer(
                "2026-11-24",
                ["round", "clarify", Self.round, "--asked", question, "--text", "消费者下单前能够看到的页面即可，店铺首页算公示。"]),
            ledger.step(
                "2026-11-25", as: "applicant2",
                [
                    "application", "supply", Self.round, request, "--text", "补充2025年闭环案卷目录，卷宗可现场查阅",
                    "--evidence", "\(folder)/supplied/2025年闭环案卷目录.pdf",
                ]),
        ]
        let sealed = Self.sheets.filter { $0.progress == .sealed }.compactMap { sheet in
            seats[sheet.zone, sheet.place].map { seat in
                ledger.step(
                    "2026-11-26", as: seat.user,
                    ["sheet", "seal", Self.round, sheet.zone, "--read", seat.seat.readBack])
            }
        }
        let reread = seats["jinchuan", 1].map { seat in
            officer(
                "2026-11-27",
                ["sheet", "reread", Self.round, "jinchuan", "regulate.1.4", "--seat", seat.seat.id.shortCode])
        }
        return answered + sealed + [reread].compactMap { $0 }
    }

    private func seats() throws -> DemoSeats {
        let register = try Store(path: ledger.database, .looking).standing().register
        return DemoSeats(round: register.rounds[RoundID(Self.round)], users: register.users.values.map { $0 })
    }
}

/// Who sits where in the demo's second round.
private struct DemoSeats {
    let round: Round?
    let users: [User]

    subscript(zone: String, place: Int) -> (seat: Seat, user: String)? {
        let seats = round?.seatsInOrder.filter { $0.zone.text == zone } ?? []
        let inOrder = seats.sorted { ($0.expert?.text ?? "") < ($1.expert?.text ?? "") }
        guard inOrder.indices.contains(place - 1) else { return nil }
        let seat = inOrder[place - 1]
        return users.first { $0.expert == seat.expert }.map { (seat, $0.id.text) }
    }
}
