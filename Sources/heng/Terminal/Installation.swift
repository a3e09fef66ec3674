// Where the files that came with the program are: found from its own place, whatever folder it is called from.

import AssessmentModel
import CriteriaLoading
import FileReading
import Foundation
import Reasons
import Storage

/// The folder that holds what came with the program. No command writes into its `Templates`, `Criteria`, `Programmes`, `Examples` and `Assets`.
struct Installation: Sendable {
    private static let shipped = ["Templates", "Criteria", "Programmes", "Examples", "Assets"]

    /// Absolute, without links.
    let folder: URL

    /// That of the running program.
    static let own = Installation(of: Bundle.main.executablePath ?? CommandLine.arguments[0])

    /// Of a program: the source tree above `.build…`, else the folder above `bin`, else the one that the program lies in.
    ///
    /// The first of them that holds anything shipped; folders further above may belong to anybody.
    init(of program: String) {
        let place = URL(fileURLWithPath: realPath(program) ?? program).deletingLastPathComponent()
        let candidates =
            [sourceTree(above: place), place.lastPathComponent == "bin" ? place.deletingLastPathComponent() : nil]
            .compactMap { $0 } + [place]
        folder =
            candidates.first { candidate in Self.shipped.contains { isFolder(candidate.appending(path: $0).path) } }
            ?? candidates[0]
    }

    /// What one can type here: the name alone in the folder itself, the whole path elsewhere.
    func path(_ name: String) -> String {
        realPath(".") == folder.path ? name : folder.appending(path: name).path
    }

    var templates: URL { URL(fileURLWithPath: path("Templates")) }

    /// What browsers get: styles, scripts, icons.
    var assets: URL { URL(fileURLWithPath: path("Assets")) }

    /// The file of a scheme: the one of that name, else the shipped one of that id, else what was named.
    func scheme(_ named: String) -> String { shipped(named, in: "Criteria") }

    /// The file of a programme, likewise.
    func programme(_ named: String) -> String { shipped(named, in: "Programmes") }

    /// The files of schemes or programmes that came with the program, by name.
    func shippedFiles(in folder: String) -> [(name: String, bytes: [UInt8])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { name in
            (try? readFile(path("\(folder)/\(name)"))).map { (String(name.dropLast(5)), $0) }
        }
    }

    private func shipped(_ named: String, in folder: String) -> String {
        let isID = !named.isEmpty && named.utf8.allSatisfy { isalnum(Int32($0)) != 0 || $0 == UInt8(ascii: "-") }
        guard isID, !fileExists(named) else { return named }
        let file = path("\(folder)/\(named).yaml")
        return fileExists(file) ? file : named
    }

    /// Keeps what came with the program as it came.
    /// - Throws: `FileFailure` where the path leads into it.
    func refuseWriting(to path: String) throws(FileFailure) {
        var place = URL(fileURLWithPath: path).standardizedFileURL
        while realPath(place.path) == nil, place.path != "/" { place.deleteLastPathComponent() }
        let real = (realPath(place.path) ?? place.path) + "/"
        guard Self.shipped.contains(where: { real.hasPrefix(folder.appending(path: $0).path + "/") }) else { return }
        throw FileFailure(.inTheWay, path, .fileNeverReplaced, ["kind": FileKind.shipped.told])
    }
}

/// A scheme by its file, or by its id where it came with the program.
/// - Throws: `FileFault` where there is neither.
func readScheme(_ named: String) throws(FileFault) -> Loaded<Scheme> {
    let file = Installation.own.scheme(named)
    return loadScheme(try readFile(file), file: file)
}

/// Why a folder cannot be read, in words; nil where it can.
func whyUnread(_ folder: URL, in language: Language) -> String? {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor < 0 || access(folder.path, X_OK) != 0 else { return nil }
    let (zh, en) =
        switch errno {
        case ENOENT: ("没有这个文件夹", "there is no such folder")
        case ENOTDIR: ("它不是文件夹", "it is no folder")
        case EACCES, EPERM: ("没有读取权限", "permission denied")
        case let number: ("系统报告 \(String(cString: strerror(number)))", String(cString: strerror(number)).lowercased())
        }
    return language == .chinese ? zh : en
}

/// The nearest folder above that holds both the build and the package.
private func sourceTree(above place: URL) -> URL? {
    var folder = place
    while folder.path != "/" {
        let above = folder.deletingLastPathComponent()
        if folder.lastPathComponent.hasPrefix(".build"), fileExists(above.appending(path: "Package.swift").path) {
            return above
        }
        folder = above
    }
    return nil
}

/// Absolute and without links; nil where nothing is there.
private func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
}
