"""A scheme as written: its tree, which kinds of zones each node is for, its steps of rounding, and the facts it reads."""

from fractions import Fraction

import yaml

from aggregate import Aggregate
from exact import rounded
from rules import needs


class Marks:
    """The grid of an indicator's marks: 0…top in steps; `yes-no` is 0 and 1."""

    def __init__(self, node, points):
        self.yes_no = node == "yes-no"
        node = {"scale": "1", "step": "1"} if self.yes_no else node
        self.top, self.step = Fraction(node.get("scale", points)), Fraction(node["step"])


class Scheme:
    """Numbers stay text until they are read as fractions."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.node = yaml.load(file, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        self.roots = self.node["criteria"]
        self.leaves = {leaf["id"]: leaf for root in self.roots for leaf in leaves(root)}
        self.marks = {id: Marks(leaf.get("marks", self.node["marks"]), leaf["points"])
                      for id, leaf in self.leaves.items() if leaf["by"] == "experts"}
        self.aggregate = Aggregate(self.node["aggregate"])
        self.rounding = self.node.get("rounding", {})
        self.bonus, self.deductions = Items(self.node.get("bonus", {})), Items(self.node.get("deductions", {}))
        self.vetoes = [item["id"] for item in self.node.get("vetoes", [])]
        self.benchmarks = {
            name: {period: Fraction(value) for period, value in entry["values"].items()}
            for name, entry in self.node.get("benchmarks", {}).items()}
        self.facts = self.declared_facts()
        self.within_kind = self.node.get("ranking", {}).get("within") == "kind"

    def declared_facts(self):
        """{key in the facts file: kind}; a period fact stands once for each period."""
        kinds = dict.fromkeys(self.bonus.points, "bonus") | dict.fromkeys(self.deductions.points, "deduction")
        kinds |= dict.fromkeys(self.vetoes, "yes/no")
        for leaf in self.leaves.values():
            for name, kind, periods in needs(leaf["rule"], leaf.get("fact")) if "rule" in leaf else []:
                if name not in self.benchmarks:
                    kinds |= {f"{name}@{period}": kind for period in periods} if periods else {name: kind}
        return kinds

    def by_experts(self):
        return [self.leaves[id] for id in self.marks]

    def worth(self, id, mark):
        """The points of a mark, or of a mean of marks."""
        return mark * Fraction(self.leaves[id]["points"]) / self.marks[id].top

    def at(self, step, value):
        return rounded(value, self.rounding["mode"], int(self.rounding[step])) if step in self.rounding else value


class Items:
    """Bonus or deductions: points by id, and the most that they give together."""

    def __init__(self, node):
        self.points = {item["id"]: Fraction(item["points"]) for item in node.get("items", [])}
        self.cap = Fraction(node["cap"]) if "cap" in node else sum(self.points.values())

    def sum(self, facts):
        return min(sum((facts.get(item, Fraction(0)) for item in self.points), Fraction(0)), self.cap)


def leaves(node):
    return [leaf for child in node["children"] for leaf in leaves(child)] if "children" in node else [node]


def applies(node, kind):
    return kind not in node.get("not-applicable", {}).get("kinds", [])


def applicable_leaves(nodes, kind):
    for node in nodes:
        if applies(node, kind):
            yield from applicable_leaves(node["children"], kind) if "children" in node else [node["id"]]


def add_up(nodes, kind, results):
    """(points, maximum) of a parent from its children's; what an exempt child leaves to its siblings scales their sum."""
    here = [results[node["id"]] for node in nodes if applies(node, kind)]
    left = sum(Fraction(node["points"]) for node in nodes
               if not applies(node, kind) and node["not-applicable"]["redistribute"] == "siblings")
    maximum = sum(maximum for _, maximum in here)
    if any(points is None for points, _ in here):
        return None, maximum + left
    return sum(points for points, _ in here) * (maximum + left) / maximum, maximum + left
