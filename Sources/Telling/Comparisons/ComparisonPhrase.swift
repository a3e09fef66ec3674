// The words in which what-if comparisons are told.

/// A word or sentence by its key in `comparisons.<language>.yaml`.
package enum ComparisonPhrase: String, PhraseKey {
    package static let book = "comparisons"

    // The head: that nothing here is official, and what is.
    case warning, official, byTotal, byIndicator
    // What is altered.
    case entry, alterationTotal, alterationIndicator, alterationRounding, scheme
    // What moves.
    case moves, nothingMoves, largest, noTotalChanges, fallback, tooFew, isOfficial
    case rank, verdict, grade, none

    package var placeholders: Set<String> {
        switch self {
        case .official: ["method", "zones", "passed"]
        case .byTotal, .byIndicator: ["method"]
        case .entry: ["name", "title"]
        case .alterationRounding: ["mode"]
        case .scheme: ["title", "id", "edition"]
        case .moves: ["moved", "stays"]
        case .largest: ["change", "zone", "from", "to"]
        case .fallback: ["cells", "official"]
        case .tooFew: ["cells"]
        case .rank, .verdict, .grade: ["from", "to"]
        default: []
        }
    }
}
