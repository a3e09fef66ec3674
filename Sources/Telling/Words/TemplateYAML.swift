// Template files as YAML nodes that know their file, line and key, and a list of everything wrong with them.

package import AssessmentModel
package import Foundation
package import Reasons
import Yams

/// The problems found so far in the files of one load.
package final class ProblemList {
    package private(set) var problems: [Problem] = []

    package init() {}

    /// Adds a problem, once: templates are read once for each language.
    package func report(_ problem: Problem) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}

/// One node of a template file. Reading it as something that it is not reports a problem and gives nil.
package struct Entry {
    let node: Node
    let file: String
    /// From the root, e.g. `styles.title.size`; empty for the root.
    let key: String
    let log: ProblemList

    var line: Int? { node.mark?.line }

    package func report(_ reason: Reason, hint: Reason? = nil) {
        log.report(Problem(file: file, line: line, key: key.isEmpty ? nil : key, reason, hint: hint))
    }

    /// Whether there are keys below this one.
    package var isMapping: Bool { node.mapping != nil }

    /// The entries of a mapping in the order of the file; nil when it is none.
    package func mapping() -> [(name: String, entry: Entry)]? {
        guard let mapping = node.mapping else {
            report(Reason(.mappingExpected))
            return nil
        }
        return mapping.compactMap { name, value in
            guard let name = name.scalar?.string else { return nil }
            return (name, Entry(node: value, file: file, key: key.isEmpty ? name : "\(key).\(name)", log: log))
        }
    }

    /// The entries of a mapping whose keys are known; others are reported, and `required` ones when they are absent.
    package func fields(required: [String], optional: [String] = []) -> [String: Entry] {
        let known = Set(required + optional)
        var fields: [String: Entry] = [:]
        for (name, entry) in mapping() ?? [] {
            if known.contains(name) {
                fields[name] = entry
            } else {
                entry.report(
                    Reason(.templateKeyUnknown),
                    hint: Reason(.namesKnownHere, ["names": .texts((required + optional).sorted())]))
            }
        }
        let absent = required.filter { fields[$0] == nil }
        if !absent.isEmpty, node.mapping != nil {
            report(Reason(.templateKeysMissing, ["keys": .texts(absent.sorted())]))
        }
        return fields
    }

    package func sequence() -> [Entry]? {
        guard let sequence = node.sequence else {
            report(Reason(.listExpected))
            return nil
        }
        return sequence.enumerated().map { Entry(node: $1, file: file, key: "\(key)[\($0)]", log: log) }
    }

    package func string() -> String? {
        guard let text = node.scalar?.string else {
            report(Reason(.textExpected))
            return nil
        }
        return text
    }

    /// A plain decimal within `range`.
    package func number(in range: ClosedRange<Double>) -> Double? {
        guard let text = node.scalar?.string, let value = Double(text), range.contains(value) else {
            report(
                Reason(
                    .numberExpected, ["least": .text("\(range.lowerBound)"), "most": .text("\(range.upperBound)")]))
            return nil
        }
        return value
    }
}

/// What `read` makes of template files, or every problem that it reports.
package func loaded<Value: Sendable>(_ read: (ProblemList) -> Value?) -> Loaded<Value> {
    let log = ProblemList()
    guard let value = read(log), log.problems.isEmpty else { return .problems(Problems(log.problems).all) }
    return .value(value)
}

/// What `read` makes of the template files of each language, or every problem that it reports.
package func loadedInEachLanguage<Value: Sendable>(
    _ read: (Language, ProblemList) -> Value?
) -> Loaded<[Language: Value]> {
    loaded { log in
        Language.allCases.reduce(into: [:]) { values, language in values[language] = read(language, log) }
    }
}

/// The root of a file in a folder of templates; nil when it cannot be read, which is reported.
package func readTemplate(named name: String, in folder: URL, log: ProblemList) -> Entry? {
    let file = "\(folder.relativePath)/\(name)"
    guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
        log.report(Problem(file: file, Reason(.templateUnread)))
        return nil
    }
    return readTemplate(text, file: file, log: log)
}

/// The root of a file; nil when it is not YAML, which is reported.
package func readTemplate(_ text: String, file: String, log: ProblemList) -> Entry? {
    do {
        guard let node = try Yams.compose(yaml: text) else {
            log.report(Problem(file: file, Reason(.yamlEmpty)))
            return nil
        }
        return Entry(node: node, file: file, key: "", log: log)
    } catch {
        log.report(problem(of: error, file: file))
        return nil
    }
}

private func problem(of error: any Error, file: String) -> Problem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        Problem(file: file, line: mark.line, .notYAML(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
        Problem(
            file: file, line: context.mark.line,
            Reason(.templateKeysTwice, ["keys": .texts(duplicates.map { "\($0)" }.sorted())]))
    default: Problem(file: file, .notYAML("\(error)"))
    }
}

extension Reason {
    fileprivate static func notYAML(_ why: String) -> Reason {
        Reason(.templateNotYaml, ["why": .term(.yaml, why)])
    }
}
