"""What is killed while it works, and a server that is reached by another name: sentences 25, 26 and 32."""

import os
import signal
import subprocess
import time

import pytest
from conftest import ARGUMENTS, CHROMIUM, mark, outbox, saved, until
from playwright.sync_api import expect
from realserver import HENG, RealServer, heng, verify, workshop_ledger
from visiting import opened, signed_in

EVERY = [f"{pillar}.1.{n}" for pillar in ("release", "manage") for n in range(1, 7)]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = RealServer(workshop_ledger(), tmp_path_factory.mktemp("killed"))
    yield server
    server.stop()


def test_25_the_server_killed_during_twenty_saves_has_stored_each_once(server, browser):
    for name in ("zone01", "zone02"):
        server.accept(name, "e01")
    server.start_count()
    context = signed_in(browser, server, "e01")
    marks = {indicator: "0" if indicator == "manage.1.5" else "7.5" if indicator == "manage.1.4" else f"1.{1 + n % 5}" for n, indicator in enumerate(EVERY)}
    page = opened(context, server, "/my/demo/zones/zone01/table")
    for n, (indicator, value) in enumerate(marks.items()):
        mark(page, indicator).fill(value)
        mark(page, indicator).press("Enter")
        if n == 2:
            until(lambda: server.events() >= 1)
            server.kill()
    for n, indicator in enumerate(EVERY[:8]):
        page.locator(f"[id='comment-{indicator}']").fill(f"理由 {n}")
    assert len(outbox(page)) >= 9
    began = server.sql("SELECT count(*) FROM event")[0][0]
    server.restart()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#status")).to_contain_text("全部已保存", timeout=15000)
    held = server.stored("zone01")
    assert {indicator: held[indicator]["mark"] for indicator in EVERY} == marks
    assert [held[indicator]["comment"] for indicator in EVERY[:8]] == [f"理由 {n}" for n in range(8)]
    events = server.told("cell.saved")
    assert len(events) == sum(cell["version"] for cell in held.values())
    cells = [(event["cell"]["indicator"], event["cell"].get("hundredths"), event.get("comment", {}).get("text", "")) for event in events]
    assert len(cells) == len(set(cells)) and began < server.sql("SELECT count(*) FROM event")[0][0]
    status, told = verify(str(server.folder / "heng.sqlite"), "--key-file", str(server.folder / "demo.key"))
    assert status == 0, told
    context.close()


def test_26_the_browser_killed_with_unsent_entries_sends_and_lists_them_when_it_is_opened_again(server, playwright, tmp_path):
    server.accept("zone03", "e02")
    profile = tmp_path / "profile"
    cookie = {**server.cookie("e02"), "url": server.base_url}

    def start():
        return playwright.chromium.launch_persistent_context(str(profile), executable_path=CHROMIUM, args=ARGUMENTS, locale="zh-CN")

    context = start()
    context.add_cookies([cookie])
    context.route("**/api/rounds/**", lambda route: route.abort())
    page = opened(context, server, "/my/demo/zones/zone03/table")
    marks = {f"release.1.{n}": f"1.{n}" for n in range(1, 6)}
    for indicator, value in marks.items():
        mark(page, indicator).press_sequentially(value)
    until(lambda: len(outbox(page)) == 5)
    page.wait_for_timeout(200)
    assert server.stored("zone03", "e02") == {}
    for process in os.listdir("/proc"):
        if process.isdigit():
            try:
                command = open(f"/proc/{process}/cmdline").read()
            except OSError:
                continue
            if str(profile) in command:
                os.kill(int(process), signal.SIGKILL)
    time.sleep(0.3)
    for lock in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / lock).unlink(missing_ok=True)
    again = start()
    again.add_cookies([cookie])
    page = opened(again, server, "/my/demo/zones/zone03/table")
    expect(page.locator("#notices")).to_contain_text("已送出上次未送的 5 项")
    assert {indicator: cell["mark"] for indicator, cell in server.stored("zone03", "e02").items()} == marks
    again.close()


def test_32_plain_http_with_a_name_that_is_not_local_works(server, browser):
    server.accept("zone04", "e01")
    context = browser.new_context(locale="zh-CN")
    base = f"http://heng.test:{server.port}"
    context.add_cookies([{**server.cookie("e01"), "url": base}])
    page = context.new_page()
    page.goto(base + "/my/demo/zones/zone04/table")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("[isSecureContext, typeof crypto.subtle, typeof crypto.randomUUID, typeof navigator.locks]") == [False] + ["undefined"] * 3
    mark(page, "release.1.1").fill("0.7")
    page.keyboard.press("Control+s")
    expect(saved(page, "release.1.1")).to_contain_text("已保存")
    assert server.stored("zone04")["release.1.1"]["mark"] == "0.7"
    page.goto(base + "/my/demo/zones/zone04/read")
    expect(page.locator(".check .code")).to_be_visible()
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/sign-in")
    context.close()


def test_stopping_answers_what_is_under_way(server):
    """SIGTERM: the process ends by itself, and the ledger holds."""
    server.accept("zone05", "e01")
    server.put("zone05", {"indicator": "release.1.1", "mark": "1"})
    server.process.terminate()
    assert server.process.wait(15) == 0
    server.restart()
    assert server.stored("zone05")["release.1.1"]["mark"] == "1"


def test_a_retired_key_starts_no_server(tmp_path):
    server = RealServer(workshop_ledger(), tmp_path / "ledger")
    server.stop()
    subprocess.run([HENG, "key", "make", "--key", str(server.folder / "next.key"), "--ledger", "demo.heng.example/2026"], check=True, capture_output=True)
    heng(server.folder, "key", "rotate", "--to", str(server.folder / "next.key"), user="system")
    started = subprocess.run(
        [HENG, "serve", "--database", "heng.sqlite", "--key", "demo.key", "--listen", "127.0.0.1:0", "--demo"], cwd=server.folder, capture_output=True,
        text=True, timeout=60, env={**os.environ, "HENG_LANG": "en"})
    assert started.returncode != 0 and "Serving" not in started.stdout and started.stderr.strip(), started
