// The faces made of one font file, and the files of one role in the order of asking.

/// All faces of a book; the place of a face is its number.
final class FaceList {
    fileprivate(set) var faces: [FontFace] = []
}

/// A font file with the faces made of it so far.
final class FontStack {
    private let subsetter: FontSubsetter
    private let list: FaceList
    /// By block of 256 code points; nil is the base face.
    private var made: [UInt32?: FontFace] = [:]

    init(_ subsetter: FontSubsetter, _ list: FaceList) {
        self.subsetter = subsetter
        self.list = list
    }

    /// Whether the file has the character; makes no face.
    func contains(_ character: Unicode.Scalar) -> Bool { subsetter.contains(character) }

    /// The face that draws the character, nil when the file lacks it.
    fileprivate func face(for character: Unicode.Scalar) -> FontFace? {
        if let base = face(ofBlock: nil), base.glyph(for: character) != nil { return base }
        return subsetter.contains(character) ? face(ofBlock: character.value >> 8) : nil
    }

    private func face(ofBlock block: UInt32?) -> FontFace? {
        if let known = made[block] { return known }
        guard let blob = subset(block), let face = FontFace(id: FaceID(index: list.faces.count), owning: blob) else {
            return nil
        }
        list.faces.append(face)
        made[block] = face
        return face
    }

    private func subset(_ block: UInt32?) -> OpaquePointer? {
        guard let block else { return subsetter.subset("base", of: BaseCharacters.codes) }
        return subsetter.subset("block-\(String(block, radix: 16))", of: block << 8...block << 8 | 0xFF)
    }
}

/// The files of one role and of the fallback roles; finds the face of each character once.
final class RoleFaces {
    private let stacks: [FontStack]
    private var found: [Unicode.Scalar: FontFace?] = [:]

    init(_ stacks: [FontStack]) { self.stacks = stacks }

    /// The face that draws the character, nil when no font has it.
    func face(for character: Unicode.Scalar) -> FontFace? {
        if let known = found[character] { return known }
        let face = stacks.lazy.compactMap { $0.face(for: character) }.first
        found[character] = .some(face)
        return face
    }
}
