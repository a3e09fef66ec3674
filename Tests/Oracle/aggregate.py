"""The scheme's `aggregate`: which marks of a cell count, how often, and what their mean is."""

from fractions import Fraction

from exact import weighted_mean, weights

EXTREMES = {"trimmed-mean", "winsorised-mean"}


class Rung:
    """A method that needs so many valid marks."""

    def __init__(self, node, start):
        drop = node.get("drop", {})
        self.method, self.start = node["method"], int(start)
        self.high, self.low = (int(drop.get(end, 0)) for end in ("high", "low"))


class Selection:
    """What the ladder chose in one cell: a weight for each expert, the mean, and the rungs that were taken."""

    def __init__(self):
        self.mean, self.method, self.fallback, self.weights = None, None, False, {}


class Aggregate:
    def __init__(self, node):
        first = Rung(node, 0)
        extremes = first.high + first.low if first.method in EXTREMES else 0
        first.start = int(node.get("minimum", extremes + 1))
        below = [Rung(rung, rung["from"]) for rung in node.get("fallback", [])]
        self.ladder = [first] + sorted(below, key=lambda rung: -rung.start)
        self.level = node.get("level", "indicator")
        self.groups = [(set(group["sources"]), Fraction(group["weight"])) for group in node.get("groups", [])]

    def rung(self, count):
        return next((rung for rung in self.ladder if count and rung.start <= count), None)

    def choose(self, values):
        """{expert: value} → (rung, {expert: weight}); nothing where the values are too few for the ladder."""
        order = sorted(values, key=lambda expert: (values[expert], expert))
        rung = self.rung(len(order))
        times = rung and weights(rung.method, len(order), rung.high, rung.low)
        if not times:
            return None, {}
        if self.level == "total":
            times = shared([values[expert] for expert in order], times)
        return rung, dict(zip(order, times))

    def cell(self, marks, totals, sources):
        """The selection in a cell from its marks, and from the experts' totals where whole sheets are selected."""
        values = totals if self.level == "total" else marks
        parts = []
        for members, weight in self.groups or [(None, Fraction(1))]:
            belongs = {expert for expert in marks if members is None or sources[expert] in members}
            if belongs:
                chosen = self.choose({expert: value for expert, value in values.items() if expert in belongs})
                parts.append((weight, *chosen))
        result = Selection()
        if not parts or any(rung is None for _, rung, _ in parts):
            return result
        means = [weighted_mean([marks[expert] for expert in times], list(times.values())) for _, _, times in parts]
        result.mean = weighted_mean(means, [weight for weight, _, _ in parts])
        result.method = parts[0][1].method      # one name for all groups: the first that has marks
        result.fallback = any(rung is not self.ladder[0] for _, rung, _ in parts)
        result.weights = {expert: time for _, _, times in parts for expert, time in times.items() if time}
        return result


def shared(values, times):
    """Equal values share the weights of their positions, so that no id decides a digit."""
    return [Fraction(sum(time for other, time in zip(values, times) if other == value), values.count(value))
            for value in values]
