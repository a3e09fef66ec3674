// The log as the auditor reads it: every event with what it conceals.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation
import Proving
import RoundState
import Storage
import Telling

struct Log: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "列出全部事件及其隐去的内容：何人、何时、何事（审计员）。",
            "Print the events with what they conceal: who, when, and what (auditor)."))

    @Option(help: both("从第几号事件开始。", "The first event."))
    var from = 0
    @OptionGroup var options: ReadingOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let store = try options.store()
        var lines: [String] = []
        try store.standing().forEachEntry(of: store, from: from, for: options.viewer) {
            lines += try told($0, context.sentences)
        }
        for line in lines { context.console.say(line) }
    }

    private func told(_ entry: LogEntry, _ sentences: Sentences) throws -> [String] {
        let event = entry.event
        let values = try entry.values.map { value in
            "    \(value.name)  \(try value.value.map(shown) ?? sentences(.draftHidden))"
        }
        return ["\(event.seq)  \(event.at)  \(event.type)  \(try shown(.object(event.fields)))"] + values
            + (entry.erased > 0
                ? ["    " + sentences(.valuesErased, ["values": sentences(.values, entry.erased)])] : [])
    }

    private func shown(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.bytes(as: .document), as: UTF8.self)
    }
}
