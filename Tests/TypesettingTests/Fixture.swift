// Fonts and shorthand for these tests. Fonts come from the default places of the system.

import Foundation
import Testing

@testable import Typesetting

enum Fixture {
    static let cache = FileManager.default.temporaryDirectory.appending(path: "heng-typesetting-tests")

    static func fonts() throws -> FontBook { try FontBook(.debian, cache: cache) }

    static func style(
        _ size: Double = 10, _ role: FontRole = .serif, _ alignment: Alignment = .start,
        spacing: LineSpacing = .multiple(1.5)
    ) -> ParagraphStyle {
        ParagraphStyle(TextStyle(role, size: .pt(size)), alignment: alignment, spacing: spacing)
    }

    static func document(_ section: Section) -> Document {
        Document(DocumentInformation(title: "试", created: Date(timeIntervalSince1970: 0)), sections: [section])
    }

    /// A section with a column of the given width and height, in points.
    static func section(width: Double = 200, height: Double = 400, _ flow: [Block]) -> Section {
        Section(
            paper: Size(width: .pt(width + 20), height: .pt(height + 20)), margins: Insets(all: .pt(10)), flow: flow)
    }

    static func layout(_ section: Section) throws -> FinishedDocument {
        Typesetter(fonts: try fonts()).layout(document(section))
    }

    /// The lines of a paragraph in a column of `characters` full-width characters.
    static func lines(_ text: String, characters: Double, _ alignment: Alignment = .start) throws -> [String] {
        let finished = try layout(
            section(width: characters * 10, height: 4000, [.paragraph(Paragraph(text, style(10, .serif, alignment)))]))
        return finished.lines
    }

    static func table(rows: Int, lines: Int = 1, header: Bool = true) -> Table {
        let text = Array(repeating: "行", count: lines).joined(separator: "\n")
        return Table(
            columns: [.share(1), .share(3)], header: header ? [Row([Cell("头", style()), Cell("目", style())])] : [],
            rows: (1...rows).map { Row([Cell("\($0)", style()), Cell(text, style())]) }, padding: .zero)
    }
}

extension FinishedDocument {
    /// The text of all lines in order.
    var lines: [String] { pages.flatMap(\.lines) }
}

extension Page {
    var runs: [GlyphRun] { items.compactMap { if case .glyphs(let run) = $0 { run } else { nil } } }

    /// Texts of runs that share a base line joined, in order.
    var lines: [String] {
        runs.reduce(into: [(y: Length, text: String)]()) { lines, run in
            if let last = lines.last, last.y == run.origin.y {
                lines[lines.count - 1].text += run.text
            } else {
                lines.append((run.origin.y, run.text))
            }
        }.map(\.text)
    }
}
