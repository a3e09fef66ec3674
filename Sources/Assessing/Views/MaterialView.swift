// What is judged: a zone's application with its evidence and facts, and what was asked and answered about it.

package import AssessmentModel
package import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// A zone's material in a round, as its viewer may see it.
package struct MaterialView: Sendable {
    package let round: RoundID
    package let zone: Zone
    /// nil where the round came from paper.
    package let application: Application?
    /// By fact; what is recorded so far.
    package let facts: [String: String]
    /// Of the whole round, oldest first.
    package let clarifications: [Clarification]
    /// Evidence that was missed, oldest first, without the seats that missed it.
    package let missing: [Missing]

    package struct Missing: Sendable, Equatable {
        /// The event that asked.
        package let event: Int
        package let indicator: CriterionID
        package let text: String
        package let by: String
        package let supply: MissingEvidence.Supply?
        package let isLate: Bool
    }
}

/// A question that waits for the bureau, or was answered: without a name.
package struct QuestionView: Sendable, Equatable {
    /// The event that asked.
    package let event: Int
    package let query: Query
    package let isAnswered: Bool
}

extension Standing {
    /// An expert sees the zones of accepted seats alone, and of no seat that was left.
    package func material(of zone: ZoneID, in round: RoundID, for viewer: Viewer) -> Seen<MaterialView> {
        guard let known = register.rounds[round], let place = known.terms?.zone(zone) else {
            return .denied(Reason(.roundUnknown, .round(round)))
        }
        if let why = whyNotShown(zone, in: known, to: viewer) { return .denied(why) }
        let applications = register.applications.values.filter { $0.stage == .enrolled(round) && $0.zone == zone }
        return .seen(
            MaterialView(
                round: round, zone: place, application: applications.min { $0.id < $1.id },
                facts: known.facts[zone] ?? [:], clarifications: known.clarifications,
                missing: known.missingEvidence.sorted { $0.key < $1.key }
                    .filter { $0.value.request.zone == zone && isShown($0.value, in: known, to: viewer) }
                    .map { MaterialView.Missing(event: $0.key, $0.value) }))
    }

    /// What another expert misses is that expert's, the zone's and the bureau's; what the zone brought is for all who judge it.
    private func isShown(_ missing: MissingEvidence, in round: Round, to viewer: Viewer) -> Bool {
        guard let expert = expert(of: viewer), missing.supply == nil else { return true }
        return round.seats[missing.request.seat]?.expert == expert
    }

    /// Whether an expert judges the zone of an application, so that it is shown.
    func judges(_ application: Application, _ viewer: Viewer) -> Bool {
        guard case .enrolled(let round) = application.stage, let known = register.rounds[round],
            expert(of: viewer) != nil
        else { return false }
        return whyNotShown(application.zone, in: known, to: viewer) == nil
    }

    private func whyNotShown(_ zone: ZoneID, in round: Round, to viewer: Viewer) -> Reason? {
        guard let expert = expert(of: viewer) else {
            return refusal(of: .seeMaterial, to: viewer, in: round.id, on: .zone(zone))
        }
        guard let seat = round.seats(at: zone).first(where: { $0.expert == expert && !$0.isRecused }) else {
            return Reason(.seatNotHeld, .zone(zone), ["round": .round(round.id)])
        }
        if let why = refusal(of: .seeMaterial, to: viewer, in: round.id, on: .seat(round.id, seat.id)) { return why }
        // Ledgers of before know no acceptance.
        guard seat.isAccepted || register.edition < .fourth else {
            return Reason(.seatNotAccepted, .seat(seat.id), ["zone": .named(.zone(zone))])
        }
        return nil
    }

    /// The questions of a round: all of them for the bureau, an expert's own; oldest first.
    package func questions(in round: RoundID, for viewer: Viewer) -> Seen<[QuestionView]> {
        guard let known = register.rounds[round] else { return .denied(Reason(.roundUnknown, .round(round))) }
        let visible = known.questions.sorted { $0.key < $1.key }.filter {
            refusal(of: .seeProgress, to: viewer, in: round, on: .seat(round, $0.value.seat)) == nil
        }
        if visible.isEmpty, expert(of: viewer) == nil, let why = refusal(of: .seeProgress, to: viewer, in: round) {
            return .denied(why)
        }
        return .seen(
            visible.compactMap { seq, question in
                question.query.map { QuestionView(event: seq, query: $0, isAnswered: question.isAnswered) }
            })
    }
}

extension MaterialView.Missing {
    fileprivate init(event: Int, _ missing: MissingEvidence) {
        self.event = event
        indicator = missing.request.indicator
        text = missing.request.text
        by = missing.request.by
        supply = missing.supply
        isLate = missing.isLate
    }
}
