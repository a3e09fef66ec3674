// The README.md of a bundle: what it is, and how to check it without Heng.

import Assessing
import AssessmentModel
import AuditLedger
import Foundation

/// The text for a round's bundle. It names nothing that changes when the ledger grows, so that it is released once.
func bundleReadMe(round id: RoundID, _ register: Register) throws -> [UInt8] {
    guard let plan = register.rounds[id]?.terms?.plan else { throw Refusal("there is no round \(id)") }
    let source = "/path/to/heng"
    let english = plan.title.en.map { " · \($0)" } ?? ""
    return Array(
        """
        # \(plan.title.zh)\(english)

        本文件夹是评估批次 `\(id)` 的公开核验材料，来自审计日志 `\(register.origin)`。凭此可以重新计算全部得分与排名，并证明没有任何内容被修改、增加或删除。
        其中没有专家姓名；席位代码在每个创建对象处都重新随机产生，同一专家的席位不能相互关联。

        This folder lets anyone recompute every score and rank of the round `\(id)` of the ledger `\(register.origin)`, and prove that nothing was
        changed, added or dropped. It names no expert. Seats have a fresh random code at every zone.

        | file | content |
        |---|---|
        | events.ndjson | every event of the ledger, line n is event n 审计日志的全部事件 |
        | leaves | the hash of each 每个事件的哈希 |
        | checkpoint | the signed head over all of them 对全部事件的签名 |
        | keys | the public keys, oldest first 公钥 |
        | scheme.yaml | the scheme that the round was frozen to 评估指标体系 |
        | disclosures.ndjson | marks by seat, facts, results: what the public may see 按席位公开的打分、数据和结果 |
        | snapshot.json | the result 结果快照 |
        | receipts/ | proofs that the round's turning points are in the log 关键事件的存在证明 |

        ## With Heng 使用 Heng 核验

        ```
        heng verify . --key '\(register.keys.first?.key.text ?? "")'
        ```

        Take the key from the official notice, not from here. 公钥应以正式公告为准。

        An expert with the receipt of a sheet adds `--bundle .` and sees whether it was counted as it was sealed:
        `heng verify sheet.tlog-proof --key KEY --bundle .` 专家可用本人评分表回执核对计入的打分是否与封存的一致。

        ## The signature with OpenSSL 使用 OpenSSL 核验签名

        ```sh
        place=$(mktemp -d)
        head -n 3 checkpoint > $place/text
        tail -n 1 checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 > $place/signature
        { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; tail -n 1 keys | cut -d + -f 3- | base64 -d | tail -c 32; } > $place/key
        openssl pkeyutl -verify -pubin -keyform DER -inkey $place/key -rawin -in $place/text -sigfile $place/signature
        ```

        ## Log and proofs with Go 使用 Go 核验日志

        `Tests/Verifier/main.go` of Heng's source, a hundred lines on Debian's golang.org/x/mod, checks events, tree, signature, receipts, the account of
        seats and every file's digest:

        ```sh
        GO111MODULE=off GOPATH=/usr/share/gocode go run \(source)/Tests/Verifier/main.go .
        ```

        ## The ranking with Python 使用 Python 重新计算排名

        `Tests/Oracle` recomputes every zone in exact fractions, from the scheme and the disclosed marks alone (it needs PyYAML):

        ```sh
        python3 \(source)/Tests/Oracle/bundle.py .
        ```

        ## The formats 格式

        `Documentation/ledger.md` of Heng's source specifies every byte of these files, so that a verifier can be written from it alone.

        """.utf8)
}
