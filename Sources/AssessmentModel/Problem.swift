// What is wrong with a user's file, where, and what was expected: one line a person can act on.

/// One mistake in an input file.
package struct Problem: Error, Hashable, Sendable {
    /// The file as the user named it.
    package let file: String
    /// Counted from 1; nil when the problem is the file as a whole.
    package let line: Int?
    /// The key or column, e.g. `criteria[2].points` or `mark`; nil when it is the whole line.
    package let key: String?
    /// One lower-case line: what was found and what was expected.
    package let message: String
    /// What to do about it, where that is not plain from the message.
    package let hint: String?

    package init(file: String, line: Int? = nil, key: String? = nil, _ message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
        self.hint = hint
    }
}

extension Problem: CustomStringConvertible {
    /// `file:line: key: message (hint)`.
    package var description: String {
        let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
        let subject = key.map { "\($0): " } ?? ""
        return "\(place): \(subject)\(message)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// All problems of one stage together, thrown only where a caller has no other way to hand them on.
package struct Problems: Error, Sendable, CustomStringConvertible {
    package let all: [Problem]

    /// Ordered by file, then line, so that a reader walks down the file once.
    package init(_ problems: [Problem]) {
        all = problems.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
    }

    package var description: String { all.map(\.description).joined(separator: "\n") }
}

/// What a loader makes of a file: the value, or every problem in it (never empty).
package enum Loaded<Value: Sendable>: Sendable {
    case value(Value)
    case problems([Problem])

    /// None where there is a value.
    package var problems: [Problem] {
        switch self {
        case .value: []
        case .problems(let problems): problems
        }
    }

    /// The value, where there is no problem.
    /// - Throws: `Problems`.
    package func get() throws(Problems) -> Value {
        switch self {
        case .value(let value): value
        case .problems(let problems): throw Problems(problems)
        }
    }
}
