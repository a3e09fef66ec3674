// What the template that all official papers share holds: their look, and the words that are the same on all of them.

/// `letter.yaml`: head, signature, verification, the ranked list, and the styles of everything.
enum LetterTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case issuer, specimen, specimenNote, signature, seal, date
        case headingVerification, verification, hash, check, scan
        case columnRank, columnZone, columnKind, columnTotal, columnGrade, columnVerdict
        case columnSubject, columnBefore, columnAfter
        case partsNote, baseNote
    }

    enum Style: String, TemplateKey {
        case issuer, number, title, salutation, body, heading, tableHead, tableText, tableNumber, signature, seal
        case page, caption, hash, note, specimen, specimenNote
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, red, rule, ground
    }

    enum Place: String, TemplateKey {
        case issuer, number, rule, specimen, specimenNote
    }

    static let file = "letter.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        switch words {
        case .partsNote: ["difference"]
        case .baseNote: ["apart"]
        default: paperPlaceholders.union(["specimen", "replaced"])
        }
    }
}

/// A kind of official paper: its template holds words, and takes its look from `letter.yaml`.
protocol LetterKind: TemplateKind where Words: LetterWords, Style == NoKey, Ink == NoKey, Place == NoKey {}

/// What every official paper has a text for.
protocol LetterWords: TemplateKey {
    static var documentTitle: Self { get }
    /// 发文字号.
    static var number: Self { get }
    static var title: Self { get }
}

/// Of what a template does not hold.
struct NoKey: TemplateKey {
    let rawValue: String

    init?(rawValue: String) { nil }

    static let allCases: [NoKey] = []
}
