// The words in which the terminal tells: in which language, from which folder.

import AssessmentModel
import AuditLedger
import Foundation
import Reasons
import Telling

struct Words {
    let language: Language
    /// nil where no folder of templates is at hand.
    private let messages: MessageBook?

    static let standard = Words(Language(of: ProcessInfo.processInfo.environment), TemplateOptions.standard.folder)

    init(_ language: Language, _ folder: URL) {
        self.language = language
        messages = (try? loadMessages(in: folder).get())?[language]
    }

    func text(_ reason: Reason) -> String { messages?.text(reason) ?? reason.description }

    func text(_ fault: LedgerError) -> String { messages?.text(fault) ?? fault.description }

    func text(_ value: Reason.Value) -> String { messages?.text(value) ?? value.description }

    /// With what can be done about it here.
    func told(_ reason: Reason) -> String {
        guard let hint = hint(for: reason, in: language) else { return text(reason) }
        return text(reason) + (language == .chinese ? "；" : "; ") + hint
    }
}

extension Language {
    /// HENG_LANG, else what the system's variables say; Chinese where nothing is set.
    init(of environment: [String: String]) {
        let name = ["HENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        self = name?.lowercased().hasPrefix("zh") ?? true ? .chinese : .english
    }
}
