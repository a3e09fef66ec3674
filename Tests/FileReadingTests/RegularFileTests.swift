// Files that a user brings: what is read and what is refused.

import ProblemWords
import FileReading
import Foundation
import Reasons
import Testing

@Suite struct RegularFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "heng-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "in/sub"), withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: folder.appending(path: "l.key"))
        try Data("甲".utf8).write(to: folder.appending(path: "in/a.txt"))
        try Data("乙".utf8).write(to: folder.appending(path: "in/sub/b.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "in/link.txt").path, withDestinationPath: "../l.key")
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "in/up").path, withDestinationPath: "..")
        #expect(mkfifo(folder.appending(path: "in/pipe").path, 0o600) == 0)
    }

    private var inside: String { folder.appending(path: "in").path }

    @Test func plainName_insideTheFolder_isRead() throws {
        #expect(try readFile(named: "a.txt", in: inside, atMost: 10) == Array("甲".utf8))
        #expect(try readFile(named: "sub/b.txt", in: inside, atMost: 10) == Array("乙".utf8))
    }

    @Test(arguments: [
        ("../l.key", FileFault.Code.notPlain), ("/etc/passwd", .notPlain), ("", .notPlain), ("sub/../a.txt", .notPlain),
        ("./a.txt", .notPlain), ("a.txt\0", .notPlain), ("link.txt", .notRegular), ("up/l.key", .notRegular),
        ("pipe", .notRegular), ("sub", .notRegular), ("nowhere.txt", .missing),
    ])
    func otherName_isRefused(_ name: String, _ code: FileFault.Code) {
        #expect { try readFile(named: name, in: inside, atMost: 10) } throws: { ($0 as? FileFault)?.code == code }
    }

    @Test func hardLink_toAFileElsewhere_isRefused() throws {
        #expect(link(folder.appending(path: "l.key").path, folder.appending(path: "in/x.key").path) == 0)
        #expect { try readFile(named: "x.key", in: inside, atMost: 10) } throws: {
            ($0 as? FileFault)?.code == .notRegular
        }
    }

    @Test func file_overTheBound_isRefused() {
        #expect { try readFile(named: "a.txt", in: inside, atMost: 2) } throws: {
            ($0 as? FileFault)?.code == .tooLarge
        }
    }

    @Test(arguments: [
        ("link.txt", "is a link, expected the file itself"), ("nowhere.txt", "there is no such file"),
        ("up/l.key", "a link or a file stands where a folder is expected"), ("pipe", "is no regular file"),
        ("../l.key", "expected the plain name of a file inside the folder, such as ledger.pdf"),
    ])
    func fault_ofEachKind_saysWhyAndLeavesThePathToItsPlace(name: String, why: String) throws {
        let fault = #expect(throws: FileFault.self) { try readFile(named: name, in: inside, atMost: 10) }
        #expect(fault?.path == name)
        #expect(fault.map { english($0.reason) } == why)
    }

    @Test func pipeAndDevice_areRefusedWithoutWaiting() {
        for path in [folder.appending(path: "in/pipe").path, "/dev/zero", "/dev/null"] {
            #expect { try readRegularFile(path) } throws: { ($0 as? FileFault)?.code == .notRegular }
        }
    }
}
