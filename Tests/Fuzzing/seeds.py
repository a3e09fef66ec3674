"""Writes the fuzzer's first inputs into a folder: shipped schemes whole and in part, tables, and what is known to hurt.

The first byte of an input names its loader: s scheme, m marks, f facts, z zones, p panel.
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
    for number, text in enumerate(HURTFUL):
        yield f"hurtful-{number}", "s", text.encode()
    for number, text in enumerate(["1e999", "NaN", "١٢", "１２", "-0", "0x10", "9" * 40, "0." + "0" * 30 + "1"]):
        yield f"number-{number}", "m", f"zone,indicator,expert,mark\nz1,p.1,e1,{text}\n".encode()
        yield f"points-{number}", "s", f"scheme: a\ncriteria: [{{id: a, points: {text}}}]\n".encode()


HURTFUL = [
    "a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n", "a: &a {b: *a}\n", "[" * 400, "{a: " * 400,
    "scheme: a\nscheme: b\n", "criteria: &c [{children: *c}]\n", "? [a, b]\n: c\n", "!!binary AAAA\n", "--- a\n--- b\n", "\t",
]


def schemes():
    yield from sorted((root / "Criteria").glob("*.yaml"))
    yield from sorted((root / "Tests").glob("**/*.yaml"))


for name, kind, content in pieces():
    (target / f"{kind}-{name}").write_bytes(kind.encode() + content)
