"""What the bureau's officer does in a round under way: sentences 62, 63, 68 and 69."""

import re
from urllib.parse import urlencode

import pytest
from conftest import until
from playwright.sync_api import expect
from realserver import PASSWORD
from test_form import RULES, Axe
from visiting import HAN, ROUND, TYPED, Forms, office, opened, seats, signed_in, zone


@pytest.fixture(scope="module")
def contexts(browser, demo):
    """By user."""
    found = {}

    def context(user: str):
        if user not in found:
            found[user] = signed_in(browser, demo, user)
        return found[user]

    yield context
    for one in found.values():
        one.close()


@pytest.fixture
def officer(contexts):
    yield contexts("officer")
    for user in ("officer", "officer2"):
        for page in contexts(user).pages:
            page.close()


def count(demo, kind: str) -> int:
    return len(demo.told(kind, 0))


def send(demo, path: str, fields, user: str = "officer", /, **more: str):
    """A form that may have several fields of one name."""
    pairs = [(name, value) for name, value in (fields.items() if isinstance(fields, dict) else fields) if name not in more]
    return demo.ask("POST", path, user, urlencode(pairs + list(more.items())).encode(), Content_Type="application/x-www-form-urlencoded")


def served(demo, page: str, action: str, user: str = "officer") -> dict[str, str]:
    """The fields of the form that is posted to `action`, as the page has them."""
    answer = demo.get(page, user)
    assert answer.status == 200, (page, answer.status)
    return Forms(answer.text).of(action)


def problems(page) -> list[str]:
    """The summary has the focus; its links lead to fields, where the same is said."""
    expect(page.locator("#summary")).to_be_focused()
    for link in page.locator("#summary a").all():
        field = link.get_attribute("href").removeprefix("#")
        assert page.locator(f"[id='{field}']").count() == 1, field
        assert page.locator(f"[id='{field}-error']").inner_text() == link.inner_text()
    return page.locator("#summary li").all_inner_texts()


def again(demo, path: str, fields, kind: str, user: str = "officer", /, **more: str):
    """The same form sent twice: one event, one answer."""
    before = count(demo, kind)
    first, second = (send(demo, path, fields, user, **more) for _ in range(2))
    assert count(demo, kind) == before + 1, (kind, first, second)
    assert (first.status, first.headers.get("location")) == (second.status, second.headers.get("location"))
    return first


def strict(page) -> None:
    """Nothing for axe to find."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("path, fields", [
    (office("divergence"), {"do": "preview", "cell": "jinchuan:support.2.3"}), (office("rereads"), {"mark": "jinchuan:support.2.3:x", "count": "1"}),
    (office("questions", "new"), {"text": "口径"}), (office("questions", "927"), {"text": "口径"}), (office("close"), {"missing": "12", "missing-facts": "0", "password": PASSWORD}),
    (office("revisions", "1"), {"do": "confirm"}), (office("reopenings", "1"), {"do": "grant"}), (office("acts", "381", "confirm"), {"password": PASSWORD})])
def test_a_form_of_another_session_or_of_none_does_nothing(demo, path, fields):
    before = demo.sql("SELECT count(*) FROM event")
    key = served(demo, office("questions", "new"), "/questions/new")["key"]
    for csrf in ("", "x", demo.token("officer2")[1], demo.token("expert1")[1]):
        answer = send(demo, path, {"key": key, **fields, "csrf": csrf})
        assert answer.status == 403, (path, answer.status)
    for site in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}):
        body = urlencode({"key": key, **fields, "csrf": demo.token("officer")[1]}).encode()
        assert demo.ask("POST", path, "officer", body, Content_Type="application/x-www-form-urlencoded", **site).status == 403
    assert demo.sql("SELECT count(*) FROM event") == before


# Questions


def test_69_an_answer_that_is_sent_twice_is_given_once(demo, officer):
    page = opened(officer, demo, office("questions"))
    page.get_by_role("link", name="答复", exact=True).click()
    assert "半年一份的分析报告" in page.locator("article").inner_text()
    page.get_by_role("button", name="发给全部席位").click()
    assert len(problems(page)) == 1
    page.locator("#text").fill("半年一份的按一期计。<b>以盖章日期为准</b>")
    page.get_by_role("button", name="发给全部席位").click()
    page.wait_for_url("**/questions?done=*")
    expect(page.locator(".notice.good")).to_have_text("已发给全部席位")
    assert "<b>以盖章日期为准</b>" in page.locator("main").inner_text()
    expect(page.get_by_role("link", name="答复", exact=True)).to_have_count(0)
    before = count(demo, "clarification.given")
    page.reload()
    assert count(demo, "clarification.given") == before
    assert "半年一份的按一期计" in demo.get(f"/my/{ROUND}/questions", "expert2").text
    path = office("questions", "new")
    answer = again(demo, path, served(demo, path, "/questions/new"), "clarification.given", text="台账按年度计", indicator="regulate.1.4")
    assert answer.status == 303 and demo.told("clarification.given", 0)[-1]
    fresh = served(demo, path, "/questions/new")
    used = served(demo, path, "/questions/new")
    assert send(demo, path, fresh, text="同一个说法").status == 303
    other = send(demo, path, {**used, "key": fresh["key"]}, text="另一个说法")
    assert other.status == 422 and "另一个说法" in other.text and "summary" in other.text
    for field, value in (("indicator", "nowhere"), ("text", " \n "), ("text", "字" * 20000), ("text", "a\u202eb")):
        answer = send(demo, path, {**served(demo, path, "/questions/new"), "text": "说明", field: value})
        assert answer.status in (404, 422) and b"Swift" not in answer.body, (field, answer.status)
    asked = count(demo, "clarification.given")
    done = send(demo, office("questions", "927"), served(demo, path, "/questions/new"), text="又答一遍")
    assert done.status in (404, 409, 422) and count(demo, "clarification.given") == asked, done.status


def test_a_note_is_only_what_we_could_have_written(demo):
    for done in ("%3Cb%3Etaken%3C/b%3E", "closeIsDone", "passwordChanged", "x"):
        text = demo.get(office("questions") + f"?done={done}", "officer").text
        assert "taken" not in text and 'class="notice' not in text, done


def test_what_an_officer_typed_survives_a_session_that_is_over(demo):
    answer = demo.ask("POST", office("questions", "new"), "", urlencode({"text": "写了半天的口径", "csrf": "x", "key": "x"}).encode(), Content_Type="application/x-www-form-urlencoded")
    assert "写了半天的口径" in answer.text, (answer.status, answer.headers)


# Many re-reads


@pytest.fixture(scope="module")
def wide(demo):
    """At hetang a third sheet is sealed that differs from two others in every cell."""
    demo.accept("hetang", "expert1")
    two = [{cell["indicator"]: cell for cell in demo.whole("hetang", user)["cells"]} for user in ("expert2", "expert3")]
    cells = []
    for cell in demo.whole("hetang", "expert1")["cells"]:
        highest = max(float(other[cell["indicator"]]["mark"]) for other in two)
        cells.append({"indicator": cell["indicator"], "base": cell["version"], "mark": "0" if highest else "1", "comment": "材料对不上"})
    answer = demo.write("POST", f"{demo.api('hetang')}/cells", "expert1", {"cells": cells})
    assert answer.status == 200, answer
    code = demo.whole("hetang", "expert1")["sheet"]["code"]
    assert demo.post(zone("hetang", "seal"), "expert1", read=code, password=PASSWORD, gaps="").status == 303
    demo.forget()
    return demo


def test_63_selecting_none_is_an_error_with_the_focus(demo, officer):
    for prefix in ("", "/en"):
        page = opened(officer, demo, prefix + office("divergence"))
        page.locator("button[value=preview]").click()
        expect(page.locator("#summary")).to_be_focused()
        said = page.locator("#summary li").inner_text()
        assert ("没有选中" in said) == (not prefix) and bool(HAN.search(said)) == (not prefix)
        assert page.locator("h1").inner_text() == ("Divergence" if prefix else "打分差异")
        strict(page)
        page.close()


def test_63_the_summary_leads_to_what_can_be_selected(demo, officer):
    page = opened(officer, demo, office("divergence"))
    page.locator("button[value=preview]").click()
    target = page.locator("#summary a").get_attribute("href")
    assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1, target


def test_63_selecting_what_is_asked_already_says_so(demo, officer):
    page = opened(officer, demo, office("divergence"))
    page.locator("input[value='jinchuan:regulate.1.4']").check()
    page.get_by_role("button", name="请专家复核所选").click()
    expect(page.locator("#summary")).to_contain_text("都已在复核中")


def far(page) -> list[str]:
    """As the page of re-reads names what would be asked."""
    return page.locator("input[name=mark]").evaluate_all("(fields) => fields.map((field) => field.value)")


def test_63_a_bulk_of_23_lists_23_reports_23_and_names_those_that_failed(wide, officer):
    demo = wide
    page = opened(officer, demo, office("divergence"))
    page.locator("#zone").select_option("hetang")
    page.get_by_role("button", name="应用").click()
    boxes = page.locator("input[name=cell]").evaluate_all("(boxes) => boxes.map((box) => box.value)")
    assert len(boxes) > 23 and all(box.startswith("hetang:") for box in boxes)
    # So many cells that 23 marks stand out in them: one in most, three where two agree.
    found = {box: re.search(r"<tbody>(.*?)</tbody>", demo.get(office("divergence", *box.split(":")), "officer").text, re.S)[1] for box in boxes}
    found = {box: len(re.findall("[‡†]</td>", rows)) for box, rows in found.items()}
    alone, left = [], 23
    for box in sorted(found, key=found.get, reverse=True):
        if found[box] <= left and (found[box] == 1 or left - found[box] >= 12):
            alone.append(box)
            left -= found[box]
    assert left == 0, found
    for box in alone:
        page.locator(f"input[value='{box}']").check()
    before = count(demo, "reread.called")
    page.get_by_role("button", name="请专家复核所选").click()
    expect(page.locator("h1")).to_have_text("请专家复核打分")
    expect(page.locator("tbody tr")).to_have_count(23)
    people = {row[3] for row in page.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))")}
    expect(page.locator("p.lead")).to_have_text(f"23 项打分，涉及 {len(people)} 位专家")
    expect(page.get_by_role("button", name="请专家复核 23 项", exact=True)).to_be_visible()
    names = far(page)
    assert len(set(names)) == 23 and {":".join(name.split(":")[:2]) for name in names} == set(alone)
    assert count(demo, "reread.called") == before
    strict(page)
    for wrong in ("22", "x", "-23", "23.0", " "):
        page.locator("#count").fill(wrong)
        page.locator("main form").evaluate("(form) => (form.noValidate = true)")
        page.get_by_role("button", name="请专家复核 23 项").click()
        assert problems(page) == ["项数不符：请按列出的项数填写"]
        expect(page.locator("#count")).to_have_value(wrong)
        expect(page.locator("tbody tr")).to_have_count(23)
        assert sorted(far(page)) == sorted(names)
    strict(page)
    assert count(demo, "reread.called") == before
    # Meanwhile another officer asks about one of them.
    taken = next(name.rpartition(":")[0] for name in names if name.endswith(seats(demo)["hetang", "周启明"]))
    demo.heng("sheet", "reread", ROUND, "hetang", taken.split(":")[1], "--seat", seats(demo)["hetang", "周启明"], user="officer2")
    until(lambda: "等待答复" in demo.get(office("divergence", *taken.split(":")), "officer").text)
    page.locator("#count").fill("２３")
    page.get_by_role("button", name="请专家复核 23 项").click()
    expect(page.locator("h1")).to_have_text("复核结果")
    expect(page.locator("tbody tr")).to_have_count(23)
    expect(page.locator(".notice")).to_have_text("已请复核 22 项，未办 1 项")
    outcomes = page.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => [row.children[1].textContent, row.lastElementChild.textContent])")
    refused = [(name, said) for name, said in outcomes if said != "已请专家复核"]
    title = re.search(r"：(.+?) · ", demo.get(office("divergence", *taken.split(":")), "officer").text)[1]
    assert len(refused) == 1 and refused[0][0] == title and "复核" in refused[0][1], refused
    assert not re.search(r"[A-Za-z]{4}", refused[0][1].replace("6KMH", "")), refused
    assert count(demo, "reread.called") == before + 23
    strict(page)
    # Sent again as it was: the same is told, nothing is done.
    page.reload()
    expect(page.locator(".notice")).to_have_text("已请复核 22 项，未办 1 项")
    assert count(demo, "reread.called") == before + 23
    expect(page.locator("tbody tr")).to_have_count(23)
    # And the expert sees each, without a number or a direction.
    own = demo.get(zone("hetang", "reread", taken.split(":")[1]), "expert1")
    assert own.status == 200 and "偏低" not in own.text


def test_the_other_language_of_a_page_that_answers_a_form_is_there(demo, officer):
    page = opened(officer, demo, office("divergence"))
    page.locator("input[value='jinchuan:support.2.3']").check()
    page.get_by_role("button", name="请专家复核所选").click()
    page.locator("#count").fill("9")
    page.locator("main form button.primary").click()
    problems(page)
    links = page.locator(".masthead a[hreflang]").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert [link for link in links if demo.get(link, "officer").status != 200] == []


# Seats, and what takes two people


def removal(demo, name: str, expert: str, user: str = "officer") -> str:
    """Proposes to take a seat out; the page of the act comes back."""
    path = office("seats", seats(demo)[name, expert])
    answer = send(demo, path, served(demo, path, path, user), user, way="remove", reason=TYPED, substitute="-", sure="yes")
    assert answer.status == 303 and "/acts" in answer.headers["location"], answer
    return office("acts", str(demo.told("act.proposed", 0)[-1]["seq"]))


def test_a_seat_is_left_with_a_reason_and_once(demo, officer):
    path = office("seats", seats(demo)["luyuan", "方素琴"])
    page = opened(officer, demo, path)
    page.get_by_role("button", name="下一步：核对").click()
    assert len(problems(page)) == 2, "which way, and why"
    expect(page.locator("#reason")).to_have_attribute("aria-invalid", "true")
    strict(page)
    page.locator("input[value=remove]").check()
    page.get_by_role("button", name="下一步：核对").click()
    assert len(problems(page)) == 1
    expect(page.locator("input[value=remove]")).to_be_checked()
    assert count(demo, "act.proposed") == 1
    page.locator("input[value=recuse]").check()
    page.locator("#reason").fill("与申报单位有合作关系")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.locator("main")).to_contain_text("与申报单位有合作关系")
    expect(page.locator("main")).to_contain_text("不能撤销")
    strict(page)
    fields = {**page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")}
    before = count(demo, "seat.recused")
    page.get_by_role("button", name="取消席位").click()
    page.wait_for_url("**?done=*")
    expect(page.locator(".notice.good")).to_contain_text("已登记回避")
    expect(page.locator("main form")).to_have_count(0)
    page.reload()
    # The page's session is another than the one of the test's own requests.
    fields["csrf"] = demo.token("officer")[1]
    for _ in range(2):
        assert send(demo, path, fields).status in (303, 409)
    assert count(demo, "seat.recused") == before + 1
    board = opened(officer, demo, office("board"))
    assert "已回避" in board.locator("#zone-luyuan").inner_text()
    assert "已回避 1" in board.locator("p.lead").inner_text()
    assert "与申报单位有合作关系" not in demo.get(office("board"), "officer").text


def test_68_an_own_proposal_has_no_button_to_confirm_and_the_request_is_refused(demo, officer, contexts):
    path = office("seats", seats(demo)["luyuan", "林喆"])
    answer = again(demo, path, served(demo, path, path), "act.proposed", way="remove", reason=TYPED, substitute="-", sure="yes")
    assert answer.headers["location"].startswith(office("acts"))
    act = office("acts", str(demo.told("act.proposed", 0)[-1]["seq"]))
    page = opened(officer, demo, act)
    expect(page.get_by_role("button", name="确认并办理")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("须另一人确认，提出人不能自己确认")
    expect(page.locator("main")).to_contain_text(TYPED)
    strict(page)
    fields = served(demo, act, f"{act}/decline")
    refused = send(demo, f"{act}/confirm", fields, password=PASSWORD)
    demo.forget()
    assert refused.status in (403, 409, 422) and "summary" in refused.text, refused.status
    assert count(demo, "seat.removed") == 0 and count(demo, "act.confirmed") == 1
    said = re.sub(r"<[^>]+>", " ", re.search(r'id="summary"[^>]*>(.*?)</ul>', refused.text, re.S)[1])
    assert HAN.search(said) and not re.search(r"[A-Za-z]{4}", said), said
    # The second person may.
    other = opened(contexts("officer2"), demo, act)
    expect(other.get_by_role("button", name="确认并办理")).to_be_visible()
    strict(other)
    other.locator("#password").fill("wrong words")
    other.get_by_role("button", name="确认并办理").click()
    assert len(problems(other)) == 1
    expect(other.locator("#password")).to_have_value("")
    assert count(demo, "seat.removed") == 0
    other.locator("#password").fill(PASSWORD)
    other.get_by_role("button", name="确认并办理").click()
    other.wait_for_url("**/acts?done=*")
    expect(other.locator(".notice.good")).to_have_text("已确认并办理")
    other.reload()
    until(lambda: count(demo, "seat.removed") == 1)
    assert count(demo, "act.confirmed") == 2
    other.goto(demo.base_url + act)
    expect(other.locator("main form")).to_have_count(0)
    again_ = send(demo, f"{act}/decline", {**fields, "csrf": demo.token("officer2")[1]}, "officer2", reason="晚了")
    assert again_.status in (303, 404, 409, 422) and count(demo, "act.declined") == 0, again_.status
    assert "已撤出" in demo.get(office("board"), "officer").text


def test_68_an_act_is_declined_with_a_reason_or_taken_back(demo, contexts, officer):
    act = removal(demo, "luyuan", "吴堃")
    other = opened(contexts("officer2"), demo, act)
    other.get_by_role("button", name="否决").click()
    assert len(problems(other)) == 1
    other.locator("#reason").fill("<script>window.taken = 1</script>再等一周")
    other.get_by_role("button", name="否决").click()
    other.wait_for_url("**/acts?done=*")
    expect(other.locator(".notice.good")).to_have_text("已否决，没有办理")
    assert other.evaluate("window.taken") is None and count(demo, "act.declined") == 1
    own = removal(demo, "luyuan", "吴堃")
    page = opened(officer, demo, own)
    page.locator("#reason").fill("填错了席位")
    page.get_by_role("button", name="收回").click()
    page.wait_for_url("**/acts?done=*")
    assert count(demo, "act.declined") == 2 and count(demo, "seat.removed") == 1
    fields = {"key": served(demo, office("questions", "new"), "/questions/new")["key"], "csrf": demo.token("officer2")[1]}
    late = send(demo, f"{own}/confirm", fields, "officer2", password=PASSWORD)
    demo.forget()
    assert late.status in (404, 409, 422) and count(demo, "seat.removed") == 1, late.status


def test_68_who_may_not_take_an_act_is_told_nothing_of_it(demo):
    act = demo.told("act.proposed", 0)[-1]["seq"]
    for user in ("expert1", "applicant2", "security", "system"):
        for part in (f"acts/{act}", "acts/999999"):
            assert demo.get(office(part), user).status == 404, (user, part)
    fields = {"csrf": demo.token("auditor")[1], "key": served(demo, office("questions", "new"), "/questions/new")["key"]}
    for part in ("confirm", "decline"):
        assert send(demo, office("acts", str(act), part), fields, "auditor", password=PASSWORD, reason="x").status in (404, 409, 422)


# Revisions and reopenings


def test_69_a_revision_is_decided_once_and_shows_what_it_changes(demo, officer):
    for indicator, user, mark in (("release.1.2", "expert3", "0.3"), ("release.1.3", "expert2", "0.1")):
        demo.heng("sheet", "revise", ROUND, "jinchuan", indicator, "--mark", mark, "--reason", "arithmetic-error", "--comment", "改后的评语", "--text", TYPED, user=user)
    first, second = (event["seq"] for event in demo.told("revision.proposed", 0))
    until(lambda: f"event-{second}" in demo.get(office("revisions"), "officer").text)
    page = opened(officer, demo, office("revisions"))
    strict(page)
    box = page.locator(f"[id='event-{first}']")
    facts = dict(zip(box.locator("dt").all_inner_texts(), box.locator("dd").all_inner_texts()))
    own = {cell["indicator"]: cell for cell in demo.whole("jinchuan", "expert3")["cells"]}["release.1.2"]["mark"]
    assert facts["打分"] == f"{own} → 0.3", facts
    marks = sorted(float({cell["indicator"]: cell for cell in demo.whole("jinchuan", user)["cells"]}["release.1.2"]["mark"]) for user in ("expert1", "expert2", "expert3", "expert4"))
    # The scheme leaves out the highest and the lowest.
    before, after = next(value for name, value in facts.items() if "→" in value and name != "打分").split(" → ")
    assert abs(float(before) - sum(marks[1:-1]) / 2) < 0.001 and float(after) <= float(before)
    box.get_by_role("button", name="确认更正").click()
    page.wait_for_url("**/revisions?done=*")
    expect(page.locator(".notice.good")).to_have_text("已确认，更正生效")
    page.reload()
    assert count(demo, "revision.decided") == 1
    changed = {cell["indicator"]: cell for cell in demo.whole("jinchuan", "expert3")["cells"]}["release.1.2"]
    assert "0.3" in demo.get(office("divergence", "jinchuan", "release.1.2"), "officer").text, changed
    action = office("revisions", str(second))
    answer = again(demo, action, served(demo, office("revisions"), action), "revision.decided", do="decline")
    assert answer.headers["location"].endswith("done=revisionIsDeclined")
    for event, do in ((str(first), "confirm"), ("999999", "confirm"), (str(second), "explode"), ("x", "confirm")):
        fields = served(demo, office("questions", "new"), "/questions/new")
        assert send(demo, office("revisions", event), fields, do=do).status in (404, 409, 422), (event, do)
    rows = opened(officer, demo, office("revisions")).locator("table tbody tr").all_inner_texts()
    assert len(rows) == 2 and "已确认" in rows[1] and "已否决" in rows[0], rows


def test_69_a_sheet_is_opened_again_once_and_refused_with_a_reason(demo, officer):
    for user in ("expert3", "expert4"):
        demo.heng("sheet", "reopen", ROUND, "jinchuan", "--reason", f"{TYPED} {user}", user=user)
    first, second = (event["seq"] for event in demo.told("reopening.requested", 0))
    until(lambda: f"event-{second}" in demo.get(office("revisions"), "officer").text)
    page = opened(officer, demo, office("revisions"))
    page.locator(f"[id='event-{second}']").get_by_role("button", name="不同意").click()
    # The error stands at the request's own field, and the other form has none.
    assert len(problems(page)) == 1
    expect(page.locator(f"[id='reason-{second}']")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"[id='reason-{first}']")).not_to_have_attribute("aria-invalid", "true")
    strict(page)
    page.locator(f"[id='reason-{second}']").fill("错处不多，逐项更正即可")
    page.locator(f"[id='event-{second}']").get_by_role("button", name="不同意").click()
    page.wait_for_url("**/revisions?done=*")
    expect(page.locator(".notice.good")).to_contain_text("未重新打开")
    text = demo.get(office("seats", seats(demo)["jinchuan", "林喆"]), "officer").text
    assert "<table" in text
    action = office("reopenings", str(first))
    kinds = {kind: count(demo, kind) for kind in ("reopening.decided", "sheet.reopened", "reopening.granted")}
    answers = [send(demo, action, {**fields}, do="grant") for fields in [served(demo, office("revisions"), action)] for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert sum(count(demo, kind) - before for kind, before in kinds.items()) == 1, kinds
    # What was sealed on it is the expert's alone again.
    probe = "重开后的探针"
    demo.put("jinchuan", {"indicator": "regulate.1.4", "mark": "1.1", "comment": probe}, "expert3")
    for path in (office("seats", seats(demo)["jinchuan", "林喆"]), office("divergence", "jinchuan", "regulate.1.4"), office("board"), office("divergence")):
        text = demo.get(path, "officer").text
        assert probe not in text, path
    seat = demo.get(office("seats", seats(demo)["jinchuan", "林喆"]), "officer").text
    assert "<table" not in seat and "打分只有专家本人可见" in seat
    cell = re.search(r"<main.*</main>", demo.get(office("divergence", "jinchuan", "regulate.1.4"), "officer").text, re.S)[0]
    assert "林喆" not in cell and "贺文澜" in cell


# The close: last, for the round is over then


def test_62_the_close_refuses_with_all_reasons_at_once(demo, officer):
    page = opened(officer, demo, office("close"))
    strict(page)
    missing = page.locator("table tbody tr").count()
    assert f"未签封的评分表：{missing} 份" in page.locator("main").inner_text()
    blocks = page.locator("ul.checks li a").all_inner_texts()
    assert len(blocks) >= 2 and all("复核" in text or "更正" in text or "重" in text for text in blocks), blocks
    for link in page.locator("ul.checks li a").all():
        assert demo.get(link.get_attribute("href"), "officer").status == 200
    expect(page.get_by_role("button", name="封存", exact=True)).to_be_enabled()
    expect(page.locator(".why")).to_have_text("还有必须先办的事项，见上")

    def press(sheets: str, facts: str, password: str) -> list[str]:
        page.locator("form#close").evaluate("(form) => (form.noValidate = true)")
        page.locator("#missing").fill(sheets)
        page.locator("#missing-facts").fill(facts)
        page.locator("#password").fill(password)
        page.get_by_role("button", name="封存", exact=True).click()
        assert page.url.endswith(office("close"))
        expect(page.locator("#summary")).to_be_focused()
        return page.locator("#summary li").all_inner_texts()

    assert press("x", "", PASSWORD) == ["数目不符：请填上面列出的数目"] * 2
    expect(page.locator("#missing")).to_have_value("x")
    said = press(str(missing), "0", "wrong words")
    assert len(said) == 1 and "密码" in said[0]
    assert problems(page)
    said = press(str(missing + 1), "7", PASSWORD)
    for block in blocks:
        assert block in said, (block, said)
    assert [words for words in said if str(missing) in words] and [words for words in said if "7" in words or "数据" in words], said
    assert len(said) == len(blocks) + 2, "sheets and facts are listed above already"
    linked = page.locator("#summary a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert {"#missing", "#missing-facts"} <= set(linked), linked
    expect(page.locator("#missing")).to_have_value(str(missing + 1))
    strict(page)
    assert count(demo, "round.closed") == 1
    assert demo.get(office("result"), "officer").status == 404


def test_62_69_after_the_close_the_account_is_a_sum_and_pressing_twice_gives_one_event(demo, contexts, officer):
    users = {"周启明": "expert1", "贺文澜": "expert2", "林喆": "expert3", "吴堃": "expert4"}
    names = {seat: users.get(name) for (_, name), seat in seats(demo).items()}
    for event in demo.told("reread.called", 0):
        spot = next(value for value in event.values() if isinstance(value, dict) and "indicator" in value)
        demo.post(zone(spot["zone"], "reread", spot["indicator"]), names[spot["seat"]], reasons="看过材料，维持原分")
    until(lambda: "没有" == opened_blocks(demo), 8)
    page = opened(officer, demo, office("close"))
    missing = page.locator("table tbody tr").count()
    account = page.locator("p.sum").inner_text()
    numbers = [int(number) for number in re.findall(r"\d+", account)]
    assert numbers[0] == sum(numbers[1:]) and numbers[3] == missing, account
    page.locator("#missing").fill(str(missing))
    page.locator("#missing-facts").fill("０")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="封存", exact=True).dblclick()
    until(lambda: count(demo, "round.closed") == 2, 10)
    page.wait_for_timeout(300)
    assert count(demo, "round.closed") == 2 and count(demo, "snapshot.sealed") == 2
    expect(page.locator("h1")).to_have_text("结果")
    result = opened(contexts("officer2"), demo, office("result"))
    expect(result.locator("dl.facts")).to_contain_text(account)
    assert len(result.locator("table.ranking tbody tr").all()) == 4
    strict(result)
    # Sent again, from wherever: the answer is the same, and nothing is done.
    fields = {"csrf": demo.token("officer2")[1], "key": "A" * 22, "missing": "0", "missing-facts": "0", "password": "x"}
    for _ in range(2):
        answer = send(demo, office("close"), fields, "officer2")
        assert answer.status == 303 and answer.headers["location"] == office("result") + "?done=closeIsDone"
    assert demo.get(office("close"), "officer2").status == 404
    assert count(demo, "round.closed") == 2
    text = demo.get(office("result") + "?done=closeIsDone", "officer2").text
    assert "已封存，结果快照已生成；公示之前不对外公开" in text
    for user in ("expert1", "applicant1", "recommender", ""):
        assert demo.get(office("result"), user).status in (303, 404)


def opened_blocks(demo) -> str:
    text = re.search(r"必须先办的</h2>(.*?)</section>", demo.get(office("close"), "officer").text, re.S)[1]
    return re.sub(r"<[^>]+>", "", text)


def test_69_who_presses_twice_is_still_signed_in(demo, contexts):
    """After `test_62_69`: the second press went out under the token that the first had spent."""
    page = contexts("officer").new_page()
    page.goto(demo.base_url + "/office")
    assert page.url.endswith("/office"), page.url
