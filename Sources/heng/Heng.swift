// The program: its commands, and the context in which they run.

import ArgumentParser

@main
struct Heng: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heng",
        abstract: "From criteria to certificate: an evaluation that anyone can recompute.",
        discussion: """
            `heng demo` shows the whole way of a round that was held on paper. Commands that change a ledger name who takes \
            the step (--as): the policy decides whether that role may, then and there.

            Exit codes: 0 done, 1 not verified, 64 wrong usage, 65 wrong input, 66 no such input, 70 a document could \
            not be composed, 73 cannot write, 74 read or write failed.
            """,
        version: "0.1.0",
        subcommands: [
            Demo.self, Initialise.self, KeyCommands.self, RulesCommands.self, UserCommands.self, ZoneCommands.self,
            ExpertCommands.self,
            CalendarCommands.self, ApplicationCommands.self, RoundCommands.self, SheetCommands.self,
            ObjectionCommands.self, CertificateCommands.self, EraseCommand.self, BackUp.self, Restore.self,
            Log.self, Results.self, Documents.self, Verify.self, Score.self, Explain.self, CriteriaCommands.self,
        ])
}

/// A command that can also be run by another one, in a context of its choice.
protocol ContextualCommand: ParsableCommand {
    func run(in context: Context) throws
}

extension ContextualCommand {
    func run() throws {
        let context = Context.system
        do {
            try run(in: context)
        } catch {
            throw report(error, in: context)
        }
    }
}
