// What commands say, in the language that the process speaks.

import Assessing
import AssessmentModel
import Foundation
import Reasons
import Telling

/// The sentences of one language.
struct Sentences: Sendable {
    let language: Language
    /// nil where they cannot be read: a sentence then shows its key and values.
    private let strings: ConsoleStrings?
    private let todos: Phrasebook<TodoKind>?

    /// Read from the templates when something is said for the first time.
    static let spoken = Sentences(.spoken, Installation.own.templates)

    init(_ language: Language, _ folder: URL) {
        self.language = language
        strings = (try? loadConsoleStrings(in: folder).get())?[language]
        todos = (try? loadTodoPhrases(in: folder).get())?[language]
    }

    func callAsFunction(_ phrase: ConsolePhrase, _ values: [String: String] = [:]) -> String {
        strings?(phrase, values) ?? bare(phrase.rawValue, values)
    }

    /// What waits for somebody.
    func callAsFunction(_ kind: Todo.Kind, _ values: [String: String]) -> String {
        todos?(kind, values) ?? bare(kind.rawValue, values)
    }

    private func bare(_ key: String, _ values: [String: String]) -> String {
        ([key] + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    }

    /// So many of something.
    func callAsFunction(_ phrase: ConsolePhrase, _ count: Int) -> String {
        self(phrase, count == 1 ? ["count": "1", "one": "1"] : ["count": "\(count)"])
    }

    /// What stands one behind the other in a sentence.
    func list(_ items: [String]) -> String { items.joined(separator: language == .chinese ? "、" : ", ") }
}

extension Words {
    /// A term as people say it; in English its code, which is what commands take.
    func term(_ list: Reason.Term, _ code: String) -> String {
        language == .chinese ? word(.term(list, code)) : code
    }

    /// What a programme calls its own, else the term.
    func name(_ own: LocalizedText?, _ list: Reason.Term, _ code: String) -> String {
        own?.text(in: language) ?? term(list, code)
    }
}
