// What the server did, as Prometheus text (exposition format 0.0.4), for this machine alone.

import Synchronization

/// Counters and one histogram, in memory.
final class Metrics: Sendable {
    private struct State {
        var requests: [String: Int] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
        var saves = 0
    }

    /// Seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    private let state = Mutex(State())

    func count(_ method: String, status: Int, _ duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let known = ["GET", "HEAD", "POST", "PUT"].contains(method) ? method : "other"
        state.withLock { state in
            state.requests["method=\"\(known)\",status=\"\(status)\"", default: 0] += 1
            state.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            state.seconds += seconds
        }
    }

    /// Requests that were answered.
    var answered: Int { state.withLock { $0.buckets.reduce(0, +) } }

    func countSave() { state.withLock { $0.saves += 1 } }

    /// `events` is the ledger's size, `waiting` the slow work under way.
    func text(events: Int, waiting: Int) -> String {
        let (requests, buckets, seconds, saves) = state.withLock {
            ($0.requests, $0.buckets, $0.seconds, $0.saves)
        }
        var lines = ["# TYPE heng_requests_total counter"]
        lines += requests.sorted { $0.key < $1.key }.map { "heng_requests_total{\($0.key)} \($0.value)" }
        lines.append("# TYPE heng_request_seconds histogram")
        var sum = 0
        for (index, bound) in Self.bounds.enumerated() {
            sum += buckets[index]
            lines.append("heng_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
        }
        let all = buckets.reduce(0, +)
        lines += [
            "heng_request_seconds_bucket{le=\"+Inf\"} \(all)", "heng_request_seconds_sum \(seconds)",
            "heng_request_seconds_count \(all)", "# TYPE heng_saves_total counter", "heng_saves_total \(saves)",
            "# TYPE heng_ledger_events gauge", "heng_ledger_events \(events)", "# TYPE heng_slow_work gauge",
            "heng_slow_work \(waiting)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
