"""A random scheme with marks, facts, panel and zones for it, the same for the same seed."""

import csv
import random
from fractions import Fraction as F

from exact import decimal_text
from random_scheme import KINDS, SOURCES, SchemeWriter, all_nodes

FILES = {
    "marks": ["zone", "indicator", "expert", "mark", "comment"], "facts": ["zone", "fact", "value"],
    "panel": ["expert", "name", "source", "organisation"],
    "zones": ["zone", "name", "english", "kind", "prefecture", "code"]}


class Case:
    """A scheme as nested lists and dictionaries, and the rows of the files beside it."""

    def __init__(self, scheme, marks, facts, panel, zones):
        self.scheme, self.marks, self.facts, self.panel, self.zones = scheme, marks, facts, panel, zones

    def write(self, folder):
        """{name: path} of the files written; panel and zones only where the case has them."""
        paths = {"scheme": folder / "scheme.yaml"}
        lines = [f"{key}: {flow(value)}" for key, value in self.scheme.items() if key != "criteria"]
        lines += ["criteria:"] + [f"  - {flow(root)}" for root in self.scheme["criteria"]]
        paths["scheme"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        for name, columns in FILES.items():
            if (rows := getattr(self, name)) is not None:
                paths[name] = folder / f"{name}.csv"
                with open(paths[name], "w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows([columns, *rows])
        return paths


def flow(value):
    """YAML in flow style; numbers as plain decimals."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return decimal_text(value) if isinstance(value, F) else str(value)


def random_case(seed):
    return FileWriter(random.Random(seed)).case()


class FileWriter:
    """Marks around a level for each zone, facts on and off the borders; a zone often repeats the one before it."""

    def __init__(self, chance):
        self.chance, self.plan = chance, SchemeWriter(chance)

    def odds(self, share):
        return self.chance.random() < share

    def case(self):
        scheme = self.plan.scheme()
        grouped = "groups" in scheme["aggregate"]
        of_kind = "ranking" in scheme or any("not-applicable" in node for node in all_nodes(scheme["criteria"]))
        panel = [[expert, f"名{expert}", self.chance.choice(SOURCES), "某单位"] for expert in self.plan.experts]
        self.zones = [f"z{n}" for n in range(1, self.chance.randint(4, 8) + 1)]
        kinds = {zone: self.chance.choice(KINDS) for zone in self.zones}
        zones = [[zone, f"{zone}区", "", kind, "某市" if kind == "county" else "", ""] for zone, kind in kinds.items()]
        self.missing = self.chance.choice([0, 0, 0, 0.03, 0.2])
        marks, before = [], None
        for zone in self.zones:
            sheets = self.sheets(before)
            before = sheets
            asked = set(applicable(scheme["criteria"], kinds[zone]))
            marks += self.mark_rows(zone, sheets, asked) if not (of_kind and self.odds(0.03)) else []
        facts = self.fact_rows(scheme)
        self.chance.shuffle(marks)
        return Case(scheme, marks, facts or None, panel if grouped or self.odds(0.2) else None,
                    zones if of_kind or self.odds(0.2) else None)

    def sheets(self, before):
        """{(indicator, expert): mark}: new, the same as another zone's, or the same with the experts exchanged."""
        if before and self.odds(0.35):
            others = self.chance.sample(self.plan.experts, len(self.plan.experts))
            names = dict(zip(self.plan.experts, others if self.odds(0.5) else self.plan.experts))
            return {(leaf, names[expert]): mark for (leaf, expert), mark in before.items()}
        level = self.chance.random()
        return {(leaf["id"], expert): self.mark(leaf, level)
                for leaf in self.plan.leaves if leaf["by"] == "experts" for expert in self.plan.experts}

    def mark(self, leaf, level):
        grid = leaf.get("marks", self.plan.grid)
        if grid == "yes-no":
            yes = self.odds(0.3 + level / 2)
            return self.chance.choice(["yes", "true", "是", "1"] if yes else ["no", "false", "否", "0"])
        steps = F(grid.get("scale", leaf["points"])) / grid["step"]
        near = int(steps * F(level)) + self.chance.choice([-2, -1, 0, 0, 1, 2])
        return decimal_text(min(max(F(near), F(0)), steps) * grid["step"])

    def mark_rows(self, zone, sheets, asked):
        recused = {expert for expert in self.plan.experts if self.odds(0.05)}
        rows = []
        for (leaf, expert), mark in sheets.items():
            if leaf in asked and expert not in recused:
                if not self.odds(self.missing):
                    rows.append([zone, leaf, expert, mark, ""])
                elif self.odds(0.5):
                    rows.append([zone, leaf, expert, "", ""])
        some = next((leaf for leaf, _ in sheets if leaf in asked), None)
        return rows + [[zone, some, expert, "recused", ""] for expert in sorted(recused) if some]

    def fact_rows(self, scheme):
        rows, before = [], {}
        for zone in self.zones:
            values = dict(before) if before and self.odds(0.35) else {
                fact: self.chance.choice(values) for fact, values in self.plan.rules.values.items()}
            before = values
            rows += [[zone, fact, value] for fact, value in values.items() if not self.odds(0.01)]
            for key in ("bonus", "deductions"):
                rows += [[zone, item["id"], self.item(item["points"])]
                         for item in scheme.get(key, {}).get("items", []) if self.odds(0.5)]
            rows += [[zone, item["id"], self.chance.choice(["yes", "no", "no", "否", "0"])]
                     for item in scheme.get("vetoes", []) if self.odds(0.5)]
        self.chance.shuffle(rows)
        return rows

    def item(self, points):
        return self.chance.choice(["yes", "no", "是", "false", decimal_text(points), decimal_text(points / 2), "0"])


def applicable(nodes, kind):
    """The indicators by experts that a zone of this kind has."""
    for node in nodes:
        if kind not in node.get("not-applicable", {}).get("kinds", []):
            yield from applicable(node["children"], kind) if "children" in node else [node["id"]]
