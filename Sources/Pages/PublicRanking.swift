// 公开的排名: state, finding, table, how it was scored, how to object, the data.

package import Assessing
package import AssessmentModel
import EventModel
package import Exchange
import Reasons
import RoundState
import Scoring
package import Telling

/// A published round as its pages show it, in one language.
package struct PublishedRound: Sendable {
    package let round: PublicRound
    package let table: RankedTable
    /// The scheme in words.
    package let scheme: SchemeSheet
    let names: ZoneNames

    /// - Throws: `ReportingError` where the snapshot and the scheme do not belong together.
    package init(_ round: PublicRound, words: PageWords, scheme strings: SchemeStrings) throws(ReportingError) {
        self.round = round
        table = try rankedTable(round.result.snapshot, scheme: round.result.scheme, strings: words.strings)
        scheme = SchemeSheet(round.result.scheme, strings: strings)
        names = ZoneNames(round.result.snapshot.value.zones)
    }

    var plan: RoundPlan { round.result.snapshot.value.round }
    var scores: [ZoneScore] { round.result.snapshot.value.scores.zones }
    package var isSpecimen: Bool { plan.isSpecimen }
    var digest: String { round.result.snapshot.digest }
    package var zones: [Zone] { round.result.snapshot.value.zones }

    func zone(_ id: ZoneID) -> Zone? { zones.first { $0.id == id } }

    /// The ranking for spreadsheets.
    package func sheet(_ words: PageWords) -> SheetTable { words.sheet(of: table) }

    /// Those with more than one zone, in the order of the zones.
    package var kinds: [Zone.Kind] {
        var seen: Set<Zone.Kind> = []
        return zones.map(\.kind).filter { seen.insert($0).inserted }
    }

    /// The prefectures whose counties take part, whether the city itself does or not.
    package var prefectures: [Prefecture] {
        Set(zones.compactMap(\.prefecture)).map { name in
            let city = zones.first { $0.kind == .city && $0.name.zh == name }
            return Prefecture(key: city?.id.text ?? name, name: city?.name ?? LocalizedText(zh: name))
        }.sorted { $0.key < $1.key }
    }
}

/// A city as its counties name it.
package struct Prefecture: Sendable, Equatable {
    /// In addresses: the id of a city that takes part, or its name.
    package let key: String
    let name: LocalizedText

    func has(_ zone: Zone) -> Bool { zone.prefecture == name.zh || zone.kind == .city && zone.name.zh == name.zh }
}

/// Which rows of a ranking are shown; ranks stay what they are.
package enum RankingPart: Sendable, Equatable {
    case all
    case kind(Zone.Kind)
    /// A city with its counties.
    case prefecture(Prefecture)

    func takes(_ zone: Zone) -> Bool {
        switch self {
        case .all: true
        case .kind(let kind): zone.kind == kind
        case .prefecture(let prefecture): prefecture.has(zone)
        }
    }
}

extension PublicFrame {
    private typealias Attribute = HTML.Attribute

    func title(of shown: PublishedRound) -> String { words.text(shown.plan.title) }

    func name(of kind: Zone.Kind, in shown: PublishedRound) -> String {
        let name =
            shown.plan.programme?.kind(kind)?.name ?? shown.round.result.scheme.kinds.first { $0.id == kind }?.name
        return name.map { words.text($0) } ?? words.term(.kind, kind.rawValue)
    }

    private func name(of prefecture: Prefecture) -> String {
        words(.publicPrefecture, ["city": words.text(prefecture.name)])
    }

    package func rankingPage(_ shown: PublishedRound, _ part: RankingPart = .all) -> [UInt8] {
        let whole = title(of: shown)
        let heading: String =
            switch part {
            case .all: whole
            case .kind(let kind): words(.publicPart, ["title": whole, "part": name(of: kind, in: shown)])
            case .prefecture(let city): words(.publicPart, ["title": whole, "part": name(of: city)])
            }
        let crumbs: [(String, PublicPlace)] =
            [(words[.publicHome], .home)] + (part == .all ? [] : [(whole, .ranking(shown.round.id))])
        return page(heading, crumbs: crumbs) { html in
            html.element(.h1, text: heading)
            state(of: shown, &html)
            if part == .all { html.element(.p, .css("lead"), text: finding(of: shown)) }
            filters(shown, part, &html)
            ranking(shown, part, &html)
            for note in shown.table.notes { html.element(.p, .css("small quiet"), text: note) }
            guard part == .all else { return }
            method(of: shown, &html)
            objections(shown, &html)
            links(shown, &html)
        }
    }

    /// How the result stands today; a result that replaced another says so.
    func state(of shown: PublishedRound, _ html: inout HTML) {
        let result = shown.round.result
        let last = result.notice.map { words.day($0.to) } ?? ""
        switch shown.round.phase {
        case .announced:
            html.notice(.info, words(.publicAnnounced, ["from": result.notice.map { words.day($0.from) }, "to": last]))
        case .noticed(let left):
            html.notice(
                .info,
                words(
                    .publicNoticed,
                    [
                        "from": result.notice.map { words.day($0.from) }, "to": last,
                        "left": left.flatMap { $0 > 0 ? "\($0)" : nil }, "one": left == 1 ? "1" : nil,
                    ]))
        case .heard: html.notice(.info, words(.publicHeard, ["to": last]))
        case .final: html.notice(.good, words[.publicFinal])
        case .takenUp: html.notice(.warn, words[.publicTakenUp])
        }
        guard let newest = result.corrections.last else { return }
        html.element(.div, .css("notice warn")) { html in
            html.element(.p) { html in
                html.text(words(.publicReplaced, ["day": words.day(newest.correction.day)]))
                html.text(" ")
                html.element(.a, .href(link(.changes(shown.round.id))), text: words[.publicChanges])
            }
        }
    }

    /// 12 个创建对象参评，7 个达标，1 个一票否决。第 1 名某某市，某分.
    func finding(of shown: PublishedRound) -> String {
        let scores = shown.scores.filter { $0.verdict != .withdrawn }
        let gone = shown.scores.count - scores.count
        let count = { (verdict: Verdict) in scores.count { $0.verdict == verdict } }
        let first = scores.filter { $0.rank == 1 }
        let total = first.first?.total.map { shown.round.result.scheme.rounding.published($0) }
        return words(
            .publicFinding,
            [
                "zones": "\(scores.count)", "passed": "\(count(.pass))",
                "failed": count(.fail) > 0 ? "\(count(.fail))" : nil,
                "vetoed": count(.vetoed) > 0 ? "\(count(.vetoed))" : nil,
                "incomplete": count(.incomplete) > 0 ? "\(count(.incomplete))" : nil,
                "withdrawn": gone > 0 ? "\(gone)" : nil,
                "first": first.isEmpty
                    ? nil : words.list(first.map { shown.names.name(of: $0.zone, in: words.language) }),
                "total": total,
            ])
    }

    private func filters(_ shown: PublishedRound, _ part: RankingPart, _ html: inout HTML) {
        let (kinds, cities, id) = (shown.kinds, shown.prefectures, shown.round.id)
        guard kinds.count > 1 || !cities.isEmpty else { return }
        html.element(.nav, Attribute("aria-label", words[.publicFilter])) { html in
            html.element(.ul, .css("links filters")) { html in
                item(words[.publicAll], .ranking(id), isHere: part == .all, &html)
                if kinds.count > 1 {
                    for kind in kinds {
                        item(name(of: kind, in: shown), .kind(id, kind), isHere: part == .kind(kind), &html)
                    }
                }
                for city in cities {
                    item(name(of: city), .prefecture(id, city.key), isHere: part == .prefecture(city), &html)
                }
            }
        }
    }

    private func item(_ text: String, _ goal: PublicPlace, isHere: Bool, _ html: inout HTML) {
        html.element(.li) {
            $0.element(.a, .href(link(goal)), isHere ? Attribute("aria-current", "page") : nil, text: text)
        }
    }

    private func ranking(_ shown: PublishedRound, _ part: RankingPart, _ html: inout HTML) {
        let pillars = shown.round.result.scheme.criteria.count
        // Rank, zone, kind, total and perhaps another total, pillars, verdict, grade, note.
        let heads = shown.table.header
        let first = heads.count - 3 - pillars
        let rows = zip(shown.scores, shown.table.rows).filter { score, _ in
            shown.zone(score.zone).map(part.takes) ?? false
        }
        let caption = words(
            .publicCaption, ["count": "\(rows.count)", "one": rows.count == 1 ? "1" : nil, "digest": shown.digest])
        html.table(caption, heads, numbers: Set([0] + Array(3..<heads.count - 3)), css: "ranking wide stack") { html in
            for (score, row) in rows {
                html.element(.tr, .id("zone-\(score.zone)")) { html in
                    for (place, cell) in row.enumerated() {
                        switch place {
                        case 1:
                            html.element(.th, Attribute("scope", "row")) {
                                $0.element(.a, .href(link(.zone(shown.round.id, score.zone))), text: cell)
                            }
                        case first..<first + pillars:
                            let criterion = shown.round.result.scheme.criteria[place - first]
                            html.element(.td, .css("number pillar"), Attribute("data-head", heads[place])) { html in
                                html.text(cell)
                                bar(score.pillarShares[criterion.id], &html)
                            }
                        case 0, 3..<first:
                            html.element(.td, .css("number"), Attribute("data-head", heads[place]), text: cell)
                        case heads.count - 3, heads.count - 2: html.element(.td, .css("word"), text: cell)
                        case heads.count - 1: html.element(.td, .css("note"), text: cell)
                        default: html.element(.td, text: cell)
                        }
                    }
                }
            }
        }
    }

    /// A share of the maximum; what it is stands beside it in numbers.
    private func bar(_ share: Fraction?, _ html: inout HTML) {
        guard let share else { return }
        let width = Fraction(40) * share
        html.element(
            .svg, .css("share"), Attribute("viewBox", "0 0 40 4"), Attribute("width", "40"), Attribute("height", "4"),
            .unspoken
        ) { html in
            html.element(.path, .css("whole"), Attribute("d", "M0 0h40v4H0z"))
            html.element(
                .path, .css("part"), Attribute("d", "M0 0h\(width.rounded(to: 2, .halfUp).text(places: 2))v4H0z"))
        }
    }

    private func method(of shown: PublishedRound, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.publicMethod])
            html.element(.ul) { html in
                for part in shown.scheme.parts.prefix(5) {
                    let line = part.lines.first ?? ""
                    html.element(.li, text: words(.labelled, ["name": part.title, "value": line]))
                }
            }
            html.element(.p) {
                $0.element(.a, .href(link(.scheme(shown.round.id))), text: words[.publicScheme])
            }
        }
    }

    private func objections(_ shown: PublishedRound, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.publicObjections])
            html.element(.p, text: words.text(shown.plan.notice.objections))
        }
    }

    private func links(_ shown: PublishedRound, _ html: inout HTML) {
        let id = shown.round.id
        html.element(.section) { html in
            html.element(.h2, text: words[.publicData])
            html.element(.dl, .css("facts")) { html in
                html.element(.div) { html in
                    html.element(.dt, text: words[.digestHead])
                    html.element(.dd) { $0.element(.span, .css("digest"), text: shown.digest) }
                }
            }
            html.element(.ul, .css("links")) { html in
                html.item(words[.publicDataLink], link(.data(id)))
                if shown.round.draw != nil { html.item(words[.publicDraw], link(.draw(id))) }
                html.item(words[.publicChanges], link(.changes(id)))
                html.item(words[.publicKeys], link(.keys))
            }
        }
    }
}
