// What a bureau with the key may try before anybody has seen a head: the events contradict each other.

import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import Testing

@Suite struct ForgeryTests {
    typealias Edit = @Sendable (inout Forge) throws -> Void

    static let forgeries: [(name: String, says: String, edit: Edit)] = [
        (
            "a sealed sheet is hidden: its seat is counted as missed", "sealed sheets",
            { forge in
                let seat = try forge.first("seat.counted") { $0["state"] == "sealed" }
                forge.entries[seat]["state"] = "missed"
                forge.entries[seat]["sd"] = nil
                forge.entries[seat].disclosed = []
                let close = try forge.first("round.closed")
                forge.count("sealed", by: -1, at: close)
                forge.count("missed", by: 1, at: close)
            }
        ),
        (
            "a sealed sheet is dropped with its event", "opened and called were",
            { forge in
                forge.entries.remove(at: try forge.first("sheet.sealed"))
                let seat = try forge.first("seat.counted")
                forge.entries.remove(at: seat)
                let close = try forge.first("round.closed")
                forge.count("sealed", by: -1, at: close)
                forge.count("seats", by: -1, at: close)
            }
        ),
        (
            "a seat is invented at the opening", "roster",
            { forge in
                let open = try forge.first("round.opened")
                forge.count("seats", by: 1, at: open)
                var seat = forge.entries[try forge.first("seat.assigned")]
                seat["seat"] = "00000000000000000000"
                seat["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(seat, at: open + 1)
            }
        ),
        (
            "a seat is invented at the close", "which the roster does not have",
            { forge in
                let index = try forge.first("seat.counted")
                var seat = forge.entries[index]
                seat["seat"] = "00000000000000000000"
                seat["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(seat, at: index)
                let close = try forge.first("round.closed")
                forge.count("sealed", by: 1, at: close)
                forge.count("seats", by: 1, at: close)
            }
        ),
        (
            "a called seat is invented at the close", "opened and called were",
            { forge in
                let index = try forge.first("seat.counted")
                var seat = forge.entries[index]
                seat["seat"] = "00000000000000000000"
                seat["called"] = true
                seat["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(seat, at: index)
                let close = try forge.first("round.closed")
                forge.count("sealed", by: 1, at: close)
                forge.count("seats", by: 1, at: close)
            }
        ),
        (
            "a seat is counted twice", "twice",
            { forge in
                let index = try forge.first("seat.counted")
                var seat = forge.entries[index]
                seat["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(seat, at: index + 1)
            }
        ),
        (
            "a counted mark is changed", "computed from the counted sheets",
            { forge in
                let index = try forge.first("seat.counted")
                let marks = try #require(forge.entries[index].disclosed.first { $0.name == "marks" }?.value.arrayValue)
                try forge.disclose("marks", .array([["p.1", 3950]] + marks.dropFirst()), at: index)
            }
        ),
        (
            "a counted mark is put off the grid", "not a multiple",
            { forge in
                let index = try forge.first("seat.counted")
                try forge.disclose("marks", [["p.1", 3333], ["p.2", 1200]], at: index)
            }
        ),
        (
            "a fact is changed", "computed from the counted sheets",
            { forge in
                let index = try forge.first("facts.recorded")
                try forge.disclose("fact", ["fact": "share", "value": "1"], at: index)
            }
        ),
        (
            "the marks of a sheet are kept back", "not disclosed",
            { forge in
                let index = try forge.first("seat.counted")
                forge.entries[index].disclosed.removeAll { $0.name == "marks" }
            }
        ),
        (
            "the ranking is changed, and every digest with it", "computed from the counted sheets",
            { forge in
                try forge.replaceSnapshot { $0.replacing("\"rank\":1", with: "\"rank\":9") }
            }
        ),
        (
            "a zone's result is told otherwise than it is", "not what the result says",
            { forge in
                let index = try forge.first("result.sealed")
                var value = try #require(forge.entries[index].disclosed.first?.value.objectValue)
                value["total"] = "99.99"
                try forge.disclose("result", .object(value), at: index)
            }
        ),
        (
            "another seed is revealed", "another seed than the one that was bound",
            { forge in forge.entries[try forge.first("draw.held")]["seed"] = .string(String(repeating: "0", count: 64))
            }
        ),
        (
            "a candidate is added after the seed was bound", "was not planned|which is|candidates",
            { forge in
                let index = try forge.first("candidate.listed")
                var candidate = forge.entries[index]
                candidate["candidate"] = "00000000000000000000"
                candidate["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(candidate, at: try forge.first("draw.committed") + 1)
            }
        ),
        (
            "the scheme is exchanged", "not the scheme that the round was planned with",
            { forge in forge.files["scheme.yaml"]?.append(0x0A) }
        ),
        (
            "the notice is shortened", "working days",
            { forge in forge.entries[try forge.first("notice.published")]["to"] = "2026-11-10" }
        ),
        (
            "a day is set back", "clock was set back",
            { forge in forge.entries[try forge.first("round.closed")]["at"] = "2026-10-01" }
        ),
        (
            "a recusal is dropped and the seat counted as recused", "recus",
            { forge in
                let index = try forge.first("seat.counted")
                forge.entries[index]["state"] = "recused"
                forge.entries[index]["sd"] = nil
                forge.entries[index].disclosed = []
                let close = try forge.first("round.closed")
                forge.count("sealed", by: -1, at: close)
                forge.count("recused", by: 1, at: close)
                forge.entries.remove(at: try forge.first("sheet.sealed"))
            }
        ),
        (
            "a mark is saved after the close", "which is closed",
            { forge in
                var cell = forge.entries[try forge.first("cell.saved")]
                cell["at"] = forge.entries[try forge.first("round.closed")]["at"]
                cell["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(cell, at: try forge.first("round.closed") + 1)
            }
        ),
        (
            "a second result without an objection", "has one|no objection",
            { forge in
                let index = try forge.first("snapshot.sealed")
                var again = forge.entries[index]
                again["id"] = .string(String(repeating: "A", count: 22))
                forge.entries.insert(again, at: index + 1)
            }
        ),
    ]

    @Test(arguments: forgeries.map(\.name))
    func forgery_signedWithTheKey_isRefusedAndSaid(name: String) throws {
        let forgery = try #require(Self.forgeries.first { $0.name == name })
        let (files, signer) = try Self.bundle.get()
        var forge = try Forge(files, signer: signer)
        #expect(try verify(bundle: forge.sealed()).isHeld, "sound before")
        try forgery.edit(&forge)
        let failure = try #require(try verify(bundle: forge.sealed()).failure)
        #expect(
            forgery.says.split(separator: "|").contains { failure.description.contains($0) }, "\(failure)")
    }

    private static let bundle = Result<(BundleFiles, SignerKey), any Error> {
        let life = try Life(through: .noticed)
        return (try life.bundle(), life.place.signer)
    }
}
