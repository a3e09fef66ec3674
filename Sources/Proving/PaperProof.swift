// Holding a paper against the ledger: what it claims, whether the ledger names exactly these bytes, and whether they still hold.

package import AssessmentModel
package import AuditLedger
package import EventModel
import Foundation
import HashTreeCollections
import Reasons
package import RoundState
package import Storage

/// A file, held against a ledger that was proven first.
package struct PaperProof: Sendable {
    /// The origin of the ledger, and where it is at home.
    package let origin: String
    package let place: PlaceOffset
    /// nil for a file that says nothing of itself.
    package let claims: PaperClaims?
    /// SHA-256 of the bytes that the ledger names; of the whole file where it names none.
    package let digest: String
    /// Whether the file goes on behind those bytes, as one does that was signed electronically. What was added is not proven.
    package let hasAdditions: Bool
    package let finding: Finding
    /// Of the round that it claims: its newest result; nil where it claims none that is known.
    package let newestResult: String?
    package let isKeyTrusted: Bool

    package enum Finding: Sendable, Equatable {
        case certificate(Certificate)
        case paper(Named)
        /// The ledger knows a certificate of this code, or a paper of this name, with other bytes.
        case altered
        /// It claims to be of another ledger.
        case foreign(String)
        /// It is of this ledger, by its own word; the ledger names no such bytes.
        case unnamed
        /// It claims nothing, and nothing is known of it.
        case strange
    }

    /// A paper that a `papers.issued` names.
    package struct Named: Sendable, Equatable {
        package let round: RoundID
        package let name: String
        package let day: String
        /// The day on which another one came in its place.
        package let replacedOn: String?
    }

    /// Whether the result that it was made from is no longer the newest of its round.
    package var isOfOldResult: Bool {
        guard let snapshot = claims?.snapshot, let newestResult else { return false }
        return snapshot != newestResult
    }
}

/// Proves the database, then holds a paper against it; see `verify(_:trusting:known:signers:)`.
/// - Throws: only when the database cannot be read.
package func verify(
    paper: [UInt8], in store: Store, trusting trusted: [VerifierKey] = [], known: [UInt8]? = nil,
    signers: [SignerKey] = []
) throws -> Checked<PaperProof> {
    try store.read { reading in
        do {
            let proven = try proveDatabase(reading, trusted, known, signers)
            return .holds(proven.register.hold(paper, isKeyTrusted: proven.proof.isKeyTrusted))
        } catch let error as LedgerError {
            return .fails(error)
        } catch let error as StorageError {
            return .fails(LedgerError(.malformed, .the(.database), error.reason))
        }
    }
}

/// Proves the bundle, then holds a paper against it; see `verify(bundle:trusting:known:)`.
package func verify(
    paper: [UInt8], with bundle: BundleFiles, trusting trusted: [VerifierKey] = [], known: [UInt8]? = nil
) -> Checked<PaperProof> {
    do {
        let proven = try prove(bundle: bundle, trusting: trusted, known: known)
        return .holds(proven.register.hold(paper, isKeyTrusted: proven.proof.isKeyTrusted))
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, .the(.bundle), .unreadable(error)))
    }
}

/// Whether a file says that it is a PDF (ISO 32000-1, 7.5.2).
package func isPDF(_ file: [UInt8]) -> Bool { file.starts(with: Array("%PDF-".utf8)) }

/// What a file claims of itself; nil where it claims nothing, or hides it in compressed objects as none of ours does.
package func claims(of file: [UInt8]) -> PaperClaims? {
    let data = Data(file)
    return PaperClaims(
        entries: PaperClaims.keys.reduce(into: [:]) { entries, key in
            guard let mark = data.range(of: Data("/\(key) <".utf8), options: .backwards) else { return }
            entries[key] = textString(data[mark.upperBound...].prefix(4096))
        })
}

/// UTF-16 with a byte order mark, in hexadecimal up to `>` (7.9.2.2).
private func textString(_ digits: Data) -> String? {
    guard let end = digits.firstIndex(of: 0x3E) else { return nil }
    let text = String(decoding: digits[..<end], as: UTF8.self)
    guard text.count % 4 == 0, text.hasPrefix("FEFF") else { return nil }
    var units: [UInt16] = []
    var rest = Substring(text).dropFirst(4)
    while !rest.isEmpty {
        guard let unit = UInt16(rest.prefix(4), radix: 16) else { return nil }
        units.append(unit)
        rest = rest.dropFirst(4)
    }
    return String(decoding: units, as: UTF16.self)
}

extension Register {
    fileprivate func hold(_ file: [UInt8], isKeyTrusted: Bool) -> PaperProof {
        let named = papersByDigest
        for revision in revisions(of: file) {
            let digest = Hash.plain(Array(revision)).hex
            guard let finding = named[digest] else { continue }
            return PaperProof(
                origin: origin, place: place, claims: claims(of: Array(revision)), digest: digest,
                hasAdditions: revision.count < file.count, finding: finding,
                newestResult: newestResult(claims(of: Array(revision))), isKeyTrusted: isKeyTrusted)
        }
        let claimed = claims(of: file)
        return PaperProof(
            origin: origin, place: place, claims: claimed, digest: Hash.plain(file).hex, hasAdditions: false,
            finding: finding(ofUnnamed: claimed), newestResult: newestResult(claimed), isKeyTrusted: isKeyTrusted)
    }

    private var papersByDigest: [String: PaperProof.Finding] {
        var named: [String: PaperProof.Finding] = [:]
        for round in rounds.values {
            for (place, issue) in round.issues.enumerated() {
                for (name, digest) in issue.papers {
                    let next = round.issues[(place + 1)...].first { $0.papers[name].map { $0 != digest } ?? false }
                    named[digest] = .paper(
                        PaperProof.Named(round: round.id, name: name, day: issue.day, replacedOn: next?.day))
                }
            }
        }
        for certificate in certificates.values {
            if let paper = certificate.paper { named[paper.digest] = .certificate(certificate) }
        }
        return named
    }

    private func finding(ofUnnamed claims: PaperClaims?) -> PaperProof.Finding {
        guard let claims else { return .strange }
        guard claims.ledger == origin else { return .foreign(claims.ledger) }
        let isKnownCode = claims.code.map { code in certificates.values.contains { $0.paper?.code == code } } ?? false
        let issued = rounds[claims.round]?.issuedPapers ?? [:]
        return isKnownCode || claims.fileName.map { issued[$0] != nil } ?? false ? .altered : .unnamed
    }

    private func newestResult(_ claims: PaperClaims?) -> String? {
        guard let claims, claims.ledger == origin, let round = rounds[claims.round] else { return nil }
        return round.holdsStill(claims) ? claims.snapshot : round.result?.snapshot
    }
}

extension Round {
    /// Whether a certificate says of its zone what the newest result says: a correction of others takes nothing from it.
    fileprivate func holdsStill(_ claims: PaperClaims) -> Bool {
        guard claims.kind == .certificate, let zone = claims.zone,
            let then = results.first(where: { $0.snapshot == claims.snapshot })?.zones[zone] ?? nil,
            let now = result?.zones[zone] ?? nil
        else { return false }
        return (then.verdict, then.total) == (now.verdict, now.total)
    }
}

extension PaperClaims {
    /// The name under which such a paper is issued; nil where the claims do not tell it.
    fileprivate var fileName: String? {
        switch kind {
        case .notice, .finding: "\(kind.rawValue).pdf"
        case .scoreSheet: zone.map { "score-sheet-\($0).pdf" }
        case .correction, .decision, .certificate, .expertSheet: nil
        }
    }
}

/// The file, then its earlier revisions, newest first: who signs a PDF appends to it, and every revision ends with `%%EOF` (7.5.6).
private func revisions(of file: [UInt8]) -> [ArraySlice<UInt8>] {
    let mark = Data("%%EOF".utf8)
    let data = Data(file)
    var revisions = [file[...]]
    var end = data.endIndex
    while revisions.count < mostRevisions, let found = data.range(of: mark, options: .backwards, in: 0..<end) {
        let line = file[found.upperBound...].prefix { $0 == 0x0D || $0 == 0x0A }.prefix(2)
        for length in Set([0, 1, line.count]).sorted(by: >) where length <= line.count {
            let revision = file[..<(found.upperBound + length)]
            if revision.count < file.count { revisions.append(revision) }
        }
        end = found.lowerBound
    }
    return revisions
}

/// Each costs a hash of the file: enough for every signature that a paper of ours may bear.
private let mostRevisions = 64
