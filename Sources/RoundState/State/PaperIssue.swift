// Papers of a round whose bytes the ledger names.

import AssessmentModel
import EventModel

/// What one `papers.issued` says.
package struct PaperIssue: Sendable, Equatable {
    package let seq: Int
    package let day: String
    /// SHA-256 of each file, by its name.
    package let papers: [String: String]
}

extension Round {
    /// The newest digest of every name.
    package var issuedPapers: [String: String] {
        issues.reduce(into: [:]) { papers, issue in papers.merge(issue.papers) { $1 } }
    }
}
