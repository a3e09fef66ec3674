// An event as a database keeps it.

/// A stored event before anything about it was checked, with what it conceals.
package struct StoredEvent: Sendable {
    package let seq: Int
    package let id: String
    package let body: [UInt8]
    package let leaf: [UInt8]
    /// In the order in which they were concealed; those that were erased are missing.
    package var disclosures: [String]

    package init(seq: Int, id: String, body: [UInt8], leaf: [UInt8], disclosures: [String]) {
        self.seq = seq
        self.id = id
        self.body = body
        self.leaf = leaf
        self.disclosures = disclosures
    }
}
