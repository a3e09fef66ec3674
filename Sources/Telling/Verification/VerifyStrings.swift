// The sentences of verdicts, from `verify.<language>.yaml`.

package import AssessmentModel
package import Foundation

/// What a verdict is told with, in one language.
package typealias VerifyStrings = Phrasebook<VerifyPhrase>

/// The phrases of verdicts in both languages, or every problem in their files.
package func loadVerifyStrings(in folder: URL) -> Loaded<[Language: VerifyStrings]> {
    loadedInEachLanguage { VerifyStrings($0, in: folder, log: $1) }
}
