// Cairo's view of the font book: one FT_Face and one cairo_font_face for each face, made when first used.

import CCairo
import Typesetting

/// Belongs to the thread of its font book.
final class CairoFaces {
    private let fonts: FontBook
    private var faces: [FaceID: OpaquePointer] = [:]

    init(_ fonts: FontBook) { self.fonts = fonts }

    deinit {
        for face in faces.values { cairo_font_face_destroy(face) }
    }

    /// The Cairo face of that number.
    ///
    /// - Throws: `PDFError` when FreeType or Cairo refuses the font.
    func face(_ id: FaceID) throws(PDFError) -> OpaquePointer {
        if let known = faces[id] { return known }
        guard let source = FreeTypeFace(fonts.face(id)), let face = source.makeCairoFace() else {
            throw PDFError(code: .font, message: "face \(id.index) cannot be used by FreeType and cairo")
        }
        faces[id] = face
        return face
    }
}

/// An FT_Face with what it needs to live: its library, and the bytes of its font.
///
/// Cairo keeps scaled fonts after the last document that used them, and may free them on another thread; so the Cairo
/// face owns this object, and no two faces share a library.
private final class FreeTypeFace {
    private let font: FontFace
    private let library: FT_Library
    private let face: FT_Face

    /// Cairo finds the owner's entry by the address of this key.
    private static let key = OwnerKey()

    private struct OwnerKey: @unchecked Sendable {
        let address = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)
    }

    init?(_ font: FontFace) {
        var library: FT_Library?
        guard FT_Init_FreeType(&library) == 0, let library else { return nil }
        var face: FT_Face?
        let start = font.bytes.bindMemory(to: FT_Byte.self).baseAddress
        guard FT_New_Memory_Face(library, start, FT_Long(font.bytes.count), 0, &face) == 0, let face else {
            FT_Done_FreeType(library)
            return nil
        }
        self.font = font
        self.library = library
        self.face = face
    }

    deinit {
        FT_Done_Face(face)
        FT_Done_FreeType(library)
    }

    /// A Cairo face that owns this object.
    func makeCairoFace() -> OpaquePointer? {
        guard let made = cairo_ft_font_face_create_for_ft_face(face, Int32(FT_LOAD_NO_HINTING)) else { return nil }
        let owner = Unmanaged.passRetained(self)
        let status = cairo_font_face_set_user_data(made, Self.key.address, owner.toOpaque()) { owner in
            if let owner { Unmanaged<FreeTypeFace>.fromOpaque(owner).release() }
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            cairo_font_face_destroy(made)
            owner.release()
            return nil
        }
        return made
    }
}
