// What somebody at the terminal can do about a no: the only place that knows commands and options.

import AssessmentModel
import Reasons

func hint(for reason: Reason, in language: Language) -> String? {
    let (chinese, english): (String, String)
    switch reason.code {
    case .databaseMissing: (chinese, english) = ("用 `heng init` 建立", "`heng init` makes one")
    case .databaseBusy, .databaseFull, .databaseReadOnly:
        (chinese, english) = ("没有改动任何内容", "nothing was changed")
    case .databaseUncertain:
        (chinese, english) = (
            "请查看这一步是否已经记录，或用同样的 --request 再办一次",
            "look whether the step was recorded, or take it again with the same --request"
        )
    default: return nil
    }
    return language == .chinese ? chinese : english
}
