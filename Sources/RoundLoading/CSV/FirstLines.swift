// What stands twice in a file, and where it stood first.

import Reasons

/// The line on which each key was seen first.
struct FirstLines<Key: Hashable> {
    private var lines: [Key: Int] = [:]

    /// The line on which the key stood before; nil, and it is noted, where it is new.
    mutating func earlier(_ key: Key, at line: Int) -> Int? {
        if let first = lines[key] { return first }
        lines[key] = line
        return nil
    }
}

extension Reason {
    /// What stands in the file before.
    static func already(_ what: Value, on line: Int) -> Reason {
        Reason(.standsAlready, ["what": what, "line": .number(line)])
    }

    /// `owner`: whose it is.
    static func already(_ what: Value, of owner: Value, on line: Int) -> Reason {
        Reason(.standsAlreadyOf, ["what": what, "of": owner, "line": .number(line)])
    }
}
