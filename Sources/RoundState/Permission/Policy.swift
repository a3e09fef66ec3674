// Who may do what, and when: the one table that every use case and every view asks. What is not named is denied.

package import EventModel
package import Reasons

/// A step that somebody may take, or a view that somebody may have.
package enum UseCase: String, Sendable, CaseIterable {
    // Operations.
    case rotateKey = "rotate-key"
    case backUp = "back-up"
    case restoreBackup = "restore-backup"
    case proposeRules = "propose-rules"
    case adoptRules = "adopt-rules"
    // Users and erasure.
    case addUser = "add-user"
    case removeUser = "remove-user"
    case erase
    // Accounts, which no event names.
    case issueLetter = "issue-letter"
    case unlockAccount = "unlock-account"
    // The bureau before scoring.
    case registerZones = "register-zones"
    case registerExperts = "register-experts"
    case loadCalendar = "load-calendar"
    case planRound = "plan-round"
    case importRound = "import-round"
    case commitDraw = "commit-draw"
    case holdDraw = "hold-draw"
    case openRound = "open-round"
    case withdrawRound = "withdraw-round"
    case breakOffRound = "break-off-round"
    // Programmes and calls.
    case adoptProgramme = "adopt-programme"
    case publishCall = "publish-call"
    case extendCall = "extend-call"
    // Applications.
    case submitApplication = "submit-application"
    case recommendApplication = "recommend-application"
    case acceptApplication = "accept-application"
    case returnApplication = "return-application"
    case withdrawApplication = "withdraw-application"
    case withdrawZone = "withdraw-zone"
    // Scoring.
    case recordFacts = "record-facts"
    case saveMark = "save-mark"
    case sealSheet = "seal-sheet"
    case recuseSeat = "recuse-seat"
    case removeSeat = "remove-seat"
    case requestReopening = "request-reopening"
    case decideReopening = "decide-reopening"
    case callReread = "call-reread"
    case answerReread = "answer-reread"
    case proposeRevision = "propose-revision"
    case decideRevision = "decide-revision"
    case logLateMark = "log-late-mark"
    case acceptSeat = "accept-seat"
    case askClarification = "ask-clarification"
    case giveClarification = "give-clarification"
    case requestEvidence = "request-evidence"
    case supplyEvidence = "supply-evidence"
    case extendDeadline = "extend-deadline"
    case readDraft = "read-draft"
    // From the close to certificates.
    case closeRound = "close-round"
    case publishNotice = "publish-notice"
    case fileObjection = "file-objection"
    case fileReport = "file-report"
    case hearReport = "hear-report"
    case decideObjection = "decide-objection"
    case correctFacts = "correct-facts"
    case concludeObjections = "conclude-objections"
    case receiveDecision = "receive-decision"
    case finaliseRound = "finalise-round"
    case reopenRound = "reopen-round"
    case issueCertificates = "issue-certificates"
    case revokeCertificate = "revoke-certificate"
    case releaseBundle = "release-bundle"
    case issuePapers = "issue-papers"
    // Views.
    case seeUsers = "see-users"
    case seeSignIns = "see-sign-ins"
    case seePool = "see-pool"
    case seeApplications = "see-applications"
    /// That a round was given up or broken off, and what is said of it in public.
    case seeEnding = "see-ending"
    /// What is judged: application, evidence, facts, what was asked and answered.
    case seeMaterial = "see-material"
    case seeProgress = "see-progress"
    case seeMarks = "see-marks"
    case seeDivergence = "see-divergence"
    case seeResult = "see-result"
    case seeScoreSheet = "see-score-sheet"
    case seeLedger = "see-ledger"
}

/// Where a round stands.
package enum Stage: String, Sendable, CaseIterable, Comparable {
    /// The scheme is frozen.
    case planned
    /// The draw's seed is bound.
    case committed
    /// The panel is drawn.
    case drawn
    /// Seats are open.
    case scoring
    /// Computed and sealed; nobody outside the bureau sees it yet.
    case closed
    /// 公示.
    case noticed
    case final
    /// Given up before anybody scored.
    case withdrawn
    /// 终止: ended for good after its opening, without a result that counts.
    case broken

    package static func < (a: Stage, b: Stage) -> Bool { a.order < b.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How far a permission reaches. Counts, averages, orders and messages are made from what it reaches and nothing else.
package enum Scope: String, Sendable {
    case all
    /// The counties of the user's 设区市.
    case ownPrefecture
    case ownZone
    /// The seats of the expert's own account.
    case ownSeats
}

extension Reason.Value {
    package static func task(_ useCase: UseCase) -> Self { .term(.task, useCase.rawValue) }
    package static func stage(_ stage: Stage) -> Self { .term(.stage, stage.rawValue) }
}

/// What the policy says.
package enum Permission: Sendable, Equatable {
    case granted(Scope)
    case denied(Reason)

    package var scope: Scope? {
        if case .granted(let scope) = self { scope } else { nil }
    }
}

/// Role × use case × stage → permission.
package struct Policy: Sendable {
    /// One row: to whom, how far, and in which stages of the round; nil: it concerns no round's stage.
    struct Grant: Sendable {
        let role: Role
        let scope: Scope
        let stages: Set<Stage>?
    }

    private let grants: [UseCase: [Grant]]

    package static let standard = Policy(grants: table)

    /// The table that an edition of the rules binds. Later ones only add to the first what no event of the first can use: one table serves
    /// all.
    package static func of(_ edition: RulesEdition) -> Policy {
        switch edition {
        case .first, .second, .third, .fourth: standard
        }
    }

    /// `stage` is nil for what concerns no round.
    package func permission(of role: Role, for useCase: UseCase, in stage: Stage?) -> Permission {
        guard let grant = grants[useCase]?.first(where: { $0.role == role }) else {
            return .denied(Reason(.roleNot, ["task": .task(useCase), "role": .role(role)]))
        }
        guard let stages = grant.stages else { return .granted(grant.scope) }
        guard let stage else { return .denied(Reason(.roundNeeded, ["task": .task(useCase)])) }
        guard stages.contains(stage) else {
            let open = Stage.allCases.filter(stages.contains)
            return .denied(
                Reason(
                    .stageNot,
                    [
                        "task": .task(useCase), "role": .role(role), "stages": .list(open.map { .stage($0) }),
                        "stage": .stage(stage),
                    ]))
        }
        return .granted(grant.scope)
    }

    private static func to(
        _ role: Role, _ scope: Scope = .all, _ stages: Set<Stage>? = nil
    ) -> Grant {
        Grant(role: role, scope: scope, stages: stages)
    }

    private static let unopened: Set<Stage> = [.planned, .drawn]
    private static let unfinished: Set<Stage> = [.planned, .committed, .drawn, .scoring, .closed, .noticed]
    private static let published: Set<Stage> = [.noticed, .final]
    private static let computed: Set<Stage> = [.closed, .noticed, .final]
    private static let opened: Set<Stage> = [.scoring, .closed, .noticed, .final, .broken]

    private static let table: [UseCase: [Grant]] = [
        .rotateKey: [to(.systemAdministrator)],
        .backUp: [to(.systemAdministrator)],
        .restoreBackup: [to(.systemAdministrator)],
        .proposeRules: [to(.officer)],
        .adoptRules: [to(.officer)],
        .addUser: [to(.securityAdministrator)],
        .removeUser: [to(.securityAdministrator)],
        .erase: [to(.securityAdministrator)],
        .issueLetter: [to(.securityAdministrator)],
        .unlockAccount: [to(.securityAdministrator)],
        .registerZones: [to(.officer)],
        .registerExperts: [to(.officer)],
        .loadCalendar: [to(.officer)],
        .planRound: [to(.officer)],
        .importRound: [to(.officer)],
        .commitDraw: [to(.officer, .all, [.planned])],
        .holdDraw: [to(.officer, .all, [.committed])],
        .openRound: [to(.officer, .all, unopened)],
        .withdrawRound: [to(.officer, .all, [.planned, .committed, .drawn])],
        .breakOffRound: [to(.officer, .all, [.scoring, .closed, .noticed])],
        .adoptProgramme: [to(.officer)],
        .publishCall: [to(.officer)],
        .extendCall: [to(.officer)],
        .submitApplication: [to(.applicant, .ownZone)],
        .recommendApplication: [to(.recommender, .ownPrefecture)],
        .acceptApplication: [to(.officer)],
        .returnApplication: [to(.officer), to(.recommender, .ownPrefecture)],
        .withdrawApplication: [to(.applicant, .ownZone), to(.officer)],
        .withdrawZone: [to(.applicant, .ownZone, unfinished), to(.officer, .all, unfinished)],
        .recordFacts: [to(.officer, .all, [.scoring])],
        .saveMark: [to(.expert, .ownSeats, [.scoring])],
        .sealSheet: [to(.expert, .ownSeats, [.scoring])],
        .recuseSeat: [to(.officer, .all, [.scoring]), to(.expert, .ownSeats, [.scoring])],
        .removeSeat: [to(.officer, .all, [.scoring])],
        .requestReopening: [to(.expert, .ownSeats, [.scoring])],
        .decideReopening: [to(.officer, .all, [.scoring])],
        .callReread: [to(.officer, .all, [.scoring])],
        .answerReread: [to(.expert, .ownSeats, [.scoring])],
        .proposeRevision: [to(.expert, .ownSeats, [.scoring, .noticed])],
        .decideRevision: [to(.officer, .all, [.scoring, .noticed])],
        .logLateMark: [to(.expert, .ownSeats, computed)],
        .acceptSeat: [to(.expert, .ownSeats, [.scoring])],
        .askClarification: [to(.expert, .ownSeats, [.scoring])],
        .giveClarification: [to(.officer, .all, [.scoring])],
        .requestEvidence: [to(.expert, .ownSeats, [.scoring])],
        .supplyEvidence: [to(.applicant, .ownZone, [.scoring])],
        .extendDeadline: [to(.officer, .all, [.scoring, .noticed])],
        .readDraft: [to(.auditor, .all, [.closed, .noticed, .final, .broken])],
        .closeRound: [to(.officer, .all, [.scoring])],
        .publishNotice: [to(.officer, .all, [.closed])],
        .fileObjection: [to(.applicant, .ownZone, [.noticed])],
        .fileReport: [to(.officer, .all, [.noticed])],
        .hearReport: [to(.applicant, .ownZone, [.noticed]), to(.officer, .all, [.noticed])],
        .decideObjection: [to(.officer, .all, [.noticed])],
        .correctFacts: [to(.officer, .all, [.noticed])],
        .concludeObjections: [to(.officer, .all, [.closed, .noticed])],
        .receiveDecision: [to(.applicant, .ownZone, published)],
        .finaliseRound: [to(.officer, .all, [.noticed])],
        .reopenRound: [to(.officer, .all, [.final])],
        .issueCertificates: [to(.officer, .all, [.final])],
        .revokeCertificate: [to(.officer)],
        .releaseBundle: [to(.officer, .all, published)],
        .issuePapers: [to(.officer, .all, published)],
        .seeUsers: [to(.securityAdministrator), to(.auditor)],
        .seeSignIns: [to(.securityAdministrator), to(.auditor)],
        .seePool: [to(.officer), to(.auditor)],
        .seeApplications: [
            to(.officer), to(.auditor), to(.recommender, .ownPrefecture), to(.applicant, .ownZone),
        ],
        .seeEnding: Role.allCases.map { to($0, .all, [.withdrawn, .broken]) },
        .seeMaterial: [
            to(.officer, .all, opened), to(.auditor, .all, opened), to(.expert, .ownSeats, opened),
            to(.applicant, .ownZone, opened),
        ],
        .seeProgress: [
            to(.officer, .all, Set(Stage.allCases)), to(.auditor, .all, Set(Stage.allCases)),
            to(.expert, .ownSeats, Set(Stage.allCases)),
        ],
        .seeMarks: [
            to(.officer, .all, opened), to(.auditor, .all, opened), to(.expert, .ownSeats, opened),
        ],
        .seeDivergence: [
            to(.officer, .all, opened), to(.auditor, .all, opened),
        ],
        .seeResult: [
            to(.officer, .all, computed), to(.auditor, .all, computed), to(.recommender, .all, published),
            to(.expert, .all, published), to(.applicant, .all, published), to(.everyone, .all, published),
        ],
        .seeScoreSheet: [
            to(.officer, .all, computed), to(.auditor, .all, computed), to(.applicant, .ownZone, published),
        ],
        .seeLedger: [to(.auditor)],
    ]
}
