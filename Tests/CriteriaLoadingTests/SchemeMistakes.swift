// Mistakes that make one problem each: what of the sound scheme is replaced, by what, and all that is said.

enum SchemeMistakes {
    static let all: [(String, String, String)] = [
        (
            "title: {zh: 乙}", "title: !foo {zh: 乙}",
            "s.yaml:30: q.title: tags (!) are not part of the grammar (text that begins with ! needs "
                + "quotes)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: !!str 乙}",
            "s.yaml:30: q.title.zh: tags (!) are not part of the grammar (text that begins with ! "
                + "needs quotes)"
        ),
        (
            "title: {zh: 乙}", "title: !!map {zh: 乙}",
            "s.yaml:30: q.title: tags (!) are not part of the grammar (text that begins with ! needs "
                + "quotes)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: !!str \"乙\"}",
            "s.yaml:30: q.title.zh: tags (!) are not part of the grammar (text that begins with ! "
                + "needs quotes)"
        ),
        (
            "title: {zh: 乙}", "title: {&x zh: 乙}",
            "s.yaml:30: q.title.zh: anchors and aliases (& and *) are not part of the grammar (write "
                + "the value out)"
        ),
        (
            "title: {zh: 乙}", "title: {!x zh: 乙}",
            "s.yaml:30: q.title.zh: tags (!) are not part of the grammar (text that begins with ! "
                + "needs quotes)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: ~}",
            "s.yaml:30: q.title.zh: found `~`, which YAML reads as nothing, expected text (text needs "
                + "quotes here)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: null}",
            "s.yaml:30: q.title.zh: found `null`, which YAML reads as nothing, expected text (text "
                + "needs quotes here)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: *x}",
            "s.yaml:30: q.title.zh: anchors and aliases (& and *) are not part of the grammar (write "
                + "the value out)"
        ),
        (
            "2024: 7.2", "2024年: 7.2",
            "s.yaml:15: benchmarks.national.values.2024年: found `2024年`, expected a period such as 2024"
        ),
        (
            "{2024: 7.2, 2025: 8.6}", "{}",
            "s.yaml:15: benchmarks.national.values: is empty, expected at least one value"
        ),
        (
            "{2024: 7.2, 2025: 8.6}", "",
            "s.yaml:15: benchmarks.national.values: found nothing, expected names with values"
        ),
        (
            "[{name: {zh: 优秀}, total: 9, pillars: 85%}]",
            "[{name: {zh: 良好}, total: 8}, {name: {zh: 优秀}, total: 9}]",
            "s.yaml:11: grades[1].total: found 9 behind 8, expected less (grades stand best first)"
        ),
        (
            "[{name: {zh: 优秀}, total: 9, pillars: 85%}]",
            "[{name: {zh: 良好}, total: 80%}, {name: {zh: 中}, total: 7}, {name: {zh: 优秀}, total: 90%}]",
            "s.yaml:11: grades[2].total: found 90% behind 80%, expected less (grades stand best first)"
        ),
        (
            "[{name: {zh: 优秀}, total: 9, pillars: 85%}]",
            "[{name: {zh: 优秀}, total: 9}, {name: {zh: 良好}, total: 9, pillars: 50%}]",
            "s.yaml:11: grades[1].total: found 9 behind 9, expected less (grades stand best first)"
        ),
        (
            "[{name: {zh: 优秀}, total: 9, pillars: 85%}]", "[{name: {zh: 优秀}}, {name: {zh: 良好}, total: 9}]",
            "s.yaml:11: grades[0]: has neither `total` nor `pillars`, so that no grade behind it is "
                + "ever reached (grades stand best first)"
        ),
        (
            "drop: {high: 1, low: 1}", "drop: {}",
            "s.yaml:8: aggregate.drop: sets no mark aside, expected `high` or `low` above 0 (without a "
                + "drop the method is mean)"
        ),
        (
            "drop: {high: 1, low: 1}", "drop: {high: 0, low: 0}",
            "s.yaml:8: aggregate.drop: sets no mark aside, expected `high` or `low` above 0 (without a "
                + "drop the method is mean)"
        ),
        (
            "{fact: done, title: 已办, points: 2}",
            "{fact: done, title: 已办, points: 1}, {fact: done, title: 又办, points: 1}",
            "s.yaml:34: q.2.rule.any-of[3].parts[1].fact: the fact `done` stands twice (one answer "
                + "would count for both parts)"
        ),
        (
            "id: veto.a", "id: done",
            "s.yaml:14: done: the rule of q.2 reads a fact of this name, expected another id (one "
                + "answer in the facts would do both)"
        ),
        (
            "id: bonus.a", "id: rate",
            "s.yaml:13: rate: the rule of q.2 reads a fact of this name, expected another id (one "
                + "answer in the facts would do both)"
        ),
        (
            "id: veto.a", "id: share",
            "s.yaml:14: share: the rule of p.2 reads a fact of this name, expected another id (one "
                + "answer in the facts would do both)"
        ),
        ("above: national", "above: growth", "s.yaml:33: q.1.rule: the fact `growth` is compared with itself"),
        (
            "minimum: 5, fallback",
            "groups: [{sources: [], weight: 1}, {sources: [department, university, association, "
                + "enterprise, third-party], weight: 1}], minimum: 5, fallback",
            "s.yaml:8: aggregate.groups[0].sources: is empty, expected at least one source"
        ),
        (
            "minimum: 5, fallback",
            "groups: [{sources: [department]}, {sources: [university, association, enterprise, "
                + "third-party], weight: 1}], minimum: 5, fallback",
            "s.yaml:8: aggregate.groups[0]: the key `weight` is missing"
        ),
        (
            "minimum: 5, fallback", "groups: [], minimum: 5, fallback",
            "s.yaml:8: aggregate.groups: is empty, expected at least one group"
        ),
        (
            "    points: 4\n", "    points: 4\n    not-applicable: {kinds: [city, city], redistribute: none}\n",
            "s.yaml:32: q.not-applicable.kinds[1]: the kind `city` stands twice"
        ),
        (
            "    points: 4\n", "    points: 4\n    not-applicable: {kinds: [street], redistribute: none}\n",
            "s.yaml:32: q.not-applicable.kinds[0]: found `street`, expected city, direct-county or county"
        ),
        (
            "departments: {gsj", "kinds: {Street: {zh: 街道}}\ndepartments: {gsj",
            "s.yaml:5: kinds.Street: found `Street`, expected an id of a-z, 0-9, `.`, `_`, `-`"
        ),
        (
            "departments: {gsj", "kinds: {}\ndepartments: {gsj",
            "s.yaml:5: kinds: is empty, expected at least one kind"
        ),
        (
            "items: [{id: bonus.a, title: {zh: 加分}, points: 1}]", "items: []",
            "s.yaml:13: bonus.items: is empty, expected at least one item"
        ),
        (
            "title: {zh: 乙}", "title: {zh: \"甲\\u202E乙\"}",
            "s.yaml:30: q.title.zh: holds U+202E at character 2, which turns the direction of text, expected text "
                + "that prints on one line"
        ),
        (
            "title: {zh: 乙}", "title: {zh: \"甲\\n乙\"}",
            "s.yaml:30: q.title.zh: holds the control character U+000A at character 2, expected text that prints on one "
                + "line (a line breaks there)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: \"甲\\a乙\"}",
            "s.yaml:30: q.title.zh: holds the control character U+0007 at character 2, expected text that prints on "
                + "one line"
        ),
        (
            "title: {zh: 乙}", "title: {zh: \"甲\\t乙\"}",
            "s.yaml:30: q.title.zh: holds the control character U+0009 at character 2, expected text that prints on one "
                + "line"
        ),
        (
            "title: {zh: 乙}", "title: {zh: 甲\u{2067}乙}",
            "s.yaml:30: q.title.zh: holds U+2067 at character 2, which turns the direction of text, expected text "
                + "that prints on one line"
        ),
        (
            "    points: 4\n", "    points: 4\n    note: |\n      甲\n      乙\n",
            "s.yaml:32: q.note: holds the control character U+000A at character 2, expected text that prints on one "
                + "line (a line breaks there)"
        ),
        (
            "marks: {step: 0.5}", "marks：{step: 0.5}",
            "s.yaml:7: marks：{step: unknown key `marks：{step` (a full-width colon `：` stands here; "
                + "write `: `)"
        ),
        (
            "marks: {step: 0.5}", "marks：yes-no",
            "s.yaml:7: is not valid YAML at column 6: could not find expected ':' (a full-width colon `：` stands "
                + "here; write `: `)"
        ),
        (
            "marks: {step: 0.5}", "marks: {step：0.5}",
            "s.yaml:7: marks.step：0.5: unknown key `step：0.5` (a full-width colon `：` stands here; "
                + "write `: `)"
        ),
        (
            "marks: {step: 0.5}", "marks: step：0.5",
            "s.yaml:7: marks: found `step：0.5`, expected {step: …}, {scale: …, step: …} or yes-no (a "
                + "full-width colon `：` stands here; write `: `)"
        ),
        (
            "marks: {step: 0.5}", "marks: {step:0.5}",
            "s.yaml:7: marks.step:0.5: unknown key `step:0.5` (a blank must stand after the colon: "
                + "`step: …`)"
        ),
        (
            "pillars: 60%", "pillars: 60％",
            "s.yaml:10: pass.pillars: found `60％`, expected points such as 85 or a percentage such as "
                + "80% (a full-width percent sign `％` stands here; write 60%)"
        ),
        ("pillars: 60%", "pillars: 101%", "s.yaml:10: pass.pillars: found `101%`, expected at most 100%"),
        (
            "pillars: 60%", "pillars: ６０%",
            "s.yaml:10: pass.pillars: found `６０%`, expected points such as 85 or a percentage such as "
                + "80% (full-width digits stand here; write 60%)"
        ),
        (
            "edition: 1", "edition: 1\n\tstatus: x",
            "s.yaml:3: a tab stands in the indentation (indent with blanks)"
        ),
        ("    points: 6\n", "\tpoints: 6\n", "s.yaml:19: a tab stands in the indentation (indent with blanks)"),
        (
            "    points: 6\n", "    points: 6\n\tdepartments: [gsj]\n",
            "s.yaml:20: a tab stands in the indentation (indent with blanks)"
        ),
        (
            "step: 0.5", "step: 0.1234567",
            "s.yaml:7: marks.step: found `0.1234567`, expected at most 6 decimals"
        ),
        (
            "pillars: 60%", "pillars: 60.1234567%",
            "s.yaml:10: pass.pillars: found `60.1234567%`, expected at most 6 decimals"
        ),
        (
            "id: p.1\n", "id: ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp\n",
            "s.yaml:22: p.children[0].id: found 65 characters "
                + "(`ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp`), expected at most 64"
        ),
        (
            "fact: share", "fact: ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp",
            "s.yaml:28: p.2.fact: found 65 characters "
                + "(`ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp`), expected at most 64"
        ),
        (
            "marks: {step: 0.5}", "marks: yes/no",
            "s.yaml:7: marks: found `yes/no`, expected {step: …}, {scale: …, step: …} or yes-no (did "
                + "you mean `yes-no`?)"
        ),
        (
            "marks: {step: 0.5}", "marks: yes",
            "s.yaml:7: marks: found `yes`, expected {step: …}, {scale: …, step: …} or yes-no (did you "
                + "mean `yes-no`?)"
        ),
        (
            "marks: {step: 0.5}", "marks: no",
            "s.yaml:7: marks: found `no`, expected {step: …}, {scale: …, step: …} or yes-no (did you "
                + "mean `yes-no`?)"
        ),
        ("odd: true", "odd: True", "s.yaml:6: panel.odd: found `True`, expected true or false (write true)"),
        ("odd: true", "odd: on", "s.yaml:6: panel.odd: found `on`, expected true or false (write true)"),
        (
            "pillars: 60%}", "pillars: {p: 60%, p: 50%}}",
            "s.yaml:10: pass.pillars.p: the key stands twice in the same place"
        ),
        (
            "minimum: 5, fallback", "minimum: five, fallback",
            "s.yaml:8: aggregate.minimum: found `five`, expected a whole number from 1 to 999"
        ),
        (
            "minimum: 5, fallback", "minimum: ５, fallback",
            "s.yaml:8: aggregate.minimum: found `５`, expected a whole number from 1 to 999 (full-width "
                + "digits stand here; write 5)"
        ),
        (
            "fact: share", "fact: Share",
            "s.yaml:28: p.2.fact: found `Share`, expected a name of a-z, 0-9 and `_` that begins with "
                + "a letter"
        ),
        (
            "fallback: [{from: 3, method: median}]", "fallback: {from: 3, method: median}",
            "s.yaml:8: aggregate.fallback: found keys with values, expected a list"
        ),
        (
            "departments: {gsj: {zh: 省工商局}, swt: {zh: 省商务厅}}", "departments: [gsj, swt]",
            "s.yaml:5: departments: found a list, expected names with values"
        ),
        (
            "departments: {gsj: {zh: 省工商局}, swt: {zh: 省商务厅}}", "departments: gsj",
            "s.yaml:5: departments: found `gsj`, expected names with values"
        ),
        (
            "step: 0.5", "step: \u{661}\u{662}",
            "s.yaml:7: marks.step: found `\u{661}\u{662}`, expected a plain decimal number such as 12 or 0.5 (only "
                + "the digits 0 to 9 are read)"
        ),
        (
            "step: 0.5", "step: １２",
            "s.yaml:7: marks.step: found `１２`, expected a plain decimal number such as 12 or 0.5 "
                + "(full-width digits stand here; write 12)"
        ),
        (
            "step: 0.5", "step: 1e999",
            "s.yaml:7: marks.step: found `1e999`, expected a plain decimal number such as 12 or 0.5"
        ),
        (
            "step: 0.5", "step: NaN",
            "s.yaml:7: marks.step: found `NaN`, expected a plain decimal number such as 12 or 0.5"
        ),
        (
            "step: 0.5", "step: .inf",
            "s.yaml:7: marks.step: found `.inf`, expected a plain decimal number such as 12 or 0.5"
        ),
        (
            "step: 0.5", "step: 5%",
            "s.yaml:7: marks.step: found `5%`, expected a plain decimal number such as 12 or 0.5 "
                + "(write the number without %)"
        ),
        (
            "rubric: [{points: 2, text: 好}, {points: 0, text: 差}]",
            "rubric: [{points: 0, text: 好}, {points: 2, text: 差}]",
            "s.yaml:27: p.1.rubric[1].points: the level of 2 points stands under that of 0, expected "
                + "the highest first"
        ),
        (
            "drop: {high: 1, low: 1}", "drop: {hgh: 1, low: 1}",
            "s.yaml:8: aggregate.drop.hgh: unknown key `hgh` (did you mean `high`?)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: ! 乙}",
            "s.yaml:30: q.title.zh: tags (!) are not part of the grammar (text that begins with ! "
                + "needs quotes)"
        ),
        (
            "title: {zh: 乙}", "title: {zh: ! \"乙\"}",
            "s.yaml:30: q.title.zh: tags (!) are not part of the grammar (text that begins with ! "
                + "needs quotes)"
        ),
        (
            "fact: share, rule", "fact: share, range: {from: 100, to: 0}, rule",
            "s.yaml:28: p.2.range: found from 100 to 0, expected the lower end first"
        ),
        (
            "fact: share, rule", "fact: share, range: {}, rule",
            "s.yaml:28: p.2.range: is empty, expected `from`, `to` or both"
        ),
        (
            "fact: share, rule", "fact: share, range: {to: 100%}, rule",
            "s.yaml:28: p.2.range.to: found `100%`, expected a plain decimal number such as 12 or 0.5 (write the number "
                + "without %)"
        ),
        (
            "        comment: below 60%", "        comment: below 60%\n        range: {from: 0}",
            "s.yaml:27: p.1.range: an indicator by experts has no `range`"
        ),
        (
            "title: {zh: 乙}", "title: {zh: \"甲\\u200B乙\"}",
            "s.yaml:30: q.title.zh: holds U+200B at character 2, which nobody sees, expected text that prints on one line"
        ),
    ]
}
