// A round run step by step from application to certificate, by the people whose steps they are.

import AssessmentModel
import Assessing
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Publishing
import RoundState
import Scoring
import Storage
import Testing

/// One life of a round: three zones, a pool of nine experts, a draw of five seats at each zone.
struct Life {
    static let round: RoundID = "r1"
    static let city: ZoneID = "hecheng"
    static let county: ZoneID = "lucheng"
    static let direct: ZoneID = "wucheng"
    /// What is published with a result that replaces a published one.
    static let correction = CorrectionNotice(number: "示〔2026〕2号", statement: "经核查，更正公示的结果", days: nil)

    let place: Workplace
    let ledger: Ledger

    init(_ limits: LedgerLimits) throws {
        place = try Workplace()
        ledger = try place.ledger(.existing, limits)
        try register()
    }

    init(through stage: Stage? = nil) throws {
        try self.init(LedgerLimits())
        if let stage { try advance(to: stage) }
    }

    /// Takes the round from its applications to the stage.
    func advance(to stage: Stage) throws {
        try apply()
        try officer(PlanRound("r1"))
        if stage == .withdrawn {
            try officer(WithdrawRound(Self.round, reason: "方案有误"))
            return
        }
        if stage >= .committed {
            try officer(
                CommitDraw(
                    Self.round, quotas: [Quota(source: .university, seats: 3), Quota(source: .department, seats: 2)],
                    witness: "双色球第2026121期"))
        }
        if stage >= .drawn {
            try officer(HoldDraw(Self.round, witness: "双色球 2026121期 03 11 14 20 26 31 + 08"), on: "2026-10-10")
        }
        if stage >= .scoring {
            try officer(OpenRound(Self.round))
            for seat in try seats() { try accept(seat, at: earliest) }
            try officer(RecordFacts(Self.round, facts))
        }
        if stage == .broken {
            try officer(BreakOffRound(Self.round, statement: "因机构改革，本批次终止"), on: "2026-11-06")
            return
        }
        if stage >= .closed {
            for seat in try seats() { try fill(seat) }
            try officer(CloseRound(Self.round), on: "2026-11-06")
        }
        if stage >= .noticed {
            try officer(PublishNotice(Self.round, from: "2026-11-09", to: "2026-11-13"), on: "2026-11-06")
        }
        if stage >= .final { try officer(FinaliseRound(Self.round), on: "2026-11-14") }
    }

    // MARK: people and zones

    let zones = [
        Zone(id: Self.city, name: LocalizedText(zh: "示例禾城市"), kind: .city, code: "990100"),
        Zone(
            id: Self.county, name: LocalizedText(zh: "示例鹿城县"), kind: .county, prefecture: "示例禾城市",
            code: "990121"),
        Zone(id: Self.direct, name: LocalizedText(zh: "示例梧城市"), kind: .directCounty, code: "990481"),
    ]

    /// Five from universities, four from departments; one is employed by the county, one lives in the city, one has a tie.
    let pool = (1...9).map { index in
        Expert(
            id: ExpertID("expert-\(index)"), name: "示例专家\(index)号", source: index <= 5 ? .university : .department,
            organisation: "示例单位\(index)", region: index == 2 ? "990103" : "990900",
            employer: index == 1 ? Self.county : nil, ties: index == 9 ? [Self.direct] : [])
    }

    private func register() throws {
        try add(User(id: "officer2", name: "复核人", role: .officer))
        try officer(AdoptProgramme(sampleProgramme))
        try officer(PublishCall(sampleCall()))
        try officer(RegisterZones(zones))
        try officer(RegisterExperts(pool))
        try officer(
            LoadCalendar([CalendarYear(year: 2026, holidays: ["2026-10-01", "2026-10-02"], workdays: ["2026-10-10"])]))
        for expert in pool {
            try add(User(id: UserID("u-\(expert.id)"), name: expert.name, role: .expert, expert: expert.id))
        }
        for zone in zones {
            try add(User(id: UserID("a-\(zone.id)"), name: "\(zone.name.zh)申报人", role: .applicant, zone: zone.id))
        }
        try add(User(id: "u-recommender", name: "禾城推荐人", role: .recommender, zone: Self.city))
    }

    private func add(_ user: User) throws {
        try ledger.perform(AddUser(user), by: "security", at: .day("2026-10-09"))
    }

    private func apply() throws {
        for zone in zones {
            try submit(zone.id)
            if zone.kind == .county {
                try ledger.perform(
                    RecommendApplication(id(of: zone.id), opinion: "同意推荐"), by: "u-recommender", at: .day("2026-10-09"))
            }
            try officer(AcceptApplication(id(of: zone.id)))
        }
    }

    /// The public bundle, once the round is noticed.
    func bundle() throws -> BundleFiles {
        try ledger.exportBundle(
            of: Self.round, readMe: Array("# 示例\n".utf8), by: "officer", at: .day("2026-11-14"))
    }

    /// An objection to a measured value is upheld, the value corrected to 7, the result computed anew.
    func correctShare(of zone: ZoneID, by user: UserID) throws {
        try ledger.perform(
            FileObjection(
                Self.round, id: "o2", zone: zone, indicator: "q.1", grounds: "占比统计有误",
                evidence: [(name: "统计.csv", bytes: [4])]), by: user, at: .day("2026-11-10"))
        try officer(DecideObjection(Self.round, "o2", isUpheld: true, reasons: "属实"), on: "2026-11-11")
        try officer(CorrectFacts(Self.round, objection: "o2", facts: [FactKey("share"): .number(7)]), on: "2026-11-11")
        try officer(ConcludeObjections(Self.round, correction: Self.correction), on: "2026-11-12")
    }

    /// Gives signing over to a new key.
    func rotated() throws -> (ledger: Ledger, key: SignerKey) {
        var random = place.random
        let new = try SignerKey(name: "test.example/ledger", using: &random)
        let head = place.head(at: place.folder.appending(path: "new.head"))
        try ledger.rotate(to: new, head, by: "system", at: .day("2026-11-10"))
        return (try Ledger(store: ledger.store, signer: new, head: head, using: random), new)
    }

    func id(of zone: ZoneID) -> ApplicationID { ApplicationID("\(zone)-2026") }

    func submit(_ zone: ZoneID, as id: ApplicationID? = nil, missing: Requirement? = nil) throws {
        try ledger.perform(
            SubmitApplication(
                id: id ?? self.id(of: zone), zone: zone, for: .call("c1"),
                conditions: Requirement.early.map {
                    Eligibility(item: $0, isMet: $0 != missing, note: "已建立")
                },
                claims: [Claim(indicator: "p.1", hundredths: 3800, text: "证照公示率百分之百")],
                evidence: [(indicator: "p.1", name: "台账.txt", bytes: Array("\(zone)的台账".utf8))]),
            by: UserID("a-\(zone)"), at: .day(earliest))
    }

    var facts: FactTable {
        FactTable(Dictionary(uniqueKeysWithValues: zones.map { ($0.id, [FactKey("share"): Fact.number(8)]) }))
    }

    // MARK: steps

    /// The earliest day on which a step may be taken now.
    var earliest: String { max("2026-10-09", ledger.standing.register.today) }

    /// What takes two people, a second officer confirms.
    @discardableResult
    func officer(_ action: some Action, on day: String? = nil, request: EventID? = nil) throws -> Recorded {
        let day = day ?? earliest
        let recorded = try ledger.perform(action, by: "officer", at: .day(day), request: request)
        guard let act = proposed(by: recorded) else { return recorded }
        return try ledger.perform(AnswerAct(act, in: Self.round, isConfirmed: true), by: "officer2", at: .day(day))
    }

    /// Certificates with papers that are a line each.
    @discardableResult
    func issue(anew zones: [ZoneID] = [], on day: String) throws -> Recorded {
        let due = try ledger.standing.register.certificatesDue(in: Self.round, anew: zones, on: day).get()
        var random = SystemRandomNumberGenerator()
        let papers = due.map { one in
            PreparedCertificate(
                one, code: randomCertificateCode(using: &random), bytes: Array("%PDF-1.5 \(one.id)\n%%EOF\n".utf8))
        }
        return try officer(IssueCertificates(Self.round, anew: zones, papers: papers), on: day)
    }

    /// The act that a step has only proposed.
    func proposed(by recorded: Recorded) -> PendingAct? {
        ledger.standing.register.rounds.values.lazy.compactMap { $0.acts[recorded.events.lowerBound] }.first
    }

    @discardableResult
    func expert(
        _ action: some Action, on seat: Seat, at day: String = "2026-10-20", request: EventID? = nil
    ) throws -> Recorded {
        try ledger.perform(action, by: user(of: seat), at: .day(day), request: request)
    }

    func user(of seat: Seat) -> UserID { UserID("u-\(seat.expert?.text ?? "")") }

    /// The expert on a seat, as a viewer.
    func own(_ seat: Seat) -> Viewer { Viewer(UserID("u-\(seat.expert?.text ?? "")")) }

    func seats() throws -> [Seat] { try ledger.register().rounds[Self.round]?.seatsInOrder ?? [] }

    func seat(_ id: SeatID) throws -> Seat {
        try #require(try ledger.register().rounds[Self.round]?.seats[id])
    }

    /// Its expert declares that no conflict holds, where that was not said yet.
    func accept(_ seat: Seat, at day: String = "2026-10-20") throws {
        guard ledger.standing.register.rounds[Self.round]?.seats[seat.id]?.isAccepted == false else { return }
        try expert(AcceptSeat(Self.round, seat: seat.id), on: seat, at: day)
    }

    func save(
        _ indicator: CriterionID, _ mark: Fraction?, _ comment: String = "", on seat: Seat, base: Int = 0,
        at day: String = "2026-10-20", request: EventID? = nil
    ) throws {
        try expert(
            SaveMark(Self.round, seat: seat.id, indicator: indicator, mark: mark, comment: comment, base: base),
            on: seat, at: day, request: request)
    }

    func seal(_ seat: Seat, on day: String = "2026-10-20", request: EventID? = nil) throws {
        let now = try self.seat(seat.id)
        try expert(SealSheet(Self.round, seat: seat.id, readBack: now.readBack), on: seat, at: day, request: request)
    }

    /// Fills and seals a sheet; the marks differ by expert.
    func fill(_ seat: Seat, on day: String = "2026-10-20") throws {
        try accept(seat, at: day)
        let spread = Int(seat.expert?.text.suffix(1) ?? "0") ?? 0
        try save("p.1", Fraction(30 + spread), "第\(spread)位的评语", on: seat, at: day)
        try save("p.2", Fraction(12) + Fraction(spread) / 2, on: seat, at: day)
        try seal(seat, on: day)
    }
}

extension PlanRound {
    /// Of the sample scheme.
    init(_ round: String, zones: [ZoneID] = []) throws {
        self.init(
            samplePlan(round, calls: ["c1"]),
            scheme: try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get(),
            schemeBytes: Array(sampleScheme.utf8), zones: zones)
    }
}
