// What stands in a YAML node → text, numbers, flags, ids, words, days.

package import AssessmentModel
import Foundation
import PlainText
package import Reasons

extension YAMLNode {
    /// Text as it is kept, on one line and never empty; at most so many Unicode scalars.
    package func text(atMost most: Int = TextLimit.name) -> String? {
        text(expecting: InputForm.text.told, atMost: most)
    }

    /// Text that is read on as something else, which problems then name.
    func text(expecting form: InputForm) -> String? { text(expecting: form.told) }

    func text(expecting form: Reason.Value, atMost most: Int = .max) -> String? {
        guard isPlain, case .text(let written, let isUnquoted) = tree.content else {
            expected(form)
            return nil
        }
        let text = kept(written)
        guard !text.isEmpty else {
            problem(.empty(expected: form))
            return nil
        }
        if isUnquoted, ["~", "null", "Null", "NULL"].contains(text) {
            problem(
                Reason(.readAsNothing, ["found": .quoted(text), "expected": form]), hint: Reason(.textNeedsQuotes))
            return nil
        }
        if let fault = refusal(ofText: text, atMost: most) {
            let line = form == InputForm.text.told ? InputForm.oneLine.told : form
            problem(fault.reason(expected: line), hint: fault.scalar == "\n" ? Reason(.lineBreaksThere) : nil)
            return nil
        }
        return text
    }

    package func decimal(places: Int = 6) -> Fraction? {
        guard let text = text(expecting: .decimalSuchAs) else { return nil }
        guard let value = Fraction(decimal: text, places: places) else {
            misread(
                number: text, expected: .decimalSuchAs,
                hint: text.hasSuffix("%") ? Reason(.writeWithoutPercent) : nil)
            return nil
        }
        return value
    }

    /// Says why text is not the number that was expected.
    func misread(number text: String, expected form: InputForm, hint: Reason? = nil) {
        let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
        if Fraction(decimal: digits, places: 400) != nil, Fraction(decimal: digits) == nil {
            problem(.written(.shown(text), expected: .sixDecimals))
        } else {
            problem(.written(.shown(text), expected: form), hint: numberSlip(text) ?? hint)
        }
    }

    package func integer(_ range: ClosedRange<Int>) -> Int? {
        let whole = Reason.Value.phrase(
            Reason(.wholeNumber, ["least": .number(range.lowerBound), "most": .number(range.upperBound)]))
        guard let text = text(expecting: whole) else { return nil }
        guard Fraction(decimal: text, places: 0) != nil, let value = Int(text), range.contains(value) else {
            problem(.written(.shown(text), expected: whole), hint: numberSlip(text))
            return nil
        }
        return value
    }

    package func flag() -> Bool? {
        guard let text = text(expecting: .flag) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            let meant = ["true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"]
            problem(.written(.shown(text), expected: .flag), hint: meant[text.lowercased()].map { .write($0) })
            return nil
        }
    }

    package func identifier<Subject>() -> Identifier<Subject>? {
        guard let text = text(expecting: .id) else { return nil }
        guard Identifier<Subject>.accepts(text) else {
            misread(id: text, expected: .idBeginning)
            return nil
        }
        return Identifier(text)
    }

    /// Says why text is not the id or name that was expected.
    func misread(id text: String, expected form: InputForm) {
        problem(
            text.utf8.count > 64 && text.utf8.allSatisfy { $0 < 0x80 }
                ? Reason(.idTooLong, ["count": .number(text.utf8.count), "found": .shown(text)])
                : .written(.shown(text), expected: form))
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let allowed = Choice.allCases.map(\.rawValue)
        let form = Reason.Value.choice(allowed.map { .text($0) })
        guard let text = text(expecting: form) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            problem(.written(.shown(text), expected: form), hint: meant(text, allowed))
            return nil
        }
        return choice
    }

    /// One of the words of an open list that are known here.
    package func word<Word: OpenWord>(among known: [Word]) -> Word? {
        let allowed = known.map(\.rawValue)
        let form = Reason.Value.choice(allowed.map { .text($0) })
        guard let text = text(expecting: form) else { return nil }
        guard let word = known.first(where: { $0.rawValue == text }) else {
            problem(.written(.shown(text), expected: form), hint: meant(text, allowed))
            return nil
        }
        return word
    }

    /// A word of an open list, whatever it is: an id.
    package func word<Word: OpenWord>() -> Word? {
        let id: Identifier<Word>? = identifier()
        return id.map { Word(word: $0.text) }
    }

    /// `{zh: …, en: …}`; with `plain`, also Chinese text alone.
    package func localized(plain: Bool = false, atMost most: Int = TextLimit.name) -> LocalizedText? {
        if plain, isScalar { return text(atMost: most).map { LocalizedText(zh: $0) } }
        if isScalar, !isEmpty {
            expected(keys: ["zh", "en"], hint: .write("{zh: \(shown(tree.text ?? ""))}"))
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
            problem(.written(.shown(text), expected: .date))
            return nil
        }
        return text
    }
}

extension Reason {
    package static func empty(expected form: InputForm) -> Reason { empty(expected: form.told) }

    static func empty(expected form: Value) -> Reason { Reason(.writtenEmpty, ["expected": form]) }
}

extension TextFault {
    /// Why text may not stand in a file where something of a form is expected.
    package func reason(expected form: Reason.Value) -> Reason {
        let place: Reason =
            line == 1
            ? Reason(.atCharacter, ["column": .number(column)])
            : Reason(.atLineAndCharacter, ["line": .number(line), "column": .number(column)])
        let values: [String: Reason.Value] = [
            "character": .text(character), "place": .phrase(place), "expected": form,
        ]
        switch code {
        case .control: return Reason(.textHoldsControl, values)
        case .invisible: return Reason(.textHoldsInvisible, values)
        case .direction: return Reason(.textHoldsDirection, values)
        case .tooLong: return Reason(.textHasTooMany, ["count": .number(column), "most": .number(most)])
        case .notNormal: return Reason(.textFormOther)
        }
    }
}
