// 审计: the log in words with its proofs, the verification of all, and who signed in or looked.

package import Assessing
package import AssessmentModel
import AuditLedger
import EventModel
package import Proving
import Reasons
import RoundState
import Telling

/// What the proof of the whole database has come to.
package enum VerificationState: Sendable {
    case never
    case running(ProofStage, since: String)
    case held(Proof, at: String)
    /// The first thing that is wrong, in words.
    case failed(LocalizedText, at: String)
    /// It could not be done.
    case broken(at: String)
}

/// A line of what was looked at.
package struct ReadingLine: Sendable {
    package let at: String
    package let user: String
    package let what: String

    package init(at: String, user: String, what: String) {
        self.at = at
        self.user = user
        self.what = what
    }
}

/// A line of the log of sign-ins.
package struct SignInLine: Sendable {
    package let id: Int
    package let at: String
    package let user: String
    package let what: String
    package let by: String
    package let address: String
    package let agent: String

    package init(id: Int, at: String, user: String, what: String, by: String, address: String, agent: String) {
        self.id = id
        self.at = at
        self.user = user
        self.what = what
        self.by = by
        self.address = address
        self.agent = agent
    }
}

/// The log's head as it stands.
package struct LogHead: Sendable {
    package let origin: String
    package let size: Int
    package let signed: Int
    package let keys: [String]

    package init(origin: String, size: Int, signed: Int, keys: [String]) {
        self.origin = origin
        self.size = size
        self.signed = signed
        self.keys = keys
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func auditPage(_ head: LogHead, _ state: VerificationState, _ courses: [CourseView]) -> [UInt8] {
        page(words[.auditTitle], "audit", script: isRunning(state) ? .board : .page, main: following) {
            html in
            html.element(.h1, text: words[.auditTitle])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.ledgerName], head.origin)
                html.fact(words[.eventsHead], "\(head.size)")
                html.fact(words[.signedHead], "\(head.signed)")
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.verifyTitle])
                verification(state, of: head, &html)
                if !isRunning(state) {
                    html.form(addresses.audit("verify"), self) { html in
                        html.element(.p, .css("acts")) { $0.button(words[.verifyAll], primary: true) }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.keysOfLedger])
                for key in head.keys { html.element(.p) { $0.element(.code, text: key) } }
                html.element(.p, .css("quiet"), text: words[.keysHint])
            }
            html.element(.ul, .css("links")) { html in
                html.item(words[.logTitle], addresses.audit("events"))
                html.item(words[.accountsTitle], addresses.audit("users"))
                html.item(words[.signInsTitle], addresses.audit("sign-ins"))
                html.item(words[.readingsTitle], addresses.audit("readings"))
                html.item(words[.appsTitle], addresses.office("applications"))
                html.item(words[.callsTitle], addresses.office("calls"))
                html.item(words[.programmesTitle], addresses.office("programmes"))
                html.item(words[.schemesTitle], addresses.office("schemes"))
            }
            guard !courses.isEmpty else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.roundsTitle])
                html.element(.ul, .css("tasks")) { html in
                    for course in courses {
                        html.element(.li) { html in
                            html.element(.a, .href(addresses.round(course.round)), text: words.text(course.title))
                            html.element(.span, .css("state"), text: words.term(.stage, course.stage.rawValue))
                        }
                    }
                }
            }
        }
    }

    /// Told to a script that shows how far work is.
    var following: [HTML.Attribute] { [Attribute("data-every", "1000"), Attribute("data-follow", "running")] }

    private func isRunning(_ state: VerificationState) -> Bool {
        if case .running = state { true } else { false }
    }

    private func verification(_ state: VerificationState, of head: LogHead, _ html: inout HTML) {
        switch state {
        case .never: html.element(.p, .css("empty"), text: words[.verifyNever])
        case .running(let stage, let since):
            html.element(
                .div, .css("notice info"), .id("running")
            ) { html in
                html.element(.p, text: words(.verifyRunning, ["since": since]))
                html.element(.p, .id("updated"), text: progress(stage, of: head.size))
                if case .events(let count) = stage {
                    html.element(.progress, Attribute("max", "\(head.size)"), .value("\(count)"), .unspoken)
                }
            }
        case .held(let proof, let at):
            html.notice(.good, words(.verifyHeld, ["events": "\(proof.size)", "at": at]))
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.rootHead], proof.root)
                html.fact(words[.headsHead], "\(proof.checkpoints)")
                html.fact(words[.unsignedHead], "\(proof.unsigned)")
                html.fact(words[.erasedHead], "\(proof.erased)")
                html.fact(words[.roundsTitle], "\(proof.rounds.count)")
            }
        case .failed(let why, let at):
            html.element(.div, .css("notice bad"), Attribute("role", "alert")) { html in
                html.element(.p) { $0.element(.b, text: words(.verifyFailed, ["at": at])) }
                html.element(.p, text: words.text(why))
                html.element(.p, text: words[.verifyFailedWhat])
            }
        case .broken(let at): html.notice(.warn, words(.verifyBroken, ["at": at]))
        }
    }

    private func progress(_ stage: ProofStage, of size: Int) -> String {
        switch stage {
        case .events(let count): words(.verifyEvents, ["count": "\(count)", "of": "\(size)"])
        case .heads: words[.verifyHeads]
        case .files: words[.verifyFiles]
        case .results: words[.verifyResults]
        }
    }

    package func auditCrumbs() -> [(String, Address)] { [(words[.auditTitle], addresses.audit)] }

    // MARK: the log

    package func logPage(
        _ shown: LogPage, _ filter: LogFilter, rounds: [(RoundID, LocalizedText)], day: String, problem: String? = nil
    ) -> [UInt8] {
        page(words[.logTitle], "log", crumbs: auditCrumbs()) { html in
            html.summary(FormProblems(problem.map { [("day", $0)] } ?? []), self)
            html.element(.h1, text: words[.logTitle])
            html.element(
                .form, Attribute("method", "get"), .action(addresses.audit("events")), .css("choose")
            ) { html in
                html.pick(
                    "family", words[.whatHead], none: words[.groundAll],
                    LogFilter.Family.allCases.map { ($0.rawValue, words[phrase(of: $0)]) }, filter.family?.rawValue)
                html.pick(
                    "round", words[.roundHead], none: words[.groundAll],
                    rounds.map { ($0.0.text, words.text($0.1)) }, filter.round?.text)
                html.element(.label, Attribute("for", "day"), text: words[.dayHead])
                html.element(
                    .input, .id("day"), .name("day"), .value(day), Attribute("size", "10"),
                    problem == nil ? nil : Attribute("aria-invalid", "true"),
                    Attribute("autocomplete", "off"), Attribute("placeholder", "2026-11-09"))
                html.button(words[.boardChoose])
            }
            if shown.entries.isEmpty { html.element(.p, .css("empty"), text: words[.logNone]) }
            if !shown.entries.isEmpty { log(shown.entries, &html) }
            guard let next = shown.next else { return }
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button"), .href(addresses.log(filter, before: next)), text: words[.logOlder])
            }
        }
    }

    private func phrase(of family: LogFilter.Family) -> PagePhrase {
        switch family {
        case .people: .familyPeople
        case .registry: .familyRegistry
        case .applications: .familyApplications
        case .planning: .familyPlanning
        case .scoring: .familyScoring
        case .result: .familyResult
        case .papers: .familyPapers
        }
    }

    private func log(_ entries: [LogEntry], _ html: inout HTML) {
        html.table(
            words(.logCaption, entries.count),
            [words[.eventHead], words[.dayHead], words[.whatHead], words[.roundHead], words[.whoHead]], numbers: [0]
        ) { html in
            for entry in entries {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), .css("number")) {
                        $0.element(
                            .a, .href(addresses.audit("events", "\(entry.event.seq)")), text: "\(entry.event.seq)")
                    }
                    html.element(.td, text: entry.event.at)
                    html.element(.td, text: words.word(.event(entry.event.type)))
                    html.element(.td, text: entry.event.fields["round"]?.stringValue ?? "")
                    html.element(.td, text: entry.actor ?? "")
                }
            }
        }
    }

    package func eventPage(_ proven: ProvenEntry) -> [UInt8] {
        let (entry, event) = (proven.entry, proven.entry.event)
        let title = words(.eventTitle, ["event": "\(event.seq)"])
        let crumbs = auditCrumbs() + [(words[.logTitle], addresses.audit("events"))]
        return page(title, "event", crumbs: crumbs) { html in
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.whatHead], words.word(.event(event.type)))
                html.fact(words[.dayHead], words.day(event.at))
                if let actor = entry.actor { html.fact(words[.whoHead], actor) }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.eventFields])
                html.table(words[.eventFields], hidesCaption: true, [words[.fieldHead], words[.valueHead]]) { html in
                    for (name, value) in event.fields.sorted(by: { $0.key < $1.key }) {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row")) { $0.element(.code, text: name) }
                            html.element(.td, text: words.line(value))
                        }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.eventValues])
                html.element(.p, .css("quiet"), text: words[.eventValuesLead])
                html.table(words[.eventValues], hidesCaption: true, [words[.fieldHead], words[.valueHead]]) { html in
                    for value in entry.values {
                        html.element(.tr) { html in
                            html.element(
                                .th, Attribute("scope", "row"), text: words.word(.term(.concealed, value.name)))
                            html.element(.td, text: value.value.map { words.line($0) } ?? words[.valueOfDraft])
                        }
                    }
                }
                if entry.erased > 0 { html.element(.p, text: words(.valuesErased, entry.erased)) }
            }
            proof(proven, &html)
        }
    }

    private func proof(_ proven: ProvenEntry, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.proofTitle])
            guard let head = proven.head else {
                return html.element(.p, .css("empty"), text: words[.proofNone])
            }
            html.element(
                .p, text: words(.proofLead, ["size": "\(head.size)", "count": "\(proven.path.count)"]))
            html.element(.details) { html in
                html.element(.summary, text: words[.proofBytes])
                html.element(.dl, .css("bytes")) { html in
                    html.fact(words[.proofLeaf], proven.leaf)
                    for (place, hash) in proven.path.enumerated() {
                        html.fact(words(.proofStep, ["number": "\(place + 1)"]), hash)
                    }
                    html.fact(words[.proofHead], head.note)
                    html.fact(words[.proofBody], proven.body)
                }
            }
        }
    }

    // MARK: who signed in, who looked

    package func signInsPage(
        _ lines: [SignInLine], next: Address?, crumbs: [(String, Address)]
    ) -> [UInt8] {
        page(words[.signInsTitle], "sign-ins", crumbs: crumbs) { html in
            html.element(.h1, text: words[.signInsTitle])
            html.element(.p, .css("lead"), text: words[.signInsLead])
            if lines.isEmpty { html.element(.p, .css("empty"), text: words[.signInsNone]) }
            if !lines.isEmpty {
                html.table(
                    words(.signInsCaption, lines.count),
                    [
                        words[.timeHead], words[.userHead], words[.whatHead], words[.byHead], words[.addressHead],
                        words[.deviceHead],
                    ], css: "wide"
                ) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row"), text: line.at)
                            for text in [line.user, line.what, line.by, line.address, line.agent] {
                                html.element(.td, text: text)
                            }
                        }
                    }
                }
            }
            if let next {
                html.element(.p, .css("acts")) { $0.element(.a, .css("button"), .href(next), text: words[.logOlder]) }
            }
        }
    }

    package func readingsPage(_ lines: [ReadingLine], older: Int?) -> [UInt8] {
        page(words[.readingsTitle], "readings", crumbs: auditCrumbs()) { html in
            html.element(.h1, text: words[.readingsTitle])
            html.element(.p, .css("lead"), text: words[.readingsLead])
            html.table(
                words[.readingsTitle], hidesCaption: true, [words[.timeHead], words[.userHead], words[.pageHead]]
            ) { html in
                for line in lines {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: line.at)
                        html.element(.td, text: line.user)
                        html.element(.td) { $0.element(.code, text: line.what) }
                    }
                }
            }
            guard let older else { return }
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button"), .href(addresses.readings(before: older)), text: words[.logOlder])
            }
        }
    }
}

extension LogEntry {
    /// Who took the step, as the event conceals it.
    fileprivate var actor: String? {
        guard case .object(let members)? = values.first(where: { $0.name == "actor" })?.value else { return nil }
        return members["user"]?.stringValue
    }
}
