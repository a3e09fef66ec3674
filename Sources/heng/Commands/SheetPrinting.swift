// An expert's own sheet on paper.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Publishing
import Reporting
import RoundState
import Storage
import Telling

extension SheetCommands {
    struct Print: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "把评分表写成 PDF，供专家打印、签名。",
                "Write a sheet as PDF, for its expert to print and sign."),
            discussion: both(
                "每页印有席位和回读码；签封之后打印的，另有签封的事件号。没有签封的评分表只有专家本人能打印。",
                "Every page bears seat and read-back code, of a sealed sheet also the event. One that is not sealed is its expert's alone."
            ))

        @OptionGroup var place: Place
        @Argument(help: both("写到哪里，例如 鹿城县评分表.pdf。", "Where it goes, e.g. sheet.pdf."))
        var file: String
        @OptionGroup var options: ReadingOptions
        @OptionGroup var papers: ReporterOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let sheet = try naming(standing.register, for: options.user) {
                let seat = try place.find(options.viewer, standing)
                let day = context.moment.day(at: standing.register.place)
                return try standing.sheetToSign(of: seat.id, in: place.round, for: options.viewer, on: day)
            }
            let document = try papers.reporter().expertSheet(sheet, in: papers.language)
            guard document.problems.isEmpty else { throw Problems(document.problems) }
            for warning in document.warnings { context.console.warn(context.words.text(warning)) }
            try writeFile(file, document.bytes, .owner)
            context.console.say(context.sentences(.sheetPrinted, ["file": file]))
        }
    }
}
