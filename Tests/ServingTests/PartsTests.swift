// The parts of the server that need no socket: networks, ranges, forms, JSON, statuses.

import AssessmentModel
import EventModel
import HTTPTypes
import Hummingbird
import Reasons
import RoundState
import Testing

@testable import Serving

@Suite struct PartsTests {
    @Test(arguments: [
        ("10.1.0.0/16", "10.1.255.3", true), ("10.1.0.0/16", "10.2.0.1", false), ("127.0.0.1", "127.0.0.1", true),
        ("0.0.0.0/0", "203.0.113.7", true), ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false),
        ("10.0.0.0/8", "::ffff:10.9.9.9", true), ("10.128.0.0/9", "10.127.0.1", false),
        ("10.1.0.0/16", "nonsense", false),
    ])
    func network_anAddress_isToldInOrOut(_ network: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(Network(network)).contains(address) == isIn)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0/8", "::/129", "a/b", "10.0.0.0/8/8", "10.0.0.0/-1"])
    func network_ofAnotherForm_isNone(_ text: String) { #expect(Network(text) == nil) }

    @Test(arguments: [
        ("bytes=0-0", 10, ByteRange.bytes(0..<1)), ("bytes=5-", 10, .bytes(5..<10)), ("bytes=-3", 10, .bytes(7..<10)),
        ("bytes=0-9223372036854775807", 10, .bytes(0..<10)),
        ("bytes=2-100", 10, .bytes(2..<10)), ("bytes=10-", 10, .unsatisfiable), ("bytes=-0", 10, .unsatisfiable),
        ("bytes=-100", 10, .bytes(0..<10)), ("bytes=0-", 0, .unsatisfiable),
    ])
    func range_ofOneForm_isTaken(_ header: String, _ count: Int, _ expected: ByteRange) {
        #expect(ByteRange(header, of: count) == expected)
    }

    @Test(arguments: [
        "bytes=3-2", "bytes=0-1,3-4", "lines=0-1", "bytes=", "bytes=a-b", "bytes=-", "bytes=99999999999999999999-",
    ])
    func range_ofAnotherForm_isAnsweredWithTheWhole(_ header: String) { #expect(ByteRange(header, of: 10) == nil) }

    @Test func form_fields_areDecoded() throws {
        let form = try FormFields(
            Array("a=1+2&b=%E7%A4%BA%0D%0Ax&c=&d".utf8), type: "application/x-www-form-urlencoded; charset=utf-8")
        #expect(form["a"] == "1 2" && form["b"] == "示\nx" && form["c"] == "" && form.has("d") && !form.has("e"))
    }

    @Test(arguments: ["a=%", "a=%E7", "a=%GG", "a=%FF"]) func form_notUTF8_isMalformed(_ body: String) {
        #expect(throws: Malformed.self) {
            try FormFields(Array(body.utf8), type: "application/x-www-form-urlencoded")
        }
    }

    @Test func form_ofAnotherType_isMalformed() {
        #expect(throws: Malformed.self) { try FormFields(Array("a=1".utf8), type: "multipart/form-data") }
        #expect(throws: Malformed.self) { try FormFields(Array("a=1".utf8), type: nil) }
    }

    @Test func json_anyText_isEscaped() {
        let value: JSON = ["a": .string("\"\\\n\u{01}</script>示"), "b": [1, true, .null]]
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"a":"\"\\\n\u0001</script>示","b":[1,true,null]}"#)
    }

    @Test(arguments: [
        (Reason(.notOwn, .user("x"), ["task": .task(.saveMark)]), 404), (Reason(.sessionOver), 409),
        (Reason(.cellChanged, .indicator("a"), ["version": 2, "base": 1]), 409),
        (Reason(.markMalformed, .indicator("a"), field: "mark", ["found": "x"]), 422),
        (Reason(.requestTaken, .event(1), ["request": "x"]), 422),
        (Reason(.clockBehind, ["clock": "a", "newest": "b"]), 503),
    ])
    func status_ofAReason_isTheTables(_ reason: Reason, _ code: Int) {
        #expect(Answers.status(of: [reason]).code == code)
    }

    @Test(arguments: [
        "a\r\nSet-Cookie: x=1", "../../x", "a\u{202E}b", "示例 县.pdf", "\"quoted\"", String(repeating: "长", count: 255),
    ])
    func disposition_anyName_isOneLineOfASCII(_ name: String) {
        let header = Response.disposition("attachment", name)
        #expect(header.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(!header.contains("/") && header.hasPrefix("attachment; filename*=UTF-8''"))
    }
}
