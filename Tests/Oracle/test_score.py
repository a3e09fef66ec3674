"""The recomputation itself against published and hand-made answers."""

import csv
import pathlib
import sys
import tempfile
import unittest
from fractions import Fraction as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import exact  # noqa: E402
import rules  # noqa: E402
import score  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Arithmetic(unittest.TestCase):
    def test_aggregates_of_the_reference_table(self):
        methods = {"mean": ("mean", 0), "median": ("median", 0), "trim1": ("trimmed-mean", 1),
                   "trim2": ("trimmed-mean", 2), "wins1": ("winsorised-mean", 1)}
        rows = table("17-exact-arithmetic.csv")
        self.assertGreater(len(rows), 15)
        for row in rows:
            method, drop = methods[row["method"]]
            values = sorted(map(F, row["scores"].split()))
            mean = exact.weighted_mean(values, exact.weights(method, len(values), drop, drop))
            self.assertEqual(mean, F(row["exact_fraction"]), row)
            for mode, column in [("half-up", "half_up_2dp"), ("half-even", "gbt8170_half_even_2dp")]:
                self.assertEqual(exact.decimal_text(exact.rounded(mean, mode, 2), 2), row[column], row)

    def test_rounding_of_the_reference_table(self):
        rows = table("18-gbt8170-rounding.csv")
        self.assertGreater(len(rows), 15)
        for row in rows:
            for mode, column in [("half-even", "gbt8170_half_even"), ("half-up", "half_up_away_from_zero")]:
                places = int(row["decimals"])
                found = exact.decimal_text(exact.rounded(F(row["value"]), mode, places), places)
                self.assertEqual(found, row[column], row)

    def test_down_and_texts(self):
        self.assertEqual(exact.rounded(F("84.999"), "down", 2), F("84.99"))
        self.assertEqual(exact.decimal_text(F(1, 8)), "0.125")
        self.assertEqual(exact.decimal_text(F(2, 7)), "2/7")
        self.assertEqual(exact.decimal_text(F(85), 2), "85.00")
        self.assertEqual(exact.decimal_text(F(-3, 100)), "-0.03")
        self.assertEqual(exact.fraction_text(F(85)), "85/1")


class Rules(unittest.TestCase):
    def points(self, rule, points="2", benchmarks=None, **facts):
        facts = {name.replace("__", "@"): value if isinstance(value, bool) else F(value) for name, value in facts.items()}
        return rules.apply_rule(rule, "x", F(points), facts, benchmarks or {})

    def test_bands_are_half_open(self):
        rule = {"bands": [{"below": "8", "points": "0"}, {"from": "8", "below": "15", "points": "1"},
                          {"from": "15", "points": "2"}]}
        for value, points in [("7.99", 0), ("8", 1), ("14.999", 1), ("15", 2), ("90", 2)]:
            self.assertEqual(self.points(rule, x=value), points)

    def test_linear_is_clipped_and_may_fall(self):
        rule = {"linear": {"from": {"value": "10", "points": "2"}, "to": {"value": "70", "points": "0"}}}
        for value, points in [("0", F(2)), ("10", F(2)), ("40", F(1)), ("30", F(4, 3)), ("70", F(0)), ("99", F(0))]:
            self.assertEqual(self.points(rule, x=value), points)

    def test_proportion_is_capped_at_both_ends(self):
        for value, points in [("3", F(3, 2)), ("4", 2), ("9", 2), ("-1", 0)]:
            self.assertEqual(self.points({"proportion": {"target": "4"}}, x=value), points)

    def test_deduct_counts_whole_units_only_where_told(self):
        for value, each, whole in [("35", 2, 2), ("36.5", F(5, 4), F(3, 2)), ("99", 0, 0)]:
            rule = {"each": "0.5", "over": "35"}
            self.assertEqual(self.points({"deduct": rule}, x=value), each)
            self.assertEqual(self.points({"deduct": rule | {"whole": "true"}}, x=value), whole)
        self.assertEqual(self.points({"deduct": {"each": "0.25", "under": "90"}}, x="88"), F(3, 2))

    def test_each_period_must_exceed_or_reach_its_benchmark(self):
        marks = {"nation": {"2024": F("7.2"), "2025": F("8.6")}}
        for key, points in [("above", 1), ("at-least", 2)]:
            rule = {"each-period": {"periods": ["2024", "2025"], "points": "1", key: "nation"}}
            self.assertEqual(self.points(rule, benchmarks=marks, x__2024="7.2", x__2025="8.7"), points)
            self.assertIsNone(self.points(rule, benchmarks=marks, x__2024="7.2"))
        own = {"each-period": {"periods": ["2024"], "points": "1", "above": "retail"}}
        self.assertEqual(self.points(own, x__2024="5", retail__2024="4"), 1)

    def test_parts_and_best_of_need_every_fact(self):
        parts = {"parts": [{"fact": "a", "points": "1"}, {"fact": "b", "points": "0.5"}]}
        self.assertEqual(self.points(parts, a=True, b=False), 1)
        self.assertIsNone(self.points(parts, a=True))
        best = {"any-of": [{"fact": "a", "proportion": {"target": "90"}},
                           {"fact": "b", "bands": [{"below": "5", "points": "0"}, {"from": "5", "points": "1.5"}]}]}
        self.assertEqual(self.points(best, a="45", b="5"), F(3, 2))
        self.assertEqual(self.points(best, a="90", b="0"), 2)
        self.assertIsNone(self.points(best, a="90"))


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


class Rounds(unittest.TestCase):
    def run_round(self, sheets, facts=(), level="indicator"):
        """sheets: {zone: {expert: "mark mark"}}; `-` is missing."""
        lines = ["zone,indicator,expert,mark"]
        for zone, experts in sheets.items():
            for expert, marks in experts.items():
                for indicator, mark in zip(["a", "b.1"], marks.split()):
                    lines.append(f"{zone},{indicator},{expert},{mark.replace('-', '')}")
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "s.yaml").write_text(SCHEME % level, encoding="utf-8")
            (folder / "m.csv").write_text("\n".join(lines), encoding="utf-8")
            (folder / "f.csv").write_text("\n".join(["zone,fact,value", *facts]), encoding="utf-8")
            result, problems = score.score(folder / "s.yaml", folder / "m.csv", folder / "f.csv")
        return ({zone["zone"]: zone for zone in result["zones"]} if result else None), problems

    def test_trimming_fallback_and_missing(self):
        five = {"e1": "2 8", "e2": "8 8", "e3": "8 8", "e4": "8 8", "e5": "10 -"}
        zone = self.run_round({"z": five})[0]["z"]
        self.assertEqual(zone["indicators"]["a"], {
            "score": "4", "mean": "8", "method": "trimmed-mean", "kept": ["e2", "e3", "e4"], "dropped": ["e1", "e5"]})
        self.assertEqual(zone["indicators"]["b.1"]["method"], "median")
        zone = self.run_round({"z": {"e1": "8 8", "e2": "8 -", "e3": "8 8"}})[0]["z"]
        self.assertEqual((zone["total"], zone["rank"], zone["verdict"]), (None, None, "incomplete"))

    def test_total_level_drops_whole_sheets(self):
        five = {"e1": "0 10", "e2": "8 8", "e3": "8 7", "e4": "9 9", "e5": "5 5"}
        zone = self.run_round({"z": five}, level="total")[0]["z"]
        self.assertEqual(zone["indicators"]["a"]["dropped"], ["e1", "e4"])   # e1 and e5 both give 5; e1 comes first
        self.assertEqual(zone["exact"], "41/6")

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


if __name__ == "__main__":
    unittest.main()
