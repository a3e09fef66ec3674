// Mail of what waits: who gets one today, what it says; one's own address, and how the queue stands.

package import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Exchange
import Hummingbird
package import Pages
import Reasons
import RoundState
import Telling

/// How a server sends mail.
package struct MailSettings: Sendable {
    /// The path of the program that takes it.
    package let program: String
    package let from: MailAddress
    /// Minutes after midnight, at the ledger's place, from which the day's mails are queued.
    package let minute: Int
    package let words: MailWords

    package init(program: String, from: MailAddress, minute: Int, words: MailWords) {
        (self.program, self.from, self.minute, self.words) = (program, from, minute, words)
    }
}

extension Desk {
    // MARK: who gets one

    /// What waits for somebody on a day; nothing for whom nothing could.
    private func todos(of user: User, on day: String) -> [Todo] {
        guard case .seen(let todos) = standing.todos(for: Viewer(user.id), on: day) else { return [] }
        return todos
    }

    /// Puts the mails of the day in, from its minute on and once.
    func queueMail(_ mail: MailSettings, at now: Moment) throws {
        let place = standing.register.place
        let day = now.day(at: place)
        guard now.minute(at: place) >= mail.minute, try !accounts.isMailQueued(of: day) else { return }
        let decisions = try accounts.mailboxes(among: members, at: now).map { box in
            let todos = todos(of: box.user, on: day)
            let isSent = todos.areWorthMail(told: box.told, on: day)
            return MailDecision(user: box.user.id, isSent: isSent, told: todos.told(before: box.told, isSent: isSent))
        }
        try accounts.queueMail(decisions, of: day, at: now)
    }

    /// What goes to somebody now; nil where nothing waits any more.
    func message(_ hand: MailInHand, _ mail: MailSettings, at now: Moment) -> [UInt8]? {
        let today = now.day(at: standing.register.place)
        let todos = todos(of: hand.user, on: today)
        guard !todos.isEmpty else { return nil }
        let (book, words) = (mail.words[hand.language], words(hand.language))
        let text = words.mail(
            of: todos, to: hand.user.role, Called(Names(standing.register, for: hand.user.id), in: hand.language), book,
            on: today, address: settings.outside)
        let origin = Hash.plain(Array(standing.register.origin.utf8)).bytes.prefix(6)
        let ledger = origin.map { byte in byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16) }.joined()
        return MailWriter(from: .init(name: book[.sender], address: mail.from.text)).bytes(
            to: hand.address, subject: text.subject, text: text.text,
            id: "heng.\(ledger).\(hand.id).\(hand.queued.seconds)@\(mail.from.domain)", stamp: iso(now),
            in: hand.language)
    }

    // MARK: one's own address

    func ownMail(of user: UserID, typed: FormFields? = nil, in language: Language) throws -> OwnMail {
        let known = try accounts.mailAddress(of: user)
        return OwnMail(
            isServed: mail != nil, address: known?.address, typed: typed?["mail"],
            language: typed.flatMap { Language(rawValue: $0["mail-language"]) } ?? known?.language ?? language)
    }

    func postMail(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard mail != nil else { throw NotFound() }
        let form = try await request.form()
        try requireOurs(form, context)
        guard let language = Language(rawValue: form["mail-language"]) else { throw Malformed(what: "mail-language") }
        var context = context
        guard let session = try await confirmed(form, &context, of: "mail-", asksCode: true) else {
            return try refused(
                [Reason(.confirmationFailed, field: "mail-password")], request, context, mail: form)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try accounts.setMailAddress(form["mail"], in: language, session, from: now.caller)
                return .page(try accountPage(request, now, done: .mailIsSet))
            } catch let refusal as AccountRefusal {
                return try refused(refusal.reasons, request, now, mail: form)
            }
        }
    }

    func postRemoveMail(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard try accounts.removeMailAddress(of: session.user.id, from: context.caller) else { throw NotFound() }
        return .page(try accountPage(request, context, done: .mailIsRemoved))
    }

    // MARK: the queue

    /// nil where this server sends none.
    var mailQueue: MailQueueView? {
        guard mail != nil else { return nil }
        let queue = (try? accounts.mailQueue()) ?? .empty
        return MailQueueView(
            waiting: queue.waiting, sent: queue.sent, failed: queue.failed, void: queue.void, lastDay: queue.lastDay,
            troubles: queue.troubles.map { trouble in
                .init(
                    number: trouble.id, queued: clockText(trouble.queued), tries: trouble.tries,
                    next: trouble.next.map(clockText) ?? "",
                    said: trouble.said == AccountBook.ended ? "" : trouble.said)
            })
    }
}

extension Moment {
    /// Minutes since midnight at a place.
    func minute(at place: PlaceOffset) -> Int {
        let there = seconds + place.minutes * 60
        return (there % 86_400 + 86_400) % 86_400 / 60
    }
}
