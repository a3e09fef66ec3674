// The log as the auditor reads it: every event with what it conceals.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation
import Proving
import RoundState
import Storage

struct Log: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the events with what they conceal: who, when, and what (auditor).")

    @Option(help: "The first event.")
    var from = 0
    @OptionGroup var options: ReadingOptions

    func run(in context: Context) throws {
        let store = try options.store()
        var lines: [String] = []
        try store.standing().forEachEntry(of: store, from: from, for: options.viewer) { lines += try told($0) }
        for line in lines { context.console.say(line) }
    }

    private func told(_ entry: LogEntry) throws -> [String] {
        let event = entry.event
        let values = try entry.values.map { value in
            "    \(value.name)  \(try value.value.map(shown) ?? "(a draft: its expert's own)")"
        }
        return ["\(event.seq)  \(event.at)  \(event.type)  \(try shown(.object(event.fields)))"] + values
            + (entry.erased > 0 ? ["    \(counted(entry.erased, "value")) erased"] : [])
    }

    private func shown(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.bytes(as: .document), as: UTF8.self)
    }
}
