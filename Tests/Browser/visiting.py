"""What the tests of whole pages share: addresses, contexts, and answers without what changes from one second to the next."""

import re
from html.parser import HTMLParser

from playwright.sync_api import Browser, BrowserContext, Page
from realserver import Answer, RealServer

ROUND = "demo-scoring-2026"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def zone(name: str, part: str, *more: str) -> str:
    return "/".join(["", "my", ROUND, "zones", name, part, *more])


EXPERT_PAGES = {
    "home": "/my",
    "start": zone("hetang", "start"),
    "score": zone("luyuan", "score", "release.1.2"),
    "score-read-only": zone("jinchuan", "score", "release.1.2"),
    "table": zone("luyuan", "table"),
    "across": f"/my/{ROUND}/across/regulate.1.4",
    "read": zone("luyuan", "read"),
    "read-owed": zone("yunxi", "read"),
    "read-sealed": zone("jinchuan", "read"),
    "done": zone("jinchuan", "done"),
    "reread": zone("jinchuan", "reread", "regulate.1.4"),
    "revise": zone("jinchuan", "revise", "regulate.1.4"),
    "ask": zone("luyuan", "ask", "regulate.1.4"),
    "request": zone("luyuan", "request", "regulate.1.4"),
    "questions": f"/my/{ROUND}/questions",
    "recuse": zone("luyuan", "recuse"),
    "workbook": f"/my/{ROUND}/workbook",
    "practice": "/practice/score",
    "practice-table": "/practice/table",
    "me": "/me",
    "help": "/help",
    "missing": zone("nowhere", "score"),
}
"""Pages of expert1 in the demo's round, by name."""
OPEN_PAGES = {"sign-in": "/sign-in", "activate": "/activate"}


def office(*parts: str, round: str = ROUND) -> str:
    return "/".join(["/office/rounds", round, *parts])


OFFICE_PAGES = {
    "office": "/office",
    "office-round": office(),
    "office-round-final": office(round="demo-2026"),
    "office-board": office("board"),
    "office-reminders": office("reminders"),
    "office-divergence": office("divergence"),
    "office-cell": office("divergence", "jinchuan", "regulate.1.4"),
    "office-seat": office("seats", "{open}"),
    "office-seat-sealed": office("seats", "{sealed}"),
    "office-revisions": office("revisions"),
    "office-questions": office("questions"),
    "office-answer": office("questions", "927"),
    "office-say": office("questions", "new"),
    "office-facts": office("facts"),
    "office-zones": "/office/registry/zones",
    "office-experts": "/office/registry/experts",
    "office-calendar": "/office/registry/calendar",
    "office-applications": "/office/applications",
    "office-application": "/office/applications/yunxi-2026",
    "office-programmes": "/office/programmes",
    "office-programme": "/office/programmes/jiangxi-2017",
    "office-calls": "/office/calls",
    "office-call": "/office/calls/call-2026",
    "office-call-new": "/office/calls/new",
    "office-schemes": "/office/schemes",
    "office-plan": "/office/rounds/new",
    "office-acts": office("acts"),
    "office-act": office("acts", "{act}"),
    "office-close": office("close"),
    "office-result": office("result", round="demo-2026"),
    "office-result-zone": office("result", "chenghu", round="demo-2026"),
    "office-result-cell": office("result", "chenghu", "regulate.1.4", round="demo-2026"),
    "office-draw": office("draw"),
    "office-ways-out": office("ways-out"),
    "office-leave": office("ways-out", "zone?zone=luyuan"),
    "office-break-off": office("ways-out", "break-off"),
    "office-published": office("publish", round="demo-2026"),
    "office-final": office("final", round="demo-2026"),
    "office-certificates": office("certificates", round="demo-2026"),
    "office-certificate": office("certificates", "demo-2026-01", round="demo-2026"),
    "office-papers": office("documents", round="demo-2026"),
    "office-export": office("export", round="demo-2026"),
    "office-missing": office("nothing"),
}
"""Pages of the officer, by name; those of seats and of an act stand in braces, see `office_pages`."""
TRUST_PAGES = {
    "auditor": {
        "audit": "/audit", "audit-log": "/audit/events", "audit-event": "/audit/events/939", "audit-users": "/audit/users",
        "audit-sign-ins": "/audit/sign-ins", "audit-readings": "/audit/readings", "audit-round": office(), "audit-facts": office("facts"),
    },
    "security": {
        "security": "/security", "security-new": "/security/new-account", "security-bring": "/security/bring-accounts",
        "security-account": "/security/users/expert4", "security-sign-ins": "/security/sign-ins", "security-erasures": "/security/erasures",
    },
    "recommender": {"prefecture": "/prefecture", "prefecture-application": "/prefecture/yunxi-2026", "prefecture-compare": "/prefecture/compare/call-2026"},
    "system": {"system": "/system", "system-keys": "/system/keys", "system-backups": "/system/backups"},
}
"""Pages of auditor and administrators, by user and name."""
READERS = {name: user for user, pages in {"": OPEN_PAGES, "expert1": EXPERT_PAGES, "officer": OFFICE_PAGES, **TRUST_PAGES}.items() for name in pages}
"""Who sees a page, by its name; nobody: who is not signed in."""
TYPED = "核对时发现看错了材料"
"""What people in `bustle` give as their reasons."""


def seats(server: RealServer, round: str = ROUND) -> dict[tuple[str, str], str]:
    """The ids of seats by zone and the expert's name."""
    found = {}
    for row in re.findall(r'<tr id="zone-([^"]+)">(.*?)</tr>', server.get(office("board", round=round), "officer").text, re.S):
        for seat, name in re.findall(r'/seats/(\w+)">([^<]+)</a>', row[1]):
            found[row[0], name] = seat
    return found


def bustle(server: RealServer) -> int:
    """A revision, a request to open a sheet again, and an act that another officer proposed; its event comes back."""
    server.heng("sheet", "revise", ROUND, "jinchuan", "release.1.2", "--mark", "1.1", "--reason", "arithmetic-error", "--text", TYPED, user="expert3")
    server.heng("sheet", "reopen", ROUND, "jinchuan", "--reason", TYPED, user="expert4")
    server.heng("sheet", "remove", ROUND, "luyuan", "--seat", seats(server)["luyuan", "方素琴"], "--reason", TYPED, user="officer2")
    return server.told("act.proposed", 0)[-1]["seq"]


def all_pages(server: RealServer) -> dict[str, str]:
    """The address of every page by its name, in a server in which there is some `bustle`."""
    return {**OPEN_PAGES, **EXPERT_PAGES, **office_pages(server), **{name: path for pages in TRUST_PAGES.values() for name, path in pages.items()}}


def office_pages(server: RealServer) -> dict[str, str]:
    """`OFFICE_PAGES` of a server in which there is some `bustle`."""
    there, acts = seats(server), server.told("act.proposed", 0)
    names = {"open": there["luyuan", "周启明"], "sealed": there["jinchuan", "贺文澜"], "act": str(acts[-1]["seq"])}
    return {name: path.format(**names) for name, path in OFFICE_PAGES.items()}


def office_routes(round: str, zones: list[str], indicators: list[str], seats: list[str] = [], events: list[int] = []) -> list[str]:
    """Every address of the officer's that is got."""
    parts = ["board", "board.csv", "reminders", "reminders.csv", "divergence", "revisions", "questions", "questions/new", "facts", "facts.csv", "acts", "close", "result", "result.csv"]
    parts += ["draw", "draw/protocol.pdf", "ways-out", "ways-out/give-up", "ways-out/break-off", "publish", "publish/preview/2026-12-07/2026-12-11/", "final", "certificates", "documents", "documents.zip", "documents/notice.pdf", "export", "export.zip"]
    parts += [f"documents/score-sheet-{name}.pdf" for name in zones]
    parts += [f"result/{name}" for name in zones] + [f"seats/{seat}" for seat in seats]
    parts += [f"{part}/{name}/{indicator}" for part in ("divergence", "result") for name in zones for indicator in indicators]
    parts += [f"{part}/{event}" for part in ("questions", "acts") for event in events]
    return ["/office", "/office/todo.csv", "/office/todo.ics", *(f"/office/registry/{kind}{part}" for kind in ("zones", "experts", "calendar") for part in ("", "/table.csv")), office(round=round), *(office(part, round=round) for part in parts)]


class Forms(HTMLParser):
    """The forms of a page: where each is posted, and its fields as they would be sent without a choice of a button."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        if tag == "form":
            self.found.append((names.get("method", "get"), names["action"], {}))
        elif self.found and names.get("name") and (tag == "textarea" or tag == "select" or tag == "input"):
            if names.get("type") not in ("checkbox", "radio") or "checked" in names:
                self.found[-1][2][names["name"]] = names.get("value") or ""

    def of(self, action: str) -> dict[str, str]:
        [fields] = [fields for _, where, fields in self.found if where.endswith(action)]
        return fields


def routes(round: str, zones: list[str], indicators: list[str], numbers: list[int]) -> list[str]:
    """Every address that is got, pages and API, for these objects."""
    found = ["/my", "/me", "/help", "/sign-in", "/activate", "/practice/score", "/practice/table", f"/my/{round}/questions",
             "/api/session", "/api/rounds", f"/api/rounds/{round}/questions", "/api/practice/sheet", "/api/openapi.json"]
    found += [f"/my/{round}/across/{indicator}" for indicator in indicators]
    found += [f"/practice/score/{indicator}" for indicator in indicators]
    for name in zones:
        base = f"/my/{round}/zones/{name}"
        found += [f"{base}/{part}" for part in ("start", "recuse", "across", "score", "table", "read", "done", "receipt", "sheet.pdf")]
        found += [f"{base}/{part}/{indicator}" for part in ("score", "reread", "revise", "ask", "request") for indicator in indicators]
        found += [f"{base}/evidence/{number}" for number in numbers]
        found += [f"/api/rounds/{round}/zones/{name}/{part}" for part in ("sheet", "material")]
    return found + office_routes(round, zones, indicators)


MOMENT = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.]\d+)?(Z|[+-]\d\d:\d\d)?")
CHANGING = ("date", "x-request-id")


def settled(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """An answer without its moments and its number."""
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status, headers, MOMENT.sub(b"MOMENT", answer.body)


def signed_in(browser: Browser, server: RealServer, user: str, **options) -> BrowserContext:
    context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, **options})
    context.set_default_timeout(10000)
    if user:
        context.add_cookies([{**server.cookie(user), "url": server.base_url}])
    return context


def listening(page: Page) -> Page:
    """What the browser complains of is in `page.complaints`."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if "Content Security Policy" in said.text else None)
    return page


def go(page: Page, server: RealServer, path: str) -> None:
    """Waits until its script runs."""
    page.goto(server.base_url + path)
    if page.locator("script[src$='/score.js']").count():
        page.wait_for_selector("html[data-ready]", state="attached")


def opened(context: BrowserContext, server: RealServer, path: str) -> Page:
    page = listening(context.new_page())
    go(page, server, path)
    return page
