"""Tabs, sessions, history: sentences 36-44 and 46."""

import pytest
from conftest import Desk, comment, mark, outbox, saved, until
from playwright.sync_api import Page, expect
from realserver import PASSWORD

FIRST, SECOND, THIRD = "release.1.1", "release.1.2", "release.1.3"


def notices(page: Page):
    return page.locator("#notices")


def sign_in(page: Page, password: str = PASSWORD):
    page.locator("dialog [name=password]").fill(password)
    page.locator("dialog button.primary").click()


def test_36_a_second_tab_only_reads_until_it_takes_over(desk: Desk):
    first = desk.page(desk.table(), settle="60000", settle_comment="60000")
    second = desk.page(desk.table())
    expect(notices(second)).to_contain_text("本窗口只读")
    assert mark(second, FIRST).evaluate("field => field.readOnly")
    mark(first, FIRST).fill("1")
    comment(first, SECOND).press_sequentially("没写完")
    notices(second).get_by_role("button").click()
    first.wait_for_function("document.getElementById('mark-release.1.1').readOnly", timeout=1000)
    expect(notices(first)).to_contain_text("本窗口只读")
    second.wait_for_selector("html[data-ready]", state="attached")
    until(lambda: desk.stored(FIRST)["mark"] == "1" and desk.stored(SECOND)["comment"] == "没写完")
    expect(mark(second, FIRST)).to_have_value("1")
    expect(comment(second, SECOND)).to_have_value("没写完")
    mark(second, THIRD).fill("1.2")
    until(lambda: desk.stored(THIRD)["mark"] == "1.2")
    assert not second.locator(".notice").filter(has_text="只读").count()


def test_36_what_the_first_tab_could_not_send_goes_over_with_the_sheet(desk: Desk):
    first = desk.page(desk.table())
    second = desk.page(desk.table())
    fault = desk.proxy.fail("^PUT", "cut")
    mark(first, FIRST).fill("1")
    comment(first, FIRST).press_sequentially("断网")
    notices(second).get_by_role("button").click()
    first.wait_for_function("document.getElementById('mark-release.1.1').readOnly")
    fault.times = 0
    until(lambda: desk.stored(FIRST)["mark"] == "1" and desk.stored(FIRST)["comment"] == "断网")
    until(lambda: not outbox(second))


def test_36_other_sheets_are_free(desk: Desk):
    desk.page(desk.table())
    other = desk.page(f"/my/demo/zones/{desk.other}/table")
    assert not other.locator(".notice").count()
    mark(other, FIRST).fill("1")
    until(lambda: desk.stored(FIRST, desk.other)["mark"] == "1")


@pytest.mark.parametrize("choice, mark_kept, version", [("用这里的", "1.2", 2), ("用那里的", "1.5", 1)])
def test_37_without_a_channel_the_second_save_is_a_conflict_and_neither_value_is_lost(desk: Desk, choice, mark_kept, version):
    first = desk.page(desk.table(), init="delete window.BroadcastChannel")
    second = desk.page(desk.table(), init="delete window.BroadcastChannel")
    mark(first, FIRST).fill("1.5")
    until(lambda: desk.stored(FIRST)["mark"] == "1.5")
    mark(second, FIRST).fill("1.2")
    comment(second, SECOND).fill("无关的照常送出")
    notice = second.locator(f'.cell[data-indicator="{FIRST}"] .notice')
    expect(notice).to_contain_text("那里 1.5")
    expect(notice).to_contain_text("这里 1.2")
    expect(second.locator("#live")).not_to_be_empty()
    until(lambda: desk.stored(SECOND)["comment"])
    until(lambda: [entry.get("mark") for entry in outbox(second)] == ["1.2"])
    assert desk.stored(FIRST)["version"] == 1
    second.reload()
    expect(notice).to_contain_text("那里 1.5")
    expect(mark(second, FIRST)).to_have_value("1.2")
    notice.get_by_text(choice).click()
    expect(notice).to_have_count(0)
    until(lambda: not outbox(second))
    expect(mark(second, FIRST)).to_have_value(mark_kept)
    assert desk.stored(FIRST)["mark"] == mark_kept and desk.stored(FIRST)["version"] == version


def test_37_a_conflict_about_a_comment_shows_both_texts(desk: Desk):
    page = desk.page()
    desk.server.put(desk.zone, {"indicator": FIRST, "comment": "那边写的意见", "mark": "1"})
    comment(page, FIRST).fill("这边写的意见")
    notice = page.locator(f'.cell[data-indicator="{FIRST}"] .notice')
    expect(notice).to_contain_text("那边写的意见")
    comment(page, FIRST).press_sequentially("，还在补充")
    notice.get_by_text("用这里的").click()
    until(lambda: desk.stored(FIRST)["comment"] == "这边写的意见，还在补充")
    assert desk.stored(FIRST)["mark"] == "1"
    expect(mark(page, FIRST)).to_have_value("1")


def test_38_the_cookie_gone_the_same_user_signs_in_over_the_page_and_all_is_sent(desk: Desk):
    desk.server.configure(factor=True)
    page = desk.page(desk.table())
    desk.context.clear_cookies()
    mark(page, FIRST).fill("1")
    comment(page, FIRST).focus()
    expect(page.locator("dialog")).to_contain_text("李四")
    expect(page.locator("dialog")).to_contain_text("1 项")
    sign_in(page, "wrong words")
    expect(page.locator("dialog .error")).to_be_visible()
    page.locator("dialog [name=password]").fill(PASSWORD)
    if not page.locator("dialog [name=code]").is_visible():
        page.locator("dialog button.primary").click()
    page.locator("dialog [name=code]").fill(desk.server.code())
    page.locator("dialog button.primary").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(saved(page, FIRST)).to_contain_text("已保存")
    assert desk.stored(FIRST)["mark"] == "1"
    expect(comment(page, FIRST)).to_be_focused()
    token = page.locator("form[data-sign-out] [name=csrf]").input_value()
    assert token == desk.proxy.writes()[-1].headers["x-heng-csrf"]


def test_38_another_account_signed_in_gets_nothing_and_both_are_named(desk: Desk):
    page = desk.page(desk.table())
    desk.context.clear_cookies()
    desk.sign_in("e02")
    mark(page, FIRST).fill("1")
    expect(notices(page)).to_contain_text("王五")
    expect(notices(page)).to_contain_text("李四")
    page.wait_for_timeout(500)
    assert desk.server.events() == 0
    assert [entry["mark"] for entry in outbox(page)] == ["1"]
    stranger = desk.page(desk.table())
    expect(notices(stranger)).to_contain_text("本机另有 1 项属于别的账号")
    expect(mark(stranger, FIRST)).to_have_value("")
    stranger.wait_for_timeout(500)
    assert desk.server.stored(desk.zone, "e02") == {}
    notices(page).get_by_role("button").click()
    sign_in(page)
    until(lambda: desk.stored(FIRST)["mark"] == "1")


def test_38_an_acknowledgement_for_another_account_is_none(desk: Desk):
    page = desk.page(desk.table())
    other = lambda body: body.replace(b'"user":"e01"', b'"user":"e02"').replace("李四".encode(), "王五".encode())
    desk.proxy.fail("^PUT", "rewrite", rewrite=other, times=1)
    mark(page, FIRST).fill("1")
    expect(notices(page)).to_contain_text("王五")
    expect(saved(page, FIRST)).not_to_contain_text("已保存")
    assert [entry["mark"] for entry in outbox(page)] == ["1"]


def test_38_signed_in_again_in_another_tab_the_page_goes_on_when_it_is_seen(desk: Desk):
    page = desk.page(desk.table())
    desk.server.expire_session()
    mark(page, FIRST).fill("1")
    expect(page.locator("dialog")).to_be_visible()
    desk.sign_in("e01")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("dialog")).to_have_count(0)
    until(lambda: desk.stored(FIRST)["mark"] == "1")


def test_39_ten_extensions_then_the_end_with_all_inputs_intact(desk: Desk):
    desk.server.configure(idle=2.6, warn=1.6)
    page = desk.page(desk.table(), settle="60000", settle_comment="60000")
    comment(page, FIRST).fill("还没写完")
    for _ in range(10):
        dialog = page.locator("dialog")
        expect(dialog).to_contain_text("将自动退出")
        dialog.get_by_role("button").click()
        expect(dialog).to_have_count(0)
        expect(comment(page, FIRST)).to_be_focused()
    text = page.locator("dialog").inner_text()
    page.wait_for_timeout(300)
    assert page.locator("dialog").inner_text() == text
    expect(page.locator("dialog")).to_contain_text("请在此重新登录")
    expect(comment(page, FIRST)).to_have_value("还没写完")
    desk.server.configure(idle=1800, warn=300)
    sign_in(page)
    expect(comment(page, FIRST)).to_have_value("还没写完")
    page.keyboard.press("Control+s")
    until(lambda: desk.stored(FIRST)["comment"] == "还没写完")


def test_39_saving_counts_as_activity(desk: Desk):
    desk.server.configure(idle=2, warn=1)
    page = desk.page(desk.table())
    for n in range(6):
        mark(page, FIRST).fill(f"1.{n}")
        page.wait_for_timeout(500)
        assert not page.locator("dialog").count()
    assert desk.stored(FIRST)["mark"] == "1.5"


def test_40_a_rotated_token_is_renewed_once_and_silently(desk: Desk):
    page = desk.page()
    desk.server.rotate_csrf()
    mark(page, FIRST).fill("1")
    expect(saved(page, FIRST)).to_contain_text("已保存")
    assert [seen.status for seen in desk.proxy.writes()] == [403, 200]
    assert not page.locator("dialog, .notice").count()
    desk.proxy.fail("^PUT", "answer", status=403, headers={"content-type": "application/problem+json"}, rewrite=lambda _: b'{"code":"csrf-stale","words":"x"}', times=2)
    mark(page, FIRST).fill("1.1")
    until(lambda: len(desk.proxy.writes()) >= 4)
    page.wait_for_timeout(100)
    assert len(desk.proxy.writes()) == 4
    assert [entry["mark"] for entry in outbox(page)] == ["1.1"]


def test_41_back_and_forward_show_what_the_server_holds(desk: Desk):
    page = desk.page(desk.table())
    mark(page, FIRST).fill("1")
    expect(saved(page, FIRST)).to_contain_text("已保存")
    page.goto(desk.base + "/my")
    desk.server.put(desk.zone, {"indicator": FIRST, "mark": "1.4"})
    page.go_back()
    expect(mark(page, FIRST)).to_have_value("1.4")
    page.go_forward()
    page.go_back()
    page.wait_for_selector("html[data-ready]", state="attached")
    desk.server.put(desk.zone, {"indicator": FIRST, "mark": "1.3"})
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(mark(page, FIRST)).to_have_value("1.3")
    page.wait_for_timeout(300)
    assert len(desk.proxy.writes()) == 1


def test_42_entries_on_disk_need_no_prompt_and_are_sent_at_the_next_visit(desk: Desk):
    page = desk.page(desk.table())
    prompts = []
    page.on("dialog", lambda dialog: (prompts.append(dialog.type), dialog.accept()))
    desk.proxy.fail("^PUT", "cut")
    mark(page, FIRST).click()
    page.keyboard.type("1")
    comment(page, SECOND).click()
    page.keyboard.type("未送出")
    until(lambda: sorted(entry.get("mark") or entry["comment"] for entry in outbox(page)) == ["1", "未送出"])
    desk.proxy.faults.clear()
    desk.proxy.fail("^PUT", "cut", times=2)
    page.reload()
    expect(notices(page)).to_contain_text("已送出上次未送的 2 项", timeout=8000)
    assert desk.stored(FIRST)["mark"] == "1" and desk.stored(SECOND)["comment"] == "未送出"
    assert not prompts
    page.reload()
    page.wait_for_timeout(300)
    expect(notices(page)).to_be_empty()


def test_42_what_the_server_already_holds_is_dropped_without_a_word(desk: Desk):
    page = desk.page(desk.table())
    desk.proxy.fail("^PUT", "swallow", times=1)
    desk.proxy.fail("^PUT", "cut")
    mark(page, FIRST).fill("1")
    until(lambda: desk.stored(FIRST)["mark"] == "1")
    desk.proxy.faults.clear()
    desk.proxy.timings["data-retry-base"] = "60000"
    sent = len(desk.proxy.writes())
    page.reload()
    until(lambda: not outbox(page))
    page.wait_for_timeout(300)
    expect(notices(page)).to_be_empty()
    assert desk.stored(FIRST)["version"] == 1
    assert len(desk.proxy.writes()) <= sent + 1


def test_43_sealed_elsewhere_the_page_says_when_keeps_its_entries_and_offers_a_revision(desk: Desk):
    page = desk.page()
    desk.server.seal(desk.zone)
    mark(page, FIRST).fill("1")
    expect(notices(page)).to_contain_text("签封")
    expect(notices(page)).to_contain_text("1 项未计入")
    expect(notices(page).locator("li a")).to_have_attribute("href", f"/my/demo/zones/{desk.zone}/revise/{FIRST}")
    assert mark(page, FIRST).evaluate("field => field.readOnly")
    assert [entry["mark"] for entry in outbox(page)] == ["1"]
    page.reload()
    expect(notices(page)).to_contain_text("1 项未计入")
    assert desk.server.events() == 0
    notices(page).get_by_role("button", name="放弃", exact=True).click()
    expect(notices(page)).to_contain_text("已放弃 1 项")
    until(lambda: not outbox(page))


def test_44_closed_while_offline_entries_are_logged_as_late_only_by_the_press(desk: Desk):
    page = desk.page(desk.table())
    desk.proxy.is_cut = True
    mark(page, FIRST).fill("1")
    comment(page, SECOND).fill("晚了")
    expect(page.locator("#status")).to_contain_text("网络中断")
    desk.server.close_round()
    desk.proxy.is_cut = False
    expect(notices(page)).to_contain_text("待送 2 项不能计分", timeout=8000)
    expect(page.locator("#live")).to_contain_text("不能计分")
    page.wait_for_timeout(500)
    assert desk.server.late() == [] and len(outbox(page)) == 2
    notices(page).get_by_role("button", name="登记为迟到打分", exact=True).click()
    expect(notices(page)).to_contain_text("已登记 2 项")
    assert [(late["indicator"], late["mark"], late["comment"]) for late in desk.server.late()] == [(FIRST, "1", ""), (SECOND, None, "晚了")]
    until(lambda: not outbox(page))
    assert desk.server.events() == 0


def test_43_sealed_during_a_conflict_nothing_is_lost(desk: Desk):
    page = desk.page(desk.table())
    desk.server.put(desk.zone, {"indicator": FIRST, "mark": "1.5"})
    mark(page, FIRST).fill("1")
    expect(page.locator(f'.cell[data-indicator="{FIRST}"] .notice')).to_be_visible()
    desk.server.seal(desk.zone)
    mark(page, SECOND).fill("1.2")
    expect(notices(page)).to_contain_text("2 项未计入")
    expect(page.locator(f'.cell[data-indicator="{FIRST}"] .notice')).to_have_count(0)
    assert sorted(entry["mark"] for entry in outbox(page)) == ["1", "1.2"]
    notices(page).get_by_role("button", name="放弃", exact=True).click()
    expect(notices(page)).to_contain_text("已放弃 2 项")


def test_45_a_form_refused_without_scripts_is_a_draft_once_they_run(desk: Desk):
    desk.server.put(desk.zone, {"indicator": FIRST, "mark": "1", "comment": "已存"})
    page = desk.page()
    page.evaluate(
        """(first) => {
            document.getElementById(`mark-${first}`).value = "1.57";
            document.getElementById(`comment-${first}`).value = "改写";
            HTMLFormElement.prototype.submit.call(document.getElementById(`mark-${first}`).form);
        }""", FIRST)
    page.wait_for_selector("#summary")
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(mark(page, FIRST)).to_have_value("1.57")
    expect(page.locator(f'.cell[data-indicator="{FIRST}"] .error')).to_contain_text("1.57")
    until(lambda: desk.stored(FIRST)["comment"] == "改写")
    assert desk.stored(FIRST)["mark"] == "1"
    assert [entry["mark"] for entry in outbox(page)] == ["1.57"]


def test_46_recused_while_typing_the_entries_can_be_exported(desk: Desk):
    page = desk.page(desk.table())
    desk.server.recuse(desk.zone)
    comment(page, FIRST).fill("写了一半")
    mark(page, FIRST).fill("1")
    expect(notices(page)).to_contain_text("已回避")
    with page.expect_download() as download:
        notices(page).get_by_role("button", name="导出", exact=True).click()
    text = open(download.value.path(), encoding="utf-8").read()
    assert "写了一半" in text and "\t1\t" in text
    assert outbox(page)


@pytest.mark.parametrize("act", ["送出后退出", "留在本机", "清除"])
def test_42_signing_out_with_unsent_entries_asks_first(desk: Desk, act):
    page = desk.page(desk.table())
    fault = desk.proxy.fail("^PUT", "cut")
    mark(page, FIRST).fill("1")
    until(lambda: outbox(page))
    page.locator("form[data-sign-out] button").click()
    expect(page.locator("dialog")).to_contain_text("本机还有 1 项没有送出")
    fault.times = 0 if act == "送出后退出" else fault.times
    page.locator("dialog").get_by_role("button", name=act, exact=True).click()
    page.wait_for_url("**/sign-in")
    assert (desk.stored(FIRST)["mark"] == "1") == (act == "送出后退出")
    assert len(outbox(page)) == (act == "留在本机")


def test_42_signing_out_elsewhere_asks_too(desk: Desk):
    page = desk.page(desk.table())
    desk.proxy.fail("^PUT", "cut")
    mark(page, FIRST).fill("1")
    until(lambda: outbox(page))
    page.goto(desk.base + "/my")
    page.wait_for_timeout(300)
    page.locator("form[data-sign-out] button").click()
    expect(page.locator("dialog")).to_contain_text("本机还有 1 项没有送出")
    page.locator("dialog").get_by_text("留在本机").click()
    page.wait_for_url("**/sign-in")


def test_39_other_pages_warn_and_sign_in_again_too(desk: Desk):
    desk.server.configure(idle=2.2, warn=1.4)
    page = desk.context.new_page()
    page.goto(desk.base + "/my")
    expect(page.locator("dialog")).to_contain_text("将自动退出")
    expect(page.locator("dialog")).to_contain_text("请在此重新登录")
    desk.server.configure(idle=1800, warn=300)
    sign_in(page)
    expect(page.locator("dialog")).to_have_count(0)


def test_look_switches_last_and_are_there_before_the_page_is_painted(desk: Desk):
    page = desk.context.new_page()
    page.goto(desk.base + "/me")
    page.get_by_role("group", name="字号").get_by_label("特大").check()
    assert page.evaluate("document.documentElement.dataset.size") == "larger"
    page.goto(desk.base + "/my")
    assert page.evaluate("document.documentElement.dataset.size") == "larger"
    page.goto(desk.base + "/me")
    expect(page.get_by_role("group", name="字号").get_by_label("特大")).to_be_checked()
    page.get_by_role("group", name="字号").get_by_label("标准").check()
    page.reload()
    assert page.evaluate("'size' in document.documentElement.dataset") is False
