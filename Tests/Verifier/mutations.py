"""Kinds of mutations of a sealed bundle. Each gives (name, whether the page allows it: "no", "yes" or "open", the change of a copy).
Events are named by their index in the bundle that is changed."""

import hashlib
import random
import re

from sealed import Event, Item, Signer, canonical, url

NO, YES, OPEN, HENG, NOT_GO = "no", "yes", "open", "in Heng alone", "not in Go"
LONG, TRAVERSAL = "a" * 300, "../../etc"
NOT_TEXT = [7, None, True, ["x"], {"a": 1}]
NOT_ID = ["", "Capital", "кириллица", "a\u202eb", LONG, "a" * 65, TRAVERSAL, "-x", ".x", "_x", "a b", "a\n", "ａ", "a\u0000", *NOT_TEXT]
NOT_CODE = ["", "0" * 19, "0" * 21, "O" * 20, "i" + "0" * 19, "l" + "0" * 19, "u" + "0" * 19, "A" * 20, "０" * 20, *NOT_TEXT]
NOT_DAY = ["", "2030-02-31", "2026-13-01", "2026-00-10", "2026-1-2", "20261108", "2026-11-08T00:00:00Z", "2026-11-08 ", "２０２６-11-08", "2027-02-29", *NOT_TEXT]
NOT_DIGEST = ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "sha256:" + "a" * 57, *NOT_TEXT]
NOT_COUNT = [-1, 2**53, 2**64, "3", None, True, [1]]
NOT_BOOL = [0, 1, "true", "false", None, []]
GATE = [f"a{sign}b" for sign in "\u0001\u0007\u001f\u007f\u0085\u009f\u2028\u2029\u200b\u2060\u00ad\u200e\u3164\ufeff\u202a\u202e\u2066\u2069\t\n\r"]
JOINED = ["a\u200db", "a\u200cb", "☎\ufe0f", "甲市"]
BAD = {
    "id": NOT_ID, "code": NOT_CODE, "day": NOT_DAY, "digest": NOT_DIGEST, "count": NOT_COUNT, "bool": NOT_BOOL,
    "name": ["a" * 201, "甲" * 201, *NOT_TEXT], "text": ["a" * 4001, *NOT_TEXT],
    "numbers": ["", "03 11 14 ", " 03", "03  11", "abc", "03-11", "０３ 11", "03\n", "03\u00a011", "03\t11", "٣", *NOT_TEXT],
    "excluded": [[["za", "foo"]], [["Za", "tie"]], [["za"]], "za", [["za", "tie", 1]], None, {}, [["za", "Tie"]], ["za", "tie"]],
    "quotas": [[["university", 3], ["department", 2]], [["department", 2], ["department", 3]], [["dept", 5]], [["department", "2"]],
               [["department", -1], ["university", 3]], [["department", 2, 0], ["university", 3]], None, {"department": 2}, "x"],
    "days": [["2026-02-31"], ["2026-1-1"], "2026-01-01", [20260101], None, [None], [""]],
    "kind": ["", "City", "town", "сity", "county ", *NOT_TEXT], "level": ["", "city", "Province", *NOT_TEXT],
    "purpose": ["", "Selection", "award", *NOT_TEXT], "source": ["", "Department", "third_party", "school", *NOT_TEXT],
    "state": ["", "Sealed", "late", "sealed ", *NOT_TEXT], "key": ["", "x", "a+b+c", *NOT_TEXT],
    "edition": [0, 1, -1, "2", None, True, 2**53], "offset": [841, -721, "480", None, True, 10**6],
    "act": ["", "Publish", "publish ", "seal", "break off", *NOT_TEXT],
    "said": ["", "a" * 4001, "甲" * 4001, *NOT_TEXT], "caption": ["", "a" * 201, "甲" * 201, *NOT_TEXT],
    "deadline": ["", "Notice", "notice ", "objections", *NOT_TEXT], "ground": ["", "Review", "error", "judgment\n", *NOT_TEXT],
    "mark": ["", "0" * 9, "0" * 11, "A" * 10, "i" + "0" * 9, "l" + "0" * 9, "o" + "0" * 9, "u" + "0" * 9, "０" * 10, "0" * 20, *NOT_TEXT],
    "orders": [[], None, "x", {}, [["o8", "zb"]], [["o8", "zb", "p", "q"]], [["o9", "zb", "p"], ["o8", "zb", "p"]], [["o8", "zb", "p"], ["o8", "zb", "q"]], ["o8", "zb", "p"],
               [["O8", "zb", "p"]], [["o8", "Zb", "p"]], [["o8", "zb", "P"]], [["o8", "zb", 1]], [[8, "zb", "p"]], [["o8", None, "p"]], [["", "zb", "p"]], [["o8", "zb", ""]]],
    "papers": [[], None, "x", {}, {"a.pdf": "a" * 64}, [["a.pdf"]], [["a.pdf", "a" * 63]], [["a.pdf", "A" * 64]], [["a.pdf", "a" * 64, 1]], [["b.pdf", "a" * 64], ["a.pdf", "a" * 64]],
               [["a.pdf", "a" * 64], ["a.pdf", "b" * 64]], ["a.pdf", "a" * 64], [[7, "a" * 64]], [["a\nb", "a" * 64]], [["a\u202eb", "a" * 64]], [["a" * 201, "a" * 64]], [["", "a" * 64]], [["a.pdf", "a" * 64], ["甲" * 201, "a" * 64]]],
    "hidden": ["", "a" * 42, "a" * 44, "_" * 43, "+" * 43, *NOT_TEXT], "files": [None, [], "x", [["README.md"]], {}],
}


def fields_of(table):
    """(name, optional, form) of a table's row, for an edition."""
    for word in table:
        name, form = word.split(":")
        name, _, edition = name.partition("@")
        yield name.rstrip("?"), name.endswith("?"), form, edition


def setter(index, name, value):
    def act(bundle):
        bundle.events[index].fields[name] = value
    return act


def remover(index, name):
    def act(bundle):
        del bundle.events[index].fields[name]
    return act


def samples(bundle):
    """The first and the last event of every type."""
    by_type = {}
    for index, event in enumerate(bundle.events):
        by_type.setdefault(event.type, []).append(index)
    return [(type, index) for type, indices in by_type.items() for index in sorted({indices[0], indices[-1]})]


def short(value):
    text = ascii(value)
    return text if len(text) < 30 else f"{text[:20]}…{len(text)}"


# Forms


def forms(bundle, types):
    for type, index in samples(bundle):
        for name, optional, form, edition in fields_of(types[type].fields):
            if name not in bundle.events[index].fields:
                continue
            for value in BAD[form]:
                if bundle.events[index].fields[name] is not value:
                    long = form in ("name", "text") and isinstance(value, str)
                    yield f"{type}.{name}={short(value)}@{index}", OPEN if long and bundle.edition(bundle.events[index]) == 1 else NO, setter(index, name, value)
            if form in ("name", "text"):
                gate = NO if bundle.edition(bundle.events[index]) >= 2 else OPEN
                if type == "log.genesis":
                    gate = NO
                for value in GATE:
                    yield f"{type}.{name} gate {short(value)}@{index}", gate, setter(index, name, value)
                if type != "log.genesis":
                    for value in JOINED:
                        yield f"{type}.{name} joined {short(value)}@{index}", YES, setter(index, name, value)
                    yield f"{type}.{name} U+0000@{index}", NO, setter(index, name, "a\0")
                    yield f"{type}.{name} not NFC@{index}", NOT_GO, setter(index, name, "e\u0301")
                    yield f"{type}.{name} empty@{index}", OPEN, setter(index, name, "")
                    yield f"{type}.{name} blank@{index}", OPEN, setter(index, name, " ")
                    yield f"{type}.{name} trailing blank@{index}", OPEN, setter(index, name, "甲 ")
                    for length in (200, 201, 4000, 4001):
                        yield f"{type}.{name} of {length}@{index}", OPEN, setter(index, name, "甲" * length)
            yield f"{type}.{name} missing@{index}", YES if optional else NO, remover(index, name)
        for name, value in [("note", "x"), ("note", None), ("actor", {"user": "u"}), ("sitter", "e1"), ("round", "zzz"), ("zone", "za"),
                            ("state", "sealed"), ("called", False), ("scheme_json", "a" * 64), ("reserve", "a" * 64), ("edition", 2), ("offset", 480),
                            ("event", 0), ("digest", "a" * 43)]:
            if name not in bundle.events[index].fields and name not in ("round", "zone") or name == "note":
                yield f"{type} with {name}={short(value)}@{index}", NO, setter(index, name, value)
        for name, value in [("v", 2), ("v", "1"), ("v", True), ("v", 0), ("id", "A" * 21), ("id", "A" * 23), ("id", "A" * 21 + "B"), ("id", ""), ("id", 7),
                            ("id", "A" * 22 + "=="), ("id", "+" * 21 + "A"), ("type", type.upper()), ("type", "x"), ("type", 7), ("seq", index + 1), ("seq", str(index)),
                            ("seq", -1), ("seq", None)] + [("at", day) for day in NOT_DAY]:
            yield f"{type} header {name}={short(value)}@{index}", NO, setter(index, name, value)
        for name in ("v", "id", "type", "at"):
            yield f"{type} header {name} missing@{index}", NO, remover(index, name)
    yield "every id the same", YES, lambda bundle: [event.fields.update(id="A" * 22) for event in bundle.events]


def concealed(bundle, types):
    """What stands in `sd`: form, order, number."""
    fresh = url(b"\7" * 32)

    def put(index, change, keep=False):
        def act(copy):
            event = copy.events[index]
            event.concealed, event.sorted = change(list(event.concealed)), not keep
        return act
    for type, index in samples(bundle):
        yield f"{type} sd one more@{index}", OPEN, put(index, lambda it: it + [fresh])
        yield f"{type} sd empty@{index}", NO, lambda copy, index=index: copy.events[index].fields.update(sd=[]) or setattr(copy.events[index], "concealed", [])
        for value in [None, "x", {}, [7], [None], ["x"], ["A" * 42], ["A" * 43 + "="], ["A" * 42 + "B"], [fresh, fresh]]:
            yield f"{type} sd={short(value)}@{index}", NO, lambda copy, index=index, value=value: copy.events[index].fields.update(sd=value) or setattr(copy.events[index], "concealed", [])
        if bundle.events[index].concealed:
            yield f"{type} sd one fewer@{index}", OPEN, put(index, lambda it: [each for each in it if isinstance(each, Item)] + [each for each in it if not isinstance(each, Item)][1:])
            yield f"{type} sd none@{index}", OPEN, put(index, lambda it: [each for each in it if isinstance(each, Item)])
        if len(bundle.events[index].concealed) > 1 and all(isinstance(each, str) for each in bundle.events[index].concealed):
            yield f"{type} sd descending@{index}", NO, put(index, lambda it: sorted(it, reverse=True), True)
            yield f"{type} sd twice@{index}", NO, put(index, lambda it: sorted(it + it[:1]), True)


SPELLINGS = {
    "a blank": lambda line: line.replace(b":", b": ", 1),
    "a blank behind": lambda line: line + b" ",
    "a blank before": lambda line: b" " + line,
    "CRLF": lambda line: line + b"\r",
    "BOM": lambda line: b"\xef\xbb\xbf" + line,
    "an escape": lambda line: line.replace(b'"at"', b'"\\u0061t"'),
    "a solidus": lambda line: line.replace(b'"v":1', b'"v":1,"x":"\\/"'),
    "a float": lambda line: line.replace(b'"v":1', b'"v":1.0'),
    "an exponent": lambda line: line.replace(b'"v":1', b'"v":1e0'),
    "minus nought": lambda line: re.sub(rb'"seq":0\b', b'"seq":-0', line) if b'"seq":0' in line else line.replace(b'"v":1', b'"v":+1'),
    "a key twice": lambda line: line.replace(b'"v":1', b'"v":1,"v":1'),
    "another key twice": lambda line: line.replace(b'"v":1', b'"v":2,"v":1'),
    "keys in another order": lambda line: b'{"v":1,' + line[1:].replace(b',"v":1', b""),
    "not UTF-8": lambda line: line.replace(b'"v"', b'"\xff"'),
    "overlong UTF-8": lambda line: line.replace(b'"id":"', b'"id":"\xc0\xaf', 1),
    "a lone surrogate": lambda line: line.replace(b'"v":1', b'"v":1,"x":"\\ud800"'),
    "a lone surrogate in UTF-8": lambda line: line.replace(b'"v":1', b'"v":1,"x":"\xed\xa0\x80"'),
    "a capital escape": lambda line: line.replace(b'"v":1', b'"v":1,"x":"\\u001F"'),
    "nesting": lambda line: line.replace(b'"v":1', b'"v":1,"x":' + b"[" * 20000 + b"]" * 20000),
    "no JSON": lambda line: line[:-1],
    "more JSON": lambda line: line + b"{}",
    "an array": lambda line: b"[" + line + b"]",
    "null": lambda line: b"null",
    "nothing": lambda line: b"",
    "too long": lambda line: line.replace(b'"v":1', b'"v":1,"x":"' + b"a" * 65536 + b'"'),
    "a number too large": lambda line: line.replace(b'"v":1', b'"v":9007199254740992'),
    "a huge number": lambda line: line.replace(b'"v":1', b'"v":' + b"9" * 5000),
    "NaN": lambda line: line.replace(b'"v":1', b'"v":NaN'),
    "True": lambda line: line.replace(b'"v":1', b'"v":true'),
}


def spellings(bundle, types):
    for _, index in samples(bundle):
        for name, change in SPELLINGS.items():
            yield f"spelling {name}@{index}", NO, lambda copy, index=index, change=change: setattr(copy.events[index], "raw", change)


# Order


def order(bundle, types):
    """Each event dropped, repeated, swapped, and each type put where each type stands: mostly forbidden, sometimes not."""
    count = len(bundle.events)
    step = max(1, count // 140)
    for index in range(0, count, step):
        type = bundle.events[index].type
        yield f"{type} dropped@{index}", OPEN, drop(index)
        yield f"{type} repeated@{index}", OPEN, repeat(index)
        if index + 1 < count:
            yield f"{type} swapped with {bundle.events[index + 1].type}@{index}", OPEN, swap(index)
    places = [index for _, index in samples(bundle)]
    for type, index in samples(bundle):
        for place in places:
            yield f"{type} moved to {bundle.events[place].type}@{index}>{place}", OPEN, move(index, place)
            yield f"{type} again at {bundle.events[place].type}@{index}>{place}", OPEN, again(index, place)


def forget(copy, event):
    copy.shown = [pair for pair in copy.shown if pair[0] is not event]


def drop(index):
    def act(copy):
        forget(copy, copy.events.pop(index))
    return act


def twin(copy, index, fresh=True):
    """A copy of an event whose values are concealed anew, with what is shown of it."""
    event = copy.events[index]
    fields = dict(event.fields)
    other = Event(fields)
    other.concealed = []
    for number, value in enumerate(event.concealed):
        if isinstance(value, Item):
            value = Item(value.name, value.value, url(bytes([number, index % 256]) * 8))
            place = max([at for at, pair in enumerate(copy.shown) if pair[0] is event], default=len(copy.shown) - 1)
            copy.shown.insert(place + 1, [other, value])
        else:
            value = url(bytes([number, index % 256]) * 16)
        other.concealed.append(value)
    fields["id"] = url(bytes([index % 256, 9]) * 8)
    return other


def arrange(copy):
    """What is shown stands by event."""
    places = {id(event): place for place, event in enumerate(copy.events)}
    copy.shown.sort(key=lambda pair: places.get(id(pair[0]), 0))


def repeat(index):
    return again(index, index + 1)


def again(index, place):
    def act(copy):
        event = twin(copy, index)
        event.fields["at"] = copy.events[min(place, len(copy.events) - 1)].fields["at"]
        copy.events.insert(place, event)
        arrange(copy)
    return act


def swap(index):
    def act(copy):
        one, two = copy.events[index:index + 2]
        copy.events[index:index + 2] = [two, one]
        one.fields["at"], two.fields["at"] = two.fields["at"], one.fields["at"]
        arrange(copy)
    return act


def move(index, place):
    def act(copy):
        event = copy.events[index]
        event.fields["at"] = copy.events[place].fields["at"]
        copy.events.insert(place, copy.events.pop(index))
        arrange(copy)
    return act


def days(bundle, types):
    step = max(1, len(bundle.events) // 60)
    for index in range(1, len(bundle.events), step):
        type, at = bundle.events[index].type, bundle.events[index].fields["at"]
        yield f"{type} a day of last century@{index}", NO, setter(index, "at", "1999-12-31")
        for day in (f"{at[:8]}{int(at[8:]) + 1:02}", f"{at[:8]}{max(1, int(at[8:]) - 1):02}"):
            yield f"{type} day {day} for {at}@{index}", OPEN, setter(index, "at", day)
            yield f"from {type} on day {day} for {at}@{index}", OPEN, lambda copy, index=index, day=day: [
                event.fields.update(at=max(day, event.fields["at"])) for event in copy.events[index:]]


# What is shown


def indices(bundle, *names):
    return [number for number, (_, item) in enumerate(bundle.shown) if item.name in names]


def spread(items, most=4):
    """A few of many, the first and the last among them."""
    step = max(1, (len(items) - 1) // (most - 1)) if len(items) > most else 1
    return sorted({*items[::step], *items[-1:]})


VALUES = {
    "marks": [[], [["p", 1], ["p", 1]], [["q", 700], ["p", 820]], [["p", "820"]], [["p", -1]], [["p", 2**53]], [["P", 1]], [["p"]], [["p", 1, 1]], {"p": 1}, "x", None, 0,
              [["p", True]], [["p", None]], [["а", 1]], [["", 1]], [[LONG, 1]]],
    "outcome": [{"called": False}, {"state": "sealed"}, {"called": 0, "state": "sealed"}, {"called": "false", "state": "sealed"}, {"called": True, "state": "sealed"},
                {"called": False, "state": "Sealed"}, {"called": False, "state": ""}, {"called": False, "state": "sealed", "zone": "za"}, "sealed", None, [], {},
                {"called": False, "state": "missed"}, {"called": False, "state": "recused"}, {"called": True, "state": "recused"}, {"called": None, "state": None}],
    "fact": [{"fact": "rate"}, {"value": "90"}, {"fact": "rate", "value": 90}, {"fact": "rate", "value": ""}, {"fact": "rate", "value": "1e3"}, {"fact": "rate", "value": "9,5"},
             {"fact": "rate", "value": "Yes"}, {"fact": "rate", "value": " 90"}, {"fact": "rate", "value": "90."}, {"fact": "rate", "value": ".5"}, {"fact": "rate", "value": "+9"},
             {"fact": "rate", "value": "９０"}, {"fact": "rate", "value": "1/3"}, {"fact": "rate", "value": True}, {"fact": "rate", "value": "90%"}, {"fact": "", "value": "90"},
             {"fact": "Rate", "value": "90"}, {"fact": "rate", "value": "90", "zone": "za"}, "rate", None, [], {}, {"fact": LONG, "value": "1"}, {"fact": "rate\u202e", "value": "90"}],
    "source": ["", "Department", "school", None, 1, ["department"], {"source": "department"}],
}
CONCEALED = {
    "actor": {"user": "u1", "time": "2026-10-20T08:00:00Z", "task": "seal"}, "account": {"user": "u", "name": "n", "role": "expert"}, "user": "u1",
    "expert": {"expert": "e1", "name": "甲", "source": "department", "organisation": "o", "ties": []}, "sitter": "e1", "place": {"zone": "za", "seat": "0" * 20},
    "call": {"zone": "za", "seat": "0" * 20, "for": "1" * 20}, "cell": {"zone": "za", "seat": "0" * 20, "indicator": "p", "version": 1, "hundredths": 810},
    "spot": {"zone": "za", "seat": "0" * 20, "indicator": "p"}, "comment": {"indicator": "p", "text": "x"}, "sheet": {"zone": "za", "seat": "0" * 20, "marks": [["p", 1]]},
    "marks": [["p", 820], ["q", 700]], "seal": 3, "source": "department", "outcome": {"called": False, "state": "sealed"}, "seed": "a" * 64, "reserve": "a" * 64, "secret": "a" * 43,
    "erased": {"event": 1, "digest": "a" * 43}, "fact": {"fact": "rate", "value": "90"}, "reason": {"word": "w", "text": "t"}, "condition": {"a": 1}, "claim": {"a": 1},
    "evidence": {"file": "a" * 64, "name": "n"}, "decoy": 0, "act": {"act": "revoke", "certificate": "c"}, "result": {"zone": "za", "snapshot": "a" * 64, "verdict": "fail", "rank": 3}, "Marks": [["p", 1]], "": 0, "other": "x",
}


def hide(*numbers):
    def act(copy):
        copy.shown = [pair for number, pair in enumerate(copy.shown) if number not in numbers]
    return act


def value(number, new):
    def act(copy):
        copy.shown[number][1].value = new
    return act


def changed(number, change):
    def act(copy):
        change(copy.shown[number][1])
    return act


def disclosed(bundle, types):
    names = sorted({item.name for _, item in bundle.shown})
    yield "everything hidden", NO, hide(*range(len(bundle.shown)))
    for name in names:
        numbers = indices(bundle, name)
        yield f"hidden all {name}", NO, hide(*numbers)
        for number in spread(numbers, 8):
            seq = bundle.events.index(bundle.shown[number][0])
            yield f"hidden {name}@{seq}", NO, hide(number)
            yield f"shown twice {name}@{seq}", NO, lambda copy, number=number: copy.shown.insert(number, copy.shown[number])
            yield f"shown at another event {name}@{seq}", NO, lambda copy, number=number, seq=seq: copy.shown[number].__setitem__(0, copy.events[seq - 1])
            for new in VALUES.get(name, []):
                if new != bundle.shown[number][1].value:
                    yield f"{name}={short(new)}@{seq}", OPEN if new in ([], [["p", 1]]) and name == "marks" else NO, value(number, new)
            yield from arrays(name, number, seq)
    yield "shown in another order", NO, lambda copy: copy.shown.reverse()
    for number in range(0, len(bundle.shown) - 1, max(1, len(bundle.shown) // 8)):
        same = bundle.shown[number][0] is bundle.shown[number + 1][0]
        yield f"swapped disclosures@{number}", YES if same else NO, lambda copy, number=number: copy.shown.insert(number, copy.shown.pop(number + 1))


def arrays(name, number, seq):
    """The disclosure itself in other forms."""
    for text in ["", "A", "A" * 21, "A" * 23, "A" * 21 + "B", "A" * 22 + "==", "+" * 22, 7, None]:
        yield f"salt {short(text)} of {name}@{seq}", NO, changed(number, lambda item, text=text: setattr(item, "salt", text))
    for other in ("Marks", "mark", "", None, 7, "cell"):
        yield f"name {short(other)} for {name}@{seq}", NO, changed(number, lambda item, other=other: setattr(item, "name", other))
    for what, build in [("of two", lambda it: [it.name, it.value]), ("of four", lambda it: [it.salt, it.name, it.value, 0]), ("an object", lambda it: {"name": it.name}), ("null", lambda it: [None])]:
        yield f"array {what} of {name}@{seq}", NO, changed(number, lambda item, build=build: setattr(item, "array", build(item)))
    for what, build in [("padded", lambda it: it.disclosure(bytes) + "="), ("with a blank", lambda it: it.disclosure(bytes) + " "), ("with a line break", lambda it: it.disclosure(bytes) + "\n"),
                        ("spaced", lambda it: url(canonical([it.salt, it.name, it.value]).replace(b",", b", ", 1))), ("empty", lambda it: ""), ("not JSON", lambda it: "AAAA"),
                        ("not base64", lambda it: "****"), ("Cyrillic", lambda it: "жжжж"), ("of loose bits", lambda it: loose(it.disclosure(bytes)))]:
        yield f"disclosure {what} of {name}@{seq}", NO, changed(number, lambda item, build=build: setattr(item, "text", build(item)))


def loose(text):
    """Base64url with an unused bit set; where there is none, of a wrong length."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) | 1] if len(text) % 4 and not letters.index(text[-1]) & 1 else text + "A" * (5 - len(text) % 4)


def leaks(bundle, types):
    """Every name shown of every type, as one of the digests that it has or as one more."""
    for type, index in samples(bundle):
        blind = [number for number, it in enumerate(bundle.events[index].concealed) if isinstance(it, str)]
        for name, made in CONCEALED.items():
            if blind:
                yield f"{type} shows {name}@{index}", NO, leak(index, blind[0], name, made)
            yield f"{type} shows {name} besides@{index}", NO, leak(index, None, name, made)


def leak(index, number, name, made):
    def act(copy):
        event, item = copy.events[index], Item(name, made, "A" * 22)
        if number is None:
            event.concealed.append(item)
        else:
            event.concealed[number] = item
        copy.shown.append([event, item])
        arrange(copy)
    return act


LINES = {
    "a blank": lambda line: line.replace(b":", b": ", 1), "no end": lambda line: line[:-1], "an empty line": lambda line: line + b"\n", "CRLF": lambda line: line[:-1] + b"\r\n",
    "another field": lambda line: line.replace(b'"event":', b'"a":1,"event":'), "a text event": lambda line: re.sub(rb'"event":(\d+)', rb'"event":"\1"', line),
    "a far event": lambda line: re.sub(rb'"event":\d+', b'"event":100000', line), "a negative event": lambda line: re.sub(rb'"event":\d+', b'"event":-1', line),
    "no event": lambda line: re.sub(rb',"event":\d+', b"", line), "null": lambda line: b"null\n", "no JSON": lambda line: b"x\n", "a number": lambda line: re.sub(rb'"disclosure":"[^"]*"', b'"disclosure":7', line),
    "event true": lambda line: re.sub(rb'"event":\d+', b'"event":true', line), "event 1.0": lambda line: re.sub(rb'"event":(\d+)', rb'"event":\1.0', line), "not UTF-8": lambda line: b"\xff" + line,
}


def lines(bundle, types):
    for name, change in LINES.items():
        for number in (0, len(bundle.shown) - 1):
            def act(copy, change=change, number=number):
                copy.raw_shown = lambda lines: [change(line) if at == number else line for at, line in enumerate(lines)]
            yield f"disclosures line {number} with {name}", NO, act
    yield "disclosures empty", NO, lambda copy: setattr(copy, "raw_shown", lambda lines: [])


# What a round demands


def results(bundle, types):
    for number in spread(indices(bundle, "result"), 6):
        before = dict(bundle.shown[number][1].value)
        seq = bundle.events.index(bundle.shown[number][0])
        replaced = any(event.type == "snapshot.sealed" for event in bundle.events[seq:])
        for name, new in [("rank", 9), ("rank", 0), ("rank", "1"), ("rank", None), ("rank", -1), ("rank", True), ("total", "99"), ("total", 99), ("total", ""), ("total", "x"), ("total", None),
                          ("total", "25.40"), ("verdict", "fail"), ("verdict", "Pass"), ("verdict", "vetoed"), ("verdict", "incomplete"), ("verdict", ""), ("verdict", None), ("zone", "zz"),
                          ("zone", "Za"), ("zone", None), ("snapshot", "a" * 64), ("snapshot", "A" * 64), ("snapshot", None), ("grade", "x")]:
            if before.get(name) != new:
                arithmetic = (name, new) in [("rank", 9), ("total", "99"), ("verdict", "fail")] and replaced
                yield f"result {name}={short(new)}@{seq}", NOT_GO if arithmetic else NO, value(number, before | {name: new})
        for name in before:
            yield f"result without {name}@{seq}", NOT_GO if name == "total" and replaced else NO, value(number, {key: item for key, item in before.items() if key != name})


def snapshots(bundle, types):
    """snapshot.json changed, bound anew by its newest snapshot.sealed."""
    def put(name, new):
        def act(copy):
            copy.snapshot[name] = new
            copy.close_is_kept = name == "closedBy"
        return act
    for name, values in {"closedBy": [0, 3, "112", None, True], "replaces": ["a" * 64, None, 7], "seats": [[], None, {}], "zones": [[], None, {}, [7], [{"id": 7}]], "scores": [None, {}, {"zones": []}, {"zones": {}}, []],
                         "scheme": [None, {}, {"digest": "a" * 64}, []], "round": [None, {}, [], {"id": "x"}, {"id": None}, {"id": bundle.round}], "format": [2, None], "extra": [1, None, []]}.items():
        for new in values:
            yield f"snapshot {name}={short(new)}", NO, put(name, new)
    for name in list(bundle.snapshot):
        yield f"snapshot without {name}", NO, lambda copy, name=name: (copy.snapshot.pop(name), setattr(copy, "close_is_kept", True))
    for name, new in [("ledger", "other.example/1"), ("ledger", None), ("id", "other"), ("id", "Live-1"), ("id", 7), ("opened", "2026-02-31")]:
        yield f"snapshot round.{name}={short(new)}", HENG if name == "opened" else NO, lambda copy, name=name, new=new: copy.snapshot["round"].__setitem__(name, new)
    for part in ("round", "zones"):
        def unbound(copy, part=part):
            copy.is_plan_bound = False
            target = copy.snapshot["round"] if part == "round" else copy.snapshot["zones"][0]
            target["document" if part == "round" else "code"] = "000000"
        yield f"snapshot {part} not as planned", NO, unbound
    for number in range(0, len(bundle.snapshot["seats"]), max(1, len(bundle.snapshot["seats"]) // 5)):
        yield f"snapshot seat {number} dropped", NO, lambda copy, number=number: copy.snapshot["seats"].pop(number)
        yield f"snapshot seat {number} missed", NO, lambda copy, number=number: copy.snapshot["seats"][number].update(state="missed")
    yield "snapshot seats in another order", NO, lambda copy: copy.snapshot["seats"].reverse()
    yield "snapshot zone more", NO, lambda copy: copy.snapshot["zones"].append({"id": "zz", "kind": "city", "name": {"zh": "z"}})
    yield "snapshot zone fewer", NO, lambda copy: copy.snapshot["zones"].pop()
    yield "snapshot zone twice", NO, lambda copy: copy.snapshot["zones"].append(copy.snapshot["zones"][0])
    yield "snapshot score twice", NO, lambda copy: copy.snapshot["scores"]["zones"].append(copy.snapshot["scores"]["zones"][0])
    yield "snapshot score fewer", NO, lambda copy: copy.snapshot["scores"]["zones"].pop()
    for name, change in {"a newline": lambda data: data + b"\n", "a blank": lambda data: data.replace(b":", b": ", 1), "BOM": lambda data: b"\xef\xbb\xbf" + data, "nothing": lambda data: b"",
                         "a key twice": lambda data: b'{"closedBy":0,' + data[1:], "a float": lambda data: data.replace(b'"format":1', b'"format":1.0'), "nesting": lambda data: b"[" * 100000}.items():
        yield f"snapshot with {name}", NO, lambda copy, change=change: setattr(copy, "snapshot_raw", change)


def schemes(bundle, types):
    def put(name, change):
        def act(copy):
            copy.files[name] = change(copy.files[name])
        return act
    loose_scheme = NOT_GO if "scheme.json" in bundle.files else NO
    yield "scheme.yaml broken", NOT_GO, put("scheme.yaml", lambda data: b"{")
    yield "scheme.yaml empty", NOT_GO, put("scheme.yaml", lambda data: b"")
    yield "scheme.yaml of a list", NOT_GO, put("scheme.yaml", lambda data: b"- 1\n")
    yield "scheme.yaml with a tab", NOT_GO, put("scheme.yaml", lambda data: data + b"\t:\t- x: [\n")
    yield "scheme.yaml not UTF-8", NOT_GO, put("scheme.yaml", lambda data: data + b"# \xff\n")
    yield "scheme.yaml groups", loose_scheme, put("scheme.yaml", lambda data: data.replace(b"aggregate: {", b"aggregate: {groups: [{sources: [department, university, association, enterprise, third-party], weight: 1}], "))
    yield "scheme.yaml groups on lines", loose_scheme, put("scheme.yaml", lambda data: re.sub(rb"aggregate: \{method: trimmed-mean, (.*)\}\n", rb"aggregate:\n  method: trimmed-mean\n  groups:\n    - {sources: [department, university, association, enterprise, third-party], weight: 1}\n", data))
    yield "scheme.yaml a remark", OPEN if bundle.stays else YES, put("scheme.yaml", lambda data: data + b"# groups: none\n")
    if "scheme.json" in bundle.files:
        for name, change in {"a newline": lambda data: data + b"\n", "a blank": lambda data: data.replace(b":", b": ", 1), "nothing": lambda data: b"", "an array": lambda data: b"[]", "null": lambda data: b"null",
                             "another key order": lambda data: b'{"zz":1,' + data[1:]}.items():
            yield f"scheme.json with {name}", NO, put("scheme.json", change)
        for name, old, new in [("other points", b'"points":"10"', b'"points":"11"'), ("another title", "规范监管".encode(), "规范".encode()), ("another id", b'"id":"p"', b'"id":"w"'),
                               ("groups", b'"aggregate":{', b'"aggregate":{"groups":[],'), ("another edition", b'"edition":1', b'"edition":3'), ("another scheme", b'"scheme":"', b'"scheme":"x')]:
            if old in bundle.files["scheme.json"]:
                yield f"scheme.json with {name}", NOT_GO if name != "groups" else NO, put("scheme.json", lambda data, old=old, new=new: data.replace(old, new, 1))
        if any("scheme_json" in event.fields for event in bundle.events):
            yield "scheme.json other than planned", NO, lambda copy: [event.fields.update(scheme_json="b" * 64) for event in copy.all("round.planned")]


def account(bundle, types):
    closed = bundle.events.index(bundle.closed)
    for name in ("seats", "sealed", "recused", "missed"):
        for change in (-1, 1):
            yield f"round.closed {name} {change:+}", NO, setter(closed, name, max(0, bundle.closed.fields[name] + change) if bundle.closed.fields[name] + change >= 0 else 5)
    yield "round.closed one missed for sealed", NO, lambda copy: copy.closed.fields.update(sealed=copy.closed.fields["sealed"] - 1, missed=copy.closed.fields["missed"] + 1)
    yield "round.closed one seat more, missed", NO, lambda copy: copy.closed.fields.update(seats=copy.closed.fields["seats"] + 1, missed=copy.closed.fields["missed"] + 1)
    for index in [index for index, event in enumerate(bundle.events) if event.type in ("seat.recused", "seat.removed")]:
        yield f"{bundle.events[index].type} sealed turned@{index}", NO, setter(index, "sealed", not bundle.events[index].fields["sealed"])
    opened = next(index for index, event in enumerate(bundle.events) if event.type == "round.opened")
    yield "round.opened another roster", NO, setter(opened, "roster", "a" * 64)
    for change in (-1, 1):
        yield f"round.opened seats {change:+}", NO, setter(opened, "seats", bundle.events[opened].fields["seats"] + change)
    assigned = [index for index, event in enumerate(bundle.events) if event.type == "seat.assigned"]
    for index in spread(assigned):
        for repaired in (False, True):
            yield f"seat.assigned dropped, roster {'repaired' if repaired else 'kept'}@{index}", NO, seats(opened, lambda copy, index=index: copy.events.pop(index), repaired)
            yield f"seat.assigned added, roster {'repaired' if repaired else 'kept'}@{index}", NO, seats(opened, lambda copy, index=index: added(copy, index), repaired)
            yield f"seat.assigned renamed, roster {'repaired' if repaired else 'kept'}@{index}", NO, seats(opened, lambda copy, index=index: copy.events[index].fields.update(seat="z" * 20), repaired)
            yield f"seat.assigned to another zone, roster {'repaired' if repaired else 'kept'}@{index}", NO, seats(opened, lambda copy, index=index: copy.events[index].fields.update(zone="zz"), repaired)
        yield f"seat.assigned last of all@{index}", OPEN, move(index, assigned[-1])
    for index in spread([index for index, event in enumerate(bundle.events) if event.type == "seat.counted"], 5):
        yield f"seat.counted renamed@{index}", NO, setter(index, "seat", "z" * 20)
        yield f"seat.counted at another zone@{index}", NO, setter(index, "zone", "zz")
        yield f"seat.counted dropped, account repaired@{index}", NO, uncounted(index)
        if "state" in bundle.events[index].fields:
            for state in ("sealed", "recused", "missed"):
                if state != bundle.events[index].fields["state"]:
                    yield f"seat.counted {state}@{index}", NO, setter(index, "state", state)
            yield f"seat.counted called turned@{index}", NO, setter(index, "called", not bundle.events[index].fields["called"])


def called(bundle, types):
    """A seat that nobody is recused for, called and missing; where the result before is at hand. Its number is accounted for."""
    if bundle.stays or "state" in bundle.all("seat.counted")[0].fields:
        return

    def act(copy, calls=1, recused_at=None, adjacent=True):
        zone, seat = copy.snapshot["zones"][0]["id"], "z" * 20
        place = copy.events.index(copy.all("sheet.sealed")[0])
        made = []
        if recused_at is not None:
            made.append(Event({"type": "seat.recused", "sealed": False}))
        for _ in range(calls):
            made.append(Event({"type": "seat.called"}))
        if not adjacent:
            made.insert(1, Event({"type": "reread.called"}))
        for event in made:
            event.fields |= {"v": 1, "id": "A" * 22, "at": copy.events[place - 1].fields["at"], "round": copy.round}
            event.concealed = [url(bytes([number, made.index(event), 9]) * 8 + bytes(8)) for number in range(2 if event.type == "seat.called" else 3)]
        copy.events[place:place] = made
        for number in range(calls):
            last = max((event for event in copy.all("seat.counted") if event.fields["zone"] == zone), key=copy.events.index)
            other = Event(dict(last.fields) | {"seat": "zz"[:number + 1] + "y" * (19 - number), "id": "B" * 21 + "A"})
            item = Item("outcome", {"called": True, "state": "missed"}, url(bytes([number]) * 16))
            other.concealed = [item] + [url(bytes([number, each, 4]) * 8 + bytes(8)) for each in range(3)]
            copy.events.insert(copy.events.index(last) + 1, other)
            copy.shown.append([other, item])
            row = {"seat": other.fields["seat"], "state": "missed", "zone": zone}
            copy.snapshot["seats"].insert(max(at for at, it in enumerate(copy.snapshot["seats"]) if it["zone"] == zone) + 1, row)
            for cell in next(it for it in copy.snapshot["scores"]["zones"] if it["zone"] == zone)["cells"].values():
                if "panel" in cell:
                    cell["panel"]["missing"] = sorted(cell["panel"]["missing"] + [other.fields["seat"]])
        copy.closed.fields.update(seats=copy.closed.fields["seats"] + calls, missed=copy.closed.fields["missed"] + calls)
        if recused_at is not None:
            recuse(copy, recused_at)
        arrange(copy)

    def recuse(copy, number):
        """A seat that missed its sheet, or whose marks are set aside everywhere, cannot be had; so a called one stands recused."""
        zone = copy.snapshot["zones"][number]["id"]
        copy.closed.fields.update(recused=copy.closed.fields["recused"] + 1, missed=copy.closed.fields["missed"] - 1)
        event, item = next((event, item) for event, item in copy.shown if item.name == "outcome" and item.value["state"] == "missed")
        item.value = item.value | {"state": "recused"}
        for row in copy.snapshot["seats"]:
            if row["seat"] == event.fields["seat"]:
                row["state"] = "recused"
        scores = next(it for it in copy.snapshot["scores"]["zones"] if it["zone"] == event.fields["zone"])
        scores["recused"] = sorted(scores["recused"] + [event.fields["seat"]])
        for cell in scores["cells"].values():
            if "panel" in cell:
                cell["panel"]["missing"].remove(event.fields["seat"])
    yield "called out of nothing", NO, act
    yield "two called out of nothing", NO, lambda copy: act(copy, calls=2)
    yield "called and itself recused", NO, lambda copy: act(copy, recused_at=0)
    yield "two called for one recused", NO, lambda copy: act(copy, calls=2, recused_at=0)
    yield "called, not right behind the recusal", OPEN, lambda copy: act(copy, recused_at=0, adjacent=False)


def seats(opened, change, repaired):
    def act(copy):
        before = len(copy.all("seat.assigned"))
        change(copy)
        roster = sorted([event.fields["zone"], event.fields["seat"]] for event in copy.all("seat.assigned") if event.fields.get("round") == copy.round)
        if repaired:
            copy.events[opened].fields.update(seats=copy.events[opened].fields["seats"] + len(copy.all("seat.assigned")) - before, roster=hashlib.sha256(canonical(roster)).hexdigest())
    return act


def added(copy, index):
    event = twin(copy, index)
    event.fields["seat"] = "y" * 20
    copy.events.insert(index + 1, event)


def uncounted(index):
    def act(copy):
        forget(copy, copy.events.pop(index))
        copy.closed.fields["seats"] -= 1
        copy.closed.fields["sealed"] -= 1
    return act


def draws(bundle, types):
    found = {type: index for index, event in enumerate(bundle.events) for type in [event.type] if type in ("draw.committed", "draw.held")}
    if not found:
        return
    committed, held = found["draw.committed"], found["draw.held"]
    yield "draw another seed", NO, setter(held, "seed", "a" * 64)
    yield "draw another commitment", NO, setter(committed, "commitment", "a" * 64)
    for number in (0, 7, 9, 10**9):
        yield f"draw candidates {number}", NO, setter(committed, "candidates", number)
    for quotas in [[], [["department", 1], ["university", 3]], [["department", 3], ["university", 2]], [["department", 5]], [["department", 2], ["enterprise", 3]],
                   [["association", 0], ["department", 2], ["university", 3]], [["department", 2], ["university", 3], ["enterprise", 1]], [["department", 2], ["university", 9]]]:
        swapped = quotas == [["department", 3], ["university", 2]]
        yield f"draw quotas {short(quotas)}", OPEN if swapped or quotas[:1] == [["association", 0]] else NO, setter(committed, "quotas", quotas)
    candidates = [index for index, event in enumerate(bundle.events) if event.type == "candidate.listed"]
    yield "draw with every candidate excluded", NO, lambda copy: [event.fields.update(excluded=[["za", "tie"]]) for event in copy.all("candidate.listed")]
    yield "draw with one candidate excluded", YES, setter(candidates[0], "excluded", [["zb", "employer"]])
    yield "draw with a candidate excluded twice", OPEN, setter(candidates[0], "excluded", [["zb", "employer"], ["zb", "tie"]])
    yield "draw with a candidate excluded from elsewhere", OPEN, setter(candidates[0], "excluded", [["zz", "region"]])
    yield "draw with exclusions descending", OPEN, setter(candidates[0], "excluded", [["zb", "employer"], ["za", "tie"]])
    yield "draw with a candidate twice", NO, setter(candidates[0], "candidate", bundle.events[candidates[1]].fields["candidate"])
    yield "draw with a candidate named as a seat", OPEN, setter(candidates[0], "candidate", next(event.fields["seat"] for event in bundle.events if event.type == "seat.assigned"))
    yield "draw with a candidate of another source", OPEN, setter(candidates[0], "source", "enterprise")
    yield "draw without witness in words", OPEN, setter(committed, "witness", "")
    if bundle.edition(bundle.events[committed]) >= 2:
        yield "draw with the seed reserved", OPEN, setter(committed, "reserve", bundle.events[committed].fields["commitment"])


def notices(bundle, types):
    at = {event.type: index for index, event in enumerate(bundle.events)}
    notice = at["notice.published"]
    start, end = (bundle.events[notice].fields[name] for name in ("from", "to"))
    yield "notice ends before it begins", NO, setter(notice, "to", "2026-11-08")
    for day in ("2026-11-12", "2026-11-14", "2026-11-15"):
        yield f"notice to {day}", OPEN, setter(notice, "to", day)
    for year in (2025, 2027):
        yield f"notice without calendar, but of {year}", OPEN, lambda copy, year=year: [event.fields.update(year=year) for event in copy.all("calendar.loaded")]
    yield "notice over a holiday", OPEN, lambda copy: copy.all("calendar.loaded")[-1].fields.update(holidays=["2026-11-11"])
    yield "notice over a holiday and a weekend worked", OPEN, lambda copy: (copy.all("calendar.loaded")[-1].fields.update(holidays=["2026-11-11"], workdays=["2026-11-14"]), copy.events[notice].fields.update(to="2026-11-14"))
    yield "notice of one day", OPEN, lambda copy: copy.events[notice].fields.update(to=start)
    yield "notice before it is published", OPEN, setter(notice, "from", "2026-11-02")
    yield "notice of another result", NO, setter(notice, "snapshot", "a" * 64)
    if "round.finalised" in at:
        final = at["round.finalised"]
        yield "finalised another result", NO, setter(final, "snapshot", "a" * 64)
        for day in (start, end):
            def early(copy, day=day):
                for event in copy.events:
                    event.fields["at"] = min(day, event.fields["at"])
            yield f"finalised within the notice {day}", NO, early
            yield f"notice over at {bundle.events[final].fields['at']}, {day}", NO, setter(notice, "to", bundle.events[final].fields["at"])
        yield "notice to the day before", YES if not bundle.all("objection.filed") else OPEN, setter(notice, "to", "2026-11-15")
    for index in [index for index, event in enumerate(bundle.events) if event.type == "objection.filed"]:
        def outside(copy, index=index):
            for event in copy.events[index:]:
                event.fields["at"] = max("2026-11-14", event.fields["at"])
        yield f"objection after the notice@{index}", NO, outside
        yield f"objection before the notice@{index}", NO, setter(notice, "from", "2026-11-12")
        yield f"objection of another zone@{index}", NO, setter(index, "zone", "zz")
        yield f"objection of another indicator@{index}", HENG, setter(index, "indicator", "w")
        yield f"objection id of the other@{index}", NO, setter(index, "objection", "o2" if bundle.events[index].fields["objection"] == "o1" else "o1")
    for index in [index for index, event in enumerate(bundle.events) if event.type == "objection.decided"]:
        yield f"objection turned@{index}", OPEN, setter(index, "upheld", not bundle.events[index].fields["upheld"])
        yield f"objection unknown decided@{index}", NO, setter(index, "objection", "o9")
        yield f"objection undecided@{index}", OPEN, drop(index)
    if "facts.corrected" in at:
        for name, new in [("objection", "o2"), ("objection", "o9"), ("zone", "zb"), ("zone", "zz")]:
            yield f"correction {name}={new}", NO, setter(at["facts.corrected"], name, new)
        yield "no objection upheld, no correction", NO, lambda copy: (drop(at["facts.corrected"])(copy), [event.fields.update(upheld=False) for event in copy.all("objection.decided")])
        def unanswered(copy):
            place = at["facts.corrected"] + 1
            for event in copy.events[place:place + 1 + len(copy.snapshot["zones"])]:
                forget(copy, event)
            del copy.events[place:place + 1 + len(copy.snapshot["zones"])]
        yield "no result after the correction", NO, unanswered
        yield "a result once more", OPEN, again_result
        yield "correction after the result", NO, move(at["facts.corrected"], at["facts.corrected"] + 4)
    yield from recounts(bundle, at)


def again_result(copy):
    """The newest result sealed a second time, with no objection since."""
    last = max(index for index, event in enumerate(copy.events) if event.type == "snapshot.sealed")
    number = 1 + len(copy.snapshot["zones"])
    made = [twin(copy, last + offset) for offset in range(number)]
    copy.snapshot["replaces"] = "d" * 64
    for event in copy.events[last:last + number]:
        if event.type == "snapshot.sealed":
            event.fields["snapshot"] = "d" * 64
        for item in event.concealed:
            if isinstance(item, Item):
                item.value = item.value | {"snapshot": "d" * 64}
    copy.events[last + number:last + number] = made
    arrange(copy)


def recounts(bundle, at):
    """A counted sheet changed in the notice, with and without what must lead there. The mark is the highest of its cell, which is set
    aside: a higher one changes nothing but itself."""
    if "facts.corrected" not in at:
        return

    def act(copy, proposed=True, confirmed=True, upheld=True, indicator="p", objected="p", by=10, zone="zb", late=False, two=False):
        result = max(index for index, event in enumerate(copy.events) if event.type == "snapshot.sealed") + (1 + len(copy.snapshot["zones"]) if late else 0)
        place = result if late else at["facts.corrected"] + 1    # in edition 3 the confirmation stands between the decision and the count
        for event in copy.all("objection.filed", "objection.decided"):
            if event.fields["objection"] == "o2":
                event.fields.update({"upheld": upheld} if "upheld" in event.fields else {"indicator": objected})
        proposal, decision = (event_of(copy, type, place) for type in ("revision.proposed", "revision.decided"))
        decision.fields.update(proposal=proposal, confirmed=confirmed)
        changed = ("p", "q") if two else (indicator,)
        for each in changed:
            cell = next(it for it in copy.snapshot["scores"]["zones"] if it["zone"] == zone)["cells"][each]["panel"]["marks"]
            seat = max(cell, key=lambda name: float(cell[name]))
            cell[seat] = f"{float(cell[seat]) + by / 100:g}"
        counted, old = next((event, item) for event, item in copy.shown if item.name == "marks" and event.fields["seat"] == seat)
        recount = event_of(copy, "seat.counted", place)
        recount.fields = {"type": "seat.recounted", "v": 1, "id": "A" * 22, "at": proposal.fields["at"], "round": copy.round, "zone": zone, "seat": seat}
        item = Item("marks", [[name, mark + (by if name in changed else 0)] for name, mark in old.value], "B" * 21 + "A")
        recount.concealed = [item]
        copy.events.insert(result, recount)
        more = [event_of(copy, type, place) for type in ("objection.filed", "objection.decided")] if two else []
        for each in more:
            each.fields.update(objection="o3")
            each.fields.update({"upheld": True} if "upheld" in each.fields else {"zone": zone, "indicator": "q"})
        copy.events[place:place] = more + ([proposal, decision] if proposed else [])
        copy.shown.append([recount, item])
        arrange(copy)
    for name, given, due in [("as it may", {}, YES), ("without a revision", {"proposed": False}, NO), ("refused", {"confirmed": False}, NO), ("not upheld", {"upheld": False}, NO),
                             ("of another indicator", {"indicator": "q"}, NO), ("of one objected to otherwise", {"objected": "q"}, NO), ("unchanged", {"by": 0}, OPEN), ("unchanged, not upheld", {"by": 0, "upheld": False, "proposed": False}, NO), ("after the result", {"late": True}, NO),
                             ("of the other zone", {"zone": "za"}, NO), ("of two marks for one revision", {"two": True}, NO)]:
        yield f"recount {name}", due, lambda copy, given=given: act(copy, **given)


def event_of(copy, type, place):
    index = next(index for index, event in enumerate(copy.events) if event.type == type)
    event = Event(dict(copy.events[index].fields))
    event.concealed = [url(bytes([number, index % 256, place % 256, 5]) * 8) for number in range(len(copy.events[index].concealed))]
    event.fields["at"] = copy.events[place - 1].fields["at"]
    return event


def certificates(bundle, types):
    issued = [index for index, event in enumerate(bundle.events) if event.type == "certificate.issued"]
    if not issued:
        return
    first, last = issued[0], issued[-1]

    def second(copy, **fields):
        event = twin(copy, first)
        event.fields.update(certificate="another", **fields)
        copy.events.insert(last + 1, event)
    yield "certificate again for its zone", NO, second
    yield "certificate for an unknown zone", NO, lambda copy: second(copy, zone="zz")
    yield "certificate id again", NO, setter(last, "certificate", bundle.events[first].fields["certificate"])
    yield "certificate for the zone of another", NO, setter(last, "zone", bundle.events[first].fields["zone"])
    yield "certificate ends before it begins", OPEN, setter(first, "to", "2020-01-01")
    yield "certificate begins before the result", OPEN, setter(first, "from", "2020-01-01")
    for zone in {item.value["zone"] for _, item in bundle.shown if item.name == "result" and item.value["verdict"] != "pass"}:
        yield f"certificate for {zone}, which has not passed", NO, lambda copy, zone=zone: second(copy, zone=zone)
    for index in [index for index, event in enumerate(bundle.events) if event.type == "certificate.revoked"]:
        yield f"certificate revoked unknown@{index}", NO, setter(index, "certificate", "other")
        yield f"certificate revoked twice@{index}", NO, again(index, index + 1)
        yield f"certificate again after it was revoked@{index}", NO, lambda copy, index=index: copy.events.insert(index + 1, _with(twin(copy, last), certificate="another"))
        yield f"certificate revoked before it is issued@{index}", NO, move(index, first)


def _with(event, **fields):
    event.fields.update(fields)
    return event


def erasures(bundle, types):
    for index in [index for index, event in enumerate(bundle.events) if event.type == "disclosure.erased" and "event" in event.fields]:
        yield f"erased digest of no event@{index}", NO, setter(index, "digest", url(b"\1" * 32))
        yield f"erased digest of another event@{index}", NO, setter(index, "event", bundle.events[5])
        for seq in (index, index + 1, 10**9, -1, "5", None):
            yield f"erased of event {seq}@{index}", NO, setter(index, "event", seq)
        yield f"erased twice@{index}", OPEN, again(index, index + 1)


def rules(bundle, types):
    last = len(bundle.events)
    edition = bundle.edition(bundle.events[-1])

    def put(*made):
        def act(copy):
            events = []
            for fields in made:
                event = Event({"v": 1, "id": "A" * 22, "at": copy.events[-1].fields["at"], **fields})
                if isinstance(event.fields.get("proposal"), int):
                    event.fields["proposal"] = events[event.fields["proposal"]] if event.fields["proposal"] < len(events) else 10**6
                number = 2 if event.type == "rules.adopted" and edition == 1 or event.type == "backup.restored" else 1
                event.concealed = [url(bytes([number, len(events) + 1]) * 16) for number in range(number)]
                events.append(event)
            copy.events += events
        return act
    offset = next((event.fields["offset"] for event in bundle.events if "offset" in event.fields), 480)
    propose = {"type": "rules.proposed", "edition": edition + 1, "offset": offset}
    adopt = {"type": "rules.adopted", "proposal": 0}
    if edition == 1:
        yield "rules raised at the end", YES, put(propose, adopt)
        yield "rules raised over an edition", YES, put(propose | {"edition": 3}, adopt)
        yield "rules raised over two editions", YES, put(propose | {"edition": 4}, adopt)
        yield "rules raised with another offset", YES, put(propose | {"offset": 0}, adopt)
        yield "rules raised by the older of two proposals", YES, put(propose, propose, adopt)
        yield "rules adopted twice", NO, put(propose, adopt, adopt)
        yield "rules adopted, then another proposal of before", NO, put(propose, propose, adopt, {"type": "rules.adopted", "proposal": 1})
    else:
        if edition == 2:
            yield "rules raised at the end", YES, put(propose, adopt)
        yield "rules proposed with another offset", NO, put(propose | {"offset": offset + 1})
        yield "rules proposed as they are", NO, put(propose | {"edition": edition})
    yield "rules proposed that nobody knows", NO, put(propose | {"edition": 5})
    yield "rules adopted that nobody knows", NO, put(propose | {"edition": 5}, adopt)
    yield "rules proposed lower", NO, put(propose | {"edition": 1})
    yield "rules adopted out of nothing", NO, put({"type": "rules.adopted", "proposal": 7})
    yield "rules adopted from a zone", NO, put({"type": "zone.registered", "zone": "zz", "name": "丙", "kind": "city"}, adopt)
    for new in (1, 2, 3, 4, 5, 0, 10**6):
        yield f"genesis of edition {new}", NO if bundle.events[0].fields.get("edition") != new else YES, setter(0, "edition", new)
    for new in (-720, 840, 0):
        if "offset" in bundle.events[0].fields:
            yield f"genesis with offset {new}", YES, setter(0, "offset", new)
    stands = {"zone.registered": {"zone": "zz", "name": "丙", "kind": "city"}, "calendar.loaded": {"year": 2027, "holidays": [], "workdays": []}, "backup.restored": {"size": 5},
              "application.submitted": {"application": "zz-1", "zone": "za", "purpose": "designation"}, "application.accepted": {"application": "zz-9"}, "application.recommended": {"application": "zz-9"},
              "application.returned": {"application": "zz-9", "level": "province"}, "user.added": {}, "user.removed": {}, "expert.registered": {}, "disclosure.erased": {}}
    for type, fields in stands.items():
        least = types[type].hides[edition > 1][1]
        number = 4 if least > 9 else int(least)
        for place in sorted({4, bundle.events.index(bundle.closed) + 1, last} | {index for _, index in samples(bundle)}):
            if type == "disclosure.erased" and edition == 1:
                continue
            def act(copy, type=type, fields=fields, place=place, number=number):
                event = Event({"type": type, "v": 1, "id": "A" * 22, "at": copy.events[place - 1].fields["at"], **fields})
                event.concealed = [url(bytes([each, 77]) * 16) for each in range(number)]
                copy.events.insert(place, event)
            yield f"{type} inserted@{place}", OPEN, act
    for size in (0, last, last + 1, 10**9):
        yield f"backup of {size}", OPEN, put({"type": "backup.restored", "size": size})


def applications(bundle, types):
    """Ways of an application, legal and not, at the end of the ledger."""
    def put(*words):
        def act(copy):
            for word in words:
                verb, _, level = word.partition(" ")
                fields = {"application": "zz-1"}
                if verb == "submitted":
                    fields |= {"zone": level or "zc", "purpose": "designation"}
                elif verb == "returned":
                    fields["level"] = level
                kind = f"application.{verb}"
                if verb in ("city", "county", "direct-county"):
                    kind, fields = "zone.registered", {"zone": "zc", "name": "丙", "kind": verb} | ({"prefecture": "甲市"} if verb == "county" else {})
                event = Event({"type": kind, "v": 1, "id": url(bytes([len(copy.events) % 256, 8]) * 8), "at": copy.events[-1].fields["at"], **fields})
                event.concealed = [url(bytes([number, len(copy.events) % 256]) * 16) for number in range({"submitted": 6, "returned": 2, "recommended": 2, "accepted": 1}.get(verb, 1))]
                copy.events.append(event)
        return act
    short, long, back, home = ["city", "submitted"], ["county", "submitted"], "returned province", "returned prefecture"
    for words, due in [(short, YES), (long, YES), (["direct-county", "submitted"], YES), (["submitted"], NO), (short + ["accepted"], YES), (long + ["accepted"], NO), (long + ["recommended", "accepted"], YES),
                       (short + ["recommended"], NO), (["direct-county", "submitted", "accepted"], YES), (short + [back, "submitted", "accepted"], YES), (short + [home], NO), (long + [home, "submitted", "recommended"], YES),
                       (long + [back], NO), (long + ["recommended", back, "submitted"], YES), (long + ["recommended", back, "submitted", "accepted"], NO), (long + ["recommended", home], NO), (short + ["submitted"], NO),
                       (short + ["accepted", "submitted"], NO), (short + ["accepted", "accepted"], NO), (short + ["accepted", back], NO), (short + [back, "accepted"], NO), (short + [back, back], NO), (short + [back, "submitted zb"], NO),
                       (["accepted"], NO), (["recommended"], NO), ([back], NO), (long + ["recommended", "recommended"], NO), (long + ["city", "accepted"], OPEN), (short + ["county", "accepted"], OPEN)]:
        yield " ".join(words), OPEN, put(*words)


def another(bundle, types):
    """A second round beside the first: allowed, with its values kept to itself."""
    def double(copy, **options):
        first = next(index for index, event in enumerate(copy.events) if event.type == "round.planned")
        codes, others, made = {}, {}, []
        table = "0123456789abcdefghjkmnpqrstvwxyz"

        def code(text):
            return codes.setdefault(text, text[1:] + table[(table.index(text[0]) + 7) % 32])
        for index in range(first, len(copy.events)):
            event = copy.events[index]
            if event.fields.get("round") != copy.round or event.type == "bundle.released" and not options.get("released"):
                continue
            if event.type == "act.confirmed" and copy.events[index + 1].type == "certificate.revoked":
                continue    # what it confirms is of the first round
            other = Event(dict(event.fields))
            other.concealed = [url(bytes([number, len(made) % 256, 3, 1]) * 8) for number in range(len(event.concealed))]
            other.fields["round"] = "other-1"
            for name in ("candidate", "seat"):
                if name in other.fields and not options.get("same_codes"):
                    other.fields[name] = code(other.fields[name])
            if "certificate" in other.fields:
                other.fields["certificate"] += "-x"
            for name in ("proposal", "request"):
                if isinstance(other.fields.get(name), Event):
                    other.fields[name] = others[id(other.fields[name])]
            others[id(event)] = other
            made.append(other)
        counted = [event for event in made if event.type == "seat.counted"]
        order = sorted(counted, key=lambda event: (event.fields["zone"], event.fields["seat"]))
        made = [order[counted.index(event)] if event in counted else event for event in made]
        roster = sorted([event.fields["zone"], event.fields["seat"]] for event in made if event.type == "seat.assigned")
        for event in made:
            event.fields["at"] = copy.events[-1].fields["at"]
            if event.type == "round.planned":
                event.fields.update(plan="c" * 64)
            if event.type == "round.opened":
                event.fields["roster"] = hashlib.sha256(canonical(roster)).hexdigest()
            if event.type == "notice.published":
                event.fields.update({"from": copy.events[-1].fields["at"], "to": "2026-11-30"})
        keep = options.get("keep", lambda event: event.type not in ("round.finalised", "certificate.issued"))
        copy.events += [event for event in made if keep(event)]
        if options.get("shows"):
            event = next(event for event in copy.events[-len(made):] if event.type == options["shows"])
            item = Item(types[event.type].public[0], CONCEALED[types[event.type].public[0]], "A" * 22)
            event.concealed[-1] = item
            copy.shown.append([event, item])
    if bundle.edition(bundle.events[-1]) != bundle.edition(bundle.closed) or bundle.edition(bundle.events[-1]) != bundle.edition(next(event for event in bundle.events if event.type == "round.planned")):
        return
    yield "another round", YES, double
    yield "another round of the same codes", OPEN, lambda copy: double(copy, same_codes=True)
    for type in ("facts.recorded", "seat.counted", "result.sealed"):
        yield f"another round shows {type}", NO, lambda copy, type=type: double(copy, shows=type)
    for type in sorted({event.type for event in bundle.events if event.fields.get("round") == bundle.round} - {"round.finalised", "certificate.issued", "bundle.released", "cell.saved", "mark.late"}):
        yield f"another round without {type}", OPEN, lambda copy, type=type: double(copy, keep=lambda event: event.type not in (type, "round.finalised", "certificate.issued"))
    yield "another round finalised in its notice", NO, lambda copy: double(copy, keep=lambda event: event.type != "certificate.issued")


# Keys, signatures, files


def keys(bundle, types):
    last = len(bundle.events)

    def put(*made):
        def act(copy):
            for type, key in made:
                event = Event({"type": type, "v": 1, "id": "A" * 22, "at": copy.events[-1].fields["at"], "key": key})
                event.concealed = [url(bytes([len(copy.events) % 256, 1]) * 16)]
                copy.events.append(event)
        return act
    new, name = Signer(bundle.origin, "new"), bundle.origin
    old = bundle.old_keys[-1]
    yield "key added, never used", YES, put(("key.added", new.text))
    yield "key of another name", NO, put(("key.added", Signer(name + "x", "new").text))
    yield "key twice", NO, put(("key.added", new.text), ("key.added", new.text))
    yield "key of genesis again", NO, put(("key.added", bundle.old_keys[0]))
    yield "key retired that is the last", NO, put(("key.retired", old))
    yield "key retired that nobody added", NO, put(("key.added", new.text), ("key.retired", Signer(name, "other").text))
    yield "key retired twice", NO, put(("key.added", new.text), ("key.retired", new.text), ("key.retired", new.text))
    yield "key retired that never signed", YES, put(("key.added", new.text), ("key.retired", new.text))
    yield "key retired, no other vouched for", NO, put(("key.added", new.text), ("key.retired", old))
    yield "key added again after it retired", NO, put(("key.added", new.text), ("key.retired", new.text), ("key.added", new.text))
    for what, text in {"another hash": re.sub(r"\+[0-9a-f]{8}\+", "+00000000+", new.text), "a capital hash": re.sub(r"\+([0-9a-f]{8})\+", lambda it: f"+{it[1].upper()}+", new.text), "a blank": new.text + " ",
                       "a line break": new.text[:-8] + "\n" + new.text[-8:], "no padding": new.text.rstrip("="), "another type": new.text.replace("+A", "+B", 1), "half": new.text[:-20]}.items():
        if text != new.text:
            yield f"key with {what}", NO, put(("key.added", text))
    if len(bundle.old_keys) > 1:
        def by(name, signers):
            return lambda copy: copy.signing.update({name: signers})
        yield "new key's head signed by it alone", NO, by("added", lambda old, new: new)
        yield "new key's head signed by the old alone", NO, by("added", lambda old, new: old)
        yield "new key's head signed by nobody", NO, by("added", lambda old, new: [])
        yield "new key's head is the whole", NO, by("first", len(bundle.events))

    def stamp(change):
        return lambda copy: setattr(copy, "checkpoint", change)
    stranger, witness = Signer(name, "stranger"), Signer("witness.example/1", "witness")

    def text(data):
        return data[:data.index(b"\n\n") + 1]
    yield "head by a stranger alone", NO, stamp(lambda data, _: text(data) + b"\n" + stranger.line(text(data)))
    yield "head by a witness alone", NO, stamp(lambda data, _: text(data) + b"\n" + witness.line(text(data)))
    yield "head and a stranger", YES, stamp(lambda data, _: data + stranger.line(text(data)))
    yield "head and a witness", YES, stamp(lambda data, _: data + witness.line(text(data)))
    yield "head behind a witness", YES, stamp(lambda data, _: text(data) + b"\n" + witness.line(text(data)) + data[len(text(data)) + 1:])
    yield "head and a wrong witness", YES, stamp(lambda data, _: data + witness.line(b"other"))
    yield "head and its key wrong once more", NO, stamp(lambda data, signers: data + signers[-1].line(b"other"))
    yield "head signed twice", OPEN, stamp(lambda data, signers: data + signers[-1].line(text(data)))
    if len(bundle.old_keys) > 1:
        yield "head by a retired key alone", NO, stamp(lambda data, signers: text(data) + b"\n" + signers[0].line(text(data)))
        yield "head and a retired key", YES, stamp(lambda data, signers: data + signers[0].line(text(data)))
        yield "head and a retired key wrong", YES, stamp(lambda data, signers: data + signers[0].line(b"other"))

    def resigned(change):
        return stamp(lambda data, signers: (lambda own: own + b"\n" + signers[-1].line(own))(change(text(data))))
    for what, change in {"a fourth line": lambda own: own + b"more\n", "another origin": lambda own: b"other\n" + own.split(b"\n", 1)[1], "a leading nought": lambda own: own.replace(b"\n", b"\n0", 1), "two lines": lambda own: b"\n".join(own.split(b"\n")[:2]) + b"\n",
                         "another size": lambda own: re.sub(rb"\n\d+\n", b"\n%d\n" % (last - 1), own), "size 0": lambda own: re.sub(rb"\n\d+\n", b"\n0\n", own), "a huge size": lambda own: re.sub(rb"\n\d+\n", b"\n99999999999999999999\n", own),
                         "another root": lambda own: re.sub(rb"\n.{4}(.{40})\n$", rb"\nAAAA\1\n", own), "a loose root": lambda own: own[:-3] + bytes([own[-3] + 1]) + own[-2:], "a short root": lambda own: own[:-9] + b"\n", "a negative size": lambda own: own.replace(b"\n", b"\n-", 1),
                         "a plus": lambda own: own.replace(b"\n", b"\n+", 1), "CRLF": lambda own: own.replace(b"\n", b"\r\n")}.items():
        yield f"head with {what}", NO, resigned(change)
    for what, change in {"nothing": lambda data: b"", "no end": lambda data: data[:-1], "a line behind": lambda data: data + b"x\n", "a blank line behind": lambda data: data + b"\n", "a loose signature": lambda data: data[:-3] + bytes([data[-3] + 1]) + data[-2:] if data.endswith(b"=\n") else data[:-1] + b"=\n",
                         "a hyphen": lambda data: data.replace("—".encode(), b"-"), "another hash": lambda data: re.sub(rb" ..(..)", rb" AA\1", data[::-1])[::-1], "not UTF-8": lambda data: data + b"\xff\n", "no signature": lambda data: text(data) + b"\n", "a blank before": lambda data: b"\n" + data,
                         "two blanks": lambda data: data.replace("— ".encode(), "—  ".encode())}.items():
        yield f"checkpoint with {what}", NO, stamp(lambda data, _, change=change: change(data))


def released(bundle, types):
    last = max(index for index, event in enumerate(bundle.events) if event.type == "bundle.released")
    pairs = bundle.events[last].fields["files"]
    names = [name for name, _ in pairs]
    yield "released nothing", NO, setter(last, "files", [])
    for number, name in enumerate(names):
        yield f"released without {name}", NO, setter(last, "files", pairs[:number] + pairs[number + 1:])
        yield f"released {name} twice", NO, setter(last, "files", pairs[:number] + pairs[number:number + 1] + pairs[number:])
        yield f"released another {name}", NO, setter(last, "files", pairs[:number] + [[name, "a" * 64]] + pairs[number + 1:])
        yield f"released {name} in capitals", NO, setter(last, "files", pairs[:number] + [[name, pairs[number][1].upper()]] + pairs[number + 1:])
    yield "released in another order", NO, setter(last, "files", pairs[::-1])
    for name in ("events.ndjson", "zz.txt", "../x", "checkpoint", "/etc/passwd"):
        yield f"released {name} as well", NO, setter(last, "files", sorted(pairs + [[name, "a" * 64]]))
    if "scheme.json" in names:
        yield "released in the form of edition 1", NO, lambda copy: (copy.files.pop("scheme.json"), copy.events[last].fields.update(files=[pair for pair in pairs if pair[0] != "scheme.json"]))
    else:
        yield "released in the form of edition 2", NO, lambda copy: ((copy.files.update({"scheme.json": b"{}"}), copy.old.update({"scheme.json": "-" * 64})), copy.events[last].fields.update(files=sorted(pairs + [["scheme.json", hashlib.sha256(b"{}").hexdigest()]])))
    yield "released again, stale", NO, lambda copy: (copy.events.append(_with(twin(copy, last), files=[[name, "b" * 64] for name in names])))
    yield "released again", YES, lambda copy: (copy.events.append(twin(copy, last)))


def files(bundle, types):
    """Files changed after all was sealed."""
    def then(change):
        return lambda copy: copy.after.append(change)

    def put(name, data):
        return then(lambda files: files.update({name: data}))

    def edit(name, change):
        return then(lambda files: files.update({name: change(files[name])}))
    names = [*bundle.files, "events.ndjson", "leaves", "checkpoint", "keys", "disclosures.ndjson"]
    for name in names:
        yield f"{name} missing", NO, put(name, None)
        yield f"{name} empty", NO, put(name, b"")
        yield f"{name} with a byte more", NO, edit(name, lambda data: data + b"\n")
        yield f"{name} with a byte less", NO, edit(name, lambda data: data[:-1])
        yield f"{name} with a line twice", NO, edit(name, lambda data: data + data[data.rindex(b"\n", 0, -1) + 1:] if b"\n" in data[:-1] else data * 2)
        yield f"{name} with CRLF", NO, edit(name, lambda data: data.replace(b"\n", b"\r\n") if b"\n" in data else data + b"\r\n")
        yield f"{name} in capitals as well", NO, then(lambda files, name=name: files.update({name.upper() + "x": files[name]}))
    for name in ["more.txt", ".hidden", "receipts/0.tlog-proof", "receipts/x", "receipts/deep/x", "folder/x", "README.md~", "receipts/1.tlog-proof", "events.ndjson.bak"]:
        yield f"{name} as well", NO, put(name, b"x\n")
    yield "keys in another order", NO if len(bundle.old_keys) > 1 else YES, edit("keys", lambda data: b"".join(data.splitlines(True)[::-1]))
    yield "leaves in another order", NO, edit("leaves", lambda data: b"".join(data.splitlines(True)[::-1]))

    def receipts(change):
        def act(files):
            for name in [name for name in files if name.startswith("receipts/")]:
                change(files, name)
        return then(act)
    turns = sorted([index for index, event in enumerate(bundle.events) if event.fields.get("round") == bundle.round and event.type in
                    ("round.planned", "round.opened", "round.closed", "snapshot.sealed", "bundle.released")] + [index for index, event in enumerate(bundle.events) if event.type == "key.added"])
    for seq in turns:
        name = f"receipts/{seq}.tlog-proof"
        yield f"{name} missing", NO, put(name, None)
        for what, change in {"empty": lambda data: b"", "another index": lambda data, seq=seq: data.replace(b"index %d\n" % seq, b"index %d\n" % (seq - 1)), "index with nought": lambda data: data.replace(b"index ", b"index 0"), "a hash fewer": lambda data: re.sub(rb"(index \d+\n).*\n", rb"\1", data, count=1),
                             "a hash more": lambda data: re.sub(rb"(index \d+\n)(.*\n)", rb"\1\2\2", data, count=1), "extra": lambda data: data.replace(b"@v1\n", b"@v1\nextra AAAA\n"), "v2": lambda data: data.replace(b"@v1", b"@v2"), "no head": lambda data: data[:data.index(b"\n\n") + 2], "a byte more": lambda data: data + b"\n",
                             "another root": lambda data: data[:-1] + b"x\n", "a loose hash": lambda data: re.sub(rb"(index \d+\n.{42})(.)=", lambda it: it[1] + bytes([it[2][0] + 1]) + b"=", data, count=1), "CRLF": lambda data: data.replace(b"\n", b"\r\n"), "not UTF-8": lambda data: data + b"\xff"}.items():
            yield f"{name} with {what}", NO, edit(name, change)


def noise(bundle, types, chance=None, number=300):
    """Bytes and lines changed after all was sealed, anywhere."""
    def act(seed):
        def change(files):
            dice = random.Random(seed)
            name = dice.choice(sorted(files))
            data = bytearray(files[name])
            kind = dice.randrange(6)
            place = dice.randrange(len(data))
            if kind == 0:
                data[place] ^= 1 << dice.randrange(8)
            elif kind == 1:
                del data[place]
            elif kind == 2:
                data.insert(place, dice.randrange(256))
            elif kind == 3:
                del data[place:]
            elif kind == 4:
                rows = bytes(data).splitlines(True)
                rows.insert(dice.randrange(len(rows)), dice.choice(rows))
                data = b"".join(rows)
            else:
                rows = bytes(data).splitlines(True)
                del rows[dice.randrange(len(rows))]
                data = b"".join(rows)
            if bytes(data) == files[name]:
                data = bytes(data) + b"!"
            files[name] = bytes(data)
        return lambda copy: copy.after.append(change)
    for seed in range(number):
        yield f"noise {seed}", NO, act(f"{chance} {seed}")


KINDS = [forms, concealed, spellings, order, days, disclosed, leaks, lines, results, snapshots, schemes, account, called, draws, notices, certificates, erasures, rules, applications, another, keys, released, files, noise]
