// What every request stands on: the ledger, the accounts, the words, the clock; and slow work off the pool.

package import Accounts
package import Assessing
package import AssessmentModel
import Dispatch
package import EventModel
import Foundation
package import Pages
package import PublicSite
package import Reporting
import RoundState
import Synchronization

/// What the server stands on. Time, randomness and paths come in as arguments.
package struct Desk: Sendable {
    package let ledger: Ledger
    package let accounts: AccountBook
    package let words: [Language: PageWords]
    package let assets: Assets
    package let settings: ServerSettings
    package let clock: @Sendable () -> Moment
    package let random: any RandomNumberGenerator & Sendable
    package let papers: Papers
    /// What the public site is written with; nil: nothing of it is shown here.
    package let site: SiteWords?
    /// Accounts that anybody may use: of a demonstration on this machine alone.
    package let demo: [Frame.DemoAccount]

    /// What came with the program.
    package var shipped = Shipped()
    /// nil: no mail is sent.
    package var mail: MailSettings?

    let slow = SlowWork(width: 2, longest: 256)
    /// Last uses of sessions, written down: saves must not wait behind passwords.
    let touches = SlowWork(width: 1, longest: 4096)
    let attempts = Attempts()
    let metrics = Metrics()
    let practice: PracticeSheets
    let readBacks = ReadBacks()
    let saves = SaveMoments()
    let evidenceTypes = EvidenceTypes()
    let cards = CardShelf()
    let paperShelf = PaperShelf()
    let previews = PreviewShelf()
    /// Papers are composed one after another, and whoever waits for one keeps no password waiting.
    let papering = SlowWork(width: 1, longest: 64)
    let checking = Checking()
    let noted = NotedPages()
    /// Files of 20 MiB that come in one: each is in memory as a whole.
    let bringing = Limiting.Counter()
    /// Files that are looked at, and handed in: a scanner takes its time, and passwords do not wait for it.
    let filing = SlowWork(width: 2, longest: 64)
    /// Whether erased values may still stand in the file.
    let owesScrub = SharedFlag()
    let startedAt: Moment

    /// `practiceScheme` is that of the practice sheet; nil: there is none.
    package init(
        ledger: Ledger, accounts: AccountBook, words: [Language: PageWords], assets: Assets, settings: ServerSettings,
        clock: @escaping @Sendable () -> Moment, random: any RandomNumberGenerator & Sendable,
        papers: Papers, practiceScheme: Scheme?,
        demo: [Frame.DemoAccount] = [], site: SiteWords? = nil
    ) {
        self.site = site
        self.ledger = ledger
        self.accounts = accounts
        self.words = words
        self.assets = assets
        self.settings = settings
        self.clock = clock
        self.random = random
        self.papers = papers
        self.demo = demo
        startedAt = clock()
        practice = PracticeSheets(practiceScheme)
    }

    var standing: Standing { ledger.standing }

    func words(_ language: Language) -> PageWords {
        guard let words = words[language] else { preconditionFailure("words are loaded in both languages") }
        return words
    }

    /// Who is who now.
    var members: Members {
        let users = standing.register.users
        return { users[$0] }
    }

    /// 2026-11-03T14:03:22+08:00, at the ledger's place.
    func iso(_ moment: Moment) -> String {
        let place = standing.register.place
        return Moment(seconds: moment.seconds + place.minutes * 60).time.dropLast() + place.description
    }

    /// 2026-11-03 14:03:22, at the ledger's place.
    func clockText(_ moment: Moment) -> String {
        let text = iso(moment)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }

    var today: String { clock().day(at: standing.register.place) }
}

/// Work that holds a thread: passwords, papers. So many at once, on threads of their own; more than so many that wait are turned away.
final class SlowWork: Sendable {
    struct TooMuch: Error {}

    private let queue: OperationQueue
    private let longest: Int

    init(width: Int, longest: Int) {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = width
        self.longest = longest
    }

    var waiting: Int { queue.operationCount }

    /// - Throws: `TooMuch`; what `body` throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard queue.operationCount < longest else { throw TooMuch() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: body)) }
        }
    }
}

/// How often addresses may try, shared by all requests.
final class Attempts: Sendable {
    /// An office may share one address: the lockout of an account is what stops guessing, this what stops a flood.
    private let limit = Mutex(RateLimit(burst: 60, interval: 1))

    func admit(_ caller: Caller) -> RateLimit.Admission {
        limit.withLock { $0.admit(caller.address, at: caller.at) }
    }
}

/// Composes papers, one after another; fonts and templates are read when the first one is asked for.
package final class Papers: Sendable {
    private let make: @Sendable () throws -> sending Reporter
    private let reporter = Mutex<Reporter?>(nil)

    package init(_ make: @escaping @Sendable () throws -> sending Reporter) { self.make = make }

    /// A letter with a code, which stands nowhere else.
    func letter(_ letter: AccountLetter, in language: Language) throws -> PrintedDocument {
        try using { try $0.accountLetter(letter, in: language) }
    }

    func expertSheet(_ sheet: FilledSheet, in language: Language) throws -> PrintedDocument {
        try using { try $0.expertSheet(sheet, in: language) }
    }

    /// What is done with the reporter, by one at a time.
    /// - Throws: what making it throws; what `body` throws.
    func using<Value: Sendable>(_ body: (Reporter) throws -> Value) throws -> Value {
        try reporter.withLock { kept in
            if kept == nil { kept = try make() }
            guard let reporter = kept else { preconditionFailure("it was made just now") }
            return try body(reporter)
        }
    }
}
