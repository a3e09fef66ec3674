// Reading and writing the files that commands name, with errors a person can act on.

import Foundation

/// A file that could not be read or written, with the exit code that says so.
struct FileError: Error, CustomStringConvertible {
    let description: String
    let status: ExitStatus
}

func readFile(_ path: String) throws(FileError) -> [UInt8] {
    do {
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
    } catch {
        throw FileError(description: "\(path): cannot be read: \(reason(error))", status: .noInput)
    }
}

/// The file's bytes without a copy of them, where the system can map it.
func mapFile(_ path: String) throws -> Data {
    do {
        return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
        throw FileError(description: "\(path): cannot be read: \(reason(error))", status: .noInput)
    }
}

/// Writes the file whole or not at all, making the folders above it.
func writeFile(_ path: String, _ bytes: some Sequence<UInt8>, mode: Int? = nil) throws {
    let url = URL(fileURLWithPath: path)
    try makeFolder(url.deletingLastPathComponent().path)
    do {
        if let mode {
            // Made with its mode from the first byte on: a key is never readable by others, not even briefly.
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(bytes), attributes: [.posixPermissions: mode])
            else { throw CocoaError(.fileWriteUnknown) }
        } else {
            try Data(bytes).write(to: url, options: .atomic)
        }
    } catch {
        throw FileError(description: "\(path): cannot be written: \(reason(error))", status: .cannotCreate)
    }
}

func makeFolder(_ path: String) throws {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        let why = fileInTheWay(of: path).map { "\($0) is a file, not a folder" } ?? reason(error)
        throw FileError(description: "\(path): the folder cannot be made: \(why)", status: .cannotCreate)
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

func removeFile(_ path: String) throws {
    do {
        try FileManager.default.removeItem(atPath: path)
    } catch {
        throw FileError(description: "\(path): cannot be removed: \(reason(error))", status: .cannotCreate)
    }
}

func moveFile(_ path: String, to target: String) throws {
    do {
        try FileManager.default.moveItem(atPath: path, toPath: target)
    } catch {
        throw FileError(description: "\(target): cannot be written: \(reason(error))", status: .cannotCreate)
    }
}

/// Every file of a folder and the folders in it, by its path from there; hidden ones too.
func readFolder(_ path: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
        if !isFolder.boolValue { files[name] = try readFile("\(path)/\(name)") }
    }
    return files
}

func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

func fileExists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

private func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return "there is no such file"
    case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
    case .fileWriteFileExists: return "a file of that name is in the way"
    case .fileWriteOutOfSpace: return "no space left on the disk"
    case .fileWriteVolumeReadOnly: return "the file system is read-only"
    default: break
    }
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey].flatMap { $0 as? any Error }
    let cause = (underlying ?? error) as NSError
    return cause.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(cause.code))).lowercased() : cause.localizedDescription
}
