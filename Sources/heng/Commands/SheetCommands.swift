// An expert's sheets: saved cell by cell, read back, sealed; recused, read again, revised.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import PlainText
import Reasons
import RoundState
import Scoring
import Storage
import Telling

struct SheetCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: both("评分中批次的评分表。", "Sheets of an open round."),
        subcommands: [
            Accept.self, Material.self, Show.self, Print.self, Save.self, Import.self, Ask.self, Request.self,
            Seal.self,
            Receipt.self,
            Reopen.self, Recuse.self, Remove.self, Reread.self, Answer.self, Revise.self, Draft.self,
        ])

    @OptionGroup var speech: SpeechOptions

    /// Which sheet.
    struct Place: ParsableArguments {
        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Option(
            help: both(
                "席位的代码；经办人、审计员须写明，专家不写时为本人在该创建对象的席位。",
                "The seat's code, which officers and auditors name; left out: an expert's own seat at the zone."))
        var seat: String?

        func find(_ viewer: Viewer, _ standing: Standing) throws(Refusal) -> Seat {
            try standing.seat(at: standing.zone(called: zone).get(), in: round, code: seat, for: viewer).get()
        }

        /// The indicator that is meant by its id or its title.
        func indicator(_ text: String, _ register: Register) throws(Refusal) -> CriterionID {
            try Standing(register).indicator(called: text, in: round).get()
        }

        func find(_ user: UserID, _ register: Register) throws(Refusal) -> Seat {
            try find(Viewer(user), Standing(register))
        }
    }

    /// Which cell of which sheet.
    struct Spot: ParsableArguments {
        @OptionGroup var place: Place
        @Argument(help: both("指标的编号。", "The indicator."))
        var indicator: String

        func find(_ user: UserID, _ register: Register) throws(Refusal) -> (seat: Seat, indicator: CriterionID) {
            (try place.find(user, register), try place.indicator(indicator, register))
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "回读评分表：每项指标的打分和评语，以及尚缺的内容。",
                "Read a sheet back: every indicator, its mark, its comment, what is left."),
            discussion: both(
                "最后一行是回读码，供 `heng sheet seal --read` 使用。",
                "The last line holds the code that `heng sheet seal --read` wants."))

        @OptionGroup var place: Place
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let sheet = try naming(standing.register, for: options.user) {
                let seat = try place.find(options.viewer, standing)
                return try standing.sheet(of: seat.id, in: place.round, for: options.viewer).get()
            }
            for line in sheet.lines {
                let version = sheet.state == .open ? "  v\(line.version)" : ""
                context.console.say(
                    "\(line.criterion.id)  \(line.criterion.title.zh)  \(line.mark.map { "\($0)" } ?? "–")/\(line.criterion.points)\(version)  \(inLine(line.comment))"
                )
            }
            guard let readBack = sheet.readBack else {
                return context.console.say(context.told(sheet.state))
            }
            let lacks = sheet.lacks
            let say = context.sentences
            let open =
                lacks.marks.map { say(.lackMark, ["indicator": $0.text]) }
                + lacks.comments.map { say(.lackComment, ["indicator": $0.text]) }
            var left = [
                "marks": say(.marksCount, lacks.marks.count), "comments": say(.commentsCount, lacks.comments.count),
            ]
            if !open.isEmpty { left["open"] = say.list(open) }
            context.console.say(say(.sheetLeft, left))
            context.console.say(say(.sheetReadBack, ["code": readBack]))
        }
    }

    struct Save: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("保存本人评分表的一格（专家）。", "Save one cell of an own sheet (expert)."),
            discussion: both(
                "没有写明的内容不变：只写 --comment 时打分不变，只写 --mark 时评语不变。封存之后的打分登记为迟到，不计分。",
                """
                What is not named stays: --comment alone keeps the mark, --mark alone the comment. After the close the mark is \
                logged as late and counts for nothing.
                """))

        @OptionGroup var spot: Spot
        @Option(
            help: both(
                "打分，例如 3.5；负数写作 --mark=-1。",
                "The mark, e.g. 3.5; a negative one is written --mark=-1."))
        var mark: String?
        @Option(help: both("评语。", "The comment."))
        var comment: String?
        @Flag(help: both("清除打分。", "Take the mark away."))
        var clearMark = false
        @Flag(help: both("清除评语。", "Take the comment away."))
        var clearComment = false
        @Option(
            help: both(
                "所见的这一格的版本；不写时为最新版本。",
                "The version of the cell that was seen; left out: the newest."))
        var base: Int?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            guard mark != nil || comment != nil || clearMark || clearComment else {
                throw Refusal(.cellUnchanged)
            }
            guard !(mark != nil && clearMark), !(comment != nil && clearComment) else {
                throw Refusal(.cellContradictory)
            }
            guard comment.map({ !kept($0).isEmpty }) ?? true else { throw Refusal(.commentBlank, field: "comment") }
            warnOfUnprintable([("--comment", kept(comment ?? ""))], context.console)
            try options.perform(context) { register in
                let (seat, indicator) = try spot.find(options.user, register)
                return try action(seat, indicator, register.rounds[spot.place.round])
            } telling: { register, events in
                if register.rounds[spot.place.round]?.closed != nil {
                    return context.sentences(.cellLate, ["event": "\(events.lowerBound)"])
                }
                let (seat, indicator) = try spot.find(options.user, register)
                let cell = seat.cells[indicator]
                var values = [
                    "indicator": spot.indicator, "zone": spot.place.zone, "version": "\(cell?.version ?? 0)",
                    "event": "\(events.lowerBound)",
                    "mark": cell?.hundredths.map { "\(Fraction(hundredths: $0))" } ?? context.sentences(.noMark),
                ]
                if let comment = cell?.comment, !comment.isEmpty { values["comment"] = inLine(comment) }
                return context.sentences(.cellSaved, values)
            }
        }

        private func action(_ seat: Seat, _ id: CriterionID, _ round: Round?) throws -> SaveMark {
            let known = seat.cells[id]
            let saved = clearMark ? nil : known?.hundredths.map { Fraction(hundredths: $0) }
            return SaveMark(
                spot.place.round, seat: seat.id, indicator: id, mark: try mark.map { try read($0, id, round) } ?? saved,
                comment: comment.map(kept) ?? (clearComment ? "" : known?.comment ?? ""),
                base: base ?? known?.version ?? 0,
                isLate: round?.closed != nil,
                asked: [
                    .string("\(seat.id)"), .string(spot.indicator), mark.map { .string($0) } ?? .null,
                    comment.map { .string($0) } ?? .null, .bool(clearMark), .bool(clearComment),
                    base.map { .integer($0) } ?? .null,
                ])
        }

        private func read(_ text: String, _ id: CriterionID, _ round: Round?) throws -> Fraction {
            if let criterion = round?.terms?.scheme.indicators.first(where: { $0.id == id }),
                round?.terms?.scheme.grid(of: criterion).isYesNo == true
            {
                guard ["yes", "no"].contains(text) else {
                    throw Refusal(.markNotYesOrNo, .indicator(id), field: "mark", ["found": .text(text)])
                }
                return text == "yes" ? 1 : 0
            }
            return try readMark(text)
        }
    }

    struct Seal: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "签封回读过的评分表，此后不再改动（专家）。",
                "Sign a sheet that was read back; it is never edited again (expert)."))

        @OptionGroup var place: Place
        @Option(
            help: both(
                "`heng sheet show` 最后一行的回读码。",
                "The code that `heng sheet show` ended with."))
        var read: String
        @Flag(
            help: both(
                "有缺分也签封；缺分不按 0 分计。",
                "Seal although marks are missing; a missing mark is not 0."))
        var gaps = false
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                SealSheet(
                    place.round, seat: try place.find(options.user, register).id, readBack: read,
                    acceptsGaps: gaps)
            } telling: { _, events in
                context.sentences(.sheetSealed, ["zone": place.zone, "event": "\(events.lowerBound)"])
            }
        }
    }

    struct Receipt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "写出本人已签封的评分表的回执（专家）。",
                "Write the receipt of an own sealed sheet (expert)."))

        @OptionGroup var place: Place
        @Argument(
            help: both(
                "回执的文件，例如 sheet.tlog-proof。",
                "Where it goes, e.g. sheet.tlog-proof."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.writeReceipt(to: file, context) { ledger, register in
                guard file.hasSuffix(".tlog-proof") else {
                    throw Refusal(.receiptNameMalformed, .file(file))
                }
                let seat = try place.find(options.user, register)
                return try ledger.receipt(ofSheet: seat.id, in: place.round, for: Viewer(options.user))
            }
        }
    }

    struct Recuse: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "回避：完全退出一个创建对象的评分，由抽取确定的递补专家接替（专家、经办人）。",
                "回避: leave a zone altogether; the substitute whom the draw names is called (expert, officer)."))

        @OptionGroup var place: Place
        @Option(help: both("理由，不对外公开。", "Why; it stays concealed."))
        var reason: String
        @Option(
            help: both(
                "递补专家，用于不是抽取产生的专家组。",
                "The substitute, where the panel was not drawn."))
        var substitute: String?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                RecuseSeat(
                    place.round, seat: try place.find(options.user, register).id, reason: reason,
                    substitute: try substitute.map {
                        try Standing(register).expert(called: $0, for: Viewer(options.user)).get()
                    })
            } telling: { _, events in
                var values = ["zone": place.zone, "event": "\(events.lowerBound)"]
                if events.count > 1 { values["called"] = "1" }
                return context.sentences(.seatRecused, values)
            }
        }
    }

    struct Reread: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "请打分相差较大的专家复核该项打分（经办人）。",
                "Ask the expert of a diverging mark to read it again (officer)."))

        @OptionGroup var spot: Spot
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                let (seat, indicator) = try spot.find(options.user, register)
                return CallReread(spot.place.round, seat: seat.id, indicator: indicator)
            } telling: { register, _ in
                let seat = try spot.place.find(options.user, register)
                return context.sentences(
                    .rereadAsked, ["seat": seat.id.shortCode, "indicator": spot.indicator])
            }
        }
    }

    struct Answer: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "答复打分复核：说明维持的理由，或者随后提出更正（专家）。",
                "Answer a re-read: why the mark stands, or that a revision follows (expert)."))

        @OptionGroup var spot: Spot
        @Option(help: both("理由。", "The reasons."))
        var reasons: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                let (seat, indicator) = try spot.find(options.user, register)
                return AnswerReread(spot.place.round, seat: seat.id, indicator: indicator, reasons: reasons)
            } telling: { _, _ in
                context.sentences(.rereadAnswered, ["indicator": spot.indicator])
            }
        }
    }

    struct Revise: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "提出更正本人已签封的评分表的一项打分，由第二人确认（专家）。",
                "Propose to change one mark of an own sealed sheet (expert); a second person confirms it."))

        @OptionGroup var spot: Spot
        @Option(help: both("更正后的打分。", "The mark that it should be."))
        var mark: String
        @Option(
            help: both(
                "更正的原因：\(Revision.Ground.allCases.map { "\($0.rawValue)（\(Words.system.term(.revision, $0.rawValue))）" }.joined(separator: "、"))。",
                "One of \(Revision.Ground.allCases.map(\.rawValue).joined(separator: ", "))."))
        var reason: Revision.Ground
        @Option(help: both("错在哪里。", "What was wrong."))
        var text: String
        @Option(help: both("新的评语。", "A new comment."))
        var comment = ""
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            warnOfUnprintable([("--comment", kept(comment))], context.console)
            try options.perform(context) { register in
                let (seat, indicator) = try spot.find(options.user, register)
                return ProposeRevision(
                    spot.place.round, seat: seat.id, indicator: indicator, mark: try readMark(mark), comment: comment,
                    reason: reason, text: text)
            } telling: { _, events in
                context.sentences(
                    .revisionProposed, ["event": "\(events.lowerBound)", "round": "\(spot.place.round)"])
            }
        }
    }
}

private func readMark(_ text: String) throws -> Fraction {
    if let mark = Fraction(decimal: text) { return mark }
    let plain = text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
    throw plain != text && Fraction(decimal: plain) != nil
        ? Refusal(.markFullWidth, field: "mark", ["found": .text(text), "plain": .text(plain)])
        : Refusal(.markMalformed, field: "mark", ["found": .text(text)])
}
