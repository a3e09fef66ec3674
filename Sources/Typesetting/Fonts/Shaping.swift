// Text to glyphs: each span is cut where its face or script changes, and HarfBuzz shapes the pieces.

import CHarfBuzz
import Reasons

enum Feature {
    static let proportionalWidths = tag("pwid")

    static func tag(_ name: StaticString) -> UInt32 {
        name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }
}

/// The smallest piece of text with glyphs of its own. All lengths in points.
struct ShapedCluster {
    var text: String
    /// Nil for a newline or a U+200B, which have no glyphs.
    var face: FaceID?
    var style: TextStyle
    var link: String?
    var glyphs: [Glyph] = []
    /// With tracking, without the gap to the next cluster.
    var advance = 0.0
    /// Added between this cluster and the next, unless a line ends here.
    var gap = 0.0
    /// Empty room at the right of a closing mark, which it may lose at the end of a line.
    var slack = 0.0

    struct Glyph {
        var index: UInt32
        var x: Double
        var y: Double
    }

    /// The first and the last character of the text, which decide about breaks and gaps.
    let first: Unicode.Scalar
    let last: Unicode.Scalar

    init(_ text: String, _ face: FaceID?, _ style: TextStyle, link: String? = nil) {
        self.text = text
        self.face = face
        self.style = style
        self.link = link
        first = text.unicodeScalars.first ?? "\u{200B}"
        last = text.unicodeScalars.last ?? "\u{200B}"
    }

    var em: Double { style.size.points }
    var isSpace: Bool { last == " " }
    /// Without ink at the end of a line.
    var isInvisible: Bool { last == " " || last == "\n" || last == "\u{200B}" }
}

/// A piece of a span in one face and script.
private struct Run {
    var text: String
    var face: FontFace
    var script: Script
    /// Characters that no font has, drawn with the substitute mark.
    var isMissing = false

    /// Whether a mark can be drawn on the run's last character.
    func takes(_ mark: Unicode.Scalar) -> Bool {
        if mark.joinsUnseen { return true }
        guard !isMissing, let base = text.unicodeScalars.last else { return false }
        return face.draws(mark, on: base)
    }
}

enum Script {
    case han, latin
}

struct Shaper {
    let fonts: FontBook
    let problems: TypesettingProblems
    let language: OpaquePointer?

    init(_ fonts: FontBook, _ problems: TypesettingProblems, language: String) {
        self.fonts = fonts
        self.problems = problems
        self.language = hb_language_from_string(language, -1)
    }

    /// The clusters of a paragraph in order, with the gaps between them.
    func shape(_ paragraph: Paragraph, numbering: Numbering?) -> [ShapedCluster] {
        var clusters: [ShapedCluster] = []
        for span in paragraph.spans {
            let style = span.style ?? paragraph.style.text
            let lines = span.text(numbering).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            for line in lines.enumerated() {
                if line.offset > 0 { clusters.append(ShapedCluster("\n", nil, style)) }
                for piece in line.element.split(separator: "\u{200B}", omittingEmptySubsequences: false).enumerated() {
                    if piece.offset > 0 { clusters.append(ShapedCluster("\u{200B}", nil, style)) }
                    for run in runs(of: piece.element, style.role) { shape(run, style, span.link, into: &clusters) }
                }
            }
        }
        Gaps.set(in: &clusters)
        return clusters
    }

    private func runs(of text: Substring, _ role: FontRole) -> [Run] {
        var runs: [Run] = []
        var previous: Script?
        let faces = fonts.faces(of: role)
        for read in text.unicodeScalars {
            let character = read == "\t" ? " " : read
            if character.isLeftOut {
                problems.report(.leftOut(character, role))
                continue
            }
            if let last = runs.last, Self.joinsThePrevious(character), last.takes(character) {
                runs[runs.count - 1].text.unicodeScalars.append(character)
                continue
            }
            let script = Kinsoku.script(of: character) ?? previous ?? Self.firstScript(in: text)
            previous = script
            guard let face = faces.face(for: character) else {
                problems.report(.missingCharacter(character, role))
                if let mark = faces.face(for: "〓") {
                    runs.append(Run(text: String(character.interchanged), face: mark, script: .han, isMissing: true))
                }
                continue
            }
            if let last = runs.last, last.face === face, last.script == script, !last.isMissing {
                runs[runs.count - 1].text.unicodeScalars.append(character)
            } else {
                runs.append(Run(text: String(character), face: face, script: script))
            }
        }
        return runs
    }

    /// Marks and joiners stay in the run of the character before them; there are none below U+0300.
    private static func joinsThePrevious(_ character: Unicode.Scalar) -> Bool {
        guard character.value >= 0x300, !Kinsoku.isHan(character) else { return false }
        return character.properties.isGraphemeExtend || character.properties.isJoinControl
    }

    private static func firstScript(in text: Substring) -> Script {
        text.unicodeScalars.lazy.compactMap(Kinsoku.script).first ?? .han
    }

    private func shape(_ run: Run, _ style: TextStyle, _ link: String?, into clusters: inout [ShapedCluster]) {
        guard let buffer = hb_buffer_create() else { return }
        defer { hb_buffer_destroy(buffer) }
        let bytes = Array((run.isMissing ? "〓" : run.text).utf8)
        bytes.withUnsafeBytes {
            hb_buffer_add_utf8(
                buffer, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0, Int32(bytes.count))
        }
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
        hb_buffer_set_script(buffer, run.script == .han ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN)
        hb_buffer_set_language(buffer, language)
        let features = Self.features(run.script)
        hb_shape(run.face.font, buffer, features, UInt32(features.count))
        collect(buffer, run, bytes, style, link, into: &clusters)
    }

    /// No ligatures, so that a glyph stands for one character; Latin quotes are not full-width.
    private static func features(_ script: Script) -> [hb_feature_t] {
        let end = UInt32.max
        var features = [hb_feature_t(tag: Feature.tag("liga"), value: 0, start: 0, end: end)]
        if script == .latin {
            features.append(hb_feature_t(tag: Feature.proportionalWidths, value: 1, start: 0, end: end))
        }
        return features
    }

    private func collect(
        _ buffer: OpaquePointer, _ run: Run, _ bytes: [UInt8], _ style: TextStyle, _ link: String?,
        into clusters: inout [ShapedCluster]
    ) {
        var count: UInt32 = 0
        let positions = hb_buffer_get_glyph_positions(buffer, &count)
        guard let shaped = hb_buffer_get_glyph_infos(buffer, &count), let positions, count > 0 else { return }
        let scale = style.size.points / run.face.unitsPerEm
        let tracking = style.tracking.resolved(at: style.size).points
        var start = 0
        while start < Int(count) {
            let cluster = shaped[start].cluster
            var end = start + 1
            while end < Int(count), shaped[end].cluster == cluster { end += 1 }
            let byteEnd = end < Int(count) ? Int(shaped[end].cluster) : bytes.count
            let text = run.isMissing ? run.text : String(decoding: bytes[Int(cluster)..<byteEnd], as: UTF8.self)
            var made = ShapedCluster(text, run.face.id, style, link: link)
            for index in start..<end {
                let position = positions[index]
                made.glyphs.append(
                    .init(
                        index: shaped[index].codepoint, x: made.advance + Double(position.x_offset) * scale,
                        y: -Double(position.y_offset) * scale))
                made.advance += Double(position.x_advance) * scale
            }
            made.slack = slack(of: made, in: run.face)
            made.advance += tracking
            clusters.append(made)
            start = end
        }
    }

    /// Half an em for a full-width mark whose ink leaves its right half empty.
    private func slack(of cluster: ShapedCluster, in face: FontFace) -> Double {
        guard let glyph = cluster.glyphs.first, Kinsoku.closing.contains(cluster.first),
            cluster.advance > 0.95 * cluster.em,
            let empty = face.rightBearing(of: glyph.index)
        else { return 0 }
        return empty >= 0.45 ? 0.5 * cluster.em : 0
    }
}

extension Span {
    /// What the span prints; page numbers need a numbering.
    fileprivate func text(_ numbering: Numbering?) -> String {
        switch content {
        case .text(let text): text
        case .pageNumber: numbering.map { String($0.page) } ?? ""
        case .pageCount: numbering.map { String($0.count) } ?? ""
        }
    }
}

extension TypesettingProblem {
    fileprivate static func missingCharacter(_ character: Unicode.Scalar, _ role: FontRole) -> TypesettingProblem {
        TypesettingProblem(
            code: .characterMissing(character),
            reason: Reason(
                .characterMissing,
                [
                    "role": .text(role.rawValue), "code": .text(character.codeName), "character": .text("\(character)"),
                ]),
            hint: Reason(.fallbackForCharacter))
    }

    fileprivate static func leftOut(_ character: Unicode.Scalar, _ role: FontRole) -> TypesettingProblem {
        TypesettingProblem(
            code: .characterLeftOut(character),
            reason: Reason(
                .characterLeftOut, ["role": .text(role.rawValue), "code": .text(character.codeName)]),
            hint: Reason(.characterNotNeeded))
    }
}
