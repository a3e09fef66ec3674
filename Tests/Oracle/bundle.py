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

    def values(self):
        """(event, name, value) of everything shown, a later value after the one that it replaces."""
        for seq in sorted(self.shown.values):
            for name, values in self.shown.values[seq].items():
                yield from ((self.ledger.events[seq], name, value) for value in values)

    def tables(self):
        """The rows of marks, facts, panel and zones, as a round on paper would have them."""
        marks, facts, sources = {}, {}, {}
        for event, name, value in self.values():
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
                (zone["id"], zone["id"], "", zone.get("kind", ""), "", "") for zone in self.snapshot["zones"]],
        }

    def ranking(self):
        """The zones as recomputed, and as the snapshot says."""
        with tempfile.TemporaryDirectory() as folder:
            paths = {}
            for name, rows in self.tables().items():
                paths[name] = pathlib.Path(folder) / f"{name}.csv"
                with open(paths[name], "w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(rows)
            scheme = pathlib.Path(folder) / "scheme.yaml"
            scheme.write_bytes(self.files.take("scheme.yaml"))
            try:
                result, problems = score.score(scheme, paths["marks"], paths["facts"], paths["panel"], paths["zones"])
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as trouble:
                raise Fault(f"scheme.yaml cannot be scored by: {trouble}") from None
        must(not problems, "; ".join(problems[:3]).replace(folder + "/", ""))
        return result["zones"], shown.scores_of(self.snapshot)


def differences(own, told):
    """What the snapshot says of a zone and the recomputation does not."""
    for key, read in (("rank", int), ("exact", Fraction), ("verdict", str)):
        try:
            found, claimed = (value and read(value) for value in (own[key], told.get(key)))
        except (ValueError, TypeError, ZeroDivisionError):
            found, claimed = "?", None
        if (found or None) != (claimed or None):
            yield f"{own['zone']}: {key} {own[key]}, the snapshot says {told.get(key)}"


def verdict(folder):
    """(the first line, the recomputed zones, differences of the snapshot)."""
    try:
        bundle = Bundle(pathlib.Path(folder))
        own, told = bundle.ranking()
    except Fault as fault:
        return f"NOT VERIFIED: {fault}", [], []
    wrong = [line for zone in own for line in differences(zone, told.get(zone["zone"], {}))]
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
