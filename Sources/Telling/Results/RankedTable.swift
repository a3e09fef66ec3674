// The ranked list as rows of text, for the terminal and for spreadsheets.

package import AssessmentModel
package import Scoring

/// One row for each zone: rank, zone, kind, total, points of the pillars, verdict, grade, note.
package struct RankedTable: Sendable, Equatable {
    package let header: [String]
    /// As many cells as the header.
    package let rows: [[String]]
    /// That the pillars as shown may not add up to the total as shown; nil where they do.
    package let note: String?
    /// For spreadsheets, a last column with its header: each total before it was rounded.
    package let unrounded: [String]
    /// Whether a column holds numbers, which stand flush right.
    private let isNumeric: [Bool]

    fileprivate init(_ wording: Wording) {
        let strings = wording.strings
        let pillars = wording.scheme.criteria
        header =
            [.columnRank, .columnZone, .columnKind, .columnTotal].map { strings[$0] }
            + pillars.map { wording.shortTitle(of: $0.id) }
            + [.columnVerdict, .columnGrade, .columnNote].map { strings[$0] }
        rows = wording.results.scores.map { score in
            [wording.rank(score), wording.name(of: score.zone), wording.kind(score), wording.total(score)]
                + pillars.map { wording.points(score.points(of: $0.id)) }
                + [wording.verdict(score.verdict), wording.grade(score), wording.note(score)]
        }
        note = wording.roundingGap(wording.results.scores).map {
            strings(.partsRounded, ["difference": wording.given($0)])
        }
        unrounded =
            [strings[.columnUnrounded]]
            + wording.results.scores.map { $0.exact.map { $0.rounded(to: 6, .halfUp).text(places: 6) } ?? "" }
        isNumeric = [true, false, false, true] + pillars.map { _ in true } + [false, false, false]
    }

    /// Columns aligned by display width, two blanks between them, a rule below the header, the note below a blank line, a newline
    /// at the end.
    package func plainText() -> String {
        let widths = header.indices.map { column in
            ([header] + rows).map { displayWidth($0[column]) }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        let lines = [line(header, widths), rule] + rows.map { line($0, widths) }
        return (lines + (note.map { ["", $0] } ?? [])).map { $0 + "\n" }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let blank = String(repeating: " ", count: widths[column] - displayWidth(cells[column]))
            return isNumeric[column] ? blank + cells[column] : cells[column] + blank
        }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// The ranked list of a snapshot.
/// - Throws: `ReportingError.schemeDiffers`.
package func rankedTable(
    _ snapshot: SealedSnapshot, scheme: Scheme, strings: Strings
) throws(ReportingError) -> RankedTable {
    RankedTable(Wording(results: try ReadableSnapshot(snapshot, scheme), strings: strings))
}
