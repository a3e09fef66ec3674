// The words that tell a scheme, in one language, from the files of a folder of templates.

package import AssessmentModel
package import Foundation

/// The phrases of schemes in one language, complete, beside those that documents share.
package struct SchemeStrings: Sendable {
    let shared: Strings
    private let phrases: [SchemePhrase: TemplateText]

    static func file(_ language: Language) -> String { "scheme.\(language.rawValue).yaml" }

    package var language: Language { shared.language }

    subscript(_ phrase: SchemePhrase) -> String { self(phrase) }

    func callAsFunction(_ phrase: SchemePhrase, _ values: [String: String] = [:]) -> String {
        guard let text = phrases[phrase] else {
            preconditionFailure("the loader lets no strings pass without \(phrase)")
        }
        return text(values)
    }

    func list(_ items: [String]) -> String { shared.list(items) }

    func clauses(_ items: [String]) -> String { shared.clauses(items) }

    fileprivate init(_ root: Entry, shared: Strings) {
        self.shared = shared
        let fields = root.fields(required: SchemePhrase.allCases.map(\.rawValue))
        phrases = SchemePhrase.allCases.reduce(into: [:]) { phrases, phrase in
            phrases[phrase] = fields[phrase.rawValue]?.templateText(placeholders: phrase.placeholders)
        }
    }
}

/// The words of schemes in both languages, or every problem in their files. No font is needed for them.
package func loadSchemeStrings(in folder: URL) -> Loaded<[Language: SchemeStrings]> {
    let log = ProblemList()
    var strings: [Language: SchemeStrings] = [:]
    for language in Language.allCases {
        let shared = root(Strings.file(language), folder, log).map { Strings($0, language: language) }
        let own = root(SchemeStrings.file(language), folder, log)
        if let shared, let own { strings[language] = SchemeStrings(own, shared: shared) }
    }
    return log.problems.isEmpty ? .value(strings) : .problems(Problems(log.problems).all)
}

func root(_ name: String, _ folder: URL, _ log: ProblemList) -> Entry? {
    let file = "\(folder.relativePath)/\(name)"
    guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
        log.report(
            Problem(file: file, "cannot be read", hint: "name the folder that holds it with --templates"))
        return nil
    }
    return readTemplate(text, file: file, log: log)
}
