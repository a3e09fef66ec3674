// /v/: what a paper's QR code leads to: which certificate or result it is of, whether it holds, how to check it oneself.

package import Assessing
package import AssessmentModel
import EventModel
import RoundState
import Telling

extension PublicFrame {
    private typealias Attribute = HTML.Attribute

    package func papersPage() -> [UInt8] {
        page(words[.publicCheck], crumbs: [(words[.publicHome], .home)]) { html in
            html.element(.h1, text: words[.publicCheck])
            html.element(.p, .css("lead"), text: words[.publicCheckLead])
            html.element(.p, text: words[.publicCheckHow])
        }
    }

    package func certificatePage(_ entry: CertificateEntry, _ round: PublishedRound?) -> [UInt8] {
        let certificate = entry.certificate
        let crumbs: [(String, PublicPlace)] = [(words[.publicHome], .home), (words[.publicCheck], .papers)]
        let heading = words(.publicCertificateNumber, ["number": entry.number])
        return page(heading, crumbs: crumbs) { html in
            html.element(.h1, text: heading)
            let day = certificate.revokedOn.map(words.day)
            switch entry.validity {
            case .valid where entry.failsNow: break
            case .valid: html.notice(.good, words[.publicValid])
            case .expired: html.notice(.warn, words(.publicExpired, ["day": words.day(certificate.to)]))
            case .revoked: html.notice(.bad, words(.publicRevoked, ["day": day]))
            case .corrected: html.notice(.warn, words(.publicCorrected, ["day": day]))
            }
            if entry.failsNow { html.notice(.warn, words[.publicFailsNow]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.zoneHead], entry.zone.map { words.text($0.name) } ?? certificate.zone.text)
                if let plan = entry.plan {
                    html.fact(words[.roundHead], words.text(plan.title))
                    html.fact(words[.publicIssuedBy], words.text(plan.issuer))
                }
                html.fact(words[.publicFrom], words.day(certificate.from))
                html.fact(words[.publicTo], words.day(certificate.to))
            }
            if let code = entry.replacement?.paper?.code {
                html.element(.p) { $0.element(.a, .href(link(.paper(code, nil))), text: words[.publicReplacement]) }
            }
            if let round {
                html.element(.p) {
                    $0.element(
                        .a, .href(link(.zone(round.round.id, certificate.zone))),
                        text: words(
                            .resultOf, ["zone": round.names.name(of: certificate.zone, in: words.language)]))
                }
            }
            ownCheck(digest: certificate.paper?.digest, &html)
        }
    }

    /// A paper that names a result by the beginning of its digest; the zone's newest certificate holds or does not.
    package func resultPaperPage(
        _ code: String, of zone: ZoneID?, _ shown: PublishedRound, isReplaced: Bool, _ certificate: CertificateEntry?
    ) -> [UInt8] {
        let crumbs: [(String, PublicPlace)] = [(words[.publicHome], .home), (words[.publicCheck], .papers)]
        return page(words[.publicResultPaper], crumbs: crumbs) { html in
            html.element(.h1, text: words[.publicResultPaper])
            if isReplaced {
                html.element(.div, .css("notice warn")) { html in
                    html.element(.p) { html in
                        html.text(words[.publicPaperReplaced])
                        html.text(" ")
                        html.element(.a, .href(link(.changes(shown.round.id))), text: words[.publicChanges])
                    }
                }
            } else {
                html.notice(.good, words[.publicPaperCurrent])
            }
            if let certificate { self.certificate(certificate, &html) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.roundHead], title(of: shown))
                if let zone { html.fact(words[.zoneHead], shown.names.name(of: zone, in: words.language)) }
            }
            html.element(.ul, .css("links")) { html in
                html.item(title(of: shown), link(.ranking(shown.round.id)))
                if let zone {
                    html.item(
                        words(.resultOf, ["zone": shown.names.name(of: zone, in: words.language)]),
                        link(.zone(shown.round.id, zone)))
                }
            }
            ownCheck(digest: nil, &html)
        }
    }

    private func ownCheck(digest: String?, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.publicVerify])
            html.element(.p, text: words[.publicVerifyPaper])
            if let digest {
                html.element(.dl, .css("bytes")) { $0.fact(words[.publicPaperDigest], digest) }
            }
        }
    }
}
