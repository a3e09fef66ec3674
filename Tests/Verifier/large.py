"""Writes a bundle of any size, signed with a key of its own, to see how the time of a verifier grows: large.py FOLDER ZONES [--cells N].

Everything grows with the number of zones: applications, candidates, seats, facts, objections, recounts, results, certificates, about 28 events
a zone. `--cells` adds saved cells, of which a real log has most. Go and Python accept it; Heng does not, for its snapshot has no
more than what those two read."""

import argparse
import base64
import hashlib
import pathlib

from sealed import Item, Signer, canonical, digest, url, write

from signed import TURNS, Tree, leaf  # (on the path that sealed.py adds)

ORIGIN, ROUND, LETTERS = "large.example/1", {"round": "r"}, "0123456789abcdefghjkmnpqrstvwxyz"
SEATS = {"department": 2, "university": 3}
SCHEME = """scheme: large
status: specimen
title: {zh: 大批次}
panel: {minimum: 3}
marks: {step: 0.01}
aggregate: {method: mean, level: indicator, minimum: 1}
pass: {total: 0}
criteria:
  - {id: p, title: {zh: 规范监管}, points: 1000, by: experts}
  - {id: r, title: {zh: 办结率}, points: 10, by: rule, fact: rate, rule: {proportion: {target: 100}}}
""".encode()
SCHEME_JSON = canonical({"aggregate": {}, "criteria": [
    {"by": "experts", "id": "p", "points": "1000", "title": {"zh": "规范监管"}},
    {"by": "rule", "id": "r", "points": "10", "title": {"zh": "办结率"}}], "edition": 1, "scheme": "large", "status": "specimen", "title": {"zh": "大批次"}})


class Log:
    """Events as they are added, and what is shown of them."""

    def __init__(self):
        self.events, self.shown, self.drawn = [], [], 0

    def bits(self, bytes):
        self.drawn += 1
        return hashlib.sha256(b"%d" % self.drawn).digest()[:bytes]

    def code(self):
        return "".join(LETTERS[byte % 32] for byte in self.bits(20))

    def add(self, type, hidden, day="2026-11-02", shows=(), **fields):
        """Adds an event that conceals so many values beside those that it shows; gives its index."""
        seq = len(self.events)
        items = [Item(name, value, url(self.bits(16))).disclosure(lambda data: data) for name, value in shows]
        digests = [url(hashlib.sha256(text.encode()).digest()) for text in items] + [url(self.bits(32)) for _ in range(hidden)]
        self.events.append({"at": day, "id": url(self.bits(16)), "seq": seq, "type": type, "v": 1, **fields} | ({"sd": sorted(digests)} if digests else {}))
        self.shown += [{"disclosure": text, "event": seq} for text in items]
        return seq


class Large:
    def __init__(self, zones, cells):
        self.log, self.signer = Log(), Signer(ORIGIN, "large")
        self.zones = [f"z{number:06}" for number in range(zones)]
        self.plan, self.table = {"id": "r", "ledger": ORIGIN}, [{"id": zone, "kind": "city"} for zone in self.zones]
        self.roster = [(zone, code) for zone in self.zones for code in sorted(self.log.code() for _ in range(sum(SEATS.values())))]
        self.begin()
        self.draw()
        self.score(cells)
        self.object()
        self.end()

    def begin(self):
        self.log.add("log.genesis", 1, origin=ORIGIN, key=self.signer.text, edition=2, offset=480)
        for _ in range(3):
            self.log.add("user.added", 1)
        self.log.add("calendar.loaded", 1, year=2026, holidays=[], workdays=[])
        for zone in self.zones:
            self.log.add("zone.registered", 1, zone=zone, name=zone, kind="city")
            self.log.add("application.submitted", 6, application=zone, zone=zone, purpose="designation")
            self.log.add("application.accepted", 1, application=zone)

    def draw(self):
        self.log.add("round.planned", 1, **ROUND, plan=digest(canonical(self.plan)), scheme=digest(SCHEME), scheme_json=digest(SCHEME_JSON), zones=digest(canonical(self.table)))
        count, seed = len(self.zones) + 8, digest(b"seed")
        for number in range(count):
            zone = self.zones[number % len(self.zones)]
            self.log.add("candidate.listed", 1, **ROUND, candidate=self.log.code(), source=sorted(SEATS)[number % 2], excluded=[[zone, "employer"], [zone, "tie"]])
        self.log.add("draw.committed", 3, **ROUND, commitment=digest(seed.encode()), reserve=digest(b"reserve"), candidates=count, witness="x", quotas=sorted(map(list, SEATS.items())))
        self.log.add("draw.held", 1, **ROUND, seed=seed, witness="03 11 14")

    def score(self, cells):
        self.log.add("round.opened", 1, **ROUND, roster=digest(canonical(self.roster)), seats=len(self.roster))
        for zone, seat in self.roster:
            self.log.add("seat.assigned", 1, **ROUND, zone=zone, seat=seat)
        for _ in range(cells):
            self.log.add("cell.saved", 3, **ROUND)
        for _ in self.roster:
            self.log.add("sheet.sealed", 5, **ROUND)
        for zone in self.zones:
            self.log.add("facts.recorded", 1, **ROUND, zone=zone, shows=[("fact", {"fact": "rate", "value": "100"})])
        for zone, seat in self.roster:
            self.log.add("seat.counted", 2, **ROUND, zone=zone, seat=seat, shows=[("outcome", {"called": False, "state": "sealed"}), ("marks", self.marks(zone))])
        self.closed = self.log.add("round.closed", 1, **ROUND, seats=len(self.roster), sealed=len(self.roster), recused=0, missed=0)
        self.seal(0)

    def marks(self, zone):
        return [["p", int(zone[1:])]]

    def seal(self, hidden, **more):
        """The result: a zone has a hundredth more than the one before it."""
        results = [{"zone": zone, "total": f"{10 + number / 100:.2f}".rstrip("0").rstrip("."), "rank": len(self.zones) - number, "verdict": "pass"} for number, zone in enumerate(self.zones)]
        self.snapshot = canonical({
            "closedBy": self.closed, "format": 1, "round": self.plan, "scheme": {"digest": digest(SCHEME)}, "zones": self.table, **more,
            "scores": {"zones": [result | {"exact": result["total"]} for result in results]},
            "seats": [{"seat": seat, "state": "sealed", "zone": zone} for zone, seat in self.roster]})
        self.log.add("snapshot.sealed", hidden, **ROUND, snapshot=digest(self.snapshot))
        for result in results:
            self.log.add("result.sealed", 0, **ROUND, zone=result["zone"], shows=[("result", result | {"snapshot": digest(self.snapshot)})])

    def object(self):
        self.log.add("notice.published", 1, **ROUND, snapshot=digest(self.snapshot), **{"from": "2026-11-02", "to": "2026-11-06"})
        for zone in self.zones:
            self.log.add("objection.filed", 3, **ROUND, objection=zone, zone=zone, indicator="p")
            self.log.add("objection.decided", 2, **ROUND, objection=zone, upheld=True)
            proposal = self.log.add("revision.proposed", 4, **ROUND)
            self.log.add("revision.decided", 1, **ROUND, proposal=proposal, confirmed=True)
        for zone, seat in self.roster[::sum(SEATS.values())]:
            self.log.add("seat.recounted", 0, **ROUND, zone=zone, seat=seat, shows=[("marks", self.marks(zone))])
        self.seal(1, replaces=digest(self.snapshot))

    def end(self):
        later = ROUND | {"day": "2026-11-09"}
        self.log.add("round.finalised", 1, **later, snapshot=digest(self.snapshot))
        for zone in self.zones:
            self.log.add("certificate.issued", 1, **later, certificate=zone, zone=zone, **{"from": "2026-11-09", "to": "2029-11-08"})
        self.files = {"README.md": b"# Large\n", "scheme.json": SCHEME_JSON, "scheme.yaml": SCHEME, "snapshot.json": self.snapshot,
                      "disclosures.ndjson": b"".join(canonical(item) + b"\n" for item in self.log.shown)}
        self.log.add("bundle.released", 1, **later, files=[[name, digest(data)] for name, data in sorted(self.files.items())])
        self.sign([canonical(event) for event in self.log.events])

    def sign(self, lines):
        tree, size = Tree([leaf(line) for line in lines]), len(lines)
        text = f"{ORIGIN}\n{size}\n{base64.b64encode(tree.root(0, size)).decode()}\n".encode()
        checkpoint = text + b"\n" + self.signer.line(text)
        self.files |= {"events.ndjson": b"".join(line + b"\n" for line in lines), "checkpoint": checkpoint, "keys": f"{self.signer.text}\n".encode(),
                       "leaves": b"".join(base64.b64encode(hash) + b"\n" for hash in tree.leaves)}
        for event in self.log.events:
            if event["type"] in TURNS:
                self.files[f"receipts/{event['seq']}.tlog-proof"] = tree.receipt(event["seq"], size) + checkpoint


def make(folder, zones, cells=0):
    """Writes it; gives the number of its events."""
    large = Large(zones, cells)
    write(pathlib.Path(folder), large.files)
    return len(large.log.events)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("zones", type=int)
    parser.add_argument("--cells", type=int, default=0)
    given = parser.parse_args()
    print(make(given.folder, given.zones, given.cells), "events")


if __name__ == "__main__":
    main()
