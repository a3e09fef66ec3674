// Rules that somebody proposed and nobody adopted yet.

package import EventModel

/// What the ledger's people proposed: an edition, and the place of a ledger that has none. It counts once another person adopts it.
package struct RulesProposal: Sendable, Equatable {
    package let edition: RulesEdition
    package let place: PlaceOffset
    /// nil where the account is not shown.
    package let proposer: UserID?
    /// The edition that was in force: where another is now, the proposal has lapsed.
    package let before: RulesEdition
}
