"""Checks an exported bundle by everything that the ledger's page demands, and recomputes its ranking from what it discloses.

Written from Documentation/ledger.md and the documents on schemes; shares no code with Heng. Usage: bundle.py DIRECTORY. First line
`verified: …` or `NOT VERIFIED: ` and what is wrong, then the ranking; exit code 1 where something is wrong or a total, rank or
verdict differs.
"""

import csv
import pathlib
import sys
import tempfile
from fractions import Fraction

import yaml

import events
import scheme_json
import score
import shown
import signed
from canonical import Fault, must, parse
from replay import Ledger, find


class Bundle:
    """A bundle that is checked as far as it was read without a fault."""

    def __init__(self, folder):
        self.files = files = shown.Files(folder)
        self.ledger = Ledger(events.read(files.take("events.ndjson")))
        self.snapshot = parse(files.take("snapshot.json"), "snapshot.json")
        must(type(self.snapshot) is dict, "snapshot.json is no object")
        self.round = find(self.ledger, shown.part_of(self.snapshot, "round").get("id"))
        signed.check(files, self.ledger, self.round)
        shown.check_files(files, self.ledger, self.round, self.snapshot)
        self.scheme = self.read_scheme()
        self.shown = shown.Shown(files, self.ledger, self.round)
        shown.check_shown(self.shown, self.ledger, self.round, self.snapshot, "groups" in self.scheme["aggregate"])
        files.check_nothing_else()

    def read_scheme(self):
        try:
            scheme = yaml.load(self.files.take("scheme.yaml"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except (yaml.YAMLError, ValueError):
            raise Fault("scheme.yaml is not YAML") from None
        must(type(scheme) is dict and type(scheme.get("aggregate")) is dict and type(scheme.get("criteria")) is list, "scheme.yaml is no scheme")
        if "scheme.json" in self.files.read:
            scheme_json.compare(parse(self.files.take("scheme.json"), "scheme.json"), scheme)
        return scheme

    def values(self, sealed):
        """(event, name, value) of everything shown before a result was sealed, a later value after the one that it replaces."""
        for seq in sorted(seq for seq in self.shown.values if seq < sealed.seq):
            for name, values in self.shown.values[seq].items():
                yield from ((self.ledger.events[seq], name, value) for value in values)

    def tables(self, sealed):
        """The rows of marks, facts, panel and zones, as a round on paper would have them; of a zone that has withdrawn, none."""
        marks, facts, sources = {}, {}, {}
        for event, name, value in self.values(sealed):
            if event["zone"] in sealed.withdrawn:
                continue
            if name == "marks":
                marks[event.place] = value
            elif name == "fact":
                facts[event["zone"], value["fact"]] = value["value"]
            elif name == "source":
                sources[event["seat"]] = value
        return {
            "marks": [("zone", "indicator", "expert", "mark")] + [
                (zone, indicator, seat, f"{hundredths // 100}.{hundredths % 100:02}")
                for (zone, seat), pairs in sorted(marks.items()) for indicator, hundredths in pairs],
            "facts": [("zone", "fact", "value")] + [(zone, fact, value) for (zone, fact), value in sorted(facts.items())],
            "panel": [("expert", "name", "source", "organisation")] + [(seat, seat, source, "") for seat, source in sources.items()],
            "zones": [("zone", "name", "english", "kind", "prefecture", "code")] + [
                (zone["id"], zone["id"], "", zone.get("kind", ""), "", "") for zone in self.snapshot["zones"] if zone["id"] not in sealed.withdrawn],
        }

    def ranking(self, sealed):
        """The zones as recomputed for a result that was sealed; who has withdrawn stands behind the others."""
        left = [{"zone": zone, "verdict": "withdrawn", "rank": None, "total": None, "exact": None} for zone in sorted(sealed.withdrawn)]
        if len(left) == len(self.snapshot["zones"]):
            return left
        with tempfile.TemporaryDirectory() as folder:
            paths = {}
            for name, rows in self.tables(sealed).items():
                paths[name] = pathlib.Path(folder) / f"{name}.csv"
                with open(paths[name], "w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(rows)
            scheme = pathlib.Path(folder) / "scheme.yaml"
            scheme.write_bytes(self.files.take("scheme.yaml"))
            try:
                result, problems = score.score(scheme, paths["marks"], paths["facts"], paths["panel"], paths["zones"])
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as trouble:
                raise Fault(f"scheme.yaml cannot be scored by: {trouble!r}") from None
        must(not problems, "; ".join(problems[:3]).replace(folder + "/", ""))
        return result["zones"] + left

    def told(self, sealed):
        """What each result of that event says, by zone."""
        events = {seq: values["result"][0] for seq, values in self.shown.values.items() if values["result"]}
        return {value["zone"]: value for seq, value in events.items() if value["snapshot"] == sealed["snapshot"] and seq > sealed.seq}

    def check_replaced(self):
        """The results that were replaced follow from what was known then; of the newest the snapshot says more, of those before the notice
        nothing is shown."""
        for sealed in self.round.snapshots[self.round.snapshots.index(self.round.published):-1]:
            told = self.told(sealed)
            for zone in self.ranking(sealed):
                wrong = list(differences(zone, told.get(zone["zone"], {}), f"result {sealed.seq}", TOLD))
                must(not wrong, wrong[0] if wrong else "")


TOLD = (("rank", int), ("total", Fraction), ("verdict", str))
SCORED = (("rank", int), ("exact", Fraction), ("total", Fraction), ("verdict", str))


def differences(own, told, where, keys):
    """What is told of a zone and the recomputation does not give."""
    for key, read in keys:
        try:
            found, claimed = (None if value is None else read(value) for value in (own[key], told.get(key)))
        except (ValueError, TypeError, ZeroDivisionError):
            found, claimed = 0, None
        if found != claimed:
            yield f"{own['zone']}: {key} {own[key]}, the {where} says {told.get(key)}"


def verdict(folder):
    """(the first line, the recomputed zones, differences of the snapshot)."""
    try:
        bundle = Bundle(pathlib.Path(folder))
        bundle.check_replaced()
        own, told = bundle.ranking(bundle.round.snapshots[-1]), shown.scores_of(bundle.snapshot)
    except Fault as fault:
        return f"NOT VERIFIED: {fault}", [], []
    wrong = [line for zone in own for line in differences(zone, told.get(zone["zone"], {}), "snapshot", SCORED)]
    fine = f"verified: {bundle.ledger.keys.origin}, {len(bundle.ledger.events)} events, round {bundle.round.id}"
    return f"NOT VERIFIED: {wrong[0]}" if wrong else fine, own, wrong


def main():
    if len(sys.argv) != 2:
        print("usage: bundle.py DIRECTORY", file=sys.stderr)
        return 2
    first, zones, wrong = verdict(sys.argv[1])
    print(first)
    for zone in zones:
        print(zone["rank"] or "-", zone["zone"], zone["total"] or "-", zone["verdict"])
    print("".join(line + "\n" for line in wrong), end="", file=sys.stderr)
    return 0 if first.startswith("verified") else 1


if __name__ == "__main__":
    sys.exit(main())
