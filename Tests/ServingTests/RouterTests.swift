// The whole router in process, on a real ledger: what guests get, how sessions open, that the API is what it says.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pages
import Reporting
import RoundState
import Storage
import Testing

@testable import Serving

@Suite struct RouterTests {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let password = "穿山越岭的小火车"

    struct NoPaper: Error {}

    /// A fresh ledger with three administrators, whose accounts have no authenticator.
    static func desk(_ settings: ServerSettings = ServerSettings(scratch: FileManager.default.temporaryDirectory))
        throws -> Desk
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-serving-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var random = SystemRandomNumberGenerator()
        let moment = Moment(seconds: 1_795_000_000)
        let ledger = try Ledger(
            store: try Store(path: folder.appending(path: "ledger.sqlite").path, .creating),
            signer: try SignerKey(name: "test.example/1", using: &random),
            head: KnownHead(read: { nil }, write: { _ in }),
            using: random)
        try ledger.begin(
            [
                User(id: "system", name: "系统员", role: .systemAdministrator),
                User(id: "security", name: "安全员", role: .securityAdministrator),
                User(id: "auditor", name: "审计员", role: .auditor),
            ], at: moment)
        var rules = AccountRules()
        rules.cost = ScryptCost(logRounds: 1, blockSize: 1, parallelism: 1) ?? rules.cost
        rules.rolesWithFactor = []
        let book = AccountBook(ledger.store, rules)
        let users = ledger.standing.register.users
        for user in users.keys {
            let caller = Caller(at: moment, address: "127.0.0.1", agent: "")
            let letter = try book.issueLetter(
                for: user, by: "security", from: caller, among: { users[$0] }, using: &random)
            let done = try book.activate(
                user.text, letter: letter.code.text, password: password, from: caller, among: { users[$0] },
                using: &random)
            try #require(done.session != nil, "\(String(describing: done.refusal))")
        }
        return Desk(
            ledger: ledger, accounts: book,
            words: try PageWords.load(in: repository.appending(path: "Templates")).get(),
            assets: try Assets(folder: repository.appending(path: "Assets"), program: "test"), settings: settings,
            clock: { Moment(seconds: moment.seconds + 60) }, random: random, papers: Papers { throw NoPaper() },
            practiceScheme: nil)
    }

    private func test<Value: Sendable>(
        _ desk: Desk, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await Application(router: router(desk)).test(.router) { try await body($0) }
    }

    private static func form(_ fields: [(String, String)]) -> ByteBuffer {
        ByteBuffer(
            string: fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
                .joined(separator: "&"))
    }

    private static let formType: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    @Test func endpoints_andTheirDocument_areTheSame() async throws {
        let desk = try Self.desk()
        let body = try await test(desk) { try await $0.execute(uri: "/api/openapi.json", method: .get) { $0.body } }
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let told = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
        #expect(told == Set(Endpoint.all.map { "\($0.method.rawValue) \($0.path)" }))
        // Every schema that is named exists.
        let schemas = Set(OpenAPI.schemas.map(\.0))
        for endpoint in Endpoint.all {
            #expect(schemas.contains(endpoint.answer) && endpoint.body.map { schemas.contains($0.rawValue) } ?? true)
        }
        #expect(Set(Endpoint.all.map(\.operation)).count == Endpoint.all.count)
    }

    @Test func api_toAGuest_says401_inOneForm() async throws {
        let desk = try Self.desk()
        for endpoint in Endpoint.all where !endpoint.isOpen {
            let path = endpoint.path.replacing(/\{\w+\}/, with: "x")
            let (status, type) = try await test(desk) { client in
                try await client.execute(uri: path, method: endpoint.method) {
                    ($0.status, $0.headers[.contentType])
                }
            }
            #expect(status == .unauthorized, "\(endpoint.operation)")
            #expect(type == "application/problem+json")
        }
    }

    @Test func pages_toWhoMayNotSeeThem_areTheSameMissingPage() async throws {
        let desk = try Self.desk()
        let cookie = try await signIn(desk, "auditor")
        let paths = [
            "/my/demo/zones/a/score", "/my/other-round/zones/bbbbbbbb/score/x.1", "/my/demo/zones/a/table",
            "/my/demo/zones/a/read", "/my/demo/zones/a/done", "/my/demo/zones/a/start", "/my/demo/questions",
            "/my/demo/zones/a/evidence/1", "/nowhere", "/my/demo/zones/a/receipt", "/my/demo/across/x",
            "/my/%2E%2E/zones/a/score", "/practice/score",
        ]
        var bodies = Set<String>()
        for path in paths {
            let (status, body) = try await test(desk) { client in
                try await client.execute(uri: path, method: .get, headers: [.cookie: cookie]) {
                    ($0.status, String(buffer: $0.body))
                }
            }
            #expect(status == .notFound, "\(path)")
            bodies.insert(body)
        }
        #expect(bodies.count == 1)
    }

    @Test func answers_ofEveryKind_bearTheGuardingHeaders() async throws {
        let desk = try Self.desk()
        for path in ["/sign-in", "/nowhere", "/api/session", "/health", "/assets/\(desk.assets.build)/heng.css"] {
            let headers = try await test(desk) { try await $0.execute(uri: path, method: .get) { $0.headers } }
            #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(path)")
            #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.xRequestID] != nil)
            #expect(headers[.setCookie] == nil)
        }
    }

    private func signIn(_ desk: Desk, _ user: String, _ password: String = RouterTests.password) async throws -> String
    {
        let header = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType,
                body: Self.form([("user", user), ("password", password)])
            ) { $0.headers[.setCookie] }
        }
        return String(try #require(header).split(separator: ";")[0])
    }

    @Test func signIn_rightPassword_opensASessionThatScriptsCannotRead() async throws {
        let desk = try Self.desk()
        let header = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType,
                body: Self.form([("user", "security"), ("password", Self.password), ("then", "//evil.example")])
            ) { response in
                #expect(response.status == .seeOther && response.headers[.location] == "/me")
                return response.headers[.setCookie]
            }
        }
        #expect(header?.contains("HttpOnly") == true && header?.contains("SameSite=Lax") == true)
        #expect(header?.contains("Secure") == false)
    }

    @Test func cookie_behindTLS_isSecureAndOfThisHost() async throws {
        var settings = ServerSettings(scratch: FileManager.default.temporaryDirectory)
        settings.publicURL = URL(string: "https://pinggu.example.gov.cn")
        let desk = try Self.desk(settings)
        #expect(try await signIn(desk, "security").hasPrefix("__Host-heng="))
    }

    @Test(arguments: ["security", "nobody", "officer"]) func signIn_wrong_saysTheSame(_ user: String) async throws {
        let desk = try Self.desk()
        let body = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType,
                body: Self.form([("user", user), ("password", "wrong password")])
            ) { response in
                #expect(response.status == .unauthorized && response.headers[.setCookie] == nil)
                return String(buffer: response.body).replacing(user, with: "")
            }
        }
        let other = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType,
                body: Self.form([("user", "somebody"), ("password", "wrong password")])
            ) { String(buffer: $0.body).replacing("somebody", with: "") }
        }
        #expect(body == other)
    }

    @Test func signIn_tooOften_isTurnedAwayForAWhile() async throws {
        let desk = try Self.desk()
        var statuses: [Int] = []
        for _ in 0..<62 {
            statuses.append(
                try await test(desk) { client in
                    try await client.execute(
                        uri: "/api/session", method: .post,
                        body: ByteBuffer(string: #"{"user":"security","password":"wrong"}"#)
                    ) { $0.status.code }
                })
        }
        #expect(statuses.prefix(60).allSatisfy { $0 == 401 } && statuses.suffix(2) == [429, 429])
    }

    @Test func post_withoutItsToken_isRefused() async throws {
        let desk = try Self.desk()
        let cookie = try await signIn(desk, "security")
        for body in [[], [("csrf", "wrong")]] {
            let status = try await test(desk) { client in
                try await client.execute(
                    uri: "/sign-out", method: .post, headers: Self.formType.merging([.cookie: cookie]),
                    body: Self.form(body)
                ) { $0.status }
            }
            #expect(status == .forbidden)
        }
    }

    @Test(arguments: ["cross-site", "same-site"]) func post_fromAnotherSite_isRefused(_ site: String) async throws {
        let desk = try Self.desk()
        let status = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType.merging([.secFetchSite: site]),
                body: Self.form([("user", "security"), ("password", Self.password)])
            ) { $0.status }
        }
        #expect(status == .forbidden)
    }

    @Test func body_tooLong_isRefused() async throws {
        let desk = try Self.desk()
        let status = try await test(desk) { client in
            try await client.execute(
                uri: "/sign-in", method: .post, headers: Self.formType,
                body: ByteBuffer(string: "user=" + String(repeating: "x", count: 300_000))
            ) { $0.status }
        }
        #expect(status == .contentTooLarge)
    }

    @Test func assets_ofThisBuild_areKeptForEver_andPacked() async throws {
        let desk = try Self.desk()
        let (packed, plain) = try await test(desk) { client in
            (
                try await client.execute(
                    uri: "/assets/\(desk.assets.build)/heng.css", method: .get, headers: [.acceptEncoding: "gzip"]
                ) { $0 },
                try await client.execute(uri: "/assets/old/heng.css", method: .get) { $0 }
            )
        }
        #expect(packed.headers[.contentEncoding] == "gzip")
        #expect(packed.headers[.cacheControl]?.contains("immutable") == true)
        #expect(plain.headers[.cacheControl] == "no-cache" && plain.headers[.contentEncoding] == nil)
        #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
    }
}

extension HTTPFields {
    fileprivate func merging(_ other: HTTPFields) -> HTTPFields {
        var fields = self
        for field in other { fields[field.name] = field.value }
        return fields
    }
}
