// A receipt held against a bundle: what an expert sealed beside what was counted, a zone's result beside the newest.

import AssessmentModel
package import AuditLedger
import EventModel
package import RoundState
import Scoring

/// How a proven receipt stands in a proven bundle.
package enum Reconciliation: Sendable, Equatable {
    /// What the receipt shows is what counts.
    case agrees
    /// The bundle says otherwise, a line each. A revision of the expert's own, or an upheld objection, may explain it.
    case differs([String])
    /// The sheet was sealed, and the seat recused afterwards: it does not count, as it should not.
    case recused
    /// There is nothing to compare, and why.
    case notComparable(String)
}

/// Proves the bundle, finds the receipt's event in it, and compares what the receipt shows with what was published.
///
/// Only who holds the receipt can do this: the log conceals which sheet belongs to which counted seat.
package func reconcile(
    _ receipt: ProvenReceipt, with files: BundleFiles, trusting trusted: [VerifierKey], known: [UInt8]? = nil
) -> AuditLedger.Verdict<Reconciliation> {
    do {
        let bundle = try prove(bundle: files, trusting: trusted, known: known)
        let event = receipt.event
        guard bundle.register.origin == receipt.checkpoint.origin, event.seq < bundle.levels.size,
            try bundle.levels.hashes(at: [NodePosition(level: 0, index: event.seq)]) == [event.leaf]
        else {
            throw LedgerError(
                .mismatch, "bundle", "its event \(event.seq) is not the receipt's",
                hint: bundle.levels.size <= event.seq ? "the bundle is older than the receipt" : "two logs were shown")
        }
        return .holds(compare(receipt, bundle))
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, "bundle", "\(error)"))
    }
}

private func compare(_ receipt: ProvenReceipt, _ bundle: ProvenBundle) -> Reconciliation {
    let own = bundle.proof.rounds.first?.id
    guard let id = receipt.event.fields["round"]?.stringValue.map(RoundID.init(_:)) else {
        return .notComparable("the receipt is of \(receipt.event.type), which belongs to no round")
    }
    guard id == own, let round = bundle.register.rounds[id] else {
        return .notComparable("the receipt is of the round \(id), the bundle of \(own?.text ?? "another")")
    }
    for value in receipt.disclosed.compactMap(Concealed.init) {
        switch value {
        case .sheet(let zone, let seat, let marks):
            if round.counted[seat]?.state == .recused { return .recused }
            return Reconciliation(round.differences(fromSheet: marks, at: zone, by: seat))
        case .result(let result): return Reconciliation(round.differences(fromResult: result))
        default: continue
        }
    }
    return .notComparable("the receipt shows neither a sheet nor a result: ask for it anew")
}

extension Reconciliation {
    fileprivate init(_ differences: [String]) { self = differences.isEmpty ? .agrees : .differs(differences) }
}

extension Round {
    fileprivate func differences(fromSheet marks: [CriterionID: Int], at zone: ZoneID, by seat: SeatID) -> [String] {
        guard let counted = counted[seat], counted.zone == zone else {
            return [closed == nil ? "no seat is counted yet" : "the seat \(seat.shortCode) at \(zone) is not counted"]
        }
        guard counted.state == .sealed, let published = counted.marks else {
            return ["the seat \(seat.shortCode) at \(zone) is counted as \(counted.state?.rawValue ?? "concealed")"]
        }
        return Set(marks.keys).union(published.keys).sorted().filter { marks[$0] != published[$0] }.map { indicator in
            "\(indicator): sealed \(shown(marks[indicator])), counted \(shown(published[indicator]))"
        }
    }

    private func shown(_ hundredths: Int?) -> String { hundredths.map { "\(Fraction(hundredths: $0))" } ?? "no mark" }

    fileprivate func differences(fromResult told: ZoneResult) -> [String] {
        guard let now = result?.zones[told.zone] ?? nil else { return ["there is no result of \(told.zone)"] }
        return [
            ("total", told.total, now.total), ("rank", told.rank.map(String.init), now.rank.map(String.init)),
            ("verdict", told.verdict, now.verdict),
        ].filter { $0.1 != $0.2 }.map { "\($0): the receipt says \($1 ?? "none"), the newest result \($2 ?? "none")" }
    }
}
