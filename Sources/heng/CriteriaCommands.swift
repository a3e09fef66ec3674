// Checking schemes before a round uses them.

import ArgumentParser
import AssessmentModel
import CriteriaLoading

struct CriteriaCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "criteria", abstract: "Check evaluation schemes.", subcommands: [Check.self])

    struct Check: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "List every problem of the given scheme files.")

        @Argument(help: "Scheme files (YAML).")
        var files: [String]

        func run(in context: inout Context) throws {
            var problems: [Problem] = []
            for file in files {
                switch loadScheme(try readFile(file), file: file) {
                case .value(let scheme):
                    context.console.say(
                        """
                        \(file): fine: \(scheme.title.zh), edition \(scheme.edition), \(scheme.criteria.count) \
                        pillars, \(scheme.indicators.count) indicators, \(scheme.points) points
                        """)
                case .problems(let found): problems += found
                }
            }
            guard problems.isEmpty else { throw Problems(problems) }
        }
    }
}
