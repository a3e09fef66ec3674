// Planning a round page by page: what was filled in comes back with each page, is held against the loader that commands use, and becomes one step.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    private func requirePlanning(_ context: DeskContext) throws -> OpenSession {
        try requireDesk(.planRound, as: .officer, context)
    }

    func getPlan(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try requirePlanning(context)
        return .page(page(.purpose, PlanForm(), request, context))
    }

    private func page(
        _ step: PlanForm.Step, _ form: PlanForm, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) -> [UInt8] {
        let form = proposing(form, at: step)
        return frame(request, context).planPage(step, form, planView(of: form), problems: problems)
    }

    func postPlan(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await request.form()
        let session = try requireOurs(fields, context)
        _ = try requirePlanning(context)
        guard let step = Int(fields["at"]).flatMap(PlanForm.Step.init) else { throw Malformed(what: "at") }
        let form = PlanForm(fields, at: step)
        switch fields["go"] {
        case "stay": return .page(page(step, form, request, context))
        case "back":
            return .page(page(PlanForm.Step(rawValue: step.rawValue - 1) ?? .purpose, form, request, context))
        case "plan" where step == .check: return try await plan(form, fields, session, request, context)
        case let number where Int(number).flatMap(PlanForm.Step.init) != nil:
            return .page(page(Int(number).flatMap(PlanForm.Step.init) ?? step, form, request, context))
        default:
            let wrong = problems(of: form, at: step, context)
            guard wrong.isEmpty else {
                return .page(
                    page(step, form, request, context, problems: FormProblems(wrong)), .unprocessableContent)
            }
            return .page(page(PlanForm.Step(rawValue: step.rawValue + 1) ?? .check, form, request, context))
        }
    }

    /// The step, or the page on which the first problem stands.
    private func plan(
        _ form: PlanForm, _ fields: FormFields, _ session: OpenSession, _ request: Request, _ context: DeskContext
    ) async throws -> Response {
        for step in PlanForm.Step.allCases {
            let wrong = problems(of: form, at: step, context, isNew: false)
            guard wrong.isEmpty else {
                return .page(
                    page(step, form, request, context, problems: FormProblems(wrong)), .unprocessableContent)
            }
        }
        let view = planView(of: form)
        guard case .value(let plan) = loadPlan(yaml(of: form), file: ""), let scheme = view.scheme,
            let bytes = try schemeBytes(scheme.digest)
        else { throw Malformed(what: "plan") }
        let action = PlanRound(
            plan, scheme: scheme.scheme, schemeBytes: bytes, zones: form.zones.map { ZoneID($0) })
        return try await step(action, session, context, once: try key(fields)) { problems in
            page(.check, form, request, context, problems: problems)
        } done: {
            Addresses(context.language).round(plan.id, done: .planIsDone)
        }
    }

    // MARK: what is wrong

    /// `isNew`: whether a taken id is told here; a plan that is sent again is answered by its step.
    private func problems(
        of form: PlanForm, at step: PlanForm.Step, _ context: DeskContext, isNew: Bool = true
    ) -> [(field: String?, words: String)] {
        let words = words(context.language)
        let view = planView(of: form)
        var wrong: [(field: String?, words: String)] = []
        switch step {
        case .purpose:
            if view.aim == nil { wrong.append(("purpose", words[.planPurposeMissing])) }
            if isNew, form["round"] == "new" || standing.register.rounds[RoundID(form["round"])] != nil {
                wrong.append(("round", words(.planIDTaken, ["id": form["round"]])))
            }
        case .calls:
            let chosen = view.offers.filter { form.calls.contains($0.call.id.text) }
            if chosen.isEmpty { wrong.append(("call", words[.planCallMissing])) }
            if Set(chosen.map(\.call.published.scheme)).count > 1 { wrong.append(("call", words[.planSchemesDiffer])) }
        case .zones: if form.zones.isEmpty { wrong.append(("zone", words[.planZoneMissing])) }
        case .dates, .papers, .check: break
        }
        let own = Set(step.names)
        let found = loadPlan(yaml(of: form), file: "").problems.filter {
            $0.key.map { own.contains(Self.field($0)) } ?? false
        }
        let told = wrong.compactMap(\.field)
        return wrong
            + problems(found, words) { Self.field($0) }.problems.filter { problem in
                !told.contains { $0 == problem.field }
            }
    }

    private static func field(_ key: String) -> String {
        switch key {
        case "title", "title.zh": "title-zh"
        case "title.en": "title-en"
        case "issuer", "issuer.zh": "issuer-zh"
        case "issuer.en": "issuer-en"
        case "notice.from": "from"
        case "notice.to": "to"
        case "notice.objections", "notice.objections.zh": "objections-zh"
        case "notice.objections.en": "objections-en"
        case "valid.years": "years"
        default: key
        }
    }

    private func yaml(of form: PlanForm) -> [UInt8] {
        var yaml = FilledYAML()
        yaml.add("round", form["round"])
        yaml.add("title", raw: FilledYAML.localized(form["title-zh"], form["title-en"]))
        yaml.add("purpose", form["purpose"].split(separator: "/").last.map(String.init) ?? "")
        yaml.add(
            "calls",
            raw: "[\((form.calls.isEmpty ? ["none"] : form.calls).map(FilledYAML.quoted).joined(separator: ", "))]")
        yaml.add("scheme", "chosen")
        yaml.add("issuer", raw: FilledYAML.localized(form["issuer-zh"], form["issuer-en"]))
        yaml.add("document", form["document"])
        yaml.add("ledger", standing.register.origin)
        for name in ["opened", "closed", "announced"] { yaml.add(name, form[name]) }
        yaml.add(
            "notice",
            raw: "{from: \(FilledYAML.quoted(form["from"])), to: \(FilledYAML.quoted(form["to"])), objections: "
                + FilledYAML.localized(form["objections-zh"], form["objections-en"]) + "}")
        yaml.add("valid", raw: "{years: \(FilledYAML.quoted(form["years"]))}")
        yaml.add("verify", form["verify"])
        if form["specimen"] == "yes" { yaml.add("specimen", raw: "true") }
        if form["renotice"] == "yes" { yaml.add("renotice", raw: "true") }
        return yaml.bytes
    }
}

extension PlanForm {
    /// Of a posted page. Boxes that are not ticked are not sent: only the page they stand on may clear them.
    fileprivate init(_ form: FormFields, at step: Step) {
        let values = { (name: String) in form.fields.filter { $0.name == name }.map(\.value) }
        var fields: [String: String] = [:]
        for name in Step.allCases.flatMap(\.names) {
            fields[name] = form[name].trimmingCharacters(in: .whitespacesAndNewlines)
        }
        self.init(
            fields: fields, calls: values("call"), zones: values("zone"),
            seen: Set(values("seen").compactMap { Int($0) }).union([step.rawValue]), offered: form["offered"])
    }
}
