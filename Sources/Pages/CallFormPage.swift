// 新的申报通知: one form with native fields, or a YAML file that fills it, and a look before it is published.

package import AssessmentModel
import Assessing
import Reasons
import RoundState
import Telling

/// A call as it is filled in: what was typed, whatever it is.
package struct CallForm: Sendable {
    /// How many milestones a form has room for, and how many it shows where fewer are filled in.
    package static let mostDays = 40
    private static let fewDays = 4

    /// By the name of its field.
    package var fields: [String: String]
    package var conditions: [String]
    /// The digest of a scheme that is at hand.
    package var scheme: String
    /// The file of one that lies nowhere yet.
    package var content: String

    package init(fields: [String: String] = [:], conditions: [String] = [], scheme: String = "", content: String = "") {
        self.fields = fields
        self.conditions = conditions
        self.scheme = scheme
        self.content = content
    }

    package subscript(_ name: String) -> String { fields[name] ?? "" }

    /// The milestones in which anything is filled in.
    package var filledDays: [Int] {
        (1...Self.mostDays).filter { number in
            ["day", "day-zh", "day-en"].contains { !self["\($0)-\(number)"].isEmpty }
        }
    }

    fileprivate var shownDays: Int { max(Self.fewDays, filledDays.last ?? 0) }

    /// Names of its fields of one line.
    package static func names(of programme: Programme?) -> [String] {
        ["call", "title-zh", "title-en", "purpose", "last"] + (programme?.kinds ?? []).map { "quota-\($0.id.rawValue)" }
            + (1...mostDays).flatMap { ["day-\($0)", "day-zh-\($0)", "day-en-\($0)"] }
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// Where several programmes are adopted, or none.
    package func callProgrammePage(_ programmes: [Programme]) -> [UInt8] {
        page(words[.callNew], "call-new", crumbs: callCrumbs()) { html in
            html.element(.h1, text: words[.callNew])
            if programmes.isEmpty {
                html.element(.p, .css("lead"), text: words[.callNoProgramme])
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button primary"), .href(addresses.office("programmes")), text: words[.programmesTitle]
                    )
                }
                return
            }
            html.element(.p, .css("lead"), text: words[.callChooseProgramme])
            html.element(.ul, .css("tasks")) { html in
                for programme in programmes {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.office(["calls", "new"], query: [("programme", programme.id.text)])),
                            text: words.text(programme.title))
                    }
                }
            }
        }
    }

    /// `brought`: the scheme that the form carries.
    package func callFormPage(
        _ form: CallForm, of programme: Programme, schemes: [ShelvedScheme], brought: Scheme?, today: String,
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.callNew], "call-new", crumbs: callCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.callNew])
            html.element(.p, .css("lead"), text: words.text(programme.title))
            html.form(addresses.office(["calls", "new"]), self, form.content.isEmpty ? nil : .upload) { html in
                html.hidden("programme", programme.id.text)
                if !form.content.isEmpty { html.hidden("scheme-content", form.content) }
                html.field(.init(name: "title-zh", label: words[.callTitleZh], value: form["title-zh"]), problems)
                html.field(
                    .init(name: "title-en", label: words[.callTitleEn], value: form["title-en"], isRequired: false),
                    problems)
                html.select(
                    "purpose", words[.appPurpose], problems,
                    programme.purposes.map {
                        ($0.id.rawValue, words.text($0.name), $0.id.rawValue == form["purpose"])
                    })
                scheme(form, schemes, brought, problems, &html)
                html.field(
                    .init(
                        name: "last", label: words[.callLast], hint: words[.callLastHint], value: form["last"],
                        type: "date", size: 14), problems, Attribute("min", today))
                html.field(
                    .init(name: "call", label: words[.callID], hint: words[.callIDHint], value: form["call"], size: 24),
                    problems)
                conditions(form, programme, &html)
                quotas(form, programme, problems, &html)
                days(form, problems, &html)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.callCheck], primary: true, .name("go"), .value("check"))
                    html.element(.span, .css("why"), text: words[.callCheckHint])
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.callYamlTitle])
                html.element(.p, text: words[.callYamlLead])
                html.form(addresses.office(["calls", "new"]), self, .upload) { html in
                    html.hidden("programme", programme.id.text)
                    html.hidden("go", "yaml")
                    html.fileField("file", words[.yamlFile], hint: words[.yamlFileHint], accept: ".yaml,.yml", problems)
                    html.fileField(
                        "scheme-file", words[.callYamlScheme], hint: words[.callYamlSchemeHint], accept: ".yaml,.yml",
                        problems)
                    html.element(.p, .css("acts")) { $0.button(words[.callYamlDo]) }
                }
            }
        }
    }

    private func scheme(
        _ form: CallForm, _ schemes: [ShelvedScheme], _ brought: Scheme?, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        if let brought {
            html.element(.dl, .css("facts")) { html in html.fact(words[.schemeHead], title(of: brought)) }
            html.element(.p, .css("hint"), text: words[.callSchemeBrought])
            return
        }
        html.select(
            "scheme", words[.schemeHead], problems,
            schemes.map { ($0.digest, title(of: $0.scheme), $0.digest == form.scheme) }, hint: words[.callSchemeHint])
    }

    private func conditions(_ form: CallForm, _ programme: Programme, _ html: inout HTML) {
        guard !programme.conditions.isEmpty else { return }
        html.element(.fieldset, .css("field"), .id("conditions")) { html in
            html.element(.legend, text: words[.appConditions])
            html.element(.p, .css("hint"), text: words[.callConditionsHint])
            for condition in programme.conditions {
                html.tick(
                    "condition", condition.id.rawValue, words.text(condition.text),
                    isTicked: form.conditions.contains(condition.id.rawValue))
            }
        }
    }

    private func quotas(_ form: CallForm, _ programme: Programme, _ problems: FormProblems, _ html: inout HTML) {
        let kinds = programme.kinds.filter { $0.route == .prefecture }
        guard !kinds.isEmpty else { return }
        html.element(.fieldset) { html in
            html.element(.legend, text: words[.callQuotas])
            html.element(.p, .css("hint"), text: words[.callQuotasHint])
            for kind in kinds {
                let name = "quota-\(kind.id.rawValue)"
                html.field(
                    .init(
                        name: name, label: words.text(kind.name), value: form[name], isNumeric: true, isRequired: false,
                        size: 6), problems)
            }
        }
    }

    private func days(_ form: CallForm, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.fieldset) { html in
            html.element(.legend, text: words[.callDays])
            html.element(.p, .css("hint"), text: words[.callDaysHint])
            for number in 1...form.shownDays {
                html.element(.div, .css("change")) { html in
                    html.field(
                        .init(
                            name: "day-\(number)", label: words(.callDayLabel, ["number": "\(number)"]),
                            value: form["day-\(number)"], type: "date", isRequired: false, size: 14), problems)
                    html.field(
                        .init(
                            name: "day-zh-\(number)", label: words(.callDayZh, ["number": "\(number)"]),
                            value: form["day-zh-\(number)"], isRequired: false, size: 16), problems)
                    html.field(
                        .init(
                            name: "day-en-\(number)", label: words(.callDayEn, ["number": "\(number)"]),
                            value: form["day-en-\(number)"], isRequired: false, size: 16), problems)
                }
            }
        }
    }

    /// What would be published; `refused` stands against it.
    package func callCheckPage(
        _ call: Call, _ form: CallForm, _ scheme: Scheme, of programme: Programme, refused: FormProblems
    ) -> [UInt8] {
        page(words[.callCheckTitle], "call-check", crumbs: callCrumbs()) { html in
            html.summary(refused, self)
            html.element(.h1, text: words[.callCheckTitle])
            html.element(.p, .css("lead"), text: words.text(call.title))
            html.element(.p, text: words[.callFrozen])
            says(call, scheme, digest: form.content.isEmpty ? form.scheme : nil, programme, last: call.last, &html)
            html.form(addresses.office(["calls", "new"]), self, form.content.isEmpty ? nil : .upload) { html in
                html.once(self)
                carried(form, programme, &html)
                html.element(.p, .css("acts")) { html in
                    if refused.isEmpty {
                        html.button(words[.callPublish], primary: true, .name("go"), .value("publish"))
                    }
                    html.button(words[.callMend], .name("go"), .value("form"))
                }
            }
        }
    }

    private func carried(_ form: CallForm, _ programme: Programme, _ html: inout HTML) {
        html.hidden("programme", programme.id.text)
        html.hidden("scheme", form.scheme)
        if !form.content.isEmpty { html.hidden("scheme-content", form.content) }
        for name in CallForm.names(of: programme) where !form[name].isEmpty { html.hidden(name, form[name]) }
        for condition in form.conditions { html.hidden("condition", condition) }
        html.hidden("filled", "yes")
    }
}
