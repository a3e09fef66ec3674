// Addresses of our own pages: built of segments, so that nothing that somebody wrote can lead elsewhere.

import Assessing
package import AssessmentModel
package import EventModel
package import Telling

/// A path of this server, with a query and a fragment where there are any.
package struct Address: Sendable, Hashable {
    package let text: String

    /// Of percent-encoded segments.
    package init(_ segments: [String], query: [(String, String)] = [], fragment: String? = nil) {
        var text = ""
        for segment in segments {
            text += "/"
            text += Self.encoded(segment)
        }
        if text.isEmpty { text = "/" }
        if !query.isEmpty {
            text += "?" + query.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        }
        if let fragment { text += "#" + Self.encoded(fragment) }
        self.text = text
    }

    /// The one below, without query and fragment of its own.
    func below(_ segment: String) -> Address { Address(written: text + "/" + Self.encoded(segment)) }

    /// Of a path that was put together of encoded names.
    init(written text: String) { self.text = text }

    /// A place on the same page.
    package init(fragment: String) { text = "#" + Self.encoded(fragment) }

    /// Whether text is a path of ours that may be gone back to: no scheme, no host, no backslash or control that a browser would read as one.
    package init?(path text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.first == 0x2F, utf8.count < 2000, utf8.count == 1 || utf8[1] != 0x2F,
            utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return nil }
        self.text = text
    }

    /// Unreserved (RFC 3986 section 2.3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    static func encoded(_ segment: String) -> String {
        // A segment of dots would be resolved away.
        if segment == "." || segment == ".." { return segment.replacing(".", with: "%2E") }
        if segment.utf8.allSatisfy(isPlain) { return segment }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in segment.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The addresses of one language's pages: Chinese has no prefix.
package struct Addresses: Sendable {
    package let language: Language

    package init(_ language: Language) { self.language = language }

    private func at(_ segments: String..., query: [(String, String)] = [], fragment: String? = nil) -> Address {
        Address((language == .english ? ["en"] : []) + segments, query: query, fragment: fragment)
    }

    package var signIn: Address { at("sign-in") }
    package func signIn(then path: String) -> Address { at("sign-in", query: [("then", path)]) }
    package var signInCode: Address { at("sign-in", "code") }
    package var activate: Address { at("activate") }
    package var password: Address { at("activate", "password") }
    package var signOut: Address { at("sign-out") }
    package var home: Address { at("my") }
    package func my(_ part: String) -> Address { at("my", part) }
    package var account: Address { at("me") }
    package var office: Address { at("office") }
    /// Where a zone applies and reads what became of it.
    package func ownZone(_ parts: String...) -> Address { Address(prefix + ["zone"] + parts) }
    package func ownZone(_ parts: String..., done: PagePhrase) -> Address {
        Address(prefix + ["zone"] + parts, query: [("done", done.rawValue)])
    }
    /// Where a zone objects to an indicator or an item of its own.
    package func objection(to subject: CriterionID, in round: RoundID) -> Address {
        Address(
            prefix + ["zone", "rounds", round.text, "objections", "new"], query: [("indicator", subject.text)])
    }
    /// Where a prefecture looks at the applications of its counties.
    package func prefecture(_ parts: String...) -> Address { Address(prefix + ["prefecture"] + parts) }
    package func prefecture(_ parts: String..., done: PagePhrase) -> Address {
        Address(prefix + ["prefecture"] + parts, query: [("done", done.rawValue)])
    }
    package func office(_ parts: [String]) -> Address { Address(prefix + ["office"] + parts) }
    package func office(_ parts: [String], done: PagePhrase) -> Address {
        Address(prefix + ["office"] + parts, query: [("done", done.rawValue)])
    }
    package func office(_ part: String) -> Address { at("office", part) }
    package func office(_ parts: [String], query: [(String, String)]) -> Address {
        Address(prefix + ["office"] + parts, query: query)
    }
    /// A file of an application: files have no language.
    package func applicationFile(_ id: ApplicationID, _ number: Int) -> Address {
        Address(["applications", id.text, "evidence", String(number)])
    }

    /// The registry of zones, the pool, the calendar.
    package func registry(_ parts: String...) -> Address { Address(prefix + ["office", "registry"] + parts) }
    package func registry(_ kind: String, done: PagePhrase) -> Address {
        Address(prefix + ["office", "registry", kind], query: [("done", done.rawValue)])
    }

    /// A page of a round, for who runs it.
    package func round(_ round: RoundID, _ parts: String...) -> Address {
        self.round(round, parts, query: [])
    }

    /// The same, to say there what has just been done.
    package func round(_ round: RoundID, _ parts: String..., done: PagePhrase) -> Address {
        self.round(round, parts, query: [("done", done.rawValue)])
    }

    private func round(_ round: RoundID, _ parts: [String], query: [(String, String)]) -> Address {
        Address(
            prefix + ["office", "rounds", round.text] + parts, query: query)
    }

    package var audit: Address { at("audit") }
    package func readings(before id: Int) -> Address { at("audit", "readings", query: [("before", "\(id)")]) }
    package func audit(_ parts: String...) -> Address { Address(prefix + ["audit"] + parts) }
    package var security: Address { at("security") }
    package func security(_ parts: String...) -> Address { Address(prefix + ["security"] + parts) }
    package func security(_ parts: String..., done: PagePhrase) -> Address {
        Address(prefix + ["security"] + parts, query: [("done", done.rawValue)])
    }
    package var system: Address { at("system") }
    package func system(_ parts: String...) -> Address { Address(prefix + ["system"] + parts) }

    /// A page of the log of sign-ins.
    package func signIns(before: Int, of role: Role) -> Address {
        Address(
            prefix + [role == .auditor ? "audit" : "security", "sign-ins"], query: [("before", "\(before)")])
    }

    /// A page of the log.
    func log(_ filter: LogFilter, before: Int) -> Address {
        let query = [
            ("family", filter.family?.rawValue), ("round", filter.round?.text), ("day", filter.day),
            ("before", "\(before)"),
        ]
        return Address(
            prefix + ["audit", "events"], query: query.compactMap { name, value in value.map { (name, $0) } })
    }

    private var prefix: [String] { language == .english ? ["en"] : [] }

    /// Where somebody's work begins.
    package func desk(of role: Role) -> Address {
        switch role {
        case .expert: home
        case .officer: office
        case .auditor: audit
        case .securityAdministrator: security
        case .systemAdministrator: system
        case .applicant: ownZone()
        case .recommender: prefecture()
        default: account
        }
    }

    package func account(_ part: String) -> Address { at("me", part) }
    package var help: Address { at("help") }
    package var style: Address { at("style") }

    package func questions(_ round: RoundID) -> Address { at("my", round.text, "questions") }
    package func workbook(_ round: RoundID, _ parts: [String] = []) -> Address {
        Address(prefix + ["my", round.text, "workbook"] + parts)
    }
    /// A file, in the language of the page that offers it.
    package func workbookFile(_ round: RoundID) -> Address { at("my", round.text, "workbook.xlsx") }
    package func across(_ round: RoundID, _ indicator: CriterionID) -> Address {
        at("my", round.text, "across", indicator.text)
    }

    package func zone(_ round: RoundID, _ zone: ZoneID, _ part: String) -> Address {
        at("my", round.text, "zones", zone.text, part)
    }

    package func zone(_ round: RoundID, _ zone: ZoneID, _ part: String, _ indicator: CriterionID) -> Address {
        at("my", round.text, "zones", zone.text, part, indicator.text)
    }

    package func evidence(_ round: RoundID, _ zone: ZoneID, _ number: Int) -> Address {
        // Files have no language.
        Address(["my", round.text, "zones", zone.text, "evidence", String(number)])
    }

    package func practice(_ part: String) -> Address { at("practice", part) }
    package func practice(_ part: String, _ indicator: CriterionID) -> Address { at("practice", part, indicator.text) }
}

/// Where the API keeps a sheet.
package enum APIAddress {
    package static func sheet(_ round: RoundID, _ zone: ZoneID) -> Address {
        Address(["api", "rounds", round.text, "zones", zone.text, "sheet"])
    }

    package static let practice = Address(["api", "practice", "sheet"])
}
