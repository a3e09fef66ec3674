// What was filled in on a page as the YAML that commands read: one loader says what is wrong with either.

import AssessmentModel
import Pages
import Reasons
import Telling

/// Lines of a mapping, each value in double quotes (YAML 1.2, 7.3.1).
struct FilledYAML {
    private(set) var lines: [String] = []

    var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    mutating func add(_ key: String, _ text: String) { lines.append("\(key): \(Self.quoted(text))") }

    mutating func add(_ key: String, raw value: String) { lines.append("\(key): \(value)") }

    /// Chinese and English; what is empty in English is left out.
    static func localized(_ zh: String, _ en: String) -> String {
        "{zh: \(quoted(zh))" + (en.isEmpty ? "" : ", en: \(quoted(en))") + "}"
    }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                out += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

extension Desk {
    /// What a loader found wrong with what was filled in, at the fields that it stands in.
    func problems(_ found: [Problem], _ words: PageWords, field: (String) -> String?) -> FormProblems {
        FormProblems(
            found.map { problem in
                let text = words.text(problem.reason)
                return (problem.key.flatMap(field), text)
            })
    }
}
