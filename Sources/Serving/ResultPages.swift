// The result of a closed round: its ranking, every digit explained, its neighbours, and what other methods would make of it.

import Assessing
import AssessmentModel
import EventModel
import HashTreeCollections
import Hummingbird
import Pages
import Reasons
import RoundState
import Scoring
import Storage
import Telling

extension Desk {
    /// Reads and computes off the threads of the network.
    private func result(_ context: DeskContext) async throws -> (CourseView, ShownResult) {
        let course = try course(context)
        let (viewer, standing, words) = (Viewer(context.viewer), standing, words(context.language))
        let shown = try await slow.run { [ledger] () throws -> ShownResult? in
            let seen = try ledger.store.read { try standing.result(of: course.round, to: viewer, $0) }
            guard case .seen(let result) = seen else { return nil }
            return try Self.shown(result, standing, viewer, words)
        }
        guard let shown else { throw NotFound() }
        return (course, shown)
    }

    private static func shown(
        _ result: RoundResult, _ standing: Standing, _ viewer: Viewer, _ words: PageWords
    ) throws -> ShownResult {
        let snapshot = result.snapshot.value
        let table = try rankedTable(result.snapshot, scheme: result.scheme, strings: words.strings)
        var entries: [ComparisonReport.Entry] = []
        if case .seen(let found) = try standing.whatIfs(in: snapshot.round.id, for: viewer) {
            entries = found.map { ComparisonReport.Entry($0.whatIf, of: $0.alteration) }
        }
        let report = ComparisonReport(
            scheme: result.scheme, official: snapshot.scores, entries: entries, names: ZoneNames(snapshot.zones),
            words: words.comparisons)
        let states = standing.register.rounds[snapshot.round.id]?.counted.values.map(\.state) ?? []
        let count = { (state: SeatState) in states.count { $0 == state } }
        return ShownResult(
            result, table: table, whatIfs: report.paragraphs, warning: report.warning,
            account: (states.count, count(.sealed), count(.recused), count(.missed)))
    }

    func getResult(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, shown) = try await result(context)
        return .page(
            frame(request, context).resultPage(
                shown, of: course, called(context), done: done(request, among: [.closeIsDone])))
    }

    func getResultTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await file(frame(request, context).table(of: try await result(context).1), context)
    }

    private func explainer(_ shown: ShownResult, _ context: DeskContext) -> Explainer {
        let snapshot = shown.result.snapshot.value
        return Explainer(
            scheme: shown.result.scheme, scores: snapshot.scores, names: ZoneNames(snapshot.zones),
            words: words(context.language).explanations)
    }

    private func zone(_ context: DeskContext) async throws -> (CourseView, ShownResult, ZoneScore, place: Int) {
        let (course, shown) = try await result(context)
        let id = ZoneID(try context.segment("zone"))
        let scores = shown.result.snapshot.value.scores.zones
        guard let place = scores.firstIndex(where: { $0.zone == id }) else { throw NotFound() }
        return (course, shown, scores[place], place)
    }

    func getZoneResult(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, shown, zone, place) = try await zone(context)
        let ranked = shown.result.snapshot.value.scores.zones
        let scheme = shown.result.scheme
        let isRanked = { (place: Int) in ranked.indices.contains(place) && ranked[place].rank != nil }
        let before =
            isRanked(place) && isRanked(place - 1) ? Neighbours(ranked[place - 1], zone, under: scheme) : nil
        let after =
            isRanked(place) && isRanked(place + 1) ? Neighbours(zone, ranked[place + 1], under: scheme) : nil
        return .page(
            frame(request, context).zoneResultPage(
                zone, shown, explainer(shown, context).explain(zone), before: before, after: after, of: course,
                called(context)))
    }

    func getIndicatorResult(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, shown, zone, _) = try await zone(context)
        let id = CriterionID(try context.segment("indicator"))
        guard let criterion = shown.result.scheme.indicators.first(where: { $0.id == id }), zone.cells[id] != nil
        else { throw NotFound() }
        return .page(
            frame(request, context).indicatorResultPage(
                criterion, zone, shown, explainer(shown, context).explain(criterion, of: zone), of: course,
                called(context)))
    }
}
