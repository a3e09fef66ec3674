// The characters that every subset face carries: those of ordinary official Chinese and English.

import Foundation

enum BaseCharacters {
    /// Code points of GB/T 2312-1980 (6,763 hanzi and 682 signs), Latin-1, general punctuation, circled numbers and
    /// full-width forms; about 8,000, ascending.
    static let codes: [UInt32] = {
        var codes = Set<UInt32>(blocks.joined())
        for high in UInt8(0xA1)...0xF7 {
            for low in UInt8(0xA1)...0xFE {
                if let code = unicode(high, low) { codes.insert(code) }
            }
        }
        return codes.sorted()
    }()

    private static let blocks: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0xA0...0xFF, 0x2010...0x2027, 0x2030...0x203B, 0x20AC...0x20AC, 0x2190...0x2193,
        0x2460...0x2473, 0x2500...0x2503, 0x25A0...0x25CF, 0x2E3A...0x2E3A, 0x3000...0x301F, 0xFF01...0xFF5E,
        0xFFE5...0xFFE5,
    ]

    /// The code point of a GB/T 2312 position, nil where it has none or a private one. GB 18030 decodes the same bytes.
    private static func unicode(_ high: UInt8, _ low: UInt8) -> UInt32? {
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        guard let scalars = String(bytes: [high, low], encoding: gb18030)?.unicodeScalars, scalars.count == 1,
            let code = scalars.first?.value, !(0xE000...0xF8FF).contains(code), code != 0xFFFD
        else { return nil }
        return code
    }
}
