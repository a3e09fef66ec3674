// The registry of zones, the pool of experts and the calendar: shown, downloaded, brought from a spreadsheet, and recorded after a look.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    private func registry(_ context: DeskContext) throws -> RegistryTable {
        guard let kind = RegistryTable.Kind(rawValue: try context.segment("kind")) else { throw NotFound() }
        let session = try requireOfficer(context)
        switch kind {
        case .zones: return table(of: standing.zones)
        case .experts:
            guard case .seen(let experts) = standing.experts(for: Viewer(session.user.id)) else { throw NotFound() }
            return table(of: experts)
        case .calendar: return table(of: standing.register.calendar.all)
        }
    }

    private func table(of zones: [Zone]) -> RegistryTable {
        RegistryTable(
            .zones, columns: ["zone", "name", "english", "kind", "prefecture", "code"],
            rows: zones.map {
                [$0.id.text, $0.name.zh, $0.name.en ?? "", $0.kind.rawValue, $0.prefecture ?? "", $0.code ?? ""]
            })
    }

    private func table(of experts: [Expert]) -> RegistryTable {
        RegistryTable(
            .experts, columns: ["expert", "name", "source", "organisation", "region", "employer", "ties"],
            rows: experts.map { expert in
                [
                    expert.id.text, expert.name, expert.source.rawValue, expert.organisation, expert.region ?? "",
                    expert.employer?.text ?? "", expert.ties.map(\.text).joined(separator: ";"),
                ]
            })
    }

    private func table(of years: [CalendarYear]) -> RegistryTable {
        let days = years.flatMap { year in
            year.holidays.map { [$0, "holiday"] } + year.workdays.map { [$0, "workday"] }
        }
        return RegistryTable(.calendar, columns: ["date", "kind"], rows: days.sorted { $0[0] < $1[0] })
    }

    /// A table that was brought, with the step that it means.
    private struct Brought {
        let table: RegistryTable
        let action: any Action
        let reasons: [Reason]
    }

    private func registering(
        _ bytes: [UInt8], file: String, to kind: RegistryTable.Kind, _ encoding: TextEncoding
    ) -> Loaded<Brought> {
        let register = standing.register
        switch kind {
        case .zones:
            return loadZones(bytes, file: file, kinds: register.kinds, encoding: encoding).map { zones in
                let action = RegisterZones(zones)
                return Brought(table: table(of: zones), action: action, reasons: action.refusals(in: register))
            }
        case .experts:
            return loadPanel(bytes, file: file, sources: register.sources, encoding: encoding).map { experts in
                let action = RegisterExperts(experts)
                return Brought(
                    table: table(of: action.kept(in: register)), action: action,
                    reasons: action.refusals(in: register))
            }
        case .calendar:
            return loadCalendar(bytes, file: file, encoding: encoding).map { years in
                Brought(table: table(of: years), action: LoadCalendar(years), reasons: [])
            }
        }
    }

    private func may(bring kind: RegistryTable.Kind, _ context: DeskContext) -> Bool {
        let useCase: UseCase =
            switch kind {
            case .zones: .registerZones
            case .experts: .registerExperts
            case .calendar: .loadCalendar
            }
        return standing.refusal(of: useCase, to: Viewer(context.viewer)) == nil
    }

    func getRegistry(_ request: Request, _ context: DeskContext) async throws -> Response {
        let table = try registry(context)
        return .page(
            frame(request, context).registryPage(
                table, mayBring: may(bring: table.kind, context),
                done: done(request, among: [.registryIsBrought])))
    }

    func getRegistryTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let table = try registry(context)
        let sheet = SheetTable(
            frame(request, context).title(of: table.kind), table.columns.map { .init($0, $0 == "date" ? .day : .text) },
            table.rows)
        return try await file(sheet, context)
    }

    func postRegistry(_ request: Request, _ context: DeskContext) async throws -> Response {
        let table = try registry(context)
        guard may(bring: table.kind, context) else { throw NotFound() }
        let upload = try await request.upload(context)
        let form = upload.fields
        try requireOurs(form, context)
        let words = words(context.language)
        let frame = frame(request, context)
        let again = { (why: [String]) in
            Response.page(
                frame.registryPage(
                    table, mayBring: true, typed: form["table"], problems: FormProblems(why.map { ("table", $0) })),
                .unprocessableContent)
        }
        guard let file = brought(upload, words) else { return again([words[.tableNothing]]) }
        let kind = table.kind
        let loaded = try await slow.run { self.registering(file.bytes, file: file.name, to: kind, file.encoding) }
        guard case .value(let brought) = loaded else { return again(loaded.problems.map { words.text($0) }) }
        guard !table.changes(by: brought.table).isEmpty else { return again([words[.registryNothing]]) }
        return .page(
            frame.registryPreviewPage(
                table, by: brought.table, refused: brought.reasons.map { text($0, context) },
                content: CSVWriter(for: .program).text([brought.table.columns] + brought.table.rows)))
    }

    func postRegistryApply(_ request: Request, _ context: DeskContext) async throws -> Response {
        let table = try registry(context)
        guard may(bring: table.kind, context) else { throw NotFound() }
        let form = try await request.wholeForm(context)
        let session = try requireOurs(form, context)
        let frame = frame(request, context)
        guard
            case .value(let brought) = registering(
                Array(form["content"].utf8), file: "content", to: table.kind, .utf8)
        else { throw Malformed(what: "content") }
        do {
            try await ledger.perform(brought.action, by: session.user.id, at: clock(), request: try key(form))
        } catch let refusal as Refusal {
            return .page(
                frame.registryPage(table, mayBring: true, problems: problems(refusal.reasons, context)),
                .unprocessableContent)
        }
        return .see(Addresses(context.language).registry(table.kind.rawValue, done: .registryIsBrought))
    }
}
