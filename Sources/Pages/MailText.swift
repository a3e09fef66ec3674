// What a mail says of what waits: no mark and no person, and to experts no zone, for a mail crosses the network in clear.

package import Assessing
package import AssessmentModel
package import EventModel
package import Foundation
import RoundState
package import Telling

/// The phrases of mails beside those of pages.
package struct MailWords: Sendable {
    private let books: [Language: Phrasebook<MailPhrase>]

    /// The phrases of both languages, or every problem in their files.
    package static func load(in folder: URL) -> Loaded<MailWords> {
        switch loadMailPhrases(in: folder) {
        case .value(let books): .value(MailWords(books: books))
        case .problems(let problems): .problems(problems)
        }
    }

    package subscript(language: Language) -> Phrasebook<MailPhrase> {
        guard let book = books[language] else { preconditionFailure("words are loaded in both languages") }
        return book
    }
}

/// A mail before it is written for the wire.
package struct MailText: Sendable, Equatable {
    /// As many lines as one mail has at most.
    package static let longest = 40

    package let subject: String
    /// Lines end with U+000A.
    package let text: String
}

extension PageWords {
    /// What waits for somebody of this role on a day; `address` is that of the server, left out where it is nil.
    package func mail(
        of todos: [Todo], to role: Role, _ called: Called, _ book: Phrasebook<MailPhrase>, on today: String,
        address: String?
    ) -> MailText {
        let count = todos.count == 1 ? ["count": "1", "one": "1"] : ["count": "\(todos.count)"]
        let late = todos.count { $0.isLate(on: today) }
        let lines = lines(of: todos, to: role, called, book, on: today)
        var parts = [book(.lead, count), ""]
        parts += lines.prefix(MailText.longest).map { "- \($0)" }
        if lines.count > MailText.longest {
            parts.append(book(.more, ["count": "\(lines.count - MailText.longest)"]))
        }
        parts.append("")
        if let address { parts += [book(.place, ["address": address]), ""] }
        parts.append(book[.off])
        return MailText(
            subject: book(.subject, count.merging(late > 0 ? ["late": "\(late)"] : [:]) { $1 }),
            text: parts.joined(separator: "\n") + "\n")
    }

    /// In their order. Which zones an expert scores is kept from everybody else: where only the zone differs, they are one line.
    private func lines(
        of todos: [Todo], to role: Role, _ called: Called, _ book: Phrasebook<MailPhrase>, on today: String
    ) -> [String] {
        guard role == .expert else {
            return todos.map { line(whatAndWhere($0, called), of: $0, book, on: today) }
        }
        var (order, counts) = ([String](), [String: Int]())
        var firsts: [String: (what: String, todo: Todo)] = [:]
        for todo in todos {
            let what = text(todo.kind, ["indicator": todo.indicator.map(called.indicator)])
            let key = "\(what) \(todo.due ?? "")"
            if counts[key] == nil { order.append(key) }
            counts[key, default: 0] += 1
            firsts[key] = firsts[key] ?? (what, todo)
        }
        return order.compactMap { key in
            guard let (what, todo) = firsts[key], let count = counts[key] else { return nil }
            let several = count == 1 ? what : book(.several, ["what": what, "count": "\(count)"])
            return line(several, of: todo, book, on: today)
        }
    }

    private func line(
        _ what: String, of todo: Todo, _ book: Phrasebook<MailPhrase>, on today: String
    ) -> String {
        guard let due = todo.due else { return book(.line, ["what": what]) }
        return book(todo.isLate(on: today) ? .lineLate : .lineBy, ["what": what, "day": day(due)])
    }
}
