// The texts of a document, as they are before layout.

extension Document {
    /// In the order of the model; furniture, which repeats on pages, once.
    package var texts: [String] {
        sections.flatMap { section in
            section.fixed.texts + section.flow.flatMap(\.texts) + section.furniture.flatMap(\.content.texts)
        }
    }
}

extension [Placed] {
    fileprivate var texts: [String] {
        flatMap { placed in
            guard case .text(let frame) = placed else { return [String]() }
            return frame.paragraphs.map(\.plainText)
        }
    }
}

extension Block {
    fileprivate var texts: [String] {
        switch self {
        case .paragraph(let paragraph): [paragraph.plainText]
        case .table(let table): (table.header + table.rows).flatMap(\.cells).flatMap(\.paragraphs).map(\.plainText)
        case .figure(let figure): figure.content.texts
        case .signature(let signature): signature.lines.map(\.plainText)
        case .space, .rule, .pageBreak: []
        }
    }
}
