// Finished pages as text, for tests and for the eye: one line for each item.

extension FinishedDocument {
    /// All pages in order, each under a line with its number and size; lengths in points with one decimal.
    package var listing: String { pages.map(\.listing).joined(separator: "\n") }
}

extension Page {
    package var listing: String {
        var depth = 0
        let lines = items.map { item -> String in
            if case .end = item { depth -= 1 }
            defer { if case .begin = item { depth += 1 } }
            return String(repeating: "  ", count: max(depth, 0)) + item.listing
        }
        return (["page \(number) \(size.width.listing) × \(size.height.listing)"] + lines).joined(separator: "\n")
    }
}

extension Item {
    fileprivate var listing: String {
        switch self {
        case .glyphs(let run): "\(run.origin.listing) \(run.size.listing)pt \(run.colour.listing) \(run.text)"
        case .drawing(let drawing): drawing.listing
        case .modules(let modules, let colour): "\(modules.count) modules \(colour.listing)"
        case .begin(let tag): "<\(tag)>"
        case .end(let tag): "</\(tag)>"
        }
    }
}

extension Drawing {
    fileprivate var listing: String {
        let paints = [
            fill.map { "fill \($0.listing)" }, stroke.map { "stroke \($0.width.listing) \($0.colour.listing)" },
        ].compactMap(\.self)
        return ([shape.listing] + paints).joined(separator: " ")
    }
}

extension Shape {
    fileprivate var listing: String {
        switch self {
        case .line(let from, let to): "line \(from.listing) \(to.listing)"
        case .rectangle(let box, _):
            "rectangle \(box.origin.listing) \(box.width.listing) × \(box.height.listing)"
        case .path(let segments): "path of \(segments.count)"
        }
    }
}

extension Colour {
    fileprivate var listing: String {
        let parts = [red, green, blue].map { part in
            let hex = String(Int((part * 255).rounded()), radix: 16, uppercase: true)
            return hex.count < 2 ? "0" + hex : hex
        }
        return "#" + parts.joined()
    }
}

extension Point {
    fileprivate var listing: String { "\(x.listing),\(y.listing)" }
}

extension Length {
    fileprivate var listing: String { "\((points * 10).rounded() / 10)" }
}
