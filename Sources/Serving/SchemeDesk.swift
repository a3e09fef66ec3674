// Schemes: shipped, bound in the ledger, or brought to be looked at and tried. Nothing here is recorded.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Exchange
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Scoring
import Storage
import Telling

extension Desk {
    /// Every scheme that is at hand, by id, the newest edition first; the same file once.
    var knownSchemes: [ShelvedScheme] {
        let register = standing.register
        var known = shipped.schemes.map {
            ShelvedScheme(digest: $0.digest, scheme: $0.scheme, isShipped: true)
        }
        func add(_ digest: String?, _ scheme: Scheme?, _ use: LocalizedText) {
            guard let digest, let scheme else { return }
            if let place = known.firstIndex(where: { $0.digest == digest }) {
                known[place].uses.append(use)
            } else {
                known.append(ShelvedScheme(digest: digest, scheme: scheme, isShipped: false, uses: [use]))
            }
        }
        for call in standing.calls {
            add(call.published.scheme, call.scheme, call.call?.title ?? LocalizedText(zh: call.id.text))
        }
        for round in register.roundsInOrder {
            add(round.files.scheme, round.terms?.scheme, round.terms?.plan.title ?? LocalizedText(zh: round.id.text))
        }
        return known.sorted { a, b in
            (a.scheme.id.text, -a.scheme.edition, a.digest) < (b.scheme.id.text, -b.scheme.edition, b.digest)
        }
    }

    /// The edition before, of the same id; where there is none, another file of the same edition.
    func edition(before scheme: Scheme, digest: String) -> ShelvedScheme? {
        let same = knownSchemes.filter { $0.scheme.id == scheme.id && $0.digest != digest }
        return same.first { $0.scheme.edition < scheme.edition } ?? same.first { $0.scheme.edition == scheme.edition }
    }

    /// The file of a scheme that is at hand.
    func schemeBytes(_ digest: String) throws -> [UInt8]? {
        if let shipped = shipped.schemes.first(where: { $0.digest == digest }) { return shipped.bytes }
        guard knownSchemes.contains(where: { $0.digest == digest }) else { return nil }
        return try ledger.store.read { try $0.file(digest) }
    }

    /// Of a form: a scheme by its digest, or by the file that it carries. What a form carries lies nowhere else: a scheme becomes part of the
    /// ledger with the call that binds it, and until then two officers cannot mistake a draft for one that is in force.
    func scheme(of form: FormFields) throws -> (scheme: Scheme, bytes: [UInt8], content: String?)? {
        let content = form["scheme-content"]
        if !content.isEmpty {
            guard case .value(let scheme) = loadScheme(Array(content.utf8), file: "scheme") else {
                throw Malformed(what: "scheme-content")
            }
            return (scheme, Array(content.utf8), content)
        }
        let digest = form["scheme"]
        guard let known = knownSchemes.first(where: { $0.digest == digest }), let bytes = try schemeBytes(digest) else {
            return nil
        }
        return (known.scheme, bytes, nil)
    }

    /// Who reads schemes here: the bureau, and the auditor.
    private func requireSchemes(_ context: DeskContext) throws {
        let session = try requireSession(context)
        guard [.officer, .auditor].contains(session.user.role) else { throw NotFound() }
    }

    func getSchemes(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireSchemes(context)
        return .page(frame(request, context).schemesPage(knownSchemes, mayBring: may(.publishCall, context)))
    }

    func getScheme(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireSchemes(context)
        let digest = try context.segment("digest")
        guard let known = knownSchemes.first(where: { $0.digest == digest }) else { throw NotFound() }
        return .page(
            frame(request, context).schemePage(
                ShownScheme(
                    known, before: edition(before: known.scheme, digest: digest), mayUse: may(.publishCall, context))))
    }

    func postScheme(_ request: Request, _ context: DeskContext) async throws -> Response {
        let upload = try await request.upload(context)
        try requireOurs(upload.fields, context)
        guard may(.publishCall, context) else { throw NotFound() }
        let words = words(context.language)
        let frame = frame(request, context)
        let again = { [self] (why: [String]) in
            Response.page(frame.schemesPage(knownSchemes, mayBring: true, problems: why), .unprocessableContent)
        }
        guard let file = upload.files["file"], !file.bytes.isEmpty else { return again([words[.yamlNothing]]) }
        let loaded = try await slow.run { loadScheme(file.bytes, file: file.name) }
        guard case .value(let scheme) = loaded, let content = String(validating: file.bytes, as: UTF8.self) else {
            return again(loaded.problems.map { words.text($0) })
        }
        return .page(frame.schemePage(shown(scheme, content)))
    }

    private func shown(_ scheme: Scheme, _ content: String) -> ShownScheme {
        let digest = Hash.plain(Array(content.utf8)).hex
        let known = knownSchemes.first { $0.digest == digest }
        return ShownScheme(
            known ?? ShelvedScheme(digest: digest, scheme: scheme, isShipped: false),
            content: known == nil ? content : nil, before: edition(before: scheme, digest: digest), mayUse: true)
    }

    // MARK: a trial

    func postTrial(_ request: Request, _ context: DeskContext) async throws -> Response {
        let upload = try await request.upload(context, upTo: Request.mostPreviewed)
        let form = upload.fields
        try requireOurs(form, context)
        guard may(.publishCall, context) else { throw NotFound() }
        guard let (scheme, bytes, content) = try scheme(of: form) else { throw NotFound() }
        let words = words(context.language)
        let typed = TrialForm(marks: form["marks"], facts: form["facts"])
        let digest = Hash.plain(bytes).hex
        let shown =
            content.map { self.shown(scheme, $0) }
            ?? ShownScheme(
                ShelvedScheme(digest: digest, scheme: scheme, isShipped: false),
                before: edition(before: scheme, digest: digest), mayUse: true)
        let frame = frame(request, context)
        let again = { (problems: [(String?, String)]) in
            Response.page(frame.schemePage(shown, form: typed, problems: FormProblems(problems)), .unprocessableContent)
        }
        guard let marks = brought(upload, words, table: "marks", file: "marks-file") else {
            return again([("marks", words[.tableNothing])])
        }
        let facts = brought(upload, words, table: "facts", file: "facts-file")
        // A scheme that asks who somebody is takes the registry's zones and the pool's experts, and no others.
        let zones = scheme.asksForKinds ? standing.zones : nil
        let panel: [Expert]? =
            if !scheme.aggregate.groups.isEmpty, case .seen(let experts) = standing.experts(for: Viewer(context.viewer))
            {
                experts
            } else {
                nil
            }
        let result = try await slow.run { Trial.of(scheme, marks, facts, zones: zones, panel: panel) }
        switch result {
        case .failed(let problems): return again(problems.map { ($0.field, words.text($0.problem)) })
        case .scored(let scores):
            let names = standing.register.zones
            return .page(
                frame.trialPage(
                    scores, under: scheme, name: { names[$0].map { words.text($0.name) } },
                    back: Addresses(context.language).office(content == nil ? ["schemes", digest] : ["schemes"])))
        }
    }
}

/// Marks and facts that were brought, scored as `heng score` does.
private enum Trial {
    case scored(RoundScores)
    case failed([(field: String, problem: Problem)])

    static func of(
        _ scheme: Scheme, _ marks: BroughtTable, _ facts: BroughtTable?, zones: [Zone]?, panel: [Expert]?
    ) -> Trial {
        let sheets = loadMarks(
            marks.bytes, file: marks.name, scheme: scheme, zones: zones, panel: panel, encoding: marks.encoding)
        let table = facts.map {
            loadFacts($0.bytes, file: $0.name, scheme: scheme, zones: zones, encoding: $0.encoding)
        }
        let problems =
            sheets.problems.map { (field: "marks", problem: $0) }
            + (table?.problems ?? []).map { (field: "facts", problem: $0) }
        guard problems.isEmpty, case .value(let found) = sheets else { return .failed(problems) }
        var values = FactTable()
        if case .value(let read)? = table { values = read }
        let marked = Set(found.map(\.zone)).union(values.facts.keys)
        let kinds = (zones ?? []).filter { marked.contains($0.id) }.map { ($0.id, $0.kind) }
        let round = RoundMarks(
            .sheets(Dictionary(grouping: found, by: \.zone)), kinds: Dictionary(kinds) { first, _ in first },
            facts: values)
        let details = round.details(under: scheme)
        return .scored(RoundScores(zones: round.ranking(under: scheme).zones.map(details.detail)))
    }
}

extension Scheme {
    /// Whether what a zone is decides what counts for it.
    fileprivate var asksForKinds: Bool { ranksWithinKind || allCriteria.contains { $0.exemption != nil } }
}
