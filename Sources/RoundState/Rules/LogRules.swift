// What events of the log itself, of people and of applications do to where everything stands.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections

extension Register {
    mutating func begin(
        _ origin: String, _ key: String, _ home: LedgerEvent.Home?, _ told: Told
    ) throws(LedgerError) {
        guard size == 0 else { throw told.fault("begins the ledger again") }
        self.origin = origin
        if let home { try settle(home.place, home.edition, told) }
        try add(key, told)
    }

    /// From here on the ledger is judged by this edition, and its days are those of this place.
    mutating func settle(
        _ place: PlaceOffset, _ edition: RulesEdition, _ told: Told
    ) throws(LedgerError) {
        self.edition = edition
        home = place
        if let text = told.secret {
            guard let secret = RequestSecret(parsing: text) else { throw told.fault("conceals a malformed secret") }
            self.secret = secret
        } else if secret == nil {
            try told.requireKnown("secret")
        }
    }

    mutating func propose(_ home: LedgerEvent.Home, _ told: Told) throws(LedgerError) {
        guard home.edition > edition, self.home == nil || home.place == self.home else {
            throw told.fault(
                "proposes the edition \(home.edition.rawValue) at \(home.place), the ledger has \(edition.rawValue)"
                    + (self.home.map { " at \($0)" } ?? ""))
        }
        proposals[told.seq] = RulesProposal(
            edition: home.edition, place: home.place, proposer: told.actor?.user, before: edition)
    }

    mutating func adopt(_ seq: Int, _ told: Told) throws(LedgerError) {
        guard let proposal = proposals[seq], proposal.before == edition else {
            throw told.fault("adopts the rules proposed in event \(seq), which are not proposed or have lapsed")
        }
        if let actor = told.actor?.user, actor == proposal.proposer {
            throw told.fault("adopts rules that the same person proposed")
        }
        try settle(proposal.place, proposal.edition, told)
        proposals = [:]
    }

    mutating func erase(_ value: LedgerEvent.Erased?, _ told: Told) throws(LedgerError) {
        erased += 1
        guard let value else { return try told.requireKnown("erased") }
        guard value.seq < told.seq else {
            throw told.fault("erases a value of the event \(value.seq), which is not before it")
        }
        guard view == .everything else { return }
        if undisclosed[value.digest] == value.seq {
            undisclosed[value.digest] = nil
        } else {
            stillThere.append(told.seq)
        }
        for (file, entries) in evidence where entries[value.seq]?.names.contains(value.digest) == true {
            evidence[file]?[value.seq]?.names.remove(value.digest)
            if evidence[file]?[value.seq]?.names.isEmpty == true { evidence[file]?[value.seq] = nil }
            if evidence[file]?.isEmpty == true { evidence[file] = nil }
        }
    }

    mutating func add(_ text: String, _ told: Told) throws(LedgerError) {
        let key = try VerifierKey(parsing: text)
        guard key.name == origin else { throw told.fault("adds the key \(text), expected one of \(origin)") }
        guard !keys.contains(where: { $0.key == key }) else { throw told.fault("adds the key \(text) again") }
        keys.append(KeyEntry(key: key, since: told.seq, retired: nil))
    }

    mutating func retire(_ text: String, _ told: Told) throws(LedgerError) {
        guard let index = keys.firstIndex(where: { $0.key.text == text && $0.retired == nil }) else {
            throw told.fault("retires the key \(text), which is not in use")
        }
        guard keys.count(where: { $0.retired == nil }) > 1 else { throw told.fault("retires the last key") }
        keys[index].retired = told.seq
    }

    mutating func addUser(_ told: Told) throws(LedgerError) {
        guard let user = told.account else {
            hasHiddenUser = true
            return try told.requireKnown("account")
        }
        guard users.updateValue(user, forKey: user.id) == nil else {
            throw told.fault("adds the user \(user.id) again")
        }
    }

    mutating func removeUser(_ told: Told) throws(LedgerError) {
        guard let user = told.user else { return try told.requireKnown("user") }
        guard users.removeValue(forKey: user) != nil || hasHiddenUser else {
            throw told.fault("removes \(user), who is no user")
        }
    }

    mutating func registerExpert(_ told: Told) throws(LedgerError) {
        guard let expert = told.expert else {
            hasHiddenExpert = true
            return try told.requireKnown("expert")
        }
        experts[expert.id] = expert
    }

    mutating func submit(
        _ id: ApplicationID, _ zone: ZoneID, _ purpose: RoundPlan.Purpose, _ told: Told
    ) throws(LedgerError) {
        guard let level = zones[zone]?.firstLevel else {
            throw told.fault("is of the zone \(zone), which is not registered")
        }
        var version = 1
        if let known = applications[id] {
            guard case .returned = known.stage, known.zone == zone, known.purpose == purpose else {
                throw told.fault("submits the application \(id), which was not returned to \(zone)")
            }
            version = known.version + 1
        }
        applications[id] = Application(
            id: id, zone: zone, purpose: purpose, stage: .submitted(to: level), version: version,
            conditions: told.conditions, claims: told.claims, evidence: told.evidence)
    }

    mutating func move(
        _ id: ApplicationID, to stage: Application.Stage, _ told: Told, from isRight: (Application.Stage) -> Bool
    ) throws(LedgerError) {
        guard let application = applications[id], isRight(application.stage) else {
            throw told.fault("\(told.type) for the application \(id), which does not wait for it")
        }
        applications[id]?.stage = stage
    }
}
