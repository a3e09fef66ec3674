// 申报 as who decides on it reads it: conditions, the zone's own assessment by pillar, evidence that is there and that is missing, what changed.

package import AssessmentModel
package import EventModel
import Reasons
package import RoundState

/// An application held against its call.
package struct ApplicationReview: Sendable {
    package struct Condition: Sendable, Equatable {
        package let item: Requirement
        /// As the programme words it.
        package let text: LocalizedText?
        /// nil: not answered.
        package let isMet: Bool?
        package let note: String
        /// Whether the version before said otherwise.
        package let isChanged: Bool
    }

    /// A file, by its place among the application's, from 1.
    package struct File: Sendable, Equatable {
        package let number: Int
        package let name: String
        /// Bytes.
        package let size: Int?
        /// Whether the version before had no such file there.
        package let isNew: Bool
    }

    package struct Item: Sendable, Equatable {
        package let id: CriterionID
        /// nil where the call's scheme is not at hand.
        package let title: LocalizedText?
        package let most: Fraction?
        /// Whether experts give its marks, so that the zone may say what it gives itself.
        package let isMarked: Bool
        package let claim: Claim?
        package let files: [File]
        /// What the scheme asks for, where it asks and nothing is there.
        package let missing: Missing?
        package let isChanged: Bool

        package var claimed: Fraction? { claim?.hundredths.map { Fraction(hundredths: $0) } }
    }

    package struct Missing: Sendable, Equatable {
        /// What would do, in the scheme's words.
        package let note: LocalizedText?
    }

    package struct Pillar: Sendable, Equatable {
        /// nil where the call's scheme is not at hand.
        package let title: LocalizedText?
        /// Of the indicators that experts mark.
        package let most: Fraction
        package let items: [Item]
        /// What the zone gives itself there.
        package var claimed: Fraction { items.compactMap(\.claimed).sum() }
    }

    /// One thing that the version before said otherwise.
    package struct Change: Sendable, Equatable {
        package enum Subject: Sendable, Equatable {
            case condition(Requirement, LocalizedText?)
            case claim(CriterionID, LocalizedText?)
            /// nil: files of the whole application.
            case files(CriterionID?, LocalizedText?)
        }

        package enum Said: Sendable, Equatable {
            case nothing
            case condition(Eligibility)
            case claim(Claim)
            case files([String])
        }

        package let subject: Subject
        package let before: Said
        package let after: Said
    }

    package let application: Application
    package let zone: Zone
    package let programme: Programme?
    package let call: PublishedCall?
    package let conditions: [Condition]
    package let pillars: [Pillar]
    /// Evidence for the application as a whole.
    package let files: [File]
    /// Against the version before; empty for a first one.
    package let changes: [Change]

    package var id: ApplicationID { application.id }
    package var items: [Item] { pillars.flatMap(\.items) }
    package var met: Int { conditions.count { $0.isMet == true } }
    /// Indicators that experts mark, and those of them that the zone says something of.
    package var markable: Int { items.count(where: \.isMarked) }
    package var claims: Int { items.count { $0.isMarked && $0.claim != nil } }
    package var missing: [Item] { items.filter { $0.missing != nil } }
    package var claimed: Fraction { pillars.map(\.claimed).sum() }
    package var most: Fraction { pillars.map(\.most).sum() }
    /// Whether everything is there that the call asks for.
    package var isComplete: Bool { met == conditions.count && claims == markable && missing.isEmpty }
    /// When it came to where it stands, yyyy-mm-dd.
    package var since: String? { application.history.last?.day }
}

extension Standing {
    /// One that the viewer may not see is as unknown as one that is not there.
    package func review(_ id: ApplicationID, for viewer: Viewer) -> Seen<ApplicationReview> {
        switch application(id, for: viewer) {
        case .denied(let reasons): return .denied(reasons)
        case .seen(let application):
            guard let review = review(application) else {
                return .denied(Reason(.applicationUnknown, .application(id)))
            }
            return .seen(review)
        }
    }

    /// Of the bureau, the auditor and the prefecture: those that are seen, what waits longest first.
    package func reviews(for viewer: Viewer) -> Seen<[ApplicationReview]> {
        switch applications(for: viewer) {
        case .denied(let reasons): .denied(reasons)
        case .seen(let applications):
            .seen(applications.compactMap(review).sorted { ($0.since ?? "", $0.id) < ($1.since ?? "", $1.id) })
        }
    }

    /// nil where its zone is not known any more.
    private func review(_ application: Application) -> ApplicationReview? {
        guard let zone = register.zones[application.zone] else { return nil }
        let call = application.call.flatMap { register.calls[$0] }
        return ApplicationReview(application, zone, programme(of: application), call)
    }
}

extension ApplicationReview {
    fileprivate init(_ application: Application, _ zone: Zone, _ programme: Programme?, _ call: PublishedCall?) {
        self.application = application
        self.zone = zone
        self.programme = programme
        self.call = call
        let (now, before) = (application.content, application.before)
        let numbered = now.evidence.enumerated().map { (number: $0 + 1, evidence: $1) }
        let known = before.map { Set($0.evidence.map(Place.init)) }
        let filesOf = { (indicator: CriterionID?) in
            numbered.filter { $0.evidence.indicator == indicator }.map { number, evidence in
                File(
                    number: number, name: evidence.name, size: evidence.size,
                    isNew: known.map { !$0.contains(Place(evidence)) } ?? false)
            }
        }
        files = filesOf(nil)
        let asked = call?.call?.conditions ?? now.conditions.map(\.item)
        conditions = asked.map { item in
            let said = now.conditions.first { $0.item == item }
            return Condition(
                item: item, text: programme?.condition(item)?.text, isMet: said?.isMet, note: said?.note ?? "",
                isChanged: before.map { $0.conditions.first { $0.item == item } != said } ?? false)
        }
        let changes = before.map { Self.changes(from: $0, to: now, asked, programme, call?.scheme) } ?? []
        self.changes = changes
        let changed = Set(
            changes.compactMap { change -> CriterionID? in
                switch change.subject {
                case .claim(let id, _): id
                case .files(let id, _): id
                case .condition: nil
                }
            })
        let claims = Dictionary(now.claims.map { ($0.indicator, $0) }) { first, _ in first }
        let item = { (id: CriterionID, criterion: Criterion?) in
            let files = filesOf(id)
            let indicator = criterion?.indicator
            return Item(
                id: id, title: criterion?.title, most: criterion?.points, isMarked: indicator?.scoring == .experts,
                claim: claims[id], files: files,
                missing: indicator?.evidence == .required && indicator?.scoring == .experts && files.isEmpty
                    ? Missing(note: indicator?.evidenceNote) : nil, isChanged: changed.contains(id))
        }
        guard let scheme = call?.scheme else {
            let named = now.claims.map(\.indicator) + now.evidence.compactMap(\.indicator)
            let ids = named.reduce(into: [CriterionID]()) { if !$0.contains($1) { $0.append($1) } }
            pillars = ids.isEmpty ? [] : [Pillar(title: nil, most: .zero, items: ids.map { item($0, nil) })]
            return
        }
        pillars = scheme.criteria.compactMap { pillar in
            let items = pillar.subtree(for: zone.kind).filter { $0.indicator != nil }.map { item($0.id, $0) }
                .filter { $0.isMarked || $0.claim != nil || !$0.files.isEmpty }
            let most = items.filter(\.isMarked).compactMap(\.most).sum()
            return items.isEmpty ? nil : Pillar(title: pillar.title, most: most, items: items)
        }
    }

    /// A file where it stands.
    private struct Place: Hashable {
        let indicator: CriterionID?
        let digest: String
        let name: String

        init(_ evidence: Evidence) {
            (indicator, digest, name) = (evidence.indicator, evidence.digest, evidence.name)
        }
    }

    private static func changes(
        from before: Application.Content, to now: Application.Content, _ asked: [Requirement],
        _ programme: Programme?, _ scheme: Scheme?
    ) -> [Change] {
        let conditions = asked.compactMap { item -> Change? in
            let (old, new) = (
                before.conditions.first { $0.item == item }, now.conditions.first { $0.item == item }
            )
            guard old != new else { return nil }
            return Change(
                subject: .condition(item, programme?.condition(item)?.text),
                before: old.map { .condition($0) } ?? .nothing, after: new.map { .condition($0) } ?? .nothing)
        }
        let titles = Dictionary((scheme?.indicators ?? []).map { ($0.id, $0.title) }) { first, _ in first }
        let named = [before, now].flatMap { $0.claims.map(\.indicator) + $0.evidence.compactMap(\.indicator) }
        let inOrder = (scheme?.indicators.map(\.id) ?? []).filter(named.contains)
        let ids = (inOrder + named).reduce(into: [CriterionID]()) { if !$0.contains($1) { $0.append($1) } }
        let files = { (id: CriterionID?) -> Change? in
            let (old, new) = (before.evidence.filter { $0.indicator == id }, now.evidence.filter { $0.indicator == id })
            guard old.map(Place.init) != new.map(Place.init) else { return nil }
            return Change(
                subject: .files(id, id.flatMap { titles[$0] }),
                before: old.isEmpty ? .nothing : .files(old.map(\.name)),
                after: new.isEmpty ? .nothing : .files(new.map(\.name)))
        }
        return conditions
            + ids.flatMap { id -> [Change] in
                let (old, new) = (
                    before.claims.first { $0.indicator == id }, now.claims.first { $0.indicator == id }
                )
                let claim =
                    old == new
                    ? nil
                    : Change(
                        subject: .claim(id, titles[id]), before: old.map { .claim($0) } ?? .nothing,
                        after: new.map { .claim($0) } ?? .nothing)
                return [claim, files(id)].compactMap { $0 }
            } + [files(nil)].compactMap { $0 }
    }
}
