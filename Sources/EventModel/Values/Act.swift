// What takes two people: the first binds what will happen, the second has exactly that done.

package import AssessmentModel
package import AuditLedger

/// An act with everything that it does, as the first person bound it; where that has changed meanwhile it has lapsed.
package enum Act: Sendable, Equatable {
    /// The result, and the days of its notice.
    case publish(snapshot: String, from: String, to: String)
    /// The result that takes in what was decided since the one before: these objections, by id; and what is published of it.
    case conclude(snapshot: String, objections: [ObjectionID], CorrectionNotice?)
    /// What measured values become, by fact; and the result that would come of it. `decides`: the objection is upheld with it.
    case correct(ObjectionID, ZoneID, facts: [String: String], result: String?, decides: Bool)
    /// `substitute` is named only where no draw names one.
    case remove(ZoneID, SeatID, isSealed: Bool, substitute: ExpertID?)
    /// And the result that would come of it, where there is one.
    case withdraw(ZoneID, result: String?)
    /// The statement is public; the result is the one that comes to nothing.
    case breakOff(statement: String, result: String?)
    case revoke(CertificateID)
    case reopen(Resumption)

    /// Its word, which everybody sees.
    package enum Kind: String, Sendable, CaseIterable {
        case publish, conclude, correct, remove, withdraw
        case breakOff = "break-off"
        case revoke, reopen
    }

    package var kind: Kind {
        switch self {
        case .publish: .publish
        case .conclude: .conclude
        case .correct: .correct
        case .remove: .remove
        case .withdraw: .withdraw
        case .breakOff: .breakOff
        case .revoke: .revoke
        case .reopen: .reopen
        }
    }

    /// Whether what was done is what was bound. A substitute, a decision and a correction are other events'; what would come of an act is
    /// asked when it is confirmed.
    package func binds(_ done: Act) -> Bool { bare == done }

    private var bare: Act {
        switch self {
        case .conclude(let snapshot, let objections, _): .conclude(snapshot: snapshot, objections: objections, nil)
        case .correct(let objection, let zone, let facts, _, _):
            .correct(objection, zone, facts: facts, result: nil, decides: false)
        case .remove(let zone, let seat, let isSealed, _): .remove(zone, seat, isSealed: isSealed, substitute: nil)
        case .withdraw(let zone, _): .withdraw(zone, result: nil)
        case .breakOff(let statement, _): .breakOff(statement: statement, result: nil)
        default: self
        }
    }
}

extension Act {
    package var value: CanonicalJSON {
        var members: [String: CanonicalJSON?] = ["act": .string(kind.rawValue)]
        switch self {
        case .publish(let snapshot, let from, let to):
            members.merge(["snapshot": .string(snapshot), "from": .string(from), "to": .string(to)]) { $1 }
        case .conclude(let snapshot, let objections, let notice):
            members["snapshot"] = .string(snapshot)
            members["objections"] = .array(objections.map { .id($0) })
            if let notice { members.merge(notice.fields) { $1 } }
        case .correct(let objection, let zone, let facts, let result, let decides):
            members["result"] = result.map { .string($0) }
            if decides { members["decides"] = .bool(true) }
            members.merge(["objection": .id(objection), "zone": .id(zone), "facts": .pairs(facts)]) { $1 }
        case .remove(let zone, let seat, let isSealed, let substitute):
            members.merge(["zone": .id(zone), "seat": .id(seat), "sealed": .bool(isSealed)]) { $1 }
            if let substitute { members["substitute"] = .id(substitute) }
        case .withdraw(let zone, let result):
            members["zone"] = .id(zone)
            members["result"] = result.map { .string($0) }
        case .breakOff(let statement, let result):
            members["statement"] = .string(statement)
            members["result"] = result.map { .string($0) }
        case .revoke(let certificate): members["certificate"] = .id(certificate)
        case .reopen(let resumption): members.merge(resumption.fields) { $1 }
        }
        return .present(members)
    }

    /// nil for a value that no act of ours has.
    init?(_ value: CanonicalJSON) {
        let text = { (name: String) in value[name]?.stringValue ?? "" }
        let zone = ZoneID(text("zone"))
        let result = value["result"]?.stringValue
        switch Kind(rawValue: text("act")) {
        case .publish: self = .publish(snapshot: text("snapshot"), from: text("from"), to: text("to"))
        case .conclude:
            let objections = (value["objections"]?.arrayValue ?? []).compactMap(\.stringValue)
            self = .conclude(
                snapshot: text("snapshot"), objections: objections.map(ObjectionID.init(_:)), CorrectionNotice(value))
        case .correct:
            let pairs = (value["facts"]?.arrayValue ?? []).compactMap(\.textPair)
            self = .correct(
                ObjectionID(text("objection")), zone, facts: Dictionary(pairs.map { ($0.0, $0.1) }) { $1 },
                result: result, decides: value["decides"]?.boolValue ?? false)
        case .remove:
            self = .remove(
                zone, SeatID(text("seat")), isSealed: value["sealed"]?.boolValue ?? false,
                substitute: value["substitute"]?.stringValue.map(ExpertID.init(_:)))
        case .withdraw: self = .withdraw(zone, result: result)
        case .breakOff: self = .breakOff(statement: text("statement"), result: result)
        case .revoke: self = .revoke(CertificateID(text("certificate")))
        case .reopen:
            guard let resumption = Resumption(value) else { return nil }
            self = .reopen(resumption)
        case nil: return nil
        }
    }
}
