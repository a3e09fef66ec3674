// What every page of the public site has: head, way around, foot. No script, no cookie, nothing of who reads.

package import AssessmentModel
import Telling

/// What a page of the public site is written in.
package struct PublicFrame: Sendable {
    package let words: PageWords
    package let place: PublicPlace
    /// Names this build of the styles.
    package let build: String
    /// Who publishes; empty where nothing is published yet.
    package let issuer: String
    package let imprint: Imprint
    /// Whether anything shown is fictional.
    package let isSpecimen: Bool
    /// Whether its links begin at the root: of a page that is shown at any address.
    package let isRooted: Bool

    package init(
        words: PageWords, place: PublicPlace, build: String, issuer: String, imprint: Imprint, isSpecimen: Bool,
        isRooted: Bool
    ) {
        self.imprint = imprint
        self.isRooted = isRooted
        self.words = words
        self.place = place
        self.build = build
        self.issuer = issuer
        self.isSpecimen = isSpecimen
    }

    /// What a browser may do with a page; it stands in the page itself, for servers of files that send no headers.
    package static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

    private var folders: [String] { isRooted ? [] : place.folders(in: words.language) }

    func link(_ goal: PublicPlace) -> Address { link(goal, words.language) }

    private func link(_ goal: PublicPlace, _ language: Language) -> Address {
        Address(from: folders, to: goal.folders(in: language), isRooted: isRooted)
    }

    /// A file beside a page, or below it in a folder; these stand once for all languages.
    func file(_ path: [String], at goal: PublicPlace, of language: Language? = nil) -> Address {
        let language = language ?? (path.count > 1 ? .chinese : words.language)
        return Address(
            from: folders, to: goal.folders(in: language) + path.dropLast(), file: path.last, isRooted: isRooted)
    }

    private func asset(_ name: String) -> Address {
        Address(from: folders, to: ["assets", build], file: name, isRooted: isRooted)
    }

    func page(
        _ title: String, crumbs: [(String, PublicPlace)] = [], body: (inout HTML) -> Void
    ) -> [UInt8] {
        var html = HTML(reserving: 65_536)
        html.doctype()
        html.element(.html, HTML.Attribute("lang", words.language.rawValue)) { html in
            head(title, &html)
            html.element(.body, HTML.Attribute("data-page", "public")) { html in
                html.element(.a, .css("skip"), .href(Address(fragment: "main")), text: words[.skip])
                masthead(&html)
                html.crumbs(crumbs.map { ($0, link($1)) }, title, words)
                html.main([.css("public")]) { body(&$0) }
                foot(&html)
            }
        }
        return html.bytes
    }

    private func head(_ title: String, _ html: inout HTML) {
        html.element(.head) { html in
            html.element(.meta, HTML.Attribute("charset", "utf-8"))
            html.element(
                .meta, HTML.Attribute("http-equiv", "Content-Security-Policy"), HTML.Attribute("content", Self.policy))
            html.element(
                .meta, .name("viewport"), HTML.Attribute("content", "width=device-width, initial-scale=1"))
            html.element(.meta, .name("color-scheme"), HTML.Attribute("content", "light dark"))
            html.element(.meta, .name("referrer"), HTML.Attribute("content", "no-referrer"))
            html.element(.title, text: words(.publicTitled, ["title": title]))
            html.element(.link, HTML.Attribute("rel", "icon"), .href(asset("icon.svg")))
            html.element(.link, HTML.Attribute("rel", "stylesheet"), .href(asset("heng.css")))
        }
    }

    private func masthead(_ html: inout HTML) {
        html.element(.header, .css("masthead")) { html in
            html.element(.p, .css("brand")) { html in
                html.element(.a, .href(link(.home))) { html in
                    html.element(.b, text: "衡")
                    html.text(" ")
                    html.element(.span, text: words[.publicSite])
                }
                if isSpecimen { html.element(.span, .css("small quiet"), text: words[.demoBanner]) }
            }
            html.element(.nav, HTML.Attribute("aria-label", words[.siteNavigation])) { html in
                html.element(.ul) { html in
                    html.item(words[.publicCheck], link(.papers))
                    html.item(words[.publicKeys], link(.keys))
                    html.item(words[.help], link(.help))
                    html.otherLanguage(
                        link(place, words.language == .english ? .chinese : .english), than: words.language)
                }
            }
        }
    }

    private func registrations(_ html: inout HTML) {
        guard imprint.icp != nil || imprint.police != nil || imprint.siteCode != nil else { return }
        html.element(.p) { html in
            if let icp = imprint.icp {
                html.element(.a, .href(.registerOfSites), text: icp)
                html.text(" ")
            }
            if let police = imprint.police {
                html.element(.a, .href(.registerOfPolice), text: police)
                html.text(" ")
            }
            if let code = imprint.siteCode { html.text(words(.publicSiteCode, ["code": code])) }
        }
    }

    private func foot(_ html: inout HTML) {
        html.element(.footer, .css("foot")) { html in
            let organisation = imprint.organisation.map { words.text($0) } ?? issuer
            if !organisation.isEmpty { html.element(.p, text: words(.publicIssuer, ["issuer": organisation])) }
            if let contact = imprint.contact {
                html.element(
                    .p, text: words(.publicContact, ["contact": words.text(contact)]) + " " + words[.publicReport])
            }
            registrations(&html)
            html.element(.p) { html in
                html.element(.a, .href(link(.accessibility)), text: words[.publicAccessibility])
                html.text(" ")
                html.element(.a, .href(link(.help)), text: words[.help])
            }
            html.element(.p, text: words[.publicFoot])
        }
    }
}

extension Address {
    /// Where a site's ICP number must lead (互联网信息服务管理办法), and where its public-security number does.
    fileprivate static let registerOfSites = Address(written: "https://beian.miit.gov.cn/")
    fileprivate static let registerOfPolice = Address(written: "https://beian.mps.gov.cn/")
}
