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

    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }
}
