// The events of a database, folded.

import AuditLedger
package import RoundState
package import Storage

extension Fold {
    /// - Throws: `LedgerError` naming the first event that is wrong.
    package init(of reading: Reading) throws {
        self.init()
        try take(reading, 0..<Int.max)
    }

    /// Takes in the events that were stored since.
    package mutating func catchUp(with reading: Reading) throws {
        guard try reading.hasEvent(register.size) else { return }
        try take(reading, register.size..<Int.max)
    }

    private mutating func take(_ reading: Reading, _ range: Range<Int>) throws {
        var rows: [StoredEvent] = []
        var fault: (any Error)?
        do {
            try reading.forEachEvent(in: range) { row in
                rows.append(row)
                guard rows.count == Self.together else { return }
                let full = rows
                rows.removeAll(keepingCapacity: true)
                try take(full, files: reading.storedFile)
            }
        } catch {
            fault = error
        }
        // What was read before a fault comes first: the first thing that is wrong is named.
        try take(rows, files: reading.storedFile)
        if let fault { throw fault }
    }

    /// So many rows are read together: enough for all processors, few enough to stay in their caches.
    private static let together = 512
}

extension Store {
    /// Where everything stands, for who only looks.
    package func register() throws -> Register { try read { try Fold(of: $0).register } }
}
