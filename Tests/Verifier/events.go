package main

import (
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// An event as it was read: its header, its own fields, and the edition that it is judged by.
type event struct {
	seq      int
	line     string
	at       string
	kind     string
	hidden   []string
	fields   object
	edition  int
	newest   string          // the digest of the round's newest result, where it stands
	late     int             // of a recounted seat: the revisions that were confirmed since that result
	rostered bool            // of a counted seat: whether the roster has it
	objected map[string]bool // of a recounted seat: the indicators that upheld objections of its zone name
	left     bool            // of a result: whether the zone has withdrawn before it
	act      string          // of act.confirmed: the word of what was proposed
	binds    bool            // of objection.decided: whether it stands between a confirmation and its correction
}

func (e *event) String() string          { return fmt.Sprintf("event %d (%s)", e.seq, e.kind) }
func (e *event) text(name string) string { text, _ := e.fields[name].(string); return text }
func (e *event) flag(name string) bool   { flag, _ := e.fields[name].(bool); return flag }
func (e *event) number(name string) int  { return integer(e.fields[name]) }

func integer(value interface{}) int {
	number, _ := value.(json.Number)
	integer, _ := number.Int64()
	return int(integer)
}

func (e *event) must(holds bool, format string, what ...interface{}) {
	if !holds {
		must(false, "%s: %s", e, fmt.Sprintf(format, what...))
	}
}

// A kind of event: the edition that it came with, where that is not the first; its fields as name, `?` where it may lack, `@1` where edition 1
// alone has it, `@2` where the editions from 2 on do, `:` and form; how many values it conceals, at least and at most (the actor is
// one), in edition 1 and from edition 2 on; which of them are public, and in which states of its round it may stand and which follows.
type kind struct {
	since  int
	fields string
	hides  string
	public string
	in, to string
}

const (
	many   = 1 << 30
	known  = 4 // the newest edition that is known here
	always = "planned committed drawn scoring closed noticed final withdrawn broken"
)

var kinds = map[string]kind{
	"log.genesis":             {fields: "origin:text key:key edition@2:edition offset@2:offset", hides: "0 0 1 1"},
	"rules.proposed":          {fields: "edition:edition offset:offset", hides: "1 1 1 1"},
	"rules.adopted":           {fields: "proposal:count", hides: "2 2 1 1"},
	"key.added":               {fields: "key:key", hides: "1 1 1 1"},
	"key.retired":             {fields: "key:key", hides: "1 1 1 1"},
	"user.added":              {hides: "1 2 1 2"},
	"user.removed":            {hides: "2 2 2 2"},
	"expert.registered":       {hides: "2 2 2 2"},
	"zone.registered":         {fields: "zone:id name:name kind:kind english?:name prefecture?:name code?:name", hides: "1 1 1 1"},
	"calendar.loaded":         {fields: "year:count holidays:days workdays:days", hides: "1 1 1 1"},
	"programme.adopted":       {since: 4, fields: "programme:id file:digest", hides: "1 1 1 1"},
	"call.published":          {since: 4, fields: "call:id programme:id scheme:digest file:digest purpose:purpose to:day", hides: "1 1 1 1"},
	"call.extended":           {since: 4, fields: "call:id to:day", hides: "2 2 2 2"},
	"application.submitted":   {fields: "application:id zone:id purpose:purpose call@4:id level@4:level", hides: "6 * 6 *"},
	"application.recommended": {fields: "application:id", hides: "1 2 1 2"},
	"application.returned":    {fields: "application:id level:level", hides: "1 2 1 2"},
	"application.accepted":    {fields: "application:id", hides: "1 2 1 2"},
	"application.withdrawn":   {since: 3, fields: "application:id", hides: "2 2 2 2"},
	"round.planned":           {fields: "round:id plan:digest scheme:digest scheme_json@2:digest zones:digest", hides: "1 1 1 1", in: "-", to: "planned"},
	"candidate.listed":        {fields: "round:id candidate:code source:source excluded:excluded", hides: "1 1 1 1", in: "planned"},
	"draw.committed":          {fields: "round:id commitment:digest reserve@2:digest quotas:quotas candidates:count witness:text", hides: "2 2 3 3", in: "planned", to: "committed"},
	"draw.held":               {fields: "round:id seed:digest witness:numbers", hides: "1 1 1 1", in: "committed", to: "drawn"},
	"round.opened":            {fields: "round:id roster:digest seats:count", hides: "1 1 1 1", in: "planned drawn", to: "scoring"},
	"seat.assigned":           {fields: "round:id zone:id seat:code", hides: "1 1 1 1", in: "scoring"},
	"seat.accepted":           {since: 4, fields: "round:id", hides: "2 2 2 2", in: "scoring"},
	"clarification.asked":     {since: 4, fields: "round:id", hides: "3 3 3 3", in: "scoring"},
	"clarification.given":     {since: 4, fields: "round:id asked?:count", hides: "2 2 2 2", in: "scoring"},
	"evidence.requested":      {since: 4, fields: "round:id", hides: "2 2 2 2", in: "scoring"},
	"evidence.supplied":       {since: 4, fields: "round:id request:count", hides: "2 * 2 *", in: "scoring"},
	"draft.read":              {since: 4, fields: "round:id", hides: "3 3 3 3", in: "closed noticed final broken"},
	"deadline.extended":       {since: 4, fields: "round:id deadline:deadline to:day", hides: "2 2 2 2", in: "scoring noticed"},
	"facts.recorded":          {fields: "round:id zone:id", hides: "2 * 2 *", public: "fact", in: "scoring"},
	"cell.saved":              {fields: "round:id", hides: "3 3 3 3", in: "scoring"},
	"mark.late":               {fields: "round:id", hides: "3 3 3 3", in: "closed noticed final"},
	"sheet.sealed":            {fields: "round:id", hides: "2 * 2 *", in: "scoring"},
	"seat.recused":            {fields: "round:id sealed:bool", hides: "3 3 3 3", in: "scoring"},
	"seat.removed":            {since: 3, fields: "round:id sealed:bool", hides: "3 3 3 3", in: "scoring"},
	"seat.called":             {fields: "round:id", hides: "2 2 2 2", in: "scoring"},
	"reopening.requested":     {since: 3, fields: "round:id", hides: "3 3 3 3", in: "scoring"},
	"reopening.decided":       {since: 3, fields: "round:id request:count granted:bool", hides: "2 2 2 2", in: "scoring"},
	"reread.called":           {fields: "round:id", hides: "3 3 3 3", in: "scoring"},
	"reread.answered":         {fields: "round:id", hides: "3 3 3 3", in: "scoring"},
	"revision.proposed":       {fields: "round:id", hides: "4 4 4 4", in: "scoring noticed"},
	"revision.decided":        {fields: "round:id proposal:count confirmed:bool", hides: "1 1 1 1", in: "scoring noticed"},
	"seat.counted":            {fields: "round:id zone:id seat:code state@1:state called@1:bool", hides: "0 * 4 4", public: "outcome marks source", in: "scoring"},
	"round.closed":            {fields: "round:id seats:count sealed:count recused:count missed:count", hides: "1 1 1 1", in: "scoring", to: "closed"},
	"snapshot.sealed":         {fields: "round:id snapshot:digest", hides: "0 1 0 1", in: "closed noticed"},
	"result.sealed":           {fields: "round:id zone:id", hides: "1 1 1 1", public: "result", in: "closed noticed"},
	"notice.published":        {fields: "round:id snapshot:digest from:day to:day", hides: "1 1 1 1", in: "closed", to: "noticed"},
	"objection.filed":         {fields: "round:id objection:id zone:id indicator:id", hides: "3 * 3 *", in: "noticed"},
	"report.filed":            {since: 3, fields: "round:id objection:id zone:id indicator:id", hides: "3 * 3 *", in: "noticed"},
	"report.heard":            {since: 3, fields: "round:id objection:id", hides: "2 * 2 *", in: "noticed"},
	"objection.decided":       {fields: "round:id objection:id upheld:bool", hides: "2 2 2 2", in: "noticed"},
	"facts.corrected":         {fields: "round:id zone:id objection:id", hides: "2 * 2 *", public: "fact", in: "noticed"},
	"seat.recounted":          {fields: "round:id zone:id seat:code", hides: "1 1 1 1", public: "marks", in: "noticed"},
	"round.withdrawn":         {fields: "round:id", hides: "2 2 2 2", in: "planned committed drawn", to: "withdrawn"},
	"zone.withdrawn":          {since: 3, fields: "round:id zone:id", hides: "2 2 2 2", in: "planned committed drawn scoring closed noticed"},
	"round.broken":            {since: 3, fields: "round:id statement:said", hides: "2 2 2 2", in: "scoring closed noticed", to: "broken"},
	"correction.published":    {since: 4, fields: "round:id snapshot:digest number:caption statement:said from?:day to?:day", hides: "1 1 1 1", in: "noticed"},
	"decision.received":       {since: 4, fields: "round:id objection:id", hides: "1 1 1 1", in: "noticed final"},
	"round.finalised":         {fields: "round:id snapshot:digest number?@4:caption", hides: "1 1 1 1", in: "noticed", to: "final"},
	"round.reopened":          {since: 4, fields: "round:id ground:ground statement:said orders:orders", hides: "2 2 2 2", in: "final", to: "noticed"},
	"papers.issued":           {since: 4, fields: "round:id papers:papers", hides: "1 1 1 1", in: "noticed final"},
	"certificate.issued":      {fields: "round:id certificate:id zone:id from:day to:day code@4:mark paper@4:digest replaces?@4:id", hides: "1 1 1 1", in: "final"},
	"certificate.revoked":     {fields: "certificate:id", hides: "2 2 2 2"},
	"act.proposed":            {since: 3, fields: "round:id act:act", hides: "3 3 3 3", in: always},
	"act.confirmed":           {since: 3, fields: "round:id proposal:count", hides: "1 1 1 1", in: always},
	"act.declined":            {since: 3, fields: "round:id proposal:count", hides: "2 2 2 2", in: always},
	"disclosure.erased":       {fields: "event@1:count digest@1:hidden", hides: "2 2 3 3"},
	"bundle.released":         {fields: "round:id files:files", hides: "1 1 1 1", in: "noticed final"},
	"backup.restored":         {fields: "size:count", hides: "2 2 2 2"},
}

// What is public, as keys of an object, in order, or as a form.
var values = map[string]string{
	"fact":    "fact:fact value:decimal",
	"marks":   "marks",
	"outcome": "called:bool state:state",
	"result":  "rank?:rank snapshot:digest total?:total verdict:verdict zone:id",
	"source":  "source",
}

// A field of a kind, as one word of the table says it.
type field struct {
	name     string
	form     form
	optional bool
	edition  int // 0 where every edition has it
}

// What fieldsOf has read: a row serves many events.
var rows = map[string][]field{}

func fieldsOf(table string) []field {
	if fields, has := rows[table]; has {
		return fields
	}
	fields := []field{}
	for _, word := range strings.Fields(table) {
		name, shape, _ := strings.Cut(word, ":")
		name, since, _ := strings.Cut(name, "@")
		edition, _ := strconv.Atoi(since)
		fields = append(fields, field{strings.TrimSuffix(name, "?"), forms[shape], strings.HasSuffix(name, "?"), edition})
	}
	rows[table] = fields
	return fields
}

// formed says what is wrong with an object that should have exactly these fields, each in its form.
func formed(table string, it object, edition int) string {
	known := map[string]bool{}
	for _, field := range fieldsOf(table) {
		if field.edition == 1 && edition > 1 || field.edition > edition {
			continue
		}
		value, has := it[field.name]
		if known[field.name] = true; !has && !field.optional {
			return fmt.Sprintf("the field %s is missing", field.name)
		} else if has && !field.form(value, edition) {
			return fmt.Sprintf("the field %s has not its form", field.name)
		}
	}
	for _, name := range keysOf(it) {
		if !known[name] {
			return fmt.Sprintf("the field %q has no place there", name)
		}
	}
	return ""
}

func readEvents(text []byte) (events []*event) {
	must(len(text) > 0, "events.ndjson is missing or empty")
	for seq, line := range linesOf(text, "events.ndjson") {
		events = append(events, readEvent(seq, line))
	}
	return
}

func readEvent(seq int, line string) *event {
	where := fmt.Sprintf("event %d", seq)
	must(len(line) <= 65535, "%s has more than 65,535 bytes", where)
	it, is := parse([]byte(line), where).(object)
	must(is, "%s is no object", where)
	e := &event{seq: seq, line: line, fields: it}
	e.at, e.kind = e.text("at"), e.text("type")
	_, known := kinds[e.kind]
	must(known, "%s: its type %q is unknown", where, e.kind)
	header := object{}
	for _, name := range []string{"at", "id", "sd", "seq", "type", "v"} {
		if value, has := it[name]; has {
			header[name] = value
			delete(it, name)
		}
	}
	trouble := formed("at:day id:eventid sd?:digests seq:count type:text v:one", header, 1)
	e.must(trouble == "", "%s", trouble)
	e.must(fmt.Sprint(header["seq"]) == fmt.Sprint(seq), "its seq is %v", header["seq"])
	if digests, has := header["sd"].(list); has {
		for _, digest := range digests {
			e.hidden = append(e.hidden, digest.(string))
		}
	}
	return e
}

// hides tells whether a digest is among the concealed ones, which are ascending.
func (e *event) hides(digest string) bool {
	n := sort.SearchStrings(e.hidden, digest)
	return n < len(e.hidden) && e.hidden[n] == digest
}

// conceals checks the number of concealed values; that a decoy is one of them nobody sees.
func (e *event) conceals() {
	limits := strings.Fields(kinds[e.kind].hides)
	if e.edition > 1 {
		limits = limits[2:]
	}
	least, _ := strconv.Atoi(limits[0])
	most, err := strconv.Atoi(limits[1])
	if err != nil {
		most = many
	}
	if e.kind == "user.added" {
		least, most = 2, 2
		if e.seq <= 3 {
			least, most = 1, 1
		}
	}
	e.must(least <= len(e.hidden) && len(e.hidden) <= most, "it conceals %d values, which is not what its type does", len(e.hidden))
}
