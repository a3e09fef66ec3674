// The XML of a workbook → its sheets, its texts, and which cells hold days (ECMA-376 part 1, sections 18.2, 18.3, 18.4, 18.8).

import AssessmentModel
import Foundation
import FoundationXML
import Reasons

/// An element as it begins, by its local name.
struct XMLStart {
    let name: String
    let attributes: [String: String]
}

/// Walks over one part, telling of elements and text.
final class PartReading: NSObject, XMLParserDelegate {
    private let begin: (XMLStart) -> Void
    private let end: (String, String) -> Void
    private var text = ""

    /// `end` gets an element's name and the text right inside it.
    private init(begin: @escaping (XMLStart) -> Void, end: @escaping (String, String) -> Void) {
        self.begin = begin
        self.end = end
    }

    /// - Throws: `WorkbookFault` for what is no XML, is not UTF-8, or declares a document type.
    static func read(
        _ bytes: [UInt8], begin: @escaping (XMLStart) -> Void, end: @escaping (String, String) -> Void
    ) throws(WorkbookFault) {
        let data = Data(bytes)
        // Entities can only be declared there.
        guard data.range(of: Data("<!DOCTYPE".utf8)) == nil else { throw WorkbookFault(Reason(.workbookDoctype)) }
        // The parser ends the process over a name that is not UTF-8, also over one that it was told to take for it.
        guard isUTF8(bytes) else { throw WorkbookFault(Reason(.workbookBroken)) }
        let reading = PartReading(begin: begin, end: end)
        let parser = XMLParser(data: data)
        parser.shouldResolveExternalEntities = false
        parser.delegate = reading
        guard parser.parse() else { throw WorkbookFault(Reason(.workbookBroken)) }
    }

    /// Whether a part is UTF-8 by its bytes, and says nothing else of itself: spreadsheets write nothing else (part 2, section 8.2.5).
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return false }
        let start = text.drop { $0 == "\u{FEFF}" }
        guard start.hasPrefix("<?xml"), let end = start.firstRange(of: "?>") else { return true }
        let declaration = start[..<end.lowerBound].lowercased()
        return !declaration.contains("encoding") || declaration.contains(/encoding\s*=\s*["']utf-8["']/)
    }

    /// Some writers put a prefix before every name.
    private func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        begin(XMLStart(name: local(name), attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        end(local(name), text)
        text = ""
    }
}

/// What stands beside the sheets.
struct WorkbookFrame {
    struct Sheet {
        let name: String
        /// The name of its part.
        let part: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var texts: [String] = []
    private(set) var formats: [CellFormat] = []
    private(set) var beginsIn1904 = false

    /// How a number is meant.
    enum CellFormat { case plain, day, percent }

    init(_ archive: WorkbookArchive) throws(WorkbookFault) {
        let book = try Self.target(of: "officeDocument", in: "_rels/.rels", archive) ?? "xl/workbook.xml"
        let folder = book.split(separator: "/").dropLast().joined(separator: "/")
        guard let bytes = try archive.part(book) else { throw WorkbookFault(Reason(.workbookBroken)) }
        let links = try Self.targets(
            of: "\(folder)/_rels/\(book.split(separator: "/").last ?? "").rels", from: folder, archive)
        var (sheets, early) = ([Sheet](), false)
        try PartReading.read(bytes) { start in
            if start.name == "workbookPr" { early = ["1", "true"].contains(start.attributes["date1904"] ?? "") }
            guard start.name == "sheet", ["", "visible"].contains(start.attributes["state"] ?? "") else { return }
            let id = start.attributes.first { $0.key == "r:id" || $0.key.hasSuffix(":id") }?.value
            if let part = id.flatMap({ links[$0]?.part }) {
                sheets.append(Sheet(name: start.attributes["name"] ?? "", part: part))
            }
        } end: { _, _ in
        }
        self.sheets = sheets
        beginsIn1904 = early
        let named = { (kind: String) in links.values.first { $0.kind == kind }?.part }
        if let part = named("sharedStrings"), let bytes = try archive.part(part) { texts = try Self.texts(bytes) }
        if let part = named("styles"), let bytes = try archive.part(part) { formats = try Self.formats(bytes) }
    }

    private struct Link {
        let kind: String
        let part: String
    }

    private static func target(
        of kind: String, in part: String, _ archive: WorkbookArchive
    ) throws(WorkbookFault) -> String? {
        try targets(of: part, from: "", archive).values.first { $0.kind == kind }?.part
    }

    /// Relationships by id (part 2, section 9.3), each with the part that it leads to.
    private static func targets(
        of part: String, from folder: String, _ archive: WorkbookArchive
    ) throws(WorkbookFault) -> [String: Link] {
        guard let bytes = try archive.part(part) else { return [:] }
        var links: [String: Link] = [:]
        try PartReading.read(bytes) { start in
            guard start.name == "Relationship", let id = start.attributes["Id"],
                let target = start.attributes["Target"], start.attributes["TargetMode"] != "External"
            else { return }
            let kind = start.attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
            let path =
                target.hasPrefix("/") ? String(target.dropFirst()) : folder.isEmpty ? target : "\(folder)/\(target)"
            links[id] = Link(kind: kind, part: path.replacing("/./", with: "/"))
        } end: { _, _ in
        }
        return links
    }

    /// Shared texts in their order; of rich text its runs, without readings of characters (section 18.4.6).
    private static func texts(_ bytes: [UInt8]) throws(WorkbookFault) -> [String] {
        var texts: [String] = []
        var (current, isReading) = ("", false)
        try PartReading.read(bytes) { start in
            switch start.name {
            case "si": current = ""
            case "rPh": isReading = true
            default: break
            }
        } end: { name, text in
            switch name {
            case "t": if !isReading { current += text }
            case "rPh": isReading = false
            case "si": texts.append(current)
            default: break
            }
        }
        return texts
    }

    /// What each cell format (`cellXfs`, section 18.8.10) makes of a number.
    private static func formats(_ bytes: [UInt8]) throws(WorkbookFault) -> [CellFormat] {
        var custom: [Int: String] = [:]
        var formats: [CellFormat] = []
        var isInCells = false
        try PartReading.read(bytes) { start in
            switch start.name {
            case "numFmt":
                if let id = start.attributes["numFmtId"].flatMap({ Int($0) }) {
                    custom[id] = start.attributes["formatCode"]
                }
            case "cellXfs": isInCells = true
            case "xf" where isInCells:
                let id = start.attributes["numFmtId"].flatMap { Int($0) } ?? 0
                formats.append(format(id, custom[id]))
            default: break
            }
        } end: { name, _ in
            if name == "cellXfs" { isInCells = false }
        }
        return formats
    }

    /// By the number of a format that every program knows (section 18.8.30), or by what a format of its own writes.
    private static func format(_ id: Int, _ code: String?) -> CellFormat {
        if let code { return format(code) }
        switch id {
        case 9, 10: return .percent
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: return .day
        default: return .plain
        }
    }

    private static func format(_ code: String) -> CellFormat {
        var plain = ""
        var rest = Substring(code.lowercased())
        while let next = rest.popFirst() {
            switch next {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[": rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            default: plain.append(next)
            }
        }
        // A colour, a condition or a text is none of the signs of a day.
        if plain.contains("%") { return .percent }
        return plain != "general" && (plain.contains("y") || plain.contains("d")) ? .day : .plain
    }
}
