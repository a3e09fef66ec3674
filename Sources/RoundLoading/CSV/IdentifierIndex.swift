// Ids in the bytes of a table → their numbers, without a string for each.

/// The bytes of an id, to be found in one comparison where they are few.
struct KnownIdentifier {
    let count: Int
    private let word: UInt64
    private let mask: UInt64
    private let tail: [UInt8]

    init(_ id: String) {
        let bytes = Array(id.utf8)
        count = bytes.count
        mask = bytes.count >= 8 ? .max : (1 << UInt64(bytes.count * 8)) - 1
        word = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        tail = Array(bytes.dropFirst(8))
    }

    /// Whether the bytes stand there; at least 8 must be readable.
    @inline(__always)
    func stands(at start: UnsafePointer<UInt8>) -> Bool {
        let found = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
        guard found & mask == word else { return false }
        for index in tail.indices where start[8 + index] != tail[index] { return false }
        return true
    }
}

/// Ids by number. Tables come in order: the id which followed the last one last time is tried first.
struct IdentifierIndex {
    private var numbers: [String: Int] = [:]
    private var known: [KnownIdentifier] = []
    private var follower: [Int] = []
    private var last = -1

    init(_ ids: [String]) {
        for (number, id) in ids.enumerated() { add(id, at: number) }
    }

    /// Ids are added in the order of their numbers.
    @discardableResult
    mutating func add(_ id: String, at number: Int) -> Int {
        numbers[id] = number
        known.append(KnownIdentifier(id))
        follower.append(number)
        if last >= 0 { follower[last] = number }
        last = number
        return number
    }

    /// The number of the id that stands next, where it is the last one or its follower.
    @inline(__always)
    mutating func expect(_ scanner: inout FieldScanner, isLast: Bool) -> Int? {
        guard last >= 0 else { return nil }
        if scanner.skip(known[last], isLast: isLast) { return last }
        let next = follower[last]
        guard scanner.skip(known[next], isLast: isLast) else { return nil }
        last = next
        return next
    }

    mutating func find(_ id: String) -> Int? {
        guard let number = numbers[id] else { return nil }
        if last >= 0 { follower[last] = number }
        last = number
        return number
    }
}
