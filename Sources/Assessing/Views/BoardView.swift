// How a round stands: who has not scored, what waits for whom, where experts differ.

package import AssessmentModel
import EventModel
import HashTreeCollections
package import Reasons
package import RoundState

/// A round as its viewer may see it: the bureau all of it, an expert the own seats.
package struct BoardView: Sendable {
    /// One seat.
    package struct Place: Sendable, Equatable {
        package let zone: ZoneID
        package let seat: SeatID
        package let state: SheetView.State
        /// Whether its expert has said that no conflict holds; of ledgers that know no such word always.
        package let isAccepted: Bool
        /// Marks on it, of so many that it asks for.
        package let marked: Int
        package let marks: Int
        package let isCalled: Bool
        /// Cells whose re-read is called and not answered.
        package let openRereads: Int
        /// The last day on which anything was done on it; nil where nothing was.
        package let lastDay: String?
        /// nil where the viewer may not know, or the pool does not.
        package let expert: ExpertID?
    }

    /// What is asked of the viewer's own seats.
    package struct Asked: Sendable, Equatable {
        package enum Kind: Sendable { case reread, reopened }

        package let kind: Kind
        package let zone: ZoneID
        package let indicator: CriterionID
    }

    /// A revision that waits for a second person.
    package struct Waiting: Sendable {
        /// The event that proposed it.
        package let event: Int
        package let revision: Revision
        /// The mark that it would change.
        package let now: Fraction?
    }

    /// What an expert asks: to have a sealed sheet opened again.
    package struct Request: Sendable, Equatable {
        package enum Answer: Sendable { case waits, refused, granted }

        /// The event that asked.
        package let event: Int
        package let zone: ZoneID
        package let seat: SeatID
        package let reason: String?
        package let answer: Answer
    }

    package let round: RoundID
    package let stage: Stage
    /// By zone, then code.
    package let places: [Place]
    package let revisions: [Waiting]
    /// Of the bureau: those that wait; of an expert: the newest of each own sheet, until it is sealed anew.
    package let requests: [Request]
    /// The zones that take part no more, by id; nothing for who sees own seats only.
    package let withdrawn: [ZoneID]
    /// Those of them that the newest result still ranks.
    package let withdrawalsNotTaken: [ZoneID]
    /// Not decided yet, oldest first; nothing for who sees own seats only.
    package let objections: [Objection]
    package let asked: [Asked]
    /// Marks that came after the close; nil where the viewer may not know.
    package let late: Int?
    /// Whether the viewer sees every seat.
    package let isWhole: Bool
}

/// How a round ended without a result.
package enum RoundEnding: Sendable, Equatable {
    case withdrawn(event: Int)
    /// With what everybody may read.
    case broken(event: Int, statement: String)

    package var event: Int {
        switch self {
        case .withdrawn(let event), .broken(let event, _): event
        }
    }
}

extension Standing {
    /// - Returns: denied where the viewer may see no seat of it.
    package func board(of id: RoundID, for viewer: Viewer) -> Seen<BoardView> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        let why = refusal(of: .seeProgress, to: viewer, in: id)
        let seats =
            why == nil
            ? round.seatsInOrder
            : round.seatsInOrder.filter { refusal(of: .seeProgress, to: viewer, in: id, on: .seat(id, $0.id)) == nil }
        if let why, seats.isEmpty { return .denied(why) }
        // Whose mark diverges, and whose is revised, is for nobody but the bureau and that expert.
        let isWhole = why == nil
        let marks = Dictionary((round.terms?.zones ?? []).map { ($0.id, round.terms?.marked(at: $0.id).count ?? 0) }) {
            first, _ in first
        }
        let rereads = Dictionary(grouping: round.rereads.values.lazy.filter { !$0.isAnswered }, by: \.seat)
        return .seen(
            BoardView(
                round: id, stage: round.stage,
                places: seats.map {
                    round.place(
                        of: $0, marks[$0.zone] ?? 0, register.edition, rereads[$0.id]?.count ?? 0, isNamed: isWhole)
                },
                revisions: isWhole ? round.waitingRevisions : [],
                requests: isWhole ? round.requestsThatWait : round.requests(of: seats),
                withdrawn: isWhole ? round.withdrawals.keys.sorted() : [],
                withdrawalsNotTaken: isWhole ? round.withdrawalsNotTaken : [],
                objections: isWhole ? round.objectionsThatWait : [],
                asked: isWhole ? [] : round.asked(of: seats), late: isWhole ? round.late : nil, isWhole: isWhole))
    }

    /// How a round ended without a result; nil for one that did not, or where the policy keeps it from the viewer.
    package func ending(of id: RoundID, for viewer: Viewer) -> RoundEnding? {
        guard let round = register.rounds[id], refusal(of: .seeEnding, to: viewer, in: id) == nil else { return nil }
        if let broken = round.broken { return .broken(event: broken.seq, statement: broken.statement) }
        return round.withdrawn.map { .withdrawn(event: $0) }
    }

    /// The rounds that the viewer may see something of, in the order in which they were planned, with their stages.
    package func rounds(for viewer: Viewer) -> Seen<[(id: RoundID, stage: Stage)]> {
        if let user = viewer.user, register.users[user] == nil { return .denied(Reason(.userUnknown, .user(user))) }
        let own = expert(of: viewer)
        return .seen(
            register.roundsInOrder.filter { round in
                refusal(of: .seeEnding, to: viewer, in: round.id) == nil
                    || refusal(of: .seeProgress, to: viewer, in: round.id) == nil
                    || refusal(of: .seeResult, to: viewer, in: round.id) == nil
                    || own.map { expert in round.seats.values.contains { $0.expert == expert } } ?? false
            }.map { ($0.id, $0.stage) })
    }

    /// Cells whose sealed marks lie far apart, by zone, then in the scheme's order.
    package func divergences(in id: RoundID, for viewer: Viewer) throws -> Seen<[Divergence]> {
        if let why = refusal(of: .seeDivergence, to: viewer, in: id) { return .denied(why) }
        return .seen(try register.rounds[id]?.divergences() ?? [])
    }

    /// What keeps a round where it is; nothing for who sees own seats only. Requests to open a sheet are told with what they say, among `requests`.
    package func waits(in id: RoundID, for viewer: Viewer) -> [Reason] {
        guard let round = register.rounds[id], refusal(of: .seeProgress, to: viewer, in: id) == nil else { return [] }
        return round.unfinished.filter { $0.code != .reopeningUndecided } + round.conflicts(register.experts)
            + (round.stage == .scoring ? round.missingFacts : [])
            + round.idleObjections.map(\.idle)
    }
}

extension BoardView.Request {
    fileprivate init(event: Int, _ reopening: Reopening) {
        self.event = event
        zone = reopening.zone
        seat = reopening.seat
        reason = reopening.reason
        answer = reopening.isGranted.map { $0 ? .granted : .refused } ?? .waits
    }
}

extension Round {
    fileprivate func place(
        of seat: Seat, _ marks: Int, _ edition: RulesEdition, _ openRereads: Int, isNamed: Bool
    ) -> BoardView.Place {
        let marked =
            seat.isSealed || seat.wasSealed ? seat.marks.count : seat.cells.values.count { $0.hundredths != nil }
        return BoardView.Place(
            zone: seat.zone, seat: seat.id, state: state(of: seat), isAccepted: seat.isAccepted || edition < .fourth,
            marked: marked, marks: marks, isCalled: seat.isCalled,
            openRereads: openRereads, lastDay: seat.lastDay, expert: isNamed ? seat.expert : nil)
    }
}

extension Round {
    fileprivate var waitingRevisions: [BoardView.Waiting] {
        revisions.sorted { $0.key < $1.key }.filter { $0.value.isConfirmed == nil }.map { event, revision in
            BoardView.Waiting(
                event: event, revision: revision,
                now: seats[revision.seat]?.marks[revision.indicator].map(Fraction.init(hundredths:)))
        }
    }

    /// None of a seat that counts no more.
    fileprivate var requestsThatWait: [BoardView.Request] {
        reopenings.sorted { $0.key < $1.key }.filter { _, reopening in
            reopening.isGranted == nil && !hasWithdrawn(reopening.zone) && seats[reopening.seat]?.isRecused != true
        }.map { BoardView.Request(event: $0, $1) }
    }

    fileprivate func requests(of own: [Seat]) -> [BoardView.Request] {
        guard stage == .scoring else { return [] }
        return own.filter { !$0.isRecused && !hasWithdrawn($0.zone) }.compactMap { seat in
            let newest = reopenings.filter { $0.value.seat == seat.id }.max { $0.key < $1.key }
            return newest.map { BoardView.Request(event: $0.key, $0.value) }.flatMap { request in
                request.answer == .granted && !seat.isOpen ? nil : request
            }
        }
    }

    /// Nothing more is decided about a zone that has withdrawn.
    fileprivate var objectionsThatWait: [Objection] {
        guard stage == .noticed else { return [] }
        return objections.values.filter { $0.decision == nil && !hasWithdrawn($0.zone) }.sorted { $0.filed < $1.filed }
    }

    fileprivate func asked(of own: [Seat]) -> [BoardView.Asked] {
        let ids = Set(own.map(\.id))
        let again = rereads.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isAnswered && ids.contains($0.seat) }
            .map { BoardView.Asked(kind: .reread, zone: $0.zone, indicator: $0.indicator) }
        let open = own.flatMap { seat in
            toRevise(on: seat).map { BoardView.Asked(kind: .reopened, zone: seat.zone, indicator: $0) }
        }
        return again + open.sorted { ($0.zone, $0.indicator) < ($1.zone, $1.indicator) }
    }

    /// Marks of a sealed sheet that upheld objections have opened, and for which no revision was proposed since the newest result.
    func toRevise(on seat: Seat) -> [CriterionID] {
        guard seat.isSealed, !hasWithdrawn(seat.zone) else { return [] }
        let newest = results.last?.seq ?? 0
        return reopened.filter { cell in
            cell.zone == seat.zone && seat.marks[cell.indicator] != nil
                && !revisions.contains { event, revision in
                    event > newest && revision.seat == seat.id && revision.indicator == cell.indicator
                        && revision.reason == .objection
                }
        }.map(\.indicator).sorted()
    }
}
