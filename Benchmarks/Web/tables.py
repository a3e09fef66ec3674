"""What is measured as tables of Documentation/performance.md, and what they say of the machine."""

import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

PAGE = Path("Documentation/performance.md")


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def spread(values, digits=0):
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def aims_table(aims):
    """`aims`: of each what it is of, what was found, which way it goes, its bound."""
    rows = ["| aim | | found | |", "|---|---:|---:|---|"]
    for title, found, relation, bound in aims:
        is_met = found >= bound if relation == "≥" else found <= bound
        rows.append(row(title, f"{relation} {bound}", f"{found:.3g}", "met" if is_met else "**missed**"))
    return "\n".join(rows)


def surroundings(requirements, python, *peers):
    """The machine, and which version of each peer is measured."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    versions = dict(re.findall(r"^(\w+)==(\S+)", requirements.read_text(), re.MULTILINE))
    named = ", ".join(f"{peer} {versions[peer.lower()]}" for peer in peers)
    version = subprocess.run([python, "--version"], capture_output=True, text=True).stdout.strip()
    return (
        f"{model[1] if model else 'unknown processor'}, {os.cpu_count()} cores, which servers and what asks them share; Heng at {commit}; {version}, {named}; "
        "gunicorn with two workers.")


def write_page(part, tables):
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text(f"{before}{begin}\n{tables}\n{end}{rest.split(end)[1]}", encoding="utf-8")


def rotated(contenders, turn):
    contenders = list(contenders)
    first = turn % len(contenders)
    return contenders[first:] + contenders[:first]


def note(text):
    print(text, file=sys.stderr, flush=True)
