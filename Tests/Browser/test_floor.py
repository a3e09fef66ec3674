"""What the pages are made of keeps to the floor of browsers; each rule of it can fail."""

import subprocess
import sys
from pathlib import Path

import floor
import pytest

ROWS = [*[("css", row) for row in floor.CSS], *[("js", row) for row in floor.JS]]


def lines(kind: str, text: str) -> list[tuple[int, int]]:
    return [(hit.line, hit.since) for hit in floor.look(Path(f"planted.{kind}"), text, allowed={})]


def test_the_assets_keep_to_the_floor():
    files = floor.files([floor.ASSETS])
    assert {file.suffix for file in files} == {".css", ".js"} and len(files) > 10
    assert [str(hit) for file in files for hit in floor.look(file, file.read_text())] == []


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row.name for _, row in ROWS])
def test_a_planted_line_is_found_at_its_line(kind: str, row: floor.Feature):
    assert (3, row.since) in lines(kind, f"/* first */\n\n{row.planted}\n")
    # In a comment it is no hit.
    assert lines(kind, f"/* {row.planted} */\n") == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("css", "a {\n  & b { color: red; }\n}"),
        ("css", "a {\n  b { color: red; }\n}"),
        ("css", "@media print { a {\n  b { color: red; } } }"),
        ("css", "b { color: red; }\n&.x { color: red; }"),
        ("js", "f();\nawait g();"),
        ("js", "if (x) {\n  await g(); }"),
        ("js", "const f = () => 1;\nfor (const x of await g()) f(x);"),
        ("js", "const x =\n/a/v;"),
        ("css", "a { margin-inline-start: 0; }\na { mask-image: none; }"),
        ("js", "g();\nconst y = text.match(/[a/]b/gd);"),
    ],
)
def test_what_only_its_place_forbids_is_found(kind: str, text: str):
    assert [line for line, _ in lines(kind, text)] == [2]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("css", "@media print { a { color: red; } }\n@page { margin: 1cm; }\n@font-face { src: url(a&b); }"),
        ("css", 'a::before { content: ":has(x) & {"; }\na { background: url("a&b.png"); }'),
        ("css", "a { gap: 4px; display: flex; color-scheme: dark; }\n:focus-visible { outline: 1px solid; }\na:not(.b):not(.c) { width: min(3px, 2em); }"),
        ("css", "a { -webkit-appearance: none; appearance: none; clip-path: polygon(0 0, 1px 1px); transform: scale(2); }"),
        ("css", "a { margin-inline-start: 1px; overflow-wrap: anywhere; background-inset: 0; --inset: 1px; height: 100vh; }"),
        ("js", "x ??= y; x ||= y; x &&= y; text.replaceAll(a, b); Promise.any(list); box.showModal(); form.requestSubmit(); event.submitter;"),
        ("js", "class A { x = 1; static y = 2; #z = 3; #f() { return this.#z; } }"),
        ("js", "async function f() {\n  for (const x of y) { await x; }\n}\nconst g = async () => (await f());\nh(async () => { await f(); });"),
        ("js", "class A { async f() { if (x) { await y; } } }"),
        ("js", '// list.at(-1)\nconst words = "list.at(-1) await"; const a = /(?<=a)b/u; const share = a / b / c;'),
        ("js", "list.splice(at, 1); box.replaceChildren(); map[at](x); transaction.commit();"),
    ],
)
def test_what_the_floor_knows_is_let_through(kind: str, text: str):
    assert lines(kind, text) == []


def test_what_is_allowed_is_used_and_above_the_floor():
    files = floor.files([floor.ASSETS])
    used = {hit.name for file in files for hit in floor.look(file, file.read_text(), allowed={})}
    assert used == set(floor.ALLOWED)
    known = {row.name: row for _, row in ROWS}
    assert all(known[name].since > floor.FLOOR for name in floor.ALLOWED)
    assert all(row.since == 0 or row.since > floor.FLOOR for _, row in ROWS)


def test_the_command_ends_with_1_and_names_file_and_line(tmp_path):
    (tmp_path / "a.css").write_text("a { color: red; }\n\na { inset: 0; }\n")
    (tmp_path / "b.js").write_text("structuredClone(x);\n")
    done = subprocess.run([sys.executable, floor.__file__, tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert [line.split(": ")[0].rsplit("/")[-1] for line in done.stdout.splitlines()] == ["a.css:3", "b.js:1"]
    assert "inset (Chromium 87)" in done.stdout
    assert subprocess.run([sys.executable, floor.__file__], capture_output=True).returncode == 0
    # A folder without any is no proof.
    assert subprocess.run([sys.executable, floor.__file__, tmp_path / "none"], capture_output=True).returncode == 1
