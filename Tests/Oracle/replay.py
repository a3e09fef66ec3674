"""What happened, event by event: each must be allowed where it stands."""

import collections
import datetime

from canonical import digest, encode, must
from events import NEWEST, TYPES
from signed import Keys

# What stands right behind an event that leads up to another, and right before one that belongs to another, of the same round.
LEADS = {
    "candidate.listed": {"candidate.listed", "draw.committed"},
    "seat.counted": {"seat.counted", "round.closed"},
    "seat.recounted": {"seat.recounted", "snapshot.sealed"},
    "round.closed": {"snapshot.sealed"},
    "snapshot.sealed": {"result.sealed"},
}
FOLLOWS = {
    "seat.assigned": {"round.opened", "seat.assigned"},
    "seat.called": {"seat.recused", "seat.removed"},
    "result.sealed": {"snapshot.sealed", "result.sealed"},
    "correction.published": {"result.sealed"},
}
# What two people do, by the word of what was proposed: this stands right behind its confirmation. Recounted seats lead up to their result.
PERFORMS = {
    "publish": {"notice.published"}, "conclude": {"seat.recounted", "snapshot.sealed"}, "correct": {"facts.corrected"},
    "remove": {"seat.removed"}, "withdraw": {"zone.withdrawn"}, "break-off": {"round.broken"}, "revoke": {"certificate.revoked"},
    "reopen": {"round.reopened"},
}
RELEASED = {
    1: ["README.md", "disclosures.ndjson", "scheme.yaml", "snapshot.json"],
    2: ["README.md", "disclosures.ndjson", "scheme.json", "scheme.yaml", "snapshot.json"],
}
RELEASED[3] = RELEASED[4] = RELEASED[2]
STATES = ("sealed", "recused", "missed")


class Objection:
    """An objection, a report, or what the order that reopens a round says is to be judged anew: that is upheld from the start."""

    def __init__(self, zone, indicator, heard=None, upheld=None):
        self.zone, self.indicator, self.upheld, self.spent = zone, indicator, upheld, False
        self.heard = heard    # whether the zone was, of a report; None: an objection of the zone's own
        self.received = False    # whether the zone has the decision


class Application:
    """It waits for the prefecture, the province, its applicant, or nobody. It has a call from edition 4 on."""

    def __init__(self, event, waits):
        self.what, self.call, self.waits = (event["zone"], event["purpose"]), event["call"], waits


class Round:
    """A round as far as its events tell the public."""

    def __init__(self, planned):
        self.id, self.state, self.planned = planned["round"], "none", planned
        self.candidates, self.drawn, self.opened, self.closed = [], None, None, None
        self.roster, self.zones = set(), collections.Counter()    # zones: how many seats of the roster each has
        self.counted, self.last = {}, ("", "")
        self.called = self.recused = self.sheets = 0
        self.withdrawn, self.stale = {}, False    # zones by the event with which they left; whether one has since the newest result
        self.acts, self.requests = {}, set()    # what waits for a second person: acts by index, and sheets to be opened again
        self.questions, self.missing = set(), set()    # of experts, not answered; evidence that they requested, not supplied
        self.snapshots, self.results, self.notice = [], {}, None
        self.days, self.corrections, self.reopened = None, [], False    # days: of the notice in force
        self.published = None    # the result that the notice publishes: those before it were replaced unseen
        self.objections, self.proposals, self.confirmed, self.recounts = {}, {}, 0, []
        self.objected = collections.defaultdict(set)    # zone: indicators that upheld objections name and no result regards yet
        self.certificates, self.passes = {}, []    # the newest of each zone; (event, result): what stands only if that result says `pass`
        self.released = None

    @property
    def filling(self):
        """Whether seats of the roster are still to be assigned."""
        return self.state == "scoring" and len(self.roster) < self.opened["seats"]

    def check_zone(self, event):
        """A round without seats shows its zones in its snapshot alone."""
        event.must(self.has(event["zone"]), f"the zone {event['zone']} is not of this round")

    def has(self, zone):
        return not self.roster or zone in self.zones or zone in self.withdrawn

    def check_taking_part(self, event):
        event.must(event["zone"] not in self.withdrawn, "its zone has withdrawn")

    def withdrew_unseen(self, event):
        """Whether the event's zone withdrew before the notice: then neither its marks nor its facts are public."""
        return event["zone"] in self.withdrawn and self.withdrawn[event["zone"]].seq < self.notice.seq

    def check_newest(self, event):
        event.must(self.snapshots, "there is no result")
        event.must(not self.stale, "a zone has withdrawn since the newest result")
        event.must(event["snapshot"] == self.snapshots[-1]["snapshot"], "it names another result than the newest")


class Ledger:
    def __init__(self, events):
        self.events, self.keys, self.edition, self.offset, self.proposals = events, Keys(), 1, None, {}
        self.rounds, self.codes, self.certificates, self.revoked = {}, set(), {}, set()    # certificates: the round of each
        self.kinds, self.calendars, self.applications = {}, {}, {}
        self.programmes, self.calls = set(), {}    # calls: purpose and last day
        before = None
        for event in events:
            if event.seq == 0:
                self.begin(event)
            event.judge(self.edition)
            if before:
                self.check_neighbours(before, event)
            round = self.enter(event)
            act = getattr(self, "on_" + event.type.replace(".", "_"), None)
            if act:
                act(event, round)
            if TYPES[event.type].leads:
                round.state = TYPES[event.type].leads
            before = event
        before.must(not self.leads(before) and not self.unfinished(before), "the step that it is part of is not whole")
        self.check_told(before)

    def begin(self, event):
        event.must(event.type == "log.genesis", "the first event is log.genesis")
        self.edition = event["edition"] if "edition" in event.fields else 1
        event.must(type(self.edition) is int and 1 <= self.edition <= NEWEST, "the edition is unknown here")

    def leads(self, event):
        """What must stand right behind an event, or nothing. In edition 4 the confirmation of a correction may decide its objection too, and
        what the conclusion of a noticed round says is published with it."""
        if event.type == "act.confirmed":
            return PERFORMS[event.act] | ({"objection.decided"} if event.act == "correct" and event.edition >= 4 else set())
        if event.type == "objection.decided" and event.bound:
            return {"facts.corrected"}
        if event.type == "result.sealed" and event.edition >= 4 and self.rounds[event["round"]].state == "noticed":
            return {"result.sealed", "correction.published"}
        return LEADS.get(event.type)

    def needs_second(self, before, event):
        """Whether an event stands only right behind a second person's confirmation."""
        round = self.rounds.get(event["round"])
        if event.edition < 3:
            return False
        if event.type in ("seat.recounted", "snapshot.sealed") and before.type == "seat.recounted":
            return False    # the first of them was confirmed
        if event.type == "facts.corrected" and before.type == "objection.decided" and before.bound:
            return False    # what was confirmed is both
        return (event.type in ("notice.published", "facts.corrected", "seat.recounted", "seat.removed", "round.broken", "certificate.revoked", "round.reopened")
                or event.type == "snapshot.sealed" and round and round.snapshots
                or event.type == "zone.withdrawn" and round and round.opened)

    def check_told(self, event):
        """The step that tells a result tells it of every zone."""
        if event.type == "result.sealed":
            round = self.rounds[event["round"]]
            event.must(round.zones.keys() | round.withdrawn.keys() <= round.results.keys(), "behind it a zone has no result")

    def unfinished(self, event):
        round = self.rounds.get(event["round"])
        return round and event.type in FOLLOWS["seat.assigned"] and round.filling

    def check_neighbours(self, before, event):
        same = before["round"] == (self.certificates.get(event["certificate"]) if event.type == "certificate.revoked" else event["round"])
        due = self.leads(before)
        event.must(event.type != "log.genesis", "it is not the first event")
        event.must(event.seq > 3 or event.type == "user.added", "three user.added stand behind log.genesis")
        event.must(not due or same and event.type in due, f"it stands behind event {before.seq} ({before.type}), which leads up to something else")
        event.must(not self.needs_second(before, event) or before.type == "act.confirmed", "no second person has confirmed it right before")
        event.must(event.type not in FOLLOWS or same and before.type in FOLLOWS[event.type], "what it belongs to is not right before it")
        event.must(not self.unfinished(before) or same and event.type == "seat.assigned", "the roster before it is not whole")
        if event.type != "result.sealed":
            self.check_told(before)
        event.must(before.at <= event.at, "its day is before that of the event before it")
        one = due and before.edition >= 2 or event.edition >= 2 and (event.type in FOLLOWS or event.seq <= 3)
        event.must(not one or before.at == event.at, f"its day is not that of event {before.seq}, with which it is one step")

    def enter(self, event):
        """The event's round, whose state has room for it; none for events of people and the like."""
        if "round" not in event.fields:
            return None
        name = event["round"]
        if event.type == "round.planned":
            event.must(name not in self.rounds, "the round is planned a second time")
            self.rounds[name] = Round(event)
        event.must(name in self.rounds, f"the round {name} is not planned")
        round = self.rounds[name]
        event.must(round.state in TYPES[event.type].states, f"it has no place in a round that is {round.state}")
        return round

    def take(self, event, code):
        event.must(code not in self.codes, f"the code {code} is not fresh")
        self.codes.add(code)

    # The ledger

    def on_log_genesis(self, event, _):
        self.offset, self.keys.origin = event["offset"], event["origin"]
        self.keys.add(event)

    def on_rules_proposed(self, event, _):
        event.must(event["edition"] > self.edition, "the edition is not higher than the one in force")
        event.must(event["edition"] <= NEWEST, "the edition is unknown here")
        event.must(self.offset in (None, event["offset"]), "the offset of a ledger stays")
        self.proposals[event.seq] = event

    def on_rules_adopted(self, event, _):
        proposal = self.proposals.get(event["proposal"])
        event.must(proposal, "it names no open proposal of rules")
        self.edition, self.offset, self.proposals = proposal["edition"], proposal["offset"], {}

    def on_key_added(self, event, _):
        self.keys.add(event)

    def on_key_retired(self, event, _):
        self.keys.retire(event)

    def on_zone_registered(self, event, _):
        self.kinds[event["zone"]] = event["kind"]

    def on_calendar_loaded(self, event, _):
        self.calendars[event["year"]] = dict.fromkeys(event["holidays"], False) | dict.fromkeys(event["workdays"], True)

    def is_notice(self, start, end):
        """Whether there are five working days; a year without calendar has none."""
        day, found = datetime.date.fromisoformat(start), 0
        while found < 5 and day.isoformat() <= end and day.year in self.calendars:
            found += self.calendars[day.year].get(day.isoformat(), day.weekday() < 5)
            day += datetime.timedelta(1)
        return found >= 5

    # Programmes, calls and applications

    def on_programme_adopted(self, event, _):
        self.programmes.add(event["programme"])

    def on_call_published(self, event, _):
        event.must(event["programme"] in self.programmes, "its programme is not adopted")
        event.must(event["call"] not in self.calls, "the call is published already")
        event.must(event.at <= event["to"], "its last day is over")
        self.calls[event["call"]] = event["purpose"], event["to"]

    def on_call_extended(self, event, _):
        purpose, to = self.calls.get(event["call"], (None, None))
        event.must(purpose and to < event["to"], "the call is not published, or does not end earlier")
        event.must(event.at <= event["to"], "its last day is over")
        self.calls[event["call"]] = purpose, event["to"]

    def on_application_submitted(self, event, _):
        zone, before = event["zone"], self.applications.get(event["application"])
        event.must(zone in self.kinds, "its zone is not registered")
        made = Application(event, event["level"] or ("prefecture" if self.kinds[zone] == "county" else "province"))
        event.must(not before or (before.waits, before.what) == ("applicant", made.what), "the application is submitted already, or was for another zone or purpose")
        if event.edition >= 4:
            purpose, to = self.calls.get(made.call, (None, None))
            event.must(purpose == event["purpose"], "it names no call of its purpose")
            event.must(before or event.at <= to, "the call has ended")
            event.must(not before or before.call in (None, made.call), "it came under another call")
        self.applications[event["application"]] = made

    def answer(self, event, waits, then):
        it = self.applications.get(event["application"])
        event.must(it and it.waits == waits, "the application does not wait for it")
        it.waits = then

    def on_application_recommended(self, event, _):
        self.answer(event, "prefecture", "province")

    def on_application_returned(self, event, _):
        self.answer(event, event["level"], "applicant")

    def on_application_accepted(self, event, _):
        self.answer(event, "province", None)

    def on_application_withdrawn(self, event, _):
        """Which of them a round has is not shown."""
        it = self.applications.get(event["application"])
        event.must(it and it.waits != "withdrawn", "the application is unknown, or withdrawn already")
        it.waits = "withdrawn"

    # What two people do

    def on_act_proposed(self, event, round):
        round.acts[event.seq] = event["act"]

    def on_act_confirmed(self, event, round):
        event.act = round.acts.pop(event["proposal"], None)
        event.must(event.act, "it names no proposal of this round that waits")

    def on_act_declined(self, event, round):
        event.must(round.acts.pop(event["proposal"], None), "it names no proposal of this round that waits")

    # Erasures

    def on_disclosure_erased(self, event, _):
        if event.edition == 1:
            event.must(event["event"] < event.seq and event["digest"] in self.events[event["event"]].hidden,
                       "it names no concealed value of an earlier event")

    # The draw and the roster

    def on_candidate_listed(self, event, round):
        self.take(event, event["candidate"])
        round.candidates.append(event)

    def on_draw_committed(self, event, round):
        event.must(event["candidates"] == len(round.candidates), "it does not count the candidates that are listed")
        round.drawn = event

    def on_draw_held(self, event, round):
        event.must(event.edition < 3 or event.at > round.drawn.at, "it is of the day of its commitment, when its witness may have been known")
        event.must(digest(event["seed"].encode()) == round.drawn["commitment"], "the seed is not the one that was committed to")

    def on_round_opened(self, event, round):
        round.opened = event
        self.check_roster(event, round)

    def on_seat_assigned(self, event, round):
        self.take(event, event["seat"])
        round.check_taking_part(event)
        round.roster.add(event.place)
        round.zones[event["zone"]] += 1
        self.check_roster(event, round)

    def check_roster(self, event, round):
        if len(round.roster) < round.opened["seats"]:
            return
        event.must(len(round.roster) == round.opened["seats"], "there are more seats than round.opened says")
        roster = encode([list(place) for place in sorted(round.roster)])
        event.must(digest(roster) == round.opened["roster"], "the seats are not the roster that round.opened binds")
        if round.drawn:
            self.check_draw(event, round)

    def check_draw(self, event, round):
        """Whether each zone can have the seats that it has; who sits where is concealed."""
        listed = collections.Counter(it["source"] for it in round.candidates)
        excluded = collections.Counter((it["source"], zone) for it in round.candidates for zone in {zone for zone, _ in it["excluded"]})
        for zone, seated in round.zones.items():
            for source, seats in round.drawn["quotas"]:
                event.must(listed[source] - excluded[source, zone] >= seats, f"zone {zone} has too few candidates of source {source}")
            event.must(seated == sum(seats for _, seats in round.drawn["quotas"]), f"zone {zone} has {seated} seats, its draw another number")

    # Scoring

    def on_facts_recorded(self, event, round):
        round.check_zone(event)

    def on_sheet_sealed(self, event, round):
        round.sheets += 1

    def on_seat_recused(self, event, round):
        round.recused += 1
        round.sheets -= event["sealed"]

    on_seat_removed = on_seat_recused

    def on_reopening_requested(self, event, round):
        round.requests.add(event.seq)

    def on_reopening_decided(self, event, round):
        event.must(event["request"] in round.requests, "it names no open request of this round")
        round.requests.remove(event["request"])
        round.sheets -= event["granted"]

    def on_clarification_asked(self, event, round):
        round.questions.add(event.seq)

    def on_clarification_given(self, event, round):
        if "asked" in event.fields:
            event.must(event["asked"] in round.questions, "it names no open question of this round")
            round.questions.remove(event["asked"])

    def on_evidence_requested(self, event, round):
        round.missing.add(event.seq)

    def on_evidence_supplied(self, event, round):
        event.must(event["request"] in round.missing, "it names no open request of this round")
        round.missing.remove(event["request"])

    def on_deadline_extended(self, event, round):
        event.must((event["deadline"] == "notice") == (round.state == "noticed"), f"it is not the deadline of a round that is {round.state}")
        event.must(event.at <= event["to"], "its last day is over")
        if round.state == "noticed":
            event.must(not round.reopened, "the round was final")
            event.must(event.at <= round.days[1] < event["to"], "the notice is over, or does not end earlier")
            round.days = round.days[0], event["to"]

    def on_round_broken(self, event, round):
        event.must(not round.reopened, "the round was final")

    def on_zone_withdrawn(self, event, round):
        event.must(not round.reopened, "the round was final")
        round.check_taking_part(event)
        if round.opened:    # before, nothing shows which zones the round has
            round.check_zone(event)
        round.withdrawn[event["zone"]], round.stale = event, bool(round.snapshots)
        round.objected.pop(event["zone"], None)

    def on_seat_called(self, event, round):
        round.called += 1

    def on_revision_proposed(self, event, round):
        event.must(round.state == "scoring" or round.objected, "no objection is upheld that would open a sheet again")
        round.proposals[event.seq] = "open"

    def on_revision_decided(self, event, round):
        event.must(round.proposals.get(event["proposal"]) == "open", "it names no open proposal of this round")
        round.proposals[event["proposal"]] = "decided"
        round.confirmed += round.state == "noticed" and event["confirmed"]

    def on_seat_counted(self, event, round):
        event.must(round.last < event.place, "seats are counted by zone and code, each once")
        event.called = event.place not in round.roster
        if event.called:
            round.check_zone(event)
            self.take(event, event["seat"])
        if event.edition == 1:
            event.must(event["called"] == event.called, "its `called` is not what the roster says")
        round.counted[event.place], round.last = event, event.place

    def on_round_closed(self, event, round):
        seats = event["seats"]
        event.must(seats == sum(event[state] for state in STATES), "its seats are not those that sealed, recused or missed")
        event.must(seats == len(round.roster) + round.called, "its seats are not the roster and the called ones")
        event.must(event["sealed"] == round.sheets, "it counts other sheets than were sealed")
        event.must(event["recused"] == round.recused, "it counts other recusals than there were")
        event.must(seats == len(round.counted) and round.roster <= set(round.counted), "not every seat is counted")
        if event.edition == 1:
            found = [counted["state"] for counted in round.counted.values()]
            event.must(all(found.count(state) == event[state] for state in STATES), "the counted seats say otherwise")
        round.closed = event

    # Results, the notice, certificates

    def on_snapshot_sealed(self, event, round):
        first = not round.snapshots
        event.must(first or round.objected or round.stale, "a result is replaced only after an objection was upheld or a zone withdrew")
        event.must(len(event.hidden) == (0 if first else 1), "its actor is concealed where it is a step of its own, and only there")
        for objection in round.objections.values():
            objection.spent = bool(objection.upheld)
        round.objected, round.stale, round.confirmed = collections.defaultdict(set), False, 0
        event.withdrawn = set(round.withdrawn)
        round.snapshots.append(event)
        round.results = {}

    def on_result_sealed(self, event, round):
        round.check_zone(event)
        event.must(event["zone"] not in round.results, "its zone has this result already")
        event.snapshot, event.left = round.snapshots[-1]["snapshot"], event["zone"] in round.withdrawn
        round.results[event["zone"]] = event

    def on_notice_published(self, event, round):
        round.check_newest(event)
        self.notify(event, round)
        round.notice, round.published = event, round.snapshots[-1]

    def notify(self, event, round):
        """The days of a notice, which are the round's from then on."""
        event.must(event.at <= event["from"] <= event["to"], "the notice begins before it is published, or ends before it begins")
        event.must(self.is_notice(event["from"], event["to"]), "the notice has fewer than five working days, or a year of it no calendar")
        start = event["from"]
        if round.days and event.at <= round.days[1]:
            # One that still runs is not cut short.
            event.must(event["to"] >= round.days[1], "the new notice ends before the one that runs")
            start = round.days[0]
        round.days = start, event["to"]

    def on_objection_filed(self, event, round):
        round.check_zone(event)
        round.check_taking_part(event)
        event.must(event["objection"] not in round.objections, "the objection is filed already")
        event.must(round.days[0] <= event.at <= round.days[1], "it is not within the notice")
        round.objections[event["objection"]] = Objection(event["zone"], event["indicator"], heard=False if event.type == "report.filed" else None)

    on_report_filed = on_objection_filed

    def on_report_heard(self, event, round):
        report = round.objections.get(event["objection"])
        event.must(report and report.heard is False and report.upheld is None, "it names no report that waits for its zone")
        report.heard = True

    def on_objection_decided(self, event, round):
        objection = round.objections.get(event["objection"])
        event.must(objection and objection.upheld is None, "it names no open objection")
        event.must(objection.heard is not False, "its zone was not heard")
        event.bound = self.events[event.seq - 1].type == "act.confirmed"
        event.must(not event.bound or event["upheld"], "it is confirmed with a correction, and not upheld")
        objection.upheld = event["upheld"]
        if objection.upheld and objection.zone not in round.withdrawn:
            round.objected[objection.zone].add(objection.indicator)

    def on_facts_corrected(self, event, round):
        objection = round.objections.get(event["objection"])
        event.must(objection and objection.upheld and not objection.spent and objection.zone == event["zone"], "it names no upheld objection of its zone")
        before = self.events[event.seq - 1]
        together = before.type == "objection.decided" and before.bound
        event.must(not together or before["objection"] == event["objection"], "it rests on another objection than was decided with it")
        round.check_taking_part(event)

    def on_seat_recounted(self, event, round):
        event.objected = round.objected.get(event["zone"])
        event.must(event.objected, "no objection of its zone is upheld")
        event.must(event.place in round.counted, "its seat was not counted")
        event.confirmed, event.snapshot = round.confirmed, round.snapshots[-1]["snapshot"]
        round.recounts.append(event)

    def on_correction_published(self, event, round):
        round.check_newest(event)
        event.must(("from" in event.fields) == ("to" in event.fields), "it has one day of a notice and not the other")
        if "from" in event.fields:
            self.notify(event, round)
        round.corrections.append(event)

    def on_decision_received(self, event, round):
        objection = round.objections.get(event["objection"])
        event.must(objection and objection.upheld is not None and not objection.received, "it names no decided objection of this round, or its zone has the decision")
        objection.received = True

    def on_round_reopened(self, event, round):
        round.reopened = True
        for name, zone, indicator in event["orders"]:
            event.must(round.has(zone) and zone not in round.withdrawn, f"the zone {zone} is not of this round, or has withdrawn")
            event.must(name not in round.objections, f"the id {name} was used before")
            round.objections[name] = Objection(zone, indicator, upheld=True)
            round.objected[zone].add(indicator)

    def on_round_finalised(self, event, round):
        round.check_newest(event)
        for name, objection in round.objections.items():
            event.must(objection.zone in round.withdrawn or objection.upheld is not None and objection.upheld == objection.spent, f"{name} is open, or upheld without a new result")
        event.must(event.at > round.days[1], "it is not later than the last day of the notice")
        for zone, issued in round.certificates.items():
            if event.edition >= 4 and issued["certificate"] not in self.revoked:
                event.must(zone in round.results, f"zone {zone} has a certificate and no result")
                round.passes.append((event, round.results[zone]))

    def on_certificate_issued(self, event, round):
        event.must(event["zone"] in round.results, "its zone has no result")
        before = round.certificates.get(event["zone"])
        event.must(not before or event.edition >= 4 and before["certificate"] in self.revoked, "its zone has a certificate of this round")
        event.must(event["certificate"] not in self.certificates, "the certificate exists")
        if event.edition >= 4:
            self.take(event, event["code"])
            event.must(event["replaces"] == (before and before["certificate"]), "it does not replace the newest certificate of its zone")
        round.passes.append((event, round.results[event["zone"]]))
        event.must(event.at == event["from"] <= event["to"], "it does not begin on the day on which it is issued, or ends before it begins")
        round.certificates[event["zone"]] = event
        self.certificates[event["certificate"]] = round.id

    def on_certificate_revoked(self, event, _):
        event.must(event["certificate"] in self.certificates and event["certificate"] not in self.revoked, "the certificate is not in force")
        self.revoked.add(event["certificate"])

    def on_bundle_released(self, event, round):
        event.must([name for name, _ in event["files"]] == RELEASED[event.edition], "these are not the files of a bundle")
        round.released = event


def find(ledger, name):
    """The round that a bundle is of."""
    must(type(name) is str and name in ledger.rounds, f"snapshot.json: its round {name!r} is not in the ledger")
    round = ledger.rounds[name]
    must(round.released, f"round {name} has no bundle.released")
    return round
