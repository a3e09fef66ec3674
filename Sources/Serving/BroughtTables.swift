// A table that somebody pasted or brought as a file, as loaders read it.

import Exchange
import Pages
import RoundLoading
import Telling

struct BroughtTable: Sendable {
    /// As the browser calls the file, or what a pasted table is called: shown, never a path of ours.
    let name: String
    let bytes: [UInt8]
    let encoding: TextEncoding
    let isFile: Bool
}

extension Desk {
    /// What came of `HTML.tableFields`; nil where it is empty.
    func brought(
        _ upload: MultipartForm, _ words: PageWords, table: String = "table", file field: String = "file"
    ) -> BroughtTable? {
        let form = upload.fields
        let file = upload.files[field]
        let bytes = file?.bytes ?? pasted(form[table])
        guard !bytes.isEmpty else { return nil }
        let encoding = file == nil ? .utf8 : TextEncoding(rawValue: form["encoding"]) ?? .utf8
        return BroughtTable(
            name: file?.name ?? words[.tablePasted], bytes: bytes, encoding: encoding, isFile: file != nil)
    }

    /// What is copied from a spreadsheet has tabs between its cells.
    private func pasted(_ text: String) -> [UInt8] {
        guard text.contains("\t") else { return Array(text.utf8) }
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return Array(CSVWriter(for: .program).text(rows).utf8)
    }
}
