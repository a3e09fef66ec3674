// A book of words: one phrase for each key, in one language, from a file that has them all.

package import AssessmentModel
package import Foundation

/// What a phrase is called in its file, and what may stand in it.
package protocol PhraseKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The file's name before its language: `strings` of `strings.en.yaml`.
    static var book: String { get }
    /// What may stand between double braces.
    var placeholders: Set<String> { get }
}

/// The phrases of one language, complete: its loader lets no key be absent or unknown, and no placeholder that a key has not.
package struct Phrasebook<Key: PhraseKey>: Sendable {
    package let language: Language
    private let phrases: [Key: TemplateText]

    package static func file(_ language: Language) -> String { "\(Key.book).\(language.rawValue).yaml" }

    /// Reports what is wrong with the entries; the book is only fit for use where nothing is.
    package init(_ root: Entry, language: Language) {
        self.language = language
        let fields = root.fields(required: Key.allCases.map(\.rawValue))
        phrases = Key.allCases.reduce(into: [:]) { phrases, key in
            phrases[key] = fields[key.rawValue]?.templateText(placeholders: key.placeholders)
        }
    }

    /// nil where the file cannot be read, which is reported.
    package init?(_ language: Language, in folder: URL, log: ProblemList) {
        guard let root = readTemplate(named: Self.file(language), in: folder, log: log) else { return nil }
        self.init(root, language: language)
    }

    package subscript(_ key: Key) -> String { self(key) }

    /// The phrase with values in the place of its placeholders; nil: an absent value closes its section.
    package func callAsFunction(_ key: Key, _ values: [String: String?] = [:]) -> String {
        text(key)(values.compactMapValues { $0 })
    }

    /// The same for Markdown, which keeps the `**` of what is to stand out.
    package func markdown(_ key: Key, _ values: [String: String?] = [:]) -> String {
        text(key).markdown(values.compactMapValues { $0 })
    }

    private func text(_ key: Key) -> TemplateText {
        guard let text = phrases[key] else {
            preconditionFailure("the loader lets no \(Key.book) pass without \(key)")
        }
        return text
    }
}

/// A number under its placeholder, and `one` where a noun behind it stands in the singular.
func counted(_ number: String, as name: String = "count") -> [String: String] {
    number == "1" ? [name: number, "one": "1"] : [name: number]
}
