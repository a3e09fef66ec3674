// The value of every no: a code, what it is about, and what it says, without prose.

/// Why something was refused, denied or found wrong; beside a problem of a file, also what to do about it.
///
/// Words for it stand in `Templates/messages.*.yaml`; what a person can do about it on the command line, `heng` adds.
package struct Reason: Sendable, Hashable {
    package let code: ReasonCode
    package let subject: Subject?
    /// The part of a form or a file that it is about, by the name that the form gives it.
    package let field: String?
    /// As many as the code has placeholders, under their names; an empty one closes its section.
    package let values: [String: Value]

    package init(
        _ code: ReasonCode, _ subject: Subject? = nil, field: String? = nil, _ values: [String: Value] = [:]
    ) {
        assert(
            Set(values.keys) == code.values,
            "\(code) takes \(code.values.sorted()), found \(values.keys.sorted())")
        self.code = code
        self.subject = subject
        self.field = field
        self.values = values
    }

    /// A reason that is about nothing in particular.
    package init(_ code: ReasonCode, _ values: [String: Value]) { self.init(code, nil, values) }

    /// What a reason is about, by its kind and its id.
    package struct Subject: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            case zone, indicator, seat, expert, user, application, round, objection, certificate, event, key, file
            case programme, call
            /// Places: what a proof names.
            case head, result, scheme, line, byte, member
        }

        package let kind: Kind
        package let id: String

        package init(_ kind: Kind, _ id: String) {
            self.kind = kind
            self.id = id
        }
    }

    package enum Value: Sendable, Hashable {
        /// As it was found, or as somebody wrote it.
        case text(String)
        /// The same between the quotes of the language.
        case quoted(String)
        case number(Int)
        /// Something that has a name of its own.
        case named(Subject)
        /// A word of a closed list: its list, and itself as data spell it.
        case term(Term, String)
        case list([Value])
        /// Several of which one may be chosen.
        case choice([Value])
        /// A part of the sentence that has values of its own.
        case phrase(Reason)
        /// What a file says in one language or both.
        case localized(zh: String, en: String?)
    }

    /// The closed lists whose words stand in messages.
    package enum Term: String, Sendable, CaseIterable {
        case role, stage, task, act, deadline, ground, purpose, source, conflict, level, application, seat, verdict,
            condition, revision,
            field
        /// Of proofs: what was read, what was expected there, what events say and conceal, what is counted, what stands in a file's place, what
        /// the system says.
        case part, form, file, event, concealed, measure, system
        /// Of the log of sign-ins: what came of an attempt.
        case signIn = "sign-in"
        /// Of files that people bring: kinds of zones, what a file lists, what was expected there, what stands for commas, what a YAML parser says.
        case kind, thing, input, separator, yaml
    }
}

extension Reason: CustomStringConvertible {
    /// For logs and failing tests: `cell-changed zone:qingyun base=1 version=2`.
    package var description: String {
        let head = [code.spelling, subject.map { "\($0.kind.rawValue):\($0.id)" }, field.map { "[\($0)]" }]
        let values = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (head.compactMap { $0 } + values).joined(separator: " ")
    }
}

extension Reason.Value: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let text), .quoted(let text): text
        case .number(let number): String(number)
        case .named(let subject): subject.id
        case .term(_, let word): word
        case .list(let items), .choice(let items): items.map(\.description).joined(separator: ",")
        case .phrase(let reason): "(\(reason))"
        case .localized(let zh, let en): en ?? zh
        }
    }
}

extension Reason.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int) { self = .number(number) }
}
