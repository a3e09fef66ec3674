// 规则版本: by which rules events are judged. A ledger keeps its edition until its people adopt another; no update raises it.

/// The edition of order, permissions and forms that is in force.
///
/// | | 1 | 2 | 3 | 4 |
/// |---|---|---|---|---|
/// | `log.genesis` | origin and key | also place (`offset`) and `edition`; conceals the ledger's `secret` | | |
/// | days | as the writer said | each follows from its moment by the place's offset | | |
/// | `actor` | user, time, task | also a digest of the whole step | | |
/// | text | as it came | passes the gate (`PlainText`) | | |
/// | `sheet.sealed` | its own marks | what the seat's cells say | | |
/// | `seat.counted` | tells state and whether called | conceals both until the round is published | | |
/// | substitutes | by the seed that the draw reveals | by a second one that stays concealed | | |
/// | `disclosure.erased` | names event and digest | conceals them | | |
/// | `round.planned` | plan, scheme, zones | also the scheme as JSON | | |
/// | publish, conclude, correct, revoke | one person | one person | `act.proposed`, and what follows the `act.confirmed` of another | |
/// | a draw | held at any time | held at any time | not on the day of its commitment | |
/// | a conclusion | – | – | a new result | and the correction that is published with it |
/// | a seat | scored | scored | scored | accepted first |
/// | kinds of zones, purposes, sources | closed words | closed words | closed words | a programme's |
/// | a certificate | one for a zone, ever | | | with its own code and the digest of its paper; another in the place of a revoked one |
/// | types of events | | | `LedgerEvent.introduced` | `LedgerEvent.introduced` |
///
/// What a column leaves empty is as in the one before. Whatever editions demand alike is the same rule for all.
package enum RulesEdition: Int, Sendable, Comparable, CaseIterable {
    case first = 1
    case second = 2
    case third = 3
    case fourth = 4

    package static let newest = RulesEdition.fourth

    package static func < (a: RulesEdition, b: RulesEdition) -> Bool { a.rawValue < b.rawValue }
}
