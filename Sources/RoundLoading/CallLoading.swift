// call.yaml → a call, with the scheme that it names.

package import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

/// A call, and the scheme's file as it is.
package struct CallFiles: Sendable {
    package let call: Call
    package let scheme: Scheme
    package let schemeBytes: [UInt8]
}

/// Reads a call and the scheme that it names by a path from the call's own folder: all problems of both.
package func loadCall(file: String) -> Loaded<CallFiles> {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    var reading = FolderReading(folder: parts.dropLast().joined(separator: "/"), encoding: .utf8)
    let draft = reading.reading(String(parts.last ?? ""), atMost: FileSize.text) { readCall($0, into: $1) } ?? nil
    let (scheme, bytes) = reading.scheme(draft?.scheme)
    guard reading.problems.isEmpty, let scheme, let call = draft?.call(scheme) else {
        return .problems(Problems(reading.problems).all)
    }
    return .value(CallFiles(call: call, scheme: scheme, schemeBytes: bytes))
}

/// Reads a call that was brought alone: `schemes` finds the scheme by what the file calls it, a path, its last part, or an id.
package func loadCall(
    _ bytes: [UInt8], file: String, schemes: (String) -> (scheme: Scheme, bytes: [UInt8])?
) -> Loaded<CallFiles> {
    let log = ProblemLog(file: file)
    let draft = readCall(bytes, into: log)
    let found = draft?.scheme.flatMap(schemes)
    if let draft, let name = draft.scheme, found == nil {
        draft.named?.problem(Reason(.schemeNotAtHand, ["scheme": .text(name)]))
    }
    guard log.isEmpty, let found, let call = draft?.call(found.scheme) else { return .problems(log.problems) }
    return .value(CallFiles(call: call, scheme: found.scheme, schemeBytes: found.bytes))
}

private let callKeys = [
    "call", "programme", "title", "purpose", "scheme", "last", "conditions", "quotas", "days",
]

/// What could be read of a call.
private struct CallDraft {
    let scheme: String?
    let named: YAMLNode?
    /// nil after a problem.
    let call: (Scheme) -> Call?
}

private func readCall(_ bytes: [UInt8], into log: ProblemLog) -> CallDraft? {
    guard let keys = readYAML(bytes, into: log)?.mapping(callKeys) else { return nil }
    let id: CallID? = keys.required("call")?.identifier()
    let programme: ProgrammeID? = keys.required("programme")?.identifier()
    let title = keys.required("title")?.localized()
    let purpose: RoundPlan.Purpose? = keys.required("purpose")?.word()
    let named = keys.required("scheme")
    let scheme = named?.text(atMost: TextLimit.comment)
    let last = keys.required("last")?.date()
    let conditions = keys["conditions"].map(readConditions) ?? []
    let quotas = keys["quotas"].map(readQuotas) ?? []
    let days = keys["days"].map(readDays) ?? []
    return CallDraft(scheme: scheme, named: named) { scheme in
        guard let id, let programme, let title, let purpose, let last else { return nil }
        return Call(
            id: id, programme: programme, title: title, purpose: purpose,
            scheme: Call.BoundScheme(id: scheme.id, edition: scheme.edition), last: last, conditions: conditions,
            quotas: quotas, days: days)
    }
}

private func readConditions(_ node: YAMLNode) -> [Requirement] {
    node.list().reduce(into: []) { conditions, item in
        guard let condition: Requirement = item.word() else { return }
        if conditions.contains(condition) {
            item.problem(
                Reason(.standsTwice, ["thing": InputThing.condition.told, "word": .quoted(condition.rawValue)]))
        } else {
            conditions.append(condition)
        }
    }
}

/// `{county: 3}`: how many of a kind a prefecture recommends at most.
private func readQuotas(_ node: YAMLNode) -> [Call.Quota] {
    node.entries().compactMap { key, line, value in
        guard let kind = Zone.Kind(rawValue: key) else {
            node.log.add(line, value.path, .written(.shown(key), expected: .idOf))
            return nil
        }
        return value.integer(1...9999).map { Call.Quota(kind: kind, most: $0) }
    }
}

private func readDays(_ node: YAMLNode) -> [Call.Milestone] {
    node.list().compactMap { item in
        guard let keys = item.mapping(["day", "title"]) else { return nil }
        let day = keys.required("day")?.date()
        let title = keys.required("title")?.localized()
        guard let day, let title else { return nil }
        return Call.Milestone(day: day, title: title)
    }
}
