// 申报草稿: what a zone writes before it hands it in, field by field, each with a version of its own.

package import AssessmentModel
import AuditLedger
package import EventModel
import Foundation
import HashTreeCollections
import PlainText
package import Reasons
package import RoundState
import Storage

/// What a draft is for.
package enum DraftPlace: Sendable, Hashable {
    case call(CallID)
    /// The event of a round that asked for evidence.
    case request(RoundID, Int)

    /// Its word among the rows.
    var text: String {
        switch self {
        case .call(let call): "call/\(call)"
        case .request(let round, let event): "request/\(round)/\(event)"
        }
    }
}

/// A field as it is stored.
package struct DraftField: Sendable, Equatable {
    package let value: String
    /// 0: nobody wrote it yet, or it is what was handed in before.
    package let version: Int
    package let at: Moment?

    package init(value: String, version: Int, at: Moment?) {
        self.value = value
        self.version = version
        self.at = at
    }

    package static let none = DraftField(value: "", version: 0, at: nil)
}

/// What somebody makes of a field, having seen one of its versions.
package struct DraftChange: Sendable, Equatable {
    package let field: String
    package let value: String
    package let base: Int

    package init(field: String, value: String, base: Int) {
        self.field = field
        self.value = value
        self.base = base
    }
}

/// What of several changes was stored, and what stands against the others: their fields stay as they were.
package struct DraftOutcome: Sendable {
    package var saved: [String: DraftField] = [:]
    package var refused: [Reason] = []
}

/// An application that a zone is writing under a call.
package struct ApplicationDraft: Sendable {
    package let zone: Zone
    package let published: PublishedCall
    package let call: Call
    package let programme: Programme
    package let scheme: Scheme
    /// What it mends; nil: it is a new one.
    package let returned: Application?
    /// Under which it is handed in.
    package let id: ApplicationID
    package let fields: [String: DraftField]
    package let files: [DraftFile]
    /// Whether the files of what was returned are rows of their own by now.
    let ownsFiles: Bool

    package var place: DraftPlace { .call(call.id) }

    package subscript(_ field: String) -> DraftField { fields[field] ?? .none }

    /// The indicators that experts score, by pillar, in the scheme's order; pillars without one are left out.
    package var pillars: [(pillar: Criterion, indicators: [Criterion])] {
        scheme.criteria.compactMap { pillar in
            let found = pillar.subtree(for: zone.kind).filter { $0.indicator?.scoring == .experts }
            return found.isEmpty ? nil : (pillar, found)
        }
    }

    package var indicators: [Criterion] { pillars.flatMap(\.indicators) }

    package func files(for indicator: CriterionID?) -> [DraftFile] { files.filter { $0.indicator == indicator } }
}

extension ApplicationDraft {
    package static func isMet(_ item: Requirement) -> String { "met.\(item.rawValue)" }
    package static func note(_ item: Requirement) -> String { "note.\(item.rawValue)" }
    package static func points(_ indicator: CriterionID) -> String { "points.\(indicator)" }
    package static func text(_ indicator: CriterionID) -> String { "text.\(indicator)" }

    /// How far an indicator is.
    package enum Progress: Sendable, Equatable { case empty, begun, evidenceMissing, complete }

    /// Text and points, and evidence where the scheme asks for it.
    package func progress(of criterion: Criterion) -> Progress {
        let hasPoints = !self[Self.points(criterion.id)].value.isEmpty
        let hasText = !self[Self.text(criterion.id)].value.isEmpty
        let hasFiles = !files(for: criterion.id).isEmpty
        if !hasPoints, !hasText, !hasFiles { return .empty }
        if lacksEvidence(criterion) { return .evidenceMissing }
        return hasPoints && hasText ? .complete : .begun
    }

    /// Whether the scheme asks for evidence that is not there.
    package func lacksEvidence(_ criterion: Criterion) -> Bool {
        criterion.indicator?.evidence == .required && files(for: criterion.id).isEmpty
    }

    /// Whether it says otherwise of an indicator than what was returned.
    package func isChanged(_ indicator: CriterionID) -> Bool {
        guard let returned else { return false }
        let before = returned.evidence.filter { $0.indicator == indicator }.map(\.digest)
        return claims.first { $0.indicator == indicator } != returned.claims.first { $0.indicator == indicator }
            || Set(files(for: indicator).map(\.digest)) != Set(before)
    }

    package func isChanged(_ item: Requirement) -> Bool {
        guard let returned else { return false }
        return conditions.first { $0.item == item } != returned.conditions.first { $0.item == item }
    }

    /// Those that were answered, in the call's order.
    package var conditions: [Eligibility] {
        call.conditions.compactMap { item in
            let answer = self[Self.isMet(item)].value
            guard !answer.isEmpty else { return nil }
            return Eligibility(item: item, isMet: answer == "yes", note: self[Self.note(item)].value)
        }
    }

    /// What the zone says of itself, in the scheme's order; nothing of an indicator that it says nothing of.
    package var claims: [Claim] {
        indicators.compactMap { criterion in
            let (points, text) = (self[Self.points(criterion.id)].value, self[Self.text(criterion.id)].value)
            guard !points.isEmpty || !text.isEmpty else { return nil }
            return Claim(indicator: criterion.id, hundredths: Fraction(decimal: points)?.hundredths, text: text)
        }
    }

    /// Changes with whatever is in it: who hands it in has seen this and nothing else.
    package var stamp: String {
        let said = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.version)" }
        let files = files.map { "\($0.indicator?.text ?? "")=\($0.digest)" }.sorted()
        return Hash.plain(Array((said + files).joined(separator: "\n").utf8)).hex
    }

    /// What a change makes of a field.
    /// - Throws: `Refusal` for what may not stand there; `Malformed` fields are refused as unknown.
    fileprivate func value(of change: DraftChange) throws -> String {
        let parts = change.field.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Refusal(.draftChanged) }
        let value = kept(change.value)
        switch parts[0] {
        case "met" where call.conditions.contains(Requirement(word: parts[1])) && ["", "yes", "no"].contains(value):
            return value
        case "note" where call.conditions.contains(Requirement(word: parts[1])):
            return try gated(value, as: "condition", in: change.field)
        case "text" where indicators.contains { $0.id.text == parts[1] }:
            return try gated(value, as: "claim", in: change.field)
        case "points":
            guard let criterion = indicators.first(where: { $0.id.text == parts[1] }) else {
                throw Refusal(.draftChanged)
            }
            return try points(value, of: criterion, in: change.field)
        default: throw Refusal(.draftChanged)
        }
    }

    private func points(_ value: String, of criterion: Criterion, in field: String) throws -> String {
        guard !value.isEmpty else { return "" }
        let plain = (value.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? value)
            .replacing("。", with: ".").replacing("｡", with: ".")
        guard let points = Fraction(decimal: plain), points >= .zero, points.hundredths != nil else {
            let found = try gated(String(value.prefix(40)), as: "claim", in: field)
            throw Refusal(.claimMalformed, .indicator(criterion.id), field: field, ["found": .text(found)])
        }
        guard points <= criterion.points else {
            throw Refusal(
                .claimTooHigh, .indicator(criterion.id), field: field,
                ["points": .fraction(points), "most": .fraction(criterion.points)])
        }
        return points.exactText
    }
}

/// Text as it may stand in a field.
/// - Throws: `Refusal` naming the character.
func gated(_ text: String, as word: String, in field: String) throws -> String {
    if let fault = refusal(ofText: text, as: .paragraphs, atMost: TextLimit.reason) {
        throw Refusal([fault.reason(in: .term(.field, word), named: field)])
    }
    return text
}

/// What a zone has under a call.
package enum OwnApplication: Sendable {
    case draft(ApplicationDraft)
    /// It waits for others, or was taken.
    case handedIn(Application)
    /// The last day is over, and nothing was handed in.
    case over(PublishedCall)
}

extension Ledger {
    /// What the viewer's zone has under a call; nil where the call is not for it, or the viewer hands in nothing.
    package nonisolated func ownApplication(under id: CallID, for viewer: Viewer, on day: String) throws
        -> OwnApplication?
    {
        let register = standing.register
        guard let zone = standing.ownZone(of: viewer), let published = register.calls[id], let call = published.call,
            let scheme = published.scheme, let programme = register.programmes[call.programme]?.programme,
            programme.kind(zone.kind) != nil
        else { return nil }
        let known = register.applications.values.filter {
            $0.zone == zone.id && $0.call == id && $0.stage != .withdrawn
        }
        .max { ($0.history.last?.seq ?? 0) < ($1.history.last?.seq ?? 0) }
        if let known {
            guard case .returned = known.stage else { return .handedIn(known) }
        } else if published.refusal(ofApplyingOn: day) != nil {
            return .over(published)
        }
        let (rows, files) = try store.read { reading in
            (
                try reading.draftFields(of: zone.id.text, at: DraftPlace.call(id).text),
                try reading.draftFiles(of: zone.id.text)
            )
        }
        var fields = known.map { ApplicationDraft.fields(of: $0.content) } ?? [:]
        for row in rows {
            fields[row.field] = DraftField(value: row.value, version: row.version, at: Moment(seconds: row.at))
        }
        let mark = fields.removeValue(forKey: ApplicationDraft.ownFiles)?.value
        let owns = known == nil || mark == "\(known?.version ?? 0)"
        let own = files.filter { $0.place == DraftPlace.call(id).text && $0.isWhole }.map { DraftFile($0, store) }
        let handed = owns ? [] : (known?.evidence ?? []).map { DraftFile($0, store) }
        return .draft(
            ApplicationDraft(
                zone: zone, published: published, call: call, programme: programme, scheme: scheme, returned: known,
                id: known?.id ?? register.newApplication(of: zone.id, under: id), fields: fields, files: handed + own,
                ownsFiles: owns))
    }

    /// Stores what may stand of some changes; each field's version goes up by one.
    ///
    /// A change of a version that is not the stored one is refused, unless it says what is stored.
    /// - Throws: `Refusal` where the viewer has no draft there; what the store throws.
    package nonisolated func save(
        _ changes: [DraftChange], under call: CallID, by user: UserID, at moment: Moment
    ) throws -> DraftOutcome {
        let draft = try ownDraft(under: call, for: Viewer(user), at: moment)
        var (outcome, values) = (DraftOutcome(), [(change: DraftChange, value: String)]())
        for change in changes {
            do {
                values.append((change, try draft.value(of: change)))
            } catch let refusal as Refusal {
                outcome.refused += refusal.reasons
            }
        }
        return try store.write { writing in
            for (change, value) in values {
                let row = try writing.reading.draftField(change.field, of: draft.zone.id.text, at: draft.place.text)
                let stored =
                    row.map { DraftField(value: $0.value, version: $0.version, at: Moment(seconds: $0.at)) }
                    ?? draft[change.field]
                if stored.value == value {
                    outcome.saved[change.field] = stored
                } else if stored.version != change.base {
                    outcome.refused.append(
                        Reason(
                            .draftFieldChanged, field: change.field, ["value": .text(String(stored.value.prefix(60)))]))
                } else {
                    let next = DraftField(value: value, version: stored.version + 1, at: moment)
                    try writing.put(
                        DraftFieldRow(
                            zone: draft.zone.id.text, place: draft.place.text, field: change.field, value: value,
                            version: next.version, author: user.text, at: moment.seconds))
                    outcome.saved[change.field] = next
                }
            }
            return outcome
        }
    }

    /// - Throws: `Refusal` where there is none, or it may not be written now.
    nonisolated func ownDraft(under call: CallID, for viewer: Viewer, at moment: Moment) throws -> ApplicationDraft {
        let day = moment.day(at: standing.register.place)
        switch try ownApplication(under: call, for: viewer, on: day) {
        case .draft(let draft): return draft
        case .handedIn(let application):
            throw Refusal(.draftClosed, .application(application.id), ["stage": application.stage.value])
        case .over(let published):
            throw Refusal(published.refusal(ofApplyingOn: day) ?? Reason(.callUnknown, .call(call)))
        case nil: throw Refusal(.callUnknown, .call(call))
        }
    }
}

extension Standing {
    /// The zone that somebody hands in applications for.
    package func ownZone(of viewer: Viewer) -> Zone? {
        guard let user = viewer.user.flatMap({ register.users[$0] }), user.role == .applicant,
            let zone = user.zone.flatMap({ register.zones[$0] }),
            refusal(of: .submitApplication, to: viewer, on: .zone(zone.id)) == nil
        else { return nil }
        return zone
    }
}

extension Register {
    /// An id that no application has, made of call and zone.
    fileprivate func newApplication(of zone: ZoneID, under call: CallID) -> ApplicationID {
        let whole = "\(call)-\(zone)"
        let stem = ApplicationID.accepts(whole) ? whole : "a-\(Hash.plain(Array(whole.utf8)).hex.prefix(16))"
        let first = ApplicationID(stem)
        guard applications[first] != nil else { return first }
        return (2...).lazy.map { ApplicationID("\(String(stem.prefix(56)))-\($0)") }.first { applications[$0] == nil }
            ?? first
    }
}

extension ApplicationDraft {
    /// The row that says that files of version so and so are rows now.
    static let ownFiles = "files"

    fileprivate static func fields(of content: Application.Content) -> [String: DraftField] {
        var fields: [String: DraftField] = [:]
        func put(_ field: String, _ value: String) {
            if !value.isEmpty { fields[field] = DraftField(value: value, version: 0, at: nil) }
        }
        for condition in content.conditions {
            put(isMet(condition.item), condition.isMet ? "yes" : "no")
            put(note(condition.item), condition.note)
        }
        for claim in content.claims {
            put(points(claim.indicator), claim.hundredths.map { Fraction(hundredths: $0).exactText } ?? "")
            put(text(claim.indicator), claim.text)
        }
        return fields
    }
}
