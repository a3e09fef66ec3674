// 邮件提醒: one's own address on the page of the own account, and how the queue stands on the system administrator's.

package import AssessmentModel
import EventModel
import Telling

/// What is known of somebody's mail.
package struct OwnMail: Sendable {
    /// Whether this server sends any.
    package let isServed: Bool
    /// nil: no mail is wanted.
    package let address: String?
    /// What was typed, or else what stands.
    package let typed: String
    package let language: Language

    package init(isServed: Bool, address: String?, typed: String? = nil, language: Language) {
        (self.isServed, self.address, self.language) = (isServed, address, language)
        self.typed = typed ?? address ?? ""
    }
}

/// The queue as its keeper sees it.
package struct MailQueueView: Sendable {
    package struct Trouble: Sendable {
        package let number: Int
        package let queued: String
        package let tries: Int
        /// Empty: not any more.
        package let next: String
        /// Empty: the server ended while it was sent.
        package let said: String

        package init(number: Int, queued: String, tries: Int, next: String, said: String) {
            (self.number, self.queued, self.tries, self.next, self.said) = (number, queued, tries, next, said)
        }
    }

    package let waiting: Int
    package let sent: Int
    package let failed: Int
    package let void: Int
    /// nil: never.
    package let lastDay: String?
    package let troubles: [Trouble]

    package init(waiting: Int, sent: Int, failed: Int, void: Int, lastDay: String?, troubles: [Trouble]) {
        (self.waiting, self.sent, self.failed, self.void) = (waiting, sent, failed, void)
        (self.lastDay, self.troubles) = (lastDay, troubles)
    }
}

extension Frame {
    /// Nothing where this server sends none and there is nothing to take back.
    func mail(_ mail: OwnMail, _ problems: FormProblems, _ html: inout HTML) {
        guard mail.isServed || mail.address != nil else { return }
        html.element(.section, .id("own-mail")) { html in
            html.element(.h2, text: words[.mailTitle])
            html.element(.p, text: words[.mailLead])
            html.element(
                .p, text: mail.address.map { words(.mailNow, ["address": $0]) } ?? words[.mailOff])
            if mail.isServed { setting(mail, problems, &html) } else { html.notice(.info, words[.mailServerOff]) }
            if mail.address != nil {
                html.form(addresses.account("mail-remove"), self) { html in
                    html.element(.p, .css("acts")) { $0.button(words[.mailRemove]) }
                }
            }
        }
    }

    private func setting(_ mail: OwnMail, _ problems: FormProblems, _ html: inout HTML) {
        html.form(addresses.account("mail"), self) { html in
            html.userName(bearer?.user ?? "")
            html.field(
                .init(
                    name: "mail", label: words[.mailAddress], hint: words[.mailAddressHint], value: mail.typed,
                    autocomplete: "email", size: 40), problems, HTML.Attribute("inputmode", "email"))
            html.select(
                "mail-language", words[.mailLanguage], problems,
                [
                    (Language.chinese.rawValue, words[.mailChinese], mail.language == .chinese),
                    (Language.english.rawValue, words[.mailEnglish], mail.language == .english),
                ])
            html.field(
                .init(
                    name: "mail-password", label: words[.confirmPasswordLabel], type: "password",
                    autocomplete: "current-password"), problems)
            html.factorCode("mail-code", self, problems)
            html.element(.p, .css("acts")) { $0.button(words[.mailSet]) }
        }
    }

    func mail(_ queue: MailQueueView, _ html: inout HTML) {
        html.element(.section, .id("mail")) { html in
            html.element(.h2, text: words[.mailQueueTitle])
            html.element(.dl, .css("facts")) { html in
                html.fact(
                    words[.mailQueueDay], queue.lastDay.map { words.day($0) } ?? words[.mailQueueNever])
                html.fact(words[.mailQueueWaiting], "\(queue.waiting)")
                html.fact(words[.mailQueueSent], "\(queue.sent)")
                html.fact(words[.mailQueueFailed], "\(queue.failed)")
                html.fact(words[.mailQueueVoid], "\(queue.void)")
            }
            html.element(.p, .css("small quiet"), text: words[.mailQueueKept])
            guard !queue.troubles.isEmpty else { return }
            html.table(
                words(.mailTroubles, queue.troubles.count),
                [
                    words[.mailNumber], words[.timeHead], words[.mailTries], words[.mailNext], words[.mailSaid],
                ], numbers: [0, 2]
            ) { html in
                for trouble in queue.troubles {
                    html.element(.tr) { html in
                        html.element(
                            .th, HTML.Attribute("scope", "row"), .css("number"), text: "\(trouble.number)")
                        html.element(.td, text: trouble.queued)
                        html.element(.td, .css("number"), text: "\(trouble.tries)")
                        html.element(
                            .td, text: trouble.next.isEmpty ? words[.mailNextNever] : trouble.next)
                        html.element(.td, text: trouble.said.isEmpty ? words[.mailEnded] : trouble.said)
                    }
                }
            }
        }
    }
}
