// What events of programmes and calls do to where everything stands.

package import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Reasons

extension Register {
    mutating func adopt(_ id: ProgrammeID, _ file: String, _ told: Told, _ reader: FileReader) throws {
        let programme = try read(file, told, reader).map { try CanonicalJSON.decode(Programme.self, from: $0) }
        if let programme {
            guard programme.id == id else { throw told.fault(.fileToldOtherwise, of: .programme(id), as: .mismatch) }
            try told.require(calls(of: id).flatMap { $0.refusals(under: programme) })
        }
        programmes[id] = AdoptedProgramme(
            id: id, seq: told.seq, files: (programmes[id]?.files ?? []) + [file], programme: programme)
    }

    /// The calls of a programme, by id, as far as they are at hand: what they name, a newer one of its id must have too.
    package func calls(of programme: ProgrammeID) -> [Call] {
        calls.values.filter { $0.published.programme == programme }.compactMap(\.call).sorted { $0.id < $1.id }
    }

    mutating func publish(
        _ id: CallID, _ published: LedgerEvent.Published, _ told: Told, _ reader: FileReader
    ) throws {
        guard calls[id] == nil else { throw told.fault(.notAgain, of: .call(id)) }
        guard let programme = programmes[published.programme] else {
            throw told.fault(.notThere, of: .programme(published.programme))
        }
        guard published.last >= told.day else {
            throw told.fault(.callDayPast, .call(id), ["last": .text(published.last), "today": .text(told.day)])
        }
        let call = try read(published.file, told, reader).map { try CanonicalJSON.decode(Call.self, from: $0) }
        let scheme = try read(published.scheme, told, reader).map {
            try loadScheme($0, file: "scheme \(published.scheme.prefix(12))").get()
        }
        if let call {
            let bound = scheme.map { Call.BoundScheme(id: $0.id, edition: $0.edition) }
            guard call.id == id, call.programme == published.programme, call.purpose == published.purpose,
                call.last == published.last, bound == nil || call.scheme == bound
            else { throw told.fault(.fileToldOtherwise, of: .call(id), as: .mismatch) }
            if let programme = programme.programme { try told.require(call.refusals(under: programme)) }
        }
        calls[id] = PublishedCall(
            id: id, seq: told.seq, published: published, last: published.last, call: call, scheme: scheme)
    }

    mutating func extend(_ id: CallID, _ to: String, _ told: Told) throws(LedgerError) {
        guard let call = calls[id] else { throw told.fault(.notThere, of: .call(id)) }
        guard to > call.last, to >= told.day else {
            throw told.fault(.callNotLater, .call(id), ["to": .text(to), "last": .text(call.last)])
        }
        calls[id]?.last = to
        calls[id]?.extensions.append(to)
    }

    /// What an application says fits its call.
    func requireCall(
        _ under: LedgerEvent.UnderCall, of zone: Zone, _ purpose: RoundPlan.Purpose, isNew: Bool, _ told: Told
    ) throws(LedgerError) {
        guard let call = calls[under.call] else { throw told.fault(.notThere, of: .call(under.call)) }
        guard call.published.purpose == purpose else {
            throw told.fault(
                .callOfOtherPurpose, .call(under.call),
                ["found": .purpose(call.published.purpose), "expected": .purpose(purpose)])
        }
        if isNew, let why = call.refusal(ofApplyingOn: told.day) { throw told.fault(why) }
        guard view == .everything else { return }
        try told.require(
            refusals(
                of: Answer(
                    zone: zone, conditions: told.conditions, claims: told.claims,
                    evidenced: told.evidence.compactMap(\.indicator), isWhole: told.isWhole), under: call))
        if let level = level(of: zone, under: call), level != under.level {
            throw told.fault(.levelOther, .zone(zone.id), ["level": .term(.level, level.rawValue)])
        }
    }

    mutating func recommend(_ id: ApplicationID, _ told: Told) throws(LedgerError) {
        if view == .everything, let why = refusal(ofRecommending: id) { throw told.fault(why) }
        try move(id, to: .submitted(to: .province), told) { $0 == .submitted(to: .prefecture) }
        applications[id]?.wasRecommended = true
    }

    /// A round is of a programme from the fourth edition on, and of none before.
    func requireProgramme(
        _ terms: Round.Terms, _ files: LedgerEvent.Planned, _ told: Told
    ) throws(LedgerError) {
        guard edition >= .fourth else {
            guard terms.plan.programme == nil, terms.plan.calls == nil, terms.plan.purpose.isEarly,
                terms.zones.allSatisfy(\.kind.isEarly)
            else {
                throw told.fault(
                    .eventOfOtherEdition, ["type": .event(told.type), "edition": .number(edition.rawValue)])
            }
            return
        }
        guard view == .everything else { return }
        try told.require(
            refusals(
                ofPlan: terms.plan, scheme: files.scheme, zones: terms.zones,
                isOnPaper: told.actor?.task == UseCase.importRound.rawValue))
    }

    /// nil where the file is not at hand, as in a bundle; a database holds it.
    private func read(_ digest: String, _ told: Told, _ reader: FileReader) throws -> [UInt8]? {
        let bytes = try reader(digest)
        guard bytes != nil || view != .everything else {
            throw told.fault(.storedFileGone, ["digest": .text(digest)], as: .missing)
        }
        return bytes
    }
}

extension Told {
    fileprivate func require(_ reasons: [Reason]) throws(LedgerError) {
        if let why = reasons.first { throw fault(why) }
    }
}
