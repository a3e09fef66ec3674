"""What the bureau's officer sees: sentences 60, 61, 64, 86, and links and words of these pages."""

import csv
import html
import io
import re
import time
from fractions import Fraction

import pytest
from conftest import until
from playwright.sync_api import expect
from visiting import ROUND, Forms, bustle, office, office_routes, opened, seats, settled, signed_in, zone

FINAL = "demo-2026"
STATES = {"open": {"未签封", "未声明"}, "sealed": {"已签封"}, "recused": {"已回避"}}
SEAT = re.compile(r"^  (\S+)  (\w{4})  (\w+)  (\d+)/(\d+)  (\S+)$", re.M)
CELL = re.compile(r"^(\S+)  (\S+)  ([\d.]+)…([\d.]+), median ([\d.]+)  ([a-z+]+)  (.+)$", re.M)


@pytest.fixture(scope="module")
def context(browser, demo):
    bustle(demo)
    context = signed_in(browser, demo, "officer")
    yield context
    context.close()


@pytest.fixture(autouse=True)
def closing(context):
    yield
    for page in context.pages:
        page.close()


def rows(page) -> dict[str, list[list[str]]]:
    """By zone the seats: expert, state, code."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("table.board tbody tr")].map((row) => [row.id.slice(5),
            [...row.querySelectorAll("td.seat")].map((cell) => [...cell.children].map((part) => part.textContent.trim()))]))""")


def text(answer) -> str:
    """What a page says in its own part, without its tags."""
    main = re.search(r"<main.*</main>", answer.text, re.S)[0]
    return html.unescape(re.sub(r"<[^>]+>", "\n", main))


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


# The board


def test_60_the_board_equals_round_status(demo, context):
    told = SEAT.findall(demo.heng("round", "status", ROUND, user="officer", key=False))
    assert len(told) == 20
    page = opened(context, demo, office("board"))
    shown = {(zone, parts[-1][:4]): parts for zone, cells in rows(page).items() for parts in cells}
    assert set(shown) == {(zone, code) for zone, code, *_ in told}
    users = {name: user for user, _, name in re.findall(r"^(\S+)  (expert)  (\S+)", demo.heng("user", "list", user="security", key=False), re.M)}
    for zone_, code, state, marked, of, name in told:
        expert, said, *_ = shown[zone_, code]
        word, _, count = said.partition(" ")
        assert expert == name and word in STATES[state], (zone_, code, said)
        assert count == (f"{marked}/{of}" if state == "open" else ""), (zone_, code, said)
        if state == "open":
            is_declared = demo.get(demo.api(zone_).replace("/sheet", "/material"), users[name]).status == 200
            assert (word == "未签封") == is_declared, (zone_, code)
    counts = {word: sum(word in STATES[state] for _, _, state, *_ in told) for word in ("已签封", "未签封")}
    assert page.locator("p.lead").inner_text() == f"20 席 = 已签封 {counts['已签封']} + 未签封 {counts['未签封']}"
    lines = table(demo.get(office("board.csv"), "officer"))[1:]
    assert {(line[1], line[2], line[3], line[4]) for line in lines} == {
        (code, name, shown[zone_, code][1].split()[0], marked if state == "open" else "") for zone_, code, state, marked, _, name in told}


def test_60_the_board_of_a_round_that_is_over_equals_round_status_too(demo, context):
    told = SEAT.findall(demo.heng("round", "status", FINAL, user="officer", key=False))
    shown = rows(opened(context, demo, office("board", round=FINAL)))
    assert {(zone_, parts[-1][:4], parts[0]) for zone_, cells in shown.items() for parts in cells} == {(line[0], line[1], line[5]) for line in told}
    assert all(parts[1] in STATES[state] for zone_, code, state, *_ in told for parts in shown[zone_] if parts[-1].startswith(code))


HOUR = re.compile(r"\b\d{1,2}:\d\d\b|\d时\d")


def test_60_days_instead_of_hours(demo):
    """The moment at which the server looked is the only one."""
    there = [office("board"), office("board.csv"), office("reminders"), office("reminders.csv"), office("close"), office("divergence"), "/office/todo.csv"]
    there += [office("seats", seat) for seat in seats(demo).values()]
    for path in there:
        for prefix in ("", "/en"):
            answer = demo.get(prefix + path, "officer")
            said = text(answer) if "html" in answer.headers["content-type"] else answer.text
            found = HOUR.findall(said)
            assert len(found) == (1 if path.endswith("/board") else 0), (path, found)
    assert re.search(r"11月2\d日", text(demo.get(office("board"), "officer")))


def test_60_filter_and_order_are_in_the_address_and_need_no_script(browser, demo):
    context = signed_in(browser, demo, "officer", java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.base_url + office("board"))
    whole = list(rows(page))
    assert whole == sorted(whole) and len(whole) == 4
    page.locator("#show").select_option("untouched")
    page.locator("#sort").select_option("left")
    page.get_by_role("button", name="应用").click()
    assert "show=untouched" in page.url and "sort=left" in page.url
    expect(page.locator("#show")).to_have_value("untouched")
    meant = page.locator("td.seat:not(.other)")
    assert meant.count() and all(" 0/43" in said for said in meant.all_inner_texts())
    left = {name: sum(43 - int(said.split()[1].split("/")[0]) for _, said, *_ in cells if "/" in said) for name, cells in rows(page).items()}
    assert list(left) == sorted(left, key=lambda name: (-left[name], name))
    page.reload()
    assert list(rows(page)) == list(left)
    for query in ("show=sealed", "show=gone", "show=open&sort=open", "sort=idle", "show=undeclared"):
        page.goto(demo.base_url + office("board") + "?" + query)
        for zone_, cells in rows(page).items():
            assert cells and page.locator(f"#zone-{zone_} td.seat:not(.other)").count(), (query, zone_)
    context.close()
    plain, odd = (settled(demo.get(office("board") + query, "officer"))[2] for query in ("", "?show=%3Cscript%3Ealert(1)%3C/script%3E&sort=total"))
    assert re.sub(rb"\d\d:\d\d:\d\d", b"", plain) == re.sub(rb"\d\d:\d\d:\d\d", b"", odd)


def test_60_a_look_that_finds_nothing_new_has_no_body_and_a_step_changes_the_tag(demo):
    path = office("board")
    first = demo.get(path, "officer")
    tag = first.headers["etag"]
    assert first.status == 200 and re.fullmatch(r"\d\d:\d\d:\d\d", first.headers["x-heng-time"])
    assert f'data-tag="{html.escape(tag)}"' in first.text
    again = demo.get(path, "officer", If_None_Match=tag, X_Heng_Looking="1")
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag) and "x-heng-time" in again.headers
    assert demo.get(path, "officer", If_None_Match='W/"0"').status == 200
    # What one reader was told is nothing for another, nor in another language.
    assert demo.get("/en" + path, "officer", If_None_Match=tag).status == 200
    assert demo.get(path, "auditor", If_None_Match=tag).status == 200
    for user in ("expert1", "applicant1", "security"):
        assert demo.get(path, user, If_None_Match=tag).status == 404
    assert demo.get(path, If_None_Match=tag).status == 303
    demo.put("luyuan", {"indicator": "release.2.2", "mark": "1.2"}, "expert1")
    changed = demo.get(path, "officer", If_None_Match=tag, X_Heng_Looking="1")
    assert changed.status == 200 and changed.headers["etag"] != tag and changed.body


def test_60_looking_keeps_no_session_alive(demo):
    def used() -> int:
        return demo.sql("SELECT used FROM session WHERE user = 'officer2' ORDER BY id DESC LIMIT 1")[0][0]

    assert demo.get(office("board"), "officer2").status == 200
    demo.sql("UPDATE session SET used = used - 900 WHERE user = 'officer2'")
    time.sleep(1.05)
    before = used()
    for _ in range(3):
        assert demo.get(office("board"), "officer2", X_Heng_Looking="1").status == 200
    time.sleep(0.3)
    assert used() == before
    demo.get(office("board"), "officer2")
    until(lambda: used() > before + 800)
    demo.sql("UPDATE session SET used = used - 3600 WHERE user = 'officer2'")
    time.sleep(1.05)
    assert demo.get(office("board"), "officer2", X_Heng_Looking="1").status == 303


def looking(context, demo, path: str, every: int = 200):
    """The board, which looks again sooner than it would."""
    page = context.new_page()
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => Boolean(window.isAway) })")

    def hurry(route) -> None:
        if route.request.resource_type != "document":
            return route.continue_()
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('<main id="main"', f'<main id="main" data-every="{every}"'))

    page.route("**/board*", hurry)
    page.looks = []
    page.on("response", lambda answer: page.looks.append(answer.status) if answer.request.resource_type == "fetch" and "/board" in answer.url else None)
    page.goto(demo.base_url + path)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


ORDER = "() => [...document.querySelectorAll('tbody tr')].map((row) => row.id + row.innerText)"


@pytest.fixture
def board(context, demo):
    """By what is missing, until much of it was given: then the rows would stand in another order."""
    page = looking(context, demo, office("board") + "?sort=left")
    yield page
    page.close()


def fill(demo, name: str, user: str) -> None:
    """Marks what is not marked yet, as high as may be."""
    cells = []
    for cell in demo.whole(name, user)["cells"]:
        if cell["mark"] is None:
            cells.append({"indicator": cell["indicator"], "base": cell["version"], "mark": "1"})
    answer = demo.write("POST", f"{demo.api(name)}/cells", user, {"cells": cells})
    assert answer.status == 200, answer


def test_60_what_is_new_waits_behind_a_button_and_no_row_moves(board, demo):
    until(lambda: (board.wait_for_timeout(50), 304 in board.looks)[1])
    assert set(board.looks) == {304}
    link = board.locator("tbody tr:nth-child(3) td.seat a").first
    link.hover()
    link.focus()
    before, focused = board.evaluate(ORDER), board.evaluate("document.activeElement.href")
    fill(demo, "hetang", "expert4")
    expect(board.locator("#newer button")).to_have_text(re.compile(r"^有 \d+ 处变化，刷新$"))
    board.wait_for_timeout(500)
    assert board.evaluate(ORDER) == before and board.evaluate("document.activeElement.href") == focused
    assert int(re.search(r"\d+", board.locator("#newer button").inner_text())[0]) > 0
    expect(board.locator("#newer button")).to_have_count(1)
    board.locator("#newer button").click()
    expect(board.locator("#newer button")).to_have_count(0)
    after = board.evaluate(ORDER)
    assert sorted(row.split("\n")[0] for row in after) == sorted(row.split("\n")[0] for row in before)
    assert [row.split("\t")[0] for row in after] != [row.split("\t")[0] for row in before]
    assert board.evaluate("document.activeElement.tagName") == "H1"
    # It goes on looking.
    board.looks.clear()
    until(lambda: (board.wait_for_timeout(50), 304 in board.looks)[1])
    demo.accept("luyuan", "expert4")
    expect(board.locator("#newer button")).to_have_text("有 1 处变化，刷新")


def test_60_the_button_pushes_no_row_away_from_under_the_pointer(board, demo):
    link = board.locator("tbody tr:nth-child(2) td.seat a").first
    link.hover()
    place = link.bounding_box()
    demo.accept("luyuan", "expert3")
    expect(board.locator("#newer button")).to_be_visible()
    assert link.bounding_box() == place


def test_60_the_time_goes_on_a_hidden_page_rests_and_a_server_that_is_away_is_told(context, demo):
    page = looking(context, demo, office("board"))
    first = page.locator("#updated").inner_text()
    until(lambda: (page.wait_for_timeout(100), page.locator("#updated").inner_text() != first)[1])
    assert re.fullmatch(r"更新于 \d\d:\d\d:\d\d", page.locator("#updated").inner_text())
    page.evaluate("window.isAway = true; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    page.looks.clear()
    page.wait_for_timeout(700)
    assert page.looks == []
    page.evaluate("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: (page.wait_for_timeout(50), page.looks)[1])
    page.route("**/board*", lambda route: route.abort())
    expect(page.locator("#updated")).to_have_text(re.compile(r"^没有应答，显示的是 \d\d:\d\d:\d\d 的情况$"))
    page.unroute("**/board*")
    expect(page.locator("#updated")).to_have_text(re.compile("^更新于"))


def test_60_the_reminders_equal_what_the_board_lacks(demo, context):
    page = opened(context, demo, office("reminders"))
    shown = [tuple(cell.strip() for cell in row) for row in page.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))")]
    assert shown == [tuple(line) for line in table(demo.get(office("reminders.csv"), "officer"))[1:]]
    board = {(line[0], line[2]): line for line in table(demo.get(office("board.csv"), "officer"))[1:]}
    assert {(zone_, name) for name, zone_, _ in shown} == {key for key, line in board.items() if line[3] != "已签封" or line[7]}
    for name, zone_, what in shown:
        _, _, _, state, marked, of, _, rereads = board[zone_, name]
        assert ("未声明" in what) == (state == "未声明"), what
        if state == "未签封" and int(marked) < int(of):
            assert f"缺 {int(of) - int(marked)} 项打分" in what
        assert ("复核未答复" in what) == bool(rereads), what
    expert, count = re.match(r"(\d+) 位专家，(\d+) 份", page.locator("caption").inner_text()).groups()
    assert (int(expert), int(count)) == (len({name for name, *_ in shown}), len(shown))
    # Gathered under each name, which is said once for the eye.
    names = [name for name, *_ in shown]
    assert page.locator("tbody th span:not(.hidden-text)").all_inner_texts() == list(dict.fromkeys(names))


def test_60_what_waits_equals_the_todo_of_the_command_line(demo, context):
    told = [line for line in demo.heng("todo", user="officer", key=False).splitlines() if line.strip()]
    page = opened(context, demo, "/en/office")
    shown = page.locator("section").first.locator("li").all_inner_texts()
    lines = table(demo.get("/en/office/todo.csv", "officer"))[1:]
    assert len(shown) == len(told) == len(lines) >= 4
    # On the page an indicator stands by its name, and an event is a link.
    said = [re.sub(r" \(event \d+\)", "", re.sub(r"release\.1\.2", "Incubators for start-ups", line.replace("regulate.5.4", "Complaint analysis and public participation"))) for line in told]
    for line, item, (due, _, zone_, what) in zip(said, shown, lines):
        assert line.endswith(f"  {what}") and line[:10].strip() == due and (not zone_ or f"  {zone_}  " in line), (line, what)
        assert item.startswith(f"{zone_}: {what}" if zone_ else what), (item, what)
    calendar = demo.get("/office/todo.ics", "officer")
    assert calendar.headers["content-type"].startswith("text/calendar") and calendar.text.count("BEGIN:VEVENT") == sum(1 for line in lines if line[0])
    assert "DTSTART;VALUE=DATE:" + lines[0][0].replace("-", "") in calendar.text
    assert all(len(line.encode()) <= 75 for line in calendar.text.split("\r\n"))


def test_the_day_on_which_something_is_due_is_not_called_the_end_of_scoring(demo):
    for path, wrong in (("/office/todo.csv", "评分截止"), ("/en/office/todo.csv", "To be sealed by")):
        assert table(demo.get(path, "officer"))[0][0] != wrong


def test_60_tables_are_files_for_a_spreadsheet(demo):
    for path in ("/office/todo.csv", office("board.csv"), office("reminders.csv"), office("result.csv", round=FINAL)):
        for prefix in ("", "/en"):
            answer = demo.get(prefix + path, "officer")
            assert answer.status == 200 and answer.body.startswith(b"\xef\xbb\xbf") and answer.body.endswith(b"\r\n")
            assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''") and answer.headers["content-disposition"].endswith(".csv")
            assert len({len(line) for line in table(answer)}) == 1


# Divergence


def diverging(demo, round: str) -> list[dict]:
    found = []
    for zone_, indicator, low, high, median, grounds, codes in CELL.findall(demo.heng("round", "diverging", round, user="officer", key=False)):
        found.append({"cell": (zone_, indicator), "ends": (Fraction(low), Fraction(median), Fraction(high)), "is_far": "outlier" in grounds, "is_wide": "range" in grounds, "codes": codes.split()})
    return found


def divergence(page) -> dict[tuple[str, str], tuple[str, str]]:
    """By zone and indicator what the cell says and its class."""
    cells = page.locator("table.heat td:has(a)").evaluate_all(
        "(cells) => cells.map((cell) => [cell.querySelector('a').getAttribute('href'), cell.querySelector('a').textContent, cell.className])")
    return {tuple(href.split("/")[-2:]): (said, css) for href, said, css in cells}


@pytest.mark.parametrize("round, count", [(ROUND, 2), (FINAL, 52)])
def test_61_divergence_equals_round_diverging(demo, context, round, count):
    told = diverging(demo, round)
    page = opened(context, demo, office("divergence", round=round))
    shown = divergence(page)
    assert [cell["cell"] for cell in told] and set(shown) == {cell["cell"] for cell in told} and len(told) == count
    assert str(count) in page.locator("p.lead").inner_text() and str(count) in page.locator("table.heat caption").inner_text()
    points = full_marks(demo)
    for cell in told:
        said, css = shown[cell["cell"]]
        assert said.endswith("‡") == cell["is_far"], (cell, said)
        share = (cell["ends"][2] - cell["ends"][0]) / points[cell["cell"][1]]
        assert abs(Fraction(said.split()[0]) - share * 100) <= Fraction(1, 2), (cell, said)
        assert css == f"h{sum(share >= Fraction(limit, 100) for limit in (20, 30, 45, 60))}"
    for cell in told[:2] + told[-2:]:
        one = opened(context, demo, office("divergence", *cell["cell"], round=round))
        facts = dict(zip(one.locator("dl.facts dt").all_inner_texts(), one.locator("dl.facts dd").all_inner_texts()))
        assert tuple(Fraction(facts[name]) for name in ("最低", "中位数", "最高")) == cell["ends"], (cell, facts)
        assert ("个别打分偏离" in facts["差异"], "两端相差大" in facts["差异"]) == (cell["is_far"], cell["is_wide"])
        marks = one.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => [row.children[0].textContent, row.children[2].textContent])")
        assert {code for code, mark in marks if mark.endswith("‡" if cell["is_far"] else "†")} == set(cell["codes"]), (cell, marks)
        assert one.locator("svg circle").count() == len(marks) and one.locator("svg circle.far").count() == len(cell["codes"])
        values = [Fraction(mark.split()[0]) for _, mark in marks]
        assert values == sorted(values) and (values[0], values[-1]) == (cell["ends"][0], cell["ends"][2])
        one.close()


def test_61_divergence_reads_the_same_with_styles_off(browser, demo):
    """What colours and places say is said in words: nothing is hidden, shown or written by the style alone."""
    said = []
    for is_styled in (True, False):
        context = signed_in(browser, demo, "officer")
        if not is_styled:
            context.route("**/heng.css", lambda route: route.abort())
        page = context.new_page()
        page.goto(demo.base_url + office("divergence", round=FINAL))
        made = page.evaluate("[...document.querySelectorAll('main *')].filter((one) => ['::before', '::after'].some((part) => !['none', 'normal', '\"\"'].includes(getComputedStyle(one, part).content))).map((one) => one.className)")
        said.append((re.sub(r"\s+", " ", page.locator("main").aria_snapshot()), page.locator("table.heat tbody td").all_text_contents(), made))
        context.close()
    assert said[0] == said[1]
    assert "%" in " ".join(said[0][1])


def test_61_a_zone_with_fewer_than_three_sealed_sheets_has_no_heat_and_no_leaning(demo, context):
    page = opened(context, demo, office("divergence"))
    sealed = {}
    for name, _, state, *_ in SEAT.findall(demo.heng("round", "status", ROUND, user="officer", key=False)):
        sealed[name] = sealed.get(name, 0) + (state == "sealed")
    early = {name for name, count in sealed.items() if count < 3}
    assert early == {"hetang", "luyuan", "yunxi"}
    assert not {name for name, _ in divergence(page)} & early
    leanings = page.locator("section table tbody tr").all_inner_texts()
    assert len(leanings) == sealed["jinchuan"] and all(row.startswith("示例锦川市") for row in leanings)
    said = page.locator("p.quiet", has_text="还看不出差异").inner_text()
    assert all(name in said for name in ("示例荷塘县", "示例鹿原县", "示例云溪区")) and "示例锦川市" not in said


def test_61_leanings_are_the_mean_distances_from_the_medians(demo, context):
    marks = {}
    for user in ("expert1", "expert2", "expert3", "expert4"):
        for cell in demo.whole("jinchuan", user)["cells"]:
            marks.setdefault(cell["indicator"], {})[user] = Fraction(cell["mark"])
    sums = {}
    most = full_marks(demo)
    for indicator, found in marks.items():
        values = sorted(found.values())
        median = (values[1] + values[2]) / 2
        for user, mark in found.items():
            sums.setdefault(user, []).append((mark - median) / most[indicator])
    names = {"expert1": "周启明", "expert2": "贺文澜", "expert3": "林喆", "expert4": "吴堃"}
    page = opened(context, demo, office("divergence"))
    for user, found in sums.items():
        mean = round(float(sum(found) / len(found) * 100), 1)
        row = page.locator("section table tbody tr", has_text=names[user]).inner_text()
        assert f"{'+' if mean > 0 else '−'}{abs(mean):.1f} %" in row and str(len(found)) in row, (user, mean, row)


def full_marks(demo) -> dict[str, Fraction]:
    """The highest marks, as the page of a sealed sheet says them."""
    page = demo.get(office("seats", seats(demo)["jinchuan", "贺文澜"]), "officer").text
    points = [Fraction(value) for value in re.findall(r'<tr><th scope="row">[^<]*</th><td class="number">([\d.]+)</td>', page)]
    order = [cell["indicator"] for cell in demo.whole("jinchuan", "expert2")["cells"]]
    assert len(points) == len(order) == 43
    return dict(zip(order, points))


# Selections


def chosen(page) -> list[str]:
    return page.locator("input[name=cell]:checked").evaluate_all("(boxes) => boxes.map((box) => box.value)")


@pytest.mark.parametrize("script", [True, False])
def test_64_a_filter_recomputes_the_selection_and_says_so(browser, demo, script):
    context = signed_in(browser, demo, "officer", java_script_enabled=script)
    page = context.new_page()
    page.goto(demo.base_url + office("divergence"))
    expect(page.locator("[data-notice=chosen]")).to_have_count(0)
    page.get_by_role("button", name="全选所列").click()
    assert sorted(chosen(page)) == ["jinchuan:regulate.1.4", "jinchuan:support.2.3"]
    expect(page.locator("[data-notice=chosen]")).to_have_count(0)
    page.locator("#ground").select_option("unasked")
    page.get_by_role("button", name="应用").click()
    expect(page.locator("[data-notice=chosen]")).to_have_text("筛选改变后，所选由 2 处变为 1 处")
    expect(page.locator("[data-notice=chosen]")).to_have_attribute("role", "status")
    assert chosen(page) == ["jinchuan:support.2.3"]
    expect(page.locator("#ground")).to_have_value("unasked")
    # Widened again, nothing comes back by itself.
    page.locator("#ground").select_option("all")
    page.get_by_role("button", name="应用").click()
    assert chosen(page) == ["jinchuan:support.2.3"]
    expect(page.locator("[data-notice=chosen]")).to_have_count(0)
    context.close()


def test_64_a_selection_never_goes_through_a_filter_unseen(demo, context):
    page = opened(context, demo, office("divergence"))
    page.get_by_role("button", name="全选所列").click()
    page.locator("#ground").select_option("unasked")
    before = len(demo.told("reread.called", 0))
    page.get_by_role("button", name="请专家复核所选").click()
    expect(page.locator("h1")).to_have_text("打分差异")
    expect(page.locator("[data-notice=chosen]")).to_contain_text("由 2 处变为 1 处")
    page.get_by_role("button", name="请专家复核所选").click()
    expect(page.locator("h1")).to_have_text("请专家复核打分")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert len(demo.told("reread.called", 0)) == before


def test_64_a_filter_that_nobody_offers_is_none(demo):
    csrf = demo.token("officer")[1]
    body = f"csrf={csrf}&zone=nowhere&ground=%3Cb%3E&cell=nowhere%3Ax&cell=a&do=filter".encode()
    answer = demo.ask("POST", office("divergence"), "officer", body, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 200 and "&lt;b&gt;" not in answer.text and "nowhere" not in answer.text and answer.text.count('name="cell"') == 2
    assert demo.get(office("divergence") + "?zone=%3Cscript%3E&ground=x", "officer").status == 200


# What is not told before the close


def everything(demo) -> dict[str, bytes]:
    """All that the officer gets in the open round, without tags that tell how long the ledger is."""
    found = {}
    cells = ["release.1.2", "regulate.1.4", "support.2.3"]
    for path in office_routes(ROUND, ["hetang", "jinchuan", "luyuan", "yunxi"], cells, list(seats(demo).values()), [926, 927]):
        for prefix in ("", "/en"):
            status, headers, body = settled(demo.get(prefix + path, "officer"))
            assert status in (200, 404), (path, status)
            body = re.sub(rb'(name="key" value|data-(?:tag|ends|warns|now|time))="[^"]*"|\d\d:\d\d:\d\d|DTSTAMP:\w+', b"", body)
            found[prefix + path] = body
    return found


def test_86_a_mark_of_an_open_sheet_changes_no_byte_of_the_officers_pages(demo):
    probe = "探针甲乙丙"
    demo.put("luyuan", {"indicator": "regulate.1.4", "mark": "1.9", "comment": "先写一句"}, "expert1")
    before = everything(demo)
    demo.put("luyuan", {"indicator": "regulate.1.4", "mark": "1.3", "comment": probe}, "expert1")
    after = everything(demo)
    # It is on record, and the same page shows what is sealed.
    own = demo.get(zone("luyuan", "read"), "expert1").text
    assert probe in own and "1.3" in own
    sealed = demo.get(office("seats", seats(demo)["jinchuan", "周启明"]), "officer").text
    assert "抽查五件线索卷宗" in sealed and 'class="number">0.9<' in sealed
    assert [path for path in before if before[path] != after[path]] == []
    assert [path for path, body in after.items() if probe.encode() in body] == []
    hidden = demo.get(office("seats", seats(demo)["luyuan", "周启明"]), "officer").text
    assert "打分只有专家本人可见" in hidden and "<table" not in hidden
    # Nor at the cell, where two sheets of five are sealed or none.
    cell = demo.get(office("divergence", "luyuan", "regulate.1.4"), "officer").text
    assert "周启明" not in re.sub(r"<header.*?</header>", "", cell, flags=re.S) and probe not in cell


def test_86_no_total_and_no_order_of_zones_before_the_close(demo):
    """Neither of a sheet nor of a zone; the numbers are made here, from what is sealed."""
    sums, zones = set(), {}
    users = ["expert1", "expert2", "expert3", "expert4", "expert8"]
    for name in ("hetang", "jinchuan", "luyuan", "yunxi"):
        for user in users:
            answer = demo.get(demo.api(name), user)
            if answer.status == 200 and answer.json["sheet"]["marks"] >= 12:
                own = Fraction(answer.json["sheet"]["sum"])
                assert own == sum(Fraction(cell["mark"] or 0) for cell in answer.json["cells"])
                sums.add(own)
                if answer.json["state"] == "sealed":
                    zones.setdefault(name, []).append(own)
    means = {sum(found) / len(found) for found in zones.values()} | {sorted(found)[len(found) // 2] for found in zones.values()}
    looked = {f"{float(number):.{places}f}" for number in sums | means for places in (1, 2, 4) if (number * 10**places).denominator == 1 or places == 2}
    assert len(zones) == 4 and len(looked) >= 8
    # Each could have been there: the expert's own page has it.
    own = demo.get(zone("jinchuan", "read"), "expert1").text
    assert [number for number in looked if f">{number}<" in own or f"{number}" in own]
    pattern = re.compile("(?<![\\d.])(?:" + "|".join(re.escape(number) for number in looked) + ")(?![\\d.])")
    for path, body in everything(demo).items():
        said = re.sub(r"<template.*?</template>|<[^>]+>", "\n", body.decode(errors="replace"), flags=re.S)
        assert not pattern.search(said), (path, pattern.search(said)[0])
    for part in ("result", "result.csv", "result/jinchuan", "result/jinchuan/regulate.1.4"):
        assert demo.get(office(part), "officer").status == 404
    names = ["示例荷塘县", "示例锦川市", "示例鹿原县", "示例云溪区"]
    for part in ("board", "board.csv", "close", "board?sort=zone", "board?sort=rank"):
        said = demo.get(office(part), "officer").text
        said = said[said.find("<tbody"):] if "<tbody" in said else said
        places = [said.index(name) for name in names]
        assert places == sorted(places), part


# Everywhere


def test_every_page_works_without_script_and_says_no_word_of_it(browser, demo):
    context = signed_in(browser, demo, "officer", java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.base_url + "/office")
    page.get_by_role("link", name=re.compile("评分中）$")).first.click()
    assert page.url.endswith(office())
    for name in ("评分进度", "催办名单", "打分差异", "更正与重开", "答复提问", "须两人办理的事项", "封存"):
        page.locator("ul.links").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(name)
        page.locator(".crumbs a").last.click()
        assert page.url.endswith(office()), (name, page.url)
    context.close()


def kind(path: str) -> str:
    """The form of an address: which page, of which object left aside."""
    return re.sub(r"(/rounds)/[^/]+|(/(?:seats|questions|acts))/[^/]+$|(/(?:divergence|result))/[^/]+(/[^/]+)?$", lambda found: next(filter(None, found.groups())) + "/x" * (1 + bool(found[4])), path.split("?")[0])


def links(demo, user: str, starts: list[str]) -> dict[str, str]:
    """Links that lead to nothing, with a page on which each stands; of addresses of one form a few are followed."""
    dead, answers, kinds, waiting = {}, {}, {}, [(path, "") for path in starts]
    while waiting:
        path, where = waiting.pop(0)
        if path in answers or kinds.get(kind(path), 0) >= (1 if "/result/" in path else 2) or path.startswith("/en"):
            continue
        kinds[kind(path)] = kinds.get(kind(path), 0) + 1
        answers[path] = answer = demo.get(path, user)
        if answer.status not in (200, 303):
            dead[path] = where
        elif "html" in answer.headers.get("content-type", "") and "/office" in path:
            waiting += [(html.unescape(href), path) for href in re.findall(r'<a [^>]*href="([^"#]+)(?:#[^"]*)?"', answer.text)]
    assert len(answers) > 25
    return dead


@pytest.fixture(scope="module")
def dead(demo):
    return {user: links(demo, user, starts) for user, starts in (("officer", ["/office", office("reminders")]), ("auditor", [office(round=FINAL), office("board"), office("acts")]))}


def test_every_link_of_an_officer_leads_somewhere(dead):
    assert dead["officer"] == {}


def test_every_link_of_an_auditor_leads_somewhere(dead):
    assert dead["auditor"] == {}


def test_a_missing_page_leads_an_officer_back_to_the_own_desk(demo):
    answer = demo.get(office("nothing"), "officer")
    assert answer.status == 404
    [back] = re.findall(r'<a class="button" href="([^"]+)"', answer.text)
    assert back == "/office", back


def test_the_foot_does_not_tell_an_officer_that_own_marks_are_hidden(demo):
    """"Seen by nobody but you" is right for an expert alone."""
    foot = re.search(r'<footer class="foot">(.*?)</footer>', demo.get("/en/office", "officer").text, re.S)[1]
    assert "nobody but you" not in foot, foot


def test_95_signs_of_an_english_page_are_english(demo):
    options = [option for seat in list(seats(demo).values()) for option in re.findall(r"<option[^>]*>([^<]+)", demo.get("/en" + office("seats", seat), "officer").text)]
    assert len(options) > 1 and [option for option in options if "（" in option] == []


def test_a_refusal_names_the_round_by_its_title(demo):
    key = Forms(demo.get(office("questions", "new"), "officer").text).of("/questions/new")["key"]
    answer = demo.post(office("revisions", "927"), "officer", key=key, do="confirm")
    assert answer.status == 409 and "demo" not in answer.text.split('id="summary"')[1].split("</ul>")[0]
    assert ROUND not in re.search(r'id="summary"[^>]*>(.*?)</ul>', answer.text, re.S)[1]


def test_an_auditor_sees_the_pages_and_has_no_step_there(demo):
    there = seats(demo)
    parts = ["", "board", "reminders", "divergence", "divergence/jinchuan/regulate.1.4", "revisions", "questions", "acts", "close"]
    parts += [f"seats/{there['jinchuan', '贺文澜']}", f"seats/{there['luyuan', '周启明']}", f"acts/{demo.told('act.proposed', 0)[-1]['seq']}"]
    for path in [office(part) if part else office() for part in parts] + [office(part, round=FINAL) for part in ("result", "result/yunling", "board", "divergence", "acts/381")]:
        answer = demo.get(path, "auditor")
        assert answer.status == 200, path
        forms = [(action, fields) for method, action, fields in Forms(answer.text).found if method == "post" and not action.endswith("/sign-out")]
        # Choosing what is shown is no step.
        assert [action for action, _ in forms if not action.endswith("/divergence")] == [], (path, forms)
        assert 'type="checkbox"' not in answer.text and 'value="preview"' not in answer.text and "required" not in answer.text, path
    for path in ("/office", "/office/todo.csv", "/office/todo.ics", office("questions", "new"), office("questions", "927")):
        assert demo.get(path, "auditor").status == 404, path


# Results


def test_the_ranking_equals_its_table_and_each_zone_is_explained(demo, context):
    page = opened(context, demo, office("result", round=FINAL))
    shown = page.locator("table.ranking tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))")
    lines = table(demo.get(office("result.csv", round=FINAL), "officer"))
    assert [line[:-1] for line in lines[1:]] == shown and len(shown) == 12
    assert lines == list(csv.reader(io.StringIO(demo.heng("results", "--round", FINAL, "--format", "csv", key=False).removeprefix("\ufeff"))))
    assert page.locator("dl.facts").inner_text().count("108 席 = 已签封 107 + 已回避 1 + 未提交 0") == 1
    # Whatever is tried out says so itself.
    titles = page.locator(".unofficial h3").all_inner_texts()
    assert titles and all("无官方效力" in title for title in titles)
    values = {line[1]: Fraction(line[-1]) for line in lines[1:]}
    for at in (1,):
        one = opened(context, demo, page.locator("table.ranking tbody a").nth(at).get_attribute("href"))
        own = shown[at][1]
        assert one.locator("h1").inner_text() == f"{own}的结果"
        for title, said in zip(one.locator("article h3").all_inner_texts(), one.locator("article h3 + p").all_inner_texts()):
            if title.endswith("为什么并列"):
                assert "高" not in said, said
                continue
            ahead, behind = re.match(r"(\S+?)为什么在(\S+?)之前", title).groups()
            if found := re.search(r"高 ([\d.]+) 分", said):
                assert abs(Fraction(found[1]) - (values[ahead] - values[behind])) <= Fraction(1, 100), said
        parts = one.locator("article").first.locator("table tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.children].slice(1).map((cell) => cell.textContent))")
        for ahead, behind, gap in parts:
            assert abs(Fraction(ahead) - Fraction(behind) - Fraction(gap.replace("−", "-").replace("+", ""))) <= Fraction(2, 10000)
        one.close()
    cell = opened(context, demo, office("result", "yunling", "regulate.1.4", round=FINAL))
    marks = sorted(Fraction(value) for value in re.findall(r"^\s*(\d\.\d) ", cell.locator("ul.arithmetic").inner_text(), re.M))
    other = opened(context, demo, office("divergence", "yunling", "regulate.1.4", round=FINAL))
    assert marks == [Fraction(value.split()[0]) for value in other.locator("tbody td.number").all_inner_texts()] and len(marks) == 9


def test_what_is_not_there_of_a_result_is_missing(demo):
    for part in ("result/nowhere", "result/yunling/x", "result/yunling/%3Cscript%3E", "result/hetang", "acts/380", "acts/x", "acts/-1", "close", "questions/new"):
        answer = demo.get(office(part, round=FINAL), "officer")
        assert answer.status == 404 and b"<script>" not in answer.body, part


@pytest.mark.parametrize("part", ["divergence/nowhere/release.1.2", "seats/x"])
def test_a_cell_or_a_seat_that_is_not_there_is_a_missing_page(demo, monkeypatch, part):
    # Where it ends, it would write down its last moments for some seconds.
    monkeypatch.setenv("SWIFT_BACKTRACE", "enable=no")
    demo.kill()
    demo.restart()
    try:
        assert demo.get(office(part, round=FINAL), "officer").status == 404
        assert demo.process.poll() is None
    finally:
        until(lambda: demo.process.poll() is not None or demo.get("/health").status == 200)
        if demo.process.poll() is not None:
            demo.restart()
