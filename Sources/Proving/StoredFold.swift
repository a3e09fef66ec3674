// The events of a database, folded.

import AssessmentModel
import AuditLedger
import Dispatch
import Foundation
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

    /// As it stood before the event with this number.
    package init(of reading: Reading, first count: Int) throws {
        self.init()
        try take(reading, 0..<count)
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
        var ahead: [Ahead<[StoredEventReading]>] = []
        var fault: (any Error)?
        func takeFirst(_ fold: inout Fold) throws {
            let read = ahead.removeFirst().get()
            try fold.take(read, files: reading.storedFile)
            Self.letGo(read)
            tell(fold.register.size)
        }
        do {
            try reading.forEachEvent(in: range) { row in
                rows.append(row)
                guard rows.count == Self.together else { return }
                ahead.append(self.reading(rows))
                rows.removeAll(keepingCapacity: true)
                if ahead.count > Self.mostAhead { try takeFirst(&self) }
            }
        } catch {
            fault = error
        }
        // What was read before a fault comes first: the first thing that is wrong is named.
        while !ahead.isEmpty { try takeFirst(&self) }
        try take(self.reading(rows).get(), files: reading.storedFile)
        if let fault { throw fault }
    }

    /// Many small values take their time to be let go: that of another processor.
    private static func letGo(_ read: consuming [StoredEventReading]) {
        DispatchQueue.global(qos: .userInitiated).async { [read] in withExtendedLifetime(read) {} }
    }

    /// So many rows are read together: few enough to stay in a processor's cache.
    private static let together = 512
    /// So many of these wait at most: nobody is idle while one takes longer than another.
    private static let mostAhead = 2 * ProcessInfo.processInfo.activeProcessorCount
}

extension Store {
    /// Where everything stands, for who only looks.
    package func register() throws -> Register { try read { try Fold(of: $0).register } }
}
