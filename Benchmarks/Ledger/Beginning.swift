// How ledgers that are measured begin: their files, their administrators, a round without an application.

import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import RoundState
import Storage

/// Where a ledger lies.
struct LedgerFiles {
    let folder: String
    let database: String
    let key: String

    private var keyFile: URL { URL(fileURLWithPath: "\(folder)/\(key)") }

    func open(_ opening: Store.Opening = .existing) throws -> Ledger {
        let signer = try SignerKey(parsing: String(contentsOf: keyFile, encoding: .utf8))
        return try Ledger(
            store: try Store(path: "\(folder)/\(database)", opening), signer: signer, head: head,
            using: SystemRandomNumberGenerator())
    }

    /// A new key, which nobody else on the machine may read: `heng serve` takes no other.
    func makeKey(named name: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var random = SystemRandomNumberGenerator()
        try Data(SignerKey(name: name, using: &random).secretText.utf8).write(to: keyFile)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile.path)
    }

    private var head: KnownHead {
        let file = keyFile.appendingPathExtension("head")
        return KnownHead(
            read: { FileManager.default.fileExists(atPath: file.path) ? [UInt8](try Data(contentsOf: file)) : nil },
            write: { try Data($0).write(to: file) })
    }
}

/// A ledger with its three administrators.
func beginLedger(_ files: LedgerFiles, named name: String, at moment: Moment) throws -> Ledger {
    try files.makeKey(named: name)
    let ledger = try files.open(.creating)
    try ledger.begin(
        [
            User(id: "system", name: "系统员", role: .systemAdministrator),
            User(id: "security", name: "安全员", role: .securityAdministrator),
            User(id: "auditor", name: "审计员", role: .auditor),
        ], at: moment)
    return ledger
}

/// The round `r1`, which asks for no application: every expert sits at every zone. It closes on the day `due`, and all that comes later is planned for
/// that day too.
func paperRound(
    _ zones: [Zone], _ panel: [Expert], scheme: [UInt8], ledger: String, from day: String, due: String
) throws -> RoundMaterial {
    let programme = Programme(
        id: "benchmark", title: LocalizedText(zh: "示例"), status: .specimen,
        kinds: Zone.Kind.early.map { Programme.Kind(id: $0, name: LocalizedText(zh: "示例"), route: .province) },
        sources: Expert.Source.early.map { Programme.Source(id: $0, name: LocalizedText(zh: "示例")) },
        purposes: [
            Programme.Purpose(id: .designation, name: LocalizedText(zh: "认定"), honour: LocalizedText(zh: "示例"))
        ], conditions: [])
    let plan = RoundPlan(
        id: "r1", title: LocalizedText(zh: "示例批次"), purpose: .designation, issuer: LocalizedText(zh: "示例"),
        document: "示〔2026〕1号", ledger: ledger, opened: day, closed: due, announced: due,
        notice: RoundPlan.Notice(from: due, to: due, objections: LocalizedText(zh: "示例")),
        validYears: 3, verify: "https://heng.example/v/", isSpecimen: true, programme: programme)
    let planning = PlanMaterial(
        plan: plan, scheme: try loadScheme(scheme, file: "benchmark.yaml").get(), schemeBytes: scheme, zones: zones)
    return RoundMaterial(planning: planning, panel: panel, sheets: [], facts: FactTable())
}
