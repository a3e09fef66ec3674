"""What is forbidden looks like what is not there, and nothing on a page runs that should not: sentences 85 to 88."""

import json
import re
import statistics
import time
from html.parser import HTMLParser

import pytest
from conftest import until
from playwright.sync_api import expect
from visiting import READERS, ROUND, all_pages, bustle, office, opened, routes, seats, settled, signed_in, zone

ROLES = ["", "expert1", "expert5", "expert6", "applicant1", "recommender", "officer", "auditor", "security", "system"]
INDICATORS = ["release.1.2", "regulate.1.4"]
NAMES = {"expert1": "周启明"}


@pytest.fixture(scope="module")
def context(browser, demo):
    context = signed_in(browser, demo, "expert1")
    yield context
    context.close()


@pytest.fixture(autouse=True)
def closing(context):
    yield
    for page in context.pages:
        page.close()


def bare(answer, path: str):
    """Without moments, and without the address that was asked for itself where it is said back."""
    status, headers, body = settled(answer)
    if location := headers.get("location"):
        headers["location"] = location.replace(path.replace("/", "%2F"), "PATH").replace(path, "PATH")
    return status, headers, body


OBJECTS = {"round": ("demo-2026", "none"), "zone": ("yunxi", "nowhere")}
"""What is there and not for this role, and what is not there at all."""


def pairs() -> list[tuple[str, str]]:
    """Addresses of the same form: of a zone of the round, and of a zone or a round that is not there."""
    base = routes(ROUND, ["ZONE"], INDICATORS, [1, 2])
    found = []
    for path in base:
        if "ZONE" in path:
            for there, missing in (("yunxi", "nowhere"), ("hetang", "nowhere")):
                found.append((path.replace("ZONE", there), path.replace("ZONE", missing)))
        if ROUND in path:
            found.append((path.replace("ZONE", "yunxi"), path.replace("ZONE", "yunxi").replace(ROUND, "none")))
            found.append((path.replace("ZONE", "yunling").replace(ROUND, "demo-2026"), path.replace("ZONE", "yunling").replace(ROUND, "none")))
    return found


def may(role: str, path: str) -> bool:
    """Whether the policy lets this role see it."""
    if "/office" in path:
        # What is forbidden to the auditor there is for who answers questions.
        return role == "officer" or (role == "auditor" and not path.endswith("/questions/new"))
    if role == "expert1":
        return True
    if role in ("officer", "auditor"):
        return "/evidence/" in path or path.endswith("/material")
    if role == "recommender":
        return "/evidence/" in path
    # All experts had seats at every zone of the round that is over.
    is_round = path.endswith("/questions") or f"{ROUND}/across/" in path
    return role in ("expert5", "expert6") and ("/demo-2026/" in path or (role == "expert5" and is_round))


@pytest.mark.parametrize("role", ROLES)
def test_85_forbidden_and_unknown_are_answered_alike(demo, role):
    seen = 0
    for prefix in ("", "/en"):
        for there, missing in pairs():
            if prefix and there.startswith("/api"):
                continue
            there, missing = prefix + there, prefix + missing
            forbidden = bare(demo.get(there, role), there)
            assert forbidden[0] < 500, (there, forbidden[0])
            if forbidden[0] in (200, 303) and role and may(role, there):
                continue
            unknown = bare(demo.get(missing, role), missing)
            assert unknown[0] < 500, (missing, unknown[0])
            assert forbidden == unknown, (role, there, missing)
            seen += 1
    assert seen > 60 or role == "expert1"


@pytest.mark.parametrize("role", ["", "expert6", "applicant1", "officer"])
def test_85_forbidden_and_unknown_writes_are_answered_alike(demo, role):
    body = json.dumps({"base": 0, "mark": "1"}).encode()
    token = demo.token(role)[1] if role else "none"
    for method, part, content in (
        ("PUT", "sheet/cells/release.1.2", body), ("POST", "sheet/cells", b'{"cells":[{"indicator":"release.1.2","base":0,"mark":"1"}]}'),
        ("POST", "sheet/late/release.1.2", b'{"mark":"1","comment":""}')):
        answers = []
        for name in ("yunxi", "nowhere"):
            answer = demo.ask(
                method, f"/api/rounds/{ROUND}/zones/{name}/{part}", role, content, Content_Type="application/json", X_Heng_CSRF=token,
                Idempotency_Key=f"{name:A<22}", **({"X_Heng_User": role} if role else {}))
            answers.append(settled(answer))
        assert answers[0][0] in (401, 404)
        assert answers[0] == answers[1], (role, method, part)
    for part in ("start", "recuse", "seal", "reopen", "table", "score/release.1.2", "reread/release.1.2", "revise/release.1.2", "ask/release.1.2", "request/release.1.2"):
        forms = [bare(demo.post(f"/my/{ROUND}/zones/{name}/{part}", role, reason="x", text="x", reasons="x", mark="1", base="0"), f"/my/{ROUND}/zones/{name}/{part}") for name in ("yunxi", "nowhere")]
        plain = [(status, headers.get("location"), re.sub(rb'value="[^"]*"', b"", body)) for status, headers, body in forms]
        assert plain[0][0] in (303, 401, 404), (role, part, plain[0])
        assert plain[0] == plain[1], (role, part)


@pytest.mark.parametrize("role", ["", "expert1", "applicant1", "recommender", "auditor", "security", "system"])
def test_85_the_desk_of_the_officer_and_its_steps_are_not_there_for_others(demo, role):
    """Seats, questions, acts and steps of the round beside those that are nowhere."""
    seat, act = seats(demo)["jinchuan", "周启明"], 381
    sees = role == "auditor"
    gets = [] if sees else [(office("seats", seat), office("seats", "x")), (office("acts", str(act), round="demo-2026"), office("acts", "999999", round="demo-2026"))]
    gets += [(office("questions", "927"), office("questions", "999999")), ("/office", "/nothing"), ("/office/todo.csv", "/office/nothing"), ("/office/todo.ics", "/office/nothing")]
    for there, missing in gets:
        one, other = bare(demo.get(there, role), there), bare(demo.get(missing, role), missing)
        if role:
            assert one == other and one[0] == 404, (role, there)
        else:
            assert one[0] == 303 and one[1]["location"] == "/sign-in?then=PATH", there
    events = demo.sql("SELECT count(*) FROM event")
    fields = {"key": "A" * 22, "reason": "x", "text": "x", "do": "confirm", "way": "recuse", "count": "1", "password": "x", "missing": "0", "missing-facts": "0", "mark": f"jinchuan:support.2.3:{seat}"}
    parts = ["rereads", f"seats/{seat}", "revisions/1", "reopenings/1", "questions/927", "questions/new", "acts/381/confirm", "acts/381/decline", "close"]
    for part in parts + ([] if sees else ["divergence"]):
        one, other = (bare(demo.post(path, role, **fields), path) for path in (office(part), office(part, round="none")))
        if not role:
            # What was typed goes through the sign-in, and where to: the address is in the page, and in its length.
            one, other = ((status, {**headers, "content-length": ""}, re.sub(rb'value="[^"]*"', b"", body)) for status, headers, body in (one, other))
        assert one == other and one[0] == (404 if role else 401), (role, part, one[0])
    assert demo.sql("SELECT count(*) FROM event") == events


def test_85_the_board_and_a_board_of_no_round_take_the_same_time(demo):
    taken = {office("board"): [], office("board", round="none"): []}
    for _ in range(40):
        for path, times in taken.items():
            began = time.perf_counter()
            assert demo.get(path, "expert6").status == 404
            times.append(time.perf_counter() - began)
    there, missing = (statistics.median(times) for times in taken.values())
    assert abs(there - missing) < 0.5 * max(there, missing), taken


def test_85_forbidden_and_unknown_take_the_same_time(demo):
    taken = {"yunxi": [], "nowhere": []}
    for _ in range(40):
        for name, times in taken.items():
            began = time.perf_counter()
            demo.get(f"/my/{ROUND}/zones/{name}/score/release.1.2", "expert6")
            times.append(time.perf_counter() - began)
    there, missing = (statistics.median(times) for times in taken.values())
    assert abs(there - missing) < 0.5 * max(there, missing), taken


def test_86_what_one_does_not_see_changes_no_byte_of_what_one_sees(demo):
    """expert1 marks, asks and goes on; everybody else's answers stay as they were, their sizes and tags too."""
    addresses = routes(ROUND, ["yunxi", "luyuan", "nowhere"], INDICATORS, [1, 2, 3])
    others = ["expert2", "expert5", "expert6", "applicant2", "recommender", "officer", "auditor"]
    # The officer and the auditor see how far each sheet is.
    seen = {user: [path for path in addresses if not (may(user, path) and "/office" in path)] for user in others}
    before = {user: {path: settled(demo.get(path, user)) for path in seen[user]} for user in others}
    for indicator, value in (("serve.6.2", "0.2"), ("serve.6.3", "1.1"), ("support.1.1", "0")):
        demo.put("luyuan", {"indicator": indicator, "mark": value, "comment": "隐而不见"}, "expert1")
    demo.post(zone("yunxi", "ask", "regulate.1.4"), "expert1", text="怎样理解这一口径？")
    for user, answers in before.items():
        after = {path: settled(demo.get(path, user)) for path in seen[user]}
        assert [path for path in seen[user] if after[path] != answers[path] and not path.endswith("/receipt")] == [], user


class Inline(HTMLParser):
    """Finds what a policy without inline script and style forbids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in names) or tag == "base":
            self.found.append(tag)
        for name, value in attributes:
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "data:")):
                self.found.append(f"{tag} {name}")
            if name in ("src", "href", "action") and re.match(r"(?:[a-z]+:)?//", value or ""):
                self.found.append(f"{tag} {name}={value}")


def test_87_no_page_has_inline_script_or_style_or_asks_another_origin(demo):
    bustle(demo)
    for prefix in ("", "/en"):
        for name, path in all_pages(demo).items():
            answer = demo.get(prefix + path, READERS[name])
            assert Inline(answer.text).found == [], (name, prefix)
            policy = answer.headers["content-security-policy"]
            assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
    for name in ("heng.css",):
        style = demo.get(f"/assets/0/{name}").text
        assert not re.search(r"@import|https?://(?!www\.w3\.org)|url\((?!['\"]?(?:#|/assets/|icons|data:image/svg))", style)


@pytest.mark.parametrize("text", [
    "</textarea><script>window.taken = 1</script>", '"><img src=x onerror="window.taken = 1">', "{{count}} ${1} <b>粗</b> &amp; &#60;",
    "../../etc/passwd\r\nSet-Cookie: heng=x", "'--; DROP TABLE event"])
def test_88_what_was_typed_is_shown_as_text_and_nothing_else(demo, context, text):
    demo.put("luyuan", {"indicator": "release.2.1", "comment": text}, "expert1")
    kept = text.replace("\r\n", "\n")
    page = opened(context, demo, zone("luyuan", "score", "release.2.1"))
    expect(page.locator("[id='comment-release.2.1']")).to_have_value(kept)
    for path in (zone("luyuan", "read"), zone("luyuan", "table"), f"/my/{ROUND}/across/release.2.1"):
        other = opened(context, demo, path)
        shown = other.locator("[id='comment-release.2.1'], [id='comment-luyuan']")
        if shown.count():
            expect(shown.first).to_have_value(kept)
        else:
            assert kept.split("\n")[0] in other.locator("main").inner_text()
        assert other.evaluate("window.taken") is None and other.complaints == []
        other.close()
    assert page.evaluate("window.taken") is None and page.complaints == []
    assert demo.stored("luyuan", "expert1")["release.2.1"]["comment"] == kept


@pytest.mark.parametrize("text", ["</textarea></dd><script>window.taken = 1</script>", '"><img src=x onerror="window.taken = 1">', "{{count}} ${1} <b>粗</b> &amp; &#60;"])
def test_88_what_experts_typed_is_text_on_the_officers_pages(browser, demo, text):
    """A question, the grounds of a revision and of a reopening; and of the officer's own what was refused."""
    demo.post(zone("luyuan", "ask", "regulate.1.4"), "expert1", text=text)
    question = demo.told("clarification.asked", 0)[-1]["seq"]
    indicator = {"<": "release.2.1", '"': "release.2.2", "{": "release.3.3"}[text[0]]
    if not [event for event in demo.told("revision.proposed", 0) if text in str(event)]:
        base = demo.stored("jinchuan", "expert2")[indicator]["mark"]
        page = demo.get(zone("jinchuan", "revise", indicator), "expert2")
        demo.post(zone("jinchuan", "revise", indicator), "expert2", mark=str(round(float(base) - 0.1, 1)), reason="arithmetic-error", text=text, comment=text)
        assert page.status == 200 and demo.told("revision.proposed", 0)
    context = signed_in(browser, demo, "officer")
    try:
        for path in (office("questions"), office("questions", str(question)), office("revisions")):
            page = opened(context, demo, path)
            assert text in page.locator("main").inner_text(), path
            assert page.evaluate("window.taken") is None and page.complaints == [], path
            page.close()
        page = opened(context, demo, office("questions", "new"))
        page.locator("#text").fill(text + "\u202e")
        page.get_by_role("button", name="发给全部席位").click()
        expect(page.locator("#summary")).to_be_focused()
        expect(page.locator("#text")).to_have_value(text + "\u202e")
        assert page.evaluate("window.taken") is None and page.complaints == []
    finally:
        context.close()


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b", "a\u0000b", "a\u200bb", "a\u0007b"])
def test_88_signs_that_turn_or_hide_text_are_refused_at_the_field(demo, text):
    base = demo.stored("luyuan", "expert1")["regulate.1.1"]["version"]
    answer = demo.write("PUT", f"{demo.api('luyuan')}/cells/regulate.1.1", "expert1", {"base": base, "comment": text})
    assert answer.status == 422 and answer.json["field"] == "comment", answer
    assert answer.json["words"] and text not in answer.json["words"]


def test_88_odd_addresses_are_missing_pages_and_no_more(demo):
    for path in ("/my/%2e%2e/%2e%2e/etc/passwd", "/assets/0/..%2fheng.sqlite", "/assets/0/%2e%2e%2f%2e%2e%2fdemo.key", "/my/a%0d%0aX-Taken:%201/questions",
                 "/my/%3Cscript%3E/zones/x/score", "/my/" + "x" * 3000, "/my/%00", "/my/%ff%fe/questions", "/en/en/my", "/my/../my/x"):
        answer = demo.get(path, "expert1")
        assert answer.status in (400, 404, 303), (path, answer.status)
        assert "x-taken" not in answer.headers and b"<script>" not in answer.body.replace(b'<script src', b"").replace(b'<script type', b"")
        assert b"PRIVATE" not in answer.body and b"SQLite" not in answer.body
    until(lambda: demo.get("/health").status == 200)
