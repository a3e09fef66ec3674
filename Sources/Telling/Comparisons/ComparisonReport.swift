// What-if comparisons as text for people and as CSV for spreadsheets.

package import AssessmentModel
package import Scoring

/// Official scores and what other methods would have made of the same marks.
package struct ComparisonReport: Sendable {
    /// One comparison with what it is of.
    package struct Entry: Sendable {
        package let whatIf: WhatIf
        /// nil: another scheme, `other`.
        let alteration: Alteration?
        let other: Scheme?

        package init(_ whatIf: WhatIf, of alteration: Alteration) {
            self.whatIf = whatIf
            self.alteration = alteration
            other = nil
        }

        package init(_ whatIf: WhatIf, under other: Scheme) {
            self.whatIf = whatIf
            alteration = nil
            self.other = other
        }
    }

    let scheme: Scheme
    let official: RoundScores
    let entries: [Entry]
    let names: ZoneNames
    private let words: ComparisonStrings

    package init(
        scheme: Scheme, official: RoundScores, entries: [Entry], names: ZoneNames, words: ComparisonStrings
    ) {
        self.scheme = scheme
        self.official = official
        self.entries = entries
        self.names = names
        self.words = words
    }

    private var language: Language { words.language }

    /// That a what-if is not the official result, in the report's language.
    package var warning: String { words[.warning] }

    /// One paragraph for each method; only what moves. No line is wider than `width`; nil: as wide as it gets.
    package func plainText(width: Int? = nil) -> String {
        let passed = official.zones.count { $0.verdict == .pass }
        let values = [
            "method": words.method(scheme.aggregate), "zones": "\(official.zones.count)", "passed": "\(passed)",
        ]
        let head = [warning, words(.official, values)]
        let lines = head + entries.flatMap { ["", title($0)] + self.lines($0.whatIf).map { "  " + $0 } }
        return lines.flatMap { line in
            let indent = String(line.prefix { $0 == " " })
            return width.map { hanging(indent, String(line.dropFirst(indent.count)), width: $0) } ?? [line]
        }.map { $0 + "\n" }.joined()
    }

    /// Each method with what it would move, a line each.
    package var paragraphs: [(title: String, lines: [String])] {
        entries.map { (told($0), lines($0.whatIf)) }
    }

    /// A row for each official result, then for each method its moves and one row, without zone, of its summary.
    package var rows: [[String]] {
        let header = [
            "method", "official", "zone", "official-rank", "rank", "official-verdict", "verdict", "official-grade",
            "grade", "official-total", "total", "moved", "stayed", "note",
        ]
        let own = official.zones.map { zone in
            let grade = zone.grade.map { scheme.grades[$0].name.text(in: language) } ?? ""
            return [
                "official", "yes", zone.zone.text, zone.rank.map(String.init) ?? "", "", zone.verdict.rawValue, "",
                grade, "", total(zone.total), "", "", "", "",
            ]
        }
        return [header] + own + entries.flatMap { records($0.whatIf) }
    }

    private func title(_ entry: Entry) -> String {
        words(.entry, ["name": entry.whatIf.name, "title": told(entry)])
    }

    /// What it is, in words alone.
    private func told(_ entry: Entry) -> String {
        entry.alteration.map(words.alteration)
            ?? entry.other.map {
                words(
                    .scheme,
                    ["title": $0.title.text(in: language), "id": $0.id.text, "edition": "\($0.edition)"])
            } ?? entry.whatIf.name
    }

    private func lines(_ whatIf: WhatIf) -> [String] {
        guard case .computed(let comparison) = whatIf.outcome else { return notes(whatIf) }
        let names = comparison.moves.map { name($0.zone) }
        let moves = zip(names, comparison.moves).map { name, move in
            name.padded(to: names.widest()) + "  " + changes(move).joined(separator: "  ")
        }
        return notes(whatIf) + moves
    }

    /// What there is to say besides the moves.
    private func notes(_ whatIf: WhatIf) -> [String] {
        switch whatIf.outcome {
        case .official: return [words[.isOfficial]]
        case .tooFewMarks(let cells): return [words(.tooFew, ["cells": "\(cells)"])]
        case .computed(let comparison):
            let moves =
                comparison.moves.isEmpty
                ? words[.nothingMoves]
                : words(.moves, ["moved": "\(comparison.moves.count)", "stays": "\(comparison.stays)"])
            let (cells, official) = (comparison.fallbackCells, comparison.officialFallbackCells)
            let fallback = words(.fallback, ["cells": "\(cells)", "official": "\(official)"])
            return [moves, largest(comparison.largestChange)] + (cells == official ? [] : [fallback])
        }
    }

    private func largest(_ change: WhatIf.Change?) -> String {
        guard let change else { return words[.noTotalChanges] }
        let difference = change.other - change.official
        let sign = difference > 0 ? "+" : "−"
        return words(
            .largest,
            [
                "change": sign + total(max(difference, -difference)), "zone": name(change.zone),
                "from": total(change.official), "to": total(change.other),
            ])
    }

    private func changes(_ move: WhatIf.Move) -> [String] {
        let (before, after) = (move.official, move.other)
        let verdict = words.explanations.verdict
        let changes = [
            (ComparisonPhrase.rank, before.rank != after.rank, number(before.rank), number(after.rank)),
            (.verdict, before.verdict != after.verdict, verdict(before.verdict), verdict(after.verdict)),
            (.grade, before.grade != after.grade, grade(before), grade(after)),
        ]
        return changes.filter(\.1).map { words($0.0, ["from": $0.2, "to": $0.3]) }
    }

    private func records(_ whatIf: WhatIf) -> [[String]] {
        guard case .computed(let comparison) = whatIf.outcome else {
            return [[whatIf.name, "no"] + Array(repeating: "", count: 11) + [notes(whatIf).joined(separator: " ")]]
        }
        let moves = comparison.moves.map { move in
            let (before, after) = (move.official, move.other)
            return [
                whatIf.name, "no", move.zone.text, before.rank.map(String.init) ?? "",
                after.rank.map(String.init) ?? "",
                before.verdict.rawValue, after.verdict.rawValue, before.grade?.text(in: language) ?? "",
                after.grade?.text(in: language) ?? "", total(before.total), total(after.total), "", "", "",
            ]
        }
        let summary =
            [whatIf.name, "no"] + Array(repeating: "", count: 9)
            + ["\(comparison.moves.count)", "\(comparison.stays)", notes(whatIf).dropFirst().joined(separator: " ")]
        return moves + [summary]
    }

    package func total(_ value: Fraction) -> String { scheme.rounding.published(value) }

    private func total(_ value: Fraction?) -> String { value.map { total($0) } ?? "" }

    private func number(_ rank: Int?) -> String { rank.map(String.init) ?? words[.none] }

    private func grade(_ placing: WhatIf.Placing) -> String { placing.grade?.text(in: language) ?? words[.none] }

    private func name(_ zone: ZoneID) -> String {
        words.explanations.named(names.name(of: zone, in: language), id: zone.text)
    }
}
