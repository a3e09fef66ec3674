"""Mutations for what edition 4 adds, of the bundle of edition 2 that is raised to it: calls, seats that are accepted, clarifications, corrections,
rounds that are taken up again, certificates that replace one another. See mutations.py for the form.

`full` makes a ledger that has every new event and every new field; what a mutation is judged by is written here from the page, not read
from the tables of the verifiers. All three results of its round are made anew, so that each verifier can compute them."""

import copy as copies
import hashlib
from fractions import Fraction

import edition3
import mutations
from mutations import GATE, HENG, JOINED, NO, NOT_GO, NOT_ID, YES, arrange, forget, twin
from sealed import Event, Item, canonical, digest, url
from steps import WORDS, before, conceals, confirm, dated, event, last, put, score_of, show, told_by

# Where the events of a round stand, and how many values they conceal: at least and at most.
STAGES = {"seat.accepted": "scoring", "clarification.asked": "scoring", "clarification.given": "scoring", "evidence.requested": "scoring", "draft.read": "closed noticed final broken",
          "papers.issued": "noticed final", "decision.received": "noticed final", "correction.published": "", "round.reopened": "", "deadline.extended scoring": "scoring",
          "deadline.extended notice": "noticed"}
CONCEAL = {"programme.adopted": (1, 1), "call.published": (1, 1), "call.extended": (2, 2), "seat.accepted": (2, 2), "clarification.asked": (3, 3), "clarification.given": (2, 2),
           "evidence.requested": (2, 2), "evidence.supplied": (2, 99), "draft.read": (3, 3), "deadline.extended": (2, 2), "correction.published": (1, 1), "decision.received": (1, 1),
           "round.reopened": (2, 2), "papers.issued": (1, 1)}
ADDED = {"application.submitted": ("call", "level"), "round.finalised": ("number",), "certificate.issued": ("code", "paper", "replaces")}
THIRD = hashlib.sha256(b"the third result").hexdigest()
FOURTH = hashlib.sha256(b"the fourth result").hexdigest()
SAID = {"number": "公告〔2026〕7号", "statement": "经复核，结果更正如下。"}


# Results


def decimal(number):
    """As snapshots write exact numbers: a decimal where it ends, else a fraction."""
    for places in range(9):
        if (number * 10**places).denominator == 1:
            return f"{float(number):.{places}f}"
    return str(number)


def rated(zone, rate):
    """The change of a snapshot in which the fact of a zone is another; the ranking follows."""
    def act(snapshot):
        score = next(it for it in snapshot["scores"]["zones"] if it["zone"] == zone)
        points = Fraction(rate) / 10
        by = points - Fraction(score["criteria"]["r"])
        exact, median = Fraction(score["exact"]) + by, Fraction(score["medianOfTotals"]) + by
        score["cells"]["r"] = {"rule": {"points": decimal(points), "readings": [{"fact": "rate", "number": rate}], "shape": "proportion"}, "score": decimal(points)}
        score["criteria"]["r"], score["pillarShares"]["r"] = decimal(points), decimal(points / 10)
        total = Fraction((exact * 200 + 1) // 2, 100)    # half up, two places
        score.update(base=decimal(exact), exact=decimal(exact), total=decimal(total), medianOfTotals=decimal(median), verdict="pass" if exact >= 18 else "fail",
                     lines=[score["lines"][0] | {"isMet": exact >= 18, "value": decimal(exact)}])
        ranked = sorted(snapshot["scores"]["zones"], key=lambda it: (-Fraction(it["total"]), it["zone"]))
        for rank, it in enumerate(ranked, 1):
            it["rank"] = rank
        snapshot["scores"]["zones"] = ranked
    return act


def first(snapshot):
    """The first result of the bundle, before its correction."""
    snapshot.pop("replaces", None)
    rated("za", "90")(snapshot)


def same(snapshot):
    """Nothing is otherwise."""


def is_fit(bundle):
    """Whether the first result can be made anew."""
    if bundle.events[0].fields.get("edition") != 2 or bundle.all("rules.adopted") or len(bundle.all("snapshot.sealed")) != 2 or not bundle.all("certificate.revoked"):
        return False
    snapshot = copies.deepcopy(bundle.snapshot)
    first(snapshot)
    return digest(canonical(snapshot)) == bundle.snapshot["replaces"]


# The ledger


def behind(copy, place, *made):
    """Puts events right behind another, on its day."""
    index = copy.events.index(place) + 1
    dated(copy, made, place.fields["at"])
    copy.events[index:index] = made
    return made


def end(copy):
    return last(copy, "bundle.released")


def on(copy, day, *made):
    """Puts events on a day, behind all that was until then."""
    put(copy, next(each for each in copy.events if each.fields["at"] > day), *made)
    dated(copy, made, day)


def drop(copy, *gone):
    for each in gone:
        forget(copy, each)
        copy.events.remove(each)


def two(copy, made, place=None):
    """Puts at the end what two people do."""
    put(copy, place or end(copy), made)
    confirm(copy, made)
    return made


def least(copy):
    """What edition 4 demands of what was there."""
    edition3.raised(copy)
    copy.events[0].fields["edition"] = 4
    put(copy, copy.all("application.submitted")[0], event(copy, "programme.adopted", programme="model-counties", file="b" * 64),
        event(copy, "call.published", call="call-1", programme="model-counties", scheme="c" * 64, file="e" * 64, purpose="designation", to="2026-10-08"))
    for each in copy.all("application.submitted"):
        each.fields.update(call="call-1", level="province")
    for number, each in enumerate(copy.all("certificate.issued")):
        each.fields.update(code=f"{number:010}", paper="f" * 64)
    notice = copy.events.index(last(copy, "notice.published"))
    for sealed in copy.all("snapshot.sealed"):
        if copy.events.index(sealed) > notice:
            behind(copy, told_by(copy, sealed)[-1], event(copy, "correction.published", snapshot=sealed.fields["snapshot"], **SAID))


def full(copy, reopens=True):
    """Everything that edition 4 has, once at least."""
    least(copy)
    copy.chain, copy.stays = [(copy.snapshot["replaces"], first), *copy.chain], None
    one, other = copy.all("application.submitted")
    behind(copy, last(copy, "call.published"), event(copy, "call.extended", call="call-1", to="2026-10-09"))
    behind(copy, one, event(copy, "application.returned", application="za-2026", level="province"), twin(copy, copy.events.index(one)))
    other.fields["level"] = "prefecture"
    behind(copy, other, event(copy, "application.recommended", application="zb-2026"))
    put(copy, copy.all("cell.saved")[0], *(event(copy, "seat.accepted") for _ in copy.all("seat.assigned")))
    behind(copy, last(copy, "seat.called"), event(copy, "seat.accepted"))
    asked, missed = event(copy, "clarification.asked"), event(copy, "evidence.requested")
    put(copy, copy.all("facts.recorded")[0], asked, event(copy, "clarification.given", asked=asked), event(copy, "clarification.given"), missed,
        event(copy, "evidence.supplied", request=missed), event(copy, "deadline.extended", deadline="scoring", to="2026-10-21"))
    put(copy, copy.all("mark.late")[0], event(copy, "draft.read"))
    bind(copy)
    behind(copy, last(copy, "correction.published"), event(copy, "decision.received", objection="o1"), event(copy, "papers.issued", papers=[["发现.pdf", "a" * 64], ["对比.pdf", "b" * 64]]),
           event(copy, "deadline.extended", deadline="notice", to="2026-11-14"))
    last(copy, "round.finalised").fields["number"] = "公告〔2026〕6号"
    put(copy, end(copy), certificate(copy, "zb", 3, replaces="live-1-02"), event(copy, "decision.received", objection="o2"), event(copy, "draft.read"))
    if reopens:
        reopen(copy)
        conclude(copy)
        put(copy, end(copy), event(copy, "decision.received", objection="o3"))
        finalise(copy, number="公告〔2026〕8号")
        revoke(copy, "live-1-01")
        put(copy, end(copy), certificate(copy, "za", 4, replaces="live-1-01"), event(copy, "papers.issued", papers=[["结果.pdf", "d" * 64]]))
    arrange(copy)


def bind(copy):
    """The objection is decided with the correction that rests on it."""
    decided, done = copy.all("objection.decided")[0], last(copy, "facts.corrected")
    copy.events.remove(decided)
    put(copy, done, decided)


def certificate(copy, zone, number, **fields):
    day = end(copy).fields["at"]
    return event(copy, "certificate.issued", **{"certificate": f"live-1-0{number}", "zone": zone, "from": day, "to": "2029-11-15", "code": f"{number:010}", "paper": f"{number}" * 64, **fields})


def revoke(copy, name, place=None):
    return two(copy, event(copy, "certificate.revoked", certificate=name), place)


def reopen(copy, orders=(("o3", "zb", "p"), ("o4", "za", "r")), **fields):
    return two(copy, event(copy, "round.reopened", **{"ground": "judgment", "statement": "依生效判决。", "orders": [list(order) for order in orders], **fields}))


def conclude(copy, act=same, name=THIRD, place=None, **fields):
    """A further result at the end, in which something may be otherwise than in the bundle's; gives its events, the confirmed ones left out."""
    place, result = place or end(copy), copies.deepcopy(copy.snapshot)
    act(result)
    sealed = event(copy, "snapshot.sealed", round=copy.round, snapshot=name)
    put(copy, place, sealed)
    confirm(copy, sealed)
    told = []
    for zone in sorted(it["zone"] for it in result["scores"]["zones"]):
        score = next(it for it in result["scores"]["zones"] if it["zone"] == zone)
        value = {"zone": zone, "snapshot": name} | {key: score[key] for key in ("verdict", "total", "rank") if key in score}
        told.append(event(copy, "result.sealed", round=copy.round, zone=zone))
        told[-1].concealed = [Item("result", value, url(hashlib.sha256(f"{name} {zone}".encode()).digest()[:16]))]
        copy.shown.append([told[-1], told[-1].concealed[0]])
    put(copy, place, *told, event(copy, "correction.published", snapshot=name, **(SAID | fields)))
    copy.chain.append((name, act))
    end(copy).fields["files"] = [[file, name if file == "snapshot.json" else bound] for file, bound in end(copy).fields["files"]]
    arrange(copy)
    return [sealed, *told, before(copy, place)]


def correct(copy, objection, zone, rate):
    """The fact of a zone is another from the next result on."""
    made = two(copy, event(copy, "facts.corrected", round=copy.round, zone=zone, objection=objection))
    made.concealed[1] = Item("fact", {"fact": "rate", "value": rate}, "C" * 21 + "A")
    copy.shown.append([made, made.concealed[1]])
    arrange(copy)
    return made


def finalise(copy, name=None, **fields):
    made = event(copy, "round.finalised", snapshot=name or last(copy, "snapshot.sealed").fields["snapshot"], **fields)
    put(copy, end(copy), made)
    return made


def later(*changes, base=full):
    def act(copy):
        base(copy)
        for change in changes:
            change(copy)
        arrange(copy)
    return act


def once(copy):
    """Everything but what comes of taking the round up again."""
    full(copy, reopens=False)


def plain(copy):
    """What edition 4 demands alone, with results that can be made anew."""
    least(copy)
    copy.chain, copy.stays = [(copy.snapshot["replaces"], first), *copy.chain], None


def third(copy):
    """The same in edition 3."""
    edition3.raised(copy)
    copy.chain, copy.stays = [(copy.snapshot["replaces"], first), *copy.chain], None


def nth(type, number=0):
    return lambda copy: copy.all(type)[number]


def of(find, change):
    return lambda copy: change(copy, find(copy))


def setting(type, number=0, /, **fields):
    return lambda copy: copy.all(type)[number].fields.update(fields)


def without(type, name, number=0):
    return lambda copy: copy.all(type)[number].fields.pop(name)


def shifted(copy, place, day):
    """Whatever stands from an event on is of a later day; certificates begin then."""
    for each in copy.events[copy.events.index(place):]:
        each.fields["at"] = max(day, each.fields["at"])
        if each.type == "certificate.issued":
            each.fields["from"] = each.fields["at"]


# What is there


def whole(bundle, types):
    if not is_fit(bundle):
        return
    yield "everything", YES, later()
    yield "what is demanded", YES, later(base=plain)
    yield "nothing taken up again", YES, later(base=once)
    for edition in (1, 2, 3, 5):
        for name, base in [("everything", full), ("what is demanded", plain)]:
            yield f"{name}, in edition {edition}", NO, later(lambda copy, edition=edition: copy.events[0].fields.update(edition=edition), base=base)
    yield "nothing of what edition 4 demands", NO, later(lambda copy: copy.events[0].fields.update(edition=4), base=third)
    model = bundle.copy()
    full(model)
    droppable = {"call.extended", "seat.accepted", "clarification.given", "evidence.supplied", "draft.read", "deadline.extended", "papers.issued", "decision.received"}
    again = {"programme.adopted", "seat.accepted", "clarification.asked", "evidence.requested", "draft.read", "papers.issued"}
    for type in CONCEAL:
        for number, made in enumerate(model.all(type)):
            if type == "seat.accepted" and number % 5:
                continue
            yield f"{type} {number} dropped", YES if type in droppable else NO, later(lambda copy, type=type, number=number: drop(copy, copy.all(type)[number]))
            twice = type in again or type == "clarification.given" and "asked" not in made.fields or type == "deadline.extended" and made.fields["deadline"] == "scoring"
            yield f"{type} {number} doubled", YES if twice else NO, later(lambda copy, type=type, number=number: behind(copy, copy.all(type)[number], twin(copy, copy.events.index(copy.all(type)[number]))))
            yield f"{type} {number} of another round", NO, later(setting(type, number, round="zzz"))
            for other in ("round", "zone", "indicator", "note", "actor", "reason"):
                if other not in made.fields:
                    yield f"{type} {number} with {other}", NO, later(setting(type, number, **{other: bundle.round if other == "round" else "za"}))
            for count in range(5):
                few, most = CONCEAL[type]
                yield f"{type} {number} conceals {count}", YES if few <= count <= most else NO, later(of(nth(type, number), lambda copy, made, count=count: conceals(made, count)))
    for type in CONCEAL:
        yield f"{type} alone in edition 3", NO, later(lambda copy, type=type: alone(copy, type), base=third)
        yield f"{type} alone in edition 4", NO if type in ("call.published", "call.extended", "correction.published", "evidence.supplied") else YES, later(lambda copy, type=type: alone(copy, type), base=plain)
    for type, names in ADDED.items():
        for name in names:
            value = model.all(type)[-1].fields.get(name, "province")
            yield f"{type} with {name} in edition 3", NO, later(setting(type, -1, **{name: value}), base=third)
            for number, made in enumerate(model.all(type)):
                if name in made.fields:
                    yield f"{type} {number} without {name}", YES if name == "number" else NO, later(without(type, name, number))
    yield "reopening proposed in edition 3", NO, later(lambda copy: put(copy, end(copy), event(copy, "act.proposed", act="reopen")), base=third)
    yield "reopening proposed in edition 4", YES, later(lambda copy: put(copy, end(copy), event(copy, "act.proposed", act="reopen")), base=plain)
    for name, value in {"question": {"text": "x"}, "answer": {"text": "x"}, "request": {"zone": "za", "seat": "0" * 20, "indicator": "p", "text": "x", "by": "2026-10-20"}, "place": {"zone": "za", "seat": "0" * 20},
                        "reason": {"word": "w", "text": "t"}, "evidence": {"file": "a" * 64, "name": "n"}}.items():
        for type in ("clarification.asked", "clarification.given", "evidence.requested", "evidence.supplied", "seat.accepted", "draft.read", "round.reopened"):
            yield f"{type} shows {name}", NO, later(lambda copy, type=type, name=name, value=value: show(copy, copy.all(type)[0], name, value))


def alone(copy, type):
    """One of the new events where it would stand in edition 4, of a ledger that has no other."""
    fields = {"programme.adopted": {"programme": "x", "file": "b" * 64}, "call.extended": {"call": "c", "to": "2027-01-01"}, "evidence.supplied": {"request": 0},
              "call.published": {"call": "c", "programme": "x", "scheme": "c" * 64, "file": "e" * 64, "purpose": "selection", "to": "2027-01-01"},
              "deadline.extended": {"deadline": "scoring", "to": "2026-10-21"}, "correction.published": {"snapshot": copy.all("snapshot.sealed")[-1].fields["snapshot"], **SAID},
              "decision.received": {"objection": "o1"}, "papers.issued": {"papers": [["a.pdf", "a" * 64]]}}.get(type, {})
    if type == "round.reopened":
        reopen(copy)
        if copy.events[0].fields["edition"] > 3:
            conclude(copy)
        return
    stages = STAGES.get(type, STAGES.get(f"{type} scoring", "final"))
    place = copy.all("facts.recorded")[0] if "scoring" in stages else end(copy)
    put(copy, place, event(copy, type, **fields))


def forms(bundle, types):
    """The forms of the fields that are new."""
    if not is_fit(bundle):
        return
    model = bundle.copy()
    full(model)
    news = tuple(f"{type}." for type in CONCEAL) + tuple(f"{type} header at" for type in CONCEAL) + tuple(f"{type}.{name}" for type, names in ADDED.items() for name in names)
    for name, due, change in mutations.forms(model, types):
        what = name.partition("@")[0]
        if name.startswith(news):
            if what in ("correction.published.from missing", "correction.published.to missing", "certificate.issued.replaces missing"):
                due = NO
            yield name, due, later(change)
    for type, name in [("correction.published", "number"), ("correction.published", "statement"), ("round.reopened", "statement"), ("round.finalised", "number")]:
        for text in GATE:
            yield f"{type}.{name} gate {ascii(text)}", NO, later(setting(type, -1, **{name: text}))
        for text in ["。", "1", *JOINED]:
            yield f"{type}.{name} {ascii(text)}", YES, later(setting(type, -1, **{name: text}))
        yield f"{type}.{name} not NFC", NOT_GO, later(setting(type, -1, **{name: "e\u0301"}))
        for length in (200, 201, 4000, 4001):
            yield f"{type}.{name} of {length}", YES if length <= (4000 if name == "statement" else 200) else NO, later(setting(type, -1, **{name: "甲" * length}))
    for papers in ([["A", "a" * 64], ["a", "a" * 64], ["甲", "b" * 64], ["\uff21", "c" * 64], ["\U00020000", "c" * 64]], [["x" * 200, "a" * 64]], [["甲" * 200, "a" * 64]], [["a", "a" * 64], ["b", "a" * 64]]):
        yield f"papers {ascii(papers)[:40]}", YES, later(setting("papers.issued", 0, papers=papers))
    yield "papers without a name", NO, later(setting("papers.issued", 0, papers=[["", "a" * 64]]))
    yield "papers by name in another order", NO, later(setting("papers.issued", 0, papers=[["甲", "a" * 64], ["A", "b" * 64]]))
    yield "paper's name not NFC", NOT_GO, later(setting("papers.issued", 0, papers=[["e\u0301", "a" * 64]]))
    for ground in ("judgment", "review", "correction"):
        yield f"reopened by {ground}", YES, later(setting("round.reopened", 0, ground=ground))


# Open words


def words(bundle, types):
    """Kinds, purposes and sources, which a programme names."""
    if not is_fit(bundle):
        return

    def kinds(value, base):
        return later(setting("zone.registered", 0, kind=value), base=base)

    def purposes(value, base):
        return later(lambda copy: [each.fields.update(purpose=value) for each in copy.all("application.submitted", "call.published")], base=base)

    def sources(value, base):
        def act(copy):
            for each in copy.all("candidate.listed"):
                if each.fields["source"] == "department":
                    each.fields["source"] = value
            quotas = copy.all("draw.committed")[0].fields["quotas"]
            quotas[:] = [[value if source == "department" else source, seats] for source, seats in quotas]
        return later(act, base=base)
    for name, make in [("kind", kinds), ("purpose", purposes), ("source", sources)]:
        for value in ("a", "town", "model.county-2", "0", "a" * 64):
            yield f"{name} {value[:20]} in edition 4", YES, make(value, full)
            yield f"{name} {value[:20]} in edition 3", NO, make(value, third)
        for value in NOT_ID:
            yield f"{name} {ascii(value)[:20]} in edition 4", NO, make(value, full)
    yield "a quota for one source twice", NO, later(lambda copy: copy.all("draw.committed")[0].fields.update(quotas=[["department", 2], ["department", 3]]))
    yield "quotas in another order", NO, later(lambda copy: copy.all("draw.committed")[0].fields["quotas"].reverse())


# Calls and applications


def calls(bundle, types):
    if not is_fit(bundle):
        return
    later_call = {"call": "call-2", "programme": "model-counties", "scheme": "c" * 64, "file": "e" * 64, "purpose": "designation", "to": "2026-11-30"}

    def fields_of(word):
        verb, _, rest = word.partition(":")
        fields = dict(pair.split("=") for pair in rest.split(",") if pair)
        if verb == "call":
            return "call.published", {**later_call, **fields}
        if verb in ("programme", "extended"):
            return ("programme.adopted", {"programme": "other", "file": "b" * 64, **fields}) if verb == "programme" else ("call.extended", {"call": "call-2", "to": "2026-12-31", **fields})
        more = {"submitted": {"zone": "zc", "purpose": "designation", "call": "call-2", "level": "province"}, "returned": {"level": "province"}}.get(verb, {})
        return f"application.{verb}", {"application": "zc-1", **more, **fields}

    def way(text, kind="town"):
        def act(copy):
            put(copy, end(copy), event(copy, "zone.registered", zone="zc", name="丙", kind=kind), event(copy, "zone.registered", zone="zd", name="丁", kind=kind))
            for word in text.split():
                type, fields = fields_of(word)
                put(copy, end(copy), event(copy, type, **fields))
        return later(act)
    for text, due in [
            ("call", YES), ("call call", NO), ("call:programme=other", NO), ("programme call:programme=other", YES), ("call:programme=other programme", NO), ("programme programme call:programme=other", YES),
            ("call:call=call-1", NO), ("call:to=2026-11-16", NO), ("call:to=2026-11-17", YES), ("call:to=2026-11-17 submitted", YES), ("call extended", YES), ("call extended extended", NO),
            ("call extended extended:to=2027-01-01", YES), ("call extended:to=2026-11-30", NO), ("call extended:to=2026-11-29", NO), ("extended", NO), ("extended call", NO), ("call extended call", NO),
            ("extended:call=call-1,to=2026-11-17", YES), ("extended:call=call-1,to=2026-11-17 extended:call=call-1,to=2026-11-18", YES), ("call:to=2026-11-17 extended:to=2026-11-18", YES), ("extended:call=call-1,to=2026-11-16", NO), ("extended:call=call-1,to=2026-10-09", NO), ("extended:call=call-1,to=2026-10-10", NO),
            ("call submitted", YES), ("submitted", NO), ("submitted call", NO), ("call submitted submitted", NO), ("call submitted:call=call-3", NO), ("submitted:call=call-1", NO),
            ("extended:call=call-1,to=2026-11-16 submitted:call=call-1", NO), ("extended:call=call-1,to=2026-11-17 submitted:call=call-1", YES), ("call submitted:purpose=selection", NO),
            ("call:purpose=selection submitted", NO), ("call:purpose=selection submitted:purpose=selection", YES), ("call submitted:level=prefecture", YES), ("call submitted:level=county", NO), ("call submitted:zone=zz", NO),
            ("call submitted accepted", YES), ("call submitted:level=prefecture accepted", NO), ("call submitted:level=prefecture recommended accepted", YES), ("call submitted recommended", NO),
            ("call submitted:level=prefecture recommended recommended", NO), ("call submitted returned", YES), ("call submitted returned:level=prefecture", NO), ("call submitted:level=prefecture returned:level=prefecture", YES),
            ("call submitted:level=prefecture returned", NO), ("call submitted:level=prefecture recommended returned", YES), ("call submitted:level=prefecture recommended returned:level=prefecture", NO),
            ("call submitted returned submitted", YES), ("call submitted returned submitted accepted", YES), ("call submitted returned accepted", NO), ("call submitted returned submitted:zone=zd", NO),
            ("call call:call=call-3 submitted returned submitted:call=call-3", NO), ("call call:call=call-3 submitted:call=call-3", YES), ("call call:call=call-3,purpose=selection submitted returned submitted:call=call-3,purpose=selection", NO),
            ("call submitted:level=prefecture returned:level=prefecture submitted accepted", YES), ("call submitted returned submitted:level=prefecture accepted", NO), ("call submitted returned submitted:level=prefecture recommended accepted", YES), ("call submitted accepted submitted", NO), ("call submitted withdrawn", YES), ("call submitted withdrawn submitted", NO),
            ("call submitted accepted withdrawn", YES), ("call submitted accepted accepted", NO), ("call:purpose=selection submitted:purpose=selection,call=call-1", NO)]:
        yield f"calls: {text}", due, way(text)
    for kind in ("county", "city"):
        for level in ("prefecture", "province"):
            yield f"an application of a {kind} to the {level}", YES, way(f"call submitted:level={level}", kind)
            yield f"an application of a {kind} to the {level}, accepted at once", YES if level == "province" else NO, way(f"call submitted:level={level} accepted", kind)

    def returned_late(copy, number=0, **fields):
        """It is sent back at the end, long after the last day of its call, and comes again."""
        one = copy.all("application.submitted")[0]
        made = twin(copy, copy.events.index(one))
        made.fields.update(application="zc-1")
        behind(copy, one, made)
        again = twin(copy, copy.events.index(made))
        again.fields.update(fields)
        put(copy, end(copy), event(copy, "application.returned", application="zc-1", level="province"), again)
    yield "sent back, and again after the last day", YES, later(returned_late)
    yield "sent back, and again after the last day under another call", NO, later(lambda copy: put(copy, end(copy), event(copy, "call.published", **later_call)), lambda copy: returned_late(copy, call="call-2"))
    yield "sent back, and another id after the last day", NO, later(lambda copy: returned_late(copy, application="zc-2"))
    for to, due in [("2026-10-09", YES), ("2026-10-10", YES), ("2026-10-12", YES)]:
        yield f"application on 2026-10-10, the call to {to}", YES if to > "2026-10-09" else NO, later(setting("call.extended", to=to), lambda copy: put(
            copy, copy.all("round.planned")[0], event(copy, "application.submitted", application="zc-1", zone="za", purpose="designation", call="call-1", level="province")))
    # What edition 3 began
    def began(copy, waits, *ways):
        third(copy)
        if "city" not in waits:
            put(copy, copy.all("application.submitted")[0], event(copy, "zone.registered", zone="zc", name="丙", kind="county"))
        put(copy, copy.all("round.planned")[0], event(copy, "application.submitted", application="zc-1", zone="zc", purpose="designation"))
        for word in waits.split():
            put(copy, copy.all("round.planned")[0], event(copy, "application.returned", application="zc-1", level=word))
        raise_here(copy, end(copy))
        put(copy, end(copy), event(copy, "programme.adopted", programme="model-counties", file="b" * 64), event(copy, "call.published", **later_call))
        for word in ways:
            type, fields = fields_of(word)
            put(copy, end(copy), event(copy, type, **fields))
    for waits, ways, due in [("", ["recommended", "accepted"], YES), ("", ["accepted"], NO), ("prefecture", ["accepted"], NO), ("prefecture", ["submitted"], YES), ("", ["submitted"], NO), ("", ["withdrawn"], YES), ("prefecture", ["submitted", "accepted"], YES),
                            ("prefecture", ["submitted:level=prefecture", "accepted"], NO), ("prefecture", ["submitted:call=call-3"], NO), ("prefecture", ["call:call=call-3,purpose=selection", "submitted:call=call-3"], NO),
                            ("prefecture", ["call:call=call-3,purpose=selection", "submitted:call=call-3,purpose=selection"], NO), ("prefecture", ["call:call=call-3", "submitted:call=call-3"], YES),
                            ("prefecture", ["call:call=call-3", "submitted", "returned", "submitted:call=call-3"], NO), ("prefecture", ["call:call=call-3", "submitted", "returned", "submitted"], YES)]:
        yield f"of edition 3 {waits}, then {' '.join(ways)}", due, later(base=lambda copy, waits=waits, ways=ways: began(copy, waits, *ways))
    yield "of edition 3 prefecture, then submitted after the last day of its call", YES, later(lambda copy: shifted(copy, last(copy, "application.submitted"), "2026-12-01"), base=lambda copy: began(copy, "prefecture", "submitted"))


def raise_here(copy, place, edition=4):
    """The rules are raised before an event."""
    copy.events[0].fields["edition"] = 3
    proposed = event(copy, "rules.proposed", edition=edition, offset=copy.events[0].fields["offset"])
    put(copy, place, proposed, event(copy, "rules.adopted", proposal=proposed))


# Places


def places(bundle, types):
    """Every new event of a round in every state."""
    if not is_fit(bundle):
        return
    fields = {"papers.issued": {"papers": [["a.pdf", "a" * 64]]}, "decision.received": {"objection": "o3"}, "clarification.given": {},
              "deadline.extended scoring": {"deadline": "scoring", "to": "2027-01-01"}, "deadline.extended notice": {"deadline": "notice", "to": "2026-11-15"},
              "round.reopened": {"ground": "review", "statement": "x", "orders": [["o9", "zb", "p"]]}}
    spots = {"planned": nth("candidate.listed"), "committed": nth("draw.held"), "drawn": nth("round.opened"), "scoring": nth("facts.recorded"),
             "closed": lambda copy: before(copy, last(copy, "notice.published"), 2), "noticed": lambda copy: copy.events[copy.events.index(last(copy, "correction.published")) + 1],
             "final": nth("certificate.issued"), "broken": lambda copy: None,
             "the roster": nth("seat.assigned", 3), "the count": nth("seat.counted", 2), "the close": lambda copy: copy.all("snapshot.sealed")[0],
             "the conclusion": lambda copy: told_by(copy, last(copy, "snapshot.sealed"))[1], "the correction": nth("correction.published", -1), "a confirmation": nth("facts.corrected"),
             "the candidates": nth("candidate.listed", 3)}

    def at(state, type):
        def act(copy):
            if state == "broken":
                edition3.broken(copy)
            if type == "decision.received":
                put(copy, before(copy, last(copy, "facts.corrected"), 2), event(copy, "objection.filed", objection="o3", zone="zb", indicator="p"), event(copy, "objection.decided", objection="o3", upheld=False))
            name = type.split()[0]
            given = fields.get(type, {"snapshot": last(copy, "snapshot.sealed").fields["snapshot"], **SAID} if name == "correction.published" else {})
            put(copy, spots[state](copy), event(copy, name, **given))
        return act
    for type, stages in STAGES.items():
        for state in spots:
            due = YES if state in stages.split() else NO
            yield f"{type} in {state}", due, later(at(state, type), base=plain)
        if type == "deadline.extended notice":
            continue
        for state in ("planned", "withdrawn"):
            yield f"{type} of another round that is {state}", NO, later(lambda copy, type=type, state=state: another(copy, type.split()[0], fields.get(type, {}), state == "withdrawn"))
    for type, made in {"programme.adopted": {"programme": "x", "file": "b" * 64}, "call.published": {"call": "call-9", "programme": "model-counties", "scheme": "c" * 64, "file": "e" * 64, "purpose": "selection", "to": "2027-01-01"},
                       "call.extended": {"call": "call-1", "to": "2027-01-01"}}.items():
        for state, spot in spots.items():
            due = YES if " " not in state else NO
            yield f"{type} in {state}", due, later(*[edition3.broken] if state == "broken" else [], lambda copy, type=type, made=made, spot=spot: put(copy, spot(copy), event(copy, type, **made)), base=plain)


def another(copy, type, fields, withdrawn):
    put(copy, end(copy), event(copy, "round.planned", round="live-2", plan="1" * 64, scheme="2" * 64, scheme_json="3" * 64, zones="4" * 64))
    if withdrawn:
        put(copy, end(copy), event(copy, "round.withdrawn", round="live-2"))
    if type == "round.reopened":
        for each in confirm(copy, put(copy, end(copy), event(copy, type, **(fields | {"round": "live-2"})))[0]):
            each.fields["round"] = "live-2"
        return
    put(copy, end(copy), event(copy, type, **({"snapshot": "5" * 64, **SAID} if type == "correction.published" else fields), **{"round": "live-2"} if "round" not in fields else {}))


# Questions and days


def asked(bundle, types):
    if not is_fit(bundle):
        return
    spot = nth("deadline.extended")

    def given(type, name, find, number=0):
        return later(lambda copy: copy.all(type)[number].fields.update({name: find(copy)}))
    for name, find in {"the genesis": lambda copy: copy.events[0], "the request": nth("evidence.requested"), "itself": nth("clarification.given"), "what comes later": nth("facts.recorded"), "nothing": lambda copy: 10**6}.items():
        yield f"clarification answers {name}", NO, given("clarification.given", "asked", find)
    for name, find in {"the genesis": lambda copy: copy.events[0], "the question": nth("clarification.asked"), "itself": nth("evidence.supplied"), "what comes later": nth("facts.recorded"), "nothing": lambda copy: 10**6}.items():
        yield f"evidence answers {name}", NO, given("evidence.supplied", "request", find)
    yield "two clarifications answer one question", NO, given("clarification.given", "asked", nth("clarification.asked"), 1)
    for type, name, question in [("clarification.given", "asked", "clarification.asked"), ("evidence.supplied", "request", "evidence.requested")]:
        def more(copy, two=True, swapped=False, early=False, type=type, name=name, question=question):
            asks = [event(copy, question) for _ in range(2)]
            answers = [event(copy, type, **{name: ask}) for ask in (asks[::-1] if swapped else asks)]
            put(copy, spot(copy), *(answers + asks if early else asks + answers if two else asks + answers[:1]))
        for what, named, due in [("two questions, two answers", {}, YES), ("answered in another order", {"swapped": True}, YES), ("answered before they are asked", {"early": True}, NO), ("one of two answered", {"two": False}, YES)]:
            yield f"{question} {what}", due, later(lambda copy, more=more, named=named: more(copy, **named))
        yield f"{question} answered after the close", NO, later(lambda copy, type=type, name=name, question=question: (
            put(copy, spot(copy), ask := event(copy, question)), put(copy, copy.all("mark.late")[0], event(copy, type, **{name: ask}))))
    yield "a question left open", YES, later(lambda copy: put(copy, spot(copy), event(copy, "clarification.asked")))
    for conceal in (2, 3, 9):
        yield f"evidence supplied conceals {conceal}", YES, later(of(nth("evidence.supplied"), lambda copy, made, conceal=conceal: conceals(made, conceal)))
    # Who reads, who has a decision
    for objection, due in [("o2", NO), ("o3", NO), ("o9", NO), ("o4", YES)]:
        yield f"decision of {objection} received when all is said", due, later(lambda copy, objection=objection: put(copy, end(copy), event(copy, "decision.received", objection=objection)))

    def undecided(copy, decided, report=False, heard=True):
        place = before(copy, last(copy, "snapshot.sealed"), 2)
        made = [event(copy, "report.filed" if report else "objection.filed", objection="o5", zone="zb", indicator="p"), *[event(copy, "report.heard", objection="o5")] * report,
                event(copy, "decision.received", objection="o5"), event(copy, "objection.decided", objection="o5", upheld=False)]
        if decided:
            made[-2:] = made[:-3:-1]
        put(copy, place, *made)
    for report in (False, True):
        for decided in (True, False):
            yield f"decision received of {'a report' if report else 'an objection'} that is {'decided' if decided else 'open'}", YES if decided else NO, later(lambda copy, report=report, decided=decided: undecided(copy, decided, report), base=plain)
    # Days
    for to, due in [("2026-11-12", NO), ("2026-11-13", NO), ("2026-11-14", YES), ("2026-11-15", YES), ("2026-11-16", NO), ("2026-11-17", NO), ("2027-11-17", NO)]:
        yield f"notice to 2026-11-13 extended to {to}, final on 2026-11-16", due, later(setting("deadline.extended", -1, to=to), base=once)
    for to in ("2020-01-01", "2026-10-19", "2026-10-20", "2026-10-21", "2027-12-31"):
        yield f"scoring extended to {to} on 2026-10-20", NO if to < "2026-10-20" else YES, later(setting("deadline.extended", 0, to=to))
    for word, number in [("notice", 0), ("scoring", 1)]:
        yield f"deadline {number} is called {word}", NO, later(setting("deadline.extended", number, deadline=word))
    for to, due in [("2026-11-15", YES), ("2026-11-14", NO), ("2026-11-13", NO)]:
        yield f"notice extended a second time to {to}", due, later(lambda copy, to=to: behind(copy, copy.all("deadline.extended")[-1], event(copy, "deadline.extended", deadline="notice", to=to)))
    for day, to, due in [("2026-11-06", "2026-11-14", YES), ("2026-11-13", "2026-11-14", YES), ("2026-11-13", "2026-11-15", YES), ("2026-11-14", "2026-11-15", NO), ("2026-11-14", "2026-11-14", NO), ("2026-11-15", "2026-11-15", NO)]:
        yield f"notice to 2026-11-13 extended to {to} on {day}", due, later(lambda copy, day=day, to=to: on(copy, day, event(copy, "deadline.extended", deadline="notice", to=to)), base=plain)
    for day, due in [("2026-11-13", YES), ("2026-11-14", YES), ("2026-11-15", NO)]:
        yield f"notice extended to 2026-11-14, and on {day} to the 15th", due, later(lambda copy, day=day: on(copy, day, event(copy, "deadline.extended", deadline="notice", to="2026-11-15")), base=once)
    for day, due in [("2026-11-14", YES), ("2026-11-15", NO)]:
        def filed(copy, day=day, extends=True):
            on(copy, day, event(copy, "objection.filed", objection="o5", zone="zb", indicator="p"), event(copy, "objection.decided", objection="o5", upheld=False))
            if not extends:
                drop(copy, copy.all("deadline.extended")[-1])
        yield f"objection on {day}, in the notice that was extended to the 14th", due, later(filed, base=once)
        yield f"objection on {day}, the notice not extended", NO, later(lambda copy, filed=filed: filed(copy, extends=False), base=once)


# Corrections and the conclusions that bring them


def corrections(bundle, types):
    if not is_fit(bundle):
        return
    for number in (0, 1):
        find = nth("correction.published", number)
        sealed = nth("snapshot.sealed", number + 1)
        yield f"correction {number} names the result before", NO, later(lambda copy, find=find, number=number: find(copy).fields.update(snapshot=copy.all("snapshot.sealed")[number].fields["snapshot"]))
        yield f"correction {number} names no result", NO, later(lambda copy, find=find: find(copy).fields.update(snapshot="a" * 64))
        for what, place in [("before the results", lambda copy: told_by(copy, sealed(copy))[0]), ("between the results", lambda copy: told_by(copy, sealed(copy))[1]), ("before the result", lambda copy, sealed=sealed: sealed(copy))]:
            def moved(copy, find=find, place=place, sealed=sealed):
                spot, made = place(copy), find(copy)
                copy.events.remove(made)
                put(copy, spot, made)
            yield f"correction {number} {what}", NO, later(moved)
        for what, between in [("a zone", {"type": "zone.registered", "zone": "zz", "name": "丙", "kind": "city"}), ("papers", {"type": "papers.issued", "papers": [["a.pdf", "a" * 64]]}), ("what somebody proposes", {"type": "act.proposed", "act": "publish"})]:
            yield f"{what} before correction {number}", NO, later(lambda copy, find=find, between=between: put(copy, find(copy), event(copy, **between)))
            yield f"{what} behind correction {number}", YES, later(lambda copy, find=find, between=between: behind(copy, find(copy), event(copy, **between)))
        yield f"correction {number} a day later", NO, later(lambda copy, find=find: shifted(copy, find(copy), "2026-11-12" if find(copy).fields["at"] == "2026-11-11" else "2026-11-18"))
        yield f"correction {number} of one zone's result alone", NO, later(lambda copy, sealed=sealed: drop(copy, told_by(copy, sealed(copy))[1]))
        yield f"correction {number} and no result before", NO, later(lambda copy, sealed=sealed: drop(copy, *told_by(copy, sealed(copy))))
        for days in ({"from": "2026-11-18"}, {"to": "2026-11-24"}, {"from": "2026-11-18", "to": "2026-11-24"}):
            yield f"correction {number} with {' and '.join(days)}, and the plan has no new notice", NO, later(lambda copy, find=find, days=days: find(copy).fields.update(days))
    yield "the close ends with a correction", NO, later(lambda copy: behind(copy, told_by(copy, copy.all("snapshot.sealed")[0])[-1], event(copy, "correction.published", snapshot=copy.all("snapshot.sealed")[0].fields["snapshot"], **SAID)))
    # Results before the notice bring none
    yield "a result before the notice", YES, later(base=lambda copy: (edition3.raised(copy), edition3.replaced("za")(copy), least(copy)))
    yield "a result before the notice, with a correction", NO, later(lambda copy: behind(copy, told_by(copy, copy.all("snapshot.sealed")[1])[-1], event(copy, "correction.published", snapshot=copy.all("snapshot.sealed")[1].fields["snapshot"], **SAID)),
                                                                    base=lambda copy: (edition3.raised(copy), edition3.replaced("za")(copy), least(copy)))
    for zone in ("za", "zb"):
        yield f"{zone} withdraws in the notice", YES, later(base=lambda copy, zone=zone: (edition3.raised(copy), edition3.in_notice(zone)(copy), least(copy)))
        yield f"{zone} withdraws in the notice, no correction", NO, later(lambda copy: drop(copy, last(copy, "correction.published")), base=lambda copy, zone=zone: (edition3.raised(copy), edition3.in_notice(zone)(copy), least(copy)))
    yield "a sheet recounted, its result corrected", YES, later(base=lambda copy: (edition3.raised(copy), edition3.upheld(copy), edition3.recounted(copy, "zb"), least(copy)))
    # A new notice
    for name, given, due in [("", {}, YES), (", and the plan says no", {"plan": False}, NO), (", and the plan says nothing", {"plan": None}, NO), (", and the plan says yes in words", {"plan": "true"}, NO), (", and the plan says 1", {"plan": 1}, NO),
                             (", of four days", {"to": "2026-11-17"}, NO), (", of five days", {"to": "2026-11-18"}, YES), (", over a weekend", {"start": "2026-11-14", "to": "2026-11-20", "final": "2026-11-21"}, YES), (", that ends before it begins", {"to": "2026-11-11"}, NO),
                             (", from that day", {"start": "2026-11-11", "to": "2026-11-17"}, YES), (", from the day before", {"start": "2026-11-10"}, NO), (", into a year without calendar", {"start": "2026-12-30", "to": "2027-01-08", "final": "2027-01-11"}, NO),
                             (", final within it", {"final": "2026-11-17"}, NO), (", final on its last day", {"final": "2026-11-18"}, NO), (", final the day after", {"final": "2026-11-19"}, YES)]:
        yield f"a new notice{name}", due, later(lambda copy, given=given: renoticed(copy, **given), base=plain)
    for number in (0, 1):
        for names in (["from"], ["to"], ["from", "to"]):
            yield f"a new notice without {' and '.join(names)} of correction {number}", NO, later(taken_twice, lambda copy, number=number, names=names: [copy.all("correction.published")[number].fields.pop(name) for name in names], base=plain)
    yield "a new notice by each of two corrections", YES, later(taken_twice, base=plain)
    yield "a new notice, final within it when taken up again", NO, later(taken_twice, lambda copy: dated(copy, copy.events[copy.events.index(last(copy, "round.finalised")):], "2026-11-27"), base=plain)
    yield "a new notice when taken up again", YES, later(taken_twice, lambda copy: shifted(copy, last(copy, "round.finalised"), "2026-11-30"), base=plain)
    for day in ("2026-11-19", "2026-11-23", "2026-11-27"):
        yield f"a new notice when taken up again, extended on {day}", NO, later(taken_twice, lambda copy: shifted(copy, last(copy, "round.finalised"), "2026-11-30"), lambda copy, day=day: extended_later(copy, day), base=plain)
    for day, due in [("2026-11-22", NO), ("2026-11-23", YES), ("2026-11-27", YES), ("2026-11-28", NO)]:
        yield f"objection on {day}, the new notice when taken up again from the 23rd to the 27th", due, later(taken_twice, lambda copy: shifted(copy, last(copy, "round.finalised"), "2026-11-30"), lambda copy, day=day: on(
            copy, day, event(copy, "objection.filed", objection="o5", zone="zb", indicator="p"), event(copy, "objection.decided", objection="o5", upheld=False)), base=plain)
    for day, due in [("2026-11-11", YES), ("2026-11-12", YES), ("2026-11-16", YES), ("2026-11-18", YES), ("2026-11-19", NO)]:
        def filed(copy, day=day):
            renoticed(copy, final="2026-11-20")
            on(copy, day, event(copy, "objection.filed", objection="o5", zone="zb", indicator="p"), event(copy, "objection.decided", objection="o5", upheld=False))
        yield f"objection on {day}, the new notice from the 12th to the 18th", due, later(filed, base=plain)
    for to, due in [("2026-11-18", NO), ("2026-11-19", YES), ("2026-11-20", NO)]:
        yield f"the new notice extended to {to}, final on the 20th", due, later(lambda copy: renoticed(copy, final="2026-11-20"), lambda copy, to=to: behind(copy, last(copy, "correction.published"), event(copy, "deadline.extended", deadline="notice", to=to)), base=plain)
    # An objection decided with its correction
    def change(what):
        return later(bind, lambda copy: what(copy, before(copy, last(copy, "facts.corrected")), last(copy, "facts.corrected")), base=plain)
    yield "decided with its correction", YES, later(bind, base=plain)
    yield "decided with its correction, in edition 3", NO, later(bind, base=third)
    yield "decided before its correction", YES, later(base=plain)
    yield "decided with its correction, refused", NO, change(lambda copy, decided, done: decided.fields.update(upheld=False))
    yield "decided with another's correction", NO, change(lambda copy, decided, done: decided.fields.update(objection="o2"))
    yield "decided with the correction of an older one", NO, change(lambda copy, decided, done: (
        put(copy, before(copy, done, 3), event(copy, "objection.filed", objection="o5", zone="za", indicator="r"), event(copy, "objection.decided", objection="o5", upheld=True)), done.fields.update(objection="o5")))
    yield "decided with its correction a second time", NO, change(lambda copy, decided, done: put(copy, before(copy, done, 3), event(copy, "objection.decided", objection="o1", upheld=True)))
    yield "decided with its correction, unknown", NO, change(lambda copy, decided, done: decided.fields.update(objection="o9"))
    yield "decided with no correction", NO, change(lambda copy, decided, done: drop(copy, done))
    yield "decided with its correction, unconfirmed", NO, change(lambda copy, decided, done: drop(copy, before(copy, decided)))
    yield "decided with its correction, neither proposed nor confirmed", NO, change(lambda copy, decided, done: drop(copy, before(copy, decided), before(copy, decided, 2)))
    yield "decided with its correction, something between", NO, change(lambda copy, decided, done: put(copy, done, event(copy, "zone.registered", zone="zz", name="丙", kind="city")))
    yield "decided with its correction, something before", NO, change(lambda copy, decided, done: put(copy, decided, event(copy, "zone.registered", zone="zz", name="丙", kind="city")))
    yield "decided behind its correction", NO, change(lambda copy, decided, done: (copy.events.remove(decided), behind(copy, done, decided)))
    yield "decided with its correction a day later", NO, change(lambda copy, decided, done: shifted(copy, done, "2026-11-12"))
    yield "two decided with one correction", NO, change(lambda copy, decided, done: (drop(copy, copy.all("objection.decided")[0]), put(copy, done, event(copy, "objection.decided", objection="o2", upheld=True))))
    yield "decided and corrected twice for one confirmation", NO, change(lambda copy, decided, done: behind(copy, done, twin(copy, copy.events.index(done))))
    for word in [word for word in WORDS.values() if word != "correct"]:
        yield f"decided with what is confirmed as {word}", NO, change(lambda copy, decided, done, word=word: before(copy, decided, 2).fields.update(act=word))
    for type in ("notice.published", "snapshot.sealed", "certificate.revoked"):
        yield f"decided with {type}", NO, later(lambda copy, type=type: (drop(copy, copy.all("objection.decided")[1]), put(copy, copy.all(type)[-1], event(copy, "objection.decided", objection="o2", upheld=True))), base=plain)
    for heard, due in [(True, YES), (False, NO)]:
        def reported(copy, decided, done, heard=heard):
            place = before(copy, decided, 2)
            put(copy, place, event(copy, "report.filed", objection="r1", zone="za", indicator="r"), *[event(copy, "report.heard", objection="r1")] * heard, event(copy, "objection.decided", objection="o1", upheld=False))
            decided.fields["objection"] = done.fields["objection"] = "r1"
        yield f"a report decided with its correction, {'heard' if heard else 'not heard'}", due, change(reported)


def renoticed(copy, plan=True, start="2026-11-12", to="2026-11-18", final="2026-11-19"):
    """The correction is a notice, and the round is final after it."""
    if plan is not None:
        copy.snapshot["round"]["renotice"] = plan
    last(copy, "correction.published").fields.update({"from": start, "to": to})
    shifted(copy, last(copy, "round.finalised"), final)


def extended_later(copy, day):
    made = event(copy, "deadline.extended", deadline="notice", to="2026-11-28")
    if day == last(copy, "correction.published").fields["at"]:
        behind(copy, last(copy, "correction.published"), made)
    else:
        on(copy, day, made)


def taken_twice(copy):
    """Each of two corrections is a notice."""
    renoticed(copy)
    reopen(copy)
    conclude(copy, **{"from": "2026-11-23", "to": "2026-11-27"})
    finalise(copy)
    shifted(copy, last(copy, "round.finalised"), "2026-11-28")


# Rounds that are taken up again


def reopenings(bundle, types):
    if not is_fit(bundle):
        return
    find = nth("round.reopened")
    yield "taken up again, and no more", YES, later(reopen, base=once)
    yield "taken up again, concluded, and no more", YES, later(reopen, conclude, base=once)
    yield "taken up again, final", YES, later(reopen, conclude, finalise, base=once)
    yield "taken up again, final without a result", NO, later(reopen, finalise, base=once)
    yield "taken up again, another result without correction", NO, later(reopen, conclude, lambda copy: drop(copy, last(copy, "correction.published")), base=once)
    yield "taken up again, two results", NO, later(reopen, conclude, lambda copy: conclude(copy, name=FOURTH), base=once)
    yield "taken up again twice without being final", NO, later(reopen, conclude, lambda copy: reopen(copy, [("o5", "zb", "p")]), base=once)
    yield "taken up again at once", NO, later(reopen, lambda copy: reopen(copy, [("o5", "zb", "p")]), base=once)
    second = [reopen, conclude, finalise]
    for orders, due in [([("o5", "zb", "p")], YES), ([("o3", "zb", "p")], NO), ([("o1", "zb", "p")], NO), ([("o2", "za", "q"), ("o5", "zb", "p")], NO)]:
        yield f"taken up a second time by {orders[0][0]}", due, later(*second, lambda copy, orders=orders: reopen(copy, orders), base=once)
    yield "taken up a second time, concluded, final", YES, later(*second, lambda copy: reopen(copy, [("o5", "zb", "p")]), lambda copy: conclude(copy, name=FOURTH), finalise, base=once)
    yield "taken up a second time, final of the result before", NO, later(*second, lambda copy: reopen(copy, [("o5", "zb", "p")]), lambda copy: conclude(copy, name=FOURTH), lambda copy: finalise(copy, THIRD), base=once)
    yield "taken up again, released before its result", YES, later(reopen, conclude, released, base=once)
    yield "taken up again, the log ends with its result", NO, later(reopen, conclude, released, lambda copy: drop(copy, last(copy, "correction.published")), base=once)
    yield "taken up again, the log ends with the order", YES, later(released, lambda copy: (put(copy, None, event(copy, "round.reopened", ground="review", statement="x", orders=[["o3", "zb", "p"]])), confirm(copy, copy.events[-1])), base=once)
    # Two people
    for name, change in [("nobody confirmed", lambda copy: drop(copy, before(copy, find(copy)))), ("nobody proposed", lambda copy: drop(copy, before(copy, find(copy), 2))),
                         ("neither", lambda copy: drop(copy, before(copy, find(copy)), before(copy, find(copy), 2))),
                         ("something between", lambda copy: put(copy, find(copy), event(copy, "draft.read"))),
                         ("a day later", lambda copy: shifted(copy, find(copy), "2026-11-18")),
                         ("twice for one confirmation", lambda copy: behind(copy, find(copy), twin(copy, copy.events.index(find(copy)))))]:
        yield f"taken up again, {name}", NO, later(change)
    for word in [word for word in WORDS.values() if word != "reopen"]:
        yield f"taken up again, confirmed as {word}", NO, later(lambda copy, word=word: before(copy, find(copy), 2).fields.update(act=word))
    yield "what is confirmed to be taken up again is another thing", NO, later(lambda copy: before(copy, last(copy, "certificate.revoked"), 2).fields.update(act="reopen"))
    # When
    for name, place in [("while scoring", nth("facts.recorded")), ("when closed", nth("mark.late")), ("in the notice", lambda copy: last(copy, "round.finalised"))]:
        yield f"taken up again {name}", NO, later(lambda copy, place=place: two(copy, event(copy, "round.reopened", ground="review", statement="x", orders=[["o9", "zb", "p"]]), place(copy)), base=once)
    # Orders
    for orders, due in [([("o3", "za", "p")], YES), ([("o3", "za", "p"), ("o4", "za", "p")], YES), ([("o3", "za", "p"), ("o4", "zb", "p"), ("o5", "zb", "q")], YES), ([("o3", "zz", "p")], NO), ([("o3", "zb", "p"), ("o4", "zz", "p")], NO),
                        ([("o1", "zb", "p")], NO), ([("o2", "zb", "p")], NO), ([("o3", "zb", "p"), ("o3", "zb", "q")], NO), ([("o4", "zb", "p"), ("o3", "zb", "q")], NO), ([("o3", "zb", "veto.fraud")], YES), ([("o10", "zb", "p"), ("o9", "zb", "p")], YES),
                        ([("o9", "zb", "p"), ("o10", "zb", "p")], NO), ([], NO), ([("o3", "zb", "w")], HENG), ([("o3", "zb", "p"), ("o4", "za", "veto")], HENG)]:
        yield f"ordered {' '.join('-'.join(order) for order in orders)}", due, later(lambda copy, orders=orders: reopen(copy, orders), conclude, finalise, base=once)
    yield "ordered of a zone that has withdrawn", NO, later(lambda copy: reopen(copy, [("o3", "zb", "p")]), base=lambda copy: (edition3.raised(copy), edition3.in_notice("zb")(copy), least(copy)))
    yield "ordered of the other zone", YES, later(lambda copy: reopen(copy, [("o3", "za", "p")]), base=lambda copy: (edition3.raised(copy), edition3.in_notice("zb")(copy), least(copy)))
    yield "an order decided once more", NO, later(reopen, lambda copy: put(copy, end(copy), event(copy, "objection.decided", objection="o3", upheld=True)), base=once)
    yield "an order heard", NO, later(reopen, lambda copy: put(copy, end(copy), event(copy, "report.heard", objection="o3")), base=once)
    yield "the decision of an order received at once", YES, later(reopen, lambda copy: put(copy, end(copy), event(copy, "decision.received", objection="o3")), base=once)
    yield "the decision of an order received twice", NO, later(reopen, lambda copy: put(copy, end(copy), *(event(copy, "decision.received", objection="o3") for _ in range(2))), base=once)
    # What stands in it
    for name, change, due in [("broken off", lambda copy: two(copy, event(copy, "round.broken", statement="x")), NO), ("a zone withdraws", lambda copy: two(copy, event(copy, "zone.withdrawn", zone="zb")), NO),
                              ("a certificate is issued", lambda copy: put(copy, end(copy), certificate(copy, "zb", 5, replaces="live-1-03")), NO), ("a certificate is revoked", lambda copy: revoke(copy, "live-1-03"), YES),
                              ("a draft is read", lambda copy: put(copy, end(copy), event(copy, "draft.read")), YES), ("papers are issued", lambda copy: put(copy, end(copy), event(copy, "papers.issued", papers=[["a", "a" * 64]])), YES),
                              ("an objection is filed", lambda copy: put(copy, end(copy), event(copy, "objection.filed", objection="o5", zone="zb", indicator="p")), NO),
                              ("the notice is extended, an objection is filed", lambda copy: put(copy, end(copy), event(copy, "deadline.extended", deadline="notice", to="2026-11-17"), event(copy, "objection.filed", objection="o5", zone="zb", indicator="p")), NO),
                              ("the notice is extended", lambda copy: put(copy, end(copy), event(copy, "deadline.extended", deadline="notice", to="2026-11-17")), NO),
                              ("the notice is extended, and it is final in it", lambda copy: (put(copy, end(copy), event(copy, "deadline.extended", deadline="notice", to="2026-11-17")), conclude(copy), finalise(copy)), NO),
                              ("another notice", lambda copy: two(copy, event(copy, "notice.published", **{"round": copy.round, "snapshot": last(copy, "snapshot.sealed").fields["snapshot"], "from": "2026-11-17", "to": "2026-11-24"})), NO)]:
        yield f"taken up again, {name}", due, later(reopen, change, base=once)
    yield "final once more, broken off", NO, later(reopen, conclude, finalise, lambda copy: two(copy, event(copy, "round.broken", statement="x")), base=once)
    # What it changes
    lower = [reopen, lambda copy: correct(copy, "o4", "za", "92"), lambda copy: conclude(copy, rated("za", "92"))]
    yield "a fact corrected by order", YES, later(*lower, finalise, base=once)
    yield "a fact corrected by order, unconfirmed", NO, later(*lower, finalise, lambda copy: drop(copy, before(copy, last(copy, "facts.corrected"))), base=once)
    for name, value in [("objection", "o3"), ("objection", "o1"), ("objection", "o9"), ("zone", "zb")]:
        yield f"a fact corrected by order, its {name} {value}", NO, later(*lower, finalise, setting("facts.corrected", -1, **{name: value}), base=once)
    yield "a fact corrected by order, and final again before the result", NO, later(*lower[:2], finalise, base=once)
    yield "a fact corrected by order behind its result", NO, later(reopen, conclude, lambda copy: correct(copy, "o4", "za", "92"), base=once)


def released(copy):
    """The bundle was released before the round was taken up again, so that other events are the last."""
    made, again = end(copy), copy.all("round.reopened")
    copy.events.remove(made)
    put(copy, before(copy, again[0], 2) if again else None, made)


# Certificates


def certificates(bundle, types):
    if not is_fit(bundle):
        return
    add = lambda zone, number, **fields: lambda copy: put(copy, end(copy), certificate(copy, zone, number, **fields))  # noqa: E731
    gone = lambda name: lambda copy: revoke(copy, name)  # noqa: E731
    for name, changes, due in [
            ("a second one for a zone", [add("za", 5)], NO), ("a second one for a zone that replaces the one in force", [add("za", 5, replaces="live-1-01")], NO), ("a second one behind one that replaces", [add("zb", 5)], NO),
            ("one that replaces the older one, the newest in force", [add("zb", 5, replaces="live-1-02")], NO),
            ("revoked, another", [gone("live-1-01"), add("za", 5, replaces="live-1-01")], YES), ("revoked, another that replaces none", [gone("live-1-01"), add("za", 5)], NO),
            ("revoked, another that replaces the other zone's", [gone("live-1-01"), add("za", 5, replaces="live-1-02")], NO), ("revoked, another that replaces an unknown one", [gone("live-1-01"), add("za", 5, replaces="live-9")], NO),
            ("revoked, another that replaces itself", [gone("live-1-01"), add("za", 5, replaces="live-1-05")], NO),
            ("replaced twice", [gone("live-1-03"), add("zb", 5, replaces="live-1-03")], YES), ("replaced twice, the older one named", [gone("live-1-03"), add("zb", 5, replaces="live-1-02")], NO),
            ("replaced twice, none named", [gone("live-1-03"), add("zb", 5)], NO), ("replaced three times", [gone("live-1-03"), add("zb", 5, replaces="live-1-03"), gone("live-1-05"), add("zb", 6, replaces="live-1-05")], YES),
            ("revoked, two others", [gone("live-1-01"), add("za", 5, replaces="live-1-01"), add("za", 6, replaces="live-1-05")], NO), ("issued before it is revoked", [add("za", 5, replaces="live-1-01"), gone("live-1-01")], NO),
            ("of an id that was used", [gone("live-1-01"), add("za", 2, replaces="live-1-01", code="5" * 10)], NO), ("of a code that was used", [gone("live-1-01"), add("za", 5, replaces="live-1-01", code="0" * 9 + "1")], NO),
            ("of the code that it replaces", [gone("live-1-01"), add("za", 5, replaces="live-1-01", code="0" * 10)], NO), ("of another paper's digest", [gone("live-1-01"), add("za", 5, replaces="live-1-01", paper="f" * 64)], YES),
            ("revoked twice", [gone("live-1-01"), gone("live-1-01")], NO), ("of an unknown zone", [add("zz", 5)], NO), ("to a day that is over", [gone("live-1-01"), add("za", 5, replaces="live-1-01", to="2026-11-16")], NO),
            ("from the day before", [gone("live-1-01"), add("za", 5, **{"replaces": "live-1-01", "from": "2026-11-16"})], NO)]:
        yield name, due, later(*changes, base=once)
    for number in range(2):
        yield f"certificate {number} replaces another where its zone had none", NO, later(setting("certificate.issued", number, replaces=f"live-1-0{2 - number}"))
        yield f"certificate {number} replaces an unknown one", NO, later(setting("certificate.issued", number, replaces="live-9"))
    yield "two certificates of one code", NO, later(lambda copy: copy.all("certificate.issued")[1].fields.update(code=copy.all("certificate.issued")[0].fields["code"]))
    yield "a code with every letter that may stand", YES, later(setting("certificate.issued", 0, code="z9hjkmnpqr"))
    # A zone that passes no more
    fails = [reopen, lambda copy: correct(copy, "o4", "za", "0"), lambda copy: conclude(copy, rated("za", "0"))]
    yield "a zone fails, its certificate stays, and the round is not final", YES, later(*fails, base=once)
    yield "a zone fails, its certificate stays", NO, later(*fails, finalise, base=once)
    yield "a zone fails, its certificate revoked before", YES, later(reopen, gone("live-1-01"), *fails[1:], finalise, base=once)
    yield "a zone fails, its certificate revoked behind the result", YES, later(*fails, gone("live-1-01"), finalise, base=once)
    yield "a zone fails, its certificate revoked when final", NO, later(*fails, finalise, gone("live-1-01"), base=once)
    yield "a zone fails, the other's certificate revoked", NO, later(*fails, gone("live-1-03"), finalise, base=once)
    yield "a zone fails, both certificates revoked", YES, later(*fails, gone("live-1-01"), gone("live-1-03"), finalise, base=once)
    yield "a zone fails, and has another certificate", NO, later(*fails, gone("live-1-01"), finalise, add("za", 5, replaces="live-1-01"), base=once)
    yield "a zone fails, the other has another certificate", YES, later(*fails, gone("live-1-01"), gone("live-1-03"), finalise, add("zb", 5, replaces="live-1-03"), base=once)
    passes = [lambda copy: reopen(copy, [("o5", "za", "r")]), lambda copy: correct(copy, "o5", "za", "96"), lambda copy: conclude(copy, name=FOURTH), finalise]
    yield "a zone fails, and passes again", YES, later(*fails, gone("live-1-01"), finalise, *passes, base=once)
    yield "a zone fails, and passes again, with another certificate", YES, later(*fails, gone("live-1-01"), finalise, *passes, add("za", 5, replaces="live-1-01"), base=once)
    yield "a zone fails, and passes again, its certificate never revoked", NO, later(*fails, finalise, *passes, base=once)
    yield "a zone fails, and passes again before the round is final", NO, later(*fails, *passes[1:], base=once)
    # What edition 3 began
    for name, changes, due in [("", [], YES), (", taken up again", [reopen, conclude, finalise], YES), (", taken up again without correction", [reopen, conclude, finalise, lambda copy: drop(copy, last(copy, "correction.published"))], NO),
                               (", a certificate that replaces one of edition 3", [add("zb", 5, replaces="live-1-02")], YES), (", a certificate that replaces none", [add("zb", 5)], NO), (", a second certificate", [add("za", 5)], NO),
                               (", a certificate without code", [add("zb", 5, replaces="live-1-02"), without("certificate.issued", "code", -1)], NO),
                               (", a zone fails, its certificate of edition 3 stays", [*fails, finalise], NO), (", a zone fails, its certificate of edition 3 revoked", [*fails, gone("live-1-01"), finalise], YES)]:
        yield f"raised when final{name}", due, later(*changes, base=lambda copy: (third(copy), raise_here(copy, end(copy))))
    concluding = lambda copy: before(copy, last(copy, "snapshot.sealed"), 2)  # noqa: E731

    def midway(copy, place):
        """Raised in the notice: what stands before is of edition 3, what stands behind of edition 4."""
        plain(copy)
        drop(copy, *copy.all("programme.adopted", "call.published"))
        for each in copy.all("application.submitted"):
            del each.fields["call"], each.fields["level"]
        raise_here(copy, place(copy))
    yield "raised before the conclusion", YES, later(base=lambda copy: midway(copy, concluding))
    yield "raised before the conclusion, no correction", NO, later(lambda copy: drop(copy, last(copy, "correction.published")), base=lambda copy: midway(copy, concluding))
    yield "raised between proposal and confirmation", YES, later(base=lambda copy: midway(copy, lambda copy: before(copy, last(copy, "snapshot.sealed"))))
    yield "raised behind the correction", NO, later(base=lambda copy: midway(copy, lambda copy: copy.events[copy.events.index(last(copy, "correction.published")) + 1]))
    yield "raised between confirmation and result", NO, later(base=lambda copy: midway(copy, lambda copy: last(copy, "snapshot.sealed")))
    yield "raised between results and correction", NO, later(base=lambda copy: midway(copy, lambda copy: last(copy, "correction.published")))
    yield "raised to edition 4 and to edition 5", NO, later(lambda copy: put(copy, end(copy), event(copy, "rules.proposed", edition=5, offset=copy.events[0].fields["offset"])), base=plain)


KINDS = [whole, forms, words, calls, places, asked, corrections, reopenings, certificates]
