// 公开: what everybody may see of a published round, on a day.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
import Reasons
import RoundState
package import Storage

/// A published round, as far as everybody may see it.
package struct PublicRound: Sendable {
    /// Where its result stands.
    package enum Phase: Sendable, Equatable {
        /// Published, and its notice has not begun.
        case announced
        /// Working days that are left of the notice, today's among them; nil where the calendar does not know.
        case noticed(left: Int?)
        /// The notice is over, and the result not final yet.
        case heard
        case final
        /// It was final, and is taken up again.
        case takenUp
    }

    package let id: RoundID
    package let result: RoundResult
    package let phase: Phase
    package let changes: ChangesView
    /// What the draw was bound to, and what it became; nil of a panel that was not drawn here.
    package let draw: PublicDraw?
    /// The snapshots that others have taken the place of, oldest first.
    package let replaced: [String]
}

/// 抽取, as it was announced and held.
package struct PublicDraw: Sendable {
    package let commitment: Commitment
    package let committedOn: String
    /// nil where it was not held yet.
    package let seed: String?
    package let witness: String?
}

/// A round that ended without a result.
package struct PublicEnding: Sendable {
    package let id: RoundID
    package let plan: RoundPlan
    package let ending: RoundEnding
    package let day: String
    /// The results that were on notice before, by their digests.
    package let published: [String]
    package let zones: [ZoneID]
}

extension Round {
    /// The digests of all results that everybody might ever see, oldest first. Ledgers of editions before corrections were published know
    /// only that one result came after another.
    fileprivate var publishedResults: [String] { results.filter { !isUnpublished($0) }.map(\.snapshot) }
}

extension Standing {
    /// The rounds whose result everybody may see, newest first.
    package var publishedRounds: [RoundID] {
        register.roundsInOrder.reversed().filter {
            $0.result != nil && refusal(of: .seeResult, to: .everyone, in: $0.id) == nil
        }.map(\.id)
    }

    /// nil for a round that is not published.
    /// - Throws: what `result` throws.
    package func publicRound(_ id: RoundID, on day: String, _ reading: Reading) throws -> PublicRound? {
        guard let round = register.rounds[id], case .seen(let result) = try result(of: id, to: .everyone, reading),
            case .seen(let changes) = changes(in: id, for: .everyone)
        else { return nil }
        return PublicRound(
            id: round.id, result: result, phase: phase(of: round, changes, on: day), changes: changes,
            draw: round.commitment.map {
                PublicDraw(
                    commitment: $0, committedOn: round.committedOn, seed: round.draw?.seed,
                    witness: round.draw?.witness)
            },
            replaced: round.publishedResults.filter { $0 != round.result?.snapshot })
    }

    /// Rounds that were given up or broken off, newest first, with what everybody may read of it.
    /// - Throws: what the store throws.
    package func publicEndings(_ reading: Reading) throws -> [PublicEnding] {
        try register.roundsInOrder.reversed().compactMap { round in
            guard let ending = ending(of: round.id, for: .everyone), let plan = round.terms?.plan else { return nil }
            var day = ""
            try reading.forEachEvent(in: ending.event..<ending.event + 1) { day = try Event(parsing: $0.body).at }
            return PublicEnding(
                id: round.id, plan: plan, ending: ending, day: day,
                published: round.notice == nil ? [] : round.publishedResults,
                zones: round.terms?.zones.map(\.id) ?? [])
        }
    }

    /// The same for as long as everybody sees the same, whatever else goes on in the ledger.
    package func publicState(on day: String) -> String {
        let rounds = register.roundsInOrder.filter { refusal(of: .seeResult, to: .everyone, in: $0.id) == nil }
        let published = rounds.map { round in
            [
                round.id.text, round.result?.snapshot ?? "", round.stage.rawValue, round.notice?.to ?? "",
                "\(round.corrections.count)", "\(round.resumptions.count)", "\(round.releasedBy ?? -1)",
                "\(round.issues.last?.seq ?? -1)",
                round.notice.flatMap { notice in
                    Day(day).flatMap { from in
                        Day(notice.to).flatMap { register.calendar.workdays(from: from, through: $0) }
                    }
                }.map { "\($0)" } ?? "",
            ].joined(separator: " ")
        }
        let ended = register.roundsInOrder.compactMap { round in
            ending(of: round.id, for: .everyone).map { "\(round.id) \($0.event)" }
        }
        let certificates = register.certificates.values.sorted { $0.id < $1.id }.map {
            "\($0.id) \($0.revoked ?? -1) \($0.replacedBy?.text ?? "")"
        }
        let keys = register.keys.map { "\($0.key.text) \($0.retired ?? -1)" }
        return ([day] + published + ended + certificates + keys).joined(separator: "\n")
    }

    private func phase(of round: Round, _ changes: ChangesView, on day: String) -> PublicRound.Phase {
        if round.stage == .final { return .final }
        // What was put right after it was taken up may be on notice anew.
        let isNoticedAnew = round.corrections.contains { correction in
            correction.notice.days != nil && round.resumptions.last.map { correction.seq > $0.seq } ?? true
        }
        if changes.isTakenUp, !isNoticedAnew { return .takenUp }
        guard let notice = round.notice, let last = Day(notice.to), let today = Day(day), today <= last else {
            return .heard
        }
        if day < notice.from { return .announced }
        return .noticed(left: register.calendar.workdays(from: today, through: last))
    }
}
