// Command checker verifies exported ledgers with golang.org/x/mod, from c2sp.org's texts and without any code of Heng. Each argument is
// a directory with keys, events.ndjson, checkpoint, old-checkpoint, consistency, 0.tlog-proof and 5.tlog-proof; one line says what is wrong, or "<nil>".
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(holds bool, what string) {
	if !holds {
		panic(what)
	}
}

func read(dir, name string) string {
	text, err := os.ReadFile(filepath.Join(dir, name))
	must(err == nil, "no "+name)
	return string(text)
}

func lines(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n") }

func parseHashes(lines []string) (hashes []tlog.Hash) {
	for _, line := range lines {
		bytes, err := base64.StdEncoding.Strict().DecodeString(line)
		must(err == nil && len(bytes) == tlog.HashSize, "bad hash "+line)
		hashes = append(hashes, *(*tlog.Hash)(bytes))
	}
	return hashes
}

func head(signed string, keys note.Verifiers) (tree tlog.Tree) {
	n, err := note.Open([]byte(signed), keys)
	must(err == nil, fmt.Sprint(err))
	text := lines(n.Text)
	must(len(text) == 3 && text[0] == n.Sigs[0].Name, "checkpoint is not origin, size and root")
	_, err = fmt.Sscan(text[1], &tree.N)
	must(err == nil && text[1] == fmt.Sprint(tree.N), "bad size")
	tree.Hash = parseHashes(text[2:])[0]
	return tree
}

func checkReceipt(text string, events []string, keys note.Verifiers) {
	top, signed, found := strings.Cut(text, "\n\n")
	rows := strings.Split(top, "\n")
	must(found && len(rows) > 1 && rows[0] == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
	if strings.HasPrefix(rows[1], "extra ") {
		rows = rows[1:]
	}
	var n int64
	_, err := fmt.Sscanf(rows[1], "index %d", &n)
	must(err == nil && rows[1] == fmt.Sprintf("index %d", n) && 0 <= n && n < int64(len(events)), "bad index")
	tree := head(signed, keys)
	leaf, proof := tlog.RecordHash([]byte(events[n])), parseHashes(rows[2:])
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf) == nil, "inclusion proof fails")
}

func check(dir string) (verdict any) {
	defer func() { verdict = recover() }()
	var verifiers []note.Verifier
	for _, line := range lines(read(dir, "keys")) {
		verifier, err := note.NewVerifier(line)
		must(err == nil, "bad key")
		verifiers = append(verifiers, verifier)
	}
	keys, events, stored := note.VerifierList(verifiers...), lines(read(dir, "events.ndjson")), []tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, _ error) {
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return
	})
	for n, event := range events {
		hashes, _ := tlog.StoredHashes(int64(n), []byte(event), reader)
		stored = append(stored, hashes...)
	}
	tree, old := head(read(dir, "checkpoint"), keys), head(read(dir, "old-checkpoint"), keys)
	root, err := tlog.TreeHash(int64(len(events)), reader)
	must(err == nil && int64(len(events)) == tree.N && root == tree.Hash, "events do not give the root")
	proof := parseHashes(lines(read(dir, "consistency")))
	must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash) == nil, "consistency proof fails")
	for _, name := range []string{"0.tlog-proof", "5.tlog-proof"} {
		checkReceipt(read(dir, name), events, keys)
	}
	return
}

func main() {
	for _, dir := range os.Args[1:] {
		fmt.Printf("%q\n", fmt.Sprint(check(dir)))
	}
}
