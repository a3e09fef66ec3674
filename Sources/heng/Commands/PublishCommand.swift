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
import RoundLoading
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
    @Option(
        help: both(
            "公开网站页脚的内容（用 `heng new imprint` 写出样本）。",
            "What the foot of the public site says (`heng new imprint` writes one to begin with)."))
    var imprint: String?
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        // What a link leads to is written, and the link stays.
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard try isOurs(folder) else { throw FileError(.folderNotEmpty, ["path": folder], status: .cannotCreate) }
        let imprint = try imprint.map { try loadImprint(readFile($0), file: $0).get() } ?? Imprint()
        let words = try SiteWords.load(in: Installation.own.templates, imprint: imprint).get()
        let assets = try Assets(folder: Installation.own.assets, program: Heng.configuration.version)
        let store = try Store(path: database, .looking)
        let count = try store.read { reading in
            let fold = try Fold(of: reading)
            let day = context.moment.day(at: fold.register.place)
            let edition = try SiteEdition(
                of: fold.register, fold.levels, reading, on: day, words: words, build: assets.build,
                scratch: FileManager.default.temporaryDirectory)
            if let failure = edition.failures.first { throw failure.error }
            return try replace(folder) { put in
                try edition.forEachFile(styles: assets.styles, build: assets.build, take: put)
                try put(Self.mark, Array("heng publish\n".utf8))
            }
        }
        context.console.say(
            context.sentences(.sitePublished, ["files": context.sentences(.files, count), "folder": folder]))
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
    /// - Returns: how many files.
    private func replace(
        _ folder: String, with write: (_ put: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws -> Void
    ) throws -> Int {
        let manager = FileManager.default
        let fresh = "\(folder).\(UUID().uuidString.prefix(8)).new"
        defer { try? manager.removeItem(atPath: fresh) }
        var files: Set<String> = []
        try makeFolder(fresh)
        try write { path, bytes in
            try writeFile("\(fresh)/\(path)", bytes)
            files.insert(path)
        }
        for path in try [""] + manager.subpathsOfDirectory(atPath: fresh) {
            try manager.setAttributes(
                [.posixPermissions: files.contains(path) ? 0o644 : 0o755],
                ofItemAtPath: path.isEmpty ? fresh : "\(fresh)/\(path)")
        }
        guard fileExists(folder) else {
            try manager.moveItem(atPath: fresh, toPath: folder)
            return files.count
        }
        try exchange(fresh, with: folder)
        return files.count
    }

    private typealias Renaming =
        @convention(c) (
            Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32

    /// Both at once, so that there is a site at every moment; what stood there is then cleared away as the fresh one.
    private func exchange(_ fresh: String, with folder: String) throws {
        // Linux has it (renameat2(2)); Swift's overlay does not show it.
        let found = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Renaming.self) }
        let exchanging: UInt32 = 2
        if let found, found(AT_FDCWD, fresh, AT_FDCWD, folder, exchanging) == 0 { return }
        // Some file systems cannot: then there is a moment between two renames.
        let (manager, old) = (FileManager.default, fresh + ".old")
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
