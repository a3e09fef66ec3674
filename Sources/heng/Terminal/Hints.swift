// What a person can do about a no on the command line: the only place where reasons meet commands and their options.

import AssessmentModel
import Reasons

/// nil where the reason itself says all.
func hint(for reason: Reason, in language: Language) -> String? {
    let value = { (name: String) in reason.values[name]?.description ?? "" }
    let id = reason.subject?.id ?? ""
    let both: (zh: String, en: String)
    switch reason.code {
    case .clockAhead:
        both = ("确已停用这么久的，请加 --after-pause", "if nothing happened for so long, say --after-pause")
    case .keyNotVouched: both = ("请用 heng key rotate 完成密钥更换", "go on with `heng key rotate`")
    case .headLost:
        both = (
            "该文件确已丢失、且数据库确是最新的，可用 heng key head 重新生成",
            "if it is lost, and this is the newest database, `heng key head` writes it anew"
        )
    case .receiptWithoutKey: both = ("用 --key 指明公钥", "name it with --key")
    case .programmeUnknown: both = ("用 heng programme adopt 采用", "`heng programme adopt` adopts one")
    case .programmeNeeded:
        both = ("round.yaml 中写明 programme 或 calls", "round.yaml names it as `programme`, or calls as `calls`")
    case .callUnknown, .callNeeded: both = ("用 heng call list 查看", "`heng call list` lists them")
    case .callOver: both = ("经办人可用 heng call extend 延长", "an officer can put it off with `heng call extend`")
    case .applicationsNoneAccepted: both = ("用 --zone 指明", "name zones with --zone")
    case .applicationNotReturned where value("stage") == "withdrawn":
        both = ("已撤回的编号不能再用，请换一个编号", "the id of one that was withdrawn is not used again: choose another")
    case .quotaMalformed: both = ("写作 --quota university=3", "as in --quota university=3")
    case .factRecorded: both = ("用 --replace 以新值代替", "--replace puts another value in its place")
    case .seatNotNamed: both = ("用 --seat 指明席位", "name one with --seat")
    case .cellUnchanged:
        both = (
            "用 --mark、--comment、--clear-mark 或 --clear-comment",
            "name --mark, --comment, --clear-mark or --clear-comment"
        )
    case .cellContradictory:
        both = (
            "--clear-mark 不与 --mark 同用，--clear-comment 不与 --comment 同用",
            "--clear-mark goes without --mark, --clear-comment without --comment"
        )
    case .lettersForNobody:
        both = ("写明用户编号，或者 --experts 批次、--role 角色之一", "name users, or one of --experts ROUND and --role ROLE")
    case .expertsWithoutUser:
        both = ("先用 heng account make --round \(id) 增加", "`heng account make --round \(id)` adds them")
    case .commentBlank: both = ("清除评语用 --clear-comment", "--clear-comment takes a comment away")
    case .marksMissing: both = ("确认留空的，加 --gaps 签封", "--gaps seals it all the same")
    case .sheetsMissing:
        both = ("确认的，用 --missing \(value("count")) 封存", "close with --missing \(value("count"))")
    case .sheetsComplete: both = ("不加 --missing 再试", "close without --missing")
    case .factsMissing:
        both = ("确认的，用 --missing-facts \(value("count")) 封存", "close with --missing-facts \(value("count"))")
    case .factsComplete: both = ("不加 --missing-facts 再试", "close without --missing-facts")
    case .calendarMissing: both = ("用 heng calendar import 录入", "`heng calendar import`")
    case .roundStillOpen: both = ("用 heng round close 封存", "close it with `heng round close`")
    case .objectionIdle:
        both = ("不需更正的，加 --unchanged \(id)", "if nothing shall be, say --unchanged \(id)")
    case .fileGb18030: both = ("或者加 --encoding gb18030 读取", "or read it with --encoding gb18030")
    case .tableNotGb18030: both = ("文件是 UTF-8 编码的，不加 --encoding", "leave out --encoding for a file in UTF-8")
    case .templateUnread:
        both = ("用 --templates 指明存放它的文件夹", "name the folder that holds it with --templates")
    case .erasureSubjectUnclear:
        both = (
            "用 --expert、--account、--comment、--value 或 --evidence 之一",
            "name one of --expert, --account, --comment, --value or --evidence"
        )
    case .databaseMissing: both = ("用 heng init 建立", "`heng init` makes one")
    case .databaseBusy, .databaseFull, .databaseReadOnly: both = ("没有改动任何内容", "nothing was changed")
    case .databaseUncertain:
        both = (
            "请查看这一步是否已经记录，或用同样的 --request 再办一次",
            "look whether the step was recorded, or take it again with the same --request"
        )
    default: return nil
    }
    return language == .chinese ? both.zh : both.en
}
