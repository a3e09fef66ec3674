// Codable structures through canonical bytes and back.

import Foundation
import Testing

@testable import AuditLedger

@Suite struct CanonicalCodingTests {
    enum Kind: String, Codable { case zone, round }

    enum Outcome: Codable, Hashable {
        case passed(rank: Int)
        case failed(reasons: [String])
        case pending
    }

    struct Row: Codable, Hashable {
        var name = "南昌市"
        var rank: Int? = 3
        var absent: String?
        var kind = Kind.zone
        var outcome = Outcome.passed(rank: 2)
        var points: [String: Int] = ["release.1": 200, "regulate.2": -5]
        var byNumber: [Int: Bool] = [10: true, 9: false]
        var small: UInt8 = 255
        var wide: UInt64 = 9_007_199_254_740_991
        var nested: [[Row2]] = [[Row2()], []]
        var free: CanonicalJSON = ["x": [nil, 1]]
        var maybe: [Int?] = [1, nil]
    }

    struct Row2: Codable, Hashable { var flag = true }
    struct Empty: Codable, Hashable {}

    @Test func encode_structure_givesSortedCompactBytes() throws {
        let text = String(decoding: try CanonicalJSON.encode(Row()), as: UTF8.self)
        #expect(
            text == """
                {"byNumber":{"10":true,"9":false},"free":{"x":[null,1]},"kind":"zone","maybe":[1,null],"name":"南昌市",\
                "nested":[[{"flag":true}],[]],"outcome":{"passed":{"rank":2}},"points":{"regulate.2":-5,"release.1":200},\
                "rank":3,"small":255,"wide":9007199254740991}
                """)
    }

    @Test func decode_encoded_givesTheValueBack() throws {
        for outcome in [Outcome.passed(rank: 1), .failed(reasons: ["a"]), .pending] {
            let row = Row(rank: nil, absent: "", outcome: outcome)
            #expect(try CanonicalJSON.decode(Row.self, from: CanonicalJSON.encode(row)) == row)
        }
        #expect(try CanonicalJSON.decode([Empty].self, from: CanonicalJSON.encode([Empty()])) == [Empty()])
        #expect(try CanonicalJSON.encode("x") == Array("\"x\"".utf8))
    }

    /// Foundation's encoder gives the same tree; Python's json sorts it to the same bytes.
    @Test func encode_structure_equalsFoundationSortedByPython() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let script = """
            import json, sys
            tree = json.loads(sys.stdin.buffer.read())
            sys.stdout.buffer.write(json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
            """
        let outcome = try ForeignTool.python.run(["-c", script], input: Array(try encoder.encode(Row())))
        #expect(Array(outcome.output.utf8) == (try CanonicalJSON.encode(Row())))
    }

    @Test func encode_keysThatDifferInNormalForm_areRefusedNotMerged() {
        struct Spelled: Encodable {
            let keys: [String]
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CanonicalKey.self)
                for key in keys { try container.encode(1, forKey: #require(CanonicalKey(stringValue: key))) }
            }
        }
        #expect(throws: LedgerError.self) { try CanonicalJSON.encode(Spelled(keys: ["\u{E9}", "e\u{301}"])) }
        #expect(throws: LedgerError.self) { try CanonicalJSON.encode(Spelled(keys: ["K", "\u{212A}"])) }
        #expect(throws: LedgerError.self) { try CanonicalJSON.encode(Spelled(keys: ["a", "a"])) }
        #expect(throws: LedgerError.self) { try CanonicalJSON(encoding: Spelled(keys: ["\u{E9}"])) }
        #expect(throws: Never.self) { try CanonicalJSON.encode(Spelled(keys: ["a", "b"])) }
    }

    @Test func encode_nestedContainers_areKept() throws {
        struct Nesting: Encodable {
            let key: String
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: CanonicalKey.self)
                var inner = outer.nestedContainer(
                    keyedBy: CanonicalKey.self, forKey: try #require(CanonicalKey(stringValue: key)))
                try inner.encode("x", forKey: CanonicalKey(1))
                var list = outer.nestedUnkeyedContainer(forKey: CanonicalKey(2))
                try list.encode(1)
                var deep = list.nestedUnkeyedContainer()
                try deep.encode(true)
                try list.encodeNil()
            }
        }
        #expect(
            try CanonicalJSON.encode(Nesting(key: "a")) == Array("{\"2\":[1,[true],null],\"a\":{\"1\":\"x\"}}".utf8))
        #expect(throws: LedgerError.self) { try CanonicalJSON.encode(Nesting(key: "\u{212A}")) }
    }

    @Test func encode_inexactOrUnrepresentable_isRefusedWithItsField() {
        struct Holder<T: Encodable>: Encodable { let list: [T] }
        func place(_ value: some Encodable) -> LedgerError.Place? {
            let encoding = Result { () throws(LedgerError) in try CanonicalJSON.encode(Holder(list: [value])) }
            if case .failure(let error) = encoding { return error.place }
            return nil
        }
        #expect(place(1.0) == .field("list.0"))
        #expect(place(Float(1)) == .field("list.0"))
        #expect(place(UInt64.max) == .field("list.0"))
        #expect(place(9_007_199_254_740_992) == .field("list.0"))
        #expect(place("e\u{301}") == .field("list.0"))
        #expect(place(Date(timeIntervalSince1970: 0)) == .field("list.0"))
        #expect(place("é") == nil)
    }

    @Test(arguments: [
        "{\"flag\": true}", "{\"flag\":1}", "{}", "{\"flag\":null}", "[]", "{\"flag\":\"true\"}",
    ])
    func decode_bytesThatDoNotFit_areRefused(text: String) {
        #expect(throws: LedgerError.self) { try CanonicalJSON.decode(Row2.self, from: Array(text.utf8)) }
    }

    @Test func decode_numberOutsideItsType_namesTheField() {
        struct Small: Decodable { let list: [Int8] }
        do {
            _ = try CanonicalJSON.decode(Small.self, from: Array("{\"list\":[1,128]}".utf8))
            Issue.record("128 fits Int8")
        } catch {
            #expect(error.place == .field("list.1"))
        }
    }
}
