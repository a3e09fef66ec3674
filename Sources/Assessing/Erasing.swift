// Lawful erasure: the value and its salt go, the event and every proof stay.

package import AssessmentModel
import AuditLedger
import Storage

/// What is to be erased.
package enum Erasure: Sendable, Equatable {
    /// An expert's entry in the pool: name, organisation, ties. Seats and marks stay under their codes.
    case expert(ExpertID)
    /// The name and bindings of an account.
    case user(UserID)
    /// One comment, wherever it was saved, sealed or revised.
    case comment(RoundID, SeatID, CriterionID)
}

/// 安全管理员 erases values about a person on a legal basis. What receipts and bundles already hold is beyond its reach.
package struct Erase: Action {
    package let useCase = UseCase.erase
    let subject: Erasure
    let basis: String

    package init(_ subject: Erasure, basis: String) {
        self.subject = subject
        self.basis = basis
    }

    package func take(_ appender: inout Appender) throws {
        guard !basis.isEmpty else { throw Refusal("an erasure names its legal basis, found none") }
        let register = appender.register
        let open = register.rounds.values.filter { $0.stage == .scoring }
        if case .expert(let expert) = subject,
            let round = open.first(where: { $0.seats.values.contains { $0.expert == expert } })
        {
            throw Refusal(
                "\(expert) sits in \(round.id), which is being scored: recuse the seats, or wait for its close")
        }
        let traces = register.traces.filter { $0.subject.matches(subject) }
        var count = 0
        for trace in traces where try appender.writing.erase(trace.encoded, of: trace.seq) {
            try appender.appendSigned(
                .disclosureErased(seq: trace.seq, digest: Disclosure.digest(of: trace.encoded)),
                concealing: [.reason("basis", text: CanonicalJSON.nfc(basis))])
            count += 1
        }
        guard count > 0 else { throw Refusal("there is nothing of that to erase, or it is erased already") }
    }
}

extension Register.Trace.Subject {
    fileprivate func matches(_ erasure: Erasure) -> Bool {
        switch (self, erasure) {
        case (.expert(let a), .expert(let b)): a == b
        case (.user(let a), .user(let b)): a == b
        case (.comment(let round, _, let seat, let indicator), .comment(let r, let s, let i)):
            round == r && seat == s && indicator == i
        default: false
        }
    }
}
