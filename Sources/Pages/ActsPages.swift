// 须两人办理的事项: what somebody proposed, what it will do, and the second person's answer.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
package import RoundState
package import Telling

/// An act as one reader may answer it.
package struct AnswerableAct: Sendable {
    package let view: ActView
    /// Whether the reader proposed it.
    package let isOwn: Bool
    /// Whether the reader may answer it at all.
    package let mayAnswer: Bool
    /// Who proposed it, where the reader may know.
    package let proposer: String?

    package init(_ view: ActView, isOwn: Bool, mayAnswer: Bool, proposer: String?) {
        self.view = view
        self.isOwn = isOwn
        self.mayAnswer = mayAnswer
        self.proposer = proposer
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func actsPage(
        _ acts: [AnswerableAct], of course: CourseView, _ called: Called, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.actsTitle], "acts", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.actsTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.actsLead])
            if acts.isEmpty { html.element(.p, .css("empty"), text: words[.actsNone]) }
            html.element(.ul, .css("tasks")) { html in
                for act in acts {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "acts", "\(act.view.pending.seq)")),
                            text: words.text(act.view.pending.kind))
                        html.element(.span, .css("progress")) { html in
                            html.text(words.day(act.view.pending.day))
                            if let proposer = act.proposer { html.text(" · \(proposer)") }
                        }
                        let waits = act.view.isWaiting && !act.view.hasLapsed
                        html.element(.span, .css(waits ? "state due" : "state"), text: words[state(of: act.view)])
                    }
                }
            }
        }
    }

    private func state(of view: ActView) -> PagePhrase {
        switch view.pending.isConfirmed {
        case nil: view.hasLapsed ? .actLapsed : .actWaits
        case true?: .wasConfirmed
        case false?: .wasDeclined
        }
    }

    package func actPage(
        _ act: AnswerableAct, of course: CourseView, _ round: Round?, _ called: Called,
        difference: ResultDifference? = nil, reason: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        let pending = act.view.pending
        let title = words.text(pending.kind)
        let crumbs =
            roundCrumbs(course.round, course.title) + [(words[.actsTitle], addresses.round(course.round, "acts"))]
        return page(title, "act", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.stateHead], words[state(of: act.view)])
                html.fact(words[.actProposed], words.day(pending.day))
                if let proposer = act.proposer { html.fact(words[.actProposer], proposer) }
                html.fact(words[.eventHead], "\(pending.seq)")
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.actDoes])
                html.element(.ul, .css("steps")) { html in
                    for line in says(pending.act, round, called) { html.element(.li, text: line) }
                }
                if let reason = pending.reason, !reason.isEmpty {
                    html.element(.p) { $0.lines(words(.actReason, ["reason": reason])) }
                }
            }
            // Old beside new, cell by cell, as long as it can still come to that.
            if let difference, !act.view.hasLapsed {
                self.difference(difference, round, called, &html)
            } else if !act.view.moves.isEmpty {
                moves(act.view.moves, round, called, &html)
            }
            if case .publish(_, let from, let to) = pending.act, act.view.isWaiting, !act.view.hasLapsed {
                html.notice(.info, words[.actPreview])
                preview(course, from: from, to: to, &html)
            }
            answer(act, course, reason, problems, &html)
        }
    }

    /// What it will do, a line each.
    private func says(_ act: Act?, _ round: Round?, _ called: Called) -> [String] {
        switch act {
        case nil: []
        case .publish(let snapshot, let from, let to):
            [
                words(.actPublish, ["from": words.day(from), "to": words.day(to)]),
                words(.actSnapshot, ["digest": snapshot]),
            ]
        case .conclude(let snapshot, let objections, let notice):
            [
                words(.actConclude, ["objections": objections.isEmpty ? nil : words.list(objections.map(\.text))]),
                words(.actSnapshot, ["digest": snapshot]),
            ]
                + (notice.map { notice in
                    [words(.actCorrection, ["number": notice.number, "statement": notice.statement])]
                        + (notice.days.map {
                            [words(.actPublish, ["from": words.day($0.from), "to": words.day($0.to)])]
                        } ?? [])
                } ?? [])
        case .correct(let objection, let zone, let facts, _, let decides):
            (decides ? [words(.actUpholds, ["objection": objection.text])] : [])
                + facts.sorted { $0.key < $1.key }.map { fact, value in
                    words(
                        .actFact,
                        [
                            "zone": called.zone(zone), "fact": fact,
                            "before": round?.facts[zone]?[fact] ?? "–", "after": value,
                        ])
                }
        case .remove(let zone, let seat, let isSealed, let substitute):
            [
                words(
                    .actRemove,
                    ["zone": called.zone(zone), "seat": seat.shortCode, "sealed": isSealed ? "1" : nil])
            ] + (substitute.map { [words(.actSubstitute, ["expert": called.expert($0)])] } ?? [])
        case .withdraw(let zone, _): [words(.actWithdraw, ["zone": called.zone(zone)])]
        case .breakOff(let statement, _): [words(.actBreakOff, ["statement": statement])]
        case .revoke(let certificate): [words(.actRevoke, ["certificate": certificate.text])]
        case .reopen(let resumption):
            [words(.actReopen, ["statement": resumption.statement]), words.term(.ground, resumption.ground.rawValue)]
                + resumption.orders.map { order in
                    words(
                        .actOrder,
                        ["zone": called.zone(order.zone), "indicator": called.indicator(order.subject)])
                }
        }
    }

    func moves(_ moves: [Move], _ round: Round?, _ called: Called, _ html: inout HTML) {
        let told = { (result: ZoneResult) in
            [
                result.rank.map { words(.rankIs, ["rank": "\($0)"]) } ?? words[.rankNone],
                result.total.map { round?.published($0) ?? $0 } ?? "–", words.term(.verdict, result.verdict),
            ].joined(separator: " · ")
        }
        html.element(.section) { html in
            html.element(.h2, text: words[.actMoves])
            html.table(
                words[.actMoves], hidesCaption: true, [words[.zoneHead], words[.moveBefore], words[.moveAfter]]
            ) { html in
                for move in moves {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(move.zone))
                        html.element(.td, text: told(move.before))
                        html.element(.td, text: told(move.after))
                    }
                }
            }
        }
    }

    private func answer(
        _ act: AnswerableAct, _ course: CourseView, _ reason: String, _ problems: FormProblems, _ html: inout HTML
    ) {
        guard act.view.isWaiting, act.mayAnswer else { return }
        let seq = "\(act.view.pending.seq)"
        html.element(.section) { html in
            html.element(.h2, text: words[act.isOwn ? .actOwnTitle : .actAnswerTitle])
            if act.isOwn { html.element(.p, text: words[.actOwn]) }
            if act.view.hasLapsed { html.notice(.warn, words[.actLapsedLead]) }
            if !act.isOwn, !act.view.hasLapsed {
                html.form(addresses.round(course.round, "acts", seq, "confirm"), self) { html in
                    html.once(self)
                    html.credentials(self, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.actConfirm], primary: true) }
                }
            }
            html.form(addresses.round(course.round, "acts", seq, "decline"), self) { html in
                html.once(self)
                html.area("reason", words[.actDeclineReason], value: reason, rows: 2, problems)
                html.element(.p, .css("acts")) { $0.button(words[act.isOwn ? .actTakeBack : .actDecline]) }
            }
        }
    }
}

extension PageWords {
    func text(_ kind: Act.Kind) -> String { word(.act(kind)) }
}

extension HTML {
    /// The password once more, with the code of who has an authenticator.
    /// `of` tells the fields of one form from another's on the same page.
    mutating func credentials(
        _ frame: Frame, _ problems: FormProblems, of form: String = "", isRequired: Bool = true
    ) {
        userName(frame.bearer?.user ?? "")
        field(
            .init(
                name: form + "password", label: frame.words[.passwordLabel], type: "password",
                autocomplete: "current-password", isRequired: isRequired), problems)
        factorCode(form + "code", frame, problems, isRequired: isRequired)
    }

    /// The code of an authenticator, where the reader has one.
    mutating func factorCode(
        _ name: String, _ frame: Frame, _ problems: FormProblems, isRequired: Bool = true
    ) {
        guard frame.bearer?.hasFactor == true else { return }
        field(
            .init(
                name: name, label: frame.words[.codeLabel], autocomplete: "one-time-code", isNumeric: true,
                isRequired: isRequired, size: 10), problems)
    }
}
