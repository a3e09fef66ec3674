// A file to begin with: commented, and sound as it is.

import ArgumentParser
import AssessmentModel
import Foundation
import Reasons
import Storage
import Telling

/// What `heng new` can make.
enum NewFile: String, CaseIterable, ExpressibleByArgument {
    case programme, scheme, call, round, application, imprint
}

struct New: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: both(
            "写出带说明的样本文件，照着填写即可。",
            "Write a commented file to begin with."),
        discussion: both(
            "programme 评估项目，scheme 评估指标体系，call 申报通知，round 批次方案，application 申报书，imprint 公开网站的页脚。文件写入指定的文件夹，名为 programme.yaml 等；已有的文件不覆盖。",
            """
            It gets the name of what it is, such as programme.yaml, in the folder of your choice; a file that is there \
            already is never written over.
            """))

    @Argument(
        help: both(
            "写出哪一种：\(NewFile.allCases.map(\.rawValue).joined(separator: "、"))。",
            "One of \(NewFile.allCases.map(\.rawValue).joined(separator: ", "))."))
    var kind: NewFile
    @Argument(help: both("其编号；不写则为 example。", "Its id; left out: example."))
    var id = "example"
    @Option(help: both("存放文件的文件夹。", "The folder that gets the file."))
    var output = "."
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        try requireIDs(id)
        let template = Installation.own.templates
            .appending(path: "new/\(kind.rawValue).\(context.words.language.rawValue).yaml")
        let text = String(decoding: try readFile(template.relativePath), as: UTF8.self)
        let path = "\(output)/\(kind.rawValue).yaml"
        try makeFolder(output)
        try Installation.own.refuseWriting(to: path)
        try writeDurably(path, Array(text.replacing("{{id}}", with: id).utf8), .everybody, isNew: true)
        context.console.say(context.sentences(.fileMade, ["path": path]))
    }
}
