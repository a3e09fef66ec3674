// What can wait for somebody, by the name that tables, calendars and books of words know it by.

/// A kind of thing that waits.
package enum TodoKind: String, Sendable, CaseIterable {
    // Applications.
    case mendApplication = "mend-application"
    case recommendApplication = "recommend-application"
    case acceptApplication = "accept-application"
    // Experts.
    case acceptSeat = "accept-seat"
    case sealSheet = "seal-sheet"
    case answerReread = "answer-reread"
    case reviseMark = "revise-mark"
    // Zones.
    case supplyEvidence = "supply-evidence"
    case hearReport = "hear-report"
    case receiveDecision = "receive-decision"
    // The bureau.
    case commitDraw = "commit-draw"
    case holdDraw = "hold-draw"
    case openRound = "open-round"
    case recordFacts = "record-facts"
    case answerQuestion = "answer-question"
    case decideRevision = "decide-revision"
    case decideReopening = "decide-reopening"
    case closeRound = "close-round"
    case publishNotice = "publish-notice"
    case decideObjection = "decide-objection"
    case concludeObjections = "conclude-objections"
    case finaliseRound = "finalise-round"
    case issueCertificates = "issue-certificates"
    case reissueCertificate = "reissue-certificate"
    case revokeCertificate = "revoke-certificate"
    case confirmAct = "confirm-act"
    case adoptRules = "adopt-rules"
}
