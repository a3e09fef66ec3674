// What a zone reads of its own result, each digit of it, and the papers that it may take along.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import HashTreeCollections
import Hummingbird
import Pages
import Publishing
import Reasons
import RoundState
import Scoring
import Telling

/// A round that a zone takes part in, for who applies for the zone.
struct OwnPlace {
    let session: OpenSession
    let zone: ZoneID
    let round: Round
    let terms: Round.Terms

    var viewer: Viewer { Viewer(session.user.id) }
    /// Whether anything of its result is public.
    var isPublished: Bool { [.noticed, .final].contains(round.stage) }
}

extension Desk {
    /// - Throws: `NotFound` for anybody else than the applicant of a zone that takes part.
    func ownPlace(_ context: DeskContext) throws -> OwnPlace {
        let session = try requireSession(context)
        let id = RoundID(try context.segment("round"))
        guard session.user.role == .applicant, let zone = session.user.zone, let round = standing.register.rounds[id],
            let terms = round.terms, terms.has(zone)
        else { throw NotFound() }
        return OwnPlace(session: session, zone: zone, round: round, terms: terms)
    }

    /// The same, of a round whose result is published.
    func publishedPlace(_ context: DeskContext) throws -> OwnPlace {
        let place = try ownPlace(context)
        guard place.isPublished else { throw NotFound() }
        return place
    }

    private func ownResult(_ place: OwnPlace, _ context: DeskContext) async throws -> OwnResult {
        let result = try await roundResult(place.round.id, context)
        let words = words(context.language)
        return try await slow.run {
            try OwnResult(result, of: place.zone, papers: result.papers(of: place.zone), words)
        }
    }

    /// Those of its own, and what others report of it.
    func ownObjections(_ place: OwnPlace) -> [Objection] {
        guard case .seen(let objections) = standing.objections(in: place.round.id, for: place.viewer) else { return [] }
        return objections.filter { $0.zone == place.zone }
    }

    func mayObject(_ place: OwnPlace) -> Bool {
        standing.refusal(of: .fileObjection, to: place.viewer, in: place.round.id, on: .zone(place.zone)) == nil
            && !place.round.hasWithdrawn(place.zone)
            && standing.noticeClock(of: place.round.id, on: today)?.phase == .running
    }

    func getOwnRound(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try ownPlace(context)
        let frame = frame(request, context)
        let title = place.terms.plan.title
        if [.withdrawn, .broken].contains(place.round.stage) {
            return .page(
                frame.ownRoundEndedPage(title, stage: place.round.stage, statement: place.round.broken?.statement))
        }
        guard place.isPublished else {
            return .page(frame.ownRoundRunsPage(title, planned: place.terms.plan.announced))
        }
        return .page(
            frame.ownResultPage(
                try await ownResult(place, context), stage: place.round.stage,
                clock: standing.noticeClock(of: place.round.id, on: today), ownObjections(place), called(context),
                mayObject: mayObject(place), today: today))
    }

    func getOwnResultIndicator(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try publishedPlace(context)
        let subject = CriterionID(try context.segment("indicator"))
        let own = try await ownResult(place, context)
        guard
            let arithmetic = arithmetic(
                of: subject, at: place.zone, in: own.result, place.round, words(context.language))
        else { throw NotFound() }
        return .page(
            frame(request, context).ownIndicatorPage(own, subject, arithmetic, mayObject: mayObject(place)))
    }

    /// How an indicator came to its points, or what is known of a veto or an item; nil for what does not apply to the zone.
    func arithmetic(
        of subject: CriterionID, at zone: ZoneID, in result: RoundResult, _ round: Round, _ words: PageWords
    ) -> SubjectArithmetic? {
        let scheme = result.scheme
        let snapshot = result.snapshot.value
        guard let score = snapshot.scores.zones.first(where: { $0.zone == zone }) else { return nil }
        if let criterion = scheme.indicators.first(where: { $0.id == subject }) {
            guard score.cells[subject] != nil else { return nil }
            let explainer = Explainer(
                scheme: scheme, scores: snapshot.scores, names: ZoneNames(snapshot.zones), words: words.explanations)
            return SubjectArithmetic(
                title: words.text(criterion.title), explanation: explainer.explain(criterion, of: score))
        }
        let items = scheme.vetoes + scheme.bonus.items + scheme.deductions.items
        guard let item = items.first(where: { $0.id.text == subject.text }) else { return nil }
        let fact = round.result?.facts[zone]?[item.fact.text]
        let isVeto = scheme.vetoes.contains { $0.id == item.id }
        let points = score.bonus.items[item.id] ?? score.deductions.items[item.id]
        let outcome =
            isVeto
            ? words[score.vetoes.contains(item.id) ? .subjectVetoFound : .subjectVetoNone]
            : points.map { words(.subjectItem, ["points": $0.exactText]) } ?? words[.subjectItemNone]
        let value = fact.map { $0 == "yes" ? words[.yes] : $0 == "no" ? words[.no] : $0 } ?? words[.factIsMissing]
        return SubjectArithmetic(
            title: words.text(item.title),
            lines: [words(.subjectFact, ["fact": item.fact.text, "value": value]), outcome])
    }

    func getOwnPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try publishedPlace(context)
        let name = try context.segment("paper")
        let result = try await roundResult(place.round.id, context)
        // Those of other zones are theirs, whatever their name.
        guard
            let paper = result.papers.first(where: {
                "\($0)" == name && ($0.zone == nil || $0.zone == place.zone)
            })
        else { throw NotFound() }
        return try await paperAnswer(paper, of: result, named: name, in: context.language)
    }

    func getOwnReceipt(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try publishedPlace(context)
        let (id, zone, viewer) = (place.round.id, place.zone, place.viewer)
        let bytes = try await slow.run { [ledger] in try ledger.receipt(ofResult: zone, in: id, for: viewer) }
        return .file(bytes, type: "text/plain; charset=utf-8", name: "\(id)-\(zone).tlog-proof")
    }
}

extension RoundResult {
    /// What a zone may take along: its own, and what is of the whole round.
    fileprivate func papers(of zone: ZoneID) -> [OwnPaper] {
        papers.filter { $0.zone == nil || $0.zone == zone }.map { paper in
            let kind: OwnPaper.Kind =
                switch paper {
                case .notice: .notice
                case .correction(let place): .correction(place)
                case .finding: .finding
                case .decision(_, let id): .decision(id)
                case .scoreSheet: .scoreSheet
                case .certificate: .certificate
                }
            return OwnPaper(kind, name: "\(paper)")
        }
    }
}
