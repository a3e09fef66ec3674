"""The other contenders, each doing the work of Heng on the same input, exactly.

    python peers.py duckdb|polars marks.csv out.json      one whole command: from the CSV to the ranked JSON
    python peers.py memory NAME marks.i16 ZONES ROUNDS    in memory; NAME is a key of IN_MEMORY
    python peers.py serve NAME marks.i16 ZONES            the same, a slice of rounds for each number read from input
    python peers.py check out.json pillars.i64            compares a ranked JSON, a peer's or Heng's, with what is right

The work: of nine marks drop one highest and one lowest, average the rest, add five weighted pillars and the total, rank by
total with shared ranks (1, 2, 2, 4). Points are numerators over 70,000 (7 marks kept, 100 hundredths, a scale of 100).

What favours the peers: they know the scheme (ids, weights, the trimming) from constants instead of a file; they look for no
duplicate, unknown, missing or off-grid mark; they keep no verdict and no name of a dropped expert; and they write pillars as
unreduced fractions.
"""

import json
import os
import sys
import time
from fractions import Fraction
from pathlib import Path

INDICATORS, EXPERTS, PILLARS, SCALE = 100, 9, 5, 70_000
BREADTH = INDICATORS // PILLARS
WARM_UPS = 2
WEIGHT = [1 + i % 3 for i in range(INDICATORS)]


def main():
    match sys.argv[1:]:
        case ["duckdb" | "polars" as name, marks, output]:
            start = time.perf_counter()
            library = __import__(name)
            imported = time.perf_counter()
            FROM_FILE[name](library, marks, output)
            done = time.perf_counter()
            print(json.dumps({"import_ms": (imported - start) * 1e3, "work_ms": (done - imported) * 1e3}))
        case ["memory", name, marks, zones, rounds]:
            print(json.dumps(timed(IN_MEMORY[name](load_marks(marks, zones)), int(rounds))))
        case ["serve", name, marks, zones]:
            work = IN_MEMORY[name](load_marks(marks, zones))
            for line in sys.stdin:
                print(json.dumps(timed(work, int(line))), flush=True)
        case ["check", output, pillars]:
            check_ranking(output, pillars)
        case _:
            raise SystemExit(__doc__)


# From the CSV to the ranked JSON


def duckdb_file(duckdb, marks, output):
    """Decimals throughout. Tried, all within the noise of each other (0.35-0.55 s): marks cast to integers from DECIMAL,
    DOUBLE or FLOAT, indicators as ENUM, a wider DECIMAL, bigger buffers, no insertion order. Slower: the join before the
    grouping (0.6-0.9 s)."""
    values = ",".join(f"('i{i:02}', {i // BREADTH}, {WEIGHT[i]})" for i in range(INDICATORS))
    numerators = ",".join(f"(100 * sum(t * weight) FILTER (pillar = {p}))::BIGINT AS p{p}" for p in range(PILLARS))
    pillars = ",".join(f"printf('%d/{SCALE}', p{p})" for p in range(PILLARS))
    duckdb.connect().execute(f"""
        COPY (
            WITH scheme(indicator, pillar, weight) AS (VALUES {values}),
            cells AS (
                SELECT zone, indicator, sum(mark) - min(mark) - max(mark) AS t
                FROM read_csv('{marks}', auto_detect = false, header = true, delim = ',', quote = '', escape = '', columns =
                    {{'zone': 'VARCHAR', 'indicator': 'VARCHAR', 'expert': 'VARCHAR', 'mark': 'DECIMAL(5,2)'}})
                GROUP BY zone, indicator
            ),
            zones AS (SELECT zone, {numerators} FROM cells JOIN scheme USING (indicator) GROUP BY zone),
            totals AS (SELECT *, p0 + p1 + p2 + p3 + p4 AS n, (200 * n + 7) // 14 AS millionths FROM zones)
            SELECT zone, rank() OVER (ORDER BY n DESC) AS rank,
                printf('%d.%06d', millionths // 1000000, millionths % 1000000) AS total, [{pillars}] AS pillars
            FROM totals ORDER BY rank, zone
        ) TO '{output}' (FORMAT json, ARRAY true)""")


def polars_file(pl, marks, output):
    """Marks are read as Float64 and rounded to whole hundredths, which is exact for two decimals. Streaming took 0.29-0.37 s,
    the in-memory engine 0.46-0.58 s. Tried as well, streaming: Float32 (0.35), Decimal (0.31-0.37), + 0.5 and a cast (0.29-0.34),
    indicators as Enum (0.29-0.34), zones as Categorical (0.38), rounding after the grouping (0.43)."""
    c = pl.col
    rows = [(f"i{i:02}", i // BREADTH, WEIGHT[i]) for i in range(INDICATORS)]
    scheme = pl.LazyFrame(
        rows, schema={"indicator": pl.String, "pillar": pl.Int8, "weight": pl.Int32}, orient="row")
    names = [f"p{p}" for p in range(PILLARS)]
    columns = {"zone": pl.String, "indicator": pl.String, "expert": pl.String, "mark": pl.Float64}
    millionths = (c("n") * 200 + 7) // 14
    (
        pl.scan_csv(marks, schema=columns, quote_char=None)
        .with_columns(mark=(c("mark") * 100).round().cast(pl.Int32))
        .group_by("zone", "indicator")
        .agg(t=c("mark").sum() - c("mark").min() - c("mark").max())
        .join(scheme, on="indicator")
        .with_columns(t=(c("t") * c("weight")).cast(pl.Int64))
        .group_by("zone")
        .agg(n=c("t").sum(), **{name: c("t").filter(c("pillar") == p).sum() for p, name in enumerate(names)})
        .select(
            "zone",
            rank=c("n").rank("min", descending=True),
            total=pl.format("{}.{}", millionths // 1_000_000, (millionths % 1_000_000).cast(pl.String).str.zfill(6)),
            pillars=pl.concat_list([pl.format(f"{{}}/{SCALE}", c(name)) for name in names]))
        .sort("rank", "zone")
        .collect(engine="streaming")
        .write_json(output))


FROM_FILE = {"duckdb": duckdb_file, "polars": polars_file}


# In memory: each takes marks [zones, indicators, experts] and gives the work to time, which returns (ranks, pillars by zone)
# or what `comparable` makes them from.


def load_marks(path, zones):
    import numpy as np

    return np.fromfile(path, "<i2").reshape(int(zones), INDICATORS, EXPERTS)


def numpy_pillars(marks, zones_at_once=711):
    """The fastest found with numpy in one process: int16 planes, experts first and zones last, in blocks that stay in cache.

    A sum of six marks fits uint16, the other three less minimum and maximum fit int16, so that all but the last addition
    run on 16-bit lanes. Weighting is one float32 product, exact because every sum is an integer below 2^24.
    Tried, for 2,844 zones: experts last with reduce 31 ms, np.sort 48 ms; experts first with int32 reduce 1.6 ms, the same with
    an integer product 3.3 ms or multiply and reduce 2.0 ms; indicators last 1.04 ms; np.*.reduce over the planes 1.0 ms;
    one block 0.93 ms; blocks of 237 zones 1.3 ms, of 474 or 711 0.77 ms; two threads 1.3 ms (they wait for each other).
    """
    import numpy as np

    weights = np.zeros((PILLARS, INDICATORS), np.float32)
    for i in range(INDICATORS):
        weights[i // BREADTH, i] = WEIGHT[i]
    result = np.empty((PILLARS, len(marks)), np.float32)
    room = INDICATORS * zones_at_once
    spare = [np.empty(room, kind) for kind in (np.int16, np.int16, np.uint16, np.int16, np.float32, np.float32)]
    plan = []
    for start in range(0, len(marks), zones_at_once):
        block = np.ascontiguousarray(marks[start : start + zones_at_once].transpose(2, 1, 0)).reshape(EXPERTS, -1)
        buffers = [buffer[: block.shape[1]] for buffer in spare]
        plan.append((list(block), list(block.view(np.uint16)), buffers, result[:, start : start + zones_at_once]))
    add, subtract, minimum, maximum = np.add, np.subtract, np.minimum, np.maximum

    def work():
        for plane, unsigned, (low, high, six, rest, sums, more), pillars in plan:
            minimum(plane[0], plane[1], out=low)
            maximum(plane[0], plane[1], out=high)
            add(unsigned[0], unsigned[1], out=six)
            for e in range(2, EXPERTS):
                minimum(low, plane[e], out=low)
                maximum(high, plane[e], out=high)
                if e < 6:
                    add(six, unsigned[e], out=six)
            add(plane[6], plane[7], out=rest)
            add(rest, plane[8], out=rest)
            subtract(rest, low, out=rest)
            subtract(rest, high, out=rest)
            np.copyto(sums, six)
            np.copyto(more, rest)
            add(sums, more, out=sums)
            np.matmul(weights, sums.reshape(INDICATORS, -1), out=pillars)
        return result

    return work


def numpy_ranks(pillars):
    """Shared ranks by zone. Sorting packed keys took 0.04 ms, argsort 0.09 ms."""
    import numpy as np

    zones = pillars.shape[1]
    bits = zones.bit_length()
    keys = pillars.sum(axis=0).astype(np.int64)
    keys *= -(1 << bits)
    keys += np.arange(zones)
    keys.sort()
    totals = keys >> bits
    places = np.arange(1, zones + 1)
    places[1:][totals[1:] == totals[:-1]] = 0
    ranks = np.empty(zones, np.int64)
    ranks[keys & ((1 << bits) - 1)] = np.maximum.accumulate(places)
    return ranks


def numpy_memory(marks):
    pillars = numpy_pillars(marks)

    def work():
        found = pillars()
        return numpy_ranks(found), found.T

    return work


def numpy_two_processes(marks):
    """The same on both cores: a second process does half of the zones into shared memory. It ends with the first."""
    import multiprocessing

    import numpy as np

    half = len(marks) // 2
    shared = np.frombuffer(multiprocessing.RawArray("f", PILLARS * len(marks)), np.float32).reshape(PILLARS, -1)
    (ours, starts), (done, theirs) = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.close(starts)
        pillars = numpy_pillars(marks[half:])
        while os.read(ours, 1):
            shared[:, half:] = pillars()
            os.write(theirs, b"1")
        os._exit(0)
    os.close(ours)
    pillars = numpy_pillars(marks[:half])

    def work():
        os.write(starts, b"1")
        shared[:, :half] = pillars()
        os.read(done, 1)
        return numpy_ranks(shared), shared.T

    return work


def numpy_floor(marks):
    """Reads the marks once, in 64-bit words: what no contender can beat on one core. (np.max took the same, np.sum to 32 bits
    five times as long.)"""
    import numpy as np

    words = marks.ravel().view(np.uint64)

    def work():
        np.bitwise_xor.reduce(words)

    return work


def cell_table(marks):
    """A row for each cell: zone, pillar, weight and a column for each expert. Both databases like it best: with a row for each
    mark DuckDB took 61 ms and Polars 68 ms, with a row for each zone 199 and 32 ms."""
    import numpy as np

    indicators = np.tile(np.arange(INDICATORS), len(marks))
    table = {
        "zone": np.repeat(np.arange(len(marks), dtype=np.int16), INDICATORS),
        "pillar": (indicators // BREADTH).astype(np.int8),
        "weight": np.array(WEIGHT, np.int8)[indicators]}
    return table | {f"m{e}": np.ascontiguousarray(marks[:, :, e].ravel()) for e in range(EXPERTS)}


def duckdb_memory(marks):
    """23-26 ms. Tried: FILTER instead of CASE (26-33), grouping by pillar first (24-31), a total of the pillar sums (24-31),
    sum_no_overflow (32), lists instead of columns (41), a higher perfect_ht_threshold (24-27), one thread (33)."""
    import duckdb

    rows = cell_table(marks)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE cells AS SELECT * FROM rows")
    experts = [f"m{e}" for e in range(EXPERTS)]
    total = "+".join(f"{m}::INTEGER" for m in experts)
    weighted = f"weight * ({total} - least({','.join(experts)}) - greatest({','.join(experts)}))"
    pillars = ",".join(f"sum(CASE WHEN pillar = {p} THEN t ELSE 0 END) AS p{p}" for p in range(PILLARS))
    query = f"""
        WITH points AS (SELECT zone, pillar, {weighted} AS t FROM cells),
        zones AS (SELECT zone, sum(t) AS total, {pillars} FROM points GROUP BY zone)
        SELECT *, rank() OVER (ORDER BY total DESC) AS rank FROM zones ORDER BY rank"""
    return lambda: connection.execute(query).fetchnumpy()


def polars_memory(marks):
    """5 ms: sums of twenty cells by reshaping, as the table is in order. Tried: grouping by zone, filtered (12 ms) or masked (13),
    Int32 columns (8), 16-bit sums of three marks (5.5) or six (6), one array column for the nine marks (20)."""
    import polars as pl

    c = pl.col
    cells = pl.DataFrame(cell_table(marks))
    experts = [f"m{e}" for e in range(EXPERTS)]
    names = [f"p{p}" for p in range(PILLARS)]
    trimmed = (
        pl.sum_horizontal([c(m).cast(pl.Int32) for m in experts]) - pl.min_horizontal(experts) - pl.max_horizontal(experts))

    def work():
        points = cells.lazy().select(trimmed * c("weight").cast(pl.Int32)).collect().to_series()
        pillars = points.reshape((len(marks) * PILLARS, BREADTH)).arr.sum().reshape((len(marks), PILLARS))
        return (
            pl.LazyFrame({"zone": range(len(marks))} | {name: pillars.arr.get(p) for p, name in enumerate(names)})
            .with_columns(total=pl.sum_horizontal(names))
            .with_columns(rank=c("total").rank("min", descending=True))
            .sort("rank")
            .collect())

    return work


IN_MEMORY = {
    "floor": numpy_floor,
    "numpy": numpy_memory,
    "numpy-two": numpy_two_processes,
    "polars": polars_memory,
    "duckdb": duckdb_memory,
}


def timed(work, rounds):
    """Times `rounds` rounds after a few to warm up, and sums up what the last found as Heng's own benchmark does."""
    import statistics

    times = []
    for _ in range(WARM_UPS + rounds):
        start = time.perf_counter()
        found = work()
        times.append((time.perf_counter() - start) * 1e3)
    times = times[WARM_UPS:]
    quartiles = statistics.quantiles(times, n=4) if rounds > 1 else times * 3
    summary = {"median_ms": statistics.median(times), "quartiles_ms": [quartiles[0], quartiles[2]]}
    return summary | checksums(found)


def checksums(found):
    """The sum of all totals, and the sum of place times zone index (ties by the smaller index); none for the floor."""
    import numpy as np

    if found is None:
        return {}
    ranks, pillars = comparable(found)
    order = np.lexsort((np.arange(len(ranks)), ranks))
    totals = pillars.sum(axis=1)
    if (ranks != competition_ranks(totals)).any():
        raise SystemExit("the ranks do not follow from the totals")
    return {
        "rank_checksum": int((np.arange(1, len(ranks) + 1) * order).sum()),
        "numerator_checksum": int(totals.sum()),
        "pillar_checksum": int((pillars * np.arange(1, pillars.size + 1).reshape(pillars.shape)).sum())}


def comparable(found):
    """(ranks, pillars) by zone, as integers, from a pair of arrays, a mapping of columns or a frame."""
    import numpy as np

    if isinstance(found, tuple):
        ranks, pillars = found
        return np.asarray(ranks), np.asarray(pillars).astype(np.int64)
    order = np.argsort(np.asarray(found["zone"]))
    pillars = [np.asarray(found[f"p{p}"]).astype(np.int64)[order] for p in range(PILLARS)]
    return np.asarray(found["rank"]).astype(np.int64)[order], np.stack(pillars, axis=1)


def competition_ranks(totals):
    """1 + the number of larger totals."""
    import numpy as np

    return 1 + len(totals) - np.searchsorted(np.sort(totals), totals, side="right")


# Checking a ranked JSON


def check_ranking(output, expected):
    """Every zone once, in rank order, each pillar, total and rank exactly right; exits with a sentence otherwise."""
    import numpy as np

    numerators = np.fromfile(expected, "<i8").reshape(-1, PILLARS)
    totals = numerators.sum(axis=1)
    ranks = competition_ranks(totals)
    found = json.loads(Path(output).read_bytes())
    rows = found["zones"] if isinstance(found, dict) else found
    indices = [int(row["zone"].removeprefix("z")) for row in rows]
    if sorted(indices) != list(range(len(totals))):
        raise SystemExit(f"{output}: found {len(indices)} zones, expected {len(totals)}, each once")
    if [row["rank"] for row in rows] != sorted(ranks.tolist()):
        raise SystemExit(f"{output}: the rows are not in rank order")
    for zone, row in zip(indices, rows):
        pillars = row["pillars"] if "pillars" in row else row["criteria"]
        if isinstance(pillars, dict):
            pillars = [pillars[f"p{p}"] for p in range(PILLARS)]
        right = (int(ranks[zone]), total_text(int(totals[zone])), [Fraction(int(n), SCALE) for n in numerators[zone]])
        given = (row["rank"], row["total"], [Fraction(text) for text in pillars])
        if given != right:
            raise SystemExit(f"{output}: zone {zone}: found {given}, expected {right}")


def total_text(numerator):
    """The total with six decimals, half up."""
    millionths = (200 * numerator + 7) // 14
    return f"{millionths // 1_000_000}.{millionths % 1_000_000:06}"


if __name__ == "__main__":
    main()
