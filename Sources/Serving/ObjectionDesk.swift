// Objections at the bureau's desk: the list, one with its evidence and arithmetic, the decision with what it brings shown before.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Hummingbird
import Pages
import Reasons
import RoundState
import Scoring
import Storage
import Telling

extension Desk {
    /// A round whose result is there, with the objections that the reader may see; `NotFound` where there can be none.
    private func objections(_ context: DeskContext) throws -> (CourseView, Round, [Objection]) {
        let course = try course(context)
        guard [.noticed, .final, .closed].contains(course.stage), let round = standing.register.rounds[course.round],
            case .seen(let objections) = standing.objections(in: course.round, for: Viewer(context.viewer))
        else { throw NotFound() }
        return (course, round, objections)
    }

    func getObjections(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, objections) = try objections(context)
        let clock = standing.noticeClock(of: course.round, on: today)
        let waits = !round.reopened.isEmpty || !round.withdrawalsNotTaken.isEmpty
        return .page(
            frame(request, context).objectionsPage(
                objections, of: course, clock: clock, open: Set(round.objectionsToTake), called(context),
                mayReport: may(.fileReport, course.round, context) && clock?.phase == .running,
                mayConclude: waits && may(.concludeObjections, course.round, context),
                done: done(request, among: [.reportIsFiled])))
    }

    // MARK: one

    private func objection(_ context: DeskContext) throws -> (CourseView, Round, Objection) {
        let (course, round, objections) = try objections(context)
        let id = ObjectionID(try context.segment("objection"))
        guard let objection = objections.first(where: { $0.id == id }) else { throw NotFound() }
        return (course, round, objection)
    }

    private func shown(
        _ objection: Objection, _ round: Round, _ context: DeskContext
    ) async throws -> OfficeObjection {
        let result = try await roundResult(round.id, context)
        let isThere = !round.hasWithdrawn(objection.zone)
        return OfficeObjection(
            objection,
            arithmetic: arithmetic(
                of: objection.indicator, at: objection.zone, in: result, round, words(context.language)),
            facts: facts(of: objection, in: round), marks: marks(of: objection, in: round),
            isOpen: round.objectionsToTake.contains(objection.id),
            mayDecide: isThere && may(.decideObjection, round.id, context),
            mayHear: isThere && may(.hearReport, round.id, context),
            mayCorrect: isThere && may(.correctFacts, round.id, context))
    }

    /// What the rule of an indicator, or an item, reads of the zone, by name.
    private func facts(of objection: Objection, in round: Round) -> [(name: String, value: String?)] {
        guard let terms = round.terms else { return [] }
        let names = terms.facts(of: objection.indicator)
        let known = round.facts[objection.zone] ?? [:]
        let needed = terms.scheme.factNeeds.map(\.key).filter { names.contains($0.name) }.map(\.description)
        let keys = Set(needed).union(known.keys.filter { names.contains(FactKey($0).name) })
        return keys.sorted().map { ($0, known[$0]) }
    }

    /// Seats whose sealed marks of the indicator it opens, by code.
    private func marks(of objection: Objection, in round: Round) -> [OfficeObjection.Mark] {
        let decided = objection.decision?.seq ?? .max
        return round.seats(at: objection.zone).filter { $0.isSealed && !$0.isRecused }.compactMap { seat in
            guard let hundredths = seat.marks[objection.indicator] else { return nil }
            let own = round.revisions.filter { event, revision in
                event > decided && revision.seat == seat.id && revision.indicator == objection.indicator
            }
            return OfficeObjection.Mark(
                seat: seat.id, expert: seat.expert, mark: Fraction(hundredths: hundredths),
                revision: own.max { $0.key < $1.key }?.value)
        }
    }

    private static let notes: [PagePhrase] = [.decideIsDone, .hearingIsRecorded, .reportIsFiled]

    private func page(
        _ objection: Objection, _ round: Round, _ course: CourseView, _ request: Request, _ context: DeskContext,
        form: DecisionForm = DecisionForm(), heard: String = "", problems: FormProblems = .none
    ) async throws -> [UInt8] {
        frame(request, context).objectionPage(
            try await shown(objection, round, context), of: course, called(context), form: form, heard: heard,
            problems: problems, done: done(request, among: Self.notes))
    }

    func getObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, objection) = try objection(context)
        return .page(try await page(objection, round, course, request, context))
    }

    func getObjectionFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await file(of: try objection(context).2, request, context)
    }

    func postHearing(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, objection) = try objection(context)
        try require(.hearReport, round.id, context)
        let upload = try await evidence(request, context)
        let session = try requireOurs(upload.fields, context)
        let text = upload.fields["text"]
        let action = HearReport(round.id, objection.id, text: text, evidence: upload.brought("evidence"))
        do {
            try await ledger.perform(action, by: session.user.id, at: clock(), request: try key(upload.fields))
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                try await page(
                    objection, round, course, request, context, heard: text,
                    problems: problems(refusal.reasons, context)), Answers.status(of: refusal.reasons))
        }
        return .see(
            Addresses(context.language).round(
                round.id, "objections", objection.id.text, done: .hearingIsRecorded))
    }

    // MARK: the decision

    /// A decision as it was typed, with the facts that differ from what is on record.
    private struct TypedDecision {
        let form: DecisionForm
        let facts: [FactKey: Fact]
        var problems: [(field: String?, words: String)]
    }

    private func typed(
        _ form: FormFields, _ objection: Objection, _ round: Round, _ context: DeskContext
    ) -> TypedDecision {
        let words = words(context.language)
        var (texts, facts) = ([String: String](), [FactKey: Fact]())
        var problems: [(field: String?, words: String)] = []
        for (name, value) in self.facts(of: objection, in: round) {
            let field = DecisionForm.field(of: name)
            let found = form[field].trimmingCharacters(in: .whitespacesAndNewlines)
            guard !found.isEmpty else { continue }
            texts[name] = found
            guard let fact = fact(found) else {
                problems.append((field, words(.decideFactWrong, ["found": found])))
                continue
            }
            if fact.text != value { (texts[name], facts[FactKey(name)]) = (fact.text, fact) }
        }
        let answer = form["answer"]
        let isDecided = objection.decision != nil
        if !isDecided {
            if !["uphold", "reject"].contains(answer) { problems.append(("answer", words[.decideAnswerMissing])) }
            if form["reasons"].allSatisfy(\.isWhitespace) {
                let missing = Reason(.objectionReasonsMissing, .objection(objection.id), field: "reasons")
                problems.append(("reasons", text(missing, context)))
            }
            if answer == "reject", !facts.isEmpty { problems.append(("answer", words[.decideFactsOfRejected])) }
        } else if facts.isEmpty, problems.isEmpty {
            let first = self.facts(of: objection, in: round).first.map { DecisionForm.field(of: $0.name) }
            problems.append((first, words[.decideFactsNone]))
        }
        return TypedDecision(
            form: DecisionForm(answer: isDecided ? "uphold" : answer, reasons: form["reasons"], facts: texts),
            facts: facts, problems: problems)
    }

    /// A number or a flag as people type it.
    private func fact(_ text: String) -> Fact? {
        let plain = (text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text).lowercased()
        switch plain {
        case "是", "yes": return .flag(true)
        case "否", "no": return .flag(false)
        default: return Fact(text: plain)
        }
    }

    /// - Throws: `NotFound` for who may not take it, or where there is nothing to decide or to put right.
    private func requireDeciding(_ objection: Objection, _ round: Round, _ context: DeskContext) throws {
        if objection.decision == nil { return try require(.decideObjection, round.id, context) }
        try require(.correctFacts, round.id, context)
        guard round.objectionsToTake.contains(objection.id), !facts(of: objection, in: round).isEmpty else {
            throw NotFound()
        }
    }

    /// Says what it will bring, and does nothing.
    func postDecisionPreview(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, round, objection) = try objection(context)
        try requireDeciding(objection, round, context)
        var typed = typed(form, objection, round, context)
        if objection.decision == nil, objection.waitsForHearing {
            typed.problems.append((nil, text(Reason(.reportNotHeard, .objection(objection.id)), context)))
        }
        let action = correction(typed, objection, round)
        if typed.problems.isEmpty, let action {
            do {
                _ = try action.act(in: standing.register, on: today)
            } catch let refusal as Refusal {
                typed.problems = problems(refusal.reasons, context).problems
            }
        }
        guard typed.problems.isEmpty else {
            return .page(
                try await page(
                    objection, round, course, request, context, form: typed.form,
                    problems: FormProblems(typed.problems)), .unprocessableContent)
        }
        return .page(try await preview(typed, objection, round, course, request, context))
    }

    /// What puts facts right, deciding with it where that is not done yet; nil where no fact is.
    private func correction(
        _ typed: TypedDecision, _ objection: Objection, _ round: Round
    ) -> CorrectFacts? {
        guard typed.form.isUpheld, !typed.facts.isEmpty else { return nil }
        return CorrectFacts(
            round.id, objection: objection.id, facts: typed.facts,
            deciding: objection.decision == nil ? typed.form.reasons : nil)
    }

    private func preview(
        _ typed: TypedDecision, _ objection: Objection, _ round: Round, _ course: CourseView, _ request: Request,
        _ context: DeskContext, problems: FormProblems = .none
    ) async throws -> [UInt8] {
        let (standing, viewer) = (standing, Viewer(context.viewer))
        var effect: ResultDifference?
        if typed.form.isUpheld, !typed.facts.isEmpty {
            effect = try await slow.run {
                let seen = try standing.effect(of: typed.facts, under: objection.id, in: round.id, for: viewer)
                guard case .seen(let effect) = seen else { throw NotFound() }
                return effect
            }
        }
        return frame(request, context).decisionPreviewPage(
            try await shown(objection, round, context), of: course, round, effect, called(context), form: typed.form,
            problems: problems)
    }

    func postDecision(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, round, objection) = try objection(context)
        let own = Addresses(context.language).round(
            round.id, "objections", objection.id.text, done: .decideIsDone)
        let key = try key(form)
        if objection.decision != nil,
            facts(of: objection, in: round).allSatisfy({ form[DecisionForm.field(of: $0.name)].isEmpty })
        {
            // Sent again after it was done: the same answer to who did it, and its reason to anybody else.
            let again = DecideObjection(
                round.id, objection.id, isUpheld: form["answer"] == "uphold", reasons: form["reasons"])
            try await ledger.perform(again, by: session.user.id, at: clock(), request: key)
            return .see(own)
        }
        try requireDeciding(objection, round, context)
        let typed = typed(form, objection, round, context)
        guard typed.problems.isEmpty else {
            return .page(
                try await page(
                    objection, round, course, request, context, form: typed.form,
                    problems: FormProblems(typed.problems)), .unprocessableContent)
        }
        do {
            if let action = correction(typed, objection, round) {
                try await ledger.perform(action, by: session.user.id, at: clock(), request: key)
                return .see(Addresses(context.language).round(round.id, "acts", done: .actIsProposed))
            }
            try await ledger.perform(
                DecideObjection(
                    round.id, objection.id, isUpheld: typed.form.isUpheld, reasons: typed.form.reasons),
                by: session.user.id, at: clock(), request: key)
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let told = FormProblems(problems(refusal.reasons, context).problems.map { (nil, $0.words) })
            return .page(
                try await preview(typed, objection, round, course, request, context, problems: told),
                Answers.status(of: refusal.reasons))
        }
        return .see(own)
    }

    // MARK: reports

    private static let reportPrefix = "fy"

    private func reportPage(
        _ course: CourseView, _ round: Round, _ form: ReportForm, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) throws -> [UInt8] {
        guard let terms = round.terms else { throw NotFound() }
        let zones = terms.zones.map(\.id).filter { !round.hasWithdrawn($0) }
        return frame(request, context).reportPage(
            of: course, clock: standing.noticeClock(of: round.id, on: today), zones: zones,
            ObjectionSubjects(terms.scheme, of: nil, words(context.language)), called(context),
            id: newObjection(Self.reportPrefix, in: round), form: form, problems: problems)
    }

    func getReport(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, _) = try objections(context)
        try require(.fileReport, round.id, context)
        return .page(try reportPage(course, round, ReportForm(), request, context))
    }

    func postReport(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, _) = try objections(context)
        try require(.fileReport, round.id, context)
        let upload = try await evidence(request, context)
        let form = upload.fields
        let session = try requireOurs(form, context)
        let typed = ReportForm(zone: form["zone"], indicator: form["indicator"], grounds: form["grounds"])
        let words = words(context.language)
        let wanting: [(String?, String)] = ["zone", "indicator"].filter { form[$0].isEmpty }
            .map { ($0, words[.objectionChoose]) }
        guard wanting.isEmpty else {
            return .page(
                try reportPage(course, round, typed, request, context, problems: FormProblems(wanting)),
                .unprocessableContent)
        }
        guard ObjectionID.accepts(form["id"]), form["id"].hasPrefix(Self.reportPrefix) else {
            throw Malformed(what: "id")
        }
        let action = FileObjection(
            round.id, id: ObjectionID(form["id"]), zone: ZoneID(typed.zone), indicator: CriterionID(typed.indicator),
            grounds: typed.grounds, evidence: upload.brought("evidence"), isReport: true)
        return try await step(action, session, context, once: try key(form)) { problems in
            try reportPage(course, round, typed, request, context, problems: problems)
        } done: {
            Addresses(context.language).round(course.round, "objections", done: .reportIsFiled)
        }
    }
}
