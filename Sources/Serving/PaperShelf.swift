// 文件: every paper of a round, composed once for what it says and kept for whoever may have it.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Hummingbird
import Publishing
import Reporting
import RoundState
import Scoring
import Storage
import Synchronization
import Telling

/// Papers that were composed, the last used of them within a bound. Nothing of it is on disk: what was erased stays nowhere.
///
/// A paper is known by all that it says, so that an older one is never taken for it.
final class PaperShelf: Sendable {
    struct Place: Hashable {
        let round: RoundID
        /// The name of the paper's file.
        let paper: String
        let language: Language
    }

    private struct Kept {
        let content: String
        let document: PrintedDocument
        var used: Int
    }

    private struct State {
        var kept: [Place: Kept] = [:]
        var bytes = 0
        var clock = 0
    }

    private let state = Mutex(State())
    private let most: Int

    init(mostBytes: Int = 64 << 20) { most = mostBytes }

    func document(at place: Place, saying content: String) -> PrintedDocument? {
        state.withLock { state in
            guard let found = state.kept[place], found.content == content else { return nil }
            state.clock += 1
            state.kept[place]?.used = state.clock
            return found.document
        }
    }

    func keep(_ document: PrintedDocument, at place: Place, saying content: String) {
        state.withLock { state in
            state.clock += 1
            let old = state.kept.updateValue(
                Kept(content: content, document: document, used: state.clock), forKey: place)
            state.bytes += document.bytes.count - (old?.document.bytes.count ?? 0)
            while state.bytes > most, let least = state.kept.min(by: { $0.value.used < $1.value.used }) {
                state.bytes -= least.value.document.bytes.count
                state.kept[least.key] = nil
            }
        }
    }

    /// Forgets all of it, where something was erased.
    func clear() { state.withLock { $0 = State() } }
}

extension Desk {
    /// A round's result as far as who asks may see it: its `papers` are those that this reader may have.
    /// - Throws: `NotFound` where there is no such round, it is still open, or it is kept from who asks.
    func roundResult(_ round: RoundID, _ context: DeskContext) async throws -> RoundResult {
        let (viewer, standing) = (Viewer(try requireSession(context).user.id), standing)
        let seen = try await slow.run { [ledger] in
            try ledger.store.read { try standing.result(of: round, to: viewer, $0) }
        }
        guard case .seen(let result) = seen else { throw NotFound() }
        return result
    }

    /// One paper of a result, composed once for all who may have it.
    ///
    /// Which there are is `result.papers`, and `result` is what the reader may see: this asks no policy. `finished` and `stored` are PDF; `keptBack` says why it
    /// must not go out.
    /// - Throws: `ReportingError`, `FileFailure`; `SlowWork.TooMuch` where too many wait.
    func paper(_ paper: Paper, of result: RoundResult, in language: Language) async throws -> ComposedPaper {
        let place = PaperShelf.Place(round: result.snapshot.value.round.id, paper: "\(paper)", language: language)
        let content = result.content(of: paper)
        if let known = paperShelf.document(at: place, saying: content) { return .finished(known) }
        return try await papering.run { [self] in
            // Somebody may have asked for it just before.
            if let known = paperShelf.document(at: place, saying: content) { return .finished(known) }
            let composed = try papers.compose(paper, of: result, in: language, from: ledger.store.evidence)
            if case .finished(let document) = composed { paperShelf.keep(document, at: place, saying: content) }
            return composed
        }
    }

    /// A paper as a browser shows it: in its own viewer, in a frame of ours or by itself. `name` is the file's, with its ending.
    /// - Throws: `NotFound` where it must not go out; what `paper` throws.
    func paperAnswer(
        _ paper: Paper, of result: RoundResult, named name: String, in language: Language
    ) async throws -> Response {
        switch try await self.paper(paper, of: result, in: language) {
        case .finished(let document): .paper([UInt8](document.bytes), name: name)
        case .stored(let bytes): .paper(bytes, name: name)
        case .keptBack: throw NotFound()
        }
    }
}

extension Response {
    /// A PDF that a browser shows.
    static func paper(_ bytes: [UInt8], name: String) -> Response {
        var response = Response.file(bytes, type: "application/pdf", name: name)
        response.headers[.contentDisposition] = disposition("inline", name)
        response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'self'"
        response.headers[.xFrameOptions] = "SAMEORIGIN"
        return response
    }
}

extension RoundResult {
    /// All that a paper says, as one digest.
    fileprivate func content(of paper: Paper) -> String {
        var parts = [snapshot.digest, key ?? "", "\(scored as Any)", "\(notice as Any)", "\(firstNotice as Any)"]
        parts += corrections.map { "\($0.correction) \($0.old.digest) \($0.new.digest) \($0.before)" }
        switch paper {
        case .notice, .correction: break
        case .finding: parts.append("\(finding as Any)")
        case .certificate(_, let certificate): parts.append("\(certificate)")
        case .scoreSheet(let zone):
            parts += (comments[zone] ?? [:]).sorted { $0.key < $1.key }.flatMap { indicator, seats in
                seats.sorted { $0.key < $1.key }.map { "\(indicator) \($0.key) \($0.value)" }
            }
        case .decision(let zone, let id):
            parts += decisions.filter { $0.objection.zone == zone && $0.objection.id == id }
                .map { "\($0.objection) \($0.decision) \($0.new?.digest ?? "") \($0.correction ?? "")" }
        }
        return Hash.plain(Array(parts.joined(separator: "\u{0}").utf8)).hex
    }
}

extension Papers {
    fileprivate func compose(
        _ paper: Paper, of result: RoundResult, in language: Language, from evidence: EvidenceFolder
    ) throws -> ComposedPaper {
        try using { try result.compose(paper, by: $0, in: language, from: evidence) }
    }
}
