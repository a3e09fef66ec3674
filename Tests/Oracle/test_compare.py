"""The comparison can fail: every small fault put into the recomputation shows up as a difference in some random case."""

import pathlib
import random
import sys
import tempfile
import unittest
from fractions import Fraction
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import aggregate  # noqa: E402
import exact  # noqa: E402
import ranking  # noqa: E402
import rules  # noqa: E402
import scheme  # noqa: E402
import score  # noqa: E402
import zone  # noqa: E402
from changes import CHANGES  # noqa: E402
from compare_random import differences, flat  # noqa: E402
from random_case import random_case  # noqa: E402

ENOUGH = 250


def recompute(case):
    with tempfile.TemporaryDirectory() as folder:
        result, problems = score.score(**{f"{name}_path": path for name, path in case.write(pathlib.Path(folder)).items()})
    assert not problems, problems
    return result


def without_key(name):
    sound = ranking.tie_value
    return lambda zone, key: Fraction(0) if name in (*key, key.get("by")) else sound(zone, key)


def without_step(name):
    sound = scheme.Scheme.at
    return lambda self, step, value: value if step == name else sound(self, step, value)


def nominal_maximum(nodes, kind, results):
    points, _ = scheme.add_up(nodes, kind, results)
    return points, sum(Fraction(node["points"]) for node in nodes)


def nothing_shared(nodes, kind, results):
    here = [results[node["id"]] for node in nodes if scheme.applies(node, kind)]
    points = [points for points, _ in here]
    return None if None in points else sum(points), sum(maximum for _, maximum in here)


def as_half_up(value, mode, decimals):
    return exact.rounded(value, "half-up", decimals)


def no_extremes(method, count, high=0, low=0):
    return exact.weights("mean", count) if count > high + low else None


FAULTS = {
    "equal sheets do not share": (aggregate, "shared", lambda values, times: times),
    "extremes count": (aggregate, "weights", no_extremes),
    "every mode is half-up": (scheme, "rounded", as_half_up),
    **{f"no step {step}": (scheme.Scheme, "at", without_step(step)) for step in ("mean", "indicator", "pillar", "total")},
    "exempt points are lost": (zone, "add_up", nothing_shared),
    "percent of the whole scheme": (zone, "add_up", nominal_maximum),
    **{f"no tie by {key}": (ranking, "tie_value", without_key(key))
       for key in ("pillar", "criterion", "exact-total", "rule-points", "lowest-pillar", "median-of-totals")},
    "parts of units count whole": (rules, "floor", lambda value: value),
    "every line is met": (zone.Zone, "meets", lambda self, thresholds, reasons: True),
    "no cap": (scheme.Items, "sum", lambda self, facts: sum(facts.get(item, Fraction(0)) for item in self.points))}


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = [random_case(f"faults/{number}") for number in range(ENOUGH)]
        cls.sound = [recompute(case) for case in cls.cases]

    def test_every_fault_is_seen(self):
        for name, (place, attribute, fault) in FAULTS.items():
            with self.subTest(name), mock.patch.object(place, attribute, fault):
                seen = (differences(flat(recompute(case)), flat(sound)) for case, sound in zip(self.cases, self.sound))
                self.assertTrue(any(seen), name)

    def test_one_digit_and_one_name_are_seen(self):
        result = recompute(random_case("faults/0"))
        before = flat(result)
        result["zones"][0]["bonus"] = "77"
        self.assertEqual(len(differences(flat(result), before)), 1)
        del result["zones"][0]["bonus"]
        self.assertEqual(len(differences(flat(result), before)), 2)     # the keys and the value


class Changes(unittest.TestCase):
    """What must change nothing changes nothing here either; and each change really changes the files."""

    def test_no_change_moves_a_digit(self):
        moved = {change.__name__: 0 for change in CHANGES}
        for number in range(40):
            case = random_case(f"changes/{number}")
            before = recompute(case)
            for change in CHANGES if case.marks else []:
                other, view = change(case, random.Random(number))
                moved[change.__name__] += (other.marks, other.scheme) != (case.marks, case.scheme)
                self.assertEqual(differences(flat(view(recompute(other))), flat(view(before))), [], change.__name__)
        self.assertTrue(all(moved.values()), moved)


if __name__ == "__main__":
    unittest.main()
