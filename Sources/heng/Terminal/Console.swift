// How commands talk: results on standard output, everything else on standard error.

import AssessmentModel
import Foundation
import PlainText
import Telling

struct Console: Sendable {
    /// Whether a person watches standard error, so that a progress bar is welcome.
    var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

    /// The columns of a line where somebody asks for some, or reads on a terminal; nil for what goes elsewhere.
    ///
    /// COLUMNS of the environment where it is a sensible number, else the terminal's own.
    var columns: Int? {
        let asked = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 0
        if asked >= 20 { return asked }
        var size = winsize()
        let output = FileHandle.standardOutput.fileDescriptor
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return nil }
        return Int(size.ws_col)
    }

    /// The columns of text that is always broken into lines.
    var width: Int { columns ?? 100 }

    func say(_ text: String) { write(harmless(text) + "\n", to: .standardOutput) }

    func warn(_ text: String) { write(harmless(text) + "\n", to: .standardError) }

    /// What the lines mean where that needs a word, every problem, then their number.
    func list(_ problems: Problems, closing: ConsolePhrase) {
        let sentences = Sentences.spoken
        let head = sentences(.problemLines)
        if !head.isEmpty { warn(head) }
        for problem in problems.all { warn(Words.system.text(problem)) }
        warn(sentences(closing, ["problems": sentences(.problems, problems.count)]))
    }

    /// Writes bytes that another program reads.
    func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    /// Runs `step` for each item, with a bar on a terminal and silently elsewhere.
    func progress<Item, Value>(
        _ title: String, over items: [Item], _ step: (Item) throws -> Value
    ) rethrows -> [Value] {
        var values: [Value] = []
        defer { if isTerminal { write("\r\u{1B}[K", to: .standardError) } }
        for (index, item) in items.enumerated() {
            if isTerminal { write(bar(title, index, items.count), to: .standardError) }
            values.append(try step(item))
        }
        return values
    }

    private func bar(_ title: String, _ done: Int, _ all: Int) -> String {
        let width = 30
        let filled = all == 0 ? width : done * width / all
        let blocks = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\r\u{1B}[K\(title) \(blocks) \(done)/\(all)"
    }

    /// A closed pipe ends the output, not the program's sense: nothing is left to tell.
    private func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Text that a person wrote, on one line: it can neither end the line nor begin one that looks like ours.
func inLine(_ text: String) -> String {
    harmless(text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ").replacing("\t", with: " "))
}

/// Text without anything that a terminal obeys or that turns the line round; lines stay lines.
private func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    return text.unicodeScalars.map { scalar in
        isHarmful(scalar) ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
}

private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\t" && refusal(ofText: String(scalar), as: .paragraphs)?.scalar != nil
}
