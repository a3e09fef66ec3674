// The API's one description: the router is built of it, and so is the document that says what it is (OpenAPI 3.1).

import HTTPTypes
import Hummingbird

/// An address of the API: what it takes, what it gives, what answers it.
struct Endpoint: Sendable {
    /// What the body of a write is, by its name among the schemas.
    enum Body: String {
        case cell = "CellChange"
        case cells = "CellChanges"
        case late = "LateMark"
        case credentials = "Credentials"
        case facts = "FactProposal"
    }

    let method: HTTPRequest.Method
    /// With parameters in braces.
    let path: String
    let operation: String
    let summary: String
    var body: Body?
    /// What a success gives, by its name among the schemas.
    let answer: String
    /// Whether a key makes it safe to send again.
    var takesKey = false
    var isOpen = false
    /// Whether an unchanged answer is told by its tag alone, and a list may come line by line.
    var isList = false
    /// What may stand in the query, with what each is.
    var query: [(name: String, what: String)] = []
    let handler: @Sendable (Desk) -> @Sendable (Request, DeskContext) async throws -> Response

    var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    func add(to router: Router<DeskContext>, _ desk: Desk) {
        let path = path.replacing("{", with: ":").replacing("}", with: "")
        router.on(RouterPath(path), method: method, use: handler(desk))
    }

    private static let sheet = "/api/rounds/{round}/zones/{zone}/sheet"
    private static let seat = "/api/rounds/{round}/zones/{zone}"

    static let all: [Endpoint] = [
        Endpoint(
            method: .get, path: "/api/openapi.json", operation: "getDescription", summary: "This document.",
            answer: "Description", isOpen: true, handler: { $0.getDescription }),
        Endpoint(
            method: .get, path: "/api/session", operation: "getSession",
            summary: "Who is signed in, and until when; asking keeps nobody signed in.", answer: "Session",
            handler: { $0.getSession }),
        Endpoint(
            method: .post, path: "/api/session", operation: "signIn", summary: "Signs in, and sets the cookie.",
            body: .credentials, answer: "Session", isOpen: true, handler: { $0.postSession }),
        Endpoint(
            method: .post, path: "/api/session/stay", operation: "stay", summary: "Keeps the session from going idle.",
            answer: "Session", handler: { $0.postStay }),
        Endpoint(
            method: .get, path: "/api/account", operation: "getAccount",
            summary: "The own account: where it is signed in, its authenticators.", answer: "Account",
            handler: { $0.getAccountAnswer }),
        Endpoint(
            method: .get, path: "/api/rounds", operation: "listRounds",
            summary: "The rounds in which one holds seats, with the own sheets and what is asked.", answer: "Rounds",
            handler: { $0.getRounds }),
        Endpoint(
            method: .get, path: sheet, operation: "getSheet",
            summary: "The own sheet at a zone, cell by cell; `?differs` says that a page showed another, for the log.",
            answer: "Sheet", handler: { $0.getSheet }),
        Endpoint(
            method: .put, path: sheet + "/cells/{indicator}", operation: "saveCell",
            summary: "Saves one cell; what is not named stays.", body: .cell, answer: "SavedCell", takesKey: true,
            handler: { $0.saveCells }),
        Endpoint(
            method: .post, path: sheet + "/cells", operation: "saveCells", summary: "Saves many cells: all or none.",
            body: .cells, answer: "SavedCells", takesKey: true, handler: { $0.saveCells }),
        Endpoint(
            method: .post, path: sheet + "/late/{indicator}", operation: "logLateMark",
            summary: "Logs a mark that came after the close; it counts for nothing.", body: .late, answer: "Late",
            takesKey: true, handler: { $0.postLate }),
        Endpoint(
            method: .get, path: seat + "/material", operation: "getMaterial",
            summary: "What is judged: claims, facts, evidence, what was missed; after the declaration.",
            answer: "Material", handler: { $0.getMaterial }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/questions", operation: "getQuestions",
            summary: "What the bureau has said to all seats, and the own questions.", answer: "Questions",
            handler: { $0.getQuestionsAnswer }),
        Endpoint(
            method: .get, path: "/api/practice/sheet", operation: "getPractice",
            summary: "The own practice sheet, which counts for nothing.", answer: "Sheet",
            handler: { $0.getPractice }),
        Endpoint(
            method: .put, path: "/api/practice/sheet/cells/{indicator}", operation: "savePracticeCell",
            summary: "Saves one cell of the practice sheet.", body: .cell, answer: "SavedCell",
            handler: { $0.savePracticeCells }),
        Endpoint(
            method: .post, path: "/api/practice/sheet/cells", operation: "savePracticeCells",
            summary: "Saves many cells of the practice sheet: all or none.", body: .cells, answer: "SavedCells",
            handler: { $0.savePracticeCells }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/board", operation: "getBoard",
            summary: "The seats of a round and how far each is, for who runs it; no mark of an open sheet.",
            answer: "Board", isList: true, handler: { $0.getBoardAnswer }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/reminders", operation: "getReminders",
            summary: "Whom to remind, and of what.", answer: "Reminders", isList: true,
            handler: { $0.getRemindersAnswer }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/divergence", operation: "getDivergence",
            summary: "Cells whose sealed marks lie far apart.", answer: "Divergence", isList: true,
            handler: { $0.getDivergenceAnswer }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/facts", operation: "getFacts",
            summary: "Measured values by zone, and those that are missing.", answer: "Facts", isList: true,
            handler: { $0.getFactsAnswer }),
        Endpoint(
            method: .post, path: "/api/rounds/{round}/facts", operation: "proposeFacts",
            summary: "Enters measured values; a second person has them recorded.", body: .facts, answer: "FactDraft",
            takesKey: true, handler: { $0.postFactsAnswer }),
        Endpoint(
            method: .get, path: "/api/rounds/{round}/result", operation: "getResult",
            summary: "The newest result of a closed round, ranked.", answer: "Result", isList: true,
            handler: { $0.getResultAnswer }),
        Endpoint(
            method: .get, path: "/api/log", operation: "getLog",
            summary: "The ledger's events, newest first, for the auditor; `next` goes on where this page ends.",
            answer: "Log", isList: true,
            query: [
                ("before", "Events before this number."), ("limit", "At most so many, up to 1000."),
                ("round", "Of this round only."),
            ], handler: { $0.getLogAnswer }),
    ]
}
