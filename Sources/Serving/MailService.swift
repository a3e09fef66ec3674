// The service that sends mail beside the requests: one at a time, each put down before and after.

import Accounts
import AssessmentModel
import EventModel
import Hummingbird
import Logging
import ServiceLifecycle

/// Queues a day's mails when it is time, and hands over what is due. The log names mails by their numbers, and nobody's address.
struct Mailing: Service {
    let desk: Desk
    let mail: MailSettings
    let logger: Logger
    /// The program may hold its thread for its whole patience: nothing else waits on it.
    private let hand = SlowWork(width: 1, longest: 4)

    init(desk: Desk, mail: MailSettings, logger: Logger) {
        (self.desk, self.mail, self.logger) = (desk, mail, logger)
    }

    func run() async throws {
        try desk.accounts.failMailUnderWay(at: desk.clock())
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                // A disk that fails now may do again: the server stays.
                do {
                    try desk.queueMail(mail, at: desk.clock())
                    while try await sendNext() { try Task.checkCancellation() }
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("mail kept", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// - Returns: whether there was one.
    private func sendNext() async throws -> Bool {
        let desk = desk
        guard let taken = try desk.accounts.takeMail(at: desk.clock(), among: desk.members) else { return false }
        let number: Logger.MetadataValue = "\(taken.id)"
        guard let message = desk.message(taken, mail, at: desk.clock()) else {
            try desk.accounts.settle(taken, .void, at: desk.clock())
            return true
        }
        let program = Sendmail(program: mail.program, sender: mail.from.text, scratch: desk.settings.scratch)
        do {
            try await hand.run { try program.send(message) }
            try desk.accounts.settle(taken, .sent, at: desk.clock())
            logger.notice("mail handed over", metadata: ["mail": number, "attempt": "\(taken.attempt)"])
        } catch let refusal as Sendmail.Refusal {
            let next = try desk.accounts.settle(taken, .refused(refusal.said), at: desk.clock())
            logger.warning(
                "mail not taken",
                metadata: ["mail": number, "attempt": "\(taken.attempt)", "next": "\(next.map(desk.iso) ?? "never")"])
        }
        return true
    }
}

extension Mailing: CustomStringConvertible {
    /// For what is said of a server that ends: nothing of the desk, which holds the key.
    var description: String { "mailing" }
}
