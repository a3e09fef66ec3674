"""The draw of a panel, from its quotas to the opening of its seats, and a round that is given up."""

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import workshop
from playwright.sync_api import expect
from realserver import HENG, PASSWORD, PLACE, RealServer, prepared, until_served
from test_form import strict
from visiting import HAN, Forms, opened, signed_in

PLACE_OF_ROUND = "/office/rounds/demo"
DRAW = f"{PLACE_OF_ROUND}/draw"
WITNESS = "中国福利彩票双色球第 2026121 期开奖号码，由小到大，蓝球在末"
MORE = "expert,name,source,organisation,region,employer,ties\ne04,钱七,department,示例厅,,zone02,\ne05,孙八,department,示例厅,,,zone01;zone03\n"
NAMES = [*workshop.EXPERTS.values(), "钱七", "孙八"]


def planned() -> Path:
    return prepared("planned", Path(workshop.__file__), lambda goal: workshop.make(HENG, goal, is_open=False))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its round is planned; two experts have a conflict. The tests go on from one another, in their order."""
    server = RealServer(planned(), tmp_path_factory.mktemp("draw"), "demo", at=f"{datetime.now(PLACE):%Y-%m-%d %H:%M:%S}")
    server.heng("user", "add", "officer2", "--role", "officer", "--name", "另一经办人", user="security")
    table = server.folder / "more.csv"
    table.write_text(MORE)
    server.heng("expert", "import", str(table), user="officer")
    until_served(lambda: "钱七" in server.get("/office/registry/experts", "officer").text)
    yield server
    server.stop()


@pytest.fixture
def page(browser, server):
    context = signed_in(browser, server, "officer")
    page = opened(context, server, DRAW)
    yield page
    assert page.complaints == []
    context.close()


def stages(page) -> list[str]:
    return page.locator(".stages li").all_inner_texts()


def test_quotas_are_proposed_by_pool_and_conflicts_and_every_zone_tells_who_could_be_drawn(server, page):
    assert page.locator("#quota-department").input_value() == "3"
    row = page.locator("#commit tbody tr").inner_text().split("\t")
    assert row[:3] == ["成员单位", "5", "4"]
    zones = [row.inner_text().split("\t") for row in page.locator("section table tbody tr").all()]
    assert len(zones) == len(workshop.ZONES)
    assert zones[0] == ["示例青云市", "4", "已申报利害关系 1 人"] and zones[1] == ["示例临湖市", "4", "现在或近三年受其聘用 1 人"]
    assert {tuple(zone[1:]) for zone in zones[3:]} == {("5", "–")}
    # Nobody has a code yet, and nobody's conflict is told under a name.
    assert not any(name in page.locator("main").inner_text() for name in NAMES)
    expect(page.locator(".stages [aria-current=step]")).to_contain_text("抽取专家")
    assert [word.count("已完成") for word in page.locator(".stages li").all_text_contents()] == [1, 1, 0, 0, 0, 0, 0]
    strict(page)


def test_a_shortfall_is_counted_for_each_zone_and_nothing_is_bound(server, page):
    before = server.sql("SELECT count(*) FROM event")
    page.locator("#quota-department").fill("５")
    page.get_by_role("button", name="重新计算").click()
    assert page.locator("#quota li").count() == 3 and "只有4人" in page.locator("#quota li").first.inner_text()
    assert page.locator("td.due").all_inner_texts() == ["4，缺 1"] * 3
    page.locator("#witness").fill(WITNESS)
    page.get_by_role("button", name="公布承诺").click()
    expect(page.locator("#summary")).to_be_focused()
    assert page.locator("#witness").input_value() == WITNESS and page.locator("#quota-department").input_value() == "５"
    page.locator("#quota-department").fill("三")
    page.get_by_role("button", name="公布承诺").click()
    assert page.locator("#summary li").all_inner_texts() == ["成员单位的名额应为整数"]
    page.locator("#quota-department").fill("3")
    page.locator("#witness").fill("")
    page.get_by_role("button", name="公布承诺").click()
    expect(page.locator("#witness-error")).to_be_visible()
    assert server.sql("SELECT count(*) FROM event") == before


def test_69_a_commitment_that_is_sent_twice_is_bound_once_and_names_nobody(server, page):
    fields = {**Forms(server.get(DRAW, "officer").text).of("/draw/commit"), "witness": WITNESS, "do": "commit"}
    first, second = (server.post(f"{DRAW}/commit", "officer", **fields) for _ in range(2))
    assert first.status == second.status == 303 and first.headers["location"] == second.headers["location"]
    assert len(server.told("draw.committed", 0)) == 1 and len(server.told("candidate.listed", 0)) == 5
    page.goto(server.base_url + first.headers["location"])
    expect(page.locator(".notice.good")).to_have_text("承诺已公布。")
    assert WITNESS in page.locator("#hold").inner_text()
    page.locator("details summary").click()
    codes = page.locator("details tbody th").all_inner_texts()
    assert codes == sorted(event["candidate"] for event in server.told("candidate.listed", 0))
    assert sorted(page.locator("details tbody td:last-child").all_inner_texts()) == sorted(
        ["–"] * 3 + ["示例临湖市（现在或近三年受其聘用）", "示例青云市（已申报利害关系）、示例03市（已申报利害关系）"])
    assert not any(name in page.locator("main").inner_text() for name in NAMES)
    strict(page)


def test_the_draw_is_held_on_a_later_day_only_and_the_page_says_from_when(server, page):
    day = server.told("draw.committed", 0)[0]["at"][:10]
    told = page.locator("#hold .notice").inner_text()
    assert "次日起" in told and day in told
    expect(page.locator("#hold button")).to_have_count(0)
    expect(page.locator("#open")).to_have_count(0)
    key = Forms(server.get(DRAW, "officer").text).of("/draw/hold")["key"]
    refused = server.post(f"{DRAW}/hold", "officer", key=key, witness="01 02 03")
    assert refused.status == 409 and told in refused.text
    assert server.told("draw.held", 0) == []
    page.goto(server.base_url + PLACE_OF_ROUND)
    assert "次日起" in page.locator("li[aria-current=step] .progress").last.inner_text()


def test_the_next_day_it_is_drawn_once_by_what_anybody_can_repeat(server, browser):
    tomorrow = datetime.now(PLACE) + timedelta(days=1)
    server.restart(at=f"{tomorrow:%Y-%m-%d} 10:00:00")
    context = signed_in(browser, server, "officer")
    page = opened(context, server, DRAW)
    expect(page.locator("#hold .notice")).to_have_count(0)
    page.locator("#witness").fill("01 09 12 20 22 31 05")
    page.get_by_role("button", name="揭示并抽取").dblclick()
    page.wait_for_url("**/draw?done=drawIsHeld")
    [held] = server.told("draw.held", 0)
    assert held["witness"] in page.locator("main").inner_text() and held["seed"] in page.locator("main").inner_text()
    panel = {row.split("\t")[0]: row.split("\t")[1].split("、") for row in page.locator("section table.stack").first.locator("tbody tr").all_inner_texts()}
    assert len(panel) == len(workshop.ZONES) and all(len(names) == 3 for names in panel.values())
    assert "孙八" not in panel["示例青云市"] and "钱七" not in panel["示例临湖市"]
    strict(page)
    context.close()


def test_the_protocol_of_the_draw_has_the_panels_by_code_and_no_name(server):
    [held], [bound] = server.told("draw.held", 0), server.told("draw.committed", 0)
    for prefix in ("", "/en"):
        answer = server.get(f"{prefix}{DRAW}/protocol.pdf", "officer")
        assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
        path = server.folder / "protocol.pdf"
        path.write_bytes(answer.body)
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True).returncode == 0
        text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True).stdout
        whole = re.sub(r"\s", "", text)
        assert held["seed"] in whole and bound["commitment"] in whole and re.sub(r"\s", "", held["witness"]) in whole
        for event in server.told("candidate.listed", 0):
            assert event["candidate"] in whole
        assert not any(name in whole for name in NAMES)
        assert bool(HAN.search(re.sub(r"[^\x00-\x7f]*示[^\n]*", "", text))) or prefix, "the Chinese one is in Chinese"


def test_seats_are_opened_once_and_then_the_round_cannot_be_given_up(server, browser):
    context = signed_in(browser, server, "officer")
    page = opened(context, server, DRAW)
    assert "48 个席位" in page.locator("#open").inner_text()
    page.get_by_role("button", name="开放席位，开始评分").dblclick()
    page.wait_for_url("**/board")
    assert len(server.told("round.opened", 0)) == 1 and len(server.told("seat.assigned", 0)) == 48
    expect(page.locator(".stages [aria-current=step]")).to_contain_text("评分")
    assert server.get(f"{PLACE_OF_ROUND}/ways-out/give-up", "officer").status == 404
    assert server.get(f"{PLACE_OF_ROUND}/ways-out/break-off", "officer").status == 200
    key = Forms(server.get(f"{PLACE_OF_ROUND}/ways-out/break-off", "officer").text).of("/ways-out/break-off")["key"]
    assert server.post(f"{PLACE_OF_ROUND}/ways-out/give-up", "officer", key=key, reason="x", password=PASSWORD).status == 404
    context.close()


def test_others_find_no_draw_and_no_way_out(server):
    missing = server.get("/office/rounds/nowhere/draw", "e01")
    parts = ["draw", "draw/protocol.pdf", "ways-out", "ways-out/zone?zone=zone01", "ways-out/break-off", "publish", "final", "certificates", "documents", "documents.zip", "export", "export.zip"]
    for user in ("e01", "for-zone01", "security"):
        for part in parts:
            answer = server.get(f"{PLACE_OF_ROUND}/{part}", user)
            assert answer.status == 404 and len(answer.body) == len(server.get("/office/rounds/nowhere/draw", user).body), (user, part)
        for part in ("draw/commit", "draw/hold", "draw/open", "ways-out/zone", "ways-out/give-up", "ways-out/break-off", "publish", "final", "certificates/issue", "export"):
            assert server.post(f"{PLACE_OF_ROUND}/{part}", user, key="x" * 22, password=PASSWORD).status == 404, (user, part)
    assert missing.status == 404
    # The auditor reads, and has nothing to press.
    answer = server.get(DRAW, "auditor")
    assert answer.status == 200 and not [form for form in Forms(answer.text).found if "/draw/" in form[1]]
    assert server.post(f"{DRAW}/open", "auditor", key="x" * 22).status == 404


def test_a_zone_leaves_a_round_under_way_by_two_people(server, browser):
    before = server.told("zone.withdrawn", 0)
    context = signed_in(browser, server, "officer")
    page = opened(context, server, f"{PLACE_OF_ROUND}/ways-out")
    page.locator("#zone").select_option("zone05")
    page.locator("section form button").click()
    assert "3 个席位" in page.locator("main").inner_text() and "另一位经办人确认" in page.locator("main").inner_text()
    strict(page)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出退出").click()
    assert page.locator("#summary li").count() == 1, "the reason is wanting"
    page.locator("#reason").fill("行政区划调整")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出退出").click()
    page.wait_for_url("**/acts?done=*")
    assert server.told("zone.withdrawn", 0) == before
    act = server.told("act.proposed", 0)[-1]["seq"]
    fields = Forms(server.get(f"{PLACE_OF_ROUND}/acts/{act}", "officer2").text).of(f"/acts/{act}/confirm")
    assert server.post(f"{PLACE_OF_ROUND}/acts/{act}/confirm", "officer2", **{**fields, "password": PASSWORD}).status == 303
    assert len(server.told("zone.withdrawn", 0)) == len(before) + 1
    assert "示例05市" in server.get(f"{PLACE_OF_ROUND}/ways-out", "officer").text
    context.close()


def test_a_planned_round_is_given_up_with_reason_and_password_once(browser, tmp_path):
    server = RealServer(planned(), tmp_path, "demo")
    try:
        context = signed_in(browser, server, "officer")
        page = opened(context, server, DRAW)
        page.get_by_role("link", name="本批次不再进行？").click()
        page.locator("section", has_text="撤销本批次").get_by_role("link").click()
        assert "16 个创建对象的申报等待另一批次" in page.locator("main").inner_text()
        strict(page)
        page.locator("#reason").fill("指标体系有误")
        page.locator("#password").fill("wrong")
        page.get_by_role("button", name="撤销本批次").click()
        assert page.locator("#password-error").count() == 1 and page.locator("#reason").input_value() == "指标体系有误"
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="撤销本批次").dblclick()
        page.wait_for_url("**/office/rounds/demo")
        assert len(server.told("round.withdrawn", 0)) == 1
        assert "不再进行" in page.locator(".stages").text_content()
        context.close()
    finally:
        server.stop()
