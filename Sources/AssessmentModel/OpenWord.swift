// Words that a programme may add to: kinds of zones, purposes, sources of experts, conditions.

/// A word of an open list, of the form of an id. The words that ledgers knew before there were programmes are known to the program itself.
package protocol OpenWord: RawRepresentable<String>, Hashable, Sendable, Codable {
    /// Those that the first three editions of the rules know, and no other.
    static var early: [Self] { get }

    init(word: String)
}

extension OpenWord {
    /// nil for text that is no id.
    package init?(rawValue: String) {
        guard Identifier<Self>.accepts(rawValue) else { return nil }
        self.init(word: rawValue)
    }

    package var isEarly: Bool { Self.early.contains(self) }
}
