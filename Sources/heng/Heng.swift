// The program: its commands, and the context in which they run.

import ArgumentParser

@main
struct Heng: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heng",
        abstract: "From criteria to certificate: an evaluation that anyone can recompute.",
        discussion: """
            A round is a folder of files (scheme, zones, panel, marks, facts). `heng demo` shows the whole way.

            Exit codes: 0 done, 1 not verified, 64 wrong usage, 65 wrong input, 66 no such input, 70 a document could \
            not be composed, 73 cannot write, 74 read or write failed.
            """,
        version: "0.1.0",
        subcommands: [
            Demo.self, Initialise.self, RoundCommands.self, Results.self, Documents.self, Verify.self, Score.self,
            Explain.self, CriteriaCommands.self,
        ])
}

/// What a command takes from the world around it: the day, randomness, and where it talks.
struct Context {
    /// ISO (yyyy-mm-dd).
    let today: String
    var random: Randomness
    let console: Console

    static var system: Context {
        Context(today: isoDay(), random: .system, console: Console())
    }
}

/// A command that can also be run by another one, in a context of its choice.
protocol ContextualCommand: ParsableCommand {
    func run(in context: inout Context) throws
}

extension ContextualCommand {
    func run() throws {
        var context = Context.system
        do {
            try run(in: &context)
        } catch {
            throw report(error, to: context.console)
        }
    }
}
