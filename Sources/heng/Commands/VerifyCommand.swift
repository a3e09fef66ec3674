// Whether a database, a bundle, a receipt or a paper can be trusted, in one screen.

import ArgumentParser
import Assessing
import AuditLedger
import EventModel
import Foundation
import Proving
import Reasons
import RoundState
import Storage
import Telling

struct Verify: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "由保存的内容重新推算一切，指出第一处不符。",
            "Derive everything anew from the stored bytes and name the first thing that is wrong."),
        discussion: both(
            """
            文件夹按公开核验包核验，以 .tlog-proof 结尾的文件按回执核验，PDF 按审计日志登记的文件核验，其他文件按审计日志的数据库核验。\
            核验 PDF 须用 --bundle 或 --database 给出公开核验包或者数据库；加有电子签章的，核验签章之前的那一部分。
            """,
            """
            A folder is a bundle, a file that ends in .tlog-proof a receipt, a PDF a paper, any other file a ledger's database. A PDF is \
            held against --bundle or --database; one that was signed electronically by what it was before.
            """))

    @Argument(help: both("数据库、公开核验包、回执或文件（PDF）。", "A database, a bundle, a receipt or a paper (PDF)."))
    var subject: String
    @Option(
        help: both(
            "`heng init` 显示的公钥，应从可靠渠道得到。",
            "The verifier key that `heng init` printed, from a source you trust."))
    var key: [String] = []
    @Option(
        help: both(
            "与回执或 PDF 文件比对的公开核验包：评分表是否按签封的内容计入，文件是否为审计日志所登记。",
            "A bundle to hold a receipt or a PDF against: was the sheet counted as it was sealed, does the ledger name the file?"
        ))
    var bundle: String?
    @Option(help: both("与 PDF 文件比对的数据库。", "A database to hold a PDF against."))
    var database: String?
    @Option(
        help: both(
            "您留存的较早的检查点：数据库或公开核验包应当是它的延续。",
            "An older checkpoint that you kept: the database or bundle must continue it."))
    var known: String?
    @Option(
        help: both(
            "审计日志的密钥文件：连同尚未签名的部分一并核验。更换过密钥的，可多次写。",
            "The ledger's own key file: proves also what no signature covers yet. Repeated, where keys were rotated."))
    var keyFile: [String] = []
    @OptionGroup var speech: SpeechOptions

    private var report: VerifyReport { .standard }

    func run(in context: Context) throws {
        let trusted = try key.map { text in
            do throws(LedgerError) {
                return try VerifierKey(parsing: text)
            } catch {
                throw FileError(description: "--key: \(Words.system.text(error))", status: .wrongInput)
            }
        }
        if isFolder(subject) {
            try requireNone(
                [("--bundle", bundle != nil), ("--database", database != nil), ("--key-file", !keyFile.isEmpty)],
                of: .bundle)
            let files = try readFolder(subject)
            try tell(verify(bundle: files, trusting: trusted, known: try known.map(readFile)), .bundle, context)
        } else if subject.hasSuffix(".tlog-proof") || isReceipt(subject) {
            try requireNone(
                [
                    ("--known", known != nil && bundle == nil), ("--database", database != nil),
                    ("--key-file", !keyFile.isEmpty),
                ], of: .receipt)
            guard !trusted.isEmpty else { throw Refusal(.receiptWithoutKey) }
            switch verify(receipt: try readFile(subject), trusting: trusted) {
            case .holds(let receipt):
                context.console.say(report.success(receipt))
                if let bundle { try compare(receipt, with: bundle, trusted, context) }
            case .fails(let why): try refuse(why, subject, .receipt, context)
            }
        } else if subject.lowercased().hasSuffix(".pdf") || isPaper(subject) {
            try holdPaper(trusted, context)
        } else {
            guard fileExists(subject) else {
                throw FileError(description: report(.nothingThere, ["subject": subject]), status: .noInput)
            }
            try requireNone([("--bundle", bundle != nil), ("--database", database != nil)], of: .database)
            let store = try Store(path: subject, .looking)
            try tell(
                try verify(store, trusting: trusted, known: try newestKnown(), signers: try keyFile.map(readSigner)),
                .database, context)
        }
    }

    /// The checkpoint that was kept; else the newest that lies beside a key file, which the database must continue.
    private func newestKnown() throws -> [UInt8]? {
        if let known { return try readFile(known) }
        return try keyFile.map { $0 + ".head" }.last(where: fileExists).map(readFile)
    }

    /// An option that would prove nothing is refused, not passed over: whoever names it would think that it held.
    private func requireNone(_ options: [(name: String, isGiven: Bool)], of subject: VerifySubject) throws {
        let strange = options.filter(\.isGiven).map(\.name)
        guard strange.isEmpty else {
            throw ValidationError(
                report(
                    .optionsMeanNothing,
                    ["options": strange.joined(separator: ", "), "subject": report(subject.phrase)]))
        }
    }

    /// Whatever its name: a receipt says in its first line what it is.
    private func isReceipt(_ path: String) -> Bool {
        (try? readFile(path))?.starts(with: Array("c2sp.org/tlog-proof@v1\n".utf8)) == true
    }

    /// Whatever its name: a PDF says in its first line what it is.
    private func isPaper(_ path: String) -> Bool { (try? readFile(path)).map(isPDF) ?? false }

    private func holdPaper(_ trusted: [VerifierKey], _ context: Context) throws {
        guard fileExists(subject) else {
            throw FileError(description: report(.nothingThere, ["subject": subject]), status: .noInput)
        }
        let paper = try readFile(subject)
        guard isPDF(paper) else {
            throw FileError(description: report(.paperNotPDF, ["subject": subject]), status: .wrongInput)
        }
        guard (bundle == nil) != (database == nil) else { throw ValidationError(report(.paperAgainstWhat)) }
        try requireNone([("--key-file", bundle != nil && !keyFile.isEmpty)], of: .paper)
        let known = try known.map(readFile)
        let checked: Checked<PaperProof>
        if let bundle {
            checked = verify(paper: paper, with: try readFolder(bundle), trusting: trusted, known: known)
        } else {
            checked = try verify(
                paper: paper, in: try Store(path: database ?? "", .looking), trusting: trusted, known: known,
                signers: try keyFile.map(readSigner))
        }
        switch checked {
        case .fails(let why): try refuse(why, bundle ?? database ?? "", bundle == nil ? .database : .bundle, context)
        case .holds(let proof):
            let told = report.paper(proof, subject, on: context.moment.day(at: proof.place))
            guard told.holds else {
                context.console.warn(told.text)
                throw ExitStatus.notVerified.code
            }
            context.console.say(told.text)
        }
    }

    private func compare(
        _ receipt: ProvenReceipt, with bundle: String, _ trusted: [VerifierKey], _ context: Context
    ) throws {
        switch reconcile(receipt, with: try readFolder(bundle), trusting: trusted, known: try known.map(readFile)) {
        case .holds(.agrees): context.console.say(report(.agrees, ["bundle": bundle]))
        case .holds(.recused): context.console.say(report(.recused, ["bundle": bundle]))
        case .holds(.notComparable(let why)):
            context.console.warn(report(.notCompared, ["bundle": bundle, "why": Words.system.text(why)]))
            throw ExitStatus.notVerified.code
        case .holds(.differs(let differences)):
            context.console.warn(report.differences(differences, from: bundle))
            throw ExitStatus.notVerified.code
        case .fails(let why): try refuse(why, bundle, .bundle, context)
        }
    }

    private func tell(_ checked: Checked<Proof>, _ kind: VerifySubject, _ context: Context) throws {
        switch checked {
        case .holds(let proof): context.console.say(report.success(proof))
        case .fails(let why): try refuse(why, subject, kind, context)
        }
    }

    private func refuse(_ why: LedgerError, _ subject: String, _ kind: VerifySubject, _ context: Context) throws {
        context.console.warn(report.failure(why, of: subject, kind))
        throw ExitStatus.notVerified.code
    }
}
