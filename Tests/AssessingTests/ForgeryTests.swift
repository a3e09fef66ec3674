// What a bureau with the key may try before anybody has seen a head: the events contradict each other.

import Assessing
import AssessmentModel
import AuditLedger
import ProblemWords
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Testing

@Suite struct ForgeryTests {
    typealias Edit = @Sendable (inout Forge) throws -> Void

    static let forgeries = contradicting + disclosed + formed

    /// Events that contradict each other.
    static let contradicting: [(name: String, says: String, edit: Edit)] = [
        (
            "a sealed sheet is hidden: its seat is counted as missed", "sealed sheets",
            { forge in
                let seat = try forge.first("seat.counted")
                try forge.disclose("outcome", ["state": "missed", "called": false], at: seat)
                forge.entries[seat].disclosed.removeAll { $0.name == "marks" }
                let close = try forge.first("round.closed")
                forge.count("sealed", by: -1, at: close)
                forge.count("missed", by: 1, at: close)
            }
        ),
        (
            "a sealed sheet is dropped with its event", "the number of seats",
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
            "a called seat is invented at the close", "the number of seats|discloses|which the roster does not have",
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
            "a counted mark is put off the grid", "is not a multiple of",
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
            "the marks of a sheet are kept back", "does not show its marks",
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
            "the scheme is exchanged", "not the scheme, plan or zones that the round was planned with",
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
                try forge.disclose("outcome", ["state": "recused", "called": false], at: index)
                forge.entries[index].disclosed.removeAll { $0.name == "marks" }
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

    /// Values hidden that are public, and shown that are not.
    static let disclosed: [(name: String, says: String, edit: Edit)] = [
        (
            "the result of one zone is hidden", "does not show its result",
            { forge in forge.entries[try forge.first("result.sealed")].disclosed = [] }
        ),
        (
            "all results are hidden", "does not show its result",
            { forge in
                for index in forge.entries.indices where forge.entries[index].type == "result.sealed" {
                    forge.entries[index].disclosed = []
                }
            }
        ),
        (
            "a fact is hidden", "does not show its facts",
            { forge in forge.entries[try forge.first("facts.recorded")].disclosed.removeLast() }
        ),
        (
            "what became of a seat is hidden", "does not show its outcome|whose outcome it conceals",
            { forge in
                forge.entries[try forge.first("seat.counted")].disclosed.removeAll { $0.name == "outcome" }
            }
        ),
        (
            "the actor of the close is shown", "shows actor",
            { forge in
                try forge.add(
                    "actor", ["user": "officer", "time": "2026-11-06T08:15:42Z", "task": "close-round"],
                    at: try forge.first("round.closed"))
            }
        ),
        (
            "who sits on a seat is shown", "shows sitter",
            { forge in try forge.add("sitter", "e1", at: try forge.first("seat.assigned")) }
        ),
        (
            "where a sheet was sealed is shown", "shows place",
            { forge in
                try forge.add(
                    "place", ["zone": "hecheng", "seat": "00000000000000000000"], at: try forge.first("sheet.sealed"))
            }
        ),
        (
            "a comment is shown", "shows comment",
            { forge in
                try forge.add("comment", ["indicator": "p.1", "text": "好"], at: try forge.first("sheet.sealed"))
            }
        ),
        (
            "a draft is shown", "shows cell|cell.saved for the seat",
            { forge in
                try forge.add(
                    "cell",
                    [
                        "zone": "hecheng", "seat": "00000000000000000000", "indicator": "p.1", "version": 1,
                        "hundredths": 100,
                    ], at: try forge.first("cell.saved"))
            }
        ),
        (
            "marks are shown where none are public", "shows marks",
            { forge in try forge.add("marks", [["p.1", 100]], at: try forge.first("facts.recorded")) }
        ),
        (
            "a source is shown that the scheme does not weigh", "shows source",
            { forge in try forge.add("source", "university", at: try forge.first("seat.counted")) }
        ),
        (
            "an account is shown that belongs to no round", "shows user",
            { forge in try forge.add("user", "officer", at: try forge.first("user.added")) }
        ),
    ]

    /// Fields and texts that the page forbids.
    static let formed: [(name: String, says: String, edit: Edit)] = [
        (
            "an id with capitals", "an id of",
            { forge in forge.entries[try forge.first("zone.registered")]["zone"] = "Za" }
        ),
        (
            "an id in Cyrillic", "an id of",
            { forge in forge.entries[try forge.first("zone.registered")]["zone"] = "zа" }
        ),
        (
            "an id that turns the line round", "an id of",
            { forge in forge.entries[try forge.first("zone.registered")]["zone"] = "z\u{202E}a" }
        ),
        ("an empty id", "an id of", { forge in forge.entries[try forge.first("zone.registered")]["zone"] = "" }),
        (
            "an id of 300 letters", "an id of",
            { forge in
                forge.entries[try forge.first("zone.registered")]["zone"] = .string(String(repeating: "z", count: 300))
            }
        ),
        (
            "a seat with another kind of code", "20 random letters",
            { forge in forge.entries[try forge.first("seat.assigned")]["seat"] = "expert-1" }
        ),
        (
            "a day that is none", "a day as yyyy-mm-dd",
            { forge in forge.entries[try forge.first("notice.published")]["to"] = "2030-02-31" }
        ),
        (
            "a holiday that is none", "days as yyyy-mm-dd",
            { forge in forge.entries[try forge.first("calendar.loaded")]["holidays"] = ["2026-02-30"] }
        ),
        (
            "a witness with a trailing blank", "runs of digits",
            { forge in
                let index = try forge.first("draw.held")
                let witness = forge.entries[index]["witness"]?.stringValue ?? ""
                forge.entries[index]["witness"] = .string(witness + " ")
            }
        ),
        (
            "a witness without a number", "runs of digits",
            { forge in forge.entries[try forge.first("draw.held")]["witness"] = "双色球" }
        ),
        (
            "an empty witness", "runs of digits",
            { forge in forge.entries[try forge.first("draw.held")]["witness"] = "" }
        ),
        (
            "an erasure in the form of another edition", "in the form of the edition",
            { forge in
                var erased = forge.entries[try forge.first("user.added")]
                erased.type = "disclosure.erased"
                erased["type"] = "disclosure.erased"
                erased["event"] = 1
                erased["digest"] = .string(String(repeating: "A", count: 43))
                erased["at"] = forge.entries.last?["at"]
                erased.disclosed = []
                forge.entries.insert(erased, at: forge.entries.count - 1)
            }
        ),
        (
            "a seat counted in the form of another edition", "in the form of the edition",
            { forge in
                let index = try forge.first("seat.counted")
                forge.entries[index]["state"] = "sealed"
                forge.entries[index]["called"] = false
            }
        ),
        (
            "a zone's name that turns the line round", "turns the direction",
            { forge in forge.entries[try forge.first("zone.registered")]["name"] = "甲\u{202E}市" }
        ),
        (
            "a zone's name with a control character", "control character",
            { forge in forge.entries[try forge.first("zone.registered")]["name"] = "甲\u{7}市" }
        ),
        (
            "a zone's name with what nobody sees", "nobody sees",
            { forge in forge.entries[try forge.first("zone.registered")]["name"] = "甲\u{200B}市" }
        ),
        (
            "rules adopted that nobody proposed", "rules.adopted for the event 3, which does not wait",
            { forge in
                var adopted = forge.entries[try forge.first("round.opened")]
                adopted.type = "rules.adopted"
                adopted.members = adopted.members.filter { ["v", "id", "seq", "at", "sd"].contains($0.key) }
                adopted["type"] = "rules.adopted"
                adopted["proposal"] = 3
                forge.entries.insert(adopted, at: try forge.first("round.planned"))
                for index in 0...(try forge.first("round.planned")) {
                    forge.entries[index]["at"] = forge.entries[0]["at"]
                }
            }
        ),
        (
            "an edition that is not known", "one from 2",
            { forge in forge.entries[0]["edition"] = .integer(RulesEdition.newest.rawValue + 1) }
        ),
        (
            "a genesis that leaves its place out", "is missing or wrong",
            { forge in forge.entries[0]["offset"] = nil }
        ),
        (
            "two days in one step", "of the same step",
            { forge in
                let close = try forge.first("round.closed")
                for index in close..<forge.entries.count { forge.entries[index]["at"] = "2026-11-09" }
            }
        ),
        (
            "a result sealed on another day than its close", "of the same step",
            { forge in
                for index in try forge.first("snapshot.sealed")..<forge.entries.count {
                    forge.entries[index]["at"] = "2026-11-09"
                }
            }
        ),
        (
            "a scheme as JSON that says something else", "something else than scheme.yaml",
            { forge in
                let text = String(decoding: forge.files["scheme.json"] ?? [], as: UTF8.self)
                forge.files["scheme.json"] = Array(text.replacing("\"points\":\"60\"", with: "\"points\":\"61\"").utf8)
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
            // Events that one more value, or one event in the midst of a step, gives away at once.
            (forgery.says + "|a step has begun|values, which|counted by zone and code").split(separator: "|")
                .contains { english(failure).contains($0) }, "\(failure)")
    }

    private static let bundle = Result<(BundleFiles, SignerKey), any Error> {
        let life = try Life(through: .noticed)
        return (try life.bundle(), life.place.signer)
    }
}
