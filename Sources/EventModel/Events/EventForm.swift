// The form of an event by edition: since when its type stands, and how many values it conceals.

extension LedgerEvent {
    /// The edition before which no event of this type stands.
    package var introduced: RulesEdition {
        switch self {
        case .actProposed(_, .reopen): .fourth
        case .applicationWithdrawn, .seatRemoved, .reopeningRequested, .reopeningDecided, .zoneWithdrawn, .roundBroken,
            .reportFiled, .reportHeard, .actProposed, .actConfirmed, .actDeclined:
            .third
        case .programmeAdopted, .callPublished, .callExtended, .seatAccepted, .clarificationAsked, .clarificationGiven,
            .evidenceRequested, .evidenceSupplied,
            .deadlineExtended, .correctionPublished, .decisionReceived, .roundReopened, .draftRead,
            .roundFinalised(_, _, .some), .papersIssued:
            .fourth
        default: .first
        }
    }

    /// How many values an event of this kind conceals, as the page lists them.
    package func concealedCount(in edition: RulesEdition) -> ClosedRange<Int> {
        let isSecond = edition >= .second
        let many = 65_535
        return switch self {
        case .genesis(_, _, let home): home == nil ? 0...0 : 1...1
        case .userAdded: 1...2
        case .userRemoved, .expertRegistered, .backupRestored, .applicationRecommended, .applicationReturned: 2...2
        case .rulesAdopted: 1...2
        case .disclosureErased: isSecond ? 3...3 : 2...2
        case .applicationSubmitted: 6...many
        case .drawCommitted: isSecond ? 3...3 : 2...2
        case .factsRecorded, .factsCorrected, .sheetSealed: 2...many
        case .cellSaved, .markLate, .seatRecused, .seatRemoved, .rereadAnswered, .reopeningRequested, .actProposed:
            3...3
        case .clarificationAsked, .draftRead: 3...3
        case .seatAccepted, .clarificationGiven, .evidenceRequested, .deadlineExtended, .roundReopened: 2...2
        case .evidenceSupplied: 2...many
        case .seatCalled, .rereadCalled, .reopeningDecided, .objectionDecided, .roundWithdrawn, .zoneWithdrawn,
            .applicationWithdrawn, .roundBroken, .certificateRevoked, .actDeclined:
            2...2
        case .callExtended: 2...2
        case .revisionProposed: 4...4
        case .seatCounted: isSecond ? 4...4 : 0...3
        case .snapshotSealed: 0...1
        case .objectionFiled, .reportFiled: 3...many
        case .reportHeard: 2...many
        default: 1...1
        }
    }
}
