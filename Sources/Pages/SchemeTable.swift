// A scheme in words: its criteria as rows, then its method in sentences; at the desk and for the public alike.

import Telling

extension HTML {
    mutating func scheme(_ sheet: SchemeSheet) {
        table(sheet.tableTitle, Array(sheet.columns.prefix(5)), numbers: [2], css: "scheme wide") { html in
            for row in sheet.rows {
                html.element(.tr, row.depth == 1 ? .css("pillar") : nil) { html in
                    html.element(.td, text: row.number)
                    html.element(.th, Attribute("scope", "row")) { html in
                        html.text(row.title)
                        if let note = row.note { html.element(.small, text: " " + note) }
                    }
                    html.element(.td, .css("number"), text: row.points)
                    html.element(.td) { html in
                        for line in row.scoring where !line.isEmpty { html.element(.p, text: line) }
                    }
                    html.element(.td, text: row.evidence)
                }
            }
        }
        if let note = sheet.footnote { element(.p, .css("small quiet"), text: note) }
        element(.h2, text: sheet.methodTitle)
        for part in sheet.parts {
            element(.section) { html in
                html.element(.h3, text: part.title)
                html.element(.ul) { html in
                    for line in part.lines { html.element(.li, text: line) }
                }
            }
        }
    }
}
