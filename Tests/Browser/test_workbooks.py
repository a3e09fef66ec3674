"""Workbooks: ours open in LibreOffice with the cells of the page; theirs are read as the CSV of the same table would be."""

import csv
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from realserver import HENG, REPOSITORY
from visiting import ROUND

EXAMPLE = REPOSITORY / "Examples/demo-round"
OFFICE = f"/office/rounds/{ROUND}"
TABLES = {"todo": "/office/todo", "board": f"{OFFICE}/board", "reminders": f"{OFFICE}/reminders", "result": "/office/rounds/demo-2026/result"}


def convert(files: list[Path], form: str, folder: Path) -> list[Path]:
    """By LibreOffice, all at once: it takes its time to begin."""
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form, "--outdir", str(folder),
         # Tables of ours are UTF-8; without being told, it takes them for the system's encoding.
         *(["--infilter=CSV:44,34,76,1"] if files[0].suffix == ".csv" else []), *map(str, files)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [folder / f"{file.stem}.{form.split(':')[0]}" for file in files]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_table_opens_in_libreoffice_with_the_cells_of_its_csv(demo, tmp_path, prefix):
    paths = []
    for name, path in TABLES.items():
        answer = demo.get(f"{prefix}{path}.xlsx", "officer")
        assert answer.status == 200 and "spreadsheetml" in answer.headers["content-type"], name
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(answer.body)
    for name, opened in zip(TABLES, convert(paths, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", tmp_path)):
        told = demo.get(f"{prefix}{TABLES[name]}.csv", "officer").body.decode("utf-8-sig")
        assert rows(opened.read_text("utf-8-sig")) == rows(told), name
        assert len(rows(told)) > 2


def test_a_workbook_has_frozen_heads_and_numbers_and_no_formula(demo, tmp_path):
    book = zipfile.ZipFile(io.BytesIO(demo.get("/office/rounds/demo-2026/result.xlsx", "officer").body))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet and "<f>" not in sheet
    assert "<v>95.73</v>" in sheet and "0.00" in book.read("xl/styles.xml").decode()


def scores(marks: Path, facts: Path, panel: Path, zones: Path) -> dict:
    done = subprocess.run(
        [HENG, "score", "--scheme", "jiangxi-2017", "--marks", str(marks), "--facts", str(facts), "--panel", str(panel), "--zones", str(zones),
         "--format", "json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[:2000]
    return json.loads(done.stdout)


def test_tables_saved_by_libreoffice_give_the_scores_of_their_csv(tmp_path):
    files = [EXAMPLE / f"{name}.csv" for name in ("marks", "facts", "panel", "zones")]
    assert scores(*convert(files, "xlsx", tmp_path)) == scores(*files)


# What other programs write, by hand as they do.

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(sheets: dict[str, str], texts: str = "", styles: str = "", prefix: str = "", attributes: str = "", absolute: bool = False) -> bytes:
    """A workbook of sheets by name, each `<row>…` as it stands in the file."""
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{MAIN}"'
    folder = "/xl/" if absolute else ""
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{KIND}/worksheet" Target="{folder}worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
    links += f'<Relationship Id="rT" Type="{KIND}/sharedStrings" Target="{folder}sharedStrings.xml"/>' if texts else ""
    links += f'<Relationship Id="rS" Type="{KIND}/styles" Target="{folder}styles.xml"/>' if styles else ""
    named = "".join(f'<{p}sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", RELATIONS.format(f'<Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/>'))
        file.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(links))
        file.writestr("xl/workbook.xml", f'<{p}workbook {space} xmlns:r="{KIND}"><{p}workbookPr {attributes}/><{p}sheets>{named}</{p}sheets></{p}workbook>')
        for n, body in enumerate(sheets.values(), 1):
            file.writestr(f"xl/worksheets/sheet{n}.xml", f"<{p}worksheet {space}><{p}sheetData>{body}</{p}sheetData></{p}worksheet>")
        if texts:
            file.writestr("xl/sharedStrings.xml", f"<sst {space}>{texts}</sst>")
        if styles:
            file.writestr("xl/styles.xml", f"<styleSheet {space}>{styles}</styleSheet>")
    return out.getvalue()


def inline(*rows: list[str]) -> str:
    """Rows of inline text, without references, as simple writers do."""
    return "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)


def read(tmp_path: Path, bytes: bytes, name: str = "calendar.xlsx", user: str = "officer", demo=None) -> tuple[int, str]:
    """A calendar, which has a column of days, read by the program."""
    path = tmp_path / name
    path.write_bytes(bytes)
    done = subprocess.run(
        [HENG, "calendar", "import", str(path), "--database", str(demo.folder / "heng.sqlite"), "--key", str(demo.folder / "demo.key"), "--as", user],
        capture_output=True, text=True, timeout=60, env={"HENG_LANG": "zh", "PATH": "/usr/bin:/bin"})
    return done.returncode, done.stdout + done.stderr


STYLES = '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="9"/></cellXfs>'


def day(text: str) -> int:
    from datetime import date
    return (date.fromisoformat(text) - date(1899, 12, 30)).days


def test_days_as_excel_and_wps_keep_them_are_days(demo, tmp_path):
    texts = "<si><t>date</t></si><si><t>kind</t></si><si><r><t>holi</t></r><r><t>day</t></r><rPh sb='0' eb='1'><t>やすみ</t></rPh></si>"
    excel = (f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
             f'<row r="3"><c r="A3" s="1"><v>{day("2029-10-01")}</v></c><c r="B3" t="s"><v>2</v></c></row>'
             f'<row r="4"><c r="A4" s="2"><v>{day("2029-10-02")}</v></c><c r="B4" t="s"><v>2</v></c></row>')
    code, said = read(tmp_path, book({"Sheet1": excel}, texts, STYLES), demo=demo)
    assert code == 0, said
    wrong = excel.replace("<v>2</v></c></row>", "<v>1</v></c></row>")
    code, said = read(tmp_path, book({"Sheet1": wrong}, texts, STYLES, absolute=True), "wps.xlsx", demo=demo)
    assert code != 0 and "B3 kind" in said and "B4 kind" in said and "date" not in said, said


def test_a_prefix_before_every_name_and_a_date_system_of_1904_are_read(demo, tmp_path):
    serial = day("2030-10-01") - 1462
    sheet = (f'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>date</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>kind</x:t></x:is></x:c></x:row>'
             f'<x:row r="2"><x:c r="A2" s="0"><x:v>2030-10-01</x:v></x:c><x:c r="B2" t="str"><x:f>"holi"&amp;"day"</x:f><x:v>holiday</x:v></x:c></x:row>')
    code, said = read(tmp_path, book({"A": sheet}, prefix="x"), demo=demo)
    assert code == 0, said
    early = f'<row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>kind</t></is></c></row><row r="2"><c r="A2" s="1"><v>{serial}</v></c><c r="B2" t="inlineStr"><is><t>holliday</t></is></c></row>'
    code, said = read(tmp_path, book({"A": early}, styles=STYLES, attributes='date1904="1"'), demo=demo)
    assert code != 0 and "B2 kind" in said, said


HEAD = ["zone", "fact", "value"]


def facts(tmp_path: Path, demo, sheets: dict[str, str], **more) -> str:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(book(sheets, **more))
    done = subprocess.run(
        [HENG, "round", "facts", ROUND, str(path), "--database", str(demo.folder / "heng.sqlite"), "--key", str(demo.folder / "demo.key"), "--as",
         "officer"], capture_output=True, text=True, timeout=60, env={"HENG_LANG": "zh", "PATH": "/usr/bin:/bin"})
    assert done.returncode != 0
    return done.stdout + done.stderr


def test_problems_name_the_cell(demo, tmp_path):
    said = facts(tmp_path, demo, {"数据": inline(HEAD, ["jinchuan", "nothing", "1"], ["nowhere", "unified_access", "maybe"])})
    assert "B2 fact" in said and "A3 zone" in said and "C3 value" in said, said


def test_per_cent_is_as_it_is_shown_and_a_broken_formula_is_told(demo, tmp_path):
    cells = ('<row r="2"><c r="A2" t="inlineStr"><is><t>jinchuan</t></is></c><c r="B2" t="inlineStr"><is><t>unified_access</t></is></c>'
             '<c r="C2" s="3"><v>0.95</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>jinchuan</t></is></c>'
             '<c r="B3" t="inlineStr"><is><t>unified_access</t></is></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    said = facts(tmp_path, demo, {"数据": inline(HEAD) + cells}, styles=STYLES)
    assert "95%" in said and "#DIV/0!" in said and "C3" in said, said


def test_the_sheet_with_the_columns_is_meant_and_two_are_told(demo, tmp_path):
    good = inline(HEAD, ["jinchuan", "nothing", "1"])
    said = facts(tmp_path, demo, {"说明": inline(["填写说明"], ["请填第二张表"]), "数据": good})
    assert "B2 fact" in said, said
    said = facts(tmp_path, demo, {"甲": good, "乙": good})
    assert "甲" in said and "乙" in said, said
    said = facts(tmp_path, demo, {"甲": inline(["a"]), "乙": inline(["b"])})
    assert "zone, fact, value" in said and "甲" in said, said


def raw(demo, tmp_path, bytes: bytes) -> str:
    return read(tmp_path, bytes, demo=demo)[1]


def test_what_is_no_workbook_is_refused_by_name(demo, tmp_path):
    plain = book({"A": inline(["date", "kind"])})
    assert "不是完整的工作簿" in raw(demo, tmp_path, plain[: len(plain) // 2])
    assert "密码" in raw(demo, tmp_path, bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    evil = book({"A": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + inline(["date", "kind"])})
    assert "文档类型" in raw(demo, tmp_path, evil)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", RELATIONS.format(""))
        file.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(f'<Relationship Id="rId1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'))
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>')
        with file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(80):
                sheet.write(b" " * (1 << 20))
    assert "64 MiB" in raw(demo, tmp_path, out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for n in range(2001):
            file.writestr(f"p{n}", "")
    assert "2001" in raw(demo, tmp_path, out.getvalue())


FOREIGN = {
    "a name of other bytes": b"<worksheet><sheetD\xff\xff\xff\xff></worksheet>", "an attribute of other bytes": b'<worksheet><row r\xfe="1"/></worksheet>',
    "another encoding": '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><r\u00f6w/></worksheet>'.encode("latin-1"),
    "UTF-16 without a mark": '<worksheet><row r="1"/></worksheet>'.encode("utf-16-le"), "a NUL": b"<worksheet>\0</worksheet>",
    "a row beyond all numbers": b'<worksheet><row r="9223372036854775807"><c><v>1</v></c></row><row><c><v>2</v></c></row></worksheet>',
}


@pytest.mark.parametrize("name", FOREIGN)
def test_no_part_ends_the_program(demo, tmp_path, name):
    source, out = zipfile.ZipFile(io.BytesIO(book({"A": inline(["date", "kind"])}))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            target.writestr(item.filename, FOREIGN[name] if item.filename.endswith("sheet1.xml") else source.read(item))
    code, said = read(tmp_path, out.getvalue(), demo=demo)
    assert code == 65 and re.search("[\u4e00-\u9fff]", said), (name, code, said)
