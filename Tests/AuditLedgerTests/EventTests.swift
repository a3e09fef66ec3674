// Events: the builder, the strict reader, and every change of a byte.

import Testing

@testable import AuditLedger

@Suite struct EventTests {
    static func draft(seed: UInt64 = 7) throws -> (draft: EventDraft, disclosures: [Disclosure]) {
        var random = SeededRandom(seed)
        var draft = EventDraft(
            id: EventID(using: &random), type: "sheet.sealed", at: "2026-11-23", fields: ["slot": "s1", "round": "r"])
        var disclosures = [try draft.conceal("score", .integer(9250), using: &random)]
        disclosures.append(try draft.conceal("reason", "理由充分", using: &random))
        draft.addDecoys(2, using: &random)
        return (draft, disclosures)
    }

    @Test func draft_event_readsBackTheSame() throws {
        let (draft, _) = try Self.draft()
        let event = try draft.event(seq: 12)
        let again = try Event(parsing: event.bytes)
        #expect(again == event)
        #expect(event.seq == 12 && event.id == draft.id && event.type == draft.type && event.at == draft.at)
        #expect(event.digests == draft.digests.sorted() && event.digests.count == 4)
        #expect(event.fields == draft.fields)
        #expect(event.leaf == Hash.plain([0] + event.bytes))
    }

    @Test func draft_noDigests_hasExactBytes() throws {
        let id = try EventID(parsing: "AAAAAAAAAAAAAAAAAAAAAA")
        let event = try EventDraft(id: id, type: "log.genesis", at: "2024-02-29", fields: ["note": "开始"]).event(seq: 0)
        #expect(
            String(decoding: event.bytes, as: UTF8.self)
                == "{\"at\":\"2024-02-29\",\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"note\":\"开始\",\"seq\":0,\"type\":\"log.genesis\",\"v\":1}"
        )
    }

    @Test func draft_retried_givesTheSameLeaf() throws {
        let (draft, _) = try Self.draft()
        #expect(try draft.event(seq: 5) == draft.event(seq: 5))
        #expect(try draft.event(seq: 5).leaf != draft.event(seq: 6).leaf)
    }

    @Test(arguments: ["at", "id", "sd", "seq", "type", "v"])
    func draft_fieldNamedLikeHeader_throws(name: String) throws {
        var (draft, _) = try Self.draft()
        draft.fields[name] = "x"
        #expect(throws: LedgerError.self) { try draft.event(seq: 0) }
    }

    @Test func draft_tooLong_throws() throws {
        var (draft, _) = try Self.draft()
        draft.fields["note"] = .string(String(repeating: "字", count: 22_000))
        let error = #expect(throws: LedgerError.self) { try draft.event(seq: 0) }
        #expect(error?.code == .tooLarge)
    }

    static let digest = String(repeating: "A", count: 43)
    static let other = "B" + String(repeating: "A", count: 42)

    @Test(
        arguments: [
            ("v", "2"), ("v", "\"1\""), ("v", nil), ("seq", "-1"), ("seq", "\"1\""), ("seq", nil), ("id", "\"short\""),
            ("id", nil),
            ("id", "\"AAAAAAAAAAAAAAAAAAAAAB\""), ("id", "\"AAAAAAAAAAAAAAAAAAAAA+\""), ("type", "\"round\""),
            ("type", "\"Round.opened\""),
            ("type", "\"round.\""), ("type", "\".opened\""), ("type", "\"round opened\""), ("type", nil),
            ("at", "\"2026-13-01\""),
            ("at", "\"2026-02-29\""), ("at", "\"2026-1-01\""), ("at", "\"2026-11-23T08:00\""), ("at", "\"0000-01-01\""),
            ("at", "20261123"),
            ("at", nil), ("sd", "[]"), ("sd", "\"\(digest)\""), ("sd", "[1]"), ("sd", "[\"\(digest)\",\"\(digest)\"]"),
            ("sd", "[\"\(other)\",\"\(digest)\"]"), ("sd", "[\"\(digest.dropLast())\"]"),
            ("sd", "[\"\(digest.dropLast())B\"]"),
        ] as [(String, String?)])
    func parse_wrongHeader_namesTheField(name: String, value: String?) throws {
        var members = [
            "at": "\"2026-11-23\"", "id": "\"AAAAAAAAAAAAAAAAAAAAAA\"", "sd": "[\"\(Self.digest)\",\"\(Self.other)\"]",
            "seq": "3",
            "type": "\"round.opened\"", "v": "1",
        ]
        func bytes() -> [UInt8] {
            Array(
                "{\(members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
                    .utf8)
        }
        #expect(throws: Never.self) { try Event(parsing: bytes()) }
        members[name] = value
        let error = #expect(throws: LedgerError.self) { try Event(parsing: bytes()) }
        #expect(error?.place == .field(name))
    }

    @Test(arguments: ["[]", "1", "{}", "{\"v\":1}"])
    func parse_noEvent_throws(text: String) {
        #expect(throws: LedgerError.self) { try Event(parsing: Array(text.utf8)) }
    }

    /// A changed event may still be an event, but it is another leaf: its proof fails.
    @Test func parse_anyByteFlipped_isRefusedOrAnotherLeaf() throws {
        let event = try Self.draft().draft.event(seq: 3)
        for place in event.bytes.indices {
            for bit in 0..<8 {
                var changed = event.bytes
                changed[place] ^= 1 << bit
                guard let other = try? Event(parsing: changed) else { continue }
                #expect(other.leaf != event.leaf && other != event)
            }
        }
    }

    @Test func id_texts_areStrict() throws {
        var random = SeededRandom(1)
        let id = EventID(using: &random)
        #expect(try EventID(parsing: id.text) == id)
        #expect(id.text.count == 22)
        #expect(EventID(using: &random) != id)
    }
}
