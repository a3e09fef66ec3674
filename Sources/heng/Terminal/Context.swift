// The edge to clock and randomness: read here and nowhere below.

import ArgumentParser
import Assessing
import EventModel
import Foundation
import Synchronization

/// What a command takes from the world around it: the moment, randomness, and where it talks.
struct Context: Sendable {
    /// Asked each time: a step is of the moment in which it gets the ledger for itself.
    let clock: @Sendable () -> Moment
    /// Shared by all that a command does, so that no two draws are the same.
    let random: Randomness
    let console: Console

    var moment: Moment { clock() }
    /// Read from the templates when something is said for the first time.
    var words: Words { .system }
    var sentences: Sentences { .spoken }

    static var system: Context {
        Context(
            clock: { Moment(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }, random: .system,
            console: Console())
    }
}

/// The system's randomness, or for fictional data a repeatable one.
final class Randomness: RandomNumberGenerator, Sendable {
    /// nil: the system's.
    private let state: Mutex<UInt64?>

    static var system: Randomness { Randomness(state: nil) }

    /// SplitMix64. Never for a real round: who knows the seed knows every salt and the key.
    static func repeatable(seed: UInt64) -> Randomness { Randomness(state: seed) }

    private init(state: UInt64?) { self.state = Mutex(state) }

    func next() -> UInt64 {
        state.withLock { state in
            guard let last = state else {
                var source = SystemRandomNumberGenerator()
                return source.next()
            }
            let current = last &+ 0x9E37_79B9_7F4A_7C15
            state = current
            var z = (current ^ (current >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
