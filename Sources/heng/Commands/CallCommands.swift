// Calls: what can be applied for, until when, and what an application answers.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundLoading
import RoundState
import Storage
import Telling

struct CallCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: both("申报通知。", "Calls for applications."),
        subcommands: [Publish.self, Extend.self, List.self, Show.self])

    @OptionGroup var speech: SpeechOptions

    struct Publish: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("发布申报通知（经办人）。", "Publish a call for applications (officer)."),
            discussion: both(
                "申报通知写明评估项目、用途、评估指标体系、截止日期、申报条件和推荐名额。发布之后内容即冻结，只有截止日期可以延长。",
                """
                A call names its programme, its purpose, the scheme, the last day, the conditions and how many a prefecture \
                may recommend. It is frozen once it is published; only its last day can be put off.
                """))

        @Argument(help: both("申报通知文件（YAML）。", "The call's file (YAML)."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let files = try loadCall(file: file).get()
            try options.perform(
                PublishCall(files.call, scheme: files.scheme, schemeBytes: files.schemeBytes), context,
                saying: .callPublished, ["id": files.call.id.text, "last": files.call.last])
        }
    }

    struct Extend: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("延长申报期限（经办人）。", "Put off the last day of a call (officer)."),
            discussion: both("已经截止的也可以延长。", "One that is over is open again."))

        @Argument(help: both("申报通知的编号。", "The call's id."))
        var id: CallID
        @Option(help: both("新的截止日期，例如 2026-11-09。", "The new last day, such as 2026-11-09."))
        var to: String
        @Option(help: both("理由，不对外公开。", "Why; it stays concealed."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                ExtendCall(id, to: to, reason: reason), context, saying: .callExtended, ["id": id.text, "last": to])
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出已发布的申报通知。", "List the calls that are published."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            for call in standing.calls { context.console.say(headline(of: call, in: standing, context)) }
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("显示申报通知的内容。", "Show what a call says."))

        @Argument(help: both("申报通知的编号。", "The call's id."))
        var id: CallID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let call = try standing.call(id).get()
            context.console.say(headline(of: call, in: standing, context))
            for line in lines(of: call, in: standing, context) { context.console.say("  \(line)") }
        }
    }
}

private func headline(of call: PublishedCall, in standing: Standing, _ context: Context) -> String {
    let programme = try? standing.programme(call.published.programme).get().programme
    return context.sentences(
        .callListed,
        [
            "id": call.id.text, "title": call.call?.title.text(in: context.words.language) ?? "",
            "programme": call.published.programme.text,
            "purpose": context.words.name(
                programme?.purpose(call.published.purpose)?.name, .purpose, call.published.purpose.rawValue),
            "last": call.last,
        ])
}

private func lines(of published: PublishedCall, in standing: Standing, _ context: Context) -> [String] {
    guard let call = published.call else { return [] }
    let programme = try? standing.programme(call.programme).get().programme
    let (sentences, words) = (context.sentences, context.words)
    let scheme = sentences(
        .callScheme,
        [
            "scheme": call.scheme.id.text, "edition": "\(call.scheme.edition)", "digest": published.published.scheme,
        ])
    let put = published.extensions.map { sentences(.callPutOff, ["last": $0]) }
    let conditions = call.conditions.map { item in
        sentences(
            .conditionListed,
            [
                "id": item.rawValue,
                "text": words.name(programme?.condition(item)?.text, .condition, item.rawValue),
            ])
    }
    let quotas = call.quotas.map { quota in
        sentences(
            .callQuota,
            [
                "kind": words.name(programme?.kind(quota.kind)?.name, .kind, quota.kind.rawValue),
                "most": "\(quota.most)",
            ])
    }
    let days = call.days.map { sentences(.callDay, ["day": $0.day, "title": $0.title.text(in: words.language)]) }
    return [scheme] + put + conditions + quotas + days
}
