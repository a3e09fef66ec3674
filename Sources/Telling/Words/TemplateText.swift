// Text of a template: mustache placeholders for values, `**` around what is to stand out.

import AssessmentModel
import Mustache
import Reasons

/// Text with placeholders, checked when its file was loaded.
///
/// Values are put in as they are (content type text), and never read as markup: the `**` of the template becomes a
/// private character before values are put in, and no value may bring that one along.
package struct TemplateText: Sendable {
    /// A stretch of text of one look.
    package struct Part: Sendable, Equatable {
        package let text: String
        package let isStrong: Bool
    }

    /// With turns for `**`.
    private let source: String
    private let form: Form

    private enum Form: Sendable {
        /// Without placeholders: it stands as it is, here without the turns.
        case fixed(String)
        /// Placeholders alone: what stands before each, and what ends the text. Mustache looks at every value by reflection.
        case simple([(before: String, name: String)], end: String)
        case sections(MustacheTemplate)
    }

    /// Whether the template says nothing, so that its element is left out.
    package var isEmpty: Bool { source.isEmpty }

    /// Where strong text begins or ends.
    private static let turn: Unicode.Scalar = "\u{E000}"

    /// - Throws: what mustache says of a text that is no template.
    init(_ text: String) throws {
        source = text.replacing("**", with: String(Self.turn))
        form = try Self.form(of: source)
    }

    private static func form(of source: String) throws -> Form {
        guard source.contains("{{") else { return .fixed(source.replacing(Self.turn, with: "")) }
        // What the library will not have is none, however simple it looks.
        let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source)
        // Of lines that hold nothing but signs the library has rules of its own.
        guard !source.contains("\n") else { return .sections(template) }
        var holes: [(before: String, name: String)] = []
        var before = ""
        for (index, piece) in source.split(on: "{{").enumerated() {
            guard index > 0 else {
                before = piece
                continue
            }
            let parts = piece.split(on: "}}")
            guard parts.count == 2, let name = parts.first, !name.isEmpty,
                name.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
            else { return .sections(template) }
            holes.append((before, name))
            before = parts[1]
        }
        return .simple(holes, end: before)
    }

    /// The text with values in the place of its placeholders. An absent value prints nothing and closes its section.
    package func parts(_ values: [String: String]) -> [Part] {
        rendered(values).unicodeScalars.split(separator: Self.turn, omittingEmptySubsequences: false).enumerated()
            .map { Part(text: String($1), isStrong: $0 % 2 == 1) }
            .filter { !$0.text.isEmpty }
    }

    package func callAsFunction(_ values: [String: String] = [:]) -> String {
        if case .fixed(let text) = form { return text }
        return rendered(values).replacing(Self.turn, with: "")
    }

    /// The same for Markdown, which keeps the `**`.
    package func markdown(_ values: [String: String] = [:]) -> String {
        rendered(values).replacing(Self.turn, with: "**")
    }

    private func rendered(_ values: [String: String]) -> String {
        switch form {
        case .fixed: return source
        case .simple(let holes, let end):
            var text = ""
            for (before, name) in holes {
                text += before
                if let value = values[name] { text += value.replacing(Self.turn, with: "") }
            }
            return text + end
        case .sections(let template): return template.render(values.mapValues { $0.replacing(Self.turn, with: "") })
        }
    }
}

extension Entry {
    /// The text of this entry, whose placeholders must be among those named.
    package func templateText(placeholders known: Set<String>) -> TemplateText? {
        guard let source = string() else { return nil }
        let unknown = placeholders(in: source).filter { !known.contains($0) }
        guard unknown.isEmpty else {
            report(
                Reason(.placeholderUnknown, ["names": .texts(unknown.map { "{{\($0)}}" })]),
                hint: known.isEmpty
                    ? Reason(.namesNone) : Reason(.namesKnownHere, ["names": .texts(known.sorted())]))
            return nil
        }
        guard source.split(on: "**").count % 2 == 1 else {
            report(Reason(.strongNotClosed, ["sign": "**"]))
            return nil
        }
        do {
            return try TemplateText(source)
        } catch {
            report(Reason(.mustacheInvalid, ["why": .text(reason(of: error))]))
            return nil
        }
    }
}

private func reason(of error: any Error) -> String {
    guard let error = error as? MustacheTemplate.ParserError else { return "\(error)" }
    return "\(error.error) at \"\(error.context.line.suffix(40))\""
}

/// The names between double braces, without the signs of sections and comments, in the order of the text.
private func placeholders(in source: String) -> [String] {
    source.split(on: "{{").dropFirst().compactMap { tail in
        guard let name = tail.split(on: "}}").first, !name.hasPrefix("!") else { return nil }
        let bare = name.drop { "{#^/&> ".contains($0) }.filter { $0 != " " && $0 != "}" }
        return bare.isEmpty ? nil : String(bare)
    }
}

extension String {
    fileprivate func replacing(_ scalar: Unicode.Scalar, with other: String) -> String {
        let first = String(scalar).utf8.first
        guard utf8.contains(where: { $0 == first }), unicodeScalars.contains(scalar) else { return self }
        return replacing(String(scalar), with: other)
    }

    /// The pieces between occurrences of a separator, empty ones included.
    fileprivate func split(on separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
