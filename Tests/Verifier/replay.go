package main

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

type place struct{ zone, seat string }

// A round, as far as its events tell the public.
type round struct {
	id, state      string
	planned        *event
	opened, closed *event
	candidates     []*event
	committed      *event
	roster         map[place]bool
	seats          map[string]int // of the roster, by zone
	counted        []*event       // by zone and code
	count          map[string]int // events by type; sealed sheets of who left their seat as "left sealed", reopened ones as "reopened"
	snapshots      []*event
	results        map[string]*event // of the newest result, by zone
	notice         *event
	published      *event // the result that the notice publishes: those before it were replaced unseen
	from, to       string // the days of the notice in force
	corrections    []*event
	reopened       bool // it was final before
	objections     map[string]*objection
	objected       map[string]map[string]bool // by zone: indicators that upheld objections name and no result regards yet
	left           map[string]*event          // zones that have withdrawn
	stale          bool                       // a zone has withdrawn since the newest result
	acts           map[int]*event             // proposed, neither confirmed nor declined
	requests       map[int]bool               // to open a sheet again, undecided
	asked          map[int]bool               // questions of experts, not answered
	missed         map[int]bool               // evidence that experts requested, not supplied
	proposals      map[int]bool               // whether decided
	late           int                        // revisions that were confirmed in the notice, since the newest result
	recounted      []*event
	certificates   map[string]*event // the newest, by zone
	passes         []pass
	released       *event
}

// An application waits for the prefecture, the province, its applicant, or nobody: then it is accepted or withdrawn. It has a call from
// edition 4 on.
type application struct{ zone, purpose, call, waits string }

// A call, open until the last day.
type call struct{ purpose, to string }

// An objection, a report, or what the order that reopens a round says is to be judged anew.
type objection struct {
	zone, indicator string
	isReport        bool
	decided, upheld bool
	heard           bool // of a report: its zone was
	spent           bool // a newer result regards it
	received        bool // its zone has the decision
}

// What stands only if a result says `pass`, which the ledger conceals and the bundle shows.
type pass struct{ by, result *event }

// A ledger, as its events have built it up so far.
type ledger struct {
	origin, offset string
	edition        int
	proposals      map[int]*event // of rules that may be adopted
	keys           []*key
	rounds         map[string]*round
	codes          map[string]bool         // of seats and candidates
	zones          map[string]string       // their kinds, as registered last
	calendars      map[int]map[string]bool // by year: days that are otherwise than their weekday, and whether one works then
	programmes     map[string]bool
	calls          map[string]*call
	applications   map[string]*application
	certificates   map[string]*event
	revoked        map[string]bool
	events         []*event
}

func replay(events []*event) *ledger {
	l := &ledger{edition: 1, proposals: map[int]*event{}, rounds: map[string]*round{}, codes: map[string]bool{}, zones: map[string]string{},
		calendars: map[int]map[string]bool{}, programmes: map[string]bool{}, calls: map[string]*call{}, applications: map[string]*application{},
		certificates: map[string]*event{}, revoked: map[string]bool{}, events: events}
	for seq, e := range events {
		if seq == 0 {
			l.begin(e)
		}
		e.edition = l.edition
		e.must(kinds[e.kind].since <= e.edition, "its type is of edition %d, the ledger here of edition %d", kinds[e.kind].since, e.edition)
		trouble := formed(kinds[e.kind].fields, e.fields, e.edition)
		e.must(trouble == "", "%s", trouble)
		e.conceals()
		l.checkDay(e)
		l.checkNeighbour(e)
		r := l.enter(e)
		if act, has := acts[e.kind]; has {
			act(l, r, e)
		}
		if to := kinds[e.kind].to; to != "" {
			r.state = to
		}
	}
	last := events[len(events)-1]
	last.must(l.leadsTo(last) == "" && !l.assigning(last), "the step that it is part of is not whole")
	l.checkTold(last)
	return l
}

func (l *ledger) begin(e *event) {
	e.must(e.kind == "log.genesis", "the first event is log.genesis")
	if _, has := e.fields["edition"]; has {
		l.edition = e.number("edition")
	}
	e.must(1 <= l.edition && l.edition <= known, "the edition %d is unknown here", l.edition)
}

// Events that lead up to another: what stands right behind them, of the same round.
var expected = map[string]string{
	"candidate.listed": "candidate.listed draw.committed",
	"seat.counted":     "seat.counted round.closed",
	"seat.recounted":   "seat.recounted snapshot.sealed",
	"round.closed":     "snapshot.sealed",
	"snapshot.sealed":  "result.sealed",
}

// What two people do, by the word of what was proposed: this stands right behind its confirmation.
var performs = map[string]string{
	"publish": "notice.published", "conclude": "seat.recounted snapshot.sealed", "correct": "facts.corrected", "remove": "seat.removed",
	"withdraw": "zone.withdrawn", "break-off": "round.broken", "revoke": "certificate.revoked",
	"reopen": "round.reopened",
}

// leadsTo names what stands right behind an event, or nothing. In edition 4 the confirmation of a correction may also decide the
// objection, and what the conclusion of a noticed round says is published with it.
func (l *ledger) leadsTo(e *event) string {
	switch {
	case e.kind == "act.confirmed" && e.act == "correct" && e.edition >= 4:
		return "objection.decided facts.corrected"
	case e.kind == "act.confirmed":
		return performs[e.act]
	case e.binds:
		return "facts.corrected"
	case e.kind == "result.sealed" && e.edition >= 4 && l.rounds[e.text("round")].state == "noticed":
		return "result.sealed correction.published"
	}
	return expected[e.kind]
}

// Events that belong to the step of the one before them.
var follows = map[string]string{
	"seat.assigned":        "round.opened seat.assigned",
	"seat.called":          "seat.recused seat.removed",
	"result.sealed":        "snapshot.sealed result.sealed",
	"correction.published": "result.sealed",
}

func has(words, word string) bool { return strings.Contains(" "+words+" ", " "+word+" ") }

func (l *ledger) assigning(before *event) bool {
	r := l.rounds[before.text("round")]
	return r != nil && r.state == "scoring" && has(follows["seat.assigned"], before.kind) && len(r.roster) < r.opened.number("seats")
}

func (l *ledger) checkNeighbour(e *event) {
	if e.seq == 0 {
		return
	}
	before := l.events[e.seq-1]
	same := l.roundOf(e) == before.text("round")
	if l.assigning(before) {
		e.must(e.kind == "seat.assigned" && same, "a seat.assigned of round %s must stand here", before.text("round"))
	}
	if next := l.leadsTo(before); next != "" {
		e.must(has(next, e.kind) && same, "behind event %d (%s) of round %s stands: %s", before.seq, before.kind, before.text("round"), next)
	}
	if l.takesTwo(e) {
		e.must(before.kind == "act.confirmed" || before.binds || e.kind == "snapshot.sealed" && before.kind == "seat.recounted", "no second person has confirmed it right before")
	}
	if e.kind != "result.sealed" {
		l.checkTold(before)
	}
	if last, must := follows[e.kind]; must {
		e.must(has(last, before.kind) && same, "it does not stand right behind what it belongs to")
	}
	e.must((e.seq > 3) || e.kind == "user.added", "three user.added stand behind log.genesis")
	e.must(e.kind != "log.genesis", "it is not the first event")
}

// roundOf names the round that an event belongs to: that of its certificate, where it names none itself.
func (l *ledger) roundOf(e *event) string {
	if issued := l.certificates[e.text("certificate")]; e.kind == "certificate.revoked" && issued != nil {
		return issued.text("round")
	}
	return e.text("round")
}

// takesTwo tells whether an event stands only right behind a confirmation. Recounted seats stand between it and their result: the first of
// them is right behind it, the next behind one another.
func (l *ledger) takesTwo(e *event) bool {
	r := l.rounds[e.text("round")]
	switch e.kind {
	case "notice.published", "facts.corrected", "seat.removed", "round.broken", "certificate.revoked", "round.reopened":
		return e.edition >= 3
	case "seat.recounted":
		return e.edition >= 3 && l.events[e.seq-1].kind != "seat.recounted"
	case "snapshot.sealed":
		return e.edition >= 3 && r != nil && len(r.snapshots) > 0
	case "zone.withdrawn":
		return e.edition >= 3 && r != nil && r.opened != nil
	}
	return false
}

// checkDay holds the days against each other; from edition 2 on those of one step are the same.
func (l *ledger) checkDay(e *event) {
	if e.seq == 0 {
		return
	}
	before := l.events[e.seq-1]
	e.must(before.at <= e.at, "its day is before that of the event before it")
	_, belongs := follows[e.kind]
	if l.leadsTo(before) != "" && before.edition >= 2 || (belongs || e.seq <= 3) && e.edition >= 2 {
		e.must(before.at == e.at, "its day is not that of event %d, with which it is one step", before.seq)
	}
}

// enter finds the event's round, whose state must have room for it.
func (l *ledger) enter(e *event) *round {
	id := e.text("round")
	if id == "" {
		return nil
	}
	r := l.rounds[id]
	if e.kind == "round.planned" {
		e.must(r == nil, "round %s is planned a second time", id)
		r = &round{id: id, state: "-", planned: e, roster: map[place]bool{}, seats: map[string]int{}, count: map[string]int{}, results: map[string]*event{},
			objections: map[string]*objection{}, objected: map[string]map[string]bool{}, proposals: map[int]bool{}, certificates: map[string]*event{},
			left: map[string]*event{}, acts: map[int]*event{}, requests: map[int]bool{}, asked: map[int]bool{}, missed: map[int]bool{}}
		l.rounds[id] = r
	}
	e.must(r != nil, "round %s is not planned", id)
	e.must(has(kinds[e.kind].in, r.state), "it has no place in a round that is %s", r.state)
	r.count[e.kind]++
	return r
}

// What single events demand beyond their place, and what they leave behind.
var acts = map[string]func(l *ledger, r *round, e *event){
	"log.genesis": func(l *ledger, _ *round, e *event) {
		l.origin = e.text("origin")
		if l.edition >= 2 {
			l.offset = offsetOf(e)
		}
		l.addKey(e)
	},
	"rules.proposed": func(l *ledger, _ *round, e *event) {
		e.must(e.number("edition") > l.edition, "its edition is not higher than the one in force")
		e.must(e.number("edition") <= known, "the edition %d is unknown here", e.number("edition"))
		e.must(l.offset == "" || offsetOf(e) == l.offset, "the offset of the ledger stays")
		l.proposals[e.seq] = e
	},
	"rules.adopted": func(l *ledger, _ *round, e *event) {
		proposal := l.proposals[e.number("proposal")]
		e.must(proposal != nil, "it names no open proposal of rules")
		l.edition, l.offset, l.proposals = proposal.number("edition"), offsetOf(proposal), map[int]*event{}
	},
	"key.added":   func(l *ledger, _ *round, e *event) { l.addKey(e) },
	"key.retired": func(l *ledger, _ *round, e *event) { l.retireKey(e) },
	"zone.registered": func(l *ledger, _ *round, e *event) {
		l.zones[e.text("zone")] = e.text("kind")
	},
	"calendar.loaded": func(l *ledger, _ *round, e *event) {
		days := map[string]bool{}
		for _, day := range e.fields["holidays"].(list) {
			days[day.(string)] = false
		}
		for _, day := range e.fields["workdays"].(list) {
			days[day.(string)] = true
		}
		l.calendars[e.number("year")] = days
	},
	"programme.adopted": func(l *ledger, _ *round, e *event) { l.programmes[e.text("programme")] = true },
	"call.published": func(l *ledger, _ *round, e *event) {
		e.must(l.programmes[e.text("programme")], "its programme is not adopted")
		e.must(l.calls[e.text("call")] == nil, "the call %s is published already", e.text("call"))
		e.must(e.at <= e.text("to"), "its last day is over")
		l.calls[e.text("call")] = &call{e.text("purpose"), e.text("to")}
	},
	"call.extended": func(l *ledger, _ *round, e *event) {
		it := l.calls[e.text("call")]
		e.must(it != nil && e.text("to") > it.to, "the call is not published, or does not end earlier")
		e.must(e.at <= e.text("to"), "its last day is over")
		it.to = e.text("to")
	},
	"application.submitted": func(l *ledger, _ *round, e *event) {
		zone, before := e.text("zone"), l.applications[e.text("application")]
		e.must(l.zones[zone] != "", "its zone is not registered")
		again := before != nil && before.waits == "applicant" && before.zone == zone && before.purpose == e.text("purpose")
		e.must(before == nil || again, "the application is submitted already, or was for another zone or purpose")
		waits := "province"
		if l.zones[zone] == "county" {
			waits = "prefecture"
		}
		if e.edition >= 4 {
			it := l.calls[e.text("call")]
			e.must(it != nil && it.purpose == e.text("purpose"), "it names no call of its purpose")
			e.must(before != nil || e.at <= it.to, "the call has ended")
			e.must(before == nil || before.call == "" || before.call == e.text("call"), "it came under another call")
			waits = e.text("level")
		}
		l.applications[e.text("application")] = &application{zone, e.text("purpose"), e.text("call"), waits}
	},
	"application.recommended": func(l *ledger, _ *round, e *event) { l.answer(e, "prefecture", "province") },
	"application.returned":    func(l *ledger, _ *round, e *event) { l.answer(e, e.text("level"), "applicant") },
	"application.accepted":    func(l *ledger, _ *round, e *event) { l.answer(e, "province", "nobody") },
	"application.withdrawn": func(l *ledger, _ *round, e *event) { // which of them a round has is not shown
		it := l.applications[e.text("application")]
		e.must(it != nil && it.waits != "withdrawn", "the application is unknown, or withdrawn already")
		it.waits = "withdrawn"
	},
	"candidate.listed": func(l *ledger, r *round, e *event) {
		l.takeCode(e, e.text("candidate"))
		r.candidates = append(r.candidates, e)
	},
	"draw.committed": func(l *ledger, r *round, e *event) {
		e.must(e.number("candidates") == len(r.candidates), "it does not count the candidates that are listed")
		r.committed = e
	},
	"draw.held": func(l *ledger, r *round, e *event) {
		e.must(e.edition < 3 || e.at > r.committed.at, "it is of the day of its commitment, when its witness may have been known")
		e.must(hex([]byte(e.text("seed"))) == r.committed.text("commitment"), "the seed is not the one that was committed to")
	},
	"round.opened": func(l *ledger, r *round, e *event) {
		r.opened = e
		r.checkRoster(e)
	},
	"seat.assigned": func(l *ledger, r *round, e *event) {
		l.takeCode(e, e.text("seat"))
		e.must(r.left[e.text("zone")] == nil, "its zone has withdrawn")
		r.roster[placeOf(e)] = true
		r.seats[e.text("zone")]++
		r.checkRoster(e)
	},
	"facts.recorded":      checkZone,
	"seat.recused":        leaveSeat,
	"seat.removed":        leaveSeat,
	"reopening.requested": func(l *ledger, r *round, e *event) { r.requests[e.seq] = true },
	"reopening.decided": func(l *ledger, r *round, e *event) {
		e.must(r.requests[e.number("request")], "it names no open request of this round")
		delete(r.requests, e.number("request"))
		if e.flag("granted") {
			r.count["reopened"]++
		}
	},
	"clarification.asked": func(l *ledger, r *round, e *event) { r.asked[e.seq] = true },
	"clarification.given": func(l *ledger, r *round, e *event) {
		if _, answers := e.fields["asked"]; answers {
			e.must(r.asked[e.number("asked")], "it names no open question of this round")
			delete(r.asked, e.number("asked"))
		}
	},
	"evidence.requested": func(l *ledger, r *round, e *event) { r.missed[e.seq] = true },
	"evidence.supplied": func(l *ledger, r *round, e *event) {
		e.must(r.missed[e.number("request")], "it names no open request of this round")
		delete(r.missed, e.number("request"))
	},
	"deadline.extended": func(l *ledger, r *round, e *event) {
		e.must((r.state == "noticed") == (e.text("deadline") == "notice"), "it is not the deadline of a round that is %s", r.state)
		e.must(e.at <= e.text("to"), "its last day is over")
		if r.state == "noticed" {
			e.must(!r.reopened, "the round was final")
			e.must(e.at <= r.to && r.to < e.text("to"), "the notice is over, or does not end earlier")
			r.to = e.text("to")
		}
	},
	"round.broken": func(l *ledger, r *round, e *event) { e.must(!r.reopened, "the round was final") },
	"zone.withdrawn": func(l *ledger, r *round, e *event) {
		zone := e.text("zone")
		e.must(!r.reopened, "the round was final")
		e.must(r.left[zone] == nil, "its zone has withdrawn already")
		if r.opened != nil { // before, nothing shows which zones the round has
			checkZone(l, r, e)
		}
		r.left[zone], r.stale = e, len(r.snapshots) > 0
		delete(r.objected, zone)
	},
	"act.proposed":  func(l *ledger, r *round, e *event) { r.acts[e.seq] = e },
	"act.confirmed": func(l *ledger, r *round, e *event) { e.act = r.takeAct(e).text("act") },
	"act.declined":  func(l *ledger, r *round, e *event) { r.takeAct(e) },
	"revision.proposed": func(l *ledger, r *round, e *event) {
		e.must(r.state == "scoring" || len(r.objected) > 0, "no objection is upheld that would open a sheet again")
		r.proposals[e.seq] = false
	},
	"revision.decided": func(l *ledger, r *round, e *event) {
		decided, has := r.proposals[e.number("proposal")]
		e.must(has && !decided, "it names no open proposal of this round")
		r.proposals[e.number("proposal")] = true
		if r.state == "noticed" && e.flag("confirmed") {
			r.late++
		}
	},
	"seat.counted": func(l *ledger, r *round, e *event) {
		e.rostered = r.roster[placeOf(e)]
		if before := len(r.counted); before > 0 {
			last := placeOf(r.counted[before-1])
			e.must(less(last, placeOf(e)), "seats are counted by zone and code, each once")
		}
		if !e.rostered {
			checkZone(l, r, e)
			l.takeCode(e, e.text("seat"))
		}
		if e.edition == 1 {
			e.must(e.flag("called") != e.rostered, "its `called` is not what the roster says")
			e.must(e.text("state") == "sealed" && len(e.hidden) >= 2 || e.text("state") != "sealed", "a sealed seat conceals its marks and its seal")
			r.count[e.text("state")]++
		}
		r.counted = append(r.counted, e)
	},
	"round.closed": closeRound,
	"snapshot.sealed": func(l *ledger, r *round, e *event) {
		second := len(r.snapshots) > 0
		e.must(!second || len(r.objected) > 0 || r.stale, "a result is replaced only after an objection was upheld or a zone withdrew")
		e.must(len(e.hidden) == map[bool]int{true: 1}[second], "the actor is concealed where it is a step of its own, and only there")
		for _, it := range r.objections {
			it.spent = it.upheld
		}
		r.objected, r.stale, r.late = map[string]map[string]bool{}, false, 0
		r.snapshots, r.results = append(r.snapshots, e), map[string]*event{}
	},
	"result.sealed": func(l *ledger, r *round, e *event) {
		checkZone(l, r, e)
		e.must(r.results[e.text("zone")] == nil, "its zone has this result already")
		r.results[e.text("zone")], e.newest = e, r.snapshots[len(r.snapshots)-1].text("snapshot")
		e.left = r.left[e.text("zone")] != nil
	},
	"notice.published": func(l *ledger, r *round, e *event) {
		r.checkNewest(e)
		r.notify(l, e)
		r.notice, r.published = e, r.snapshots[len(r.snapshots)-1]
	},
	"objection.filed": fileObjection,
	"report.filed":    fileObjection,
	"report.heard": func(l *ledger, r *round, e *event) {
		it := r.objections[e.text("objection")]
		e.must(it != nil && it.isReport && !it.heard && !it.decided, "it names no report that waits for its zone")
		it.heard = true
	},
	"objection.decided": func(l *ledger, r *round, e *event) {
		it := r.objections[e.text("objection")]
		e.must(it != nil && !it.decided, "it names no open objection")
		e.must(it.heard || !it.isReport, "its zone was not heard")
		e.binds = l.events[e.seq-1].kind == "act.confirmed"
		e.must(!e.binds || e.flag("upheld"), "it is confirmed with a correction, and not upheld")
		it.decided, it.upheld = true, e.flag("upheld")
		if it.upheld && r.left[it.zone] == nil {
			r.uphold(it)
		}
	},
	"facts.corrected": func(l *ledger, r *round, e *event) {
		it := r.objections[e.text("objection")]
		e.must(it != nil && it.upheld && !it.spent && it.zone == e.text("zone"), "it names no upheld objection of its zone")
		before := l.events[e.seq-1]
		e.must(!before.binds || before.text("objection") == e.text("objection"), "it rests on another objection than was decided with it")
		e.must(r.left[e.text("zone")] == nil, "its zone has withdrawn")
	},
	"seat.recounted": func(l *ledger, r *round, e *event) {
		e.objected = r.objected[e.text("zone")]
		e.must(len(e.objected) > 0, "no objection of its zone is upheld")
		e.must(r.hasCounted(placeOf(e)), "its seat was not counted")
		e.late, e.newest = r.late, r.snapshots[len(r.snapshots)-1].text("snapshot")
		r.recounted = append(r.recounted, e)
	},
	"correction.published": func(l *ledger, r *round, e *event) {
		r.checkNewest(e)
		_, from := e.fields["from"]
		_, to := e.fields["to"]
		e.must(from == to, "it has one day of a notice and not the other")
		if from {
			r.notify(l, e)
		}
		r.corrections = append(r.corrections, e)
	},
	"decision.received": func(l *ledger, r *round, e *event) {
		it := r.objections[e.text("objection")]
		e.must(it != nil && it.decided && !it.received, "it names no decided objection of this round, or its zone has the decision")
		it.received = true
	},
	"round.reopened": func(l *ledger, r *round, e *event) {
		r.reopened = true
		for _, each := range e.fields["orders"].(list) {
			order := each.(list)
			it := &objection{zone: order[1].(string), indicator: order[2].(string), decided: true, upheld: true}
			e.must(r.has(it.zone) && r.left[it.zone] == nil, "the zone %s is not of this round, or has withdrawn", it.zone)
			e.must(r.objections[first(each)] == nil, "the id %s was used before", first(each))
			r.objections[first(each)] = it
			r.uphold(it)
		}
	},
	"round.finalised": func(l *ledger, r *round, e *event) {
		r.checkNewest(e)
		for _, name := range keysOf(r.objections) {
			it := r.objections[name]
			left := r.left[it.zone] != nil
			e.must(left || it.decided && it.upheld == it.spent, "the objection %s is open, or upheld without a new result", name)
		}
		e.must(e.at > r.to, "it is not later than the last day of the notice")
		for _, zone := range keysOf(r.certificates) {
			if e.edition >= 4 && !l.revoked[r.certificates[zone].text("certificate")] {
				e.must(r.results[zone] != nil, "zone %s has a certificate and no result", zone)
				r.passes = append(r.passes, pass{e, r.results[zone]})
			}
		}
	},
	"certificate.issued": func(l *ledger, r *round, e *event) {
		zone, certificate := e.text("zone"), e.text("certificate")
		e.must(r.results[zone] != nil, "its zone has no result")
		before := r.certificates[zone]
		e.must(before == nil || e.edition >= 4 && l.revoked[before.text("certificate")], "its zone has a certificate of this round")
		e.must(l.certificates[certificate] == nil, "the certificate %s exists", certificate)
		e.must(e.at == e.text("from") && e.text("from") <= e.text("to"), "it does not begin on the day on which it is issued, or ends before it begins")
		if e.edition >= 4 {
			l.takeCode(e, e.text("code"))
			replaces, has := e.fields["replaces"]
			e.must(has == (before != nil) && (!has || replaces == before.text("certificate")), "it does not replace the newest certificate of its zone")
		}
		r.passes = append(r.passes, pass{e, r.results[zone]})
		r.certificates[zone], l.certificates[certificate] = e, e
	},
	"certificate.revoked": func(l *ledger, _ *round, e *event) {
		certificate := e.text("certificate")
		e.must(l.certificates[certificate] != nil && !l.revoked[certificate], "the certificate %s is not in force", certificate)
		l.revoked[certificate] = true
	},
	"disclosure.erased": func(l *ledger, _ *round, e *event) {
		if e.edition == 1 {
			e.must(e.number("event") < e.seq && l.events[e.number("event")].hides(e.text("digest")),
				"it names no concealed value of an earlier event")
		}
	},
	"bundle.released": func(l *ledger, r *round, e *event) {
		names := []string{}
		for _, pair := range e.fields["files"].(list) {
			names = append(names, first(pair))
		}
		e.must(strings.Join(names, " ") == releases[e.edition], "the files of a bundle are %s", releases[e.edition])
		r.released = e
	},
}

var releases = map[int]string{
	1: "README.md disclosures.ndjson scheme.yaml snapshot.json",
	2: "README.md disclosures.ndjson scheme.json scheme.yaml snapshot.json",
	3: "README.md disclosures.ndjson scheme.json scheme.yaml snapshot.json",
	4: "README.md disclosures.ndjson scheme.json scheme.yaml snapshot.json",
}

// workingDays counts up to the five that a notice needs; a year without calendar has none.
func (l *ledger) workingDays(from, to string) (number int) {
	day, _ := time.Parse("2006-01-02", from)
	for ; number < 5 && day.Format("2006-01-02") <= to; day = day.AddDate(0, 0, 1) {
		days, known := l.calendars[day.Year()]
		works, special := days[day.Format("2006-01-02")]
		if !known {
			return 0
		}
		if works || !special && day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			number++
		}
	}
	return
}

func offsetOf(e *event) string { return fmt.Sprint(e.fields["offset"]) }

func placeOf(e *event) place { return place{e.text("zone"), e.text("seat")} }

func less(a, b place) bool { return a.zone < b.zone || a.zone == b.zone && a.seat < b.seat }

func (l *ledger) takeCode(e *event, code string) {
	e.must(!l.codes[code], "the code %s is not fresh", code)
	l.codes[code] = true
}

// answer lets an application go on from whom it waits for.
func (l *ledger) answer(e *event, from, to string) {
	it := l.applications[e.text("application")]
	e.must(it != nil && it.waits == from, "the application does not wait for it")
	it.waits = to
}

// fileObjection takes in what a zone objects to, or what somebody else reports of it.
func fileObjection(l *ledger, r *round, e *event) {
	checkZone(l, r, e)
	e.must(r.left[e.text("zone")] == nil, "its zone has withdrawn")
	e.must(r.objections[e.text("objection")] == nil, "the objection %s is filed already", e.text("objection"))
	e.must(r.from <= e.at && e.at <= r.to, "it is not within the notice")
	r.objections[e.text("objection")] = &objection{zone: e.text("zone"), indicator: e.text("indicator"), isReport: e.kind == "report.filed"}
}

// notify takes the days of a notice, which are the round's from then on.
func (r *round) notify(l *ledger, e *event) {
	from, to := e.text("from"), e.text("to")
	e.must(e.at <= from && from <= to, "the notice begins before it is published, or ends before it begins")
	e.must(l.workingDays(from, to) >= 5, "the notice has fewer than five working days, or a year of it no calendar")
	if r.to != "" && e.at <= r.to {
		// One that still runs is not cut short.
		e.must(to >= r.to, "the new notice ends before the one that runs")
		from = r.from
	}
	r.from, r.to = from, to
}

// checkZone holds a zone against the roster; a round without seats shows its zones nowhere but in the snapshot.
func checkZone(l *ledger, r *round, e *event) {
	e.must(r.has(e.text("zone")), "the zone %s is not of this round", e.text("zone"))
}

func (r *round) has(zone string) bool {
	return len(r.seats) == 0 || r.seats[zone] > 0 || r.left[zone] != nil
}

func (r *round) checkRoster(e *event) {
	if len(r.roster) < r.opened.number("seats") {
		return
	}
	places := []place{}
	for place := range r.roster {
		places = append(places, place)
	}
	sort.Slice(places, func(i, j int) bool { return less(places[i], places[j]) })
	roster := list{}
	for _, place := range places {
		roster = append(roster, list{place.zone, place.seat})
	}
	e.must(len(places) == r.opened.number("seats"), "there are more seats than round.opened says")
	e.must(hex(canonical(roster)) == r.opened.text("roster"), "the seats are not the roster that round.opened binds")
	if r.committed != nil {
		r.checkDraw(e)
	}
}

// checkDraw counts: who sits where is concealed.
func (r *round) checkDraw(e *event) {
	listed, excluded := map[string]int{}, map[[2]string]int{} // by source; by source and zone
	for _, candidate := range r.candidates {
		source, zones := candidate.text("source"), map[string]bool{}
		for _, pair := range candidate.fields["excluded"].(list) {
			zones[first(pair)] = true // once, whatever the number of grounds
		}
		for zone := range zones {
			excluded[[2]string{source, zone}]++
		}
		listed[source]++
	}
	for _, zone := range keysOf(r.seats) {
		total := 0
		for _, pair := range r.committed.fields["quotas"].(list) {
			source, quota := first(pair), integer(pair.(list)[1])
			eligible := listed[source] - excluded[[2]string{source, zone}]
			e.must(eligible >= quota, "zone %s has too few candidates of source %s", zone, source)
			total += quota
		}
		e.must(r.seats[zone] == total, "zone %s has %d seats, its draw %d", zone, r.seats[zone], total)
	}
}

func leaveSeat(l *ledger, r *round, e *event) {
	if e.flag("sealed") {
		r.count["left sealed"]++
	}
}

// takeAct gives the proposal that an event confirms or declines, which then waits no more.
func (r *round) takeAct(e *event) *event {
	proposal := r.acts[e.number("proposal")]
	e.must(proposal != nil, "it names no proposal of this round that waits")
	delete(r.acts, proposal.seq)
	return proposal
}

func closeRound(l *ledger, r *round, e *event) {
	seats, sealed, recused, missed := e.number("seats"), e.number("sealed"), e.number("recused"), e.number("missed")
	e.must(seats == sealed+recused+missed, "its seats are not those that sealed, recused or missed")
	e.must(seats == len(r.roster)+r.count["seat.called"], "its seats are not the roster and the called ones")
	e.must(sealed == r.count["sheet.sealed"]-r.count["left sealed"]-r.count["reopened"], "it counts other sheets than were sealed")
	e.must(recused == r.count["seat.recused"]+r.count["seat.removed"], "it counts other recusals than there were")
	e.must(len(r.counted) == seats, "not every seat is counted")
	rostered := 0
	for _, counted := range r.counted {
		if counted.rostered {
			rostered++
		}
	}
	e.must(rostered == len(r.roster), "a seat of the roster is not counted")
	if e.edition == 1 {
		e.must(r.count["sealed"] == sealed && r.count["recused"] == recused && r.count["missed"] == missed, "the counted seats say otherwise")
	}
	r.closed = e
}

func (r *round) uphold(it *objection) {
	if r.objected[it.zone] == nil {
		r.objected[it.zone] = map[string]bool{}
	}
	r.objected[it.zone][it.indicator] = true
}

func (r *round) hasCounted(at place) bool {
	n := sort.Search(len(r.counted), func(n int) bool { return !less(placeOf(r.counted[n]), at) })
	return n < len(r.counted) && placeOf(r.counted[n]) == at
}

// checkTold demands that the step which tells a result tell it of every zone.
func (l *ledger) checkTold(last *event) {
	if last.kind == "result.sealed" {
		r := l.rounds[last.text("round")]
		for _, zone := range append(keysOf(r.seats), keysOf(r.left)...) {
			last.must(r.results[zone] != nil, "behind it, zone %s has no result", zone)
		}
	}
}

// withdrewUnseen tells whether an event's zone withdrew before the notice: then neither its marks nor its facts are public.
func (r *round) withdrewUnseen(e *event) bool {
	left := r.left[e.text("zone")]
	return left != nil && left.seq < r.notice.seq
}

func (r *round) checkNewest(e *event) {
	e.must(len(r.snapshots) > 0, "there is no result")
	e.must(!r.stale, "a zone has withdrawn since the newest result")
	e.must(e.text("snapshot") == r.snapshots[len(r.snapshots)-1].text("snapshot"), "it names another result than the newest")
}
