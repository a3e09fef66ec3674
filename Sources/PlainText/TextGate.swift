// The one gate through which text enters: files, options, pages and programs ask it alike, and proofs ask it again.

/// What a text may be: one line, or several.
package enum TextShape: Sendable, Hashable {
    /// A name, a title, an id: no control character at all.
    case line
    /// A comment, a reason, an opinion: tab and line feed may stand in it.
    case paragraphs
}

/// Why a text may not enter, and where.
package struct TextFault: Error, Hashable, Sendable {
    package enum Code: String, Sendable, CaseIterable {
        /// A control character, U+0000–U+001F or U+007F–U+009F, or a separator of lines or paragraphs, U+2028 and U+2029.
        case control
        /// A character that nobody sees, so that two texts that look alike differ: U+00AD, U+061C, U+115F, U+1160, U+180E, U+200B, U+200E, U+200F,
        /// U+2060–U+2064, U+206A–U+206F, U+2800, U+3164, U+FEFF, U+FFA0, U+FFF9–U+FFFB, U+E0001, U+E0020–U+E007F.
        case invisible
        /// U+202A–U+202E, U+2066–U+2069: text that follows is shown in another order than it is read.
        case direction
        /// More characters than the place takes.
        case tooLong
        /// Not in normal form C: a writer puts it there, so that only a foreign hand leaves it out.
        case notNormal
    }

    package let code: Code
    /// What stands there; nil where the fault is the text's length or form.
    package let scalar: Unicode.Scalar?
    /// Counted from 1, in lines of the text.
    package let line: Int
    /// Counted from 1, in Unicode scalars of the line; the number of scalars where the text is too long.
    package let column: Int
    /// The most that was allowed where the text is too long.
    package let most: Int
}

extension TextFault {
    /// What stands there, as `U+202E`.
    package var character: String {
        let digits = String(scalar?.value ?? 0, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Lengths in Unicode scalars.
package enum TextLimit {
    /// Names of people, zones, organisations, files; titles.
    package static let name = 200
    /// An expert's comment on a mark.
    package static let comment = 1000
    /// Reasons, opinions, grounds, decisions.
    package static let reason = 4000
}

/// Text as it is kept: normal form C, lines ended by U+000A alone, no blanks around it.
package func kept(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var follows = false
    for scalar in text.unicodeScalars {
        if !(follows && scalar == "\n") { scalars.append(scalar == "\r" ? "\n" : scalar) }
        follows = scalar == "\r"
    }
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\u{3000}", "\u{A0}"]
    let kept = scalars.drop { blanks.contains($0) }
    let end = kept.lastIndex { !blanks.contains($0) }.map(kept.index(after:)) ?? kept.startIndex
    return NormalForm.c(String(kept[..<end]))
}

/// Why a text may not enter; nil where it may. Joiners (U+200C, U+200D) and variation selectors, which scripts need, stay.
package func refusal(ofText text: String, as shape: TextShape = .line, atMost most: Int = .max) -> TextFault? {
    var (line, column) = (1, 0)
    var count = 0
    for scalar in text.unicodeScalars {
        count += 1
        column += 1
        if let code = fault(scalar, shape) {
            return TextFault(code: code, scalar: scalar, line: line, column: column, most: most)
        }
        if scalar == "\n" { (line, column) = (line + 1, 0) }
    }
    if count > most { return TextFault(code: .tooLong, scalar: nil, line: 1, column: count, most: most) }
    return NormalForm.isC(text) ? nil : TextFault(code: .notNormal, scalar: nil, line: 1, column: 1, most: most)
}

private func fault(_ scalar: Unicode.Scalar, _ shape: TextShape) -> TextFault.Code? {
    switch scalar.value {
    case 0x09, 0x0A: shape == .line ? .control : nil
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: .control
    case 0xAD, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060...0x2064, 0x206A...0x206F, 0x2800, 0x3164,
        0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0001, 0xE0020...0xE007F:
        .invisible
    case 0x202A...0x202E, 0x2066...0x2069: .direction
    default: nil
    }
}
