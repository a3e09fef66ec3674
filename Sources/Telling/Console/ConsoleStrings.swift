// The sentences of commands in one language, from `console.<language>.yaml`.

package import AssessmentModel
package import Foundation

/// What commands say with, in one language.
package typealias ConsoleStrings = Phrasebook<ConsolePhrase>

/// The phrases of commands in both languages, or every problem in their files.
package func loadConsoleStrings(in folder: URL) -> Loaded<[Language: ConsoleStrings]> {
    loadedInEachLanguage { ConsoleStrings($0, in: folder, log: $1) }
}
