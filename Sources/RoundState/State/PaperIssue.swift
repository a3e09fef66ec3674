// Papers of a round whose bytes the ledger names.

import AssessmentModel
import EventModel

/// What one `papers.issued` says.
package struct PaperIssue: Sendable, Equatable {
    package let seq: Int
    package let day: String
    /// SHA-256 of each file, by its name.
    package let papers: [String: String]

    /// Whether a paper of this name is kept beside the database. Those that hold what the law may have erased, comments and grounds, are
    /// named only: they are composed anew for whoever may have them.
    package static func isKept(_ name: String) -> Bool {
        !["score-sheet-", "decision-"].contains(where: name.hasPrefix)
    }
}

extension Round {
    /// The newest digest of every name.
    package var issuedPapers: [String: String] {
        issues.reduce(into: [:]) { papers, issue in papers.merge(issue.papers) { $1 } }
    }
}
