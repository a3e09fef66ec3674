"""Fixtures: one Chromium, the fault proxy, and the server behind it.

The server is `heng` itself (`realserver.py`); `HENG_BROWSER_SERVER` may name a Python file with another `Server` to try the scripts on.
"""

import importlib.util
import os
import re
import shutil
import time
from datetime import datetime, timezone
from typing import Protocol

import pytest
from faultproxy import FaultProxy
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from realserver import RealServer, Shelf, demo_ledger

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUICK = {"data-settle": "150", "data-settle-comment": "300", "data-settle-most": "1500", "data-retry-base": "200"}


class ServerUnderTest(Protocol):
    """A server with one open round `demo`, two zones and experts `e01` (李四) and `e02` (王五), both with password `right`."""

    address: tuple[str, int]
    zones: tuple[str, str]

    def kill(self) -> None: ...
    def restart(self) -> None: ...
    def stop(self) -> None: ...
    def cookie(self, user: str) -> dict: ...
    def stored(self, zone: str, user: str = "e01") -> dict[str, dict]: ...
    def sheet(self, zone: str) -> dict: ...
    def events(self) -> int: ...
    def late(self) -> list[dict]: ...
    def put(self, zone: str, cell: dict) -> None: ...
    def expire_session(self) -> None: ...
    def rotate_csrf(self) -> None: ...
    def seal(self, zone: str) -> None: ...
    def close_round(self) -> None: ...
    def recuse(self, zone: str) -> None: ...
    def configure(self, **settings: object) -> None: ...


ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP heng.test 127.0.0.1"]


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


class SessionProxy(FaultProxy):
    """Tells sessions shorter than the server has them, and ends them then: nobody waits for half an hour."""

    def __init__(self) -> None:
        self.server = None
        self.used: dict[str, float] = {}
        super().__init__()

    async def _ask(self, line: str, headers: dict[str, str], body: bytes):
        settings = getattr(self.server, "settings", {})
        idle, cookie = settings.get("idle"), headers.get("cookie", "")
        if build := settings.get("build"):
            line = re.sub(r"^GET /assets/[^/]+/", "GET /assets/0/", line)
        if idle is None or not isinstance(self.server, RealServer):
            reply, told, content = await super()._ask(line, headers, body)
            if build:
                content = re.sub(rb'("build":"|data-build="|/assets/)[^"/]+', rb"\g<1>" + str(build).encode(), content)
            return reply, told, content
        now = time.time()
        if cookie in self.used and now - self.used[cookie] >= idle:
            headers = {name: value for name, value in headers.items() if name != "cookie"}
        elif cookie not in self.used or not line.startswith(("GET /api/session ", "GET /assets/")):
            self.used[cookie] = now
        reply, told, content = await super()._ask(line, headers, body)
        if opened := told.get("set-cookie", "").split(";")[0]:
            self.used[cookie := opened] = now
        end = self.used[cookie] + idle
        for name, moment in (("ends", end), ("warns", end - settings["warn"])):
            text = datetime.fromtimestamp(moment, timezone.utc).isoformat(timespec="milliseconds").encode()
            content = re.sub(rb'("%b": ?"|data-%b=")[^"]*' % (name.encode(), name.encode()), rb"\g<1>" + text, content)
        text = datetime.fromtimestamp(time.time(), timezone.utc).isoformat(timespec="milliseconds").encode()
        return reply, told, re.sub(rb'("now": ?"|data-now=")[^"]*', rb"\g<1>" + text, content)


@pytest.fixture(scope="session")
def shared_proxy() -> SessionProxy:
    return SessionProxy()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("workshop"))
    yield shelf
    shelf.stop()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A server on a copy of the demo's ledger, with its round in scoring."""
    folder = tmp_path_factory.mktemp("demo")
    server = RealServer(demo_ledger(), folder, "demo-scoring-2026")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(request, tmp_path):
    path = os.environ.get("HENG_BROWSER_SERVER")
    if not path:
        yield request.getfixturevalue("shelf").take()
        return
    spec = importlib.util.spec_from_file_location("server_under_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.Server(tmp_path / "state")
    yield server
    server.stop()
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def proxy(shared_proxy, server) -> FaultProxy:
    shared_proxy.reset(server.address)
    shared_proxy.server, shared_proxy.used = server, {}
    return shared_proxy


@pytest.fixture
def desk(browser, proxy, server):
    desk = Desk(browser, proxy, server)
    yield desk
    desk.context.close()
    assert not desk.faults, desk.faults


class Desk:
    """An expert's browser in front of the proxy."""

    def __init__(
        self, browser: Browser, proxy: FaultProxy, server: ServerUnderTest, context: BrowserContext | None = None
    ) -> None:
        self.proxy, self.server = proxy, server
        self.zone, self.other = server.zones
        self.base = f"http://127.0.0.1:{proxy.port}"
        self.faults: list[str] = []
        self.context = context or browser.new_context(locale="zh-CN", accept_downloads=True)
        self.context.set_default_timeout(5000)
        self.sign_in("e01")

    def sign_in(self, user: str) -> None:
        self.context.add_cookies([{**self.server.cookie(user), "url": self.base}])

    def page(self, path: str = "", quick: bool = True, init: str = "", **timings: str) -> Page:
        """Opens a page of the zone, the cards by default, with short pauses unless told."""
        self.proxy.timings = {**(QUICK if quick else {}), **{f"data-{k.replace('_', '-')}": v for k, v in timings.items()}}
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security Policy" in said.text else None)
        if init:
            page.add_init_script(init)
        page.goto(self.base + (path or self.cards()))
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    def cards(self, indicator: str = "release.1.1") -> str:
        return f"/my/demo/zones/{self.zone}/score/{indicator}"

    def table(self) -> str:
        return f"/my/demo/zones/{self.zone}/table"

    def stored(self, indicator: str, zone: str = "") -> dict:
        return self.server.stored(zone or self.zone).get(indicator, {"version": 0, "mark": None, "comment": ""})


def mark(page: Page, indicator: str):
    return page.locator(f'.cell[data-indicator="{indicator}"] [id^=mark-]').first


def comment(page: Page, indicator: str):
    return page.locator(f'.cell[data-indicator="{indicator}"] [id^=comment-]').first


def saved(page: Page, indicator: str):
    return page.locator(f'.cell[data-indicator="{indicator}"] .saved').first


def outbox(page: Page) -> list[dict]:
    """What stands on the browser's disk, in IndexedDB and in localStorage."""
    return page.evaluate(
        """async () => {
            const found = Object.keys(localStorage).filter((key) => key.startsWith("heng.outbox."))
                .map((key) => JSON.parse(localStorage.getItem(key)));
            const database = await new Promise((done) => {
                const request = indexedDB.open("heng", 1);
                request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
                request.onsuccess = () => done(request.result);
                request.onerror = () => done(null);
            });
            if (!database) return found;
            const all = await new Promise((done) => {
                const request = database.transaction("outbox").objectStore("outbox").getAll();
                request.onsuccess = () => done(request.result);
            });
            database.close();
            return [...found, ...all];
        }"""
    )


def until(condition, seconds: float = 5, what: str = ""):
    """Waits for a condition of the world outside the page."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"not within {seconds} s: {what or condition}"
        time.sleep(0.03)
    return value
