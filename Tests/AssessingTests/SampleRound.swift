// A small round that runs the whole way, and a ledger to run it in.

import AssessmentModel
import Assessing
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Storage
import Synchronization

/// A repeatable generator, shared by all that draw from it.
final class SplitMix: RandomNumberGenerator, Sendable {
    private let state: Mutex<UInt64>

    init(state: UInt64) { self.state = Mutex(state) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}

let sampleScheme = """
    scheme: sample
    edition: 1
    status: specimen
    title: {zh: 示例指标体系, en: Sample}
    panel: {minimum: 3}
    marks: {step: 0.5}
    aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, level: indicator, minimum: 5, fallback: [{from: 2, method: mean}]}
    rounding: {mode: half-up, total: 2}
    pass: {total: 60, pillars: 50%, compare: exact}
    ties: [{pillar: p}, {by: share}]
    vetoes: [{id: veto.safety, title: {zh: 安全事故}}]
    criteria:
      - id: p
        title: {zh: 甲}
        points: 60
        children:
          - {id: p.1, title: {zh: 甲一}, points: 40, by: experts}
          - {id: p.2, title: {zh: 甲二}, points: 20, by: experts}
      - id: q
        title: {zh: 乙}
        points: 40
        children:
          - {id: q.1, title: {zh: 乙一}, points: 40, by: rule, fact: share, rule: {bands: [{below: 8, points: 0}, {from: 8, points: 40}]}}
    """

/// Three zones, five experts; one is recused at `b`, one gives nothing at `c`.
func sampleMaterial(round: String = "r1") throws -> RoundMaterial {
    let scheme = try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get()
    let zones = ["a", "b", "c"].map { id in
        Zone(id: ZoneID(id), name: LocalizedText(zh: "示例\(id)县"), kind: .county, prefecture: "示例市")
    }
    let panel = (1...5).map { index in
        Expert(
            id: ExpertID("e\(index)"), name: "专家\(index)号", source: .university, organisation: "示例大学\(index)")
    }
    var sheets: [Sheet] = []
    for (row, zone) in zones.enumerated() {
        for (column, expert) in panel.enumerated() {
            if zone.id == "c", column == 4 { continue }
            var sheet = Sheet(zone: zone.id, seat: SeatID(expert.id.text))
            sheet.isRecused = zone.id == "b" && column == 0
            if !sheet.isRecused {
                sheet.marks = ["p.1": Fraction(20 + 3 * row + column), "p.2": Fraction(10 + column)]
                sheet.comments = ["p.1": "证照公示齐全，第\(row)\(column)处待补"]
            }
            sheets.append(sheet)
        }
    }
    let facts = FactTable(
        Dictionary(uniqueKeysWithValues: zones.map { ($0.id, [FactKey("share"): Fact.number(8)]) }))
    let planning = PlanMaterial(
        plan: samplePlan(round, programme: sampleProgramme), scheme: scheme, schemeBytes: Array(sampleScheme.utf8),
        zones: zones)
    return RoundMaterial(planning: planning, panel: panel, sheets: sheets, facts: facts)
}

/// Jiangxi's kinds, sources, purposes and conditions.
let sampleProgramme = Programme(
    id: "sample", title: LocalizedText(zh: "示例项目"), status: .specimen,
    kinds: [
        Programme.Kind(id: .city, name: LocalizedText(zh: "设区市"), route: .province),
        Programme.Kind(id: .directCounty, name: LocalizedText(zh: "省直管试点县（市）"), route: .province),
        Programme.Kind(id: .county, name: LocalizedText(zh: "县（市、区）"), route: .prefecture),
    ],
    sources: Expert.Source.early.map { Programme.Source(id: $0, name: LocalizedText(zh: $0.rawValue)) },
    purposes: RoundPlan.Purpose.early.map {
        Programme.Purpose(id: $0, name: LocalizedText(zh: $0.rawValue), honour: LocalizedText(zh: "示范区"))
    },
    conditions: Requirement.early.map { Programme.Condition(id: $0, text: LocalizedText(zh: $0.rawValue)) })

extension Programme {
    func titled(_ title: String) -> Programme {
        Programme(
            id: id, title: LocalizedText(zh: title), status: status, kinds: kinds, sources: sources,
            purposes: purposes, conditions: conditions)
    }
}

/// A call of the sample programme under the sample scheme.
func sampleCall(_ id: CallID = "c1", for purpose: RoundPlan.Purpose = .designation, last: String = "2026-10-31") -> Call
{
    Call(
        id: id, programme: sampleProgramme.id, title: LocalizedText(zh: "示例通知"), purpose: purpose,
        scheme: Call.BoundScheme(id: "sample", edition: 1), last: last, conditions: Requirement.early)
}

extension PublishCall {
    /// Under the sample scheme.
    init(_ call: Call) throws {
        self.init(
            call, scheme: try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get(),
            schemeBytes: Array(sampleScheme.utf8))
    }
}

func samplePlan(_ round: String, programme: Programme? = nil, calls: [CallID]? = nil) -> RoundPlan {
    RoundPlan(
        id: RoundID(round), title: LocalizedText(zh: "示例批次"), purpose: .designation, issuer: LocalizedText(zh: "示例办公室"),
        document: "示〔2026〕1号", ledger: "test.example/ledger", opened: "2026-10-12", closed: "2026-11-06",
        announced: "2026-11-09",
        notice: RoundPlan.Notice(from: "2026-11-09", to: "2026-11-13", objections: LocalizedText(zh: "示例路1号")),
        validYears: 3, verify: "https://heng.example/v/", isSpecimen: true, programme: programme, calls: calls)
}

/// A ledger in a folder of its own, with its three administrators and an officer.
struct Workplace {
    let folder: URL
    var database: String { folder.appending(path: "ledger.sqlite").path }
    private var headFile: URL { folder.appending(path: "head") }
    let signer: SignerKey
    let random: SplitMix

    init(seed: Int = 42) throws {
        random = SplitMix(state: UInt64(seed))
        folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var random = random
        signer = try SignerKey(name: "test.example/ledger", using: &random)
        let ledger = try ledger(.creating)
        try ledger.begin(
            [
                User(id: "system", name: "系统员", role: .systemAdministrator),
                User(id: "security", name: "安全员", role: .securityAdministrator),
                User(id: "auditor", name: "审计员", role: .auditor),
            ], at: .day("2026-10-01"))
        try ledger.perform(
            AddUser(User(id: "officer", name: "经办人", role: .officer)), by: "security", at: .day("2026-10-01"))
        ledger.store.close()
    }

    var head: KnownHead { head(at: headFile) }

    func head(at file: URL) -> KnownHead {
        KnownHead(
            read: { FileManager.default.fileExists(atPath: file.path) ? [UInt8](try Data(contentsOf: file)) : nil },
            write: { try Data($0).write(to: file) })
    }

    func ledger(
        _ opening: Store.Opening = .existing, _ limits: LedgerLimits = LedgerLimits(), signer other: SignerKey? = nil
    ) throws -> Ledger {
        try Ledger(
            store: try Store(path: database, opening), signer: other ?? signer, head: head, limits: limits,
            using: random)
    }

    /// Imports the sample round and closes it.
    func runSample() throws {
        let ledger = try ledger()
        try ledger.perform(ImportRound(try sampleMaterial()), by: "officer", at: .day("2026-11-05"))
        try ledger.perform(CloseRound("r1", missing: 1), by: "officer", at: .day("2026-11-06"))
        ledger.store.close()
    }
}

extension Moment {
    /// In the afternoon of the day in China.
    static func day(_ day: String) -> Moment { time("\(day)T08:15:42Z") }

    static func time(_ time: String) -> Moment {
        guard let moment = Moment(time: time) else { preconditionFailure("\(time) is a moment") }
        return moment
    }
}
