// A Cairo surface that gathers the bytes of one PDF file.

import CCairo
import Foundation
import Typesetting

/// Used by one thread, for one document.
final class PDFSurface {
    let context: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Sink

    private final class Sink {
        var bytes = Data()
    }

    /// - Throws: `PDFError` when Cairo cannot make a surface.
    init(size: Size) throws(PDFError) {
        let sink = Sink()
        let made = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes.append(data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), size.width.points, size.height.points)
        guard let made, let context = cairo_create(made) else {
            throw PDFError(code: .cairo, message: "cairo made no surface")
        }
        self.sink = sink
        self.context = context
        surface = made
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    func set(_ information: DocumentInformation) {
        let entries = [
            (CAIRO_PDF_METADATA_TITLE, information.title), (CAIRO_PDF_METADATA_AUTHOR, information.author),
            (CAIRO_PDF_METADATA_SUBJECT, information.subject),
            (CAIRO_PDF_METADATA_KEYWORDS, information.keywords.joined(separator: ", ")),
            (CAIRO_PDF_METADATA_CREATOR, "Heng"),
            (CAIRO_PDF_METADATA_CREATE_DATE, information.created.formatted(.iso8601)),
        ]
        for (key, value) in entries where !value.isEmpty { cairo_pdf_surface_set_metadata(surface, key, value) }
    }

    func begin(_ size: Size) {
        cairo_pdf_surface_set_size(surface, size.width.points, size.height.points)
    }

    func endPage() { cairo_show_page(context) }

    /// Levels become parents: an entry belongs to the last one before it with a lower level.
    func set(_ outline: [OutlineEntry], pageSizes: [Size]) {
        var parents: [(level: Int, item: Int32)] = []
        for entry in outline {
            parents.removeAll { $0.level >= entry.level }
            let place = "page=\(entry.page + 1) pos=[\(entry.position.x.points.plain) \(entry.position.y.points.plain)]"
            let parent = parents.last?.item ?? CAIRO_PDF_OUTLINE_ROOT
            let item = cairo_pdf_surface_add_outline(
                surface, parent, entry.title, place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
            parents.append((entry.level, item))
        }
    }

    /// The bytes of the finished file.
    ///
    /// - Throws: `PDFError` with Cairo's own word for what went wrong on any page.
    func finish() throws(PDFError) -> Data {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw PDFError(code: .cairo, message: "cairo: \(String(cString: cairo_status_to_string(status)))")
        }
        return sink.bytes
    }
}

extension Double {
    /// With two decimals and a point in every locale.
    fileprivate var plain: String { (self * 100).rounded().formattedHundredths }

    private var formattedHundredths: String { "\(self / 100)" }
}
