// What stands where a file is read or written.

/// Its words stand in messages under `file`.
package enum FileKind: String, Sendable, CaseIterable {
    case folder, database, link
    case keyFile = "key-file"
    /// A place that a ledger keeps for its own files.
    case ledgersOwn = "ledgers-own"
    /// One more name of a file elsewhere.
    case secondName = "second-name"
    /// No folder on the way.
    case folderNeeded = "folder-needed"
    case notRegular = "not-regular"
    /// What came with the program.
    case shipped

    package var told: Reason.Value { .term(.file, rawValue) }
}
