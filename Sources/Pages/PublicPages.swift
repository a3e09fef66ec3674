// The other pages of the public site: rounds, scheme, draw, changes, data, keys, help.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

/// A file of a round's data, beside its page.
package struct PublicFile: Sendable {
    package let name: String
    /// In bytes; nil where it is made when it is asked for.
    package let size: Int?

    package init(name: String, size: Int?) { (self.name, self.size) = (name, size) }
}

extension PublicFrame {
    private typealias Attribute = HTML.Attribute

    package func homePage(_ rounds: [PublishedRound], _ endings: [PublicEnding]) -> [UInt8] {
        page(words[.publicHome]) { html in
            html.element(.h1, text: words[.publicHome])
            html.element(.p, .css("lead"), text: words[.publicLead])
            if rounds.isEmpty, endings.isEmpty { html.element(.p, .css("empty"), text: words[.publicNone]) }
            html.element(.ul, .css("tasks")) { html in
                for shown in rounds {
                    html.element(.li) { html in
                        html.element(.a, .href(link(.ranking(shown.round.id))), text: title(of: shown))
                        html.element(.span, .css("progress"), text: finding(of: shown))
                        html.element(.span, .css("state"), text: words[phase(of: shown)])
                    }
                }
                for ended in endings {
                    html.element(.li) { html in
                        html.element(.a, .href(link(.ranking(ended.id))), text: words.text(ended.plan.title))
                        html.element(.span, .css("progress"), text: words.day(ended.day))
                        html.element(
                            .span, .css("state"),
                            text: words[ended.isBroken ? .publicPhaseBroken : .publicPhaseGivenUp])
                    }
                }
            }
        }
    }

    /// A round that ended without a result, with what is said of it in public.
    package func endingPage(_ ended: PublicEnding) -> [UInt8] {
        page(words.text(ended.plan.title), crumbs: [(words[.publicHome], .home)]) { html in
            html.element(.h1, text: words.text(ended.plan.title))
            html.notice(
                .warn, words(ended.isBroken ? .publicBrokenOn : .publicGivenUpOn, ["day": words.day(ended.day)]))
            guard case .broken(_, let statement) = ended.ending else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.publicStatement])
                html.element(.p) { $0.lines(statement) }
            }
        }
    }

    private func phase(of shown: PublishedRound) -> PagePhrase {
        switch shown.round.phase {
        case .announced: .publicPhaseAnnounced
        case .noticed: .publicPhaseNoticed
        case .heard: .publicPhaseHeard
        case .final: .publicPhaseFinal
        case .takenUp: .publicPhaseTakenUp
        }
    }

    private func part(
        _ heading: PagePhrase, of shown: PublishedRound, body: (inout HTML) -> Void
    ) -> [UInt8] {
        let crumbs: [(String, PublicPlace)] = [
            (words[.publicHome], .home), (title(of: shown), .ranking(shown.round.id)),
        ]
        return page(words[heading], crumbs: crumbs) { html in
            html.element(.h1, text: words[heading])
            body(&html)
        }
    }

    package func schemePage(_ shown: PublishedRound) -> [UInt8] {
        part(.publicScheme, of: shown) { html in
            let sheet = shown.scheme
            html.element(.p, .css("lead"), text: sheet.title)
            if let specimen = sheet.specimen { html.notice(.warn, specimen) }
            html.element(.dl, .css("facts")) { html in
                for field in sheet.fields { html.fact(field.label, field.text) }
            }
            html.scheme(sheet)
        }
    }

    package func drawPage(_ draw: PublicDraw, of shown: PublishedRound) -> [UInt8] {
        part(.publicDraw, of: shown) { html in
            html.element(.p, .css("lead"), text: words[.publicDrawLead])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.publicDrawCommitted], words.day(draw.committedOn))
                html.fact(words[.publicDrawCandidates], "\(draw.commitment.candidates)")
                for quota in draw.commitment.quotas {
                    let source =
                        shown.plan.programme?.sources.first { $0.id == quota.source }.map { words.text($0.name) }
                        ?? words.term(.source, quota.source.rawValue)
                    html.fact(source, "\(quota.seats)")
                }
            }
            html.element(.dl, .css("bytes")) { html in
                html.fact(words[.publicDrawWitness], draw.commitment.witness)
                html.fact(words[.publicDrawDigest], draw.commitment.digest)
                if let witness = draw.witness { html.fact(words[.publicDrawFound], witness) }
                if let seed = draw.seed { html.fact(words[.publicDrawSeed], seed) }
            }
            html.element(.p, text: words[.publicDrawCheck])
        }
    }

    package func changesPage(_ shown: PublishedRound) -> [UInt8] {
        part(.publicChanges, of: shown) { html in
            let changes = shown.round.changes
            if changes.changes.isEmpty, changes.takenUp.isEmpty {
                html.element(.p, .css("empty"), text: words[.publicUnchanged])
            }
            for change in changes.changes {
                html.element(.section) { html in
                    let correction = change.correction
                    html.element(
                        .h2,
                        text: words(
                            .publicChangeTitle,
                            ["number": correction.notice.number, "day": words.day(correction.day)]))
                    html.element(.p) { $0.lines(correction.notice.statement) }
                    moves(change.moves, shown, &html)
                    html.element(.dl, .css("bytes")) { html in
                        html.fact(words[.publicOldDigest], correction.replaces)
                        html.fact(words[.publicNewDigest], correction.snapshot)
                    }
                }
            }
            for taken in changes.takenUp {
                html.element(.section) { html in
                    html.element(.h2, text: words(.publicTakenUpOn, ["day": words.day(taken.day)]))
                    html.element(.p) { $0.lines(taken.resumption.statement) }
                }
            }
        }
    }

    private func moves(_ moves: [Move], _ shown: PublishedRound, _ html: inout HTML) {
        guard !moves.isEmpty else { return html.element(.p, text: words[.publicNoMoves]) }
        html.table(
            words[.publicMoves],
            [words[.zoneHead], words[.publicTotal], words[.rankHead], words[.publicVerdict]], numbers: [1, 2]
        ) { html in
            for move in moves {
                let old = move.before, new = move.after
                html.element(.tr) { html in
                    html.element(
                        .th, Attribute("scope", "row"), text: shown.names.name(of: move.zone, in: words.language))
                    html.element(.td, .css("number"), text: arrow(old.total ?? "–", new.total ?? "–"))
                    html.element(
                        .td, .css("number"),
                        text: arrow(old.rank.map { "\($0)" } ?? "–", new.rank.map { "\($0)" } ?? "–"))
                    html.element(
                        .td, text: arrow(words.term(.verdict, old.verdict), words.term(.verdict, new.verdict)))
                }
            }
        }
    }

    private func arrow(_ old: String, _ new: String) -> String { old == new ? new : "\(old) → \(new)" }

    /// `bundle` is what outsiders recompute the ranking from; nil where it was not released yet, empty where it cannot be had any more;
    /// older where the result was corrected since. `papers` are those that went out, with their digests.
    package func dataPage(
        _ shown: PublishedRound, files: [PublicFile], papers: [(name: String, digest: String)], bundle: [PublicFile]?,
        isOlder: Bool
    ) -> [UInt8] {
        part(.publicDataLink, of: shown) { html in
            html.element(.p, .css("lead"), text: words[.publicDataLead])
            list(files, at: .data(shown.round.id), in: nil, &html)
            if !papers.isEmpty { self.papers(papers, at: .data(shown.round.id), &html) }
            html.element(.section) { html in
                html.element(.h2, text: words[.publicBundle])
                guard let bundle, !bundle.isEmpty else {
                    return html.element(
                        .p, .css("empty"), text: words[bundle == nil ? .publicBundleNone : .publicBundleOutdated])
                }
                if isOlder { html.notice(.warn, words[.publicBundleOlder]) }
                html.element(.p, .css("acts")) {
                    $0.element(
                        .a, .css("button"), .href(file(["bundle.zip"], at: .data(shown.round.id), of: .chinese)),
                        Attribute("download"), text: words[.publicZip])
                }
                html.element(.p, text: words[.publicBundleLead])
                html.element(.p) { $0.element(.code, text: "heng verify bundle") }
                list(bundle, at: .data(shown.round.id), in: "bundle", &html)
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.publicQuote])
                html.element(
                    .p,
                    text: words(
                        .publicQuoteText,
                        [
                            "issuer": words.text(shown.plan.issuer), "title": title(of: shown),
                            "digest": String(shown.digest.prefix(16)),
                        ]))
                html.element(.dl, .css("bytes")) { $0.fact(words[.digestHead], shown.digest) }
            }
        }
    }

    private func papers(
        _ papers: [(name: String, digest: String)], at goal: PublicPlace, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.publicPapersTitle])
            html.element(.p, text: words[.publicPapersLead])
            html.element(.dl, .css("bytes")) { html in
                for paper in papers {
                    html.element(.div) { html in
                        html.element(.dt) {
                            $0.element(.a, .href(file(["papers", paper.name], at: goal)), text: name(of: paper.name))
                        }
                        html.element(.dd, text: paper.digest)
                    }
                }
            }
        }
    }

    /// In words, for a paper of ours.
    private func name(of file: String) -> String {
        let name = file.hasSuffix(".pdf") ? String(file.dropLast(4)) : file
        switch name {
        case "notice": return words[.publicNoticePaper]
        case "finding": return words[.publicFindingPaper]
        case _ where name.hasPrefix("correction-"):
            return words(.publicCorrectionPaper, ["place": String(name.dropFirst("correction-".count))])
        default: return file
        }
    }

    private var told: [String: PagePhrase] {
        [
            "result.csv": .publicFileCSV, "result.xlsx": .publicFileXLSX, "snapshot.json": .publicFileSnapshot,
            "scheme.yaml": .publicFileScheme,
        ]
    }

    private func list(_ files: [PublicFile], at goal: PublicPlace, in folder: String?, _ html: inout HTML) {
        let sizes = files.contains { $0.size != nil }
        html.table(
            words[folder == nil ? .publicFiles : .publicBundle], hidesCaption: true,
            [words[.publicFileName]] + (sizes ? [words[.sizeHead]] : []),
            numbers: [1]
        ) { html in
            for found in files {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row")) { html in
                        let address = folder.map {
                            file([$0] + found.name.split(separator: "/").map(String.init), at: goal)
                        }
                        html.element(
                            .a, .href(address ?? file([found.name], at: goal)), Attribute("download"), text: found.name)
                        if folder == nil, let told = told[found.name] {
                            html.text(" ")
                            html.element(.small, .css("quiet"), text: words[told])
                        }
                    }
                    if sizes { html.element(.td, .css("number"), text: found.size.map { "\($0)" } ?? "") }
                }
            }
        }
    }

    /// Every key that ever signed, for what was printed with it stays true.
    package func publicKeysPage(_ keys: [(key: String, isRetired: Bool)], origin: String) -> [UInt8] {
        page(words[.publicKeys], crumbs: [(words[.publicHome], .home)]) { html in
            html.element(.h1, text: words[.publicKeys])
            html.element(.p, .css("lead"), text: words[.publicKeysLead])
            html.element(.dl, .css("bytes")) { html in
                html.fact(words[.publicOrigin], origin)
                for key in keys { html.fact(words[key.isRetired ? .publicKeyRetired : .publicKey], key.key) }
            }
        }
    }

    package func publicHelpPage() -> [UInt8] { plain(.help, [.publicHelpResult, .publicHelpCheck, .publicHelpObject]) }

    package func accessibilityPage() -> [UInt8] {
        plain(.publicAccessibility, [.publicAccessText, .publicAccessReach, .publicAccessKnown])
    }

    private func plain(_ heading: PagePhrase, _ paragraphs: [PagePhrase]) -> [UInt8] {
        page(words[heading], crumbs: [(words[.publicHome], .home)]) { html in
            html.element(.h1, text: words[heading])
            for paragraph in paragraphs { html.element(.p, text: words[paragraph]) }
        }
    }

    /// Nothing is there; nobody is told that anything is forged.
    package func publicMissingPage() -> [UInt8] {
        page(words[.publicUnknown]) { html in
            html.element(.h1, text: words[.publicUnknown])
            html.element(.p, text: words[.publicUnknownLead])
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button"), .href(link(.home)), text: words[.publicHome])
            }
        }
    }
}

extension PublicEnding {
    var isBroken: Bool {
        if case .broken = ending { true } else { false }
    }
}
