// What the terminal says of a no: in the reader's language, with the names that the reader may know.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import FileReading
import Foundation
import Reasons
import RoundState
import Storage
import Telling

/// The words of one language.
struct Words: Sendable {
    let language: Language
    /// nil where the messages cannot be read: a reason then shows its code and values.
    private let book: MessageBook?

    /// Says once where there are none: what follows is told in codes.
    init(_ language: Language) {
        self.language = language
        book = wordsOrWarning(language, loadMessages) { "\($0)" }
    }

    /// Whether reasons are told in words.
    var isThere: Bool { book != nil }

    /// In the language that the process speaks.
    static let system = Words(.spoken)

    /// One reason as a sentence.
    func text(_ reason: Reason, _ names: Names? = nil) -> String {
        book?.text(reason) { name(of: $0, names) } ?? reason.description
    }

    /// A reason with what can be done about it on the command line.
    func line(_ reason: Reason, _ names: Names? = nil) -> String {
        let text = text(reason, names)
        guard let hint = hint(for: reason, in: language) else { return text }
        return language == .chinese ? "\(text)（\(hint)）" : "\(text) (\(hint))"
    }

    /// A problem of a file, with what can be done about it on the command line.
    func text(_ problem: Problem) -> String {
        let advice = [problem.hint, problem.reason].compactMap { $0.flatMap { hint(for: $0, in: language) } }
        return book?.text(problem, advice: advice) ?? problem.description
    }

    /// A reason with advice that it brings.
    func text(_ reason: Reason, hint: Reason) -> String {
        book?.text(reason, hint: hint) ?? "\(reason) (\(hint))"
    }

    func text(_ fault: FileFault) -> String { text(Problem(file: fault.path, fault.reason)) }

    func text(_ failure: FileFailure) -> String { text(Problem(file: failure.path, failure.reason)) }

    func text(_ fault: LedgerError) -> String { book?.text(fault) ?? fault.description }

    func word(_ value: Reason.Value, _ names: Names? = nil) -> String {
        book?.word(value) { name(of: $0, names) } ?? value.description
    }

    /// With the id behind it, for that is what commands take.
    private func name(of subject: Reason.Subject, _ names: Names?) -> String? {
        if subject.kind == .seat { return SeatID(subject.id).shortCode }
        guard let name = names?.name(of: subject, in: language), name != subject.id else { return nil }
        return language == .chinese ? "\(name)（\(subject.id)）" : "\(name) (\(subject.id))"
    }
}

/// The words that came with the program, or nil and a warning that there are none; `tell` says why.
func wordsOrWarning<Strings: Sendable>(
    _ language: Language, _ load: (URL) -> Loaded<[Language: Strings]>,
    tell: (Problem) -> String = { Words.system.text($0) }
) -> Strings? {
    let folder = Installation.own.templates
    let loaded = load(folder)
    if case .value(let strings) = loaded { return strings[language] }
    let why = whyUnread(folder, in: language) ?? loaded.problems.first.map(tell) ?? ""
    Console().warn(
        language == .chinese
            ? "\(folder.relativePath)：程序的文字无法读取：\(why)。以下用代码列出，结论同样有效；请把程序文件夹整套放回"
            : "\(folder.relativePath): the program's words cannot be read: \(why); what follows is told in codes and holds "
                + "all the same; put the program's folder back whole")
    return nil
}

extension Language {
    /// What `HENG_LANG`, or else the locale, asks for; Chinese where nothing does.
    init(asked environment: [String: String]) {
        let asked = ["HENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        self = asked.map { $0.hasPrefix("zh") ? .chinese : .english } ?? .chinese
    }
}

/// A refusal with the names of what it is about.
struct NamedRefusal: Error {
    let refusal: Refusal
    let names: Names
}

/// Runs something that may be refused; a refusal gets the names of the register.
/// - Throws: `NamedRefusal` for a `Refusal`, and what else it throws.
func naming<Value>(
    _ register: @autoclosure () throws -> Register, for reader: UserID?, _ body: () throws -> Value
) throws -> Value {
    do {
        return try body()
    } catch let refusal as Refusal {
        guard let register = try? register() else { throw refusal }
        throw NamedRefusal(refusal: refusal, names: Names(register, for: reader))
    }
}
