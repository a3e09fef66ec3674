// 重新启动: a final round is taken up again, by a judgment, a review or the bureau's own finding; and what others report is taken in.

package import Assessing
package import AssessmentModel
package import EventModel
import Reasons
import RoundState
import Telling

/// What was typed into the form that takes a round up again.
package struct ReopenForm: Sendable {
    /// One line of what is to be opened; empty ones are left out.
    package struct Line: Sendable, Equatable {
        package let zone: String
        package let subject: String

        package init(zone: String, subject: String) {
            self.zone = zone
            self.subject = subject
        }
    }

    package let ground: String
    package let statement: String
    package let reason: String
    package let lines: [Line]

    package init(ground: String = "", statement: String = "", reason: String = "", lines: [Line] = []) {
        self.ground = ground
        self.statement = statement
        self.reason = reason
        self.lines = lines
    }

    /// So many lines the form has.
    package static let mostLines = 5
}

/// What was typed into the form that takes in a report.
package struct ReportForm: Sendable {
    package let zone: String
    package let indicator: String
    package let grounds: String

    package init(zone: String = "", indicator: String = "", grounds: String = "") {
        self.zone = zone
        self.indicator = indicator
        self.grounds = grounds
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func reopenPage(
        of course: CourseView, zones: [ZoneID], _ subjects: ObjectionSubjects, _ called: Called,
        form: ReopenForm = ReopenForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.reopenTitle], "reopen", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.reopenTitle])
            html.element(.p, .css("lead"), text: words[.reopenLead])
            html.form(addresses.round(course.round, "reopen"), self) { html in
                let error = problems.words(for: "ground")
                html.element(.fieldset, .id("ground")) { html in
                    html.element(.legend, text: words[.reopenGround])
                    html.error(error, of: "ground")
                    for ground in Resumption.Ground.allCases {
                        html.choice(
                            "ground", ground.rawValue, words.term(.ground, ground.rawValue),
                            isChosen: form.ground == ground.rawValue)
                    }
                }
                html.area(
                    "statement", words[.reopenStatement], hint: words[.reopenStatementHint], value: form.statement,
                    rows: 4, problems)
                html.area(
                    "reason", words[.reopenReasonSecret], hint: words[.reopenReasonSecretHint], value: form.reason,
                    rows: 3, problems)
                lines(zones, subjects, called, form, problems, &html)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.reopenPreview], primary: true)
                    html.element(.span, .css("why"), text: words[.decidePreviewHint])
                }
            }
        }
    }

    private func lines(
        _ zones: [ZoneID], _ subjects: ObjectionSubjects, _ called: Called, _ form: ReopenForm,
        _ problems: FormProblems, _ html: inout HTML
    ) {
        let error = problems.words(for: "order")
        html.element(.fieldset, .id("order")) { html in
            html.element(.legend, text: words[.reopenOrders])
            html.element(.p, .css("hint"), text: words[.reopenOrdersHint])
            html.error(error, of: "order")
            for place in 0..<ReopenForm.mostLines {
                let line = form.lines.indices.contains(place) ? form.lines[place] : nil
                html.element(.div, .css("choices")) { html in
                    html.zones(
                        "zone-\(place)", words(.reopenZone, ["place": "\(place + 1)"]), zones, called, line?.zone, self)
                    html.subjects(
                        "subject-\(place)", words(.reopenSubject, ["place": "\(place + 1)"]), subjects, line?.subject,
                        self)
                }
            }
        }
    }

    /// What is opened, with what it is now, before it is proposed.
    package func reopenPreviewPage(
        of course: CourseView, _ orders: [(zone: ZoneID, subject: CriterionID, now: SubjectArithmetic?)],
        _ called: Called,
        form: ReopenForm, problems: FormProblems = .none
    ) -> [UInt8] {
        let crumbs =
            roundCrumbs(course.round, course.title) + [(words[.reopenTitle], addresses.round(course.round, "reopen"))]
        return page(words[.reopenCheck], "reopen", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.reopenCheck])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.reopenGround], words.term(.ground, form.ground))
            }
            html.element(.p) { $0.lines(words(.actReopen, ["statement": form.statement])) }
            html.element(.p) { $0.lines(words(.actReason, ["reason": form.reason])) }
            html.element(.section) { html in
                html.element(.h2, text: words[.reopenOrders])
                for order in orders {
                    html.element(
                        .h3,
                        text: words(
                            .cellOf,
                            ["zone": called.zone(order.zone), "indicator": called.indicator(order.subject)]))
                    if let now = order.now { arithmetic(now, &html) }
                }
            }
            html.element(.section, .id("effect")) { html in
                html.element(.h2, text: words[.decideEffect])
                html.element(.ul, .css("steps")) { html in
                    for phrase in [PagePhrase.reopenEffectNotice, .reopenEffectPut, .reopenEffectConclude] {
                        html.element(.li, text: words[phrase])
                    }
                }
            }
            html.form(addresses.round(course.round, "reopen", "propose"), self) { html in
                html.once(self)
                html.hidden("ground", form.ground)
                html.hidden("statement", form.statement)
                html.hidden("reason", form.reason)
                for (place, line) in form.lines.enumerated() {
                    html.hidden("zone-\(place)", line.zone)
                    html.hidden("subject-\(place)", line.subject)
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.reopenPropose], primary: true)
                    html.element(.a, .css("button"), .href(addresses.round(course.round, "reopen")), text: words[.back])
                    html.element(.span, .css("why"), text: words[.decideTwoPeople])
                }
            }
        }
    }

    /// What somebody else reports of a zone.
    package func reportPage(
        of course: CourseView, clock: NoticeClock?, zones: [ZoneID], _ subjects: ObjectionSubjects, _ called: Called,
        id: ObjectionID, form: ReportForm = ReportForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        let crumbs =
            roundCrumbs(course.round, course.title) + [
                (words[.objectionsTitle], addresses.round(course.round, "objections"))
            ]
        return page(words[.reportTitle], "report", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.reportTitle])
            html.element(.p, .css("lead"), text: words[.reportLead])
            guard let clock, clock.phase == .running else {
                return html.notice(.warn, words(.objectionOver, ["to": words.day(clock?.to ?? "")]))
            }
            html.form(addresses.round(course.round, "objections", "report"), self, .upload) { html in
                html.once(self)
                html.hidden("id", id.text)
                html.zones("zone", words[.zoneHead], zones, called, form.zone, self, problems)
                html.subjects("indicator", words[.objectionSubject], subjects, form.indicator, self, problems)
                html.area(
                    "grounds", words[.reportGrounds], hint: words[.reportGroundsHint], value: form.grounds, rows: 6,
                    problems)
                html.files(self, problems)
                html.element(.p, .css("acts")) { $0.button(words[.reportFile], primary: true) }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func zones(
        _ name: String, _ label: String, _ zones: [ZoneID], _ called: Called, _ chosen: String?, _ frame: Frame,
        _ problems: FormProblems = .none
    ) {
        select(
            name, label, problems,
            [(value: "", words: frame.words[.objectionChoose], isChosen: (chosen ?? "").isEmpty)]
                + zones.map { (value: $0.text, words: called.zone($0), isChosen: $0.text == chosen) })
    }

    /// Indicators, vetoes and items, in the scheme's groups.
    mutating func subjects(
        _ name: String, _ label: String, _ subjects: ObjectionSubjects, _ chosen: String?, _ frame: Frame,
        _ problems: FormProblems = .none, hint: String? = nil
    ) {
        let error = problems.words(for: name)
        let told = [error == nil ? nil : "\(name)-error", hint == nil ? nil : "\(name)-hint"].compactMap { $0 }
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", name), text: label)
            if let hint { html.element(.p, .css("hint"), .id("\(name)-hint"), text: hint) }
            html.error(error, of: name)
            html.element(
                .select, .id(name), .name(name), Attribute("autocomplete", "off"),
                told.isEmpty ? nil : Attribute("aria-describedby", told.joined(separator: " ")),
                error == nil ? nil : Attribute("aria-invalid", "true")
            ) { html in
                html.element(
                    .option, .value(""), (chosen ?? "").isEmpty ? Attribute("selected") : nil,
                    text: frame.words[.objectionChoose])
                for group in subjects.groups {
                    html.element(.optgroup, Attribute("label", group.title)) { html in
                        for subject in group.subjects {
                            html.element(
                                .option, .value(subject.id.text),
                                subject.id.text == chosen ? Attribute("selected") : nil, text: subject.title)
                        }
                    }
                }
            }
        }
    }
}
