// The server's log: one JSON a line on standard error.

import Foundation
import Logging

/// Lines such as `{"at":"2026-11-28T01:02:03Z","level":"info","what":"answered","status":"200"}`.
struct LineLog: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = ["at": Date().formatted(.iso8601), "level": "\(event.level)", "what": "\(event.message)"]
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            fields[name == "hb.request.id" ? "request" : name] = "\(value)"
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(fields) else { return }
        try? FileHandle.standardError.write(contentsOf: line + Data("\n".utf8))
    }
}
