// Unicode normal form C: the one spelling of a text in the ledger.

import Foundation

/// Normal form C (Unicode Standard Annex 15). Two spellings that read alike must not hash apart.
enum NormalForm {
    static func isC(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(isInert) || Array(text.utf8) == Array(c(text).utf8)
    }

    static func c(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

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
