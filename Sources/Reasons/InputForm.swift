// What stands in files that people bring, and what should: closed lists of words.

/// The form that a part of such a file has, or should have; its words stand in messages under `input`.
package enum InputForm: String, Sendable, CaseIterable {
    // Text.
    case text, paragraphs
    case oneLine = "one-line"
    // Numbers.
    case decimal, number, hundredths, share, threshold
    case decimalSuchAs = "decimal-such-as"
    case aboveZero = "above-zero"
    case notNegative = "not-negative"
    case sixDecimals = "six-decimals"
    // Words, names and days.
    case flag, grid, id, period, date, day, prefecture, fact, mark
    case yesOrNo = "yes-or-no"
    case yesNo = "yes-no"
    case commentRule = "comment-rule"
    case idOf = "id-of"
    case idBeginning = "id-beginning"
    case nameOf = "name-of"
    case nameBeginning = "name-beginning"
    case ledgerName = "ledger-name"
    case areaCode = "area-code"
    case zoneID = "zone-id"
    case markYesNo = "mark-yes-no"
    // What YAML has beside text.
    case keys, names, list, nothing

    package var told: Reason.Value { .term(.input, rawValue) }
}

/// What files list or name; its words stand in messages under `thing`.
package enum InputThing: String, Sendable, CaseIterable {
    case zone, expert, indicator, criterion, pillar, department, fact, kind, group, source, item, band, period, part,
        value
    case day, files, claims, colour
    case purpose, condition, call
    case zoneKind = "zone-kind"
    case fontRole = "font-role"

    package var told: Reason.Value { .term(.thing, rawValue) }
}

extension Reason {
    /// What was found where a certain form is expected.
    package static func written(_ found: Value, expected: InputForm) -> Reason {
        written(found, expected: expected.told)
    }

    package static func written(_ found: Value, expected: Value) -> Reason {
        Reason(.writtenOther, ["found": found, "expected": expected])
    }

    /// A name that leads to nothing.
    package static func unknown(_ thing: InputThing, _ name: String) -> Reason {
        Reason(.nameUnknown, ["thing": thing.told, "name": .quoted(name)])
    }
}
