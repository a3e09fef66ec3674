// Programmes and calls: what may be applied for, until when, and what an application answers.

package import AssessmentModel
package import AuditLedger
import EventModel
import PlainText
package import Reasons
package import RoundState
import Storage

/// Adopts a programme, or a newer edition of one.
package struct AdoptProgramme: Action {
    package let useCase = UseCase.adoptProgramme
    let programme: Programme

    package init(_ programme: Programme) { self.programme = programme }

    package var content: CanonicalJSON { .string("\(programme)") }

    /// Whoever applied under a call goes on to find what it names.
    package func refusals(in register: Register) -> [Reason] {
        register.calls(of: programme.id).flatMap { $0.refusals(under: programme) }
    }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        try register.requireProgrammes()
        guard register.programmes[programme.id]?.programme != programme else { return }
        let reasons = refusals(in: register)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.adopt(programme)
    }
}

/// Publishes a call, with the edition of the scheme that it binds.
package struct PublishCall: Action {
    package let useCase = UseCase.publishCall
    let call: Call
    let scheme: Scheme
    let schemeBytes: [UInt8]

    package init(_ call: Call, scheme: Scheme, schemeBytes: [UInt8]) {
        self.call = call
        self.scheme = scheme
        self.schemeBytes = schemeBytes
    }

    package var content: CanonicalJSON { [.string("\(call)"), .string(Hash.plain(schemeBytes).hex)] }

    /// Everything that is against it on a day.
    package func refusals(in register: Register, on day: String) -> [Reason] {
        var reasons: [Reason] = []
        if register.calls[call.id] != nil { reasons.append(Reason(.callExists, .call(call.id), field: "call")) }
        if call.last < day {
            reasons.append(
                Reason(
                    .callDayPast, .call(call.id), field: "last",
                    ["last": .text(call.last), "today": .text(day)]))
        }
        if let programme = register.programmes[call.programme]?.programme {
            reasons += call.refusals(under: programme)
        } else {
            reasons.append(Reason(.programmeUnknown, .programme(call.programme), field: "programme"))
        }
        return reasons
    }

    package func take(_ appender: inout Appender) throws {
        try appender.register.requireProgrammes()
        let reasons = refusals(in: appender.register, on: appender.day)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let published = LedgerEvent.Published(
            programme: call.programme, scheme: try appender.writing.insertFile(schemeBytes),
            file: try appender.writing.insertFile(CanonicalJSON.encode(call)), purpose: call.purpose, last: call.last)
        try appender.appendSigned(.callPublished(call.id, published))
    }
}

/// Gives applicants more time; a call that is over is open again.
package struct ExtendCall: Action {
    package let useCase = UseCase.extendCall
    let call: CallID
    let to: String
    let reason: String

    /// `to` is the new last day, yyyy-mm-dd.
    package init(_ call: CallID, to: String, reason: String) {
        self.call = call
        self.to = to
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { [.id(call), .string(to), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        try register.requireProgrammes()
        guard let known = register.calls[call] else { throw Refusal(.callUnknown, .call(call)) }
        var reasons: [Reason] = []
        if Day(to) == nil { reasons.append(Reason(.dayMalformed, .call(call), field: "to", ["found": .text(to)])) }
        if Day(to) != nil, to <= known.last {
            reasons.append(
                Reason(.callNotLater, .call(call), field: "to", ["to": .text(to), "last": .text(known.last)]))
        }
        if reason.isEmpty { reasons.append(Reason(.callReasonMissing, .call(call), field: "reason")) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.appendSigned(.callExtended(call, to: to), concealing: [.reason("extended", text: reason)])
    }
}

extension Register {
    /// Programmes and calls are of the fourth edition.
    func requireProgrammes() throws(Refusal) {
        guard edition >= .fourth else { throw Refusal(.editionTooOld, ["edition": .number(4)]) }
    }
}

extension Appender {
    mutating func adopt(_ programme: Programme) throws {
        try appendSigned(
            .programmeAdopted(programme.id, file: try writing.insertFile(CanonicalJSON.encode(programme))))
    }
}
