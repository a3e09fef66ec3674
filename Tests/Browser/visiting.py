"""What the tests of whole pages share: addresses, contexts, and answers without what changes from one second to the next."""

import re

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
    "practice": "/practice/score",
    "practice-table": "/practice/table",
    "me": "/me",
    "help": "/help",
    "missing": zone("nowhere", "score"),
}
"""Pages of expert1 in the demo's round, by name."""
OPEN_PAGES = {"sign-in": "/sign-in", "activate": "/activate"}


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
    return found


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
