"""From the close to the certificates: sentences 65, 66, 68, 69 and 88, the papers and the bundle."""

import http.client
import io
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from realserver import PASSWORD, RealServer, copy, demo_ledger, heng, prepared, until_served, verify
from test_form import strict
from visiting import ROUND, Forms, office, opened, signed_in

FROM, TO = "2026-12-07", "2026-12-11"
AFTER = "2026-12-14 09:00:00"
NEXT_YEAR = "date,kind\n" + "".join(f"2027-10-0{day},holiday\n" for day in range(1, 8)) + "2027-09-26,workday\n2027-10-09,workday\n"


def fill(goal: Path) -> None:
    copy(demo_ledger(), goal)
    heng(goal, "sheet", "answer", ROUND, "jinchuan", "regulate.1.4", "--reasons", "已复核，维持原打分", user="expert1")
    heng(goal, "round", "close", ROUND, "--missing", "12", user="officer")


def closed() -> Path:
    """The demo's ledger with its round closed: one zone passes."""
    return prepared("closed", Path(__file__), fill)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The tests go on from one another, in their order."""
    server = RealServer(
        closed(), tmp_path_factory.mktemp("publication"), ROUND, "--public-listen", "127.0.0.1:0", at="2026-12-02 09:00:00")
    yield server
    server.stop()


@pytest.fixture
def desk(browser, server):
    """Pages of a user."""
    contexts = {}

    def page(user: str, path: str):
        if user not in contexts:
            contexts[user] = signed_in(browser, server, user)
        return opened(contexts[user], server, path)

    yield page
    for context in contexts.values():
        assert [page.complaints for page in context.pages if page.complaints] == []
        context.close()


def public(server, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.public_port, timeout=20)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def preview(path: str = "") -> str:
    return office("publish", "preview", FROM, TO) + "/" + path


def test_66_a_notice_counts_working_days_by_the_calendar_and_says_how_to_load_a_year(server, desk):
    proposed = server.told("act.proposed", 0)
    page = desk("officer", office("publish"))
    expect(page.locator(".stages [aria-current=step]")).to_contain_text("公示")
    assert page.locator("#workdays").inner_text() == "共 5 个工作日"
    page.locator("#from").fill("2027-09-29")
    page.locator("#to").fill("2027-10-11")
    page.get_by_role("button", name="重新计算").click()
    assert "2027 年的工作日历还没有录入" in page.locator("#propose").inner_text()
    expect(page.locator("#workdays")).to_have_count(0)
    assert page.get_by_role("link", name="录入工作日历").get_attribute("href") == "/office/registry/calendar"
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出公示", exact=True).click()
    assert "工作日历没有录入" in page.locator("#summary").inner_text()
    table = server.folder / "2027.csv"
    table.write_text(NEXT_YEAR)
    server.heng("calendar", "import", str(table), user="officer")
    until_served(lambda: "2027-10-01" in server.get("/office/registry/calendar", "officer").text or "2027年10月1日" in server.get("/office/registry/calendar", "officer").text)
    page.get_by_role("button", name="重新计算").click()
    # 29 and 30 September, 8 October, the Saturday of the 9th on which people work, and Monday the 11th.
    assert page.locator("#workdays").inner_text() == "共 5 个工作日，其间休息 8 天"
    page.locator("#to").fill("2027-10-10")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出公示", exact=True).click()
    assert "只有4个工作日" in page.locator("#summary").inner_text()
    assert "公示期" in page.locator("#propose").inner_text() and server.told("act.proposed", 0) == proposed
    strict(page)


PUBLIC = [f"r/{ROUND}/", f"r/{ROUND}/scheme/", f"r/{ROUND}/draw/", f"r/{ROUND}/data/", f"r/{ROUND}/zones/jinchuan/", f"r/{ROUND}/data/result.csv", f"r/{ROUND}/data/snapshot.json", "", f"en/r/{ROUND}/", "keys/"]
seen: dict[str, bytes] = {}


def test_65_the_preview_shows_in_a_frame_what_nobody_else_can_open_yet(server, desk):
    page = desk("officer", office("publish"))
    page.locator("#from").fill(FROM)
    page.locator("#to").fill(TO)
    page.get_by_role("button", name="重新计算").click()
    frame = page.frame_locator("iframe.preview")
    expect(frame.locator("h1")).to_be_visible()
    assert frame.locator("body").evaluate("() => getComputedStyle(document.body).display") == "flex", "with its styles"
    frame.get_by_role("link", name="指标体系").first.click()
    expect(frame.locator("table.scheme").first).to_be_visible()
    page.get_by_role("link", name="排名", exact=True).click()
    expect(frame.locator("table.ranking")).to_be_visible()
    for path in PUBLIC:
        answer = server.get(preview(path), "officer2")
        assert answer.status == 200 and answer.headers["cache-control"] == "private, no-store", path
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"] and answer.headers["x-frame-options"] == "SAMEORIGIN"
        seen[path] = answer.body
        for user in ("expert1", "applicant1", "recommender", "security"):
            assert server.get(preview(path), user).status == 404, (user, path)
        assert public(server, f"/{path}")[0] == (404 if path.startswith(("r/", "en/r/")) else 200)
    for path in (f"r/{ROUND}/zones/nowhere/", "../../publish", "assets/x/heng.css", f"r/{ROUND}/%2e%2e/"):
        assert server.get(preview(path), "officer").status == 404, path
    assert server.get(office("publish", "preview", "2026-12-11", "2026-12-07") + "/", "officer").status == 404


def test_69_a_notice_is_proposed_once(server, desk):
    page = desk("officer", office("publish"))
    fields = {**Forms(server.get(office("publish"), "officer").text).of("/publish"), "from": FROM, "to": TO, "do": "propose"}
    wrong = server.post(office("publish"), "officer", **{**fields, "password": "wrong"})
    assert wrong.status == 422 and f'value="{FROM}"' in wrong.text and server.told("notice.published", 0)[1:] == []
    before = len(server.told("act.proposed", 0))
    server.forget()
    page.locator("#from").fill(FROM)
    page.locator("#to").fill(TO)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出公示", exact=True).dblclick()
    page.wait_for_url("**/acts?done=actIsProposed")
    page.reload()
    assert len(server.told("act.proposed", 0)) == before + 1
    page = desk("officer", office("publish"))
    assert "您已提出公示" in page.locator(".notice").first.inner_text()
    assert "示例经办人已提出公示" in desk("officer2", office("publish")).locator(".notice").first.inner_text()


def test_68_an_own_proposal_has_no_confirm_button_and_the_request_is_refused(server, desk):
    act = server.told("act.proposed", 0)[-1]["seq"]
    page = desk("officer", office("acts", str(act)))
    expect(page.locator("form[action$=confirm]")).to_have_count(0)
    assert "另一位经办人" in page.locator("main").inner_text() or "另一人" in page.locator("main").inner_text()
    key = Forms(server.get(office("acts", str(act)), "officer").text).of("/decline")["key"]
    answer = server.post(office("acts", str(act), "confirm"), "officer", key=key, password=PASSWORD)
    assert answer.status == 409 and "须由另一人办理" in answer.text
    server.forget()
    assert not [event for event in server.told("notice.published", 0) if event["round"] == ROUND]


def test_69_the_second_person_sees_the_same_preview_and_publishes_once(server, desk):
    act = server.told("act.proposed", 0)[-1]["seq"]
    page = desk("officer2", office("acts", str(act)))
    assert page.locator("iframe.preview").get_attribute("src") == preview(f"r/{ROUND}/")
    expect(page.frame_locator("iframe.preview").locator("table.ranking")).to_be_visible()
    strict(page)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="确认并办理").dblclick()
    page.wait_for_url("**/acts?done=actIsConfirmed")
    page.reload()
    [event] = [event for event in server.told("notice.published", 0) if event["round"] == ROUND]
    assert (event["from"], event["to"]) == (FROM, TO)
    assert server.get(preview(), "officer").status == 404
    assert "正在公示" in desk("officer", office("publish")).locator(".notice").inner_text()


def test_65_the_public_pages_are_the_preview_byte_for_byte_on_the_first_day(server):
    server.restart(at=f"{FROM} 10:00:00")
    for path in PUBLIC:
        status, body = public(server, f"/{path}")
        assert status == 200 and body == seen[path], path


def test_a_result_is_not_final_before_all_is_done_and_the_page_says_why(server, desk):
    page = desk("officer", office("final"))
    assert page.locator(".checks li").all_inner_texts()[0].startswith("公示到 2026-12-11 为止")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="使结果生效").click()
    assert "公示到 2026-12-11 为止" in page.locator("#summary").inner_text()
    assert not [event for event in server.told("round.finalised", 0) if event["round"] == ROUND]
    strict(page)
    assert "公示到" in desk("officer", office()).locator(".course").inner_text()


def test_after_the_notice_two_acts_lead_to_the_certificates_with_papers_and_bundle(server, desk):
    server.restart(at=AFTER)
    page = desk("officer", office("final"))
    page.locator("#number").fill("示网监联办〔2026〕9号")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="使结果生效").dblclick()
    page.wait_for_url("**/final?done=finalIsDone")
    assert "示网监联办〔2026〕9号" in page.locator(".notice.good").inner_text()
    assert "1 个达标的创建对象" in page.locator("#issue").inner_text()
    strict(page)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="颁发证书").dblclick()
    page.wait_for_url("**/certificates?done=issueIsDone")
    page.reload()
    own = lambda kind: [event for event in server.told(kind, 0) if event.get("round") == ROUND]
    assert [len(own(kind)) for kind in ("round.finalised", "certificate.issued", "papers.issued", "bundle.released")] == [1, 1, 1, 1]
    code = page.locator("tbody code").inner_text()
    status, body = public(server, f"/v/{code}/")
    assert status == 200 and "示例锦川市" in body.decode()
    strict(page)


def test_88_papers_come_one_by_one_and_all_in_an_archive_with_harmless_names(server, desk):
    page = desk("officer", office("documents"))
    links = [link.get_attribute("href") for link in page.locator(".tasks a").all()]
    assert len(links) == 7 and all("登记" in state for state in page.locator(".tasks .state").all_inner_texts())
    strict(page)
    singles = {}
    for link in links:
        answer = server.get(link, "officer")
        assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline;") and "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        singles[link] = answer.body
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", office("documents.zip"), headers={"Cookie": f"heng={server.token('officer')[0]}"})
    reply = connection.getresponse()
    first = reply.read(1)
    assert time.monotonic() - began < 1
    archive = zipfile.ZipFile(io.BytesIO(first + reply.read()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[0] == "目录.txt" and len(names) == 8 and "得分表-示例锦川市.pdf" in names
    assert archive.read("目录.txt").decode().split("\n")[:-1] == names[1:]
    for name in names:
        assert "/" not in name and ".." not in name and len(name.encode()) <= 255 and name.isprintable()
    for name in names[1:]:
        path = server.folder / "paper.pdf"
        path.write_bytes(archive.read(name))
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True).returncode == 0, name
        assert archive.read(name) in singles.values()
    # What went out can be told from what did not.
    code, said = verify(str(path), "--database", str(server.folder / "heng.sqlite"))
    assert code == 0, said
    for user in ("expert1", "applicant1", "recommender", "security", "system"):
        for part in ("documents", "documents.zip", "documents/notice.pdf", "documents/score-sheet-jinchuan.pdf", "export", "export.zip", "certificates", "final", "publish"):
            assert server.get(office(part), user).status == 404, (user, part)
    assert server.get(office("documents", "score-sheet-nowhere.pdf"), "officer").status == 404


def test_the_bundle_comes_as_an_archive_and_verifies(server, desk):
    page = desk("officer", office("export"))
    assert "与现在的内容一致" in page.locator(".notice").inner_text()
    strict(page)
    answer = server.get(office("export.zip"), "officer")
    folder = server.folder / "bundle"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    key = (folder / "keys").read_text().split("\n")[0]
    code, said = verify(str(folder), "--key", key)
    assert code == 0, said
    assert not any(name in (folder / "events.ndjson").read_text() for name in ("周启明", "示例经办人"))


def test_69_a_certificate_is_revoked_by_two_people_and_issued_anew(server, desk):
    page = desk("officer", office("certificates"))
    page.locator("tbody a").click()
    place = page.url.removeprefix(server.base_url)
    strict(page)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出撤销").click()
    expect(page.locator("#reason-error")).to_be_visible()
    page.locator("#reason").fill("名称印错")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="提出撤销").dblclick()
    page.wait_for_url("**/acts?done=actIsProposed")
    act = server.told("act.proposed", 0)[-1]["seq"]
    own = server.get(office("acts", str(act)), "officer").text
    assert not [form for form in Forms(own).found if form[1].endswith("confirm")]
    fields = {**Forms(server.get(office("acts", str(act)), "officer2").text).of("/confirm"), "password": PASSWORD}
    assert [server.post(office("acts", str(act), "confirm"), "officer2", **fields).status for _ in range(1)] == [303]
    server.forget()
    assert len(server.told("certificate.revoked", 0)) == 1
    page = desk("officer", place)
    assert "已撤销" in page.locator("dl.facts").inner_text()
    expect(page.locator("#revoke")).to_have_count(0)
    strict(page)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="另行颁发证书").dblclick()
    page.wait_for_url("**/certificates?done=issueIsDone")
    states = page.locator("tbody tr td:last-child").all_inner_texts()
    assert len(states) == 2 and states[0].startswith("已更正") and states[1] == "有效"
    assert "名称印错" not in server.get(office("certificates"), "officer").text
    # What was released says less than there is now, and the page tells it.
    assert "请重新发布" in desk("officer", office("export")).locator(".notice").first.inner_text()


def test_a_round_on_notice_is_broken_off_by_two_people_and_only_after_it_was_shown(server, browser, tmp_path):
    own = RealServer(closed(), tmp_path, ROUND)
    try:
        context = signed_in(browser, own, "officer")
        page = opened(context, own, office("ways-out", "break-off"))
        assert "没有结果" in page.locator(".steps").inner_text()
        strict(page)
        page.locator("#reason").fill("程序有误")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="提出终止").click()
        expect(page.locator("#statement-error")).to_be_visible()
        page.locator("#statement").fill("因评审程序有误，本批次终止。")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="提出终止").click()
        page.wait_for_url("**/acts?done=actIsProposed")
        act = own.told("act.proposed", 0)[-1]["seq"]
        fields = {**Forms(own.get(office("acts", str(act)), "officer2").text).of("/confirm"), "password": PASSWORD}
        assert own.post(office("acts", str(act), "confirm"), "officer2", **fields).status == 303
        assert len(own.told("round.broken", 0)) == 1
        assert own.get(office("publish"), "officer").status == 404
        assert "不再进行" in own.get(office(), "officer").text
        context.close()
    finally:
        own.stop()
