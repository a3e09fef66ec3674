// The shipped example round as a snapshot, its experts replaced by seat codes as in a real round.

import AssessmentModel
import Exchange
import Foundation
import RoundLoading
import Scoring

@testable import Reporting
@testable import Telling

struct ExampleRound {
    let scheme: Scheme
    let snapshot: SealedSnapshot
    let remarks: [ZoneID: Remarks]

    static func load() throws -> ExampleRound {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/demo-round")
        let round = try loadRound(folder: folder.standardizedFileURL.path).get()
        let sheets = round.sheets.map { sheet in
            Sheet(
                zone: sheet.zone, seat: code(sheet), isRecused: sheet.isRecused, marks: sheet.marks,
                comments: sheet.comments)
        }
        let seats = sheets.map { sheet in
            Snapshot.Seat(
                zone: sheet.zone, seat: sheet.seat,
                state: sheet.isRecused ? .recused : sheet.marks.isEmpty ? .missed : .sealed)
        }
        let value = Snapshot(
            round: round.plan,
            scheme: .init(
                id: round.scheme.id, edition: round.scheme.edition, digest: String(repeating: "cd", count: 32)),
            closedBy: 211, zones: round.zones, seats: seats,
            scores: score(round.scheme, zones: round.zones.map(\.id), sheets: sheets, facts: round.facts))
        return ExampleRound(
            scheme: round.scheme,
            snapshot: SealedSnapshot(
                value: value, digest: "b7e4d0915c2fa86370d1be5948a7c3f26e90d8417b5a3c6f12e8d4907ba65c31"),
            remarks: remarks(sheets))
    }

    private static func code(_ sheet: Sheet) -> SeatID {
        DemoRound.seat(sheet.zone, sheet.seat.text.utf8.reduce(0) { $0 * 10 + Int($1) })
    }

    private static func remarks(_ sheets: [Sheet]) -> [ZoneID: Remarks] {
        Dictionary(grouping: sheets, by: \.zone).mapValues { sheets in
            var comments: [CriterionID: [SeatID: String]] = [:]
            for sheet in sheets {
                for (criterion, text) in sheet.comments { comments[criterion, default: [:]][sheet.seat] = text }
            }
            return Remarks(comments)
        }
    }
}
