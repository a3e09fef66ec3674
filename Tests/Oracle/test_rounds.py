"""Whole rounds small enough to recompute by hand: each number stands with its arithmetic."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import score  # noqa: E402

SCHEME = """
scheme: small
edition: 1
marks: {scale: 10, step: 0.5}
aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, level: %s, minimum: 5, fallback: [{from: 3, method: median}]}
rounding: {mode: half-up, total: 1}
pass: {total: 6, pillars: 50%%}
ties: [{pillar: b}, {by: lowest-pillar}, {by: median-of-totals}, {by: share}]
bonus: {cap: 1, items: [{id: plus, points: 2}]}
vetoes: [{id: stop}]
criteria:
  - {id: a, points: 5, by: experts}
  - {id: b, points: 5, children: [{id: b.1, points: 5, by: experts}]}
"""


def run(scheme, marks, facts=(), panel=None, zones=None):
    """({zone: its result}, problems) of rows as text."""
    heads = {"m": "zone,indicator,expert,mark", "f": "zone,fact,value", "p": "expert,name,source,organisation",
             "z": "zone,name,english,kind,prefecture,code"}
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / name for name in "smfpz"]
        paths[0].write_text(scheme, encoding="utf-8")
        for path, rows in zip(paths[1:], (marks, facts, panel, zones)):
            path.write_text("\n".join([heads[path.name], *(rows or [])]), encoding="utf-8")
        result, problems = score.score(*paths[:3], panel and paths[3], zones and paths[4])
    return ({zone["zone"]: zone for zone in result["zones"]} if result else None), problems


def rows(zone, sheets, indicators):
    """sheets: {expert: "mark mark"} in the order of the indicators; `-` is missing."""
    return [f"{zone},{indicator},{expert},{mark.replace('-', '')}" for expert, marks in sheets.items()
            for indicator, mark in zip(indicators, marks.split())]


class Rounds(unittest.TestCase):
    def run_round(self, sheets, facts=(), level="indicator"):
        marks = [row for zone, experts in sheets.items() for row in rows(zone, experts, ["a", "b.1"])]
        return run(SCHEME % level, marks, facts)

    def test_trimming_fallback_and_missing(self):
        five = {"e1": "2 8", "e2": "8 8", "e3": "8 8", "e4": "8 8", "e5": "10 -"}
        zone = self.run_round({"z": five})[0]["z"]
        self.assertEqual(zone["indicators"]["a"], {
            "score": "4", "mean": "8", "method": "trimmed-mean", "fallback": False, "kept": ["e2", "e3", "e4"],
            "dropped": ["e1", "e5"], "missing": []})
        self.assertEqual(zone["indicators"]["b.1"]["method"], "median")
        zone = self.run_round({"z": {"e1": "8 8", "e2": "8 -", "e3": "8 8"}})[0]["z"]
        self.assertEqual((zone["total"], zone["rank"], zone["verdict"]), (None, None, "incomplete"))

    def test_total_level_drops_whole_sheets(self):
        five = {"e1": "0 10", "e2": "8 8", "e3": "8 7", "e4": "9 9", "e5": "5 5"}
        zone = self.run_round({"z": five}, level="total")[0]["z"]
        # Totals 5, 8, 7.5, 9, 5: e4 is the highest, e1 and e5 share the one lowest place and count half each.
        self.assertEqual(zone["indicators"]["a"]["dropped"], ["e4"])
        self.assertEqual(zone["indicators"]["a"]["mean"], "37/6")       # (0/2 + 5/2 + 8 + 8) / 3
        self.assertEqual(zone["exact"], "41/6")                         # (37/6 + (10/2 + 5/2 + 8 + 7) / 3) / 2

    def test_bonus_is_capped_and_outside_the_pass_line(self):
        zone = self.run_round({"z": {f"e{n}": "5 6" for n in range(5)}}, ["z,plus,yes"])[0]["z"]
        self.assertEqual((zone["total"], zone["verdict"]), ("6.5", "fail"))

    def test_ties_by_chain_and_shared(self):
        even = {f"e{n}": "8 8" for n in range(5)}
        other = {f"e{n}": "7 9" for n in range(5)}
        low = {f"e{n}": "6 6" for n in range(5)}
        zones = self.run_round({"p": even, "q": even, "r": other, "s": low, "t": other}, ["t,stop,yes"])[0]
        self.assertEqual({id: zone["rank"] for id, zone in zones.items()}, {"p": 2, "q": 2, "r": 1, "s": 4, "t": None})
        self.assertEqual(zones["t"]["total"], "8.0")

    def test_problems_are_all_reported(self):
        result, problems = self.run_round({"z": {"e1": "8.2 11", "e2": "x 8"}}, ["z,unknown,1", "z,plus,3"])
        self.assertIsNone(result)
        self.assertEqual(len(problems), 5)


def scheme(criteria, **keys):
    keys = {"scheme": "s", "marks": "{step: 0.5}", "aggregate": "{method: mean}", "pass": "{total: 1}"} | {
        key.replace("_", "-"): value for key, value in keys.items()}
    return "\n".join([*(f"{key}: {value}" for key, value in keys.items()), "criteria:", *(f"  - {{{c}}}" for c in criteria)])


A = "id: a, points: 4, by: experts"


class Marks(unittest.TestCase):
    def test_yes_and_no_give_the_share_of_yes(self):
        text = scheme([A, "id: b, points: 3, by: experts, marks: {scale: 10, step: 1}"], marks="yes-no")
        marks = [f"z,a,e{n},{mark}" for n, mark in enumerate(["yes", "是", "1", "no", "0"])] + ["z,b,e0,7"]
        zone = run(text, marks)[0]["z"]
        self.assertEqual((zone["indicators"]["a"]["mean"], zone["indicators"]["a"]["score"]), ("0.6", "2.4"))
        self.assertEqual((zone["indicators"]["b"]["mean"], zone["indicators"]["b"]["score"]), ("7", "2.1"))   # 7 × 3 / 10
        self.assertEqual(zone["indicators"]["b"]["missing"], ["e1", "e2", "e3", "e4"])


class Totals(unittest.TestCase):
    BOTH = ["id: a, points: 4, by: experts", "id: b, points: 4, by: experts"]

    def mean(self, aggregate, sheets):
        zone = run(scheme(self.BOTH, aggregate=aggregate), rows("z", sheets, "ab"))[0]["z"]
        return [zone["indicators"][id]["mean"] for id in "ab"]

    def test_winsorised_sheets_stand_in_for_the_dropped(self):
        sheets = {"e1": "0 1", "e2": "1 1", "e3": "2 1", "e4": "3 4"}      # totals 1, 2, 3, 7
        aggregate = "{method: winsorised-mean, drop: {high: 1, low: 1}, level: total}"
        self.assertEqual(self.mean(aggregate, sheets), ["1.5", "1"])       # e2 and e3 twice: (1 + 1 + 2 + 2) / 4

    def test_winsorised_ties_share_places(self):
        sheets = {"e1": "0 1", "e2": "1 1", "e3": "2 0", "e4": "3 4"}      # totals 1, 2, 2, 7
        aggregate = "{method: winsorised-mean, drop: {high: 0, low: 1}, level: total}"
        # Places weigh 0, 2, 1, 1; e2 and e3 share 2 and 1: (1 × 1.5 + 2 × 1.5 + 3) / 4, (1.5 + 0 + 4) / 4.
        self.assertEqual(self.mean(aggregate, sheets), ["1.875", "1.375"])

    def test_median_sheet_of_equals_is_their_average(self):
        sheets = {"e1": "0 4", "e2": "3 1", "e3": "4 0", "e4": "0 0", "e5": "4 -"}
        # Complete totals 4, 4, 4, 0; the middle two of four are both 4, shared by three experts.
        self.assertEqual(self.mean("{method: median, level: total}", sheets), ["7/3", "5/3"])


class Groups(unittest.TestCase):
    PANEL = [f"{expert},x,{source},x" for expert, source in
             [("e1", "department"), ("e2", "department"), ("e3", "university"), ("e4", "enterprise")]]

    def cell(self, marks, minimum=1, level="indicator"):
        aggregate = (f"{{method: mean, minimum: {minimum}, level: {level}, groups: [{{sources: [department], weight: 3}}, "
                     "{sources: [university, association, enterprise, third-party], weight: 1}]}")
        text = scheme([A, "id: b, points: 4, by: experts"], aggregate=aggregate)
        return run(text, rows("z", marks, "ab"), panel=self.PANEL)[0]["z"]["indicators"]["a"]

    def test_weighted_mean_of_group_means(self):
        self.assertEqual(self.cell({"e1": "1 1", "e2": "2 1", "e3": "4 1"})["mean"], "2.125")  # (3 × 1.5 + 1 × 4) / 4

    def test_group_without_a_mark_is_left_out(self):
        self.assertEqual(self.cell({"e1": "1 1", "e2": "2 1", "e3": "- 1"})["mean"], "1.5")

    def test_group_with_too_few_leaves_no_score(self):
        cell = self.cell({"e1": "1 1", "e2": "2 1", "e3": "4 1"}, minimum=2)
        self.assertEqual((cell["mean"], cell["method"], cell["kept"]), (None, None, []))

    def test_group_with_marks_and_no_complete_sheet_leaves_no_score(self):
        cell = self.cell({"e1": "1 1", "e2": "2 1", "e3": "4 -"}, level="total")
        self.assertIsNone(cell["mean"])


class Exemptions(unittest.TestCase):
    ZONES = ["z,z,,city,,", "y,y,,county,m,"]
    TREE = ["id: p, points: 6, children: [{id: p.1, points: 4, by: experts}, {id: p.2, points: 2, by: experts, "
            "not-applicable: {kinds: [city], redistribute: %s}}]", A]

    def zone(self, how, name="z", **keys):
        text = scheme([self.TREE[0] % how, self.TREE[1]], **keys)
        marks = ["z,p.1,e1,3", "z,a,e1,2", "y,p.1,e1,3", "y,p.2,e1,1", "y,a,e1,2"]
        return run(text, marks, zones=self.ZONES)[0][name]

    def test_siblings_take_the_points_over(self):
        zone = self.zone("siblings")
        self.assertEqual((zone["criteria"], zone["base"]), ({"p": "4.5", "a": "2"}, "6.5"))    # 3 × (4 + 2) / 4, + 2
        self.assertEqual(set(zone["indicators"]), {"p.1", "a"})
        self.assertEqual(self.zone("siblings", "y")["base"], "6")                            # 3 + 1 + 2, nothing exempt

    def test_points_lost_lower_the_maximum_of_the_percent_line(self):
        # 5 of 8 are 62.5 %; of the whole 10 they would be 50 %. Pillar p: 3 of 4 are 75 %, of 6 only 50 %.
        for line, verdict in [("{total: 62.5%, pillars: 50%}", "pass"), ("{total: 62.6%}", "fail"),
                              ("{pillars: {p: 75%}}", "pass"), ("{pillars: {p: 75.1%}}", "fail"), ("{total: 5.5}", "fail")]:
            self.assertEqual(self.zone("none", **{"pass": line})["verdict"], verdict, line)

    def test_exempt_root_is_shared_after_the_step_of_pillars(self):
        text = scheme(["id: q, points: 5, by: experts, not-applicable: {kinds: [city], redistribute: siblings}",
                       "id: b, points: 3, by: experts, marks: {step: 0.1}"],
                      rounding="{mode: down, pillar: 0}", **{"pass": "{total: 66%}"})
        zone = run(text, ["z,b,e1,2.9"], zones=self.ZONES)[0]["z"]
        self.assertEqual((zone["base"], zone["criteria"]), ("16/3", {"b": "2"}))    # 2.9 down to 2, × 8 / 3
        self.assertEqual(zone["verdict"], "pass")                                   # 16/3 of 8 are 66.67 %


class Verdicts(unittest.TestCase):
    def verdict(self, marks, facts=(), **keys):
        text = scheme([A, "id: b, points: 4, by: experts"], marks="{step: 0.01}", **keys)
        zone = run(text, rows("z", marks, "ab"), facts)[0]["z"]
        return zone["verdict"], zone["grade"], zone["total"]

    def test_rounded_comparison_reads_each_value_after_its_step(self):
        steps = "{mode: half-up, pillar: 1, total: 0}"
        sheet = {"e1": "1.95 3.55"}     # pillars 2.0 and 3.6 after their step; base 5.6, total 6
        for line, verdict in [("{total: 6}", "fail"), ("{total: 6, compare: rounded}", "pass"),
                              ("{pillars: 2}", "fail"), ("{pillars: 2, compare: rounded}", "pass")]:
            self.assertEqual(self.verdict(sheet, rounding=steps, **{"pass": line})[0], verdict, line)

    def test_line_on_the_total_counts_deductions_and_is_never_below_zero(self):
        less = {"deductions": "{cap: 3, items: [{id: d, points: 2}, {id: e, points: 2}]}"}
        sheet = {"e1": "2 3"}
        for line, facts, outcome in [("{total: 5}", ["z,d,yes"], ("pass", None, "3")),      # 5 − 2
                                     ("{total: 5, on: total}", ["z,d,0.5"], ("fail", None, "4.5")),
                                     ("{total: 2, on: total}", ["z,d,yes", "z,e,yes"], ("pass", None, "2"))]:    # 5 − 3
            self.assertEqual(self.verdict(sheet, facts, **less, **{"pass": line}), outcome)
        self.assertEqual(self.verdict({"e1": "1 1"}, ["z,d,yes", "z,e,1"], **less)[2], "0")    # 2 − 3, not below zero

    def test_best_grade_that_is_reached_and_only_of_a_pass(self):
        grades = "[{name: {zh: 优}, total: 90%}, {name: {zh: 良}, total: 50%, pillars: {a: 2}}]"
        for sheet, line, outcome in [("4 3.2", 1, ("pass", "优")), ("4 3.1", 1, ("pass", "良")),     # 7.2 of 8 are 90 %
                                     ("1.9 4", 1, ("pass", None)), ("4 4", "{a: 5}", ("fail", None))]:
            keys = {"pass": f"{{total: 1, pillars: {line if line != 1 else 0}}}"}
            self.assertEqual(self.verdict({"e1": sheet}, grades=grades, **keys)[:2], outcome)


class Ranks(unittest.TestCase):
    TREE = ["id: a, points: 4, by: experts", "id: b, points: 4, by: rule, fact: f, rule: {proportion: {target: 4}}"]
    ZONES = ["x,x,,city,,", "y,y,,county,m,", "z,z,,city,,"]

    def ranks(self, ties, marks, facts, **keys):
        text = scheme(self.TREE, ties=ties, rounding="{mode: down, total: 0}", **keys)
        found = run(text, [f"{zone},a,e1,{mark}" for zone, mark in marks.items()],
                    [f"{zone},f,{fact}" for zone, fact in facts.items()], zones=self.ZONES)[0]
        return [(found[zone]["rank"], found[zone]["group-rank"]) for zone in "xyz"]

    def test_each_key_decides_and_equals_share(self):
        marks, facts = {"x": "2", "y": "1", "z": "1.5"}, {"x": "1", "y": "2.5", "z": "2"}   # all 3 after the step
        for ties, expected in [("[{by: share}, {by: exact-total}]", [1, 1, 1]),
                               ("[{by: exact-total}]", [3, 1, 1]),          # 3, 3.5, 3.5
                               ("[{by: rule-points}]", [3, 1, 2]),          # 1, 2.5, 2
                               ("[{by: lowest-pillar}]", [2, 2, 1]),        # 1/4, 1/4, 1.5/4
                               ("[{criterion: a}]", [1, 3, 2]), ("[{pillar: b}]", [3, 1, 2]),
                               ("[{by: median-of-totals}, {pillar: a}]", [3, 2, 1])]:
            self.assertEqual([rank for rank, _ in self.ranks(ties, marks, facts)], expected, ties)

    def test_rank_within_the_kind(self):
        found = self.ranks("[]", {"x": "4", "y": "3", "z": "1"}, {"x": "1", "y": "1", "z": "1"}, ranking="{within: kind}")
        self.assertEqual(found, [(1, 1), (2, 1), (3, 2)])

    def test_zone_without_a_value_stands_behind(self):
        text = scheme(["id: a, points: 4, by: experts, not-applicable: {kinds: [city], redistribute: siblings}",
                       "id: b, points: 4, by: experts"], ties="[{pillar: a}, {pillar: b}]")
        marks = ["x,b,e1,2", "y,a,e1,0", "y,b,e1,4", "z,b,e1,2"]        # 2 × 8 / 4, 0 + 4, 2 × 8 / 4
        found = run(text, marks, zones=self.ZONES)[0]
        self.assertEqual([found[zone]["rank"] for zone in "xyz"], [2, 1, 2])


if __name__ == "__main__":
    unittest.main()
