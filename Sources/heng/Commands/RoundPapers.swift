// The papers of a round whose bytes the ledger names.

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

extension RoundCommands {
    struct Papers: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "登记批次的文件：公示文稿、更正公示、认定通报和得分表各以摘要记入审计日志（经办人）。",
                "Let the ledger name a round's papers by their digests: notice, corrections, finding, score sheets (officer)."
            ),
            discussion: both(
                "登记之后，任何人都可以用 `heng verify 文件.pdf` 核对手中的文件是否就是当初发出的那一份。再次登记时，只登记有变化的。证书另由 `heng certificate issue` 登记。",
                """
                From then on `heng verify FILE.pdf` tells anybody whether a file is the one that went out. Said again, it names what \
                changed. Certificates are named by `heng certificate issue`.
                """))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var papers: ReporterOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try Store(path: options.database, .looking)
            let result = try naming(store.register(), for: options.user) {
                try store.result(of: round, by: options.user)
            }
            let prepared = try result.prepareIssue(by: try papers.reporter(), in: papers.language)
            for warning in prepared.warnings { context.console.warn(context.words.text(warning)) }
            guard prepared.problems.isEmpty else { throw Problems(prepared.problems) }
            let bytes = Dictionary(uniqueKeysWithValues: prepared.papers.map { ($0.name, $0.bytes) })
            try options.perform(IssuePapers(round, papers: bytes), context) { _ in
                context.sentences(
                    .papersIssued,
                    ["documents": context.sentences(.documents, bytes.count), "round": "\(round)"])
            }
        }
    }
}
