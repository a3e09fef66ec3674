// A ledger is copied, and a lost one put back.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import RoundState
import Storage
import Telling

struct BackUp: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: both(
            "不停用地备份审计日志和佐证材料，并核验备份（系统管理员）。",
            "Copy the ledger and its evidence while it is in use, and prove the copy (system administrator)."),
        discussion: both(
            "文件夹中有数据库、佐证材料和 SHA256SUMS，可用 `sha256sum -c` 检查。备份中有个人信息，应与审计日志同样保管，放在另一台机器上，与密钥分开。",
            """
            The folder holds the database, the evidence beside it and SHA256SUMS, which `sha256sum -c` checks. It names people: keep it \
            like the ledger itself, on another machine, apart from the key.
            """))

    @Argument(
        help: both(
            "存放备份的文件夹，此前不得存在。",
            "The folder that gets the copy; it must not exist."))
    var folder: String
    @OptionGroup var options: ReadingOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let store = try options.store()
        if let why = try store.standing().refusal(of: .backUp, to: options.viewer) { throw Refusal(why) }
        let proof = try backUp(store, to: BackupFolder(folder))
        let events = context.sentences(.events, proof.size)
        context.console.say(context.sentences(.backedUp, ["events": events, "folder": folder]))
    }
}

struct Restore: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "数据库损坏或丢失后，从备份恢复（系统管理员）。",
            "Put a backup in place of a lost database (system administrator)."),
        discussion: both(
            """
            先核验备份，再与密钥最后签署的检查点比对：备份较旧的不予恢复，否则继续签名会使日志分叉，\
            应从更新的备份补回缺少的部分。恢复中途中断的，再次执行即可继续。恢复后再行核验，所有用户须重新登录。
            """,
            """
            The backup is proven first, and held against the newest head that the key has signed: one that is older is \
            refused, for signing on would fork the log. Then what is missing must be replayed from a newer copy. A restore that was \
            cut short goes on when it is said again. Afterwards the place is proven, and everybody signs in anew.
            """))

    @Argument(help: both("备份所在的文件夹。", "The backup's folder."))
    var folder: String
    @Option(help: both("恢复的理由，不对外公开。", "Why it is restored; it stays concealed."))
    var reason: String
    @OptionGroup var options: LedgerOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        try makeFolder(URL(fileURLWithPath: options.database).deletingLastPathComponent().path)
        let restored = try restore(BackupFolder(folder), to: options.database) { place in
            let ledger = try openLedger(place, .existing, key: options.key, context)
            try ledger.perform(
                RecordRestore(reason: reason), by: options.user, at: context.moment,
                request: try options.requestID())
            ledger.store.close()
        }
        switch restored {
        case .done(let proof):
            let events = context.sentences(.events, proof.size)
            context.console.say(
                context.sentences(
                    .restored, ["database": options.database, "folder": folder, "events": events]))
        case .before(let proof):
            let events = context.sentences(.events, proof.size)
            context.console.say(
                context.sentences(.restoredBefore, ["database": options.database, "events": events]))
        }
    }
}
