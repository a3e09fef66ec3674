"""The CSV files of a round as read, with every problem found."""

import csv
from collections import defaultdict
from fractions import Fraction

from exact import number, truth


class Files:
    def __init__(self, scheme, marks, facts=None, panel=None, zones=None):
        self.scheme, self.problems, self.zones = scheme, [], set()
        self.marks = defaultdict(dict)      # zone → {(indicator, expert): Fraction, missing ones left out}
        self.seats = defaultdict(set)       # zone → experts with a row there
        self.recused = defaultdict(set)     # zone → experts
        self.facts = defaultdict(dict)      # zone → {fact: Fraction or bool}
        self.sources, self.kinds = {}, {}   # expert → source, zone → kind
        self.seen, self.places = set(), {}
        for row, _ in self.rows(panel, ["expert", "name", "source", "organisation"], []):
            self.sources[row["expert"]] = row["source"]
        for row, _ in self.rows(zones, ["zone", "name", "english", "kind", "prefecture", "code"], []):
            self.kinds[row["zone"]] = row["kind"]
            self.zones.add(row["zone"])
        for row, place in self.rows(marks, ["zone", "indicator", "expert", "mark"], ["comment"]):
            self.read_mark(row, place)
        for (zone, expert), place in self.places.items():
            if expert in self.recused[zone]:
                self.problems.append(f"{place}: {expert} is recused from {zone} and has a mark there")
        for row, place in self.rows(facts, ["zone", "fact", "value"], []):
            self.read_fact(row, place)

    def rows(self, path, required, optional):
        if not path:
            return
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
        self.seats[zone].add(expert)
        grid = self.scheme.marks.get(indicator)
        if grid is None:
            self.problems.append(f"{place}: {indicator!r} is no indicator that experts score")
        elif (zone, indicator, expert) in self.seen:
            self.problems.append(f"{place}: a second mark of {expert} for {zone} {indicator}")
        elif self.scheme.aggregate.groups and expert not in self.sources:
            self.problems.append(f"{place}: {expert!r} is not of the panel")
        elif text:
            mark = truth(text) if grid.yes_no else number(text)
            mark = None if mark is None else Fraction(mark)
            if mark is None or not 0 <= mark <= grid.top or mark % grid.step:
                self.problems.append(f"{place}: mark {text!r} is not on the grid of {grid.step} from 0 to {grid.top}")
            else:
                self.marks[zone][indicator, expert] = mark
                self.places.setdefault((zone, expert), place)
        self.seen.add((zone, indicator, expert))

    def read_fact(self, row, place):
        zone, fact, text = row["zone"], row["fact"], row["value"]
        self.zones.add(zone)
        kind = self.scheme.facts.get(fact)
        if kind in ("bonus", "deduction"):
            value = self.item(fact, text)
        else:
            value = truth(text) if kind == "yes/no" else number(text)
        if kind is None:
            self.problems.append(f"{place}: no rule reads the fact {fact!r}")
        elif fact in self.facts[zone]:
            self.problems.append(f"{place}: a second value of {fact} for {zone}")
        elif value is None:
            self.problems.append(f"{place}: {text!r} is no {kind} value of {fact}")
        else:
            self.facts[zone][fact] = value

    def item(self, fact, text):
        """The points of a bonus or deduction: all for yes, none for no, or so many; a bare 1 is one point."""
        points = (self.scheme.bonus.points | self.scheme.deductions.points)[fact]
        value = number(text)
        if value is None and truth(text) is not None:
            value = points if truth(text) else Fraction(0)
        return value if value is not None and 0 <= value <= points else None
