// Addresses of mail: a narrow form, so that nothing in one can be a second line, a second address or an option of a program.

package import AssessmentModel
package import EventModel
import PlainText
import Reasons
import Storage

/// One address of mail: the dot-atom form of RFC 5322 section 3.4.1 in less than it allows.
///
/// Before the @, at most 64 of letters, digits and `. _ + - = ' & ~` in words between single dots, the first no hyphen; behind it two labels or more
/// (RFC 1035 section 2.3.1), the last not of digits alone; at most 254 in all (RFC 5321 section 4.5.3.1). ASCII alone.
package struct MailAddress: Sendable, Hashable {
    package let text: String

    /// nil for another form.
    package init?(_ typed: String) {
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard typed.utf8.count <= 254, parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else {
            return nil
        }
        text = typed
    }

    package var domain: String { String(text.split(separator: "@")[1]) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isLocal(_ text: Substring) -> Bool {
        guard text.utf8.count <= 64, text.utf8.first != UInt8(ascii: "-") else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { isAlphanumeric($0) || "_+-='&~".utf8.contains($0) }
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == false else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }
}

extension AccountBook {
    /// Where somebody wants mail, and in which language; nil where no mail is wanted.
    package func mailAddress(of user: UserID) throws -> (address: String, language: Language)? {
        try store.read { try $0.mailAddress(of: user.text) }.map {
            ($0.address, Language(rawValue: $0.language) ?? .chinese)
        }
    }

    /// Sets the own address; what waited for the one before is not sent. For the bearer of a session who gave the password lately.
    /// - Throws: `AccountRefusal`.
    package func setMailAddress(
        _ typed: String, in language: Language, _ session: OpenSession, from caller: Caller
    ) throws {
        guard let address = MailAddress(kept(typed)) else {
            throw AccountRefusal(.mailAddressUnfit, field: "mail")
        }
        let user = session.user.id.text
        try write { writing in
            try writing.put(
                MailAddressRow(user: user, address: address.text, language: language.rawValue))
            try writing.voidMail(of: user, at: caller.at.seconds)
            try log(.mailSet, of: user, from: caller, writing)
        }
    }

    /// - Returns: whether there was one.
    package func removeMailAddress(of user: UserID, from caller: Caller) throws -> Bool {
        try write { writing in
            guard try writing.removeMailAddress(of: user.text) else { return false }
            try writing.voidMail(of: user.text, at: caller.at.seconds)
            try log(.mailRemoved, of: user.text, from: caller, writing)
            return true
        }
    }
}
