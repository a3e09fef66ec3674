// round.yaml → the plan of a round.

package import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

private let planKeys = [
    "round", "title", "purpose", "scheme", "issuer", "document", "ledger", "opened", "closed", "announced", "notice",
    "valid", "verify", "specimen", "renotice", "programme", "calls",
]

/// Reads a plan that names its calls, so that its programme comes from the ledger; the scheme that it names is not looked for.
package func loadPlan(_ bytes: [UInt8], file: String) -> Loaded<RoundPlan> {
    let log = ProblemLog(file: file)
    guard let plan = PlanDraft(bytes, into: log)?.read(under: nil).plan, log.isEmpty else {
        return .problems(log.problems)
    }
    return .value(plan)
}

/// A plan before its programme is known.
struct PlanDraft {
    private let keys: YAMLMapping
    /// The programme's path as written; nil where there is none.
    let programme: String?

    init?(_ bytes: [UInt8], into log: ProblemLog) {
        guard let keys = readYAML(bytes, into: log)?.mapping(planKeys) else { return nil }
        self.keys = keys
        programme = keys["programme"]?.text(atMost: TextLimit.comment)
    }

    func read(under programme: Programme?) -> ReadPlan {
        let (plan, scheme) = readPlan(keys, programme)
        return ReadPlan(
            plan: plan, scheme: scheme, programme: programme,
            isProgrammeLost: programme == nil && keys["programme"] != nil)
    }
}

/// What could be read of a plan.
struct ReadPlan {
    /// nil after a problem.
    let plan: RoundPlan?
    /// The scheme's path as written, which is known even where the plan has problems.
    let scheme: String?
    let programme: Programme?
    /// Whether it names one that could not be read: then nobody can say which words are its own.
    let isProgrammeLost: Bool

    /// The kinds that its zones may be of; nil: any.
    func kinds(beside scheme: Scheme?) -> [Zone.Kind]? {
        isProgrammeLost ? nil : programme?.kinds.map(\.id) ?? scheme?.knownKinds ?? Zone.Kind.early
    }

    /// The sources that its experts may come from; nil: any.
    var sources: [Expert.Source]? { isProgrammeLost ? nil : programme?.sources.map(\.id) ?? Expert.Source.early }
}

private func readPlan(_ keys: YAMLMapping, _ programme: Programme?) -> (plan: RoundPlan?, scheme: String?) {
    let scheme = keys.required("scheme")?.text(atMost: TextLimit.comment)
    let id: RoundID? = keys.required("round")?.identifier()
    let title = keys.required("title")?.localized()
    let purpose = keys.required("purpose").flatMap { readPurpose($0, keys, programme) }
    let calls = keys["calls"].map(readCalls)
    if let node = keys["programme"], keys["calls"] != nil {
        node.problem(Reason(.eitherOf, ["one": .quoted("programme"), "other": .quoted("calls")]))
    }
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
        renotice: renotice ? true : nil, programme: programme, calls: calls)
    return (plan, scheme)
}

/// The programme's own where it is at hand, any id where the ledger knows it, else a word from before there were programmes.
private func readPurpose(_ node: YAMLNode, _ keys: YAMLMapping, _ programme: Programme?) -> RoundPlan.Purpose? {
    if let programme { return node.word(among: programme.purposes.map(\.id)) }
    return keys["programme"] != nil || keys["calls"] != nil ? node.word() : node.word(among: RoundPlan.Purpose.early)
}

private func readCalls(_ node: YAMLNode) -> [CallID] {
    let items = node.list()
    if items.isEmpty, node.isList { node.problem(Reason(.listEmpty, ["thing": InputThing.call.told])) }
    return items.reduce(into: []) { calls, item in
        guard let call: CallID = item.identifier() else { return }
        if calls.contains(call) {
            item.problem(Reason(.standsTwice, ["thing": InputThing.call.told, "word": .quoted(call.text)]))
        } else {
            calls.append(call)
        }
    }
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
