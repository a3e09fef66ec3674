// Durable saves beside bare SQLite commits, and a bundle of any size to verify.

import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import GRDB
import Proving
import Publishing
import RoundState
import Storage

@main
struct LedgerBenchmark {
    /// `saves FOLDER SLICES` or `bundle FOLDER EVENTS`; both print one JSON object a line.
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[3]) else {
            FileHandle.standardError.write(Data("usage: heng-ledger-benchmark saves|bundle FOLDER NUMBER\n".utf8))
            exit(64)
        }
        let desk = try Desk(folder: arguments[2])
        switch arguments[1] {
        case "saves": try measureSaves(desk, slices: count)
        case "bundle": try writeBundle(desk, events: count)
        default: exit(64)
        }
    }

    /// In each slice fifty saves of one cell, then fifty commits of one row of the same size on the same disk.
    private static func measureSaves(_ desk: Desk, slices: Int) throws {
        let bare = try DatabasePool(path: desk.folder + "/bare.sqlite")
        try bare.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try bare.write { try $0.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB) STRICT") }
        let bytes = Data(repeating: 0x41, count: 900)
        for _ in 0..<slices {
            let heng = try milliseconds { for _ in 0..<50 { try desk.save() } }
            let sqlite = try milliseconds {
                for _ in 0..<50 {
                    try bare.write { try $0.execute(sql: "INSERT INTO row (bytes) VALUES (?)", arguments: [bytes]) }
                }
            }
            print("{\"heng\":\(heng),\"sqlite\":\(sqlite)}")
        }
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
    }

    /// A round with so many saved cells, closed, published and exported.
    private static func writeBundle(_ desk: Desk, events: Int) throws {
        try desk.insertSaves(events)
        let files = try desk.publish()
        for (name, bytes) in files {
            let file = URL(fileURLWithPath: desk.folder + "/bundle/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        print("{\"events\":\(try desk.ledger().register().size)}")
    }
}

/// A ledger with one round open for scoring: one zone, three seats.
final class Desk {
    let folder: String
    private let signer: SignerKey
    private var random = SystemRandomNumberGenerator()
    private var open: Ledger?
    private var seat: SeatID = ""
    private var version = 0

    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        signer = try SignerKey(name: "benchmark.example/ledger", using: &random)
        let store = try Store(path: folder + "/ledger.sqlite", .creating)
        let ledger = try Ledger(store: store, signer: signer, head: Self.head(folder), using: random)
        try ledger.begin(
            [
                User(id: "system", name: "系统员", role: .systemAdministrator),
                User(id: "security", name: "安全员", role: .securityAdministrator),
                User(id: "auditor", name: "审计员", role: .auditor),
            ], at: now)
        let officer = User(id: "officer", name: "经办人", role: .officer)
        try ledger.perform(AddUser(officer), by: "security", at: now)
        try ledger.perform(LoadCalendar([CalendarYear(year: 2026, holidays: [], workdays: [])]), by: "officer", at: now)
        try ledger.perform(ImportRound(material()), by: "officer", at: now)
        let seat = try ledger.register().rounds["r1"]?.seatsInOrder.first
        try ledger.perform(
            AddUser(User(id: "expert", name: "专家", role: .expert, expert: seat?.expert)), by: "security", at: now)
        self.seat = seat?.id ?? ""
        open = ledger
    }

    private static func head(_ folder: String) -> KnownHead {
        let file = URL(fileURLWithPath: folder + "/head")
        return KnownHead(
            read: { FileManager.default.fileExists(atPath: file.path) ? [UInt8](try Data(contentsOf: file)) : nil },
            write: { try Data($0).write(to: file) })
    }

    /// 2026-11-02T08:00:00Z.
    private let now = Moment(seconds: 1_793_606_400)
    private let today = "2026-11-02"

    func ledger() throws -> Ledger {
        if let open { return open }
        let store = try Store(path: folder + "/ledger.sqlite", .existing)
        let ledger = try Ledger(store: store, signer: signer, head: Self.head(folder), using: random)
        open = ledger
        return ledger
    }

    /// One durable save with version check, policy and a comment.
    func save() throws {
        let action = SaveMark(
            "r1", seat: seat, indicator: "p.1", mark: Fraction(version % 80) / 2, comment: "台账齐全，公示及时",
            base: version)
        try ledger().perform(action, by: "expert", at: now)
        version += 1
    }

    /// Events of saved cells as others see them, without their values, in one transaction.
    func insertSaves(_ count: Int) throws {
        let store = try ledger().store
        let size = try ledger().register().size
        open = nil
        try store.write { writing in
            for seq in size..<size + count {
                var draft = EventDraft(
                    id: EventID(using: &random), type: "cell.saved", at: today, fields: ["round": "r1"])
                draft.addDecoys(3, using: &random)
                let event = try draft.event(seq: seq)
                try writing.insert(event, leaf: event.leaf, [])
            }
        }
        // As the last of those saves would have left it.
        let levels = try ledger().tree()
        let head = Checkpoint(
            known: signer.name, size: levels.size, root: try CompactRange(size: levels.size, reader: levels).root)
        try store.write {
            try $0.insert(CommitMAC(of: head, under: signer.secret(for: CommitMAC.purpose)), size: levels.size)
        }
    }

    func publish() throws -> BundleFiles {
        let ledger = try ledger()
        try ledger.perform(CloseRound("r1", missing: 3), by: "officer", at: now)
        try ledger.perform(PublishNotice("r1", from: "2026-11-02", to: "2026-11-06"), by: "officer", at: now)
        return try ledger.exportBundle(of: "r1", readMe: Array("# Benchmark\n".utf8), by: "officer", at: now)
    }

    private func material() throws -> RoundMaterial {
        let zone = Zone(id: "a", name: LocalizedText(zh: "示例市"), kind: .directCounty)
        let panel = (1...3).map {
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
            pass: {total: 60, pillars: 50%, compare: exact}
            criteria:
              - {id: p.1, title: {zh: 甲}, points: 100, by: experts}
            """
        let plan = RoundPlan(
            id: "r1", title: LocalizedText(zh: "示例批次"), purpose: .designation, issuer: LocalizedText(zh: "示例"),
            document: "示〔2026〕1号", ledger: "benchmark.example/ledger", opened: "2026-11-02", closed: "2026-11-02",
            announced: "2026-11-02",
            notice: RoundPlan.Notice(from: "2026-11-02", to: "2026-11-06", objections: LocalizedText(zh: "示例")),
            validYears: 3, verify: "https://heng.example/v/", isSpecimen: true)
        let terms = RoundTerms(
            plan: plan, scheme: try loadScheme(Array(scheme.utf8), file: "benchmark.yaml").get(),
            schemeBytes: Array(scheme.utf8), zones: [zone])
        return RoundMaterial(terms: terms, panel: panel, sheets: [], facts: FactTable())
    }
}
