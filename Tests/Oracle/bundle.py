"""Recomputes the ranking of an exported bundle from its disclosed marks and facts, and compares it with its snapshot.

Written from Documentation/ledger.md and the documents on schemes; shares no code with Heng. Usage: bundle.py DIRECTORY. Prints the
ranking; exit code 1 when a total, rank or verdict differs, or a disclosed value is not one that its event concealed.
"""

import base64
import csv
import hashlib
import json
import pathlib
import sys
import tempfile
from fractions import Fraction

import score


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def disclosed(bundle, events):
    """(event, name, value) of every disclosure, each held against its event's digests."""
    for line in (bundle / "disclosures.ndjson").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        event, text = events[item["event"]], item["disclosure"]
        if unpadded(hashlib.sha256(text.encode()).digest()) not in event["sd"]:
            sys.exit(f"event {event['seq']} does not conceal what is disclosed of it")
        _, name, value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        yield event, name, value


def tables(bundle, events, round_id):
    """The rows of marks, facts, panel and zones, as a round on paper would have them."""
    marks, facts, sources = {}, {}, {}
    for event, name, value in disclosed(bundle, events):
        if name == "marks":
            marks[event["zone"], event["seat"]] = value     # a recount comes after what it replaces
        elif name == "fact":
            facts[event["zone"], value["fact"]] = value["value"]
        elif name == "source":
            sources[event["seat"]] = value
    assigned = sorted({event["zone"] for event in events if event["type"] == "seat.assigned" and event["round"] == round_id})
    kinds = {event["zone"]: event["kind"] for event in events if event["type"] == "zone.registered"}
    return {
        "marks": [("zone", "indicator", "expert", "mark")] + [
            (zone, indicator, seat, f"{hundredths // 100}.{hundredths % 100:02}")
            for (zone, seat), pairs in sorted(marks.items()) for indicator, hundredths in pairs],
        "facts": [("zone", "fact", "value")] + [(zone, fact, value) for (zone, fact), value in sorted(facts.items())],
        "panel": [("expert", "name", "source", "organisation")] + [(seat, seat, source, "") for seat, source in sources.items()],
        "zones": [("zone", "name", "english", "kind", "prefecture", "code")] + [(zone, zone, "", kinds[zone], "", "") for zone in assigned],
    }


def recompute(bundle):
    events = [json.loads(line) for line in (bundle / "events.ndjson").read_text(encoding="utf-8").splitlines()]
    snapshot = json.loads((bundle / "snapshot.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, rows in tables(bundle, events, snapshot["round"]["id"]).items():
            paths[name] = pathlib.Path(folder) / f"{name}.csv"
            with open(paths[name], "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        result, problems = score.score(bundle / "scheme.yaml", paths["marks"], paths["facts"], paths["panel"], paths["zones"])
    if problems:
        sys.exit("\n".join(problems))
    return result["zones"], snapshot["scores"]["zones"]


def main():
    own, told = recompute(pathlib.Path(sys.argv[1]))
    told = {zone["zone"]: zone for zone in told}
    differences = 0
    for zone in own:
        print(zone["rank"] or "-", zone["zone"], zone["total"] or "-", zone["verdict"])
        claims = told.pop(zone["zone"], {})
        for key, read in (("rank", int), ("exact", Fraction), ("verdict", str)):
            found, claimed = (value and read(value) for value in (zone[key], claims.get(key)))
            if (found or None) != (claimed or None):
                print(f"{zone['zone']}: {key} {zone[key]}, the snapshot says {claims.get(key)}", file=sys.stderr)
                differences += 1
    for name in told:
        print(f"{name}: in the snapshot and not in the round", file=sys.stderr)
    return 1 if differences or told else 0


if __name__ == "__main__":
    sys.exit(main())
