// The words that tell a scheme, from the files of a folder of templates.

package import AssessmentModel
package import Foundation

/// What a scheme is told with, in one language.
package typealias SchemeStrings = TopicStrings<SchemePhrase>

/// The words of schemes in both languages, or every problem in their files. No font is needed for them.
package func loadSchemeStrings(in folder: URL) -> Loaded<[Language: SchemeStrings]> {
    loadedInEachLanguage { SchemeStrings($0, in: folder, log: $1) }
}
