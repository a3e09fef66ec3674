// The documents of a closed round as files: what cannot be composed keeps back no other paper.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import Proving
import Publishing
import Reporting
import RoundState
import Storage
import Telling

struct Documents: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "把已封存批次的公示文稿、已颁发的证书和得分表写成 PDF。",
            "Write the notice, issued certificates and score sheets of a closed round as PDF."),
        discussion: both(
            "同一批次每次得到的文件逐字节相同。公示文稿和证书人人可取；得分表含有评语，只供主管部门和该创建对象查看。证书颁发之后才有，给出的就是颁发时的那份文件；证书撤销之后，先前写在该文件夹中的那份会被移除。字体中没有的字，纸面上以〓代替，并给出提示。",
            """
            The same round gives the same bytes each time. Everybody gets notice and certificates; score sheets hold comments and \
            are for the bureau and their own zone. Certificates are there once they are issued, byte for byte as they were; one \
            that is revoked leaves the folder. For a character that no font has \
            〓 stands on the paper, with a warning.
            """))

    @OptionGroup var closed: ClosedRound
    @OptionGroup var options: ReporterOptions
    @Option(help: both("存放文件的文件夹。", "The folder that gets the documents."))
    var output: String
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let store = try closed.store()
        let result = try store.result(of: closed.round, for: .seeResult, by: closed.reader.user)
        let reporter = try options.reporter()
        try makeFolder(output)
        try takeAway(result, context)
        let outcomes = try context.console.progress(context.sentences(.composing), over: result.papers) {
            try write($0, of: result, by: reporter, from: store.evidence)
        }
        for warning in outcomes.flatMap(\.warnings) { context.console.warn(context.words.text(warning)) }
        context.console.say(
            context.sentences(
                .documentsWritten, ["count": "\(outcomes.count { $0.reasons.isEmpty })", "folder": output]))
        if result.certificates.isEmpty {
            context.console.say(context.sentences(.certificatesNone))
        }
        let failed = outcomes.filter { !$0.reasons.isEmpty }
        guard !failed.isEmpty else { return }
        for reason in failed.flatMap(\.reasons) { context.console.warn(reason) }
        throw FileError(
            .documentsNotWritten, ["documents": context.sentences(.documents, failed.count)], status: .notComposed)
    }

    /// What became of one paper.
    private struct Outcome {
        /// Why it was not written; empty where it was.
        var reasons: [String] = []
        var warnings: [Problem] = []
    }

    /// Removes the papers of revoked certificates that stand in the folder, and nothing else.
    private func takeAway(_ result: RoundResult, _ context: Context) throws {
        for (zone, certificate) in result.takenBack.sorted(by: { $0.key < $1.key }) {
            let file = "\(output)/certificate-\(zone).pdf"
            guard fileExists(file), let claims = claims(of: try readFile(file)), claims.kind == .certificate,
                claims.round == certificate.round, claims.zone == zone
            else { continue }
            try removeDurably(file)
            context.console.say(context.sentences(.certificateTakenAway, ["file": file]))
        }
    }

    private func write(
        _ paper: Paper, of result: RoundResult, by reporter: Reporter, from evidence: EvidenceFolder
    ) throws -> Outcome {
        let composed: ComposedPaper
        do {
            composed = try result.compose(paper, by: reporter, in: options.language, from: evidence)
        } catch let error as ReportingError {
            return Outcome(reasons: ["\(paper): \(error)"])
        }
        switch composed {
        case .keptBack(let problems): return Outcome(reasons: problems.map { Words.system.text($0) })
        case .stored(let bytes):
            try writeFile("\(output)/\(paper)", Data(bytes), paper.mode)
            return Outcome()
        case .finished(let document):
            try writeFile("\(output)/\(document.name)", document.bytes, paper.mode)
            return Outcome(warnings: document.warnings)
        }
    }
}
