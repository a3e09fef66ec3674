"""Writes the national-scale case: a scheme, its marks as CSV and as raw numbers, and what every contender must find.

    python generate.py FOLDER [--zones N]

The case is deterministic: 2,844 zones x 100 indicators x 9 experts, mark n = (zone*100 + indicator)*9 + expert being
SplitMix64(2844 + n * GOLDEN) mod 10001 hundredths. More zones let n run on. In FOLDER it writes

    scheme.yaml   five pillars of twenty indicators; indicator i is worth 1 + (i mod 3) points, 199 in all
    marks.csv     zone,indicator,expert,mark
    marks.i16     the same marks in hundredths, int16 little-endian, zone-major, then indicator, then expert
    pillars.i64   what is right: each zone's five pillar numerators over 70,000, int64 little-endian, zone-major

and fails, before it writes what is right, when a checksum of the case differs.
"""

import argparse
from pathlib import Path

import numpy as np

ZONES, INDICATORS, EXPERTS, PILLARS = 2844, 100, 9, 5
WEIGHTS = 1 + np.arange(INDICATORS) % 3
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ZONES_AT_ONCE = 256


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--zones", type=int, default=ZONES)
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)

    marks = draw_marks(options.zones)
    pillars = pillar_numerators(trimmed_sums(marks))
    if options.zones >= ZONES:
        check_case(marks[:ZONES], pillars[:ZONES])
    (options.folder / "scheme.yaml").write_text(scheme_text(), encoding="utf-8")
    write_csv(options.folder / "marks.csv", marks)
    marks.astype("<i2").tofile(options.folder / "marks.i16")
    pillars.astype("<i8").tofile(options.folder / "pillars.i64")


def draw_marks(zones):
    """Marks in hundredths, [zones, indicators, experts], 0...10000."""
    marks = np.empty((zones, INDICATORS, EXPERTS), np.int16)
    for start in range(0, zones, ZONES_AT_ONCE):
        chunk = marks[start : start + ZONES_AT_ONCE]
        n = np.arange(chunk.size, dtype=np.uint64) + np.uint64(start * INDICATORS * EXPERTS)
        chunk[:] = (split_mix(np.uint64(2844) + n * GOLDEN) % np.uint64(10001)).reshape(chunk.shape)
    return marks


def split_mix(x):
    """The finaliser of SplitMix64, modulo 2^64."""
    z = x + GOLDEN
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def trimmed_sums(marks):
    """Sums of the seven marks kept of nine, [zones, indicators], by sorting: another way than any contender's."""
    return np.sort(marks, axis=2)[:, :, 1:-1].sum(axis=2, dtype=np.int64)


def pillar_numerators(sums):
    """Pillar points times 70,000 (7 marks kept, 100 hundredths, a scale of 100), [zones, pillars]."""
    return (sums * WEIGHTS).reshape(len(sums), PILLARS, -1).sum(axis=2)


def check_case(marks, pillars):
    """Compares with the checksums of the case, which were found independently. Exits at the first that differs."""
    totals = pillars.sum(axis=1)
    order = np.lexsort((np.arange(ZONES), -totals))
    best = [577, 1100, 2138, 2501, 1563, 2668, 1167, 2305, 1776, 1993]
    best_totals = [7653544, 7469206, 7458133, 7442665, 7431226, 7409291, 7406348, 7393029, 7389785, 7385264]
    for name, found, expected in [
        ("first marks", marks[0, 0, :5].tolist(), [6046, 4482, 5979, 6747, 2616]),
        ("sum of marks", int(marks.sum(dtype=np.int64)), 12794597472),
        ("sum of trimmed sums", int(trimmed_sums(marks).sum()), 9950318440),
        ("sum of totals", int(totals.sum()), 19800516456),
        ("distinct totals", len(np.unique(totals)), 2843),
        ("total of zone 0", int(totals[0]), 6900761),
        ("pillars of zone 0", pillars[0].tolist(), [1362936, 1319278, 1524335, 1298752, 1395460]),
        ("the ten best", order[:10].tolist(), best),
        ("their totals", totals[order[:10]].tolist(), best_totals),
        ("the last", (int(order[-1]), int(totals[order[-1]])), (2191, 6399375)),
        ("rank checksum", rank_checksum(totals), 5772889669),
    ]:
        if found != expected:
            raise SystemExit(f"{name}: found {found}, expected {expected}")


def rank_checksum(totals):
    """The sum over zones of place times zone index: place 1 is the largest total, ties by the smaller index."""
    order = np.lexsort((np.arange(len(totals)), -np.asarray(totals)))
    return int((np.arange(1, len(totals) + 1) * order).sum())


def scheme_text():
    """The scheme. Totals keep six decimals: totals lie 1/70000 apart or are equal, so rounding never joins two."""
    lines = [
        "# The national-scale benchmark case; written by Benchmarks/generate.py.",
        "scheme: national-scale",
        "status: specimen",
        "title: {zh: 全国规模基准, en: National-scale benchmark}",
        "marks: {scale: 100, step: 0.01}",
        "aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, level: indicator, minimum: 5}",
        "rounding: {mode: half-up, total: 6}",
        "pass: {total: 60%, compare: exact}",
        "ties: [{by: exact-total}, {by: share}]",
        "criteria:",
    ]
    breadth = INDICATORS // PILLARS
    for pillar in range(PILLARS):
        members = range(pillar * breadth, (pillar + 1) * breadth)
        points = sum(int(WEIGHTS[i]) for i in members)
        lines.append(f"  - id: p{pillar}")
        lines.append(f"    title: {{zh: 支柱{pillar}, en: Pillar {pillar}}}")
        lines.append(f"    points: {points}")
        lines.append("    children:")
        for i in members:
            title = f"{{zh: 指标{i}, en: Indicator {i}}}"
            lines.append(f"      - {{id: i{i:02}, title: {title}, points: {WEIGHTS[i]}, by: experts}}")
    return "\n".join(lines) + "\n"


def write_csv(path, marks):
    """Marks as plain decimals without trailing zeros, one line each, in the order of `marks`."""
    texts = np.array([decimal_text(hundredths) for hundredths in range(10001)], dtype=object)
    lines = "".join(f"ZONE,i{i:02},e{e + 1},%s\n" for i in range(INDICATORS) for e in range(EXPERTS))
    with path.open("w", encoding="ascii", newline="") as file:
        file.write("zone,indicator,expert,mark\n")
        for zone, cells in enumerate(marks):
            file.write(lines.replace("ZONE", f"z{zone:04}") % tuple(texts[cells.ravel()]))


def decimal_text(hundredths):
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


if __name__ == "__main__":
    main()
