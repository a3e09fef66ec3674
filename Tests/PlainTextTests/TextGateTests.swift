// Which text may enter, character by character.

import PlainText
import Testing

@Suite struct TextGateTests {
    @Test(arguments: [
        ("a\u{7}b", TextFault.Code.control, 2), ("\u{85}", .control, 1), ("甲\u{200B}市", .invisible, 2),
        ("甲\u{202E}市", .direction, 2), ("\u{2066}", .direction, 1), ("\u{FEFF}x", .invisible, 1),
        ("甲\n乙", .control, 2), ("\t", .control, 1), ("x\u{2028}", .control, 2), ("e\u{301}", .notNormal, 1),
    ])
    func line_badCharacter_isNamedWithItsPlace(_ text: String, _ code: TextFault.Code, _ column: Int) throws {
        let fault = try #require(refusal(ofText: text))
        #expect(fault.code == code)
        #expect(fault.column == column)
    }

    @Test func paragraphs_tabAndLineFeed_mayStand_otherControlsNot() throws {
        #expect(refusal(ofText: "甲\n\t乙", as: .paragraphs) == nil)
        let fault = try #require(refusal(ofText: "甲\n乙\u{1B}[2J", as: .paragraphs))
        #expect((fault.line, fault.column) == (2, 2))
    }

    @Test(arguments: ["क्‍ष", "می‌خواهم", "葛󠄀飾", "👩‍🔬", "鼓楼区（甲）", "é"])
    func joinersAndSelectors_thatScriptsNeed_stay(_ text: String) { #expect(refusal(ofText: text) == nil) }

    @Test func length_overTheLimit_isSaid() throws {
        #expect(refusal(ofText: String(repeating: "字", count: 200), atMost: TextLimit.name) == nil)
        let fault = try #require(refusal(ofText: String(repeating: "字", count: 201), atMost: TextLimit.name))
        #expect((fault.code, fault.column, fault.most) == (.tooLong, 201, 200))
    }

    @Test func kept_lineEndsBlanksAndForm_areThoseOfTheLedger() {
        #expect(kept(" \u{3000}甲\r\n乙\r丙e\u{301} \n") == "甲\n乙\n丙\u{E9}")
        #expect(kept(" \n ") == "")
    }
}
