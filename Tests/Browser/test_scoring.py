"""The scoring page as it is served: sentences 1, 2, 9, 10 and 12."""

import re

import pytest
from conftest import comment, mark, until
from playwright.sync_api import expect
from realserver import PASSWORD
from visiting import ROUND, opened, routes, settled, signed_in, zone


@pytest.fixture(scope="module")
def context(browser, demo):
    context = signed_in(browser, demo, "expert1")
    yield context
    context.close()


@pytest.fixture(autouse=True)
def closing(context):
    yield
    for page in context.pages:
        page.close()
    

def box(page, selector: str) -> dict:
    return page.locator(selector).first.bounding_box()


def test_01_rubric_mark_comment_and_evidence_are_in_the_viewport_together(context, demo):
    page = opened(context, demo, zone("luyuan", "score", "release.1.3"))
    card = ".cell:not([hidden])"
    for selector in (f"{card} .rubric", f"{card} [name=mark]", f"{card} textarea", "aside.evidence"):
        found = box(page, selector)
        assert found["y"] >= 0 and found["y"] + found["height"] <= 900 and found["x"] >= 0 and found["x"] + found["width"] <= 1440, (selector, found)


def test_02_card_and_evidence_stand_side_by_side_and_a_phone_shows_each_mark(context, demo):
    page = opened(context, demo, zone("luyuan", "score", "release.1.2"))
    page.set_viewport_size({"width": 1024, "height": 768})
    card, evidence = box(page, ".cell:not([hidden])"), box(page, "aside.evidence")
    assert card["x"] + card["width"] <= evidence["x"] + 1 and card["y"] < evidence["y"] + evidence["height"]
    page.set_viewport_size({"width": 390, "height": 844})
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("[data-goto]")].map((link) => {
            link.click();
            scrollTo(0, 0);
            const field = document.querySelector(".cell:not([hidden]) [name=mark]").getBoundingClientRect();
            const wide = document.scrollingElement.scrollWidth > innerWidth;
            return field.height > 0 && field.bottom <= innerHeight && field.top >= 0 && !wide ? null : [link.dataset.goto, field.top, wide];
        }).filter((found) => found)""")
    assert hidden == []


def test_09_the_counts_of_the_page_are_those_of_the_command_line(context, demo):
    page = opened(context, demo, zone("luyuan", "table"))
    for indicator, value, text in (("serve.1.1", "0.3", ""), ("serve.1.2", "1.9", "很好"), ("serve.1.1", "", ""), ("serve.2.1", "1.1", "")):
        mark(page, indicator).fill(value)
        comment(page, indicator).fill(text)
        page.keyboard.press("Control+s")
        until(lambda: (demo.stored("luyuan", "expert1").get(indicator, {}).get("mark") or "") == value)
        until(lambda: (demo.stored("luyuan", "expert1")[indicator]["comment"]) == text)
        shown = demo.heng("sheet", "show", ROUND, "luyuan", user="expert1", key=False)
        marks = [float(found) for found in re.findall(r"^\S+  .*?  ([\d.]+)/[\d.]+  v\d+", shown, re.M)]
        left = re.search(r"left: (\d+) marks?, (\d+) comments?", shown)
        expect(page.locator("#marks")).to_have_text(str(43 - int(left[1])))
        assert len(marks) == 43 - int(left[1])
        expect(page.locator("#owed")).to_have_text(left[2])
        expect(page.locator("#sum")).to_have_text(f"{sum(marks):.2f}".rstrip("0").rstrip("."))


INDICATORS = ["release.1.2", "regulate.1.4", "co-govern.4.2", "serve.6.2"]


def test_10_nothing_that_an_expert_can_obtain_depends_on_another_seat(demo):
    """Other experts mark, comment and seal; every answer to this one stays the same, byte for byte."""
    addresses = routes(ROUND, ["jinchuan", "luyuan", "yunxi", "hetang", "nowhere"], INDICATORS, [0, 1, 2, 3])
    demo.get("/my", "expert1")
    before = {path: settled(demo.get(path, "expert1")) for path in addresses}
    assert sum(status == 200 for status, *_ in before.values()) > 40
    others = {"周启明": False, "贺文澜": True, "林喆": True, "吴堃": True, "康立言": True, "方素琴": True}
    seats = re.findall(r"^  (\S+)  (\w{4})  \S+  \S+  (\S+)", demo.heng("round", "status", ROUND, user="officer", key=False), re.M)
    foreign = {name for name, is_other in others.items() if is_other} | {seat for _, seat, name in seats if name != "周启明"}
    texts = {event["comment"]["text"] for event in demo.told("cell.saved", 0) if event["actor"]["user"] != "expert1" and event.get("comment", {}).get("text")}
    assert len(foreign) > 15 and len(texts) > 20
    for path, (status, headers, body) in before.items():
        if path == "/sign-in":
            continue
        found = [word for word in foreign | texts if word.encode() in body or word in str(headers)]
        assert not found, (path, found)
    demo.put("yunxi", {"indicator": "release.1.2", "mark": "0.1", "comment": "甲乙丙丁"}, "expert2")
    demo.put("luyuan", {"indicator": "serve.6.2", "mark": "0", "comment": "戊己庚辛"}, "expert2") if demo.whole("luyuan", "expert2")["state"] == "open" else None
    demo.seal("yunxi", "expert2")
    demo.accept("luyuan", "expert3")
    after = {path: settled(demo.get(path, "expert1")) for path in addresses}
    # A receipt proves its place among all events so far, whosoever they are.
    assert [path for path in addresses if before[path] != after[path] and not path.endswith("/receipt")] == []


def test_12_a_zone_is_marked_and_sealed_by_keyboard_alone(browser, demo):
    """An entry is a mark, with its comment where one is owed, and the key that goes on."""
    demo.accept("luyuan", "expert4")
    context = signed_in(browser, demo, "expert4")
    page = opened(context, demo, zone("luyuan", "score"))
    page.mouse.move(0, 0)
    keys, acts = page.keyboard, []
    for _ in range(90):
        if page.evaluate("document.activeElement.name === 'mark'"):
            break
        keys.press("Tab")
    for n in range(43):
        low = n in (3, 20, 41)
        most = float(page.evaluate("document.activeElement.closest('.cell').dataset.most"))
        keys.type("0.1" if low else f"{most - 0.1:.1f}")
        if low:
            keys.press("F2")
            keys.type("材料不足")
            keys.press("Control+Enter")
        else:
            keys.press("Enter")
        acts.append("entry")
    expect(page.locator("#marks")).to_have_text("43")
    expect(page.locator("#owed")).to_have_text("0")
    keys.press("Control+s")
    expect(page.locator("#status")).to_contain_text("全部已保存（43 项中 43 项有分）", timeout=20000)
    tab_to(page, f"a[href='{zone('luyuan', 'read')}']")
    keys.press("Enter")
    page.wait_for_url("**/read")
    acts.append("read back")
    tab_to(page, "[name=password]")
    keys.type(PASSWORD)
    acts.append("password")
    keys.press("Enter")
    page.wait_for_url("**/done")
    acts.append("seal")
    assert demo.whole("luyuan", "expert4")["state"] == "sealed"
    assert acts.count("entry") == 43 and len(acts) <= 43 + 3
    context.close()


def tab_to(page, selector: str) -> None:
    """Goes on with Tab until what is asked for has the focus."""
    for _ in range(150):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")
