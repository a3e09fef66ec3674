// Papers of a round whose bytes the ledger names, so that whoever has one can tell whether it is the one that went out.

package import AssessmentModel
package import AuditLedger
import EventModel
import Reasons
package import RoundState

/// Names the papers of a round by their digests; what was named under the same name before is replaced.
package struct IssuePapers: Action {
    package let useCase = UseCase.issuePapers
    package let round: RoundID?
    /// PDF, by the name of the file.
    let papers: [String: [UInt8]]
    package var evidence: [[UInt8]] {
        papers.filter { PaperIssue.isKept($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }

    package init(_ round: RoundID, papers: [String: [UInt8]]) {
        self.round = round
        self.papers = papers
    }

    package var content: CanonicalJSON { .pairs(papers.mapValues { Hash.plain($0).hex }) }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard appender.register.edition >= .fourth else {
            throw Refusal(.editionTooOld, .round(round), ["edition": .number(4)])
        }
        let before = appender.register.rounds[round]?.issuedPapers ?? [:]
        let changed = papers.mapValues { Hash.plain($0).hex }.filter { before[$0.key] != $0.value }
        guard !changed.isEmpty else { throw Refusal(.nothingToRecord) }
        try appender.appendSigned(.papersIssued(round, papers: changed))
    }
}
