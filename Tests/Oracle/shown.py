"""What a bundle shows: its files, and the public values of its round."""

import collections
import os

from canonical import base64url, digest, encode, lines, must, parse, unpadded
from events import TYPES, VALUES
from forms import BITS128, FORMS, trouble
from replay import STATES


PARTS = {"closedBy", "format", "replaces", "round", "scheme", "scores", "seats", "zones"}


class Files:
    """The files below a folder, and which of them were looked at."""

    def __init__(self, folder):
        self.text, self.read = {}, set()
        must(folder.is_dir(), f"{folder} is no folder")
        for path, folders, names in os.walk(folder):
            for name in folders + names:
                place = os.path.relpath(os.path.join(path, name), folder)
                if name in folders:
                    must(place == "receipts" and not os.path.islink(os.path.join(path, name)), f"{place} is no part of a bundle")
                    continue
                must(os.path.isfile(os.path.join(path, name)) and not os.path.islink(os.path.join(path, name)), f"{place} is no regular file")
                with open(os.path.join(path, name), "rb") as file:
                    self.text[place] = file.read()

    def take(self, name):
        must(name in self.text, f"{name} is missing")
        self.read.add(name)
        return self.text[name]

    def check_nothing_else(self):
        for name in sorted(set(self.text) - self.read):
            must(False, f"{name} is no part of this bundle")


def check_files(files, ledger, round, snapshot):
    """Each file against the digest that the ledger has of it, and of snapshot.json what is no arithmetic."""
    bound = [(round.snapshots[-1], "snapshot.json", round.snapshots[-1]["snapshot"]), (round.planned, "scheme.yaml", round.planned["scheme"])]
    bound += [(round.released, name, value) for name, value in round.released["files"]]
    if round.planned["scheme_json"] and "scheme.json" in files.text:
        bound.append((round.planned, "scheme.json", round.planned["scheme_json"]))
    for event, name, value in bound:
        must(digest(files.take(name)) == value, f"{name} is not the file that event {event.seq} ({event.type}) binds")
    if "scheme.json" in files.read:
        parse(files.take("scheme.json"), "scheme.json")
    for part, field in (("round", "plan"), ("zones", "zones")):
        must(part in snapshot and digest(encode(snapshot[part])) == round.planned[field], f"snapshot.json: its {part} is not what was planned")
    must(set(snapshot) <= PARTS and type(snapshot.get("format")) is int and snapshot["format"] == 1, "snapshot.json: other parts than it has, or its format is not 1")
    before = [event["snapshot"] for event in round.snapshots[:-1]]
    for what, found, due in [
            ("ledger", snapshot["round"].get("ledger"), ledger.keys.origin),
            ("scheme", part_of(snapshot, "scheme").get("digest"), round.planned["scheme"]),
            ("closedBy", snapshot.get("closedBy"), round.closed.seq),
            ("replaces", snapshot.get("replaces", ""), before[-1] if before else "")]:
        must(type(found) is type(due) and found == due, f"snapshot.json: its {what} is not {due}")
    for event in round.corrections:
        event.must(("from" in event.fields) == (snapshot["round"].get("renotice") is True), "a new notice stands exactly where the plan says `renotice`")
    zones, scored = by_name(snapshot.get("zones"), "id"), scores_of(snapshot)
    must(set(zones) == set(scored) == set(round.results), "snapshot.json: its zones are not those with a result")
    must(round.withdrawn.keys() <= set(zones), "snapshot.json: a zone withdrew that the round does not have")
    early = {zone for zone, event in round.withdrawn.items() if event.seq < round.opened.seq}
    seated = round.zones.keys() | early
    must(seated <= set(zones) and (not round.drawn and not round.zones or seated == set(zones)), "snapshot.json: its zones are not those with seats")


def part_of(value, name):
    part = value.get(name)
    return part if type(part) is dict else {}


def scores_of(snapshot):
    return by_name(part_of(snapshot, "scores").get("zones"), "zone")


def by_name(items, key):
    found = {}
    for item in items if type(items) is list else []:
        name = item.get(key) if type(item) is dict else None
        must(type(name) is str and name not in found, f"snapshot.json: a zone has no {key}, or stands twice")
        found[name] = item
    return found


# Disclosures


class Shown:
    """{seq: {name: values}} of everything that disclosures.ndjson shows of a round."""

    def __init__(self, files, ledger, round):
        self.values, last, seen = collections.defaultdict(lambda: collections.defaultdict(list)), 0, set()
        for number, line in enumerate(lines(files.take("disclosures.ndjson"), "disclosures.ndjson")):
            where = f"disclosures.ndjson line {number}"
            item = parse(line.encode(), where)
            must(type(item) is dict, f"{where} is no object")
            wrong = trouble(["disclosure:any", "event:count"], item, 1)
            must(not wrong, f"{where}: {wrong}")
            must(last <= item["event"] < len(ledger.events), f"{where}: the event is unknown, or out of order")
            must(line not in seen, f"{where} stands there twice")
            seen.add(line)
            last = item["event"]
            event = ledger.events[last]
            must(event["round"] == round.id, f"{where}: event {last} is not of the round {round.id}")
            name, value = opened(where, item["disclosure"], event)
            self.values[last][name].append(value)

    def one(self, event, name):
        return self.values[event.seq][name][0]

    def state(self, event):
        return event["state"] if event.edition == 1 else self.one(event, "outcome")["state"]


def opened(where, text, event):
    """Name and value of a disclosure, which its event must conceal and whose type must make it public."""
    inner = base64url(text)
    must(inner is not None, f"{where} is not base64url")
    parts = parse(inner, where)
    must(type(parts) is list and len(parts) == 3 and BITS128(parts[0], 1), f"{where}: expected salt, name and value")
    _, name, value = parts
    must(type(name) is str and name in TYPES[event.type].public and (name != "outcome" or event.edition >= 2),
         f"{where}: {name!r} of event {event.seq} ({event.type}) is not public")
    must(unpadded(bytes.fromhex(digest(text.encode()))) in event.hidden, f"{where}: event {event.seq} does not conceal this")
    table = VALUES[name]
    if type(table) is list:
        must(type(value) is dict, f"{where}: the value is no object")
        wrong = trouble(table, value, event.edition)
        must(not wrong, f"{where}: {wrong}")
    else:
        must(FORMS[table](value, event.edition), f"{where}: the value has not the form of {name}")
    return name, value


def check_shown(shown, ledger, round, snapshot, weighs):
    for event in ledger.events:
        public = TYPES[event.type].public
        if public and event["round"] == round.id:
            due = dues(shown, event, weighs, round)
            for name in public:
                found = len(shown.values[event.seq][name])
                event.must(found == due.get(name, 0), f"{found} values of {name} are shown, expected {due.get(name, 0)}")
            facts = [value["fact"] for value in shown.values[event.seq]["fact"]]
            event.must(len(facts) == len(set(facts)), "a fact stands in it twice")
            for value in shown.values[event.seq]["result"]:
                check_result(event, value)
    check_states(shown, round, snapshot)
    check_certificates(shown, round, scores_of(snapshot))
    check_recounts(shown, round)


def dues(shown, event, weighs, round):
    """How many values of each name must be shown of an event; no more than these may be."""
    if event.type in ("facts.recorded", "facts.corrected"):
        return {"fact": 0 if round.withdrew_unseen(event) else len(event.hidden) - 1}
    if event.type == "result.sealed":
        return {"result": int(event.seq > round.published.seq)}
    if event.type == "seat.recounted":
        return {"marks": 1}
    due = {"outcome": 1} if event.edition >= 2 else {}
    event.must(len(shown.values[event.seq]["outcome"]) == len(due), "its outcome is not shown once")
    marks = shown.state(event) == "sealed" and not round.withdrew_unseen(event)
    return due | {"marks": int(marks), "source": int(weighs)}


def check_result(event, value):
    event.must(value["zone"] == event["zone"], "its result is of another zone")
    event.must(value["snapshot"] == event.snapshot, "its result is of another snapshot")
    event.must(("rank" in value) == (value["verdict"] in ("pass", "fail")), "who passes or fails has a rank, and nobody else")
    event.must(event.left == (value["verdict"] == "withdrawn"), "`withdrawn` is the verdict of a zone that has withdrawn, and of no other")
    event.must(not event.left or "total" not in value, "its zone has withdrawn, and has a total")


def check_states(shown, round, snapshot):
    """Outcomes against the account, the roster, and the seats of the snapshot."""
    seats, balance, first = [], collections.Counter(), set()
    for event in round.counted.values():
        state = shown.state(event)
        if event.edition >= 2:
            event.must(shown.one(event, "outcome")["called"] is event.called, "its `called` is not what the roster says")
        seats.append({"seat": event["seat"], "state": state, "zone": event["zone"]})
        balance[event["zone"]] += (state == "recused") - event.called
        if state == "recused" and not event.called:
            first.add(event["zone"])
    for state in STATES:
        found = sum(seat["state"] == state for seat in seats)
        round.closed.must(found == round.closed[state], f"{found} seats are {state}, it counts {round.closed[state]}")
    calling = {event["zone"] for event in round.counted.values() if event.called}
    round.closed.must(min(balance.values(), default=0) >= 0 and calling <= first, "at a zone seats are called for which none is recused")
    must(encode(snapshot.get("seats")) == encode(seats), "snapshot.json: its seats are not the counted ones")


def check_certificates(shown, round, scores):
    for zone, event in round.results.items():
        result = shown.one(event, "result")
        for name in ("total", "rank", "verdict"):
            event.must(encode(result.get(name)) == encode(scores[zone].get(name)), f"its {name} is not that of snapshot.json")
        event.must(not event.left or scores[zone].get("cells", {}) == {}, "its zone has withdrawn, and has cells in snapshot.json")
    for event, result in round.passes:
        event.must(shown.one(result, "result")["verdict"] == "pass", f"zone {result['zone']}, which has a certificate, does not pass")


def check_recounts(shown, round):
    """Other marks than were counted stand only for indicators that upheld objections of the zone name."""
    newest = {event.place: dict(shown.one(event, "marks")) for event in round.counted.values() if shown.values[event.seq]["marks"]}
    count = collections.Counter()    # of changed marks, by the result before
    for event in round.recounts:
        event.must(event.place in newest, "its seat has no sheet")
        before, now = newest[event.place], dict(shown.one(event, "marks"))
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        event.must(changed <= event.objected, "a mark changed that no upheld objection of its zone names")
        count[event.snapshot] += len(changed)
        event.must(count[event.snapshot] <= event.confirmed, "more marks changed than revisions were confirmed since the result before")
        newest[event.place] = now
