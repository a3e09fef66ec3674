// What `heng verify` says: complete in both languages.

import AssessmentModel
import Telling
import Testing

@Suite struct VerifyStringsTests {
    @Test func phrases_ofBothLanguages_areComplete() {
        #expect(loadVerifyStrings(in: templates).problems == [])
    }

    @Test(arguments: Language.allCases, VerifyPhrase.allCases)
    func phrase_everyOne_tellsAllItsValues(language: Language, phrase: VerifyPhrase) throws {
        let strings = try #require(try loadVerifyStrings(in: templates).get()[language])
        #expect(strings.language == language)
        // These only choose between words.
        let choices: Set = ["one", "oneSeat", "oneMark", "drawn"]
        let values = Dictionary(uniqueKeysWithValues: phrase.placeholders.map { ($0, "‹\($0)›") })
        let text = strings(phrase, values)
        for name in phrase.placeholders.subtracting(choices) {
            #expect(text.contains("‹\(name)›"), "\(phrase): \(text)")
        }
        #expect(!text.isEmpty && !text.contains("{{"), "\(phrase): \(text)")
    }
}
