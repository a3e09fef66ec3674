// 证书登记: every certificate of a round with its state, and one of them with what can be done about it.

package import Assessing
package import AssessmentModel
package import EventModel
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// In the order of their numbers.
    package func certificatesPage(
        _ entries: [CertificateEntry], of course: CourseView, _ called: Called, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.certificatesTitle], "certificates", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.certificatesTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.certificatesLead])
            guard !entries.isEmpty else {
                html.element(.p, .css("empty"), text: words[.certificatesNone])
                return html.element(.p) {
                    $0.element(.a, .href(addresses.round(course.round, "final")), text: words[.issueTitle])
                }
            }
            html.table(
                words[.certificatesTitle], hidesCaption: true,
                [
                    words[.certificateNumber], words[.zoneHead], words[.certificateCode], words[.certificateFrom],
                    words[.certificateTo], words[.certificateState],
                ], css: "stack"
            ) { html in
                for entry in entries {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) {
                            $0.element(
                                .a, .href(addresses.certificate(course.round, entry.certificate.id)),
                                text: entry.number)
                        }
                        html.element(.td, text: called.zone(entry.certificate.zone))
                        html.element(.td, Attribute("data-head", words[.certificateCode])) {
                            $0.element(.code, text: entry.certificate.paper?.code ?? "–")
                        }
                        html.element(
                            .td, Attribute("data-head", words[.certificateFrom]),
                            text: words.day(entry.certificate.from))
                        html.element(
                            .td, Attribute("data-head", words[.certificateTo]), text: words.day(entry.certificate.to))
                        html.element(.td, text: state(of: entry))
                    }
                }
            }
        }
    }

    private func state(of entry: CertificateEntry) -> String {
        let day = words.day(entry.certificate.revokedOn ?? "")
        return switch entry.validity {
        case .valid: words[entry.failsNow ? .certificateFails : .certificateValid]
        case .expired: words[.certificateExpired]
        case .revoked: words(.certificateRevoked, ["day": day])
        case .corrected: words(.certificateCorrected, ["day": day, "id": entry.replacement?.id.text])
        }
    }

    /// `mayReplace`: it is revoked, its zone passes, and no other took its place.
    package func certificatePage(
        _ entry: CertificateEntry, of course: CourseView, _ called: Called, mayRevoke: Bool, mayReplace: Bool,
        reason: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        let known = entry.certificate
        let title = words(.certificateTitle, ["number": entry.number])
        let crumbs =
            roundCrumbs(course.round, course.title)
            + [(words[.certificatesTitle], addresses.round(course.round, "certificates"))]
        return page(title, "certificate", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.zoneHead], called.zone(known.zone))
                html.fact(words[.certificateState], state(of: entry))
                html.fact(words[.certificateFrom], words.day(known.from))
                html.fact(words[.certificateTo], words.day(known.to))
                if let code = known.paper?.code { html.fact(words[.certificateCode], code) }
            }
            if known.revoked == nil {
                html.element(.p, .css("acts")) {
                    $0.element(
                        .a, .css("button"),
                        .href(addresses.round(course.round, "documents", "certificate-\(known.zone).pdf")),
                        Attribute("target", "_blank"), text: words[.certificateOpen])
                }
            }
            if mayRevoke { revoke(entry, course, reason, problems, &html) }
            if mayReplace {
                html.form(addresses.round(course.round, "certificates", "issue"), self, .css("sheet seal"), .id("anew"))
                { html in
                    html.once(self)
                    html.hidden("anew", known.zone.text)
                    html.element(.h2, text: words[.anewTitle])
                    html.element(.p, text: words[.anewDoes])
                    html.credentials(self, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.anewDo], primary: true) }
                }
            }
        }
    }

    private func revoke(
        _ entry: CertificateEntry, _ course: CourseView, _ reason: String, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        let place = addresses.certificate(course.round, entry.certificate.id)
        html.form(place, self, .css("sheet seal"), .id("revoke")) { html in
            html.once(self)
            html.element(.h2, text: words[.revokeTitle])
            html.element(.p, text: words[.revokeLead])
            html.area(
                "reason", words[.revokeReason], hint: words[.revokeReasonHint], value: reason, rows: 3, problems)
            html.credentials(self, problems)
            html.element(.p, .css("acts")) { $0.button(words[.revokeDo], primary: true) }
        }
    }

    // MARK: the bundle

    /// `released`: nil where none was; false where something has changed since, which the one that was released does not say.
    package func exportPage(
        of course: CourseView, released: Bool?, files: [String], mayRelease: Bool,
        done: PagePhrase? = nil, problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.exportTitle], "export", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.exportTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.exportLead])
            html.notice(
                released == true ? .good : .info,
                words[released == nil ? .exportNone : released == true ? .exportIs : .exportOld])
            if !files.isEmpty {
                html.element(.p, .css("acts")) {
                    $0.element(
                        .a, .css(released == true ? "button primary" : "button"),
                        .href(addresses.round(course.round, "export.zip")),
                        Attribute("download"), text: words[.exportLoad])
                }
                html.element(.details) { html in
                    html.element(.summary, text: words(.exportFiles, ["count": "\(files.count)"]))
                    html.element(.ul) { html in
                        for file in files { html.element(.li) { $0.element(.code, text: file) } }
                    }
                }
            }
            if mayRelease, released != true {
                html.form(addresses.round(course.round, "export"), self, .id("release")) { html in
                    html.once(self)
                    html.element(.p, text: words[.exportDoes])
                    html.element(.p, .css("acts")) { $0.button(words[.exportDo], primary: true) }
                }
            }
        }
    }
}

extension Addresses {
    package func certificate(_ round: RoundID, _ id: CertificateID) -> Address {
        self.round(round, "certificates", id.text)
    }
}
