"""申报: sentences 70 to 73, and what a county office with a slow line may rely on."""

import base64
import hashlib
import json
import re
import secrets
import shutil
from pathlib import Path

import applying
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import until
from faultproxy import FaultProxy
from reading import count, errors, hidden, main, summary, text, upload
from realserver import HENG, RealServer, heng, prepared
from test_form import RULES, SIDEWAYS
from visiting import listening, signed_in

CALL = "/zone/calls/call"
ENTRY = f"{CALL}/indicators/release.1.1"
MIB = 1 << 20


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A server on a ledger with an open call; a module's tests each take a zone of their own."""
    folder = tmp_path_factory.mktemp("applying")
    source = prepared("applying", Path(applying.__file__), lambda goal: applying.make(HENG, goal))
    server = RealServer(source, folder, "none")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def visit(browser, ledger):
    """A browser of one user before the proxy, which may cut the line."""
    proxy = FaultProxy()
    proxy.reset(ledger.address)
    proxy.timings = {"data-settle": "100", "data-retry-base": "100"}
    opened = []

    def visit(user: str, path: str, **options):
        context = browser.new_context(locale="zh-CN", viewport={"width": 1200, "height": 900}, **options)
        context.set_default_timeout(8000)
        context.add_cookies([{**ledger.cookie(user), "url": f"http://127.0.0.1:{proxy.port}"}])
        opened.append(context)
        page = listening(context.new_page())
        page.goto(f"http://127.0.0.1:{proxy.port}{path}")
        page.proxy = proxy
        return page

    yield visit
    for context in opened:
        context.close()


def files(server, zone: str) -> list[tuple]:
    return server.sql("SELECT name, digest, size, whole FROM draft_file WHERE zone = ? ORDER BY id", zone)


def field(server, zone: str, name: str) -> tuple | None:
    return next(iter(server.sql("SELECT value, version FROM draft_field WHERE zone = ? AND field = ?", zone, name)), None)


def big(seed: int, size: int) -> bytes:
    """A PDF by its first bytes."""
    return b"%PDF-1.7\n" + (hashlib.sha512(bytes([seed])).digest() * (size // 64 + 1))[: size - 9]


def on_disk(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def fill(server, user: str, **more: str) -> None:
    """Conditions that are met, as a page without script posts them."""
    page = main(server.get(f"{CALL}/conditions", user))
    sent = {f"base.{name}": hidden(page, f"base.{name}") for name in ("met.plan", "note.plan", "met.staff", "note.staff")}
    sent |= {"met.plan": "yes", "note.plan": "有方案", "met.staff": "yes", "note.staff": "五人", **more}
    assert server.post(f"{CALL}/conditions", user, **sent).status == 303


def claim(server, user: str, indicator: str, points: str, words: str):
    page = main(server.get(f"{CALL}/indicators/{indicator}", user))
    return server.post(
        f"{CALL}/indicators/{indicator}", user, **{f"points.{indicator}": points, f"text.{indicator}": words, "indicator": indicator,
        f"base.points.{indicator}": hidden(page, f"base.points.{indicator}"), f"base.text.{indicator}": hidden(page, f"base.text.{indicator}")})


def submit(server, user: str):
    page = main(server.get(f"{CALL}/check", user))
    return server.post(f"{CALL}/submit", user, seen=hidden(page, "seen"), key=hidden(page, "key"))


# 70

def test_70_a_file_of_20_mib_goes_on_after_the_network_was_cut_at_half(ledger, visit, tmp_path):
    page = visit("for-a", ENTRY)
    content = big(1, 20 * MIB)
    fault = page.proxy.fail(r"^PUT /zone/uploads/[0-9a-f]+/10485760", "cut", times=3)
    page.set_input_files("#evidence", on_disk(tmp_path, "台账.pdf", content))
    page.get_by_text("网络中断，恢复后").wait_for(timeout=30000)
    until(lambda: fault.times == 0, 10)
    page.get_by_text("已上传").wait_for(timeout=40000)
    digest = hashlib.sha256(content).hexdigest()
    assert files(ledger, "city-a") == [("台账.pdf", digest, 20 * MIB, 1)]
    assert hashlib.sha256((ledger.folder / "heng.sqlite.uploads/city-a" / digest).read_bytes()).hexdigest() == digest
    sent = [seen.line for seen in page.proxy.seen if re.match(r"PUT /zone/uploads/\w+/\d+\?", seen.line)]
    offsets = [int(re.search(r"/(\d+)\?", line)[1]) for line in sent]
    assert offsets.count(0) == 1 and offsets.count(10 * MIB) == 4, "only the part that was lost is sent again"
    link = page.locator("#files a")
    assert link.inner_text() == "台账.pdf" and not page.complaints
    assert ledger.get(link.get_attribute("href"), "for-a").body == content


def test_70_a_file_that_was_half_there_goes_on_on_another_day_and_may_be_cancelled(ledger, visit):
    content = big(2, 3 * MIB)
    page = visit("for-b", ENTRY)
    page.proxy.fail(r"^PUT /zone/uploads/\w+/1048576", "stall")
    page.set_input_files("#evidence", {"name": "半.pdf", "mimeType": "application/pdf", "buffer": content})
    until(lambda: any("/1048576" in seen.line for seen in page.proxy.seen), 10)
    page.close()
    assert files(ledger, "city-b")[0][3] == 0
    page.proxy.faults.clear()
    page.proxy.seen.clear()
    again = visit("for-b", ENTRY)
    again.set_input_files("#evidence", {"name": "半.pdf", "mimeType": "application/pdf", "buffer": content})
    again.get_by_text("已上传").wait_for()
    assert not any(re.search(r"/0\?", seen.line) for seen in again.proxy.seen), "the first part is not sent twice"
    assert files(ledger, "city-b") == [("半.pdf", hashlib.sha256(content).hexdigest(), 3 * MIB, 1)]
    again.proxy.fail(r"^PUT /zone/uploads/\w+/0", "delay", seconds=5)
    again.set_input_files("#evidence", {"name": "不要.pdf", "mimeType": "application/pdf", "buffer": big(3, 2 * MIB)})
    again.get_by_role("button", name="取消").click()
    again.get_by_text("不要.pdf：已取消").wait_for()
    until(lambda: len(files(ledger, "city-b")) == 1, 10)
    again.get_by_role("button", name="删除半.pdf").click()
    until(lambda: not files(ledger, "city-b"))


# 71

REFUSED = {
    "大.pdf": (b"%PDF-" + bytes(20 * MIB - 4), "最多"), "程序.exe": (b"MZ" + bytes(400), "可执行程序"), "空.pdf": (b"", "是空的"),
    "密.pdf": (b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF", "加了密码"), "改名.pdf": (b"MZ" + bytes(400), "可执行程序"),
}


def test_71_one_byte_more_a_program_an_empty_file_and_a_locked_one_are_refused_by_name_and_the_rest_is_kept(ledger, visit, tmp_path):
    page = visit("for-d", ENTRY)
    brought = [on_disk(tmp_path, name, content) for name, (content, _) in REFUSED.items()]
    page.set_input_files("#evidence", [*brought, on_disk(tmp_path, "好.pdf", big(4, 1000))])
    page.get_by_text("好.pdf：已上传").wait_for(timeout=20000)
    said = page.locator(".upload.error").all_inner_texts()
    assert len(said) == len(REFUSED)
    for name, (_, why) in REFUSED.items():
        assert any(name in line and why in line for line in said), (name, said)
    assert [row[0] for row in files(ledger, "city-d")] == ["好.pdf"]
    for name, (content, why) in REFUSED.items():
        refused = upload(ledger, f"{CALL}/files", "for-d", (name, content), indicator="release.1.1")
        assert refused.status == (413 if refused.status == 413 else 422)
        if refused.status == 422:
            assert any(name in line and why in line for line in summary(main(refused))), (name, summary(main(refused)))
    assert [row[0] for row in files(ledger, "city-d")] == ["好.pdf"]
    parts = list((ledger.folder / "heng.sqlite.uploads/city-d").iterdir())
    assert len(parts) == 1, parts


# 72

def test_72_without_script_one_file_at_a_time_and_all_fields_are_kept_on_error(ledger, visit):
    page = visit("for-e", ENTRY, java_script_enabled=False)
    page.get_by_label("自评分").fill("2。5")
    page.get_by_label("申报说明").fill("第一行\n第二行")
    page.set_input_files("#evidence", {"name": "程序.exe", "mimeType": "x/y", "buffer": b"MZ" + bytes(90)})
    page.get_by_role("button", name="上传", exact=True).click()
    assert "可执行程序" in page.locator("#summary").inner_text()
    assert page.get_by_label("自评分").input_value() == "2.5" and page.get_by_label("申报说明").input_value() == "第一行\n第二行"
    page.set_input_files("#evidence", {"name": "扫描.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(50)})
    page.get_by_role("button", name="上传", exact=True).click()
    assert page.locator("#files a").all_inner_texts() == ["扫描.png"]
    page.get_by_label("自评分").fill("9")
    page.get_by_label("申报说明").fill("另一段")
    page.get_by_role("button", name="保存", exact=True).click()
    assert "最多3分" in page.locator("#summary").inner_text() and page.get_by_label("自评分").input_value() == "9"
    assert page.get_by_label("申报说明").input_value() == "另一段" and page.locator("#files a").count() == 1
    assert field(ledger, "city-e", "points.release.1.1") == ("2.5", 1) and field(ledger, "city-e", "text.release.1.1") == ("另一段", 2)
    page.get_by_role("button", name="删除扫描.png").click()
    assert page.locator("#files a").count() == 0


def test_a_field_says_saved_only_when_the_server_has_and_is_kept_until_then(ledger, visit):
    page = visit("for-e", f"{CALL}/indicators/release.1.2")
    fault = page.proxy.fail(r"^PUT /zone/calls/call/draft", "cut")
    page.get_by_label("申报说明").fill("断线时写的")
    page.get_by_text("还没有保存").wait_for()
    assert field(ledger, "city-e", "text.release.1.2") is None
    page.reload()
    page.get_by_text("已恢复").or_(page.get_by_text("还没有保存")).first.wait_for()
    assert page.get_by_label("申报说明").input_value() == "断线时写的"
    page.proxy.faults.remove(fault)
    page.locator("#saved-text\\.release\\.1\\.2[data-state=saved]").wait_for()
    assert field(ledger, "city-e", "text.release.1.2") == ("断线时写的", 1)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('heng.draft')).length") == 0
    page.get_by_label("自评分").fill("十")
    page.get_by_text("自评分应是数字").wait_for()
    assert field(ledger, "city-e", "points.release.1.2") is None and page.get_by_label("自评分").input_value() == "十"


def test_two_tabs_cannot_overwrite_each_other_unseen(ledger, visit):
    path = f"{CALL}/indicators/manage.1.1"
    one, other = visit("for-e", path), visit("for-e", path)
    one.get_by_label("申报说明").fill("第一窗口")
    one.locator("#saved-text\\.manage\\.1\\.1[data-state=saved]").wait_for()
    other.get_by_label("申报说明").fill("第二窗口")
    other.get_by_text("在别处改过").wait_for()
    assert field(ledger, "city-e", "text.manage.1.1") == ("第一窗口", 1)
    assert other.get_by_label("申报说明").input_value() == "第二窗口", "what was typed stays"
    other.get_by_role("button", name="用我写的内容").click()
    until(lambda: field(ledger, "city-e", "text.manage.1.1") == ("第二窗口", 2))
    stale = ledger.post(path, "for-e", **{"points.manage.1.1": "", "text.manage.1.1": "第三", "base.points.manage.1.1": "0", "base.text.manage.1.1": "1"})
    assert stale.status == 422 and "第三" in main(stale) and "第二窗口" in summary(main(stale))[0]


# handing in, and 73

def test_what_is_missing_is_told_and_nothing_is_handed_in(ledger):
    page = main(ledger.get(f"{CALL}/check", "for-m"))
    assert "还不能提交" in page and "没有填写" in page and re.search(r"<button class=\"primary\" disabled", page)
    assert f'href="{CALL}/indicators/release.1.1">放开准入：缺佐证材料' in page
    refused = submit(ledger, "for-m")
    assert refused.status == 422 and count(ledger, "application.submitted") == 0


def test_73_a_returned_application_keeps_everything_shows_the_opinion_first_and_both_versions_can_be_compared(ledger):
    fill(ledger, "for-k")
    assert claim(ledger, "for-k", "release.1.1", "2.5", "第一版的说明").status == 303
    assert upload(ledger, f"{CALL}/files", "for-k", ("第一份.pdf", big(7, 3000)), indicator="release.1.1").status == 303
    assert upload(ledger, f"{CALL}/files", "for-k", ("盖章.pdf", big(8, 2000)), indicator="").status == 303
    page = main(ledger.get(f"{CALL}/check", "for-k"))
    again = ledger.post(f"{CALL}/submit", "for-k", seen=hidden(page, "seen"), key=hidden(page, "key"))
    assert again.status == 303 and again.headers["location"] == "/zone/applications/call-county-k/done"
    twice = ledger.post(f"{CALL}/submit", "for-k", seen=hidden(page, "seen"), key=hidden(page, "key"))
    assert twice.headers["location"] == again.headers["location"] and count(ledger, "application.submitted") == 1
    assert not files(ledger, "county-k") and not list((ledger.folder / "heng.sqlite.uploads/county-k").iterdir())
    done = main(ledger.get(again.headers["location"], "for-k"))
    assert re.search(r"<dt>事件编号</dt><dd>\d+</dd>", done) and re.search(r"[0-9a-f]{64}", done)
    receipt = ledger.get("/zone/applications/call-county-k/receipt", "for-k")
    extra = json.loads(base64.b64decode(re.search(r"(?m)^extra (\S+)", receipt.text)[1]))
    told = "".join(base64.b64decode(value + "==").decode() if value.isascii() else value for value in extra["disclosures"])
    assert receipt.status == 200 and "application.submitted" in extra["event"] and "第一版的说明" in told
    assert ledger.get("/zone/applications/call-county-k/application.pdf", "for-k").body.startswith(b"%PDF")
    closed = ledger.write("PUT", f"{CALL}/draft", "for-k", {"field": "text.release.1.1", "value": "x", "base": 0})
    assert closed.status == 409 and "不能修改" in closed.json["words"]

    heng(ledger.folder, "application", "return", "call-county-k", "--opinion", "请补充数据来源", user="recommender")
    until(lambda: "请补充数据来源" in ledger.get("/zone", "for-k").text)
    assert "补正申报" in text(main(ledger.get("/zone", "for-k")))
    for path in (CALL, f"{CALL}/conditions", ENTRY, f"{CALL}/check"):
        page = main(ledger.get(path, "for-k"))
        assert 0 < page.index("请补充数据来源") < (page.index("<form") if "<form" in page else len(page)), path
    page = main(ledger.get(ENTRY, "for-k"))
    assert "第一版的说明" in page and "第一份.pdf" in page and 'value="2.5"' in page
    assert claim(ledger, "for-k", "release.1.1", "2", "第二版的说明").status == 303
    assert upload(ledger, f"{CALL}/files", "for-k", ("第二份.pdf", big(9, 1000)), indicator="release.1.1").status == 303
    assert [row[0] for row in files(ledger, "county-k")] == ["第一份.pdf", "盖章.pdf", "第二份.pdf"]
    assert main(ledger.get(f"{CALL}/check", "for-k")).count("有改动") == 1
    assert submit(ledger, "for-k").status == 303 and count(ledger, "application.submitted") == 2
    both = text(main(ledger.get("/zone/applications/call-county-k", "for-k")))
    for words in ("第一版的说明", "第二版的说明", "第二份.pdf", "盖章.pdf", "请补充数据来源"):
        assert words in both, words
    shown = main(ledger.get("/zone", "for-k"))
    assert shown.index("第2版") < shown.index("设区市退回") < shown.index("第1版"), "the newest stands on top"


def test_what_was_changed_since_it_was_checked_is_not_handed_in_unseen(ledger):
    fill(ledger, "for-m")
    page = main(ledger.get(f"{CALL}/check", "for-m"))
    assert claim(ledger, "for-m", "manage.1.1", "1", "后来写的").status == 303
    refused = ledger.post(f"{CALL}/submit", "for-m", seen=hidden(page, "seen"), key=hidden(page, "key"))
    assert refused.status == 409 and "请再核对一遍" in main(refused) and "后来写的" in main(refused)


def test_an_application_is_withdrawn_with_a_reason_and_may_be_made_anew(ledger):
    fill(ledger, "for-a")
    assert submit(ledger, "for-a").status == 303
    path = "/zone/applications/call-city-a/withdraw"
    key = hidden(main(ledger.get(path, "for-a")), "key")
    assert errors(main(ledger.post(path, "for-a", key=key, reason="合并申报"))) == {"sure": "请确认撤回后不能恢复"}
    assert "reason" in errors(main(ledger.post(path, "for-a", key=key, reason="", sure="yes")))
    assert ledger.post(path, "for-a", key=key, reason="合并申报", sure="yes").status == 303
    assert "合并申报" in main(ledger.get("/zone", "for-a")) and "call-city-a-2" in main(ledger.get(f"{CALL}/check", "for-a"))


def test_nobody_else_has_these_pages_and_no_zone_has_anothers(ledger):
    fill(ledger, "for-b")
    assert upload(ledger, f"{CALL}/files", "for-b", ("秘密.pdf", big(11, 900)), indicator="").status == 303
    digest = files(ledger, "city-b")[-1][1]
    assert submit(ledger, "for-b").status == 303
    paths = ["/zone", CALL, f"{CALL}/conditions", ENTRY, f"{CALL}/whole", f"{CALL}/check", f"{CALL}/application.pdf", f"/zone/files/{digest}"]
    own = ["/zone/applications/call-city-b" + part for part in ("", "/done", "/receipt", "/application.pdf", "/withdraw")]
    missing = ledger.get("/zone/no-such-page", "officer")
    for user in ("officer", "recommender", "auditor", "security", "system"):
        for path in paths + own:
            assert (ledger.get(path, user).status, ledger.get("/en" + path, user).status) == (404, 404), (user, path)
    for path in own + [f"/zone/files/{digest}", "/zone/requests/x/3"]:
        answer = ledger.get(path, "for-d")
        assert answer.status == 404 and "示例乙市" not in answer.text, path
    assert ledger.post("/zone/applications/call-city-b/withdraw", "for-d", key="x" * 22, reason="x", sure="yes").status == 404
    for user in ("officer", "recommender"):
        write = ledger.write("PUT", f"{CALL}/draft", user, {"field": "text.release.1.1", "value": "x", "base": 0})
        assert write.status == 404, write.text
        assert ledger.write("POST", "/zone/uploads", user, {"place": "call/call", "indicator": "", "name": "a", "size": 3, "digest": "0" * 64, "head": ""}).status in (404, 409)
    assert ledger.ask("PUT", f"/zone/uploads/{digest}/0?place=call/call&indicator=", "", b"x").status == 401
    assert missing.status == 404


def handed_in(server, user: str) -> str:
    """Where what a zone handed in is shown."""
    if server.get(CALL, user).status == 200:
        fill(server, user)
        assert submit(server, user).status == 303
    return server.get(CALL, user).headers["location"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_are_accessible_and_fit_a_phone(ledger, browser, language):
    context = signed_in(browser, ledger, "for-d", viewport={"width": 390, "height": 844})
    try:
        page = listening(context.new_page())
        for path in ("/zone", CALL, f"{CALL}/conditions", ENTRY, f"{CALL}/whole", f"{CALL}/check"):
            require_fit(page, ledger, language + path)
        own = handed_in(ledger, "for-b")
        context.clear_cookies()
        context.add_cookies([{**ledger.cookie("for-b"), "url": ledger.base_url}])
        for path in (own, f"{own}/done", f"{own}/withdraw"):
            require_fit(page, ledger, language + path)
    finally:
        context.close()


def require_fit(page, server, path: str) -> None:
    page.goto(server.base_url + path)
    assert page.evaluate(SIDEWAYS) == [], path
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, (path, [(one["id"], one["nodes"][0]["html"]) for one in found])
    assert page.locator("h1").inner_text() in page.title() and not page.complaints
    assert page.locator(".primary").count() <= 1, path


# missing evidence

@pytest.fixture(scope="module")
def asked(demo):
    """The demo's server, the applicant whose evidence an expert has just missed, another one, and the expert's page."""
    applicants = {"jinchuan": "applicant1", "luyuan": "applicant2", "yunxi": "applicant3", "hetang": "applicant4"}
    page = main(demo.get("/my", "expert1"))
    zone = re.search(r'href="/my/demo-scoring-2026/zones/(\w+)/(?:score|table|read)', page)[1]
    heng(demo.folder, "sheet", "request", "demo-scoring-2026", zone, "release.1.2", "--text", "缺少二〇二五年台账", user="expert1")
    until(lambda: "缺少" in demo.get(waiting(demo, applicants[zone]), applicants[zone]).text if waiting(demo, applicants[zone]) else False)
    other = next(user for name, user in applicants.items() if name != zone)
    return demo, applicants[zone], other, f"/my/demo-scoring-2026/zones/{zone}/score/release.1.2"


def waiting(server, user: str) -> str:
    found = re.search(r'href="(/zone/requests/[^"]+)"[^>]*>[^<]*</a>(?:<span[^>]*>[^<]*</span>)<span class="state due"', main(server.get("/zone", user)))
    return found[1] if found else ""


def test_missing_evidence_is_brought_once_by_the_zone_that_is_asked(asked, browser):
    server, user, other, sheet = asked
    context = signed_in(browser, server, user, viewport={"width": 390, "height": 844})
    require_fit(listening(context.new_page()), server, waiting(server, user))
    context.close()
    path, before = waiting(server, user), count(server, "evidence.supplied")
    page = main(server.get(path, user))
    assert "缺少二〇二五年台账" in page
    assert server.get(path, other).status == 404 and server.get(path, "officer").status == 404
    assert upload(server, f"{path}/files", user, ("补充台账.pdf", big(5, 2000)), **{"text": "见附件", "base.text": "0"}).status == 303
    page = main(server.get(path, user))
    assert "补充台账.pdf" in page and "见附件" in page
    empty = server.post(f"{path}/supply", user, **{"text": "", "base.text": "1", "key": hidden(page, "key"), "go": "hand-in"})
    assert empty.status == 422 and "补充台账.pdf" in main(empty)
    sent = {"text": "见附件台账", "base.text": "2", "key": hidden(page, "key"), "go": "hand-in"}
    assert server.post(f"{path}/supply", user, **sent).status == 303
    assert server.post(f"{path}/supply", user, **sent).status == 303 and count(server, "evidence.supplied") == before + 1
    assert "见附件台账" in main(server.get(path, user)) and waiting(server, user) != path
    assert "补充台账.pdf" in server.get(sheet, "expert1").text


def announce(server, user: str, **told):
    body = {"place": "call/call", "indicator": "release.1.1", "name": "证明.pdf", "size": 2000, "digest": hashlib.sha256(b"x").hexdigest(), "head": "255044462d", **told}
    return server.write("POST", "/zone/uploads", user, body)


def test_what_no_page_of_ours_sends_ends_no_server_and_leaves_nothing(ledger):
    before = files(ledger, "city-e")
    for told in ({"head": "é" * 16}, {"head": "x" * 64}, {"size": 2**63 - 1}, {"size": -1}, {"size": 0}, {"indicator": "no.such<b>"}, {"place": "call"}, {"place": "request/x/9"},
                 {"place": "call/../x"}, {"digest": "é" * 32}, {"digest": "../" * 21 + "a"}, {"name": ""}, {"name": "a\u202eb.pdf"}):
        for user in ("for-e", "officer", "recommender"):
            answer = announce(ledger, user, **told)
            assert 400 <= answer.status < 500, (told, user, answer.status)
    for number in ("-9223372036854775808", "9223372036854775808", "0", "-1", "x"):
        assert ledger.get(f"/applications/none/evidence/{number}", "for-e").status == 404, number
    assert ledger.get("/health").status == 200 and files(ledger, "city-e") == before


def test_files_that_nobody_went_on_with_make_room_for_the_next(ledger):
    for n in range(12):
        answer = announce(ledger, "for-e", name=f"第{n}份.pdf", digest=hashlib.sha256(bytes([n])).hexdigest())
        assert answer.status == 200 and answer.json["offset"] == 0, answer.text
    assert [name for name, _, _, _ in files(ledger, "city-e")] == [f"第{n}份.pdf" for n in range(4, 12)]


def test_a_version_that_nobody_read_is_neither_accepted_nor_returned(ledger):
    """Handed in anew in the meantime: the page that was open says so, and nothing is done."""
    fill(ledger, "for-d")
    claim(ledger, "for-d", "release.1.2", "2", "第一版")
    assert submit(ledger, "for-d").status == 303
    id = ledger.told("application.submitted", 0)[-1]["application"]
    path = f"/office/applications/{id}"
    page = main(ledger.get(path, "officer"))
    for number in ("-9223372036854775808", "9223372036854775808", "0", "-1", "x"):
        assert ledger.get(f"/applications/{id}/evidence/{number}", "for-d").status == 404, number
    old = {"key": hidden(page, "key"), "version": hidden(page, "version")}
    assert ledger.post(f"{path}/return", "officer", opinion="请补充", key=hidden(page, "key")).status == 303
    claim(ledger, "for-d", "release.1.2", "1", "第二版")
    assert submit(ledger, "for-d").status == 303
    for act in ("accept", "return"):
        answer = ledger.post(f"{path}/{act}", "officer", opinion="不应当办成", **{**old, "key": secrets.token_urlsafe(16)})
        assert answer.status == 409 and "第2版" in main(answer), act
    assert count(ledger, "application.accepted") == 0
    page = main(ledger.get(path, "officer"))
    assert ledger.post(f"{path}/accept", "officer", key=hidden(page, "key"), version=hidden(page, "version")).status == 303
