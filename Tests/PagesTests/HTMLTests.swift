// What stands in a page came through the writer: nothing that somebody wrote becomes markup.

import Foundation
import Testing

@testable import Pages

@Suite struct HTMLTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;b&gt;", "' onload='x", "a\r\nb",
        "\u{202E}abc",
        "../../etc/passwd", "javascript:alert(1)", "]]>", "<!--",
    ]

    private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test(arguments: hostile) func text_hostile_hasNoMarkup(_ words: String) {
        var html = HTML()
        html.element(.p, text: words)
        let inner = text(html).dropFirst("<p>".count).dropLast("</p>".count)
        #expect(!inner.contains("<") && !inner.contains(">"))
    }

    @Test(arguments: hostile) func attribute_hostile_staysWithinItsQuotes(_ words: String) {
        var html = HTML()
        html.element(.input, .value(words))
        let inner = text(html).dropFirst("<input value=\"".count).dropLast("\">".count)
        #expect(!inner.contains("\"") && !inner.contains("<") && !inner.contains(">"))
    }

    @Test func element_withContent_isClosed() {
        var html = HTML()
        html.element(.div, .css("a")) { html in
            html.element(.br)
            html.lines("x\ny")
        }
        #expect(text(html) == "<div class=\"a\"><br>x<br>y</div>")
    }

    @Test(arguments: [
        (["my", "a b"], "/my/a%20b"), (["..", "x"], "/%2E%2E/x"), (["a/b"], "/a%2Fb"), (["?#"], "/%3F%23"), ([], "/"),
        (["示"], "/%E7%A4%BA"),
    ])
    func address_ofSegments_leadsNowhereElse(_ segments: [String], _ expected: String) {
        #expect(Address(segments).text == expected)
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "my", "", "/a\nb", "/a b",
        "/\u{3002}evil",
    ])
    func address_fromOutside_isRefused(_ path: String) { #expect(Address(path: path) == nil) }

    @Test(arguments: ["/", "/my", "/en/my?x=1", "/my/r/zones/z/score/a.1"])
    func address_ofOurs_isTaken(_ path: String) { #expect(Address(path: path)?.text == path) }

    /// Only constants become markup: the one door for raw bytes takes nothing else, and nobody else has one.
    @Test func raw_inTheSources_takesConstantsAlone() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Pages")
        let source = try String(contentsOf: folder.appending(path: "HTML.swift"), encoding: .utf8)
        #expect(source.contains("private mutating func raw(_ text: StaticString)"))
        #expect(source.contains("private(set) var bytes"))
    }
}
