// 系统: whether all is well, the keys that sign, and the backups with their proofs.

import AssessmentModel
import EventModel
import Telling

/// How the server and its disk are.
package struct SystemView: Sendable {
    package let version: String
    package let isWell: Bool
    package let isSecure: Bool
    package let events: Int
    /// nil where the database does not answer.
    package let signed: Int?
    package let waiting: Int
    package let requests: Int
    /// Bytes.
    package let database: Int
    package let evidence: Int
    package let free: Int?
    package let startedAt: String
    /// nil where no folder is named.
    package let backups: BackupsView?
    /// nil where this server sends none.
    package let mail: MailQueueView?

    package init(
        version: String, isWell: Bool, isSecure: Bool, events: Int, signed: Int?, waiting: Int, requests: Int,
        database: Int, evidence: Int, free: Int?, startedAt: String, backups: BackupsView?, mail: MailQueueView? = nil
    ) {
        self.version = version
        self.isWell = isWell
        self.isSecure = isSecure
        self.events = events
        self.signed = signed
        self.waiting = waiting
        self.requests = requests
        self.database = database
        self.evidence = evidence
        self.free = free
        self.startedAt = startedAt
        self.backups = backups
        self.mail = mail
    }
}

/// A key of the ledger.
package struct KeyLine: Sendable {
    package let key: String
    /// The first event that it may sign, and the day on which it came.
    package let since: Int
    package let day: String
    package let isRetired: Bool
    /// In days.
    package let age: Int?

    package init(key: String, since: Int, day: String, isRetired: Bool, age: Int?) {
        self.key = key
        self.since = since
        self.day = day
        self.isRetired = isRetired
        self.age = age
    }
}

/// A backup on the server's disk.
package struct BackupLine: Sendable {
    package let name: String
    package let at: String
    package let bytes: Int

    package init(name: String, at: String, bytes: Int) {
        self.name = name
        self.at = at
        self.bytes = bytes
    }
}

/// The backups in their folder.
package struct BackupsView: Sendable {
    /// Newest first.
    package let lines: [BackupLine]
    /// Whether the newest is older than a day, or there is none.
    package let isLate: Bool

    package init(lines: [BackupLine], isLate: Bool) { (self.lines, self.isLate) = (lines, isLate) }
}

/// What the newest backup from here has come to.
package enum BackupState: Sendable {
    case none, running
    case made(events: Int, at: String)
    case failed(at: String)
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func systemPage(_ view: SystemView) -> [UInt8] {
        page(words[.systemTitle], "system") { html in
            html.element(.h1, text: words[.systemTitle])
            if !view.isWell { html.notice(.bad, words[.systemFailing]) }
            if view.backups?.isLate == true { html.notice(.bad, words[.backupLate]) }
            if !view.isSecure { html.notice(.warn, words[.systemPlain]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.systemHealth], words[view.isWell ? .systemWell : .systemFailing])
                html.fact(words[.systemVersion], view.version)
                html.fact(words[.systemStarted], view.startedAt)
                html.fact(words[.eventsHead], "\(view.events)")
                html.fact(words[.signedHead], view.signed.map { "\($0)" } ?? "–")
                html.fact(words[.systemWaiting], "\(view.waiting)")
                html.fact(words[.systemRequests], "\(view.requests)")
                html.fact(words[.systemDatabase], size(view.database))
                html.fact(words[.systemEvidence], size(view.evidence))
                html.fact(words[.systemFree], view.free.map(size) ?? "–")
                html.fact(
                    words[.backupNewest],
                    view.backups.map { $0.lines.first?.at ?? words[.backupNever] } ?? words[.backupsNowhere])
            }
            html.element(.ul, .css("links")) { html in
                html.item(words[.keysPageTitle], addresses.system("keys"))
                html.item(words[.backupsTitle], addresses.system("backups"))
            }
            if let mail = view.mail { self.mail(mail, &html) }
        }
    }

    /// With one decimal, in the unit that keeps it short.
    func size(_ bytes: Int) -> String {
        var (value, unit) = (bytes * 10, 0)
        while value >= 10_240, unit < 4 { (value, unit) = (value / 1024, unit + 1) }
        return "\(value / 10).\(value % 10) \(["B", "KiB", "MiB", "GiB", "TiB"][unit])"
    }

    private func systemCrumbs() -> [(String, Address)] { [(words[.systemTitle], addresses.system)] }

    package func keysPage(_ keys: [KeyLine]) -> [UInt8] {
        page(words[.keysPageTitle], "keys", crumbs: systemCrumbs()) { html in
            html.element(.h1, text: words[.keysPageTitle])
            html.table(
                words[.keysOfLedger],
                [words[.keyOfLedger], words[.keySince], words[.keyAge], words[.stateHead]], numbers: [2]
            ) { html in
                for key in keys {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { $0.element(.code, text: key.key) }
                        html.element(
                            .td, text: words(.keySinceEvent, ["day": words.day(key.day), "event": "\(key.since)"]))
                        html.element(.td, .css("number"), text: key.age.map { words(.days, $0) } ?? "–")
                        html.element(.td, text: words[key.isRetired ? .keyRetired : .keySigns])
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.keyRotateTitle])
                html.element(.p, text: words[.keyRotateLead])
                html.element(.p) { $0.element(.code, text: "heng key rotate --help") }
            }
        }
    }

    /// `backups` is nil where no folder is named.
    package func backupsPage(_ backups: BackupsView?, _ state: BackupState) -> [UInt8] {
        let isRunning = if case .running = state { true } else { false }
        return page(
            words[.backupsTitle], "backups", script: isRunning ? .board : .page, crumbs: systemCrumbs(), main: following
        ) { html in
            html.element(.h1, text: words[.backupsTitle])
            guard let backups else { return html.notice(.warn, words[.backupsNowhere]) }
            let lines = backups.lines
            if backups.isLate { html.notice(.bad, words[.backupLate]) }
            switch state {
            case .none: break
            case .running:
                html.element(.div, .css("notice info"), .id("running")) {
                    $0.element(.p, text: words[.backupRunning])
                }
            case .made(let events, let at): html.notice(.good, words(.backupMade, ["events": "\(events)", "at": at]))
            case .failed(let at): html.notice(.bad, words(.backupFailed, ["at": at]))
            }
            html.element(.p, text: words[.backupsLead])
            html.form(addresses.system("backups"), self) { html in
                html.element(.p, .css("acts")) { $0.button(words[.backupNow], primary: true) }
            }
            if lines.isEmpty { html.element(.p, .css("empty"), text: words[.backupNever]) }
            if !lines.isEmpty {
                html.table(
                    words(.backupsCaption, lines.count), [words[.backupName], words[.timeHead], words[.sizeHead]],
                    numbers: [2]
                ) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row")) { $0.element(.code, text: line.name) }
                            html.element(.td, text: line.at)
                            html.element(.td, .css("number"), text: size(line.bytes))
                        }
                    }
                }
            }
        }
    }
}
