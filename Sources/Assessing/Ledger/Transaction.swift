// One transaction: each step within a savepoint of its own, one commit, one MAC and one signature; then all are answered.

import AssessmentModel
import AuditLedger
import EventModel
import Reasons
import RoundState
import Storage

extension Ledger {
    /// Takes steps in one transaction, signs where one of them hands out a proof, publishes where everything stands, and answers all.
    func take(_ steps: [WaitingStep]) {
        var results: [Result<Recorded, any Error>]
        do {
            results = try changing { writing in
                steps.map { step in Result { try take(step, writing) } }
            }
        } catch {
            results = steps.map { _ in .failure(error) }
        }
        let proving = steps.indices.filter { steps[$0].action.isSigned && (try? results[$0].get()) != nil }
        if !proving.isEmpty {
            do {
                try sign(by: [signer])
            } catch {
                for index in proving { results[index] = .failure(error) }
            }
        }
        publish()
        for (step, result) in zip(steps, results) { step.answer(result) }
    }

    /// Runs `body` in one transaction, which gets one MAC where it added events. What is in memory stays what the disk holds, also where the
    /// commit throws.
    func changing<Value>(_ body: (Writing) throws -> Value) throws -> Value {
        let mark = fold.mark
        do {
            return try store.write { writing in
                try prepare(writing.reading)
                let size = fold.register.size
                let value = try body(writing)
                if fold.register.size > size {
                    try writing.insert(mac(under: commitSecret), size: fold.register.size)
                }
                return value
            }
        } catch {
            fold.undo(to: mark)
            throw error
        }
    }

    private func take(_ step: WaitingStep, _ writing: Writing) throws -> Recorded {
        let request = step.request ?? EventID(using: &random)
        let action = step.action
        let digest = try action.step(by: step.user)
        if let before = try repeated(request, by: step.user, for: action.useCase, digest, writing.reading) {
            return before
        }
        let register = fold.register
        if let why = register.refusal(
            of: step.user, for: action.useCase, in: action.round, on: action.target(in: register))
        {
            throw Refusal(why)
        }
        // Another step may have removed what was stored and not named yet.
        for bytes in action.evidence { try store.evidence.put(bytes) }
        let identity = Appender.Identity(user: step.user, task: action.useCase.rawValue, step: digest)
        return try append(writing, request, step.moment(), identity) { try action.take(&$0) }
    }

    /// Appends what `body` gives, or nothing of it.
    func append(
        _ writing: Writing, _ request: EventID, _ moment: Moment, _ identity: Appender.Identity?,
        in place: PlaceOffset? = nil, under secret: RequestSecret? = nil, _ body: (inout Appender) throws -> Void
    ) throws -> Recorded {
        let mark = fold.mark
        let first = fold.register.size
        let day = moment.day(at: place ?? fold.register.place)
        try requireClock(day)
        var appender = Appender(
            writing: writing, fold: fold, random: random, request: request, secret: secret ?? self.secret,
            moment: moment, day: day, identity: identity, quota: limits.quota)
        fold = Fold()
        defer {
            fold = appender.fold
            random = appender.random
        }
        do {
            try writing.apart {
                try body(&appender)
                guard appender.register.size > first else { throw Refusal(.nothingToRecord) }
            }
        } catch {
            appender.undo(to: mark)
            throw error
        }
        return Recorded(events: first..<appender.register.size, isRepeated: false)
    }

    private func requireClock(_ day: String) throws {
        guard fold.register.today <= day else {
            throw Refusal(.clockBehind, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
        if let most = limits.longestPause, let last = Day(fold.register.today), let now = Day(day),
            last.days(until: now) > most
        {
            throw Refusal(.clockAhead, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
    }

    /// What ids of events are mixed with: the ledger's own secret, or one that derives from the key where the ledger has none.
    private var secret: RequestSecret { fold.register.secret ?? RequestSecret(of: signer) }

    /// The events that this request gave before; nil for a new one.
    private func repeated(
        _ request: EventID, by user: UserID, for useCase: UseCase, _ step: String, _ reading: Reading
    ) throws -> Recorded? {
        let secret = secret
        guard let first = try reading.seq(of: request.derived(0, under: secret)) else { return nil }
        var end = first + 1
        while try reading.seq(of: request.derived(end - first, under: secret)) == end { end += 1 }
        var known: Told.Actor?
        try reading.forEachEvent(in: first..<end) { row in
            if known == nil { known = try Told(Event(parsing: row.body), row.disclosures, .everything).actor }
        }
        guard let known, known.user == user, known.task == useCase.rawValue, known.step ?? step == step else {
            throw Refusal(.requestTaken, .event(first), ["request": .text(request.text)])
        }
        return Recorded(events: first..<end, isRepeated: true)
    }
}
