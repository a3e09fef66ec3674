// The files that a round or a call names, read one after the other, with the problems of all.

import AssessmentModel
import CriteriaLoading
import FileReading
import Foundation
import Reasons

/// In bytes.
enum FileSize {
    /// A plan, a scheme, an application.
    static let text = 4 << 20
    static let table = 1 << 30
    static let evidence = 20 << 20
}

/// Reads file after file and keeps the problems of all.
struct FolderReading {
    let folder: String
    let encoding: TextEncoding
    /// What the folder should hold, where a file is missing.
    private let hint: ReasonCode?
    private(set) var problems: [Problem] = []

    init(folder: String, encoding: TextEncoding, hint: ReasonCode? = nil) {
        self.folder = folder
        self.encoding = encoding
        self.hint = hint
    }

    /// The programme is read first: the plan's purpose is one of its own.
    mutating func plan() -> ReadPlan? {
        guard let bytes = bytes("round.yaml", atMost: FileSize.text) else { return nil }
        let log = ProblemLog(file: path("round.yaml"))
        defer { problems += log.problems }
        guard let draft = PlanDraft(bytes, into: log) else { return nil }
        return draft.read(under: draft.programme.flatMap { programme($0) })
    }

    private mutating func programme(_ name: String) -> Programme? {
        reading(name, atMost: FileSize.text) { bytes, log in
            let programme = readProgramme(bytes, into: log)
            return log.isEmpty ? programme : nil
        } ?? nil
    }

    mutating func scheme(_ name: String?) -> (Scheme?, [UInt8]) {
        guard let name, let bytes = bytes(name, atMost: FileSize.text) else { return (nil, []) }
        switch loadScheme(bytes, file: path(name)) {
        case .value(let scheme): return (scheme, bytes)
        case .problems(let found):
            problems += found
            return (nil, bytes)
        }
    }

    mutating func zones(_ kinds: [Zone.Kind]?) -> Listing<Zone> {
        table("zones.csv") { [encoding] in readZones($0, encoding, kinds: kinds, into: $1) } ?? .unread
    }

    mutating func panel(_ rule: PanelRule?, _ sources: [Expert.Source]?) -> Listing<Expert> {
        table("panel.csv") { [encoding] in readPanel($0, encoding, rule: rule, sources: sources, into: $1) } ?? .unread
    }

    mutating func sheets(_ scheme: Scheme?, _ zones: Listing<Zone>, _ panel: Listing<Expert>) -> [Sheet] {
        let known = MarksRoster(
            zones: zones.ids, experts: panel.ids,
            kinds: Dictionary(zones.values.map { ($0.id, $0.kind) }) { first, _ in first },
            sources: Dictionary(panel.values.map { ($0.id, $0.source) }) { first, _ in first })
        return table("marks.csv") { [encoding] in readMarks($0, encoding, scheme: scheme, known: known, into: $1) }
            ?? []
    }

    mutating func facts(_ scheme: Scheme?, _ zones: Listing<Zone>) -> FactTable {
        let exists = FileManager.default.fileExists(atPath: path("facts.csv"))
        if !exists, scheme?.factNeeds.isEmpty ?? true { return FactTable() }
        return table("facts.csv") { [encoding] in readFacts($0, encoding, scheme: scheme, zones: zones.ids, into: $1) }
            ?? FactTable()
    }

    private mutating func table<Value>(_ name: String, _ read: ([UInt8], ProblemLog) -> Value) -> Value? {
        reading(name, atMost: FileSize.table, read)
    }

    mutating func reading<Value>(
        _ name: String, atMost most: Int, _ read: ([UInt8], ProblemLog) -> Value
    ) -> Value? {
        guard let bytes = bytes(name, atMost: most) else { return nil }
        let log = ProblemLog(file: path(name))
        let value = read(bytes, log)
        problems += log.problems
        return value
    }

    private mutating func bytes(_ name: String, atMost most: Int) -> [UInt8]? {
        do throws(FileFault) {
            return try readRegularFile(path(name), atMost: most)
        } catch {
            let hint = error.code == .missing ? hint.map { Reason($0) } : nil
            problems.append(Problem(file: path(name), error.reason, hint: hint))
            return nil
        }
    }

    /// As a person would write it: under the folder, unless the name is a path from the root.
    private func path(_ name: String) -> String {
        if name.hasPrefix("/") || folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
