// How a round stands: who has not scored, and where experts differ.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import HashTreeCollections
import Reasons
import RoundState
import Scoring
import Storage

extension RoundCommands {
    struct Status: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "显示批次的进展，以及谁还没有打分。",
                "Show how a round stands, and who has not scored."))

        @Argument(
            help: both(
                "批次的编号；不写时逐行列出全部批次。",
                "The round's id; left out: all rounds in a line each."))
        var round: String?
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let register = try options.register()
            guard let round else {
                if let user = options.userID, register.users[user] == nil { throw Refusal(.userUnknown, .user(user)) }
                for round in register.roundsInOrder {
                    context.console.say("\(round.id)  \(round.stage.rawValue)")
                }
                return
            }
            let id = RoundID(round)
            guard let known = register.rounds[id] else { throw Refusal(.roundUnknown, .round(id)) }
            let seats = known.seatsInOrder.filter {
                register.refusal(ofView: .seeProgress, to: options.userID, in: id, on: .seat(id, $0.id)) == nil
            }
            if seats.isEmpty { try options.require(.seeProgress, register, in: id) }
            context.console.say("round \(round): \(known.stage.rawValue)")
            let seesNames = register.refusal(ofView: .seeProgress, to: options.userID, in: id) == nil
            for seat in seats { context.console.say(line(seat, known, register, named: seesNames)) }
            // Whose mark diverges, and whose is revised, is for nobody but the bureau and that expert.
            if seesNames { tellAll(known, register, context) } else { tellOwn(seats, known, context) }
            if known.late > 0, seesNames {
                context.console.say("\(counted(known.late, "late mark")) logged, not counted")
            }
        }

        /// What keeps the round where it is, and the revisions that wait for a second person.
        private func tellAll(_ round: Round, _ register: Register, _ context: Context) {
            let facts = round.stage == .scoring ? round.missingFacts : []
            let names = Names(register, for: options.userID)
            for waiting in round.unfinished + round.conflicts(register.experts) + facts
                + round.idleObjections.map(\.idle)
            {
                context.console.say("waits: \(inLine(context.words.text(waiting, names)))")
            }
            for (seq, revision) in round.revisions.sorted(by: { $0.key < $1.key }) where revision.isConfirmed == nil {
                let now = round.seats[revision.seat]?.marks[revision.indicator].map { "\(Fraction(hundredths: $0))" }
                context.console.say(
                    "  event \(seq): \(revision.indicator) at \(revision.zone), seat \(revision.seat.shortCode): "
                        + "\(now ?? "no mark") → \(Fraction(hundredths: revision.hundredths)), "
                        + "\(revision.reason.rawValue): \(inLine(revision.text))")
            }
        }

        /// What an expert is asked for.
        private func tellOwn(_ seats: [Seat], _ round: Round, _ context: Context) {
            for reread in round.rereads.values
            where !reread.isAnswered && seats.contains(where: { $0.id == reread.seat }) {
                context.console.say(
                    "asked of you: read \(reread.indicator) at \(reread.zone) again, then `heng sheet answer`")
            }
            for cell in round.reopened where seats.contains(where: { $0.zone == cell.zone && $0.isSealed }) {
                context.console.say(
                    "an upheld objection reopens \(cell.indicator) at \(cell.zone): `heng sheet revise --reason objection-upheld` if your mark changes"
                )
            }
        }

        private func line(_ seat: Seat, _ round: Round, _ register: Register, named: Bool) -> String {
            let marked = round.terms?.marked(at: seat.zone).count ?? 0
            let done = seat.isSealed ? seat.marks.count : seat.cells.values.count { $0.hundredths != nil }
            let who = named ? seat.expert.flatMap { register.experts[$0]?.name ?? $0.text } ?? "" : ""
            let state = seat.isOpen && round.closed == nil ? "open" : seat.finalState.rawValue
            return "  \(seat.zone)  \(seat.id.shortCode)  \(state)  \(done)/\(marked)  \(who)"
        }
    }

    struct Diverging: ContextualCommand {
        static let configuration = CommandConfiguration(
            commandName: "diverging",
            abstract: both(
                "列出已签封的打分相差较大之处（经办人、审计员）。",
                "List the cells whose sealed marks lie far apart (officer, auditor)."),
            discussion: both(
                "最高与最低相差超过满分的 20%，或者某个打分偏离中位数超过三个稳健标准差。",
                "Over 20 % of the highest mark between the ends, or a mark more than three robust deviations off."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let register = try options.register()
            let id = RoundID(round)
            try options.require(.seeDivergence, register, in: id)
            let found = try register.rounds[id]?.divergences() ?? []
            for cell in found {
                let seats = cell.outliers.map(\.shortCode).joined(separator: " ")
                context.console.say(
                    "\(cell.zone)  \(cell.indicator)  \(cell.lowest)…\(cell.highest), median \(cell.median)  "
                        + "\(cell.reasons.map(\.rawValue).joined(separator: "+"))  \(seats)")
            }
            context.console.say("\(counted(found.count, "cell")) to look at again")
        }
    }
}

/// The seat that a command means: named by its code, or the user's own at the zone.
func findSeat(
    _ round: RoundID, _ zone: String, code: String?, user: UserID?, _ register: Register
) throws -> Seat {
    guard let known = register.rounds[round] else { throw Refusal(.roundUnknown, .round(round)) }
    let there = known.seatsInOrder.filter { $0.zone == ZoneID(zone) }
    let expert = user.flatMap { register.users[$0]?.expert }
    let found = there.filter { seat in
        if let code { return seat.id.text == code || seat.id.shortCode == code.uppercased() }
        return expert != nil && seat.expert == expert
    }
    guard let seat = found.first else {
        if let code {
            throw Refusal(
                .seatUnknown, field: "seat",
                ["seat": .text(code), "zone": .named(.zone(ZoneID(zone))), "round": .named(.round(round))])
        }
        throw Refusal(
            expert == nil ? .seatNotNamed : .seatNotHeld, .zone(ZoneID(zone)), ["round": .named(.round(round))])
    }
    return seat
}
