// The README.md of a bundle: what was decided, what the check proves and what it does not, and how to check it without Heng.

import Assessing
package import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Reasons
package import RoundState

/// The text for a round's bundle, Chinese first. It says nothing that changes from day to day, so that what has not changed is released
/// once.
package func bundleReadMe(round id: RoundID, _ register: Register) throws -> [UInt8] {
    guard let round = register.rounds[id], let plan = round.terms?.plan else {
        throw Refusal(.roundUnknown, .round(id))
    }
    let decision = BundleDecision(round: round, register: register)
    let english = plan.title.en.map { " · \($0)" } ?? ""
    return Array(
        """
        # \(plan.title.zh)\(english)

        \(decision.chinese)

        \(decision.english)

        ## 这份材料能证明什么，不能证明什么

        核验通过即证明：上列得分和排名由本材料中的打分、数据和评估指标体系逐项重新算出；签名之后没有任何事件被修改、增加或删除；每个席位都有交代（已签封＋已回避＋缺席＝全部席位）。
        核验不能证明：打分是否公允；坐在键盘前的是谁；组织者是否向不同的人出示了两份不同的日志（请核对公布的签名，见 `checkpoint`）；
        每份签封的评分表是否按原样计入（公众只能核对数目，专家可用本人回执逐项核对，审计员可核对全部）。

        本材料不含专家姓名，席位代码在每个创建对象处重新随机产生。但打分的习惯（松紧、取整）会留下痕迹：曾有试验仅凭公开打分就把同一专家在两处的席位以
        73% 的正确率配对（随机猜测为 11%）。评语不公开。席位不多时，更容易猜到。

        ## What this proves, and what it does not

        A check that passes proves that scores and ranks above follow from the marks, the data and the scheme in this folder; that after the signature no event
        was changed, added or dropped; and that every seat is accounted for (sealed + recused + missed = all). It does not prove that marks are
        fair; who sat at the keyboard; that the organiser did not show another log to somebody else (compare the published `checkpoint`); nor, to the
        public, that each sealed sheet is the counted one: its expert sees that with the receipt, the auditor for all.

        No expert is named, and seats have a fresh random code at every zone. Habits of marking (severity, round numbers) leave traces all the same: in a
        trial, two seats of one expert at two zones were paired from public marks alone in 73 % of cases, where guessing gives 11 %. Comments are not public.

        ## 文件 · Files

        | file | content |
        |---|---|
        | events.ndjson | every event of the ledger, line n is event n 审计日志的全部事件 |
        | leaves | the hash of each 每个事件的哈希 |
        | checkpoint | the signed head over all of them 对全部事件的签名 |
        | keys | the public keys, oldest first 公钥 |
        | scheme.yaml, scheme.json | the scheme that the round was frozen to 评估指标体系 |
        | disclosures.ndjson | marks by seat, what became of seats, facts, results: what the public may see 按席位公开的打分、席位去向、数据和结果 |
        | snapshot.json | the result 结果快照 |
        | receipts/ | proofs that the round's turning points are in the log 关键事件的存在证明 |

        ## 使用 Heng 核验 · With Heng

        ```
        heng verify . --key '\(register.keys.first?.key.text ?? "")'
        ```

        公钥应以正式公告为准。 Take the key from the official notice, not from here.

        专家可用本人评分表回执核对计入的打分是否与签封的一致：
        An expert with the receipt of a sheet sees whether it was counted as it was sealed:
        `heng verify sheet.tlog-proof --key KEY --bundle .`

        ## 使用 OpenSSL 核验签名 · The signature with OpenSSL

        ```sh
        place=$(mktemp -d)
        head -n 3 checkpoint > $place/text
        tail -n 1 checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 > $place/signature
        { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; tail -n 1 keys | cut -d + -f 3- | base64 -d | tail -c 32; } > $place/key
        openssl pkeyutl -verify -pubin -keyform DER -inkey $place/key -rawin -in $place/text -sigfile $place/signature
        ```

        ## 使用 Go 核验日志 · Log and proofs with Go

        `Tests/Verifier` of Heng's source, on Debian's golang.org/x/mod, checks all that is no arithmetic: events and their order, tree, signatures,
        receipts, the account of seats, what is disclosed, every file's digest. It says in a sentence what is wrong and then ends with status 1:

        ```sh
        GO111MODULE=off GOPATH=/usr/share/gocode go run /path/to/heng/Tests/Verifier/*.go .
        ```

        ## 使用 Python 重新计算排名 · The ranking with Python

        `Tests/Oracle` checks the same and recomputes every zone in exact fractions, from the scheme and the disclosed marks alone (it needs PyYAML):

        ```sh
        python3 /path/to/heng/Tests/Oracle/bundle.py .
        ```

        ## 格式 · The formats

        `Documentation/ledger.md` of Heng's source specifies every byte of these files, so that a verifier can be written from it alone.

        """.utf8)
}

/// What the round came to, in words for somebody who opens the folder.
private struct BundleDecision {
    let round: Round
    let register: Register

    var chinese: String {
        var lines = ["**结论。** \(round.id) 批次\(isFinal ? "的结果已生效" : "的结果在公示，尚未生效")。"]
        lines += list("达标", "pass", "").map { "- \($0)" }
        lines += list("未达标", "fail", "").map { "- \($0)" }
        lines += list("被否决，不列名次", "vetoed", "").map { "- \($0)" }
        lines += list("材料或打分不全，无结论", "incomplete", "").map { "- \($0)" }
        if let notice = round.notice { lines.append("- 公示期：\(notice.from) 至 \(notice.to)") }
        if let old = round.result?.replaces {
            lines.append("- 本结果经异议处理后替代了较早的结果（\(old.prefix(12))…）；被采纳的异议：\(upheld.joined(separator: "、"))")
        }
        if !issued.isEmpty { lines.append("- 已颁发证书：\(issued.joined(separator: "、"))") }
        lines.append(revoked.isEmpty ? "- 没有证书被撤销" : "- **已撤销的证书：\(revoked.joined(separator: "、"))**")
        return lines.joined(separator: "\n")
    }

    var english: String {
        var lines = [
            "**What was decided.** The result of \(round.id) \(isFinal ? "is final" : "is published for objections and not final yet")."
        ]
        lines += list("passed", "pass", "en").map { "- \($0)" }
        lines += list("did not pass", "fail", "en").map { "- \($0)" }
        lines += list("vetoed, without a rank", "vetoed", "en").map { "- \($0)" }
        lines += list("incomplete, without a verdict", "incomplete", "en").map { "- \($0)" }
        if let notice = round.notice { lines.append("- the notice: \(notice.from) to \(notice.to)") }
        if let old = round.result?.replaces {
            lines.append(
                "- after objections this result replaces an earlier one (\(old.prefix(12))…); upheld: \(upheld.joined(separator: ", "))"
            )
        }
        if !issued.isEmpty { lines.append("- certificates issued: \(issued.joined(separator: ", "))") }
        lines.append(
            revoked.isEmpty
                ? "- no certificate is revoked" : "- **certificates revoked: \(revoked.joined(separator: ", "))**")
        return lines.joined(separator: "\n")
    }

    private var isFinal: Bool { round.finalised != nil }
    private var upheld: [String] {
        round.objections.values.filter { $0.decision?.isUpheld == true }.map(\.id.text).sorted()
    }

    private var certificates: [Certificate] {
        register.certificates.values.filter { $0.round == round.id }.sorted { $0.id < $1.id }
    }
    private var issued: [String] { certificates.filter { $0.revoked == nil }.map(\.id.text) }
    private var revoked: [String] { certificates.filter { $0.revoked != nil }.map(\.id.text) }

    /// One line, or none where no zone has this verdict.
    private func list(_ word: String, _ verdict: String, _ language: String) -> [String] {
        let known: [ZoneResult] = round.result?.zones.values.compactMap { $0 } ?? []
        let zones = known.filter { $0.verdict == verdict }
            .sorted { ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone) }
        guard !zones.isEmpty else { return [] }
        let names = ZoneNames(round.terms?.zones ?? [])
        let isEnglish = language == "en"
        let said = zones.map { zone in
            let name = names.name(of: zone.zone, in: isEnglish ? .english : .chinese)
            let rank = zone.rank.map { isEnglish ? "\($0). " : "第\($0)名 " } ?? ""
            return rank + name + (zone.total.map { " \(round.published($0))" } ?? "")
        }
        return ["\(word)\(isEnglish ? ": " : "：")\(said.joined(separator: isEnglish ? ", " : "、"))"]
    }
}
