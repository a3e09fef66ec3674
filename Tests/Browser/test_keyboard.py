"""Keys and input methods: sentences 12-18."""

import gzip

from conftest import Desk, comment, mark, outbox, saved, until
from playwright.sync_api import Page, expect
from realserver import PASSWORD

FIRST, SECOND, THIRD = "release.1.1", "release.1.2", "release.1.3"
YES_NO, LAST = "manage.1.5", "manage.1.6"


def live(page: Page):
    return page.locator("#live")


def level(page: Page, indicator: str, at: int = 0):
    return page.locator(f'.cell[data-indicator="{indicator}"] input[type=radio]').nth(at)


def test_12_a_whole_sheet_is_marked_by_keyboard_alone(desk: Desk):
    page = desk.page()
    page.keyboard.press("Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement.id").startswith("mark-"):
            break
        page.keyboard.press("Tab")
    for n in range(12):
        page.keyboard.type("0.5" if n == 3 else "1")
        if n == 3:
            page.keyboard.press("F2")
            page.keyboard.type("只有方案")
            page.keyboard.press("Control+Enter")
        else:
            page.keyboard.press("Enter")
    page.keyboard.press("F2")
    page.keyboard.type("总评")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("全部已保存（12 项中 12 项有分）")
    held = desk.server.stored(desk.zone)
    assert [cell["mark"] for cell in held.values()].count("1") == 11
    assert held["release.1.4"] == {**held["release.1.4"], "mark": "0.5", "comment": "只有方案"}
    assert held[LAST]["comment"] == "总评"


def test_13_enter_and_arrows_go_along_the_marks_and_stop_at_the_ends(desk: Desk):
    for path in (desk.cards(), desk.table()):
        page = desk.page(path)
        mark(page, FIRST).focus()
        for key, goal in (("Enter", SECOND), ("ArrowDown", THIRD), ("Shift+Enter", SECOND), ("ArrowUp", FIRST)):
            page.keyboard.press(key)
            expect(mark(page, goal)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(mark(page, FIRST)).to_be_focused()
        expect(live(page)).to_have_text("已是第一项")
        mark(page, LAST).evaluate("field => field.closest('article') ? document.querySelector('[data-goto=\"manage.1.6\"]').click() : field.focus()")
        mark(page, LAST).focus()
        page.keyboard.press("Enter")
        expect(mark(page, LAST)).to_be_focused()
        expect(live(page)).to_have_text("已是最后一项")
        page.close()


def test_14_letters_choose_on_a_radio_and_do_nothing_in_the_mark_field(desk: Desk):
    page = desk.page()
    level(page, FIRST).focus()
    page.keyboard.press("c")
    expect(mark(page, FIRST)).to_have_value("0.5")
    expect(level(page, FIRST, 2)).to_be_focused()
    page.keyboard.press("Shift+B")
    expect(mark(page, FIRST)).to_have_value("1")
    page.keyboard.press("ArrowUp")
    expect(mark(page, FIRST)).to_have_value("1.5")
    until(lambda: desk.stored(FIRST)["mark"] == "1.5")
    page.keyboard.press("n")
    expect(page).to_have_url(desk.base + desk.cards(SECOND))
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("0")
    page.keyboard.type(".5")
    expect(mark(page, SECOND)).to_be_focused()
    expect(mark(page, SECOND)).to_have_value("0.5")
    mark(page, SECOND).fill("")
    page.keyboard.press("a")
    expect(mark(page, SECOND)).to_have_value("a")
    expect(page.locator(f'.cell[data-indicator="{SECOND}"] input[type=radio]:checked')).to_have_count(0)


def test_14_escape_goes_back_to_what_is_acknowledged_and_from_the_comment_to_the_mark(desk: Desk):
    page = desk.page(settle="60000")
    mark(page, FIRST).fill("1")
    page.keyboard.press("Enter")
    until(lambda: desk.stored(FIRST)["mark"] == "1")
    page.keyboard.press("ArrowUp")
    mark(page, FIRST).fill("1.3")
    page.evaluate(
        """() => {
            const live = document.getElementById("live");
            window.said = [];
            new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
        }""")
    page.keyboard.press("Escape")
    expect(mark(page, FIRST)).to_have_value("1")
    until(lambda: "已恢复为 1" in page.evaluate("window.said"))
    until(lambda: not outbox(page))
    comment(page, FIRST).fill("留着")
    page.keyboard.press("Escape")
    expect(mark(page, FIRST)).to_be_focused()
    until(lambda: desk.stored(FIRST)["comment"] == "留着")
    assert len(desk.proxy.writes()) == 2


def test_14_unfinished_ones_are_found_across_the_end(desk: Desk):
    page = desk.page()
    for n in (1, 2, 4, 5, 6):
        desk.server.put(desk.zone, {"indicator": f"release.1.{n}", "mark": "1"})
    page.reload()
    mark(page, FIRST).focus()
    page.keyboard.press("F8")
    expect(mark(page, THIRD)).to_be_focused()
    page.keyboard.press("F8")
    expect(mark(page, "manage.1.1")).to_be_focused()
    page.keyboard.press("Shift+F8")
    expect(mark(page, THIRD)).to_be_focused()
    page.keyboard.press("Shift+F8")
    expect(mark(page, LAST)).to_be_focused()


def compose(desk: Desk, page: Page, text: str):
    tool = desk.context.new_cdp_session(page)
    tool.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    return tool


def press(tool, key: str, code: int):
    for kind in ("keyDown", "keyUp"):
        tool.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "windowsVirtualKeyCode": code})


def test_15_during_a_composition_keys_trigger_nothing_and_nothing_is_sent(desk: Desk):
    page = desk.page(settle_most="600")
    comment(page, FIRST).click()
    page.keyboard.type("已定")
    tool = compose(desk, page, "shuru")
    for key in ("Enter", "Escape", "1", "F8", "F2"):
        press(tool, key, 229)
    page.wait_for_timeout(900)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_timeout(100)
    expect(comment(page, FIRST)).to_be_focused()
    expect(page).to_have_url(desk.base + desk.cards())
    assert not desk.proxy.writes()
    assert [entry["comment"] for entry in outbox(page)] == ["已定"]
    tool.send("Input.insertText", {"text": "输入"})
    until(lambda: desk.stored(FIRST)["comment"] == "已定输入")
    assert desk.server.events() == 1


def test_15_full_width_text_in_the_mark_stays_as_it_is_while_composing(desk: Desk):
    page = desk.page()
    mark(page, FIRST).click()
    tool = compose(desk, page, "１．５")
    page.wait_for_timeout(400)
    expect(mark(page, FIRST)).to_have_value("１．５")
    assert not desk.proxy.writes()
    tool.send("Input.insertText", {"text": "１．５"})
    expect(mark(page, FIRST)).to_have_value("１．５")
    page.keyboard.press("Enter")
    expect(mark(page, FIRST)).to_have_value("1.5")
    until(lambda: desk.stored(FIRST)["mark"] == "1.5")


def test_16_the_enter_that_ends_a_composition_does_not_move_on(desk: Desk):
    page = desk.page()
    mark(page, FIRST).click()
    tool = compose(desk, page, "1")
    tool.send("Input.insertText", {"text": "1"})
    press(tool, "Enter", 229)
    expect(mark(page, FIRST)).to_be_focused()
    expect(page).to_have_url(desk.base + desk.cards())
    press(tool, "Enter", 13)
    expect(mark(page, SECOND)).to_be_focused()
    until(lambda: desk.stored(FIRST)["mark"] == "1")
    assert desk.server.events() == 1


def test_17_with_single_keys_off_they_do_nothing(desk: Desk):
    page = desk.page(init="localStorage.setItem('heng.look', JSON.stringify({ keys: 'off' }))")
    level(page, SECOND).evaluate("radio => document.querySelector('[data-goto=\"release.1.2\"]').click()")
    level(page, SECOND).focus()
    for key in "abenpu?":
        page.keyboard.press(key)
    page.wait_for_timeout(50)
    expect(page).to_have_url(desk.base + desk.cards(SECOND))
    assert level(page, SECOND).evaluate("radio => document.activeElement === radio")
    expect(mark(page, SECOND)).to_have_value("")
    assert len(desk.context.pages) == 1


def test_17_no_key_is_bound_twice(desk: Desk):
    page = desk.page()
    table = page.evaluate("import(document.querySelector('script[type=module]').src.replace('score.js', 'keys.js')).then((keys) => keys.table)")
    assert len(table) > 15
    within = {"mark": ["mark", "any"], "level": ["level", "page", "any"], "comment": ["comment", "any"], "elsewhere": ["page", "any"]}
    for place, parts in within.items():
        bound = [row[1] for row in table if row[0] in parts]
        assert len(bound) == len(set(bound)), place
    assert not [row for row in table if row[1].startswith(("Alt+", "Ctrl+Arrow"))]
    for row in table:
        assert len(row) == 4 if len(row[1]) == 1 else row[1] == "0-9" or len(row) == 3, row


def test_18_focus_returns_to_the_same_cell_after_dialog_conflict_and_signing_in(desk: Desk):
    page = desk.page()
    page.locator('[data-goto="release.1.3"]').click()
    comment(page, THIRD).fill("会话中断")
    desk.server.expire_session()
    page.keyboard.press("Control+s")
    page.locator("dialog [name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    expect(comment(page, THIRD)).to_be_focused()
    until(lambda: desk.stored(THIRD)["comment"] == "会话中断")
    desk.server.put(desk.zone, {"indicator": THIRD, "comment": "别处"})
    comment(page, THIRD).fill("这里")
    page.get_by_text("用这里的").click()
    expect(comment(page, THIRD)).to_be_focused()
    until(lambda: desk.stored(THIRD)["comment"] == "这里")


def test_07_yes_no_cells_take_only_their_two_levels(desk: Desk):
    page = desk.page(desk.cards(YES_NO))
    level(page, YES_NO).focus()
    page.keyboard.press("b")
    until(lambda: desk.stored(YES_NO)["mark"] == "0")
    mark(page, YES_NO).fill("0.5")
    page.keyboard.press("Tab")
    expect(page.locator(f'.cell[data-indicator="{YES_NO}"] .error')).to_contain_text("0.5")


def test_96_the_scripts_are_small_as_they_are_sent(desk: Desk):
    page = desk.page()
    sizes = page.evaluate(
        """async () => {
            const found = {};
            const load = async (url) => {
                if (url in found) return;
                const text = (found[url] = await (await fetch(url)).text());
                for (const [, name] of text.matchAll(/(?:from|import\\() ?"\\.\\/([\\w.]+)"/g)) await load(new URL(name, url).href);
            };
            await load(document.querySelector("script[type=module]").src);
            return found;
        }"""
    )
    assert len(sizes) > 12
    assert sum(len(gzip.compress(text.encode())) for text in sizes.values()) <= 30_000
