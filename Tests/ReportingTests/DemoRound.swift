// A small round of fictional zones: one of each fate, marks from a fixed sequence.

import AssessmentModel
import Exchange
import Foundation
import Scoring

@testable import Reporting
@testable import Telling

struct DemoRound {
    var scheme = DemoScheme.scheme
    var zones = DemoRound.zones
    var seats = 5
    var isSpecimen = true
    var digest = "3f8a1c5e7b902d46e18fa3c7590b6d2e4f81a7c3d95e60b2f47a8c1e39d05b76"
    /// Changes the sheets and facts before they are scored.
    var change: (inout [Sheet], inout FactTable) -> Void = { _, _ in }

    static let zones = [
        Zone(id: "baita", name: LocalizedText(zh: "白塔市", en: "Baita City"), kind: .city),
        Zone(id: "qingyun", name: LocalizedText(zh: "青云市", en: "Qingyun City"), kind: .city),
        Zone(id: "gongqing", name: LocalizedText(zh: "共兴市", en: "Gongxing City"), kind: .directCounty),
        Zone(id: "longtan", name: LocalizedText(zh: "龙潭县", en: "Longtan County"), kind: .county, prefecture: "青云市"),
        Zone(id: "nanpu", name: LocalizedText(zh: "南浦区", en: "Nanpu District"), kind: .county, prefecture: "白塔市"),
        Zone(id: "shuangxi", name: LocalizedText(zh: "双溪县", en: "Shuangxi County"), kind: .county, prefecture: "白塔市"),
        Zone(id: "yuhu", name: LocalizedText(zh: "玉湖县", en: "Yuhu County"), kind: .county, prefecture: "青云市"),
        Zone(id: "zhegang", name: LocalizedText(zh: "柘港县", en: "Zhegang County"), kind: .county, prefecture: "白塔市"),
    ]

    /// The same after an objection: the veto at 玉湖县 had been recorded by mistake, and a bonus that 青云市 had been denied counts.
    static var corrected: DemoRound {
        var round = DemoRound()
        round.digest = "b70c55d1e9a34f628d1b0e7795ac3f4482cd61fb0a9e3d57146f8b20c3e7a918"
        round.change = { _, facts in
            facts["yuhu"][FactKey("veto.safety")] = .flag(false)
            facts["qingyun"][FactKey("bonus.case")] = .flag(true)
        }
        return round
    }

    /// What a ledger's key looks like.
    static let key = "demo.heng.example/2026+7c1d20aa+ATqXyJ5ckQ0l1u+Dq4yq0bU2m3kGv8h9WZ7o6pRxE1sN"

    /// How well a zone does, in per cent of what experts may give.
    private static let levels: [ZoneID: Int] = [
        "baita": 97, "qingyun": 93, "gongqing": 93, "longtan": 91, "nanpu": 78, "shuangxi": 90, "yuhu": 94,
        "zhegang": 92,
    ]

    var plan: RoundPlan {
        RoundPlan(
            id: "demo-2026",
            title: LocalizedText(
                zh: "江西省网络市场监管与服务示范区评估（示例批次）", en: "assessment of demonstration zones of Jiangxi (specimen round)"),
            purpose: .designation,
            issuer: LocalizedText(
                zh: "示例省网络市场监管部门联席会议办公室", en: "Office of the Specimen Joint Conference on Online-Market Supervision"),
            document: "示网监联办〔2026〕1号", ledger: "demo.heng.example/2026", opened: "2026-10-12", closed: "2026-11-06",
            announced: "2026-11-09",
            notice: .init(
                from: "2026-11-09", to: "2026-11-13",
                objections: LocalizedText(
                    zh: "示例省示例市示例路1号，邮政编码000000，电话0000-00000000。",
                    en: "1 Specimen Road, Specimen City, telephone 0000-00000000.")),
            validYears: 3, verify: "https://heng.example/v/", isSpecimen: isSpecimen)
    }

    func snapshot() -> SealedSnapshot {
        var sheets = zones.flatMap(sheets)
        var facts = FactTable(Dictionary(uniqueKeysWithValues: zones.map { ($0.id, self.facts($0.id)) }))
        if zones == Self.zones { shape(&sheets, &facts) }
        change(&sheets, &facts)
        let scores = score(scheme, zones: zones.map(\.id), sheets: sheets, facts: facts)
        let seats = sheets.map { sheet in
            Snapshot.Seat(
                zone: sheet.zone, seat: sheet.seat,
                state: sheet.isRecused ? .recused : sheet.marks.isEmpty ? .missed : .sealed)
        }
        let snapshot = Snapshot(
            round: plan,
            scheme: .init(id: scheme.id, edition: scheme.edition, digest: String(repeating: "ab", count: 32)),
            closedBy: 57, zones: zones, seats: seats, scores: scores)
        return SealedSnapshot(value: snapshot, digest: digest)
    }

    static func seat(_ zone: ZoneID, _ number: Int) -> SeatID {
        var state = MarkSequence(seed: zone.text.utf8.reduce(UInt64(number) + 7) { $0 &* 31 &+ UInt64($1) })
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return SeatID(String((0..<20).map { _ in alphabet[state.next(32)] }))
    }

    private func sheets(_ zone: Zone) -> [Sheet] {
        (0..<seats).map { number in
            var state = MarkSequence(seed: zone.id.text.utf8.reduce(UInt64(number) * 977) { $0 &* 131 &+ UInt64($1) })
            var sheet = Sheet(zone: zone.id, seat: Self.seat(zone.id, number))
            for leaf in scheme.indicators where leaf.indicator?.rule == nil {
                let level = (Self.levels[zone.id] ?? 90) + state.next(18) - 9
                let tenths = leaf.points * Fraction(min(level, 100)) / 10
                sheet.marks[leaf.id] = tenths.rounded(to: 0, .down) / 10
            }
            return sheet
        }
    }

    private func facts(_ zone: ZoneID) -> [FactKey: Fact] {
        var state = MarkSequence(seed: zone.text.utf8.reduce(3) { $0 &* 37 &+ UInt64($1) })
        return [
            FactKey("operator_share"): .number(Fraction(14 + state.next(4))),
            FactKey("online_growth", period: "2024"): .number(DemoScheme.decimal("12.3")),
            FactKey("online_growth", period: "2025"): .number(DemoScheme.decimal(state.next(3) == 0 ? "8.1" : "9.4")),
            FactKey("complaint_days"): .number(Fraction(10 + state.next(12))),
            FactKey("express_points"): .number(Fraction(33 + state.next(10))),
            FactKey("defect_rate"): .number(DemoScheme.decimal("35.6")),
            FactKey("has_association"): .flag(true), FactKey("has_convention"): .flag(state.next(2) == 0),
            FactKey("custom_firms"): .number(Fraction(15 + state.next(5))), FactKey("custom_platforms"): .number(4),
        ]
    }

    /// One zone vetoed, one without a score, one with a recused seat and one with missing marks.
    private func shape(_ sheets: inout [Sheet], _ facts: inout FactTable) {
        facts["yuhu"][FactKey("veto.safety")] = .flag(true)
        facts["baita"][FactKey("bonus.case")] = .flag(true)
        facts["baita"][FactKey("bonus.standard")] = .flag(true)
        facts["zhegang"][FactKey("custom_firms")] = nil
        facts["gongqing"] = facts["qingyun"]
        for index in sheets.indices {
            let isFirst = sheets[index].seat == Self.seat(sheets[index].zone, 0)
            let isSecond = sheets[index].seat == Self.seat(sheets[index].zone, 1)
            if sheets[index].zone == "longtan", isFirst {
                sheets[index].isRecused = true
                sheets[index].marks = [:]
            }
            if sheets[index].zone == "nanpu", isSecond { sheets[index].marks["regulate.2.2"] = nil }
        }
        // The same marks in two zones: a tie that nothing decides.
        let model = sheets.filter { $0.zone == "qingyun" }
        for number in 0..<seats {
            guard let index = sheets.firstIndex(where: { $0.seat == Self.seat("gongqing", number) }) else { continue }
            sheets[index].marks = model[number].marks
        }
    }
}

/// A fixed sequence of numbers (Knuth's linear congruential generator), so that every run has the same marks.
private struct MarkSequence {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
