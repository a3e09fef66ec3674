// A scheme as one page of HTML that needs nothing else.

import AssessmentModel
package import Telling

/// Lays out a scheme as a page: a table on a wide screen and on paper, cards on a narrow one.
package struct SchemePage {
    let sheet: SchemeSheet

    package init(sheet: SchemeSheet) {
        self.sheet = sheet
    }

    package func html() -> String {
        """
        <!doctype html>
        <html lang="\(sheet.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escaped(sheet.title))</title>
        <style>
        \(schemeStyle)
        </style>
        </head>
        <body>
        <main>
        \(head)
        <section aria-labelledby="criteria">
        <h2 id="criteria">\(escaped(sheet.tableTitle))</h2>
        \(table)
        \(sheet.footnote.map { "<p class=\"footnote\">\(escaped($0))</p>" } ?? "")
        </section>
        <section aria-labelledby="method">
        <h2 id="method">\(escaped(sheet.methodTitle))</h2>
        \(method)
        </section>
        </main>
        </body>
        </html>

        """
    }

    private var head: String {
        let fields = sheet.fields.map { "<div><dt>\(escaped($0.label))</dt><dd>\(escaped($0.text))</dd></div>" }
        return """
            <header>
            <h1>\(escaped(sheet.title))</h1>
            \(sheet.specimen.map { "<p class=\"specimen\">\(escaped($0))</p>" } ?? "")
            <dl>
            \(fields.joined(separator: "\n"))
            </dl>
            </header>
            """
    }

    /// The roles say again what the elements are: where cards are shown, the style would hide it from screen readers.
    private var table: String {
        let columns = sheet.columns.prefix(hasDepartments ? 6 : 5).map {
            "<th scope=\"col\" role=\"columnheader\">\(escaped($0))</th>"
        }
        return """
            <table role="table" aria-labelledby="criteria">
            <thead role="rowgroup"><tr role="row">\(columns.joined())</tr></thead>
            <tbody role="rowgroup">
            \(sheet.rows.map(row).joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private func row(_ row: SchemeSheet.Row) -> String {
        let note = row.note.map { "<small>\(escaped($0))</small>" } ?? ""
        let title = "<th scope=\"row\" role=\"rowheader\">\(escaped(row.title))\(note)</th>"
        let cells =
            cell("number", nil, [row.number]) + title + cell("points", nil, [row.points])
            + (row.isIndicator ? told(of: row) : toldOfAll(below: row))
        let level = row.depth == 1 ? "pillar" : row.isIndicator ? "indicator" : "inner"
        return "<tr role=\"row\" class=\"\(level)\">\(cells)</tr>"
    }

    private var hasDepartments: Bool { sheet.hasDepartmentsByIndicator }

    private func told(of row: SchemeSheet.Row) -> String {
        cell("scoring", nil, row.scoring) + cell("evidence", sheet.columns[4], [row.evidence])
            + (hasDepartments ? cell("departments", sheet.columns[5], [row.departments]) : "")
    }

    private func toldOfAll(below row: SchemeSheet.Row) -> String {
        let lines = (sheet.labelledDepartments(of: row).map { [$0] } ?? []) + row.scoring
        return cell("scoring", nil, lines, span: hasDepartments ? 3 : 2)
    }

    private func cell(_ kind: String, _ label: String?, _ lines: [String], span: Int = 1) -> String {
        let lines = lines.filter { !$0.isEmpty }.map(escaped)
        let content = lines.count > 1 ? lines.map { "<p>\($0)</p>" }.joined() : lines.joined()
        let label = label.map { " data-label=\"\(escaped($0 + sheet.colon))\"" } ?? ""
        let span = span == 1 ? "" : " colspan=\"\(span)\""
        return "<td role=\"cell\" class=\"\(kind)\"\(label)\(span)>\(content)</td>"
    }

    private var method: String {
        sheet.parts.map { part in
            """
            <section class="part">
            <h3>\(escaped(part.title))</h3>
            <ul>\(part.lines.map { "<li>\(escaped($0))</li>" }.joined())</ul>
            </section>
            """
        }.joined(separator: "\n")
    }
}

private func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
        switch character {
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "&": escaped += "&amp;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        default: escaped.append(character)
        }
    }
}
