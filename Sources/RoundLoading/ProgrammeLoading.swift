// programme.yaml → a programme: kinds of zones, sources of experts, purposes with what they confer, conditions.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads a programme; `file` is the name that problems carry. All problems of the file are reported.
package func loadProgramme(_ bytes: [UInt8], file: String) -> Loaded<Programme> {
    let log = ProblemLog(file: file)
    guard let programme = readProgramme(bytes, into: log), log.isEmpty else { return .problems(log.problems) }
    return .value(programme)
}

private let programmeKeys = ["programme", "status", "title", "kinds", "sources", "purposes", "conditions"]

func readProgramme(_ bytes: [UInt8], into log: ProblemLog) -> Programme? {
    guard let keys = readYAML(bytes, into: log)?.mapping(programmeKeys) else { return nil }
    let id: ProgrammeID? = keys.required("programme")?.identifier()
    let status = keys.required("status")?.choice(Scheme.Status.self)
    let title = keys.required("title")?.localized()
    let kinds = keys.required("kinds")?.words(of: .kind) { kind, node in
        node.kind(kind)
    }
    let sources = keys.required("sources")?.words(of: .source) { source, node in
        node.localized().map { Programme.Source(id: source, name: $0) }
    }
    let purposes = keys.required("purposes")?.words(of: .purpose) { purpose, node in
        node.purpose(purpose)
    }
    let conditions = keys["conditions"].map { node in
        node.words(of: .condition) { condition, node in
            node.localized().map { Programme.Condition(id: condition, text: $0) }
        }
    }
    guard let id, let status, let title, let kinds, let sources, let purposes else { return nil }
    return Programme(
        id: id, title: title, status: status, kinds: kinds, sources: sources, purposes: purposes,
        conditions: conditions ?? [])
}

extension YAMLNode {
    /// Words of the file's own, at least one, each with what stands behind it.
    fileprivate func words<Word: OpenWord, Value>(of thing: InputThing, _ read: (Word, YAMLNode) -> Value?) -> [Value] {
        let entries = entries()
        if entries.isEmpty, isMapping { problem(Reason(.listEmpty, ["thing": thing.told])) }
        return entries.compactMap { key, line, node in
            guard let word = Word(rawValue: key) else {
                log.add(line, node.path, .written(.shown(key), expected: .idOf))
                return nil
            }
            return read(word, node)
        }
    }

    fileprivate func kind(_ kind: Zone.Kind) -> Programme.Kind? {
        guard let keys = mapping(["name", "route"]) else { return nil }
        let name = keys.required("name")?.localized()
        let route = keys.required("route")?.choice(ReviewLevel.self)
        guard let name, let route else { return nil }
        return Programme.Kind(id: kind, name: name, route: route)
    }

    fileprivate func purpose(_ purpose: RoundPlan.Purpose) -> Programme.Purpose? {
        guard let keys = mapping(["name", "honour"]) else { return nil }
        let name = keys.required("name")?.localized()
        let honour = keys.required("honour")?.localized()
        guard let name, let honour else { return nil }
        return Programme.Purpose(id: purpose, name: name, honour: honour)
    }
}
