// What every page has: its head, the way around, its foot, and what scripts need to know.

package import Assessing
import AssessmentModel
package import EventModel
import Telling

/// Who is signed in, as far as a page shows it.
package struct Bearer: Sendable {
    package let user: String
    package let name: String
    /// What every form brings along.
    package let crossSite: String
    /// Moments as RFC 3339 with the place's offset.
    package let ends: String
    package let warns: String
    package let now: String
    package let hasFactor: Bool
    package let role: Role

    package init(
        user: String, name: String, crossSite: String, ends: String, warns: String, now: String, hasFactor: Bool,
        role: Role
    ) {
        self.user = user
        self.name = name
        self.crossSite = crossSite
        self.ends = ends
        self.warns = warns
        self.now = now
        self.hasFactor = hasFactor
        self.role = role
    }
}

/// What a page is written in: its language, its reader, its place.
package struct Frame: Sendable {
    package let words: PageWords
    package let bearer: Bearer?
    /// Names this build of the assets.
    package let build: String
    /// Whether all is fictional.
    package let isDemo: Bool
    /// The same page in the other language; nil where a page must not tell its address.
    package let other: Address?
    /// A new key, under which what a form asks for is done once, however often it is sent.
    package let key: String
    /// The round that the page is of, for who runs it: every such page says how far it has come.
    package let course: CourseView?

    package init(
        words: PageWords, bearer: Bearer?, build: String, isDemo: Bool, other: Address?, key: String,
        course: CourseView? = nil
    ) {
        self.course = course
        self.words = words
        self.bearer = bearer
        self.build = build
        self.isDemo = isDemo
        self.other = other
        self.key = key
    }

    package var addresses: Addresses { Addresses(words.language) }

    func asset(_ name: String) -> Address { Address(["assets", build, name]) }

    /// The scripts that a page may have.
    enum Script: String {
        case score, page, board, zone

        fileprivate var phrases: [PagePhrase] {
            switch self {
            case .score: PagePhrase.ofScoring
            case .page: PagePhrase.ofPages
            case .board: PagePhrase.ofBoards
            case .zone: PagePhrase.ofZones
            }
        }
    }

    /// A whole page.
    func page(
        _ title: String, _ kind: String, script: Script = .page, crumbs: [(String, Address)] = [],
        main: HTML.Attribute?..., body: (inout HTML) -> Void
    ) -> [UInt8] {
        page(title, kind, script: script, crumbs: crumbs, main: main, body: body)
    }

    func page(
        _ title: String, _ kind: String, script: Script = .page, crumbs: [(String, Address)] = [],
        main: [HTML.Attribute?], body: (inout HTML) -> Void
    ) -> [UInt8] {
        var html = HTML(reserving: script == .score ? 229_376 : 16_384)
        html.doctype()
        html.element(.html, HTML.Attribute("lang", words.language.rawValue)) { html in
            head(title, script, &html)
            html.element(
                .body, HTML.Attribute("data-page", kind), HTML.Attribute("data-build", build),
                bearer.map { HTML.Attribute("data-user", $0.user) },
                bearer.map { HTML.Attribute("data-name", $0.name) },
                bearer.map { HTML.Attribute("data-csrf", $0.crossSite) },
                bearer.map { HTML.Attribute("data-ends", $0.ends) },
                bearer.map { HTML.Attribute("data-warns", $0.warns) },
                bearer.map { HTML.Attribute("data-now", $0.now) },
                bearer.map { HTML.Attribute("data-factor", $0.hasFactor ? "true" : "false") }
            ) { html in
                html.element(.a, .css("skip"), .href(Address(fragment: "main")), text: words[.skip])
                masthead(&html)
                html.crumbs(crumbs, title, words)
                if let course { stages(of: course, &html) }
                html.main(main) { body(&$0) }
                if script != .score { foot(&html) }
                if bearer != nil { scriptWords(script, &html) }
            }
        }
        return html.bytes
    }

    private func head(_ title: String, _ script: Script, _ html: inout HTML) {
        html.element(.head) { html in
            html.element(.meta, HTML.Attribute("charset", "utf-8"))
            html.element(
                .meta, .name("viewport"), HTML.Attribute("content", "width=device-width, initial-scale=1"))
            html.element(.meta, .name("color-scheme"), HTML.Attribute("content", "light dark"))
            html.element(.title, text: words(.titled, ["title": title]))
            html.element(.link, HTML.Attribute("rel", "icon"), .href(asset("icon.svg")))
            html.element(.link, HTML.Attribute("rel", "stylesheet"), .href(asset("heng.css")))
            html.element(.script, .src(asset("look.js")))
            html.element(.script, .type("module"), .src(asset("\(script.rawValue).js")))
        }
    }

    private func masthead(_ html: inout HTML) {
        html.element(.header, .css("masthead")) { html in
            html.element(.p, .css("brand")) { html in
                html.element(.a, .href(bearer.map { addresses.desk(of: $0.role) } ?? addresses.signIn)) { html in
                    html.element(.b, text: "衡")
                    html.text(" ")
                    html.element(.span, text: words[.site])
                }
                if isDemo { html.element(.span, .css("small quiet"), text: words[.demoBanner]) }
            }
            html.element(.nav, HTML.Attribute("aria-label", words[.siteNavigation])) { html in
                html.element(.ul) { html in
                    if let bearer {
                        if let phrase = desk(of: bearer.role) {
                            html.item(words[phrase], addresses.desk(of: bearer.role))
                        }
                        html.item(words[.help], addresses.help)
                        html.item(words[.settings], addresses.account)
                    } else {
                        html.item(words[.help], addresses.help)
                    }
                    if let other {
                        html.otherLanguage(other, than: words.language)
                    }
                    if let bearer {
                        html.element(.li) { html in
                            html.form(addresses.signOut, self, HTML.Attribute("data-sign-out")) { html in
                                html.element(
                                    .button, .css("plain"), text: words(.signOutOf, ["name": bearer.name]))
                            }
                        }
                    }
                }
            }
        }
    }

    func desk(of role: Role) -> PagePhrase? {
        switch role {
        case .expert: .mySheets
        case .officer: .officeTitle
        case .auditor: .auditTitle
        case .securityAdministrator: .accountsTitle
        case .systemAdministrator: .systemTitle
        case .recommender: .prefTitle
        case .applicant: .applyTitle
        default: nil
        }
    }

    private func foot(_ html: inout HTML) {
        html.element(.footer, .css("foot")) { html in
            // What is not sealed is only an expert's; others would wonder whose marks are meant.
            html.element(.p, text: words[[.applicant, .recommender].contains(bearer?.role) ? .footZone : .foot])
        }
    }

    /// The words that scripts say, as text of a template: a page has no script of its own.
    private func scriptWords(_ script: Script, _ html: inout HTML) {
        html.element(.template, .id("words")) { html in
            for phrase in script.phrases {
                html.element(.p, HTML.Attribute("data-key", phrase.scriptKey), text: words.scripted(phrase))
            }
        }
    }
}

extension HTML {
    mutating func main(_ attributes: [Attribute?], _ body: (inout HTML) -> Void) {
        var all: [Attribute?] = [.id("main"), Attribute("tabindex", "-1")]
        all += attributes
        element(.main, all, body)
    }

    /// The way to a page; nothing for one that begins a way.
    mutating func crumbs(_ crumbs: [(String, Address)], _ title: String, _ words: PageWords) {
        guard !crumbs.isEmpty else { return }
        element(.nav, .css("crumbs"), Attribute("aria-label", words[.place])) { html in
            html.element(.ol) { html in
                for (name, address) in crumbs { html.item(name, address) }
                html.element(.li, Attribute("aria-current", "page"), text: title)
            }
        }
    }

    /// An item that leads to the same page in the other language, called as that one calls itself.
    mutating func otherLanguage(_ address: Address, than language: Language) {
        let other: Language = language == .english ? .chinese : .english
        element(.li) {
            $0.element(
                .a, .href(address), Attribute("lang", other.rawValue), Attribute("hreflang", other.rawValue),
                text: other == .english ? "English" : "中文")
        }
    }

    /// A link as an item of a list.
    mutating func item(_ text: String, _ address: Address) {
        element(.li) { $0.element(.a, .href(address), text: text) }
    }

    /// What shows that a form came from a page of ours.
    mutating func crossSite(_ frame: Frame) {
        guard let bearer = frame.bearer else { return }
        hidden("csrf", bearer.crossSite)
    }

    /// By this what is sent twice is done once.
    mutating func once(_ frame: Frame) { hidden("key", frame.key) }

    /// A form that is posted to us, with what shows that it came from a page of ours.
    mutating func form(
        _ address: Address, _ frame: Frame, _ attributes: Attribute?..., body: (inout HTML) -> Void
    ) {
        element(.form, [.post, .action(address)] + attributes) { html in
            html.crossSite(frame)
            body(&html)
        }
    }
}
