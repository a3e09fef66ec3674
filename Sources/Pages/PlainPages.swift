// Pages that say one thing: what there is not, what was refused, what went wrong; help and keys.

import EventModel
import Telling

extension Frame {
    /// The same for what is not there and what is not for the reader: equal bytes.
    package func missingPage() -> [UInt8] {
        page(words[.missingTitle], "missing") { html in
            html.element(.h1, text: words[.missingTitle])
            html.element(.p, text: words[.missingLead])
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button"), .href(beginning),
                    text: words[bearer.map { desk(of: $0.role) ?? .settings } ?? .signIn])
            }
        }
    }

    /// Where the reader's own work begins.
    private var beginning: Address { bearer.map { addresses.desk(of: $0.role) } ?? addresses.signIn }

    /// Something was refused that had no form to stand beside.
    package func refusedPage(_ problems: FormProblems, back: Address? = nil) -> [UInt8] {
        page(words[.refusedTitle], "refused") { html in
            html.element(.h1, text: words[.refusedTitle])
            html.element(.ul, .css("reasons")) { html in
                for problem in problems.problems { html.element(.li, text: problem.words) }
            }
            html.element(.p, text: words[.refusedNothing])
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button"), .href(back ?? beginning),
                    text: words[.back])
            }
        }
    }

    /// Something of ours failed; `id` finds it in the log.
    package func failedPage(id: String, isBusy: Bool) -> [UInt8] {
        page(words[.failedTitle], "failed") { html in
            html.element(.h1, text: words[.failedTitle])
            html.element(.p, text: words[isBusy ? .failedBusy : .failedLead])
            html.element(.p, .css("quiet"), text: words(.failedID, ["id": id]))
        }
    }

    /// Nobody is signed in any more, and a form came: what would be stored is shown, and asked once more.
    package func carriedPage(to address: Address, _ fields: [(name: String, value: String)]) -> [UInt8] {
        page(words[.carriedTitle], "carried") { html in
            html.element(.h1, text: words[.carriedTitle])
            html.element(.p, text: words[.carriedLead])
            html.element(.dl, .css("facts")) { html in
                let shown: [(String, PagePhrase)] = [
                    ("mark", .markLabel), ("comment", .commentLabel), ("text", .askText), ("reasons", .rereadReasons),
                    ("reason", .recuseReason),
                ]
                for (name, phrase) in shown {
                    if let field = fields.first(where: { $0.name == name }), !field.value.isEmpty {
                        html.fact(words[phrase], field.value)
                    }
                }
            }
            html.form(address, self) { html in
                for field in fields where field.name != "csrf" {
                    html.hidden(field.name, field.value)
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.carriedDo], primary: true)
                    html.element(.a, .css("button"), .href(beginning), text: words[.carriedDrop])
                }
            }
        }
    }

    /// 快捷键和帮助.
    package func helpPage() -> [UInt8] {
        let crumbs = bearer?.role == .expert ? [(words[.mySheets], addresses.home)] : []
        return page(words[.helpTitle], "help", crumbs: crumbs) { html in
            html.element(.h1, text: words[.helpTitle])
            for (title, text) in [
                (PagePhrase.helpSaveTitle, PagePhrase.helpSave), (.helpOfflineTitle, .helpOffline),
                (.helpSealTitle, .helpSeal), (.helpContactTitle, .helpContact),
            ] {
                html.element(.h2, text: words[title])
                html.element(.p, text: words[text])
            }
            html.element(.h2, text: words[.keysTitle])
            html.element(.p, text: words[.keysLead])
            html.table(
                words[.keysTitle], hidesCaption: true, [words[.keyWhere], words[.keyHead], words[.keyDoes]], css: "keys"
            ) {
                html in
                let keys: [(PagePhrase, String, PagePhrase)] = [
                    (.keyInMark, "Enter  ↓", .keyNext), (.keyInMark, "Shift+Enter  ↑", .keyPrevious),
                    (.keyInMark, "Esc", .keyRestore), (.keyInRubric, "A–E", .keyLevel),
                    (.keyInRubric, "0–9  .", .keyDigits), (.keyInRubric, "N  P  U", .keyWalk),
                    (.keyInComment, "Ctrl+Enter", .keyNext), (.keyInComment, "Esc", .keyToMark),
                    (.keyAnywhere, "F2", .keyToggle), (.keyAnywhere, "F8  Shift+F8", .keyUnfinished),
                    (.keyAnywhere, "Ctrl+S", .keySend), (.keyOutside, "?", .keyHelp),
                ]
                for (place, key, does) in keys {
                    html.element(.tr) { html in
                        html.element(.td, text: words[place])
                        html.element(.td) { html in
                            for (index, name) in key.split(separator: "  ").enumerated() {
                                if index > 0 { html.text("　") }
                                html.element(.kbd, text: String(name))
                            }
                        }
                        html.element(.td, text: words[does])
                    }
                }
            }
        }
    }
}
