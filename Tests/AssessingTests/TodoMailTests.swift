// Who gets a mail of what waits: on which day, and for what.

import AssessmentModel
import EventModel
import Testing

@testable import Assessing

@Suite struct TodoMailTests {
    private func sheet(due: String?) -> Todo { Todo(.sealSheet, round: "r", zone: "z", count: 3, due: due) }

    /// A case: last day, whether it was told, the day of the look, whether a mail goes.
    @Test(
        arguments: [
            (nil, false, "2026-11-28", true), (nil, true, "2026-11-28", false),
            ("2026-12-02", false, "2026-11-28", true), ("2026-12-02", true, "2026-11-28", false),
            ("2026-12-01", true, "2026-11-28", true), ("2026-11-28", true, "2026-11-28", true),
            ("2026-11-27", true, "2026-11-28", true), ("2025-01-01", true, "2026-11-28", true),
            ("2027-01-02", true, "2026-12-30", true), ("2027-01-03", true, "2026-12-30", false),
        ] as [(String?, Bool, String, Bool)])
    func mail_ofOneThing_goesWhereItIsNewOrNearOrLate(due: String?, isTold: Bool, day: String, isSent: Bool) {
        let todos = [sheet(due: due)]
        #expect(todos.areWorthMail(told: isTold ? todos.names : [], on: day) == isSent)
    }

    @Test func mail_whereNothingWaits_doesNotGo() {
        #expect(![Todo]().areWorthMail(told: ["x"], on: "2026-11-28"))
    }

    @Test func told_isAllWithAMail_andForgetsWithoutOneWhatIsDone() {
        let (first, second) = (sheet(due: nil), Todo(.closeRound, round: "r", count: 1))
        #expect([first, second].told(before: [], isSent: true) == [first.name, second.name])
        #expect([first].told(before: [first.name, second.name], isSent: false) == [first.name])
        #expect([first, second].told(before: [first.name], isSent: false) == [first.name])
        // What comes back after a look at which it was gone is new.
        #expect([first, second].areWorthMail(told: [first.name], on: "2026-11-28"))
    }

    @Test func name_isTheSameWithAnotherDayOrCount_andAnotherForAnotherThing() {
        #expect(sheet(due: nil).name == sheet(due: "2026-12-01").name)
        #expect(
            Todo(.sealSheet, round: "r", zone: "y").name != sheet(due: nil).name)
    }
}
