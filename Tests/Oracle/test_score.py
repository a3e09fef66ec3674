"""Numbers, aggregates and rules of the recomputation against published and hand-made answers."""

import csv
import pathlib
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import exact  # noqa: E402
import rules  # noqa: E402

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

    def test_deduct_may_start_below_the_indicators_points(self):
        rule = {"deduct": {"start": "1.5", "each": "0.5", "per": "10", "whole": "true"}}
        for value, points in [("0", F(3, 2)), ("19.9", 1), ("20", F(1, 2)), ("99", 0)]:    # 1.5 − 0.5 × whole tens
            self.assertEqual(self.points(rule, x=value), points)

    def test_best_of_nested_rules_reads_the_nearest_fact(self):
        inner = {"fact": "b", "any-of": [{"proportion": {"target": "4", "points": "1"}},
                                         {"fact": "c", "linear": {"from": {"value": "0", "points": "0"},
                                                                  "to": {"value": "10", "points": "2"}}}]}
        rule = {"any-of": [{"deduct": {"each": "1"}}, inner]}
        self.assertEqual(self.points(rule, x="1.5", b="3", c="2"), F(3, 4))    # best of 0.5, 0.75 and 0.4
        self.assertEqual(self.points(rule, x="1.5", b="3", c="9"), F(9, 5))    # best of 0.5, 0.75 and 1.8
        self.assertIsNone(self.points(rule, x="0", b="3"))
        self.assertEqual([name for name, _, _ in rules.needs(rule, "x")], ["x", "b", "c"])

    def test_parts_and_best_of_need_every_fact(self):
        parts = {"parts": [{"fact": "a", "points": "1"}, {"fact": "b", "points": "0.5"}]}
        self.assertEqual(self.points(parts, a=True, b=False), 1)
        self.assertIsNone(self.points(parts, a=True))
        best = {"any-of": [{"fact": "a", "proportion": {"target": "90"}},
                           {"fact": "b", "bands": [{"below": "5", "points": "0"}, {"from": "5", "points": "1.5"}]}]}
        self.assertEqual(self.points(best, a="45", b="5"), F(3, 2))
        self.assertEqual(self.points(best, a="90", b="0"), 2)
        self.assertIsNone(self.points(best, a="90"))


if __name__ == "__main__":
    unittest.main()
