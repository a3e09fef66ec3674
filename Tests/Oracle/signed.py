"""Keys, the tree, checkpoints and receipts of a ledger."""

import base64
import hashlib
import math
import re

import ed25519
from canonical import base64padded, lines, must

SIGNATURE = re.compile("— ([^ +\n]+) ([A-Za-z0-9+/=]+)")


class Key:
    """A verifier key and its time: it may sign heads of added < size <= retired."""

    def __init__(self, text, name, hash, point):
        self.text, self.name, self.hash, self.point = text, name, hash, point
        self.added, self.retired, self.vouched, self.first = 0, math.inf, False, 0


def read_key(text):
    """The key that a text is, or None."""
    name, _, rest = text.partition("+")
    hash, _, coded = rest.partition("+")
    data = base64padded(coded)
    if not name or re.search(r"\s", name) or data is None or len(data) != 33 or data[0] != 1:
        return None
    own = hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]
    return Key(text, name, hash, data[1:]) if hash == own else None


class Keys:
    """All keys of a ledger in their order."""

    def __init__(self):
        self.all, self.origin = [], None

    def add(self, event):
        key = read_key(event["key"])
        event.must(key.name == self.origin, "the key does not bear the origin as its name")
        event.must(all(key.text != other.text for other in self.all), "the key was added before")
        key.added, key.vouched = event.seq, event.seq == 0
        self.all.append(key)

    def retire(self, event):
        serving = [key for key in self.all if key.retired == math.inf]
        named = [key for key in serving if key.text == event["key"]]
        event.must(named, "the key is not in force")
        event.must(len(serving) > 1, "the last key is never retired")
        named[0].retired = event.seq


# The tree


def leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


class Tree:
    def __init__(self, leaves):
        self.leaves, self.known = leaves, {}

    def root(self, start, end):
        """The hash of the leaves from start up to end, RFC 9162 section 2.1.1."""
        if end - start == 1:
            return self.leaves[start]
        if (start, end) not in self.known:
            middle = start + split(end - start)
            self.known[start, end] = hashlib.sha256(b"\1" + self.root(start, middle) + self.root(middle, end)).digest()
        return self.known[start, end]

    def proof(self, index, start, end):
        """The inclusion proof of a leaf, section 2.1.3.1."""
        if end - start == 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return self.proof(index, start, middle) + [self.root(middle, end)]
        return self.proof(index, middle, end) + [self.root(start, middle)]

    def receipt(self, index, size):
        hashes = "".join(base64.b64encode(hash).decode() + "\n" for hash in self.proof(index, 0, size))
        return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n".encode()


def split(size):
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


# Heads


class Head:
    """A signed note over the tree of so many leaves, and the keys of its time that signed it."""

    def __init__(self, data, where, keys, tree):
        text, gap, notes = data.partition(b"\n\n")
        must(gap, f"{where} is no signed note")
        self.size, root = self.three(lines(text + b"\n", where), where, keys.origin)
        must(self.size <= len(tree.leaves), f"{where}: the ledger has no {self.size} events")
        must(tree.root(0, self.size) == root, f"{where}: the root is not that of the events")
        self.signers = [key for line in lines(notes, where) for key in self.signer(line, text + b"\n", where, keys)]
        must(self.signers, f"{where}: no key of its time has signed it")

    def three(self, found, where, origin):
        must(len(found) == 3 and found[0] == origin and re.fullmatch("[1-9][0-9]{0,14}", found[1]), f"{where}: expected origin, size, root")
        root = base64padded(found[2])
        must(root and len(root) == 32, f"{where}: expected origin, size, root")
        return int(found[1]), root

    def signer(self, line, text, where, keys):
        """The keys that a line is the signature of; none where another signed."""
        parts = SIGNATURE.fullmatch(line)
        data = parts and base64padded(parts[2])
        must(data and len(data) > 4, f"{where}: a line is no signature")
        if parts[1] != keys.origin:
            return
        for key in keys.all:
            if key.hash == data[:4].hex() and key.added < self.size <= key.retired:
                must(ed25519.verify(key.point, data[4:], text), f"{where}: the signature of {key.text} is wrong")
                yield key

    def vouched(self, before=math.inf):
        return any(key.vouched and key.added < before for key in self.signers)


TURNS = {"round.planned", "round.opened", "round.closed", "snapshot.sealed", "bundle.released"}


def check(files, ledger, round):
    """Leaves, keys, checkpoint and receipts against the events."""
    tree, keys = Tree([leaf(event.line) for event in ledger.events]), ledger.keys
    check_leaves(lines(files.take("leaves"), "leaves"), [base64.b64encode(hash).decode() for hash in tree.leaves])
    must(lines(files.take("keys"), "keys") == [key.text for key in keys.all], "keys: these are not the keys of the events")
    checkpoint = files.take("checkpoint")
    newest = Head(checkpoint, "checkpoint", keys, tree)
    must(newest.size == len(tree.leaves), f"checkpoint: it is of {newest.size} events, not of {len(tree.leaves)}")
    heads = [newest] + [check_key(files, key, keys, tree, checkpoint) for key in keys.all[1:]]
    for head in heads:
        must(head.vouched(), f"the head of {head.size} events is signed by no key that an older one vouches for")
        for key in head.signers:
            must(key.first <= head.size, f"receipts/{key.added}.tlog-proof: the key signed an older head")
    for event in ledger.events:
        if event.type in TURNS and event["round"] == round.id:
            name = f"receipts/{event.seq}.tlog-proof"
            must(files.take(name) == tree.receipt(event.seq, newest.size) + checkpoint, f"{name} is not the proof under the checkpoint")


def check_leaves(told, own):
    for index, hash in enumerate(own):
        must(index < len(told) and told[index] == hash, f"leaves: line {index} is not the hash of event {index}")
    must(len(told) == len(own), "leaves: there are more than events")


def check_key(files, key, keys, tree, checkpoint):
    """The head of an added key's receipt: the first that it signed, where an older key vouches for it."""
    name = f"receipts/{key.added}.tlog-proof"
    proof, _, data = files.take(name).partition(b"\n\n")
    head = Head(data, name, keys, tree)
    must(head.size > key.added, f"{name}: the head is older than the key")
    must(proof + b"\n\n" == tree.receipt(key.added, head.size), f"{name}: the proof is wrong")
    must(key in head.signers or data == checkpoint, f"{name}: the key did not sign this head")
    key.first, key.vouched = head.size, key in head.signers and head.vouched(key.added)
    return head
