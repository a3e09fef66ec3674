// The words of what-if comparisons, from `comparisons.<language>.yaml`.

package import AssessmentModel
package import Foundation
import Scoring

/// What comparisons are told with, in one language: methods, verdicts and names as explanations have them.
package struct ComparisonStrings: Sendable {
    let explanations: ExplanationStrings
    private let own: Phrasebook<ComparisonPhrase>

    /// nil where a file cannot be read, which is reported.
    fileprivate init?(_ language: Language, in folder: URL, log: ProblemList) {
        let explanations = ExplanationStrings(language, in: folder, log: log)
        let own = Phrasebook<ComparisonPhrase>(language, in: folder, log: log)
        guard let explanations, let own else { return nil }
        self.explanations = explanations
        self.own = own
    }

    var language: Language { own.language }

    subscript(_ key: ComparisonPhrase) -> String { own[key] }

    func callAsFunction(_ key: ComparisonPhrase, _ values: [String: String?]) -> String { own(key, values) }

    func method(_ aggregate: Aggregate) -> String {
        let method = explanations.method(aggregate.method, high: aggregate.drop.high, low: aggregate.drop.low)
        return self(aggregate.level == .total ? .byTotal : .byIndicator, ["method": method])
    }

    func alteration(_ alteration: Alteration) -> String {
        switch alteration {
        case .method(let method, let high, let low): explanations.method(method, high: high, low: low)
        case .level(.total): self[.alterationTotal]
        case .level(.indicator): self[.alterationIndicator]
        case .rounding(let mode): self(.alterationRounding, ["mode": explanations.shared.mode(mode)])
        }
    }
}

/// The words of comparisons in one language, or every problem in their files.
package func loadComparisonStrings(_ language: Language, in folder: URL) -> Loaded<ComparisonStrings> {
    loaded { ComparisonStrings(language, in: folder, log: $0) }
}
