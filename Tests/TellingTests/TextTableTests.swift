// Tables on narrow terminals: no line too wide, no text lost.

import Telling
import Testing

@Suite struct TextTableTests {
    private let columns: [TextTable.Column] =
        [("名次", .number), ("创建对象", .name), ("类别", .text), ("总分", .number)].map { TextTable.Column($0, $1) }
        + ["放", "管", "服", "扶", "治"].map { TextTable.Column($0, .part) }
        + [TextTable.Column("结论", .text), TextTable.Column("说明", .note)]
    private let rows = [
        ["1", "白塔市", "设区市", "95.43", "14.20", "27.23", "21.83", "15.17", "14.00", "达标", ""],
        [
            "2（并列）", "共兴市", "省直管试点县（市）", "90.92", "13.87", "26.13", "21.73", "14.72", "14.47", "达标",
            "与青云市总分相同；依次比较“管”得分26.1333、最低一级指标得分率90.11%；各项均相同，与青云市并列",
        ],
    ]
    private var table: TextTable { TextTable(columns: columns, rows: rows, isRuled: true) }

    @Test(arguments: [30, 40, 50, 60, 70, 80, 100, 120, 140, 200])
    func lines_ofAnyWidth_fitAndLoseNothing(width: Int) {
        let lines = table.lines(width: width)
        for line in lines {
            #expect(displayWidth(line) <= width, "\(width): \(line)")
            #expect(line.last != " ")
        }
        let said = lines.joined(separator: "\n")
        for cell in rows.joined() where cell.count < 6 { #expect(said.contains(cell), "\(width): \(cell)") }
        // What breaks within a cell stands between the cells beside it: only its characters can be counted.
        let held = Dictionary(grouping: said, by: { $0 }).mapValues(\.count)
        for (character, all) in Dictionary(grouping: rows.joined().joined(), by: { $0 }) {
            #expect(held[character, default: 0] >= all.count, "\(width): \(character)")
        }
    }

    @Test func lines_withoutAWidth_areOneForEachRow() {
        #expect(table.lines(width: nil).count == rows.count + 2)
        #expect(table.lines(width: 1000) == table.lines(width: nil))
    }

    @Test func lines_withLittleRoom_putTheNoteBelowItsRowThenThePartsBelowTheTable() {
        let note = table.lines(width: 100)
        #expect(note.contains { $0.hasPrefix("           与青云市总分相同") })
        #expect(note[0].contains("放") && !note[0].contains("说明"))
        let parts = table.lines(width: 70)
        #expect(!parts[0].contains("放"))
        #expect(parts.contains { $0.hasPrefix("创建对象") && $0.hasSuffix("治") })
        let stacked = table.lines(width: 30)
        #expect(stacked.contains("创建对象  共兴市"))
    }
}
