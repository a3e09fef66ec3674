// What commands say: complete in both languages.

import AssessmentModel
import Telling
import Testing

@Suite struct ConsoleStringsTests {
    @Test func phrases_ofBothLanguages_areComplete() {
        #expect(loadConsoleStrings(in: templates).problems == [])
    }

    @Test(arguments: Language.allCases, ConsolePhrase.allCases)
    func phrase_everyOne_tellsAllItsValues(language: Language, phrase: ConsolePhrase) throws {
        let strings = try #require(try loadConsoleStrings(in: templates).get()[language])
        // English needs no word before what is English.
        let silent: Set<ConsolePhrase> = language == .english ? [.problemLines, .usage, .usageOf] : []
        let choices: Set = ["one", "unsaid", "called", "measured", "sealed", "lapsed", "decides", "late"]
        let values = Dictionary(uniqueKeysWithValues: phrase.placeholders.map { ($0, "‹\($0)›") })
        let text = strings(phrase, values)
        guard !silent.contains(phrase) else {
            #expect(text.isEmpty)
            return
        }
        for name in phrase.placeholders.subtracting(choices) {
            #expect(text.contains("‹\(name)›"), "\(phrase): \(text)")
        }
        #expect(!text.isEmpty && !text.contains("{{"), "\(phrase): \(text)")
    }

    @Test func counts_ofOneAndMore_areTheirNounsForms() throws {
        let english = try #require(try loadConsoleStrings(in: templates).get()[.english])
        #expect(english(.workdays, ["count": "1", "one": "1"]) == "1 make-up workday")
        #expect(english(.workdays, ["count": "2"]) == "2 make-up workdays")
    }
}
