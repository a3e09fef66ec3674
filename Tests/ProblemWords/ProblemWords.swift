// Problems, reasons and faults in the words that people read, for tests that compare them.

package import AssessmentModel
package import AuditLedger
import Foundation
package import Reasons
package import Telling

/// Where a fault lies and what it is, as `heng verify` says it in English.
package func english(_ fault: LedgerError) -> String { messages(.english).text(fault) }

/// A problem of a file as commands say it, without what only the command line can advise.
package func english(_ problem: Problem) -> String { messages(.english).text(problem) }

package func english(_ reason: Reason) -> String { messages(.english).text(reason) }

package func chinese(_ problem: Problem) -> String { messages(.chinese).text(problem) }

/// The problems of what did not load, in English; none where there is a value.
package func problems<Value>(_ loaded: Loaded<Value>) -> [String] { loaded.problems.map { english($0) } }

/// English words that stand behind each other in a Chinese sentence and are no quotation; nil where there are none.
///
/// Keys and columns stand before a full-width colon, input and literal words between quotes.
package func englishProse(in sentence: String) -> String? {
    let own = sentence.replacing(/“[^”]*”/, with: "").replacing(/[^：\p{Han}]*：/, with: "", maxReplacements: 1)
    return ["CSV UTF-8", "GB/T", "OpenType", "TrueType"].reduce(own) { $0.replacing($1, with: "") }
        .firstMatch(of: /[A-Za-z]{2,} [A-Za-z]+|[A-Za-z]+ [A-Za-z]{2,}/).map { String($0.output) }
}

/// As shipped.
package func messages(_ language: Language) -> MessageBook {
    guard let book = shipped[language] else { preconditionFailure("no messages in \(language)") }
    return book
}

private let shipped: [Language: MessageBook] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Templates")
    do {
        return try loadMessages(in: folder).get()
    } catch {
        preconditionFailure("\(error)")
    }
}()
