// An expert's sheet from a spreadsheet: all of its cells, or none.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundLoading
import RoundState
import Telling

extension SheetCommands {
    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "从表格录入本人的评分表：全部录入，或者不录入（专家）。",
                "Take marks and comments of an own sheet from a table: all of it, or nothing (expert)."),
            discussion: both(
                """
                表格中留空的不变；各行的错误全部列出，改正之前不保存任何内容。录入之后仍可逐格修改，再用 `heng sheet show` 回读、\
                `heng sheet seal` 签封。
                """,
                """
                What is left empty in the table stays as it is. Every mistake is listed with its line, and nothing is saved until \
                there is none. Cells can be changed one by one afterwards; then read the sheet back (`heng sheet show`) and seal it.
                """))

        @OptionGroup var place: Place
        @Argument(
            help: both(
                "评分表文件，列名 indicator,mark,comment；mark、comment 可不写。",
                "indicator,mark,comment; the last two may be left out."))
        var file: String
        @Option(help: both("文件的编码：utf-8 或 gb18030。", "utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            var count = 0
            try options.perform(context) { register in
                let seat = try place.find(options.user, register)
                let rows = try rows(for: seat, register, context)
                count = rows.count
                return SaveMarks(
                    place.round, seat: seat.id,
                    cells: rows.map { row in
                        SaveMarks.Cell(
                            indicator: row.indicator, mark: row.mark.map { .some($0) }, comment: row.comment,
                            base: seat.cells[row.indicator]?.version ?? 0)
                    })
            } telling: { register, _ in
                let seat = try place.find(options.user, register)
                let lacks = register.rounds[place.round]?.terms?.lacks(seat)
                return context.sentences(
                    .sheetImported,
                    [
                        "cells": context.sentences(.cells, count), "zone": place.zone,
                        "marks": context.sentences(.marksCount, lacks?.marks.count ?? 0),
                        "comments": context.sentences(.commentsCount, lacks?.comments.count ?? 0),
                    ])
            }
        }

        private func rows(for seat: Seat, _ register: Register, _ context: Context) throws -> [SheetRow] {
            guard let terms = register.rounds[place.round]?.terms, let zone = terms.zone(seat.zone) else {
                throw Refusal(.roundUnknown, .round(place.round))
            }
            let rows = try loadSheet(
                readFile(file), file: file, scheme: terms.scheme, zone: zone, encoding: encoding
            ).get()
            warnOfUnprintable(
                rows.map { (place: $0.indicator.text, text: $0.comment ?? "") }, context.console)
            return rows
        }
    }
}
