// The quick way through an event and the thorough one see the same, whatever the bytes.

import Foundation
import Testing

@testable import AuditLedger

@Suite struct EventScanTests {
    private func sample() throws -> [[UInt8]] {
        var random = SeededRandom(11)
        var plain = EventDraft(
            id: EventID(using: &random), type: "cell.saved", at: "2026-11-05", fields: ["round": "r1"])
        plain.addDecoys(3, using: &random)
        let rich = EventDraft(
            id: EventID(using: &random), type: "zone.registered", at: "2024-02-29",
            fields: ["name": "示例市", "files": [["a", "b"]], "flag": true, "count": 12, "text": "a\\b\"c"])
        let bare = EventDraft(
            id: EventID(using: &random), type: "log.genesis", at: "2026-01-01", fields: ["seats": 0, "called": false])
        return [try plain.event(seq: 0).bytes, try rich.event(seq: 7).bytes, try bare.event(seq: 14).bytes]
    }

    private func agree(_ bytes: [UInt8]) -> Bool {
        let quick = Result { () throws(LedgerError) in try Event(parsing: bytes) }
        let thorough = Result { () throws(LedgerError) in try Event(thorough: bytes) }
        switch (quick, thorough) {
        case (.success(let a), .success(let b)):
            return a.seq == b.seq && a.id == b.id && a.type == b.type && a.at == b.at && a.digests == b.digests
                && a.fields == b.fields && a.digestCount == b.digestCount
        case (.failure(let a), .failure(let b)): return a == b
        default: return false
        }
    }

    @Test func scan_plainEvents_isTaken() throws {
        let samples = try sample()
        #expect(EventScan(samples[0]) != nil && EventScan(samples[2]) != nil)
        #expect(EventScan(samples[1]) == nil, "left to the thorough way")
        for bytes in samples { #expect(agree(bytes)) }
    }

    @Test func scan_everyByteChanged_agreesWithTheThoroughWay() throws {
        for bytes in try sample() {
            for place in bytes.indices {
                for change: UInt8 in [0x01, 0x02, 0x04, 0x20, 0x80, 0x7F] {
                    var spoilt = bytes
                    spoilt[place] ^= change
                    #expect(agree(spoilt), "byte \(place) ^ \(change) of \(String(decoding: bytes, as: UTF8.self))")
                }
                var (dropped, doubled) = (bytes, bytes)
                dropped.remove(at: place)
                doubled.insert(bytes[place], at: place)
                #expect(agree(dropped) && agree(doubled), "byte \(place)")
            }
        }
    }

    @Test(arguments: [
        #"{"v":1}"#, "{}", "", "[]", #"{"at":"2026-02-30","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAB","seq":0,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":9007199254740991,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":9007199254740992,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":99999999999999999999,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","sd":[],"seq":0,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a..b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":2}"#,
        #"{"at":"2026-02-28","b":-1,"id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","b":01,"id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":1}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":1,"w":true}"#,
        #"{"at":"2026-02-28","id":"AAAAAAAAAAAAAAAAAAAAAA","seq":0,"type":"a.b","v":1,"w":null}"#,
    ])
    func scan_edges_agreeWithTheThoroughWay(text: String) {
        #expect(agree(Array(text.utf8)), "\(text)")
    }
}
