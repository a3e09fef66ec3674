// What a request carries: who asks, from where, in which language.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import NIOCore

/// A request on its way through the server.
struct DeskContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection: a browser, or the proxy before it.
    let peer: String
    /// Who asks; nil where nobody is signed in.
    var session: OpenSession?
    var caller = Caller(at: Moment(seconds: 0), address: "", agent: "")
    var language = Language.chinese
    /// Whether the answer is for a program.
    var isAPI = false
    /// Whether it came with a program's token and not with a browser's session.
    var isProgram = false

    init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// Of bodies that the framework collects; what may be larger is read by `Request.bytes`.
    var maxUploadSize: Int { Request.mostForm }

    var viewer: UserID? { session?.user.id }

    /// A percent-encoded segment of the path.
    /// - Throws: `NotFound` where it is none that we could have written.
    func segment(_ name: String) throws -> String {
        let written = parameters.get(name)
        // Most segments have nothing to decode, and Foundation takes its time.
        let isPlain = written.map { !$0.utf8.contains(UInt8(ascii: "%")) } ?? true
        guard let text = isPlain ? written : written?.removingPercentEncoding, !text.isEmpty, text.utf8.count <= 256
        else { throw NotFound() }
        return text
    }
}

/// There is nothing there, or nothing for who asks: nobody is told which.
struct NotFound: Error {}

/// Nobody is signed in, or not any more.
struct SignedOut: Error {}

/// A form or a write that did not come from a page of this session.
struct NotOurs: Error {
    /// Whether the page belongs to another user.
    let isOther: Bool
}

/// A request that says nothing that we understand.
struct Malformed: Error {
    let what: String
}
