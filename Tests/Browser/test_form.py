"""How pages look and read to everybody: sentences 90 to 93 and 95."""

import re
import struct
import zlib
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from realserver import REPOSITORY
from visiting import HAN, READERS, ROUND, TYPED, all_pages, bustle, go, listening, office, opened, signed_in, zone

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}


def strict(page) -> None:
    """Nothing for axe to find, and nothing that a phone would scroll sideways for."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SIDEWAYS) == []
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.fixture(scope="module")
def contexts(browser, demo):
    """By the page's reader."""
    bustle(demo)
    found = {user: signed_in(browser, demo, user) for user in sorted(set(READERS.values()))}
    yield found
    for context in found.values():
        context.close()


@pytest.fixture(autouse=True)
def closing(contexts):
    yield
    for context in contexts.values():
        for page in context.pages:
            page.close()


def visit(contexts, demo, name: str, prefix: str = ""):
    return opened(contexts[READERS[name]], demo, prefix + all_pages(demo)[name])


def look(page, theme: str, size: str = "") -> None:
    page.evaluate("([theme, size]) => Object.assign(document.documentElement.dataset, { theme, size })", [theme, size])


SIDEWAYS = """() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroller") && !one.closest(".hidden-text"))
        .slice(0, 3).map((one) => one.tagName + "." + one.className).concat("sideways");
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    if (one.closest(".hidden-text, .scroller, svg") || !one.getClientRects().length || !one.textContent.trim()) return false;
    const hides = (way) => way === "hidden" || way === "clip";
    return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1) || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).slice(0, 3).map((one) => one.tagName + "." + one.className + ": " + one.textContent.trim().slice(0, 20))"""
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
}"""


TRIM = """() => {
    // One of each sort is enough for axe; the rest of forty rows only takes time.
    document.querySelectorAll("article.cell[hidden], [data-files][hidden]").forEach((one) => one.remove());
    for (const list of document.querySelectorAll("tbody, .outline ol")) [...list.children].slice(4, -2).forEach((one) => one.remove());
}"""


@dataclass
class Seen:
    """What was found on a page in one language, at one visit for all the tests."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    crumb: str | None = None
    lang: str = ""
    texts: list[str] = field(default_factory=list)
    axe: list[tuple] = field(default_factory=list)
    lost: list[tuple] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def examine(page, themes) -> Seen:
    here = page.locator(".crumbs [aria-current=page]")
    seen = Seen(
        page.title(), page.locator("h1").all_inner_texts(), here.inner_text().strip() if here.count() else None,
        page.locator("html").get_attribute("lang"), texts(page))
    page.evaluate(TRIM)
    for theme, size, rules in themes:
        look(page, theme, size)
        for violation in Axe().run(page, options=rules).response["violations"]:
            nodes = violation["nodes"]
            seen.axe.append((theme, violation["id"], len(nodes), nodes[0]["target"], (nodes[0].get("failureSummary") or "")[:200]))
    page.set_viewport_size({"width": 320, "height": 256})
    seen.lost += [("320", what) for what in page.evaluate(SIDEWAYS)]
    page.evaluate(SPACING)
    for width, height in ((320, 256), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        seen.lost += [("spaced", width, what) for what in page.evaluate(SIDEWAYS) + page.evaluate(CLIPPED)]
    seen.complaints = list(page.complaints)
    return seen


@pytest.fixture(scope="module")
def survey(contexts, demo) -> dict[tuple[str, str], Seen]:
    found, pages = {}, {user: listening(context.new_page()) for user, context in contexts.items()}
    addresses = all_pages(demo)
    for prefix in ("", "/en"):
        for name in READERS:
            page = pages[READERS[name]]
            page.set_viewport_size({"width": 1440, "height": 900})
            page.complaints.clear()
            go(page, demo, prefix + addresses[name])
            # The look is the same in both languages.
            found[name, prefix] = examine(page, [("light", "", RULES), ("dark", "large", CONTRAST)][:1 if prefix else 2])
    return found


def test_87_no_page_breaks_the_policy(survey):
    assert {place: seen.complaints for place, seen in survey.items() if seen.complaints} == {}


def test_90_axe_finds_nothing(survey):
    """Everything in the light theme, and contrast and sizes of targets in the dark one with large letters."""
    assert {place: seen.axe for place, seen in survey.items() if seen.axe} == {}


def test_91_320_pixels_and_wide_spacing_lose_nothing(survey):
    assert {place: seen.lost for place, seen in survey.items() if seen.lost} == {}


def pixels(png: bytes) -> list[list[tuple[int, int, int]]]:
    """The rows of an 8-bit RGB or RGBA image (PNG, ISO/IEC 15948)."""
    place, data, width, height, step = 8, b"", 0, 0, 4
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place:place + 8])
        part = png[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", part[:10])
            assert depth == 8 and colour in (2, 6)
            step = 3 if colour == 2 else 4
        data += part if kind == b"IDAT" else b""
        place += 12 + length
    raw, rows, above = zlib.decompress(data), [], bytearray(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        how, row = raw[start], bytearray(raw[start + 1:start + 1 + width * step])
        for x in range(len(row)):
            left = row[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            if how == 1:
                row[x] = (row[x] + left) & 255
            elif how == 2:
                row[x] = (row[x] + above[x]) & 255
            elif how == 3:
                row[x] = (row[x] + (left + above[x]) // 2) & 255
            elif how == 4:
                guess = left + above[x] - corner
                near = min((abs(guess - left), 0, left), (abs(guess - above[x]), 1, above[x]), (abs(guess - corner), 2, corner))[2]
                row[x] = (row[x] + near) & 255
        rows.append([tuple(row[x:x + 3]) for x in range(0, len(row), step)])
        above = row
    return rows


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """WCAG 2.2."""
    def luminance(colour) -> float:
        parts = [value / 255 for value in colour]
        return sum(weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for weight, part in zip((0.2126, 0.7152, 0.0722), parts))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


COVERED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one.tagName === "IFRAME") return null;
    const box = one.getBoundingClientRect();
    const points = [[box.left + Math.min(4, box.width / 2), box.top + Math.min(4, box.height / 2)], [box.right - Math.min(4, box.width / 2), box.bottom - Math.min(4, box.height / 2)]];
    const isSeen = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one) || (one.labels || []).length) };
    return { name: one.tagName + " " + (one.id || one.name || one.textContent.trim().slice(0, 20)), isCovered: !points.some(isSeen), box: [box.left, box.top, box.width, box.height] };
}"""


@pytest.mark.parametrize("name, width, height", [("score", 1440, 900), ("table", 1024, 768), ("score", 390, 844), ("read", 390, 844), ("office-board", 1024, 768), ("office-divergence", 390, 844), ("office-close", 390, 844)])
def test_92_what_has_the_focus_is_not_covered(contexts, demo, name, width, height):
    found = []
    page = visit(contexts, demo, name)
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(50):
        page.keyboard.press("Tab")
        told = page.evaluate(COVERED)
        if told and told["isCovered"]:
            found.append((told["name"], told["box"]))
    assert found == []


def weak_rings(contexts, demo, name: str, theme: str, kinds: str) -> list[tuple]:
    """Where around what has the focus too few pixels change by 3:1 against what was there."""
    weak, seen = [], set()
    page = visit(contexts, demo, name)
    look(page, theme)
    for _ in range(70):
        page.keyboard.press("Tab")
        kind = page.evaluate("(kinds) => document.activeElement.matches(kinds) ? document.activeElement.tagName + document.activeElement.type + document.activeElement.className : ''", kinds)
        told = page.evaluate(COVERED)
        if not kind or kind in seen or not told:
            continue
        seen.add(kind)
        left, top, width, height = told["box"]
        if width > 400 or height > 200:
            continue
        clip = {"x": max(0, left - 6), "y": max(0, top - 6), "width": width + 12, "height": height + 12}
        with_ring = pixels(page.screenshot(clip=clip, caret="hide"))
        handle = page.evaluate_handle("document.activeElement")
        handle.evaluate("(one) => one.blur()")
        without = pixels(page.screenshot(clip=clip, caret="hide"))
        handle.evaluate("(one) => one.focus({ focusVisible: true, preventScroll: true })")
        changed = sum(1 for rows in zip(with_ring, without) for one, other in zip(*rows) if one != other and contrast(one, other) >= 3)
        if changed < min(width, 60) + min(height, 20):
            weak.append((name, told["name"], kind, changed))
    assert len(seen) >= 2, (name, seen)
    page.close()
    return weak


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_92_the_ring_of_the_focus_is_seen(contexts, demo, theme):
    pages = (("score", "a, button, input[type=radio], [name=mark], textarea, summary"), ("me", "a, button, input"), ("read", "a, input, button"), ("office-close", "a, button, input"))
    assert [weak for name, kinds in (pages if theme == "light" else pages[:1]) for weak in weak_rings(contexts, demo, name, theme, kinds)] == []


def test_92_the_ring_of_the_focus_is_seen_on_heat(contexts, demo):
    assert weak_rings(contexts, demo, "office-divergence", "light", ".heat a, .heat input") == []


def test_93_forced_colors_and_grey_tell_every_state(contexts, demo):
    page = visit(contexts, demo, "score")
    page.emulate_media(forced_colors="active")
    grey = "document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet())]; document.adoptedStyleSheets[0].replaceSync('html { filter: grayscale(1) }')"
    states = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-goto]')].map((link) => [link.dataset.markState, link.querySelector('.glyph').textContent]))")
    assert len(set(states.values())) == len(states) >= 2, states

    def shot(selector: str) -> bytes:
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        return page.locator(selector).first.screenshot()

    level, link, field = ".cell:not([hidden]) .level >> nth=3", "[data-goto='release.2.1']", ".cell:not([hidden]) .field.mark"
    for how in ("forced", "grey"):
        if how == "grey":
            page.emulate_media(forced_colors="none")
            page.evaluate(grey)
        before = {name: shot(name) for name in (level, link, field)}
        page.locator(level).locator("input").check()
        assert shot(level) != before[level], (how, "chosen level")
        page.locator(".cell:not([hidden]) [name=mark]").fill("9")
        page.keyboard.press("Tab")
        assert shot(field) != before[field], (how, "refused mark")
        page.locator(".cell:not([hidden]) [name=mark]").fill("1.3")
        page.locator(link).click()
        assert shot(link) != before[link], (how, "current indicator")
        page.locator("[data-goto='release.1.2']").click()
    page.evaluate("document.adoptedStyleSheets = []")
    page.emulate_media(forced_colors="active")
    bare = page.evaluate(
        """() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main textarea, .level")].filter((one) => one.getClientRects().length)
            .filter((one) => { const style = getComputedStyle(one); return parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth) + parseFloat(style.outlineWidth) === 0 && !one.matches(".plain, [type=radio]"); })
            .map((one) => one.tagName + "." + one.className)""")
    assert bare == []


def texts(page) -> list[str]:
    """What a page says: seen text and labels; what is marked as another language's is not its own."""
    return page.evaluate(
        """() => {
            const said = [], own = document.documentElement.lang.slice(0, 2);
            const isOther = (one) => { const marked = one.closest("[lang]"); return marked && marked.lang.slice(0, 2) !== own };
            const roots = [document.body, document.getElementById("words") && document.getElementById("words").content].filter(Boolean);
            for (const root of roots) {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const parent = node.parentElement;
                    if (node.data.trim() && !(parent && (parent.closest("script, code, kbd, textarea, .secret, .code") || isOther(parent)))) said.push(node.data.trim());
                }
                for (const one of root.querySelectorAll("[aria-label], [title], [placeholder], [data-label]")) {
                    if (!isOther(one)) for (const name of ["aria-label", "title", "placeholder", "data-label"]) if (one.getAttribute(name)) said.push(one.getAttribute(name));
                }
            }
            return said.concat(document.title);
        }""")


def corpus(demo) -> str:
    """Everything Chinese that is data: the scheme, the round's files, what people typed, and names."""
    parts = [path.read_text() for path in REPOSITORY.glob("Criteria/*.yaml")]
    parts += [path.read_text() for path in REPOSITORY.glob("Examples/scoring-round/**/*") if path.suffix in (".yaml", ".csv")]
    parts += [event["comment"]["text"] for event in demo.told("cell.saved", 0) if "text" in event.get("comment", {})]
    parts += [value for kind in ("clarification.asked", "clarification.given", "evidence.requested", "evidence.supplied", "user.added", "expert.registered", "zone.registered", "draw.committed", "application.recommended", "application.returned") for event in demo.told(kind, 0) for value in re.findall(r"'([^']*)'", str(event))]
    parts += [path.name for path in REPOSITORY.glob("Examples/scoring-round/**/*")] + ["衡", "中文", TYPED]
    return "\n".join(parts)


def test_95_title_heading_and_breadcrumb_agree(survey):
    wrong = []
    for (name, prefix), seen in survey.items():
        mark = " · Heng" if prefix else " · 衡"
        if seen.lang != ("en" if prefix else "zh-Hans") or len(seen.headings) != 1 or not seen.title.endswith(mark):
            wrong.append((name, prefix, seen.title, seen.headings, seen.lang))
            continue
        title, heading = seen.title.removesuffix(mark), seen.headings[0].strip()
        # On the sheet itself the zone is the heading; its title says what is done there as well.
        is_sheet = name in ("score", "score-read-only", "table", "practice", "practice-table")
        if not (heading in title if is_sheet else title == heading) or seen.crumb not in (None, heading):
            wrong.append((name, prefix, title, heading, seen.crumb))
    assert wrong == []


def test_95_no_english_sentence_on_a_chinese_page(survey):
    sentence = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")
    assert [(name, text[:80]) for (name, prefix), seen in survey.items() if not prefix for text in seen.texts
            # A call has a title in each language, and its page shows both.
            if sentence.search(text) and not text.startswith("Call for demonstration zones of 2026")] == []


def test_95_no_chinese_on_an_english_page_but_names_and_data(survey, demo):
    data = corpus(demo)
    found = {
        (name, run) for (name, prefix), seen in survey.items() if prefix for text in seen.texts
        for run in re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", text) if run not in data}
    assert sorted(found) == []


def test_95_messages_of_the_server_keep_the_language_of_the_page(demo):
    for prefix, is_chinese in (("", True), ("/en", False)):
        for path, fields in ((zone("luyuan", "ask", "regulate.1.4"), {"text": ""}), (zone("luyuan", "recuse"), {"reason": ""}), ("/me/password", {"old": "x", "password": "y"})):
            answer = demo.post(prefix + path, "expert1", **fields)
            assert answer.status == 422, (prefix + path, answer.status)
            summary = re.sub(r"<[^>]+>", " ", re.search(r'id="summary".*?</ul>', answer.text, re.S)[0])
            assert bool(HAN.search(summary)) == is_chinese, summary
        key = re.search(r'name="key" value="([^"]+)"', demo.get(office("questions", "new"), "officer").text)[1]
        for part, fields in (
            ("divergence", {"do": "preview"}), ("questions/new", {"text": ""}), ("close", {"missing": "x", "missing-facts": ""}), ("close", {"missing": "0", "missing-facts": "0", "password": "x"}),
            (f"reopenings/{demo.told('reopening.requested', 0)[-1]['seq']}", {"do": "refuse"}), (f"revisions/{demo.told('clarification.asked', 0)[-1]['seq']}", {"do": "confirm"})):
            answer = demo.post(prefix + office(part), "officer", key=key, **fields)
            assert answer.status in (409, 422), (part, answer.status)
            summary = re.sub(r"<[^>]+>", " ", re.search(r'id="summary"[^>]*>(.*?)</ul>', answer.text, re.S)[1])
            assert bool(HAN.search(summary)) == is_chinese and bool(re.search("[A-Za-z]{4}", summary.replace(ROUND, ""))) != is_chinese, summary
    for language, is_chinese in (("zh-Hans", True), ("en", False)):
        answer = demo.ask(
            "PUT", f"{demo.api('luyuan')}/cells/release.1.2", "expert1", b'{"base":1,"mark":"1.57"}', Content_Type="application/json",
            X_Heng_CSRF=demo.token("expert1")[1], X_Heng_User="expert1", Idempotency_Key="A" * 22, Accept_Language=language)
        assert answer.status == 422 and bool(HAN.search(answer.json["words"])) == is_chinese, answer
