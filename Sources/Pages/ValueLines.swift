// What an event says or conceals, as a line that somebody reads.

import AssessmentModel
import AuditLedger
import Reasons
import Telling

extension PageWords {
    /// Text as it is, a list with its commas, an object name by name; `name` is what the value is called in the object around it.
    func line(_ value: CanonicalJSON, of name: String = "") -> String {
        switch value {
        case .string(let text) where name == "role": term(.role, text)
        case .string(let text) where name == "source": term(.source, text)
        case .string(let text): text
        case .integer(let number) where name == "hundredths": Fraction(hundredths: number).exactText
        case .integer(let number): "\(number)"
        case .bool(let flag): self[flag ? .yes : .no]
        case .null: "–"
        case .array(let values): values.isEmpty ? "–" : list(values.map { line($0) })
        case .object(let members):
            members.sorted { $0.key < $1.key }
                .map { self(.labelled, ["name": head(of: $0.key), "value": line($0.value, of: $0.key)]) }
                .joined(separator: strings[.clauseSeparator])
        }
    }

    /// A name in the ledger by the word that pages have for it; names without one stand as they are.
    private func head(of name: String) -> String {
        let phrase: PagePhrase? =
            switch name {
            case "name": .nameHead
            case "user": .userHead
            case "role": .roleHead
            case "zone": .zoneHead
            case "expert": .expertHead
            case "seat": .seatHead
            case "indicator": .indicatorHead
            case "mark", "hundredths": .markLabel
            case "comment": .commentLabel
            case "source": .registrySource
            case "organisation": .registryOrganisation
            case "region": .registryCode
            case "employer": .registryEmployer
            case "ties": .registryTies
            default: nil
            }
        return phrase.map { self[$0] } ?? name
    }
}
