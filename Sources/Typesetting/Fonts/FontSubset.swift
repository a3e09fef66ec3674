// Cuts the characters that are needed out of a font file, once, and keeps the result in a directory.

import CHarfBuzz
import Foundation

/// A font file and the subsets made of it.
///
/// Cairo writes a subset face three times faster than a whole collection, and six times smaller, because desubroutinised
/// outlines need no subroutines copied along.
final class FontSubsetter {
    private let file: FontFile
    private let source: OpaquePointer
    /// The code points of the complete face.
    private let characters: OpaquePointer?
    private let cache: URL?
    private let identity: String

    /// Nil when the file cannot be read or has no such face.
    init?(_ file: FontFile, cache: URL?) {
        guard let blob = hb_blob_create_from_file_or_fail(file.path) else { return nil }
        defer { hb_blob_destroy(blob) }
        guard file.index >= 0, file.index < Int(hb_face_count(blob)) else { return nil }
        source = hb_face_create(blob, UInt32(file.index))
        characters = hb_set_create()
        hb_face_collect_unicodes(source, characters)
        self.file = file
        self.cache = cache
        identity = Self.identity(of: file)
    }

    deinit {
        hb_set_destroy(characters)
        hb_face_destroy(source)
    }

    /// Whether the complete face has the character.
    func contains(_ character: Unicode.Scalar) -> Bool { hb_set_has(characters, character.value) != 0 }

    /// A font file with the characters named, from the cache or made now; characters that the face lacks are left out.
    /// A subset that cannot be kept is used all the same: the cache saves time and nothing else.
    ///
    /// - Parameter name: distinguishes this choice of characters from others of the same file.
    func subset(_ name: String, of characters: some Sequence<UInt32>) -> OpaquePointer? {
        let kept = cache?.appending(path: "\(identity)-\(name).otf")
        if let kept, let blob = hb_blob_create_from_file_or_fail(kept.path) {
            if hb_face_count(blob) > 0 { return blob }
            hb_blob_destroy(blob)
        }
        guard let blob = make(characters) else { return nil }
        if let kept { keep(blob, at: kept) }
        return blob
    }

    private func make(_ characters: some Sequence<UInt32>) -> OpaquePointer? {
        guard let input = hb_subset_input_create_or_fail() else { return nil }
        defer { hb_subset_input_destroy(input) }
        let wanted = hb_subset_input_unicode_set(input)
        for code in characters { hb_set_add(wanted, code) }
        let features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
        hb_set_add(features, Feature.proportionalWidths)
        hb_subset_input_set_flags(
            input, HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue | HB_SUBSET_FLAGS_NO_HINTING.rawValue)
        guard let face = hb_subset_or_fail(source, input) else { return nil }
        defer { hb_face_destroy(face) }
        return hb_face_reference_blob(face)
    }

    private func keep(_ blob: OpaquePointer, at place: URL) {
        var length: UInt32 = 0
        guard let start = hb_blob_get_data(blob, &length) else { return }
        try? FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(bytes: start, count: Int(length)).write(to: place, options: .atomic)
    }

    /// Changes with the file's place, size and time of change, the face, and the way of subsetting.
    private static func identity(of file: FontFile) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        let size = attributes?[.size] as? Int ?? 0
        let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let method = "1 \(String(cString: hb_version_string()))"
        let name = URL(filePath: file.path).deletingPathExtension().lastPathComponent
        return "\(name)-\(fnv1a("\(file.path) \(file.index) \(size) \(modified) \(method)"))"
    }

    /// FNV-1a, 64 bits, in hexadecimal: tells files apart, protects nothing.
    private static func fnv1a(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
