// The text gate for what events say and conceal.

import AssessmentModel
import AuditLedger
package import PlainText
package import Reasons

extension Concealed {
    /// Why its text may not stand; nil where it may, and where it has none that a person wrote.
    package var refusalOfText: TextFault? {
        switch self {
        case .account(let user): first([(user.name, .line, TextLimit.name)])
        case .expert(let expert):
            first([(expert.name, .line, TextLimit.name), (expert.organisation, .line, TextLimit.name)])
        case .comment(_, let text): first([(text, .paragraphs, TextLimit.comment)])
        case .reason(let word, let text):
            first([(word, .line, TextLimit.name), (text, .paragraphs, TextLimit.reason)])
        case .condition(let condition): first([(condition.note, .paragraphs, TextLimit.reason)])
        case .claim(let claim): first([(claim.text, .paragraphs, TextLimit.reason)])
        case .evidence(let evidence): first([(evidence.name, .line, TextLimit.name)])
        case .act(.breakOff(let statement, _)): first([(statement, .line, TextLimit.reason)])
        case .act(.conclude(_, _, .some(let notice))):
            first([(notice.number, .line, TextLimit.name), (notice.statement, .line, TextLimit.reason)])
        case .act(.reopen(let resumption)): first([(resumption.statement, .line, TextLimit.reason)])
        case .question(let query), .answer(let query): first([(query.text, .paragraphs, TextLimit.reason)])
        case .request(let request): first([(request.text, .paragraphs, TextLimit.reason)])
        default: nil
        }
    }

    private func first(_ texts: [(String, TextShape, Int)]) -> TextFault? {
        for (text, shape, most) in texts {
            if let fault = refusal(ofText: text, as: shape, atMost: most) { return fault }
        }
        return nil
    }
}

extension Concealed {
    /// The same as a reason, with the text's name as its field.
    package var reason: Reason? { refusalOfText?.reason(in: .term(.field, name), named: name) }
}

extension TextFault {
    /// Why a text may not stand, as a reason; `field` is what the text is called in words, `name` in data.
    package func reason(in field: Reason.Value, named name: String) -> Reason {
        let place: [String: Reason.Value] = [
            "field": field, "character": .text(character), "line": .number(line), "column": .number(column),
        ]
        return switch code {
        case .control: Reason(.textControl, field: name, place)
        case .invisible: Reason(.textInvisible, field: name, place)
        case .direction: Reason(.textDirection, field: name, place)
        case .tooLong:
            Reason(.textTooLong, field: name, ["field": field, "count": .number(column), "most": .number(most)])
        case .notNormal: Reason(.textNotNormal, field: name, ["field": field])
        }
    }
}

extension Event {
    /// Why a text of its fields may not stand; nil where all of them may.
    var textFault: Reason? {
        let isLong = fields.values.contains { ($0.stringValue?.utf8.count ?? 0) > TextLimit.name }
        guard holdsText || isLong else { return nil }
        for (name, value) in fields {
            let most = ["witness", "statement"].contains(name) ? TextLimit.reason : TextLimit.name
            if let why = value.refusal(as: .line, atMost: most) { return why.reason(in: .text(name), named: name) }
        }
        return nil
    }

    /// Whether a byte stands in it that a field of ids, numbers and days does not have.
    private var holdsText: Bool { bytes.contains { $0 >= 0x7F || $0 == 0x5C } }
}

extension CanonicalJSON {
    /// The first fault in any of its texts.
    fileprivate func refusal(as shape: TextShape, atMost most: Int) -> TextFault? {
        switch self {
        case .string(let text): PlainText.refusal(ofText: text, as: shape, atMost: most)
        case .array(let elements): elements.lazy.compactMap { $0.refusal(as: shape, atMost: most) }.first
        case .object(let members): members.values.lazy.compactMap { $0.refusal(as: shape, atMost: most) }.first
        default: nil
        }
    }
}
