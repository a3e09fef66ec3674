// Value to canonical bytes.

/// Writes one ``CanonicalJSON`` value and refuses what has no canonical bytes.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []
    private let grammar: CanonicalGrammar
    private var path: [String] = []

    init(_ grammar: CanonicalGrammar) { self.grammar = grammar }

    mutating func document(_ value: CanonicalJSON) throws(LedgerError) {
        try write(value)
        guard bytes.count <= grammar.maximumBytes else {
            throw fault(.tooLarge, "found \(bytes.count) bytes, expected at most \(grammar.maximumBytes)")
        }
    }

    private mutating func write(_ value: CanonicalJSON) throws(LedgerError) {
        switch value {
        case .object(let members): try write(members)
        case .array(let elements): try write(elements)
        case .string(let text): try write(text)
        case .integer(let number): try write(number)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .null: try writeNull()
        }
    }

    private mutating func write(_ members: [String: CanonicalJSON]) throws(LedgerError) {
        for key in members.keys where !grammar.permits(key: key.utf8) {
            throw fault(.malformed, "found key \(key.debugDescription), expected \(grammar.keyRule)")
        }
        try checkDepth()
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            path.append(member.key)
            quote(member.key)
            bytes.append(UInt8(ascii: ":"))
            try write(member.value)
            path.removeLast()
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ elements: [CanonicalJSON]) throws(LedgerError) {
        try checkDepth()
        bytes.append(UInt8(ascii: "["))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            path.append(String(place))
            try write(element)
            path.removeLast()
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ text: String) throws(LedgerError) {
        guard !text.utf8.contains(0) else { throw fault(.malformed, "found U+0000, expected none in a string") }
        guard NormalForm.isC(text) else {
            throw fault(
                .notCanonical, "found \(text.debugDescription) not in normal form c",
                hint: "pass text through CanonicalJSON.nfc first")
        }
        quote(text)
    }

    private mutating func write(_ number: Int) throws(LedgerError) {
        guard number.magnitude <= CanonicalGrammar.maximumInteger else {
            throw fault(.outOfRange, "found \(number), expected at most 2^53 - 1 in magnitude")
        }
        bytes.append(contentsOf: String(number).utf8)
    }

    private mutating func writeNull() throws(LedgerError) {
        guard grammar.allowsNull else { throw fault(.malformed, "found null, expected a value", hint: "leave the field out") }
        bytes.append(contentsOf: "null".utf8)
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if let escape = CanonicalEscape.spelling(of: byte) { bytes.append(contentsOf: escape) } else { bytes.append(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The path holds one entry per container already open.
    private func checkDepth() throws(LedgerError) {
        guard path.count < grammar.maximumDepth else {
            throw fault(.tooLarge, "found more than \(grammar.maximumDepth) levels of nesting")
        }
    }

    private func fault(_ code: LedgerError.Code, _ line: String, hint: String = "") -> LedgerError {
        let place: LedgerError.Place = path.isEmpty ? .whole : .field(path.joined(separator: "."))
        return LedgerError(code, grammar.subject, at: place, line, hint: hint)
    }
}
