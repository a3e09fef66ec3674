// 安全管理: everybody's account, who may sign in with what, and lawful erasure that shows exactly what goes.

package import Accounts
import Assessing
package import AuditLedger
package import AssessmentModel
package import EventModel
package import Exchange
import Reasons
import RoundState
package import Telling

/// An account as its administrator sees it.
package struct AccountLine: Sendable {
    package let standing: AccountStanding
    /// How it stands, in words with its moment.
    package let state: String
    /// The last use of any session; empty where there is none.
    package let lastUse: String
    /// Whether it is the reader's own.
    package let isOwn: Bool

    package init(_ standing: AccountStanding, state: String, lastUse: String, isOwn: Bool) {
        self.standing = standing
        self.state = state
        self.lastUse = lastUse
        self.isOwn = isOwn
    }

    fileprivate var user: User { standing.user }
}

/// What was typed into the form of a new account.
package struct AccountForm: Sendable {
    package let id: String
    package let name: String
    package let role: String
    package let zone: String
    package let expert: String

    package init(id: String = "", name: String = "", role: String = "", zone: String = "", expert: String = "") {
        self.id = id
        self.name = name
        self.role = role
        self.zone = zone
        self.expert = expert
    }
}

/// A place where an erasure would take something.
package struct ErasedPlace: Sendable {
    package let event: Int
    package let what: String
    package let name: String
    /// nil where only its length is told, in characters.
    package let value: CanonicalJSON?
    package let length: Int

    package init(event: Int, what: String, name: String, value: CanonicalJSON?, length: Int) {
        self.event = event
        self.what = what
        self.name = name
        self.value = value
        self.length = length
    }
}

/// An account that a table brings: whether it can be added, or was, or why not.
package struct BroughtAccount: Sendable {
    package let user: User
    package let isWell: Bool
    package let why: String

    package init(_ user: User, isWell: Bool, _ why: String) {
        self.user = user
        self.isWell = isWell
        self.why = why
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func securityCrumbs() -> [(String, Address)] { [(words[.accountsTitle], addresses.security)] }

    /// `mayChange`: whether the reader administers accounts, or only reads them.
    package func accountsPage(
        _ lines: [AccountLine], _ called: Called, mayChange: Bool, crumbs: [(String, Address)] = [],
        done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.accountsTitle], "accounts", crumbs: crumbs) { html in
            html.element(.h1, text: words[.accountsTitle])
            if let done { html.notice(.good, words[done]) }
            if mayChange {
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button primary"), .href(addresses.security("new-account")), text: words[.accountNew])
                    html.element(
                        .a, .css("button"), .href(addresses.security("bring-accounts")), text: words[.accountsBring])
                    html.element(.a, .href(addresses.security("sign-ins")), text: words[.signInsTitle])
                    html.element(.a, .href(addresses.security("erasures")), text: words[.erasureTitle])
                }
            }
            html.table(
                words(.accountsCaption, lines.count),
                [
                    words[.userHead], words[.nameHead], words[.roleHead], words[.boundHead], words[.stateHead],
                    words[.factorsTitle], words[.lastUseHead],
                ], numbers: [5], css: "wide"
            ) { html in
                for line in lines { row(line, called, mayChange, &html) }
            }
            html.element(.p, .css("acts")) { html in
                html.downloads(self) { format in
                    mayChange ? addresses.security("users.\(format)") : addresses.audit("users.\(format)")
                }
            }
        }
    }

    private func row(_ line: AccountLine, _ called: Called, _ mayChange: Bool, _ html: inout HTML) {
        html.element(.tr) { html in
            html.element(.th, Attribute("scope", "row")) { html in
                if mayChange {
                    html.element(.a, .href(addresses.security("users", line.user.id.text)), text: line.user.id.text)
                } else {
                    html.text(line.user.id.text)
                }
            }
            html.element(.td, text: line.user.name)
            html.element(.td, text: words.term(.role, line.user.role.rawValue))
            html.element(.td, text: bound(line.user, called))
            let needs = [AccountStanding.State.unmade].contains(line.standing.state)
            html.element(.td, needs ? .css("due") : nil, text: line.state)
            html.element(.td, .css("number"), text: "\(line.standing.factors)")
            html.element(.td, text: line.lastUse)
        }
    }

    /// The zone or the expert that somebody acts for.
    private func bound(_ user: User, _ called: Called) -> String {
        user.zone.map(called.zone) ?? user.expert?.text ?? ""
    }

    package func table(of lines: [AccountLine], _ called: Called) -> SheetTable {
        SheetTable(
            words[.accountsTitle],
            [.userHead, .nameHead, .roleHead, .boundHead, .stateHead].map { .init(words[$0]) }
                + [.init(words[.factorsTitle], .number), .init(words[.lastUseHead])],
            lines.map { line in
                [
                    line.user.id.text, line.user.name, words.term(.role, line.user.role.rawValue),
                    bound(line.user, called), line.state, "\(line.standing.factors)", line.lastUse,
                ]
            })
    }

    package func newAccountPage(
        _ form: AccountForm, zones: [Zone], experts: [ExpertID], _ called: Called, problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.accountNew], "account-new", crumbs: securityCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.accountNew])
            html.element(.p, .css("lead"), text: words[.accountNewLead])
            html.form(addresses.security("new-account"), self) { html in
                html.once(self)
                html.field(
                    .init(name: "id", label: words[.userHead], hint: words[.accountIDHint], value: form.id, size: 20),
                    problems)
                html.field(.init(name: "name", label: words[.nameHead], value: form.name, size: 30), problems)
                html.select(
                    "role", words[.roleHead], problems,
                    Role.allCases.filter { $0 != .everyone }.map {
                        ($0.rawValue, words.term(.role, $0.rawValue), $0.rawValue == form.role)
                    })
                html.select(
                    "zone", words[.boundZone], problems,
                    [("", words[.boundNone], form.zone.isEmpty)]
                        + zones.map { ($0.id.text, called.zone($0.id), $0.id.text == form.zone) })
                html.select(
                    "expert", words[.boundExpert], problems,
                    [("", words[.boundNone], form.expert.isEmpty)]
                        + experts.map { ($0.text, $0.text, $0.text == form.expert) })
                html.element(.p, .css("acts")) { html in
                    html.button(words[.accountAdd], primary: true)
                    html.element(.a, .css("button"), .href(addresses.security), text: words[.back])
                }
            }
        }
    }

    package func bringAccountsPage(_ typed: String = "", problems: FormProblems = .none) -> [UInt8] {
        page(words[.accountsBring], "accounts-bring", crumbs: securityCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.accountsBring])
            html.element(.p, .css("lead"), text: words[.accountsBringLead])
            html.form(addresses.security("bring-accounts"), self, .upload) { html in
                html.tableFields(self, hint: words[.accountsTableHint], typed: typed, problems)
                html.element(.p, .css("acts")) { $0.button(words[.tablePreview], primary: true) }
            }
        }
    }

    /// What would become of each account of a table; `content` is read again when it is confirmed.
    package func accountsPreviewPage(_ rows: [BroughtAccount], content: String) -> [UInt8] {
        let back = addresses.security("bring-accounts")
        return page(words[.accountsBring], "accounts-bring", crumbs: securityCrumbs()) { html in
            html.element(.h1, text: words[.accountsBring])
            let well = brought(rows, counted: .accountsWouldBring, fit: .accountsFit, &html)
            html.form(addresses.security("bring-accounts", "add"), self, .upload) { html in
                if well > 0 {
                    html.once(self)
                    html.hidden("content", content)
                }
                html.element(.p, .css("acts")) { html in
                    if well > 0 { html.button(words(.accountsAdd, well), primary: true) }
                    html.element(.a, .css("button"), .href(back), text: words[.back])
                }
            }
        }
    }

    package func accountsBroughtPage(_ rows: [BroughtAccount]) -> [UInt8] {
        page(words[.accountsBring], "accounts-bring", crumbs: securityCrumbs()) { html in
            html.element(.h1, text: words[.accountsBring])
            _ = brought(rows, counted: .accountsBrought, fit: .accountsAdded, &html)
        }
    }

    /// - Returns: how many are well.
    private func brought(
        _ rows: [BroughtAccount], counted: PagePhrase, fit: PagePhrase, _ html: inout HTML
    ) -> Int {
        let well = rows.count(where: \.isWell)
        let refused = rows.count - well
        html.element(
            .p, .css("lead"),
            text: words(
                counted,
                [
                    "count": "\(well)", "one": well == 1 ? "1" : nil, "refused": refused > 0 ? "\(refused)" : nil,
                ]))
        html.table(
            words(.accountsCaption, rows.count),
            [words[.userHead], words[.nameHead], words[.roleHead], words[.boundHead], words[.outcomeHead]]
        ) { html in
            for row in rows {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: row.user.id.text)
                    html.element(.td, text: row.user.name)
                    html.element(.td, text: words.term(.role, row.user.role.rawValue))
                    html.element(.td, text: row.user.zone?.text ?? row.user.expert?.text ?? "")
                    html.element(.td, row.isWell ? nil : .css("error"), text: row.isWell ? words[fit] : row.why)
                }
            }
        }
        return well
    }

    package func accountPage(
        _ line: AccountLine, _ called: Called, address: String, contact: String = "", problems: FormProblems = .none,
        done: PagePhrase? = nil
    ) -> [UInt8] {
        let user = line.user
        return page(words(.accountOf, ["user": user.id.text]), "account", crumbs: securityCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.accountOf, ["user": user.id.text]))
            if let done { html.notice(.good, words[done]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.nameHead], user.name)
                html.fact(words[.roleHead], words.term(.role, user.role.rawValue))
                if !bound(user, called).isEmpty { html.fact(words[.boundHead], bound(user, called)) }
                html.fact(words[.stateHead], line.state)
                html.fact(words[.factorsTitle], "\(line.standing.factors)")
                html.fact(words[.lastUseHead], line.lastUse.isEmpty ? "–" : line.lastUse)
                html.fact(words[.mailHas], words[line.standing.hasMail ? .mailHasOne : .mailHasNone])
            }
            guard !line.isOwn else { return html.notice(.info, words[.accountIsOwn]) }
            if case .locked = line.standing.state {
                html.form(addresses.security("users", user.id.text, "unlock"), self) { html in
                    html.element(.p, .css("acts")) { $0.button(words[.accountUnlock]) }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.letterTitle])
                html.element(.p, text: words[line.standing.holdsSomething ? .letterAgainLead : .letterLead])
                html.form(addresses.security("users", user.id.text, "letter"), self) { html in
                    html.field(
                        .init(
                            name: "address", label: words[.letterAddress], hint: words[.letterAddressHint],
                            value: address, size: 40), problems)
                    html.field(
                        .init(
                            name: "contact", label: words[.letterContact], value: contact, isRequired: false, size: 30),
                        problems)
                    html.credentials(self, problems, of: "letter-")
                    html.element(.p, .css("acts")) { $0.button(words[.letterDo]) }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.accountRemoveTitle])
                html.element(.p, text: words[.accountRemoveLead])
                html.form(addresses.security("users", user.id.text, "remove"), self) { html in
                    html.once(self)
                    html.field(
                        .init(
                            name: "typed", label: words[.accountRemoveTyped],
                            hint: words(.accountRemoveHint, ["user": user.id.text]), size: 20), problems)
                    html.credentials(self, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.accountRemove]) }
                }
            }
        }
    }

    // MARK: erasure

    /// `places` is what would go; nil before anything was chosen.
    package func erasurePage(
        kind: String, subject: String, basis: String, places: [ErasedPlace]?, typed: String = "",
        problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.erasureTitle], "erasure", crumbs: securityCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.erasureTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.erasureLead])
            html.form(addresses.security("erasures"), self) { html in
                html.select(
                    "kind", words[.erasureKind], problems,
                    [
                        ("expert", words[.erasureExpert], kind == "expert"),
                        ("account", words[.erasureAccount], kind == "account"),
                        ("comment", words[.erasureComment], kind == "comment"),
                        ("value", words[.erasureValue], kind == "value"),
                        ("evidence", words[.erasureEvidence], kind == "evidence"),
                    ])
                html.field(
                    .init(
                        name: "subject", label: words[.erasureSubject], hint: words[.erasureSubjectHint],
                        value: subject, size: 50), problems)
                html.area(
                    "basis", words[.erasureBasis], hint: words[.erasureBasisHint], value: basis, rows: 2, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.erasureShow], primary: places == nil, .name("do"), .value("show"))
                }
                guard let places else { return }
                html.element(.h2, text: words(.erasurePlaces, places.count))
                html.table(
                    words(.erasurePlaces, places.count), hidesCaption: true,
                    [words[.eventHead], words[.whatHead], words[.fieldHead], words[.valueHead]], numbers: [0]
                ) { html in
                    for place in places {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row"), .css("number"), text: "\(place.event)")
                            let value = place.value.map { words.line($0) } ?? words(.erasureLength, place.length)
                            for text in [place.what, place.name, value] { html.element(.td, text: text) }
                        }
                    }
                }
                html.element(.p, text: words[.erasureFinal])
                html.once(self)
                html.field(
                    .init(
                        name: "typed", label: words[.erasureTyped], hint: words[.erasureTypedHint], value: typed,
                        isNumeric: true, isRequired: false, size: 5), problems)
                html.credentials(self, problems, isRequired: false)
                html.element(.p, .css("acts")) {
                    $0.button(words(.erasureDo, places.count), .name("do"), .value("erase"))
                }
            }
        }
    }
}
