// The texts of cards, kept once they are written.

import AssessmentModel
import EventModel
import Pages
import Synchronization

/// The texts of cards that were written: a round's scheme is frozen.
final class CardShelf: Sendable {
    private struct Key: Hashable {
        /// nil: the practice sheet.
        let round: RoundID?
        let language: Language
    }

    private let written = Mutex<[Key: CardTexts]>([:])

    func texts(of scheme: Scheme, in round: RoundID?, _ words: PageWords) -> CardTexts {
        let key = Key(round: round, language: words.language)
        if let texts = written.withLock({ $0[key] }) { return texts }
        let texts = CardTexts(scheme, words)
        written.withLock { $0[key] = texts }
        return texts
    }
}
