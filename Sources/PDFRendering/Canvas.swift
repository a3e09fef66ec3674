// Draws the items of a page with Cairo, one after the other.

import CCairo
import Foundation
import Typesetting

struct Canvas {
    let context: OpaquePointer
    let faces: CairoFaces

    /// - Throws: `PDFError` when a face cannot be used.
    func draw(_ item: Item) throws(PDFError) {
        switch item {
        case .glyphs(let run): try show(run)
        case .drawing(let drawing): draw(drawing)
        case .modules(let modules, let colour): fill(modules, colour)
        case .begin(let tag): cairo_tag_begin(context, tag.name, tag.attributes)
        case .end(let tag): cairo_tag_end(context, tag.name)
        }
    }

    private func show(_ run: GlyphRun) throws(PDFError) {
        cairo_set_font_face(context, try faces.face(run.face))
        cairo_set_font_size(context, run.size.points)
        setUnhinted()
        set(run.colour)
        let glyphs = run.glyphs.map { glyph in
            cairo_glyph_t(
                index: UInt(glyph.index), x: (run.origin.x + glyph.x).points, y: (run.origin.y + glyph.y).points)
        }
        let clusters = run.clusters.map {
            cairo_text_cluster_t(num_bytes: Int32($0.bytes), num_glyphs: Int32($0.glyphs))
        }
        cairo_show_text_glyphs(
            context, run.text, Int32(run.text.utf8.count), glyphs, Int32(glyphs.count), clusters,
            Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
    }

    private func setUnhinted() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
    }

    private func draw(_ drawing: Drawing) {
        trace(drawing.shape)
        if let fill = drawing.fill {
            set(fill)
            cairo_fill_preserve(context)
        }
        if let stroke = drawing.stroke {
            set(stroke.colour)
            cairo_set_line_width(context, stroke.width.points)
            let dashes = stroke.dashes.map(\.points)
            cairo_set_dash(context, dashes, Int32(dashes.count), 0)
            cairo_stroke_preserve(context)
        }
        cairo_new_path(context)
    }

    private func trace(_ shape: Shape) {
        cairo_new_path(context)
        switch shape {
        case .line(let from, let to):
            cairo_move_to(context, from.x.points, from.y.points)
            cairo_line_to(context, to.x.points, to.y.points)
        case .rectangle(let box, let radius) where radius > .zero: trace(box, radius: radius.points)
        case .rectangle(let box, _): trace(box)
        case .path(let segments): segments.forEach(trace)
        }
    }

    private func trace(_ box: Rectangle) {
        cairo_rectangle(context, box.minX.points, box.minY.points, box.width.points, box.height.points)
    }

    private func trace(_ box: Rectangle, radius: Double) {
        let r = min(radius, box.width.points / 2, box.height.points / 2)
        let corners = [
            (box.maxX.points - r, box.minY.points + r), (box.maxX.points - r, box.maxY.points - r),
            (box.minX.points + r, box.maxY.points - r), (box.minX.points + r, box.minY.points + r),
        ]
        cairo_new_sub_path(context)
        for (quarter, corner) in corners.enumerated() {
            let start = Double(quarter - 1) * .pi / 2
            cairo_arc(context, corner.0, corner.1, r, start, start + .pi / 2)
        }
        cairo_close_path(context)
    }

    private func trace(_ segment: Shape.Segment) {
        switch segment {
        case .move(let to): cairo_move_to(context, to.x.points, to.y.points)
        case .line(let to): cairo_line_to(context, to.x.points, to.y.points)
        case .curve(let a, let b, let to):
            cairo_curve_to(
                context, a.x.points, a.y.points, b.x.points, b.y.points, to.x.points, to.y.points)
        case .close: cairo_close_path(context)
        }
    }

    /// One path, so that no seams show between modules.
    private func fill(_ modules: [Rectangle], _ colour: Colour) {
        set(colour)
        modules.forEach(trace)
        cairo_fill(context)
    }

    private func set(_ colour: Colour) {
        cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    }
}

extension Tag {
    /// The standard structure type (ISO 32000-1, 14.8.4).
    fileprivate var name: String {
        switch self {
        case .document: "Document"
        case .heading(let level): "H\(level)"
        case .paragraph: "P"
        case .caption: "Caption"
        case .span: "Span"
        case .table: "Table"
        case .row: "TR"
        case .headerCell: "TH"
        case .cell: "TD"
        case .figure: "Figure"
        case .link: CAIRO_TAG_LINK
        }
    }

    /// In the notation of cairo_tag_begin; all but the characters of addresses (RFC 3986) is percent-encoded.
    fileprivate var attributes: String {
        guard case .link(let address) = self else { return "" }
        let allowed = CharacterSet.urlQueryAllowed.union(CharacterSet(charactersIn: "#%[]")).subtracting(
            CharacterSet(charactersIn: "'"))
        return "uri='\(address.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")'"
    }
}
