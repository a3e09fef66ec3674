// The auditor's desk: the log, the proof of all of it, who signed in, who looked. Reading is itself put down.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Proving
import Reasons
import RoundState
import Storage
import Telling

extension Desk {
    private func auditing(_ context: DeskContext) throws -> OpenSession {
        try requireDesk(.seeLedger, as: .auditor, context)
    }

    private var head: LogHead {
        get throws {
            let signed = try ledger.store.read { try $0.newestCheckpoint()?.size } ?? 0
            let register = standing.register
            return LogHead(
                origin: register.origin, size: register.size, signed: signed,
                keys: register.keys.filter { $0.retired == nil }.map(\.key.text))
        }
    }

    func getAudit(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try auditing(context)
        return .page(
            frame(request, context).auditPage(
                try head, checking.verification, standing.courses(for: Viewer(session.user.id))))
    }

    func postVerify(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        _ = try auditing(context)
        let store = ledger.store
        checking.verify(since: clockText(clock())) { [self] tell in
            do {
                // Never by a file handle of its own: closing one would drop the locks that this process holds (POSIX, `fcntl`).
                switch try verify(store, telling: tell) {
                case .holds(let proof): return .held(proof, at: clockText(clock()))
                case .fails(let why):
                    return .failed(
                        LocalizedText(zh: self.words(.chinese).text(why), en: self.words(.english).text(why)),
                        at: clockText(clock()))
                }
            } catch {
                return .broken(at: clockText(clock()))
            }
        }
        return .see(Addresses(context.language).audit)
    }

    func getLog(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try auditing(context)
        let query = request.uri.queryParameters
        let day = query["day"].map(String.init) ?? ""
        let isDay = day.isEmpty || Day(day) != nil
        let round = query["round"].map { RoundID(String($0)) }
        let filter = LogFilter(
            family: query["family"].flatMap { LogFilter.Family(rawValue: String($0)) },
            round: round.flatMap { $0.text.isEmpty ? nil : $0 }, day: day.isEmpty || !isDay ? nil : day)
        let (store, standing, viewer) = (ledger.store, standing, Viewer(session.user.id))
        let before = query["before"].flatMap { Int($0) }
        let seen = try await slow.run { try standing.log(of: store, before: before, filter, for: viewer) }
        guard case .seen(let page) = seen else { throw NotFound() }
        let rounds = standing.courses(for: viewer).map { ($0.round, $0.title) }
        return .page(
            frame(request, context).logPage(
                page, filter, rounds: rounds, day: day, problem: isDay ? nil : words(context.language)[.logDayWrong]))
    }

    func getEvent(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try auditing(context)
        guard let seq = number(try context.segment("event")),
            let proven = try ledger.provenEntry(seq, for: Viewer(session.user.id))
        else { throw NotFound() }
        return .page(frame(request, context).eventPage(proven))
    }

    func getAuditAccounts(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try auditing(context)
        let frame = frame(request, context)
        return .page(
            frame.accountsPage(
                try accountLines(session, context), called(context), mayChange: false,
                crumbs: frame.auditCrumbs()))
    }

    func getAuditAccountsTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try auditing(context)
        let lines = try accountLines(session, context)
        return try await file(frame(request, context).table(of: lines, called(context)), context)
    }

    func getAuditSignIns(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try auditing(context)
        let frame = frame(request, context)
        return try signIns(request, context, crumbs: frame.auditCrumbs()) {
            frame.addresses.signIns(before: $0, of: .auditor)
        }
    }

    func getReadings(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try auditing(context)
        let before = request.uri.queryParameters["before"].flatMap { Int($0) } ?? .max
        let readings = try accounts.readings(before: before)
        let lines = readings.map { ReadingLine(at: clockText($0.at), user: $0.user.text, what: $0.page) }
        let older = readings.count == AccountBook.readingsShown ? readings.last?.id : nil
        return .page(frame(request, context).readingsPage(lines, older: older))
    }

    func signIns(
        _ request: Request, _ context: DeskContext, crumbs: [(String, Address)], older: (Int) -> Address
    ) throws -> Response {
        let words = words(context.language)
        let before = request.uri.queryParameters["before"].flatMap { Int($0) } ?? .max
        let lines = try accounts.log(before: before).map { line in
            SignInLine(
                id: line.id, at: clockText(line.at), user: line.user,
                what: line.outcome.map { words.term(.signIn, $0.rawValue) } ?? "", by: line.actor?.text ?? "",
                address: line.address, agent: line.agent)
        }
        let next = lines.count == 100 ? lines.last.map { older($0.id) } : nil
        return .page(frame(request, context).signInsPage(lines, next: next, crumbs: crumbs))
    }
}
