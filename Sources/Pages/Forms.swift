// Parts of forms and lists that pages share: fields with their errors, summaries, notices, tables.

import AssessmentModel
import Reasons
import Telling

/// What was wrong with a form, in words, with the field that it is about.
package struct FormProblems: Sendable {
    package let problems: [(field: String?, words: String)]

    package static let none = FormProblems([])

    package init(_ problems: [(field: String?, words: String)]) { self.problems = problems }

    var isEmpty: Bool { problems.isEmpty }

    func words(for field: String) -> String? { problems.first { $0.field == field }?.words }
}

extension HTML {
    /// All problems, first on the page and with focus; each leads to its field.
    mutating func summary(_ problems: FormProblems, _ frame: Frame, ids: [String: String] = [:]) {
        guard !problems.isEmpty else { return }
        element(.div, .css("summary"), .id("summary"), Attribute("role", "alert"), Attribute("tabindex", "-1")) {
            html in
            html.element(.h2, text: frame.words(.problemsFound, problems.problems.count))
            html.element(.ul) { html in
                for problem in problems.problems {
                    html.element(.li) { html in
                        if let field = problem.field {
                            html.element(
                                .a, .href(Address(fragment: ids[field] ?? field)), text: problem.words)
                        } else {
                            html.text(problem.words)
                        }
                    }
                }
            }
        }
    }

    /// What a field is for, and what was typed into it.
    struct Field {
        let name: String
        let label: String
        var hint: String?
        var value = ""
        var type = "text"
        var autocomplete = "off"
        var isNumeric = false
        var isRequired = true
        /// Characters that it is wide; nil: as wide as text is.
        var size: Int?
    }

    mutating func field(_ field: Field, _ problems: FormProblems, _ extra: Attribute?...) {
        let error = problems.words(for: field.name)
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", field.name), text: field.label)
            if let hint = field.hint { html.element(.p, .css("hint"), .id("\(field.name)-hint"), text: hint) }
            html.error(error, of: field.name)
            var attributes: [Attribute?] = [
                .id(field.name), .name(field.name), .type(field.type), Attribute("autocomplete", field.autocomplete),
                field.type == "password" ? nil : .value(field.value), Attribute("spellcheck", "false"),
                field.isNumeric ? Attribute("inputmode", "decimal") : nil,
                field.isRequired ? Attribute("required") : nil, field.size.map { Attribute("size", String($0)) },
            ]
            attributes += html.described(field.name, hint: field.hint != nil, error: error != nil)
            attributes += extra
            html.element(.input, attributes)
        }
    }

    /// A field for several lines.
    mutating func area(
        _ name: String, _ label: String, hint: String? = nil, value: String = "", rows: Int = 4,
        _ problems: FormProblems
    ) {
        let error = problems.words(for: name)
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", name), text: label)
            if let hint { html.element(.p, .css("hint"), .id("\(name)-hint"), text: hint) }
            html.error(error, of: name)
            var attributes: [Attribute?] = [
                .id(name), .name(name), Attribute("rows", String(rows)), Attribute("autocomplete", "off"),
            ]
            attributes += html.described(name, hint: hint != nil, error: error != nil)
            html.element(.textarea, attributes) { $0.text(value) }
        }
    }

    mutating func error(_ words: String?, of field: String) {
        guard let words else { return }
        element(.p, .css("error"), .id("\(field)-error"), text: words)
    }

    private func described(_ field: String, hint: Bool, error: Bool) -> [Attribute?] {
        let ids = [error ? "\(field)-error" : nil, hint ? "\(field)-hint" : nil].compactMap { $0 }
        return [
            ids.isEmpty ? nil : Attribute("aria-describedby", ids.joined(separator: " ")),
            error ? Attribute("aria-invalid", "true") : nil,
        ]
    }

    /// What a form carries unseen.
    mutating func hidden(_ name: String, _ value: String) {
        element(.input, .type("hidden"), .name(name), .value(value))
    }

    /// One of several.
    mutating func choice(_ name: String, _ value: String, _ label: String, isChosen: Bool, _ extra: Attribute?...) {
        element(.label, .css("choice")) { html in
            html.element(
                .input,
                [.type("radio"), .name(name), .value(value), isChosen ? Attribute("checked") : nil] + extra)
            html.text(" ")
            html.element(.span, text: label)
        }
    }

    /// Tells password managers whose password is asked for.
    mutating func userName(_ user: String) {
        element(
            .input, .type("text"), .value(user), Attribute("autocomplete", "username"), .hidden, Attribute("readonly"),
            Attribute("aria-hidden", "true"), Attribute("tabindex", "-1"))
    }

    enum Tone: String { case good, info, warn, bad }

    mutating func notice(_ tone: Tone, _ words: String) {
        element(.div, .css("notice \(tone.rawValue)")) { $0.element(.p, text: words) }
    }

    /// A table that scrolls within itself where the page is narrow; `numbers` are the columns that hold some.
    mutating func table(
        _ caption: String, hidesCaption: Bool = false, _ heads: [String], numbers: Set<Int> = [], css: String? = nil,
        id: String? = nil, rows: (inout HTML) -> Void
    ) {
        element(
            .div, .css("scroller"), id.map { .id($0) }, Attribute("role", "region"), Attribute("tabindex", "0"),
            Attribute("aria-label", caption)
        ) { html in
            html.element(.table, css.map { .css($0) }) { html in
                html.element(.caption, hidesCaption ? .css("hidden-text") : nil, text: caption)
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for (place, head) in heads.enumerated() {
                            html.element(
                                .th, Attribute("scope", "col"), numbers.contains(place) ? .css("number") : nil,
                                text: head)
                        }
                    }
                }
                html.element(.tbody) { rows(&$0) }
            }
        }
    }

    mutating func fact(_ name: String, _ value: String) {
        element(.div) { html in
            html.element(.dt, text: name)
            html.element(.dd, text: value)
        }
    }

    mutating func icon(_ name: String, _ frame: Frame) {
        element(.svg, .css("icon"), .unspoken) { html in
            html.element(.use, Attribute("href", "\(frame.asset("icons.svg").text)#\(name)"))
        }
    }

    mutating func button(_ text: String, primary: Bool = false, _ attributes: Attribute?...) {
        element(.button, [primary ? .css("primary") : nil] + attributes) { $0.text(text) }
    }

    /// The table of a page as files.
    mutating func downloads(_ frame: Frame, _ address: (String) -> Address) {
        element(.a, .href(address("xlsx")), Attribute("download"), text: frame.words[.tableAsXLSX])
        element(.a, .href(address("csv")), Attribute("download"), text: frame.words[.tableAsCSV])
    }

    /// One of many words.
    mutating func select(
        _ name: String, _ label: String, _ problems: FormProblems,
        _ choices: [(value: String, words: String, isChosen: Bool)], hint: String? = nil
    ) {
        let error = problems.words(for: name)
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", name), text: label)
            if let hint { html.element(.p, .css("hint"), .id("\(name)-hint"), text: hint) }
            html.error(error, of: name)
            let told = html.described(name, hint: hint != nil, error: error != nil)
            html.element(.select, [.id(name), .name(name), Attribute("autocomplete", "off")] + told) { html in
                for choice in choices {
                    html.element(
                        .option, .value(choice.value), choice.isChosen ? Attribute("selected") : nil,
                        text: choice.words)
                }
            }
        }
    }
}
