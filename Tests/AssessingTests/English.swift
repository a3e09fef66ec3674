// Faults in the words that people read.

import AssessmentModel
import AuditLedger
import Foundation
import Telling

/// Where a fault lies and what it is, as `heng verify` says it in English.
func english(_ fault: LedgerError) -> String { englishMessages.text(fault) }

private let englishMessages: MessageBook = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Templates")
    do {
        guard let book = try loadMessages(in: folder).get()[.english] else { preconditionFailure("no messages") }
        return book
    } catch {
        preconditionFailure("\(error)")
    }
}()
