// What events of the log itself, of people and of applications do to where everything stands.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

extension Register {
    mutating func begin(
        _ origin: String, _ key: String, _ home: LedgerEvent.Home?, _ told: Told
    ) throws(LedgerError) {
        guard size == 0 else { throw told.fault(.genesisMisplaced, ["found": .event(told.type)]) }
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
            guard let secret = RequestSecret(parsing: text) else {
                throw told.fault(.concealedUnknown, ["name": .concealed("secret")])
            }
            self.secret = secret
        } else if secret == nil {
            try told.requireKnown("secret")
        }
    }

    mutating func propose(_ home: LedgerEvent.Home, _ told: Told) throws(LedgerError) {
        guard home.edition > edition else {
            throw told.fault(
                .editionNotNewer, ["edition": .number(home.edition.rawValue), "current": .number(edition.rawValue)])
        }
        if let own = self.home, own != home.place {
            throw told.fault(.placeOther, ["found": .text("\(home.place)"), "expected": .text("\(own)")])
        }
        proposals[told.seq] = RulesProposal(
            edition: home.edition, place: home.place, proposer: told.actor?.user, before: edition)
    }

    mutating func adopt(_ seq: Int, _ told: Told) throws(LedgerError) {
        guard let proposal = proposals[seq], proposal.before == edition else {
            throw told.fault(.notWaiting, of: .event(seq))
        }
        if let actor = told.actor?.user, actor == proposal.proposer {
            throw told.fault(.secondPersonSame)
        }
        try settle(proposal.place, proposal.edition, told)
        proposals = [:]
    }

    mutating func erase(_ value: LedgerEvent.Erased?, _ told: Told) throws(LedgerError) {
        erased += 1
        guard let value else { return try told.requireKnown("erased") }
        guard value.seq < told.seq else {
            throw told.fault(.erasureOfNothing, ["event": .number(value.seq)])
        }
        guard view == .everything else { return }
        // From here on nobody acts under that account, neither here nor where it is read again.
        hiddenUsers.remove(value.seq)
        if let user = accounts.removeValue(forKey: value.seq) { users[user] = nil }
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
        guard key.name == origin else { throw told.fault(.origin(key.name, expected: origin)) }
        guard !keys.contains(where: { $0.key == key }) else { throw told.fault(.notAgain, of: .key(text)) }
        keys.append(KeyEntry(key: key, since: told.seq, retired: nil))
    }

    mutating func retire(_ text: String, _ told: Told) throws(LedgerError) {
        guard let index = keys.firstIndex(where: { $0.key.text == text && $0.retired == nil }) else {
            throw told.fault(.notInForce, of: .key(text))
        }
        guard keys.count(where: { $0.retired == nil }) > 1 else { throw told.fault(.keyLast) }
        keys[index].retired = told.seq
    }

    mutating func addUser(_ told: Told) throws(LedgerError) {
        guard let user = told.account else {
            hiddenUsers.insert(told.seq)
            hiddenAccounts += 1
            return try told.requireKnown("account")
        }
        accounts[told.seq] = user.id
        guard users.updateValue(user, forKey: user.id) == nil else {
            throw told.fault(.notAgain, of: .user(user.id))
        }
    }

    mutating func removeUser(_ told: Told) throws(LedgerError) {
        guard let user = told.user else { return try told.requireKnown("user") }
        guard users.removeValue(forKey: user) != nil || !hiddenUsers.isEmpty else {
            throw told.fault(.userUnknown, .user(user))
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
        _ id: ApplicationID, _ zone: ZoneID, _ purpose: RoundPlan.Purpose, _ under: LedgerEvent.UnderCall?,
        _ told: Told
    ) throws(LedgerError) {
        guard let place = zones[zone] else {
            throw told.fault(.notThere, of: .zone(zone))
        }
        var version = 1
        let known = applications[id]
        if let known {
            guard case .returned = known.stage, known.zone == zone, known.purpose == purpose,
                known.call == nil || known.call == under?.call
            else {
                throw told.fault(.notWaiting, of: .application(id))
            }
            version = known.version + 1
        }
        if let under { try requireCall(under, of: place, purpose, isNew: known == nil, told) }
        let stage = Application.Stage.submitted(to: under?.level ?? place.earlyLevel)
        applications[id] = Application(
            id: id, zone: zone, purpose: purpose, call: under?.call, stage: stage, history: known?.history ?? [],
            before: known?.content, version: version, wasRecommended: known?.wasRecommended ?? false,
            conditions: told.conditions, claims: told.claims, evidence: told.evidence)
        applications[id]?.move(to: stage, told)
    }

    mutating func move(
        _ id: ApplicationID, to stage: Application.Stage, _ told: Told, from isRight: (Application.Stage) -> Bool
    ) throws(LedgerError) {
        guard let application = applications[id], isRight(application.stage) else {
            throw told.fault(.notWaiting, of: .application(id))
        }
        applications[id]?.move(to: stage, told)
    }
}
