// Lawful erasure from the command line.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundState
import Storage
import Telling

struct EraseCommand: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: both(
            "依法删除有关个人的信息（安全管理员）。",
            "Erase values about a person on a legal basis (security administrator)."),
        discussion: both(
            "所删内容及其随机数从数据库、数据库日志和今后的备份中一并删除，事件和证明仍然有效。此前发出的回执、公开核验包和备份无法触及：旧备份也应删除。",
            """
            The value and its salt go from the database, its log and every later backup; events and proofs stay valid. \
            Receipts, bundles and backups that were handed out before are out of reach: erase the backups too.
            """))

    @Option(help: both("专家在专家库中的编号：删除其登记信息。", "An expert's entry in the pool."))
    var expert: ExpertID?
    @Option(help: both("用户编号：删除其账号信息。", "A user's account."))
    var account: UserID?
    @Option(help: both("一条评语，写作“批次/席位/指标”。", "A comment, as round/seat/indicator."))
    var comment: String?
    @Option(
        help: both(
            "某个事件隐去的一项内容：写事件编号和 \(Erasure.names.joined(separator: "、")) 之一，例如 123/reason；由审计员指明。",
            "What one event conceals: its number and \(Erasure.names.joined(separator: ", ")), as 123/reason; the auditor names it."
        )
    )
    var value: String?
    @Option(
        help: both(
            "佐证材料的 SHA-256：删除其名称和内容，不论在何处提交。",
            "A file of evidence, by its SHA-256: name and file, wherever it was handed in."))
    var evidence: String?
    @Option(help: both("法律依据，不对外公开。", "The legal basis; it stays concealed."))
    var basis: String
    @OptionGroup var options: LedgerOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let ledger = try options.open(context)
        let recorded: Recorded
        do {
            recorded = try naming(ledger.register(), for: options.user) {
                try ledger.perform(
                    Erase(try subject(ledger.register()), basis: basis), by: options.user,
                    at: context.moment, request: try options.requestID())
            }
        } catch let refusal as NamedRefusal {
            try finishEarlier(ledger, context)
            throw refusal
        }
        try scrub(ledger)
        let users = try ledger.register().users.values
        ledger.store.close()
        context.console.say(
            context.sentences(.erased, ["values": context.sentences(.values, recorded.events.count)]))
        if let expert, let user = users.first(where: { $0.expert == expert }) {
            context.console.warn(context.sentences(.accountRemains, ["user": "\(user.id)"]))
        }
    }

    /// The values are gone from the ledger; their bytes go now.
    private func scrub(_ ledger: Ledger) throws {
        do {
            try ledger.scrub()
        } catch {
            throw FileError(.scrubFailed, ["why": "\(error)"], status: .failed)
        }
    }

    /// An erasure whose bytes stayed is ended by whoever says the same again.
    private func finishEarlier(_ ledger: Ledger, _ context: Context) throws {
        let register = try ledger.register()
        guard register.erased > 0, register.refusal(of: options.user, for: .erase, in: nil, on: .nothing) == nil
        else { return }
        try scrub(ledger)
        context.console.warn(context.sentences(.scrubbed))
    }

    private func subject(_ register: Register) throws -> Erasure {
        let given = [expert?.text, account?.text, comment, value, evidence].compactMap { $0 }
        guard given.count == 1 else {
            throw Refusal(.erasureSubjectUnclear, ["count": .number(given.count)])
        }
        if let value {
            let parts = value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let seq = Int(parts[0]), Erasure.names.contains(parts[1]) else {
                throw Refusal(
                    .erasureValueMalformed, field: "value", ["found": .text(value), "names": .texts(Erasure.names)])
            }
            return .value(seq, parts[1])
        }
        if let evidence { return .evidence(evidence.lowercased()) }
        switch (expert, account, comment?.split(separator: "/").map(String.init)) {
        case (let expert?, nil, nil): return .expert(expert)
        case (nil, let account?, nil): return .user(account)
        case (nil, nil, let parts?) where parts.count == 3:
            let round = RoundID(parts[0])
            let seats = register.rounds[round]?.seatsInOrder ?? []
            let seat = seats.filter { $0.id.text == parts[1] || $0.id.shortCode == parts[1].uppercased() }
            guard seat.count == 1 else {
                throw Refusal(
                    .seatAmbiguous, field: "comment",
                    ["count": .number(seat.count), "seat": .text(parts[1]), "round": .named(.round(round))])
            }
            return .comment(round, seat[0].id, CriterionID(parts[2]))
        default: throw Refusal(.erasureCommentMalformed, field: "comment", ["found": .text(comment ?? "")])
        }
    }
}
