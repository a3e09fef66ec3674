// The words of a bundle's README: its text, and what was decided in either language.

package import AssessmentModel
package import Foundation
import Telling

/// A line by its key in `bundle.<language>.yaml`, in Markdown.
enum BundlePhrase: String, PhraseKey {
    static let book = "bundle"

    case decision
    case passed, failed, vetoed, incomplete, withdrawn, zone
    case notice, replaced
    case issued, revoked, noneRevoked
    case separator

    var placeholders: Set<String> {
        switch self {
        case .decision: ["round", "final"]
        case .passed, .failed, .vetoed, .incomplete, .withdrawn: ["zones"]
        case .zone: ["rank", "name", "total"]
        case .notice: ["from", "to"]
        case .replaced: ["old", "upheld", "withdrawn"]
        case .issued, .revoked: ["certificates"]
        case .noneRevoked, .separator: []
        }
    }
}

/// What a bundle's README is made with.
package struct BundleWords: Sendable {
    /// The whole README, in both languages.
    let text: TemplateText
    let chinese: Phrasebook<BundlePhrase>
    let english: Phrasebook<BundlePhrase>

    private static let file = "bundle.yaml"
    private static let placeholders: Set = ["title", "english", "decisionInChinese", "decisionInEnglish", "key"]

    fileprivate init?(in folder: URL, log: ProblemList) {
        let text = readTemplate(named: Self.file, in: folder, log: log)?.fields(required: ["readMe"])["readMe"]?
            .templateText(placeholders: Self.placeholders)
        let chinese = Phrasebook<BundlePhrase>(.chinese, in: folder, log: log)
        let english = Phrasebook<BundlePhrase>(.english, in: folder, log: log)
        guard let text, let chinese, let english else { return nil }
        self.text = text
        self.chinese = chinese
        self.english = english
    }
}

/// The words of bundles, or every problem in their files.
package func loadBundleWords(in folder: URL) -> Loaded<BundleWords> {
    loaded { BundleWords(in: folder, log: $0) }
}
