// Programmes: looked at, and adopted after what they change was shown.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    func requireBureau(_ context: DeskContext) throws {
        let session = try requireSession(context)
        guard [.officer, .auditor].contains(session.user.role) else { throw NotFound() }
    }

    private func programmesPage(
        _ request: Request, _ context: DeskContext, problems: [String] = [], done: PagePhrase? = nil
    ) -> [UInt8] {
        frame(request, context).programmesPage(
            standing.programmes, shipped: shipped.programmes.map(\.programme), mayAdopt: may(.adoptProgramme, context),
            problems: problems, done: done)
    }

    func getProgrammes(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireBureau(context)
        return .page(programmesPage(request, context, done: done(request, among: [.programmeIsAdopted])))
    }

    func getProgramme(_ request: Request, _ context: DeskContext) async throws -> Response {
        try requireBureau(context)
        let id = ProgrammeID(try context.segment("programme"))
        guard case .seen(let adopted) = standing.programme(id) else { throw NotFound() }
        return .page(
            frame(request, context).programmePage(
                adopted, calls: standing.calls.filter { $0.published.programme == id },
                mayCall: may(.publishCall, context)))
    }

    func postProgramme(_ request: Request, _ context: DeskContext) async throws -> Response {
        let upload = try await request.upload(context)
        try requireOurs(upload.fields, context)
        guard may(.adoptProgramme, context) else { throw NotFound() }
        let words = words(context.language)
        let offered = shipped.programmes.first { $0.programme.id.text == upload.fields["shipped"] }
        let file =
            offered.map { (name: $0.name, bytes: $0.bytes) }
            ?? upload.files["file"].map { (name: $0.name, bytes: $0.bytes) }
        guard let file, !file.bytes.isEmpty else {
            return .page(programmesPage(request, context, problems: [words[.yamlNothing]]), .unprocessableContent)
        }
        switch loadProgramme(file.bytes, file: file.name) {
        case .problems(let problems):
            return .page(
                programmesPage(request, context, problems: problems.map { words.text($0) }), .unprocessableContent)
        case .value(let programme):
            return .page(preview(programme, String(decoding: file.bytes, as: UTF8.self), request, context))
        }
    }

    private func preview(
        _ programme: Programme, _ content: String, _ request: Request, _ context: DeskContext, refused: [Reason]? = nil
    ) -> [UInt8] {
        let register = standing.register
        return frame(request, context).programmePreviewPage(
            programme, from: register.programmes[programme.id]?.programme,
            refused: (refused ?? AdoptProgramme(programme).refusals(in: register)).map { text($0, context) },
            content: content)
    }

    func postAdoptProgramme(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.wholeForm(context)
        let session = try requireOurs(form, context)
        guard may(.adoptProgramme, context) else { throw NotFound() }
        let content = form["content"]
        guard case .value(let programme) = loadProgramme(Array(content.utf8), file: "content") else {
            throw Malformed(what: "content")
        }
        do {
            try await ledger.perform(
                AdoptProgramme(programme), by: session.user.id, at: clock(), request: try key(form))
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                preview(programme, content, request, context, refused: refusal.reasons),
                Answers.status(of: refusal.reasons))
        }
        return .see(Addresses(context.language).office(["programmes"], done: .programmeIsAdopted))
    }
}
