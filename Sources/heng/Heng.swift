// The program: its commands, and the context in which they run.

import ArgumentParser

@main
struct Heng: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heng",
        abstract: both(
            "衡：从评估指标体系到证书，人人可以重新算出的评估。",
            "From criteria to certificate: an evaluation that anyone can recompute."),
        discussion: both(
            """
            `heng demo` 演示一个以纸面方式评分的批次的全过程。\
            改动审计日志的命令要写明由谁办理（--as），权限规则据其角色和批次当时的阶段决定可否办理。

            结束代码：0 完成，1 核验不通过，64 命令写法不对，65 输入有误，66 没有所需的文件，\
            70 有文件不能排版，73 不能写入，74 读写失败。
            """,
            """
            `heng demo` shows the whole way of a round that was held on paper. Commands that change a ledger name who takes \
            the step (--as): the policy decides whether that role may, then and there.

            Exit codes: 0 done, 1 not verified, 64 wrong usage, 65 wrong input, 66 no such input, 70 a document could \
            not be composed, 73 cannot write, 74 read or write failed.
            """),
        version: "0.1.0",
        subcommands: [
            Demo.self, Initialise.self, KeyCommands.self, RulesCommands.self, UserCommands.self, AccountCommands.self,
            ZoneCommands.self,
            ExpertCommands.self,
            CalendarCommands.self, ProgrammeCommands.self, CallCommands.self, ApplicationCommands.self,
            RoundCommands.self, SheetCommands.self,
            ObjectionCommands.self, ActCommands.self, CertificateCommands.self, EraseCommand.self, BackUp.self,
            Restore.self,
            TodoCommand.self,
            Serve.self, Publish.self, Log.self, Results.self, Documents.self, Verify.self, Score.self, Explain.self,
            CriteriaCommands.self,
            New.self,
        ])

    @OptionGroup var speech: SpeechOptions
}

extension Heng {
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            part(with: error, Console())
        }
    }
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
