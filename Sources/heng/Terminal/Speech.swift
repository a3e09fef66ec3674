// In which language the process speaks: `--lang`, else what the environment asks for.

import ArgumentParser
import AssessmentModel
import Foundation

/// Which language is asked for; on every command, and before subcommands too.
struct SpeechOptions: ParsableArguments {
    enum Tongue: String, ExpressibleByArgument, CaseIterable {
        case zh, en

        var language: Language { self == .zh ? .chinese : .english }
    }

    @Option(
        name: .customLong("lang"),
        help: both(
            "提示所用的语言；不写时依 HENG_LANG，再依系统语言，都没有的用中文。",
            "The language that heng speaks; left out: HENG_LANG's, else the system's, else Chinese."))
    var tongue: Tongue?
}

extension Language {
    /// This process's, asked for once: help is made before arguments are parsed.
    static let spoken = Language(
        asked: ProcessInfo.processInfo.environment, by: Array(ProcessInfo.processInfo.arguments.dropFirst()))

    /// The last `--lang` that names a language wins, whatever the environment says.
    init(asked environment: [String: String], by arguments: [String]) {
        let options = arguments.prefix { $0 != "--" }
        let named = options.indices.compactMap { index -> String? in
            if options[index].hasPrefix("--lang=") { return String(options[index].dropFirst("--lang=".count)) }
            return options[index] == "--lang" && index + 1 < options.endIndex ? options[index + 1] : nil
        }
        let tongue = named.compactMap(SpeechOptions.Tongue.init(rawValue:)).last
        self = tongue?.language ?? Language(asked: environment)
    }
}

/// The text in the language that the process speaks.
func both(_ chinese: String, _ english: String) -> String { Language.spoken == .chinese ? chinese : english }

func both(_ chinese: String, _ english: String) -> ArgumentHelp {
    let text: String = both(chinese, english)
    return ArgumentHelp(text)
}
