// An expert's own sheet as pages and programs ask for it, and what is saved on it.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Pages
import Reasons
import RoundState
import Storage
import Telling

/// A seat of the one who asks: all that a save needs to know.
struct OwnSeat: Sendable {
    let round: RoundID
    let seat: SeatID
    let scheme: Scheme
}

/// A sheet of the one who asks.
struct OwnSheet: Sendable {
    let place: OwnSeat
    let plan: RoundPlan
    let stage: Stage
    let view: SheetView

    var round: RoundID { place.round }
    var seat: SeatID { place.seat }
    var scheme: Scheme { place.scheme }
}

/// What a cell became, as an answer says it.
struct SavedCell: Sendable {
    let indicator: CriterionID
    let version: Int
    let mark: Fraction?
    let comment: String
    let at: Moment?
}

extension Desk {
    /// The own sheet at a zone; nothing is told of any other.
    /// - Throws: `NotFound`; `SignedOut`.
    func ownSeat(_ round: RoundID, _ zone: ZoneID, _ context: DeskContext) throws -> OwnSeat {
        let session = try requireSession(context)
        let standing = standing
        guard case .seen(let seat) = standing.seat(at: zone, in: round, for: Viewer(session.user.id)),
            let terms = standing.register.rounds[round]?.terms
        else { throw NotFound() }
        return OwnSeat(round: round, seat: seat.id, scheme: terms.scheme)
    }

    /// The same with what stands on it.
    func ownSheet(_ round: RoundID, _ zone: ZoneID, _ context: DeskContext) throws -> OwnSheet {
        let session = try requireSession(context)
        let (standing, viewer) = (standing, Viewer(session.user.id))
        guard case .seen(let seat) = standing.seat(at: zone, in: round, for: viewer),
            let known = standing.register.rounds[round], let terms = known.terms
        else { throw NotFound() }
        if case .seen(let view) = standing.sheet(of: seat.id, in: round, for: viewer) {
            return OwnSheet(
                place: OwnSeat(round: round, seat: seat.id, scheme: terms.scheme), plan: terms.plan,
                stage: known.stage, view: view)
        }
        throw NotFound()
    }

    /// The same for what is shown only after the declaration, and of no seat that was left.
    func declaredSheet(_ round: RoundID, _ zone: ZoneID, _ context: DeskContext) throws -> OwnSheet {
        let own = try ownSheet(round, zone, context)
        switch own.view.state {
        // What was sealed, or missed, was so whether there was a declaration or, in a round from paper, none.
        case .sealed, .missed: return own
        case .open where own.view.isAccepted, .withdrawn where own.view.isAccepted: return own
        case .open, .withdrawn, .recused, .removed: throw Undeclared(round: round, zone: zone)
        }
    }

    /// The page of the declaration is the answer.
    struct Undeclared: Error {
        let round: RoundID
        let zone: ZoneID
    }

    func zoneName(_ zone: Zone, _ language: Language) -> String {
        ZoneNames(standing.zones).name(of: zone.id, in: language)
    }

    // MARK: material

    /// A file of evidence with where its bytes lie.
    struct EvidenceFile: Sendable {
        let file: ScoringView.File
        let digest: String
    }

    /// The evidence that an expert judges by, numbered: the application's, then what was brought later.
    func evidence(_ material: MaterialView) -> [EvidenceFile] {
        let first = (material.application?.evidence ?? []).map { ($0, $0.indicator, String?.none) }
        let later = material.missing.flatMap { request in
            (request.supply?.evidence ?? []).map { ($0, request.indicator as CriterionID?, request.supply?.day) }
        }
        return (first + later).enumerated().map { index, entry in
            let (evidence, indicator, day) = entry
            return EvidenceFile(
                file: ScoringView.File(
                    number: index + 1, indicator: indicator, name: evidence.name, size: evidence.size,
                    isShown: evidenceTypes.type(of: evidence.digest, in: ledger.store.evidence).isShown, supplied: day),
                digest: evidence.digest)
        }
    }

    func scoringView(
        _ own: OwnSheet, _ context: DeskContext,
        typed: [CriterionID: ScoringView.Typed] = [:]
    ) throws -> ScoringView {
        let viewer = Viewer(context.viewer)
        var material: MaterialView?
        if case .seen(let seen) = standing.material(of: own.view.zone.id, in: own.round, for: viewer) {
            material = seen
        }
        return ScoringView(
            sheet: own.view, scheme: own.scheme, zoneName: zoneName(own.view.zone, context.language),
            api: APIAddress.sheet(own.round, own.view.zone.id), material: material,
            files: material.map { evidence($0).map(\.file) } ?? [],
            readOnly: readOnly(own).map { words(context.language)[$0] }, typed: typed)
    }

    func cardTexts(_ view: ScoringView, _ context: DeskContext) -> CardTexts {
        cards.texts(of: view.scheme, in: view.isPractice ? nil : view.sheet.round, words(context.language))
    }

    /// Why nothing can be changed; nil while the sheet is open.
    func readOnly(_ own: OwnSheet) -> PagePhrase? {
        switch own.view.state {
        case .open: own.stage == .scoring ? nil : .readOnlyMissed
        case .sealed: .readOnlySealed
        case .recused, .removed: .readOnlyRecused
        case .missed: .readOnlyMissed
        case .withdrawn: .readOnlyWithdrawn
        }
    }

    func practiceView(_ user: UserID, _ context: DeskContext) throws -> ScoringView {
        guard let sheet = practice.sheet(of: user) else { throw NotFound() }
        return ScoringView(
            sheet: sheet.view, scheme: sheet.scheme, zoneName: words(context.language).text(sheet.zone.name),
            api: APIAddress.practice, material: nil, files: [], readOnly: nil, isPractice: true)
    }

    // MARK: saving

    /// Saves cells of an own sheet, all or none, and answers with what they became.
    ///
    /// What is tried again under the same request gets the answer that it got, whatever was saved since.
    func save(
        _ cells: [SaveMarks.Cell], on own: OwnSeat, request: EventID, by user: UserID
    ) async throws -> [SavedCell] {
        let moment = NotedMoment(clock)
        let recorded = try await ledger.perform(
            SaveMarks(own.round, seat: own.seat, cells: cells), by: user,
            at: moment.now(), request: request)
        metrics.countSave()
        let after = standing.register.rounds[own.round]?.seats[own.seat]
        let saved = try zip(cells, recorded.events).map { cell, event in
            let now = after?.cells[cell.indicator]
            if !recorded.isRepeated, let now, now.version == cell.base + 1 {
                return SavedCell(
                    indicator: cell.indicator, version: now.version,
                    mark: now.hundredths.map(Fraction.init(hundredths:)),
                    comment: now.comment ?? "", at: moment.noted)
            }
            guard let known = try ledger.saved(by: event) else { throw NotFound() }
            return SavedCell(
                indicator: known.cell.indicator, version: known.cell.version,
                mark: known.cell.hundredths.map(Fraction.init(hundredths:)), comment: known.comment, at: known.at)
        }
        for cell in saved { saves.note(cell, on: own.seat) }
        return saved
    }

    /// What a mark is, as it was typed; nil takes it away.
    /// - Throws: `Refusal` for what is no mark.
    func mark(_ typed: String?, for indicator: CriterionID, _ scheme: Scheme) throws -> Fraction? {
        guard let typed, !typed.isEmpty else { return nil }
        let text = plainNumber(typed)
        if let mark = Fraction(decimal: text) { return mark }
        if let said = ["yes": 1, "是": 1, "no": 0, "否": 0][text.lowercased()],
            let criterion = scheme.indicators.first(where: { $0.id == indicator }), scheme.grid(of: criterion).isYesNo
        {
            return Fraction(said)
        }
        let shown = typed.unicodeScalars.prefix(40).map {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }
        var found = String.UnicodeScalarView()
        found.append(contentsOf: shown)
        throw Refusal(.markMalformed, .indicator(indicator), field: "mark", ["found": .text(String(found))])
    }

    /// Full-width digits and the stops of Chinese input methods, as the page's script reads them too.
    private func plainNumber(_ typed: String) -> String {
        if typed.utf8.allSatisfy({ (0x2E...0x39).contains($0) }) { return typed }
        let narrow =
            typed.trimmingCharacters(in: .whitespacesAndNewlines)
            .applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? typed
        return narrow.replacing("。", with: ".").replacing("｡", with: ".")
    }
}
