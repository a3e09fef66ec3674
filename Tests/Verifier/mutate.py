"""Mutations of bundles, sealed anew, and a comparison of three verifiers over them.

mutate.py write BUNDLE FOLDER [--count N] [--seed S] writes a choice of them; mutate.py compare BUNDLE… --heng PATH --go PATH [--count N]
[--seed S] [--only TEXT] holds Heng, Go and Python against each other and against what the page allows, and prints every disagreement;
without --heng Go and Python alone. PATH of --go is the built verifier. All choices follow from the seed.
"""

import argparse
import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import edition3
import edition4
import mutations
from sealed import Bundle, chance

import bundle as oracle  # noqa: E402  (on the path that sealed.py adds)
from events import TYPES  # noqa: E402

BATCH = 40


def chosen(read, count, seed, only=""):
    """(number, name, whether the page allows it, change) of the mutations of a bundle, the unchanged one among them."""
    found = [("unchanged", mutations.YES, lambda copy: None)]
    found += [item for kind in mutations.KINDS + edition3.KINDS + edition4.KINDS for item in kind(read, TYPES) if only in f"{kind.__module__} {kind.__name__}: {item[0]}"]
    numbers = range(len(found))
    if count and count < len(found):
        numbers = [0] + sorted(chance(seed).sample(range(1, len(found)), count - 1))
    return [(number, *found[number]) for number in numbers]


def make(read, mutation, place, seed):
    copy = read.copy()
    mutation[3](copy)
    copy.seal(place, f"{seed} {mutation[0]}")


def python(place):
    try:
        return oracle.verdict(place)[0]
    except Exception as trouble:  # a verifier that breaks is what is looked for
        return f"BROKEN: {type(trouble).__name__}: {trouble}"


def heng(path, place):
    ran = subprocess.run([path, "verify", place], capture_output=True, text=True, timeout=120, env={**os.environ, "HENG_LANG": "en"})
    if ran.returncode not in (0, 1) or ran.returncode == 1 and "NOT VERIFIED" not in ran.stdout + ran.stderr:
        return f"BROKEN: status {ran.returncode}: {(ran.stdout + ran.stderr)[:200]}"
    return "verified" if ran.returncode == 0 else "NOT VERIFIED: " + " / ".join((ran.stdout + ran.stderr).strip().split("\n"))[:300]


def go(path, places):
    ran = subprocess.run([path, *map(str, places)], capture_output=True, text=True)
    found = dict(line.split(": ", 1) for line in ran.stdout.strip().split("\n") if ": " in line)
    return [found.get(str(place), f"BROKEN: {ran.stderr[:300]}") for place in places]


def batch(given, name, numbers):
    """The verdicts on some mutations of a bundle."""
    read = Bundle(name)
    mutations_of = {mutation[0]: mutation for mutation in chosen(read, given.count, given.seed, given.only)}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        places = {}
        for number in numbers:
            places[number] = pathlib.Path(folder) / str(number)
            try:
                make(read, mutations_of[number], places[number], given.seed)
            except Exception as trouble:
                rows.append((name, mutations_of[number][1], "cannot be made", {"harness": f"{type(trouble).__name__}: {trouble}"}))
                shutil.rmtree(places.pop(number), ignore_errors=True)
        verdicts = go(given.go, places.values())
        for (number, place), said in zip(places.items(), verdicts):
            _, what, due, _ = mutations_of[number]
            rows.append((name, what, due, ({"heng": heng(given.heng, place)} if given.heng else {}) | {"go": said, "python": python(place)}))
    return rows


def judge(due, said, replaced):
    """What is to be told of verdicts: who broke, who differs, who allows what the page forbids."""
    accepts = {who: not text.startswith(("NOT", "BROKEN")) for who, text in said.items()}
    if due == "cannot be made" or any(text.startswith("BROKEN") for text in said.values()):
        return "broken"
    if due in (mutations.HENG, mutations.NOT_GO):
        return "allowed" if accepts.get("heng") or due == mutations.NOT_GO and accepts["python"] else None
    if due == mutations.OPEN and replaced and "computed from the counted sheets" in said.get("heng", ""):
        return None  # the result that was replaced would have to be made anew, and is not at hand
    if len(set(accepts.values())) > 1:
        return "differ"
    if due == mutations.NO and all(accepts.values()):
        return "allowed"
    return "refused" if due == mutations.YES and not any(accepts.values()) else None


def compare(given):
    count, told = collections.Counter(), collections.Counter()
    with ProcessPoolExecutor(given.jobs) as pool:
        work = []
        held = {name for name in given.bundles if Bundle(name).stays}
        for name in given.bundles:
            numbers = [mutation[0] for mutation in chosen(Bundle(name), given.count, given.seed, given.only)]
            work += [pool.submit(batch, given, name, numbers[start:start + BATCH]) for start in range(0, len(numbers), BATCH)]
        for rows in work:
            for name, what, due, said in rows.result():
                count[pathlib.Path(name).name] += 1
                trouble = judge(due, said, name in held)
                if trouble:
                    told[trouble] += 1
                    print(f"{trouble}: {pathlib.Path(name).name}: {what} (page: {due})", flush=True)
                    for who, text in said.items():
                        print(f"    {who}: {text}", flush=True)
    print(f"{sum(count.values())} mutations of {len(given.bundles)} bundles; " + (", ".join(f"{told[kind]} {kind}" for kind in sorted(told)) or "no disagreement"))
    return 1 if told else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    one = tasks.add_parser("write")
    one.add_argument("bundle")
    one.add_argument("folder", type=pathlib.Path)
    two = tasks.add_parser("compare")
    two.add_argument("bundles", nargs="+")
    two.add_argument("--heng")
    two.add_argument("--go", required=True)
    two.add_argument("--jobs", type=int, default=2)
    for each in (one, two):
        each.add_argument("--count", type=int, default=0, help="so many for each bundle; all without")
        each.add_argument("--seed", default="1")
        each.add_argument("--only", default="", help="of kinds and names with this text")
    given = parser.parse_args()
    if given.task == "compare":
        return compare(given)
    read = Bundle(given.bundle)
    for mutation in chosen(read, given.count, given.seed, given.only):
        make(read, mutation, given.folder / str(mutation[0]), given.seed)
        print(mutation[0], mutation[2], mutation[1], sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
