// The addresses of what follows publication: a zone's own result and objections, the bureau's decisions and corrections.

import Hummingbird

/// What somebody may not see there is not there for that reader.
func addPagesAfterPublication(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    let own = pages.group("zone/rounds/:round")
    own.get("", use: desk.getOwnRound)
    own.get("indicators/:indicator", use: desk.getOwnResultIndicator)
    own.get("papers/:paper", use: desk.getOwnPaper)
    own.get("receipt", use: desk.getOwnReceipt)
    own.get("objections/new", use: desk.getNewObjection)
    own.post("objections/new", use: desk.carrying(desk.postNewObjection))
    own.post("objections/check", use: desk.carrying(desk.postCheckObjection))
    own.post("objections", use: desk.postObjection)
    own.get("objections/:objection", use: desk.getOwnObjection)
    own.get("objections/:objection/files/:number", use: desk.getOwnObjectionFile)
    own.post("objections/:objection/hear", use: desk.postOwnHearing)
    own.post("objections/:objection/receive", use: desk.carrying(desk.postReceive))

    let round = pages.group("office/rounds/:round")
    round.get("objections", use: desk.getObjections)
    round.get("objections/report", use: desk.getReport)
    round.post("objections/report", use: desk.postReport)
    round.get("objections/:objection", use: desk.getObjection)
    round.get("objections/:objection/files/:number", use: desk.getObjectionFile)
    round.post("objections/:objection/hear", use: desk.postHearing)
    round.post("objections/:objection/preview", use: desk.carrying(desk.postDecisionPreview))
    round.post("objections/:objection/decide", use: desk.carrying(desk.postDecision))
    round.get("conclude", use: desk.getConclude)
    round.post("conclude", use: desk.carrying(desk.postConclude))
    round.get("reopen", use: desk.getReopenRound)
    round.post("reopen", use: desk.carrying(desk.postReopenRound))
    round.post("reopen/propose", use: desk.carrying(desk.postReopenProposal))
}
