"""Mutations for what edition 3 adds, of a bundle of that edition or of one of edition 2 that is raised to it: two people, zones that withdraw,
seats that are taken out, sheets that are opened again, reports on zones, rounds that are broken off. See mutations.py for the form."""

import hashlib
import json

from mutations import BAD, GATE, HENG, NO, NOT_GO, OPEN, YES, arrange, forget, twin
from sealed import Event, Item, canonical, url
from steps import WORDS, before, conceals, confirm, dated, decline, event, last, put, score_of, show, told_by, told_of

NOTHING = {"bonus": {"counted": "0", "items": {}}, "deductions": {"counted": "0", "items": {}}, "cells": {}, "criteria": {}, "lines": [], "pillarShares": {}, "recused": [],
           "verdict": "withdrawn", "vetoes": []}


def raised(copy):
    """Makes a ledger of edition 2 one of edition 3: two people for all that takes two."""
    if copy.events[0].fields["edition"] > 2:
        return
    copy.events[0].fields["edition"] = 3
    rounds = set()
    for each in list(copy.events):
        if each.type == "snapshot.sealed" and each.fields["round"] not in rounds:
            rounds.add(each.fields["round"])
        elif each.type in WORDS:
            place = copy.events.index(each)
            while copy.events[place - 1].type == "seat.recounted":
                place -= 1
            proposed, _ = confirm(copy, copy.events[place], WORDS[each.type])
            if each.type == "certificate.revoked":
                issued = next(it for it in copy.all("certificate.issued") if it.fields["certificate"] == each.fields["certificate"])
                for it in (proposed, copy.events[place + 1]):
                    it.fields["round"] = issued.fields["round"]


def later(*changes):
    def act(copy):
        raised(copy)
        for change in changes:
            change(copy)
    return act


def is_fit(bundle):
    return bundle.events[0].fields.get("edition", 1) >= 2 and not bundle.all("rules.adopted")


def two_people(bundle, types):
    if not is_fit(bundle):
        return
    yield "raised", YES, later()
    yield "raised, and edition 2 all the same", NO, later(lambda copy: copy.events[0].fields.update(edition=2))
    model = bundle.copy()
    raised(model)
    for number, confirmed in enumerate(model.all("act.confirmed")):
        done = model.events[model.events.index(confirmed) + 1]

        def act(change, number=number):
            def on(copy):
                confirmed = copy.all("act.confirmed")[number]
                change(copy, confirmed, confirmed.fields["proposal"], copy.events[copy.events.index(confirmed) + 1])
            return later(on)
        what = f"{done.type}@{number}"
        yield f"{what} without confirmation", NO, act(lambda copy, confirmed, proposed, done: copy.events.remove(confirmed))
        yield f"{what} without proposal", NO, act(lambda copy, confirmed, proposed, done: copy.events.remove(proposed))
        yield f"{what} without either", NO, act(lambda copy, confirmed, proposed, done: (copy.events.remove(confirmed), copy.events.remove(proposed)))
        yield f"{what} proposed behind its confirmation", NO, act(lambda copy, confirmed, proposed, done: (copy.events.remove(proposed), put(copy, done, proposed)))
        yield f"{what} confirmed twice", NO, act(lambda copy, confirmed, proposed, done: put(copy, done, event(copy, "act.confirmed", proposal=proposed)))
        yield f"{what} confirmed, then declined", NO, act(lambda copy, confirmed, proposed, done: put(copy, done, event(copy, "act.declined", proposal=proposed)))
        yield f"{what} declined, then confirmed", NO, act(lambda copy, confirmed, proposed, done: put(copy, confirmed, event(copy, "act.declined", proposal=proposed)))
        yield f"{what} declined instead", NO, act(lambda copy, confirmed, proposed, done: (put(copy, confirmed, event(copy, "act.declined", proposal=proposed)), copy.events.remove(confirmed)))
        yield f"{what} confirmed of index 0", NO, act(lambda copy, confirmed, proposed, done: confirmed.fields.update(proposal=0))
        yield f"{what} confirmed of another round", NO, act(lambda copy, confirmed, proposed, done: confirmed.fields.update(round="zzz"))
        yield f"{what} with something between", NO, act(lambda copy, confirmed, proposed, done: put(copy, done, event(copy, "zone.registered", zone="zz", name="丙", kind="city")))
        yield f"{what} with something before", YES, act(lambda copy, confirmed, proposed, done: put(copy, confirmed, event(copy, "zone.registered", zone="zz", name="丙", kind="city")))
        yield f"{what} proposed again and left", YES, act(lambda copy, confirmed, proposed, done: put(copy, proposed, event(copy, "act.proposed", act=proposed.fields["act"])))
        yield f"{what} proposed again and declined", YES, act(lambda copy, confirmed, proposed, done: decline(copy, proposed))
        yield f"{what} proposed again and declined twice", NO, act(lambda copy, confirmed, proposed, done: put(copy, proposed, event(copy, "act.declined", proposal=decline(copy, proposed))))
        yield f"{what} confirmed the day before", NO, act(lambda copy, confirmed, proposed, done: confirmed.fields.update(at=before(copy, proposed).fields["at"]) if before(copy, proposed).fields["at"] < done.fields["at"]
                                                          else [it.fields.update(at="2027-01-01") for it in copy.events[copy.events.index(done):]])
        for word in WORDS.values():
            if word != confirmed.fields["proposal"].fields["act"]:
                yield f"{what} confirmed as {word}", NO, act(lambda copy, confirmed, proposed, done, word=word: proposed.fields.update(act=word))
        if done.type == "facts.corrected":
            yield f"{what} twice for one confirmation", NO, act(lambda copy, confirmed, proposed, done: copy.events.insert(copy.events.index(done) + 1, twin(copy, copy.events.index(done))) or arrange(copy))
    yield "confirmed last of all", NO, later(lambda copy: confirm(copy, None, "revoke"))
    yield "declined out of nothing", NO, later(lambda copy: put(copy, None, event(copy, "act.declined", proposal=7)))
    yield "proposed last of all", YES, later(lambda copy: put(copy, None, event(copy, "act.proposed", act="revoke")))
    if bundle.all("draw.held"):
        yield "draw held on the day of its commitment, in edition 3", NO, later(same_day)
        if bundle.edition(bundle.events[-1]) == 2:
            yield "draw held on the day of its commitment, in edition 2", YES, same_day


def same_day(copy):
    committed, held = last(copy, "draw.committed"), last(copy, "draw.held")
    for each in copy.events[copy.events.index(committed):copy.events.index(held) + 1]:
        each.fields["at"] = committed.fields["at"]


# Seats and sheets


def removed(copy):
    """The recused seat is taken out instead."""
    left = copy.all("seat.recused")[0]
    confirm(copy, left, "remove")
    left.fields["type"] = "seat.removed"


def reopened(copy, granted=True, sealed=True, requested=True, decided=1):
    place = last(copy, "sheet.sealed")
    after = copy.events[copy.events.index(place) + 1]
    asked = event(copy, "reopening.requested")
    put(copy, after, *[asked] if requested else [], *[event(copy, "reopening.decided", request=asked if requested else 7, granted=granted) for _ in range(decided)])
    if sealed:
        put(copy, after, twin(copy, copy.events.index(place)))


def seats_and_sheets(bundle, types):
    if not is_fit(bundle):
        return
    account = {"recused": -1, "missed": 1}
    if bundle.all("seat.recused"):
        yield "removed", YES, later(removed)
        yield "removed without confirmation", NO, later(removed, lambda copy: copy.events.remove(before(copy, last(copy, "seat.removed"))))
        yield "removed, not accounted for", NO, later(removed, lambda copy: copy.closed.fields.update({name: copy.closed.fields[name] + by for name, by in account.items()}))
        yield "removed with its sheet, not accounted for", NO, later(removed, lambda copy: last(copy, "seat.removed").fields.update(sealed=not last(copy, "seat.removed").fields["sealed"]))
        yield "removed and nobody called for it, called all the same", NO, later(removed, lambda copy: copy.events.remove(last(copy, "seat.called")))
        yield "removed once more", NO, later(removed, lambda copy: copy.events.insert(copy.events.index(last(copy, "seat.removed")), twin(copy, copy.events.index(last(copy, "seat.removed")))))
        yield "recused where removing was confirmed", NO, later(removed, lambda copy: last(copy, "seat.removed").fields.update(type="seat.recused"))
        yield "removed in edition 2", NO, lambda copy: (copy.all("seat.recused")[0].fields.update(type="seat.removed"), copy.events[0].fields.update(edition=2))
    for name, given, due in [("and sealed anew", {}, YES), ("and not sealed, not accounted for", {"sealed": False}, NO), ("refused, sealed all the same", {"granted": False}, NO),
                             ("refused", {"granted": False, "sealed": False}, YES), ("never decided", {"decided": 0, "sealed": False}, YES), ("never decided, sealed all the same", {"decided": 0}, NO),
                             ("decided twice", {"decided": 2}, NO), ("decided without request", {"requested": False}, NO)]:
        yield f"reopened {name}", due, later(lambda copy, given=given: reopened(copy, **given))
    yield "reopened by index of another event", NO, later(reopened, lambda copy: last(copy, "reopening.decided").fields.update(request=last(copy, "sheet.sealed")))
    yield "reopened and missed", YES, later(lambda copy: reopened(copy, sealed=False), lambda copy: put(copy, copy.all("seat.counted")[0], twin(copy, copy.events.index(last(copy, "sheet.sealed")))))
    yield "reopened after the close", NO, later(lambda copy: put(copy, copy.all("mark.late", "notice.published")[0], event(copy, "reopening.requested")))
    yield "reopened in edition 2", NO, lambda copy: (reopened(copy), copy.events[0].fields.update(edition=2))


# Zones


def rank_without(copy, sealed, zone):
    """The results of a snapshot.sealed as they are when a zone has withdrawn."""
    gone = told_of(copy, sealed, zone)
    for other in copy.snapshot["zones"]:
        item = told_of(copy, sealed, other["id"])
        if item is not gone and item.value.get("rank", 0) > gone.value.get("rank", 10**6):
            item.value = item.value | {"rank": item.value["rank"] - 1}
    gone.value = {"zone": zone, "snapshot": gone.value["snapshot"], "verdict": "withdrawn"}
    if sealed is last(copy, "snapshot.sealed"):
        for score in copy.snapshot["scores"]["zones"]:
            if score["zone"] == zone:
                score.clear()
                score.update(NOTHING | {"zone": zone})
            elif "rank" in score:
                score["rank"] = told_of(copy, sealed, score["zone"]).value["rank"]
        ranked = sorted(copy.snapshot["scores"]["zones"], key=lambda it: (it.get("rank") is None, it.get("rank", 0), it["zone"]))
        copy.snapshot["scores"]["zones"] = ranked


def uncertify(copy, zone):
    for issued in [it for it in copy.all("certificate.issued") if it.fields["zone"] == zone]:
        for revoked in [it for it in copy.all("certificate.revoked") if it.fields["certificate"] == issued.fields["certificate"]]:
            place = copy.events.index(revoked)
            del copy.events[place - 2 if copy.events[place - 1].type == "act.confirmed" else place:place + 1]
        copy.events.remove(issued)


def left(copy, zone, place, second=True):
    gone = event(copy, "zone.withdrawn", zone=zone)
    put(copy, place, gone)
    if second:
        confirm(copy, gone)
    return gone


def in_notice(zone, at_last=False):
    """A zone withdraws before the newest result, which takes it in; or behind it."""
    def act(copy):
        newest = last(copy, "snapshot.sealed")
        if at_last:
            left(copy, zone, last(copy, "round.finalised"))
        else:
            left(copy, zone, before(copy, newest, 2))
            rank_without(copy, newest, zone)
            uncertify(copy, zone)
    return act


def conceal(copy, *names, zone=None, of=None):
    """What is shown by these names of a zone, or of events, is shown no more."""
    def goes(each, item):
        return item.name in names and (zone is None or each.fields["zone"] == zone) and (of is None or each in of)
    copy.shown = [pair for pair in copy.shown if not goes(*pair)]


def before_notice(zone, result=True, old=False, withdraws=True):
    """A zone withdraws between the close and the notice; the result that takes it in is of a snapshot that is not at hand, so its digest is made up."""
    def act(copy):
        first, newest = copy.all("snapshot.sealed")
        notice = before(copy, last(copy, "notice.published"), 2)
        if withdraws:
            left(copy, zone, notice)
        if result:
            index, number = copy.events.index(first), 1 + len(copy.snapshot["zones"])
            made = [twin(copy, index + offset) for offset in range(number)]
            put(copy, notice, *made)
            made[0].fields["snapshot"] = "d" * 64
            made[0].concealed = [url(b"\6" * 32)]
            for each in made[1:]:
                each.concealed[0].value = each.concealed[0].value | {"snapshot": "d" * 64}
            confirm(copy, made[0])
            rank_without(copy, made[0], zone)
            copy.snapshot["replaces"] = "d" * 64
            if not old:
                last(copy, "notice.published").fields["snapshot"] = "d" * 64
                conceal(copy, "result", of=told_by(copy, first))
        conceal(copy, "marks", "fact", zone=zone)
        unobjected(copy, zone)
        rank_without(copy, newest, zone)
        uncertify(copy, zone)
        arrange(copy)
    return act


def unobjected(copy, zone):
    """No objection of a zone, nor what came of it."""
    names = {it.fields["objection"] for it in copy.all("objection.filed", "report.filed") if it.fields["zone"] == zone}
    for each in copy.all("objection.filed", "report.filed", "report.heard", "objection.decided", "facts.corrected"):
        if each.fields["objection"] in names:
            place = copy.events.index(each)
            forget(copy, each)
            del copy.events[place - 2 if each.type == "facts.corrected" else place:place + 1]


def while_scoring(zone):
    """A zone withdraws before the close: its marks and facts stay concealed."""
    def act(copy):
        left(copy, zone, copy.all("seat.counted")[0])
        conceal(copy, "marks", "fact", zone=zone)
        unobjected(copy, zone)
        for sealed in copy.all("snapshot.sealed"):
            rank_without(copy, sealed, zone)
        uncertify(copy, zone)
    return act


def before_opening(zone, withdraws=True):
    """A zone has no seats, for it withdraws before the round is opened."""
    def act(copy):
        if withdraws:
            left(copy, zone, last(copy, "round.opened"), second=False)
        states = [item.value for each, item in copy.shown if item.name == "outcome" and each.fields["zone"] == zone]
        fields = copy.closed.fields
        for state in ("sealed", "recused", "missed"):
            fields[state] -= sum(it["state"] == state for it in states)
        fields["seats"] -= len(states)
        for type, number in [("sheet.sealed", sum(it["state"] == "sealed" for it in states)), ("seat.called", sum(it["called"] for it in states)), ("seat.recused", sum(it["state"] == "recused" for it in states))]:
            for each in copy.all(type)[:number]:
                copy.events.remove(each)
        for each in copy.all("seat.assigned", "seat.counted", "facts.recorded"):
            if each.fields["zone"] == zone:
                forget(copy, each)
                copy.events.remove(each)
        roster = sorted([it.fields["zone"], it.fields["seat"]] for it in copy.all("seat.assigned"))
        last(copy, "round.opened").fields.update(seats=len(roster), roster=hashlib.sha256(canonical(roster)).hexdigest())
        copy.snapshot["seats"] = [it for it in copy.snapshot["seats"] if it["zone"] != zone]
        unobjected(copy, zone)
        for sealed in copy.all("snapshot.sealed"):
            rank_without(copy, sealed, zone)
        uncertify(copy, zone)
    return act


def zones(bundle, types):
    if not is_fit(bundle) or not bundle.all("facts.corrected") or bundle.all("zone.withdrawn"):
        return
    corrected = last(bundle, "facts.corrected").fields["zone"]
    others = [zone["id"] for zone in bundle.snapshot["zones"] if zone["id"] != corrected]
    for zone in [corrected, *others]:
        yield f"{zone} withdraws in the notice", YES, later(in_notice(zone))
    for zone in others:
        yield f"{zone} withdraws while scoring", OPEN, later(while_scoring(zone))
        yield f"{zone} withdraws before the round is opened", OPEN, later(before_opening(zone))
        yield f"{zone} has no seats and has not withdrawn", NO, later(before_opening(zone, withdraws=False))
        for names in (["marks"], ["fact"], ["marks", "fact"]):
            yield f"{zone} withdraws while scoring, its {' and '.join(names)} shown", NO, later(kept(while_scoring(zone), *names, zone=zone))
        yield f"{zone} withdraws before the round is opened, with seats", NO, later(lambda copy, zone=zone: left(copy, zone, last(copy, "round.opened"), second=False))
        if len(bundle.all("snapshot.sealed")) == 2:
            for name, given, due in [("", {}, OPEN), (", without another result", {"result": False}, NO), (", and the result before is published", {"old": True}, NO),
                                     (", which nothing says", {"withdraws": False}, NO)]:
                yield f"{zone} withdraws before the notice{name}", due, later(before_notice(zone, **given))
    yield from unseen(bundle, corrected, others[0])
    zone = others[0]
    base = in_notice(zone)
    yield "withdrawn in the notice, its marks concealed", NO, later(base, lambda copy: conceal(copy, "marks", zone=zone))
    yield "withdrawn in the notice, its facts concealed", NO, later(base, lambda copy: conceal(copy, "fact", zone=zone))
    yield "withdrawn in the notice, its first result concealed", NO, later(base, lambda copy: conceal(copy, "result", of=told_by(copy, copy.all("snapshot.sealed")[0]), zone=zone))
    yield "withdrawn in the notice, the first result concealed", NO, later(base, lambda copy: conceal(copy, "result", of=told_by(copy, copy.all("snapshot.sealed")[0])))
    yield "the first result concealed, nobody withdrew", NO, later(lambda copy: conceal(copy, "result", of=told_by(copy, copy.all("snapshot.sealed")[0])))

    def both(name, new):
        def act(copy):
            sealed = last(copy, "snapshot.sealed")
            told_of(copy, sealed, zone).value[name] = new
            score_of(copy, zone)[name] = new
        return later(base, act)
    for name, new in [("verdict", "fail"), ("verdict", "incomplete"), ("verdict", "vetoed"), ("verdict", "left"), ("total", "0"), ("rank", 2)]:
        yield f"withdrawn, {name} {new}", NO, both(name, new)
    yield "withdrawn, with a cell in the snapshot", NO, later(base, lambda copy: score_of(copy, zone).update(cells={"p": {"score": "1"}}))
    yield "withdrawn, no result told", NO, later(base, lambda copy: hidden(copy, told_of(copy, last(copy, "snapshot.sealed"), zone)))
    yield "withdrawn, not in the snapshot", NO, later(base, lambda copy: copy.snapshot["scores"]["zones"].remove(score_of(copy, zone)))
    yield "withdrawn, nobody confirmed", NO, later(base, lambda copy: copy.events.remove(before(copy, last(copy, "zone.withdrawn"))))
    yield "withdrawn twice", NO, later(base, lambda copy: left(copy, zone, before(copy, last(copy, "snapshot.sealed"), 2)))
    yield "withdrawn that is not of the round", NO, later(lambda copy: left(copy, "zz", before(copy, last(copy, "snapshot.sealed"), 2)))
    yield "withdrawn before the opening that is not of the round", NO, later(lambda copy: left(copy, "zz", last(copy, "round.opened"), second=False))
    yield "withdrawn, scored all the same", NO, later(lambda copy: left(copy, zone, before(copy, last(copy, "snapshot.sealed"), 2)), lambda copy: uncertify(copy, zone))
    yield "withdrawn behind the newest result", NO, later(in_notice(zone, at_last=True))
    yield "withdrawn from a final round", NO, later(lambda copy: left(copy, zone, last(copy, "bundle.released")))
    yield "objection at a zone that has withdrawn", NO, later(base, lambda copy: put(copy, before(copy, last(copy, "snapshot.sealed"), 2), event(copy, "objection.filed", objection="o9", zone=zone, indicator="p")))
    yield "objection undecided at a zone that then withdrew", YES, later(base, lambda copy: put(copy, before(copy, last(copy, "zone.withdrawn"), 2), event(copy, "objection.filed", objection="o9", zone=zone, indicator="p")))
    yield "objection undecided at a zone that takes part", NO, later(base, lambda copy: put(copy, before(copy, last(copy, "zone.withdrawn"), 2), event(copy, "objection.filed", objection="o9", zone=corrected, indicator="p")))
    yield "facts corrected at a zone that has withdrawn", NO, later(in_notice(corrected), lambda copy: correct_behind(copy))
    yield "sheet recounted unchanged", YES, later(upheld, lambda copy: recounted(copy, zone))
    yield "sheet recounted unchanged at a zone that has withdrawn", NO, later(upheld, base, lambda copy: recounted(copy, zone))
    yield "certificate for a zone that has withdrawn", NO, later(base, lambda copy: put(copy, copy.all("certificate.issued")[0], certificate(copy, zone)))
    yield "a zone that takes part told as withdrawn", NO, later(lambda copy: (rank_without(copy, last(copy, "snapshot.sealed"), zone), uncertify(copy, zone)))
    yield "withdrawn in edition 2", NO, later(base, lambda copy: copy.events[0].fields.update(edition=2))
    yield "a verdict of edition 3 in edition 2", NO, lambda copy: (rank_without(copy, last(copy, "snapshot.sealed"), zone), uncertify(copy, zone), copy.events[0].fields.update(edition=2))


# What is shown of who withdrew before the notice


def kept(base, *names, zone=None, of=None, count=None):
    """What a change conceals is shown all the same, as far as it stays in the ledger: of a zone, of events that `of` gives, so many."""
    def act(copy):
        shown = list(copy.shown)
        base(copy)
        there, events = {id(item) for _, item in copy.shown}, None if of is None else of(copy)
        back = [(each, item) for each, item in shown if id(item) not in there and each in copy.events and item.name in names
                and (zone is None or each.fields["zone"] == zone) and (events is None or each in events)]
        assert back, "nothing is shown that was concealed"
        copy.shown += back[:count]
        arrange(copy)
    return act


def settled(copy):
    """Nobody objected to anything, and the newest result is gone, with what leads there; gives its events from the `act.proposed` on."""
    for zone in copy.snapshot["zones"]:
        unobjected(copy, zone["id"])
    newest = last(copy, "snapshot.sealed")
    step = [before(copy, newest, 2), before(copy, newest), newest, *told_by(copy, newest)]
    for each in step:
        copy.events.remove(each)
    return step


def once(zone):
    """A zone withdraws while scoring, and its result is the only one. The newest snapshot serves, for of the others it says the same."""
    def act(copy):
        step = settled(copy)
        first, newest = copy.all("snapshot.sealed")[0], step[2]
        for old, new in zip(told_by(copy, first), step[3:]):
            value = next(item.value for each, item in copy.shown if each is new)
            next(item for each, item in copy.shown if each is old).value = value
            forget(copy, new)
        first.fields["snapshot"] = newest.fields["snapshot"]
        last(copy, "notice.published").fields["snapshot"] = newest.fields["snapshot"]
        del copy.snapshot["replaces"]
        left(copy, zone, copy.all("seat.counted")[0])
        conceal(copy, "marks", "fact", zone=zone)
        rank_without(copy, first, zone)
        uncertify(copy, zone)
        arrange(copy)
    return act


def replaced(zone, other=None):
    """A zone withdraws between the close and the notice, and the newest result takes it in before the notice; or the other withdraws then,
    and a further result takes that in. Of the results before nothing is at hand, nor asked."""
    def act(copy):
        step, notice = settled(copy), before(copy, last(copy, "notice.published"), 2)
        first, newest = copy.all("snapshot.sealed")[0], step[2]
        left(copy, zone, notice)
        put(copy, notice, *step)
        rank_without(copy, newest, zone)
        first.fields["snapshot"] = copy.snapshot["replaces"] = "d" * 64
        for each, item in copy.shown:
            if each in told_by(copy, first):
                item.value = item.value | {"snapshot": "d" * 64}
        arrange(copy)
        conceal(copy, "result", of=told_by(copy, first))
        last(copy, "notice.published").fields["snapshot"] = newest.fields["snapshot"]
        uncertify(copy, zone)
        conceal(copy, "marks", "fact", zone=zone)
        if other:
            index = copy.events.index(newest)
            made = [twin(copy, index + offset) for offset in range(len(step) - 2)]
            made[0].concealed = [url(b"\6" * 32)]
            left(copy, other, notice)
            put(copy, notice, *made)
            confirm(copy, made[0])
            arrange(copy)
            rank_without(copy, made[0], other)
            newest.fields["snapshot"] = copy.snapshot["replaces"] = "e" * 64
            conceal(copy, "result", of=told_by(copy, newest))
            conceal(copy, "marks", "fact", zone=other)
            uncertify(copy, other)
    return act


def unseen(bundle, corrected, other):
    """Of who withdrew before the notice marks and facts are concealed, and the results that were replaced before it."""
    if len(bundle.all("snapshot.sealed")) != 2:
        return
    first, second = (lambda copy: told_by(copy, copy.all("snapshot.sealed")[0])), (lambda copy: told_by(copy, copy.all("snapshot.sealed")[1]))
    for what, base in [("while scoring, one result", once(corrected)), ("and is taken in before the notice", replaced(corrected))]:
        name = f"{corrected} withdraws {what}"
        yield name, YES, later(base)
        for names in (["marks"], ["fact"], ["marks", "fact"]):
            yield f"{name}, its {' and '.join(names)} shown", NO, later(kept(base, *names, zone=corrected))
        yield f"{name}, one sheet's marks shown", NO, later(kept(base, "marks", zone=corrected, count=1))
        for value in ("marks", "fact", "outcome"):
            yield f"{name}, {value} of {other} concealed", NO, later(base, lambda copy, value=value: conceal(copy, value, zone=other))
        yield f"{name}, its outcomes concealed", NO, later(base, lambda copy: conceal(copy, "outcome", zone=corrected))
        yield f"{name}, its result concealed", NO, later(base, lambda copy: conceal(copy, "result", zone=corrected))
        yield f"{name}, the result of {other} concealed", NO, later(base, lambda copy: conceal(copy, "result", zone=other))
        yield f"{name}, nobody confirmed", NO, later(base, lambda copy: copy.events.remove(before(copy, last(copy, "zone.withdrawn"))))
        yield f"{name}, its facts recorded again", YES, later(base, lambda copy: recorded(copy, corrected))
        yield f"{name}, its facts recorded again and shown", NO, later(base, lambda copy: recorded(copy, corrected, shows=True))
        yield f"{name}, its facts recorded behind", YES if "scoring" in what else NO, later(base, lambda copy: recorded(copy, corrected, behind=True))
        yield f"{name}, its facts recorded behind and shown", NO, later(base, lambda copy: recorded(copy, corrected, behind=True, shows=True))
    base, name = replaced(corrected), f"{corrected} is taken in before the notice"
    yield f"{name}, the result before shown", NO, later(kept(base, "result", of=first))
    for zone in (corrected, other):
        yield f"{name}, the result before of {zone} shown", NO, later(kept(base, "result", of=first, zone=zone))
    yield f"{name}, all shown", NO, later(kept(base, "result", "marks", "fact"))
    yield f"{name}, the result before published", NO, later(base, lambda copy: last(copy, "notice.published").fields.update(snapshot="d" * 64))
    yield f"{name}, no result before told", NO, later(base, lambda copy: [copy.events.remove(it) for it in first(copy)])
    yield f"{name}, one result before told", NO, later(base, lambda copy: copy.events.remove(first(copy)[0]))
    yield f"{name}, nobody confirmed the result", NO, later(base, lambda copy: copy.events.remove(before(copy, last(copy, "snapshot.sealed"))))
    yield f"{name}, replaces another result", NO, later(base, lambda copy: copy.snapshot.update(replaces="e" * 64))
    both = replaced(corrected, other)
    yield "all withdraw, one after the other, before the notice", OPEN, later(both)
    for number, of in enumerate((first, second)):
        yield f"all withdraw, replaced result {number} shown", NO, later(kept(both, "result", of=of))
    for zone in (corrected, other):
        for value in ("marks", "fact"):
            yield f"all withdraw, {value} of {zone} shown", NO, later(kept(both, value, zone=zone))
    yield "all withdraw, the last result concealed", NO, later(both, lambda copy: conceal(copy, "result"))


def recorded(copy, zone, behind=False, shows=False):
    """Facts of a zone recorded once more: before it withdrew, or right behind."""
    gone = last(copy, "zone.withdrawn")
    place = copy.events[copy.events.index(gone) + 1] if behind else copy.all("seat.counted")[0]
    if not behind and copy.events.index(gone) < copy.events.index(place):
        place = before(copy, gone, 2)
    made = event(copy, "facts.recorded", round=copy.round, zone=zone)
    put(copy, place, made)
    if shows:
        made.concealed[1] = Item("fact", {"fact": "rate", "value": "1"}, "A" * 22)
        copy.shown.append([made, made.concealed[1]])
        arrange(copy)


def hidden(copy, item):
    copy.shown = [pair for pair in copy.shown if pair[1] is not item]


def correct_behind(copy):
    """The correction moves behind the withdrawal of its zone."""
    done = last(copy, "facts.corrected")
    moved = copy.events[copy.events.index(done) - 2:copy.events.index(done) + 1]
    for each in moved:
        copy.events.remove(each)
    put(copy, before(copy, last(copy, "snapshot.sealed"), 2), *moved)


def upheld(copy):
    """Every objection is upheld."""
    for each in copy.all("objection.decided"):
        each.fields["upheld"] = True


def recounted(copy, zone):
    """A sheet of a zone, as it was counted, stands before the newest result."""
    counted, old = next(pair for pair in copy.shown if pair[1].name == "marks" and pair[0].fields["zone"] == zone)
    made = Event({"type": "seat.recounted", "v": 1, "round": copy.round, "zone": zone, "seat": counted.fields["seat"]})
    made.concealed = [Item("marks", old.value, "B" * 21 + "A")]
    put(copy, last(copy, "snapshot.sealed"), made)
    copy.shown.append([made, made.concealed[0]])
    arrange(copy)


def certificate(copy, zone):
    issued = copy.all("certificate.issued")[0]
    made = twin(copy, copy.events.index(issued))
    made.fields.update(certificate="another", zone=zone)
    return made


# Reports


def reported(copy, *words, zone, indicator="p", at=None):
    """A report and what becomes of it, before another event or the first decision; gives the events."""
    made = []
    for word in words:
        type = {"filed": "report.filed", "heard": "report.heard", "objected": "objection.filed"}.get(word, "objection.decided")
        fields = {"filed": {"zone": zone, "indicator": indicator}, "objected": {"zone": zone, "indicator": indicator}, "upheld": {"upheld": True}, "refused": {"upheld": False}}
        made.append(event(copy, type, objection="r1", **fields.get(word, {})))
        made[-1].concealed = [url(hashlib.sha256(f"{digest} {len(made)}".encode()).digest()) for digest in made[-1].concealed]
    put(copy, at or copy.all("objection.decided")[0], *made)
    return made


def reports(bundle, types):
    if not is_fit(bundle) or not bundle.all("facts.corrected") or not bundle.all("round.finalised") or bundle.all("report.filed"):
        return
    corrected = last(bundle, "facts.corrected").fields
    other = next(zone["id"] for zone in bundle.snapshot["zones"] if zone["id"] != corrected["zone"])
    objected = next(it.fields for it in bundle.all("objection.filed") if it.fields["objection"] == corrected["objection"])

    def given(*words, then=lambda copy, made: None, zone=other, at=None, **named):
        return later(lambda copy: then(copy, reported(copy, *words, zone=zone, at=at and at(copy), **named)))
    for words, due in [("filed heard refused", YES), ("filed heard upheld", YES), ("filed refused", NO), ("filed upheld", NO), ("filed", NO), ("filed heard", NO), ("heard", NO), ("heard refused", NO),
                       ("heard filed refused", NO), ("filed refused heard", NO), ("filed heard heard refused", NO), ("filed heard refused heard", NO), ("filed heard upheld heard", NO), ("filed heard refused refused", NO),
                       ("filed heard refused upheld", NO), ("filed filed heard refused", NO), ("filed heard filed refused", NO), ("filed heard refused filed", NO), ("objected refused", YES), ("objected upheld", YES),
                       ("objected heard refused", NO), ("objected heard", NO), ("objected refused heard", NO), ("objected filed heard refused", NO), ("filed objected heard refused", NO), ("filed heard objected refused", NO)]:
        yield f"report {words}", due, given(*words.split())
    result = lambda copy: before(copy, last(copy, "snapshot.sealed"), 2)  # noqa: E731
    final = lambda copy: last(copy, "round.finalised")  # noqa: E731
    whole = ("filed", "heard", "refused")
    yield "report upheld behind the newest result", NO, given("filed", "heard", "upheld", at=final, then=lambda copy, made: dated(copy, made, before(copy, made[0]).fields["at"]))
    yield "report refused behind the newest result", YES, given(*whole, at=final, then=lambda copy, made: dated(copy, made, before(copy, made[0]).fields["at"]))
    yield "report heard of the zone's own objection", NO, given("heard", then=lambda copy, made: made[0].fields.update(objection=objected["objection"]))
    yield "report heard of an unknown one", NO, given(*whole, then=lambda copy, made: made[1].fields.update(objection="r9"))
    yield "report of the id of an objection", NO, given(*whole, then=lambda copy, made: [it.fields.update(objection=objected["objection"]) for it in made])
    yield "report heard in another round", NO, given(*whole, then=lambda copy, made: made[1].fields.update(round="zzz"))
    # Where and when
    to = last(bundle, "notice.published").fields["to"]
    for day, due in [(to, YES), ("the next day", NO)]:
        def late(copy, made, day=day):
            made[0].fields["at"] = day if day[0] == "2" else final(copy).fields["at"]
            dated(copy, made[1:], final(copy).fields["at"])
        yield f"report on {day}, heard and decided after the notice", due, given(*whole, at=final, then=late)
    yield "report before the notice begins", NO, given(*whole, at=lambda copy: copy.all("objection.filed")[0], then=lambda copy, made: dated(copy, made[:1], last(copy, "notice.published").fields["at"]))
    for type, name in [("seat.counted", "while scoring"), ("mark.late", "when closed"), ("certificate.issued", "when final")]:
        if bundle.all(type):
            yield f"report {name}", NO, given(*whole, at=lambda copy, type=type: copy.all(type)[0])
    yield "report between a confirmation and what it confirms", NO, given(*whole, at=lambda copy: last(copy, "facts.corrected"))
    yield "report of a zone that is not of the round", NO, given(*whole, zone="zz")
    # Zones that withdraw
    base = in_notice(other)
    gone = lambda copy: before(copy, last(copy, "zone.withdrawn"), 2)  # noqa: E731
    for words, due in [("filed", YES), ("filed heard", YES), ("filed heard upheld", YES), ("filed upheld", NO)]:
        yield f"report {words}, then its zone withdraws", due, later(base, lambda copy, words=words: reported(copy, *words.split(), zone=other, at=gone(copy)))
    yield "report of a zone that has withdrawn", NO, later(base, lambda copy: reported(copy, *whole, zone=other, at=result(copy)))
    for words, due in [("heard", YES), ("heard refused", YES), ("heard upheld", YES), ("refused", NO), ("heard heard", NO)]:
        yield f"report filed, its zone withdraws, {words}", due, later(base, lambda copy, words=words: (reported(copy, "filed", zone=other, at=gone(copy)), reported(copy, *words.split(), zone=other, at=result(copy))))
    yield "report heard when final, of a zone that withdrew", NO, later(base, lambda copy: (reported(copy, "filed", zone=other, at=gone(copy)), reported(copy, "heard", zone=other, at=copy.all("certificate.issued")[0])))
    # What rests on it
    same = {"zone": corrected["zone"], "indicator": objected["indicator"]}

    def rests(copy, made):
        last(copy, "facts.corrected").fields.update(objection="r1")
    yield "correction of a report that was upheld", YES, given("filed", "heard", "upheld", then=rests, **same)
    yield "correction of a report that was refused", NO, given(*whole, then=rests, **same)
    yield "correction of a report of another zone", NO, given("filed", "heard", "upheld", then=rests)
    yield "correction of an objection that was refused, of what another upheld", NO, given("objected", "refused", then=rests, **same)

    def alone(copy, made):
        rests(copy, made)
        for each in copy.all("objection.decided"):
            if each.fields["objection"] == objected["objection"]:
                each.fields["upheld"] = False
    yield "correction of a report alone", YES, given("filed", "heard", "upheld", then=alone, **same)
    yield "correction of a report alone, refused", NO, given(*whole, then=alone, **same)
    # Forms
    for which, fewest in [(0, 3), (1, 2), (2, 2)]:
        for number in range(6):
            due = YES if number == fewest or number > fewest and which < 2 else NO
            yield f"report {whole[which]} conceals {number}", due, given(*whole, then=lambda copy, made, which=which, number=number: conceals(made[which], number))
    for number in range(6):
        yield f"objection filed conceals {number}", YES if number > 2 else NO, given("objected", "refused", then=lambda copy, made, number=number: conceals(made[0], number))
    for which, name in [(0, "objection"), (0, "zone"), (0, "indicator"), (0, "round"), (1, "objection"), (1, "round")]:
        yield f"report {whole[which]} without {name}", NO, given(*whole, then=lambda copy, made, which=which, name=name: made[which].fields.pop(name))
        for value in BAD["id"]:
            yield f"report {whole[which]} {name} {ascii(value)[:30]}", NO, given(*whole, then=lambda copy, made, which=which, name=name, value=value: made[which].fields.update({name: value}))
    for which, name, value in [(0, "upheld", True), (0, "reason", "x"), (1, "zone", other), (1, "indicator", "p"), (1, "upheld", False)]:
        yield f"report {whole[which]} with {name}", NO, given(*whole, then=lambda copy, made, which=which, name=name, value=value: made[which].fields.update({name: value}))
    for name in ("reason", "evidence"):
        for which in (0, 1):
            yield f"report {whole[which]} shows {name}", NO, given(*whole, then=lambda copy, made, which=which, name=name: show(copy, made[which], name, {"word": "x", "text": "y"}))
    yield "report of an unknown indicator", HENG, given(*whole, indicator="w")
    yield "objection to an unknown indicator", HENG, given("objected", "refused", indicator="w")
    yield "report in edition 2", NO, lambda copy: (reported(copy, *whole, zone=other), copy.events[0].fields.update(edition=2))
    yield "report in edition 2, not heard", NO, lambda copy: (reported(copy, "filed", "refused", zone=other), copy.events[0].fields.update(edition=2))
    yield "objection heard in edition 2", NO, lambda copy: (reported(copy, "objected", "heard", "refused", zone=other), copy.events[0].fields.update(edition=2))
    for item in items_of(bundle):
        for words in ("filed heard refused", "filed heard upheld", "objected refused", "objected upheld"):
            yield f"{words}, about {item}", YES, given(*words.split(), indicator=item)
        if bundle.edition(bundle.events[-1]) == 2:
            yield f"objected refused, about {item}, in edition 2", HENG, lambda copy, item=item: reported(copy, "objected", "refused", zone=other, indicator=item)


def items_of(bundle):
    """Vetoes, bonus items and deductions of the scheme."""
    scheme = json.loads(bundle.files["scheme.json"])
    lists = [scheme.get("vetoes", []), *(scheme.get(part, {}).get("items", []) for part in ("bonus", "deductions"))]
    return [it["id"] for items in lists for it in items]


# Rounds and applications


def broken(copy, statement="评估过程出现重大问题，本批次终止。"):
    """The round is broken off in its notice, after its bundle was released."""
    for each in copy.all("round.finalised", "certificate.issued"):
        uncertify(copy, each.fields["zone"]) if "zone" in each.fields else copy.events.remove(each)
    put(copy, None, event(copy, "round.broken", statement=statement))
    confirm(copy, copy.events[-1])


def rounds(bundle, types):
    if not is_fit(bundle) or not bundle.all("round.finalised"):
        return
    yield "broken off", YES, later(broken)
    yield "broken off, nobody confirmed", NO, later(broken, lambda copy: copy.events.remove(before(copy, copy.events[-1])))
    yield "broken off, released again", NO, later(broken, lambda copy: copy.events.append(twin(copy, copy.events.index(last(copy, "bundle.released")))))
    yield "broken off twice", NO, later(broken, lambda copy: (put(copy, None, event(copy, "round.broken", statement="x")), confirm(copy, copy.events[-1])))
    yield "broken off, then proposed", YES, later(broken, lambda copy: put(copy, None, event(copy, "act.proposed", act="publish")))
    yield "broken off when final", NO, later(lambda copy: (put(copy, None, event(copy, "round.broken", statement="x")), confirm(copy, copy.events[-1])))
    yield "broken off without a statement", NO, later(broken, lambda copy: copy.events[-1].fields.pop("statement"))
    yield "broken off with an empty statement", NO, later(lambda copy: broken(copy, ""))
    for text in ["。", "甲" * 4000, "a" * 4000, "a\u200db"]:
        yield f"broken off with statement {ascii(text)[:30]}", YES, later(lambda copy, text=text: broken(copy, text))
    yield "broken off with a statement not NFC", NOT_GO, later(lambda copy: broken(copy, "e\u0301"))
    for text in [*BAD["said"], *GATE]:
        yield f"broken off with statement {ascii(text)[:30]}", NO, later(lambda copy, text=text: broken(copy, text))
    yield "broken off in edition 2", NO, lambda copy: (broken(copy), [copy.events.remove(it) for it in copy.all("act.proposed", "act.confirmed")], copy.events[0].fields.update(edition=2))
    ways = {"submitted": {"zone": "zc", "purpose": "designation"}, "other": {"zone": "zc", "purpose": "selection"}, "accepted": {}, "withdrawn": {}, "returned": {"level": "province"}}
    for words, due in [("submitted withdrawn", YES), ("submitted accepted withdrawn", YES), ("submitted returned withdrawn", YES), ("withdrawn", NO), ("submitted withdrawn withdrawn", NO),
                       ("submitted withdrawn submitted", NO), ("submitted withdrawn accepted", NO), ("submitted withdrawn returned", NO), ("submitted returned other", NO), ("submitted returned submitted", YES)]:
        def act(copy, words=words):
            put(copy, None, event(copy, "zone.registered", zone="zc", name="丙", kind="city"))
            for word in words.split():
                put(copy, None, event(copy, f"application.{'submitted' if word == 'other' else word}", application="zz-1", **ways[word]))
        yield f"application {words}", due, later(act)
        if "withdrawn" in words:
            yield f"application {words} in edition 2", NO, lambda copy, act=act: (act(copy), copy.events[0].fields.update(edition=2))


KINDS = [two_people, seats_and_sheets, zones, reports, rounds]
