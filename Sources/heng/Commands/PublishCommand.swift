// heng publish: the public site as a folder, for any web server or object store.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Pages
import Proving
import PublicSite
import RoundState
import Serving
import Storage
import Telling

struct Publish: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both("把公开网站写成静态文件。", "Write the public site as a folder of files."),
        discussion: both(
            """
            两种语言，链接都是相对的，可以放在任何网站服务器或者对象存储上；SHA256SUMS 列出每个文件的摘要。文件夹里原有的公开网站会被整个替换。\
            同一天、同样的内容，写出的字节相同。
            """,
            """
            In both languages, with relative links, for any web server or object store; SHA256SUMS has the digest of every file. What an \
            earlier run left in the folder is replaced as a whole. The same content on the same day gives the same bytes.
            """))

    @Argument(help: both("存放网站的文件夹。", "The folder that gets the site."))
    var folder: String
    @Option(help: both("审计日志的数据库。", "The ledger's database."))
    var database: String
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        // What a link leads to is written, and the link stays.
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard try isOurs(folder) else { throw FileError(.folderNotEmpty, ["path": folder], status: .cannotCreate) }
        let words = try SiteWords.load(in: Installation.own.templates).get()
        let assets = try Assets(folder: Installation.own.assets, program: Heng.configuration.version)
        let store = try Store(path: database, .looking)
        var files = try store.read { reading in
            let fold = try Fold(of: reading)
            let day = context.moment.day(at: fold.register.place)
            let edition = try SiteEdition(
                of: fold.register, fold.levels, reading, on: day, words: words, build: assets.build,
                scratch: FileManager.default.temporaryDirectory)
            return try edition.files(styles: assets.styles, build: assets.build)
        }
        files[Self.mark] = Array("heng publish\n".utf8)
        try replace(folder, with: files)
        context.console.say(
            context.sentences(.sitePublished, ["files": context.sentences(.files, files.count), "folder": folder]))
    }

    /// What a folder of ours has, and no other.
    private static let mark = ".heng-site"

    /// Whether a folder is new or empty, or holds what an earlier run wrote and nothing else: nothing of somebody else's is ever removed.
    private func isOurs(_ folder: String) throws -> Bool {
        let manager = FileManager.default
        guard fileExists(folder) else { return true }
        guard let found = try? manager.subpathsOfDirectory(atPath: folder) else { return false }
        if found.isEmpty { return true }
        guard found.contains(Self.mark), let sums = try? String(contentsOfFile: folder + "/SHA256SUMS", encoding: .utf8)
        else { return false }
        let listed = Set(sums.split(separator: "\n").map { String($0.dropFirst(66)) })
        return found.allSatisfy { path in
            var isFolder: ObjCBool = false
            _ = manager.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
            return isFolder.boolValue || listed.contains(path) || path == "SHA256SUMS" || path == Self.mark
        }
    }

    /// Written whole beside it, then put in its place; readable by whoever serves it, whatever the mask.
    private func replace(_ folder: String, with files: SiteFiles) throws {
        let manager = FileManager.default
        let run = UUID().uuidString.prefix(8)
        let (fresh, old) = ("\(folder).\(run).new", "\(folder).\(run).old")
        defer { try? manager.removeItem(atPath: fresh) }
        try writeWhole(files, into: fresh)
        for path in try [""] + manager.subpathsOfDirectory(atPath: fresh) {
            let isFile = files[path] != nil
            try manager.setAttributes(
                [.posixPermissions: isFile ? 0o644 : 0o755], ofItemAtPath: path.isEmpty ? fresh : "\(fresh)/\(path)")
        }
        guard fileExists(folder) else { return try manager.moveItem(atPath: fresh, toPath: folder) }
        try manager.moveItem(atPath: folder, toPath: old)
        do {
            try manager.moveItem(atPath: fresh, toPath: folder)
        } catch {
            try? manager.moveItem(atPath: old, toPath: folder)
            throw error
        }
        try? manager.removeItem(atPath: old)
    }
}
