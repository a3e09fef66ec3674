// The log as the auditor reads it: every event with what it conceals.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation
import Storage

struct Log: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the events with what they conceal: who, when, and what (auditor).")

    @Option(help: "The first event.")
    var from = 0
    @OptionGroup var options: ReadingOptions

    func run(in context: inout Context) throws {
        let store = try Store(path: options.database, .existing)
        try options.require(.seeLedger, try store.register())
        let console = context.console
        try store.read { reading in
            try reading.forEachEvent(from: from) { row in
                let event = try Event(parsing: row.body)
                console.say("\(event.seq)  \(event.at)  \(event.type)  \(try shown(.object(event.fields)))")
                for encoded in row.disclosures {
                    let value = try Disclosure(parsing: encoded)
                    if value.name != "decoy" { console.say("    \(value.name)  \(try shown(value.value))") }
                }
                let erased = event.digestCount - row.disclosures.count
                if erased > 0 { console.say("    \(counted(erased, "value")) erased") }
            }
        }
    }

    private func shown(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.bytes(as: .document), as: UTF8.self)
    }
}
