// What a language must be able to say about what-if comparisons.

import AssessmentModel
import Scoring

protocol ComparisonWords: Sendable {
    /// That nothing here is official.
    var warning: String { get }
    var none: String { get }
    func named(_ title: String, id: String) -> String
    func official(_ method: String, zones: Int, passed: Int) -> String
    func method(_ aggregate: Aggregate) -> String
    func alteration(_ alteration: Alteration) -> String
    func scheme(_ title: String, id: String, edition: Int) -> String
    func moves(_ moved: Int, stays: Int) -> String
    var nothingMoves: String { get }
    func largest(_ change: String, zone: String, from before: String, to after: String) -> String
    var noTotalChanges: String { get }
    func fallback(_ cells: Int, official: Int) -> String
    func tooFew(_ cells: Int) -> String
    var isOfficial: String { get }
    func rank(_ before: String, _ after: String) -> String
    func verdict(_ before: String, _ after: String) -> String
    func grade(_ before: String, _ after: String) -> String
    func verdict(_ verdict: Verdict) -> String
}

func comparisonWords(_ language: Language) -> any ComparisonWords {
    switch language {
    case .chinese: ChineseComparison()
    case .english: EnglishComparison()
    }
}

struct ChineseComparison: ComparisonWords {
    private let words = ChineseExplanation()
    let warning = "试算比较：同一组打分改用其他方法计算。试算没有正式效力，一切以正式结果为准。"
    let none = "无"
    func named(_ title: String, id: String) -> String { words.named(title, id: id) }
    func official(_ method: String, zones: Int, passed: Int) -> String {
        "★ 正式结果：\(method)；\(zones)个对象，\(passed)个达标"
    }
    func method(_ aggregate: Aggregate) -> String {
        words.method(aggregate.method, high: aggregate.drop.high, low: aggregate.drop.low)
            + (aggregate.level == .total ? "（按评分表合计取舍）" : "（逐项指标取舍）")
    }
    func alteration(_ alteration: Alteration) -> String {
        switch alteration {
        case .method(let method, let high, let low): words.method(method, high: high, low: low)
        case .level(.total): "规定的方法，但按评分表合计取舍"
        case .level(.indicator): "规定的方法，但逐项指标取舍"
        case .rounding(let mode): "修约改为\(words.mode(mode))"
        }
    }
    func scheme(_ title: String, id: String, edition: Int) -> String { "改用指标体系 \(title)（\(id)，第\(edition)版）" }
    func moves(_ moved: Int, stays: Int) -> String { "\(moved)个对象变动，\(stays)个不变" }
    let nothingMoves = "名次、结论、等次都不变"
    func largest(_ change: String, zone: String, from before: String, to after: String) -> String {
        "总分最大变动 \(change)：\(zone) \(before) → \(after)"
    }
    let noTotalChanges = "总分都不变"
    func fallback(_ cells: Int, official: Int) -> String {
        "打分不足、按指标体系的替代办法计分的有\(cells)处（正式结果中\(official)处）"
    }
    func tooFew(_ cells: Int) -> String { "未试算：有\(cells)处打分个数不够用此方法，指标体系也没有替代办法" }
    let isOfficial = "与规定的方法相同，即正式结果"
    func rank(_ before: String, _ after: String) -> String { "名次 \(before) → \(after)" }
    func verdict(_ before: String, _ after: String) -> String { "结论 \(before) → \(after)" }
    func grade(_ before: String, _ after: String) -> String { "等次 \(before) → \(after)" }
    func verdict(_ verdict: Verdict) -> String { words.verdict(verdict, grade: nil) }
}

struct EnglishComparison: ComparisonWords {
    private let words = EnglishExplanation()
    let warning = "What-if: the same marks by other methods. It has no official force; only the official result counts."
    let none = "none"
    func named(_ title: String, id: String) -> String { words.named(title, id: id) }
    func official(_ method: String, zones: Int, passed: Int) -> String {
        "★ Official result: \(method); \(zones) zones, \(passed) passed"
    }
    func method(_ aggregate: Aggregate) -> String {
        words.method(aggregate.method, high: aggregate.drop.high, low: aggregate.drop.low)
            + (aggregate.level == .total ? " (by sheet totals)" : " (by indicator)")
    }
    func alteration(_ alteration: Alteration) -> String {
        switch alteration {
        case .method(let method, let high, let low): words.method(method, high: high, low: low)
        case .level(.total): "the scheme’s method, by sheet totals"
        case .level(.indicator): "the scheme’s method, by indicator"
        case .rounding(let mode): "rounding \(words.mode(mode))"
        }
    }
    func scheme(_ title: String, id: String, edition: Int) -> String { "scheme \(title) (\(id), edition \(edition))" }
    func moves(_ moved: Int, stays: Int) -> String { "\(moved) moved, \(stays) stayed" }
    let nothingMoves = "no rank, verdict or grade moves"
    func largest(_ change: String, zone: String, from before: String, to after: String) -> String {
        "largest change of a total \(change): \(zone) \(before) → \(after)"
    }
    let noTotalChanges = "no total changes"
    func fallback(_ cells: Int, official: Int) -> String {
        "cells with too few marks, scored by the scheme’s fallback: \(cells) (officially \(official))"
    }
    func tooFew(_ cells: Int) -> String {
        "not computed: \(cells) cells have too few marks for it, and the scheme has no fallback for them"
    }
    let isOfficial = "the scheme’s own method, that is, the official result"
    func rank(_ before: String, _ after: String) -> String { "rank \(before) → \(after)" }
    func verdict(_ before: String, _ after: String) -> String { "verdict \(before) → \(after)" }
    func grade(_ before: String, _ after: String) -> String { "grade \(before) → \(after)" }
    func verdict(_ verdict: Verdict) -> String { words.verdict(verdict, grade: nil) }
}
