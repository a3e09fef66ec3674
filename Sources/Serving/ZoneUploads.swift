// Files of drafts as a browser brings them: part by part with a script, in one without; opened again by their own zone alone.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reasons
import RoundState
import Storage
import Telling

extension Request {
    /// Bytes of a form with one file of evidence and what stands around it.
    static let mostFile = 21 << 20
    /// Seconds that 20 MiB take on a slow line.
    static let slowLine = 900

    private func isBelow(_ path: String) -> Bool { [path, "/en" + path].contains(where: uri.path.hasPrefix) }

    /// Bytes of a form with a file, by where it is posted.
    var mostOfForm: Int {
        let isObjection = isBelow("/zone/rounds/") || isBelow("/office/rounds/") && uri.path.contains("/objections")
        return isObjection ? Self.mostEvidence : isBelow("/zone/") ? Self.mostFile : 9 << 20
    }

    /// Bytes of a part of a file; nil for what is none.
    var mostOfPart: Int? {
        method == .put && isBelow("/zone/uploads/") ? DraftLimit.part : nil
    }
}

/// What a script says of a file before it sends it.
struct AnnouncedFile: Decodable {
    let place: String
    let indicator: String
    let name: String
    let size: Int
    let digest: String
    /// The first bytes, in hexadecimal.
    let head: String
}

extension Desk {
    /// What throws is answered as a program reads it.
    func asJSON(
        _ handler: @escaping @Sendable (Request, DeskContext) async throws -> Response
    ) -> @Sendable (Request, DeskContext) async throws -> Response {
        { [self] request, context in
            do {
                return try await handler(request, context)
            } catch {
                var context = context
                context.isAPI = true
                return answer(error, request, context)
            }
        }
    }

    private func place(_ text: String) throws -> DraftPlace {
        let parts = text.split(separator: "/").map(String.init)
        switch parts.first {
        case "call" where parts.count == 2: return .call(CallID(parts[1]))
        case "request" where parts.count == 3:
            guard let event = Int(parts[2]) else { break }
            return .request(RoundID(parts[1]), event)
        default: break
        }
        throw Malformed(what: "place")
    }

    private func digest(_ text: String) throws -> String {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw Malformed(what: "digest") }
        return text
    }

    private func upload(_ request: Request, _ context: DeskContext) throws -> DraftUpload {
        let query = request.uri.queryParameters
        let indicator = query["indicator"].map(String.init) ?? ""
        return DraftUpload(
            place: try place(query["place"].map { String($0).removingPercentEncoding ?? "" } ?? ""),
            indicator: indicator.isEmpty ? nil : CriterionID(indicator), name: "", size: 0,
            digest: try digest(try context.segment("digest")))
    }

    // MARK: part by part

    func postUpload(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOurs(request, context)
        let told = try await body(AnnouncedFile.self, request, context)
        let digits = Array(told.head.utf8.prefix(64))
        let head = stride(from: 0, to: digits.count / 2 * 2, by: 2).compactMap { at in
            UInt8(String(decoding: digits[at..<at + 2], as: UTF8.self), radix: 16)
        }
        guard head.count == digits.count / 2 else { throw Malformed(what: "head") }
        let upload = DraftUpload(
            place: try place(told.place), indicator: told.indicator.isEmpty ? nil : CriterionID(told.indicator),
            name: told.name, size: told.size, digest: try digest(told.digest))
        let (user, now) = (session.user.id, clock())
        let offset = try await filing.run { [ledger] in try ledger.begin(upload, head: head, by: user, at: now) }
        return .json(["offset": .integer(offset), "part": .integer(DraftLimit.part), "session": json(session)])
    }

    func putPart(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOurs(request, context)
        let upload = try upload(request, context)
        guard let offset = number(try context.segment("offset")), offset >= 0 else { throw Malformed(what: "offset") }
        let bytes = try await request.bytes(upTo: DraftLimit.part, within: 180)
        guard !bytes.isEmpty, request.headers[.partDigest] == Hash.plain(bytes).hex else {
            throw Malformed(what: "part")
        }
        let (user, now) = (session.user.id, clock())
        let (count, file) = try await filing.run { [ledger] in
            try ledger.add(bytes, at: offset, of: upload, by: user, at: now)
        }
        var answer: [(String, JSON)] = [("offset", .integer(count)), ("session", json(session))]
        if let file { answer.append(("file", json(file, context))) }
        return .json(.object(answer))
    }

    func deleteUpload(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOurs(request, context)
        let upload = try upload(request, context)
        let (user, now) = (session.user.id, clock())
        try await filing.run { [ledger] in try ledger.cancel(upload, by: user, at: now) }
        return .json(["session": json(session)])
    }

    private func json(_ file: DraftFile, _ context: DeskContext) -> JSON {
        [
            "digest": .string(file.digest), "name": .string(file.name), "size": .integer(file.size),
            "scanned": file.isScanned ? .string(words(context.language)[.applyFileScanned]) : .null,
        ]
    }

    // MARK: in one

    /// A form with one file of evidence; so many at once, and the next ones are asked to come again.
    func evidenceForm(_ request: Request, _ context: DeskContext) async throws -> MultipartForm {
        defer { bringing.leave() }
        guard bringing.enter() <= 8 else { throw SlowWork.TooMuch() }
        return try await request.upload(context, upTo: Request.mostFile, within: Request.slowLine)
    }

    /// Takes the one file of a form.
    func take(_ file: MultipartForm.File, to place: DraftPlace, for indicator: CriterionID?, by user: UserID)
        async throws
    {
        let now = clock()
        try await filing.run { [ledger] in
            _ = try ledger.add(file.bytes, named: file.name, to: place, for: indicator, by: user, at: now)
        }
    }

    /// Takes a file out, as its form says.
    func remove(_ form: FormFields, from place: DraftPlace, by user: UserID) async throws {
        let indicator = form["indicator"]
        let upload = DraftUpload(
            place: place, indicator: indicator.isEmpty ? nil : CriterionID(indicator), name: "", size: 0,
            digest: try digest(form["digest"]))
        let now = clock()
        try await filing.run { [ledger] in try ledger.cancel(upload, by: user, at: now) }
    }

    // MARK: opened again

    /// A file of an own draft, or of what the own zone handed in.
    func getDraftFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let user = context.viewer else { throw SignedOut() }
        let digest = try digest(try context.segment("digest"))
        let found = try await filing.run { [ledger] in try ledger.draftBytes(digest, for: Viewer(user)) }
        guard let found else { throw NotFound() }
        let type = EvidenceType(found.bytes.prefix(8))
        var response = Response(
            status: .ok,
            headers: [
                .contentType: type.rawValue, .cacheControl: "private, no-store",
                .contentDisposition: Response.disposition(type.isShown ? "inline" : "attachment", found.name),
                .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'self'",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: found.bytes)))
        response.headers[.xFrameOptions] = "SAMEORIGIN"
        return response
    }
}

extension HTTPField.Name {
    static let partDigest = own("X-Heng-Digest")
}
