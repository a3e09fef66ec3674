// How a table is brought: pasted, or as a file of a spreadsheet.

import Telling

extension HTML {
    /// The fields `table`, `file` and `encoding` of a form that brings a table; the file counts where there is one.
    mutating func tableFields(_ frame: Frame, hint: String? = nil, typed: String, _ problems: FormProblems) {
        let words = frame.words
        area("table", words[.tablePaste], hint: hint, value: typed, rows: 8, problems)
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", "file"), text: words[.tableFile])
            html.element(.p, .css("hint"), .id("file-hint"), text: words[.tableFileHint])
            html.element(
                .input, .type("file"), .id("file"), .name("file"), Attribute("accept", ".xlsx,.csv,.txt"),
                Attribute("aria-describedby", "file-hint"))
        }
        element(.fieldset, .css("field")) { html in
            html.element(.legend, text: words[.encodingHead])
            html.choice("encoding", "utf-8", "UTF-8", isChosen: true)
            html.choice("encoding", "gb18030", "GB 18030", isChosen: false)
        }
    }
}
