// Adds to a file what Cairo 1.16 has no call for: document language, texts for figures, scopes of header cells.

import Foundation
import Typesetting

/// A file as Cairo 1.16 writes it: plain objects, one cross-reference table, one trailer (ISO 32000-1, 7.5).
///
/// Entries are added to dictionaries in place and the table is written anew, so that the file stays one revision.
struct CairoFile {
    private struct Insertion {
        var place: Int
        var entry: Data
    }

    private let bytes: Data
    private let tableStart: Int
    private var insertions: [Insertion] = []

    /// - Throws: `PDFError` when the bytes do not end with a cross-reference table where they say.
    init(_ bytes: Data) throws(PDFError) {
        guard let start = bytes.range(of: Data("\nstartxref\n".utf8), options: .backwards),
            let table = Int(String(decoding: bytes[start.upperBound...].prefix { $0 != 10 }, as: UTF8.self)),
            (0..<start.lowerBound).contains(table), bytes[table...].starts(with: Data("xref\n0 ".utf8))
        else { throw PDFError(code: .fileStructure, message: "cairo's file does not end with a cross-reference table") }
        self.bytes = bytes
        tableStart = table
    }

    /// Adds the language and the wish that windows show the title (7.7.2, 12.2).
    ///
    /// - Throws: `PDFError` when there is no catalogue.
    mutating func setLanguage(_ language: String) throws(PDFError) {
        let letters = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let mark = Data("<< /Type /Catalog\n".utf8)
        guard let catalogue = bytes.range(of: mark, options: .backwards, in: 0..<tableStart) else {
            throw PDFError(code: .fileStructure, message: "cairo's file has no catalogue")
        }
        insert("   /Lang (\(letters))\n   /ViewerPreferences << /DisplayDocTitle true >>\n", at: catalogue.upperBound)
    }

    /// Adds entries to the information dictionary, by key (14.3.3).
    ///
    /// - Throws: `PDFError` when there is none.
    mutating func setProperties(_ properties: [String: String]) throws(PDFError) {
        guard !properties.isEmpty else { return }
        let mark = Data("<< /Producer (cairo".utf8)
        guard let information = bytes.range(of: mark, options: .backwards, in: 0..<tableStart) else {
            throw PDFError(code: .fileStructure, message: "cairo's file has no information dictionary")
        }
        let entries = properties.sorted { $0.key < $1.key }.map { "/\($0.key) <\($0.value.textString)>\n   " }
        insert(entries.joined(), at: information.lowerBound + 3)
    }

    /// Adds entries to the structure elements of one type, in reading order, which is Cairo's order of objects.
    ///
    /// - Throws: `PDFError` when there are not as many elements as entries.
    mutating func add(_ entries: [String], toElements type: String) throws(PDFError) {
        let mark = Data("<< /Type /StructElem\n   /S /\(type)\n".utf8)
        var places: [(number: Int, end: Int)] = []
        var start = 0
        while let found = bytes.range(of: mark, in: start..<tableStart) {
            places.append((objectNumber(before: found.lowerBound), found.upperBound))
            start = found.upperBound
        }
        guard places.count == entries.count else {
            throw PDFError(
                code: .fileStructure, message: "found \(places.count) elements \(type), expected \(entries.count)")
        }
        for (place, entry) in zip(places.sorted { $0.number < $1.number }, entries) {
            insert("   \(entry)\n", at: place.end)
        }
    }

    /// The file with all entries, its table and the table's place brought up to date.
    func finished() -> Data {
        let ordered = insertions.sorted { $0.place < $1.place }
        var file = Data(capacity: bytes.count + ordered.reduce(0) { $0 + $1.entry.count })
        var start = 0
        for insertion in ordered {
            file += bytes[start..<insertion.place] + insertion.entry
            start = insertion.place
        }
        let table = file.count + tableStart - start
        file += bytes[start..<tableStart] + movedTable(ordered)
        return file + Data("startxref\n\(table)\n%%EOF\n".utf8)
    }

    private mutating func insert(_ entry: String, at place: Int) {
        insertions.append(Insertion(place: place, entry: Data(entry.utf8)))
    }

    /// The number of the object whose dictionary begins at the place: `12 0 obj` stands on the line before.
    private func objectNumber(before place: Int) -> Int {
        let line = bytes[..<(place - 1)].suffix(24).split(separator: 10).last ?? Data()
        return Int(String(decoding: line.prefix { $0 != 32 }, as: UTF8.self)) ?? 0
    }

    /// From `xref` to the end of the trailer's dictionary, each offset moved by what was inserted before it.
    private func movedTable(_ ordered: [Insertion]) -> Data {
        let text = String(decoding: bytes[tableStart...], as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let moved = lines.prefix { $0 != "startxref" }.map { line -> String in
            guard line.hasSuffix(" n "), let offset = Int(line.prefix(10)) else { return String(line) }
            let digits = String(offset + shift(before: offset, ordered))
            return String(repeating: "0", count: 10 - digits.count) + digits + line.dropFirst(10)
        }
        return Data(moved.joined(separator: "\n").utf8) + Data("\n".utf8)
    }

    private func shift(before offset: Int, _ ordered: [Insertion]) -> Int {
        ordered.prefix { $0.place <= offset }.reduce(0) { $0 + $1.entry.count }
    }
}

extension FinishedDocument {
    /// The entries of the structure elements that have some, by type, in reading order (ISO 32000-1, 14.8.5.7 and 14.9.3).
    var structureEntries: [(type: String, entries: [String])] {
        var alternatives: [String] = []
        var scopes: [String] = []
        for item in pages.lazy.flatMap(\.items) {
            switch item {
            case .begin(.figure(let alternative)): alternatives.append("/Alt <\(alternative.textString)>")
            case .begin(.headerCell(let scope)): scopes.append("/A << /O /Table /Scope /\(scope.name) >>")
            default: break
            }
        }
        return [("Figure", alternatives), ("TH", scopes)]
    }
}

extension Typesetting.Tag.Scope {
    fileprivate var name: String { self == .row ? "Row" : "Column" }
}

extension String {
    /// UTF-16 with a byte order mark, in hexadecimal (7.9.2.2).
    fileprivate var textString: String {
        utf16.reduce(into: "FEFF") { text, unit in
            let digits = String(unit, radix: 16, uppercase: true)
            text += String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
