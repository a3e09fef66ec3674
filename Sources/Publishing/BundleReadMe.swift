// The README.md of a bundle: what was decided, what the check proves and what it does not, and how to check it without Heng.

import Assessing
package import AssessmentModel
import AuditLedger
import EventModel
import Reasons
package import RoundState
import Telling

/// The text for a round's bundle, Chinese first. It says nothing that changes from day to day, so that what has not changed is released
/// once.
/// - Throws: `Refusal` for a round that is not there or has no terms.
package func bundleReadMe(round id: RoundID, _ register: Register, _ words: BundleWords) throws -> [UInt8] {
    guard let round = register.rounds[id], let plan = round.terms?.plan else {
        throw Refusal(.roundUnknown, .round(id))
    }
    var values = [
        "title": plan.title.zh, "key": register.keys.first?.key.text ?? "",
        "decisionInChinese": BundleDecision(round: round, register: register, words: words.chinese).text,
        "decisionInEnglish": BundleDecision(round: round, register: register, words: words.english).text,
    ]
    values["english"] = plan.title.en
    return Array(words.text.markdown(values).utf8)
}

/// What the round came to, in words for somebody who opens the folder.
private struct BundleDecision {
    let round: Round
    let register: Register
    let words: Phrasebook<BundlePhrase>

    var text: String {
        ([head] + verdicts + [notice, replaced].compactMap { $0 } + certificates).joined(separator: "\n")
    }

    private var head: String {
        words.markdown(.decision, ["round": round.id.text, "final": round.finalised == nil ? nil : "1"])
    }

    /// One line for each verdict that a zone has.
    private var verdicts: [String] {
        let names = ZoneNames(round.terms?.zones ?? [])
        let known: [ZoneResult] = round.result?.zones.values.compactMap { $0 } ?? []
        let phrases: [(String, BundlePhrase)] = [
            ("pass", .passed), ("fail", .failed), ("vetoed", .vetoed), ("incomplete", .incomplete),
            ("withdrawn", .withdrawn),
        ]
        return phrases.compactMap { verdict, phrase in
            let zones = known.filter { $0.verdict == verdict }
                .sorted { ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone) }
            return zones.isEmpty ? nil : words.markdown(phrase, ["zones": list(zones.map { told($0, names) })])
        }
    }

    private func told(_ zone: ZoneResult, _ names: ZoneNames) -> String {
        words.markdown(
            .zone,
            [
                "rank": zone.rank.map(String.init),
                "name": names.name(of: zone.zone, in: words.language),
                "total": zone.total.map(round.published),
            ])
    }

    private var notice: String? {
        round.notice.map { words.markdown(.notice, ["from": $0.from, "to": $0.to]) }
    }

    private var replaced: String? {
        guard let result = round.result, let old = result.replaces else { return nil }
        let upheld = round.objections.values.filter(isTaken).map(\.id.text).sorted()
        let names = ZoneNames(round.terms?.zones ?? [])
        let withdrawn = result.withdrawn.subtracting(round.results.first?.withdrawn ?? []).sorted()
            .map { names.name(of: $0, in: words.language) }
        return words.markdown(
            .replaced,
            [
                "old": String(old.prefix(12)), "upheld": upheld.isEmpty ? nil : list(upheld),
                "withdrawn": withdrawn.isEmpty ? nil : list(withdrawn),
            ])
    }

    /// Whether a result took an upheld objection in: none does of a zone that has withdrawn.
    private func isTaken(_ objection: Objection) -> Bool {
        guard let decision = objection.decision, decision.isUpheld else { return false }
        return round.results.first { $0.seq > decision.seq }.map { !$0.withdrawn.contains(objection.zone) } ?? false
    }

    /// Those that hold, and those that are revoked, or that none is.
    private var certificates: [String] {
        let all = register.certificates.values.filter { $0.round == round.id }.sorted { $0.id < $1.id }
        let issued = all.filter { $0.revoked == nil }.map(\.id.text)
        let revoked = all.filter { $0.revoked != nil }.map(\.id.text)
        return (issued.isEmpty ? [] : [words.markdown(.issued, ["certificates": list(issued)])]) + [
            revoked.isEmpty
                ? words.markdown(.noneRevoked) : words.markdown(.revoked, ["certificates": list(revoked)])
        ]
    }

    private func list(_ items: [String]) -> String { items.joined(separator: words[.separator]) }
}
