// The last word of a run that did not end by itself: help that was asked for, or a command that is written wrongly.

import ArgumentParser
import AssessmentModel
import Foundation
import Telling

/// Tells what the argument parser has to say, in the language that the process speaks, and leaves with its code.
func part(with error: any Error, _ console: Console) -> Never {
    let code = Heng.exitCode(for: error)
    let text = ParserText(error, Language.spoken, width: console.width).told
    if !text.isEmpty { code.isSuccess ? console.say(text) : console.warn(text) }
    Heng.exit(withError: code)
}

/// What the argument parser says: its own words are English, ours are put around and between them.
struct ParserText {
    let told: String

    init(_ error: any Error, _ language: Language, width: Int) {
        guard language == .chinese else {
            told = onLines(Heng.fullMessage(for: error))
            return
        }
        // The parser breaks lines at blanks alone and counts characters, so that lines are broken here.
        let text = onLines(Heng.fullMessage(for: error, columns: 10_000))
        guard Heng.exitCode(for: error).isSuccess else {
            told = ParserMistake(error).told(with: inChinese(text, width))
            return
        }
        told = text.hasPrefix("OVERVIEW: ") ? inChinese(text, width) : text
    }
}

/// What was typed is shown on one line: it cannot begin one that looks like ours.
private func onLines(_ text: String) -> String {
    let typed = ProcessInfo.processInfo.arguments.dropFirst().flatMap { argument in
        [argument, String(argument.drop { $0 != "=" }.dropFirst())]
    }
    return typed.filter { $0.contains(where: \.isNewline) }.reduce(text) { $0.replacing($1, with: inLine($1)) }
}

private func inChinese(_ text: String, _ width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        let line = headed(String(line))
        return displayWidth(line) > width ? broken(line, width) : [line]
    }.joined(separator: "\n")
}

/// A line of the parser with its own words in Chinese.
private func headed(_ line: String) -> String {
    let heads = [
        "OVERVIEW: ": "说明：", "USAGE: ": "用法：", "ARGUMENTS:": "参数：", "OPTIONS:": "选项：",
        "SUBCOMMANDS:": "命令：", "Usage: ": "用法：", "Help:  ": "说明：",
    ]
    var line = line
    if let head = heads.first(where: { line.hasPrefix($0.key) }) {
        line = head.value + line.dropFirst(head.key.count)
    }
    line.replace(/See '(.+)' for (?:detailed help|more information)\./) { "详见 `\($0.output.1)`。" }
    line.replace(/\s*\((?:values: ([^();]*))?(?:; )?(?:default: ([^();]*))?\)$/) { found in
        let parts = [found.output.1.map { "可写 \($0)" }, found.output.2.map { "默认 \($0)" }].compactMap { $0 }
        return parts.isEmpty ? String(found.output.0) : "（\(parts.joined(separator: "；"))）"
    }
    return line.replacing("<subcommand>", with: "<命令>")
        .replacing("Show help information.", with: "显示帮助。").replacing("Show the version.", with: "显示版本。")
}

/// A line in lines: what stands in the parser's second column stays there.
private func broken(_ line: String, _ width: Int) -> [String] {
    let blanks = line.prefix { $0 == " " }.count
    let label = line.prefix(blanks == 2 ? Column.second : blanks)
    let rest = String(line.dropFirst(label.count))
    let indent = displayWidth(label)
    guard width - indent >= Column.narrowest else { return wrapped(line, width: width) }
    return wrapped(rest, width: width - indent).enumerated().map { index, text in
        (index == 0 ? String(label) : String(repeating: " ", count: indent)) + text
    }
}

private enum Column {
    /// Where the argument parser begins what it says of an option.
    static let second = 26
    static let narrowest = 12
}

/// How a command is written wrongly, by the parser's own names for it.
private struct ParserMistake {
    private let phrase: ConsolePhrase?
    /// As the parser quotes it.
    private let what: String
    /// What a command says itself of its options is told in Chinese already.
    private let isOurs: Bool

    init(_ error: any Error) {
        let name = Self.name(of: error)
        isOurs = error is ValidationError || name == "userValidationError"
        phrase =
            switch name {
            case "unknownOption", "invalidOption", "nonAlphanumericShortOption", "missingValueOrUnknownCompositeOption":
                .usageUnknownOption
            case "missingValueForOption": .usageNoValue
            case "unexpectedValueForOption": .usageValueUnasked
            case "unexpectedExtraValues": .usageExtra
            case "duplicateExclusiveValues": .usageTwice
            case "noValue": .usageMissing
            case "unableToParseValue": .usageWrongValue
            default: nil
            }
        what = Heng.message(for: error).firstMatch(of: /'([^']*)'/).map { inLine(String($0.output.1)) } ?? ""
    }

    func told(with text: String) -> String {
        let error = "Error: "
        guard text.hasPrefix(error) else { return text }
        let sentences = Sentences.spoken
        if isOurs { return sentences(.usageOf, ["why": String(text.dropFirst(error.count))]) }
        let kind = phrase.map { ["kind": sentences($0, ["what": what])] }
        return sentences(.usage, kind ?? [:]) + "\n" + text
    }

    /// The parser's errors are its own: only their case's name is to be had.
    private static func name(of error: any Error) -> String? {
        let parserError = Mirror(reflecting: error).children.first { $0.label == "parserError" }?.value ?? error
        return Mirror(reflecting: parserError).children.first?.label
    }
}
