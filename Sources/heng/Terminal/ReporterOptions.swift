// Where documents get their words, look and fonts from.

import ArgumentParser
import AssessmentModel
import Foundation
import Reporting
import Telling
import Typesetting

/// The options of commands that compose documents.
struct ReporterOptions: ParsableArguments {
    @OptionGroup var templates: TemplateOptions
    @Option(
        help: both(
            "存放字体子集的文件夹，再次生成时可以沿用。",
            "A folder that keeps subset fonts between runs."))
    var fontCache: String?

    var language: Language { templates.language }

    /// - Throws: `FileError` where a font is missing; `Problems` of templates.
    func reporter() throws -> Reporter {
        let templates = try templates.load()
        do throws(FontBookError) {
            let fonts = try FontBook(templates.fonts, cache: fontCache.map { URL(fileURLWithPath: $0) })
            return Reporter(templates: templates, fonts: fonts)
        } catch {
            let lines = error.problems.map { Words.system.text($0.reason, hint: $0.hint) }
            throw FileError(description: lines.joined(separator: "\n"), status: .noInput)
        }
    }
}
