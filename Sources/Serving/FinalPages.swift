// 生效和证书: the final result, certificates with their papers, and what goes out with them.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Hummingbird
import Pages
import Publishing
import Reasons
import Reporting
import RoundState
import Telling

func addFinalPages(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("final", use: desk.getFinal)
    round.post("final", use: desk.carrying(desk.postFinal))
    round.get("certificates", use: desk.getCertificates)
    round.post("certificates/issue", use: desk.carrying(desk.postIssue))
    round.get("certificates/:certificate", use: desk.getCertificate)
    round.post("certificates/:certificate", use: desk.carrying(desk.postRevoke))
}

extension Desk {
    private static let notes: [PagePhrase] = [.finalIsDone, .issueIsDone]

    private func known(_ course: CourseView, _ stages: Set<Stage>) throws -> Round {
        guard stages.contains(course.stage), let round = standing.register.rounds[course.round] else {
            throw NotFound()
        }
        return round
    }

    func getFinal(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        let round = try known(course, [.noticed, .final])
        return .page(
            round.stage == .final
                ? issuePage(round, of: course, request, context, done: done(request, among: Self.notes))
                : finalPage(round, of: course, request, context))
    }

    private func finalPage(
        _ round: Round, of course: CourseView, _ request: Request, _ context: DeskContext, number: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let blocks = standing.refusals(ofFinal: round, on: today).map { why -> (words: String, part: String?) in
            let part: String? =
                switch why.code {
                case .objectionUndecided, .objectionsNotConcluded, .withdrawalsNotConcluded: "objections"
                case .certificateOfFailed: "certificates"
                default: nil
                }
            return (text(why, context), part)
        }
        return frame(request, context).finalPage(
            of: course, blocks: blocks, mayFinalise: may(.finaliseRound, course.round, context), number: number,
            problems: problems)
    }

    func postFinal(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let course = try course(context)
        let place = Addresses(context.language).round(course.round, "final", done: .finalIsDone)
        // Sent again after it was done: the answer is the same.
        if course.stage == .final, may(.issueCertificates, course.round, context) { return .see(place) }
        let round = try known(course, [.noticed])
        try require(.finaliseRound, course.round, context)
        let number = form["number"]
        return try await confirmedStep(
            FinaliseRound(course.round, number: number.allSatisfy(\.isWhitespace) ? nil : number), form, request,
            context,
            { problems, context in
                finalPage(round, of: course, request, context, number: number, problems: problems)
            }, done: place)
    }

    // MARK: certificates

    private func issuePage(
        _ round: Round, of course: CourseView, _ request: Request, _ context: DeskContext, done: PagePhrase? = nil,
        problems: FormProblems = .none
    ) -> [UInt8] {
        var due: [DueCertificate] = []
        if case .seen(let found) = standing.register.certificatesDue(in: round.id, on: today) { due = found }
        let dues = FinalDues(
            count: due.count, until: due.map(\.to).max() ?? "", number: round.finding?.number)
        return frame(request, context).finalDonePage(
            of: course, dues, mayIssue: may(.issueCertificates, course.round, context), done: done,
            problems: problems)
    }

    private func entries(_ course: CourseView) -> [CertificateEntry] {
        standing.certificateEntries(on: today).filter { $0.certificate.round == course.round }
    }

    func getCertificates(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        // Certificates of a round that is taken up again stay what they are.
        guard course.stage == .final || !entries(course).isEmpty else { throw NotFound() }
        return .page(
            frame(request, context).certificatesPage(
                entries(course), of: course, called(context), done: done(request, among: Self.notes)))
    }

    private func certificate(_ context: DeskContext) throws -> (CourseView, CertificateEntry) {
        let course = try course(context)
        let id = CertificateID(try context.segment("certificate"))
        guard let entry = entries(course).first(where: { $0.certificate.id == id }) else { throw NotFound() }
        return (course, entry)
    }

    private func page(
        _ entry: CertificateEntry, of course: CourseView, _ request: Request, _ context: DeskContext,
        reason: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        let zone = entry.certificate.zone
        var canReplace = false
        if course.stage == .final, entry.certificate.revoked != nil, entry.replacement == nil,
            may(.issueCertificates, course.round, context),
            case .seen(let due) = standing.register.certificatesDue(in: course.round, anew: [zone], on: today)
        {
            canReplace = due.contains { $0.replaces == entry.certificate.id }
        }
        let mayRevoke = standing.refusal(of: .revokeCertificate, to: Viewer(context.viewer)) == nil
        return frame(request, context).certificatePage(
            entry, of: course, called(context), mayRevoke: mayRevoke && entry.certificate.revoked == nil,
            mayReplace: canReplace, reason: reason, problems: problems)
    }

    func getCertificate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, entry) = try certificate(context)
        return .page(page(entry, of: course, request, context))
    }

    func postRevoke(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, entry) = try certificate(context)
        guard standing.refusal(of: .revokeCertificate, to: Viewer(context.viewer)) == nil else { throw NotFound() }
        return try await confirmedStep(
            RevokeCertificate(entry.certificate.id, reason: form["reason"]), form, request, context,
            { problems, context in
                page(entry, of: course, request, context, reason: form["reason"], problems: problems)
            }, done: Addresses(context.language).round(course.round, "acts", done: .actIsProposed))
    }

    /// Papers come first, then the step that names them by their digests; what goes out with them follows, and can be done later too.
    func postIssue(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let course = try course(context)
        let round = try known(course, [.final])
        try require(.issueCertificates, course.round, context)
        let anew = form["anew"].isEmpty ? [] : [ZoneID(form["anew"])]
        let again = { (problems: FormProblems, context: DeskContext) -> Response in
            let newest = entries(course).last { $0.certificate.zone == anew.first }
            let bytes =
                newest.map { page($0, of: course, request, context, problems: problems) }
                ?? issuePage(round, of: course, request, context, problems: problems)
            return .page(bytes, .unprocessableContent)
        }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            return again(problems([Reason(.confirmationFailed, field: "password")], context), context)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                let prepared = try await prepared(round.id, anew: anew, now)
                guard prepared.problems.isEmpty else {
                    return again(
                        FormProblems(prepared.problems.map { (nil, words(now.language).text($0)) }), now)
                }
                try await ledger.perform(
                    IssueCertificates(round.id, anew: anew, papers: prepared.papers), by: session.user.id,
                    at: clock(), request: try key(form))
                if form.has("papers") { try await issuePapers(of: round.id, session, now) }
                if form.has("bundle") { try await release(round.id, session) }
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                return again(problems(refusal.reasons, now), now)
            }
            return .see(Addresses(now.language).round(round.id, "certificates", done: .issueIsDone))
        }
    }

    private func prepared(
        _ round: RoundID, anew: [ZoneID], _ context: DeskContext
    ) async throws -> PreparedPapers<PreparedCertificate> {
        guard standing.register.edition >= .fourth else { return PreparedPapers() }
        let due = try standing.register.certificatesDue(in: round, anew: anew, on: today).get()
        guard !due.isEmpty else { return PreparedPapers() }
        let result = try await roundResult(round, context)
        return try await papering.run { [self] in
            var random = random
            return try papers.using { try result.prepare(due, by: $0, in: .chinese, using: &random) }
        }
    }

    /// Names every paper as it is now; where nothing is new, nothing is done.
    func issuePapers(of round: RoundID, _ session: OpenSession, _ context: DeskContext) async throws {
        let result = try await roundResult(round, context)
        var files: [String: [UInt8]] = [:]
        for paper in result.papers {
            if case .certificate = paper { continue }
            switch try await self.paper(paper, of: result, in: .chinese) {
            case .finished(let document): files[document.name] = [UInt8](document.bytes)
            case .stored: break
            case .keptBack(let problems): throw Refusal(problems.map(\.reason))
            }
        }
        do {
            try await ledger.perform(IssuePapers(round, papers: files), by: session.user.id, at: clock())
        } catch let refusal as Refusal where refusal.reasons.contains(where: { $0.code == .nothingToRecord }) {}
    }
}
