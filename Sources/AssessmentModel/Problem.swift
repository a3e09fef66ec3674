// What is wrong with a user's file, where, and what to do about it, without prose.

package import Reasons

/// One mistake in an input file.
package struct Problem: Error, Hashable, Sendable {
    /// The file as the user named it.
    package let file: String
    /// Counted from 1; nil when the problem is the file as a whole.
    package let line: Int?
    /// The key or column, e.g. `criteria[2].points` or `mark`; nil when it is the whole line.
    package let key: String?
    package let reason: Reason
    /// What to do about it, where that is not plain from the reason.
    package let hint: Reason?
    /// For how many further problems of the file this one stands; 0 for a problem of its own.
    package let more: Int

    package init(file: String, line: Int? = nil, key: String? = nil, _ reason: Reason, hint: Reason? = nil) {
        self.file = file
        self.line = line
        self.key = key
        self.reason = reason
        self.hint = hint
        more = 0
    }

    /// Stands at the end of a file's list for all that are not in it.
    package init(file: String, more: Int) {
        self.file = file
        (line, key, hint) = (nil, nil, nil)
        reason = more == 1 ? Reason(.problemMore) : Reason(.problemsMore, ["count": .number(more)])
        self.more = more
    }
}

extension Problem: CustomStringConvertible {
    /// For logs and failing tests: `file:line: key: reason (hint)`, in codes. `MessageBook` has the words.
    package var description: String {
        let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
        let subject = key.map { "\($0): " } ?? ""
        return "\(place): \(subject)\(reason)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// All problems of one stage together, thrown only where a caller has no other way to hand them on.
package struct Problems: Error, Sendable, CustomStringConvertible {
    package let all: [Problem]

    /// Ordered by file, then line, so that a reader walks down the file once.
    package init(_ problems: [Problem]) {
        all = problems.enumerated().sorted { Self.place($0) < Self.place($1) }.map(\.element)
    }

    /// Those included that are only counted.
    package var count: Int { all.reduce(0) { $0 + max(1, $1.more) } }

    private static func place(_ numbered: (offset: Int, element: Problem)) -> (String, Int, Int) {
        let (number, problem) = numbered
        return (problem.file, problem.more > 0 ? .max : problem.line ?? 0, number)
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

    package func map<Other>(_ change: (Value) -> Other) -> Loaded<Other> {
        switch self {
        case .value(let value): .value(change(value))
        case .problems(let problems): .problems(problems)
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
