// What requests and answers of the API look like (JSON Schema 2020-12, as OpenAPI 3.1 takes it).

extension OpenAPI {
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
