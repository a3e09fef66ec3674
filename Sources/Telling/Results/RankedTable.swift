// The ranked list as rows of text, for the terminal and for spreadsheets.

package import AssessmentModel
package import Scoring

/// One row for each zone: rank, zone, kind, total, where grades go by another total that too, points of the pillars, verdict, grade, note.
package struct RankedTable: Sendable, Equatable {
    package let header: [String]
    /// As many cells as the header.
    package let rows: [[String]]
    /// That the pillars as shown may not add up to the total as shown, that grades go by another total; empty where nothing is to be said.
    package let notes: [String]
    /// For spreadsheets, a last column with its header: each total before it was rounded.
    package let unrounded: [String]
    private let roles: [TextTable.Column.Role]

    fileprivate init(_ wording: Wording) {
        let strings = wording.strings
        let pillars = wording.scheme.criteria
        let apart = wording.baseApart
        header =
            [.columnRank, .columnZone, .columnKind, .columnTotal].map { strings[$0] } + (apart.map { [$0] } ?? [])
            + pillars.map { wording.shortTitle(of: $0.id) }
            + [.columnVerdict, .columnGrade, .columnNote].map { strings[$0] }
        rows = wording.results.scores.map { score in
            [wording.rank(score), wording.name(of: score.zone), wording.kind(score), wording.total(score)]
                + (apart == nil ? [] : [wording.base(score)])
                + pillars.map { wording.points(score.points(of: $0.id)) }
                + [wording.verdict(score.verdict), wording.grade(score), wording.note(score)]
        }
        notes = [
            wording.roundingGap(wording.results.scores).map {
                strings(.partsRounded, ["difference": wording.given($0)])
            }, apart.map { strings(.baseApart, ["apart": $0]) },
        ].compactMap { $0 }
        unrounded =
            [strings[.columnUnrounded]]
            + wording.results.scores.map { $0.exact.map { $0.rounded(to: 6, .halfUp).text(places: 6) } ?? "" }
        roles =
            [.number, .name, .text, .number] + (apart == nil ? [] : [.number]) + pillars.map { _ in .part } + [
                .text, .text, .note,
            ]
    }

    /// Columns aligned by display width, a rule below the header, the notes below a blank line, a newline at the end.
    ///
    /// No line is wider than `width`; nil: as wide as it gets. Nothing is cut.
    package func plainText(width: Int? = nil) -> String {
        let told = notes.flatMap { note in width.map { wrapped(note, width: $0) } ?? [note] }
        let table = TextTable(columns: zip(header, roles).map { TextTable.Column($0, $1) }, rows: rows, isRuled: true)
        return (table.lines(width: width) + (told.isEmpty ? [] : [""] + told)).map { $0 + "\n" }.joined()
    }
}

/// The ranked list of a snapshot.
/// - Throws: `ReportingError.schemeDiffers`.
package func rankedTable(
    _ snapshot: SealedSnapshot, scheme: Scheme, strings: Strings
) throws(ReportingError) -> RankedTable {
    RankedTable(Wording(results: try ReadableSnapshot(snapshot, scheme), strings: strings))
}
