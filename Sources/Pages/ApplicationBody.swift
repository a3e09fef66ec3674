// 申报内容: what an application says, the same for prefecture, bureau and auditor.

import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// What it is, what is missing, what it says, how it came here.
    func body(of review: ApplicationReview, _ html: inout HTML) {
        facts(of: review, &html)
        missing(in: review, &html)
        changes(of: review, &html)
        conditions(of: review, &html)
        html.element(.section) { html in
            html.element(.h2, text: words[.appAssessment])
            if review.pillars.isEmpty { html.element(.p, .css("empty"), text: words[.appNothing]) }
            for pillar in review.pillars { table(of: pillar, review, &html) }
        }
        if !review.files.isEmpty {
            html.element(.section) { html in
                html.element(.h2, text: words[.appWholeFiles])
                files(review.files, review, &html)
            }
        }
        history(of: review, &html)
    }

    func named(_ name: LocalizedText?, _ list: Reason.Term, _ word: some OpenWord) -> String {
        name.map { words.text($0) } ?? (word.isEarly ? words.term(list, word.rawValue) : word.rawValue)
    }

    func kind(of review: ApplicationReview) -> String {
        named(review.programme?.kind(review.zone.kind)?.name, .kind, review.zone.kind)
    }

    func state(of review: ApplicationReview) -> String { words.word(review.application.stage.value) }

    func callTitle(of call: PublishedCall) -> String { call.call.map { words.text($0.title) } ?? call.id.text }

    private func facts(of review: ApplicationReview, _ html: inout HTML) {
        html.element(.dl, .css("facts")) { html in
            html.fact(words[.stateHead], state(of: review))
            html.fact(words[.appZone], words.text(review.zone.name))
            html.fact(words[.registryKind], kind(of: review))
            if let prefecture = review.zone.prefecture { html.fact(words[.registryPrefecture], prefecture) }
            html.fact(
                words[.appPurpose],
                named(
                    review.programme?.purpose(review.application.purpose)?.name, .purpose, review.application.purpose))
            html.fact(words[.appConditions], "\(review.met) / \(review.conditions.count)")
            if review.markable > 0 { html.fact(words[.appClaimsHead], "\(review.claims) / \(review.markable)") }
            html.fact(
                words[.appSelfTotal],
                review.most == .zero ? "\(review.claimed)" : "\(review.claimed) / \(review.most)")
            html.fact(words[.appVersion], "\(review.application.version)")
        }
        if let call = review.call {
            html.element(.p, text: words(.appUnderCall, ["call": callTitle(of: call), "day": words.day(call.last)]))
        }
    }

    /// What is required and not there, in red words at the top, each leading to its place.
    private func missing(in review: ApplicationReview, _ html: inout HTML) {
        let unmet = review.conditions.filter { $0.isMet != true }
        guard !review.missing.isEmpty || !unmet.isEmpty else { return }
        html.element(.div, .css("notice bad")) { html in
            if !unmet.isEmpty { html.element(.p, text: words(.appUnmet, unmet.count)) }
            if !review.missing.isEmpty {
                html.element(.p, text: words(.appMissing, review.missing.count))
                html.element(.details) { html in
                    html.element(.summary, text: words[.appMissingWhich])
                    html.element(.ul) { html in
                        for item in review.missing {
                            html.element(.li) { html in
                                html.element(
                                    .a, .href(Address(fragment: "i-\(item.id)")), text: title(of: item))
                            }
                        }
                    }
                }
            }
        }
    }

    private func title(of item: ApplicationReview.Item) -> String {
        item.title.map { words.text($0) } ?? item.id.text
    }

    private func conditions(of review: ApplicationReview, _ html: inout HTML) {
        guard !review.conditions.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.appConditions])
            html.table(
                words[.appConditions], hidesCaption: true,
                [words[.appCondition], words[.appIsMet], words[.appNote]], css: "stack"
            ) { html in
                for condition in review.conditions {
                    html.element(.tr, condition.isChanged ? .css("changed") : nil) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.text(named(condition.text, .condition, condition.item))
                            if condition.isChanged { changedMark(&html) }
                        }
                        html.element(.td) { html in
                            switch condition.isMet {
                            case true?: html.text(words[.appMet])
                            case false?: html.element(.span, .css("error"), text: words[.appNotMet])
                            case nil: html.element(.span, .css("error"), text: words[.appUnanswered])
                            }
                        }
                        html.element(.td) { $0.lines(condition.note) }
                    }
                }
            }
        }
    }

    private func changedMark(_ html: inout HTML) {
        html.text(" ")
        html.element(.span, .css("was-changed"), text: words[.appChanged])
    }

    private func table(
        of pillar: ApplicationReview.Pillar, _ review: ApplicationReview, _ html: inout HTML
    ) {
        let name = pillar.title.map { words.text($0) } ?? words[.indicatorsTitle]
        html.element(.h3) { html in
            html.text(name + "　")
            html.element(
                .span, .css("quiet small"),
                text: words(
                    .appPillarSum,
                    ["points": "\(pillar.claimed)", "most": pillar.most == .zero ? nil : "\(pillar.most)"]))
        }
        html.table(
            name, hidesCaption: true,
            [words[.indicatorHead], words[.selfScore], words[.claimText], words[.evidence]],
            css: "wide stack application"
        ) { html in
            for item in pillar.items { row(of: item, review, &html) }
        }
    }

    private func row(of item: ApplicationReview.Item, _ review: ApplicationReview, _ html: inout HTML) {
        html.element(.tr, .id("i-\(item.id)"), item.isChanged ? .css("changed") : nil) { html in
            html.element(.th, Attribute("scope", "row")) { html in
                html.text(title(of: item))
                if item.isChanged { changedMark(&html) }
            }
            html.element(.td, .css("number")) { html in
                if let claimed = item.claimed {
                    html.text(item.most.map { "\(claimed) / \($0)" } ?? "\(claimed)")
                } else if item.isMarked {
                    html.element(.span, .css("due"), text: words[.appNotClaimed])
                } else {
                    html.text("–")
                }
            }
            html.element(.td) { $0.lines(item.claim?.text ?? "") }
            html.element(.td) { html in
                if let missing = item.missing {
                    html.element(.p, .css("error"), text: words[.appLacksEvidence])
                    if let note = missing.note {
                        html.element(.p, .css("quiet small"), text: words(.evidenceNote, ["note": words.text(note)]))
                    }
                }
                files(item.files, review, &html)
            }
        }
    }

    private func files(_ files: [ApplicationReview.File], _ review: ApplicationReview, _ html: inout HTML) {
        for file in files {
            html.element(.p) { html in
                html.element(.a, .href(addresses.applicationFile(review.id, file.number)), text: file.name)
                if let size = file.size { html.element(.span, .css("quiet small"), text: " \(sizeText(size))") }
                if file.isNew {
                    html.text(" ")
                    html.element(.span, .css("was-changed"), text: words[.appNewFile])
                }
            }
        }
    }

    /// Side by side, what the version before said and what this one says.
    private func changes(of review: ApplicationReview, _ html: inout HTML) {
        guard review.application.version > 1 else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.appChanges])
            guard !review.changes.isEmpty else {
                html.element(.p, text: words[.appChangesNone])
                return
            }
            html.table(
                words(.appChangesCaption, review.changes.count),
                [words[.whatHead], words[.appBefore], words[.appAfter]], css: "wide stack changes"
            ) { html in
                for change in review.changes {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: subject(of: change))
                        html.element(.td, Attribute("data-head", words[.appBefore])) { said(change.before, &$0) }
                        html.element(.td, Attribute("data-head", words[.appAfter])) { said(change.after, &$0) }
                    }
                }
            }
        }
    }

    private func subject(of change: ApplicationReview.Change) -> String {
        switch change.subject {
        case .condition(let item, let text): return named(text, .condition, item)
        case .claim(let id, let title): return title.map { words.text($0) } ?? id.text
        case .files(nil, _): return words[.appWholeFiles]
        case .files(let id?, let title):
            return words(.appFilesOf, ["indicator": title.map { words.text($0) } ?? id.text])
        }
    }

    private func said(_ said: ApplicationReview.Change.Said, _ html: inout HTML) {
        switch said {
        case .nothing: html.text("–")
        case .condition(let condition):
            html.element(.p, text: words[condition.isMet ? .appMet : .appNotMet])
            html.element(.p) { $0.lines(condition.note) }
        case .claim(let claim):
            if let points = claim.hundredths {
                html.element(.p, text: words(.selfScoreIs, ["points": "\(Fraction(hundredths: points))"]))
            }
            html.element(.p) { $0.lines(claim.text) }
        case .files(let names): for name in names { html.element(.p, text: name) }
        }
    }

    private func history(of review: ApplicationReview, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.appHistory])
            html.table(
                words[.appHistory], hidesCaption: true, [words[.dayHead], words[.whatHead], words[.appOpinion]],
                css: "stack"
            ) { html in
                let turns = review.application.history
                for (place, turn) in turns.enumerated() {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: words.day(turn.day))
                        html.element(
                            .td, text: what(turn, after: place > 0 ? turns[place - 1] : nil))
                        html.element(.td) { $0.lines(turn.opinion ?? "") }
                    }
                }
            }
        }
    }

    /// Handed in, sent on, sent back, taken: what was done, not only where it stands since.
    private func what(_ turn: Application.Turn, after before: Application.Turn?) -> String {
        switch turn.stage {
        case .submitted(to: .province)
        where before?.stage == .submitted(to: .prefecture) && before?.version == turn.version:
            words[.appTurnRecommended]
        case .submitted: words(.appTurnSubmitted, ["number": "\(turn.version)"])
        case .returned(by: .prefecture, _): words[.appTurnReturnedBelow]
        case .returned(by: .province, _): words[.appTurnReturned]
        case .accepted: words[.appTurnAccepted]
        case .enrolled: words[.appTurnEnrolled]
        case .withdrawn: words[.appTurnWithdrawn]
        }
    }
}
