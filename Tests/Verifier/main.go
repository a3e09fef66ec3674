// Command verifier checks bundles (directories) of a ledger from Documentation/ledger.md alone, without any code of Heng: everything that
// the page demands of a bundle and that is no arithmetic. One line for each directory; status 1 if any is not verified.
package main

import (
	"fmt"
	"io/fs"
	"os"
)

// A fault is the sentence that says what is wrong.
type fault string

func must(holds bool, format string, what ...interface{}) {
	if !holds {
		panic(fault(fmt.Sprintf(format, what...)))
	}
}

// check reads a bundle in the order in which its parts lean on each other: files, events, signatures, what happened, what is shown.
func check(dir fs.FS) (verdict string) {
	defer func() {
		if trouble := recover(); trouble != nil {
			sentence, is := trouble.(fault)
			if !is {
				panic(trouble) // not of the bundle but of this program, which ends with status 2 and no verdict
			}
			verdict = "NOT VERIFIED: " + string(sentence)
		}
	}()
	files := readFiles(dir)
	events := readEvents(files.take("events.ndjson"))
	ledger := replay(events)
	snapshot := readSnapshot(files.take("snapshot.json"))
	round := ledger.rounds[snapshot.id]
	must(round != nil, "snapshot.json: its round %q is not in the ledger", snapshot.id)
	checkLog(files, events, ledger, round)
	checkRoundFiles(files, ledger, round, snapshot)
	checkDisclosures(files, events, round, snapshot)
	files.checkNothingElse()
	return fmt.Sprintf("verified: %s, %d events, round %s", ledger.origin, len(events), round.id)
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: verifier DIR...")
		os.Exit(2)
	}
	status := 0
	for _, dir := range os.Args[1:] {
		verdict := check(os.DirFS(dir))
		if verdict[0] == 'N' {
			status = 1
		}
		fmt.Printf("%s: %s\n", dir, verdict)
	}
	os.Exit(status)
}
