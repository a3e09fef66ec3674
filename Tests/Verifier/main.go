// Command verifier checks bundles (directories) from Documentation/ledger.md, without any code of Heng: all but the arithmetic.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

type event struct {
	At, Type, Key, Origin, Round, State, Roster, Scheme, Snapshot, Zone, Seat string
	Seq, Seats, Recused, Missed                                               int
	Sealed, Called                                                            interface{}
	Files                                                                     [][2]string
}

func must(holds bool, what ...interface{}) {
	if !holds {
		panic(fmt.Sprint(what...))
	}
}

func head(signed, name string, keys []note.Verifier) tlog.Tree {
	n, err := note.Open([]byte(signed), note.VerifierList(keys...))
	must(err == nil && !regexp.MustCompile("[^AEIMQUYcgkosw048]=\n").MatchString(signed), name, ": ", err) // note.Open reads lenient base64
	tree, _ := tlog.ParseTree([]byte(strings.Replace(n.Text, n.Sigs[0].Name, "go.sum database tree", 1)))
	must(n.Text == n.Sigs[0].Name+strings.TrimPrefix(string(tlog.FormatTree(tree)), "go.sum database tree"), name, ": not origin, size and root")
	return tree
}

func check(dir fs.FS) (verdict interface{}) {
	defer func() { verdict = recover() }()
	digest := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	read, result := map[string]bool{}, struct{ Round struct{ ID string } }{}
	take := func(name string) string { text, _ := fs.ReadFile(dir, name); read[name] = true; return string(text) }
	must(json.Unmarshal([]byte(take("snapshot.json")), &result) == nil, "snapshot.json")
	round := result.Round.ID
	lines, stored, keys, leaves := strings.SplitAfter(take("events.ndjson"), "\n"), []tlog.Hash{}, "", []byte{}
	size, known, last, count, roster, turns := len(lines)-1, []note.Verifier{}, map[string]event{}, map[string]int{}, map[string]string{}, []int{}
	reader := tlog.HashReaderFunc(func(at []int64) (hashes []tlog.Hash, _ error) {
		for _, index := range at {
			hashes = append(hashes, stored[index])
		}
		return
	})
	for n, line := range lines[:size] {
		e, entry := event{}, []byte(line[:len(line)-1])
		must(json.Unmarshal(entry, &e) == nil && e.Seq == n && last[""].At <= e.At, "event ", n)
		hashes, _ := tlog.StoredHashes(int64(n), entry, reader)
		stored, leaves, last[""] = append(stored, hashes...), append(append(leaves, hashes[0].String()...), '\n'), e
		if e.Type == "log.genesis" || e.Type == "key.added" {
			verifier, err := note.NewVerifier(e.Key)
			must(err == nil && verifier.Name() == strings.Split(lines[0], `"`)[15], "key of event ", n)
			keys, known = keys+e.Key+"\n", append(known, verifier)
		}
		last[e.Round+e.Type] = e
		if count[fmt.Sprint(e.Round, e.Type, e.State, e.Sealed)]++; e.Zone != "" && e.Seat != "" && e.Called != true {
			roster[e.Round+e.Type] += fmt.Sprintf(",[%q,%q]", e.Zone, e.Seat)
		} else if e.Type == "key.added" || e.Round == round && strings.Contains("round.planned round.opened round.closed snapshot.sealed bundle.released", e.Type) {
			turns = append(turns, n)
		}
	}
	root, _ := tlog.TreeHash(int64(size), reader)
	must(head(take("checkpoint"), "checkpoint", known) == tlog.Tree{N: int64(size), Hash: root} && lines[size] == "", "checkpoint is not of these events")
	must(take("leaves") == string(leaves) && take("keys") == keys, "leaves or keys are not those of the events")
	for _, n := range turns {
		name := fmt.Sprintf("receipts/%d.tlog-proof", n)
		text, signed, _ := strings.Cut(take(name), "\n\n")
		tree := head(signed, name, known)
		proof, _ := tlog.ProveRecord(tree.N, int64(n), reader)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), stored[tlog.StoredHashIndex(0, int64(n))]) == nil, name, ": the proof fails")
		again := strings.ReplaceAll(strings.Trim(fmt.Sprint(proof), "[]"), " ", "\n")
		must(text == fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n%s", n, again) && (tree.N == int64(size) || strings.Contains(lines[n], `"key.added"`)), name, ": expected the proof under this checkpoint")
	}
	opened, closed, sealed, recused := last[round+"round.opened"], last[round+"round.closed"], count[round+"seat.countedsealed<nil>"], count[round+"seat.recusedtrue"]
	must(sealed == count[round+"sheet.sealed<nil>"]-recused && closed.Sealed == float64(sealed) && closed.Seats == sealed+closed.Recused+closed.Missed &&
		closed.Recused == recused+count[round+"seat.recusedfalse"] && closed.Seats == opened.Seats+count[round+"seat.called<nil>"], "the account of seats does not add up")
	must(digest("["+roster[round+"seat.assigned"][1:]+"]") == opened.Roster && roster[round+"seat.assigned"] == roster[round+"seat.counted"], "the roster is another one")
	must(last[round+"snapshot.sealed"].Snapshot == digest(take("snapshot.json")) && last[round+"round.planned"].Scheme == digest(take("scheme.yaml")), "snapshot.json or scheme.yaml")
	for _, pair := range last[round+"bundle.released"].Files {
		must(digest(take(pair[0])) == pair[1], pair[0], " is not the one that was released")
	}
	files, _ := fs.Glob(dir, "*")
	receipts, _ := fs.Glob(dir, "receipts/*")
	must(len(files)+len(receipts) == len(read)+1, "there are files that are no part of a bundle: ", files, receipts)
	return
}

func main() {
	for _, dir := range os.Args[1:] {
		fmt.Printf("%q\n", fmt.Sprint(check(os.DirFS(dir))))
	}
}
