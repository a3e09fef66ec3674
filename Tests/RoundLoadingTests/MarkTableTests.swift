// The quick reader of marks against the thorough one: what it takes it reads alike, the rest it leaves alone.

import AssessmentModel
import CriteriaLoading
import Foundation
import RoundLoading
import Testing

@Suite struct MarkTableTests {
    private func table(_ text: String, zones: [Zone]? = nil, panel: [Expert]? = nil) throws -> MarkTable? {
        let scheme = try sampleScheme()
        return Array(text.utf8).withUnsafeBufferPointer {
            loadMarkTable($0, scheme: scheme, zones: zones, panel: panel)
        }
    }

    @Test(arguments: [
        "zone,indicator,expert,mark\nz1,p.1,e1,3.5\nz1,p.2,e1,2\nz1,p.1,e2,\n",
        "zone,indicator,expert,mark,comment\r\nz1,p.1,e1,3.50,\r\nz1,p.2,e1,0,\"为零\"\r\n",
        "\u{FEFF}expert,mark,comment,indicator,zone\ne1,0,差得多,p.1,z1\ne1,2,,p.2,z2\n",
        "zone,indicator,expert,mark\n\"z1\",\"p.1\",\"e1\",\"4\"\nz2,,e1,recused\nz1,p.2,e1,1.5",
        "zone,indicator,expert,mark\nzone-with-a-long-name,p.1,expert-with-a-long-name,4\nzone-with-a-long-nama,p.1,e,4\n",
        "zone,indicator,expert,mark\n",
    ])
    func table_plainFile_holdsWhatTheThoroughReaderReads(text: String) throws {
        let table = try #require(try table(text))
        let sheets = try loadMarks(Array(text.utf8), file: "m.csv", scheme: sampleScheme()).get()
        let read = table.runs.indices.map { table.sheet($0) }
        #expect(Set(read.map(Key.init)) == Set(sheets.map(Key.init)))
        #expect(read.count == sheets.count)
    }

    @Test(arguments: [
        "z1,p.1,e1,3.3", "z1,p.1,e1,4.5", "z1,p.1,e1,-1", "z1,p.1,e1,1e1", "z1,p.1,e1,３", "z1,p.9,e1,1", "z1,p.3,e1,1",
        "z1,p.1,e1,1\nz1,p.1,e1,1", "z1,p.1,e1,\nz1,p.1,e1,1", "z1,p.1,e1,2\nz1,,e1,recused",
        "z1,,e1,recused\nz1,p.1,e1,2",
        "z1,p.1,e1", "z1,p.1,e1,3,x", "Z1,p.1,e1,3", "z 1,p.1,e1,3", "z1,p.1,,3", "z1,p.1,e1,3\n\nz1,p.2,e1,2",
        "z1,p.1,e1,\"3", "z1,p.1,e1,\"3\"x", "z1, p.1,e1,3", "z1,p.1,e1,.5", "z1,p.1,e1,1.", "z1,p.1,e1,1.2.3",
        "z1,p.1,e1,99999999999999999999", "z1,p.1,e1,0", "z1,p.1,e1,1.0000000",
    ])
    func table_anythingElse_isLeftToTheThoroughReader(rows: String) throws {
        #expect(try table("zone,indicator,expert,mark\n" + rows + "\n") == nil)
    }

    @Test func table_unknownZoneOrExpert_isLeftToTheThoroughReader() throws {
        let zones = [Zone(id: "z1", name: LocalizedText(zh: "示例市"), kind: .city)]
        let panel = [Expert(id: "e1", name: "甲", source: .department, organisation: "局")]
        let text = "zone,indicator,expert,mark\nz1,p.1,e1,3\n"
        #expect(try table(text, zones: zones, panel: panel)?.runs.count == 1)
        #expect(try table(text + "z2,p.1,e1,3\n", zones: zones, panel: panel) == nil)
        #expect(try table(text + "z1,p.1,e2,3\n", zones: zones, panel: panel) == nil)
    }

    @Test(arguments: [true, false])
    func table_fileOfTwoParts_isReadAsOne(sorted: Bool) throws {
        // Over a mebibyte is read by two threads; unsorted rows put cells of one sheet into both parts.
        var rows: [String] = []
        for zone in 0..<9000 {
            for expert in 1...3 {
                for leaf in ["p.1", "p.2"] { rows.append("zone-\(zone),\(leaf),expert-\(expert),2") }
            }
        }
        if !sorted {
            rows = stride(from: 0, to: 7, by: 1).flatMap { start in
                stride(from: start, to: rows.count, by: 7).map { rows[$0] }
            }
        }
        let text = "zone,indicator,expert,mark\n" + rows.joined(separator: "\n") + "\n"
        try #require(text.utf8.count > 1 << 20)
        let table = try #require(try table(text))
        #expect(table.runs.count == 27_000)
        #expect(table.runs.allSatisfy { $0.given == 2 })
        #expect(table.zones.count == 9000)
        #expect(try self.table(text + rows[0] + "\n") == nil, "a cell of the first part named again in the second")
    }
}

private struct Key: Hashable {
    let zone: ZoneID
    let seat: SeatID
    let isRecused: Bool
    let marks: [CriterionID: Fraction]

    init(_ sheet: Sheet) { (zone, seat, isRecused, marks) = (sheet.zone, sheet.seat, sheet.isRecused, sheet.marks) }
}
