"""A bundle taken apart so that it can be changed and sealed anew, as a bureau could that has the key: positions, digests of concealed
values, of files and of results, leaves, root, signatures and receipts are made again, under fresh keys."""

import base64
import copy
import hashlib
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Oracle"))
import ed25519  # noqa: E402
from signed import TURNS, Tree, leaf  # noqa: E402

ROUND_FILES = ("scheme.yaml", "scheme.json", "snapshot.json", "README.md")


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def digest(data):
    return hashlib.sha256(data).hexdigest()


def url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Item:
    """A concealed value that is known; `text` stands for the whole disclosure where it is not to be built."""

    def __init__(self, name, value, salt, text=None):
        self.name, self.value, self.salt, self.text = name, value, salt, text
        self.array = None

    def disclosure(self, change):
        if self.text is not None:
            return self.text
        return url(change(canonical(self.array if self.array is not None else [self.salt, self.name, self.value])))

    def digest(self, change):
        return url(hashlib.sha256(self.disclosure(change).encode("utf-8", "surrogatepass")).digest())


class Event:
    """Fields by name (an event in the place of its index), digests and items that it conceals, and what is done to its bytes."""

    def __init__(self, fields):
        self.concealed = fields.pop("sd", [])
        self.fields, self.raw, self.sorted = fields, lambda line: line, True

    @property
    def type(self):
        return self.fields["type"]

    def line(self, seqs, change):
        fields = {name: seqs.get(id(value), 0) if isinstance(value, Event) else value for name, value in self.fields.items()}
        fields.setdefault("seq", seqs.get(id(self), 0))
        hidden = [item.digest(change) if isinstance(item, Item) else item for item in self.concealed]
        if hidden:
            fields["sd"] = sorted(hidden) if self.sorted else hidden
        return self.raw(change(canonical(fields)))


class Signer:
    def __init__(self, name, seed):
        self.secret = hashlib.sha512(hashlib.sha256(seed.encode()).digest()).digest()
        scalar = bytearray(self.secret[:32])
        scalar[0] &= 248
        scalar[31] = scalar[31] & 127 | 64
        self.scalar, self.name = int.from_bytes(scalar, "little"), name
        self.point = ed25519.encode(ed25519.times(self.scalar, ed25519.BASE))
        data = b"\1" + self.point
        self.hash = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        self.text = f"{name}+{self.hash.hex()}+{base64.b64encode(data).decode()}"

    def line(self, text):
        """A line of signature, RFC 8032 section 5.1.6."""
        r = int.from_bytes(hashlib.sha512(self.secret[32:] + text).digest(), "little") % ed25519.L
        point = ed25519.encode(ed25519.times(r, ed25519.BASE))
        k = int.from_bytes(hashlib.sha512(point + self.point + text).digest(), "little") % ed25519.L
        signature = point + ((r + k * self.scalar) % ed25519.L).to_bytes(32, "little")
        return f"— {self.name} {base64.b64encode(self.hash + signature).decode()}\n".encode()


class Bundle:
    """What was read, ready to be changed; `after` holds changes to the files that were written, `chain` the results by the digests that stand
    for them, each with what it says otherwise than the snapshot: where all are at hand, all are made anew, and each replaces the one before."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.files = {name: (folder / name).read_bytes() for name in ROUND_FILES if (folder / name).exists()}
        self.old = {name: digest(data) for name, data in self.files.items()}
        self.old["disclosures.ndjson"] = digest((folder / "disclosures.ndjson").read_bytes())
        self.snapshot = json.loads(self.files["snapshot.json"])
        self.old_parts = {part: digest(canonical(self.snapshot[part])) for part in ("round", "zones")}
        self.events = [Event(json.loads(line)) for line in (folder / "events.ndjson").read_text(encoding="utf-8").split("\n")[:-1]]
        for event in self.events:
            del event.fields["seq"]
            for name, types in (("proposal", ("rules.adopted", "revision.decided", "act.confirmed", "act.declined")), ("request", ("reopening.decided", "evidence.supplied")),
                                ("asked", ("clarification.given",)), ("event", ("disclosure.erased",))):
                if name in event.fields and event.type in types:
                    event.fields[name] = self.events[event.fields[name]]
        self.closed = self.events[self.snapshot["closedBy"]]
        self.round = self.snapshot["round"]["id"]
        self.shown = [self.read(json.loads(line)) for line in (folder / "disclosures.ndjson").read_text(encoding="utf-8").split("\n")[:-1]]
        self.origin = self.events[0].fields["origin"]
        self.old_keys = [event.fields["key"] for event in self.events if event.type in ("log.genesis", "key.added")]
        self.after, self.raw_lines, self.signing = [], lambda lines: lines, {}
        self.close_is_kept, self.snapshot_raw, self.checkpoint = False, lambda data: data, None
        self.is_plan_bound = True
        self.stays = self.snapshot["closedBy"] if "replaces" in self.snapshot else None
        self.chain = [(self.old["snapshot.json"], lambda snapshot: None)]

    def read(self, item):
        salt, name, value = json.loads(base64.urlsafe_b64decode(item["disclosure"] + "=" * (-len(item["disclosure"]) % 4)))
        event, known = self.events[item["event"]], Item(name, value, salt)
        event.concealed[event.concealed.index(known.digest(lambda data: data))] = known
        return [event, known]

    def all(self, *types):
        return [event for event in self.events if event.type in types]

    def copy(self):
        return copy.deepcopy(self)

    def edition(self, event):
        """The edition that an event is judged by."""
        edition = self.events[0].fields.get("edition", 1)
        for other in self.events[:self.events.index(event)]:
            proposal = other.fields.get("proposal") if other.type == "rules.adopted" else None
            edition = proposal.fields["edition"] if isinstance(proposal, Event) else edition
        return edition

    def hold(self):
        """Keeps the close where it was: a result that was replaced names its index and is not at hand to be made anew. Accounts, of
        which a bundle sees nothing, come and go for it."""
        if self.stays is None or self.closed not in self.events:
            return
        while (extra := self.events.index(self.closed) - self.stays) > 0:
            spare = [event for event in self.events[4:self.events.index(self.closed)] if event.type == "user.added"]
            if not spare:
                return
            self.events.remove(spare[0])
        for number in range(-extra):
            event = Event(dict(self.events[4].fields))
            event.concealed = [url(bytes([number, 3]) * 16), url(bytes([number, 4]) * 16)]
            self.events.insert(5, event)

    def seal(self, place, seed):
        """Writes the bundle into a folder."""
        signers = [Signer(self.origin, f"{seed} key {number}") for number in range(len(self.old_keys))]
        swaps = [(old.encode(), signer.text.encode()) for old, signer in zip(self.old_keys, signers)]

        def change(data):
            for old, new in swaps:
                data = data.replace(old, new)
            return data

        def swap(old, new):
            if old != new:
                swaps.append((old.encode(), new.encode()))
        files = dict(self.files)
        self.hold()
        seqs = {id(event): seq for seq, event in reversed(list(enumerate(self.events)))}
        for name in ("scheme.yaml", "scheme.json"):
            if name in files:
                swap(self.old[name], digest(files[name]))
        for part in ("round", "zones") if self.is_plan_bound else ():
            swap(self.old_parts[part], digest(change(canonical(self.snapshot.get(part)))))
        if not self.close_is_kept:
            self.snapshot["closedBy"] = seqs.get(id(self.closed), 0)
        for number, (name, act) in enumerate(self.chain):
            result = copy.deepcopy(self.snapshot) if len(self.chain) > 1 else self.snapshot
            act(result)
            if number > 0:
                result["replaces"] = digest(files["snapshot.json"])
            files["snapshot.json"] = self.snapshot_raw(change(canonical(result)))
            swap(name, digest(files["snapshot.json"]))
        if "README.md" in files:
            swap(self.old["README.md"], digest(files["README.md"]))
        lines = [canonical({"disclosure": item.disclosure(change), "event": seqs.get(id(event), 0)}) + b"\n" for event, item in self.shown]
        files["disclosures.ndjson"] = b"".join(self.raw_shown(lines) if hasattr(self, "raw_shown") else lines)
        swap(self.old["disclosures.ndjson"], digest(files["disclosures.ndjson"]))
        events = self.raw_lines([event.line(seqs, change) for event in self.events])
        files["events.ndjson"] = b"".join(line + b"\n" for line in events)
        files |= self.sign(events, signers)
        for act in self.after:
            act(files)
        write(pathlib.Path(place), files)

    def sign(self, lines, signers):
        """Leaves, keys, checkpoint and receipts; what the keys of other bundles may do is in `signing`."""
        tree = Tree([leaf(line) for line in lines])
        size, known = len(lines), {signer.text: signer for signer in signers}
        added, retired, texts = {}, {}, []
        for seq, event in readable(lines):
            if event.get("type") in ("log.genesis", "key.added"):
                texts.append(event.get("key"))
                added.setdefault(event.get("key") if isinstance(event.get("key"), str) else "", seq)
            elif event.get("type") == "key.retired" and isinstance(event.get("key"), str):
                retired[event["key"]] = seq
        serving = lambda at: [known[text] for text in known if text in added and added[text] < at <= retired.get(text, at)]  # noqa: E731

        def head(at, by):
            text = f"{self.origin}\n{at}\n{base64.b64encode(tree.root(0, at)).decode()}\n".encode()
            return text + b"\n" + b"".join(signer.line(text) for signer in by)
        by = self.signing.get("checkpoint", lambda keys: keys[-1:])(serving(size) or signers[:1])
        checkpoint = head(size, by)
        if self.checkpoint:
            checkpoint = self.checkpoint(checkpoint, signers)
        files = {"leaves": b"".join(base64.b64encode(hash) + b"\n" for hash in tree.leaves), "checkpoint": checkpoint,
                 "keys": "".join(f"{text}\n" for text in texts).encode("utf-8", "surrogatepass")}
        for seq, event in readable(lines):
            name = f"receipts/{seq}.tlog-proof"
            if event.get("type") in TURNS and event.get("round") == self.round:
                files[name] = tree.receipt(seq, size) + checkpoint
            elif event.get("type") == "key.added":
                at = min(self.signing.get("first", seq + 1), size)
                by = self.signing.get("added", lambda old, new: old[-1:] + new)
                new = [known[event["key"]]] if event.get("key") in known else []
                signed = by([key for key in serving(at) if key not in new], new)
                files[name] = tree.receipt(seq, at) + head(at, signed) if new and signed else tree.receipt(seq, size) + checkpoint
        return files


def readable(lines):
    """The events that are objects, whatever else was made of the lines."""
    for seq, line in enumerate(lines):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict):
            yield seq, event


def write(place, files):
    (place / "receipts").mkdir(parents=True)
    for name, data in files.items():
        if data is not None:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)


def chance(seed):
    return random.Random(seed)
