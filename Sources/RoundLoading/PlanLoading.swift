// round.yaml → the plan of a round.

import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

private let planKeys = [
    "round", "title", "purpose", "scheme", "issuer", "document", "ledger", "opened", "closed", "announced", "notice",
    "valid",
    "verify", "specimen", "renotice",
]

/// The plan, and the scheme's path as written, which is known even where the plan has problems.
func readPlan(_ bytes: [UInt8], into log: ProblemLog) -> (plan: RoundPlan?, scheme: String?)? {
    guard let keys = readYAML(bytes, into: log)?.mapping(planKeys) else { return nil }
    let scheme = keys.required("scheme")?.text(atMost: TextLimit.comment)
    let id: RoundID? = keys.required("round")?.identifier()
    let title = keys.required("title")?.localized()
    let purpose = keys.required("purpose")?.choice(RoundPlan.Purpose.self)
    let issuer = keys.required("issuer")?.localized()
    let document = keys.required("document")?.text()
    let ledger = keys.required("ledger").flatMap(readLedgerName)
    let opened = keys.required("opened")?.date()
    let closed = keys.required("closed")?.date()
    let announced = keys.required("announced")?.date()
    let notice = keys.required("notice").flatMap(readNotice)
    let years = keys.required("valid")?.mapping(["years"])?.required("years")?.integer(1...99)
    let verify = keys.required("verify")?.text()
    let specimen = keys["specimen"].map { $0.flag() } ?? false
    let renotice = keys["renotice"].map { $0.flag() } ?? false
    // ISO dates stand in order as text.
    if let opened, let closed, closed < opened {
        keys["closed"]?.problem(Reason(.closedBeforeOpened, ["closed": .text(closed), "opened": .text(opened)]))
    }
    if let closed, let announced, announced < closed {
        keys["announced"]?.problem(
            Reason(.announcedBeforeClosed, ["announced": .text(announced), "closed": .text(closed)]))
    }
    guard let id, let title, let purpose, let issuer, let document, let ledger, let opened, let closed, let announced,
        let notice, let years, let verify, let specimen, let renotice
    else { return (nil, scheme) }
    let plan = RoundPlan(
        id: id, title: title, purpose: purpose, issuer: issuer, document: document, ledger: ledger, opened: opened,
        closed: closed, announced: announced, notice: notice, validYears: years, verify: verify, isSpecimen: specimen,
        renotice: renotice ? true : nil)
    return (plan, scheme)
}

private func readNotice(_ node: YAMLNode) -> RoundPlan.Notice? {
    guard let keys = node.mapping(["from", "to", "objections"]) else { return nil }
    let from = keys.required("from")?.date()
    let to = keys.required("to")?.date()
    let objections = keys.required("objections")?.localized(plain: true, atMost: TextLimit.reason)
    if let from, let to, to < from {
        keys["to"]?.problem(Reason(.noticeReversed, ["to": .text(to), "from": .text(from)]))
    }
    guard let from, let to, let objections else { return nil }
    return RoundPlan.Notice(from: from, to: to, objections: objections)
}

/// The name of a ledger is the name of its key: printable ASCII without blank and `+` (C2SP signed-note).
private func readLedgerName(_ node: YAMLNode) -> String? {
    guard let text = node.text() else { return nil }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x2B }) else {
        node.problem(.written(.shown(text), expected: .ledgerName))
        return nil
    }
    return text
}
