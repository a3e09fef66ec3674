// Where lines end: 避头尾, dashes, numbers with their units, words.

import Testing

@testable import Typesetting

@Suite struct LineBreakingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let characters: Double
        let lines: [String]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "plain", text: "江西省网络市场监管", characters: 4, lines: ["江西省网", "络市场监", "管"]),
        Case(name: "comma moves its character", text: "江西省网络，市场", characters: 4.2, lines: ["江西省网", "络，市场"]),
        Case(name: "comma at half width", text: "江西省，网络市场", characters: 3.6, lines: ["江西省，", "网络市", "场"]),
        Case(name: "opening bracket", text: "江西省（网络）", characters: 4, lines: ["江西省", "（网络）"]),
        Case(name: "two closing marks", text: "他说“好的。”然后", characters: 5, lines: ["他说“好", "的。”然后"]),
        Case(name: "dash starts no line", text: "专家认为——尚需", characters: 4.5, lines: ["专家认", "为——尚", "需"]),
        Case(name: "dash is not parted", text: "专家认为——尚需", characters: 5.5, lines: ["专家认", "为——尚需"]),
        Case(name: "ellipsis is not parted", text: "专家认为……尚需", characters: 5.2, lines: ["专家认", "为……尚需"]),
        Case(name: "number and unit", text: "共取消审批12条", characters: 6.2, lines: ["共取消审批", "12条"]),
        Case(name: "unit of two characters", text: "投入资金约35万元整", characters: 6.8, lines: ["投入资金", "约35万元整"]),
        Case(name: "percentage", text: "办结率达到85.2%以上", characters: 6.5, lines: ["办结率达到", "85.2%以上"]),
        Case(name: "ordinal", text: "依照规定第12条办理", characters: 5.4, lines: ["依照规定", "第12条办理"]),
        Case(name: "thousands", text: "累计归集了3,482家", characters: 6, lines: ["累计归集了", "3,482家"]),
        Case(name: "Latin word", text: "平台的 interface 规范", characters: 6, lines: ["平台的", "interface 规", "范"]),
        Case(name: "hyphen", text: "a well-known term", characters: 4.3, lines: ["a well-", "known", "term"]),
        Case(name: "manual break", text: "第一行\n第二行", characters: 10, lines: ["第一行", "第二行"]),
        Case(name: "break without trace", text: "甲乙ab\u{200B}cd", characters: 3.4, lines: ["甲乙ab", "cd"]),
        Case(name: "space that forbids", text: "甲乙 5\u{A0}km", characters: 3.5, lines: ["甲乙", "5\u{A0}km"]),
        Case(
            name: "hash breaks anywhere", text: "0123456789abcdefgh", characters: 4,
            lines: ["0123456", "789abc", "defgh"]),
        Case(name: "empty", text: "", characters: 4, lines: []),
    ]

    @Test(arguments: cases) func lines_ofText_endWhereTheRulesAllow(_ sample: Case) throws {
        let lines = try Fixture.lines(sample.text, characters: sample.characters)
        #expect(lines == sample.lines)
    }

    static let prose =
        "该区落实“证照分离”改革，取消前置审批12项，网上办结率85.2%，平均用时1.5个工作日；（含 API 接口）已归集3,482家……专家认为——尚需完善《办法》第12条，补充2024年第4季度台账。"

    @Test(arguments: 8...30) func lines_ofAnyWidth_keepTheRulesAndTheText(_ characters: Int) throws {
        let lines = try Fixture.lines(Self.prose, characters: Double(characters), .justified)
        #expect(lines.joined().filter { $0 != " " } == Self.prose.filter { $0 != " " })
        for (line, next) in zip(lines, lines.dropFirst()) {
            let last = try #require(line.unicodeScalars.last)
            let first = try #require(next.unicodeScalars.first)
            #expect(!Kinsoku.closing.contains(first) && !Kinsoku.inseparable.contains(first), "\(line)|\(next)")
            #expect(!Kinsoku.opening.contains(last), "\(line)|\(next)")
            #expect(!(Kinsoku.isDigit(last) && (Kinsoku.isDigit(first) || Kinsoku.isHan(first))), "\(line)|\(next)")
            #expect(!(Kinsoku.isLatinWord(last) && Kinsoku.isLatinWord(first)), "\(line)|\(next)")
        }
    }

    @Test(arguments: 8...30) func justification_ofAnyWidth_stretchesNoGapToAWordSpace(_ characters: Int) throws {
        let style = Fixture.style(10, .serif, .justified)
        let finished = try Fixture.layout(
            Fixture.section(width: Double(characters) * 10, height: 4000, [.paragraph(Paragraph(Self.prose, style))]))
        for run in finished.pages.flatMap(\.runs) {
            let characters = Array(run.text.unicodeScalars)
            guard characters.count == run.glyphs.count else { continue }
            for index in characters.indices.dropLast() where Kinsoku.isHan(characters[index]) {
                let advance = run.glyphs[index + 1].x - run.glyphs[index].x
                #expect(advance.points < 10 * (1 + 0.1))
                #expect(advance.points >= 10 - 0.01)
            }
        }
    }

    @Test func justification_ofFullLine_reachesTheEdge() throws {
        let text = "江西省网络市场监管与服务示范区创建评估指标体系"
        let style = Fixture.style(10, .serif, .justified)
        let finished = try Fixture.layout(Fixture.section(width: 104, [.paragraph(Paragraph(text, style))]))
        let first = try #require(finished.pages[0].runs.first)
        let end = try #require(first.glyphs.last).x + .pt(10)
        #expect(first.text.count == 10)
        #expect(abs(end.points - 104) < 0.01)
    }
}
