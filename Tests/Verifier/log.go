package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A key and the time in which it may sign heads: added < size ≤ retired. It is vouched for once a head that it signed bears the
// signature of an older key that is.
type key struct {
	text           string
	verifier       note.Verifier
	added, retired int
	vouched        bool
	first          int64 // the size of the first head that it signed, as its receipt says
}

// readKey reads a verifier key (C2SP signed-note), strictly, or gives nil.
func readKey(text string) *key {
	verifier, err := note.NewVerifier(text)
	parts := strings.SplitN(text, "+", 3)
	if err != nil || len(parts) != 3 || fmt.Sprintf("%08x", verifier.KeyHash()) != parts[1] {
		return nil
	}
	if _, strict := strictly(base64.StdEncoding, parts[2]); !strict {
		return nil
	}
	return &key{text: text, verifier: verifier, retired: math.MaxInt}
}

func (l *ledger) addKey(e *event) {
	added := readKey(e.text("key"))
	e.must(added.verifier.Name() == l.origin, "its key does not bear the origin as its name")
	for _, key := range l.keys {
		e.must(key.text != added.text, "its key was added before")
	}
	added.added, added.vouched = e.seq, e.seq == 0
	l.keys = append(l.keys, added)
}

func (l *ledger) retireKey(e *event) {
	var retired *key
	left := 0
	for _, key := range l.keys {
		if key.retired != math.MaxInt {
			continue
		}
		if left++; key.text == e.text("key") {
			retired = key
		}
	}
	e.must(retired != nil, "its key is not in force")
	e.must(left > 1, "the last key is never retired")
	retired.retired = e.seq
}

// A head that was signed: its tree, and the keys of its time that signed.
type head struct {
	size    int64
	root    tlog.Hash
	signers []*key
}

var signature = regexp.MustCompile(`^— ([^ +]+) ([A-Za-z0-9+/=]+)$`)

// readHead reads a checkpoint (C2SP tlog-checkpoint) and checks every signature by a key of its time, as RFC 8032, section 5.1.7, does;
// those of others are passed over. note.Open would pass over a second signature of a key as well, were it wrong.
func (l *ledger) readHead(text, where string) head {
	cut := strings.Index(text, "\n\n")
	must(cut >= 0, "%s is no signed note", where)
	body := text[:cut+1]
	lines := linesOf([]byte(body), where)
	must(len(lines) == 3 && lines[0] == l.origin, "%s: expected origin, size and root", where)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, strict := strictly(base64.StdEncoding, lines[2])
	must(err == nil && strconv.FormatInt(size, 10) == lines[1] && strict && len(root) == tlog.HashSize, "%s: expected origin, size and root", where)
	must(0 < size && size <= int64(len(l.events)), "%s is not of this ledger: it has %d events", where, size)
	head := head{size: size}
	copy(head.root[:], root)
	signed := linesOf([]byte(text[cut+2:]), where)
	must(len(signed) > 0, "%s is not signed", where)
	for _, line := range signed {
		parts := signature.FindStringSubmatch(line)
		must(parts != nil, "%s: a line is no signature", where)
		data, strict := strictly(base64.StdEncoding, parts[2])
		must(strict && len(data) > 4, "%s: a line is no signature", where)
		for _, key := range l.keys {
			named := parts[1] == l.origin && binary.BigEndian.Uint32(data) == key.verifier.KeyHash()
			if named && int64(key.added) < size && size <= int64(key.retired) {
				must(key.verifier.Verify([]byte(body), data[4:]), "%s: the signature of %s is wrong", where, key.text)
				head.signers = append(head.signers, key)
			}
		}
	}
	must(len(head.signers) > 0, "%s: no key of its time has signed it", where)
	return head
}

func (h head) signedBy(key *key) bool {
	for _, signer := range h.signers {
		if signer == key {
			return true
		}
	}
	return false
}

// vouched tells whether a key signed that is vouched for and was there before the one at that index.
func (h head) vouched(before int) bool {
	for _, signer := range h.signers {
		if signer.vouched && signer.added < before {
			return true
		}
	}
	return false
}

// The tree of RFC 9162, section 2.1.1 (it is that of RFC 6962): leaves and whole subtrees, in the order in which x/mod stores them. An event adds
// its leaf and what that completes, so that each is hashed once.
type tree []tlog.Hash

func (t tree) ReadHashes(at []int64) (hashes []tlog.Hash, _ error) {
	for _, index := range at {
		hashes = append(hashes, t[index])
	}
	return
}

func build(events []*event) (t tree) {
	for n, e := range events {
		hashes, err := tlog.StoredHashes(int64(n), []byte(e.line), t)
		must(err == nil, "event %d: %v", n, err)
		t = append(t, hashes...)
	}
	return
}

// receipt is the text of a proof that the tree of that size holds the event, up to the head: C2SP tlog-proof around the inclusion proof of
// RFC 9162, section 2.1.3.1. There is one right text, so a receipt is compared with it.
func (t tree) receipt(size, index int64) string {
	proof, err := tlog.ProveRecord(size, index, t)
	must(err == nil, "event %d: %v", index, err)
	text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", index)
	for _, hash := range proof {
		text += hash.String() + "\n"
	}
	return text + "\n"
}

func (t tree) checkHead(h head, where string) {
	root, err := tlog.TreeHash(h.size, t)
	must(err == nil && root == h.root, "%s: its root is not that of the events", where)
}

var turns = "round.planned round.opened round.closed snapshot.sealed bundle.released"

// checkLog holds leaves, keys, checkpoint and receipts against the events.
func checkLog(files *files, events []*event, l *ledger, r *round) {
	t := build(events)
	t.checkLeaves(linesOf(files.take("leaves"), "leaves"), len(events))
	l.checkKeys(linesOf(files.take("keys"), "keys"))
	checkpoint := string(files.take("checkpoint"))
	newest := l.readHead(checkpoint, "checkpoint")
	must(newest.size == int64(len(events)), "checkpoint: it is of %d events, not of %d", newest.size, len(events))
	t.checkHead(newest, "checkpoint")
	heads := []head{newest}
	for _, key := range l.keys[1:] {
		heads = append(heads, l.checkKey(files, t, key, checkpoint))
	}
	for _, head := range heads {
		for _, key := range head.signers {
			must(key.first <= head.size, "receipts/%d.tlog-proof: its key signed an older head", key.added)
		}
		must(head.vouched(len(events)), "the head of %d events is signed by no key that an older one vouches for", head.size)
	}
	for _, e := range events {
		if has(turns, e.kind) && e.text("round") == r.id {
			name := fmt.Sprintf("receipts/%d.tlog-proof", e.seq)
			must(string(files.take(name)) == t.receipt(newest.size, int64(e.seq))+checkpoint, "%s is not the proof of its event under the checkpoint", name)
		}
	}
}

// checkLeaves compares line by line: were the lines put together first, each would copy all before it.
func (t tree) checkLeaves(told []string, size int) {
	for n := 0; n < size; n++ {
		hash := t[tlog.StoredHashIndex(0, int64(n))]
		must(n < len(told) && told[n] == hash.String(), "leaves: line %d is not the hash of event %d", n, n)
	}
	must(len(told) == size, "leaves: there are more than events")
}

func (l *ledger) checkKeys(told []string) {
	must(len(told) == len(l.keys), "keys: these are not the keys of the events")
	for n, key := range l.keys {
		must(told[n] == key.text, "keys: these are not the keys of the events")
	}
}

// checkKey reads the receipt of an added key, and under it the first head that the key signed: there an older key must vouch for it.
func (l *ledger) checkKey(files *files, t tree, key *key, checkpoint string) head {
	name := fmt.Sprintf("receipts/%d.tlog-proof", key.added)
	text := string(files.take(name))
	cut := strings.Index(text, "\n\n")
	must(cut >= 0, "%s is no proof", name)
	first := l.readHead(text[cut+2:], name)
	must(first.size > int64(key.added), "%s: its head is older than the key", name)
	must(text[:cut+2] == t.receipt(first.size, int64(key.added)), "%s: the proof is wrong", name)
	t.checkHead(first, name)
	must(first.signedBy(key) || text[cut+2:] == checkpoint, "%s: its key did not sign this head", name)
	key.first = first.size
	key.vouched = first.signedBy(key) && first.vouched(key.added)
	return first
}
