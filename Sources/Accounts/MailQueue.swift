// The queue of mails: who has an address, what is put in once a day, what is tried next, what came of it.

package import AssessmentModel
package import EventModel
import PlainText
import Storage

/// Where an activated account wants mail.
package struct Mailbox: Sendable, Equatable {
    package let user: User
    package let address: String
    package let language: Language
    /// Names of what has waited and been told.
    package let told: Set<String>
}

/// What a day's look at somebody's desk came to.
package struct MailDecision: Sendable, Equatable {
    package let user: UserID
    package let isSent: Bool
    /// Names of what waits and counts as told from now on.
    package let told: Set<String>

    package init(user: UserID, isSent: Bool, told: Set<String>) {
        (self.user, self.isSent, self.told) = (user, isSent, told)
    }
}

/// A mail that is being sent.
package struct MailInHand: Sendable, Equatable {
    package let id: Int
    package let user: User
    package let address: String
    package let language: Language
    package let queued: Moment
    /// From 1.
    package let attempt: Int
}

/// How the queue stands, for who keeps the server: no name, no address, no text.
package struct MailQueue: Sendable, Equatable {
    package struct Trouble: Sendable, Equatable {
        package let id: Int
        package let queued: Moment
        package let tries: Int
        /// nil: it is not tried again.
        package let next: Moment?
        /// What the program that sends has said.
        package let said: String
    }

    package let waiting: Int
    package let sent: Int
    package let failed: Int
    /// Done with unsent: nothing waited any more, or no mail was wanted.
    package let void: Int
    /// The last day of which mails were queued.
    package let lastDay: String?
    /// Newest first.
    package let troubles: [Trouble]

    package static let empty = MailQueue(waiting: 0, sent: 0, failed: 0, void: 0, lastDay: nil, troubles: [])
}

extension AccountBook {
    /// Seconds until a mail that was not taken is tried again, by how often it was; after the last it has failed.
    package static let mailPauses = [60, 300, 1800, 7200, 43_200]
    /// Seconds for which a mail is kept that is done with.
    package static let mailKept = 30 * 86_400
    /// Troubles that are shown.
    package static let mailTroubles = 50

    /// By user: whoever has an activated account and wants mail, be it locked for some minutes.
    package func mailboxes(among members: Members, at now: Moment) throws -> [Mailbox] {
        try store.read { reading in
            try reading.mailAddresses().compactMap { row in
                guard let user = members(UserID(row.user)), try isActivated(user, at: now, reading) else { return nil }
                return Mailbox(
                    user: user, address: row.address, language: Language(rawValue: row.language) ?? .chinese,
                    told: Set(row.told.split(separator: "\n").map(String.init)))
            }
        }
    }

    private func isActivated(_ user: User, at now: Moment, _ reading: Reading) throws -> Bool {
        let factors = try confirmedFactors(of: user.id, reading).count
        switch try state(of: user, factors, at: now, reading) {
        case .active, .locked: return true
        case .unmade, .letterWaits, .letterOver: return false
        }
    }

    package func isMailQueued(of day: String) throws -> Bool { try store.read { try $0.holdsMailDay(day) } }

    /// Puts the mails of a day in, all together and once: nothing where it was done. One a day to one person.
    package func queueMail(_ decisions: [MailDecision], of day: String, at now: Moment) throws {
        try store.write { writing in
            guard try !writing.reading.holdsMailDay(day) else { return }
            try writing.putMailDay(day, at: now.seconds)
            try writing.pruneMail(before: now.seconds - Self.mailKept)
            for decision in decisions {
                // It may have been taken back since it was read.
                guard var row = try writing.reading.mailAddress(of: decision.user.text) else { continue }
                row.told = decision.told.sorted().joined(separator: "\n")
                try writing.put(row)
                guard decision.isSent else { continue }
                try writing.insert(
                    MailRow(user: row.user, address: row.address, kind: "todos", day: day, queued: now.seconds))
            }
        }
    }

    /// Takes the next mail whose time has come. From here on it is under way: if nothing is heard of it any more, it is not sent again.
    package func takeMail(at now: Moment, among members: Members) throws -> MailInHand? {
        guard try store.read({ try $0.dueMail(at: now.seconds) }) != nil else { return nil }
        return try store.write { writing in
            while var row = try writing.reading.dueMail(at: now.seconds) {
                let box = try writing.reading.mailAddress(of: row.user)
                guard let user = members(UserID(row.user)), let box, box.address == row.address,
                    try isActivated(user, at: now, writing.reading)
                else {
                    (row.state, row.settled) = ("void", now.seconds)
                    try writing.update(row)
                    continue
                }
                row.state = "sending"
                row.tries += 1
                try writing.update(row)
                return MailInHand(
                    id: row.id, user: user, address: row.address,
                    language: Language(rawValue: box.language) ?? .chinese, queued: Moment(seconds: row.queued),
                    attempt: row.tries)
            }
            return nil
        }
    }

    /// What came of a mail that was taken.
    package enum MailOutcome: Sendable, Equatable {
        case sent
        /// Nothing waits any more.
        case void
        /// What the program that sends has said.
        case refused(String)
    }

    /// - Returns: when it is tried again; nil: not any more.
    @discardableResult
    package func settle(_ mail: MailInHand, _ outcome: MailOutcome, at now: Moment) throws -> Moment? {
        try store.write { writing in
            guard var row = try writing.reading.mail(mail.id) else { return nil }
            row.settled = now.seconds
            switch outcome {
            case .sent: (row.state, row.said) = ("sent", "")
            case .void: (row.state, row.said) = ("void", "")
            case .refused(let said):
                row.said = Self.withoutAddresses(said)
                if row.tries <= Self.mailPauses.count {
                    (row.state, row.settled) = ("queued", nil)
                    row.next = now.seconds + Self.mailPauses[row.tries - 1]
                } else {
                    row.state = "failed"
                    // Nobody was told: the next day's look finds it new.
                    if var box = try writing.reading.mailAddress(of: row.user) {
                        box.told = ""
                        try writing.put(box)
                    }
                }
            }
            try writing.update(row)
            return row.state == "queued" ? Moment(seconds: row.next) : nil
        }
    }

    /// For the start of a server: what was under way when the last one ended may have gone, and does not go again.
    package func failMailUnderWay(at now: Moment) throws {
        try store.write { try $0.failMailUnderWay(saying: Self.ended, at: now.seconds) }
    }

    /// What is said of a mail during which the server ended; a page has words for it.
    package static let ended = "-"

    /// What a program said, in one line and without anybody's address.
    static func withoutAddresses(_ said: String) -> String {
        let words = said.split(whereSeparator: \.isWhitespace).map { $0.contains("@") ? "<…>" : String($0) }
        return bounded(words.joined(separator: " "), 300)
    }

    package func mailQueue() throws -> MailQueue {
        try store.read { reading in
            let counts = try reading.mailCounts()
            return MailQueue(
                waiting: (counts["queued"] ?? 0) + (counts["sending"] ?? 0), sent: counts["sent"] ?? 0,
                failed: counts["failed"] ?? 0, void: counts["void"] ?? 0, lastDay: try reading.newestMailDay(),
                troubles: try reading.mailTroubles(atMost: Self.mailTroubles).map { row in
                    .init(
                        id: row.id, queued: Moment(seconds: row.queued), tries: row.tries,
                        next: row.state == "queued" ? Moment(seconds: row.next) : nil, said: row.said)
                })
        }
    }
}
