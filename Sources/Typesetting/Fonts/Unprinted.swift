// Characters that reach no page as they are: no font has them, or they have no picture and would steer the text unseen.

/// A character that a document holds and its pages do not show.
package struct Unprinted: Sendable, Hashable {
    package let scalar: Unicode.Scalar
    /// How often the document holds it; what repeats on its pages counts once.
    package let count: Int
    /// Whether it is left out; else 〓 stands in its place.
    package let isLeftOut: Bool

    package init(scalar: Unicode.Scalar, count: Int, isLeftOut: Bool) {
        self.scalar = scalar
        self.count = count
        self.isLeftOut = isLeftOut
    }

    /// `U+2705`, with how often where it is more than once: `U+2705 × 3`.
    package var name: String { scalar.codeName + (count > 1 ? " × \(count)" : "") }
}

extension FinishedDocument {
    /// What the pages do not show of the document that they were made of, by code.
    package func unprinted(of document: Document) -> [Unprinted] {
        let found: [(Unicode.Scalar, Bool)] = problems.compactMap { problem in
            switch problem.code {
            case .characterMissing(let scalar): (scalar, false)
            case .characterLeftOut(let scalar): (scalar, true)
            default: nil
            }
        }
        guard !found.isEmpty else { return [] }
        let counts = document.texts.lazy.flatMap(\.unicodeScalars).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return Dictionary(found) { first, _ in first }
            .map { Unprinted(scalar: $0, count: counts[$0] ?? 1, isLeftOut: $1) }.sorted { $0.scalar < $1.scalar }
    }
}

extension Unicode.Scalar {
    /// Left out of pages and of the text behind them: controls, marks that turn the direction of text, and whatever else
    /// Unicode would have ignored. Joiners, selectors and tags stay, as parts of the characters before them.
    var isLeftOut: Bool {
        switch value {
        case 0x20...0x7E, 0xA1...0xAC, 0x3000...0x312F, 0x3400...0x9FFF, 0xFF01...0xFF9F: false
        default: properties.generalCategory == .control || properties.isDefaultIgnorableCodePoint && !joinsUnseen
        }
    }

    /// Part of the character before it, without a picture of its own.
    var joinsUnseen: Bool {
        properties.isDefaultIgnorableCodePoint
            && (properties.isJoinControl || properties.isVariationSelector || properties.isGraphemeExtend)
    }

    /// Has a meaning for lines and none for faces: line ends, the tab, which is a space, and U+200B, which allows a break.
    var isLayout: Bool { Character(self).isNewline || self == "\t" || self == "\u{200B}" }

    /// The text behind a page that stands for the character; U+FFFD for codes that are none, which no file may hold.
    var interchanged: Unicode.Scalar { properties.isNoncharacterCodePoint ? "\u{FFFD}" : self }

    /// `U+2705`.
    var codeName: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// For places of a file that are not set in type, as its title and outline: without what pages leave out.
    var interchanged: String {
        var scalars = UnicodeScalarView()
        scalars.append(contentsOf: unicodeScalars.lazy.filter { !$0.isLeftOut || $0.isLayout }.map(\.interchanged))
        return String(scalars)
    }
}

extension DocumentInformation {
    var interchanged: DocumentInformation {
        DocumentInformation(
            title: title.interchanged, author: author.interchanged, subject: subject.interchanged,
            keywords: keywords.map(\.interchanged), created: created, language: language,
            properties: properties)
    }
}
