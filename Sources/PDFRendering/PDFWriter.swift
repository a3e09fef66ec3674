// Finished pages to PDF bytes: document -> surface -> pages -> completed bytes.

import CCairo
package import Foundation
package import Typesetting

/// Writes finished documents as PDF 1.5, tagged, with outline and metadata; the same document gives the same bytes.
///
/// Belongs to the thread of its font book and keeps Cairo's faces from document to document: make one and keep it.
package final class PDFWriter {
    private let faces: CairoFaces

    package init(fonts: FontBook) { faces = CairoFaces(fonts) }

    /// The bytes of the file.
    ///
    /// - Throws: `PDFError` when Cairo refuses a page, or runs out of memory.
    package func write(_ document: FinishedDocument) throws(PDFError) -> Data {
        let surface = try PDFSurface(size: document.pages.first?.size ?? .a4Portrait)
        surface.set(document.information)
        for page in document.pages { try draw(page, on: surface) }
        surface.set(document.outline, pageSizes: document.pages.map(\.size))
        return try completed(surface.finish(), for: document)
    }

    private func completed(_ bytes: Data, for document: FinishedDocument) throws(PDFError) -> Data {
        var file = try CairoFile(bytes)
        try file.setLanguage(document.information.language)
        try file.setProperties(document.information.properties)
        for (type, entries) in document.structureEntries { try file.add(entries, toElements: type) }
        return file.finished()
    }

    private func draw(_ page: Page, on surface: PDFSurface) throws(PDFError) {
        surface.begin(page.size)
        let canvas = Canvas(context: surface.context, faces: faces)
        for item in page.items { try canvas.draw(item) }
        surface.endPage()
    }
}

/// Why a document could not be written.
package struct PDFError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        case cairo, font, fileStructure
    }

    package let code: Code
    package let message: String

    package var description: String { message }
}
