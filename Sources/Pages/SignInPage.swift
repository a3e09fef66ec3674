// 登录: name and password, the code of an authenticator, a letter that is opened.

import AssessmentModel
import Reasons
import Telling

extension Frame {
    /// An account that anybody may use.
    package struct DemoAccount: Sendable {
        package let user: String
        package let name: String
        package let role: String
        package let password: String

        package init(user: String, name: String, role: String, password: String) {
            self.user = user
            self.name = name
            self.role = role
            self.password = password
        }
    }

    /// A small sheet in the middle of the page.
    private func narrowPage(
        _ title: String, _ kind: String, _ problems: FormProblems, body: (inout HTML) -> Void
    ) -> [UInt8] {
        page(title, kind, main: .css("paper narrow")) { html in
            html.summary(problems, self)
            html.element(.div, .css("sheet narrow")) { html in
                html.element(.header) { $0.element(.h1, text: title) }
                body(&html)
            }
        }
    }

    /// `then` is the page to go to afterwards; `carried` are fields of a form that came when nobody was signed in any more.
    package func signInPage(
        user: String = "", then: String = "", problems: FormProblems = .none, demo: [DemoAccount] = [],
        carried: [(String, String)] = []
    ) -> [UInt8] {
        narrowPage(words[.signInTitle], "sign-in", problems) { html in
            if !carried.isEmpty { html.notice(.info, words[.carriedNotice]) }
            html.form(addresses.signIn, self) { html in
                html.field(
                    .init(name: "user", label: words[.userLabel], value: user, autocomplete: "username"), problems,
                    HTML.Attribute("autocapitalize", "none"))
                html.field(
                    .init(
                        name: "password", label: words[.passwordLabel], type: "password",
                        autocomplete: "current-password"),
                    problems)
                html.hidden("then", then)
                html.carried(carried)
                html.element(.p, .css("acts")) { $0.button(words[.signIn], primary: true) }
            }
            html.element(.hr)
            html.element(.p, .css("small")) { html in
                html.text(words[.firstTime] + " ")
                html.element(.a, .href(addresses.activate), text: words[.activateLink])
            }
            html.element(.p, .css("small quiet"), text: words[.signInHelp])
            guard let first = demo.first else { return }
            html.element(.section, .css("accounts")) { html in
                html.element(.h2, text: words[.demoAccounts])
                html.element(.p, text: words(.demoAccountsHint, ["password": first.password]))
                html.table(
                    words[.demoAccounts], hidesCaption: true, [words[.userLabel], words[.nameHead], words[.roleHead]]
                ) { html in
                    for account in demo {
                        html.element(.tr) { html in
                            html.element(.td) { $0.element(.code, text: account.user) }
                            html.element(.td, text: account.name == account.user ? "" : account.name)
                            html.element(.td, text: words.term(.role, account.role))
                        }
                    }
                }
            }
        }
    }

    /// The code to a password that was right.
    package func codePage(
        challenge: String, then: String, problems: FormProblems = .none, carried: [(String, String)] = []
    ) -> [UInt8] {
        narrowPage(words[.codeTitle], "sign-in-code", problems) { html in
            html.form(addresses.signInCode, self) { html in
                html.hidden("challenge", challenge)
                html.hidden("then", then)
                html.carried(carried)
                html.field(
                    .init(
                        name: "code", label: words[.codeLabel], hint: words[.codeHint], autocomplete: "one-time-code",
                        isNumeric: true, size: 10), problems, HTML.Attribute("autofocus"))
                html.element(.p, .css("acts")) { html in
                    html.button(words[.signIn], primary: true)
                    html.element(.a, .css("button"), .href(addresses.signIn), text: words[.startAgain])
                }
            }
            html.element(.hr)
            html.element(.p, .css("small quiet"), text: words[.codeLost])
        }
    }

    package func activatePage(user: String = "", problems: FormProblems = .none) -> [UInt8] {
        narrowPage(words[.activateTitle], "activate", problems) { html in
            html.element(.p, text: words[.activateLead])
            html.form(addresses.activate, self) { html in
                html.field(
                    .init(name: "user", label: words[.userLabel], value: user, autocomplete: "username"), problems,
                    HTML.Attribute("autocapitalize", "none"))
                html.field(
                    .init(name: "letter", label: words[.letterLabel], hint: words[.letterHint]), problems)
                html.element(.p, .css("acts")) { $0.button(words[.goOn], primary: true) }
            }
        }
    }

    /// An opened letter: a password is set, and an authenticator where one is needed or wanted.
    package func passwordPage(
        user: String, letter: String, secret: String, square: [[Bool]], isFactorNeeded: Bool,
        problems: FormProblems = .none
    ) -> [UInt8] {
        narrowPage(words[.passwordTitle], "password", problems) { html in
            html.form(addresses.password, self) { html in
                html.hidden("letter", letter)
                html.element(
                    .input, .type("hidden"), .name("user"), .value(user), HTML.Attribute("autocomplete", "username"))
                html.element(.p, text: words(.passwordOf, ["user": user]))
                html.field(
                    .init(
                        name: "password", label: words[.newPasswordLabel], hint: words[.passwordHint], type: "password",
                        autocomplete: "new-password"), problems)
                html.element(.fieldset) { html in
                    html.element(
                        .legend, text: words[isFactorNeeded ? .factorNeededTitle : .factorWantedTitle])
                    html.element(.p, text: words[.factorLead])
                    html.square(square, words[.squareTitle])
                    html.element(.p, text: words[.secretLead])
                    html.element(.p, .css("secret"), text: grouped(secret, by: 4))
                    html.field(
                        .init(
                            name: "code", label: words[.codeLabel], hint: words[.codeHint],
                            autocomplete: "one-time-code", isNumeric: true, isRequired: isFactorNeeded, size: 10),
                        problems)
                }
                html.element(.p, .css("acts")) { $0.button(words[.setPassword], primary: true) }
            }
        }
    }
}

func grouped(_ text: String, by width: Int) -> String {
    var groups: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
        groups.append(rest.prefix(width))
        rest = rest.dropFirst(width)
    }
    return groups.joined(separator: " ")
}

extension HTML {
    /// Fields of a form that came when nobody was signed in any more, on their way through the sign-in.
    mutating func carried(_ fields: [(String, String)]) {
        for (name, value) in fields { hidden("carried-\(name)", value) }
    }

    /// A QR code of modules, true ones dark, with the quiet zone of four (ISO/IEC 18004).
    mutating func square(_ modules: [[Bool]], _ title: String) {
        guard !modules.isEmpty else { return }
        let side = modules.count + 8
        var path = ""
        for (y, row) in modules.enumerated() {
            for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        element(
            .svg, .css("qr"), Attribute("viewBox", "0 0 \(side) \(side)"), Attribute("role", "img"),
            Attribute("aria-label", title), Attribute("shape-rendering", "crispEdges")
        ) { html in
            html.element(.path, Attribute("fill", "#fff"), Attribute("d", "M0 0h\(side)v\(side)H0z"))
            html.element(.path, Attribute("fill", "#000"), Attribute("d", path))
        }
    }
}
