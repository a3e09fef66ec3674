// Names of files that somebody else's program will make: nothing in them leads to another folder, ends a header, or reads backwards.

import Foundation

/// A name of one file on any system: no stroke, control, direction or mark that a system forbids, no dots alone, at most 255 bytes with its
/// ending kept.
package struct FileName: Sendable {
    package let text: String

    package init(_ name: String) {
        let plain = name.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar -> Character in
            let category = scalar.properties.generalCategory
            let isHidden = [.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned]
                .contains(category)
            return isHidden || "/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "_" : Character(scalar)
        }
        // Systems take spaces and dots away from the end, and hide what begins with one.
        var text = String(plain).trimmingCharacters(in: .whitespaces)
        while text.hasSuffix(".") || text.hasSuffix(" ") { text.removeLast() }
        if text.hasPrefix(".") { text = "_" + text.dropFirst() }
        if text.isEmpty { text = "_" }
        self.text = Self.cut(text, to: 255)
    }

    /// Told from others of the same name: `名.pdf`, `名 (2).pdf`.
    static func numbered(_ path: String, _ number: Int) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let (stem, ending) = parted(String(path.dropFirst(folder.count)))
        let mark = " (\(number))"
        return folder + cut(stem, to: 255 - mark.utf8.count - ending.utf8.count) + mark + ending
    }

    /// The ending with its dot, where it is short and plain.
    private static func parted(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
        let ending = name[dot...]
        let isPlain = ending.utf8.count <= 12 && ending.dropFirst().utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return isPlain ? (String(name[..<dot]), String(ending)) : (name, "")
    }

    private static func cut(_ name: String, to most: Int) -> String {
        guard name.utf8.count > most else { return name }
        var (stem, ending) = parted(name)
        while stem.utf8.count + ending.utf8.count > most, !stem.isEmpty { stem.removeLast() }
        return stem + ending
    }
}
