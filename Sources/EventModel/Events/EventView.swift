// How much of what events conceal is shown to who reads them.

/// How much of what events conceal is shown to the fold.
package enum EventView: Sendable {
    /// All of it but what was erased: rules are checked to the last.
    case everything
    /// What a bundle discloses: what is not shown is not checked.
    case published
}
