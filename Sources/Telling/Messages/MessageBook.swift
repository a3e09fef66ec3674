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
        var values = reason.values.mapValues { word($0, naming: name) }
        values["subject"] = reason.subject.map { word(.named($0), naming: name) }
        return message(values)
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
        case .number(let number): String(number)
        case .named(let subject):
            subjects[subject.kind]?(["name": name(subject) ?? subject.id, "id": subject.id]) ?? subject.id
        case .term(let list, let word): terms[list]?[word] ?? word
        case .list(let items): items.map { word($0, naming: name) }.joined(separator: separator)
        }
    }

    fileprivate init(_ root: Entry, language: Language) {
        self.language = language
        let fields = root.fields(required: ["separator", "fault", "subjects", "terms", "messages"])
        separator = fields["separator"]?.string() ?? ""
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
        let texts = fields["messages"]?.fields(required: ReasonCode.allCases.map(\.rawValue)) ?? [:]
        messages = ReasonCode.allCases.reduce(into: [:]) { messages, code in
            messages[code] = texts[code.rawValue]?.templateText(placeholders: code.values.union(["subject"]))
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
