// What events conceal: values whose digests are in the leaf and whose text can be erased lawfully.

import AssessmentModel
import AuditLedger

/// A concealed value (`Disclosure`): its name and JSON value.
///
/// | name | value |
/// |---|---|
/// | `who` | `{"expert","name","organisation","source"}` |
/// | `fact` | `{"fact","value"}`, value a decimal, `yes` or `no` as text |
/// | `mark` | `{"hundredths","indicator"}`, the mark in hundredths as an integer |
/// | `comment` | `{"indicator","text"}` |
/// | `decoy` | 0; so that the number of digests does not tell the number of values |
enum Concealed: Equatable {
    case who(Expert)
    case fact(String, value: String)
    case mark(CriterionID, hundredths: Int)
    case comment(CriterionID, String)
    case decoy

    var name: String {
        switch self {
        case .who: "who"
        case .fact: "fact"
        case .mark: "mark"
        case .comment: "comment"
        case .decoy: "decoy"
        }
    }

    var value: CanonicalJSON {
        switch self {
        case .who(let expert):
            [
                "expert": .string(expert.id.text), "name": .string(expert.name),
                "organisation": .string(expert.organisation), "source": .string(expert.source.rawValue),
            ]
        case .fact(let fact, let value): ["fact": .string(fact), "value": .string(value)]
        case .mark(let indicator, let hundredths):
            ["indicator": .string(indicator.text), "hundredths": .integer(hundredths)]
        case .comment(let indicator, let text):
            ["indicator": .string(indicator.text), "text": .string(text)]
        case .decoy: 0
        }
    }

    /// Reads a disclosure; nil for a name or a value that no event of ours conceals.
    init?(_ disclosure: Disclosure) {
        let value = disclosure.value
        switch disclosure.name {
        case "who":
            guard let id = value["expert"]?.stringValue, let name = value["name"]?.stringValue,
                let organisation = value["organisation"]?.stringValue,
                let source = value["source"]?.stringValue.flatMap(Expert.Source.init(rawValue:))
            else { return nil }
            self = .who(Expert(id: ExpertID(id), name: name, source: source, organisation: organisation))
        case "fact":
            guard let fact = value["fact"]?.stringValue, let text = value["value"]?.stringValue else { return nil }
            self = .fact(fact, value: text)
        case "mark":
            guard let indicator = value["indicator"]?.stringValue,
                let hundredths = value["hundredths"]?.integerValue
            else { return nil }
            self = .mark(CriterionID(indicator), hundredths: hundredths)
        case "comment":
            guard let indicator = value["indicator"]?.stringValue, let text = value["text"]?.stringValue
            else { return nil }
            self = .comment(CriterionID(indicator), text)
        case "decoy":
            guard value == 0 else { return nil }
            self = .decoy
        default: return nil
        }
    }
}
