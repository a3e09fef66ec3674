// One face that glyphs come from, as HarfBuzz sees it.

import CHarfBuzz

/// A face in memory. Belongs to the thread of its `FontBook`.
package final class FontFace {
    package let id: FaceID
    /// A complete font file with this one face; lives as long as the object.
    package let bytes: UnsafeRawBufferPointer

    let font: OpaquePointer
    let unitsPerEm: Double
    private let blob: OpaquePointer
    private let face: OpaquePointer

    /// Takes over the blob. Nil when it holds no usable font.
    init?(id: FaceID, owning blob: OpaquePointer) {
        self.id = id
        self.blob = blob
        face = hb_face_create(blob, 0)
        font = hb_font_create(face)
        hb_ot_font_set_funcs(font)
        hb_font_make_immutable(font)
        unitsPerEm = Double(hb_face_get_upem(face))
        var length: UInt32 = 0
        let start = hb_blob_get_data(blob, &length)
        bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
        guard hb_face_get_glyph_count(face) > 0, length > 0 else { return nil }
    }

    deinit {
        hb_font_destroy(font)
        hb_face_destroy(face)
        hb_blob_destroy(blob)
    }

    func glyph(for character: Unicode.Scalar) -> UInt32? {
        var glyph: hb_codepoint_t = 0
        return hb_font_get_nominal_glyph(font, character.value, &glyph) != 0 ? glyph : nil
    }

    /// Whether the face has the mark itself, or one glyph for both.
    func draws(_ mark: Unicode.Scalar, on base: Unicode.Scalar) -> Bool {
        if glyph(for: mark) != nil { return true }
        var both: hb_codepoint_t = 0
        guard hb_unicode_compose(hb_unicode_funcs_get_default(), base.value, mark.value, &both) != 0 else {
            return false
        }
        return Unicode.Scalar(both).flatMap(glyph) != nil
    }

    /// The empty room at the glyph's right, in ems; nil for a glyph without ink.
    func rightBearing(of glyph: UInt32) -> Double? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(font, glyph, &extents) != 0, extents.width > 0 else { return nil }
        let right = hb_font_get_glyph_h_advance(font, glyph) - extents.x_bearing - extents.width
        return Double(right) / unitsPerEm
    }
}
