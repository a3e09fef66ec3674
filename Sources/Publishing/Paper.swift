// The papers of a closed round: which there are for a reader, and how each is composed.

package import Assessing
package import AssessmentModel
package import EventModel
import Reasons
package import Reporting
package import RoundState
import Scoring
package import Storage
package import Telling

/// One document of a round.
package enum Paper: CustomStringConvertible, Sendable {
    case notice
    /// Counted from 1.
    case correction(Int)
    case finding
    case decision(ZoneID, ObjectionID)
    case scoreSheet(ZoneID)
    case certificate(ZoneID, Certificate)

    /// A score sheet holds comments, a decision grounds, which are for their zone.
    package var mode: FileMode {
        switch self {
        case .scoreSheet, .decision: .owner
        case .notice, .correction, .finding, .certificate: .everybody
        }
    }

    /// nil for one of the whole round.
    package var zone: ZoneID? {
        switch self {
        case .notice, .correction, .finding: nil
        case .scoreSheet(let zone), .certificate(let zone, _), .decision(let zone, _): zone
        }
    }

    /// The name of its file.
    package var description: String {
        switch self {
        case .notice: "notice.pdf"
        case .correction(let place): "correction-\(place).pdf"
        case .finding: "finding.pdf"
        case .decision(let zone, let id): "decision-\(zone)-\(id).pdf"
        case .scoreSheet(let zone): "score-sheet-\(zone).pdf"
        case .certificate(let zone, _): "certificate-\(zone).pdf"
        }
    }
}

/// What composing a paper gave.
package enum ComposedPaper: Sendable {
    case finished(PrintedDocument)
    /// The bytes that went out: what the ledger names by its digest is not made anew.
    case stored([UInt8])
    /// It must not go out as it is, and why.
    case keptBack([Problem])
}

extension RoundResult {
    /// Those that its reader may have: the notice, what corrected it, the finding, then by zone in the order of publication.
    package var papers: [Paper] {
        [.notice] + corrections.indices.map { .correction($0 + 1) } + (finding == nil ? [] : [.finding])
            + snapshot.value.scores.zones.flatMap(papers)
    }

    private func papers(of score: ZoneScore) -> [Paper] {
        var papers: [Paper] = []
        if sheets.contains(score.zone) { papers.append(.scoreSheet(score.zone)) }
        if let certificate = certificates[score.zone] { papers.append(.certificate(score.zone, certificate)) }
        papers += decisions.filter { $0.objection.zone == score.zone }.map { .decision(score.zone, $0.objection.id) }
        return papers
    }

    /// The paper as a file with a name. A certificate that was issued with its paper is that paper, in whatever language.
    package func compose(
        _ paper: Paper, by reporter: Reporter, in language: Language, from evidence: EvidenceFolder
    ) throws -> ComposedPaper {
        if case .certificate(_, let certificate) = paper, let digest = certificate.paper?.digest {
            guard let bytes = try evidence.proven(digest) else {
                return .keptBack([Problem(file: "\(paper)", Reason(.storedFileGone, ["digest": .text(digest)]))])
            }
            return .stored(bytes)
        }
        return try compose(paper, by: reporter, in: language)
    }

    /// The paper as a file with a name, made anew.
    package func compose(
        _ paper: Paper, by reporter: Reporter, in language: Language
    ) throws(ReportingError) -> ComposedPaper {
        guard let document = try print(paper, by: reporter, in: language) else {
            let verdicts = snapshot.value.scores.zones.filter { $0.zone == paper.zone }.map(\.verdict.rawValue)
            return .keptBack(
                verdicts.map {
                    Problem(
                        file: "\(paper)",
                        Reason(.certificateNotPassed, paper.zone.map { .zone($0) }, ["verdict": .term(.verdict, $0)]))
                })
        }
        return document.problems.isEmpty ? .finished(document) : .keptBack(document.problems)
    }

    /// nil for the certificate of a zone that did not pass.
    private func print(
        _ paper: Paper, by reporter: Reporter, in language: Language
    ) throws(ReportingError) -> PrintedDocument? {
        switch paper {
        case .notice:
            // What was published stays readable as it was; what became of it is in the corrections.
            return try reporter.notice(
                corrections.first?.old ?? snapshot, scheme: scheme, days: noticeDays, key: key, in: language)
        case .correction(let place):
            let corrected = corrections[place - 1]
            return try reporter.correction(
                PublishedCorrection(corrected), place: place, from: corrected.old, to: corrected.new, scheme: scheme,
                days: days, key: key, in: language)
        case .finding:
            guard let finding else { return nil }
            return try reporter.finding(
                PublishedFinding(number: finding.number, day: finding.day, corrections: corrections.count), snapshot,
                scheme: scheme, days: days, key: key, in: language)
        case .decision(let zone, let id):
            let decided = decisions.first { $0.objection.zone == zone && $0.objection.id == id }
            guard let decided else { return nil }
            return try reporter.decision(
                DecidedObjection(decided), from: decided.old, to: decided.new, scheme: scheme, days: days, key: key,
                in: language)
        case .scoreSheet(let zone):
            let remarks = Remarks(comments[zone] ?? [:])
            return try reporter.scoreSheet(
                snapshot, scheme: scheme, zone: zone, remarks: remarks, days: days, key: key, in: language)
        case .certificate(let zone, let certificate):
            return try reporter.certificate(
                snapshot, scheme: scheme, zone: zone, sequence: certificate.sequence, code: certificate.paper?.code,
                days: days(of: certificate), key: key, in: language)
        }
    }
}
