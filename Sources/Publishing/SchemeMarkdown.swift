// A scheme and its changes as Markdown.

import Telling

extension SchemeSheet {
    /// Headings, one table, and lists; what is said stays text, whatever marks it holds.
    package func markdown() -> String {
        let head =
            ["# \(escaped(title))", ""] + (specimen.map { ["> **\(escaped($0))**", ""] } ?? [])
            + fields.map { "- \(escaped($0.label))\(colon)\(escaped($0.text))" }
        let table =
            ["", "## \(escaped(tableTitle))", "", line(columns), line(columns.map { _ in "---" })]
            + rows.map { line(cells(of: $0).map { $0.map(escaped).joined(separator: "<br>") }) }
            + (footnote.map { ["", escaped($0)] } ?? [])
        let method =
            ["", "## \(escaped(methodTitle))"]
            + parts.flatMap { ["", "### \(escaped($0.title))", ""] + $0.lines.map { "- \(escaped($0))" } }
        return (head + table + method).map { $0 + "\n" }.joined()
    }

    private func cells(of row: Row) -> [[String]] {
        [
            [row.number], [row.title] + (row.note.map { [$0] } ?? []), [row.points], row.scoring,
            row.evidence.isEmpty ? [] : [row.evidence], row.departments.isEmpty ? [] : [row.departments],
        ]
    }

    private func line(_ cells: [String]) -> String {
        "|" + cells.map { $0.isEmpty ? " " : " \($0) " }.joined(separator: "|") + "|"
    }
}

extension SchemeChanges {
    /// A heading for each section, a list of subjects with their changes below.
    package func markdown() -> String {
        let told = sections.flatMap { section in
            ["", "## \(escaped(section.title))", ""]
                + section.changes.flatMap { change in
                    (change.subject.map { ["- **\(escaped($0))**"] } ?? [])
                        + change.lines.map { (change.subject == nil ? "- " : "  - ") + escaped($0) }
                }
        }
        let lines = editions.map { "- \(escaped($0))" } + told + ["", escaped(summary)]
        return lines.map { $0 + "\n" }.joined()
    }
}

/// Text without the power of Markdown's marks and of HTML.
private func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
        switch character {
        case "\\", "|", "*", "_", "`", "[", "]", "#", "~": escaped += "\\\(character)"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "&": escaped += "&amp;"
        case "\n": escaped += " "
        default: escaped.append(character)
        }
    }
}
