// What somebody who can write to the database but has no key may try, and what a bureau that has it may.

import AssessmentModel
import AuditLedger
@testable import EventModel
import Foundation
import HashTreeCollections
import GRDB
import ProblemWords
@testable import Proving
@testable import Publishing
import Reasons
@testable import RoundState
import Storage
import Testing

@testable import Assessing

@Suite struct AdversaryTests {
    /// The attack: a new officer, a sheet sealed in an expert's name, even a plain saved cell, written into the file.
    @Test(arguments: ["officer", "sheet", "cell"])
    func events_writtenWithoutTheKey_areNeitherSignedNorProven(attack: String) throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        // What is saved may be sealed by nobody but its expert.
        if attack == "sheet" { try life.save("p.1", 40, on: seat) }
        let size = try life.ledger.register().size
        let expert = actor(life.user(of: seat), attack == "cell" ? .saveMark : .sealSheet, at: "2026-10-20T08:00:00Z")
        switch attack {
        case "officer":
            try insert(
                .userAdded,
                [
                    .account(User(id: "mallory", name: "某", role: .officer)),
                    actor("security", .addUser, at: "2026-10-20T08:00:00Z"),
                ], on: "2026-10-20", into: life, marked: false)
        case "sheet":
            try insert(
                .sheetSealed(Life.round), [.sheet(seat.zone, seat.id, ["p.1": 4000]), expert], on: "2026-10-20",
                into: life, marked: false)
        default:
            let cell = Concealed.CellValue(
                zone: seat.zone, seat: seat.id, indicator: "p.1", version: 1, hundredths: 4000)
            try insert(
                .cellSaved(Life.round), [.cell(cell), .decoy, expert], on: "2026-10-20", into: life, marked: false)
        }
        let fresh = try life.place.ledger()
        #expect {
            try fresh.perform(
                AddUser(User(id: "new", name: "新", role: .officer)), by: "security", at: .day("2026-10-21"))
        } throws: { error in
            (error as? LedgerError)?.code == .badSignature && "\(error)".contains("leaf \(size)")
        }
        #expect(throws: LedgerError.self) { try fresh.signHead() }
        let found = try #require(try verify(fresh.store, signers: [life.place.signer]).failure)
        #expect(found.code == .badSignature && found.place == .leaf(size), "\(found)")
        #expect(try fresh.store.read { try $0.newestCheckpoint()?.size } ?? 0 <= size, "nothing was signed")
    }

    /// A gap that was signed over could never be mended: the backup of before would be older than the head.
    @Test(arguments: [
        "DELETE FROM disclosure WHERE seq = 5", "DELETE FROM file",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM disclosure WHERE seq = 4; END",
        "CREATE TRIGGER t AFTER INSERT ON disclosure BEGIN DELETE FROM disclosure WHERE seq = NEW.seq; END",
    ])
    func database_changedByHand_isNotSignedOver(sql: String) throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        try life.save("p.1", 30, on: seat)
        let head = try life.place.head.read()
        life.ledger.store.close()
        try unguardedRun("PRAGMA foreign_keys = OFF; \(sql)", life.place.database)
        #expect(throws: (any Error).self) {
            let ledger = try life.place.ledger()
            try ledger.perform(
                AddUser(User(id: "new", name: "新", role: .officer)), by: "security", at: .day("2026-10-21"))
        }
        #expect(try life.place.head.read() == head, "nothing was signed")
    }

    /// As an insider would: triggers that guard against accidents are taken away, others are put there.
    private func unguardedRun(_ sql: String, _ path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: path, configuration: configuration).write { database in
            for trigger in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try database.execute(sql: sql)
        }
    }

    @Test func administrator_theLast_isNotErased() throws {
        let life = try Life(through: .scoring)
        let erase = { (id: UserID) in
            _ = try life.ledger.perform(Erase(.user(id), basis: "本人申请"), by: "security", at: .day("2026-10-21"))
        }
        #expect(refused { try erase("security") }.map(\.code) == [.lastSecurityAdministrator])
        let seat = try #require(try life.seats().first)
        #expect(refused { try erase(life.user(of: seat)) }.map(\.code) == [.userWithOpenSheets])
    }

    @Test func marks_takenAway_areMissed() throws {
        let life = try Life(through: .scoring)
        life.ledger.store.close()
        try run(sql: "DELETE FROM commit_mac", URL(fileURLWithPath: life.place.database))
        let ledger = try life.place.ledger()
        #expect { try ledger.signHead() } throws: { ($0 as? LedgerError)?.code == .badSignature }
    }

    @Test func marks_ofHonestCommits_areProvenByTheKeyFile() throws {
        let life = try Life(through: .final)
        #expect(try verify(life.ledger.store, signers: [life.place.signer]).get().areCommitsProven)
        var random = SplitMix(state: 77)
        let stranger = try SignerKey(name: life.place.signer.name, using: &random)
        #expect(try !verify(life.ledger.store, signers: [stranger]).isHeld)
        let (successor, key) = try life.rotatedLater()
        #expect(try verify(successor.store, signers: [key]).isHeld)
    }

    /// The bureau holds the key and seals, in an expert's name, another sheet than was saved.
    @Test func seal_ofOtherMarksThanTheCells_isFound() throws {
        for (marks, comment) in [(["p.1": 4000, "p.2": 1000], nil), (["p.1": 3000, "p.2": 1000], "改过的评语")]
            as [([CriterionID: Int], String?)]
        {
            let life = try Life(through: .scoring)
            let seat = try #require(try life.seats().first)
            try life.save("p.1", 30, on: seat)
            try life.save("p.2", 10, on: seat)
            try insert(
                .sheetSealed(Life.round),
                [.sheet(seat.zone, seat.id, marks)] + (comment.map { [.comment("p.1", $0)] } ?? [])
                    + [actor(life.user(of: seat), .sealSheet, at: "2026-10-20T09:00:00Z")],
                on: "2026-10-20", into: life, marked: true)
            let found = try #require(try verify(life.ledger.store).failure)
            #expect(
                found.reason.code == (comment == nil ? .marksOther : .commentsOther)
                    && found.reason.subject == .seat(seat.id), "\(found)")
        }
    }

    @Test func rules_proposedThatAreInForce_areFound() throws {
        let life = try Life(through: .planned)
        try insert(
            .rulesProposed(LedgerEvent.Home(place: .china, edition: .second)),
            [actor("officer", .proposeRules, at: "2026-10-20T09:00:00Z")], on: "2026-10-20", into: life, marked: true)
        #expect(try verify(life.ledger.store).failure.map(english)?.contains("proposes the edition 2") == true)
    }

    // MARK: erasures

    /// An erasure never switches a check off: each value that no law lets anybody erase is missed where it is gone.
    @Test func value_thatNobodyMayErase_isMissed() throws {
        let life = try Life(through: .noticed)
        try life.correctShare(of: Life.county, by: "a-lucheng")
        try life.officer(FinaliseRound(Life.round), on: "2026-11-16")
        try life.issue(on: "2026-11-16")
        try life.officer(RevokeCertificate("r1-01", reason: "造假"), on: "2026-11-17")
        var register = Register(.everything)
        var (missed, taken) = (0, 0)
        try life.ledger.store.read { reading in
            try reading.forEachEvent { row in
                let event = try Event(parsing: row.body)
                let content = try LedgerEvent(event)
                for index in row.disclosures.indices {
                    let name = try Disclosure(parsing: row.disclosures[index]).name
                    var rest = row.disclosures
                    rest.remove(at: index)
                    var without = register
                    let mayGo = !content.erasable.isEmpty && !content.required(of: event).contains(name)
                    if mayGo {
                        try without.apply(event, rest, files: reading.storedFile)
                        taken += 1
                    } else {
                        #expect(throws: LedgerError.self, "\(event.type) without \(name)") {
                            try without.apply(event, rest, files: reading.storedFile)
                        }
                        missed += 1
                    }
                }
                try register.apply(event, row.disclosures, files: reading.storedFile)
            }
        }
        #expect(missed > 200 && taken > 50, "\(missed), \(taken)")
    }

    /// Whose account is erased acts no more, in the process that erased it and in any other.
    @Test func erasedAccount_actsNoMore() throws {
        let life = try Life(through: .planned)
        try life.ledger.perform(Erase(.user("officer2"), basis: "离职"), by: "security", at: .day("2026-10-09"))
        let seal = WithdrawRound(Life.round, reason: "有误")
        #expect(
            refused { try life.ledger.perform(seal, by: "officer2", at: .day("2026-10-09")) }.map(\.code) == [
                .userUnknown
            ])
        #expect(try verify(life.ledger.store).isHeld)
    }

    /// Who acted under an account that is not shown cannot be asked; but no more such people act than accounts were erased.
    @Test func unknownPeople_areNoMoreThanErasedAccounts() throws {
        let life = try Life(through: .planned)
        try life.ledger.perform(
            LoadCalendar([CalendarYear(year: 2027, holidays: [], workdays: [])]), by: "officer2",
            at: .day("2026-10-09"))
        try insert(
            .zoneRegistered(life.zones[0]), [actor("ghost", .registerZones, at: "2026-10-09T09:00:00Z")],
            on: "2026-10-09", into: life, marked: true)
        var register = Register(.everything)
        var count = 0
        let error = #expect(throws: LedgerError.self) {
            try life.ledger.store.read { reading in
                try reading.forEachEvent { row in
                    count += 1
                    let shown = try row.disclosures.filter {
                        guard case .account(let user)? = Concealed(try Disclosure(parsing: $0)) else { return true }
                        return user.id != "officer2"
                    }
                    try register.apply(try Event(parsing: row.body), shown, files: reading.storedFile)
                }
            }
        }
        #expect(
            error?.reason.code == .userUnknown && register.size == count - 1, "officer2 may be whom it hides, not both")
    }

    // MARK: days

    /// The day of an event is not that of its moment: the notice would have ended a day early.
    @Test func day_thatIsNotItsMoments_isFound() throws {
        let life = try Life(through: .scoring)
        let user = User(id: "new", name: "新", role: .officer)
        for (day, time) in [("2026-11-14", "2026-11-13T15:59:59Z"), ("2026-11-13", "2026-11-13T16:00:00Z")] {
            let copy = try Life(through: .scoring)
            try insert(
                .userAdded, [.account(user), actor("security", .addUser, at: time)], on: day, into: copy, marked: true)
            let found = try #require(try verify(copy.ledger.store).failure)
            #expect(
                found.reason.code == .dayNotOfMoment && found.reason.values["moment"] == .text(time), "\(found)")
        }
        try insert(
            .userAdded, [.account(user), actor("security", .addUser, at: "2026-11-13T16:00:00Z")], on: "2026-11-14",
            into: life, marked: true)
        #expect(try verify(life.ledger.store).isHeld)
    }

    /// Case 01: one and the same instant gives one answer, by China's clock.
    @Test func notice_endsByTheLedgersClock() throws {
        let finalise = { (time: String) in
            let life = try Life(through: .noticed)
            try life.ledger.perform(FinaliseRound(Life.round), by: "officer", at: .time(time))
        }
        #expect(throws: Refusal.self) { try finalise("2026-11-13T10:01:00Z") }
        #expect(throws: Refusal.self) { try finalise("2026-11-13T15:59:59Z") }
        try finalise("2026-11-13T16:01:00Z")
        let object = { (time: String) in
            let life = try Life(through: .noticed)
            try life.ledger.perform(
                FileObjection(
                    Life.round, id: "o1", zone: Life.city, indicator: "p.1", grounds: "偏低",
                    evidence: [(name: "据.txt", bytes: [1])]), by: "a-hecheng", at: .time(time))
        }
        #expect(throws: Refusal.self) { try object("2026-11-13T16:01:00Z") }
        #expect(throws: Refusal.self) { try object("2026-11-08T15:59:59Z") }
        try object("2026-11-08T16:30:00Z")
    }

    /// A step that waited for the ledger over midnight is of the day on which it got it.
    @Test func steps_aroundMidnight_doNotRefuseEachOther() throws {
        let place = try Workplace()
        let (one, other) = (try place.ledger(), try place.ledger().store)
        let clock = Clock(.time("2026-11-01T15:59:59Z"))
        let isHeld = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            try? other.write { _ in
                isHeld.signal()
                Thread.sleep(forTimeInterval: 0.3)
                clock.now = .time("2026-11-01T16:00:01Z")
            }
        }
        isHeld.wait()
        #expect(clock.now.day(at: .china) == "2026-11-01", "asked for too early, it is another day")
        try one.perform(
            AddUser(User(id: "a", name: "甲", role: .officer)), by: "security", at: clock.now)
        #expect(try one.register().today == "2026-11-02")
        #expect(try verify(one.store).isHeld)
    }

    private final class Clock: @unchecked Sendable {
        private let lock = NSLock()
        private var moment: Moment
        init(_ moment: Moment) { self.moment = moment }
        var now: Moment {
            get { lock.withLock { moment } }
            set { lock.withLock { moment = newValue } }
        }
    }

    @Test(arguments: [
        ("2026-11-13T15:59:59Z", 480, "2026-11-13"), ("2026-11-13T16:00:00Z", 480, "2026-11-14"),
        ("1969-12-31T23:59:59Z", 0, "1969-12-31"), ("2028-02-28T23:30:00Z", 60, "2028-02-29"),
        ("2026-01-01T04:59:00Z", -300, "2025-12-31"), ("2026-03-01T00:00:00Z", -720, "2026-02-28"),
        ("2026-12-31T10:00:00Z", 840, "2027-01-01"),
    ])
    func day_ofAMoment_isThatOfThePlace(_ time: String, _ minutes: Int, _ day: String) throws {
        let moment = try #require(Moment(time: time))
        let place = try #require(PlaceOffset(minutes: minutes))
        #expect(moment.time == time)
        #expect(moment.day(at: place) == day)
        #expect(PlaceOffset(place.description) == place)
    }

    @Test(arguments: [
        "2026-11-13", "2026-11-13T15:59:59", "2026-11-13T24:00:00Z", "2026-11-13T15:59:60Z", "2026-02-30T00:00:00Z",
        "2026-11-13t15:59:59z", "2026-11-13T15:59:59+00:00", "", "T", "2026-11-13T1:2:3Z",
    ])
    func moment_inAnotherForm_isNone(_ text: String) { #expect(Moment(time: text) == nil) }

    // MARK: the head

    @Test func head_lost_stopsEveryStepUntilItIsRecovered() throws {
        let place = try Workplace()
        let file = place.folder.appending(path: "head")
        let before = try Data(contentsOf: file)
        try FileManager.default.removeItem(at: file)
        let ledger = try place.ledger()
        let add = AddUser(User(id: "new", name: "新", role: .officer))
        #expect(refused { try ledger.perform(add, by: "security", at: .day("2026-10-02")) }.map(\.code) == [.headLost])
        try ledger.recoverHead()
        #expect(try Data(contentsOf: file) == before)
        try ledger.perform(add, by: "security", at: .day("2026-10-02"))
        #expect(throws: Refusal.self) { try ledger.recoverHead() }
    }

    @Test func head_ofAnotherProcessThatWasQuicker_isNotTakenBack() throws {
        let place = try Workplace()
        let (one, other) = (try place.ledger(), try place.ledger())
        for number in 0..<4 {
            try one.perform(
                AddUser(User(id: UserID("u\(number)"), name: "甲", role: .officer)), by: "security",
                at: .day("2026-10-02"))
        }
        // The slower one signs what it knew: the newest head stays.
        let signer = place.signer
        try other.whenFree { try $0.sign(by: [signer]) }
        let head = try Checkpoint(parsing: SignedNote(parsing: [UInt8](place.head.read() ?? [])).text)
        #expect(head.size == 9)
    }

    // MARK: requests

    @Test func ids_ofOneRequest_differInEveryLedger() throws {
        var random = SplitMix(state: 3)
        let request = EventID(using: &random)
        let ids = try [1, 2].map { seed -> String in
            let place = try Workplace(seed: seed)
            let ledger = try place.ledger()
            let recorded = try ledger.perform(
                AddUser(User(id: "new", name: "新", role: .officer)), by: "security", at: .day("2026-10-02"),
                request: request)
            return try ledger.store.read { reading in
                var id = ""
                try reading.forEachEvent(in: recorded.events) { id = $0.id }
                return id
            }
        }
        #expect(ids[0] != ids[1])
    }

    @Test func calendar_ofTwoYearsUnderOneRequest_isStoredWhole() throws {
        let life = try Life()
        var random = life.place.random
        let request = EventID(using: &random)
        let years = [2027, 2028].map { CalendarYear(year: $0, holidays: ["\($0)-01-01"], workdays: []) }
        let first = try life.officer(LoadCalendar(years), request: request)
        #expect(first.events.count == 2)
        #expect(try life.officer(LoadCalendar(years), request: request).events == first.events)
        #expect(try life.ledger.register().calendar[2028] == years[1])
    }

    // MARK: what is nobody's business

    @Test func drafts_ofSheetsThatWereNeverSealed_areTheirExpertsAlone() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats.dropFirst() { try life.fill(seat) }
        try life.save("p.1", 30, "草稿里的话", on: seats[0])
        try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06")
        let register = try life.ledger.register()
        let seat = try life.seat(seats[0].id)
        #expect(!seat.isShown(to: nil) && !seat.isShown(to: seats[1].expert) && seat.isShown(to: seats[0].expert))
        var drafts = 0
        try life.ledger.store.read { reading in
            try reading.forEachEvent { row in
                guard try register.isDraft(row) else { return }
                drafts += 1
                let shown = try row.disclosures.map { try Disclosure(parsing: $0) }
                #expect(shown.contains { $0.value["text"] == "草稿里的话" })
            }
        }
        #expect(drafts == 1, "all other cells were sealed")
    }

    /// Two called seats at two zones cannot be told to be one candidate by whoever replays the draw.
    @Test func substitutes_areNotNamedByThePublicDraw() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        // One whose source has more than one candidate left.
        let before = try #require(try life.ledger.register().rounds[Life.round])
        let seat = try #require(
            seats.first { seat in
                let there = Set(seats.filter { $0.zone == seat.zone }.compactMap(\.expert))
                return before.candidates.values.count { candidate in
                    candidate.source == seat.source && !candidate.excluded.contains { $0.zone == seat.zone }
                        && !there.contains(before.drawn[candidate.id] ?? "")
                } > 1
            } ?? seats.first)
        try life.expert(RecuseSeat(Life.round, seat: seat.id, reason: "近亲属任职"), on: seat)
        let round = try #require(try life.ledger.register().rounds[Life.round])
        let draw = try #require(round.draw)
        let called = try #require(round.seats.values.first { $0.isCalled })
        let commitment = try #require(round.commitment)
        #expect(commitment.reserve != nil && commitment.reserve != commitment.digest)
        let secret = try #require(round.reserve)
        #expect(try verify(life.ledger.store).isHeld, "the auditor's proof replays it")
        let files = try life.finished().bundle()
        for (name, bytes) in files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(secret), "\(name)")
        }
        let there = Set(seats.filter { $0.zone == seat.zone }.compactMap(\.expert))
        let taken = Set(round.drawn.filter { there.contains($0.value) }.keys)
        let source = try #require(called.source)
        let open = { (seed: String) in
            DrawOrder(round.candidates.values, seed: seed, witness: draw.witness).free(at: seat.zone, from: source)
                .filter { !taken.contains($0.id) }.map(\.id)
        }
        #expect(round.drawn[open(secret)[0]] == called.expert)
        #expect(Set(open(secret)) == Set(open(draw.seed)))
    }

    /// The bundle of one round tells nothing of what became of the seats of another.
    @Test func outcomes_ofARoundThatIsNotPublished_areConcealed() throws {
        let life = try Life(through: .noticed)
        try life.officer(ImportRound(try sampleMaterial(round: "r2")), on: "2026-11-10")
        try life.officer(CloseRound("r2", missing: 1), on: "2026-11-10")
        let files = try life.bundle()
        #expect(verify(bundle: files).isHeld)
        let events = String(decoding: files["events.ndjson"] ?? [], as: UTF8.self).split(separator: "\n")
        let counted = events.filter { $0.contains("\"seat.counted\"") && $0.contains("\"r2\"") }
        #expect(counted.count == 15)
        let digests = Set(
            try counted.map { line in
                let event = try Event(parsing: Array(line.utf8))
                #expect(Set(event.fields.keys) == ["round", "zone", "seat"])
                return event.digestCount
            })
        #expect(digests == [4], "the number of values does not tell it either")
    }

    @Test func erasure_inTheOpen_namesNoEvent() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        try life.ledger.perform(
            Erase(.comment(Life.round, seat.id, "p.1"), basis: "本人申请"), by: "security", at: .day("2026-11-10"))
        let files = try life.bundle()
        let erased = String(decoding: files["events.ndjson"] ?? [], as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("\"disclosure.erased\"") }
        #expect(erased.count >= 2)
        for line in erased { #expect(try Event(parsing: Array(line.utf8)).fields.isEmpty) }
        #expect(try verify(life.ledger.store).get().erased == erased.count)
    }

    @Test func reasonsAndEvidence_canBeErased() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        let recused = try life.expert(RecuseSeat(Life.round, seat: seat.id, reason: "家庭原因某某"), on: seat)
        let file = try #require(try life.ledger.register().applications.values.first?.evidence.first)
        for subject in [Erasure.value(recused.events.lowerBound, "reason"), .evidence(file.digest)] {
            try life.ledger.perform(Erase(subject, basis: "本人申请"), by: "security", at: .day("2026-10-21"))
        }
        try life.ledger.scrub()
        #expect(!life.ledger.store.evidence.holds(file.digest))
        #expect(try verify(life.ledger.store).get().erased == 2)
        #expect(try !Data(contentsOf: URL(fileURLWithPath: life.place.database)).contains(text: "家庭原因某某"))
        #expect(
            refused {
                try life.ledger.perform(
                    Erase(.evidence(file.digest), basis: "x"), by: "security", at: .day("2026-10-21"))
            }.map(\.code) == [.nothingToErase])
    }
}

extension Data {
    /// Whether a text stands in it, in the clear or as a disclosure at any shift.
    fileprivate func contains(text: String) -> Bool {
        if range(of: Data(text.utf8)) != nil { return true }
        return (0..<3).contains { shift in
            let padded = Data(repeating: 0x20, count: shift) + Data(text.utf8)
            let encoded = padded.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            let core = encoded.dropFirst(shift == 0 ? 0 : shift + 1).dropLast(4)
            return range(of: Data(core.utf8)) != nil
        }
    }
}

extension Life {
    /// Fills what is open, closes and publishes.
    func finished() throws -> Life {
        for seat in try seats() where seat.isOpen { try fill(seat) }
        try officer(CloseRound(Self.round), on: "2026-11-06")
        try officer(PublishNotice(Self.round, from: "2026-11-09", to: "2026-11-13"), on: "2026-11-06")
        return self
    }

    /// A rotation after the round is final.
    func rotatedLater() throws -> (ledger: Ledger, key: SignerKey) {
        var random = place.random
        let new = try SignerKey(name: "test.example/ledger", using: &random)
        let head = place.head(at: place.folder.appending(path: "new.head"))
        try ledger.rotate(to: new, head, by: "system", at: .day("2026-11-20"))
        let successor = try Ledger(store: ledger.store, signer: new, head: head, using: random)
        try successor.perform(
            AddUser(User(id: "later", name: "新", role: .officer)), by: "security", at: .day("2026-11-20"))
        return (successor, new)
    }
}
