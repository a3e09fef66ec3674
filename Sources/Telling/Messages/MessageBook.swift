// Reasons in words, in one language, from `messages.<language>.yaml`.

package import AssessmentModel
package import AuditLedger
package import Foundation
package import Reasons

/// The words of every code in one language, complete.
package struct MessageBook: Sendable {
    package let language: Language
    private let messages: [ReasonCode: TemplateText]
    private let terms: [Reason.Term: [String: String]]
    private let subjects: [Reason.Subject.Kind: TemplateText]
    private let separator: String
    private let chosen: TemplateText?
    private let lastChosen: String
    private let quoted: TemplateText?
    private let problem: TemplateText?
    private let advised: TemplateText?
    private let adviceSeparator: String
    private let fault: TemplateText?
    private let within: String

    static func file(_ language: Language) -> String { "messages.\(language.rawValue).yaml" }

    /// One reason as a sentence.
    ///
    /// `name` gives the name of what has one for this reader; nil: the id stands for it.
    package func text(_ reason: Reason, naming name: (Reason.Subject) -> String? = { _ in nil }) -> String {
        guard let message = messages[reason.code] else {
            preconditionFailure("the loader lets no messages pass without \(reason.code)")
        }
        var values = reason.values.mapValues { word($0, naming: name) }.filter { !$0.value.isEmpty }
        values["subject"] = reason.subject.map { word(.named($0), naming: name) }
        return message(values)
    }

    /// A problem of a file: where it lies, what is wrong, and what to do about it; `advice` is added to its own hint.
    package func text(_ problem: Problem, advice: [String] = []) -> String {
        let what = text(problem.reason, hint: problem.hint, advice: advice)
        var values = ["file": problem.file, "what": what]
        values["line"] = problem.line.map(String.init)
        values["key"] = problem.key
        return self.problem?(values) ?? problem.description
    }

    /// A reason with what to do about it.
    package func text(_ reason: Reason, hint: Reason?, advice: [String] = []) -> String {
        let all = [hint.map { text($0) }].compactMap { $0 } + advice
        var values = ["what": text(reason)]
        values["advice"] = all.isEmpty ? nil : all.joined(separator: adviceSeparator)
        return advised?(values) ?? reason.description
    }

    /// A fault of a proof: where it lies, and what it is.
    package func text(
        _ fault: LedgerError, naming name: (Reason.Subject) -> String? = { _ in nil }
    ) -> String {
        let places = fault.location.map { word($0, naming: name) }.joined(separator: within)
        return self.fault?(["where": places, "what": text(fault.reason, naming: name)]) ?? fault.description
    }

    /// One value as it stands in a sentence.
    package func word(_ value: Reason.Value, naming name: (Reason.Subject) -> String? = { _ in nil }) -> String {
        switch value {
        case .text(let text): text
        case .quoted(let text): quoted?(["text": text]) ?? text
        case .number(let number): String(number)
        case .named(let subject):
            subjects[subject.kind]?(["name": name(subject) ?? subject.id, "id": subject.id]) ?? subject.id
        case .term(let list, let word): terms[list]?[word] ?? word
        case .list(let items): items.map { word($0, naming: name) }.joined(separator: separator)
        case .choice(let items): choice(of: items.map { word($0, naming: name) })
        case .phrase(let reason): text(reason, naming: name)
        case .localized(let zh, let en): language == .english ? en ?? zh : zh
        }
    }

    /// a, b or c.
    private func choice(of words: [String]) -> String {
        let meanings = self.meanings(of: words)
        let words = words.map { (chosen?(["text": $0]) ?? $0) + (meanings[$0] ?? "") }
        guard words.count > 1, let last = words.last else { return words.joined() }
        return words.dropLast().joined(separator: separator) + lastChosen + last
    }

    /// What stands behind the words of a closed list of the field that are spelt otherwise than they are said.
    private func meanings(of words: [String]) -> [String: String] {
        let lists = [Reason.Term.purpose, .kind, .source].compactMap { terms[$0] }
        let list = lists.first { list in words.allSatisfy { list[$0] != nil } } ?? [:]
        return list.filter { $0.key != $0.value }.mapValues { language == .chinese ? "（\($0)）" : " (\($0))" }
    }

    fileprivate init(_ root: Entry, language: Language) {
        self.language = language
        let fields = root.fields(
            required: ["separator", "choice", "quoted", "problem", "fault", "subjects", "terms", "messages"])
        separator = fields["separator"]?.string() ?? ""
        let choice = fields["choice"]?.fields(required: ["one", "last"])
        chosen = choice?["one"]?.templateText(placeholders: ["text"])
        lastChosen = choice?["last"]?.string() ?? ""
        quoted = fields["quoted"]?.templateText(placeholders: ["text"])
        let problem = fields["problem"]?.fields(required: ["sentence", "advised", "separator"])
        self.problem = problem?["sentence"]?.templateText(placeholders: ["file", "line", "key", "what"])
        advised = problem?["advised"]?.templateText(placeholders: ["what", "advice"])
        adviceSeparator = problem?["separator"]?.string() ?? ""
        let fault = fields["fault"]?.fields(required: ["sentence", "within"])
        self.fault = fault?["sentence"]?.templateText(placeholders: ["where", "what"])
        within = fault?["within"]?.string() ?? ""
        let kinds = fields["subjects"]?.fields(required: Reason.Subject.Kind.allCases.map(\.rawValue)) ?? [:]
        subjects = Reason.Subject.Kind.allCases.reduce(into: [:]) { subjects, kind in
            subjects[kind] = kinds[kind.rawValue]?.templateText(placeholders: ["name", "id"])
        }
        let lists = fields["terms"]?.fields(required: Reason.Term.allCases.map(\.rawValue)) ?? [:]
        terms = Reason.Term.allCases.reduce(into: [:]) { terms, list in
            let words = lists[list.rawValue]?.mapping() ?? []
            terms[list] = Dictionary(words.map { ($0.name, $0.entry.string() ?? "") }) { $1 }
        }
        let texts = fields["messages"]?.fields(required: ReasonCode.allCases.map(\.spelling)) ?? [:]
        messages = ReasonCode.allCases.reduce(into: [:]) { messages, code in
            messages[code] = texts[code.spelling]?.templateText(placeholders: code.values.union(["subject"]))
        }
    }
}

/// The messages of both languages, or every problem in their files.
package func loadMessages(in folder: URL) -> Loaded<[Language: MessageBook]> {
    loadedInEachLanguage { language, log in
        readTemplate(named: MessageBook.file(language), in: folder, log: log).map {
            MessageBook($0, language: language)
        }
    }
}
