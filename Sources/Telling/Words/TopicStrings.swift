// The phrases of one topic beside those that all topics share.

package import AssessmentModel
import Foundation

/// What schemes, explanations and the like are told with, in one language.
package struct TopicStrings<Key: PhraseKey>: Sendable {
    let shared: Strings
    private let own: Phrasebook<Key>

    /// nil where a file cannot be read, which is reported.
    init?(_ language: Language, in folder: URL, log: ProblemList) {
        let shared = Strings(language, in: folder, log: log)
        let own = Phrasebook<Key>(language, in: folder, log: log)
        guard let shared, let own else { return nil }
        self.shared = shared
        self.own = own
    }

    package var language: Language { shared.language }

    subscript(_ key: Key) -> String { own[key] }

    func callAsFunction(_ key: Key, _ values: [String: String?] = [:]) -> String { own(key, values) }

    func list(_ items: [String]) -> String { shared.list(items) }

    func clauses(_ items: [String]) -> String { shared.clauses(items) }
}
