// What a server is told: where it listens, what it is called outside, whom it believes.

package import Foundation
import Glibc

/// Where a server listens and what it takes.
package struct ServerSettings: Sendable {
    /// An address of this machine, not a name.
    package var host = "127.0.0.1"
    /// 0: a free one.
    package var port = 8080
    /// Where the public site is served, and nothing else; nil: nowhere from here.
    package var publicDoor: (host: String, port: Int)?
    /// What stands in links to us, such as `https://pinggu.example.gov.cn`; nil: what is asked for.
    package var publicURL: URL?
    /// Whose headers of forwarding count.
    package var trustedProxies: [Network] = []
    /// Plain HTTP to other machines, without TLS anywhere: only where it is asked for.
    package var allowsPlainHTTP = false
    /// Requests that may be under way at once; the next ones are asked to come again.
    package var mostRequests = 512
    /// Connections that may be open at once.
    package var mostConnections = 12_000
    /// The same of the public's listener. Both together stay below what the system lets a process open (`heng.service`).
    package var mostPublicConnections = 3_000
    /// Seconds after which a request that has not arrived whole, or a connection on which nothing comes, is dropped.
    package var patience = 30

    /// Where backups go; nil: none are made from here.
    package var backups: URL?
    /// Where files may lie while they are made.
    package let scratch: URL

    package init(scratch: URL) { self.scratch = scratch }

    /// Where people find us: as we are called outside, or else where we listen; nil where that is any free port.
    package var outside: String? {
        if let publicURL { return publicURL.absoluteString }
        return port == 0 ? nil : "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
    }

    package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// Whether cookies are kept to TLS.
    package var isSecure: Bool { publicURL?.scheme == "https" }
}

/// A network in CIDR form: `10.1.0.0/16`, `fd00::/8`, or one address.
package struct Network: Sendable, Equatable {
    private let bytes: [UInt8]
    private let bits: Int

    /// nil for another form.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.map(String.init), let bytes = Self.bytes(of: address), parts.count <= 2 else {
            return nil
        }
        guard let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(bits)
        else { return nil }
        self.bytes = bytes
        self.bits = bits
    }

    package func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        let whole = bits / 8
        guard other.prefix(whole) == bytes.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return other[whole] & mask == bytes[whole] & mask
    }

    private static func bytes(of address: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, address, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &sixteen) == 1 else { return nil }
        let isMapped = sixteen.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return isMapped ? Array(sixteen.suffix(4)) : sixteen
    }
}
