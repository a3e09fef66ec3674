// The tables of official papers: the ranked list, and what a result was and is.

import AssessmentModel
import Scoring
import Telling
import Typesetting

/// A zone of a ranked list as text.
struct RankedLine: Equatable {
    let rank: String
    let zone: String
    let kind: String
    let total: String
    let grade: String
    let verdict: String

    init(_ score: ZoneScore, _ wording: Wording) {
        rank = wording.rank(score)
        zone = wording.results.names.fullName(of: score.zone, in: wording.language)
        kind = wording.kind(score)
        total = wording.total(score)
        grade = wording.grade(score)
        verdict = wording.verdict(score.verdict)
    }
}

extension Letter {
    /// Zones in order, with what they came to; below it what its numbers do not show.
    func ranked(_ lines: [RankedLine]) -> [Block] {
        guard !lines.isEmpty else { return [] }
        let columns: [(Shared.Words, ColumnWidth)] = [
            (.columnRank, .mm(21)), (.columnZone, .share(1)), (.columnKind, .mm(35)), (.columnTotal, .mm(20)),
            (.columnGrade, .mm(18)), (.columnVerdict, .mm(20)),
        ]
        let rows = lines.map { line in
            row([
                word(line.rank), name(line.zone), Cell(line.kind, look[.tableText].paragraph(.centre)),
                number(line.total), word(line.grade), word(line.verdict),
            ])
        }
        return [.table(table(columns, rows))] + note(.partsNote, ["difference": content.values["difference"]])
            + note(.baseNote, ["apart": content.values["apart"]])
    }

    /// Zones with what differs, the name once for all that does; without names where there is one zone.
    func changes(_ changes: [ZoneChange], isOfOne: Bool = false) -> [Block] {
        guard changes.contains(where: { !$0.lines.isEmpty }) else { return [] }
        let columns: [(Shared.Words, ColumnWidth)] =
            (isOfOne ? [] : [(.columnZone, .mm(42))])
            + [(.columnSubject, .share(1)), (.columnBefore, .mm(28)), (.columnAfter, .mm(28))]
        let rows = changes.flatMap { change in
            change.lines.enumerated().map { place, line in
                let own = [
                    Cell(line.subject, look[.tableText].paragraph(.start), isHeader: isOfOne), number(line.before),
                    number(line.after),
                ]
                guard !isOfOne, place == 0 else { return row(own) }
                var zone = name(change.zone)
                zone.rowSpan = change.lines.count
                return row([zone] + own)
            }
        }
        return [.table(table(columns, rows))]
    }

    private func table(_ columns: [(Shared.Words, ColumnWidth)], _ rows: [Row]) -> Table {
        let header = Row(
            columns.map { Cell(string($0.0), look[.tableHead].paragraph(.centre)) }, background: look[.ground],
            minimumHeight: .mm(8.5))
        return Table(
            columns: columns.map(\.1), header: [header], rows: rows,
            padding: Insets(vertical: .mm(0.8), horizontal: .mm(1)),
            borders: TableBorders(
                top: Stroke(.pt(1), look[.ink]), bottom: Stroke(.pt(1), look[.ink]),
                horizontal: Stroke(.pt(0.4), look[.rule]), header: Stroke(.pt(0.6), look[.ink])),
            spaceBefore: .mm(2.5), spaceAfter: .mm(2.5))
    }

    private func row(_ cells: [Cell]) -> Row { Row(cells, minimumHeight: .mm(7.6)) }

    private func name(_ text: String) -> Cell {
        Cell(text, look[.tableText].paragraph(.start), isHeader: true)
    }

    private func number(_ text: String) -> Cell { Cell(text, look[.tableNumber].paragraph(.centre)) }

    private func word(_ text: String) -> Cell {
        var style = look[.tableText].paragraph(.centre)
        style.fit = .shrink(toLines: 1, minimum: .pt(6))
        return Cell(text, style)
    }
}
