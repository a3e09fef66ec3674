// A receipt held against a bundle: what an expert sealed beside what was counted, a zone's result beside the newest.

import AssessmentModel
package import AuditLedger
import EventModel
package import Reasons
package import RoundState
import Scoring

/// How a proven receipt stands in a proven bundle.
package enum Reconciliation: Sendable, Equatable {
    /// What the receipt shows is what counts.
    case agrees
    /// The bundle says otherwise, each difference a reason. A revision of the expert's own, a sheet sealed anew, or an upheld objection
    /// may explain it.
    case differs([Reason])
    /// The sheet was sealed, and the seat recused afterwards: it does not count, as it should not.
    case recused
    /// There is nothing to compare, and why.
    case notComparable(Reason)
}

/// Proves the bundle, finds the receipt's event in it, and compares what the receipt shows with what was published.
///
/// Only who holds the receipt can do this: the log conceals which sheet belongs to which counted seat.
package func reconcile(
    _ receipt: ProvenReceipt, with files: BundleFiles, trusting trusted: [VerifierKey], known: [UInt8]? = nil
) -> Checked<Reconciliation> {
    do {
        let bundle = try prove(bundle: files, trusting: trusted, known: known)
        let event = receipt.event
        guard bundle.register.origin == receipt.checkpoint.origin, event.seq < bundle.levels.size,
            try bundle.levels.hashes(at: [NodePosition(level: 0, index: event.seq)]) == [event.leaf]
        else {
            throw LedgerError(
                .mismatch, .the(.bundle),
                Reason(bundle.levels.size <= event.seq ? .bundleOlder : .bundleOfOtherLog, .event(event.seq)))
        }
        return .holds(compare(receipt, bundle))
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, .the(.bundle), .unreadable(error)))
    }
}

private func compare(_ receipt: ProvenReceipt, _ bundle: ProvenBundle) -> Reconciliation {
    let own = bundle.proof.rounds.first?.id
    let nothing = Reconciliation.notComparable(
        Reason(.receiptNotComparable, ["type": .event(receipt.event.type)]))
    guard let id = receipt.event.fields["round"]?.stringValue.map(RoundID.init(_:)) else { return nothing }
    guard id == own, let round = bundle.register.rounds[id] else {
        return .notComparable(
            Reason(
                .receiptOfOtherRound, ["found": .round(id), "expected": own.map { .round($0) } ?? Form.none.told]))
    }
    for value in receipt.disclosed.compactMap(Concealed.init) {
        switch value {
        case .sheet(let zone, let seat, let marks):
            if round.counted[seat]?.state == .recused { return .recused }
            if round.hasWithdrawn(zone) { return .notComparable(Reason(.zoneWithdrawn, .zone(zone))) }
            return Reconciliation(round.differences(fromSheet: marks, at: zone, by: seat))
        case .result(let result): return Reconciliation(round.differences(fromResult: result))
        default: continue
        }
    }
    return nothing
}

extension Reconciliation {
    fileprivate init(_ differences: [Reason]) { self = differences.isEmpty ? .agrees : .differs(differences) }
}

extension Round {
    fileprivate func differences(fromSheet marks: [CriterionID: Int], at zone: ZoneID, by seat: SeatID) -> [Reason] {
        guard let counted = counted[seat], counted.zone == zone else {
            return [Reason(.differsSeatUncounted, .seat(seat), ["zone": .zone(zone)])]
        }
        guard counted.state == .sealed, let published = counted.marks else {
            return [
                Reason(
                    .differsSeatState, .seat(seat),
                    ["zone": .zone(zone), "state": counted.state.map { .seat($0) } ?? Form.none.told])
            ]
        }
        return Set(marks.keys).union(published.keys).sorted().filter { marks[$0] != published[$0] }.map { indicator in
            Reason(
                .differsMark, .indicator(indicator),
                ["sealed": shown(marks[indicator]), "counted": shown(published[indicator])])
        }
    }

    private func shown(_ hundredths: Int?) -> Reason.Value {
        hundredths.map { .text("\(Fraction(hundredths: $0))") } ?? Form.noMark.told
    }

    fileprivate func differences(fromResult told: ZoneResult) -> [Reason] {
        guard let now = result?.zones[told.zone] ?? nil else {
            return [Reason(.resultAbsent, .zone(told.zone))]
        }
        let values: [(Measure, Reason.Value?, Reason.Value?)] = [
            (.total, told.total.map { .text($0) }, now.total.map { .text($0) }),
            (.rank, told.rank.map { .number($0) }, now.rank.map { .number($0) }),
            (.verdict, .term(.verdict, told.verdict), .term(.verdict, now.verdict)),
        ]
        return values.filter { $0.1 != $0.2 }.map { measure, told, now in
            Reason(
                .differsResult,
                ["of": measure.told, "told": told ?? Form.none.told, "now": now ?? Form.none.told])
        }
    }
}
