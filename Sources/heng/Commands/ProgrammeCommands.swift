// Programmes: what may be assessed, by whom, what for, and what it confers.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import Reasons
import RoundLoading
import RoundState
import Storage
import Telling

struct ProgrammeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: both("评估项目。", "Programmes."),
        subcommands: [Adopt.self, List.self, Show.self])

    @OptionGroup var speech: SpeechOptions

    struct Adopt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "采用评估项目，或采用其新的内容（经办人）。",
                "Adopt a programme, or what it newly says (officer)."),
            discussion: both(
                "评估项目写明创建对象的类别和推荐程序、专家来源、用途、证书所授的称号、申报条件。采用之后内容即冻结；同一编号以最后采用的为准。",
                """
                A programme says which kinds of zones there are and who recommends them, where experts come from, what rounds \
                are for, what a certificate confers, and which conditions a call may ask for. It is frozen once it is adopted; \
                of one id the newest counts.
                """))

        @Argument(
            help: both(
                "评估项目文件（YAML），或随程序提供的评估项目编号。",
                "A programme's file (YAML), or the id of one that came with the program."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let path = Installation.own.programme(file)
            let programme = try loadProgramme(readFile(path), file: path).get()
            try options.perform(
                AdoptProgramme(programme), context, saying: .programmeAdopted,
                ["id": programme.id.text, "title": programme.title.text(in: context.words.language)])
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出已采用的评估项目。", "List the programmes that are adopted."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            for adopted in try options.standing().programmes { context.console.say(headline(of: adopted, context)) }
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("显示评估项目的内容。", "Show what a programme says."))

        @Argument(help: both("评估项目的编号。", "The programme's id."))
        var id: ProgrammeID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let adopted = try options.standing().programme(id).get()
            context.console.say(headline(of: adopted, context))
            for line in adopted.programme.map({ lines(of: $0, context) }) ?? [] { context.console.say("  \(line)") }
        }
    }
}

private func headline(of adopted: AdoptedProgramme, _ context: Context) -> String {
    context.sentences(
        adopted.programme?.status == .specimen ? .programmeSpecimen : .programmeListed,
        ["id": adopted.id.text, "title": adopted.programme?.title.text(in: context.words.language) ?? ""])
}

private func lines(of programme: Programme, _ context: Context) -> [String] {
    let language = context.words.language
    let sentences = context.sentences
    return programme.kinds.map { kind in
        sentences(
            .programmeKind,
            [
                "id": kind.id.rawValue, "name": kind.name.text(in: language),
                "route": context.words.word(.term(.level, kind.route.rawValue)),
            ])
    }
        + programme.sources.map {
            sentences(.programmeSource, ["id": $0.id.rawValue, "name": $0.name.text(in: language)])
        }
        + programme.purposes.map { purpose in
            sentences(
                .programmePurpose,
                [
                    "id": purpose.id.rawValue, "name": purpose.name.text(in: language),
                    "honour": purpose.honour.text(in: language),
                ])
        }
        + programme.conditions.map {
            sentences(.conditionListed, ["id": $0.id.rawValue, "text": $0.text.text(in: language)])
        }
}
