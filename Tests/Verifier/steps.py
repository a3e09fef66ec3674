"""Steps that the mutations of an edition put into a bundle: events that conceal as much as their type does, and what confirms them."""

import hashlib

from mutations import arrange
from sealed import Event, Item, url

WORDS = {"notice.published": "publish", "snapshot.sealed": "conclude", "facts.corrected": "correct", "seat.removed": "remove", "zone.withdrawn": "withdraw",
         "round.broken": "break-off", "certificate.revoked": "revoke", "round.reopened": "reopen"}
NUMBERS = {"act.proposed": 3, "act.confirmed": 1, "act.declined": 2, "reopening.requested": 3, "reopening.decided": 2, "seat.removed": 3, "zone.withdrawn": 2,
           "application.withdrawn": 2, "round.broken": 2, "application.submitted": 6, "application.accepted": 1, "application.returned": 2, "zone.registered": 1, "objection.filed": 3, "objection.decided": 2, "report.filed": 3, "report.heard": 2, "facts.recorded": 2,
           "programme.adopted": 1, "call.published": 1, "call.extended": 2, "application.recommended": 2, "seat.accepted": 2, "clarification.asked": 3, "clarification.given": 2,
           "evidence.requested": 2, "evidence.supplied": 3, "draft.read": 3, "deadline.extended": 2, "correction.published": 1, "decision.received": 1, "round.reopened": 2,
           "papers.issued": 1, "snapshot.sealed": 1, "result.sealed": 1, "notice.published": 1, "facts.corrected": 2, "certificate.issued": 1, "certificate.revoked": 2, "round.finalised": 1, "round.planned": 1, "round.withdrawn": 2, "rules.proposed": 1, "rules.adopted": 1}
OWN = ("act.proposed", "act.confirmed", "act.declined", "reopening.requested", "reopening.decided", "seat.removed", "zone.withdrawn", "round.broken", "objection.filed",
       "objection.decided", "report.filed", "report.heard", "seat.accepted", "clarification.asked", "clarification.given", "evidence.requested", "evidence.supplied", "draft.read",
       "deadline.extended", "correction.published", "decision.received", "round.reopened", "papers.issued", "certificate.issued", "round.finalised")


def event(copy, type, **fields):
    made = Event({"type": type, "v": 1, "id": "A" * 22, **({"round": copy.round} if type in OWN else {}), **fields})
    made.concealed = [url(hashlib.sha256(f"{type} {len(copy.events)} {number}".encode()).digest()) for number in range(NUMBERS[type])]
    return made


def put(copy, place, *made):
    """Puts events before another, or at the end, on its day."""
    index = copy.events.index(place) if place else len(copy.events)
    for offset, each in enumerate(made):
        each.fields["at"] = (place or copy.events[-1]).fields["at"]
        each.fields.setdefault("id", "A" * 22)
        copy.events.insert(index + offset, each)
    return made


def confirm(copy, place, word=None):
    """Proposes and confirms what follows."""
    proposed = event(copy, "act.proposed", act=word or WORDS[place.type])
    return put(copy, place, proposed, event(copy, "act.confirmed", proposal=proposed))


def last(copy, type):
    return copy.all(type)[-1]


def before(copy, each, steps=1):
    return copy.events[copy.events.index(each) - steps]


def decline(copy, proposed):
    other = event(copy, "act.proposed", act=proposed.fields["act"])
    put(copy, proposed, other, event(copy, "act.declined", proposal=other))
    return other


def score_of(copy, zone):
    return next(it for it in copy.snapshot["scores"]["zones"] if it["zone"] == zone)


def told_of(copy, sealed, zone):
    """What a result says of a zone."""
    events = copy.events[copy.events.index(sealed) + 1:][:len(copy.snapshot["zones"])]
    return next(item for each, item in copy.shown if each in events and item.name == "result" and each.fields["zone"] == zone)


def told_by(copy, sealed):
    """The events that tell a result."""
    place = copy.events.index(sealed) + 1
    return copy.events[place:place + len(copy.snapshot["zones"])]


def dated(copy, events, day):
    for each in events:
        each.fields["at"] = day


def conceals(made, number):
    made.concealed = [url(hashlib.sha256(f"{made.type} {each} of {number}".encode()).digest()) for each in range(number)]


def show(copy, made, name, value):
    made.concealed[0] = Item(name, value, "A" * 22)
    copy.shown.append([made, made.concealed[0]])
    arrange(copy)
