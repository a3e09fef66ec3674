// Codes of an authenticator, by the clock.

import AssessmentModel
import Crypto
package import EventModel
import AuditLedger
import Foundation
import Storage

/// The secret that an authenticator shares: codes by RFC 6238 with SHA-1, 30 seconds and 6 digits, as all of them can.
package struct OneTimeSecret: Sendable, Hashable {
    static let byteCount = 20
    static let period = 30
    static let digits = 6
    /// Steps of a clock that is wrong for good, as far as it is followed: five minutes.
    static let mostDrift = 10

    let bytes: [UInt8]

    /// As stored.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// 160 bits (RFC 4226 section 4, R6).
    package init(using random: inout some RandomNumberGenerator) { bytes = random.bytes(Self.byteCount) }

    /// Base32 without padding (RFC 4648 section 6): what somebody types who cannot scan.
    package var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, bits, count) = ("", 0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
            bits &= 1 << count - 1
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 31]) }
        return text
    }

    /// `otpauth://totp/<issuer>:<user>?…`: what the square to scan says.
    package func uri(issuer: String, user: UserID) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let issuer = issuer.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        return "otpauth://totp/\(issuer):\(user.text)?secret=\(base32)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period)"
    }

    /// The code of a step of 30 seconds since 1970 (RFC 4226 section 5.3, RFC 6238 section 4).
    package func code(at step: Int, digits: Int = OneTimeSecret.digits) -> String {
        let message = withUnsafeBytes(of: UInt64(step).bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
        let start = Int(mac[mac.count - 1] & 0xF)
        let number = mac[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let shown = String(number % (0..<digits).reduce(1) { product, _ in product * 10 })
        return String(repeating: "0", count: digits - shown.count) + shown
    }

    /// The step whose code this is: now, one step on either side, or the same around a clock that was found to be `drift` steps ahead.
    ///
    /// What is not after the last step used gives nothing: no code is taken twice.
    func step(of code: String, at now: Moment, drift: Int = 0, after last: Int? = nil) -> Int? {
        let step = now.seconds / Self.period
        let typed = Array(halfWidth(code).utf8)
        return [0, -1, 1].flatMap { [step + drift + $0, step + $0] }
            .first { $0 >= 0 && $0 > last ?? -1 && isSame(Array(self.code(at: $0).utf8), typed) }
    }
}

extension FactorRow {
    /// Takes a code, once, and remembers how far the authenticator's clock was off.
    mutating func accept(_ code: String, at now: Moment) -> Bool {
        guard
            let step = OneTimeSecret(bytes: secret).step(of: code, at: now, drift: drift, after: lastStep)
        else { return false }
        lastStep = step
        let most = OneTimeSecret.mostDrift
        drift = min(most, max(-most, step - now.seconds / OneTimeSecret.period))
        return true
    }
}

/// What somebody typed, without blanks and hyphens, full-width characters as narrow ones.
func halfWidth(_ typed: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in typed.unicodeScalars.prefix(200) {
        switch scalar.value {
        case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x2D, 0x2010...0x2015, 0x2212, 0xFF0D: continue
        case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
        default: scalars.append(scalar)
        }
    }
    return String(scalars)
}
