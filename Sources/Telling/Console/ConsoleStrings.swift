// The sentences of commands in one language, from `console.<language>.yaml`.

package import AssessmentModel
package import Foundation

/// The phrases of commands in one language, complete.
package struct ConsoleStrings: Sendable {
    package let language: Language
    private let phrases: [ConsolePhrase: TemplateText]

    static func file(_ language: Language) -> String { "console.\(language.rawValue).yaml" }

    package func callAsFunction(_ phrase: ConsolePhrase, _ values: [String: String] = [:]) -> String {
        guard let text = phrases[phrase] else {
            preconditionFailure("the loader lets no strings pass without \(phrase)")
        }
        return text(values)
    }

    fileprivate init(_ root: Entry, language: Language) {
        self.language = language
        let fields = root.fields(required: ConsolePhrase.allCases.map(\.rawValue))
        phrases = ConsolePhrase.allCases.reduce(into: [:]) { phrases, phrase in
            phrases[phrase] = fields[phrase.rawValue]?.templateText(placeholders: phrase.placeholders)
        }
    }
}

/// The phrases of commands in both languages, or every problem in their files.
package func loadConsoleStrings(in folder: URL) -> Loaded<[Language: ConsoleStrings]> {
    let log = ProblemList()
    var strings: [Language: ConsoleStrings] = [:]
    for language in Language.allCases {
        strings[language] = root(ConsoleStrings.file(language), folder, log).map {
            ConsoleStrings($0, language: language)
        }
    }
    return log.problems.isEmpty ? .value(strings) : .problems(Problems(log.problems).all)
}
