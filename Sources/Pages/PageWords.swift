// What pages say, in one language: phrases of their own, reasons, and the names that a reader may know.

import Assessing
package import AuditLedger
package import AssessmentModel
import EventModel
package import Foundation
package import Reasons
package import Telling

/// The words of one language.
package struct PageWords: Sendable {
    package let language: Language
    private let phrases: Phrasebook<PagePhrase>
    private let todos: Phrasebook<TodoKind>
    private let messages: MessageBook
    package let explanations: ExplanationStrings
    package let comparisons: ComparisonStrings
    package let strings: Strings
    /// Of both languages: what changed in one alone is told, too.
    package let schemes: [Language: SchemeStrings]
    /// What scripts say, its placeholders as they fill them: `{count}`.
    private let scripted: [PagePhrase: String]

    private init(
        _ language: Language, _ phrases: Phrasebook<PagePhrase>, _ todos: Phrasebook<TodoKind>,
        _ messages: MessageBook, _ results: ResultWords
    ) {
        self.language = language
        self.phrases = phrases
        self.todos = todos
        self.messages = messages
        (explanations, comparisons, strings) = (results.explanations, results.comparisons, results.strings)
        schemes = results.schemes
        let ofScripts = PagePhrase.ofScoring + PagePhrase.ofBoards + PagePhrase.ofZones
        scripted = ofScripts.reduce(into: [:]) { scripted, phrase in
            scripted[phrase] = phrases(phrase, phrase.placeholders.reduce(into: [:]) { $0[$1] = "{\($1)}" })
        }
    }

    /// The words of both languages, or every problem in their files.
    package static func load(in folder: URL) -> Loaded<[Language: PageWords]> {
        let phrases: Loaded<[Language: Phrasebook<PagePhrase>]> = loadPagePhrases(in: folder)
        let todos = loadTodoPhrases(in: folder)
        let messages = loadMessages(in: folder)
        let results = ResultWords.load(in: folder)
        guard case .value(let books) = phrases, case .value(let waits) = todos, case .value(let told) = messages,
            case .value(let results) = results
        else {
            return .problems(phrases.problems + todos.problems + messages.problems + results.problems)
        }
        return .value(
            Language.allCases.reduce(into: [:]) { words, language in
                guard let book = books[language], let todos = waits[language], let messages = told[language],
                    let results = results[language]
                else { return }
                words[language] = PageWords(language, book, todos, messages, results)
            })
    }

    package subscript(_ phrase: PagePhrase) -> String { phrases[phrase] }

    package func callAsFunction(_ phrase: PagePhrase, _ values: [String: String?] = [:]) -> String {
        phrases(phrase, values)
    }

    func scripted(_ phrase: PagePhrase) -> String { scripted[phrase] ?? "" }

    /// A phrase whose number decides its noun.
    package func callAsFunction(_ phrase: PagePhrase, _ count: Int) -> String {
        phrases(phrase, count == 1 ? ["count": "1", "one": "1"] : ["count": "\(count)"])
    }

    /// What waits for somebody.
    func text(_ kind: TodoKind, _ values: [String: String?]) -> String { todos(kind, values) }

    package func text(
        _ reason: Reason, naming name: (Reason.Subject) -> String? = { _ in nil }
    ) -> String {
        messages.text(reason) { name($0) ?? ($0.kind == .seat ? SeatID($0.id).shortCode : nil) }
    }

    package func term(_ list: Reason.Term, _ word: String) -> String { messages.word(.term(list, word)) }

    /// A problem of a file, with its place in it.
    package func text(_ problem: Problem) -> String { messages.text(problem) }

    /// The first thing that is wrong with a ledger.
    package func text(_ fault: LedgerError) -> String { messages.text(fault) }

    func word(_ value: Reason.Value) -> String { messages.word(value) }

    package func text(_ text: LocalizedText) -> String { text.text(in: language) }

    /// What stands one behind the other in a sentence.
    package func list(_ items: [String]) -> String { strings.list(items) }

    /// A day as it is read: 2026年12月18日, 18 December 2026.
    package func day(_ day: String) -> String { Day(day)?.text(in: language) ?? day }
}

/// The words of results, which pages share with commands and papers.
private struct ResultWords {
    let schemes: [Language: SchemeStrings]
    let explanations: ExplanationStrings
    let comparisons: ComparisonStrings
    let strings: Strings

    static func load(in folder: URL) -> Loaded<[Language: ResultWords]> {
        let strings: Loaded<[Language: Strings]> = loadStrings(in: folder)
        let schemes = loadSchemeStrings(in: folder)
        var (found, problems) = ([Language: ResultWords](), strings.problems + schemes.problems)
        for language in Language.allCases {
            let explanations = loadExplanationStrings(language, in: folder)
            let comparisons = loadComparisonStrings(language, in: folder)
            problems += explanations.problems + comparisons.problems
            guard case .value(let strings) = strings, let own = strings[language],
                case .value(let schemes) = schemes,
                case .value(let explanations) = explanations, case .value(let comparisons) = comparisons
            else { continue }
            found[language] = ResultWords(
                schemes: schemes, explanations: explanations, comparisons: comparisons, strings: own)
        }
        return problems.isEmpty ? .value(found) : .problems(problems)
    }
}
