// The system administrator's desk: health, disk, keys, backups. Nothing here tells of people or marks.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Hummingbird
import Logging
import Pages
import Proving
import RoundState
import Storage

extension Desk {
    private func keeping(_ context: DeskContext) throws -> OpenSession {
        try requireDesk(.backUp, as: .systemAdministrator, context)
    }

    func getSystem(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try keeping(context)
        let store = ledger.store
        let isWell = (try? store.read { try $0.holdsAccounts() }) == true
        let signed = try store.read { try $0.newestCheckpoint()?.size } ?? 0
        let (database, evidence, free) = try await slow.run {
            (
                ["", "-wal", "-shm"].reduce(0) { $0 + Self.size(ofFile: store.path + $1) },
                Self.size(ofFolder: store.evidence.path), Self.free(at: store.path)
            )
        }
        let newest = backups?.first
        return .page(
            frame(request, context).systemPage(
                SystemView(
                    version: assets.build, isWell: isWell, isSecure: settings.isSecure, events: standing.size,
                    signed: signed, waiting: slow.waiting, requests: metrics.answered, database: database,
                    evidence: evidence, free: free, startedAt: clockText(startedAt), backup: newest?.at,
                    isBackupLate: isLate)))
    }

    func getKeys(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try keeping(context)
        let today = Day(today)
        let keys = try standing.register.keys.map { entry in
            let day = try ledger.day(of: entry.since) ?? ""
            return KeyLine(
                key: entry.key.text, since: entry.since, day: day, isRetired: entry.retired != nil,
                age: Day(day).flatMap { since in today.map { since.days(until: $0) } })
        }
        return .page(frame(request, context).keysPage(keys.reversed()))
    }

    func getBackups(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try keeping(context)
        return .page(frame(request, context).backupsPage(backups, checking.backup, isLate: isLate))
    }

    func postBackup(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        _ = try keeping(context)
        guard let folder = settings.backups else { throw NotFound() }
        let name = "heng-" + clockText(clock()).filter(\.isNumber)
        let (store, logger) = (ledger.store, context.logger)
        checking.backUp { [self] in
            do {
                let proof = try backUp(store, to: BackupFolder(folder.appending(path: name).path))
                return .made(events: proof.size, at: clockText(clock()))
            } catch {
                logger.error("backup failed", metadata: ["error": "\(error)"])
                return .failed(at: clockText(clock()))
            }
        }
        return .see(Addresses(context.language).system("backups"))
    }

    /// Newest first; nil where no folder is named.
    private var backups: [BackupLine]? {
        settings.backups.map { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasPrefix("heng-") && BackupFolder(folder.appending(path: $0).path).isSealed }
                .sorted(by: >).prefix(100).map { name in
                    let path = folder.appending(path: name).path
                    let made = Self.made(path)
                    return BackupLine(name: name, at: made.map(clockText) ?? "", bytes: Self.size(ofFolder: path))
                }
        }
    }

    /// Whether there is no backup of the last day, where there should be some.
    private var isLate: Bool {
        guard let folder = settings.backups else { return false }
        guard let newest = backups?.first, let made = Self.made(folder.appending(path: newest.name).path) else {
            return true
        }
        return clock().seconds - made.seconds > 86_400
    }

    private static func made(_ path: String) -> Moment? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.modificationDate] as? Date).map { Moment(seconds: Int($0.timeIntervalSince1970)) }
    }

    private static func size(ofFile path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func size(ofFolder path: String) -> Int {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.reduce(0) { $0 + size(ofFile: "\(path)/\($1)") }
    }

    private static func free(at path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    }
}
