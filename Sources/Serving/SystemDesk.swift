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
        // Where the database does not answer, this page still does.
        let signed = try? store.read { try $0.newestCheckpoint()?.size ?? 0 }
        let (isWell, waiting) = (isWell, slow.waiting)
        let (database, evidence, free, backups) = try await slow.run { [self] in
            (
                ["", "-wal", "-shm"].reduce(0) { $0 + Self.size(ofFile: store.path + $1) },
                Self.size(ofFolder: store.evidence.path), Self.free(at: store.path), self.backups
            )
        }
        return .page(
            frame(request, context).systemPage(
                SystemView(
                    version: assets.build, isWell: isWell, isSecure: settings.isSecure, events: standing.size,
                    signed: signed, waiting: waiting, requests: metrics.answered, database: database,
                    evidence: evidence, free: free, startedAt: clockText(startedAt), backups: backups,
                    mail: mailQueue)))
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
        let backups = try await slow.run { [self] in self.backups }
        return .page(frame(request, context).backupsPage(backups, checking.backup))
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

    /// nil where no folder is named.
    private var backups: BackupsView? {
        settings.backups.map { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            let sealed = names.filter {
                $0.hasPrefix("heng-") && BackupFolder(folder.appending(path: $0).path).isSealed
            }.sorted(by: >).prefix(100).map { name in
                let path = folder.appending(path: name).path
                return (name: name, made: Self.made(path), bytes: Self.size(ofFolder: path))
            }
            let age = sealed.first?.made.map { clock().seconds - $0.seconds }
            return BackupsView(
                lines: sealed.map { BackupLine(name: $0.name, at: $0.made.map(clockText) ?? "", bytes: $0.bytes) },
                isLate: age.map { $0 > 86_400 } ?? true)
        }
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
