// The shipped books of words: complete, in the language that they claim to be in, and with the same values in both.

import AssessmentModel
import ProblemWords
import Foundation
import Testing

@testable import Publishing
@testable import Telling

@Suite struct PhrasebookTests {
    /// One book in both languages, by what its loader and its file say of it.
    struct Book: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let placeholders: [String: Set<String>]
        let problems: [Problem]

        init<Key: PhraseKey>(of keys: Key.Type) {
            testDescription = Key.book
            placeholders = Dictionary(uniqueKeysWithValues: Key.allCases.map { ($0.rawValue, $0.placeholders) })
            problems = loadedInEachLanguage { Phrasebook<Key>($0, in: templates, log: $1) }.problems
        }

        /// The phrases of one language as their file spells them, by key.
        func phrases(_ language: Language) throws -> [String: String] {
            let name = "\(testDescription).\(language.rawValue).yaml"
            let root = try #require(readTemplate(named: name, in: templates, log: ProblemList()))
            return Dictionary((root.mapping() ?? []).map { ($0.name, $0.entry.string() ?? "") }) { $1 }
        }
    }

    static let books = [
        Book(of: Phrase.self), Book(of: SchemePhrase.self), Book(of: VerifyPhrase.self),
        Book(of: ExplanationPhrase.self), Book(of: ComparisonPhrase.self), Book(of: BundlePhrase.self),
        Book(of: PagePhrase.self), Book(of: TodoKind.self), Book(of: MailPhrase.self),
    ]

    /// Values that a phrase is given and does not say.
    static let unsaid: [String: Set<String>] = [
        "strings.bonusCounted": ["cap"], "strings.bonusCapped": ["points"], "strings.rulePartMissed": ["points"],
        "strings.ruleDeductOver": ["start"], "strings.ruleDeductUnder": ["start"],
        "scheme.deductAny": ["limit"], "scheme.roundedWhole": ["places"], "scheme.renamed": ["label"],
    ]

    /// Values that choose between words where only one language has the choice: nouns of Chinese have no plural.
    static let choices: [Language: Set<String>] = [
        .chinese: ["one", "oneSeat", "oneMark"], .english: ["whole"],
    ]
    static let chosen: [Language: Set<String>] = [
        .english: ["explanations.rounded"],
        .chinese: [
            "scheme.points", "scheme.changesCount", "verify.checkpoints", "verify.round", "verify.erased",
            "verify.unsigned", "verify.unsignedProven", "explanations.points", "explanations.rounded",
            "explanations.marksAscending", "explanations.fallback",
        ],
    ]
    /// Books in which any phrase that counts may choose so.
    static let counting: [Language: Set<String>] = [.chinese: ["pages", "todos", "mail"]]

    @Test(arguments: books)
    func book_asShipped_hasNoProblem(book: Book) {
        #expect(book.problems == [])
        #expect(!book.placeholders.isEmpty)
    }

    @Test(arguments: books, Language.allCases)
    func phrase_everyOne_saysItsValuesAndNoOthers(book: Book, language: Language) throws {
        let phrases = try book.phrases(language)
        for (key, placeholders) in book.placeholders {
            let name = "\(book.testDescription).\(key)"
            let phrase = try #require(phrases[key])
            let said = Set(phrase.matches(of: /\{\{[#^\/]?(\w+)\}\}/).map { String($0.output.1) })
            let isChosen =
                Self.chosen[language]?.contains(name) == true
                || Self.counting[language]?.contains(book.testDescription) == true
            let silent = (isChosen ? Self.choices[language] ?? [] : []).union(Self.unsaid[name] ?? [])
            #expect(said == placeholders.subtracting(silent), "\(name): \(phrase)")
            #expect(!phrase.isEmpty, "\(name)")
        }
    }

    @Test(arguments: books)
    func phrase_inChinese_holdsNoEnglishSentence(book: Book) throws {
        for (key, phrase) in try book.phrases(.chinese) {
            let words = phrase.replacing(/\{\{[^}]*\}\}/, with: "")
            #expect(!words.contains(/[A-Za-z]+ [A-Za-z]+/) && !words.contains(/\p{Han}[,;:!?]/), "\(key): \(phrase)")
        }
    }

    @Test(arguments: books)
    func phrase_inEnglish_holdsNoChinese(book: Book) throws {
        for (key, phrase) in try book.phrases(.english) {
            #expect(!phrase.contains(/[\u{4E00}-\u{9FFF}]/), "\(key): \(phrase)")
        }
    }

    @Test func bundle_itsTextAsShipped_hasNoProblem() {
        #expect(loadBundleWords(in: templates).problems == [])
    }

    @Test func phrasebook_withAKeyAbsentOneTooManyAndAStrangeValue_saysAllThree() throws {
        let log = ProblemList()
        let text = try String(contentsOf: templates.appending(path: "comparisons.en.yaml"), encoding: .utf8)
            .replacing("none: none", with: "nothing: none").replacing("{{mode}}", with: "{{rounding}}")
        let root = try #require(readTemplate(text, file: "comparisons.en.yaml", log: log))
        _ = Phrasebook<ComparisonPhrase>(root, language: .english)
        let found = log.problems.map { "\($0.key ?? ""): \(english($0.reason))" }.sorted()
        #expect(
            found == [
                ": missing none", "alterationRounding: unknown placeholder {{rounding}}", "nothing: unknown key",
            ])
    }

    @Test func phrase_withAnAbsentValue_closesItsSection() throws {
        let words = try loadExplanationStrings(.english, in: templates).get()
        #expect(words(.verdict, ["verdict": "passed", "rank": "rank 2"]) == "Verdict: passed; rank 2")
        #expect(words(.verdict, ["verdict": "passed", "rank": nil]) == "Verdict: passed")
        #expect([words.points("1"), words.points("0.5")] == ["1 point", "0.5 points"])
    }
}
