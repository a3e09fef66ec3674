// The text gate for what events conceal.

import AssessmentModel
package import PlainText

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
