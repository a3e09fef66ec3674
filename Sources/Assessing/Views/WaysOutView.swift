// 退出和终止: what would become of a round, or of a zone in it, before somebody proposes it.

package import AssessmentModel
import EventModel
import HashTreeCollections
package import Reasons
package import RoundState
import Scoring

/// The ways out of a round that are open at its stage, with what each would do.
package struct WaysOutView: Sendable {
    package let round: RoundID
    package let stage: Stage
    /// The zones that take part, by id.
    package let zones: [ZoneID]
    /// Zones that have withdrawn, with the day.
    package let withdrawn: [ZoneID]
    /// Seats that were opened, and sheets that are sealed: what was scored there would not count.
    package let seats: Int
    package let sealed: Int
    /// Whether a withdrawal takes two people now.
    package let byTwo: Bool
}

/// What the withdrawal of one zone would do.
package struct WithdrawalView: Sendable {
    package let zone: ZoneID
    package let seats: Int
    package let sealed: Int
    /// Whom it would move in a result that is there; by the rank before.
    package let moves: [Move]
    /// Why it cannot be, but for what has not been typed yet.
    package let refusals: [Reason]
}

extension Standing {
    /// - Returns: denied where the viewer does not see the whole round.
    package func waysOut(of id: RoundID, for viewer: Viewer) -> Seen<WaysOutView> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        let seats = round.seats.values.filter { !$0.isRecused && !round.hasWithdrawn($0.zone) }
        return .seen(
            WaysOutView(
                round: id, stage: round.stage, zones: round.takingPart.map(\.id).sorted(),
                withdrawn: round.withdrawals.keys.sorted(), seats: seats.count, sealed: seats.count { $0.isSealed },
                byTwo: register.takesTwoPeople(.withdraw, in: id)))
    }

    /// - Returns: denied where there is no such zone in the round, or the viewer does not see the whole of it.
    package func withdrawal(of zone: ZoneID, from id: RoundID, for viewer: Viewer) -> Seen<WithdrawalView> {
        guard let round = register.rounds[id], round.terms?.has(zone) == true else {
            return .denied(Reason(.zoneNotInRound, .zone(zone), ["round": .named(.round(id))]))
        }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        let seats = round.seats(at: zone).filter { !$0.isRecused }
        let step = WithdrawZone(id, zone: zone, reason: "–")
        do {
            let act = try step.act(in: register, on: register.today)
            return .seen(
                WithdrawalView(
                    zone: zone, seats: seats.count, sealed: seats.count { $0.isSealed },
                    moves: refusal(of: .seeResult, to: viewer, in: id) == nil
                        ? (try? moves(of: act, in: round)) ?? [] : [], refusals: []))
        } catch {
            return .seen(
                WithdrawalView(
                    zone: zone, seats: seats.count, sealed: seats.count { $0.isSealed }, moves: [],
                    refusals: (error as? Refusal)?.reasons ?? []))
        }
    }
}
