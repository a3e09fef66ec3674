// Views: what each role sees of a standing, and what nobody may learn from a count, an order or a refusal.

import AssessmentModel
import Assessing
import EventModel
import Foundation
import HashTreeCollections
import Reasons
import RoundState
import Testing

@Suite struct ViewTests {
    private func codes<Value>(_ seen: Seen<Value>) -> [ReasonCode] {
        if case .denied(let reasons) = seen { reasons.map(\.code) } else { [] }
    }

    @Test func sheet_thatIsOpen_isItsExpertsAlone() throws {
        let life = try Life(through: .scoring)
        let seat = try life.seats()[0]
        try life.save("p.1", Fraction(31), "台账齐全", on: seat)
        let standing = life.ledger.standing
        let sheet = try standing.sheet(of: seat.id, in: Life.round, for: life.own(seat)).get()
        #expect(sheet.isOwn && sheet.state == .open && sheet.readBack != nil)
        #expect(sheet.lines.map(\.criterion.id) == ["p.1", "p.2"])
        #expect(sheet.lines.map(\.mark) == [31, nil])
        #expect(sheet.lines.map(\.version) == [1, 0])
        #expect(sheet.lines.map(\.comment) == ["台账齐全", ""])
        #expect(sheet.lacks.marks == ["p.2"])
        let other = try #require(try life.seats().first { $0.expert != seat.expert })
        for viewer in [Viewer("officer"), Viewer("auditor"), life.own(other), Viewer("a-hecheng"), .everyone] {
            #expect(
                !codes(standing.sheet(of: seat.id, in: Life.round, for: viewer)).isEmpty,
                "\(viewer.user?.text ?? "public")")
        }
        #expect(codes(standing.sheet(of: seat.id, in: Life.round, for: Viewer("officer"))) == [.sheetDraft])
    }

    /// A sheet that was never sealed stays its expert's after the close, too.
    @Test func sheet_thatWasMissed_staysADraft() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        try life.save("p.1", Fraction(31), "不给别人看", on: seats[0])
        for seat in seats.dropFirst() { try life.fill(seat) }
        try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06")
        let standing = life.ledger.standing
        #expect(codes(standing.sheet(of: seats[0].id, in: Life.round, for: Viewer("officer"))) == [.sheetDraft])
        #expect(try standing.sheet(of: seats[0].id, in: Life.round, for: life.own(seats[0])).get().state == .missed)
        #expect(try standing.sheet(of: seats[1].id, in: Life.round, for: Viewer("officer")).get().lines.count == 2)
    }

    @Test func board_ofTheBureau_isWhole_anExpertsHasOwnSeatsAndNoNames() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        try life.fill(seats[0])
        try life.save("p.1", Fraction(31), on: seats[1])
        let standing = life.ledger.standing
        let whole = try standing.board(of: Life.round, for: Viewer("officer")).get()
        #expect(whole.isWhole && whole.places.count == seats.count && whole.late == 0)
        #expect(whole.places.map(\.seat) == seats.map(\.id), "by zone, then code")
        #expect(whole.places[0].state != .open && whole.places[0].marked == 2)
        #expect(whole.places[1].marked == 1 && whole.places[1].marks == 2)
        #expect(whole.places.allSatisfy { $0.expert != nil })
        let mine = try standing.board(of: Life.round, for: life.own(seats[0])).get()
        #expect(Set(mine.places.map(\.seat)) == Set(seats.filter { $0.expert == seats[0].expert }.map(\.id)))
        #expect(!mine.isWhole && mine.late == nil && mine.revisions.isEmpty)
        #expect(standing.waits(in: Life.round, for: life.own(seats[0])).isEmpty)
        #expect(mine.places.allSatisfy { $0.expert == nil })
        #expect(!codes(standing.board(of: Life.round, for: Viewer("a-hecheng"))).isEmpty)
        #expect(!codes(standing.board(of: Life.round, for: .everyone)).isEmpty)
    }

    @Test(arguments: [Stage.planned, .scoring, .closed, .noticed])
    func rounds_areListedForWhomTheyAreThere(stage: Stage) throws {
        let life = try Life(through: stage)
        let standing = life.ledger.standing
        let sees = { (viewer: Viewer) in try standing.rounds(for: viewer).get().map(\.id) == [Life.round] }
        #expect(try sees(Viewer("officer")))
        #expect(try sees(Viewer("auditor")))
        #expect(try sees(.everyone) == (stage >= .noticed))
        #expect(try sees(Viewer("a-hecheng")) == (stage >= .noticed))
        if stage >= .scoring { #expect(try sees(life.own(life.seats()[0]))) }
        #expect(codes(standing.rounds(for: Viewer("nobody"))) == [.userUnknown])
    }

    @Test func round_thatWasBrokenOff_saysSoToEverybody() throws {
        let life = try Life(through: .scoring)
        #expect(life.ledger.standing.ending(of: Life.round, for: .everyone) == nil)
        #expect(try life.ledger.standing.rounds(for: .everyone).get().isEmpty)
        try life.officer(BreakOffRound(Life.round, statement: "本批次终止"), on: "2026-10-21")
        let standing = life.ledger.standing
        for viewer in [Viewer("officer"), Viewer("a-hecheng"), .everyone] {
            guard case .broken(_, let statement)? = standing.ending(of: Life.round, for: viewer) else {
                Issue.record("\(viewer.user?.text ?? "public")")
                continue
            }
            #expect(statement == "本批次终止")
            #expect(try standing.rounds(for: viewer).get().map(\.stage) == [.broken])
        }
        #expect(standing.ending(of: Life.round, for: Viewer("nobody")) == nil)
    }

    @Test func sheet_thatWasSealedAndTakenOut_staysToBeRead() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats { try life.fill(seat) }
        let seat = seats[0]
        let before = try life.ledger.standing.sheet(of: seat.id, in: Life.round, for: Viewer("officer")).get()
        try life.officer(RemoveSeat(Life.round, seat: seat.id, reason: "近亲属任职"), on: "2026-10-21")
        let standing = life.ledger.standing
        for viewer in [Viewer("officer"), Viewer("auditor"), life.own(seat)] {
            let sheet = try standing.sheet(of: seat.id, in: Life.round, for: viewer).get()
            #expect(sheet.state == .removed && sheet.readBack == nil)
            #expect(sheet.lines.map(\.mark) == before.lines.map(\.mark))
        }
        let board = try standing.board(of: Life.round, for: Viewer("officer")).get()
        #expect(board.places.first { $0.seat == seat.id }?.state == .removed)
    }

    @Test func board_ofAWithdrawnZone_asksNothingOfItsSeats() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        try life.officer(WithdrawZone(Life.round, zone: Life.city, reason: "撤回"), on: "2026-10-21")
        let standing = life.ledger.standing
        let whole = try standing.board(of: Life.round, for: Viewer("officer")).get()
        #expect(whole.withdrawn == [Life.city])
        #expect(whole.places.allSatisfy { ($0.state == .withdrawn) == ($0.zone == Life.city) })
        let own = try standing.board(of: Life.round, for: life.own(seat)).get()
        #expect(own.withdrawn.isEmpty && own.places.first { $0.zone == Life.city }?.state == .withdrawn)
        try life.finish(from: .scoring)
        let result = try life.ledger.store.result(of: Life.round, by: "officer")
        #expect(!result.sheets.contains(Life.city) && result.sheets.count == 2)
        #expect(result.comments[Life.city] == nil)
    }

    @Test func request_toOpenASheet_isToldToTheBureauAndToItsExpert() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats { try life.fill(seat) }
        let seat = seats[0]
        let boards = { () throws -> (bureau: BoardView, own: BoardView) in
            let standing = life.ledger.standing
            return (
                try standing.board(of: Life.round, for: Viewer("officer")).get(),
                try standing.board(of: Life.round, for: life.own(seat)).get()
            )
        }
        let recorded = try life.expert(
            RequestReopening(Life.round, seat: seat.id, reason: "漏看一份材料"), on: seat, at: "2026-10-21")
        var (bureau, own) = try boards()
        #expect(bureau.requests.map(\.reason) == ["漏看一份材料"])
        #expect(life.ledger.standing.waits(in: Life.round, for: Viewer("officer")).isEmpty)
        #expect(own.requests.map(\.answer) == [.waits])
        try life.officer(
            DecideReopening(Life.round, request: recorded.events.lowerBound, isGranted: true, reason: ""),
            on: "2026-10-21")
        (bureau, own) = try boards()
        #expect(bureau.requests.isEmpty)
        #expect(own.requests.map(\.answer) == [.granted])
    }

    /// Who may not see a thing learns no more than who asks for what is not there.
    @Test func refusal_ofWhatIsThere_isThatOfWhatIsNot() throws {
        let life = try Life(through: .scoring)
        let standing = life.ledger.standing
        let other = Viewer("a-wucheng")
        #expect(
            codes(standing.application(life.id(of: Life.city), for: other))
                == codes(standing.application("no-such", for: other)))
        let seat = try life.seats()[0]
        let there = Set(try life.seats().filter { $0.zone == seat.zone }.compactMap(\.expert))
        let stranger = try #require(life.pool.first { !there.contains($0.id) })
        let viewer = Viewer(UserID("u-\(stranger.id)"))
        #expect(
            codes(standing.seat(at: seat.zone, in: Life.round, code: seat.id.shortCode, for: viewer))
                == codes(standing.seat(at: seat.zone, in: Life.round, code: "ZZZZ", for: viewer)))
    }

    @Test func receipt_ofASheet_isItsExpertsAlone() throws {
        let life = try Life(through: .scoring)
        let seat = try life.seats()[0]
        try life.fill(seat)
        let ledger = life.ledger
        #expect(try !ledger.receipt(ofSheet: seat.id, in: Life.round, for: life.own(seat)).isEmpty)
        for viewer in [Viewer("officer"), Viewer("auditor"), .everyone] {
            #expect(throws: Refusal.self) { try ledger.receipt(ofSheet: seat.id, in: Life.round, for: viewer) }
        }
    }

    @Test func comments_ofAResult_areThoseOfOwnSheets() throws {
        let life = try Life(through: .noticed)
        let result = { (user: UserID?) in try life.ledger.store.result(of: Life.round, by: user) }
        #expect(try result(nil).comments.isEmpty, "the public reads no comment")
        #expect(try Set(result("a-hecheng").comments.keys) == [Life.city])
        #expect(try result("officer").comments.count == 3)
    }

    @Test func name_thatIsUnique_isTakenForItsID() throws {
        let life = try Life(through: .scoring)
        let standing = life.ledger.standing
        #expect(try standing.zone(called: "示例禾城市").get() == Life.city)
        #expect(try standing.zone(called: "hecheng").get() == Life.city)
        #expect(try standing.zone(called: "没有").get() == "没有", "the step says that there is none")
        #expect(try standing.indicator(called: "甲一", in: Life.round).get() == "p.1")
        #expect(try standing.expert(called: "示例专家3号", for: Viewer("officer")).get() == "expert-3")
        #expect(
            try standing.expert(called: "示例专家3号", for: Viewer("a-hecheng")).get() == "示例专家3号",
            "who may not see the pool learns nothing of it")
        try life.officer(
            RegisterZones([
                Zone(
                    id: "hecheng-2", name: LocalizedText(zh: "示例同名县"), kind: .county, prefecture: "示例禾城市",
                    code: "990122"),
                Zone(
                    id: "hecheng-3", name: LocalizedText(zh: "示例同名县"), kind: .county, prefecture: "示例禾城市",
                    code: "990123"),
            ]), on: "2026-11-02")
        #expect(codes(life.ledger.standing.zone(called: "示例同名县")) == [.nameAmbiguous])
    }
}
