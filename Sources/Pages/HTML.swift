// The one writer of HTML: text, attributes and addresses are different types, and each is escaped where it is written.

/// A page as it grows. Elements are written through `element`, so that what is opened is closed.
package struct HTML: Sendable {
    package private(set) var bytes: [UInt8]

    package init(reserving capacity: Int = 32_768) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Elements whose end tags do not exist.
    package enum VoidTag: String, Sendable { case br, hr, img, input, link, meta, col }

    /// The elements that pages are made of: there is none for scripts or styles with content.
    package enum Tag: String, Sendable {
        case a, article, aside, b, blockquote, body, button, caption, code, dd, details, div, dl, dt, fieldset, footer,
            form, h1, h2, h3
        case head, header, html, iframe, kbd, label, legend, li, main, nav, ol, option, output, p, script, section,
            select
        case small, span, strong, summary, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr,
            ul
        case optgroup, use, dialog, path, figure, figcaption, line, circle, progress
    }

    /// One attribute. Addresses come as `Address`, which cannot name another origin or a scheme.
    package struct Attribute: Sendable {
        let name: StaticString
        /// nil: a boolean attribute.
        let value: String?

        package init(_ name: StaticString, _ value: String) {
            self.name = name
            self.value = value
        }

        package init(_ name: StaticString) {
            self.name = name
            value = nil
        }

        package init(_ name: StaticString, _ address: Address) {
            self.name = name
            value = address.text
        }
    }

    package mutating func element(
        _ tag: Tag, _ attributes: Attribute?..., content: (inout HTML) -> Void = { _ in }
    ) {
        element(tag, attributes, content)
    }

    package mutating func element(_ tag: Tag, _ attributes: [Attribute?], _ content: (inout HTML) -> Void) {
        open(tag.rawValue, attributes)
        content(&self)
        close(tag)
    }

    /// An element that holds text alone.
    package mutating func element(_ tag: Tag, _ attributes: Attribute?..., text: String) {
        open(tag.rawValue, attributes)
        self.text(text)
        close(tag)
    }

    package mutating func element(_ tag: VoidTag, _ attributes: Attribute?...) { open(tag.rawValue, attributes) }

    package mutating func element(_ tag: VoidTag, _ attributes: [Attribute?]) { open(tag.rawValue, attributes) }

    /// What was written before.
    mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    package mutating func doctype() { raw("<!doctype html>\n") }

    /// Text between elements.
    package mutating func text(_ text: String) {
        written(text) { byte in
            switch byte {
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            default: nil
            }
        }
    }

    /// Writes text, some of its bytes as what stands for them.
    private mutating func written(_ text: String, _ escaped: (UInt8) -> StaticString?) {
        var text = text
        text.withUTF8 { utf8 in
            // Nothing to escape is the usual case: what lies between is copied as a whole.
            var rest = utf8[...]
            while let place = rest.firstIndex(where: { escaped($0) != nil }) {
                bytes.append(contentsOf: rest[..<place])
                if let escape = escaped(rest[place]) { raw(escape) }
                rest = rest[(place + 1)...]
            }
            bytes.append(contentsOf: rest)
        }
    }

    /// Text whose line breaks are kept.
    package mutating func lines(_ text: String) {
        guard text.utf8.contains(0x0A) else { return self.text(text) }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { element(.br) }
            self.text(String(line))
        }
    }

    private mutating func open(_ tag: String, _ attributes: [Attribute?]) {
        bytes.append(0x3C)
        own(tag)
        for case let attribute? in attributes {
            bytes.append(0x20)
            raw(attribute.name)
            guard let value = attribute.value else { continue }
            raw("=\"")
            quoted(value)
            bytes.append(0x22)
        }
        bytes.append(0x3E)
    }

    private mutating func close(_ tag: Tag) {
        raw("</")
        own(tag.rawValue)
        bytes.append(0x3E)
    }

    private mutating func quoted(_ value: String) {
        written(value) { byte in
            switch byte {
            case 0x22: "&quot;"
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            case 0x0A: "&#10;"
            default: nil
            }
        }
    }

    /// A tag's name.
    private mutating func own(_ name: String) {
        var name = name
        name.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Bytes of our own: nothing that came from outside is a `StaticString`.
    private mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

extension HTML.Attribute {
    package static func id(_ value: String) -> Self { Self("id", value) }
    package static func css(_ value: String) -> Self { Self("class", value) }
    package static func name(_ value: String) -> Self { Self("name", value) }
    package static func value(_ value: String) -> Self { Self("value", value) }
    package static func type(_ value: String) -> Self { Self("type", value) }
    package static func href(_ address: Address) -> Self { Self("href", address) }
    package static func action(_ address: Address) -> Self { Self("action", address) }
    package static func src(_ address: Address) -> Self { Self("src", address) }
    package static let post = Self("method", "post")
    /// Of a form that brings a file, or as much as one.
    static let upload = Self("enctype", "multipart/form-data")
    package static let hidden = Self("hidden")
    package static let unspoken = Self("aria-hidden", "true")
}
