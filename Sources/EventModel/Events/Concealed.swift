// What events conceal: values whose digests are in the leaf and whose text can be erased lawfully.

package import AssessmentModel
package import AuditLedger

/// A concealed value (`Disclosure`): its name and JSON value, as `Documentation/ledger.md` lists them.
package enum Concealed: Equatable {
    /// Who did it, when exactly (ISO 8601, UTC), by which use case, and the digest of the whole step, from the second edition on.
    case actor(UserID, time: String, task: String, step: String?)
    case account(User)
    case user(UserID)
    case expert(Expert)
    /// The expert behind a candidate or on a seat.
    case sitter(ExpertID)
    case place(ZoneID, SeatID)
    /// A seat that is called for another.
    case call(ZoneID, SeatID, replacing: SeatID)
    case cell(CellValue)
    /// A cell without a mark: one that is to be read again.
    case spot(ZoneID, SeatID, CriterionID)
    case comment(CriterionID, String)
    case sheet(ZoneID, SeatID, [CriterionID: Int])
    case marks([CriterionID: Int])
    /// The event whose sheet is counted.
    case seal(Int)
    case source(Expert.Source)
    /// The seed of a draw, until it is held.
    case seed(String)
    /// The seed that orders substitutes.
    case reserve(String)
    /// What the ids of events are mixed with.
    case secret(String)
    /// What a seat came to: public once the round is published.
    case outcome(LedgerEvent.Outcome)
    case erased(LedgerEvent.Erased)
    case fact(String, value: String)
    /// Grounds, opinions, bases, reasons: a word of a closed list where there is one, and text.
    case reason(String, text: String)
    case condition(Eligibility)
    case claim(Claim)
    case evidence(Evidence)
    case result(ZoneResult)
    /// What two people do, until it is done and after.
    case act(Act)
    case question(Query)
    case answer(Query)
    case request(EvidenceRequest)
    case decoy

    /// One saved cell.
    package struct CellValue: Equatable {
        package let zone: ZoneID
        package let seat: SeatID
        package let indicator: CriterionID
        /// 1 for the first save.
        package let version: Int
        /// nil: emptied.
        package let hundredths: Int?

        package init(zone: ZoneID, seat: SeatID, indicator: CriterionID, version: Int, hundredths: Int?) {
            self.zone = zone
            self.seat = seat
            self.indicator = indicator
            self.version = version
            self.hundredths = hundredths
        }
    }
}

extension Concealed {
    package var name: String {
        switch self {
        case .actor: "actor"
        case .account: "account"
        case .user: "user"
        case .expert: "expert"
        case .sitter: "sitter"
        case .place: "place"
        case .call: "call"
        case .cell: "cell"
        case .spot: "spot"
        case .comment: "comment"
        case .sheet: "sheet"
        case .marks: "marks"
        case .seal: "seal"
        case .source: "source"
        case .seed: "seed"
        case .reserve: "reserve"
        case .secret: "secret"
        case .outcome: "outcome"
        case .erased: "erased"
        case .fact: "fact"
        case .reason: "reason"
        case .condition: "condition"
        case .claim: "claim"
        case .evidence: "evidence"
        case .result: "result"
        case .act: "act"
        case .question: "question"
        case .answer: "answer"
        case .request: "request"
        case .decoy: "decoy"
        }
    }

    /// Whether one event may conceal several of the kind.
    var mayRepeat: Bool {
        switch self {
        case .fact, .comment, .condition, .claim, .evidence, .decoy: true
        default: false
        }
    }

    /// Whether everybody may see it, as a value of an event of this type, once the round is published: what the ranking is
    /// computed from.
    package func isPublic(in type: String) -> Bool {
        switch self {
        case .marks: ["seat.counted", "seat.recounted"].contains(type)
        case .outcome, .source: type == "seat.counted"
        case .fact: ["facts.recorded", "facts.corrected"].contains(type)
        case .result: type == "result.sealed"
        default: false
        }
    }

    package var value: CanonicalJSON {
        switch self {
        case .actor(let user, let time, let task, let step):
            .present([
                "user": .id(user), "time": .string(time), "task": .string(task), "step": step.map { .string($0) },
            ])
        case .account(let user):
            .present([
                "user": .id(user.id), "name": .string(user.name), "role": .string(user.role.rawValue),
                "zone": user.zone.map { .id($0) }, "expert": user.expert.map { .id($0) },
            ])
        case .user(let user): .id(user)
        case .expert(let expert):
            .present([
                "expert": .id(expert.id), "name": .string(expert.name), "source": .string(expert.source.rawValue),
                "organisation": .string(expert.organisation), "region": expert.region.map { .string($0) },
                "employer": expert.employer.map { .id($0) }, "ties": .array(expert.ties.map { .id($0) }),
            ])
        case .sitter(let expert): .id(expert)
        case .place(let zone, let seat): ["zone": .id(zone), "seat": .id(seat)]
        case .call(let zone, let seat, let other): ["zone": .id(zone), "seat": .id(seat), "for": .id(other)]
        case .cell(let cell):
            .present([
                "zone": .id(cell.zone), "seat": .id(cell.seat), "indicator": .id(cell.indicator),
                "version": .integer(cell.version), "hundredths": cell.hundredths.map { .integer($0) },
            ])
        case .spot(let zone, let seat, let indicator):
            ["zone": .id(zone), "seat": .id(seat), "indicator": .id(indicator)]
        case .comment(let indicator, let text): ["indicator": .id(indicator), "text": .string(text)]
        case .sheet(let zone, let seat, let marks): ["zone": .id(zone), "seat": .id(seat), "marks": .marks(marks)]
        case .marks(let marks): .marks(marks)
        case .seal(let seq): .integer(seq)
        case .source(let source): .string(source.rawValue)
        case .seed(let seed), .reserve(let seed): .string(seed)
        case .secret(let secret): .string(secret)
        case .outcome(let outcome): .object(outcome.fields)
        case .erased(let erased): .object(erased.fields)
        case .fact(let fact, let value): ["fact": .string(fact), "value": .string(value)]
        case .reason(let word, let text): ["word": .string(word), "text": .string(text)]
        case .condition(let condition):
            [
                "item": .string(condition.item.rawValue), "met": .bool(condition.isMet),
                "note": .string(condition.note),
            ]
        case .claim(let claim):
            .present([
                "indicator": .id(claim.indicator), "hundredths": claim.hundredths.map { .integer($0) },
                "text": .string(claim.text),
            ])
        case .evidence(let evidence):
            .present([
                "indicator": evidence.indicator.map { .id($0) }, "file": .string(evidence.digest),
                "name": .string(evidence.name), "size": evidence.size.map { .integer($0) },
            ])
        case .result(let result):
            .present([
                "zone": .id(result.zone), "snapshot": .string(result.snapshot),
                "verdict": .string(result.verdict), "total": result.total.map { .string($0) },
                "rank": result.rank.map { .integer($0) },
            ])
        case .act(let act): act.value
        case .question(let query), .answer(let query): query.value
        case .request(let request): request.value
        case .decoy: 0
        }
    }

    /// Reads a disclosure; nil for a name or a value that no event of ours conceals.
    package init?(_ disclosure: Disclosure) {
        if let usual = Self.readUsual(disclosure.name, disclosure.value) {
            self = usual
            return
        }
        guard let concealed = Self.read(disclosure.name, disclosure.value), concealed.value == disclosure.value
        else { return nil }
        self = concealed
    }

    /// The quick way for what nearly all events conceal: nil unless the value has these members and no other, so that writing it again
    /// would give it.
    private static func readUsual(_ name: String, _ value: CanonicalJSON) -> Concealed? {
        guard case .object(let members) = value else { return nil }
        let text = { (key: String) in members[key]?.stringValue }
        switch name {
        case "actor" where members.count == 4:
            guard let user = text("user"), let time = text("time"), let task = text("task"), let step = text("step")
            else { return nil }
            return .actor(UserID(user), time: time, task: task, step: step)
        case "cell" where members.count == 5:
            guard let zone = text("zone"), let seat = text("seat"), let indicator = text("indicator"),
                let version = members["version"]?.integerValue, let hundredths = members["hundredths"]?.integerValue
            else { return nil }
            return .cell(
                CellValue(
                    zone: ZoneID(zone), seat: SeatID(seat), indicator: CriterionID(indicator), version: version,
                    hundredths: hundredths))
        case "comment" where members.count == 2:
            guard let indicator = text("indicator"), let words = text("text") else { return nil }
            return .comment(CriterionID(indicator), words)
        default: return nil
        }
    }

    private static func read(_ name: String, _ value: CanonicalJSON) -> Concealed? {
        let text = { (key: String) in value[key]?.stringValue ?? "" }
        let hundredths = value["hundredths"]?.integerValue
        let zone = ZoneID(text("zone"))
        let seat = SeatID(text("seat"))
        let indicator = CriterionID(text("indicator"))
        switch name {
        case "actor":
            return .actor(
                UserID(text("user")), time: text("time"), task: text("task"), step: value["step"]?.stringValue)
        case "account":
            guard let role = Role(rawValue: text("role")) else { return nil }
            return .account(
                User(
                    id: UserID(text("user")), name: text("name"), role: role,
                    zone: value["zone"]?.stringValue.map(ZoneID.init(_:)),
                    expert: value["expert"]?.stringValue.map(ExpertID.init(_:))))
        case "user": return value.stringValue.map { .user(UserID($0)) }
        case "expert":
            guard let source = Expert.Source(rawValue: text("source")) else { return nil }
            return .expert(
                Expert(
                    id: ExpertID(text("expert")), name: text("name"), source: source,
                    organisation: text("organisation"), region: value["region"]?.stringValue,
                    employer: value["employer"]?.stringValue.map(ZoneID.init(_:)),
                    ties: (value["ties"]?.arrayValue ?? []).compactMap(\.stringValue).map(ZoneID.init(_:))))
        case "sitter": return value.stringValue.map { .sitter(ExpertID($0)) }
        case "place": return .place(zone, seat)
        case "call": return .call(zone, seat, replacing: SeatID(text("for")))
        case "cell":
            return .cell(
                CellValue(
                    zone: zone, seat: seat, indicator: indicator, version: value["version"]?.integerValue ?? 0,
                    hundredths: hundredths))
        case "spot": return .spot(zone, seat, indicator)
        case "comment": return .comment(indicator, text("text"))
        case "sheet": return value["marks"]?.marksValue.map { .sheet(zone, seat, $0) }
        case "marks": return value.marksValue.map { .marks($0) }
        case "seal": return value.integerValue.map { .seal($0) }
        case "source": return value.stringValue.flatMap(Expert.Source.init(rawValue:)).map { .source($0) }
        case "seed": return value.stringValue.map { .seed($0) }
        case "reserve": return value.stringValue.map { .reserve($0) }
        case "secret": return value.stringValue.map { .secret($0) }
        case "outcome":
            guard let state = SeatState(rawValue: text("state")), let isCalled = value["called"]?.boolValue
            else { return nil }
            return .outcome(LedgerEvent.Outcome(state: state, isCalled: isCalled))
        case "erased":
            return value["event"]?.integerValue.map {
                .erased(LedgerEvent.Erased(seq: $0, digest: text("digest")))
            }
        case "fact": return .fact(text("fact"), value: text("value"))
        case "reason": return .reason(text("word"), text: text("text"))
        case "condition":
            guard let item = Eligibility.Item(rawValue: text("item")) else { return nil }
            return .condition(
                Eligibility(item: item, isMet: value["met"]?.boolValue ?? false, note: text("note")))
        case "claim":
            return .claim(Claim(indicator: indicator, hundredths: hundredths, text: text("text")))
        case "evidence":
            return .evidence(
                Evidence(
                    indicator: value["indicator"]?.stringValue.map(CriterionID.init(_:)), digest: text("file"),
                    name: text("name"), size: value["size"]?.integerValue))
        case "result":
            return .result(
                ZoneResult(
                    zone: zone, snapshot: text("snapshot"), verdict: text("verdict"),
                    total: value["total"]?.stringValue, rank: value["rank"]?.integerValue))
        case "act": return Act(value).map { .act($0) }
        case "question": return .question(Query(value))
        case "answer": return .answer(Query(value))
        case "request": return .request(EvidenceRequest(value))
        case "decoy": return .decoy
        default: return nil
        }
    }
}

extension CanonicalJSON {
    /// An object without the members that are not there; a `nil` that the compiler took for JSON's null is not there either.
    package static func present(_ members: [String: CanonicalJSON?]) -> CanonicalJSON {
        .object(members.compactMapValues { $0 == .null ? .none : $0 })
    }

    /// Marks as pairs of indicator and hundredths, by indicator.
    static func marks(_ marks: [CriterionID: Int]) -> CanonicalJSON {
        .array(marks.sorted { $0.key < $1.key }.map { [.id($0.key), .integer($0.value)] })
    }

    var marksValue: [CriterionID: Int]? {
        guard let array = arrayValue else { return nil }
        var marks: [CriterionID: Int] = [:]
        for element in array {
            guard let pair = element.arrayValue, pair.count == 2, let indicator = pair[0].stringValue,
                let hundredths = pair[1].integerValue
            else { return nil }
            marks[CriterionID(indicator)] = hundredths
        }
        return marks
    }
}
