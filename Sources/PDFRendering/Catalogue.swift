// Completes the file's catalogue, for which Cairo 1.16 has no call: document language, and the title in the window.

import Foundation

extension Data {
    /// The file with /Lang and /ViewerPreferences in its catalogue (ISO 32000-1, 7.7.2).
    ///
    /// Cairo writes the catalogue last of all objects, so that only the place of the cross-reference table, which the
    /// file names at its end, moves.
    ///
    /// - Throws: `PDFError` when the file does not end as Cairo's files do.
    func withLanguage(_ language: String) throws(PDFError) -> Data {
        let letters = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let entries = Data("   /Lang (\(letters))\n   /ViewerPreferences << /DisplayDocTitle true >>\n".utf8)
        guard let catalogue = range(of: Data("/Type /Catalog\n".utf8), options: .backwards),
            let table = range(of: Data("\nxref\n".utf8), options: .backwards),
            let trailer = range(of: Data("startxref\n".utf8), options: .backwards),
            catalogue.upperBound < table.lowerBound,
            range(of: Data(" obj\n".utf8), in: catalogue.upperBound..<table.lowerBound) == nil
        else { throw PDFError(code: .fileStructure, message: "cairo's file does not end with its catalogue") }
        var file = self[..<catalogue.upperBound] + entries + self[catalogue.upperBound..<trailer.upperBound]
        file += Data("\(table.lowerBound + 1 + entries.count)\n%%EOF\n".utf8)
        return file
    }
}
