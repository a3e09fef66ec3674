package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

func number(n int) json.Number { return json.Number(fmt.Sprint(n)) }

// What is shown of an event, by the values' names.
type shown map[string][]interface{}

// checkDisclosures reads what the bundle shows and holds it against what the ledger conceals and must show.
func checkDisclosures(files *files, events []*event, r *round, s snapshot) {
	views, last, seen := map[int]shown{}, 0, map[string]bool{}
	for n, line := range linesOf(files.take("disclosures.ndjson"), "disclosures.ndjson") {
		where := fmt.Sprintf("disclosures.ndjson line %d", n)
		it, is := parse([]byte(line), where).(object)
		must(is, "%s is no object", where)
		trouble := formed("disclosure:string event:count", it, 1)
		must(trouble == "", "%s: %s", where, trouble)
		seq := integer(it["event"])
		must(seq < len(events) && last <= seq, "%s: the event is unknown, or out of order", where)
		disclosure := it["disclosure"].(string)
		must(!seen[disclosure], "%s stands there twice", where)
		seen[disclosure], last = true, seq
		e := events[seq]
		must(e.text("round") == r.id, "%s: %s is not of round %s", where, e, r.id)
		name, value := open(where, disclosure, e)
		if views[seq] == nil {
			views[seq] = shown{}
		}
		views[seq][name] = append(views[seq][name], value)
	}
	weighs := weighsGroups(files)
	for _, e := range events {
		if kinds[e.kind].public != "" && e.text("round") == r.id {
			checkShown(e, r, views[e.seq], weighs)
		}
	}
	checkStates(r, s, views)
	checkResults(events, r, s, views)
	checkRecounts(r, views)
}

// open reads one disclosure of an event, which must conceal it and whose type must make it public.
func open(where, disclosure string, e *event) (string, interface{}) {
	inner, strict := strictly(base64.RawURLEncoding, disclosure)
	must(strict, "%s is not base64url", where)
	parts, _ := parse(inner, where).(list)
	must(len(parts) == 3 && salt(parts[0], 1), "%s: expected salt, name and value", where)
	name, is := parts[1].(string)
	must(is && has(kinds[e.kind].public, name) && name != "" && (name != "outcome" || e.edition >= 2), "%s: %q of %s is not public", where, name, e)
	must(e.hides(concealed(disclosure)), "%s: %s does not conceal this", where, e)
	table := values[name]
	if strings.Contains(table, ":") {
		it, is := parts[2].(object)
		must(is, "%s: the value is no object", where)
		trouble := formed(table, it, e.edition)
		must(trouble == "", "%s: %s", where, trouble)
	} else {
		must(forms[table](parts[2], e.edition), "%s: the value has not the form of %s", where, name)
	}
	return name, parts[2]
}

// checkShown demands everything public of an event, each value once, and nothing else.
func checkShown(e *event, r *round, view shown, weighs bool) {
	due := map[string]int{}
	switch e.kind {
	case "facts.recorded", "facts.corrected":
		if !r.withdrewUnseen(e) {
			due["fact"] = len(e.hidden) - 1
		}
		names := map[interface{}]bool{}
		for _, value := range view["fact"] {
			name := value.(object)["fact"]
			e.must(!names[name], "the fact %s stands in it twice", name)
			names[name] = true
		}
	case "result.sealed":
		if e.seq > r.published.seq {
			due["result"] = 1
		}
	case "seat.recounted":
		due["marks"] = 1
	case "seat.counted":
		if e.edition >= 2 {
			due["outcome"] = 1
			e.must(len(view["outcome"]) == 1, "its outcome is not shown")
		}
		if stateOf(e, view) == "sealed" && !r.withdrewUnseen(e) {
			due["marks"] = 1
		}
		if weighs {
			due["source"] = 1
		}
	}
	for _, name := range strings.Fields(kinds[e.kind].public) {
		e.must(len(view[name]) == due[name], "%d values of %s are shown, expected %d", len(view[name]), name, due[name])
	}
}

func stateOf(e *event, view shown) string {
	if e.edition == 1 {
		return e.text("state")
	}
	state, _ := view["outcome"][0].(object)["state"].(string)
	return state
}

// checkStates holds outcomes against the account, the roster and the snapshot's list of seats.
func checkStates(r *round, s snapshot, views map[int]shown) {
	count, called, recused, rostered := map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
	seats := list{}
	for _, e := range r.counted {
		view := views[e.seq]
		state := stateOf(e, view)
		if e.edition >= 2 {
			e.must(view["outcome"][0].(object)["called"] == !e.rostered, "its `called` is not what the roster says")
		}
		if count[state]++; state == "recused" {
			recused[e.text("zone")]++
			rostered[e.text("zone")] = rostered[e.text("zone")] || e.rostered
		}
		if !e.rostered {
			called[e.text("zone")]++
		}
		seats = append(seats, object{"seat": e.text("seat"), "state": state, "zone": e.text("zone")})
	}
	for _, state := range []string{"sealed", "recused", "missed"} {
		r.closed.must(count[state] == r.closed.number(state), "%d seats are %s, it counts %d", count[state], state, r.closed.number(state))
	}
	for _, zone := range keysOf(called) {
		r.closed.must(called[zone] <= recused[zone] && rostered[zone], "at zone %s seats are called for which none is recused", zone)
	}
	must(string(canonical(s.whole["seats"])) == string(canonical(seats)), "snapshot.json: its seats are not the counted ones")
}

// checkResults holds results against the zone, the newest result and the snapshot, and certificates against the verdict.
func checkResults(events []*event, r *round, s snapshot, views map[int]shown) {
	for _, e := range events {
		for _, value := range views[e.seq]["result"] {
			checkResult(e, value.(object))
		}
	}
	for _, zone := range keysOf(r.results) {
		e := r.results[zone]
		result := views[e.seq]["result"][0].(object)
		for _, name := range []string{"total", "rank", "verdict"} {
			e.must(string(canonical(result[name])) == string(canonical(s.results[zone][name])), "its %s is not that of snapshot.json", name)
		}
		if cells, has := s.results[zone]["cells"]; e.left {
			e.must(!has || string(canonical(cells)) == "{}", "its zone has withdrawn, and has cells in snapshot.json")
		}
	}
	for _, pass := range r.passes {
		zone := pass.result.text("zone")
		pass.by.must(views[pass.result.seq]["result"][0].(object)["verdict"] == "pass", "zone %s, which has a certificate, does not pass", zone)
	}
}

func checkResult(e *event, result object) {
	e.must(result["zone"] == e.text("zone"), "its result is of another zone")
	e.must(result["snapshot"] == e.newest, "its result is of another snapshot")
	_, ranked := result["rank"]
	e.must(ranked == (result["verdict"] == "pass" || result["verdict"] == "fail"), "a rank has who passes or fails, and nobody else")
	_, scored := result["total"]
	e.must(e.left == (result["verdict"] == "withdrawn"), "`withdrawn` is the verdict of a zone that has withdrawn, and of no other")
	e.must(!e.left || !scored, "its zone has withdrawn, and has a total")
}

// checkRecounts allows other marks than were counted only for indicators that upheld objections of the zone name.
func checkRecounts(r *round, views map[int]shown) {
	newest, changed := map[place]list{}, map[string]int{} // changed: marks, by the result before
	for _, e := range r.counted {
		if marks := views[e.seq]["marks"]; len(marks) > 0 {
			newest[placeOf(e)] = marks[0].(list)
		}
	}
	for _, e := range r.recounted {
		before, sealed := newest[placeOf(e)]
		e.must(sealed, "its seat has no sheet")
		now := views[e.seq]["marks"][0].(list)
		for _, indicator := range changes(before, now) {
			e.must(e.objected[indicator], "the mark for %s changed, and no upheld objection of its zone names it", indicator)
			changed[e.newest]++
		}
		e.must(changed[e.newest] <= e.late, "more marks changed than revisions were confirmed since the result before")
		newest[placeOf(e)] = now
	}
}

func changes(before, now list) (names []string) {
	old := map[string]string{}
	for _, pair := range before {
		old[first(pair)] = string(canonical(pair))
	}
	for _, pair := range now {
		if old[first(pair)] != string(canonical(pair)) {
			names = append(names, first(pair))
		}
		delete(old, first(pair))
	}
	return append(names, keysOf(old)...)
}

var (
	comment   = regexp.MustCompile(`(?m)(^|\s)#.*`)
	aggregate = regexp.MustCompile(`(?m)^["']?aggregate["']?[ ]*:(.*\n([ ].*\n|\n)*)`)
	groups    = regexp.MustCompile(`(^|[\s{,])["']?groups["']?[ ]*:`)
)

// weighsGroups tells whether the scheme's `aggregate` has `groups`. Edition 1 has no scheme.json; there the YAML is searched, in the
// few ways in which the page on schemes writes it.
func weighsGroups(files *files) bool {
	if files.read["scheme.json"] {
		scheme, _ := parse(files.take("scheme.json"), "scheme.json").(object)
		part, is := scheme["aggregate"].(object)
		must(is, "scheme.json has no aggregate")
		_, weighs := part["groups"]
		return weighs
	}
	block := aggregate.FindString(comment.ReplaceAllString(string(files.take("scheme.yaml"))+"\n", ""))
	return groups.MatchString(block)
}
