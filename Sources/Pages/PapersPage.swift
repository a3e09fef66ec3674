// 文件: every paper of a round, one by one or all in one archive.

package import Assessing
package import AssessmentModel
import EventModel
import RoundState
package import Telling

/// A paper as a page lists it.
package struct ListedPaper: Sendable {
    package enum Kind: Sendable, Equatable {
        case notice
        /// Counted from 1.
        case correction(Int)
        case finding, scoreSheet, certificate
        /// The objection's id.
        case decision(String)
    }

    package let kind: Kind
    /// nil for one of the whole round.
    package let zone: ZoneID?
    /// The name under which it is asked for.
    package let file: String
    /// Whether the ledger names these bytes.
    package let isIssued: Bool

    package init(_ kind: Kind, zone: ZoneID?, file: String, isIssued: Bool) {
        self.kind = kind
        self.zone = zone
        self.file = file
        self.isIssued = isIssued
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `mayIssue`: whether the reader may have the ledger name what it does not name yet.
    package func papersPage(
        _ papers: [ListedPaper], of course: CourseView, _ called: Called, mayIssue: Bool, done: PagePhrase? = nil,
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.papersTitle], "papers", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.papersTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.papersLead])
            html.element(.p, .css("acts")) { html in
                html.element(
                    .a, .css("button primary"), .href(addresses.round(course.round, "documents.zip")),
                    Attribute("download"), text: words(.papersAll, ["count": "\(papers.count)"]))
            }
            if mayIssue, papers.contains(where: { !$0.isIssued }) {
                html.form(addresses.round(course.round, "documents", "issue"), self, .css("actions")) { html in
                    html.once(self)
                    html.element(.p, text: words[.issuePapersAlso])
                    html.element(.p, .css("acts")) { $0.button(words[.issuePapersDo]) }
                }
            }
            section(.papersOfRound, papers.filter { $0.zone == nil }, course, called, &html)
            section(.papersOfZones, papers.filter { $0.zone != nil }, course, called, &html)
        }
    }

    private func section(
        _ title: PagePhrase, _ papers: [ListedPaper], _ course: CourseView, _ called: Called, _ html: inout HTML
    ) {
        guard !papers.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[title])
            html.element(.ul, .css("tasks")) { html in
                for paper in papers {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "documents", paper.file)),
                            Attribute("target", "_blank"), text: paperKind(paper.kind))
                        html.element(.span, .css("progress"), text: paper.zone.map(called.zone) ?? "")
                        html.element(
                            .span, .css("state"),
                            text: words[paper.isIssued ? .paperIsIssued : .paperIsNotIssued])
                    }
                }
            }
        }
    }

    func paperKind(_ kind: ListedPaper.Kind) -> String {
        switch kind {
        case .notice: words[.paperNotice]
        case .correction(let place): words(.paperCorrection, ["place": "\(place)"])
        case .finding: words[.paperFinding]
        case .scoreSheet: words[.paperScoreSheet]
        case .certificate: words[.paperCertificate]
        case .decision(let id): words(.paperDecision, ["id": id])
        }
    }

    /// What a paper's file is called where somebody keeps it: its kind, its zone, its ending. Whoever writes it makes it harmless.
    package func fileName(of paper: ListedPaper, _ called: Called) -> String {
        ([paperKind(paper.kind)] + (paper.zone.map { [called.zone($0)] } ?? [])).joined(separator: "-") + ".pdf"
    }
}
