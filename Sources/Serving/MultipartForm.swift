// What a form posts that brings a file: fields and files of `multipart/form-data` (RFC 7578).

import Foundation
import Hummingbird

/// Fields, and the files among them.
struct MultipartForm: Sendable {
    struct File: Sendable {
        /// As the browser calls it: shown, never a path of ours.
        let name: String
        let bytes: [UInt8]
    }

    let fields: FormFields
    /// By field; a field without a chosen file has none.
    let files: [String: File]
    /// All of them in the order in which they came: a field may bring several.
    let attached: [(field: String, file: File)]

    /// - Throws: `Malformed` for another type, broken parts, text that is not UTF-8, or more than 5,000 parts.
    init(_ bytes: [UInt8], type: String?) throws {
        guard let boundary = Self.boundary(of: type) else { throw Malformed(what: "form") }
        let mark = Array("--\(boundary)".utf8)
        var (fields, files) = ([(name: String, value: String)](), [(field: String, file: File)]())
        var places = Self.places(of: mark, in: bytes)[...]
        guard var begin = places.popFirst(), begin == 0 else { throw Malformed(what: "form") }
        var count = 0
        while let end = places.popFirst() {
            count += 1
            // Behind a mark its line ends; before the next one the part's last line does.
            let start = begin + mark.count + 2
            guard count <= 5_000, end - 2 >= start, let part = Part(bytes[start..<end - 2]) else {
                throw Malformed(what: "form")
            }
            if let file = part.file {
                if !file.isEmpty || !part.content.isEmpty {
                    files.append((part.name, File(name: file, bytes: Array(part.content))))
                }
            } else {
                guard let value = String(validating: part.content, as: UTF8.self) else { throw Malformed(what: "form") }
                fields.append((part.name, value.replacing("\r\n", with: "\n")))
            }
            begin = end
        }
        guard count > 0, bytes[(begin + mark.count)...].starts(with: Array("--".utf8)) else {
            throw Malformed(what: "form")
        }
        self.fields = FormFields(fields)
        attached = files
        self.files = Dictionary(files.map { ($0.field, $0.file) }) { $1 }
    }

    private static func boundary(of type: String?) -> String? {
        guard let type, type.lowercased().hasPrefix("multipart/form-data"), let at = type.range(of: "boundary=") else {
            return nil
        }
        let text = type[at.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        return (1...70).contains(text.utf8.count) ? String(text) : nil
    }

    /// Where the mark begins a line.
    private static func places(of mark: [UInt8], in bytes: [UInt8]) -> [Int] {
        var found: [Int] = []
        // Line by line, by the library's own search: a file is full of hyphens, and of ends of lines less so.
        bytes.withUnsafeBytes { all in
            var start = 0
            while start + mark.count <= all.count {
                if mark.withUnsafeBytes({ memcmp($0.baseAddress!, all.baseAddress! + start, mark.count) == 0 }) {
                    found.append(start)
                }
                guard let end = memchr(all.baseAddress! + start, 0x0A, all.count - start) else { break }
                start = UnsafeRawPointer(end) - all.baseAddress! + 1
            }
        }
        return found
    }

    private struct Part {
        let name: String
        /// nil: a field.
        let file: String?
        let content: ArraySlice<UInt8>

        /// nil for one without a name.
        init?(_ bytes: ArraySlice<UInt8>) {
            var start = bytes.startIndex
            var disposition = ""
            while true {
                guard let end = bytes[start...].firstIndex(of: 0x0A), end - start < 2_000 else { return nil }
                let line = String(decoding: bytes[start..<end], as: UTF8.self).trimmingCharacters(
                    in: .whitespacesAndNewlines)
                start = end + 1
                if line.isEmpty { break }
                if line.lowercased().hasPrefix("content-disposition:") { disposition = line }
            }
            guard let name = Self.value("name", in: disposition) else { return nil }
            self.name = name
            file = Self.value("filename", in: disposition)
            content = bytes[start...]
        }

        /// Browsers write `"` as %22 and line ends likewise (WHATWG HTML, 4.10.21.8).
        private static func value(_ name: String, in disposition: String) -> String? {
            guard let at = disposition.range(of: "; \(name)=\"") else { return nil }
            return String(disposition[at.upperBound...].prefix { $0 != "\"" })
        }
    }
}

extension FormFields {
    init(_ fields: [(name: String, value: String)]) { self.fields = fields }
}

extension Request {
    /// Whether it brings a form that may hold a file.
    var isUpload: Bool { headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true }

    /// The fields of a form of either type: what was previewed comes back whole, and is as large as it was.
    func wholeForm(_ context: DeskContext) async throws -> FormFields {
        isUpload ? try await upload(context, upTo: Self.mostPreviewed).fields : try await form()
    }

    /// A form with a file, or without one; strangers have nothing read of theirs.
    func upload(
        _ context: DeskContext, upTo most: Int = mostUpload, within seconds: Int = patience
    ) async throws -> MultipartForm {
        guard context.session != nil else { throw SignedOut() }
        return try MultipartForm(try await bytes(upTo: most, within: seconds), type: headers[.contentType])
    }
}
