package main

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
)

// A form says whether a value has it, by the edition in force.
type form func(value interface{}, edition int) bool

// That text is of normal form C is checked in Python alone: Go's standard library does not know normal forms.
var forms = map[string]form{
	"act": func(value interface{}, edition int) bool {
		return pairs(value, edition) || value == "reopen" && edition >= 4
	},
	"bool":     isBool,
	"caption":  caption,
	"code":     matches(`[0-9a-hjkmnp-tv-z]{20}`),
	"count":    isCount,
	"day":      isDay,
	"days":     listOf(isDay),
	"deadline": words("scoring", "notice"),
	"decimal":  matches(`-?(0|[1-9][0-9]*)(\.[0-9]+)?|yes|no`),
	"digest":   digest,
	"edition":  between(2, largest),
	"digests":  isDigests,
	"eventid":  salt, // 128 bits as well
	"excluded": listOf(pairOf(id, words("employer", "region", "tie"))),
	"fact":     matches(`[a-z0-9][a-z0-9._-]{0,63}(@[a-z0-9._-]{1,64})?`),
	"files":    listOf(pairOf(isText, digest)),
	"ground":   words("judgment", "review", "correction"),
	"hidden":   isHidden,
	"id":       id,
	"key":      func(value interface{}, _ int) bool { text, is := value.(string); return is && readKey(text) != nil },
	"kind":     named("city", "direct-county", "county"),
	"level":    words("prefecture", "province"),
	"mark":     matches(`[0-9a-hjkmnp-tv-z]{10}`), // of a certificate
	"marks":    isMarks,
	"name":     textOf(200),
	"numbers":  matches(`[0-9]+( [0-9]+)*`),
	"one":      between(1, 1),
	"offset":   between(-720, 840),
	"orders":   isOrders,
	"papers":   isPapers,
	"purpose":  named("selection", "supervision", "designation"),
	"quotas":   isQuotas,
	"rank":     between(1, largest),
	"source":   sources,
	"state":    words("sealed", "recused", "missed"),
	"said":     notEmpty(isText),
	"text":     isText,
	"text1":    func(value interface{}, _ int) bool { _, is := value.(string); return is },
	"string":   func(value interface{}, _ int) bool { _, is := value.(string); return is },
	"total":    matches(`(0|[1-9][0-9]*)(\.[0-9]*[1-9]|/[1-9][0-9]*)?`),
	"verdict": func(value interface{}, edition int) bool {
		return verdicts(value, edition) || value == "withdrawn" && edition >= 3
	},
}

var (
	id       = matches(`[a-z0-9][a-z0-9._-]{0,63}`)
	digest   = matches(`[0-9a-f]{64}`)
	sources  = named("department", "university", "association", "enterprise", "third-party")
	pairs    = words("publish", "conclude", "correct", "remove", "withdraw", "break-off", "revoke") // what two people do
	verdicts = words("pass", "fail", "incomplete", "vetoed")
	isText   = textOf(4000)
	caption  = notEmpty(textOf(200))
	isCount  = between(0, largest)
	salt     = matches(`[A-Za-z0-9_-]{21}[AQgw]`)
)

func matches(pattern string) form {
	whole := regexp.MustCompile(`^(?:` + pattern + `)$`)
	return func(value interface{}, _ int) bool { text, is := value.(string); return is && whole.MatchString(text) }
}

func words(known ...string) form {
	return matches(strings.Join(known, "|"))
}

// named is one of these words, and from edition 4 on an id, whose meaning a programme gives.
func named(known ...string) form {
	closed := words(known...)
	return func(value interface{}, edition int) bool {
		return edition < 4 && closed(value, edition) || edition >= 4 && id(value, edition)
	}
}

func between(low, high int64) form {
	return func(value interface{}, _ int) bool {
		number, is := value.(json.Number)
		integer, err := number.Int64()
		return is && err == nil && low <= integer && integer <= high
	}
}

func listOf(item form) form {
	return func(value interface{}, edition int) bool {
		items, is := value.(list)
		for _, each := range items {
			is = is && item(each, edition)
		}
		return is
	}
}

func pairOf(first, second form) form {
	return func(value interface{}, edition int) bool {
		pair, is := value.(list)
		return is && len(pair) == 2 && first(pair[0], edition) && second(pair[1], edition)
	}
}

func isBool(value interface{}, _ int) bool { _, is := value.(bool); return is }

func isDay(value interface{}, _ int) bool {
	text, is := value.(string)
	_, err := time.Parse("2006-01-02", text)
	return is && err == nil && text >= "0001"
}

func isHidden(value interface{}, _ int) bool {
	text, is := value.(string)
	data, strict := strictly(base64.RawURLEncoding, text)
	return is && strict && len(data) == 32
}

func ascending(value interface{}) bool {
	pairs := value.(list)
	return sort.SliceIsSorted(pairs, func(i, j int) bool { // no pair may stand before an equal one, so the test is turned round
		return first(pairs[i]) <= first(pairs[j])
	})
}

func first(pair interface{}) string { return pair.(list)[0].(string) }

// isDigests is an `sd`: something is concealed, and no digest twice.
func isDigests(value interface{}, edition int) bool {
	if !listOf(isHidden)(value, edition) || len(value.(list)) == 0 {
		return false
	}
	digests := value.(list)
	return sort.SliceIsSorted(digests, func(i, j int) bool { return digests[i].(string) <= digests[j].(string) })
}

func isMarks(value interface{}, edition int) bool {
	return listOf(pairOf(id, isCount))(value, edition) && ascending(value)
}

func isQuotas(value interface{}, edition int) bool {
	return listOf(pairOf(sources, between(1, largest)))(value, edition) && ascending(value)
}

func isOrders(value interface{}, edition int) bool {
	orders, is := value.(list)
	for _, each := range orders {
		is = is && listOf(id)(each, edition) && len(each.(list)) == 3
	}
	return is && len(orders) > 0 && ascending(value)
}

func isPapers(value interface{}, edition int) bool {
	return listOf(pairOf(caption, digest))(value, edition) && len(value.(list)) > 0 && ascending(value)
}

// textOf is text of one line; from edition 2 on it passes the gate.
func textOf(longest int) form {
	return func(value interface{}, edition int) bool {
		text, is := value.(string)
		return is && (edition < 2 || utf8.RuneCountInString(text) <= longest && strings.IndexFunc(text, isRefused) < 0)
	}
}

func notEmpty(text form) form {
	return func(value interface{}, edition int) bool { return value != "" && text(value, edition) }
}

func isRefused(r rune) bool {
	for _, span := range [][2]rune{{0, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x2029}, {0xad, 0xad}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x180e, 0x180e}, {0x200b, 0x200b}, {0x200e, 0x200f},
		{0x2060, 0x2064}, {0x206a, 0x206f}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}, {0x202a, 0x202e}, {0x2066, 0x2069}} {
		if span[0] <= r && r <= span[1] {
			return true
		}
	}
	return false
}
