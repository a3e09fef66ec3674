// What the expert's pages show, as JSON.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState

extension Desk {
    func getRounds(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)) else { throw NotFound() }
        return .json(["rounds": .array(desks.map(json))])
    }

    private func json(_ desk: DeskView) -> JSON {
        [
            "id": .string(desk.round.text), "title": json(desk.title), "stage": .string(desk.stage.rawValue),
            "due": JSON(desk.due),
            "sheets": .array(
                desk.sheets.map { sheet in
                    [
                        "zone": .string(sheet.zone.id.text), "name": json(sheet.zone.name),
                        "state": .string(
                            sheet.state.word(isAccepted: sheet.isAccepted, isScoring: desk.stage == .scoring)),
                        "marks": .integer(sheet.marked), "of": .integer(sheet.marks),
                        "owed": .integer(sheet.owed),
                    ]
                }),
            "asked": .array(
                desk.asked.map { ask in
                    [
                        "kind": ask.kind == .reread ? "reread" : "revise", "zone": .string(ask.zone.text),
                        "indicator": .string(ask.indicator.text),
                    ]
                }),
        ]
    }

    private func json(_ text: LocalizedText) -> JSON { ["zh": .string(text.zh), "en": JSON(text.en)] }

    func getMaterial(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = (RoundID(try context.segment("round")), ZoneID(try context.segment("zone")))
        guard let user = context.viewer else { throw SignedOut() }
        guard case .seen(let material) = standing.material(of: zone, in: round, for: Viewer(user)) else {
            throw NotFound()
        }
        let files = evidence(material).map(\.file)
        return .json(
            [
                "zone": .string(zone.text),
                "claims": .array(
                    (material.application?.claims ?? []).map { claim in
                        [
                            "indicator": .string(claim.indicator.text),
                            "points": JSON(claim.hundredths.map(Fraction.init(hundredths:))),
                            "text": .string(claim.text),
                        ]
                    }),
                "facts": .object(material.facts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }),
                "evidence": .array(
                    files.map { file in
                        [
                            "number": .integer(file.number), "indicator": JSON(file.indicator?.text),
                            "name": .string(file.name), "size": file.size.map { .integer($0) } ?? .null,
                            "address": .string(Addresses(context.language).evidence(round, zone, file.number).text),
                        ]
                    }),
                "missing": .array(
                    material.missing.map { request in
                        [
                            "indicator": .string(request.indicator.text), "text": .string(request.text),
                            "by": .string(request.by), "answer": JSON(request.supply?.text),
                            "answered": JSON(request.supply?.day), "late": .bool(request.isLate),
                        ]
                    }),
            ])
    }

    func getQuestionsAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let user = context.viewer else { throw SignedOut() }
        let (round, viewer) = (RoundID(try context.segment("round")), Viewer(user))
        guard case .seen(let desks) = standing.desk(for: viewer), let desk = desks.first(where: { $0.round == round }),
            case .seen(let own) = standing.questions(in: round, for: viewer)
        else { throw NotFound() }
        return .json(
            [
                "clarifications": .array(
                    desk.clarifications.compactMap { said in
                        said.query.map { query in
                            [
                                "indicator": JSON(query.indicator?.text), "text": .string(query.text),
                                "day": .string(said.day),
                            ]
                        }
                    }),
                "own": .array(
                    own.map { question in
                        [
                            "indicator": JSON(question.query.indicator?.text), "text": .string(question.query.text),
                            "answered": .bool(question.isAnswered),
                        ]
                    }),
            ])
    }
}
