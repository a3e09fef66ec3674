// 开通函: how a person gets the code that opens an account, on one page to be folded and sealed.

import AssessmentModel
import Foundation
import Telling

/// What the template of account letters holds.
enum AccountLetterTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, sender, sealed, addressee, organisation, unbroken, fold
        case title, opening, address, user, until, caption, code, scan, steps, notes, footer
    }

    enum Style: String, TemplateKey {
        case sender, sealed, addressee, organisation, small, title, body, fact, caption, code, note
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, accent, rule, ground, veil
    }

    enum Place: String, TemplateKey {
        case sender, sealed, addressee, organisation, unbroken
        case title, opening, facts, code, qr, scan, veil, steps, notes, footer
    }

    static let file = "account-letter.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        ["sender", "name", "organisation", "user", "code", "address", "until", "contact", "ledger", "date", "factor"]
    }
}

/// A letter to whom an account belongs. Its code is a secret: it goes on the page and nowhere else.
package struct AccountLetter: Sendable {
    /// Who sends it.
    package let sender: String
    package let name: String
    package let organisation: String?
    package let user: String
    /// In groups, as it is to be typed.
    package let code: String
    /// Where it is to be typed; the QR code carries this and nothing else.
    package let address: String
    /// The last day of the code, and the minute on it, hh:mm.
    package let until: (day: String, clock: String)
    /// Whom to call; nil: the security administrator.
    package let contact: String?
    /// The ledger's name.
    package let ledger: String
    /// Whether an authenticator is asked for.
    package let isFactorNeeded: Bool
    /// The day of the paper.
    package let day: String

    package init(
        sender: String, name: String, organisation: String?, user: String, code: String, address: String,
        until: (day: String, clock: String), contact: String?, ledger: String, isFactorNeeded: Bool, day: String
    ) {
        self.sender = sender
        self.name = name
        self.organisation = organisation
        self.user = user
        self.code = code
        self.address = address
        self.until = until
        self.contact = contact
        self.ledger = ledger
        self.isFactorNeeded = isFactorNeeded
        self.day = day
    }
}

/// What an account letter says.
struct AccountLetterView: Equatable {
    /// By the placeholders of the template.
    let values: [String: String]
    let address: String
    let created: Date

    init(_ letter: AccountLetter, in language: Language) {
        func date(_ day: String) -> String { Day(day)?.text(in: language) ?? day }
        var values = [
            "sender": letter.sender, "name": letter.name, "user": letter.user, "code": letter.code,
            "address": letter.address, "until": "\(date(letter.until.day)) \(letter.until.clock)",
            "ledger": letter.ledger, "date": date(letter.day),
        ]
        values["contact"] = letter.contact
        values["organisation"] = letter.organisation
        if letter.isFactorNeeded { values["factor"] = "1" }
        self.values = values
        address = letter.address
        created = documentDate(of: letter.day)
    }
}
