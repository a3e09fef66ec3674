// The lines of a receipt, taken one step at a time.

import Reasons

struct ReceiptLines {
    private let lines: [String]
    private var next = 0

    init(_ lines: [String]) { self.lines = lines }

    mutating func header(_ expected: String) throws(LedgerError) {
        guard take().map({ $0.utf8.elementsEqual(expected.utf8) }) == true else {
            throw fault(Reason(.valueOther, ["expected": .text(expected)]))
        }
    }

    mutating func extra() throws(LedgerError) -> [UInt8]? {
        guard let text = rest(after: "extra ") else { return nil }
        next += 1
        guard let bytes = Base64.decode(text), !bytes.isEmpty else {
            throw fault(.other(than: .receiptExtra))
        }
        return bytes
    }

    mutating func index() throws(LedgerError) -> Int {
        let text = rest(after: "index ")
        next += 1
        guard let number = text.flatMap({ NoteLines.number($0) }) else {
            throw fault(.other(than: .receiptIndex))
        }
        return number
    }

    /// Takes the empty line after the hashes too.
    mutating func hashes(atMost maximum: Int) throws(LedgerError) -> [Hash] {
        var hashes: [Hash] = []
        while let line = take(), !line.isEmpty {
            guard let hash = Hash(base64: line) else { throw fault(.other(than: .hash)) }
            hashes.append(hash)
            guard hashes.count <= maximum else {
                throw fault(Reason(.treeHashesNumber, ["found": .number(hashes.count)]))
            }
        }
        return hashes
    }

    func checkpoint() throws(LedgerError) -> SignedNote {
        let text = lines.dropFirst(next).map { $0 + "\n" }.joined()
        return try SignedNote(parsing: Array(text.utf8))
    }

    private mutating func take() -> String? {
        guard next < lines.count else { return nil }
        defer { next += 1 }
        return lines[next]
    }

    private func rest(after prefix: String) -> String? {
        guard next < lines.count, lines[next].utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: lines[next].utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// About the line taken last, whose number is `next`.
    private func fault(_ reason: Reason) -> LedgerError {
        LedgerError(.malformed, .the(.receipt), at: .line(next), reason)
    }
}
