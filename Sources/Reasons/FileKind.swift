// What stands where a file of ours would be written, and stays.

/// Its words stand in messages under `file`.
package enum FileKind: String, Sendable, CaseIterable {
    case folder, database
    case keyFile = "key-file"
    /// A place that a ledger keeps for its own files.
    case ledgersOwn = "ledgers-own"
    /// What came with the program.
    case shipped

    package var told: Reason.Value { .term(.file, rawValue) }
}
