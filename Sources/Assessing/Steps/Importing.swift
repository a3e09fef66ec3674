// A round that was held on paper: everything in files, taken in at once or not at all.

package import AssessmentModel
package import AuditLedger
import EventModel
import Reasons
package import RoundState

/// What a round held on paper starts from: everything in files, checked by the loaders.
package struct RoundMaterial: Sendable {
    package let planning: PlanMaterial
    package let panel: [Expert]
    /// By the experts' own ids; a seat's code is drawn here.
    package let sheets: [Sheet]
    package let facts: FactTable

    package init(planning: PlanMaterial, panel: [Expert], sheets: [Sheet], facts: FactTable) {
        self.planning = planning
        self.panel = panel
        self.sheets = sheets
        self.facts = facts
    }
}

/// Takes in a round whose panel sat and scored elsewhere: a seat for every expert at every zone, facts, recusals, sheets.
package struct ImportRound: Action {
    package let useCase = UseCase.importRound
    let material: RoundMaterial

    package init(_ material: RoundMaterial) { self.material = material }

    package var content: CanonicalJSON {
        [
            material.planning.content, .array(material.panel.map { Concealed.expert($0).value }),
            .facts(material.facts), .array(material.sheets.map(\.content)),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        let planning = material.planning
        let round = planning.plan.id
        let register = appender.register
        let programme = planning.plan.programme
        if programme != nil, register.edition < .fourth {
            throw Refusal(.editionTooOld, field: "programme", ["edition": .number(4)])
        }
        let strange = material.facts.refusals(by: planning.scheme) + (programme?.refusals(of: material.panel) ?? [])
        guard strange.isEmpty else { throw Refusal(strange) }
        let others = material.panel.compactMap { expert in
            register.experts[expert.id].flatMap { $0.source == expert.source ? nil : (expert, $0) }
        }
        guard others.isEmpty else {
            throw Refusal(
                others.map {
                    Reason(
                        .expertSourceDiffers, .expert($0.id),
                        ["pool": .source($1.source), "panel": .source($0.source)])
                })
        }
        if let programme, register.programmes[programme.id] == nil { try appender.adopt(programme) }
        for zone in planning.zones where register.zones[zone.id] != zone {
            try appender.appendSigned(.zoneRegistered(zone))
        }
        // What the pool says of somebody, ties above all, is not for a round's file to change.
        for expert in material.panel where register.experts[expert.id] == nil {
            try appender.appendSigned(.expertRegistered, concealing: [.expert(expert)])
        }
        try appender.plan(planning, isOnPaper: true)
        let panel = material.panel.map(\.id)
        try appender.open(round, panels: Dictionary(uniqueKeysWithValues: planning.zones.map { ($0.id, panel) }))
        try appender.record(material.facts, of: planning.zones, in: round)
        let given = Dictionary(grouping: material.sheets, by: \.zone)
        for seat in appender.register.rounds[round]?.seatsInOrder ?? [] {
            let sheet = given[seat.zone]?.first { $0.seat.text == seat.expert?.text }
            if let sheet { try appender.take(sheet, on: seat, in: round) }
        }
    }
}

extension Programme {
    /// Experts from sources that it does not have.
    fileprivate func refusals(of panel: [Expert]) -> [Reason] {
        panel.filter { source($0.source) == nil }.map {
            Reason(
                .sourceUnknown, .expert($0.id), field: "source",
                ["source": .text($0.source.rawValue), "known": .list(sources.map { .text($0.id.rawValue) })])
        }
    }
}

extension Appender {
    /// A seat that gave nothing is found missed at the close.
    fileprivate mutating func take(_ sheet: Sheet, on seat: Seat, in round: RoundID) throws {
        if sheet.isRecused {
            try appendSigned(
                .seatRecused(round, wasSealed: false),
                concealing: [.place(seat.zone, seat.id), .reason("recused", text: "")])
            return
        }
        guard !sheet.marks.isEmpty || !sheet.comments.isEmpty else { return }
        var marks: [CriterionID: Int] = [:]
        for (indicator, mark) in sheet.marks {
            marks[indicator] = try mark.requireHundredths(for: indicator, at: sheet.zone)
        }
        try seal(marks, sheet.comments, on: seat, in: round)
    }

    mutating func seal(
        _ marks: [CriterionID: Int], _ comments: [CriterionID: String], on seat: Seat, in round: RoundID
    ) throws {
        let concealed = comments.sorted { $0.key < $1.key }.map { Concealed.comment($0.key, $0.value) }
        let decoys = decoys()
        try appendSigned(
            .sheetSealed(round), concealing: [.sheet(seat.zone, seat.id, marks)] + concealed + decoys)
    }
}

extension Sheet {
    /// All of it, as one value.
    fileprivate var content: CanonicalJSON {
        [
            .id(zone), .id(seat), .bool(isRecused),
            .array(marks.sorted { $0.key < $1.key }.map { [.id($0.key), .string("\($0.value)")] }),
            .array(comments.sorted { $0.key < $1.key }.map { [.id($0.key), .string($0.value)] }),
        ]
    }
}
