// What checking gave, as `heng verify` tells it: first whether it holds, then what that means, then what was checked.

import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Reasons
import RoundState
import Telling

/// What is verified.
enum VerifySubject {
    case bundle, database, receipt, paper

    var phrase: VerifyPhrase {
        switch self {
        case .bundle: .aBundle
        case .database: .aDatabase
        case .receipt: .aReceipt
        case .paper: .aPaper
        }
    }

    fileprivate var advice: VerifyPhrase {
        switch self {
        case .bundle: .adviceBundle
        case .database: .adviceDatabase
        case .receipt: .adviceReceipt
        case .paper: .advicePaper
        }
    }
}

extension VerifyPhrase {
    /// Where there are no words: whether it holds all the same, and else the key.
    fileprivate var bare: String {
        switch self {
        case .holds, .receiptHolds: "核验通过 verified"
        case .fails: "核验不通过 NOT VERIFIED"
        default: rawValue
        }
    }
}

struct VerifyReport {
    private let words: Words
    /// nil where they cannot be read: codes and values are then told.
    private let strings: VerifyStrings?

    static let standard = VerifyReport(.system)

    init(_ words: Words) {
        self.words = words
        strings = words.isThere ? wordsOrWarning(words.language, loadVerifyStrings) : nil
    }

    func callAsFunction(_ phrase: VerifyPhrase, _ values: [String: String] = [:]) -> String {
        strings?(phrase, values)
            ?? ([phrase.bare] + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
            .joined(separator: " ")
    }

    /// Whether it holds, what that means, and what to do about it.
    func failure(_ fault: LedgerError, of subject: String, _ kind: VerifySubject) -> String {
        let meaning = meaning(of: fault, kind)
        return [
            self(.fails, ["subject": subject, "why": words.text(fault), "meaning": self(meaning)]),
            self(meaning == .meansOtherKey ? .adviceKey : kind.advice),
            self(.technical, ["line": fault.description]),
        ].joined(separator: "\n")
    }

    private func meaning(of fault: LedgerError, _ kind: VerifySubject) -> VerifyPhrase {
        switch fault.reason.code {
        case .ledgerOfAnotherKey, .keyFileOther: return .meansOtherKey
        // A bundle brings its own keys; a receipt is held against those that the reader named.
        case .signatureUnknown where kind == .receipt: return .meansOtherKey
        case .resultDiffers, .resultToldOtherwise: return .meansRanking
        case .eventHashDiffers, .eventOutOfPlace, .disclosureForeign, .commitOfStranger, .commitGone:
            return .meansChanged
        default: break
        }
        if fault.code == .missing { return .meansIncomplete }
        let isRule = fault.subject == .the(.event) && fault.within.isEmpty
        return isRule && [.malformed, .mismatch, .outOfRange].contains(fault.code) ? .meansRules : .meansChanged
    }

    func differences(_ reasons: [Reason], from bundle: String) -> String {
        ([self(.differs, ["bundle": bundle])]
            + reasons.map { self(.difference, ["what": words.text($0)]) } + [self(.differsMeaning)])
            .joined(separator: "\n")
    }
}

extension VerifyReport {
    func success(_ proof: Proof) -> String {
        let isRanked = proof.rounds.contains { !$0.snapshots.isEmpty }
        let head = [
            self(.holds, ["origin": proof.origin]), self(isRanked ? .holdsRanking : .holdsLog),
            self(.size, ["size": "\(proof.size)", "root": proof.root]),
            self(.checkpoints, counted(proof.checkpoints, ["key": proof.keys.last ?? ""])),
        ]
        return (head + proof.rounds.flatMap(lines) + notes(proof)).joined(separator: "\n")
    }

    private func lines(_ round: ProvenRound) -> [String] {
        let state =
            // What was broken off has no result that counts.
            (round.stage == .broken ? nil : round.snapshots.last).map { self(.ranked, ["snapshot": $0]) }
            ?? self(.staged, ["stage": words.word(.term(.stage, round.stage.rawValue))])
        var values = ["round": round.id.text, "seats": "\(round.seats)", "marks": "\(round.marks)", "state": state]
        if round.isDrawn { values["drawn"] = "1" }
        if round.seats == 1 { values["oneSeat"] = "1" }
        if round.marks == 1 { values["oneMark"] = "1" }
        let names = ZoneNames(round.zones)
        return [self(.round, values)]
            + round.ranking.map { zone in
                self(
                    .rank,
                    [
                        "rank": zone.rank.map(String.init) ?? "–", "name": names.name(of: zone.zone, in: .chinese),
                        "zone": zone.zone.text, "total": round.totals[zone.zone] ?? "–",
                        "verdict": words.word(.term(.verdict, zone.verdict)),
                    ])
            }
    }

    private func notes(_ proof: Proof) -> [String] {
        var lines: [String] = []
        if proof.erased > 0 { lines.append(self(.erased, counted(proof.erased))) }
        if proof.edition != .newest {
            lines.append(
                self(
                    .olderRules,
                    ["edition": "\(proof.edition.rawValue)", "newest": "\(RulesEdition.newest.rawValue)"]))
        }
        if proof.unsigned > 0 {
            lines.append(self(proof.areCommitsProven ? .unsignedProven : .unsigned, counted(proof.unsigned)))
        }
        return lines + [self(proof.isKeyTrusted ? .keyTrusted : .keyOwn)]
    }

    private func counted(_ count: Int, _ others: [String: String] = [:]) -> [String: String] {
        others.merging(count == 1 ? ["count": "1", "one": "1"] : ["count": "\(count)"]) { $1 }
    }

    func success(_ receipt: ProvenReceipt) -> String {
        let event = receipt.event
        let head = [
            self(
                .receiptHolds,
                [
                    "seq": "\(event.seq)", "origin": receipt.checkpoint.origin,
                    "type": words.word(.term(.event, event.type)), "day": event.at,
                ]), self(.receiptMeaning),
            self(
                .receiptSize, ["size": "\(receipt.checkpoint.size)", "root": receipt.checkpoint.root.hex]),
        ]
        let fields = event.fields.sorted { $0.key < $1.key }.map { "  \(name(ofField: $0.key)) \($0.value.text)" }
        let shown = receipt.disclosed.map { "  \(words.word(.term(.concealed, $0.name))) \($0.value.text)" }
        return (head + fields + shown).joined(separator: "\n")
    }

    /// Of an event; one that is for engineers goes by its key.
    private func name(ofField key: String) -> String {
        switch key {
        case "round": self(.fieldRound)
        case "zone": self(.fieldZone)
        default: key
        }
    }
}

extension CanonicalJSON {
    /// As a reader takes it in: texts without quotation marks.
    fileprivate var text: String {
        if let text = stringValue { return text }
        return (try? String(decoding: bytes(as: .event), as: UTF8.self)) ?? ""
    }
}
