"""离线评分表: out of the server, through LibreOffice and a hand that types, and back in, cell by cell."""

import html
import io
import re
import subprocess
import zipfile
from secrets import token_urlsafe

import pytest
from reading import upload
from visiting import ROUND

BOOK = f"/my/{ROUND}/workbook"
USER = "expert1"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book(server, user: str = USER) -> bytes:
    answer = server.get(f"{BOOK}.xlsx", user)
    assert answer.status == 200 and KIND in answer.headers["content-type"]
    return answer.body


def through_libreoffice(content: bytes, folder) -> bytes:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in/book.xlsx").write_bytes(content)
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(folder / "in/book.xlsx")],
        capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return (folder / "book.xlsx").read_bytes()


def changed(content: bytes, change, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The same workbook with one part rewritten."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            target.writestr(item, change(data.decode()).encode() if item.filename == part else data)
    return out.getvalue()


def typed(address: str, text: str, kind: str = "n"):
    """What a hand types into an open cell."""
    inner = f"<v>{text}</v>" if kind == "n" else f"<is><t>{html.escape(text)}</t></is>"
    mark = "" if kind == "n" else ' t="inlineStr"'

    def change(sheet: str) -> str:
        new, count = re.subn(rf'<c r="{address}"( s="\d+")?[^>]*?(/>|>.*?</c>)', rf'<c r="{address}"\1{mark}>{inner}</c>', sheet, count=1)
        assert count == 1, address
        return new
    return change


def send(server, content: bytes, user: str = USER, path: str = BOOK, **fields):
    return upload(server, path, user, ("离线.xlsx", content) if content else None, **fields)


def fields(page: str) -> dict[str, str]:
    return {html.unescape(name): html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}


def test_a_workbook_that_was_not_touched_brings_nothing(demo, tmp_path):
    answer = send(demo, through_libreoffice(book(demo), tmp_path))
    assert answer.status == 200 and "没有改动" in answer.text


def test_what_was_typed_offline_is_shown_and_then_saved(demo, tmp_path):
    content = through_libreoffice(book(demo), tmp_path)
    for address, text, kind in (("D3", "0.4", "n"), ("E3", "路上看的，证据齐全", "s")):
        content = changed(content, typed(address, text, kind))
    preview = send(demo, content)
    assert preview.status == 200 and "可以保存 1 格，在线改过 0 格，不能保存 0 格" in preview.text and "!D3" in preview.text
    before = demo.sql("SELECT count(*) FROM event")
    values = fields(preview.text)
    assert values["cell"].count(":") == 2
    name = values["cell"].rsplit(":", 1)[0]
    assert values[f"mark-{name}"] == "0.4" and values[f"comment-{name}"] == "路上看的，证据齐全"
    del values["csrf"]
    done = send(demo, b"", path=f"{BOOK}/apply", **values)
    assert done.status == 200 and "已保存 1 格" in done.text
    assert demo.sql("SELECT count(*) FROM event")[0][0] == before[0][0] + 1
    again = send(demo, b"", path=f"{BOOK}/apply", **values)
    assert again.status == 200 and demo.sql("SELECT count(*) FROM event")[0][0] == before[0][0] + 1, "sent again it is one save"
    # The workbook of before is one of before now: what it brings is there already.
    assert "没有改动" in send(demo, content).text


def test_a_cell_that_was_changed_online_is_asked_about(demo, tmp_path):
    old = book(demo)
    first = changed(old, typed("D4", "0.3"))
    values = fields(send(demo, first).text)
    del values["csrf"]
    assert "已保存 1 格" in send(demo, b"", path=f"{BOOK}/apply", **values).text
    preview = send(demo, changed(old, typed("D4", "0.2")))
    assert "可以保存 0 格，在线改过 1 格，不能保存 0 格" in preview.text and "在线改成了：0.3" in preview.text
    values = fields(preview.text)
    del values["csrf"]
    name = values["cell"].rsplit(":", 1)[0]
    kept = send(demo, b"", path=f"{BOOK}/apply", **values, **{f"use-{name}": "there"})
    assert kept.status == 200 and "没有改动" in kept.text and "已保存" not in kept.text
    taken = send(demo, b"", path=f"{BOOK}/apply", **(values | {"key": token_urlsafe(16)}), **{f"use-{name}": "here"})
    assert "已保存 1 格" in taken.text
    assert "没有改动" in send(demo, changed(old, typed("D4", "0.2"))).text


@pytest.mark.parametrize("text, kind, why", [
    ("999", "n", "不能保存 1 格"), ("-1", "n", "不能保存 1 格"), ("很好", "s", "不能保存 1 格"), ("1.234", "n", "不能保存 1 格"), ("０．４", "s", "可以保存 1 格"),
])
def test_a_mark_is_held_to_the_rules_of_any_save(demo, text, kind, why):
    answer = send(demo, changed(book(demo), typed("D5", text, kind)))
    assert answer.status == 200 and why in answer.text
    refused = re.findall(r'<span class="error">(.*?)</span>', answer.text)
    assert len(refused) == ("不能" in why) and all(refused), refused


def test_a_comment_that_is_too_long_is_refused_before_it_is_saved(demo):
    answer = send(demo, changed(book(demo), typed("E6", "长" * 1001, "s")))
    assert "不能保存 1 格" in answer.text and "1000" in answer.text


def test_only_the_own_workbook_of_this_round_is_taken(demo):
    other = book(demo, "expert2")
    assert "不是您在本批次的离线评分表" in send(demo, other).text
    for content, why in ((b"", "请选择要交回的工作簿"), (b"PK\x03\x04", "不是完整的工作簿"), (demo.get(f"/office/rounds/{ROUND}/board.xlsx", "officer").body, "没有一张工作表是离线评分表")):
        answer = send(demo, content)
        assert answer.status == 422 and why in answer.text, why
    for user in ("officer", "auditor", "applicant1", "security", "system"):
        assert demo.get(BOOK, user).status == 404 and demo.get(f"{BOOK}.xlsx", user).status == 404
        assert send(demo, other, user).status == 404


def test_the_rows_names_decide_and_a_changed_one_is_told(demo):
    content = changed(book(demo), lambda sheet: sheet.replace("<row r=\"3\"", "<row r=\"3\" ht=\"20\"", 1))
    assert "没有改动" in send(demo, content).text
    names = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    assert "was-mark" in names and USER in names
    broken = changed(book(demo), lambda strings: strings.replace(f"<t>{USER}</t>", "<t>expert2</t>"), "xl/sharedStrings.xml")
    assert send(demo, broken).status == 422


def test_the_workbook_is_locked_but_for_marks_and_comments(demo):
    sheet = zipfile.ZipFile(io.BytesIO(book(demo))).read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet and "<dataValidations" in sheet and "<f>" not in sheet and 'state="frozen"' in sheet


def test_the_pages_stand_in_both_languages(demo):
    for prefix, title in (("", "离线评分表"), ("/en", "Offline score workbook")):
        assert f"<h1>{title}</h1>" in demo.get(f"{prefix}{BOOK}", USER).text
    assert BOOK in demo.get("/my", USER).text


@pytest.mark.parametrize("prefix, words", [("", ("是", "否")), ("/en", ("Yes", "No"))])
def test_yes_and_no_stand_as_the_words_that_can_be_chosen(server, prefix, words):
    path, indicator = f"{prefix}/my/demo/workbook", "manage.1.5"
    server.write("PUT", f"/api/rounds/demo/zones/{server.zones[0]}/sheet/cells/{indicator}", "e01", {"base": 0, "mark": "1"})
    content = server.get(f"{path}.xlsx", "e01").body
    assert "没有改动" in send(server, content, "e01", "/my/demo/workbook").text, "stored as 1, written as the word"
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = re.findall(r'<sheet name="[^"]*" sheetId="(\d+)"', parts.read("xl/workbook.xml").decode())
    strings = [html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", item))) for item in re.findall(r"(?s)<si>(.*?)</si>", parts.read("xl/sharedStrings.xml").decode())]
    at = {name: strings.index(name) for name in (server.zones[0], indicator, words[0])}
    for number in sheets:
        part = f"xl/worksheets/sheet{number}.xml"
        rows = re.findall(r'(?s)<row r="(\d+)".*?</row>', sheet := parts.read(part).decode())
        for line, row in zip(rows, re.findall(r"(?s)<row .*?</row>", sheet)):
            if f"<v>{at[indicator]}</v>" in row and f"<v>{at[server.zones[0]]}</v>" in row:
                assert row.count(f"<v>{at[words[0]]}</v>") == 2, "the mark and what it was"
                preview = send(server, changed(content, typed(f"D{line}", words[1], "s"), part), "e01", path)
    assert f"{words[0]} → {words[1]}" in preview.text, preview.text.split("<main")[1][:800]
    values = fields(preview.text)
    del values["csrf"]
    assert send(server, b"", "e01", f"{path}/apply", **values).status == 200
    stored = {cell["indicator"]: cell for cell in server.get(f"/api/rounds/demo/zones/{server.zones[0]}/sheet", "e01").json["cells"]}
    assert stored[indicator]["mark"] == "0"
