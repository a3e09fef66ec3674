#!/usr/bin/env python3
"""Keeps the style sheet and the scripts to what Chromium 86 knows, and to what plain HTTP allows.

    Tests/Browser/floor.py [FILE|FOLDER …]          left out: Assets

Writes `file:line: what (the version that brought it): what to do instead` for each hit and ends with 1 if there is one. Names are looked for
in the text without comments and strings, so a property of our own that bears the name of a new method is a hit too: call it otherwise.
The versions are those of Chromium on the desk, as MDN's browser-compat-data has them; each row brings a line that must be hit, which
`test_floor.py` plants.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

FLOOR = 86
ASSETS = Path(__file__).parents[2] / "Assets"


@dataclass(frozen=True)
class Feature:
    name: str
    since: int
    """The first version of Chromium that has it; 0: any, but only on https or on this machine."""
    pattern: str
    instead: str
    planted: str
    """A line that has it."""


def style(name: str, since: int, instead: str, value: str = "auto", forms: str = "") -> Feature:
    """A property; `forms` is a pattern of all its names where there are several."""
    return Feature(name, since, rf"(?<![\w-])(?:{forms or name})\s*:", instead, f"a {{ {name}: {value}; }}")


def call(name: str, since: int, instead: str, planted: str = "") -> Feature:
    return Feature(f"{name}()", since, rf"\.\s*{name}\s*\(", instead, planted or f"list.{name}(x);")


def word(name: str, since: int, instead: str, planted: str = "") -> Feature:
    return Feature(name, since, rf"(?<![\w$]){re.escape(name)}(?![\w$])", instead, planted or f"const x = {name};")


DROPS = "a whole rule is dropped where one selector of its list is unknown"
CSS = [
    # Selectors
    Feature(":has()", 105, r":has\(", "a class or data- attribute set by server or script", "a:has(b) { color: red; }"),
    Feature(":is()", 88, r":is\(", f"write the selectors out: {DROPS}", ":is(a, b) c { color: red; }"),
    Feature(":where()", 88, r":where\(", f"write the selectors out: {DROPS}", ":where(a) { color: red; }"),
    Feature(":not() of a list", 88, r":not\((?:[^()]|\([^()]*\))*,", "one :not() after the other", "a:not(.b, .c) { color: red; }"),
    Feature(":nth-child(of)", 111, r":nth-(?:last-)?child\([^)]*\bof\b", "a class", "li:nth-child(2 of .x) { color: red; }"),
    Feature(":autofill", 110, r"(?<!-webkit-)\bautofill\b(?=[^{};]*\{)", ":-webkit-autofill in a rule of its own", "input:autofill { color: red; }"),
    Feature(":user-invalid", 119, r":user-(?:in)?valid", "aria-invalid", "input:user-invalid { color: red; }"),
    Feature(":modal", 105, r":modal\b", "dialog[open]", "dialog:modal { color: red; }"),
    Feature(":popover-open", 114, r":popover-open", "a class", "p:popover-open { color: red; }"),
    Feature(":open", 133, r":open\b", "[open]", "details:open { color: red; }"),
    Feature(":state()", 125, r":state\(", "a data- attribute", "x-y:state(on) { color: red; }"),
    Feature(":dir()", 120, r":dir\(", "[dir]", "p:dir(rtl) { color: red; }"),
    Feature("::file-selector-button", 89, r"::file-selector-button", "::-webkit-file-upload-button", "input::file-selector-button { color: red; }"),
    Feature("::details-content", 131, r"::details-content", "an element inside", "details::details-content { color: red; }"),
    Feature("::highlight()", 105, r"::highlight\(", "mark", "::highlight(x) { color: red; }"),
    # Rules
    Feature("@container", 105, r"@container\b", "@media", "@container (width > 3px) { a { color: red; } }"),
    Feature("@layer", 99, r"@layer\b", "order of the rules", "@layer base { a { color: red; } }"),
    Feature("@scope", 118, r"@scope\b", "a class before", "@scope (.x) { a { color: red; } }"),
    Feature("@starting-style", 117, r"@starting-style\b", "no motion", "@starting-style { a { color: red; } }"),
    Feature("@counter-style", 91, r"@counter-style\b", "numbers in the text", "@counter-style x { system: cyclic; }"),
    Feature("@view-transition", 126, r"@view-transition\b", "no motion", "@view-transition { navigation: auto; }"),
    Feature("@font-palette-values", 101, r"@font-palette-values\b", "nothing", "@font-palette-values --x { font-family: y; }"),
    Feature("margin boxes of @page", 131, r"@(?:top|bottom|left|right)-(?:left|center|right|top|middle|bottom)\b", "a table-footer-group",
        "@page { @bottom-left { content: none; } }"),
    Feature("ranges in @media", 104, r"@media[^{]*[<>]", "min-width, max-width", "@media (width >= 40em) { a { color: red; } }"),
    Feature("(forced-colors)", 89, r"@media[^{]*forced-colors", "borders that carry the state anyway", "@media (forced-colors: active) { a { color: red; } }"),
    Feature("(prefers-contrast)", 96, r"@media[^{]*prefers-contrast", "contrast for all", "@media (prefers-contrast: more) { a { color: red; } }"),
    Feature("(scripting)", 120, r"@media[^{]*\(scripting", "hidden from the server, shown by script", "@media (scripting: none) { a { color: red; } }"),
    Feature("(update)", 113, r"@media[^{]*\(update", "@media print", "@media (update: none) { a { color: red; } }"),
    # Values
    Feature("color-mix()", 111, r"color-mix\(", "a token of its own", "a { color: color-mix(in srgb, red, blue); }"),
    Feature("oklch(), lab()…", 111, r"(?<![\w-])(?:oklch|oklab|lch|lab|color)\(", "#rrggbb", "a { color: oklch(50% 0 0); }"),
    Feature("relative colours", 119, r"(?:rgb|hsl)a?\(from\b", "a token of its own", "a { color: rgb(from red r g b); }"),
    Feature("light-dark()", 123, r"light-dark\(", "tokens of both themes", "a { color: light-dark(red, blue); }"),
    Feature("dvh, svh, lvh", 108, r"\d[sld]v(?:h|w|i|b|min|max)\b", "vh and flex", "a { height: 100dvh; }"),
    Feature("cqw", 105, r"\dcq(?:w|h|i|b|min|max)\b", "em", "a { width: 10cqw; }"),
    Feature("lh, rlh, cap, ic", 106, r"\d(?:r?lh|r?cap|r?ic)\b", "em", "a { height: 2lh; }"),
    Feature("sin(), round()…", 111, r"(?<![\w-])(?:sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|log|exp|round|mod|rem|abs|sign)\(", "a number",
        "a { width: round(3.3px, 1px); }"),
    Feature("calc-size()", 129, r"calc-size\(", "a length", "a { height: calc-size(auto, size); }"),
    Feature("image-set()", 113, r"(?<!-webkit-)(?<![\w-])image-set\(", "one picture", "a { background: image-set('a.png' 1x); }"),
    Feature("anchor()", 125, r"(?<![\w-])anchor(?:-size)?\(", "flow", "a { top: anchor(bottom); }"),
    Feature("if()", 137, r":\s*if\(", "a class", "a { color: if(style(--x: 1): red; else: blue); }"),
    Feature("revert-layer", 99, r"revert-layer", "the value", "a { color: revert-layer; }"),
    Feature("subgrid", 117, r"\bsubgrid\b", "a table or flex", "a { grid-template-columns: subgrid; }"),
    Feature("overflow: clip", 90, r"overflow(?:-[xy])?\s*:\s*clip", "hidden", "a { overflow: clip; }"),
    Feature("two words of display", 115, r"display\s*:\s*(?:block|inline)\s+\w", "inline-flex and the like", "a { display: inline flex; }"),
    Feature("gradients in a space", 111, r"gradient\(\s*in\b", "srgb", "a { background: linear-gradient(in oklab, red, blue); }"),
    # Properties
    style("accent-color", 93, "appearance: none and an own box"),
    style("aspect-ratio", 88, "width and height, or padding", "1"),
    style("inset", 87, "top, right, bottom, left", "auto", r"inset(?:-block|-inline)?(?:-start|-end)?"),
    style("margin-inline", 87, "top and bottom, left and right", "0", r"(?:margin|padding)-(?:block|inline)"),
    style("border-block", 87, "the sides", "auto", r"border-(?:block|inline)(?:-(?:width|style|color))?"),
    style("border-start-start-radius", 89, "border-radius", "0", r"border-(?:start|end)-(?:start|end)-radius"),
    style("text-wrap", 114, "nothing", "balance", r"text-wrap(?:-style|-mode)?"),
    style("text-underline-offset", 87, "text-decoration alone", ".2em"),
    style("text-decoration-thickness", 89, "text-decoration alone", "1px"),
    style("text-emphasis", 99, "-webkit-text-emphasis", "dot", r"text-emphasis(?:-style|-color|-position)?"),
    style("text-box", 133, "padding", "trim-both", r"text-box(?:-trim|-edge)?"),
    style("text-spacing-trim", 123, "nothing", "normal"),
    style("text-autospace", 140, "nothing", "normal"),
    style("white-space-collapse", 114, "white-space", "preserve"),
    style("initial-letter", 110, "font-size", "2"),
    style("container-type", 105, "@media", "inline-size", r"container(?:-type|-name)?"),
    style("scrollbar-width", 121, "the system's", "auto", r"scrollbar-(?:width|color)"),
    style("scrollbar-gutter", 94, "padding", "stable"),
    style("field-sizing", 123, "rows and size", "content"),
    style("interpolate-size", 129, "no motion", "allow-keywords"),
    style("transition-behavior", 117, "no motion", "allow-discrete"),
    style("animation-timeline", 115, "no motion", "none", r"(?:animation|scroll|view)-timeline(?:-name|-axis)?"),
    style("view-transition-name", 111, "no motion", "none"),
    style("scale", 104, "transform", "1", r"(?:translate|rotate|scale)"),
    style("mask", 120, "an svg with currentColor", "none", r"mask(?:-image|-size|-repeat|-position)?"),
    style("print-color-adjust", 136, "-webkit-print-color-adjust beside it, or borders", "exact"),
    style("forced-color-adjust", 89, "nothing", "none"),
    style("font-variant-alternates", 111, "nothing", "normal"),
    style("size-adjust", 92, "nothing", "90%", r"(?:size-adjust|ascent-override|descent-override)"),
    style("overflow-clip-margin", 90, "padding", "0"),
    style("anchor-name", 125, "flow", "--x"),
    style("hyphenate-character", 106, "nothing", "auto"),
    style("paint-order", 123, "nothing", "stroke"),
]
SETS = "a loop over an array"
JS = [
    # The language
    Feature("static block", 94, r"\bstatic\s*\{", "a statement after the class", "class A { static { f(); } }"),
    Feature("#x in o", 91, r"#\w+\s+in\b", "a field that is always there", "class A { #x; f(o) { return #x in o; } }"),
    Feature("Error's cause", 93, r"\bnew\s+\w*Error\([^;]*\bcause\s*:", "the words of the first one", 'throw new Error("x", { cause: e });'),
    Feature("import with", 91, r"\bimport\b[^;]*\b(?:with|assert)\s*\{", "fetch", 'import x from "./x.json" with { type: "json" };'),
    Feature("using", 134, r"^[ \t]*(?:await\s+)?using\s+\w+\s*=", "try, finally", "using x = open();"),
    Feature("import.meta.resolve", 105, r"import\.meta\.resolve", "new URL", 'import.meta.resolve("./x.js");'),
    Feature("(?i:…) in a regex", 125, r"/[^/\n]*\(\?[ims]*-?[ims]+:", "both cases written out", "x = /(?i:a)b/;"),
    # Objects of the language
    call("at", 92, "list[list.length - 1]", "list.at(-1);"),
    Feature("Object.hasOwn", 93, r"\bObject\.hasOwn\b", "in, or hasOwnProperty.call", "Object.hasOwn(o, k);"),
    Feature("groupBy", 117, r"\b(?:Object|Map)\.groupBy\b", "a loop", "Object.groupBy(list, f);"),
    call("findLast", 97, "slice().reverse().find", "list.findLast(f);"),
    call("findLastIndex", 97, "a loop"),
    call("toSorted", 110, "slice().sort"),
    call("toReversed", 110, "slice().reverse"),
    call("toSpliced", 110, "slice and splice"),
    Feature("Array.fromAsync", 121, r"\bArray\.fromAsync\b", "a loop", "Array.fromAsync(list);"),
    Feature("Promise.withResolvers", 119, r"\bPromise\.withResolvers\b", "new Promise", "Promise.withResolvers();"),
    Feature("Promise.try", 128, r"\bPromise\.try\b", "an async function", "Promise.try(f);"),
    *[call(name, 122, SETS) for name in ("union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom")],
    Feature("Iterator", 122, r"\bIterator\.(?:from|prototype)\b", "an array", "Iterator.from(x);"),
    Feature("methods of iterators", 122, r"\.(?:values|keys|entries)\(\)\s*\.\s*(?:map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find)\(",
            "[...map.values()] first", "map.values().map(f);"),
    call("isWellFormed", 111, "a regex", "text.isWellFormed();"),
    call("toWellFormed", 111, "a regex", "text.toWellFormed();"),
    Feature("RegExp.escape", 136, r"\bRegExp\.escape\b", "a replace", "RegExp.escape(x);"),
    Feature("Intl.Segmenter", 87, r"\bIntl\.Segmenter\b", "[...text]", "new Intl.Segmenter();"),
    word("structuredClone", 98, "JSON, or a copy by hand", "structuredClone(x);"),
    # The page
    Feature("inert", 102, r"\.\s*inert\b", "hidden, or a dialog", "box.inert = true;"),
    Feature("popover", 114, r"\.\s*(?:popover\b|showPopover|hidePopover|togglePopover)", "dialog", "box.showPopover();"),
    call("checkVisibility", 105, "offsetParent"),
    call("setHTMLUnsafe", 124, "make"),
    call("getHTML", 125, "innerHTML"),
    call("moveBefore", 133, "insertBefore"),
    call("startViewTransition", 111, "no motion"),
    Feature("scrollend", 114, r"\bonscrollend\b", "a timer", "box.onscrollend = f;"),
    Feature("new FormData(form, button)", 112, r"new\s+FormData\([^)]*,", "append the button's value", "new FormData(form, button);"),
    word("reportError", 95, "throw in a timer", "reportError(e);"),
    word("scheduler", 94, "setTimeout", "scheduler.postTask(f);"),
    word("navigation", 102, "history", 'navigation.navigate("/");'),
    Feature("pdfViewerEnabled", 94, r"\bpdfViewerEnabled\b", "asked for `=== false` alone, which undefined is not", "if (navigator.pdfViewerEnabled) f();"),
    Feature("userAgentData", 90, r"\buserAgentData\b", "ask for the feature", "navigator.userAgentData;"),
    Feature("CSS.highlights", 105, r"\bCSS\.highlights\b", "mark", "CSS.highlights.set(x, y);"),
    # Requests
    Feature("AbortSignal.timeout", 103, r"\bAbortSignal\.(?:timeout|any|abort)\b", "AbortController and setTimeout", "AbortSignal.timeout(9);"),
    call("throwIfAborted", 100, "if (signal.aborted)", "signal.throwIfAborted();"),
    Feature("Response.json()", 105, r"\bResponse\.json\b", "JSON.stringify", "Response.json({});"),
    Feature("URL.canParse", 120, r"\bURL\.(?:canParse|parse)\b", "try new URL", "URL.canParse(x);"),
    # Only on https or on this machine: plain HTTP in an office network must work as well
    Feature("crypto.subtle", 0, r"\bcrypto\.subtle\b", "mirror.js", "crypto.subtle.digest(x, y);"),
    Feature("crypto.randomUUID", 0, r"\brandomUUID\b", "getRandomValues", "crypto.randomUUID();"),
    Feature("navigator.locks", 0, r"\bnavigator\.locks\b", "tabs.js", "navigator.locks.request(x, f);"),
    Feature("navigator.serviceWorker", 0, r"\bserviceWorker\b", "outbox.js", 'navigator.serviceWorker.register("x");'),
    Feature("navigator.clipboard", 0, r"\bnavigator\.clipboard\b", "the paste event", "navigator.clipboard.readText();"),
    Feature("navigator.storage", 0, r"\bnavigator\.storage\b", "nothing", "navigator.storage.persist();"),
    Feature("navigator.credentials", 0, r"\bnavigator\.credentials\b", "a form", "navigator.credentials.get();"),
    Feature("caches", 0, r"(?<![\w$.])caches\.", "HTTP's own", "caches.open(x);"),
    word("cookieStore", 0, "the server's cookie", "cookieStore.get(x);"),
    Feature("showOpenFilePicker", 0, r"\bshow(?:Open|Save)FilePicker\b", "input type=file, a download link", "showSaveFilePicker();"),
    Feature("wakeLock", 0, r"\bwakeLock\b", "nothing", "navigator.wakeLock.request();"),
]

ALLOWED = {
    "text-underline-offset": "decorates: the line then stands where the font puts it",
    "text-decoration-thickness": "decorates: the line then is as thick as the font has it",
    "(forced-colors)": "decorates: before 89 the system forced no colours on pages by this query",
    "margin boxes of @page": "decorates: the browser's own foot numbers the sheets; head and foot stand in the text",
    "pdfViewerEnabled": "compared with false alone: where it is unknown the frame is tried",
}
"""Features above the floor that may stand, since nothing is missing where they are unknown."""


@dataclass(frozen=True)
class Hit:
    file: Path
    line: int
    name: str
    since: int
    instead: str

    def __str__(self) -> str:
        why = f"Chromium {self.since}" if self.since else "not on plain HTTP"
        return f"{self.file}:{self.line}: {self.name} ({why}): instead {self.instead}"


BLANKS = re.compile(r"[^\n]")
CSS_PARTS = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
JS_PARTS = re.compile(
    r"(?P<comment>/\*.*?\*/|//[^\n]*)"
    r"|(?P<string>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<regex>(?:(?<=[=(,:\[!&|?{};+~^<>])|(?<=[=(,:\[!&|?{};+~^<>] )|(?<=return )|(?<=^))/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/(?P<flags>[a-z]*))",
    re.DOTALL | re.MULTILINE)


def blank(text: str) -> str:
    return BLANKS.sub(" ", text)


def bare_css(text: str) -> str:
    """Without comments and strings; lines stay."""
    return CSS_PARTS.sub(lambda part: blank(part[0]), text)


def bare_js(text: str) -> str:
    """Without comments and without what stands in strings; regexes and templates, which hold code, stay."""
    return JS_PARTS.sub(lambda part: part[0] if part["regex"] else blank(part[0]), text)


def nested(text: str) -> list[int]:
    """Where a rule begins inside a rule of selectors (112), or `&` stands in a selector."""
    found, outer, start = [], [], 0
    for place, sign in enumerate(text):
        if sign == "{":
            prelude = text[start:place].strip()
            inside = any(not other.startswith("@") for other in outer)
            if inside or (not prelude.startswith("@") and "&" in prelude):
                found.append(place)
            outer.append(prelude)
        elif sign == "}" and outer:
            outer.pop()
        if sign in "{};":
            start = place + 1
    return found


CONTROL = re.compile(r"\b(?:if|for|while|switch|catch|with|for\s+await)\s*$")


def top_awaits(text: str) -> list[int]:
    """Where `await` stands in no function (89)."""
    found, braces, brackets, start = [], [], [], 0
    closed = (-1, 0)
    for token in re.finditer(r"[(){}\[\];]|=>|\bawait\b|\basync\b", text):
        sign, before = token[0], text[: token.start()].rstrip()
        if sign in "([":
            brackets.append(len(before) if sign == "(" else -1)
        elif sign in ")]" and brackets:
            opened = brackets.pop()
            closed = (token.end(), opened)
        elif sign == "{":
            is_head = before.endswith(")") and closed[0] == len(before)
            braces.append(before.endswith("=>") or (is_head and not CONTROL.search(text[: closed[1]])))
        elif sign == "}" and braces:
            braces.pop()
        elif sign == "await" and not any(braces) and not re.search(r"\basync\b", text[start : token.start()]):
            found.append(token.start())
        if sign in ";}" and not braces:
            start = token.end()
    return found


def look(file: Path, text: str, allowed: dict[str, str] = ALLOWED) -> list[Hit]:
    """All hits of one file, by their lines."""
    is_style = file.suffix == ".css"
    bare = bare_css(text) if is_style else bare_js(text)
    found = []

    def hit(place: int, name: str, since: int, instead: str) -> None:
        if name not in allowed:
            found.append(Hit(file, bare.count("\n", 0, place) + 1, name, since, instead))

    for feature in CSS if is_style else JS:
        for match in re.finditer(feature.pattern, bare, re.MULTILINE):
            hit(match.start(), feature.name, feature.since, feature.instead)
    if is_style:
        for place in nested(bare):
            hit(place, "nesting", 112, "the whole selector")
    else:
        for place in top_awaits(bare):
            hit(place, "await outside functions", 89, "an async function that is called")
        for part in JS_PARTS.finditer(text):
            for flag, since in (("d", 90), ("v", 112)):
                if part["regex"] and flag in part["flags"]:
                    hit(part.start(), f"regex flag {flag}", since, "no flag")
    return sorted(found, key=lambda each: (each.line, each.name))


def files(places: list[Path]) -> list[Path]:
    return [file for place in places for file in (sorted(place.rglob("*")) if place.is_dir() else [place]) if file.suffix in (".css", ".js")]


if __name__ == "__main__":
    asked = files([Path(each) for each in sys.argv[1:]] or [ASSETS])
    hits = [hit for file in asked for hit in look(file, file.read_text())]
    for each in hits:
        print(each)
    print(f"{len(asked)} files, {len(hits)} hits above Chromium {FLOOR}", file=sys.stderr)
    sys.exit(1 if hits or not asked else 0)
