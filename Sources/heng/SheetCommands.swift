// An expert's sheets: saved cell by cell, read back, sealed; recused, read again, revised.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import Scoring
import Storage

struct SheetCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Sheets of an open round.",
        subcommands: [
            Show.self, Save.self, Seal.self, Receipt.self, Recuse.self, Reread.self, Answer.self, Revise.self,
        ])

    /// Which sheet.
    struct Place: ParsableArguments {
        @Argument(help: "The round's id.")
        var round: String
        @Argument(help: "The zone.")
        var zone: String
        @Option(help: "The seat's code; left out: the user's own seat at the zone.")
        var seat: String?

        var roundID: RoundID { RoundID(round) }

        func find(_ user: UserID?, _ register: Register) throws -> Seat {
            try findSeat(roundID, zone, code: seat, user: user, register)
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a sheet back: every indicator, its mark, its comment, what is left.",
            discussion: "The last line holds the code that `heng sheet seal --read` wants.")

        @OptionGroup var place: Place
        @OptionGroup var options: ReadingOptions

        func run(in context: inout Context) throws {
            let register = try options.register()
            let seat = try place.find(options.userID, register)
            try options.require(.seeMarks, register, in: place.roundID, on: .seat(place.roundID, seat.id))
            guard !seat.isOpen || seat.isOf(options.userID, register) || register.rounds[place.roundID]?.closed != nil
            else {
                throw Refusal("the sheet of the seat \(seat.id.shortCode) is its expert's own until it is sealed")
            }
            guard let terms = register.rounds[place.roundID]?.terms else { return }
            for criterion in terms.marked(at: seat.zone) {
                let cell = seat.cells[criterion.id]
                let mark = (seat.isSealed ? seat.marks[criterion.id] : cell?.hundredths).map {
                    "\(Fraction(hundredths: $0))"
                }
                let comment = (seat.isSealed ? seat.comments[criterion.id] : cell?.comment) ?? ""
                let version = seat.isOpen ? "  v\(cell?.version ?? 0)" : ""
                context.console.say(
                    "\(criterion.id)  \(criterion.title.zh)  \(mark ?? "–")/\(criterion.points)\(version)  \(comment)")
            }
            let lacks = terms.lacks(seat)
            switch seat.state {
            case .open:
                let open = lacks.marks.map { "\($0) (mark)" } + lacks.comments.map { "\($0) (comment)" }
                context.console.say(
                    "left: \(counted(lacks.marks.count, "mark")), \(counted(lacks.comments.count, "comment"))"
                        + (open.isEmpty ? "" : ": \(open.joined(separator: ", "))"))
                context.console.say("read back as \(seat.readBack)")
            default: context.console.say("\(seat.finalState.rawValue)")
            }
        }
    }

    struct Save: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save one cell of an own sheet (expert).",
            discussion: """
                What is not named stays: --comment alone keeps the mark, --mark alone the comment. After the close the mark is \
                logged as late and counts for nothing.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The indicator.")
        var indicator: String
        @Option(help: "The mark, e.g. 3.5; a negative one is written --mark=-1.")
        var mark: String?
        @Option(help: "The comment.")
        var comment: String?
        @Flag(help: "Take the mark away.")
        var clearMark = false
        @Flag(help: "Take the comment away.")
        var clearComment = false
        @Option(help: "The version of the cell that was seen; left out: the newest.")
        var base: Int?
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let register = try ledger.register()
            let round = place.roundID
            let seat = try place.find(UserID(options.user), register)
            let id = CriterionID(indicator)
            let isLate = register.rounds[round]?.closed != nil
            guard mark != nil || comment != nil || clearMark || clearComment else {
                throw Refusal("name --mark, --comment, --clear-mark or --clear-comment")
            }
            let known = seat.cells[id]
            let kept = clearMark ? nil : known?.hundredths.map { Fraction(hundredths: $0) }
            let action = SaveMark(
                round, seat: seat.id, indicator: id,
                mark: try mark.map { try read($0, id, register.rounds[round]) } ?? kept,
                comment: comment ?? (clearComment ? "" : known?.comment ?? ""), base: base ?? known?.version ?? 0,
                isLate: isLate)
            let recorded = try ledger.perform(
                action, by: UserID(options.user), at: context.moment, request: try options.requestID())
            let cell = try ledger.register().rounds[round]?.seats[seat.id]?.cells[id]
            ledger.store.close()
            if recorded.isRepeated {
                context.console.warn(
                    "this request was recorded before (event \(recorded.events.lowerBound)); nothing was added")
            }
            let event = recorded.events.lowerBound
            context.console.say(
                isLate
                    ? "the round is closed: logged as late in event \(event), not counted"
                    : "saved \(indicator) at \(place.zone): \(cell?.hundredths.map { "\(Fraction(hundredths: $0))" } ?? "no mark")"
                        + "\((cell?.comment ?? "").isEmpty ? "" : ", \(cell?.comment ?? "")"), version \(cell?.version ?? 0), event \(event)"
            )
        }

        private func read(_ text: String, _ id: CriterionID, _ round: Round?) throws -> Fraction {
            if let criterion = round?.terms?.scheme.indicators.first(where: { $0.id == id }),
                round?.terms?.scheme.grid(of: criterion).isYesNo == true
            {
                guard ["yes", "no"].contains(text) else { throw Refusal("found the mark \(text), expected yes or no") }
                return text == "yes" ? 1 : 0
            }
            return try readMark(text)
        }
    }

    struct Seal: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign a sheet that was read back; it is never edited again (expert).")

        @OptionGroup var place: Place
        @Option(help: "The code that `heng sheet show` ended with.")
        var read: String
        @Flag(help: "Seal although marks are missing; a missing mark is not 0.")
        var gaps = false
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let seat = try place.find(UserID(options.user), try ledger.register())
            let recorded = try ledger.perform(
                SealSheet(place.roundID, seat: seat.id, readBack: read, acceptsGaps: gaps), by: UserID(options.user),
                at: context.moment, request: try options.requestID())
            ledger.store.close()
            context.console.say("sealed the sheet of \(place.zone) in event \(recorded.events.lowerBound)")
        }
    }

    struct Receipt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the receipt of an own sealed sheet (expert).")

        @OptionGroup var place: Place
        @Argument(help: "Where it goes, e.g. sheet.tlog-proof.")
        var file: String
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let register = try ledger.register()
            guard file.hasSuffix(".tlog-proof") else {
                throw Refusal("found the file \(file), expected a name that ends in .tlog-proof")
            }
            let seat = try place.find(UserID(options.user), register)
            let target = Target.seat(place.roundID, seat.id)
            if let why = register.refusal(of: UserID(options.user), for: .seeMarks, in: place.roundID, on: target) {
                throw Refusal(why)
            }
            guard seat.isOf(UserID(options.user), register) else {
                throw Refusal("a sheet's receipt is for its expert alone")
            }
            try writeFile(file, try ledger.receipt(ofSheet: seat.id, in: place.roundID))
            ledger.store.close()
            context.console.say("wrote \(file); check it with `heng verify \(file) --key KEY`")
        }
    }

    struct Recuse: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "回避: leave a zone altogether; the substitute whom the draw names is called (expert, officer).")

        @OptionGroup var place: Place
        @Option(help: "Why; it stays concealed.")
        var reason: String
        @Option(help: "The substitute, where the panel was not drawn.")
        var substitute: String?
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let seat = try place.find(UserID(options.user), try ledger.register())
            let recorded = try ledger.perform(
                RecuseSeat(
                    place.roundID, seat: seat.id, reason: reason, substitute: substitute.map { ExpertID($0) }),
                by: UserID(options.user), at: context.moment, request: try options.requestID())
            ledger.store.close()
            let called = recorded.events.count > 1 ? "a substitute is called" : "no substitute is left to call"
            context.console.say("recused at \(place.zone) in event \(recorded.events.lowerBound); \(called)")
        }
    }

    struct Reread: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the expert of a diverging mark to read it again (officer).")

        @OptionGroup var place: Place
        @Argument(help: "The indicator.")
        var indicator: String
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let seat = try place.find(UserID(options.user), try ledger.register())
            try ledger.perform(
                CallReread(place.roundID, seat: seat.id, indicator: CriterionID(indicator)), by: UserID(options.user),
                at: context.moment, request: try options.requestID())
            ledger.store.close()
            context.console.say("asked the seat \(seat.id.shortCode) to read \(indicator) again")
        }
    }

    struct Answer: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer a re-read: why the mark stands, or that a revision follows (expert).")

        @OptionGroup var place: Place
        @Argument(help: "The indicator.")
        var indicator: String
        @Option(help: "The reasons.")
        var reasons: String
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let seat = try place.find(UserID(options.user), try ledger.register())
            try ledger.perform(
                AnswerReread(place.roundID, seat: seat.id, indicator: CriterionID(indicator), reasons: reasons),
                by: UserID(options.user), at: context.moment, request: try options.requestID())
            ledger.store.close()
            context.console.say("answered the re-read of \(indicator)")
        }
    }

    struct Revise: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose to change one mark of an own sealed sheet (expert); a second person confirms it.")

        @OptionGroup var place: Place
        @Argument(help: "The indicator.")
        var indicator: String
        @Option(help: "The mark that it should be.")
        var mark: String
        @Option(help: ArgumentHelp("One of \(Revision.Reason.allCases.map(\.rawValue).joined(separator: ", "))."))
        var reason: Revision.Reason
        @Option(help: "What was wrong.")
        var text: String
        @Option(help: "A new comment.")
        var comment = ""
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            let ledger = try options.open(context)
            let seat = try place.find(UserID(options.user), try ledger.register())
            let value = try readMark(mark)
            let recorded = try ledger.perform(
                ProposeRevision(
                    place.roundID, seat: seat.id, indicator: CriterionID(indicator), mark: value, comment: comment,
                    reason: reason, text: text),
                by: UserID(options.user), at: context.moment, request: try options.requestID())
            ledger.store.close()
            let event = recorded.events.lowerBound
            context.console.say(
                "proposed in event \(event); it counts once `heng round decide \(place.round) \(event) confirm` is said"
            )
        }
    }
}

private func readMark(_ text: String) throws -> Fraction {
    if let mark = Fraction(decimal: text) { return mark }
    let plain = text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
    let hint = plain != text && Fraction(decimal: plain) != nil ? "; write \(plain), without full-width characters" : ""
    throw Refusal("found the mark \(text), expected a plain decimal number\(hint)")
}

extension Seat {
    fileprivate func isOf(_ user: UserID?, _ register: Register) -> Bool {
        expert != nil && user.flatMap { register.users[$0]?.expert } == expert
    }
}

extension Revision.Reason: ExpressibleByArgument {}
