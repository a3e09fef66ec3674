"""Writes the fuzzer's first inputs into a folder: shipped schemes whole and in part, tables, and what is known to hurt.

The first byte of an input names its loader: s scheme, m marks, f facts, z zones, p panel, w the XML of a workbook's sheet, x a whole workbook.
"""

import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]
target = Path(sys.argv[1])


def pieces():
    yield from ((f"scheme-{path.stem}", "s", path.read_bytes()[:16000]) for path in schemes())
    round_folder = root / "Examples/demo-round"
    for kind, name in {"m": "marks.csv", "f": "facts.csv", "z": "zones.csv", "p": "panel.csv"}.items():
        yield name, kind, b"".join((round_folder / name).read_bytes().splitlines(True)[:20])
    yield "marks-plain", "m", b"zone,indicator,expert,mark\nz1,p.1,e1,3.5\nz1,p.2,e1,2\nz1,p.3,e1,yes\nz1,p.1,e2,\nz2,,e1,recused\n"
    yield "marks-quoted", "m", b'\xef\xbb\xbfexpert,"zone",mark,indicator,comment\r\ne1,"z1","0.5",p.1,"so, ""so"""\r\n'
    # Found by the fuzzer: bytes that are not UTF-8 where a recusal needs no indicator.
    yield "marks-foreign", "m", b"zone,indicator,expert,mark\nz1,p.1\xc5\xd3,e1,recused\n"
    for number, hidden in enumerate(["\u200b", "\ufeff", "\u202e", "\u2067", "\u2028", "\x9b", "\u200d", "\u0301", "\u3000"]):
        yield f"marks-hidden-{number}", "m", f"zone,indicator,expert,mark,comment\nz1,p.1,e1,3,a{hidden}b\n".encode()
    for number, text in enumerate(["sep=,\r\n{}", "{}\x1a", "{},,\n,,,\n", "{}\r"]):
        yield f"marks-saved-{number}", "m", text.format("zone,indicator,expert,mark\nz1,p.1,e1,3").encode()
    yield "facts-all", "f", b"zone,fact,value\nz1,share,12.5\nz1,bonus.a,yes\nz1,veto.a,no\nz2,bonus.a,1.5\n"
    for number, text in enumerate(SHEETS):
        yield f"sheet-{number}", "w", f"<worksheet><sheetData>{text}</sheetData></worksheet>".encode()
    # Found by the fuzzer: a name that is not UTF-8, over which FoundationXML ends the process.
    yield "sheet-foreign", "w", b"<worksheet><sheetD\xff\xff\xff></worksheet>"
    for number, text in enumerate(HURTFUL):
        yield f"hurtful-{number}", "s", text.encode()
    for number, text in enumerate(["1e999", "NaN", "١٢", "１２", "-0", "0x10", "9" * 40, "0." + "0" * 30 + "1"]):
        yield f"number-{number}", "m", f"zone,indicator,expert,mark\nz1,p.1,e1,{text}\n".encode()
        yield f"points-{number}", "s", f"scheme: a\ncriteria: [{{id: a, points: {text}}}]\n".encode()


HURTFUL = [
    "a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n", "a: &a {b: *a}\n", "[" * 400, "{a: " * 400,
    "scheme: a\nscheme: b\n", "criteria: &c [{children: *c}]\n", "? [a, b]\n: c\n", "!!binary AAAA\n", "--- a\n--- b\n", "\t",
]


CELLS = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}" t="inlineStr"><is><t>{2}</t></is></c><c r="C{0}"><v>{3}</v></c>'
HEADS = '<row r="1"><c t="inlineStr"><is><t>zone</t></is></c><c t="inlineStr"><is><t>fact</t></is></c><c t="inlineStr"><is><t>value</t></is></c></row>'
SHEETS = [
    HEADS + f'<row r="2">{CELLS.format(2, "z1", "share", "12.5")}</row>',
    HEADS + '<row r="9223372036854775807"><c r="A9"><v>1</v></c></row><row><c><v>1</v></c></row>', HEADS + '<row r="-1"><c r="XFD1"><v>1</v></c></row>' * 50,
    HEADS + '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="s"><v>99999999999999999999</v></c></row>',
    HEADS + '<row r="2"><c r="A2" s="99999999999999999999"><v>1e308</v></c><c r="B2"><v>-0</v></c><c r="ZZZZZZZ2"><v>nan</v></c></row>',
    '<row r="1"><c t="inlineStr"><is><t>标题</t></is></c></row><row r="2"><c t="inlineStr"><is><t>indicator</t></is></c><c t="inlineStr"><is><t>was-mark</t></is></c>'
    '<c t="inlineStr"><is><t>version</t></is></c><c t="inlineStr"><is><t>mark</t></is></c></row><row r="3"><c t="inlineStr"><is><t>p.1</t></is></c><c><v>1</v></c><c><v>99999999999999999999</v></c><c><v>2</v></c></row>',
    "<row>" * 2000, '<row r="1"><c t="inlineStr"><is><r><t>zone</t></r><rPh><t>x</t></rPh></is></c></row>', "&#0;", "<![CDATA[<row>]]>", "<!-- <row> -->",
]


def schemes():
    yield from sorted((root / "Criteria").glob("*.yaml"))
    yield from sorted((root / "Tests").glob("**/*.yaml"))


for name, kind, content in pieces():
    (target / f"{kind}-{name}").write_bytes(kind.encode() + content)
