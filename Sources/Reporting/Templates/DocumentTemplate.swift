// What a bureau may change of a document: its words, styles, colours and places.

import AssessmentModel
import Reasons
import Telling
import Typesetting

/// The names of the texts, styles, colours or places of a template, as its file spells them.
protocol TemplateKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A kind of document, by all that its template file must hold and nothing else.
protocol TemplateKind: Sendable {
    associatedtype Words: TemplateKey
    associatedtype Style: TemplateKey
    associatedtype Ink: TemplateKey
    associatedtype Place: TemplateKey

    static var file: String { get }
    /// The placeholders that a text may use.
    static func placeholders(of words: Words) -> Set<String>
}

/// The look of one kind of text in a document.
struct Look: Sendable {
    var text: TextStyle
    /// The font of what stands out.
    var strong: FontRole
    /// From line to line, as a multiple of the size.
    var lines: Double

    /// The spans of a text, those that stand out in the stronger font.
    func spans(_ parts: [TemplateText.Part]) -> [Span] {
        var style = text
        style.role = strong
        return parts.map { Span($0.text, style: $0.isStrong ? style : nil) }
    }

    func paragraph(_ alignment: Alignment = .start) -> ParagraphStyle {
        ParagraphStyle(text, alignment: alignment, spacing: .multiple(lines))
    }
}

/// The template of one kind of document in one language, complete: every text, style, colour and place.
struct DocumentTemplate<Kind: TemplateKind>: Sendable {
    let language: Language
    private let texts: [Kind.Words: [Language: TemplateText]]
    private let looks: [Kind.Style: Look]
    private let inks: [Kind.Ink: Colour]
    private let places: [Kind.Place: Rectangle]

    /// A text in the template's language.
    func text(_ words: Kind.Words) -> TemplateText {
        guard let text = texts[words]?[language] else {
            preconditionFailure("the loader lets no template pass without \(words)")
        }
        return text
    }

    subscript(_ style: Kind.Style) -> Look {
        guard let look = looks[style] else { preconditionFailure("the loader lets no template pass without \(style)") }
        return look
    }

    subscript(_ ink: Kind.Ink) -> Colour {
        guard let colour = inks[ink] else { preconditionFailure("the loader lets no template pass without \(ink)") }
        return colour
    }

    subscript(_ place: Kind.Place) -> Rectangle {
        guard let box = places[place] else { preconditionFailure("the loader lets no template pass without \(place)") }
        return box
    }

    /// The paragraph that a text makes of values; nil where the template says nothing.
    func paragraph(
        _ words: Kind.Words, _ style: Kind.Style, _ values: [String: String], _ alignment: Alignment = .start
    ) -> Paragraph? {
        let text = text(words)
        let look = self[style]
        guard !text.isEmpty else { return nil }
        return Paragraph(look.spans(text.parts(values)), look.paragraph(alignment), id: ElementID(words.rawValue))
    }

    /// Reads a template; what is wrong is reported, and leaves a hole that only a load with problems has.
    init(_ root: Entry, fonts: Set<String>, language: Language) {
        self.language = language
        let parts = [
            ("styles", Kind.Style.allCases.isEmpty), ("colours", Kind.Ink.allCases.isEmpty),
            ("places", Kind.Place.allCases.isEmpty),
        ]
        let fields = root.fields(required: ["texts"] + parts.filter { !$0.1 }.map(\.0))
        let inks = fields["colours"]?.each(Kind.Ink.self) { $0.colour() } ?? [:]
        let names = Dictionary(uniqueKeysWithValues: inks.map { ($0.key.rawValue, $0.value) })
        self.inks = inks
        texts = fields["texts"]?.each(Kind.Words.self) { $0.languages(placeholders: Kind.placeholders(of: $1)) } ?? [:]
        looks = fields["styles"]?.each(Kind.Style.self) { $0.look(fonts: fonts, colours: names, language) } ?? [:]
        places = fields["places"]?.each(Kind.Place.self) { $0.box() } ?? [:]
    }
}

extension Entry {
    /// One value for every key of a kind.
    fileprivate func each<Key: TemplateKey, Value>(_ type: Key.Type, _ read: (Entry, Key) -> Value?) -> [Key: Value] {
        let fields = fields(required: Key.allCases.map(\.rawValue))
        return Key.allCases.reduce(into: [:]) { values, key in
            values[key] = fields[key.rawValue].flatMap { read($0, key) }
        }
    }

    fileprivate func each<Key: TemplateKey, Value>(_ type: Key.Type, _ read: (Entry) -> Value?) -> [Key: Value] {
        each(type) { entry, _ in read(entry) }
    }

    /// `{zh: …, en: …}`.
    fileprivate func languages(placeholders: Set<String>) -> [Language: TemplateText]? {
        let fields = fields(required: ["zh", "en"])
        guard let zh = fields["zh"]?.templateText(placeholders: placeholders),
            let en = fields["en"]?.templateText(placeholders: placeholders)
        else { return nil }
        return [.chinese: zh, .english: en]
    }

    /// `"#C8102E"`.
    fileprivate func colour() -> Colour? {
        guard let text = string() else { return nil }
        guard text.count == 7, text.hasPrefix("#"), let value = UInt32(text.dropFirst(), radix: 16) else {
            report(Reason(.colourExpected, ["found": .text(text)]), hint: Reason(.colourWritten))
            return nil
        }
        return Colour(hex: value)
    }

    /// `{font: …, size: points, colour: name, strong: font, tracking: em, lines: multiple}`, the last three optional;
    /// each number one for all languages, or `{zh: …, en: …}`.
    fileprivate func look(fonts: Set<String>, colours: [String: Colour], _ language: Language) -> Look? {
        let fields = fields(required: ["font", "size", "colour"], optional: ["strong", "tracking", "lines"])
        guard let font = fields["font"]?.name(among: fonts, of: .fontRole),
            let size = fields["size"]?.number(in: 3...120, language),
            let colour = fields["colour"]?.name(among: Set(colours.keys), of: .colour)
        else { return nil }
        let tracking = fields["tracking"]?.number(in: -0.1...3, language) ?? 0
        let style = TextStyle(
            FontRole(rawValue: font), size: .pt(size), colour: colours[colour] ?? .black, tracking: .em(tracking))
        let strong = fields["strong"]?.name(among: fonts, of: .fontRole) ?? font
        return Look(
            text: style, strong: FontRole(rawValue: strong),
            lines: fields["lines"]?.number(in: 0.8...4, language) ?? 1.5)
    }

    private func number(in range: ClosedRange<Double>, _ language: Language) -> Double? {
        guard isMapping else { return number(in: range) }
        let numbers = fields(required: ["zh", "en"]).mapValues { $0.number(in: range) }
        return numbers[language == .chinese ? "zh" : "en"] ?? nil
    }

    private func name(among known: Set<String>, of thing: InputThing) -> String? {
        guard let text = string() else { return nil }
        guard known.contains(text) else {
            report(.unknownName(thing, text), hint: Reason(.namesKnown, ["names": .texts(known.sorted())]))
            return nil
        }
        return text
    }

    /// `[x, y, width, height]` in millimetres from the page's top left corner.
    fileprivate func box() -> Rectangle? {
        guard let numbers = sequence()?.map({ $0.number(in: 0...420) }) else { return nil }
        guard numbers.count == 4 else {
            report(Reason(.boxExpected, ["count": .number(numbers.count)]))
            return nil
        }
        guard let x = numbers[0], let y = numbers[1], let width = numbers[2], let height = numbers[3] else {
            return nil
        }
        return .mm(x, y, width, height)
    }
}

extension Reason {
    /// What a template names, and no template has.
    static func unknownName(_ thing: InputThing, _ name: String) -> Reason {
        Reason(.templateNameUnknown, ["thing": thing.told, "name": .text(name)])
    }
}
