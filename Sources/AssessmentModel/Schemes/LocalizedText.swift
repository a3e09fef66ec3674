// Words in the two languages of the project.

/// The languages that documents and pages speak.
package enum Language: String, Sendable, Codable, CaseIterable {
    case chinese = "zh-Hans"
    case english = "en"
}

/// Chinese text with its English form; where no English is given the Chinese stands in.
package struct LocalizedText: Hashable, Sendable, Codable {
    package let zh: String
    package let en: String?

    package init(zh: String, en: String? = nil) {
        self.zh = zh
        self.en = en
    }

    package func text(in language: Language) -> String {
        language == .english ? en ?? zh : zh
    }
}
