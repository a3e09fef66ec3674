// 异议办理: what was objected, with its evidence and its arithmetic; the decision, with what it brings shown before it is made.

package import Assessing
package import AssessmentModel
package import EventModel
import Reasons
package import RoundState
import Scoring
package import Telling

/// What was typed into the form of a decision.
package struct DecisionForm: Sendable {
    /// "uphold", "reject", or nothing yet.
    package let answer: String
    package let reasons: String
    /// By fact, as typed; what is empty stays as it is.
    package let facts: [String: String]

    package init(answer: String = "", reasons: String = "", facts: [String: String] = [:]) {
        self.answer = answer
        self.reasons = reasons
        self.facts = facts
    }

    package var isUpheld: Bool { answer == "uphold" }

    /// The field of a fact.
    package static func field(of fact: String) -> String { "fact-\(fact)" }
}

/// An objection as the bureau works on it.
package struct OfficeObjection: Sendable {
    /// A seat whose mark an upheld objection opens.
    package struct Mark: Sendable {
        package let seat: SeatID
        package let expert: ExpertID?
        package let mark: Fraction
        /// The newest revision under this objection.
        package let revision: Revision?

        package init(seat: SeatID, expert: ExpertID?, mark: Fraction, revision: Revision?) {
            self.seat = seat
            self.expert = expert
            self.mark = mark
            self.revision = revision
        }
    }

    package let objection: Objection
    package let arithmetic: SubjectArithmetic?
    /// What its rule reads, with the values as they stand; empty of an indicator that experts score.
    package let facts: [(name: String, value: String?)]
    package let marks: [Mark]
    /// Whether it was upheld and no result has taken it in.
    package let isOpen: Bool
    package let mayDecide: Bool
    package let mayHear: Bool
    package let mayCorrect: Bool

    package init(
        _ objection: Objection, arithmetic: SubjectArithmetic?, facts: [(name: String, value: String?)],
        marks: [Mark], isOpen: Bool, mayDecide: Bool, mayHear: Bool, mayCorrect: Bool
    ) {
        self.objection = objection
        self.arithmetic = arithmetic
        self.facts = facts
        self.marks = marks
        self.isOpen = isOpen
        self.mayDecide = mayDecide
        self.mayHear = mayHear
        self.mayCorrect = mayCorrect
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func objectionsPage(
        _ objections: [Objection], of course: CourseView, clock: NoticeClock?, open: Set<ObjectionID>, _ called: Called,
        mayReport: Bool, mayConclude: Bool, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.objectionsTitle], "objections", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.objectionsTitle])
            if let done { html.notice(.good, words[done]) }
            if let clock { html.element(.p, .css("lead"), text: told(clock)) }
            if objections.isEmpty { html.element(.p, .css("empty"), text: words[.objectionsNone]) }
            let waiting = objections.filter { $0.decision == nil }
            let decided = objections.filter { $0.decision != nil }
            list(waiting, .objectionsWaiting, course, open, called, &html)
            list(decided.reversed(), .objectionsDecided, course, open, called, &html)
            html.element(.p, .css("acts")) { html in
                if mayConclude {
                    html.element(
                        .a, .css("button primary"), .href(addresses.round(course.round, "conclude")),
                        text: words[.concludeTitle])
                }
                if mayReport {
                    html.element(
                        .a, .css("button"), .href(addresses.round(course.round, "objections", "report")),
                        text: words[.reportTitle])
                }
            }
        }
    }

    private func list(
        _ objections: [Objection], _ title: PagePhrase, _ course: CourseView, _ open: Set<ObjectionID>,
        _ called: Called, _ html: inout HTML
    ) {
        guard !objections.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[title])
            html.element(.ul, .css("tasks")) { html in
                for objection in objections {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "objections", objection.id.text)),
                            text: words(
                                .cellOf,
                                [
                                    "zone": called.zone(objection.zone),
                                    "indicator": called.indicator(objection.indicator),
                                ]))
                        html.element(
                            .span, .css("progress"),
                            text: [
                                words[kind(of: objection)], words.day(objection.filedOn), objection.id.text,
                            ].joined(separator: " · "))
                        let isOpen = open.contains(objection.id)
                        html.element(
                            .span, .css(isOpen || objection.decision == nil ? "state due" : "state"),
                            text: words[isOpen ? .objectionToTake : state(of: objection)])
                    }
                }
            }
        }
    }

    private func kind(of objection: Objection) -> PagePhrase {
        objection.isOrder ? .objectionIsOrder : objection.isReport ? .objectionIsReport : .objectionIsOwn
    }

    func objectionCrumbs(_ course: CourseView) -> [(String, Address)] {
        roundCrumbs(course.round, course.title) + [
            (words[.objectionsTitle], addresses.round(course.round, "objections"))
        ]
    }

    package func objectionPage(
        _ shown: OfficeObjection, of course: CourseView, _ called: Called, form: DecisionForm = DecisionForm(),
        heard: String = "", problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let objection = shown.objection
        let title = words(
            .cellOf,
            ["zone": called.zone(objection.zone), "indicator": called.indicator(objection.indicator)])
        return page(title, "objection", crumbs: objectionCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            if let done { html.notice(.good, words[done]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.stateHead], words[shown.isOpen ? .objectionToTake : state(of: objection)])
                html.fact(words[.objectionKind], words[kind(of: objection)])
                html.fact(words[.objectionNumber], objection.id.text)
                html.fact(words[.objectionFiledOn], words.day(objection.filedOn))
                html.fact(words[.eventHead], "\(objection.filed)")
            }
            said(objection, &html) { number in
                addresses.round(course.round, "objections", objection.id.text, "files", "\(number)")
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.arithmeticTitle])
                if let arithmetic = shown.arithmetic { self.arithmetic(arithmetic, &html) }
                if shown.facts.isEmpty {
                    html.element(.p) { html in
                        html.element(
                            .a,
                            .href(
                                addresses.round(
                                    course.round, "divergence", objection.zone.text, objection.indicator.text)),
                            text: words[.marksOfSeats])
                    }
                }
            }
            outcome(shown, course, called, &html)
            if objection.waitsForHearing, objection.decision == nil {
                hearing(shown, course, heard, problems, &html)
            } else if shown.mayDecide, objection.decision == nil {
                decision(shown, course, form, problems, &html)
            } else if shown.isOpen, shown.mayCorrect, !shown.facts.isEmpty {
                correction(shown, course, form, problems, &html)
            }
        }
    }

    /// The decision, who read it, and what of it still waits.
    private func outcome(
        _ shown: OfficeObjection, _ course: CourseView, _ called: Called, _ html: inout HTML
    ) {
        guard let decision = shown.objection.decision else { return }
        html.element(.section, .id("decision")) { html in
            html.element(.h2, text: words[.decisionTitle])
            html.element(
                .p,
                text: words(
                    decision.isUpheld ? .decisionUpheld : .decisionRejected, ["day": words.day(decision.day)]))
            if let reasons = decision.reasons { html.element(.p) { $0.lines(reasons) } }
            if !shown.objection.isOrder {
                let receipt = shown.objection.receipt
                html.element(
                    .p, .css("quiet"),
                    text: receipt.map { words(.decisionReadOn, ["day": words.day($0.day)]) } ?? words[.decisionUnread])
            }
            guard shown.isOpen, shown.facts.isEmpty else { return }
            html.element(.h3, text: words[.objectionSeats])
            html.table(
                words[.objectionSeats], hidesCaption: true,
                [words[.seatHead], words[.expertHead], words[.markLabel], words[.stateHead]], numbers: [2],
                css: "stack"
            ) { html in
                for mark in shown.marks {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: mark.seat.shortCode)
                        html.element(.td, text: called.expert(mark.expert))
                        html.element(.td, .css("number"), text: plain(mark.mark))
                        html.element(.td, text: state(of: mark))
                    }
                }
            }
            html.element(.p) { html in
                html.element(.a, .href(addresses.round(course.round, "revisions")), text: words[.revisionsTitle])
            }
        }
    }

    private func state(of mark: OfficeObjection.Mark) -> String {
        guard let revision = mark.revision else { return words[.objectionSeatWaits] }
        let new = plain(Fraction(hundredths: revision.hundredths))
        switch revision.isConfirmed {
        case nil: return words(.objectionSeatProposed, ["mark": new])
        case true?: return words(.objectionSeatRevised, ["mark": new])
        case false?: return words[.objectionSeatDeclined]
        }
    }

    private func hearing(
        _ shown: OfficeObjection, _ course: CourseView, _ text: String, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.hearingTitle])
            html.element(.p, text: words[.hearingOfficeLead])
            guard shown.mayHear else { return }
            html.form(
                addresses.round(course.round, "objections", shown.objection.id.text, "hear"), self, .upload
            ) { html in
                html.once(self)
                html.area(
                    "text", words[.hearingOfficeText], hint: words[.hearingOfficeHint], value: text, rows: 4, problems)
                html.files(self, problems, isNeeded: false)
                html.element(.p, .css("acts")) { $0.button(words[.hearingRecord], primary: true) }
            }
        }
    }

    private func decision(
        _ shown: OfficeObjection, _ course: CourseView, _ form: DecisionForm, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.element(.section, .id("decide")) { html in
            html.element(.h2, text: words[.decideTitle])
            html.form(addresses.round(course.round, "objections", shown.objection.id.text, "preview"), self) { html in
                let error = problems.words(for: "answer")
                html.element(.fieldset, .id("answer")) { html in
                    html.element(.legend, text: words[.decideAnswer])
                    html.error(error, of: "answer")
                    html.choice("answer", "uphold", words[.objectionUpheld], isChosen: form.isUpheld)
                    html.choice("answer", "reject", words[.objectionRejected], isChosen: form.answer == "reject")
                }
                html.area(
                    "reasons", words[.decideReasons], hint: words[.decideReasonsHint], value: form.reasons, rows: 5,
                    problems)
                facts(shown, form, problems, &html)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.decidePreview], primary: true)
                    html.element(.span, .css("why"), text: words[.decidePreviewHint])
                }
            }
        }
    }

    /// What the rule reads, beside what it should read.
    private func facts(
        _ shown: OfficeObjection, _ form: DecisionForm, _ problems: FormProblems, _ html: inout HTML
    ) {
        guard !shown.facts.isEmpty else { return }
        html.element(.fieldset) { html in
            html.element(.legend, text: words[.decideFacts])
            html.element(.p, .css("hint"), text: words[.decideFactsHint])
            for (name, value) in shown.facts {
                let field = DecisionForm.field(of: name)
                html.field(
                    .init(
                        name: field, label: name, hint: words(.decideFactNow, ["value": fact(value)]),
                        value: form.facts[name] ?? "", isRequired: false, size: 12), problems)
            }
        }
    }

    func fact(_ text: String?) -> String {
        switch text {
        case nil: words[.factIsMissing]
        case "yes"?: words[.yes]
        case "no"?: words[.no]
        case let text?: text
        }
    }

    private func correction(
        _ shown: OfficeObjection, _ course: CourseView, _ form: DecisionForm, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.element(.section, .id("decide")) { html in
            html.element(.h2, text: words[.correctTitle])
            html.form(addresses.round(course.round, "objections", shown.objection.id.text, "preview"), self) { html in
                facts(shown, form, problems, &html)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.decidePreview], primary: true)
                    html.element(.span, .css("why"), text: words[.decidePreviewHint])
                }
            }
        }
    }
}
