// The one error of this target: what is wrong, and where.

package import Reasons

/// A fault in ledger material, or the reason of a ``Checked`` claim that fails.
///
/// It is thrown when a value could not be made, and carried by ``Checked/fails(_:)`` when a claim was checked and does not hold.
package struct LedgerError: Error, Hashable, Sendable {
    package enum Code: String, Sendable {
        /// The bytes do not follow the format's grammar.
        case malformed
        /// The bytes mean something, but are not its one permitted spelling.
        case notCanonical
        /// A length or depth limit is exceeded.
        case tooLarge
        /// A number lies outside its permitted range.
        case outOfRange
        /// Two values that must be equal differ: a hash, an index, an origin.
        case mismatch
        /// A signature of a known key does not verify.
        case badSignature
        /// No signature of a known key is there.
        case unknownKey
        /// Something required is absent.
        case missing
    }

    /// Where in the subject the fault lies.
    package enum Place: Hashable, Sendable {
        case whole
        /// Byte offset from 0.
        case offset(Int)
        /// Line number from 1.
        case line(Int)
        /// Leaf index from 0.
        case leaf(Int)
        /// Path of keys, joined by dots.
        case field(String)
    }

    /// A part of ledger material and a place in it.
    package struct Spot: Hashable, Sendable {
        package let part: Part
        package let place: Place
    }

    package let code: Code
    /// What was being read.
    package let subject: Part
    package let place: Place
    /// Where the fault lies within that place, the larger part first; empty where there is no more to say.
    package let within: [Spot]
    /// What was found and what was expected.
    package let reason: Reason

    package init(_ code: Code, _ subject: Part, at place: Place = .whole, _ reason: Reason) {
        self.init(code, subject, at: place, within: [], reason)
    }

    private init(_ code: Code, _ subject: Part, at place: Place, within: [Spot], _ reason: Reason) {
        self.code = code
        self.subject = subject
        self.place = place
        self.within = within
        self.reason = reason
    }

    /// The same fault, told by a reader that knows the larger place: leaf 17 of a bundle instead of byte 3 of an event.
    package func relocated(to place: Place, in subject: Part) -> LedgerError {
        LedgerError(
            code, subject, at: place, within: [Spot(part: self.subject, place: self.place)] + within, reason)
    }

    /// The same fault in another part.
    func renamed(_ subject: Part) -> LedgerError { LedgerError(code, subject, at: place, within: within, reason) }
}

extension LedgerError {
    /// Something that can be wrong.
    package enum Part: Hashable, Sendable {
        case the(Thing)
        /// By its name in a folder.
        case file(String)
        case round(String)
        case result(ofRound: String)
        case scheme(ofRound: String)
        /// The checkpoint of so many events.
        case head(Int)
    }

    /// What there is one of where it is read.
    package enum Thing: String, Sendable, CaseIterable {
        case event, checkpoint
        case knownCheckpoint = "known checkpoint"
        case receipt, keys, key
        case keyFile = "key file"
        case signerKey = "signer key"
        case verifierKey = "verifier key"
        case bundle, backup, database, ledger, events, evidence, tree, root, note
        case inclusionProof = "inclusion proof"
        case consistencyProof = "consistency proof"
        case disclosure, document
        case eventID = "event id"
        case plan, scheme
        case zones = "list of zones"
        case snapshot, file
    }

    /// Where the fault lies, the larger part first, as values that messages tell.
    package var location: [Reason.Value] {
        var values: [Reason.Value] = []
        var last: Part?
        for spot in [Spot(part: subject, place: place)] + within {
            if case .leaf(let seq) = spot.place, spot.part == .the(.event) {
                values.append(.named(Reason.Subject(.event, "\(seq)")))
            } else {
                if spot.part != last { values.append(spot.part.told) }
                if let place = spot.place.told { values.append(place) }
            }
            last = spot.part
        }
        return values
    }
}

extension LedgerError.Part {
    fileprivate var told: Reason.Value {
        switch self {
        case .the(let thing): .term(.part, thing.rawValue)
        case .file(let name): .named(Reason.Subject(.file, name))
        case .round(let id): .named(Reason.Subject(.round, id))
        case .result(let id): .named(Reason.Subject(.result, id))
        case .scheme(let id): .named(Reason.Subject(.scheme, id))
        case .head(let size): .named(Reason.Subject(.head, "\(size)"))
        }
    }
}

extension LedgerError.Place {
    fileprivate var told: Reason.Value? {
        switch self {
        case .whole: nil
        case .offset(let offset): .named(Reason.Subject(.byte, "\(offset)"))
        case .line(let number): .named(Reason.Subject(.line, "\(number)"))
        case .leaf(let index): .named(Reason.Subject(.event, "\(index)"))
        case .field(let path): .named(Reason.Subject(.member, path))
        }
    }
}

extension LedgerError.Part: CustomStringConvertible {
    package var description: String {
        switch self {
        case .the(let thing): thing.rawValue
        case .file(let name): name
        case .round(let id): "round \(id)"
        case .result(let id): "result of round \(id)"
        case .scheme(let id): "scheme of round \(id)"
        case .head(let size): "checkpoint of \(size) events"
        }
    }
}

extension LedgerError.Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .whole: "whole"
        case .offset(let offset): "byte \(offset)"
        case .line(let number): "line \(number)"
        case .leaf(let index): "leaf \(index)"
        case .field(let path): "field \(path)"
        }
    }
}

extension LedgerError.Spot: CustomStringConvertible {
    package var description: String { place == .whole ? "\(part)" : "\(part), \(place)" }
}

extension LedgerError: CustomStringConvertible {
    /// For logs: `event, leaf 17: mismatch day-before-last before=2026-11-06 found=2026-11-05`.
    package var description: String {
        let spots = ([Spot(part: subject, place: place)] + within).map(\.description)
        return "\(spots.joined(separator: ": ")): \(code.rawValue) \(reason)"
    }
}
