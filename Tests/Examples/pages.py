"""The examples of Documentation/schemes.md and Documentation/schemes.zh-CN.md.

A fenced block is an example when words stand behind its language; the first says what it is:

    yaml step=N         part N of the scheme that the page builds; all parts one after the other are a scheme
    yaml change=FILE    top-level keys that turn that scheme into a second edition, FILE
    yaml fragment=NAME  top-level keys that replace those of Tests/Examples/base.yaml, or a list of criteria; the result is sound
    yaml mistake=NAME   the same, but the result is refused
    text message=NAME   what `heng criteria check` says of that mistake, without file and line; a line may end in …
    csv marks=NAME      a table for `heng score`; also facts, panel and zones
    csv expect=NAME     columns zone,item,value: what comes out. `item` is a key of the zone (total, rank, …), the id of a
                        criterion (its points), or `ID mean`. `marks=OTHER` behind it takes the tables of another example
    console run         commands; lines without `$` are what they print
"""

import re
from dataclasses import dataclass

import program

PAGES = {language: program.REPOSITORY / "Documentation" / name for language, name in
         [("zh", "schemes.zh-CN.md"), ("en", "schemes.md")]}
BASE = program.REPOSITORY / "Tests/Examples/base.yaml"


@dataclass(frozen=True)
class Block:
    kind: str
    name: str
    options: tuple
    text: str
    line: int


def blocks(path):
    """The examples of a page, in its order."""
    found, opened, text = [], None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if opened is None:
            fence = re.fullmatch(r"```(\w+) +(.+)", line)
            if fence:
                opened, text = (fence[2].split(), number), []
        elif line == "```":
            (first, *options), start = opened
            kind, _, name = first.partition("=")
            found.append(Block(kind, name, tuple(tuple(option.split("=")) for option in options), "\n".join(text) + "\n", start))
            opened = None
        else:
            text.append(line)
    return found


def sections(text):
    """Top-level keys of a scheme with the lines that belong to them; what has no key goes with the key above it."""
    parts, key = {"": ""}, ""
    for line in text.splitlines(keepends=True):
        start = re.match(r"([a-z][a-z-]*)\s*[:：]", line)
        if start:
            key = start[1]
        parts[key] = parts.get(key, "") + line
    return parts


def merged(base, fragment):
    """The base with the fragment's top-level keys in place of its own."""
    if fragment.startswith("-"):
        fragment = "criteria:\n" + "".join("  " + line for line in fragment.splitlines(keepends=True))
    replaced = sections(base) | {key: text for key, text in sections(fragment).items() if text}
    return "".join(replaced.values())
