// The expert's offline workbook: handed out with the version of each cell, taken back with the same checks as any save.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Exchange
import Hummingbird
import Pages
import PlainText
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    /// The own sheets of a round that can be marked now.
    private func openSheets(_ context: DeskContext) throws -> (DeskView, [OwnSheet]) {
        let session = try requireSession(context)
        let round = RoundID(try context.segment("round"))
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)),
            let desk = desks.first(where: { $0.round == round })
        else { throw NotFound() }
        let open = desk.sheets.filter { $0.state == .open && $0.isAccepted && desk.stage == .scoring }
        return (desk, try open.map { try declaredSheet(round, $0.zone.id, context) })
    }

    func getWorkbookPage(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (desk, sheets) = try openSheets(context)
        let zones = sheets.map { zoneName($0.view.zone, context.language) }
        return .page(frame(request, context).offlinePage(desk.round, desk.title, zones: zones))
    }

    func getWorkbook(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (desk, sheets) = try openSheets(context)
        let session = try requireSession(context)
        guard !sheets.isEmpty else { throw NotFound() }
        let frame = frame(request, context)
        let book = ScoringWorkbook(
            round: desk.round.text, user: session.user.id.text,
            sheets: sheets.map {
                frame.offlineSheet($0.view, $0.scheme, name: zoneName($0.view.zone, context.language))
            }, words: frame.offlineWords, longestComment: TextLimit.comment)
        let folder = settings.scratch
        return .file(
            try await slow.run { try book.bytes(in: folder) },
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            name: "\(words(context.language)[.offlineTitle]).xlsx")
    }

    func postWorkbook(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (desk, sheets) = try openSheets(context)
        let upload = try await request.upload(context)
        let session = try requireOurs(upload.fields, context)
        let words = words(context.language)
        let frame = frame(request, context)
        let again = { (why: [String]) in
            let zones = sheets.map { zoneName($0.view.zone, context.language) }
            return Response.page(
                frame.offlinePage(
                    desk.round, desk.title, zones: zones, problems: FormProblems(why.map { ("file", $0) })),
                .unprocessableContent)
        }
        guard let file = upload.files["file"], !file.bytes.isEmpty else { return again([words[.offlineChoose]]) }
        let loaded = try await slow.run { loadOfflineSheets(file.bytes, file: file.name) }
        guard case .value(let cells) = loaded else { return again(loaded.problems.map { words.text($0) }) }
        guard cells.allSatisfy({ $0.user == session.user.id.text && $0.round == desk.round }) else {
            return again([words[.offlineOther]])
        }
        let changes = try cells.filter(\.isChanged).compactMap { try change($0, sheets, frame, context) }
        return .page(frame.offlinePreviewPage(desk.round, changes, called(context)))
    }

    /// A typed cell beside what is stored now; nil where nothing would change.
    private func change(_ cell: OfflineCell, _ sheets: [OwnSheet], _ frame: Frame, _ context: DeskContext) throws
        -> OfflineChange?
    {
        guard let own = sheets.first(where: { $0.view.zone.id == cell.zone }),
            let line = own.view.lines.first(where: { $0.criterion.id == cell.indicator })
        else {
            let closed = words(context.language)[.offlineClosed]
            return OfflineChange(cell, base: 0, hasMark: cell.mark != cell.wasMark, state: .refused(closed))
        }
        let (mark, was): (Fraction?, Fraction?)
        do {
            mark = try self.mark(cell.mark, for: cell.indicator, own.scheme)
            was = try self.mark(cell.wasMark, for: cell.indicator, own.scheme)
        } catch let refusal as Refusal {
            let why = refusal.reasons.map { text($0, context) }.joined(separator: " ")
            return OfflineChange(cell, base: line.version, hasMark: true, state: .refused(why))
        }
        let (hasMark, hasComment) = (mark != was, cell.comment != cell.wasComment)
        guard hasMark || hasComment else { return nil }
        let made = { OfflineChange(cell, base: line.version, hasMark: hasMark, state: $0) }
        if let mark, let why = own.scheme.refusal(of: mark, for: cell.indicator, line.criterion) {
            return made(.refused(text(why, context)))
        }
        if let why = Seat.refusal(ofComment: cell.comment, for: cell.indicator) {
            return made(.refused(text(why, context)))
        }
        // What stands there already need not be saved.
        if !hasMark || line.mark == mark, !hasComment || line.comment == cell.comment { return nil }
        guard line.version == cell.version else {
            let stored = frame.offlineMark(line.mark, line.criterion, own.scheme)
            return made(.conflict(mark: stored, comment: line.comment))
        }
        return made(.fit)
    }

    /// Saves zone by zone, each whole or not at all; sent again under its key it tells the same.
    func postApplyWorkbook(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (desk, sheets) = try openSheets(context)
        let form = try await request.wholeForm(context)
        let session = try requireOurs(form, context)
        let key = try key(form)
        let cells = form.fields.filter { $0.name == "cell" }.compactMap { field -> (ZoneID, CriterionID, Int)? in
            let parts = field.value.split(separator: ":").map(String.init)
            guard parts.count == 3, let base = Int(parts[2]) else { return nil }
            return (ZoneID(parts[0]), CriterionID(parts[1]), base)
        }
        var results: [(zone: ZoneID, saved: Int, refused: [String])] = []
        for (place, zone) in Set(cells.map(\.0)).sorted().enumerated() {
            guard let own = sheets.first(where: { $0.view.zone.id == zone }) else {
                results.append((zone, 0, [words(context.language)[.offlineClosed]]))
                continue
            }
            do {
                let changes = try cells.filter { $0.0 == zone }.compactMap { _, indicator, base -> SaveMarks.Cell? in
                    let name = "\(zone):\(indicator)"
                    let use = form["use-\(name)"]
                    guard use.isEmpty || use == "here" else { return nil }
                    let hasMark = form.has("mark-\(name)")
                    return SaveMarks.Cell(
                        indicator: indicator,
                        mark: hasMark ? .some(try mark(form["mark-\(name)"], for: indicator, own.scheme)) : nil,
                        comment: form.has("comment-\(name)") ? form["comment-\(name)"] : nil, base: base)
                }
                guard !changes.isEmpty else { continue }
                let saved = try await save(changes, on: own.place, request: key.part(place), by: session.user.id)
                results.append((zone, saved.count, []))
            } catch let refusal as Refusal {
                results.append((zone, 0, refusal.reasons.map { text($0, context) }))
            }
        }
        return .page(frame(request, context).offlineDonePage(desk.round, results, called(context)))
    }
}

extension OfflineChange {
    fileprivate init(_ cell: OfflineCell, base: Int, hasMark: Bool, state: State) {
        self.init(
            zone: cell.zone, indicator: cell.indicator, address: cell.address, base: base, was: cell.wasMark,
            mark: cell.mark, hasMark: hasMark, comment: cell.comment, hasComment: cell.comment != cell.wasComment,
            state: state)
    }
}
