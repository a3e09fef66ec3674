"""Measured values in the browser: read from what was pasted or brought, previewed, handed to a second officer, recorded by that one."""

import base64
import csv
import http.client
import io
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from secrets import token_urlsafe
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from reading import errors, hidden, main, rows, summary, text, upload
from realserver import RealServer, demo_ledger, verify
from test_trust import plain
from test_workbooks import book, inline
from visiting import ROUND, opened, signed_in

FACTS = f"/office/rounds/{ROUND}/facts"
VALUES = count(1)
"""Values that nothing else was ever given: every test changes something, in any order."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    server = RealServer(demo_ledger(), tmp_path_factory.mktemp("facts"), ROUND)
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


def fresh() -> str:
    """A rate from 0 to 100 with two decimals."""
    return f"{next(VALUES) / 100 + 10:.2f}".rstrip("0").rstrip(".")


def bring(server, table: str = "", file: tuple[str, bytes] | None = None, user: str = "officer", prefix: str = "", **fields: str):
    return upload(server, prefix + FACTS, user, file, **{"table": table, "source": "示统函〔2026〕7号", "encoding": "utf-8", **fields})


def changes(page: str) -> list[list[str]]:
    """Zone, fact, before, after of a preview or a draft."""
    return rows(page)


def handed(server, table: str, user: str = "officer", source: str = "示统函〔2026〕7号") -> int:
    """The draft of a table that was handed over: its number."""
    preview = main(bring(server, table, user=user))
    answer = server.post(f"{FACTS}/drafts", user, key=hidden(preview, "key"), content=hidden(preview, "content"), source=source)
    assert answer.status == 303 and "factsProposed" in answer.headers["location"], text(main(answer))
    return server.sql("SELECT max(id) FROM fact_draft")[0][0]


def draft(number: int, part: str = "") -> str:
    return f"{FACTS}/drafts/{number}" + (f"/{part}" if part else "")


def recorded(server) -> dict[str, dict[str, str]]:
    """By zone and fact, as the ledger's events say."""
    known: dict[str, dict[str, str]] = {}
    for event in events(server):
        known.setdefault(event["zone"], {}).update(event["facts"])
    return known


def events(server) -> list[dict]:
    """Every event of recorded facts of the round, with all that it conceals under the name `fact`."""
    found = []
    for seq, body in server.sql("SELECT seq, CAST(body AS TEXT) FROM event ORDER BY seq"):
        event = json.loads(body)
        if event["type"] != "facts.recorded" or event.get("round") != ROUND:
            continue
        event["facts"], event["actor"] = {}, None
        for (encoded,) in server.sql("SELECT encoded FROM disclosure WHERE seq = ?", seq):
            _, name, value = json.loads(base64.urlsafe_b64decode(encoded + "=="))
            if name == "fact":
                event["facts"][value["fact"]] = value["value"]
            elif name == "actor":
                event["actor"] = value["user"]
        found.append(event)
    return found


def drafts(server) -> int:
    return server.sql("SELECT count(*) FROM fact_draft")[0][0]


def zone_names(server, prefix: str = "") -> dict[str, str]:
    """Ids of zones by the name that pages call them."""
    page = main(server.get(f"{prefix}/office/rounds/{ROUND}/board", "officer"))
    ids = {"jinchuan": "锦川", "luyuan": "鹿原", "yunxi": "云溪", "hetang": "荷塘"}
    assert all(name in page for name in ids.values())
    return {id: next(row[0] for row in rows(main(server.get(FACTS, "officer"))) if name in row[0]) for id, name in ids.items()}


# the grid


def test_the_grid_and_its_tables_say_what_was_recorded(office):
    names = zone_names(office)
    known = recorded(office)
    page = main(office.get(FACTS, "officer"))
    heads = [text(head) for head in re.findall(r'(?s)<th scope="col">(.*?)</th>', page.split("</thead>")[0])]
    columns = heads[2:]
    shown = {row[0]: dict(zip(columns, row[2:])) for row in rows(page) if len(row) == len(heads)}
    assert set(shown) == set(names.values()) and len(columns) > 20
    words = {"yes": "是", "no": "否"}
    for zone, name in names.items():
        for fact, told in shown[name].items():
            value = known.get(zone, {}).get(fact)
            assert told == ("–" if value is None else words.get(value, value)), (zone, fact, told, value)
        assert set(known[zone]) <= set(columns)
    table = list(csv.reader(io.StringIO(office.get(f"{FACTS}.csv", "officer").body.decode("utf-8-sig"))))
    assert table[0][1:] == columns and table[0][0] == "zone"
    assert {row[0]: row[1:] for row in table[1:]} == {name: [known[zone].get(fact, "") for fact in columns] for zone, name in names.items()}


def test_the_downloaded_table_is_read_again_as_it_is(office):
    for format in ("csv", "xlsx"):
        file = office.get(f"{FACTS}.{format}", "officer").body
        answer = bring(office, file=(f"facts.{format}", file))
        assert answer.status == 422 and len(summary(main(answer))) == 1, text(main(answer))[:300]
    value = fresh()
    table = list(csv.reader(io.StringIO(office.get(f"{FACTS}.csv", "officer").body.decode("utf-8-sig"))))
    place = table[0].index("delivery_coverage")
    table[1][place] = value
    out = io.StringIO()
    csv.writer(out).writerows(table)
    [change] = changes(main(bring(office, out.getvalue())))
    assert change[0] == table[1][0] and change[1] == "delivery_coverage" and change[3] == value


def test_a_grid_of_each_reader(office):
    for user, sees, brings in (("officer", True, True), ("officer2", True, True), ("auditor", True, False), ("security", False, False), ("expert1", False, False),
                               ("applicant1", False, False)):
        answer = office.get(FACTS, user)
        assert (answer.status == 200) is sees, user
        assert ("multipart/form-data" in answer.text) is brings, user
        if not brings:
            assert bring(office, f"zone,fact,value\nyunxi,website_filing_rate,{fresh()}", user=user).status == 404
            nothing = plain(office.get("/nothing/there", user))
            assert plain(office.get(draft(1), user)) == nothing


# reading tables


def wide(mark: str, zone: str, value: str) -> str:
    return mark.join(["zone", "website_filing_rate", "unified_access", "commitment_rate"]) + "\n" + mark.join([zone, value, "", ""]) + "\n"


def long(mark: str, zone: str, value: str) -> str:
    return mark.join(["zone", "fact", "value"]) + "\n" + mark.join([zone, "website_filing_rate", value]) + "\n"


@pytest.mark.parametrize("form", [long, wide], ids=["long", "wide"])
@pytest.mark.parametrize("mark", ["\t", ","], ids=["tabs", "commas"])
def test_what_is_pasted_is_read_by_id_and_by_name(office, form, mark):
    before = drafts(office)
    names = zone_names(office)
    for zone in ("yunxi", names["yunxi"], f" {names['yunxi']} " if form is long and mark == "," else "yunxi"):
        value = fresh()
        for end in ("\n", "\r\n"):
            answer = bring(office, form(mark, zone, value).replace("\n", end))
            assert answer.status == 200, text(main(answer))[:200]
            [change] = changes(main(answer))
            assert change[0] == names["yunxi"] and change[1] == "website_filing_rate" and change[3] == value
            assert change[2] == recorded(office)["yunxi"]["website_filing_rate"]
    assert drafts(office) == before


def test_an_english_name_and_a_quoted_cell_are_read(office):
    value = fresh()
    [change] = changes(main(bring(office, f'zone,fact,value\n"Yunxi District (sample)","website_filing_rate","{value}"\n', prefix="/en")))
    assert change[0] == "Yunxi District (sample)" and change[3] == value


@pytest.mark.parametrize("kind", ["csv", "bom", "gb18030", "xlsx", "xlsx-numbers"])
def test_a_brought_file_is_read(office, kind):
    name, value = zone_names(office)["hetang"], fresh()
    table = long(",", name, value)
    number = f'<row><c t="inlineStr"><is><t>{name}</t></is></c><c t="inlineStr"><is><t>website_filing_rate</t></is></c><c><v>{value}</v></c></row>'
    file = {
        "csv": ("数据.csv", table.encode()), "bom": ("数据.csv", b"\xef\xbb\xbf" + table.encode()), "gb18030": ("数据.csv", table.encode("gb18030")),
        "xlsx": ("数据.xlsx", book({"数据": inline(["zone", "fact", "value"], [name, "website_filing_rate", value])})),
        "xlsx-numbers": ("数据.xlsx", book({"说明": inline(["a"]), "数据": inline(["zone", "fact", "value"]) + number})),
    }[kind]
    answer = bring(office, "what was pasted is not looked at", file, source="", encoding="gb18030" if kind == "gb18030" else "utf-8")
    page = main(answer)
    assert answer.status == 200, text(page)[:300]
    [change] = changes(page)
    assert change[0] == name and change[3] == value
    # Without a source the file's own name is one.
    assert file[0] in page
    if kind == "gb18030":
        assert bring(office, file=file, encoding="utf-8").status == 422


def test_all_that_is_wrong_is_told_by_line_and_column_and_nothing_is_kept(office):
    before, known = drafts(office), len(events(office))
    table = ("zone,fact,value\nnowhere,website_filing_rate,150\nyunxi,nothing_known,1\nyunxi,unified_access,maybe\nyunxi,commitment_rate,95%\n"
             "hetang,commitment_rate,1\nhetang,commitment_rate,2\nhetang,online_growth,3\nluyuan,website_filing_rate,-1\nluyuan,fibre_rate,\n")
    places = [(2, "zone"), (2, "value"), (3, "fact"), (4, "value"), (5, "value"), (7, "fact"), (8, "fact"), (9, "value"), (10, "value")]
    for pasted in (table, table.replace(",", "\t")):
        answer = bring(office, pasted, prefix="/en")
        told = summary(main(answer))
        assert answer.status == 422 and len(told) == len(places), told
        for line, column in places:
            assert any(f":{line}: {column}" in words for words in told), (line, column, told)
        # What was typed is still there to be put right.
        assert "nothing_known" in main(answer).split("<textarea")[1] and "示统函" in main(answer)
    cells = inline(*[line.split(",") for line in table.strip().split("\n")])
    told = "\n".join(summary(main(bring(office, file=("坏.xlsx", book({"数据": cells})), prefix="/en"))))
    assert all(place in told for place in ("A2 zone", "C2 value", "B3 fact", "C9 value")), told
    assert drafts(office) == before and len(events(office)) == known


def test_a_wide_row_of_an_unknown_zone_tells_its_wrong_values_too(office):
    told = summary(main(bring(office, "zone,website_filing_rate\nnowhere,150\n", prefix="/en")))
    assert len(told) == 2, told


@pytest.mark.parametrize("table", ["", "   ", "zone", "zone,fact,value", "a,b\n1,2", "zone,fact,value\n\x00", "zone,zone,fact,value\nyunxi,yunxi,unified_access,yes",
                                   "zone,fact,value\n\"yunxi,unified_access,yes", "zone\tnothing_known\nyunxi\t1"])
def test_what_is_no_table_of_facts_is_refused_on_the_page(office, table):
    answer = bring(office, table)
    assert answer.status == 422 and summary(main(answer)) and "table" in errors(main(answer)), (table, answer.status)


def test_what_is_recorded_already_changes_nothing(office):
    value = recorded(office)["luyuan"]["commitment_rate"]
    answer = bring(office, f"zone,fact,value\nluyuan,commitment_rate,{value}\n")
    assert answer.status == 422 and len(summary(main(answer))) == 1
    for same in (f"{value}.0" if "." not in value else f"{value}0",):
        assert bring(office, f"zone,fact,value\nluyuan,commitment_rate,{same}\n").status == 422, same


def test_a_table_that_was_previewed_can_be_handed_over(office):
    """All facts of all zones at once."""
    columns = list(csv.reader(io.StringIO(office.get(f"{FACTS}.csv", "officer").body.decode("utf-8-sig"))))[0][1:]
    known = recorded(office)["yunxi"]
    numbers = [fact for fact in columns if known.get(fact, "yes") not in ("yes", "no") and "rate" in fact]
    values = {fact: fresh() for fact in numbers}
    table = "zone\t" + "\t".join(numbers) + "\n" + "".join(zone + "\t" + "\t".join(values.values()) + "\n" for zone in ("yunxi", "hetang", "luyuan", "jinchuan"))
    number = handed(office, table)
    shown = changes(main(office.get(draft(number), "officer2")))
    assert len(shown) == 4 * len(numbers) > 10
    assert office.post(draft(number, "decline"), "officer").status == 303


# two people


def test_a_preview_becomes_a_draft_and_a_second_officer_records_it(browser, office):
    value, before, known = fresh(), len(events(office)), drafts(office)
    context = signed_in(browser, office, "officer")
    page = opened(context, office, FACTS)
    page.locator("#table").fill(f"zone\twebsite_filing_rate\nhetang\t{value}\n")
    page.locator("#source").fill("示统函〔2026〕8号，统计科提供")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("tr.changed")).to_contain_text(value)
    expect(page.locator("#source")).to_have_value("示统函〔2026〕8号，统计科提供")
    assert len(events(office)) == before and drafts(office) == known
    page.get_by_role("button", name="交").click()
    page.wait_for_url("**/facts?done=factsProposed")
    number = office.sql("SELECT max(id) FROM fact_draft")[0][0]
    page.locator(f"a[href$='/drafts/{number}']").click()
    # One's own: taken back, never recorded.
    expect(page.locator("form[action$='/record']")).to_have_count(0)
    expect(page.locator("form[action$='/decline']")).to_have_count(1)
    assert len(events(office)) == before and page.complaints == []
    context.close()
    other = signed_in(browser, office, "officer2")
    page = opened(other, office, draft(number))
    expect(page.locator("main")).to_contain_text("示统函〔2026〕8号，统计科提供")
    expect(page.locator("tr.changed")).to_contain_text(value)
    page.locator("form[action$='/record'] button").click()
    page.wait_for_url("**/facts?done=draftIsRecorded")
    expect(page.locator("main")).to_contain_text(value)
    other.close()
    told = events(office)
    assert len(told) == before + 1 and told[-1]["actor"] == "officer2" and told[-1]["facts"]["website_filing_rate"] == value
    assert recorded(office)["hetang"]["website_filing_rate"] == value


def test_ones_own_draft_is_not_recorded_by_oneself(office):
    number = handed(office, f"zone,fact,value\nyunxi,fibre_rate,{fresh()}\n")
    before = len(events(office))
    assert "/record" not in main(office.get(draft(number), "officer"))
    answer = office.post(draft(number, "record"), "officer")
    assert answer.status == 409 and summary(main(answer)), answer.status
    other = office.open_session("officer")
    again = office.ask("POST", "/en" + draft(number, "record"), "", urlencode({"csrf": other[1]}).encode(),
                       Content_Type="application/x-www-form-urlencoded", Cookie=f"heng={other[0]}")
    assert again.status == 409 and len(events(office)) == before
    assert office.post(draft(number, "record"), "auditor").status == office.post(draft(number, "record"), "expert1").status == 404
    # Taken back without a reason.
    assert office.post(draft(number, "decline"), "officer").status == 303
    assert office.post(draft(number, "record"), "officer2").status == 409
    assert len(events(office)) == before


def test_a_draft_whose_facts_changed_meanwhile_has_lapsed(office):
    first = handed(office, f"zone,fact,value\nluyuan,fibre_rate,{fresh()}\n")
    second = handed(office, f"zone,fact,value\nluyuan,fibre_rate,{fresh()}\n")
    assert office.post(draft(second, "record"), "officer2").status == 303
    before = len(events(office))
    answer = office.post(draft(first, "record"), "officer2")
    assert answer.status == 409 and summary(main(answer)), answer.status
    assert len(events(office)) == before
    assert office.post(draft(first, "decline"), "officer2", reason="已有新数据").status == 303


def test_a_draft_sent_twice_is_one_and_is_recorded_once(office):
    preview = main(bring(office, f"zone,fact,value\nyunxi,integrity_file_rate,{fresh()}\n"))
    fields = {"key": hidden(preview, "key"), "content": hidden(preview, "content"), "source": "来源"}
    before = drafts(office)
    with ThreadPoolExecutor(4) as pool:
        assert {answer.status for answer in pool.map(lambda _: office.post(f"{FACTS}/drafts", "officer", **fields), range(4))} == {303}
    assert drafts(office) == before + 1
    number = office.sql("SELECT max(id) FROM fact_draft")[0][0]
    known = len(events(office))
    office.token("officer2")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: office.post(draft(number, "record"), "officer2"), range(6)))
    assert len(events(office)) == known + 1
    assert {answer.status for answer in answers} <= {303, 409} and any(answer.status == 303 for answer in answers)
    again = office.post(draft(number, "record"), "officer2")
    assert again.status == 303 and "draftIsRecorded" in again.headers["location"]
    assert len(events(office)) == known + 1
    assert "<form" not in main(office.get(draft(number), "officer2"))


def test_recording_and_taking_back_at_once_come_to_one_outcome(office):
    for turn in range(12):
        number = handed(office, f"zone,fact,value\nyunxi,quality_check_rate,{fresh()}\n")
        known = len(events(office))
        office.token("officer2")
        with ThreadPoolExecutor(2) as pool:
            answers = [future.result().status for future in (
                pool.submit(office.post, draft(number, "record"), "officer2"), pool.submit(office.post, draft(number, "decline"), "officer"))]
        assert sorted(answers) == [303, 409], (turn, answers)
        state = office.sql("SELECT state FROM fact_draft WHERE id = ?", number)[0][0]
        assert (state == "recorded") == (len(events(office)) == known + 1), (turn, state)


def test_of_two_drafts_for_one_fact_that_are_recorded_at_once_one_has_lapsed(office):
    """What the second person saw before and after is what the step does, or it is not done."""
    for turn in range(12):
        numbers = [handed(office, f"zone,fact,value\nluyuan,quality_check_rate,{fresh()}\n") for _ in range(2)]
        known = len(events(office))
        office.token("officer2")
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda number: office.post(draft(number, "record"), "officer2"), numbers))
        assert len(events(office)) == known + 1 and sorted(answer.status for answer in answers) == [303, 409], turn
        for number in numbers:
            office.post(draft(number, "decline"), "officer")


def test_other_values_under_the_same_key_are_not_told_as_handed_over(office):
    """As after going back to the preview's page."""
    page = main(bring(office, f"zone,fact,value\nyunxi,lead_completion_rate,{fresh()}\n"))
    other = main(bring(office, f"zone,fact,value\nyunxi,lead_completion_rate,{fresh()}\n"))
    key, before = hidden(page, "key"), drafts(office)
    assert office.post(f"{FACTS}/drafts", "officer", key=key, content=hidden(page, "content"), source="来源").status == 303
    again = office.post(f"{FACTS}/drafts", "officer", key=key, content=hidden(other, "content"), source="来源")
    assert again.status in (409, 422) and summary(main(again)) and drafts(office) == before + 1


def test_declining_needs_a_reason_and_records_nothing(office):
    number = handed(office, f"zone,fact,value\nhetang,fibre_rate,{fresh()}\n")
    before = len(events(office))
    for reason in ("", "  ", "\n", "a\u202eb", "a\x07b", "长" * 4001):
        answer = office.post(draft(number, "decline"), "officer2", reason=reason)
        assert answer.status == 422 and "reason" in errors(main(answer)), reason
    assert office.sql("SELECT state FROM fact_draft WHERE id = ?", number) == [("waiting",)]
    assert office.post(draft(number, "decline"), "officer2", reason="与原件<b>不符</b>").status == 303
    page = office.get(draft(number), "officer").text
    assert "与原件&lt;b&gt;不符&lt;/b&gt;" in page and "<b>不符" not in page
    assert len(events(office)) == before
    for part in ("record", "decline"):
        assert office.post(draft(number, part), "officer2", reason="x").status == 409


def test_a_source_is_needed_and_is_text(office):
    preview = main(bring(office, f"zone,fact,value\nhetang,fibre_rate,{fresh()}\n", source=""))
    before = drafts(office)
    for source in ("", "  ", "a\u202eb", "长" * 20_001):
        answer = office.post(f"{FACTS}/drafts", "officer", key=hidden(preview, "key"), content=hidden(preview, "content"), source=source)
        assert answer.status == 422 and "source" in errors(main(answer)), (source[:5], answer.status)
    # What the page kept is read again as strictly as what was pasted.
    for content in ("", "zone,fact,value\nnowhere,fibre_rate,1\n", "zone,fact,value\nhetang,fibre_rate,999\n", "zone,fact,value\n"):
        answer = office.post(f"{FACTS}/drafts", "officer", key=token_urlsafe(16), content=content, source="来源")
        assert answer.status in (400, 422), (content, answer.status)
    assert drafts(office) == before


@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "1e0", "%31%30%30%30%30", "9223372036854775808", "%EF%BC%99%EF%BC%99%EF%BC%99%EF%BC%99"])
def test_a_draft_that_is_not_there_is_a_missing_page(office, number):
    assert office.get(f"{FACTS}/drafts/{number}", "officer").status == 404
    assert office.post(f"{FACTS}/drafts/{number}/record", "officer").status == 404
    other = f"/office/rounds/demo-2026/facts/drafts/{number}"
    assert office.get(other, "officer").status == 404


def test_a_draft_is_of_its_round_alone(office):
    number = handed(office, f"zone,fact,value\nhetang,fibre_rate,{fresh()}\n")
    assert office.get(f"/office/rounds/demo-2026/facts/drafts/{number}", "officer2").status == 404
    before = len(events(office))
    assert office.post(f"/office/rounds/demo-2026/facts/drafts/{number}/record", "officer2").status == 404
    assert len(events(office)) == before and office.post(draft(number, "decline"), "officer").status == 303


# bodies


def raw(server, body: bytes, type: str, user: str = "officer"):
    return server.ask("POST", FACTS, user, body, Content_Type=type)


def test_broken_bodies_are_refused_and_the_server_stays(office):
    token = office.token("officer")[1].encode()
    field = b'Content-Disposition: form-data; name="csrf"\r\n\r\n' + token
    whole = b"--b\r\n" + field + b"\r\n--b--\r\n"
    multipart = "multipart/form-data; boundary=b"
    assert raw(office, whole, multipart).status == 422
    bodies = {
        "empty": (b"", multipart), "no boundary": (whole, "multipart/form-data"), "empty boundary": (whole, "multipart/form-data; boundary="),
        "long boundary": (whole, "multipart/form-data; boundary=" + "b" * 71), "other boundary": (whole, "multipart/form-data; boundary=c"),
        "cut": (whole[:-8], multipart), "cut in a part": (whole[:20], multipart), "no end": (b"--b\r\n" + field + b"\r\n--b\r\n", multipart),
        "only an end": (b"--b--\r\n", multipart), "only a mark": (b"--b", multipart), "mark twice": (b"--b--b", multipart), "a lead": (b"x\r\n" + whole, multipart),
        "no name": (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", multipart), "no head": (b"--b\r\nx\r\n--b--\r\n", multipart),
        "not UTF-8": (whole.replace(token, b"\xff\xfe"), multipart), "endless head": (b"--b\r\n" + b"A" * 5000 + b"\r\n--b--\r\n", multipart),
        "many parts": (b"".join(b"--b\r\n" + field + b"\r\n" for _ in range(5001)) + b"--b--\r\n", multipart),
        "marks": (b"--b\r\n" * 5000, multipart), "lines": (b"--b\r\n" + b"\n" * 20000, multipart), "JSON": (b"{}", "application/json"), "none": (whole, ""),
    }
    for what, (body, type) in bodies.items():
        assert raw(office, body, type).status in (400, 403), what
    assert office.get("/health").status == 200


def test_a_foreign_or_missing_token_is_refused(office):
    before = drafts(office)
    table = f'Content-Disposition: form-data; name="table"\r\n\r\nzone,fact,value\r\nyunxi,fibre_rate,{fresh()}'.encode()
    for token in (b"", office.token("officer2")[1].encode(), office.token("security")[1].encode(), b"A" * 43):
        field = b'Content-Disposition: form-data; name="csrf"\r\n\r\n' + token
        for parts in ((table, field), (field, table), (table,)):
            body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
            assert raw(office, body, "multipart/form-data; boundary=b").status == 403
    assert office.post(f"{FACTS}/drafts", "officer", csrf=False, key=token_urlsafe(16), content="x", source="x").status == 403
    assert raw(office, b"--b--", "multipart/form-data; boundary=b", user="").status in (303, 400)
    assert drafts(office) == before


def test_nobodys_form_is_not_parsed(office):
    for path in (FACTS, "/security/bring-accounts"):
        answer = office.ask("POST", path, "", b"--b\r\nbroken\r\n--b--\r\n", Content_Type="multipart/form-data; boundary=b")
        assert answer.status == 303 and "/sign-in" in answer.headers["location"], (path, answer.status)


def test_what_is_too_long_is_not_taken_in(office):
    long = b"--b\r\n" + b"x" * (9 << 20)
    assert raw(office, long, "multipart/form-data; boundary=b").status == 413
    assert office.post(f"{FACTS}/drafts", "officer", content="x" * 300_000).status == 413
    # Without a length it is counted as it comes.
    connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
    try:
        connection.request("POST", FACTS, iter([b"--b\r\n"] + [b"y" * (1 << 20)] * 9), {
            "Cookie": f"heng={office.token('officer')[0]}", "Content-Type": "multipart/form-data; boundary=b"}, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        # It was cut off before its end: as well.
        status = 413
    finally:
        connection.close()
    assert status == 413 and office.get("/health").status == 200


def test_a_name_of_a_file_is_text(office):
    name = "<script>alert(1)</script>&amp;.csv"
    for content in (b"", b"zone,fact,value\nnowhere,x,y\n", f"zone,fact,value\nyunxi,fibre_rate,{fresh()}\n".encode()):
        page = bring(office, file=(name, content), source="").text
        assert "<script>alert" not in page


def test_the_ledger_holds_after_all_that(office):
    """Drafts lie outside it; what was recorded is as any step of the command line's."""
    code, said = verify(str(office.folder / "heng.sqlite"))
    assert code == 0, said
    assert "officer2" in {event["actor"] for event in events(office)}
