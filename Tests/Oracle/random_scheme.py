"""A random valid scheme: every construct of the grammar, small numbers on coarse grids, so that ties are likely."""

from fractions import Fraction as F

from exact import decimal_text
from random_rule import RuleWriter

KINDS = ["city", "direct-county", "county"]
SOURCES = ["department", "university", "association", "enterprise", "third-party"]
METHODS = ["mean", "median", "trimmed-mean", "winsorised-mean"]


def title(text):
    return {"zh": f"第{text}项"}


class SchemeWriter:
    """Also keeps what the files need: the indicators, the experts, the facts with the values worth trying."""

    def __init__(self, chance):
        self.chance = chance
        self.unit = F(chance.choice(["1", "0.5", "0.25"]))
        self.grid = self.random_grid()
        self.rules = RuleWriter(chance)
        self.leaves, self.nodes = [], 0

    def odds(self, share):
        return self.chance.random() < share

    def random_grid(self):
        """Marks in points, on a scale, or yes and no; coarse more often than fine."""
        form = self.chance.random()
        if form < 0.4:
            return {"step": self.unit / self.chance.choice([1, 1, 5, 25])}    # hundredths at most
        if form < 0.85:
            scale = F(self.chance.choice([3, 4, 7, 10, 100]))
            return {"scale": scale, "step": scale / 4 if scale in (4, 10, 100) and self.odds(0.4) else F(1)}
        return "yes-no"

    def scheme(self):
        self.exempting = self.odds(0.6)
        roots = [self.node(self.chance.randint(0, 3)) for _ in range(self.chance.randint(1, 4))]
        self.keep_one_child_per_kind(roots)
        self.experts = [f"e{n:02d}" for n in range(1, self.chance.choice([1, 3, 4, 5, 6, 7]) + 1)]
        self.total = sum(root["points"] for root in roots)
        scheme = {"scheme": f"random-{self.chance.randint(1, 99)}", "status": "specimen", "title": title(0)}
        if self.odds(0.5):
            scheme["edition"] = self.chance.randint(1, 9)
        if self.odds(0.5):
            scheme["panel"] = {"minimum": self.chance.randint(1, len(self.experts)), "odd": len(self.experts) % 2 == 1}
        scheme |= {"marks": self.grid, "aggregate": self.aggregate()}
        if self.odds(0.8):
            steps = [step for step in ("mean", "indicator", "pillar", "total") if self.odds(0.5)]
            scheme["rounding"] = {"mode": self.chance.choice(["half-up", "half-even", "down"])}
            scheme["rounding"] |= {step: self.chance.choice([0, 0, 1, 1, 2, 3, 6]) for step in steps}
        scheme["pass"] = self.lines(roots, F("0.5")) | {
            key: self.chance.choice(values) for key, values in
            [("compare", ["exact", "rounded"]), ("on", ["base", "total"])] if self.odds(0.7)}
        if self.odds(0.6):
            scheme["grades"] = best_first([{"name": {"zh": name, "en": name}} | self.lines(roots, level)
                                           for name, level in [("优秀", F("0.7")), ("良好", F("0.6"))]])
        if self.odds(0.9):
            scheme["ties"] = self.ties(roots)
        if self.odds(0.5):
            scheme["ranking"] = {"within": "kind"}
        for key in ("bonus", "deductions"):
            if self.odds(0.5):
                items = [{"id": f"{key}.{n}", "title": title(n), "points": self.unit * self.chance.randint(1, 4)}
                         for n in range(self.chance.randint(1, 3))]
                scheme[key] = {"cap": self.chance.choice([self.unit, sum(item["points"] for item in items)]), "items": items}
        if self.odds(0.4):
            scheme["vetoes"] = [{"id": f"veto.{n}", "title": title(n)} for n in range(self.chance.randint(1, 2))]
        if self.rules.benchmarks:
            scheme["benchmarks"] = self.rules.benchmarks
        return scheme | {"criteria": roots}

    def node(self, depth):
        self.nodes += 1
        node = {"id": f"c{self.nodes}", "title": title(self.nodes)}
        if depth:
            children = [self.node(self.chance.randint(0, depth - 1)) for _ in range(self.chance.randint(1, 3))]
            self.keep_one_child_per_kind(children)
            return node | {"points": sum(child["points"] for child in children), "children": children}
        node["points"] = self.unit * self.chance.randint(1, 5)
        self.leaves.append(node)
        if self.odds(0.4):
            return self.by_rule(node)
        node["by"] = "experts"
        if self.odds(0.25):
            node["marks"] = self.random_grid()
        return node

    def by_rule(self, node):
        rule, reads = self.rules.rule(node["points"])
        node["by"] = "rule"
        if reads:
            node["fact"] = reads
        node["rule"] = rule
        return node

    def keep_one_child_per_kind(self, children):
        """Exempts some children, never the last that a kind has."""
        if not self.exempting:
            return
        left = {kind: len(children) for kind in KINDS}
        for child in children:
            kinds = [kind for kind in KINDS if left[kind] > 1 and self.odds(0.3)]
            if kinds:
                left |= {kind: left[kind] - 1 for kind in kinds}
                child["not-applicable"] = {"kinds": kinds, "redistribute": self.chance.choice(["siblings", "none"])}

    def aggregate(self):
        node = self.method(4)
        drop = node.get("drop", {})
        extremes = sum(drop.values()) if drop else 0
        if self.odds(0.6):
            node["minimum"] = self.chance.randint(extremes + 1, max(extremes + 1, 5))
        first = node.get("minimum", extremes + 1)
        starts = sorted(self.chance.sample(range(1, first), min(first - 1, self.chance.randint(0, 2))), reverse=True)
        if starts:
            node["fallback"] = [{"from": start} | self.method(start - 1) for start in starts]
        node["level"] = self.chance.choice(["indicator", "total"])
        if self.odds(0.35):
            sources = self.chance.sample(SOURCES, 5)
            cut = self.chance.randint(1, 4)
            node["groups"] = [{"sources": part, "weight": self.chance.choice([1, 2, 40, F("0.5")])}
                              for part in (sources[:cut], sources[cut:])]
        return node

    def method(self, most):
        """A method, with a drop of at most so many where it needs one."""
        method = self.chance.choice(METHODS if most else METHODS[:2])
        if method in METHODS[:2]:
            return {"method": method}
        high = self.chance.randint(0, min(most, 2))
        low = self.chance.randint(0 if high else 1, max(0 if high else 1, min(most - high, 2)))
        return {"method": method, "drop": {"high": high, "low": low}}

    def lines(self, roots, level):
        """Thresholds around so great a part of the points."""
        def threshold(points):
            share = level + F(self.chance.choice(["-0.2", "-0.1", "-0.025", "0", "0.125"]))
            return f"{decimal_text(share * 100)}%" if self.odds(0.6) else points * share
        result = {}
        if self.odds(0.8):
            result["total"] = threshold(self.total)
        if self.odds(0.6) or not result:
            smallest = min(root["points"] for root in roots)
            named = [root for root in roots if self.odds(0.6)]
            result["pillars"] = ({root["id"]: threshold(root["points"]) for root in named} if named and self.odds(0.5)
                                 else threshold(smallest / 2))
        return result

    def ties(self, roots):
        pool = [{"pillar": root["id"]} for root in roots]
        pool += [{"criterion": node["id"]} for root in roots for node in all_nodes(root.get("children", []))]
        chosen = self.chance.sample(pool, min(len(pool), self.chance.randint(0, 2)))
        chosen += [{"by": name} for name in ("exact-total", "rule-points", "lowest-pillar", "median-of-totals")
                   if self.odds(0.5)]
        self.chance.shuffle(chosen)
        if self.odds(0.3):      # first, or others would decide most of its ties
            pillar = {"pillar": self.chance.choice(roots)["id"]}
            chosen = [pillar] + [key for key in chosen if key != pillar]
        return chosen + [{"by": "share"}] if self.odds(0.7) else chosen


def best_first(grades):
    """Two grades whose totals, where both are points or both shares, fall; of equal ones the lower grade has none."""
    totals = [grade.get("total") for grade in grades]
    if None in totals or type(totals[0]) is not type(totals[1]):
        return grades
    high, low = sorted(totals, key=lambda total: F(str(total).rstrip("%")), reverse=True)
    if high == low:
        return [grades[0], {key: value for key, value in grades[1].items() if key != "total"}]
    return [grades[0] | {"total": high}, grades[1] | {"total": low}]


def all_nodes(nodes):
    for node in nodes:
        yield node
        yield from all_nodes(node.get("children", []))
