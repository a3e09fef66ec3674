// The API's description for programs (OpenAPI 3.1), made of the endpoints that the router is made of.

import HTTPTypes
import Hummingbird

extension Desk {
    func getDescription(_ request: Request, _ context: DeskContext) async throws -> Response {
        .json(OpenAPI.document(build: assets.build))
    }
}

/// `openapi.json`.
enum OpenAPI {
    static func document(build: String) -> JSON {
        let paths = Endpoint.all.reduce(into: [(String, [(String, JSON)])]()) { paths, endpoint in
            let member = (endpoint.method.rawValue.lowercased(), operation(endpoint))
            if let index = paths.firstIndex(where: { $0.0 == endpoint.path }) {
                paths[index].1.append(member)
            } else {
                paths.append((endpoint.path, [member]))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Heng", "version": .string(build),
                "description":
                    "What pages show, for programs. Times are RFC 3339 at the ledger's place, marks are decimal text. A program shows a token that its owner made; it reads and saves, and never seals, recuses, closes, publishes or revokes.",
            ],
            "paths": .object(paths.map { ($0.0, .object($0.1)) }),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": "heng"],
                    "csrf": ["type": "apiKey", "in": "header", "name": "X-Heng-CSRF"],
                    "token": ["type": "http", "scheme": "bearer"],
                ],
            ],
        ]
    }

    private static func operation(_ endpoint: Endpoint) -> JSON {
        let isWrite = endpoint.method != .get
        var parameters: [JSON] = endpoint.parameters.map { name in
            [
                "name": .string(name), "in": "path", "required": true,
                "schema": ["type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"],
            ]
        }
        if endpoint.takesKey {
            parameters.append(
                [
                    "name": "Idempotency-Key", "in": "header", "required": true,
                    "description": "A save that is tried again under its key gives the answer that it gave.",
                    "schema": ["type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"],
                ])
        }
        for (name, what) in endpoint.query {
            parameters.append(
                [
                    "name": .string(name), "in": "query", "required": false, "description": .string(what),
                    "schema": ["type": "string"],
                ])
        }
        if endpoint.isList {
            parameters.append(
                [
                    "name": "If-None-Match", "in": "header", "required": false,
                    "description": "The ETag of an answer that one has: 304 where it would be the same.",
                    "schema": ["type": "string"],
                ])
        }
        if isWrite, !endpoint.isOpen {
            parameters.append(
                [
                    "name": "X-Heng-User", "in": "header", "required": false,
                    "description": "For whom the program believes that it writes.", "schema": ["type": "string"],
                ])
        }
        var members: [(String, JSON)] = [
            ("operationId", .string(endpoint.operation)), ("summary", .string(endpoint.summary)),
            ("parameters", .array(parameters)),
        ]
        if let body = endpoint.body {
            members.append(
                (
                    "requestBody",
                    ["required": true, "content": ["application/json": ["schema": reference(body.rawValue)]]]
                ))
        }
        let refusals: [(Int, String)] =
            isWrite
            ? [
                (400, "The request cannot be read."), (401, "Nobody is signed in."),
                (403, "The token is not this session's, or the session is another user's."),
                (404, "There is no such thing, or none for who asks."), (409, "It is otherwise than was seen."),
                (413, "The body is too long."), (422, "What was sent cannot stand."), (429, "Too many attempts."),
                (503, "The server is busy."), (507, "The disk is full."),
            ]
            : [
                (401, "Nobody is signed in."), (404, "There is no such thing, or none for who asks."),
                (503, "The server is busy."),
            ]
        let success: (String, JSON) = (
            "200",
            [
                "description": "Done.",
                "content": .object(
                    [("application/json", ["schema": reference(endpoint.answer)])]
                        // Each item of the list on a line of its own (https://github.com/ndjson/ndjson-spec).
                        + (endpoint.isList ? [("application/x-ndjson", ["schema": ["type": "object"]])] : [])),
            ]
        )
        let unchanged: [(String, JSON)] = endpoint.isList ? [("304", ["description": "It is as it was."])] : []
        let problems = refusals.map { status, words -> (String, JSON) in
            (
                String(status),
                [
                    "description": .string(words),
                    "content": ["application/problem+json": ["schema": reference("Problem")]],
                ]
            )
        }
        members.append(("responses", .object([success] + unchanged + problems)))
        let security: JSON =
            endpoint.isOpen
            ? [] : isWrite ? [["token": []], ["session": [], "csrf": []]] : [["token": []], ["session": []]]
        members.append(("security", security))
        return .object(members)
    }

    private static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    private static func object(_ required: [(String, JSON)], _ optional: [(String, JSON)] = []) -> JSON {
        [
            "type": "object", "properties": .object(required + optional),
            "required": .array(required.map { .string($0.0) }),
        ]
    }

    private static func list(_ name: String) -> JSON { ["type": "array", "items": reference(name)] }

    private static let text: JSON = ["type": "string"]
    private static let number: JSON = ["type": "integer"]
    private static let flag: JSON = ["type": "boolean"]
    private static let optionalText: JSON = ["type": ["string", "null"]]
    private static let moment: JSON = ["type": "string", "format": "date-time"]
    private static let optionalMoment: JSON = ["type": ["string", "null"], "format": "date-time"]
    private static let mark: JSON = [
        "type": ["string", "null"], "description": "Decimal text; null: none. Of a yes-or-no indicator 1 or 0.",
    ]
    private static let localized = object([("zh", text), ("en", optionalText)])

    static let schemas: [(String, JSON)] = [
        ("Description", ["type": "object"]),
        (
            "Session",
            object(
                [("user", text), ("name", text), ("csrf", text), ("ends", moment), ("warns", moment), ("now", moment)],
                [("build", text), ("factor", flag)])
        ),
        (
            "Account",
            object(
                [
                    ("user", text), ("role", text),
                    (
                        "sessions",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("id", number), ("agent", text), ("address", text), ("began", moment),
                                    ("used", moment), ("this", flag),
                                ]),
                        ]
                    ),
                    (
                        "factors",
                        ["type": "array", "items": object([("id", number), ("label", text), ("added", moment)])]
                    ),
                ])
        ),
        ("Credentials", object([("user", text), ("password", text)], [("code", optionalText)])),
        (
            "CellChange",
            object(
                [("base", ["type": "integer", "minimum": 0])], [("indicator", text), ("mark", mark), ("comment", text)])
        ),
        ("CellChanges", object([("cells", ["type": "array", "minItems": 1, "items": reference("CellChange")])])),
        ("LateMark", object([], [("mark", mark), ("comment", text)])),
        (
            "Cell",
            object([
                ("indicator", text), ("version", number), ("mark", mark), ("comment", text), ("at", optionalMoment),
            ])
        ),
        (
            "Tally", object([("marks", number), ("of", number), ("owed", number), ("sum", text), ("code", text)])
        ),
        (
            "SavedCell",
            object(
                [
                    ("indicator", text), ("version", number), ("mark", mark), ("comment", text), ("at", optionalMoment),
                    ("sheet", reference("Tally")), ("session", reference("Session")), ("build", text),
                ])
        ),
        (
            "SavedCells",
            object(
                [
                    ("cells", list("Cell")), ("sheet", reference("Tally")), ("session", reference("Session")),
                    ("build", text),
                ])
        ),
        ("Late", object([("event", number), ("at", optionalMoment), ("session", reference("Session"))])),
        (
            "Sheet",
            object(
                [
                    ("round", text), ("zone", text), ("state", text), ("cells", list("Cell")),
                    ("sheet", reference("Tally")), ("session", reference("Session")), ("build", text),
                ],
                [
                    (
                        "sealed",
                        [
                            "type": ["object", "null"],
                            "properties": ["event": number, "at": optionalMoment, "seat": text],
                        ]
                    )
                ])
        ),
        (
            "Rounds",
            object(
                [
                    (
                        "rounds",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("id", text), ("title", localized), ("stage", text), ("due", optionalText),
                                    (
                                        "sheets",
                                        [
                                            "type": "array",
                                            "items": object(
                                                [
                                                    ("zone", text), ("name", localized), ("state", text),
                                                    ("marks", number), ("of", number), ("owed", number),
                                                ]),
                                        ]
                                    ),
                                    (
                                        "asked",
                                        [
                                            "type": "array",
                                            "items": object([("kind", text), ("zone", text), ("indicator", text)]),
                                        ]
                                    ),
                                ]),
                        ]
                    )
                ])
        ),
        (
            "Material",
            object(
                [
                    ("zone", text),
                    (
                        "claims",
                        ["type": "array", "items": object([("indicator", text), ("points", mark), ("text", text)])]
                    ), ("facts", ["type": "object", "additionalProperties": text]),
                    (
                        "evidence",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("number", number), ("indicator", optionalText), ("name", text),
                                    ("size", ["type": ["integer", "null"]]), ("address", text),
                                ]),
                        ]
                    ),
                    (
                        "missing",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("indicator", text), ("text", text), ("by", text), ("answer", optionalText),
                                    ("answered", optionalText), ("late", flag),
                                ]),
                        ]
                    ),
                ])
        ),
        (
            "Questions",
            object(
                [
                    (
                        "clarifications",
                        [
                            "type": "array",
                            "items": object([("indicator", optionalText), ("text", text), ("day", text)]),
                        ]
                    ),
                    (
                        "own",
                        [
                            "type": "array",
                            "items": object([("indicator", optionalText), ("text", text), ("answered", flag)]),
                        ]
                    ),
                ])
        ),
        (
            "Board",
            object(
                [
                    (
                        "seats",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("zone", text), ("seat", text), ("code", text), ("expert", optionalText),
                                    ("state", text), ("marks", ["type": ["integer", "null"]]), ("of", number),
                                    ("day", optionalText), ("rereads", number),
                                ]),
                        ]
                    ), ("stage", text), ("due", optionalText),
                ])
        ),
        (
            "Reminders",
            object(
                [
                    (
                        "reminders",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("expert", optionalText), ("zone", text), ("seat", text), ("open", flag),
                                    ("declared", flag), ("marks", number), ("comments", number), ("rereads", number),
                                ]),
                        ]
                    )
                ])
        ),
        (
            "Divergence",
            object(
                [
                    (
                        "cells",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("zone", text), ("indicator", text), ("lowest", mark), ("median", mark),
                                    ("highest", mark), ("most", mark), ("grounds", ["type": "array", "items": text]),
                                    ("seats", ["type": "array", "items": text]), ("asked", number),
                                    ("answered", number),
                                ]),
                        ]
                    )
                ])
        ),
        (
            "Facts",
            object(
                [
                    (
                        "zones",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("zone", text), ("facts", ["type": "object", "additionalProperties": text]),
                                    ("missing", ["type": "array", "items": text]),
                                ]),
                        ]
                    )
                ])
        ),
        (
            "FactProposal",
            object(
                [
                    ("source", text),
                    (
                        "facts",
                        [
                            "type": "object",
                            "additionalProperties": ["type": "object", "additionalProperties": text],
                        ]
                    ),
                ])
        ),
        ("FactDraft", object([("draft", number), ("state", text)])),
        (
            "Result",
            object(
                [
                    (
                        "zones",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("zone", text), ("rank", ["type": ["integer", "null"]]), ("verdict", text),
                                    ("total", optionalText), ("exact", optionalText),
                                ]),
                        ]
                    ), ("snapshot", text),
                ])
        ),
        (
            "Log",
            object(
                [
                    (
                        "events",
                        [
                            "type": "array",
                            "items": object(
                                [
                                    ("event", number), ("day", text), ("type", text), ("fields", ["type": "object"]),
                                    (
                                        "values",
                                        ["type": "array", "items": object([("name", text), ("value", [:])])]
                                    ), ("erased", number),
                                ]),
                        ]
                    ), ("next", ["type": ["integer", "null"]]),
                ])
        ),
        (
            "Problem",
            object(
                [
                    ("type", text), ("title", text), ("status", number), ("code", text), ("field", optionalText),
                    ("values", ["type": "object"]), ("words", text), ("reasons", ["type": "array"]),
                ],
                [
                    ("subject", ["type": ["object", "null"]]), ("state", text), ("at", optionalMoment),
                    ("cell", reference("Cell")), ("session", reference("Session")),
                ])
        ),
    ]
}
