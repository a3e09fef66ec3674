"""Pasting a range of cells into the table: sentences 47-49."""

from conftest import Desk, comment, mark, outbox, until
from playwright.sync_api import Page, expect

EVERY = [f"{pillar}.1.{n}" for pillar in ("release", "manage") for n in range(1, 7)]
MARKS = ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "0.9", "1", "1.1", "1.5", "1", "1.4"]


def paste(page: Page, indicator: str, text: str, field: str = "mark", markup: str = ""):
    page.wait_for_selector("html[data-ready]", state="attached")
    mark(page, indicator).focus() if field == "mark" else comment(page, indicator).focus()
    return page.evaluate(
        """([text, markup]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            if (markup) clipboardData.setData("text/html", markup);
            return !document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [text, markup],
    )


def apply(page: Page):
    page.locator("dialog").get_by_text("写入").click()


def test_47_a_column_changes_its_cells_and_none_below(desk: Desk):
    page = desk.page(desk.table())
    desk.server.put(desk.zone, {"indicator": "release.1.3", "mark": "0.9"})
    page.reload()
    column = MARKS[:4] + ["", MARKS[5]]
    assert paste(page, "release.1.1", "\r\n".join(column) + "\r\n")
    expect(page.locator("dialog")).to_contain_text("写入 5 项（覆盖 1 项）")
    expect(page.locator("dialog")).to_contain_text("指标1.1.3：0.9 → 1.2")
    assert not desk.proxy.writes()
    apply(page)
    until(lambda: desk.stored("release.1.6")["mark"] == "1.5")
    held = desk.server.stored(desk.zone)
    assert {indicator: cell["mark"] for indicator, cell in held.items()} == {
        f"release.1.{n + 1}": value for n, value in enumerate(column) if value}
    assert [seen.line.split(" ")[0] for seen in desk.proxy.writes()] == ["POST"]
    expect(mark(page, "release.1.1")).to_be_focused()
    expect(mark(page, "manage.1.1")).to_have_value("")


def test_47_twelve_rows_from_a_spreadsheet_change_twelve_and_can_be_taken_back(desk: Desk):
    page = desk.page(desk.table())
    mark(page, "release.1.2").fill("0.4")
    until(lambda: desk.stored("release.1.2")["version"] == 1)
    paste(page, "release.1.1", "\r\n".join(MARKS) + "\r\n")
    apply(page)
    until(lambda: len(desk.server.stored(desk.zone)) == 12)
    page.locator("#notices").get_by_text("撤销").click()
    until(lambda: desk.stored("release.1.2")["mark"] == "0.4")
    held = desk.server.stored(desk.zone)
    assert [cell["mark"] for cell in held.values()].count(None) == 11
    assert held["release.1.2"]["version"] == 3
    expect(page.locator("#notices")).to_contain_text("已恢复 12 项")
    expect(mark(page, "release.1.1")).to_have_value("")


def test_48_one_bad_cell_is_listed_and_nothing_is_written(desk: Desk):
    page = desk.page(desk.table())
    for bad in ("1.57", "1,5", "很好", "9"):
        paste(page, "release.1.1", f"1\n{bad}\n1.2\n")
        expect(page.locator("dialog")).to_contain_text("第 2 行")
        expect(page.locator("dialog")).to_contain_text(bad)
        expect(page.locator("dialog").get_by_text("写入")).to_have_count(0)
        page.locator("dialog").get_by_text("取消").click()
        expect(mark(page, "release.1.1")).to_be_focused()
    paste(page, "manage.1.6", "1\n1.2\n")
    expect(page.locator("dialog")).to_contain_text("已是最后一项")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert not desk.proxy.writes() and not outbox(page)


def test_48_indicator_numbers_in_the_first_column_win_over_position(desk: Desk):
    page = desk.page(desk.table())
    paste(page, "release.1.1", '2.1.1\t1.2\t"说明 ""甲""\n第二段"\n1.1.6\t１．５\t\n2.1.5\t是\t\n')
    apply(page)
    until(lambda: len(desk.server.stored(desk.zone)) == 3)
    assert desk.stored("manage.1.1")["mark"] == "1.2"
    assert desk.stored("manage.1.1")["comment"] == '说明 "甲"\n第二段'
    assert desk.stored("release.1.6")["mark"] == "1.5"
    assert desk.stored("manage.1.5")["mark"] == "1"


def test_49_the_clipboards_of_three_spreadsheets_give_the_same_preview(desk: Desk):
    page = desk.page(desk.table())
    excel, wps, libre_office = ('1\t好\r\n\t\r\n1.2\t"两\n段"\r\n', '1\t好\r\n\t\r\n1.2\t"两\r\n段"', '1\t好\n\t\n1.2\t"两\n段"\n')
    for text in (excel, wps, libre_office):
        paste(page, "release.1.1", text, markup="<table><tr><td>9</td></tr></table>")
        items = page.locator("dialog li").all_inner_texts()
        expect(page.locator("dialog")).to_contain_text("写入 2 项（覆盖 0 项）")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        assert [" ".join(item.split()) for item in items] == ["指标1.1.1：未评 → 1", "指标1.1.1：未评 → 好", "指标1.1.3：未评 → 1.2", "指标1.1.3：未评 → 两 段"]


def test_49_a_paragraph_pasted_into_a_comment_is_text(desk: Desk):
    page = desk.page(desk.table())
    assert not paste(page, "release.1.1", "第一段\n第二段", field="comment")
    assert not paste(page, "release.1.1", "1.2")
    assert not page.locator("dialog").count()


def test_47_a_paste_made_offline_is_on_disk_and_sent_as_one(desk: Desk):
    page = desk.page(desk.table())
    desk.proxy.is_cut = True
    mark(page, "release.1.2").fill("0.3")
    page.keyboard.press("Enter")
    paste(page, "release.1.1", "1\n1.1\n1.2\n")
    apply(page)
    until(lambda: len(outbox(page)) == 4)
    desk.proxy.is_cut = False
    until(lambda: desk.stored("release.1.2")["mark"] == "1.1", 8)
    # The server has it before its answer is back.
    until(lambda: not outbox(page))
    assert [seen.line.split(" ")[0] for seen in desk.proxy.writes() if seen.status == 200] == ["PUT", "POST"]
    assert desk.stored("release.1.2")["version"] == 2


def test_37_a_paste_over_a_cell_changed_elsewhere_shows_the_conflict_and_loses_nothing(desk: Desk):
    page = desk.page(desk.table())
    desk.server.put(desk.zone, {"indicator": "release.1.2", "mark": "0.2"})
    paste(page, "release.1.1", "1\n1.1\n1.2\n")
    apply(page)
    notice = page.locator('.cell[data-indicator="release.1.2"] .notice')
    expect(notice).to_contain_text("那里 0.2")
    expect(notice).to_contain_text("这里 1.1")
    until(lambda: desk.stored("release.1.3")["mark"] == "1.2")
    assert desk.stored("release.1.2")["mark"] == "0.2"
    notice.get_by_text("用这里的").click()
    until(lambda: desk.stored("release.1.2")["mark"] == "1.1")
