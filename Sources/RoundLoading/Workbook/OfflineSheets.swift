// The expert's offline workbook, read again: what was typed beside what the server had said when it was made.

package import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

/// One line of an offline sheet.
package struct OfflineCell: Sendable, Equatable {
    package let round: RoundID
    package let zone: ZoneID
    package let indicator: CriterionID
    /// Whose workbook it is.
    package let user: String
    /// The version that stood there when the workbook was made.
    package let version: Int
    package let wasMark: String
    package let wasComment: String
    package let mark: String
    package let comment: String
    /// Where its mark stands: the sheet and the cell.
    package let address: String

    /// Whether anything was typed.
    package var isChanged: Bool { mark != wasMark || comment != wasComment }
}

/// Reads every sheet that has the hidden row of names; the others are the expert's own.
package func loadOfflineSheets(_ bytes: [UInt8], file: String) -> Loaded<[OfflineCell]> {
    let log = ProblemLog(file: file)
    guard WorkbookArchive.begins(bytes) else {
        log.add(nil, nil, Reason(WorkbookArchive.isCompound(bytes) ? .workbookOld : .workbookBroken))
        return .problems(log.problems)
    }
    do {
        let archive = try WorkbookArchive(bytes)
        let frame = try WorkbookFrame(archive)
        var cells: [OfflineCell] = []
        for sheet in frame.sheets {
            guard let part = try archive.part(sheet.part) else { continue }
            let rows = try RowReading.rows(part, frame, log)
            guard let names = rows.first(where: { $0.line == 2 })?.fields, names.contains("indicator"),
                names.contains("was-mark")
            else { continue }
            cells += rows.filter { $0.line > 2 }.compactMap { cell($0, names, sheet.name, log) }
        }
        if cells.isEmpty, log.isEmpty { log.add(nil, nil, Reason(.workbookNotOffline)) }
        return log.isEmpty ? .value(cells) : .problems(log.problems)
    } catch {
        log.add(nil, nil, error.reason)
        return .problems(log.problems)
    }
}

private func cell(_ row: CSVRow, _ names: [String], _ sheet: String, _ log: ProblemLog) -> OfflineCell? {
    let field = { (name: String) -> String in
        names.firstIndex(of: name).flatMap { row.fields.indices.contains($0) ? row.fields[$0] : nil } ?? ""
    }
    guard !field("indicator").isEmpty else { return nil }
    let address = "\(sheet)!\(columnLetters(names.firstIndex(of: "mark") ?? 0))\(row.line)"
    guard let version = Int(field("version")), Identifier<RoundID>.accepts(field("round")),
        Identifier<ZoneID>.accepts(field("zone")), Identifier<CriterionID>.accepts(field("indicator"))
    else {
        log.add(row.line, address, Reason(.workbookRowChanged))
        return nil
    }
    return OfflineCell(
        round: RoundID(field("round")), zone: ZoneID(field("zone")), indicator: CriterionID(field("indicator")),
        user: field("user"), version: version, wasMark: field("was-mark"), wasComment: field("was-comment"),
        mark: field("mark"), comment: field("comment"), address: address)
}
