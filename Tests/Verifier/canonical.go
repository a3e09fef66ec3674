package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

type object = map[string]interface{}
type list = []interface{}

const largest = 1<<53 - 1

// parse reads canonical JSON: text that writing it anew does not change. Keys that stand twice are lost on the way, and so show as well.
func parse(text []byte, where string) interface{} {
	must(utf8.Valid(text), "%s is not UTF-8", where)
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.UseNumber()
	var value interface{}
	must(reader.Decode(&value) == nil, "%s is not JSON", where)
	again, bad := encode(make([]byte, 0, len(text)), value)
	must(bad == "", "%s holds %s", where, bad)
	must(bytes.Equal(again, text), "%s is not canonical JSON", where)
	return value
}

// encode appends the canonical form of a value, or says what has none.
func encode(out []byte, value interface{}) (_ []byte, bad string) {
	note := func(trouble string) {
		if bad == "" {
			bad = trouble
		}
	}
	add := func(item interface{}) {
		more, trouble := encode(out, item)
		out = more
		note(trouble)
	}
	switch it := value.(type) {
	case nil:
		out = append(out, "null"...)
	case bool:
		out = strconv.AppendBool(out, it)
	case json.Number:
		number, err := strconv.ParseInt(string(it), 10, 64)
		if err != nil || number > largest || number < -largest {
			note("a number that is no integer of at most 2^53 - 1")
		}
		out = strconv.AppendInt(out, number, 10)
	case string:
		if strings.Contains(it, "\x00") {
			note("U+0000")
		}
		out = quote(out, it)
	case list:
		out = append(out, '[')
		for index, item := range it {
			if index > 0 {
				out = append(out, ',')
			}
			add(item)
		}
		out = append(out, ']')
	case object:
		out = append(out, '{')
		for index, key := range keysOf(it) {
			if index > 0 {
				out = append(out, ',')
			}
			out = append(quote(out, key), ':')
			add(it[key])
		}
		out = append(out, '}')
	}
	return out, bad
}

var escapes = map[byte]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}

// quote writes a text as RFC 8785, section 3.2.2.2, does: what it does not name stands as it is.
func quote(out []byte, text string) []byte {
	out = append(out, '"')
	for index := 0; index < len(text); index++ {
		letter := text[index]
		if letter >= 0x20 && letter != '"' && letter != '\\' {
			out = append(out, letter)
		} else if escape, has := escapes[letter]; has {
			out = append(out, escape...)
		} else {
			out = append(out, fmt.Sprintf(`\u%04x`, letter)...)
		}
	}
	return append(out, '"')
}

func canonical(value interface{}) []byte {
	text, _ := encode(nil, value)
	return text
}

// keysOf sorts them, so that of several faults the same one is always the first.
func keysOf[V any](it map[string]V) (keys []string) {
	for key := range it {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return
}

func hex(text []byte) string { return fmt.Sprintf("%x", sha256.Sum256(text)) }

// concealed is the digest that stands for a disclosure, RFC 9901, section 4.2.3.
func concealed(disclosure string) string {
	sum := sha256.Sum256([]byte(disclosure))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// strictly decodes base64 whose unused bits are 0 and that has no line breaks, which Go would pass over.
func strictly(coding *base64.Encoding, text string) ([]byte, bool) {
	data, err := coding.DecodeString(text)
	return data, err == nil && coding.EncodeToString(data) == text
}

// linesOf splits text whose every line ends with U+000A.
func linesOf(text []byte, name string) []string {
	must(len(text) == 0 || text[len(text)-1] == '\n', "%s: the last line does not end", name)
	lines := strings.Split(string(text), "\n")
	return lines[:len(lines)-1]
}
