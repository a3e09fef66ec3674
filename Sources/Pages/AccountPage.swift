// 设置: one's own sessions, password and authenticators, and how pages look on this device.

import AssessmentModel
import EventModel
package import Telling

/// What somebody sees of the own account.
package struct AccountView: Sendable {
    package struct SessionLine: Sendable {
        package let id: Int
        package let device: String
        package let address: String
        package let began: String
        package let lastUse: String
        package let isThis: Bool

        package init(id: Int, device: String, address: String, began: String, lastUse: String, isThis: Bool) {
            self.id = id
            self.device = device
            self.address = address
            self.began = began
            self.lastUse = lastUse
            self.isThis = isThis
        }
    }

    package struct FactorLine: Sendable {
        package let id: Int
        package let label: String
        package let added: String

        package init(id: Int, label: String, added: String) {
            self.id = id
            self.label = label
            self.added = added
        }
    }

    /// An authenticator that waits for its first code.
    package struct Offer: Sendable {
        package let id: Int
        package let secret: String
        package let square: [[Bool]]

        package init(id: Int, secret: String, square: [[Bool]]) {
            self.id = id
            self.secret = secret
            self.square = square
        }
    }

    package let user: String
    package let role: String
    package let sessions: [SessionLine]
    package let factors: [FactorLine]
    package let isFactorNeeded: Bool
    package let offer: Offer?

    package init(
        user: String, role: String, sessions: [SessionLine], factors: [FactorLine], isFactorNeeded: Bool, offer: Offer?
    ) {
        self.user = user
        self.role = role
        self.sessions = sessions
        self.factors = factors
        self.isFactorNeeded = isFactorNeeded
        self.offer = offer
    }
}

extension Frame {
    /// A token of a program.
    package struct TokenLine: Sendable {
        package let id: Int
        package let label: String
        package let made: String
        package let until: String
        /// Empty: never.
        package let used: String

        package init(id: Int, label: String, made: String, until: String, used: String) {
            self.id = id
            self.label = label
            self.made = made
            self.until = until
            self.used = used
        }
    }

    /// What was typed for a new token, and what it came to.
    package struct TokenForm: Sendable {
        package let label: String
        package let days: String
        /// Of a token that was made just now: it is shown once.
        package let secret: String?

        package init(label: String = "", days: String = "90", secret: String? = nil) {
            (self.label, self.days, self.secret) = (label, days, secret)
        }
    }

    package func accountPage(
        _ view: AccountView, tokens: [TokenLine] = [], _ token: TokenForm = TokenForm(), mail: OwnMail,
        problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.settings], "me", crumbs: bearer?.role == .expert ? [(words[.mySheets], addresses.home)] : []) {
            html in
            html.summary(problems, self)
            if let done { html.notice(.good, words[done]) }
            html.element(.h1, text: words[.settings])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.userLabel], view.user)
                html.fact(words[.nameHead], bearer?.name ?? "")
                html.fact(words[.roleHead], view.role)
            }
            look(&html)
            sessions(view, &html)
            password(view, problems, &html)
            factors(view, problems, &html)
            self.mail(mail, problems, &html)
            self.tokens(tokens, token, problems, &html)
        }
    }

    private func tokens(_ lines: [TokenLine], _ form: TokenForm, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.section, .id("tokens")) { html in
            html.element(.h2, text: words[.tokensTitle])
            html.element(.p, text: words[.tokensLead])
            if let secret = form.secret {
                html.element(.div, .css("notice info")) { html in
                    html.element(.p, text: words[.tokenShownOnce])
                    html.element(.p) { $0.element(.code, text: secret) }
                }
            }
            if !lines.isEmpty {
                html.table(
                    words[.tokensTitle], hidesCaption: true,
                    [
                        words[.tokenLabel], words[.tokenMadeHead], words[.tokenUntil], words[.lastUseHead],
                        words[.actHead],
                    ],
                    css: "wide"
                ) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, HTML.Attribute("scope", "row"), text: line.label)
                            for text in [line.made, line.until, line.used] { html.element(.td, text: text) }
                            html.element(.td) { html in
                                html.form(addresses.account("tokens-remove"), self) { html in
                                    html.hidden("token", "\(line.id)")
                                    html.button(
                                        words[.tokenRemove],
                                        HTML.Attribute("aria-label", words(.tokenRemoveOf, ["label": line.label])))
                                }
                            }
                        }
                    }
                }
            }
            html.form(addresses.account("tokens"), self) { html in
                html.field(
                    .init(
                        name: "token-label", label: words[.tokenLabel], hint: words[.tokenLabelHint],
                        value: form.label, size: 30), problems)
                html.field(
                    .init(
                        name: "days", label: words[.tokenDays], hint: words[.tokenDaysHint], value: form.days,
                        isNumeric: true, size: 5), problems)
                html.field(
                    .init(
                        name: "token-password", label: words[.confirmPasswordLabel], type: "password",
                        autocomplete: "current-password"), problems)
                html.factorCode("token-code", self, problems)
                html.element(.p, .css("acts")) { $0.button(words[.tokenMake]) }
            }
        }
    }

    /// Kept on this device alone, by `page.js`.
    private func look(_ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.lookTitle])
            html.element(.p, .css("quiet"), text: words[.lookHint])
            let choices: [(String, PagePhrase, [(String, PagePhrase)])] = [
                ("theme", .lookTheme, [("", .lookThemeSystem), ("light", .lookThemeLight), ("dark", .lookThemeDark)]),
                ("size", .lookSize, [("", .lookSizeNormal), ("large", .lookSizeLarge), ("larger", .lookSizeLarger)]),
                ("density", .lookDensity, [("", .lookDensityNormal), ("dense", .lookDensityDense)]),
                ("keys", .lookKeys, [("", .lookKeysOn), ("off", .lookKeysOff)]),
            ]
            html.element(.form) { html in
                for (name, legend, options) in choices {
                    html.element(.fieldset) { html in
                        html.element(.legend, text: words[legend])
                        html.element(.div, .css("choices")) { html in
                            for (value, label) in options {
                                html.choice(
                                    name, value, words[label], isChosen: value.isEmpty, HTML.Attribute("data-look"))
                            }
                        }
                    }
                }
            }
        }
    }

    private func sessions(_ view: AccountView, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.sessionsTitle])
            let heads = [
                words[.deviceHead], words[.addressHead], words[.beganHead], words[.lastUseHead], words[.actHead],
            ]
            html.table(words[.sessionsTitle], hidesCaption: true, heads, css: "wide") { html in
                for session in view.sessions {
                    html.element(.tr) { html in
                        html.element(.td, text: session.device)
                        html.element(.td, text: session.address)
                        html.element(.td, text: session.began)
                        html.element(.td, text: session.lastUse)
                        html.element(.td) { html in
                            if session.isThis { return html.text(words[.thisSession]) }
                            html.form(addresses.account("sessions"), self) { html in
                                html.hidden("session", "\(session.id)")
                                html.button(
                                    words[.endSession],
                                    HTML.Attribute("aria-label", words(.endSessionOf, ["device": session.device])))
                            }
                        }
                    }
                }
            }
        }
    }

    private func password(_ view: AccountView, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.changePasswordTitle])
            html.form(addresses.account("password"), self) { html in
                html.userName(view.user)
                html.field(
                    .init(
                        name: "old", label: words[.oldPasswordLabel], type: "password",
                        autocomplete: "current-password"), problems)
                html.field(
                    .init(
                        name: "password", label: words[.newPasswordLabel], hint: words[.passwordHint],
                        type: "password", autocomplete: "new-password"), problems)
                html.element(.p, .css("acts")) { $0.button(words[.changePassword]) }
            }
        }
    }

    private func factors(_ view: AccountView, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.section, .id("factors")) { html in
            html.element(.h2, text: words[.factorsTitle])
            html.element(.p, text: words[view.isFactorNeeded ? .factorsNeeded : .factorsFree])
            for factor in view.factors {
                html.form(addresses.account("factors-remove"), self, .css("line")) { html in
                    html.text(
                        words(.factorLine, ["label": factor.label.isEmpty ? nil : factor.label, "added": factor.added]))
                    html.hidden("factor", "\(factor.id)")
                    html.button(words[.removeFactor])
                }
            }
            if let offer = view.offer {
                html.form(addresses.account("factors-add"), self) { html in
                    html.element(.p, text: words[.factorLead])
                    html.square(offer.square, words[.squareTitle])
                    html.element(.p, text: words[.secretLead])
                    html.element(.p, .css("secret"), text: grouped(offer.secret, by: 4))
                    html.hidden("factor", "\(offer.id)")
                    html.field(
                        .init(
                            name: "label", label: words[.factorLabel], hint: words[.factorLabelHint], isRequired: false),
                        problems)
                    html.field(
                        .init(
                            name: "code", label: words[.codeLabel], hint: words[.codeHint],
                            autocomplete: "one-time-code", isNumeric: true, size: 10), problems)
                    html.element(.p, .css("acts")) { $0.button(words[.addFactor]) }
                }
            } else {
                html.form(addresses.account("factors-offer"), self) { html in
                    html.userName(view.user)
                    html.field(
                        .init(
                            name: "offer-password", label: words[.confirmPasswordLabel],
                            hint: words[.factorConfirmHint],
                            type: "password", autocomplete: "current-password"), problems)
                    html.factorCode("offer-code", self, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.offerFactor]) }
                }
            }
        }
    }
}
