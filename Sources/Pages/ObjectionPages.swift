// 异议: a zone objects to one indicator or item of its own, sees what became of it, and answers what others report.

package import Assessing
package import AssessmentModel
package import EventModel
import Reasons
package import RoundState
package import Telling

/// What was typed into the form of an objection.
package struct TypedObjection: Sendable {
    package let indicator: String
    package let grounds: String

    package init(indicator: String = "", grounds: String = "") {
        self.indicator = indicator
        self.grounds = grounds
    }
}

/// What an objection may be about: an id with its title, in groups of the scheme.
package struct ObjectionSubjects: Sendable {
    package let groups: [(title: String, subjects: [(id: CriterionID, title: String)])]

    /// Indicators that apply to a kind of zones by their pillars, then vetoes and items that give or take points; nil: of all kinds.
    package init(_ scheme: Scheme, of kind: Zone.Kind?, _ words: PageWords) {
        let known = Set((kind.map(scheme.criteria) ?? scheme.indicators).map(\.id))
        var groups: [(String, [(CriterionID, String)])] = scheme.criteria.map { pillar in
            let leaves = numbered([pillar]).map(\.criterion).filter { $0.indicator != nil && known.contains($0.id) }
            return (words.text(pillar.title), leaves.map { ($0.id, words.text($0.title)) })
        }
        for (phrase, items) in [
            (PagePhrase.subjectsVetoes, scheme.vetoes), (.subjectsBonus, scheme.bonus.items),
            (.subjectsDeductions, scheme.deductions.items),
        ] {
            groups.append((words[phrase], items.map { (CriterionID($0.id.text), words.text($0.title)) }))
        }
        self.groups = groups.filter { !$0.1.isEmpty }.map {
            (title: $0.0, subjects: $0.1.map { (id: $0.0, title: $0.1) })
        }
    }

    package func has(_ id: CriterionID) -> Bool { groups.contains { $0.subjects.contains { $0.id == id } } }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// A round of a zone, as the pages about its objections name it.
    package struct OwnRound: Sendable {
        package let id: RoundID
        package let title: LocalizedText
        /// nil where nothing is published.
        package let clock: NoticeClock?

        package init(_ id: RoundID, _ title: LocalizedText, clock: NoticeClock?) {
            self.id = id
            self.title = title
            self.clock = clock
        }
    }

    /// Picking what it is about, then the grounds with the arithmetic beside them.
    package func newObjectionPage(
        _ round: OwnRound, _ subjects: ObjectionSubjects, _ arithmetic: SubjectArithmetic?, form: TypedObjection,
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.objectionNew], "objection", crumbs: ownCrumbs(round.id, round.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.objectionNew])
            guard clock(of: round, &html) else { return }
            pick(round, subjects, form, problems, &html)
            guard let arithmetic else { return }
            html.element(.section) { html in
                html.element(.h2, text: arithmetic.title)
                self.arithmetic(arithmetic, &html)
            }
            html.form(addresses.ownZone("rounds", round.id.text, "objections", "check"), self) { html in
                html.hidden("indicator", form.indicator)
                html.area(
                    "grounds", words[.objectionGrounds], hint: words[.objectionGroundsHint], value: form.grounds,
                    rows: 8, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.objectionGoOn], primary: true)
                    html.element(.span, .css("why"), text: words[.objectionFilesNext])
                }
            }
        }
    }

    /// How long there is still time. - Returns: whether there is.
    private func clock(of round: OwnRound, _ html: inout HTML) -> Bool {
        guard let clock = round.clock else {
            html.notice(.info, words[.objectionNoNotice])
            return false
        }
        switch clock.phase {
        case .ahead:
            html.notice(.info, words(.objectionAhead, ["from": words.day(clock.from), "to": words.day(clock.to)]))
        case .over: html.notice(.warn, words(.objectionOver, ["to": words.day(clock.to)]))
        case .running:
            html.notice(.info, words(.objectionUntil, ["rest": rest(of: clock), "to": words.day(clock.to)]))
        }
        return clock.phase == .running
    }

    private func pick(
        _ round: OwnRound, _ subjects: ObjectionSubjects, _ form: TypedObjection, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.element(
            .form, Attribute("method", "get"),
            .action(addresses.ownZone("rounds", round.id.text, "objections", "new"))
        ) { html in
            html.subjects(
                "indicator", words[.objectionSubject], subjects, form.indicator, self, problems,
                hint: words[.objectionSubjectHint])
            html.element(.p, .css("acts")) { html in
                html.button(
                    words[form.indicator.isEmpty ? .objectionShow : .objectionShowOther],
                    primary: form.indicator.isEmpty)
            }
        }
    }

    /// All that is filed, before it is: what was typed, and the files that go with it.
    package func objectionCheckPage(
        _ round: OwnRound, _ arithmetic: SubjectArithmetic, zone: ZoneID, _ called: Called, id: ObjectionID,
        form: TypedObjection,
        problems: FormProblems = .none
    ) -> [UInt8] {
        let crumbs =
            ownCrumbs(round.id, round.title) + [
                (words[.objectionNew], addresses.objection(to: CriterionID(form.indicator), in: round.id))
            ]
        return page(words[.objectionCheck], "objection", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.objectionCheck])
            _ = clock(of: round, &html)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.zoneHead], called.zone(zone))
                html.fact(words[.objectionSubject], arithmetic.title)
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.objectionGrounds])
                html.element(.p) { $0.lines(form.grounds) }
                let error = problems.words(for: "grounds")
                if error != nil { html.error(error, of: "grounds") }
            }
            html.form(addresses.ownZone("rounds", round.id.text, "objections"), self, .upload) { html in
                html.once(self)
                html.hidden("id", id.text)
                html.hidden("indicator", form.indicator)
                html.hidden("grounds", form.grounds)
                html.files(self, problems)
                html.element(.ul) { html in
                    html.element(.li, text: words[.objectionBound])
                    html.element(.li, text: words[.objectionPublic])
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.objectionFile], primary: true)
                }
            }
            // What was typed goes back with it.
            html.form(addresses.ownZone("rounds", round.id.text, "objections", "new"), self) { html in
                html.hidden("indicator", form.indicator)
                html.hidden("grounds", form.grounds)
                html.element(.p, .css("acts")) { $0.button(words[.objectionChange]) }
            }
        }
    }

    /// One objection, as its zone sees it.
    package func ownObjectionPage(
        _ objection: Objection, _ round: OwnRound, _ called: Called, decision: OwnPaper?, received: String?,
        mayHear: Bool, mayReceive: Bool, text: String = "", problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let title = words(
            objection.isReport ? .objectionReportOf : .objectionOf,
            ["indicator": called.indicator(objection.indicator)])
        return page(title, "objection", crumbs: ownCrumbs(round.id, round.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            if let done { html.notice(.good, words[done]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.stateHead], words[state(of: objection)])
                html.fact(words[.objectionNumber], objection.id.text)
                html.fact(words[.objectionFiledOn], words.day(objection.filedOn))
                html.fact(words[.eventHead], "\(objection.filed)")
            }
            said(objection, &html) { number in
                addresses.ownZone("rounds", round.id.text, "objections", objection.id.text, "files", "\(number)")
            }
            if mayHear { hearing(objection, round, text, problems, &html) }
            decided(objection, round, decision, received, mayReceive, &html)
        }
    }

    /// Grounds, files, what the zone said to a report.
    func said(_ objection: Objection, _ html: inout HTML, file address: (Int) -> Address) {
        // Why a round was taken up again is the bureau's own: what is said of it in public is in the decision.
        if !objection.isOrder || bearer?.role != .applicant {
            html.element(.section) { html in
                html.element(.h2, text: words[objection.isOrder ? .objectionOrder : .objectionGrounds])
                if let grounds = objection.grounds { html.element(.p) { $0.lines(grounds) } }
                files(objection.evidence, from: 1, &html, address)
            }
        }
        guard let hearing = objection.hearing else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.hearingTitle])
            if let text = hearing.text { html.element(.p) { $0.lines(text) } }
            files(hearing.evidence, from: objection.evidence.count + 1, &html, address)
        }
    }

    private func files(
        _ files: [Evidence], from first: Int, _ html: inout HTML, _ address: (Int) -> Address
    ) {
        guard !files.isEmpty else { return }
        html.element(.ul, .css("files")) { html in
            for (place, file) in files.enumerated() {
                html.element(.li) { html in
                    html.element(.a, .href(address(first + place)), text: file.name)
                    if let size = file.size {
                        html.element(.span, .css("quiet"), text: "　" + self.size(size))
                    }
                }
            }
        }
    }

    private func hearing(
        _ objection: Objection, _ round: OwnRound, _ text: String, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.hearingTitle])
            html.element(.p, text: words[.hearingLead])
            html.form(
                addresses.ownZone("rounds", round.id.text, "objections", objection.id.text, "hear"), self, .upload
            ) { html in
                html.once(self)
                html.area("text", words[.hearingText], hint: words[.hearingHint], value: text, rows: 6, problems)
                html.files(self, problems, isNeeded: false)
                html.element(.p, .css("acts")) { $0.button(words[.hearingSend], primary: true) }
            }
        }
    }

    private func decided(
        _ objection: Objection, _ round: OwnRound, _ paper: OwnPaper?, _ received: String?, _ mayReceive: Bool,
        _ html: inout HTML
    ) {
        guard let decision = objection.decision else {
            return html.element(.p, .css("quiet"), text: words[.objectionUndecided])
        }
        html.element(.section, .id("decision")) { html in
            html.element(.h2, text: words[.decisionTitle])
            html.element(
                .p,
                text: words(
                    decision.isUpheld ? .decisionUpheld : .decisionRejected, ["day": words.day(decision.day)]))
            if let reasons = decision.reasons { html.element(.p) { $0.lines(reasons) } }
            if let paper {
                html.element(.p) {
                    $0.element(.a, .href(address(of: paper, round.id)), text: words[.decisionPaper])
                }
            }
            if let received { html.element(.p, text: words(.decisionReceived, ["time": received])) }
            guard mayReceive else { return }
            html.element(.p, text: words[.decisionReceiveLead])
            html.form(
                addresses.ownZone("rounds", round.id.text, "objections", objection.id.text, "receive"), self
            ) { html in
                html.once(self)
                html.element(.p, .css("acts")) { $0.button(words[.decisionReceive], primary: true) }
            }
        }
    }
}

extension HTML {
    /// Files that go with what is said, several at once.
    mutating func files(_ frame: Frame, _ problems: FormProblems, isNeeded: Bool = true) {
        let error = problems.words(for: "evidence")
        element(.div, .css("field")) { html in
            html.element(
                .label, Attribute("for", "evidence"),
                text: frame.words[isNeeded ? .objectionFiles : .objectionFilesFree])
            html.element(.p, .css("hint"), .id("evidence-hint"), text: frame.words[.objectionFilesHint])
            html.error(error, of: "evidence")
            html.element(
                .input, .type("file"), .id("evidence"), .name("evidence"), Attribute("multiple"),
                isNeeded ? Attribute("required") : nil,
                Attribute("aria-describedby", error == nil ? "evidence-hint" : "evidence-error evidence-hint"),
                error == nil ? nil : Attribute("aria-invalid", "true"))
        }
    }
}
