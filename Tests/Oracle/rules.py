"""What each shape of rule makes of facts."""

from fractions import Fraction
from math import floor


def shape_of(rule):
    return next(key for key in rule if key != "fact")


def needs(rule, fact):
    """The facts that a rule reads, as (name, kind, periods or None); a name may come more than once."""
    fact, shape = rule.get("fact", fact), shape_of(rule)
    body = rule[shape]
    if shape == "parts":
        return [(part["fact"], "yes/no", None) for part in body]
    if shape == "any-of":
        return [need for alternative in body for need in needs(alternative, fact)]
    if shape == "each-period":
        return [(name, "number", body["periods"]) for name in (fact, benchmark(body)[0])]
    return [(fact, "number", None)]


def benchmark(body):
    return (body["above"], True) if "above" in body else (body["at-least"], False)


def apply_rule(rule, fact, points, facts, benchmarks):
    """The points of a rule, None when a fact that it needs is absent."""
    fact = rule.get("fact", fact)
    shape = shape_of(rule)
    body = rule[shape]
    if shape == "any-of":
        results = [apply_rule(alternative, fact, points, facts, benchmarks) for alternative in body]
        return None if None in results else max(results)
    if shape == "parts":
        answers = [(facts.get(part["fact"]), Fraction(part["points"])) for part in body]
        return None if any(a is None for a, _ in answers) else sum((p for a, p in answers if a), Fraction(0))
    if shape == "each-period":
        return each_period(body, fact, facts, benchmarks)
    value = facts.get(fact)
    if value is None:
        return None
    return {"bands": bands, "linear": linear, "proportion": proportion, "deduct": deduct}[shape](body, value, points)


def each_period(body, fact, facts, benchmarks):
    name, strict = benchmark(body)
    met = 0
    for period in body["periods"]:
        value = facts.get(f"{fact}@{period}")
        mark = benchmarks[name].get(period) if name in benchmarks else facts.get(f"{name}@{period}")
        if value is None or mark is None:
            return None
        met += value > mark or not strict and value == mark
    return met * Fraction(body["points"])


def bands(body, value, _):
    inside = (band for band in body if "below" not in band or value < Fraction(band["below"]))
    return Fraction(next(inside)["points"])


def linear(body, value, _):
    (x1, y1), (x2, y2) = sorted((Fraction(end["value"]), Fraction(end["points"])) for end in body.values())
    if value <= x1 or value >= x2:
        return y1 if value <= x1 else y2
    return y1 + (y2 - y1) * (value - x1) / (x2 - x1)


def proportion(body, value, points):
    top = Fraction(body.get("points", points))
    return min(max(value / Fraction(body["target"]) * top, Fraction(0)), top)


def deduct(body, value, points):
    beyond = Fraction(body["under"]) - value if "under" in body else value - Fraction(body.get("over", 0))
    units = max(beyond, Fraction(0)) / Fraction(body.get("per", 1))
    if body.get("whole") == "true":
        units = Fraction(floor(units))
    return max(Fraction(body.get("start", points)) - units * Fraction(body["each"]), Fraction(0))
