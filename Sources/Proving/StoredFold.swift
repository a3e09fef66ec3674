// The events of a database, folded.

import AuditLedger
package import RoundState
package import Storage

extension Fold {
    /// - Throws: `LedgerError` naming the first event that is wrong.
    package init(of reading: Reading, upTo size: Int = .max) throws {
        self.init()
        struct Enough: Error {}
        do {
            try reading.forEachEvent { row in
                if row.seq >= size { throw Enough() }
                try take(row, files: reading.storedFile)
            }
        } catch is Enough {}
    }

    /// Takes in the events that were stored since.
    package mutating func catchUp(with reading: Reading) throws {
        guard try reading.hasEvent(register.size) else { return }
        try reading.forEachEvent(from: register.size) { row in try take(row, files: reading.storedFile) }
    }
}

extension Store {
    /// Where everything stands, for who only looks.
    package func register() throws -> Register { try read { try Fold(of: $0).register } }
}
