"""An independent recomputation of a round in exact fractions, to hold Heng's engine against.

Written from the documents on schemes and files alone; shares no code with the engine. Usage:
score.py --scheme S.yaml --marks M.csv [--facts F.csv]. Prints the result as JSON; every problem in the files goes to
standard error with file and line, exit code 65, no result.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from fractions import Fraction

import yaml

from exact import Aggregate, decimal_text, fraction_text, number, rounded, share_of, truth, weighted_mean, weights
from rules import apply_rule, needs


# The scheme

class Scheme:
    """A scheme's tree and its rules, numbers kept as text until they are read as fractions."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.node = yaml.load(file, yaml.BaseLoader)
        self.roots = self.node["criteria"]
        self.leaves = {leaf["id"]: leaf for root in self.roots for leaf in leaves(root)}
        self.aggregate = Aggregate(self.node["aggregate"])
        self.scale = self.node["marks"].get("scale")
        self.step = Fraction(self.node["marks"]["step"])
        self.rounding = self.node.get("rounding", {})
        self.pass_line = self.node["pass"]
        bonus = self.node.get("bonus", {})
        self.bonus = {item["id"]: Fraction(item["points"]) for item in bonus.get("items", [])}
        self.bonus_cap = Fraction(bonus["cap"]) if "cap" in bonus else sum(self.bonus.values())
        self.vetoes = [item["id"] for item in self.node.get("vetoes", [])]
        self.benchmarks = {
            name: {period: Fraction(value) for period, value in entry["values"].items()}
            for name, entry in self.node.get("benchmarks", {}).items()}
        self.facts = self.declared_facts()

    def declared_facts(self):
        """{key in the facts file: kind}; a period fact stands once for each period."""
        kinds = {item: "bonus" for item in self.bonus} | {item: "yes/no" for item in self.vetoes}
        for leaf in self.leaves.values():
            for name, (kind, periods) in needs(leaf.get("rule", {}), leaf.get("fact")).items():
                if name not in self.benchmarks:
                    kinds |= {f"{name}@{period}": kind for period in periods} if periods else {name: kind}
        return kinds

    def by_experts(self):
        return [leaf for leaf in self.leaves.values() if leaf["by"] == "experts"]

    def worth(self, leaf, mark):
        return mark * Fraction(leaf["points"]) / Fraction(self.scale) if self.scale else mark

    def at(self, step, value):
        return rounded(value, self.rounding["mode"], int(self.rounding[step])) if step in self.rounding else value


def leaves(node):
    return [leaf for child in node["children"] for leaf in leaves(child)] if "children" in node else [node]


# The files

class Files:
    """Marks and facts as read, with every problem found."""

    def __init__(self, scheme, marks, facts):
        self.scheme, self.problems, self.zones = scheme, [], set()
        self.marks = defaultdict(dict)      # zone → {(indicator, expert): Fraction, missing ones left out}
        self.recused = defaultdict(set)     # zone → experts
        self.facts = defaultdict(dict)      # zone → {fact: Fraction or bool}
        self.seen, self.seats = set(), {}
        for row, place in self.rows(marks, ["zone", "indicator", "expert", "mark"], ["comment"]):
            self.read_mark(row, place)
        for (zone, expert), place in self.seats.items():
            if expert in self.recused[zone]:
                self.problems.append(f"{place}: {expert} is recused from {zone} and has a mark there")
        for row, place in self.rows(facts, ["zone", "fact", "value"], []) if facts else []:
            self.read_fact(row, place)

    def rows(self, path, required, optional):
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = reader.fieldnames or []
            if not set(required) <= set(names) <= set(required + optional):
                self.problems.append(f"{path}:1: columns {names}, expected {required + optional}")
                return
            for row in reader:
                place = f"{path}:{reader.line_num}"
                if None in row or None in row.values():
                    self.problems.append(f"{place}: wrong number of cells")
                else:
                    yield {key: value.strip() for key, value in row.items()}, place

    def read_mark(self, row, place):
        zone, expert, indicator, text = row["zone"], row["expert"], row["indicator"], row["mark"]
        self.zones.add(zone)
        if text == "recused":
            self.recused[zone].add(expert)
            return
        leaf = self.scheme.leaves.get(indicator)
        if leaf is None or leaf["by"] != "experts":
            self.problems.append(f"{place}: {indicator!r} is no indicator that experts score")
        elif (zone, indicator, expert) in self.seen:
            self.problems.append(f"{place}: a second mark of {expert} for {zone} {indicator}")
        elif text:
            mark = number(text)
            top = Fraction(self.scheme.scale or leaf["points"])
            if mark is None or not 0 <= mark <= top or mark % self.scheme.step:
                self.problems.append(f"{place}: mark {text!r} is not on the grid of {self.scheme.step} from 0 to {top}")
            else:
                self.marks[zone][indicator, expert] = mark
                self.seats.setdefault((zone, expert), place)
        self.seen.add((zone, indicator, expert))

    def read_fact(self, row, place):
        zone, fact, text = row["zone"], row["fact"], row["value"]
        self.zones.add(zone)
        kind = self.scheme.facts.get(fact)
        value = truth(text) if kind == "yes/no" else number(text)
        if kind == "bonus":
            points = self.scheme.bonus[fact]
            value = {"yes": points, "true": points, "是": points, "no": 0, "false": 0, "否": 0}.get(text, value)
            value = value if value is not None and 0 <= value <= points else None
        if kind is None:
            self.problems.append(f"{place}: no rule reads the fact {fact!r}")
        elif fact in self.facts[zone]:
            self.problems.append(f"{place}: a second value of {fact} for {zone}")
        elif value is None:
            self.problems.append(f"{place}: {text!r} is no {kind} value of {fact}")
        else:
            self.facts[zone][fact] = value


# A zone

class Zone:
    """Everything that follows for one zone."""

    def __init__(self, scheme, files, name):
        self.scheme, self.name = scheme, name
        self.facts = files.facts[name]
        self.sheets = defaultdict(dict)     # expert → {indicator: mark}, recused experts left out
        for (indicator, expert), mark in files.marks[name].items():
            self.sheets[expert][indicator] = mark
        self.cells = {id: self.cell(leaf) for id, leaf in scheme.leaves.items()}
        self.points, self.pillars = {}, {}
        for root in scheme.roots:
            exact = self.sum_up(root)
            self.pillars[root["id"]] = exact
            if exact is not None:
                self.points[root["id"]] = scheme.at("pillar", exact)
        bonus = sum((self.facts.get(item, Fraction(0)) for item in scheme.bonus), Fraction(0))
        parts = [self.points[root["id"]] for root in scheme.roots]
        self.base = None if None in parts else sum(parts)
        self.exact = None if self.base is None else self.base + min(bonus, scheme.bonus_cap)
        self.total = None if self.base is None else scheme.at("total", self.exact)
        self.reasons = []
        self.verdict = self.judge()
        self.rank = None

    def complete_sheets(self):
        """{expert: points over all expert-scored indicators} of the experts who marked every one."""
        asked = self.scheme.by_experts()
        return {
            expert: sum(self.scheme.worth(leaf, marks[leaf["id"]]) for leaf in asked)
            for expert, marks in self.sheets.items() if all(leaf["id"] in marks for leaf in asked)}

    def cell(self, leaf):
        if leaf["by"] == "rule":
            score = apply_rule(
                leaf["rule"], leaf.get("fact"), Fraction(leaf["points"]), self.facts, self.scheme.benchmarks)
            shape = next(key for key in leaf["rule"] if key != "fact")
            score = None if score is None else self.scheme.at("indicator", score)
            return {"score": score, "mean": None, "method": shape, "kept": [], "dropped": []}
        marks = {expert: sheet[leaf["id"]] for expert, sheet in self.sheets.items() if leaf["id"] in sheet}
        chosen = self.complete_sheets() if self.scheme.aggregate.level == "total" else marks
        method, kept = self.scheme.aggregate.select(chosen)
        mean = score = None
        if method:
            mean = self.scheme.at("mean", weighted_mean([marks[expert] for expert in kept], list(kept.values())))
            score = self.scheme.at("indicator", self.scheme.worth(leaf, mean))
        dropped = sorted(expert for expert in marks if method and expert not in kept)   # given, and does not count
        return {"score": score, "mean": mean, "method": method, "kept": sorted(kept), "dropped": dropped}

    def sum_up(self, node):
        """The points of a criterion; children's points added, None when one has none."""
        if "children" in node:
            parts = [self.sum_up(child) for child in node["children"]]
            value = None if None in parts else sum(parts)
        else:
            value = self.cells[node["id"]]["score"]
        self.points[node["id"]] = value
        return value

    def judge(self):
        vetoes = [item for item in self.scheme.vetoes if self.facts.get(item)]
        open_cells = [id for id, cell in self.cells.items() if cell["score"] is None]
        self.reasons += [f"veto {item}" for item in vetoes] + [f"no score for {id}" for id in open_cells]
        if not open_cells:
            self.compare_lines()
        failed = any(reason.endswith(": not met") for reason in self.reasons)
        return "vetoed" if vetoes else "incomplete" if open_cells else "fail" if failed else "pass"

    def compare_lines(self):
        line, rounds = self.scheme.pass_line, self.scheme.pass_line.get("compare") == "rounded"
        whole = sum(Fraction(root["points"]) for root in self.scheme.roots)
        lines = []
        if "total" in line:
            lines.append(("total", self.scheme.at("total", self.base) if rounds else self.base,
                          share_of(line["total"], whole)))
        for root in self.scheme.roots if "pillars" in line else []:
            value = self.points[root["id"]] if rounds else self.pillars[root["id"]]
            lines.append((root["id"], value, share_of(line["pillars"], Fraction(root["points"]))))
        for name, value, floor_ in lines:
            met = "met" if value >= floor_ else "not met"
            self.reasons.append(f"{name} {decimal_text(value)} against {decimal_text(floor_)}: {met}")

    def tie_key(self, key):
        if "pillar" in key:
            return self.pillars[key["pillar"]]
        if key["by"] == "lowest-pillar":
            return min(self.pillars[root["id"]] / Fraction(root["points"]) for root in self.scheme.roots)
        if key["by"] == "median-of-totals":
            totals = sorted(self.complete_sheets().values())
            by_rule = sum(cell["score"] for id, cell in self.cells.items() if self.scheme.leaves[id]["by"] == "rule")
            return weighted_mean(totals, weights("median", len(totals))) + by_rule if totals else Fraction(-1)
        raise ValueError(f"unknown tie key {key}")

    def order(self):
        """What zones are ranked by; equal orders share a rank."""
        chain = self.scheme.node.get("ties", [])
        stop = next((place for place, key in enumerate(chain) if key.get("by") == "share"), len(chain))
        return [self.total] + [self.tie_key(key) for key in chain[:stop]]

    def json(self):
        places = self.scheme.rounding.get("total")
        inner = {id: points for id, points in self.points.items() if id not in self.cells}
        return {
            "zone": self.name, "rank": self.rank,
            "total": decimal_text(self.total, None if places is None or self.total is None else int(places)),
            "exact": fraction_text(self.exact), "verdict": self.verdict, "reasons": self.reasons,
            "criteria": {id: decimal_text(points) for id, points in inner.items()},
            "indicators": {
                id: {**cell, "score": decimal_text(cell["score"]), "mean": decimal_text(cell["mean"])}
                for id, cell in self.cells.items()}}


def rank(zones):
    """Ranks 1, 2, 2, 4 among zones with a total and no veto; ranking order, the unranked after."""
    orders = {zone.name: zone.order() for zone in zones if zone.total is not None and zone.verdict != "vetoed"}
    for zone in zones:
        if zone.name in orders:
            zone.rank = 1 + sum(other > orders[zone.name] for other in orders.values())
    return sorted(zones, key=lambda zone: (zone.rank is None, zone.rank or 0, zone.name))


def score(scheme_path, marks_path, facts_path=None):
    """(result, problems); the result is None when there are problems."""
    scheme = Scheme(scheme_path)
    files = Files(scheme, marks_path, facts_path)
    if files.problems:
        return None, files.problems
    zones = rank([Zone(scheme, files, name) for name in files.zones])
    return {"scheme": scheme.node["scheme"], "edition": int(scheme.node["edition"]),
            "zones": [zone.json() for zone in zones], "problems": []}, []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, required in [("--scheme", True), ("--marks", True), ("--facts", False)]:
        parser.add_argument(name, required=required)
    given = parser.parse_args()
    result, problems = score(given.scheme, given.marks, given.facts)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 65
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
