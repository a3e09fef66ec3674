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
        let register = try store.register()
        try options.require(.seeLedger, register)
        let lines = try store.read { reading in
            var lines: [String] = []
            try reading.forEachEvent(from: from) { row in lines += try told(row, register, context.sentences) }
            return lines
        }
        for line in lines { context.console.say(line) }
    }

    /// Drafts are their expert's own, and what ids are mixed with is nobody's.
    private func told(_ row: StoredEvent, _ register: Register, _ sentences: Sentences) throws -> [String] {
        let event = try Event(parsing: row.body)
        var lines = ["\(event.seq)  \(event.at)  \(event.type)  \(try shown(.object(event.fields)))"]
        let isDraft = try register.isDraft(row)
        for encoded in row.disclosures {
            let value = try Disclosure(parsing: encoded)
            if ["decoy", "secret"].contains(value.name) { continue }
            let isHidden = isDraft && value.name != "actor"
            if isHidden, value.name == "comment" { continue }
            lines.append("    \(value.name)  \(isHidden ? sentences(.draftHidden) : try shown(value.value))")
        }
        let erased = event.digestCount - row.disclosures.count
        if erased > 0 { lines.append("    " + sentences(.valuesErased, ["values": sentences(.values, erased)])) }
        return lines
    }

    private func shown(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.bytes(as: .document), as: UTF8.self)
    }
}
