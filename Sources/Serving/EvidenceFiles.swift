// Evidence as files: the policy is asked each time, the type is what the first bytes say, and parts may be asked for.

import Assessing
import AssessmentModel
import EventModel
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import RoundState
import Storage

extension Desk {
    /// Evidence that somebody else could not see, or that is not there, is the same missing page.
    func getEvidence(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let user = context.viewer else { throw SignedOut() }
        let (round, zone) = (RoundID(try context.segment("round")), ZoneID(try context.segment("zone")))
        guard let number = Int(try context.segment("number")),
            case .seen(let material) = standing.material(of: zone, in: round, for: Viewer(user)),
            let known = evidence(material).first(where: { $0.file.number == number })
        else { throw NotFound() }
        return try await answer(known, request)
    }

    /// A file of an application, for who may see it: its own zone, its prefecture, the bureau, the auditor.
    func getApplicationFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let user = context.viewer else { throw SignedOut() }
        let id = ApplicationID(try context.segment("application"))
        guard let number = number(try context.segment("number")),
            case .seen(let application) = standing.application(id, for: Viewer(user)),
            application.evidence.indices.contains(number - 1)
        else { throw NotFound() }
        let evidence = application.evidence[number - 1]
        let file = ScoringView.File(
            number: number, indicator: evidence.indicator, name: evidence.name, size: evidence.size,
            isShown: evidenceTypes.type(of: evidence.digest, in: ledger.store.evidence).isShown, supplied: nil)
        return try await answer(EvidenceFile(file: file, digest: evidence.digest), request)
    }

    func answer(_ known: EvidenceFile, _ request: Request) async throws -> Response {
        let tag = "\"\(known.digest)\""
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers(known, tag: tag))
        }
        let folder = ledger.store.evidence
        guard let bytes = try await slow.run({ try folder.proven(known.digest) }) else { throw NotFound() }
        return part(of: bytes, known, tag: tag, request)
    }

    private func headers(_ known: EvidenceFile, tag: String) -> HTTPFields {
        let type = evidenceTypes.type(of: known.digest, in: ledger.store.evidence)
        var headers: HTTPFields = [
            .contentType: type.rawValue, .eTag: tag, .acceptRanges: "bytes", .cacheControl: "private, no-store",
            .contentDisposition: Response.disposition(type.isShown ? "inline" : "attachment", known.file.name),
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'self'",
        ]
        headers[.xFrameOptions] = "SAMEORIGIN"
        return headers
    }

    /// The whole, or the one range that is asked for (RFC 9110 section 14).
    private func part(of bytes: [UInt8], _ known: EvidenceFile, tag: String, _ request: Request) -> Response {
        var headers = headers(known, tag: tag)
        let isFresh = request.headers[.ifRange].map { $0 == tag } ?? true
        guard isFresh, let asked = request.headers[.range], let range = ByteRange(asked, of: bytes.count) else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        switch range {
        case .bytes(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
            return Response(
                status: .partialContent, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range])))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(bytes.count)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }
}

/// A range of bytes; several of them, or another unit, are answered with the whole.
enum ByteRange: Equatable {
    case bytes(Range<Int>)
    case unsatisfiable

    /// nil for what is answered with the whole.
    init?(_ header: String, of count: Int) {
        guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
        let parts = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy(\.isASCII) && $0.allSatisfy(\.isNumber) }) else {
            return nil
        }
        switch (Int(parts[0]), Int(parts[1])) {
        case (nil, let last?): self = last == 0 || count == 0 ? .unsatisfiable : .bytes(max(0, count - last)..<count)
        case (let first?, nil): self = first < count ? .bytes(first..<count) : .unsatisfiable
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = first < count ? .bytes(first..<(last < count ? last + 1 : count)) : .unsatisfiable
        default: return nil
        }
    }
}
