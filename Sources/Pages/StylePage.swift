// 样式一览: every component in every state, to look at; only in a demonstration.

import Telling

extension Frame {
    package func stylePage() -> [UInt8] {
        let wrong = FormProblems([("sample-wrong", words[.gapsWrong])])
        return page(words[.styleTitle], "style") { html in
            html.summary(wrong, self)
            html.element(.h1, text: words[.styleTitle])
            html.element(.p, .css("lead"), text: words[.readBackHint])
            html.element(.section) { html in
                html.element(.h2, text: words[.actHead])
                html.element(.p, .css("acts")) { html in
                    html.button(words[.sealDo], primary: true)
                    html.button(words[.next])
                    html.button(words[.previous], HTML.Attribute("disabled"))
                    html.element(.button, .css("plain"), text: words[.back])
                    html.element(.a, .css("button"), .href(addresses.help), text: words[.help])
                    html.element(.span, .css("why"), text: words[.sealNothing])
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.indicatorHead])
                html.field(.init(name: "sample", label: words[.userLabel], hint: words[.codeHint], value: "e01"), .none)
                html.field(
                    .init(
                        name: "sample-wrong", label: words[.gapsLabel], hint: words[.gapsHint], value: "7",
                        isNumeric: true, size: 4), wrong)
                html.field(
                    .init(name: "sample-fixed", label: words[.seatHead], value: "K7QX"), .none,
                    HTML.Attribute("readonly"))
                html.area("sample-area", words[.commentLabel], hint: words[.reviseCommentHint], .none)
                html.element(.fieldset) { html in
                    html.element(.legend, text: words[.lookTheme])
                    html.element(.div, .css("choices")) { html in
                        html.choice("sample-choice", "a", words[.lookThemeLight], isChosen: true)
                        html.choice("sample-choice", "b", words[.lookThemeDark], isChosen: false)
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.stateOpen])
                for (tone, phrase) in [
                    (HTML.Tone.good, PagePhrase.passwordChanged), (.info, .declaredBefore), (.warn, .notSealedYet),
                    (.bad, .failedLead),
                ] { html.notice(tone, words[phrase]) }
                html.element(.ul, .css("tasks")) { html in
                    for (state, isDue) in [
                        (PagePhrase.stateUndeclared, true), (.stateUntouched, false), (.stateOpen, false),
                        (.stateReady, true), (.stateSealed, false), (.stateRecused, false), (.stateRemoved, false),
                        (.stateMissed, false), (.stateWithdrawn, false),
                    ] {
                        html.element(.li) { html in
                            html.element(.a, .href(addresses.style), text: words[.zoneHead])
                            html.element(.span, .css("progress"), text: words(.progress, ["marked": "20", "of": "43"]))
                            html.element(.span, .css(isDue ? "state due" : "state"), text: words[state])
                        }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.tableLink])
                let heads = [
                    words[.numberHead], words[.indicatorHead], words[.fullMarkHead], words[.markLabel],
                    words[.commentLabel],
                ]
                html.table(words[.tableLink], hidesCaption: true, heads, css: "marks") { html in
                    for (mark, isChanged) in [("1.5", false), ("0.7", true)] {
                        html.element(.tr, isChanged ? .css("changed") : nil) { html in
                            html.element(.td, text: "1.1.3")
                            html.element(.th, HTML.Attribute("scope", "row")) { html in
                                html.text(words[.indicatorHead])
                                if isChanged { html.element(.b, .css("was-changed"), text: words[.changedMark]) }
                            }
                            html.element(.td, .css("number"), text: "1.5")
                            html.element(.td, .css("number mark"), text: mark)
                            html.element(.td) { $0.element(.span, .css("due"), text: words[.commentMissing]) }
                        }
                    }
                }
                html.element(.dl, .css("facts")) { html in
                    html.fact(words[.sealedAtHead], "2026-11-03 14:20:05")
                    html.element(.div) { html in
                        html.element(.dt, text: words[.readBackCode])
                        html.element(.dd) { $0.element(.span, .css("code"), text: "1a2b 3c4d") }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.scoreLink])
                html.element(.p, .css("acts")) { html in
                    for name in [
                        "check", "half", "empty", "up", "warn", "lock", "file", "external", "out", "left", "right",
                        "down",
                        "list", "clock", "user", "key", "info",
                    ] { html.icon(name, self) }
                }
                html.element(.p) { html in
                    for key in ["Enter", "Shift", "F8", "A"] { html.element(.kbd, text: key) }
                }
            }
        }
    }
}
