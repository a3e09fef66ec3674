// The sentences of verdicts in one language, from `verify.<language>.yaml`.

package import AssessmentModel
package import Foundation

/// The phrases of verdicts in one language, complete.
package struct VerifyStrings: Sendable {
    package let language: Language
    private let phrases: [VerifyPhrase: TemplateText]

    static func file(_ language: Language) -> String { "verify.\(language.rawValue).yaml" }

    package func callAsFunction(_ phrase: VerifyPhrase, _ values: [String: String] = [:]) -> String {
        guard let text = phrases[phrase] else {
            preconditionFailure("the loader lets no strings pass without \(phrase)")
        }
        return text(values)
    }

    fileprivate init(_ root: Entry, language: Language) {
        self.language = language
        let fields = root.fields(required: VerifyPhrase.allCases.map(\.rawValue))
        phrases = VerifyPhrase.allCases.reduce(into: [:]) { phrases, phrase in
            phrases[phrase] = fields[phrase.rawValue]?.templateText(placeholders: phrase.placeholders)
        }
    }
}

/// The phrases of verdicts in both languages, or every problem in their files.
package func loadVerifyStrings(in folder: URL) -> Loaded<[Language: VerifyStrings]> {
    let log = ProblemList()
    var strings: [Language: VerifyStrings] = [:]
    for language in Language.allCases {
        strings[language] = root(VerifyStrings.file(language), folder, log).map {
            VerifyStrings($0, language: language)
        }
    }
    return log.problems.isEmpty ? .value(strings) : .problems(Problems(log.problems).all)
}
