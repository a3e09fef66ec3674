// A round from its plan to its final result, as the bureau runs it.

import ArgumentParser

struct RoundCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round", abstract: both("办理评估批次。", "Run rounds."),
        subcommands: [
            Plan.self, Withdraw.self, Draw.self, Open.self, Facts.self, Import.self, Status.self, Diverging.self,
            Decide.self, Reopening.self, Questions.self, Clarify.self, Extend.self, Close.self, Publish.self,
            Conclude.self, Finalise.self, Reopen.self, Changes.self, BreakOff.self, Papers.self, Export.self,
            Receipt.self,
        ])

    @OptionGroup var speech: SpeechOptions
}
