"""Holds a heng binary against the recomputation, digit by digit, over random cases.

compare_random.py --heng PATH [--seed 1] [--count 1000] [--only N]. Every tenth case is also changed in ways that must
change no digit (changes.py). A difference is printed with its case, path and both values, and the files are kept; exit
code 1. So is a construct of the grammar that never occurred, where at least 300 cases ran.
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from changes import CHANGES
from constructs import EXPECTED, constructs
from files import Files
from random_case import random_case
from scheme import Scheme
from score import as_json, ranked_zones

ENOUGH = 300    # cases after which every construct has occurred
LISTS = ("kept", "dropped", "missing")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heng", required=True, type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only", type=int, help="one case of the seed, its files kept")
    given = parser.parse_args()
    numbers = range(given.count) if given.only is None else [given.only]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="heng-oracle-"))
    with ThreadPoolExecutor(2) as workers:
        outcomes = list(workers.map(lambda number: compare(given.heng.resolve(), given.seed, number, folder), numbers))
    differences = [line for lines, _, _ in outcomes for line in lines]
    counts = sum((Counter(found) for _, found, _ in outcomes), Counter())
    never = sorted(EXPECTED - set(counts)) if len(numbers) >= ENOUGH else []
    print("\n".join(differences[:50] + [f"never occurred: {name}" for name in never]))
    print(f"{len(outcomes)} cases, {sum(values for _, _, values in outcomes)} values, {len(differences)} differences; "
          "constructs: " + ", ".join(f"{name} {counts[name]}" for name in sorted(counts)))
    if differences or given.only is not None:
        print(f"files: {folder}")
    else:
        shutil.rmtree(folder)
    return 1 if differences or never else 0


def compare(heng, seed, number, folder):
    """(differences, constructs, how many values were compared) of one case; its files stay where it differs."""
    place = folder / f"{seed}-{number}"
    case = random_case(f"{seed}/{number}")
    ours, errors = run(heng, case, place)
    scheme = Scheme(place / "scheme.yaml")
    files = Files(scheme, *(place / f"{name}.csv" if getattr(case, name) else None
                            for name in ("marks", "facts", "panel", "zones")))
    problems = files.problems + ([] if ours else [f"heng: {errors}"])
    if problems:
        return [f"case {seed}/{number}: {problem}" for problem in problems], set(), 0
    zones = ranked_zones(scheme, files)
    expected = flat(as_json(scheme, zones))
    lines = [f"case {seed}/{number}: {line}" for line in differences(flat(ours), expected)]
    for change in CHANGES if number % 10 == 0 and case.marks else []:
        lines += [f"case {seed}/{number} {change.__name__}: {line}"
                  for line in changed(heng, case, change, ours, place / change.__name__)]
    if not lines:
        shutil.rmtree(place)
    return lines, constructs(case, scheme, zones), len(expected)


def changed(heng, case, change, before, place):
    other, view = change(case, random.Random(str(place.relative_to(place.parents[1]))))
    after, errors = run(heng, other, place)
    return differences(flat(view(after)), flat(view(before))) if after else [f"heng: {errors}"]


def run(heng, case, place):
    """(result, ""), or (None, what heng said)."""
    place.mkdir(parents=True)
    options = [text for name, path in case.write(place).items() for text in (f"--{name}", str(path))]
    outcome = subprocess.run([heng, "score", *options, "--format", "json"], capture_output=True, text=True)
    return (json.loads(outcome.stdout), "") if outcome.returncode == 0 else (None, outcome.stderr.strip())


def flat(result):
    """{path: value} of everything; zones by name, their order a value of its own; of the reasons only the lines."""
    values = {"order": [zone["zone"] for zone in result["zones"]]}

    def walk(path, value):
        if isinstance(value, dict):
            values[path] = sorted(value)
            for key, item in value.items():
                walk(f"{path} {key}", sorted(item) if key in LISTS and isinstance(item, list) else item)
        else:
            values[path] = value
    walk("top", {key: value for key, value in result.items() if key != "zones"})
    for zone in result["zones"]:
        lines = sorted(filter(None, map(line_text, zone.get("reasons", []))))
        walk(zone["zone"], zone | {"reasons": lines})
    return values


def line_text(reason):
    """A pass line as the recomputation words it, None for another reason."""
    if isinstance(reason, str):
        return reason if " against " in reason else None
    if reason["reason"] != "pass-line":
        return None
    met = "met" if reason["met"] else "not met"
    return f"{reason['criterion'] or 'total'} {reason['value']} against {reason['line']}: {met}"


def differences(found, expected):
    return [f"{path}: heng {found.get(path, 'nothing')}, oracle {expected.get(path, 'nothing')}"
            for path in {**expected, **found} if path not in found or path not in expected or found[path] != expected[path]]


if __name__ == "__main__":
    sys.exit(main())
