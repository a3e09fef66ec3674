"""Reading back, sealing and what is asked afterwards: sentences 54 to 59."""

import re

import pytest
from conftest import comment, mark, outbox
from playwright.sync_api import expect
from realserver import PASSWORD, RealServer, verify, workshop_ledger
from visiting import ROUND, opened, settled, signed_in, zone


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = RealServer(workshop_ledger(), tmp_path_factory.mktemp("seal"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def context(browser, server):
    context = signed_in(browser, server, "e01")
    yield context
    context.close()


@pytest.fixture(autouse=True)
def closing(context):
    yield
    for page in context.pages:
        page.close()


def sheet(server, name: str, marks: int = 12) -> None:
    """A declared sheet with so many marks and every comment that they owe."""
    server.accept(name, "e01")
    every = [f"{pillar}.1.{n}" for pillar in ("release", "manage") for n in range(1, 7)]
    for indicator in every[:marks]:
        value = "10" if indicator == "manage.1.4" else "1" if indicator == "manage.1.5" else "1.5"
        server.put(name, {"indicator": indicator, "mark": value, "comment": f"意见 {indicator}"})


def path(name: str, part: str) -> str:
    return f"/my/demo/zones/{name}/{part}"


def code(page) -> str:
    return page.locator(".check .code").inner_text().replace(" ", "")


def seal(page, password: str = PASSWORD, gaps: str = "") -> None:
    if gaps:
        page.locator("[name=gaps]").fill(gaps)
    page.locator("[name=password]").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="签封", exact=True).click()


def test_54_the_read_back_works_without_script_and_equals_the_database(browser, demo):
    context = signed_in(browser, demo, "expert1", java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.base_url + zone("luyuan", "read"))
    stored = demo.whole("luyuan", "expert1")
    shown = page.locator("table.marks tbody tr:not(.total)")
    rows = [[cell.strip() for cell in row] for row in shown.evaluate_all(
        "(rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText))")]
    links = shown.evaluate_all("(rows) => rows.map((row) => row.querySelector('th a').href.split('/').pop())")
    assert links == [cell["indicator"] for cell in stored["cells"]] and len(rows) == 43
    for row, cell in zip(rows, stored["cells"]):
        assert row[3] == (cell["mark"] if cell["mark"] is not None else "未评"), (row, cell)
        assert row[4] == cell["comment"], (row, cell)
    assert [row[3] for row in rows].count("未评") == 23
    assert code(page) == stored["sheet"]["code"]
    told = demo.heng("sheet", "show", ROUND, "luyuan", user="expert1", key=False)
    assert told.strip().endswith(code(page))
    assert "尚未签封" in page.locator("main").inner_text()
    context.close()


def test_55_a_save_between_reading_and_sealing_is_refused_marked_and_read_once_more(server, context):
    sheet(server, "zone01")
    page = opened(context, server, path("zone01", "read"))
    before = code(page)
    server.put("zone01", {"indicator": "release.1.3", "mark": "1.4"})
    seal(page)
    assert page.url.endswith("/seal")
    expect(page.locator("#summary")).to_be_visible()
    expect(page.locator("tr.changed")).to_have_count(1)
    expect(page.locator("tr.changed th")).to_contain_text("指标1.1.3")
    expect(page.locator("tr.changed .was-changed")).to_have_text("回读后改过")
    assert server.whole("zone01", "e01")["state"] == "open"
    assert code(page) != before
    seal(page)
    page.wait_for_url("**/done")
    assert server.whole("zone01", "e01")["state"] == "sealed"


def test_56_a_wrong_number_of_gaps_is_refused_and_the_right_one_is_not_given_away(server, context):
    sheet(server, "zone02", marks=7)
    page = opened(context, server, path("zone02", "read"))
    for wrong in ("4", "0", "12", "五"):
        seal(page, gaps=wrong)
        expect(page.locator("#gaps-error")).to_be_visible()
        said = page.locator("#summary, #gaps-error, .seal").all_inner_texts()
        assert not re.search(r"\b5\b|５|五 ?项", " ".join(said).replace(wrong, "")), said
        expect(page.locator("#gaps")).to_have_value(wrong)
    assert server.whole("zone02", "e01")["state"] == "open"
    seal(page, gaps="５")
    page.wait_for_url("**/done")
    assert server.whole("zone02", "e01")["state"] == "sealed"


def test_57_five_wrong_passwords_lock_and_leave_sheet_and_outbox_as_they_are(browser, server):
    server.accept("zone03", "e02")
    server.put("zone03", {"indicator": "release.1.1", "mark": "1"}, "e02")
    context = signed_in(browser, server, "e02")
    table = opened(context, server, path("zone03", "table"))
    context.route("**/api/rounds/**", lambda route: route.abort())
    mark(table, "release.1.2").fill("1.2")
    expect(table.locator("#status")).to_contain_text("待送")
    before = server.whole("zone03", "e02")["sheet"]
    form = {"read": before["code"], "gaps": "11", "password": "wrong password"}
    for _ in range(5):
        answer = server.post(path("zone03", "seal"), "e02", **form)
        assert answer.status == 422
        server.forget()
    right = server.post(path("zone03", "seal"), "e02", **{**form, "password": PASSWORD})
    assert right.status == 422 and "Location" not in right.headers
    assert len(right.body) - len(answer.body) in range(-20, 21)
    assert server.whole("zone03", "e02")["state"] == "open" and server.whole("zone03", "e02")["sheet"] == before
    assert [entry["mark"] for entry in outbox(table)] == ["1.2"]
    outcomes = [outcome for (outcome,) in server.sql("SELECT outcome FROM sign_in WHERE user = 'e02' ORDER BY id")]
    assert outcomes[-6:] == ["wrong-password"] * 5 + ["locked"], outcomes
    context.close()


def test_58_the_list_says_not_sealed_until_the_seal_and_the_receipt_verifies(server, context, tmp_path):
    sheet(server, "zone04")
    page = opened(context, server, path("zone04", "read"))
    expect(page.locator("main")).to_contain_text("尚未签封")
    expect(page.locator(".paper-foot")).to_contain_text("尚未签封")
    home = opened(context, server, "/my")
    row = home.locator("ul.tasks li", has_text="示例04市")
    expect(row).not_to_contain_text("已签封")
    expect(row).to_contain_text("待签封")
    seal(page)
    page.wait_for_url("**/done")
    home.reload()
    expect(row).to_contain_text("已签封")
    read = opened(context, server, path("zone04", "read"))
    expect(read.locator("main")).not_to_contain_text("尚未签封")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载回执").click()
    receipt = tmp_path / "sheet.tlog-proof"
    download.value.save_as(receipt)
    status, told = verify(str(server.folder / "heng.sqlite"), "--key-file", str(server.folder / "demo.key"))
    assert status == 0, told
    key = re.search(r"by (\S+\+[0-9a-f]{8}\+\S+)", told)[1]
    status, told = verify(str(receipt), "--key", key)
    assert status == 0, told
    text = receipt.read_text()
    first = next(at for at, sign in enumerate(text) if sign.isdigit() and at > len(text) // 3)
    receipt.write_text(text[:first] + ("1" if text[first] != "1" else "2") + text[first + 1:])
    assert verify(str(receipt), "--key", key)[0] == 1
    event = page.locator("dl.facts").inner_text()
    assert str(server.told("sheet.sealed", 0)[-1]["seq"]) in event


def test_58_the_sheet_to_sign_is_a_pdf(server):
    sheet(server, "zone05")
    answer = server.get(path("zone05", "sheet.pdf"), "e01")
    assert answer.status == 200 and answer.body.startswith(b"%PDF-") and answer.headers["content-disposition"].startswith("attachment")


def test_59_the_page_of_a_re_read_shows_nothing_of_the_others_and_its_size_does_not_depend_on_them(demo):
    address = zone("jinchuan", "reread", "regulate.1.4")
    before = settled(demo.get(address, "expert1"))
    text = re.sub(r"<[^>]+>", " ", before[2].decode())
    for word in ("偏高", "偏低", "平均", "高于", "低于其他", "均分", "差距", "贺文澜", "林喆", "吴堃", "康立言"):
        assert word not in text, word
    own = demo.stored("jinchuan", "expert1")["regulate.1.4"]["mark"]
    others = {demo.stored("jinchuan", user)["regulate.1.4"]["mark"] for user in ("expert2", "expert3", "expert4")} - {own}
    facts = re.search(r'<dl class="facts">(.*?)</dl>', before[2].decode(), re.S)[1]
    assert own in facts and not [value for value in others if f">{value}<" in facts]
    demo.accept("jinchuan", "expert8") if demo.get(zone("jinchuan", "score"), "expert8").status != 200 else None
    for value in ("2", "0"):
        demo.put("jinchuan", {"indicator": "regulate.1.4", "mark": value, "comment": "差得远"}, "expert8")
        assert settled(demo.get(address, "expert1")) == before
    asked = settled(demo.get(zone("jinchuan", "reread", "release.1.2"), "expert1"))
    assert asked[0] in (200, 404)


def test_55_a_sheet_with_unsent_entries_is_not_sealed_another_one_is(server, context):
    sheet(server, "zone06")
    sheet(server, "zone07")
    table = opened(context, server, path("zone06", "table"))
    context.route("**/api/rounds/**", lambda route: route.abort())
    comment(table, "release.1.2").fill("还没送出")
    expect(table.locator("#status")).to_contain_text("待送")
    page = opened(context, server, path("zone06", "read"))
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="签封", exact=True).click()
    expect(page.locator("form.seal .notice")).to_contain_text("没有送出")
    assert server.whole("zone06", "e01")["state"] == "open"
    other = opened(context, server, path("zone07", "read"))
    seal(other)
    other.wait_for_url("**/done")
    context.unroute("**/api/rounds/**")
