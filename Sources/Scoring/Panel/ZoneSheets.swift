// The sheets of one zone as a grid: one row of marks for each indicator, in the order of the seats.

import AssessmentModel

/// The sheets of one zone: who sits, who is recused, who gave what. A seat is known by its place in `seats`.
struct ZoneSheets {
    /// Those that are not recused, by id.
    let seats: [SeatID]
    /// By id.
    let recused: [SeatID]
    /// By leaf of the plan, then by seat.
    let marks: [[Fraction?]]
    /// By seat what a complete sheet gives in points over all leaves; nil for others, and where there is nothing to mark.
    let totals: [Fraction?]
    private let sources: [Expert.Source?]

    init(_ sheets: [Sheet], _ plan: ZonePlan) {
        let present = sheets.filter { !$0.isRecused }.sorted { $0.seat < $1.seat }
        seats = present.map(\.seat)
        recused = sheets.filter(\.isRecused).map(\.seat).sorted()
        sources = present.map(\.source)
        marks = plan.leaves.map { leaf in present.map { $0.marks[leaf.id] } }
        totals = points(marks, of: seats.count, plan)
    }

    /// Some runs of a table; `columns` tells for each leaf of the plan where the table has it, if it does.
    init(
        _ table: MarkTable, _ runs: ArraySlice<Int>, columns: [Int?], sources: [ExpertID: Expert.Source],
        _ plan: ZonePlan
    ) {
        let sitting = runs.map { (run: $0, seat: SeatID(table.experts[table.runs[$0].expert].text)) }
            .sorted { $0.seat < $1.seat }
        let present = sitting.filter { !table.runs[$0.run].isRecused }
        seats = present.map(\.seat)
        recused = sitting.filter { table.runs[$0.run].isRecused }.map(\.seat)
        self.sources =
            sources.isEmpty
            ? Array(repeating: nil, count: present.count)
            : present.map { sources[table.experts[table.runs[$0.run].expert]] }
        marks = columns.map { column in
            present.map { sitting in column.flatMap { table.mark(sitting.run, $0) } }
        }
        totals = points(marks, of: seats.count, plan)
    }

    /// The seats of each group, in the scheme's order; one group of all where the scheme has none.
    func groups(_ groups: [Aggregate.Group]) -> [SeatGroup] {
        if groups.isEmpty { return [SeatGroup(weight: 1, places: Array(seats.indices))] }
        return groups.map { group in
            SeatGroup(
                weight: group.weight,
                places: seats.indices.filter { sources[$0].map(group.sources.contains) == true })
        }
    }
}

/// Seats that are aggregated together.
struct SeatGroup {
    /// What the group weighs beside others.
    let weight: Fraction
    /// Ascending.
    let places: [Int]

    /// Those of its seats that have a value.
    func marked(in values: [Fraction?]) -> [Int] { places.filter { values[$0] != nil } }
}

/// By seat the points of a complete sheet.
private func points(_ marks: [[Fraction?]], of seats: Int, _ plan: ZonePlan) -> [Fraction?] {
    (0..<seats).map { seat in
        guard !marks.isEmpty else { return nil }
        var sum = RunningSum()
        for (row, leaf) in zip(marks, plan.leaves) {
            guard let mark = row[seat] else { return nil }
            sum.add(mark, times: leaf.worth)
        }
        return sum.value
    }
}
