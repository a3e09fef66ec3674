// Calls: listed, read, put off, and published from a form or a file after all of it was shown.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    private func listed(_ call: PublishedCall, _ context: DeskContext) -> ListedCall {
        let applications = standing.register.applications.values.filter { $0.call == call.id }
        return ListedCall(
            call, standing.register.programmes[call.published.programme]?.programme,
            applications: applications.count,
            waiting: applications.count { $0.stage == .submitted(to: .province) })
    }

    func getCalls(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireBureau(context)
        return .page(
            frame(request, context).callsPage(
                standing.calls.sorted { $0.seq > $1.seq }.map { listed($0, context) },
                mayCall: may(.publishCall, context), today: today))
    }

    private func call(_ context: DeskContext) throws -> ListedCall {
        try requireBureau(context)
        guard case .seen(let call) = standing.call(CallID(try context.segment("call"))) else { throw NotFound() }
        return listed(call, context)
    }

    func getCall(_ request: Request, _ context: DeskContext) async throws -> Response {
        let listed = try call(context)
        return .page(
            frame(request, context).callPage(
                listed, mayExtend: may(.extendCall, context), today: today,
                done: done(request, among: [.callIsPublished, .callIsExtended])))
    }

    func postExtendCall(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard may(.extendCall, context) else { throw NotFound() }
        let listed = try call(context)
        let typed = ExtensionForm(to: form["to"], reason: form["reason"])
        return try await step(
            ExtendCall(listed.call.id, to: typed.to, reason: typed.reason), session, context, once: try key(form)
        ) { problems in
            frame(request, context).callPage(listed, mayExtend: true, today: today, form: typed, problems: problems)
        } done: {
            Addresses(context.language).office(["calls", listed.call.id.text], done: .callIsExtended)
        }
    }

    // MARK: a new one

    private var programmesInForce: [Programme] { standing.programmes.compactMap(\.programme) }

    func getNewCall(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireBureau(context)
        guard may(.publishCall, context) else { throw NotFound() }
        let programmes = programmesInForce
        let asked = request.uri.queryParameters["programme"].map(String.init)
        let chosen =
            asked.map { asked in programmes.first { $0.id.text == asked } }
            ?? (programmes.count == 1 ? programmes.first : nil)
        guard let programme = chosen else { return .page(frame(request, context).callProgrammePage(programmes)) }
        return .page(page(proposal(for: programme), programme, request, context))
    }

    /// What is likely: all conditions, a month's time, the scheme of the call before, or the shipped one that bears the programme's id.
    private func proposal(for programme: Programme, scheme: String = "", content: String = "") -> CallForm {
        let before = standing.calls.filter { $0.published.programme == programme.id }.max { $0.seq < $1.seq }
        let purpose =
            before?.published.purpose ?? programme.purposes.first { $0.id == .designation }?.id
            ?? programme.purposes.first?.id
        let likely =
            before?.published.scheme ?? shipped.schemes.first { $0.scheme.id.text == programme.id.text }?.digest
            ?? knownSchemes.first?.digest
        let base = "call-\(today.prefix(4))"
        let id = [base] + (2...99).map { "\(base)-\($0)" }
        return CallForm(
            fields: [
                "title-zh": words(.chinese)(
                    .callTitleProposal, ["year": String(today.prefix(4)), "programme": programme.title.zh]),
                "title-en": programme.title.en.map {
                    words(.english)(.callTitleProposal, ["year": String(today.prefix(4)), "programme": $0])
                } ?? "",
                "call": id.first { standing.register.calls[CallID($0)] == nil } ?? base,
                "purpose": purpose?.rawValue ?? "",
                "last": Day(today).map { Day(number: $0.number + 30).text } ?? "",
            ], conditions: programme.conditions.map(\.id.rawValue), scheme: scheme.isEmpty ? likely ?? "" : scheme,
            content: content)
    }

    private func page(
        _ form: CallForm, _ programme: Programme, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) -> [UInt8] {
        var brought: Scheme?
        if !form.content.isEmpty, case .value(let scheme) = loadScheme(Array(form.content.utf8), file: "scheme") {
            brought = scheme
        }
        return frame(request, context).callFormPage(
            form, of: programme, schemes: knownSchemes, brought: brought, today: today, problems: problems)
    }

    func postNewCall(_ request: Request, _ context: DeskContext) async throws -> Response {
        let upload = request.isUpload ? try await request.upload(context, upTo: Request.mostPreviewed) : nil
        let fields = if let upload { upload.fields } else { try await request.form() }
        let session = try requireOurs(fields, context)
        guard may(.publishCall, context) else { throw NotFound() }
        let programmes = programmesInForce
        let named = programmes.first { $0.id.text == fields["programme"] }
        guard let programme = named ?? (fields["programme"].isEmpty ? programmes.first : nil) else {
            return .page(frame(request, context).callProgrammePage(programmes))
        }
        let words = words(context.language)
        switch fields["go"] {
        case "form":
            let form =
                fields.has("filled")
                ? form(fields, programme)
                : proposal(for: programme, scheme: fields["scheme"], content: fields["scheme-content"])
            return .page(page(form, programme, request, context))
        case "yaml":
            let file = upload?.files["file"]
            guard let file, !file.bytes.isEmpty else {
                let wrong = FormProblems([("file", words[.yamlNothing])])
                return .page(
                    page(proposal(for: programme), programme, request, context, problems: wrong), .unprocessableContent)
            }
            return try byFile(file, scheme: upload?.files["scheme-file"], programme, request, context)
        default:
            return try await checked(form(fields, programme), programme, fields, session, request, context)
        }
    }

    private func form(_ fields: FormFields, _ programme: Programme) -> CallForm {
        CallForm(
            fields: CallForm.names(of: programme).reduce(into: [:]) {
                $0[$1] = fields[$1].trimmingCharacters(in: .whitespacesAndNewlines)
            }, conditions: fields.fields.filter { $0.name == "condition" }.map(\.value), scheme: fields["scheme"],
            content: fields["scheme-content"])
    }

    /// Shown before anything is done, published when that is asked for.
    private func checked(
        _ form: CallForm, _ programme: Programme, _ fields: FormFields, _ session: OpenSession, _ request: Request,
        _ context: DeskContext
    ) async throws -> Response {
        let words = words(context.language)
        guard let (scheme, bytes, _) = try scheme(of: fields) else {
            let wrong = FormProblems([("scheme", words[.callSchemeMissing])])
            return .page(page(form, programme, request, context, problems: wrong), .unprocessableContent)
        }
        let loaded = loadCall(yaml(of: form, programme), file: "") { _ in (scheme, bytes) }
        guard case .value(let files) = loaded else {
            let wrong = problems(loaded.problems, words) { Self.field($0, form) }
            return .page(page(form, programme, request, context, problems: wrong), .unprocessableContent)
        }
        let action = PublishCall(files.call, scheme: files.scheme, schemeBytes: files.schemeBytes)
        guard fields["go"] == "publish" else {
            let reasons = action.refusals(in: standing.register, on: today)
            if !reasons.isEmpty {
                return .page(
                    page(form, programme, request, context, problems: problems(reasons, context)),
                    .unprocessableContent)
            }
            return .page(
                frame(request, context).callCheckPage(files.call, form, scheme, of: programme, refused: .none))
        }
        return try await step(action, session, context, once: try key(fields)) { problems in
            page(form, programme, request, context, problems: problems)
        } done: {
            Addresses(context.language).office(["calls", files.call.id.text], done: .callIsPublished)
        }
    }

    /// A file fills the form; what it says of another programme is refused as the step would.
    private func byFile(
        _ file: MultipartForm.File, scheme: MultipartForm.File?, _ programme: Programme, _ request: Request,
        _ context: DeskContext
    ) throws -> Response {
        let words = words(context.language)
        let again = { [self] (form: CallForm, programme: Programme, problems: FormProblems) in
            Response.page(page(form, programme, request, context, problems: problems), .unprocessableContent)
        }
        let empty = proposal(for: programme)
        var wrong: [(String?, String)] = []
        var brought: (scheme: Scheme, bytes: [UInt8])?
        if let scheme, !scheme.bytes.isEmpty {
            switch loadScheme(scheme.bytes, file: scheme.name) {
            case .value(let value): brought = (value, scheme.bytes)
            case .problems(let found): wrong += found.map { ("scheme-file", words.text($0)) }
            }
        }
        let known = knownSchemes
        let loaded = loadCall(file.bytes, file: file.name) { name in
            if let brought { return brought }
            let last = name.split(separator: "/").last.map(String.init) ?? name
            let id = last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
            guard let found = known.first(where: { $0.scheme.id.text == id || $0.digest == id }),
                let bytes = try? schemeBytes(found.digest)
            else { return nil }
            return (found.scheme, bytes)
        }
        wrong += loaded.problems.map { ("file", words.text($0)) }
        guard wrong.isEmpty, case .value(let files) = loaded else {
            return again(empty, programme, FormProblems(wrong))
        }
        guard files.call.days.count <= CallForm.mostDays else {
            return again(
                empty, programme, FormProblems([("file", words(.callDaysMost, ["most": "\(CallForm.mostDays)"]))]))
        }
        let own = standing.register.programmes[files.call.programme]?.programme
        let action = PublishCall(files.call, scheme: files.scheme, schemeBytes: files.schemeBytes)
        let reasons = action.refusals(in: standing.register, on: today)
        let digest = Hash.plain(files.schemeBytes).hex
        let isKnown = known.contains { $0.digest == digest }
        let form = CallForm(
            files.call, scheme: digest, content: isKnown ? "" : String(decoding: files.schemeBytes, as: UTF8.self))
        guard let own else {
            return again(empty, programme, problems(reasons, context))
        }
        guard reasons.isEmpty else {
            return again(form, own, problems(reasons, context))
        }
        return .page(frame(request, context).callCheckPage(files.call, form, files.scheme, of: own, refused: .none))
    }

    private func yaml(of form: CallForm, _ programme: Programme) -> [UInt8] {
        var yaml = FilledYAML()
        yaml.add("call", form["call"])
        yaml.add("programme", programme.id.text)
        yaml.add("title", raw: FilledYAML.localized(form["title-zh"], form["title-en"]))
        yaml.add("purpose", form["purpose"])
        yaml.add("scheme", "chosen")
        yaml.add("last", form["last"])
        // In the programme's order, whatever order a browser sends.
        let conditions = programme.conditions.map(\.id.rawValue).filter(form.conditions.contains)
        if !conditions.isEmpty {
            yaml.add("conditions", raw: "[\(conditions.map(FilledYAML.quoted).joined(separator: ", "))]")
        }
        let quotas = programme.kinds.map { ($0.id.rawValue, form["quota-\($0.id.rawValue)"]) }
            .filter { !$0.1.isEmpty }
        if !quotas.isEmpty {
            let said = quotas.map { "\(FilledYAML.quoted($0.0)): \(FilledYAML.quoted($0.1))" }
            yaml.add("quotas", raw: "{\(said.joined(separator: ", "))}")
        }
        let days = form.filledDays.map { number in
            let title = FilledYAML.localized(form["day-zh-\(number)"], form["day-en-\(number)"])
            return "{day: \(FilledYAML.quoted(form["day-\(number)"])), title: \(title)}"
        }
        if !days.isEmpty { yaml.add("days", raw: "[\(days.joined(separator: ", "))]") }
        return yaml.bytes
    }

    /// The field that a key of the file stands for.
    private static func field(_ key: String, _ form: CallForm) -> String? {
        switch key {
        case "title": return "title-zh"
        case "title.zh", "title.en": return key.replacing(".", with: "-")
        case _ where key.hasPrefix("conditions"): return "conditions"
        case _ where key.hasPrefix("quotas."): return "quota-" + key.dropFirst("quotas.".count)
        case _ where key.hasPrefix("days["):
            let place = Int(key.dropFirst("days[".count).prefix { $0 != "]" }) ?? 0
            let number = form.filledDays.indices.contains(place) ? form.filledDays[place] : 1
            return key.hasSuffix(".zh") || key.hasSuffix("title") ? "day-zh-\(number)" : "day-\(number)"
        default: return key
        }
    }
}

extension CallForm {
    fileprivate init(_ call: Call, scheme: String, content: String) {
        var fields = [
            "call": call.id.text, "title-zh": call.title.zh, "title-en": call.title.en ?? "",
            "purpose": call.purpose.rawValue, "last": call.last,
        ]
        for quota in call.quotas { fields["quota-\(quota.kind.rawValue)"] = "\(quota.most)" }
        for (place, day) in call.days.prefix(Self.mostDays).enumerated() {
            fields["day-\(place + 1)"] = day.day
            fields["day-zh-\(place + 1)"] = day.title.zh
            fields["day-en-\(place + 1)"] = day.title.en ?? ""
        }
        self.init(
            fields: fields, conditions: call.conditions.map(\.rawValue), scheme: scheme, content: content)
    }
}
