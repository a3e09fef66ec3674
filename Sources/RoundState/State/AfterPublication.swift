// 预览: where everything will stand once a notice is published, for who decides whether it shall be.

import EventModel
package import AssessmentModel

extension Register {
    /// The same with the round's notice published for these days; nil where its result does not wait for that.
    package func publishing(_ id: RoundID, from: String, to: String) -> Register? {
        guard var round = rounds[id], round.stage == .closed, round.result != nil else { return nil }
        round.notice = (size, from, to)
        round.firstNotice = NoticeDays(from: from, to: to)
        var register = self
        register.rounds[id] = round
        return register
    }
}
