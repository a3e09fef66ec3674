// The documents of a closed round as files: what cannot be composed keeps back no other paper.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import Publishing
import Reporting
import RoundState
import Telling
import Typesetting

struct Documents: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "把已封存批次的公示文稿、已颁发的证书和得分表写成 PDF。",
            "Write the notice, issued certificates and score sheets of a closed round as PDF."),
        discussion: both(
            "同一批次每次得到的文件逐字节相同。公示文稿和证书人人可取；得分表含有评语，只供主管部门和该创建对象查看。证书颁发之后才有。字体中没有的字，纸面上以〓代替，并给出提示。",
            """
            The same round gives the same bytes each time. Everybody gets notice and certificates; score sheets hold comments and \
            are for the bureau and their own zone. Certificates are there once they are issued. For a character that no font has \
            〓 stands on the paper, with a warning.
            """))

    @OptionGroup var closed: ClosedRound
    @OptionGroup var options: TemplateOptions
    @Option(help: both("存放文件的文件夹。", "The folder that gets the documents."))
    var output: String
    @Option(
        help: both(
            "存放字体子集的文件夹，再次生成时可以沿用。",
            "A folder that keeps subset fonts between runs."))
    var fontCache: String?
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let result = try closed.result(for: .seeResult)
        let reporter = try reporter()
        try makeFolder(output)
        let outcomes = try context.console.progress(context.sentences(.composing), over: result.papers) {
            try write($0, of: result, by: reporter)
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

    private func reporter() throws -> Reporter {
        let templates = try options.load()
        do throws(FontBookError) {
            let fonts = try FontBook(templates.fonts, cache: fontCache.map { URL(fileURLWithPath: $0) })
            return Reporter(templates: templates, fonts: fonts)
        } catch {
            let lines = error.problems.map { Words.system.text($0.reason, hint: $0.hint) }
            throw FileError(description: lines.joined(separator: "\n"), status: .noInput)
        }
    }

    /// What became of one paper.
    private struct Outcome {
        /// Why it was not written; empty where it was.
        var reasons: [String] = []
        var warnings: [Problem] = []
    }

    private func write(_ paper: Paper, of result: RoundResult, by reporter: Reporter) throws -> Outcome {
        let composed: ComposedPaper
        do throws(ReportingError) {
            composed = try result.compose(paper, by: reporter, in: options.language)
        } catch {
            return Outcome(reasons: ["\(paper): \(error)"])
        }
        switch composed {
        case .keptBack(let problems): return Outcome(reasons: problems.map { Words.system.text($0) })
        case .finished(let document):
            try writeFile("\(output)/\(document.name)", document.bytes, paper.mode)
            return Outcome(warnings: document.warnings)
        }
    }
}
