// How often an address may try, whatever account it names.

package import EventModel
import Glibc
package import Reasons

/// A bucket of attempts for each address, in memory: so many at once, and one more after each interval.
///
/// It holds so many addresses and no more; where more come, those that have tried least are forgotten first.
package struct RateLimit: Sendable {
    package let burst: Int
    /// Seconds.
    package let interval: Int
    package let most: Int
    private var buckets: [String: Bucket] = [:]

    private struct Bucket {
        /// Seconds' worth of attempts; one costs an interval.
        var credit: Int
        var at: Moment
        var isEmpty = false
    }

    package enum Admission: Sendable, Equatable {
        case admitted
        /// `isFirst` since one was admitted: the one for the log, which a flood must not fill.
        case refused(isFirst: Bool)
    }

    /// What is said of every refusal.
    package static let refusal = Reason(.attemptsTooMany)

    package init(burst: Int = 10, interval: Int = 6, most: Int = 10_000) {
        self.burst = burst
        self.interval = interval
        self.most = most
    }

    package var count: Int { buckets.count }

    package mutating func admit(_ address: String, at now: Moment) -> Admission {
        let network = Self.network(of: address)
        if buckets[network] == nil, buckets.count >= most { forget(at: now) }
        var bucket = buckets[network] ?? Bucket(credit: burst * interval, at: now)
        bucket.credit = credit(of: bucket, at: now)
        bucket.at = max(now, bucket.at)
        defer { buckets[network] = bucket }
        guard bucket.credit >= interval else {
            let isFirst = !bucket.isEmpty
            bucket.isEmpty = true
            return .refused(isFirst: isFirst)
        }
        bucket.credit -= interval
        bucket.isEmpty = false
        return .admitted
    }

    private func credit(of bucket: Bucket, at now: Moment) -> Int {
        min(burst * interval, bucket.credit + max(0, now.seconds - bucket.at.seconds))
    }

    /// Lets those go who have all their attempts again; where that is not enough, the quarter that has most of them.
    private mutating func forget(at now: Moment) {
        buckets = buckets.filter { credit(of: $0.value, at: now) < burst * interval }
        guard buckets.count >= most else { return }
        let fullest = buckets.sorted { credit(of: $0.value, at: now) > credit(of: $1.value, at: now) }
        for (network, _) in fullest.prefix(max(1, most / 4)) { buckets[network] = nil }
    }

    /// Whom an address stands for: itself, or, in IPv6, its network of 64 bits, which one person has whole (RFC 4291 section 2.5.4).
    package static func network(of address: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        // An IPv4 address that is written as one of IPv6 (RFC 4291 section 2.5.5.2).
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
