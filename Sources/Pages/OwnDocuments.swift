// What a zone may take along of its result: certificate, papers, receipt; and what became of its objections.

import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
import Scoring
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    func certificate(of own: OwnResult, _ today: String, _ html: inout HTML) {
        let held = own.result.certificates[own.zone]
        guard let certificate = held ?? own.result.takenBack[own.zone] else { return }
        html.element(.section, .id("certificate")) { html in
            html.element(.h2, text: words[.ownCertificate])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.ownCertificateNumber], certificate.id.text)
                html.fact(words[.stateHead], words[state(of: certificate.validity(on: today))])
                html.fact(
                    words[.ownCertificateDays],
                    words(.ownDays, ["from": words.day(certificate.from), "to": words.day(certificate.to)]))
                if let day = certificate.revokedOn { html.fact(words[.ownCertificateRevoked], words.day(day)) }
            }
        }
    }

    private func state(of validity: Certificate.Validity) -> PagePhrase {
        switch validity {
        case .valid: .ownCertificateValid
        case .expired: .ownCertificateExpired
        case .revoked: .ownCertificateIsRevoked
        case .corrected: .ownCertificateCorrected
        }
    }

    /// The zone's own objections, and what others report of it, newest first.
    func objections(_ objections: [Objection], _ round: RoundID, _ called: Called, _ html: inout HTML) {
        guard !objections.isEmpty else { return }
        html.element(.section, .id("objections")) { html in
            html.element(.h2, text: words[.objectionsTitle])
            html.element(.ul, .css("tasks")) { html in
                for objection in objections.reversed() {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.ownZone("rounds", round.text, "objections", objection.id.text)),
                            text: words(
                                objection.isReport ? .objectionReportOf : .objectionOf,
                                ["indicator": called.indicator(objection.indicator)]))
                        html.element(.span, .css("progress"), text: words.day(objection.filedOn))
                        let waits = objection.waitsForZone
                        html.element(
                            .span, .css(waits ? "state due" : "state"), text: words[state(of: objection)])
                    }
                }
            }
        }
    }

    /// What waits, or what became of it.
    func state(of objection: Objection) -> PagePhrase {
        if let decision = objection.decision {
            return decision.isUpheld ? .objectionUpheld : .objectionRejected
        }
        return objection.waitsForHearing ? .objectionWaitsForHearing : .objectionWaits
    }

    func documents(of own: OwnResult, _ html: inout HTML) {
        html.element(.section, .id("documents")) { html in
            html.element(.h2, text: words[.ownDocuments])
            html.element(.ul, .css("links")) { html in
                for paper in own.papers {
                    html.element(.li) { html in
                        html.element(.a, .href(address(of: paper, own.round)), text: name(of: paper))
                    }
                }
                html.element(.li) { html in
                    html.element(
                        .a, .href(addresses.ownZone("rounds", own.round.text, "receipt")), Attribute("download"),
                        text: words[.ownReceipt])
                }
            }
            html.element(.p, .css("small quiet"), text: words[.ownReceiptHint])
        }
    }

    func address(of paper: OwnPaper, _ round: RoundID) -> Address {
        addresses.ownZone("rounds", round.text, "papers", paper.name)
    }

    private func name(of paper: OwnPaper) -> String {
        switch paper.kind {
        case .scoreSheet: words[.ownPaperSheet]
        case .certificate: words[.ownPaperCertificate]
        case .notice: words[.ownPaperNotice]
        case .finding: words[.ownPaperFinding]
        case .correction(let place): words(.ownPaperCorrection, ["place": "\(place)"])
        case .decision(let id): words(.ownPaperDecision, ["id": id.text])
        }
    }

    /// The arithmetic of one indicator, as far as its zone sees it: what its score sheet says of it.
    package func ownIndicatorPage(
        _ own: OwnResult, _ subject: CriterionID, _ arithmetic: SubjectArithmetic, mayObject: Bool
    ) -> [UInt8] {
        page(arithmetic.title, "own-indicator", crumbs: ownCrumbs(own.round, own.title), main: .css("record")) { html in
            html.element(.h1, text: arithmetic.title)
            self.arithmetic(arithmetic, &html)
            let comments = own.comments.first { $0.indicator == subject }?.comments ?? []
            if !comments.isEmpty {
                html.element(.section) { html in
                    html.element(.h2, text: words[.ownResultComments])
                    html.element(.ul, .css("links comments")) { html in
                        for comment in comments {
                            html.element(.li) { html in
                                html.element(.span, .css("quiet"), text: comment.seat)
                                html.text("　")
                                html.lines(comment.text)
                            }
                        }
                    }
                }
            }
            if mayObject {
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button"), .href(addresses.objection(to: subject, in: own.round)),
                        text: words[.objectionToThis])
                }
            }
        }
    }

    func arithmetic(_ arithmetic: SubjectArithmetic, _ html: inout HTML) {
        if let explanation = arithmetic.explanation {
            html.arithmetic(explanation)
        } else {
            html.element(.ul, .css("arithmetic")) { html in
                for line in arithmetic.lines { html.element(.li, text: line) }
            }
        }
    }
}

/// What is known of an indicator, a veto, or an item that gives or takes points, at one zone.
package struct SubjectArithmetic: Sendable {
    package let title: String
    /// Of an indicator.
    let explanation: Explanation?
    /// Of a veto or an item.
    let lines: [String]

    package init(title: String, explanation: Explanation) {
        self.title = title
        self.explanation = explanation
        lines = []
    }

    package init(title: String, lines: [String]) {
        self.title = title
        explanation = nil
        self.lines = lines
    }
}

extension Objection {
    /// Whether its zone has something to do: to be heard, or to take the decision.
    var waitsForZone: Bool {
        decision == nil ? waitsForHearing : receipt == nil
    }
}
