// A zone's part of a published result: verdict with the lines compared, the whole arithmetic, its certificate.

package import Assessing
import AssessmentModel
import EventModel
import RoundState
package import Scoring
package import Telling

extension PublicFrame {
    private typealias Attribute = HTML.Attribute

    /// `explanation` follows every digit down to the marks of the seats.
    package func zonePage(
        _ score: ZoneScore, _ shown: PublishedRound, _ explanation: Explanation, _ entry: CertificateEntry?
    ) -> [UInt8] {
        let id = shown.round.id
        let name = shown.names.name(of: score.zone, in: words.language)
        let heading = words(.resultOf, ["zone": name])
        let crumbs: [(String, PublicPlace)] = [(words[.publicHome], .home), (title(of: shown), .ranking(id))]
        return page(heading, crumbs: crumbs) { html in
            html.element(.h1, text: heading)
            state(of: shown, &html)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.rankHead], score.rank.map { "\($0)" } ?? words[.rankNone])
                if let place = shown.scores.firstIndex(where: { $0.zone == score.zone }) {
                    for (head, cell) in zip(shown.table.header, shown.table.rows[place]).dropFirst(2)
                    where !cell.isEmpty {
                        html.fact(head, cell)
                    }
                }
            }
            if let entry { certificate(entry, &html) }
            html.element(.section) { html in
                html.element(.h2, text: words[.arithmeticTitle])
                html.arithmetic(explanation)
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.publicVerify])
                html.element(.p, text: words[.publicVerifyZone])
                html.element(.p) { $0.element(.a, .href(link(.data(id))), text: words[.publicDataLink]) }
            }
        }
    }

    /// The zone's newest certificate, and whether it holds.
    func certificate(_ entry: CertificateEntry, _ html: inout HTML) {
        let certificate = entry.certificate
        let phrase: PagePhrase =
            switch entry.validity {
            case .valid: entry.failsNow ? .publicCertificateFails : .publicCertificateHolds
            case .expired: .publicCertificateExpired
            case .revoked: .publicCertificateRevoked
            case .corrected: .publicCertificateCorrected
            }
        let day = entry.validity == .expired ? certificate.to : certificate.revokedOn
        html.element(.section) { html in
            html.element(.h2, text: words[.publicCertificate])
            html.element(.p) { html in
                html.text(
                    words(
                        phrase,
                        [
                            "from": words.day(certificate.from), "to": words.day(certificate.to),
                            "day": day.map(words.day),
                        ]))
                guard let code = certificate.paper?.code else { return }
                html.text(" ")
                html.element(.a, .href(link(.paper(code, nil))), text: words[.publicCheck])
            }
        }
    }
}

extension HTML {
    /// Lines of arithmetic, each below the one that it belongs to.
    mutating func arithmetic(_ explanation: Explanation) {
        element(.ul, .css("arithmetic")) { html in
            for line in explanation.lines where !line.text.isEmpty {
                html.element(.li, .css("d\(min(line.depth, 6))"), text: line.text)
            }
        }
    }
}
