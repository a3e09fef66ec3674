package main

import "io/fs"

// The files of a bundle, and which of them were looked at.
type files struct {
	text map[string][]byte
	read map[string]bool
}

func readFiles(dir fs.FS) *files {
	f := &files{map[string][]byte{}, map[string]bool{}}
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		must(err == nil, "%s cannot be read", name)
		if entry.IsDir() {
			must(name == "." || name == "receipts", "%s is no part of a bundle", name)
			return nil
		}
		must(entry.Type().IsRegular(), "%s is no regular file", name)
		text, err := fs.ReadFile(dir, name)
		must(err == nil, "%s cannot be read", name)
		f.text[name] = text
		return nil
	})
	must(err == nil, "the folder cannot be read")
	return f
}

func (f *files) take(name string) []byte {
	text, has := f.text[name]
	must(has, "%s is missing", name)
	f.read[name] = true
	return text
}

func (f *files) checkNothingElse() {
	for _, name := range keysOf(f.text) {
		must(f.read[name], "%s is no part of this bundle", name)
	}
}

// The parts of snapshot.json that are no arithmetic.
type snapshot struct {
	id, digest     string
	whole          object
	scheme         object
	zones, results map[string]object
}

func readSnapshot(text []byte) snapshot {
	whole, is := parse(text, "snapshot.json").(object)
	must(is, "snapshot.json is no object")
	plan, _ := whole["round"].(object)
	name, _ := plan["id"].(string)
	scores, _ := whole["scores"].(object)
	scheme, _ := whole["scheme"].(object)
	return snapshot{name, hex(text), whole, scheme, byKey(whole["zones"], "id"), byKey(scores["zones"], "zone")}
}

func byKey(value interface{}, key string) map[string]object {
	items, _ := value.(list)
	found := map[string]object{}
	for _, item := range items {
		it, _ := item.(object)
		name, is := it[key].(string)
		must(is && found[name] == nil, "snapshot.json: a zone has no %s, or stands twice", key)
		found[name] = it
	}
	return found
}

// checkRoundFiles holds each file against the digest that the ledger has of it.
func checkRoundFiles(f *files, l *ledger, r *round, s snapshot) {
	must(len(r.snapshots) > 0 && r.released != nil, "snapshot.json: round %s has no bundle.released", r.id)
	bound := func(e *event, name, digest string) {
		must(hex(f.take(name)) == digest, "%s is not the file that %s binds", name, e)
	}
	newest := r.snapshots[len(r.snapshots)-1]
	bound(newest, "snapshot.json", newest.text("snapshot"))
	bound(r.planned, "scheme.yaml", r.planned.text("scheme"))
	for _, pair := range r.released.fields["files"].(list) {
		bound(r.released, first(pair), pair.(list)[1].(string))
	}
	if digest := r.planned.text("scheme_json"); digest != "" && f.read["scheme.json"] {
		bound(r.planned, "scheme.json", digest)
	}
	if f.read["scheme.json"] {
		parse(f.take("scheme.json"), "scheme.json")
	}
	for _, part := range [][2]string{{"round", "plan"}, {"zones", "zones"}} {
		value, has := s.whole[part[0]]
		must(has && hex(canonical(value)) == r.planned.text(part[1]), "snapshot.json: its %s is not what %s binds", part[0], r.planned)
	}
	checkSnapshot(l, r, s)
}

func checkSnapshot(l *ledger, r *round, s snapshot) {
	for _, name := range keysOf(s.whole) {
		must(has("closedBy format replaces round scheme scores seats zones", name), "snapshot.json: %q has no place there", name)
	}
	must(string(canonical(s.whole["format"])) == "1", "snapshot.json: its format is not 1")
	plan, _ := s.whole["round"].(object)
	must(plan["ledger"] == l.origin, "snapshot.json: its ledger is not %s", l.origin)
	for _, correction := range r.corrections {
		_, has := correction.fields["from"]
		correction.must(has == (plan["renotice"] == true), "a new notice stands exactly where the plan says `renotice`")
	}
	must(s.scheme["digest"] == r.planned.text("scheme"), "snapshot.json: its scheme is another one")
	must(string(canonical(s.whole["closedBy"])) == string(canonical(number(r.closed.seq))), "snapshot.json: it was not closed by %s", r.closed)
	replaces, replaced := s.whole["replaces"]
	if before := len(r.snapshots) - 2; before >= 0 {
		must(replaces == r.snapshots[before].text("snapshot"), "snapshot.json: it replaces another result than the one before")
	} else {
		must(!replaced, "snapshot.json: there is no result that it could replace")
	}
	for _, zone := range keysOf(r.results) {
		must(s.zones[zone] != nil && s.results[zone] != nil, "snapshot.json: zone %s is missing", zone)
	}
	must(len(s.zones) == len(r.results) && len(s.results) == len(r.results), "snapshot.json: a zone has no result.sealed")
	for _, zone := range keysOf(r.seats) {
		must(s.zones[zone] != nil, "snapshot.json: zone %s is missing", zone)
	}
	for _, zone := range keysOf(r.left) {
		must(s.zones[zone] != nil, "zone %s withdrew and is not of the round", zone)
	}
	if len(r.seats) > 0 || r.committed != nil {
		for _, zone := range keysOf(s.zones) {
			left := r.left[zone]
			must(r.seats[zone] > 0 || left != nil && left.seq < r.opened.seq, "zone %s has no seats, and had not withdrawn when the round was opened", zone)
		}
	}
}
