// Unicode normal form C: the one spelling of a text in the ledger.

@_spi(_Unicode) import Swift

/// Normal form C (Unicode Standard Annex 15). Two spellings that read alike must not hash apart.
///
/// The standard library's own normaliser is reached through its `_Unicode` interface, as Foundation's is wrong on Linux: it leaves
/// out compositions of Hangul, and composes what is no Hangul syllable.
package enum NormalForm {
    package static func isC(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(isInert) || text.unicodeScalars.elementsEqual(text._nfc)
    }

    /// Two passes: the first decomposes U+0F73, U+0F75 and U+0F81, starters that become marks, without putting these in order.
    package static func c(_ text: String) -> String { once(once(text)) }

    private static func once(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text._nfc)
        return String(scalars)
    }

    /// Scalars that no composition touches, whatever stands beside them; they make up nearly all Chinese and English text, so
    /// that the slow road through normalisation is rare: everything below the combining marks, general and CJK punctuation, the
    /// CJK unified ideographs with extension A, and the full-width forms.
    private static func isInert(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x2010...0x2027, 0x3001...0x3029, 0x3400...0x9FFF, 0xFF01...0xFF60: true
        default: false
        }
    }
}
