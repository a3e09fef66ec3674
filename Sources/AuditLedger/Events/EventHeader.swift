// The rules for the header of an event, one function a field.

import Reasons

struct EventHeader {
    private let members: [String: CanonicalJSON]

    init(_ members: [String: CanonicalJSON]) { self.members = members }

    func checkVersion() throws(LedgerError) {
        guard members["v"] == .integer(Event.version) else { throw fault("v", .version) }
    }

    func seq() throws(LedgerError) -> Int {
        guard let seq = members["seq"]?.integerValue, seq >= 0 else { throw fault("seq", .index) }
        return seq
    }

    func id() throws(LedgerError) -> EventID {
        guard let text = members["id"]?.stringValue else { throw fault("id", .aString) }
        do { return try EventID(parsing: text) } catch { throw error.relocated(to: .field("id"), in: .the(.event)) }
    }

    func type() throws(LedgerError) -> String {
        guard let type = members["type"]?.stringValue, Self.isType(type) else {
            throw fault("type", .type)
        }
        return type
    }

    func day() throws(LedgerError) -> String {
        guard let day = members["at"]?.stringValue, Self.isDay(day) else { throw fault("at", .day) }
        return day
    }

    func digests() throws(LedgerError) -> [String] {
        guard let list = members["sd"] else { return [] }
        let digests = list.arrayValue?.compactMap(\.stringValue) ?? []
        guard !digests.isEmpty, digests.count == list.arrayValue?.count, digests.allSatisfy(Disclosure.isDigest) else {
            throw fault("sd", .digests)
        }
        guard zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw fault("sd", .digestsAscending)
        }
        return digests
    }

    private func fault(_ name: String, _ expected: Form) -> LedgerError {
        guard let found = members[name] else {
            return LedgerError(
                .missing, .the(.event), at: .field(name), .found(Form.none, expected: expected))
        }
        return LedgerError(
            .malformed, .the(.event), at: .field(name),
            Reason(.foundOther, ["found": found.summary, "expected": expected.told]))
    }

    static func isType(_ text: String) -> Bool {
        var words = 1
        var isFirst = true
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                if isFirst { return false }
                (words, isFirst) = (words + 1, true)
                continue
            }
            let isLetter = (0x61...0x7A).contains(byte)
            guard isLetter || (!isFirst && ((0x30...0x39).contains(byte) || byte == 0x5F)) else { return false }
            isFirst = false
        }
        return words >= 2 && !isFirst
    }

    /// A date of the Gregorian calendar, years 1 to 9999.
    static func isDay(_ text: String) -> Bool {
        var numbers = (0, 0, 0)
        var place = 0
        for byte in text.utf8 {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return false }
            } else {
                guard (0x30...0x39).contains(byte) else { return false }
                let digit = Int(byte) - 0x30
                if place < 4 {
                    numbers.0 = numbers.0 * 10 + digit
                } else if place < 7 {
                    numbers.1 = numbers.1 * 10 + digit
                } else {
                    numbers.2 = numbers.2 * 10 + digit
                }
            }
            place += 1
        }
        return place == 10 && numbers.0 >= 1 && (1...12).contains(numbers.1)
            && (1...length(ofMonth: numbers.1, year: numbers.0)).contains(numbers.2)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : ([4, 6, 9, 11].contains(month) ? 30 : 31)
    }
}

extension CanonicalJSON {
    /// A short form for messages: the scalar itself, or the kind of container.
    fileprivate var summary: Reason.Value {
        switch self {
        case .string(let text): .text(text.debugDescription)
        case .integer(let number): .number(number)
        case .bool(let flag): .text(String(flag))
        case .array, .object, .null: kind.told
        }
    }
}
