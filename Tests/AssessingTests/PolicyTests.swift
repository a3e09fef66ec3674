// Every role × use case × stage against a table that was written by hand, and against a ledger at each stage.

import AssessmentModel
@testable import Assessing
import AuditLedger
@testable import EventModel
import Foundation
@testable import Proving
@testable import Publishing
@testable import RoundState
import Testing

@Suite struct PolicyTests {
    /// A row: the use case, then for each role that has it, the stages. `*` is every stage and none.
    private struct Row {
        let scope: Scope
        let stages: Set<String>
    }

    private static func table() throws -> [UseCase: [Role: Row]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/policy.csv")
        var table: [UseCase: [Role: Row]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            try #require(cells.count == 4, "\(line)")
            let useCase = try #require(UseCase(rawValue: cells[0]), "\(line)")
            let role = try #require(Role(rawValue: cells[1]), "\(line)")
            let scope = try #require(Scope(rawValue: cells[2]), "\(line)")
            table[useCase, default: [:]][role] = Row(
                scope: scope, stages: Set(cells[3].split(separator: " ").map(String.init)))
        }
        return table
    }

    @Test func policy_everyRoleUseCaseAndStage_isThatOfTheTable() throws {
        let table = try Self.table()
        var granted = 0
        for useCase in UseCase.allCases {
            for role in Role.allCases {
                for stage in Stage.allCases.map(Optional.some) + [nil] {
                    let row = table[useCase]?[role]
                    let isExpected =
                        row.map { $0.stages.contains("*") || $0.stages.contains(stage?.rawValue ?? "-") } ?? false
                    let permission = Policy.standard.permission(of: role, for: useCase, in: stage)
                    #expect(
                        permission.scope == (isExpected ? row?.scope : nil),
                        "\(role.rawValue) \(useCase.rawValue) \(stage?.rawValue ?? "no round"): \(permission)")
                    granted += isExpected ? 1 : 0
                }
            }
        }
        #expect(granted > 150)
    }

    @Test func administrators_neverDoEachOthersWorkNorTheBureaus() {
        let three: [Role] = [.systemAdministrator, .securityAdministrator, .auditor]
        // Who has an account and who signed in is for two of them, how a round ended for everybody.
        for useCase in UseCase.allCases where ![.seeUsers, .seeSignIns, .seeEnding].contains(useCase) {
            let roles = Role.allCases.filter { role in
                Stage.allCases.map(Optional.some).contains {
                    Policy.standard.permission(of: role, for: useCase, in: $0).scope != nil
                }
            }
            let administrators = roles.filter(three.contains)
            #expect(administrators.count <= 1, "\(useCase)")
            if let administrator = administrators.first, administrator != .auditor { #expect(roles == [administrator]) }
        }
        for useCase in UseCase.allCases where !useCase.rawValue.hasPrefix("see-") {
            #expect(Policy.standard.permission(of: .auditor, for: useCase, in: .scoring).scope == nil)
            #expect(Policy.standard.permission(of: .everyone, for: useCase, in: .scoring).scope == nil)
        }
    }

    /// At each stage every user tries every step: what the table denies is refused with words and changes nothing.
    @Test(arguments: Stage.allCases)
    func steps_ofEveryUser_areRefusedUnlessTheTableGrantsThem(stage: Stage) throws {
        let table = try Self.table()
        let life = try Life(through: stage)
        let register = try life.ledger.register()
        let seat = try life.seats().first
        var tried = 0
        for user in register.users.values {
            for action in try actions(life, seat) {
                let row = table[action.useCase]?[user.role]
                let isRound = action.round != nil
                let isGranted =
                    row.map { $0.stages.contains("*") || (isRound && $0.stages.contains(stage.rawValue)) } ?? false
                if isGranted { continue }
                #expect(throws: Refusal.self, "\(user.id) \(action.useCase.rawValue) while \(stage.rawValue)") {
                    try life.ledger.perform(action, by: user.id, at: .day("2026-11-20"))
                }
                tried += 1
            }
        }
        #expect(tried > 300)
        #expect(try life.ledger.register().size == register.size)
    }

    /// What is one's own is reached, what is another's is not.
    @Test func scope_othersSeatZoneAndPrefecture_areOutOfReach() throws {
        let life = try Life(through: .scoring)
        let register = try life.ledger.register()
        let seat = try #require(try life.seats().first)
        let reaches = { (user: UserID, useCase: UseCase, target: Target) in
            register.refusal(of: user, for: useCase, in: Life.round, on: target) == nil
        }
        #expect(reaches(life.user(of: seat), .saveMark, .seat(Life.round, seat.id)))
        for expert in life.pool where expert.id != seat.expert {
            #expect(!reaches(UserID("u-\(expert.id)"), .saveMark, .seat(Life.round, seat.id)))
            #expect(!reaches(UserID("u-\(expert.id)"), .seeMarks, .seat(Life.round, seat.id)))
            #expect(!reaches(UserID("u-\(expert.id)"), .seeProgress, .seat(Life.round, seat.id)))
        }
        #expect(reaches("u-recommender", .recommendApplication, .zone(Life.county)))
        #expect(!reaches("u-recommender", .recommendApplication, .zone(Life.direct)))
        #expect(reaches("a-lucheng", .submitApplication, .zone(Life.county)))
        #expect(!reaches("a-lucheng", .submitApplication, .zone(Life.city)))
        #expect(!reaches("a-lucheng", .seeResult, .nothing), "not before the notice")
    }

    private func actions(_ life: Life, _ seat: Seat?) throws -> [any Action] {
        let round = Life.round
        let id = seat?.id ?? "none"
        return [
            AddUser(User(id: "new", name: "新", role: .officer)), RemoveUser("auditor"), RegisterZones(life.zones),
            RegisterExperts(life.pool), LoadCalendar([CalendarYear(year: 2027, holidays: [], workdays: [])]),
            ProposeRules(.newest, at: .china), AdoptRules(1),
            AdoptProgramme(sampleProgramme), try PublishCall(sampleCall("c2")),
            ExtendCall("c1", to: "2026-12-31", reason: "改期"),
            RecommendApplication(life.id(of: Life.county), opinion: ""),
            AcceptApplication(life.id(of: Life.county)), ReturnApplication(life.id(of: Life.county), opinion: "补"),
            SubmitApplication(id: "n", zone: Life.city, for: .call("c1"), conditions: [], claims: [], evidence: []),
            ImportRound(try sampleMaterial(round: "r9")), CommitDraw(round, quotas: [], witness: "1"),
            WithdrawRound(round, reason: "改期"), HoldDraw(round, witness: "1"),
            OpenRound(round), RecordFacts(round, life.facts),
            SaveMark(round, seat: id, indicator: "p.1", mark: 1, comment: "", base: 0),
            SaveMark(round, seat: id, indicator: "p.1", mark: 1, comment: "", base: 0, isLate: true),
            SealSheet(round, seat: id, readBack: ""), RecuseSeat(round, seat: id, reason: "回避"),
            CallReread(round, seat: id, indicator: "p.1"),
            AnswerReread(round, seat: id, indicator: "p.1", reasons: "无"),
            ProposeRevision(round, seat: id, indicator: "p.1", mark: 1, reason: .arithmetic, text: "错"),
            DecideRevision(round, proposal: 1, isConfirmed: true), CloseRound(round),
            PublishNotice(round, from: "2026-11-23", to: "2026-11-27"),
            FileObjection(round, id: "o", zone: Life.city, indicator: "p.1", grounds: "低", evidence: []),
            DecideObjection(round, "o", isUpheld: true, reasons: "是"),
            CorrectFacts(round, objection: "o", facts: [:]), ConcludeObjections(round, correction: Life.correction),
            FinaliseRound(round),
            IssueCertificates(round), RevokeCertificate("r1-01", reason: "假"), Erase(.user("auditor"), basis: "法"),
            FileObjection(
                round, id: "r", zone: Life.city, indicator: "p.1", grounds: "假", evidence: [], isReport: true),
            HearReport(round, "r", text: "属实"),
            RemoveSeat(round, seat: id, reason: "近亲属"), RequestReopening(round, seat: id, reason: "漏看"),
            DecideReopening(round, request: 1, isGranted: true, reason: ""),
            WithdrawApplication(life.id(of: Life.county), reason: "改期"),
            WithdrawZone(round, zone: Life.county, reason: "改期"), BreakOffRound(round, statement: "终止"),
            AcceptSeat(round, seat: id), AskClarification(round, seat: id, indicator: nil, text: "口径"),
            GiveClarification(round, text: "口径"), RequestEvidence(round, seat: id, indicator: "p.1", text: "台账"),
            SupplyEvidence(round, request: 1, text: "无", evidence: []), ReadDraft(round, seat: id, reason: "核查"),
            IssuePapers(round, papers: ["notice.pdf": [1]]),
            ExtendDeadline(round, .scoring, to: "2026-12-01", reason: "疫情"), ReceiveDecision(round, "o"),
            ReopenRound(round, ground: .judgment, statement: "依判决", orders: [], reason: "判决"),
            RecordRestore(reason: "测试"), AddKey(key: life.place.signer.verifierKey),
        ]
    }
}
