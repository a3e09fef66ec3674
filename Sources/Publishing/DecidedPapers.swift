// What the ledger tells of corrections and decisions, as their papers take it.

import Assessing
import AssessmentModel
import EventModel
import Reporting
import RoundState

extension PublishedCorrection {
    init(_ corrected: ResultCorrection) {
        let notice = corrected.correction.notice
        self.init(
            number: notice.number, statement: notice.statement, day: corrected.correction.day,
            before: corrected.before, window: notice.days.map { ($0.from, $0.to) })
    }
}

extension DecidedObjection {
    init(_ decided: ResultDecision) {
        let objection = decided.objection
        func statement(_ text: String?, _ evidence: [Evidence]) -> Statement {
            Statement(text, evidence: evidence.map(\.name))
        }
        self.init(
            id: objection.id.text, zone: objection.zone, subject: objection.indicator, isReport: objection.isReport,
            filedOn: objection.filedOn, grounds: statement(objection.grounds, objection.evidence),
            hearing: objection.hearing.map { statement($0.text, $0.evidence) }, isUpheld: decided.decision.isUpheld,
            reasons: decided.decision.reasons, decidedOn: decided.decision.day, correction: decided.correction)
    }
}
