// The papers that a step names by their digests: composed before it is taken.

package import Assessing
package import AssessmentModel
import EventModel
import Foundation
package import Reporting
import RoundState
package import Telling

/// Papers that are ready for a step, and what stands against those that are not.
package struct PreparedPapers<Paper: Sendable>: Sendable {
    package var papers: [Paper] = []
    /// Why one must not go out as it is. Nothing is issued where there is one.
    package var problems: [Problem] = []
    package var warnings: [Problem] = []

    package init() {}
}

extension RoundResult {
    /// The certificates that are due, each with a code that nobody can guess and a paper whose QR code leads there.
    package func prepare(
        _ due: [DueCertificate], by reporter: Reporter, in language: Language,
        using random: inout some RandomNumberGenerator
    ) throws(ReportingError) -> PreparedPapers<PreparedCertificate> {
        var prepared = PreparedPapers<PreparedCertificate>()
        for one in due {
            let code = randomCertificateCode(using: &random)
            let document = try reporter.certificate(
                snapshot, scheme: scheme, zone: one.zone, sequence: Certificate.sequence(of: one.id), code: code,
                days: days(from: one.from), key: key, in: language)
            guard let document else { continue }
            prepared.problems += document.problems
            prepared.warnings += document.warnings
            prepared.papers.append(PreparedCertificate(one, code: code, bytes: [UInt8](document.bytes)))
        }
        return prepared
    }

    /// The papers of the round whose bytes are to be bound: all but certificates, which are issued by a step of their own.
    package func prepareIssue(
        by reporter: Reporter, in language: Language
    ) throws(ReportingError) -> PreparedPapers<(name: String, bytes: [UInt8])> {
        var prepared = PreparedPapers<(name: String, bytes: [UInt8])>()
        for paper in papers {
            if case .certificate = paper { continue }
            switch try compose(paper, by: reporter, in: language) {
            case .keptBack(let problems): prepared.problems += problems
            case .stored: break
            case .finished(let document):
                prepared.warnings += document.warnings
                prepared.papers.append((document.name, [UInt8](document.bytes)))
            }
        }
        return prepared
    }
}
