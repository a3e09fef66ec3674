"""Objections from filing to the corrected result: sentences 67, 68, 69 and 74."""

import re
import secrets
import time
from urllib.parse import urlencode

import published
import pytest
from playwright.sync_api import expect
from published import LAST, ROUND
from reading import errors, hidden, main, rows, summary, text
from realserver import PASSWORD, RealServer, copy, heng
from test_form import RULES, SIDEWAYS, Axe
from visiting import Forms, opened, signed_in

ZONE, OFFICE = f"/zone/rounds/{ROUND}", f"/office/rounds/{ROUND}"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
MARKED, MEASURED, VETO = "serve.4.1", "regulate.1.2", "veto.falsification"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = published.server(tmp_path_factory.mktemp("objections"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def contexts(browser, server):
    found = {}

    def context(user: str):
        return found.setdefault(user, None) or found.update({user: signed_in(browser, server, user)}) or found[user]

    yield context
    for one in found.values():
        one.close()


@pytest.fixture(autouse=True)
def closing(contexts):
    yield
    for user in ("applicant1", "applicant2", "applicant3", "applicant4", "officer", "officer2"):
        for page in contexts(user).pages:
            page.close()


def send(server, path: str, user: str, fields: dict[str, str], files: list[tuple[str, bytes]] | None = None):
    """A form as a browser posts it; with files, of several parts."""
    fields = {**fields, "csrf": server.token(user)[1]}
    if files is None:
        return server.ask("POST", path, user, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded")
    edge = "edge7MA4YWxk"
    body = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
    for name, content in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="evidence"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return server.ask("POST", path, user, body + f"--{edge}--\r\n".encode(), Content_Type=f"multipart/form-data; boundary={edge}")


def key() -> str:
    return secrets.token_urlsafe(16)


def events(server, kind: str) -> int:
    return len(server.told(kind, 0))


def check(server, user: str, indicator: str, grounds: str = "依据见附件") -> dict[str, str]:
    """The fields of the form that files, as the page before has them."""
    answer = send(server, f"{ZONE}/objections/check", user, {"indicator": indicator, "grounds": grounds})
    assert answer.status == 200, summary(answer.text)
    return Forms(answer.text).of("/objections")


def file(server, user: str, indicator: str, files=(("证明.pdf", PDF),), **fields: str):
    return send(server, f"{ZONE}/objections", user, {**check(server, user, indicator), **fields}, list(files))


def preview(server, id: str, user: str = "officer", **fields: str):
    return send(server, f"{OFFICE}/objections/{id}/preview", user, fields)


def decide(server, id: str, user: str = "officer", **fields: str):
    """What the preview's own form sends."""
    answer = preview(server, id, user, **fields)
    assert answer.status == 200, summary(answer.text)
    return send(server, f"{OFFICE}/objections/{id}/decide", user, Forms(answer.text).of("/decide"))


def confirm(server, user: str = "officer2", **fields: str):
    """The newest act that waits, by a second person."""
    [seq] = server.sql("SELECT max(seq) FROM event WHERE json_extract(CAST(body AS TEXT), '$.type') = 'act.proposed'")[0]
    page = server.get(f"{OFFICE}/acts/{seq}", user)
    answer = send(server, f"{OFFICE}/acts/{seq}/confirm", user, {**Forms(page.text).of("/confirm"), "password": PASSWORD, **fields})
    # Who gave the password once more goes on in another session.
    server.tokens.pop(user)
    return page, answer


def strict(page) -> None:
    for theme in ("light", "dark"):
        page.evaluate("(theme) => Object.assign(document.documentElement.dataset, { theme })", theme)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SIDEWAYS) == []
    page.set_viewport_size({"width": 1440, "height": 900})


# filing

def test_an_objection_is_picked_written_checked_and_filed_in_the_browser(contexts, server, tmp_path):
    page = opened(contexts("applicant1"), server, f"{ZONE}/objections/new")
    expect(page.locator(".notice")).to_contain_text("还剩 4 个工作日（含今天），2026年12月7日 23:59:59 截止")
    strict(page)
    page.locator("#indicator").select_option(MARKED)
    page.locator("main button.primary").click()
    assert "2.3" in page.locator(".arithmetic").inner_text()
    page.locator("#grounds").fill("第四项的证明已经提交，\n评分时没有看到。")
    strict(page)
    page.locator("main button.primary").click()
    expect(page.locator("h1")).to_have_text("核对并提出异议")
    # Back to what was typed, and on again.
    page.get_by_role("button", name="返回修改").click()
    expect(page.locator("#grounds")).to_have_value("第四项的证明已经提交，\n评分时没有看到。")
    page.locator("main button.primary").click()
    strict(page)
    for name in ("甲.pdf", "乙.pdf"):
        (tmp_path / name).write_bytes(PDF + name.encode())
    page.set_input_files("#evidence", [str(tmp_path / "甲.pdf"), str(tmp_path / "乙.pdf")])
    page.locator("main button.primary").click()
    expect(page.locator(".notice.good")).to_be_visible()
    assert page.url.split("?")[0].endswith(f"/objections/yy-jinchuan-1")
    assert page.locator(".files a").all_inner_texts() == ["甲.pdf", "乙.pdf"]
    strict(page)
    told = server.told("objection.filed", 0)[-1]
    assert (told["zone"], told["indicator"]) == ("jinchuan", MARKED)


def test_an_objection_needs_grounds_and_evidence_and_loses_nothing(server):
    before = events(server, "objection.filed")
    bare = send(server, f"{ZONE}/objections/check", "applicant1", {"indicator": MARKED, "grounds": " "})
    assert bare.status == 422 and "grounds" in errors(bare.text) and len(summary(bare.text)) == 1
    fields = check(server, "applicant1", MARKED, "写了很久的理由")
    without = send(server, f"{ZONE}/objections", "applicant1", fields, [])
    assert without.status == 422 and "evidence" in errors(without.text) and "写了很久的理由" in without.text
    empty = send(server, f"{ZONE}/objections", "applicant1", fields, [("空.pdf", b"")])
    assert empty.status == 422 and "空.pdf" in summary(empty.text)[0]
    large = send(server, f"{ZONE}/objections", "applicant1", fields, [("大.pdf", b"x" * (20 << 20) + b"y")])
    assert large.status == 422 and "大.pdf" in summary(large.text)[0] and "写了很久的理由" in large.text
    assert events(server, "objection.filed") == before


def test_69_an_objection_that_is_sent_twice_is_one(server):
    before = events(server, "objection.filed")
    fields = check(server, "applicant2", MEASURED)
    first, second = (send(server, f"{ZONE}/objections", "applicant2", fields, [("亮照.pdf", PDF)]) for _ in range(2))
    assert first.status == second.status == 303 and first.headers["location"] == second.headers["location"]
    assert events(server, "objection.filed") == before + 1


def test_a_veto_may_be_objected_to_and_shows_its_fact(server):
    page = main(server.get(f"{ZONE}/objections/new?{urlencode({'indicator': VETO})}", "applicant4"))
    assert "没有发现" in page
    assert file(server, "applicant4", VETO).status == 303


def test_nobody_objects_for_another_zone_or_to_what_is_not_there(server):
    for fields in ({"id": "yy-luyuan-9"}, {"id": "x"}, {"id": "fy-1"}):
        assert file(server, "applicant1", MARKED, **fields).status == 400, fields
    fields = check(server, "applicant1", MARKED)
    assert send(server, f"{ZONE}/objections", "applicant1", {**fields, "indicator": "nowhere"}, [("a.pdf", PDF)]).status == 404
    for user in ("officer", "auditor", "expert1", "recommender"):
        assert send(server, f"{ZONE}/objections", user, fields, [("a.pdf", PDF)]).status == 404, user


def test_an_objection_and_its_files_are_for_its_zone_and_the_bureau(server):
    own = server.get(f"{ZONE}/objections/yy-jinchuan-1/files/1", "applicant1")
    assert own.status == 200 and own.body.startswith(PDF)
    for part in ("", "/files/1"):
        missing = server.get(f"{ZONE}/objections/nowhere{part}", "applicant2")
        other = server.get(f"{ZONE}/objections/yy-jinchuan-1{part}", "applicant2")
        assert other.status == missing.status == 404 and main(other) == main(missing)
        for user in ("officer", "auditor"):
            assert server.get(f"{OFFICE}/objections/yy-jinchuan-1{part}", user).status == 200, user
        for user in ("applicant1", "expert1", "recommender", "security"):
            seen, none = (server.get(f"{OFFICE}/objections/{id}{part}", user) for id in ("yy-jinchuan-1", "nowhere"))
            assert seen.status == none.status == 404 and main(seen) == main(none), user
    assert server.get(f"{OFFICE}/objections/yy-jinchuan-1/files/3", "officer").status == 404
    # Before it is decided, others do not even see that there is one.
    assert "yy-jinchuan-1" not in server.get(ZONE, "applicant2").text and "objections/yy" not in server.get(ZONE, "applicant3").text


# deciding

def test_a_rejection_shows_that_nothing_changes_and_is_received_by_its_zone(contexts, server):
    assert len(summary(preview(server, "yy-hetang-1", answer="", reasons="").text)) == 2
    shown = preview(server, "yy-hetang-1", answer="reject", reasons="申报材料属实")
    assert "都不变" in main(shown)
    fields = Forms(shown.text).of("/decide")
    first, second = (send(server, f"{OFFICE}/objections/yy-hetang-1/decide", "officer", fields) for _ in range(2))
    assert first.status == second.status == 303 and events(server, "objection.decided") == 1
    page = opened(contexts("applicant4"), server, f"{ZONE}/objections/yy-hetang-1")
    expect(page.locator("#decision")).to_contain_text("申报材料属实")
    strict(page)
    paper = server.get(f"{ZONE}/papers/decision-hetang-yy-hetang-1.pdf", "applicant4")
    assert paper.status == 200 and paper.body.startswith(b"%PDF-")
    assert server.get(f"{ZONE}/papers/decision-hetang-yy-hetang-1.pdf", "applicant1").status == 404
    page.get_by_role("button", name="确认收到").click()
    expect(page.locator("#decision")).to_contain_text("已于 2026-12-02 10:")
    assert page.get_by_role("button", name="确认收到").count() == 0
    assert events(server, "decision.received") == 1


def test_corrected_facts_are_shown_with_what_they_move_before_two_people_decide(contexts, server):
    page = opened(contexts("officer"), server, f"{OFFICE}/objections/yy-luyuan-1")
    strict(page)
    page.locator("input[value=uphold]").check()
    page.locator("#reasons").fill("登记系统的数据为准")
    page.locator("[id='fact-licence_display_rate']").fill("九十")
    page.locator("main button.primary").click()
    expect(page.locator("#summary")).to_be_focused()
    assert page.locator("[id='fact-licence_display_rate']").input_value() == "九十" and page.locator("#reasons").input_value() == "登记系统的数据为准"
    page.locator("[id='fact-licence_display_rate']").fill("９７")
    page.locator("main button.primary").click()
    cells = [row.locator("th, td").all_inner_texts() for row in page.locator("#cells tbody tr").all()]
    assert len(cells) == 1 and cells[0][0] == "示例鹿原县" and "92 → 97" in cells[0][2]
    moves = page.locator("#moves tbody tr").all_inner_texts()
    assert len(moves) == 1 and "示例鹿原县" in moves[0]
    strict(page)
    before = events(server, "objection.decided")
    page.locator("main button.primary").click()
    expect(page.locator(".notice.good")).to_contain_text("须另一人确认")
    assert events(server, "objection.decided") == before
    # Sentence 68: nobody confirms an own proposal.
    [seq] = server.sql("SELECT max(seq) FROM event WHERE json_extract(CAST(body AS TEXT), '$.type') = 'act.proposed'")[0]
    own = server.get(f"{OFFICE}/acts/{seq}", "officer")
    assert "/confirm" not in own.text
    fields = {**Forms(own.text).of("/decline"), "password": PASSWORD}
    assert send(server, f"{OFFICE}/acts/{seq}/confirm", "officer", fields).status == 409
    server.tokens.pop("officer")
    assert events(server, "objection.decided") == before
    page, answer = confirm(server)
    assert [row[0] for row in rows(main(page))] == ["示例鹿原县", "示例鹿原县"] and "92 → 97" in main(page)
    assert answer.status == 303 and events(server, "objection.decided") == before + 1 and events(server, "facts.corrected") == 1


def test_a_rejected_objection_changes_no_facts_and_others_may_not_decide(server):
    assert file(server, "applicant3", MEASURED).status == 303
    wrong = preview(server, "yy-yunxi-1", answer="reject", reasons="不符", **{"fact-licence_display_rate": "12"})
    assert wrong.status == 422 and "answer" in errors(wrong.text)
    for user in ("auditor", "applicant3", "expert1"):
        for part in ("preview", "decide"):
            assert send(server, f"{OFFICE}/objections/yy-yunxi-1/{part}", user, {"answer": "reject", "reasons": "x", "key": key()}).status == 404
    assert decide(server, "yy-yunxi-1", answer="reject", reasons="数据无误").status == 303


def test_an_upheld_objection_opens_one_cell_that_its_expert_revises_and_the_officer_confirms(contexts, browser, server):
    assert "其他各项不变" in main(preview(server, "yy-jinchuan-1", answer="uphold", reasons="漏看"))
    assert decide(server, "yy-jinchuan-1", answer="uphold", reasons="漏看").status == 303
    page = server.get(f"{OFFICE}/objections/yy-jinchuan-1", "officer")
    assert main(page).count("等待专家") == 4
    idle = main(server.get(f"{OFFICE}/conclude", "officer"))
    assert 'value="yy-jinchuan-1"' in idle
    context = signed_in(browser, server, "expert1")
    page = opened(context, server, "/my")
    page.locator("a[href*='/revise/']").click()
    assert page.url.endswith(f"/my/{ROUND}/zones/jinchuan/revise/{MARKED}")
    page.locator("#mark").fill("2.5")
    page.locator("input[name=reason]").check()
    page.locator("#text").fill("漏看了第四项的证明")
    page.locator("main button.primary").click()
    expect(page.locator(".notice")).to_contain_text("2.5")
    context.close()
    # Another cell of the same sheet stays as it is.
    other = server.get(f"/my/{ROUND}/zones/jinchuan/revise/serve.1.1", "expert1")
    fields = {**Forms(other.text).of("/revise/serve.1.1"), "mark": "0.1", "reason": "objection-upheld", "text": "x"}
    assert send(server, f"/my/{ROUND}/zones/jinchuan/revise/serve.1.1", "expert1", fields).status == 409
    page = opened(contexts("officer"), server, f"{OFFICE}/revisions")
    page.locator("main button.primary").click()
    expect(page.locator(".notice.good")).to_be_visible()
    assert "已更正为 2.5" in main(server.get(f"{OFFICE}/objections/yy-jinchuan-1", "officer"))


# reports

def test_a_report_is_heard_before_it_is_decided(contexts, server):
    page = server.get(f"{OFFICE}/objections/report", "officer")
    fields = {**Forms(page.text).of("/report"), "zone": "yunxi", "indicator": VETO, "grounds": "有人反映材料不实"}
    bare = send(server, f"{OFFICE}/objections/report", "officer", {**fields, "zone": ""}, [("信.pdf", PDF)])
    assert bare.status == 422 and "有人反映材料不实" in bare.text and "zone" in errors(bare.text)
    assert send(server, f"{OFFICE}/objections/report", "officer", fields, [("信.pdf", PDF)]).status == 303
    assert "等待创建对象说明" in main(server.get(f"{OFFICE}/objections/fy-1", "officer"))
    assert preview(server, "fy-1", answer="reject", reasons="未听取").status == 422
    early = send(server, f"{OFFICE}/objections/fy-1/decide", "officer", {"answer": "reject", "reasons": "x", "key": key()})
    assert early.status == 409 and events(server, "objection.decided") == 4
    assert server.get(f"{ZONE}/objections/fy-1", "applicant1").status == 404
    page = opened(contexts("applicant3"), server, f"{ZONE}/objections/fy-1")
    strict(page)
    page.locator("#text").fill("材料属实，附原件")
    page.locator("main button.primary").click()
    expect(page.locator(".notice.good")).to_be_visible()
    assert "材料属实，附原件" in main(server.get(f"{OFFICE}/objections/fy-1", "officer"))
    assert decide(server, "fy-1", answer="reject", reasons="查无此事").status == 303


# the new result

def test_67_the_new_result_shows_exactly_the_changed_cells_and_comes_by_two_people(contexts, server):
    page = opened(contexts("officer"), server, f"{OFFICE}/conclude")
    cells = [row.locator("th, td").all_inner_texts() for row in page.locator("#cells tbody tr").all()]
    assert [(cell[0], cell[1]) for cell in cells] == [("示例锦川市", "商标品牌培育与保护"), ("示例鹿原县", "网上亮证亮照")]
    assert "2.1 → 2.5" in cells[0][2] and "92 → 97" in cells[1][2]
    expect(page.locator(".notice.info")).to_contain_text("除以上 2 项外")
    strict(page)
    page.evaluate("document.querySelector('#conclude').noValidate = true")
    page.locator("main button.primary").click()
    expect(page.locator("#summary")).to_be_focused()
    assert page.locator("#summary a").count() == 2
    page.locator("#number").fill("示网监联办〔2026〕8号")
    page.locator("#statement").fill("更正两项。")
    page.locator("main button.primary").click()
    expect(page.locator(".notice.good")).to_be_visible()
    assert events(server, "correction.published") == 0
    page, answer = confirm(server)
    assert [(row[0], row[1]) for row in rows(main(page)) if len(row) == 5] == [(cell[0], cell[1]) for cell in cells]
    assert answer.status == 303 and events(server, "correction.published") == 1
    own = main(server.get(ZONE, "applicant2"))
    assert "8号" in own and "网上亮证亮照：" in own and "→" in own
    untouched = main(server.get(ZONE, "applicant4"))
    assert "8号" in untouched and "没有变化" in untouched
    assert server.get(f"{ZONE}/papers/correction-1.pdf", "applicant4").body.startswith(b"%PDF-")
    nothing = main(server.get(f"{OFFICE}/conclude", "officer"))
    assert "没有待计入的更正" in nothing and "<form" not in nothing


def test_the_list_is_clean_and_the_desk_leads_to_each_objection(contexts, server):
    page = opened(contexts("officer"), server, f"{OFFICE}/objections")
    assert page.locator(".tasks a").count() == 5
    strict(page)
    page = opened(contexts("officer"), server, f"{OFFICE}/objections/report")
    strict(page)


# after the end

def test_74_an_objection_in_the_last_second_is_taken_and_one_later_is_refused_with_the_day(tmp_path):
    server = RealServer(copy(published.published_ledger(), tmp_path / "last"), tmp_path / "last", ROUND, at=f"{LAST} 23:59:50")

    def until(moment: str) -> None:
        """By the server's own clock, as its pages tell it."""
        while re.search(r'data-now="([^"+]+)', server.get("/me", "applicant1").text)[1] < moment:
            time.sleep(0.01)

    try:
        fields = check(server, "applicant1", MARKED)
        late = {**fields, "id": "yy-jinchuan-2", "key": key()}
        until(f"{LAST}T23:59:59")
        taken = send(server, f"{ZONE}/objections", "applicant1", fields, [("a.pdf", PDF)])
        assert taken.status == 303, summary(taken.text)
        until("2026-12-08T00:00:00")
        refused = send(server, f"{ZONE}/objections", "applicant1", late, [("a.pdf", PDF)])
        assert refused.status in (409, 422) and "2026-12-07" in summary(refused.text)[0].replace("年", "-").replace("月", "-").replace("日", "")
        page = main(server.get(f"{ZONE}/objections/new", "applicant1"))
        assert "已于 2026年12月7日 23:59:59 届满" in page and "<form" not in page
        assert len(server.told("objection.filed", 0)) == 1
    finally:
        server.stop()


def test_a_final_round_is_taken_up_again_by_two_people(browser, tmp_path):
    folder = copy(published.published_ledger(), tmp_path / "again")
    heng(folder, "round", "finalise", ROUND, "--number", "示网监联办〔2026〕9号", user="officer", at=published.AFTER)
    server = RealServer(folder, folder, ROUND, at=published.AFTER)
    context = signed_in(browser, server, "officer")
    try:
        page = opened(context, server, f"{OFFICE}/reopen")
        strict(page)
        page.locator("main button.primary").click()
        expect(page.locator("#summary")).to_be_focused()
        page.locator("input[value=judgment]").check()
        page.locator("#statement").fill("依（2026）示01行初1号判决，更正一项。")
        page.locator("#reason").fill("判决书见档案")
        page.locator("#zone-0").select_option("luyuan")
        page.locator("#subject-0").select_option(MEASURED)
        page.locator("#zone-1").select_option("hetang")
        page.locator("main button.primary").click()
        assert "第 2 行" in page.locator("#summary").inner_text() and page.locator("#statement").input_value().startswith("依")
        page.locator("#zone-1").select_option("")
        page.locator("main button.primary").click()
        expect(page.locator("#effect")).to_contain_text("回到公示环节")
        assert "92" in page.locator(".arithmetic").inner_text()
        strict(page)
        page.locator("main button.primary").click()
        expect(page.locator(".notice.good")).to_be_visible()
        assert len(server.told("round.reopened", 0)) == 0
        page, answer = confirm(server)
        assert "打开 示例鹿原县 的“网上亮证亮照”" in main(page) and answer.status == 303
        assert len(server.told("round.reopened", 0)) == 1
        # Its zone reads what is public of it, and not why.
        own = main(server.get(f"{ZONE}/objections/cx-1", "applicant2"))
        assert "01行初1号" in own and "判决书见档案" not in own and "提出异议" not in main(server.get(ZONE, "applicant2"))
        assert server.get(f"{OFFICE}/reopen", "officer").status == 404
        # What is opened is put right by the bureau, with what it brings shown before.
        shown = preview(server, "cx-1", **{"fact-licence_display_rate": "97"})
        assert "92 → 97" in main(shown)
        for user in ("auditor", "applicant2", "expert1"):
            assert server.get(f"{OFFICE}/reopen", user).status == 404
    finally:
        context.close()
        server.stop()
