// What stands in a YAML node → text, numbers, flags, ids, words, days.

package import AssessmentModel
import Foundation
import PlainText

extension YAMLNode {
    /// Text as it is kept, on one line and never empty; at most so many Unicode scalars.
    package func text(atMost most: Int = TextLimit.name) -> String? { text(expecting: "text", atMost: most) }

    /// Text that is read on as something else, which problems then name.
    func text(expecting what: String, atMost most: Int = .max) -> String? {
        guard isPlain, case .text(let written, let isUnquoted) = tree.content else {
            expected(what)
            return nil
        }
        let text = kept(written)
        guard !text.isEmpty else {
            problem("is empty, expected \(what)")
            return nil
        }
        if isUnquoted, ["~", "null", "Null", "NULL"].contains(text) {
            problem("found `\(text)`, which YAML reads as nothing, expected \(what)", hint: "text needs quotes here")
            return nil
        }
        if let fault = refusal(ofText: text, atMost: most) {
            problem(
                fault.code == .tooLong ? "\(fault)" : "\(fault), expected \(what) that prints on one line",
                hint: fault.scalar == "\n" ? "a line breaks there" : nil)
            return nil
        }
        return text
    }

    package func decimal(places: Int = 6) -> Fraction? {
        let what = "a plain decimal number such as 12 or 0.5"
        guard let text = text(expecting: what) else { return nil }
        guard let value = Fraction(decimal: text, places: places) else {
            misread(number: text, expected: what, hint: text.hasSuffix("%") ? "write the number without %" : nil)
            return nil
        }
        return value
    }

    /// Says why text is not the number that was expected.
    func misread(number text: String, expected what: String, hint: String? = nil) {
        let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
        if Fraction(decimal: digits, places: 400) != nil, Fraction(decimal: digits) == nil {
            problem("found `\(shown(text))`, expected at most 6 decimals")
        } else {
            problem("found `\(shown(text))`, expected \(what)", hint: numberSlip(text) ?? hint)
        }
    }

    package func integer(_ range: ClosedRange<Int>) -> Int? {
        let what = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = text(expecting: what) else { return nil }
        guard Fraction(decimal: text, places: 0) != nil, let value = Int(text), range.contains(value) else {
            problem("found `\(shown(text))`, expected \(what)", hint: numberSlip(text))
            return nil
        }
        return value
    }

    package func flag() -> Bool? {
        guard let text = text(expecting: "true or false") else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            let meant = ["true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"]
            problem(
                "found `\(shown(text))`, expected true or false", hint: meant[text.lowercased()].map { "write \($0)" })
            return nil
        }
    }

    package func identifier<Subject>() -> Identifier<Subject>? {
        guard let text = text(expecting: "an id") else { return nil }
        guard Identifier<Subject>.accepts(text) else {
            misread(id: text, expected: "an id of a-z, 0-9, `.`, `_`, `-` that begins with a letter or digit")
            return nil
        }
        return Identifier(text)
    }

    /// Says why text is not the id or name that was expected.
    func misread(id text: String, expected what: String) {
        problem(
            text.utf8.count > 64 && text.utf8.allSatisfy { $0 < 0x80 }
                ? "found \(text.utf8.count) characters (`\(shown(text))`), expected at most 64"
                : "found `\(shown(text))`, expected \(what)")
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let allowed = Choice.allCases.map(\.rawValue)
        guard let text = text(expecting: oneOf(allowed)) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            problem(
                "found `\(shown(text))`, expected \(oneOf(allowed))",
                hint: nearest(text, allowed).map { "did you mean `\($0)`?" })
            return nil
        }
        return choice
    }

    /// `{zh: …, en: …}`; with `plain`, also Chinese text alone.
    package func localized(plain: Bool = false, atMost most: Int = TextLimit.name) -> LocalizedText? {
        if plain, isScalar { return text(atMost: most).map { LocalizedText(zh: $0) } }
        if isScalar, !isEmpty {
            expected("keys with values (zh, en…)", hint: "write {zh: \(shown(tree.text ?? ""))}")
            return nil
        }
        guard let mapping = mapping(["zh", "en"]) else { return nil }
        let zh = mapping.required("zh")?.text(atMost: most)
        let en = mapping["en"]?.text(atMost: most)
        return zh.map { LocalizedText(zh: $0, en: en) }
    }

    /// ISO, and a day that exists.
    package func date() -> String? {
        guard let text = text() else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = parts.map(\.utf8.count)
        guard lengths == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day).isValidDate
        else {
            problem("found `\(shown(text))`, expected a date such as 2026-11-09")
            return nil
        }
        return text
    }
}

/// Choices in words: a, b or c.
private func oneOf(_ choices: [String]) -> String {
    guard choices.count > 1, let last = choices.last else { return choices.joined() }
    return choices.dropLast().joined(separator: ", ") + " or " + last
}
