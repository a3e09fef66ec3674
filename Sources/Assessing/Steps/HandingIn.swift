// A draft becomes a step: its files are put among the evidence, and its rows go with the commit that takes it.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
package import Reasons
import RoundState
import Storage

/// What a zone writes to an expert's request for evidence.
package struct SupplyDraft: Sendable {
    package let round: RoundID
    /// The event that asked.
    package let event: Int
    package let zone: ZoneID
    package let request: MaterialView.Missing
    package let text: DraftField
    package let files: [DraftFile]

    package var place: DraftPlace { .request(round, event) }
}

extension ApplicationDraft {
    /// The step that hands it in.
    var step: SubmitApplication {
        SubmitApplication(
            id: id, zone: zone.id, for: .call(call.id), conditions: conditions, claims: claims,
            files: files.map { BroughtFile(stored: $0.digest, size: $0.size, named: $0.name, for: $0.indicator) })
    }
}

extension Standing {
    /// Why a draft cannot be handed in as it is; empty where it can.
    package func refusals(of draft: ApplicationDraft) -> [Reason] {
        let lost = draft.files.filter { !$0.isThere }.map { Reason(.draftFileLost, .file($0.name), field: "evidence") }
        return lost
            + register.refusals(
                of: Answer(
                    zone: draft.zone, conditions: draft.conditions, claims: draft.claims,
                    evidenced: draft.files.compactMap(\.indicator)), under: draft.published)
    }
}

extension Ledger {
    /// Hands a draft in; its rows are gone with that, and nothing of it is lost where it is refused.
    /// - Throws: `Refusal` where it was changed meanwhile; what `perform` throws.
    @discardableResult
    package nonisolated func handIn(
        _ draft: ApplicationDraft, by user: UserID, at moment: Moment, request: EventID
    ) throws -> Recorded {
        try handIn(
            HandIn(step: draft.step, place: draft.place, isAsSeen: draft.isAsStored), draft.files, of: draft.zone.id,
            by: user, at: moment, request: request)
    }

    /// The same for what an expert asked for.
    @discardableResult
    package nonisolated func handIn(
        _ draft: SupplyDraft, by user: UserID, at moment: Moment, request: EventID
    ) throws -> Recorded {
        let step = SupplyEvidence(
            draft.round, request: draft.event, text: draft.text.value,
            files: draft.files.map { BroughtFile(stored: $0.digest, size: $0.size, named: $0.name, for: nil) })
        return try handIn(
            HandIn(step: step, place: draft.place) { reading in
                let rows = try reading.draftFields(of: draft.zone.text, at: draft.place.text)
                guard (rows.first { $0.field == "text" }?.version ?? 0) == draft.text.version else { return false }
                return Set(try reading.wholeFiles(of: draft.zone, at: draft.place))
                    == Set(draft.files.map { " \($0.digest)" })
            }, draft.files, of: draft.zone, by: user, at: moment, request: request)
    }

    private nonisolated func handIn<Step: Action>(
        _ step: HandIn<Step>, _ files: [DraftFile], of zone: ZoneID, by user: UserID, at moment: Moment,
        request: EventID
    ) throws -> Recorded {
        for file in files where !store.evidence.holds(file.digest) {
            guard let bytes = try store.uploads.bytes(of: file.digest, of: zone.text) else {
                throw Refusal(.draftFileLost, .file(file.name), field: "evidence")
            }
            try store.evidence.put(bytes, accepting: limits.accept)
        }
        do {
            let recorded = try perform(step, by: user, at: moment, request: request)
            let left = try store.read { Set(try $0.draftFiles(of: zone.text).map(\.digest)) }
            for file in files where !left.contains(file.digest) { store.uploads.remove(file.digest, of: zone.text) }
            return recorded
        } catch {
            try? whenFree { try $0.removeUnnamed(files.map(\.digest)) }
            throw error
        }
    }

    /// What is written to a request of an own zone.
    /// - Throws: `Refusal` where there is none that waits.
    package nonisolated func supplyDraft(_ round: RoundID, _ event: Int, by user: UserID) throws -> SupplyDraft {
        let viewer = Viewer(user)
        guard let zone = standing.ownZone(of: viewer)?.id,
            standing.refusal(of: .supplyEvidence, to: viewer, in: round, on: .zone(zone)) == nil,
            case .seen(let material) = standing.material(of: zone, in: round, for: viewer),
            let request = material.missing.first(where: { $0.event == event })
        else { throw Refusal(.evidenceRequestUnknown, .event(event)) }
        guard request.supply == nil else { throw Refusal(.evidenceSupplied, .event(event)) }
        let place = DraftPlace.request(round, event).text
        let (rows, files) = try store.read {
            (try $0.draftFields(of: zone.text, at: place), try $0.draftFiles(of: zone.text))
        }
        let text = rows.first { $0.field == "text" }
        return SupplyDraft(
            round: round, event: event, zone: zone, request: request,
            text: text.map { DraftField(value: $0.value, version: $0.version, at: Moment(seconds: $0.at)) } ?? .none,
            files: files.filter { $0.place == place && $0.isWhole }.map { DraftFile($0, store) })
    }

    /// Stores what is written to a request.
    /// - Throws: `Refusal` where it may not stand there, or was changed meanwhile.
    package nonisolated func save(
        _ change: DraftChange, for round: RoundID, _ event: Int, by user: UserID, at moment: Moment
    ) throws -> DraftField {
        let draft = try supplyDraft(round, event, by: user)
        let value = try gated(kept(change.value), as: "reason", in: "text")
        return try store.write { writing in
            let row = try writing.reading.draftField("text", of: draft.zone.text, at: draft.place.text)
            let version = row?.version ?? 0
            if let row, row.value == value {
                return DraftField(value: row.value, version: row.version, at: Moment(seconds: row.at))
            }
            guard version == change.base else {
                throw Refusal(
                    .draftFieldChanged, field: "text", ["value": .text(String((row?.value ?? "").prefix(60)))])
            }
            try writing.put(
                DraftFieldRow(
                    zone: draft.zone.text, place: draft.place.text, field: "text", value: value, version: version + 1,
                    author: user.text, at: moment.seconds))
            return DraftField(value: value, version: version + 1, at: moment)
        }
    }
}

/// A step of a draft, with which its rows go.
private struct HandIn<Step: Action>: Action {
    let step: Step
    let place: DraftPlace
    /// Whether what is stored is what the step was made of: what came since would go unseen.
    let isAsSeen: @Sendable (Reading) throws -> Bool

    var useCase: UseCase { step.useCase }
    var round: RoundID? { step.round }
    var content: CanonicalJSON { step.content }
    var evidence: [[UInt8]] { step.evidence }
    func target(in register: Register) -> Target { step.target(in: register) }

    func take(_ appender: inout Appender) throws {
        guard try isAsSeen(appender.writing.reading) else { throw Refusal(.draftChanged) }
        // Asked before the step is taken: what it was for may not be there afterwards.
        let target = step.target(in: appender.register)
        try step.take(&appender)
        guard case .zone(let zone) = target else { return }
        try appender.writing.removeDraft(of: zone.text, at: place.text)
    }
}

extension ApplicationDraft {
    fileprivate func isAsStored(_ reading: Reading) throws -> Bool {
        let rows = try reading.draftFields(of: zone.id.text, at: place.text).filter { $0.field != Self.ownFiles }
        let stored = Dictionary(rows.map { ($0.field, $0.version) }) { first, _ in first }
        guard stored == fields.filter({ $0.value.version > 0 }).mapValues(\.version) else { return false }
        let mark = try reading.draftField(Self.ownFiles, of: zone.id.text, at: place.text)
        guard returned == nil || ownsFiles == (mark?.value == "\(returned?.version ?? 0)") else { return false }
        return Set(try reading.wholeFiles(of: zone.id, at: place))
            == Set(files.filter { $0.at != nil }.map { "\($0.indicator?.text ?? "") \($0.digest)" })
    }
}

extension Reading {
    /// The whole files of a draft, each with what it speaks for.
    fileprivate func wholeFiles(of zone: ZoneID, at place: DraftPlace) throws -> [String] {
        try draftFiles(of: zone.text).filter { $0.place == place.text && $0.isWhole }
            .map { "\($0.indicator) \($0.digest)" }
    }
}
