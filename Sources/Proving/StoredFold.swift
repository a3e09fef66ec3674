// The events of a database, folded.

import AssessmentModel
import AuditLedger
package import RoundState
package import Storage

extension Fold {
    /// - Throws: `LedgerError` naming the first event that is wrong.
    package init(of reading: Reading) throws { try self.init(of: reading) { _ in } }

    /// `tell` is told now and then how many events are taken in.
    init(of reading: Reading, telling tell: (Int) -> Void) throws {
        self.init()
        try take(reading, 0..<Int.max, tell)
    }

    /// Takes in the events that were stored since.
    package mutating func catchUp(with reading: Reading) throws {
        guard try reading.hasEvent(register.size) else { return }
        try take(reading, register.size..<Int.max)
    }

    /// While events are taken in here, the other processors read those after them.
    private mutating func take(
        _ reading: Reading, _ range: Range<Int>, _ tell: (Int) -> Void = { _ in }
    ) throws {
        var rows: [StoredEvent] = []
        var ahead: Ahead<[StoredEventReading]>?
        var fault: (any Error)?
        func handOn(_ fold: inout Fold) throws {
            let next = fold.reading(rows)
            rows.removeAll(keepingCapacity: true)
            if let before = ahead.take() { try fold.take(before.get(), files: reading.storedFile) }
            ahead = next
            tell(fold.register.size)
        }
        do {
            try reading.forEachEvent(in: range) { row in
                rows.append(row)
                if rows.count == Self.together { try handOn(&self) }
            }
        } catch {
            fault = error
        }
        // What was read before a fault comes first: the first thing that is wrong is named.
        if let ahead { try take(ahead.get(), files: reading.storedFile) }
        try take(self.reading(rows).get(), files: reading.storedFile)
        if let fault { throw fault }
    }

    /// So many rows are read together: enough for all processors, few enough to stay in their caches.
    private static let together = 512
}

extension Store {
    /// Where everything stands, for who only looks.
    package func register() throws -> Register { try read { try Fold(of: $0).register } }
}
