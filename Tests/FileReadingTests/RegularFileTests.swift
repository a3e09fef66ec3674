// Files that a user brings: what is read and what is refused.

import FileReading
import Foundation
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

    @Test func pipeAndDevice_areRefusedWithoutWaiting() {
        for path in [folder.appending(path: "in/pipe").path, "/dev/zero", "/dev/null"] {
            #expect { try readRegularFile(path) } throws: { ($0 as? FileFault)?.code == .notRegular }
        }
    }
}
