// The public site on a listener of its own: it serves nothing else, asks nobody who they are, and keeps nothing of them.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pages
import PublicSite
import RoundState
import Storage
import Synchronization

/// What the public site is served from.
struct PublicDesk: Sendable {
    let desk: Desk
    let words: SiteWords
    private let shelf = PublicShelf()
    /// Its own: strangers keep nobody waiting who signs in.
    private let slow = SlowWork(width: 1, longest: 64)

    private let logger: Logger

    init(_ desk: Desk, _ words: SiteWords, logger: Logger) {
        self.desk = desk
        self.words = words
        self.logger = logger
    }

    var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.get("assets/:build/:name") { request, context in try asset(request, context) }
        router.get("") { request, _ in try await answered(request) }
        router.get("**") { request, _ in try await answered(request) }
        return router
    }

    private func asset(_ request: Request, _ context: BasicRequestContext) throws -> Response {
        guard let name = context.parameters.get("name"), name.hasSuffix(".css") || name.hasSuffix(".svg"),
            context.parameters.get("build") == desk.assets.build, let file = desk.assets.files[name]
        else { return Response(status: .notFound) }
        let page = KeptPage(bytes: file.bytes, packed: file.packed, type: file.type)
        var response = page.answer(to: request)
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return response
    }

    private func answered(_ request: Request) async throws -> Response {
        do {
            return try await answer(request)
        } catch is SlowWork.TooMuch {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        // An address is decoded once, by whole segments.
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0).removingPercentEncoding ?? "\u{FFFD}" }
        let isEnglish = parts.first == "en"
        guard parts.allSatisfy({ !$0.contains("/") && $0 != ".." }) else { return try await missing(isEnglish) }
        let path = parts.joined(separator: "/")
        // Codes are typed from paper, also in capitals.
        let small = path.lowercased()
        if path != small, small.hasPrefix("v/") || small.hasPrefix("en/v/") {
            let goal = Address(small.split(separator: "/").map(String.init))
            return Response(status: .found, headers: [.location: goal.text + "/"])
        }
        if path.isEmpty || path.hasSuffix("/") {
            if let page = try await found(path + "index.html") { return page.answer(to: request) }
        } else if let file = try await found(path), !path.hasSuffix("index.html") {
            return file.answer(to: request)
        } else if try await found(path + "/index.html") != nil {
            let last = parts.last.flatMap { $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) } ?? ""
            return Response(
                status: .movedPermanently, headers: [.location: "\(last)/", .cacheControl: "public, max-age=60"])
        }
        return try await missing(isEnglish)
    }

    private func missing(_ isEnglish: Bool) async throws -> Response {
        let page = try await found(isEnglish ? Self.missingInEnglish : Self.missing)
        var bytes: [UInt8] = []
        if case .small(let page) = page { bytes = page.bytes }
        return Response(
            status: .notFound, headers: KeptPage.headers(of: "text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// No addresses of their own: none leads upwards.
    private static let (missing, missingInEnglish) = ("../missing", "../en/missing")

    /// What is larger is read from disk each time.
    private static let mostKept = 1 << 20

    private func found(_ path: String) async throws -> PublicFound? {
        switch shelf.look(path, desk.standing, desk.today) {
        case .kept(let page): return .small(page)
        case .none where ![Self.missing, Self.missingInEnglish].contains(path): return nil
        case .none, .unmade: break
        }
        return try await slow.run { [self] in
            // Now, and not when it was asked for: there may have been others before it.
            let (standing, day) = (desk.standing, desk.today)
            let edition = try shelf.edition(standing, on: day) {
                let (register, levels) = (try desk.ledger.register(), try desk.ledger.tree())
                let edition = try desk.ledger.store.read { reading in
                    try SiteEdition(
                        of: register, levels, reading, on: day, words: words, build: desk.assets.build,
                        scratch: desk.settings.scratch)
                }
                for failure in edition.failures {
                    logger.error("round \(failure.round) is not shown to the public: \(failure.error)")
                }
                return edition
            }
            if case .kept(let page) = shelf.look(path, standing, day) { return .small(page) }
            if [Self.missing, Self.missingInEnglish].contains(path) {
                let language: Language = path == Self.missing ? .chinese : .english
                let page = KeptPage(bytes: edition.missing(language), packed: [], type: "text/html; charset=utf-8")
                shelf.keep(page, at: path, of: day)
                return .small(page)
            }
            guard let file = try edition.file(at: path) else { return nil }
            guard file.content.size <= Self.mostKept else { return .large(file) }
            let bytes = try file.content.whole()
            let isText = file.type.contains("charset") || file.type.contains("json")
            let page = KeptPage(bytes: bytes, packed: isText ? gzip(bytes) : [], type: file.type)
            shelf.keep(page, at: path, of: day)
            return .small(page)
        }
    }
}

/// What is sent: a page that is kept whole, or a file that is read while it is sent.
enum PublicFound: Sendable {
    case small(KeptPage)
    case large(SiteFile)

    func answer(to request: Request) -> Response {
        switch self {
        case .small(let page): page.answer(to: request)
        case .large(let file): file.answer(to: request)
        }
    }
}

extension SiteFile {
    /// Piece by piece: nobody's download is held in memory.
    fileprivate func answer(to request: Request) -> Response {
        Response(
            status: .ok, headers: KeptPage.headers(of: type),
            body: ResponseBody(contentLength: content.size) { writer in
                for piece in 0..<content.pieces {
                    try await writer.write(ByteBuffer(bytes: try content.piece(piece)))
                }
                try await writer.finish(nil)
            })
    }
}

/// A page as it is sent, with its digest.
struct KeptPage: Sendable {
    let bytes: [UInt8]
    /// gzip; empty where it is not worth it.
    let packed: [UInt8]
    let type: String
    private let tag: String

    init(bytes: [UInt8], packed: [UInt8], type: String) {
        self.bytes = bytes
        self.packed = packed
        self.type = type
        tag = String(Hash.plain(bytes).hex.prefix(32))
    }

    static func headers(of type: String) -> HTTPFields {
        [
            .contentType: type, .cacheControl: "public, max-age=60", .vary: "Accept-Encoding",
            .contentSecurityPolicy: PublicFrame.policy + "; frame-ancestors 'self'", .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
        ]
    }

    func answer(to request: Request) -> Response {
        var headers = Self.headers(of: type)
        let isPacked = !packed.isEmpty && request.takesGzip
        // Each form of a page has a tag of its own (RFC 9110 section 8.8.3).
        let tag = "\"\(self.tag)\(isPacked ? "-gz" : "")\""
        headers[.eTag] = tag
        let known = request.headers[.ifNoneMatch]
        if known?.contains(tag) == true || known == "*" {
            return Response(status: .notModified, headers: headers)
        }
        if isPacked { headers[.contentEncoding] = "gzip" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: isPacked ? packed : bytes)))
    }
}

extension Request {
    /// Whether gzip is asked for and not refused (RFC 9110 section 12.5.3).
    fileprivate var takesGzip: Bool {
        headers[.acceptEncoding]?.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.first == "gzip" else { return false }
            return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        } ?? false
    }
}

/// The pages of one edition. It is made anew where the public would see something else, and not for every mark that is saved.
private final class PublicShelf: Sendable {
    private struct State {
        var size = -1
        var day = ""
        var key = ""
        var edition: SiteEdition?
        var pages: [String: KeptPage] = [:]
    }

    private let state = Mutex(State())

    enum Found {
        case kept(KeptPage)
        /// There is no such page.
        case none
        case unmade
    }

    func look(_ path: String, _ standing: Standing, _ day: String) -> Found {
        let isSame = state.withLock { $0.size == standing.size && $0.day == day }
        if !isSame {
            // The ledger went on; most of the time the public sees the same.
            let key = standing.publicState(on: day)
            let isCurrent = state.withLock { state -> Bool in
                guard state.key == key, state.edition != nil else { return false }
                (state.size, state.day) = (standing.size, day)
                return true
            }
            guard isCurrent else { return .unmade }
        }
        return state.withLock { state in
            if let page = state.pages[path] { return .kept(page) }
            return state.edition?.has(path) == true ? .unmade : .none
        }
    }

    func edition(_ standing: Standing, on day: String, _ make: () throws -> SiteEdition) throws -> SiteEdition {
        let key = standing.publicState(on: day)
        if let known = state.withLock({ $0.key == key ? $0.edition : nil }) { return known }
        let edition = try make()
        state.withLock { $0 = State(size: standing.size, day: day, key: key, edition: edition) }
        return edition
    }

    func keep(_ page: KeptPage, at path: String, of day: String) {
        state.withLock { if $0.day == day { $0.pages[path] = page } }
    }
}
