// The words of explanations, and the choices among them that are the same in every language.

package import AssessmentModel
package import Foundation
import Scoring

/// What scores are explained with, in one language.
package typealias ExplanationStrings = TopicStrings<ExplanationPhrase>

/// The words of explanations in one language, or every problem in their files.
package func loadExplanationStrings(_ language: Language, in folder: URL) -> Loaded<ExplanationStrings> {
    loaded { ExplanationStrings(language, in: folder, log: $0) }
}

extension ExplanationStrings {
    /// A title with the id behind it, where it is not the id itself.
    func named(_ title: String, id: String) -> String {
        title == id ? id : self(.named, ["title": title, "id": id])
    }

    /// A number of points with their word.
    func points(_ number: String) -> String { self(.points, counted(number, as: "number")) }

    func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: self[.verdictPass]
        case .fail: self[.verdictFail]
        case .vetoed: self[.verdictVetoed]
        case .incomplete: self[.verdictIncomplete]
        case .withdrawn: self[.verdictWithdrawn]
        }
    }

    func source(_ source: Expert.Source) -> String {
        switch source {
        case .department: self[.sourceDepartment]
        case .university: self[.sourceUniversity]
        case .association: self[.sourceAssociation]
        case .enterprise: self[.sourceEnterprise]
        case .thirdParty: self[.sourceThirdParty]
        default: source.rawValue
        }
    }

    /// A method with the number of marks that it sets aside.
    func method(_ method: Aggregate.Method, high: Int, low: Int) -> String {
        let values = ["high": "\(high)", "low": "\(low)"]
        return switch method {
        case .mean: self[.methodMean]
        case .median: self[.methodMedian]
        case .trimmedMean: self(.methodTrimmedMean, values)
        case .winsorisedMean: self(.methodWinsorisedMean, values)
        }
    }

    func shape(_ shape: RuleBasis.Shape) -> String {
        switch shape {
        case .bands: self[.shapeBands]
        case .linear: self[.shapeLinear]
        case .proportion: self[.shapeProportion]
        case .deduct: self[.shapeDeduct]
        case .parts: self[.shapeParts]
        case .eachPeriod: self[.shapeEachPeriod]
        case .anyOf: self[.shapeAnyOf]
        }
    }
}
