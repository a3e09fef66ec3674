// How long nobody is let in after wrong passwords.

package import EventModel
import Storage

/// Failures in a row, and the pause that they earned: 15 minutes after five, twice as long after each five more, at most a day.
///
/// What is tried during a pause neither counts nor lengthens it.
package struct Lockout: Sendable, Equatable {
    package static let failures = 5
    package static let shortest = 15 * 60
    package static let longest = 24 * 3600

    package private(set) var failures = 0
    package private(set) var pauses = 0
    package private(set) var until: Moment?

    package init() {}

    init(_ row: AccountRow) {
        failures = row.failures
        pauses = row.locks
        until = row.lockedUntil.map(Moment.init(seconds:))
    }

    package func isOn(at now: Moment) -> Bool { until.map { now < $0 } ?? false }

    package mutating func fail(at now: Moment) {
        failures += 1
        guard failures >= Self.failures else { return }
        // Seven doublings are past a day.
        until = now + min(Self.longest, Self.shortest << min(pauses, 7))
        (failures, pauses) = (0, pauses + 1)
    }
}

extension AccountRow {
    var lockout: Lockout {
        get { Lockout(self) }
        set { (failures, locks, lockedUntil) = (newValue.failures, newValue.pauses, newValue.until?.seconds) }
    }
}

extension Moment {
    static func + (moment: Moment, seconds: Int) -> Moment { Moment(seconds: moment.seconds + seconds) }
}
