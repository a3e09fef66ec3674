// Reading and writing the files that commands name, with errors a person can act on.

import CDispatch
import FileReading
import Foundation
import Reasons
import Storage
import Telling

/// A file that could not be read or written, with the exit code that says so.
struct FileError: Error, CustomStringConvertible {
    let description: String
    let status: ExitStatus

    init(description: String, status: ExitStatus) {
        self.description = description
        self.status = status
    }

    /// In the language that the process speaks.
    init(_ phrase: ConsolePhrase, _ values: [String: String], status: ExitStatus) {
        self.init(description: Sentences.spoken(phrase, values), status: status)
    }
}

/// The most that a bundle's or a receipt's file may hold, in bytes.
private let mostBytes = 4 << 30

func readFile(_ path: String) throws(FileFault) -> [UInt8] { try readRegularFile(path, atMost: mostBytes) }

/// Writes the file whole or not at all, making the folders above it; never over a key, a database or what came with the program.
func writeFile(_ path: String, _ bytes: some Sequence<UInt8>, _ mode: FileMode = .everybody) throws {
    try refuseLedgersOwn(path)
    try Installation.own.refuseWriting(to: path)
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try writeDurably(path, bytes, mode)
}

/// What lies beside a key or a database belongs to them: the newest head, the log, the evidence.
private func refuseLedgersOwn(_ path: String) throws {
    let own = [".head", "-wal", "-shm", "-journal", ".restoring", ".beginning"]
    let folders = URL(fileURLWithPath: path).deletingLastPathComponent().pathComponents
    guard !own.contains(where: path.hasSuffix), !folders.contains(where: { $0.hasSuffix(".evidence") }) else {
        throw FileFailure(.inTheWay, path, .fileNeverReplaced, ["kind": FileKind.ledgersOwn.told])
    }
}

/// Writes a folder of files whole or not at all: under another name, then renamed. An empty folder gives way.
func writeWhole(_ files: [String: [UInt8]], into folder: String) throws {
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let place = folder + ".part"
    try? FileManager.default.removeItem(atPath: place)
    do {
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try writeFile("\(place)/\(name)", bytes) }
        if fileExists(folder) { rmdir(folder) }
        try moveDurably(place, to: folder)
    } catch {
        try? FileManager.default.removeItem(atPath: place)
        throw error
    }
}

func makeFolder(_ path: String) throws {
    try Installation.own.refuseWriting(to: path)
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        let why = fileInTheWay(of: path).map { Sentences.spoken(.fileForFolder, ["path": $0]) } ?? reason(error)
        throw FileError(.folderNotMade, ["path": path, "why": why], status: .cannotCreate)
    }
}

/// The part of the path that exists and is no folder: Foundation does not name it.
private func fileInTheWay(of path: String) -> String? {
    var url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), url.path != "/" {
        url.deleteLastPathComponent()
    }
    return isFolder.boolValue ? nil : url.path
}

/// Every file of a folder and the folders in it, by its path from there; hidden ones too.
func readFolder(_ path: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let names: [String]
    do {
        names = try FileManager.default.subpathsOfDirectory(atPath: path)
    } catch {
        throw FileError(.folderNotRead, ["path": path, "why": reason(error)], status: .noInput)
    }
    for name in names where !isFolder("\(path)/\(name)") { files[name] = try readFile("\(path)/\(name)") }
    return files
}

func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// Whether anything has that name, be it a link that leads nowhere.
func fileExists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// Why the system could not do it, in a few words.
func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return Sentences.spoken(.missingFile)
    case .fileReadNoPermission, .fileWriteNoPermission: return Sentences.spoken(.noPermission)
    case .fileWriteFileExists: return Sentences.spoken(.nameTaken)
    case .fileWriteOutOfSpace: return Sentences.spoken(.diskFull)
    case .fileWriteVolumeReadOnly: return Sentences.spoken(.diskReadOnly)
    default: break
    }
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey].flatMap { $0 as? any Error }
    let cause = (underlying ?? error) as NSError
    guard cause.domain == NSPOSIXErrorDomain else { return cause.localizedDescription }
    return Words.system.word(.term(.system, String(cString: strerror(Int32(cause.code))).lowercased()))
}
