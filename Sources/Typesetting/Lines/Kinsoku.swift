// Which characters may not begin or end a line (避头尾), and which belong together. After CLREQ (W3C, Requirements for
// Chinese Text Layout), 3.1.3, with the house's own rules for dashes, numbers and units.

enum Kinsoku {
    /// May not begin a line.
    static let closing = scalars("，。、；：？！）〕〉》」』】〗”’…—～·‖”’%‰℃°)]},.;:!?﹐、々〞＂｝］％／")
    /// May not end a line.
    static let opening = scalars("（〔〈《「『【〖“‘([{￥¥$＄＃№§〝｛［")
    /// Never parted from each other: —— and ……
    static let inseparable = scalars("—…‥\u{2E3A}")

    /// What a number may be led by: 第12条, ≥85, ¥3.50.
    private static let prefixes = scalars("第¥￥$+-−±≥≤<>≈约№§")
    /// What may stand inside a number, between digits.
    private static let inner = scalars(".,/:：~～-–．")
    private static let percent = scalars("%‰％℃°")
    /// Units of several characters that stay with their number, longest first; of any other word its first character does.
    private static let units: [[Unicode.Scalar]] = """
        个百分点 个工作日 平方公里 百分点 工作日 平方米 立方米 个月 小时 分钟 公里 公斤 千克 万元 亿元 万人 万户 万家 万件 万个 季度 分之
        """.split(separator: " ").map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }

    /// Nil for what takes the script of its neighbours: quotes, dashes and dots that both scripts use.
    static func script(of character: Unicode.Scalar) -> Script? {
        switch character.value {
        case 0x2018...0x201D: nil
        case 0..<0xB7, 0xB8..<0x2010, 0x2030...0x203A, 0x20A0...0x20CF: .latin
        default: .han
        }
    }

    static func isHan(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x3400...0x9FFF, 0x3005...0x3007, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }

    static func isLatinWord(_ character: Unicode.Scalar) -> Bool {
        if character.isASCII { return isDigit(character) || ("a"..."z").contains(character.lowercased) }
        return script(of: character) == .latin && character.properties.isAlphabetic
    }

    static func isDigit(_ character: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(character) || ("０"..."９").contains(character)
    }

    /// Marks the places inside numbers, and between numbers and what belongs to them, where no line may end: true at
    /// `n` when `n` and `n + 1` stay together.
    static func numberJoins(_ text: [Unicode.Scalar]) -> [Bool] {
        var joins = [Bool](repeating: false, count: text.count)
        var index = 0
        while index < text.count {
            guard isDigit(text[index]) else {
                index += 1
                continue
            }
            let end = endOfNumber(text, from: index)
            let start = index > 0 && prefixes.contains(text[index - 1]) ? index - 1 : index
            for place in start..<end - 1 { joins[place] = true }
            index = end
        }
        return joins
    }

    private static func endOfNumber(_ text: [Unicode.Scalar], from start: Int) -> Int {
        var end = start
        while end < text.count {
            if isDigit(text[end]) {
                end += 1
            } else if end + 1 < text.count, inner.contains(text[end]), isDigit(text[end + 1]) {
                end += 2
            } else {
                break
            }
        }
        if end < text.count, percent.contains(text[end]) { end += 1 }
        let unit = units.first { unit in
            end + unit.count <= text.count && zip(unit, text[end..<end + unit.count]).allSatisfy { $0 == $1 }
        }
        if let unit { return end + unit.count }
        return end < text.count && isHan(text[end]) ? end + 1 : end
    }

    private static func scalars(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }
}

extension Unicode.Scalar {
    /// The small letter for a capital of ASCII, itself for others.
    fileprivate var lowercased: Unicode.Scalar {
        ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value | 0x20)) : self
    }
}
