// A round as it stands, in lines: its seats, who takes part no more, and what waits for whom.

import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

struct BoardTelling {
    let board: BoardView
    /// What keeps the round where it is.
    let waits: [Reason]
    let register: Register
    let names: Names
    let context: Context

    private var say: Sentences { context.sentences }

    /// `acts`: those that wait for a second person, as far as the reader sees them.
    func lines(_ acts: [PendingAct]) -> [String] {
        board.places.map(line) + withdrawals
            + waits.map { say(.roundWaits, ["what": inLine(context.words.text($0, names))]) }
            + board.requests.map(line) + acts.map(line) + board.objections.map(line)
            + board.revisions.map(line) + board.asked.map(line) + late
    }

    private func line(_ place: BoardView.Place) -> String {
        let who = place.expert.map { register.experts[$0]?.name ?? $0.text } ?? ""
        return
            "  \(place.zone)  \(place.seat.shortCode)  \(context.told(place.state))  \(place.marked)/\(place.marks)  \(who)"
    }

    /// Who has withdrawn, and whom of them the result still ranks.
    private var withdrawals: [String] {
        let list = { (zones: [ZoneID]) in say.list(zones.map(name)) }
        let round = board.round.text
        return (board.withdrawn.isEmpty ? [] : [say(.zonesWithdrawn, ["zones": list(board.withdrawn)])])
            + (board.withdrawalsNotTaken.isEmpty
                ? [] : [say(.withdrawalsWait, ["zones": list(board.withdrawalsNotTaken), "round": round])])
    }

    private func line(_ request: BoardView.Request) -> String {
        guard board.isWhole else {
            let phrase: ConsolePhrase =
                switch request.answer {
                case .waits: .ownReopeningWaits
                case .refused: .ownReopeningRefused
                case .granted: .ownReopeningGranted
                }
            return say(phrase, ["zone": name(request.zone), "event": "\(request.event)"])
        }
        return say(
            .reopeningWaits,
            [
                "seat": request.seat.shortCode, "zone": name(request.zone), "reason": inLine(request.reason ?? ""),
                "round": board.round.text, "event": "\(request.event)",
            ])
    }

    private func line(_ act: PendingAct) -> String {
        say(
            .actWaitsHere,
            ["act": context.words.word(.act(act.kind)), "event": "\(act.seq)", "day": act.day])
    }

    private func line(_ objection: Objection) -> String {
        say(
            objection.waitsForHearing ? .reportWaits : .objectionWaits,
            [
                "id": objection.id.text, "zone": name(objection.zone), "indicator": objection.indicator.text,
                "round": board.round.text,
            ])
    }

    private func line(_ waiting: BoardView.Waiting) -> String {
        let revision = waiting.revision
        return say(
            .revisionWaits,
            [
                "event": "\(waiting.event)", "indicator": revision.indicator.text, "zone": revision.zone.text,
                "seat": revision.seat.shortCode, "before": waiting.now.map { "\($0)" } ?? say(.noMark),
                "after": "\(Fraction(hundredths: revision.hundredths))",
                "ground": context.words.term(.revision, revision.reason.rawValue), "text": inLine(revision.text),
            ])
    }

    /// What an expert is asked for.
    private func line(_ asked: BoardView.Asked) -> String {
        say(
            asked.kind == .reread ? .askedReread : .askedReopened,
            ["indicator": asked.indicator.text, "zone": asked.zone.text])
    }

    private var late: [String] {
        guard let late = board.late, late > 0 else { return [] }
        return [say(.lateLogged, ["marks": say(.lateMarks, late)])]
    }

    private func name(_ zone: ZoneID) -> String { context.words.word(.named(.zone(zone)), names) }
}

extension Context {
    /// What became of a sheet, as people say it.
    func told(_ state: SheetView.State) -> String {
        switch state {
        case .open: words.term(.seat, "open")
        case .sealed: words.term(.seat, "sealed")
        case .recused: words.term(.seat, "recused")
        case .missed: words.term(.seat, "missed")
        case .removed: sentences(.seatIsRemoved)
        case .withdrawn: sentences(.seatIsWithdrawn)
        }
    }
}
