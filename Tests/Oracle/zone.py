"""Everything that follows for one zone: its cells, the points up the tree, the totals and the verdict."""

from collections import defaultdict
from fractions import Fraction

import ranking
from exact import decimal_text, fraction_text, share_of
from rules import apply_rule, shape_of
from scheme import add_up, applicable_leaves, applies


class Zone:
    def __init__(self, scheme, files, name):
        self.scheme, self.name, self.facts = scheme, name, files.facts[name]
        self.kind = files.kinds.get(name)
        self.sources, self.seats = files.sources, files.seats[name] - files.recused[name]
        self.leaves = list(applicable_leaves(scheme.roots, self.kind))
        self.roots = [root["id"] for root in scheme.roots if applies(root, self.kind)]
        self.sheets = defaultdict(dict)     # expert → {indicator: mark}, of the indicators that apply
        for (indicator, expert), mark in files.marks[name].items():
            if indicator in self.leaves:
                self.sheets[expert][indicator] = mark
        self.own_totals = self.complete_sheets()
        self.selections = {}                # indicator by experts → who counts there
        self.cells = {id: self.cell(id) for id in self.leaves}
        self.pillars, self.maxima = {}, {}  # root → points before its step, and the most that it can give here
        self.points = {}                    # node → points after its step
        self.base, self.maximum = self.tally()
        self.bonus, self.deducted = scheme.bonus.sum(self.facts), scheme.deductions.sum(self.facts)
        self.exact = self.total = None
        if self.base is not None:
            self.exact = max(self.base + self.bonus - self.deducted, Fraction(0))
            self.total = scheme.at("total", self.exact)
        self.verdict, self.grade = self.judge()
        self.rank = self.group_rank = None

    # Cells

    def complete_sheets(self):
        """{expert: points over all expert-scored indicators that apply} of the experts who marked every one."""
        asked = [id for id in self.leaves if id in self.scheme.marks]
        return {expert: sum(self.scheme.worth(id, sheet[id]) for id in asked)
                for expert, sheet in self.sheets.items() if all(id in sheet for id in asked)}

    def cell(self, id):
        return self.expert_cell(id) if id in self.scheme.marks else self.rule_cell(self.scheme.leaves[id])

    def rule_cell(self, leaf):
        points = apply_rule(
            leaf["rule"], leaf.get("fact"), Fraction(leaf["points"]), self.facts, self.scheme.benchmarks)
        score = None if points is None else self.scheme.at("indicator", points)
        return {"score": score, "mean": None, "method": shape_of(leaf["rule"]), "kept": [], "dropped": []}

    def expert_cell(self, id):
        marks = {expert: sheet[id] for expert, sheet in self.sheets.items() if id in sheet}
        chosen = self.selections[id] = self.scheme.aggregate.cell(marks, self.own_totals, self.sources)
        mean = score = None
        if chosen.method:
            mean = self.scheme.at("mean", chosen.mean)
            score = self.scheme.at("indicator", self.scheme.worth(id, mean))
        dropped = [expert for expert in marks if chosen.method and expert not in chosen.weights]
        return {"score": score, "mean": mean, "method": chosen.method, "fallback": chosen.fallback,
                "kept": sorted(chosen.weights), "dropped": sorted(dropped), "missing": sorted(self.seats - set(marks))}

    # Points

    def tally(self):
        results = {}
        for root in self.scheme.roots:
            if applies(root, self.kind):
                points, maximum = self.climb(root)
                self.pillars[root["id"]], self.maxima[root["id"]] = points, maximum
                points = None if points is None else self.scheme.at("pillar", points)
                self.points[root["id"]], results[root["id"]] = points, (points, maximum)
        return add_up(self.scheme.roots, self.kind, results)

    def climb(self, node):
        """(points, maximum) of a node; the points of all below it are noted on the way."""
        if "children" in node:
            below = {child["id"]: self.climb(child) for child in node["children"] if applies(child, self.kind)}
            result = add_up(node["children"], self.kind, below)
        else:
            result = self.cells[node["id"]]["score"], Fraction(node["points"])
        self.points[node["id"]] = result[0]
        return result

    # Verdict

    def judge(self):
        """(verdict, grade); every line that was compared goes to the reasons."""
        vetoes = [item for item in self.scheme.vetoes if self.facts.get(item)]
        empty = [id for id, cell in self.cells.items() if cell["score"] is None]
        self.reasons = [f"veto {item}" for item in vetoes] + [f"no score for {id}" for id in empty]
        passed = not empty and self.meets(self.scheme.node["pass"], self.reasons)
        if vetoes or empty or not passed:
            return "vetoed" if vetoes else "incomplete" if empty else "fail", None
        reached = (grade["name"]["zh"] for grade in self.scheme.node.get("grades", []) if self.meets(grade, []))
        return "pass", next(reached, None)

    def meets(self, thresholds, reasons):
        """Whether every threshold is met, by the comparison that the scheme's `pass` names."""
        lines = list(self.lines(thresholds))
        reasons += [f"{name} {decimal_text(value)} against {decimal_text(line)}: {'met' if value >= line else 'not met'}"
                    for name, value, line in lines]
        return all(value >= line for _, value, line in lines)

    def lines(self, thresholds):
        """Each line as (name, value, threshold); a pillar that the zone does not have has none."""
        rule = self.scheme.node["pass"]
        rounds = rule.get("compare") == "rounded"
        if "total" in thresholds:
            value = self.exact if rule.get("on") == "total" else self.base
            value = self.scheme.at("total", value) if rounds else value
            yield "total", value, share_of(thresholds["total"], self.maximum)
        pillars = thresholds.get("pillars", {})
        pillars = pillars if isinstance(pillars, dict) else dict.fromkeys(self.roots, pillars)
        for id, line in pillars.items():
            if id in self.roots:
                yield id, (self.points if rounds else self.pillars)[id], share_of(line, self.maxima[id])

    def order(self):
        return ranking.order(self)

    def json(self):
        places = self.scheme.rounding.get("total")
        inner = {id: points for id, points in self.points.items() if id not in self.cells or id in self.roots}
        return {
            "zone": self.name, "rank": self.rank, "group-rank": self.group_rank,
            "total": decimal_text(self.total, None if places is None or self.total is None else int(places)),
            "exact": fraction_text(self.exact), "verdict": self.verdict, "grade": self.grade,
            "reasons": self.reasons,
            "base": decimal_text(self.base), "bonus": decimal_text(self.bonus),
            "deductions": decimal_text(self.deducted),
            "criteria": {id: decimal_text(points) for id, points in inner.items()},
            "indicators": {
                id: {**cell, "score": decimal_text(cell["score"]), "mean": decimal_text(cell["mean"])}
                for id, cell in self.cells.items()}}
