// What leaves a round with proofs: the bundle, and the receipt of a zone's result.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Publishing
import RoundState
import Storage
import Telling

extension RoundCommands {
    struct Export: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "写出公开核验包：可以重新算出排名，不含任何人名（经办人）。",
                "Write the public bundle: everything to recompute the ranking, and no name (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(
            help: both(
                "存放公开核验包的文件夹，应为空文件夹或尚不存在。",
                "The folder that gets the bundle; it must be empty or new."))
        var folder: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            if fileExists(folder), try !isFolder(folder) || !readFolder(folder).isEmpty {
                throw FileError(.folderNotEmpty, ["path": folder], status: .cannotCreate)
            }
            let ledger = try options.open(context)
            let words = try loadBundleWords(in: Installation.own.templates).get()
            let readMe = try bundleReadMe(round: round, try ledger.register(), words)
            let files = try ledger.exportBundle(of: round, readMe: readMe, by: options.user, at: context.moment)
            ledger.store.close()
            try writeWhole(files, into: folder)
            context.console.say(
                context.sentences(
                    .bundleWritten, ["files": context.sentences(.files, files.count), "folder": folder]))
        }
    }

    struct Receipt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("写出一个创建对象的结果回执。", "Write the receipt of a zone's result."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Argument(
            help: both(
                "回执的文件，例如 yunling.tlog-proof。",
                "Where it goes, e.g. yunling.tlog-proof."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.writeReceipt(to: file, context) { ledger, register in
                try ledger.receipt(
                    ofResult: Standing(register).zone(called: zone).get(), in: round, for: Viewer(options.user))
            }
        }
    }
}
