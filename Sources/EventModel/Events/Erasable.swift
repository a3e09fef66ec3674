// What an erasure may take from an event: a proof asks for all the rest.

package import AuditLedger

extension LedgerEvent {
    /// Names of values that are about a person and that the law may have erased; nothing else is ever missing from a database.
    package var erasable: Set<String> {
        switch self {
        case .userAdded: ["account"]
        case .expertRegistered: ["expert"]
        case .applicationSubmitted: ["condition", "claim", "evidence"]
        case .applicationRecommended, .applicationReturned, .applicationWithdrawn, .backupRestored, .disclosureErased,
            .seatRecused, .seatRemoved, .rereadAnswered, .reopeningRequested, .reopeningDecided, .roundWithdrawn,
            .zoneWithdrawn, .roundBroken, .objectionDecided, .certificateRevoked, .actProposed, .actDeclined:
            ["reason"]
        case .deadlineExtended, .roundReopened, .draftRead: ["reason"]
        case .clarificationAsked: ["question"]
        case .objectionFiled, .reportFiled, .reportHeard, .evidenceSupplied: ["reason", "evidence"]
        case .cellSaved, .markLate, .sheetSealed: ["comment"]
        case .revisionProposed: ["comment", "reason"]
        default: []
        }
    }

    /// Names of what an event with erasable values has besides them, decoys apart. The three accounts of the beginning have no actor.
    package func required(of event: Event) -> [String] {
        switch self {
        case .userAdded: event.digestCount == 1 ? [] : ["actor"]
        case .seatRecused, .seatRemoved, .reopeningRequested, .clarificationAsked, .draftRead: ["place", "actor"]
        case .rereadAnswered: ["spot", "actor"]
        case .cellSaved, .markLate, .revisionProposed: ["cell", "actor"]
        case .sheetSealed: ["sheet", "actor"]
        case .actProposed: ["act", "actor"]
        case .disclosureErased(let erased): erased == nil ? ["erased", "actor"] : ["actor"]
        default: erasable.isEmpty ? [] : ["actor"]
        }
    }
}
