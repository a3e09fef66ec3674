// Canonical JSON: what is refused and where, round trips, and agreement with Python's json and unicodedata.

import PlainText
import Testing

@testable import AuditLedger

@Suite struct CanonicalJSONTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        let bytes: [UInt8]
        let offset: Int
        let grammar: CanonicalGrammar

        init(_ text: String, _ offset: Int, _ grammar: CanonicalGrammar = .event) {
            self.init(bytes: Array(text.utf8), offset, grammar)
        }

        init(bytes: [UInt8], _ offset: Int, _ grammar: CanonicalGrammar = .event) {
            self.bytes = bytes
            self.offset = offset
            self.grammar = grammar
        }

        var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }
    }

    static let refusals: [Refusal] = [
        // the value and its surroundings
        Refusal("", 0), Refusal(" {}", 0), Refusal("{} ", 2), Refusal("{}\n", 2), Refusal("{}{}", 2),
        Refusal("\u{FEFF}{}", 0),
        Refusal("tru", 3), Refusal("True", 0), Refusal("nul", 3, .document), Refusal("falsee", 5), Refusal("NaN", 0),
        Refusal("'a'", 0),
        // objects
        Refusal("{\"a\": 1}", 5), Refusal("{\"a\":1 }", 6), Refusal("{ \"a\":1}", 1), Refusal("{\"a\" :1}", 4),
        Refusal("{\"a\":1,}", 7), Refusal("{,}", 1), Refusal("{\"a\"}", 4), Refusal("{\"a\":}", 5),
        Refusal("{\"a\":1", 6),
        Refusal("{\"a\":1,\"a\":1}", 7), Refusal("{\"b\":1,\"a\":1}", 7), Refusal("{\"aa\":1,\"a\":1}", 8),
        Refusal("{a:1}", 1),
        Refusal("{\"a\":{\"c\":1,\"b\":2}}", 12),
        // keys
        Refusal("{\"A\":1}", 1), Refusal("{\"1a\":1}", 1), Refusal("{\"_a\":1}", 1), Refusal("{\"a-b\":1}", 1),
        Refusal("{\"\":1}", 1),
        Refusal("{\"é\":1}", 1), Refusal("{\"é\":1}", 1, .document), Refusal("{\"\":1}", 1, .document),
        Refusal("{\"\\n\":1}", 1, .document),
        Refusal("{\"a\u{7F}\":1}", 1, .document), Refusal("{\"\\u0061\":1}", 2),
        // arrays
        Refusal("[1, 2]", 3), Refusal("[1,]", 3), Refusal("[,1]", 1), Refusal("[1", 2), Refusal("[1}", 2),
        Refusal("[1 ,2]", 2),
        // null
        Refusal("null", 0), Refusal("{\"a\":null}", 5),
        // numbers
        Refusal("01", 0), Refusal("-0", 0), Refusal("00", 0), Refusal("-01", 0), Refusal("+1", 0), Refusal("1.0", 1),
        Refusal("1e3", 1),
        Refusal("1E3", 1), Refusal("-", 1), Refusal("[1.5]", 2), Refusal("9007199254740992", 0),
        Refusal("-9007199254740992", 0),
        Refusal("99999999999999999999999", 0), Refusal("0x1", 1), Refusal(".5", 0), Refusal("1a", 1),
        // strings
        Refusal("\"a", 2), Refusal("\"", 1), Refusal("\"a\u{1}\"", 2), Refusal("\"a\nb\"", 2), Refusal("\"\\/\"", 1),
        Refusal("\"\\u0041\"", 1),
        Refusal("\"\\u00e9\"", 1), Refusal("\"\\u000A\"", 1), Refusal("\"\\u000a\"", 1), Refusal("\"\\u001F\"", 1),
        Refusal("\"\\u0000\"", 1),
        Refusal("\"\u{0}\"", 1), Refusal("\"\\x\"", 1), Refusal("\"\\u+01f\"", 1), Refusal("\"\\u01f\"", 1),
        Refusal("\"\\", 1),
        Refusal("\"\\ud83d\\ude00\"", 1), Refusal("\"\\ud800\"", 1), Refusal("\"ab\\u007f\"", 3),
        // normal form, at the string's beginning
        Refusal("\"e\u{301}\"", 0), Refusal("[\"\u{212B}\"]", 1), Refusal("\"\u{F900}\"", 0),
        Refusal("\"\u{1112}\u{1161}\u{11AB}\"", 0),
        Refusal("\"a\u{323}\u{307}\u{1E0B}\u{323}\"", 0), Refusal("\"\u{FB33}\"", 0),
        // utf-8
        Refusal(bytes: [0x22, 0x80, 0x22], 1), Refusal(bytes: [0x22, 0xC3, 0x22], 1),
        Refusal(bytes: [0x22, 0xC0, 0x80, 0x22], 1),
        Refusal(bytes: [0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2),
        Refusal(bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
        Refusal(bytes: [0x22, 0xE0, 0x80, 0xAF, 0x22], 1), Refusal(bytes: [0x22, 0xE4, 0xB8], 1),
        Refusal(bytes: [0xFF], 0),
        // limits
        Refusal(String(repeating: "[", count: 65) + String(repeating: "]", count: 65), 64),
        Refusal("\"" + String(repeating: "a", count: 65_534) + "\"", 65_535),
        Refusal(String(repeating: "[", count: 65_000), 64),
    ]

    @Test(arguments: refusals)
    func parse_violation_isRefusedAtItsByte(refusal: Refusal) {
        let error = #expect(throws: LedgerError.self) { try CanonicalJSON(parsing: refusal.bytes, as: refusal.grammar) }
        #expect(error?.place == .offset(refusal.offset))
    }

    @Test func parse_keyTwiceOrOutOfOrder_saysWhich() {
        func code(_ text: String) -> LedgerError.Code? {
            #expect(throws: LedgerError.self) { try CanonicalJSON(parsing: Array(text.utf8), as: .event) }?.code
        }
        #expect(code("{\"a\":1,\"a\":1}") == .malformed)
        #expect(code("{\"b\":1,\"a\":1}") == .notCanonical)
    }

    @Test(arguments: [
        "{}", "[]", "\"\"", "0", "-1", "9007199254740991", "-9007199254740991", "true", "false", "\"中文，。《》——……\"",
        "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\"".replacing("\\u0000", with: "\\u0001\\u001f\u{7F}/"), "\"é😀䶮𬭎\"",
        "\"\u{E9}\u{301}\"",
        "{\"a\":{\"b\":[1,[],{}]},\"a1\":1,\"a_\":2,\"ab\":3}", "\"\u{D55C}\"", "\"\u{2028}\u{FFFF}\"",
        String(repeating: "[", count: 64) + String(repeating: "]", count: 64),
        "\"" + String(repeating: "a", count: 65_533) + "\"",
    ])
    func parse_canonicalEvent_writesTheSameBytes(text: String) throws {
        let value = try CanonicalJSON(parsing: Array(text.utf8), as: .event)
        #expect(try value.bytes(as: .event) == Array(text.utf8))
    }

    @Test(arguments: [
        "null", "{\" \":1,\"A-b.c\":null,\"\\\"\":2,\"~\":3}".replacing("\"\\\"\":2,", with: ""),
        "{\"\\\"\":1,\"\\\\\":2}",
    ])
    func parse_canonicalDocument_writesTheSameBytes(text: String) throws {
        let value = try CanonicalJSON(parsing: Array(text.utf8), as: .document)
        #expect(try value.bytes(as: .document) == Array(text.utf8))
    }

    /// Whatever single byte of a canonical text is replaced: it is refused, or it is the canonical text of another value.
    @Test func parse_anyByteReplaced_neverGivesTheSameValue() throws {
        let text = Array("{\"a\":[1,-20,\"x\\n\\\"é中\"],\"b_2\":{\"c\":true},\"d\":0}".utf8)
        let value = try CanonicalJSON(parsing: text, as: .event)
        for place in text.indices {
            for byte in UInt8.min ... .max where byte != text[place] {
                var changed = text
                changed[place] = byte
                guard let other = try? CanonicalJSON(parsing: changed, as: .event) else { continue }
                #expect(other != value)
                #expect(try other.bytes(as: .event) == changed)
            }
        }
    }

    static let unwritable: [(CanonicalJSON, CanonicalGrammar)] = [
        (.object(["A": 1]), .event), (.object(["é": 1]), .document), (.object(["": 1]), .document), (.null, .event),
        (.string("e\u{301}"), .document), (.string("\u{0}"), .document), (.integer(9_007_199_254_740_992), .document),
        (.integer(-9_007_199_254_740_992), .event), (.integer(.min), .document),
        (.string(String(repeating: "a", count: 65_534)), .event), (.object(["a": ["b": [1, nil]]]), .event),
    ]

    @Test(arguments: unwritable)
    func write_valueWithoutBytes_isRefused(value: CanonicalJSON, grammar: CanonicalGrammar) {
        #expect(throws: LedgerError.self) { try value.bytes(as: grammar) }
    }

    @Test func write_wrongValueDeepInside_namesItsField() {
        let value: CanonicalJSON = ["a": [1, ["b": "e\u{301}"]]]
        let error = #expect(throws: LedgerError.self) { try value.bytes(as: .event) }
        #expect(error?.place == .field("a.1.b"))
        #expect(error?.code == .notCanonical)
    }

    @Test func write_tooDeep_isRefused() throws {
        let deep = (0..<63).reduce(CanonicalJSON.array([])) { value, _ in .array([value]) }
        #expect(try deep.bytes(as: .document).count == 128)
        #expect(throws: LedgerError.self) { try CanonicalJSON.array([deep]).bytes(as: .document) }
    }

    /// Python writes the same bytes for random trees, and reads ours back to its own.
    @Test func write_randomTrees_equalsPython() throws {
        var random = SeededRandom(2)
        let lines = try (0..<400).map { _ in try JSONTree.random(depth: 5, using: &random).bytes(as: .document) + [0x0A]
        }
        let script = """
            import json, sys
            for line in sys.stdin.buffer.read().decode("utf-8").split("\\n")[:-1]:
                tree = json.loads(line)
                text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                sys.stdout.buffer.write(text.encode("utf-8") + b"\\n")
            """
        let outcome = try ForeignTool.python.run(["-c", script], input: Array(lines.joined()))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(Array(outcome.output.utf8) == Array(lines.joined()))
        #expect(lines.joined().count > 10_000)
    }

    /// Python's normal form C of random strings, dense in scalars that compose.
    @Test func nfc_randomStrings_equalsPython() throws {
        var random = SeededRandom(3)
        let strings = (0..<3000).map { _ in JSONTree.restlessText(using: &random) }
        let script = """
            import sys, unicodedata
            for line in sys.stdin.buffer.read().decode("utf-8").split("\\n")[:-1]:
                sys.stdout.buffer.write(unicodedata.normalize("NFC", line).encode("utf-8") + b"\\n")
            """
        let outcome = try ForeignTool.python.run(["-c", script], input: Array(strings.map { $0 + "\n" }.joined().utf8))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let normal = outcome.output.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        #expect(normal.count == strings.count)
        var changed = 0
        for (string, expected) in zip(strings, normal) {
            let isNormal = string.utf8.elementsEqual(expected)
            changed += isNormal ? 0 : 1
            let isSame = CanonicalJSON.nfc(string).utf8.elementsEqual(expected)
            #expect(
                isSame && NormalForm.isC(string) == isNormal,
                "\(string.unicodeScalars.map { String($0.value, radix: 16) })")
        }
        #expect(changed > 500)
    }
}

/// Random values for the comparison with Python.
enum JSONTree {
    static func random(depth: Int, using random: inout SeededRandom) -> CanonicalJSON {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 7), using: &random) {
        case 0: return .integer(Int.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &random))
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .string(CanonicalJSON.nfc(restlessText(using: &random)))
        case 3: return .null
        case 4: return .array((0..<4).map { _ in Self.random(depth: depth - 1, using: &random) })
        default:
            let members = (0..<5).map { _ in (asciiKey(using: &random), Self.random(depth: depth - 1, using: &random)) }
            return .object(Dictionary(members) { first, _ in first })
        }
    }

    static func asciiKey(using random: inout SeededRandom) -> String {
        String(
            decoding: (0..<Int.random(in: 1...6, using: &random)).map { _ in
                UInt8.random(in: 0x20...0x7E, using: &random)
            }, as: UTF8.self)
    }

    static func restlessText(using random: inout SeededRandom) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x01...0x09, 0xC0...0x17F, 0x300...0x36F, 0x1100...0x1175, 0x11A8...0x11C2, 0xAC00...0xAC80,
            0x4E00...0x9FA5,
            0xF900...0xFA6D, 0x2000...0x2030, 0x2126...0x212B, 0x3000...0x30FF, 0xFF00...0xFFEF, 0x1D15E...0x1D164,
            0x0900...0x0D7F, 0x0F71...0x0F81,
            0x1E00...0x1FFF, 0x20000...0x2A6D6,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let range = ranges[Int.random(in: ranges.indices, using: &random)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
