// What the demo round's correction, finding, decisions and expert's sheet are made of.

import AssessmentModel
import Scoring
import Telling

@testable import Reporting

enum DemoPapers {
    static let correction = PublishedCorrection(
        number: "示网监联办〔2026〕2号",
        statement: "经核实，玉湖县的否决项系误录，青云市的加分项应予计入，据此更正评估结果。", day: "2026-11-12", before: "2026-11-09",
        window: (from: "2026-11-12", to: "2026-11-18"))

    static let finding = PublishedFinding(number: "示网监联办〔2026〕3号", day: "2026-11-19", corrections: 1)

    static func decision(_ isUpheld: Bool) -> DecidedObjection {
        isUpheld
            ? DecidedObjection(
                id: "yy01", zone: "yuhu", subject: "veto.safety", isReport: false, filedOn: "2026-11-10",
                grounds: .init("我县未发生该项所列事件，系把邻县的通报误作我县。\n附省厅通报原件。", evidence: ["省厅通报.pdf", "情况说明.docx"]),
                hearing: nil, isUpheld: true, reasons: "经向省厅核对，通报所列为邻县，异议属实。", decidedOn: "2026-11-11",
                correction: correction.number)
            : DecidedObjection(
                id: "fy02", zone: "nanpu", subject: "regulate.2.2", isReport: true, filedOn: "2026-11-10",
                grounds: .init(nil, evidence: ["来信.pdf"]),
                hearing: .init("来信所述与事实不符，平台已于2025年完成备案。", evidence: ["备案回执.pdf"]), isUpheld: false,
                reasons: "备案回执经核验真实，来信所述不成立。", decidedOn: "2026-11-12", correction: nil)
    }

    static func sheet(of round: DemoRound, _ isSealed: Bool) -> FilledSheet {
        let zone = DemoRound.zones[isSealed ? 3 : 4]
        let asked = round.scheme.indicators.filter { $0.indicator?.rule == nil }
        let remarks = DemoRemarks.remarks("nanpu").comments
        let marked = isSealed ? asked : Array(asked.dropLast(3))
        return FilledSheet(
            plan: round.plan, scheme: round.scheme, zone: zone, seat: DemoRound.seat(zone.id, 2),
            asked: asked.map(\.id),
            marks: Dictionary(uniqueKeysWithValues: marked.map { ($0.id, $0.points * Fraction(9) / 10) }),
            comments: remarks.compactMapValues { $0.values.min() }, sealedBy: isSealed ? 48 : nil, readBack: "1a2b3c4d",
            key: DemoRound.key, day: "2026-11-05")
    }
}

extension DemoPapers {
    static func accountLetter(_ isFactorNeeded: Bool) -> AccountLetter {
        AccountLetter(
            sender: "示例省网络市场监管部门联席会议办公室", name: "林喆", organisation: isFactorNeeded ? nil : "示例大学公共管理学院",
            user: "linzhe", code: "7K3QF-9PX2W-D0MNR-4TVYZ", address: "https://heng.example/start",
            until: (day: "2026-12-12", clock: "10:00"), contact: isFactorNeeded ? "示例处 000-00000000" : nil,
            ledger: "demo.heng.example/2026", isFactorNeeded: isFactorNeeded, day: "2026-11-28")
    }

    /// All papers that come after the first notice, as files.
    static func documents(in language: Language) throws -> [PrintedDocument] {
        let reporter = try Shipped.reporter()
        let (old, new) = (DemoRound(), DemoRound.corrected)
        let key = DemoRound.key
        return [
            try reporter.correction(
                correction, place: 1, from: old.snapshot(), to: new.snapshot(), scheme: new.scheme, key: key,
                in: language),
            try reporter.finding(finding, new.snapshot(), scheme: new.scheme, key: key, in: language),
            try reporter.decision(
                decision(true), from: old.snapshot(), to: new.snapshot(), scheme: new.scheme, key: key, in: language),
            try reporter.decision(
                decision(false), from: old.snapshot(), to: nil, scheme: new.scheme, key: key, in: language),
            try reporter.expertSheet(sheet(of: old, true), in: language),
            try reporter.expertSheet(sheet(of: old, false), in: language),
            try reporter.accountLetter(accountLetter(true), in: language),
        ]
    }
}
