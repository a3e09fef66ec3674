// Reasons and faults in words: complete in both languages, and as people read them.

import AssessmentModel
import AuditLedger
import Foundation
import Reasons
import Telling
import Testing

/// The folder of templates that is shipped.
let templates = repository.appending(path: "Templates")

let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct ProofMessageTests {
    private func book(_ language: Language) throws -> MessageBook {
        try #require(try loadMessages(in: templates).get()[language])
    }

    @Test func messages_ofBothLanguages_areComplete() {
        #expect(loadMessages(in: templates).problems == [])
    }

    @Test(arguments: Language.allCases, ReasonCode.allCases)
    func code_everyOne_tellsAllItsValues(language: Language, code: ReasonCode) throws {
        let values = Dictionary(uniqueKeysWithValues: code.values.map { ($0, Reason.Value.text("‹\($0)›")) })
        let text = try book(language).text(Reason(code, Reason.Subject(.zone, "‹subject›"), values))
        for name in code.values { #expect(text.contains("‹\(name)›"), "\(code): \(text)") }
        #expect(!text.isEmpty && !text.contains("{{") && !text.hasSuffix("。") && !text.hasSuffix("."))
    }

    /// What is told by a word of a list has that word: in Chinese for all, in English where data spell it otherwise.
    @Test func lists_ofProofs_haveAllTheirWords() throws {
        let types = try String(
            contentsOf: repository.appending(path: "Sources/EventModel/Events/LedgerEvent.swift"), encoding: .utf8
        ).matches(of: /: "([a-z]+\.[a-z]+)"/).map { String($0.output.1) }
        #expect(types.count > 40)
        let forms = Form.allCases.filter { ![.true, .false, .null].contains($0) }.map(\.told)
        let others: [Reason.Value] =
            types.map { .term(.event, $0) } + Measure.allCases.map(\.told)
            + LedgerError.Thing.allCases.map { .term(.part, $0.rawValue) }
        let (chinese, english) = (try book(.chinese), try book(.english))
        for value in forms + FileKind.allCases.map(\.told) + others {
            #expect(chinese.word(value) != value.description, "\(value)")
            #expect(chinese.word(value).unicodeScalars.allSatisfy { $0 != "{" })
        }
        for value in forms + FileKind.allCases.map(\.told) where value.description.contains("-") {
            #expect(english.word(value) != value.description, "\(value)")
        }
    }

    static let faults: [(fault: LedgerError, chinese: String, english: String)] = [
        (
            LedgerError(
                .mismatch, .the(.event), at: .leaf(17),
                Reason(.eventOutOfPlace, ["found": 18, "expected": 17])),
            "第 17 号事件：此处应为第 17 号事件，却是第 18 号：有事件被删除、重复或移动",
            "the event 17: found the event 18, expected 17: an event was dropped, repeated or moved"
        ),
        (
            LedgerError(.malformed, .the(.event), at: .offset(3), .found(Form.end, expected: .colon))
                .relocated(to: .leaf(4), in: .the(.event)),
            "第 4 号事件，第 3 字节：是 内容的结尾，应为冒号", "the event 4, byte 3: found the end, expected a colon"
        ),
        (
            LedgerError(.missing, .file("scheme.yaml"), Reason(.fileAbsent)),
            "文件“scheme.yaml”：缺少这个文件", "the file scheme.yaml: this file is not there"
        ),
        (
            LedgerError(
                .mismatch, .result(ofRound: "r1"), at: .leaf(40),
                Reason(.resultToldOtherwise, Reason.Subject(.zone, "linlan"))),
            "批次“r1”的结果，第 40 号事件：对linlan写明的结果缺失，或与结果快照不一致",
            "the result of the round r1, the event 40: what is told of linlan is missing or not what the result says"
        ),
        (
            LedgerError(.badSignature, .the(.note), Reason(.signatureWrong, ["name": "a.b/c"]))
                .relocated(to: .whole, in: .the(.checkpoint)),
            "检查点，签名文本：a.b/c 的签名不成立：签名之后内容被改动过，或签名是伪造的",
            "checkpoint, note: found a signature of a.b/c that does not verify: the text was changed after it was signed, or the signature is forged"
        ),
    ]

    @Test(arguments: faults.indices)
    func fault_inBothLanguages_saysWhereAndWhat(index: Int) throws {
        let (fault, chinese, english) = Self.faults[index]
        #expect(try book(.chinese).text(fault) == chinese)
        #expect(try book(.english).text(fault) == english)
    }
}
