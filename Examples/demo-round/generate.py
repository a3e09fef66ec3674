"""Makes this folder's CSV files: a fictional round with every case that a bureau meets, from one seed.

The special cases are constructed, then asserted with the independent recomputation in Tests/Oracle.
`generate.py` writes the files, `generate.py --check` only compares them with what it would write.
"""

import csv
import functools
import io
import itertools
import pathlib
import random
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "Oracle"))

from phrases import PHRASES, TEMPLATES, WRITTEN  # noqa: E402
import exact  # noqa: E402
import rules  # noqa: E402
import score  # noqa: E402

SCHEME = ROOT / "Criteria" / "jiangxi-2017.yaml"
PILLARS = ["release", "regulate", "serve", "support", "co-govern"]

# 创建对象: id, 名称, 英文名, 类别, 所属设区市, 虚构代码
ZONES = [
    ("yunling", "示例云岭市", "Yunling City (sample)", "city", "", "990100"),
    ("chenghu", "示例澄湖市", "Chenghu City (sample)", "city", "", "990200"),
    ("wangchuan", "示例望川市", "Wangchuan City (sample)", "city", "", "990300"),
    ("linlan", "示例临岚市", "Linlan City (sample)", "direct-county", "", "990481"),
    ("songping", "示例松坪县", "Songping County (sample)", "direct-county", "", "990421"),
    ("hezhou", "示例鹤洲区", "Hezhou District (sample)", "county", "示例云岭市", "990102"),
    ("qingquan", "示例清泉县", "Qingquan County (sample)", "county", "示例云岭市", "990121"),
    ("fenglin", "示例枫林区", "Fenglin District (sample)", "county", "示例澄湖市", "990202"),
    ("shitan", "示例石潭县", "Shitan County (sample)", "county", "示例澄湖市", "990221"),
    ("bailu", "示例白鹭县", "Bailu County (sample)", "county", "示例澄湖市", "990222"),
    ("qinghe", "示例青禾县", "Qinghe County (sample)", "county", "示例望川市", "990321"),
    ("anlan", "示例安澜县", "Anlan County (sample)", "county", "示例望川市", "990322"),
]

# 专家: id, 姓名, 来源, 单位；其后是本例给每位专家的宽严（占指标分值的比例），不写入文件
EXPERTS = [
    ("e01", "周启明", "department", "示例省市场监管部门网络监管处", -0.02),
    ("e02", "贺文澜", "department", "示例省商务部门电子商务处", 0.02),
    ("e03", "林喆", "university", "示例大学公共管理学院", -0.05),
    ("e04", "吴堃", "university", "示例财经大学电子商务系", 0.00),
    ("e05", "方素琴", "association", "示例省电子商务协会", 0.03),
    ("e06", "程亦舟", "association", "示例省消费者权益保护协会", 0.01),
    ("e07", "罗晓峰", "enterprise", "示例云集网络科技有限公司", 0.04),
    ("e08", "唐静宜", "third-party", "示例衡评第三方评估中心", -0.03),
    ("e09", "邵长河", "third-party", "示例信诚认证评价有限公司", 0.01),
]

RECUSED = {("fenglin", "e04")}                                              # 曾任该区电商顾问
MISSING = {("wangchuan", "serve.3.1", "e07"), ("anlan", "co-govern.2.2", "e06")}

COLUMNS = ["yunling", "chenghu", "linlan", "fenglin", "hezhou", "qingquan",
           "wangchuan", "songping", "shitan", "bailu", "qinghe", "anlan"]

# 每行一项数据，列序同 COLUMNS
FACTS = """
online_fast_channel       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
unified_access            yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
one_licence               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
electronic_registration   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  no
delivery_coverage         100  100  100  100  98   98   99.2 100  100  96   92   84
online_growth@2024        12.4 10.8 11.5 9.6  9.1  10.2 8.8  7.9  8.3  9.9  7.6  7.4
online_growth@2025        13.1 11.2 9.7  10.4 8.9  9.5  9.0  8.6  8.7  11.3 8.1  6.1
online_operator_share     19.6 15   17.2 16.4 15.3 15.8 15.6 15.2 8    16.9 11.4 9.1
licence_display_rate      97   95   95   94   91   92   90   88   88   93   85   80
lead_completion_rate      98.2 96   95   96.5 94   92   91   92   92   95.4 90   86
website_filing_rate       100  100  100  98.5 97   97   95   90   90   97.3 94   88
integrity_file_rate       97   95   96   95.8 95.4 93   96.1 95.3 80   95.2 82   81
consumer_station_coverage 96   92   72   90   90   75   80   60   72   86   63   57
consumer_stations_new     14   8    12   9    6    11   5    7    6    10   6    5
index_issues              4    4    4    4    4    3    4    4    4    4    3    3
quality_check_rate        100  96   96   98   96   92   90   92   92   96   88   84
commitment_rate           92   88   85   90   83   81   80   82   82   86   66   60
fibre_rate                100  98   97   99   96   95   82   96   95.5 97   90   88
fairs_supported           5    4    3    4    3    3    1    3    3    3    3    2
fair_exhibitors           46   38   34   31   30   24   11   18   16   33   14   12
risk_monitoring           yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
online_checks             yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
source_tracing            yes  yes  yes  yes  yes  yes  yes  no   yes  yes  yes  no
local_enforcement         yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
credit_management         yes  yes  yes  yes  yes  yes  yes  yes  no   yes  no   no
training_hours            44   42   38   40   39   36   37   37   35   41   30   28
overdue_complaints        2    4    7    6    9    12   14   16   12   8    23   27
"""
EXTRA_FACTS = [
    ("yunling", "bonus.practice", "yes"), ("fenglin", "bonus.cooperation", "yes"),
    ("qinghe", "bonus.innovation", "1.5"), ("bailu", "veto.falsification", "yes"),
]

# 一级指标目标得分，列序同 PILLARS
TARGETS = {
    "yunling":   ["14.17", "28.24", "22.46", "14.79", "14.06"],
    "chenghu":   ["14.03", "27.58", "22.04", "14.41", "14.09"],
    "linlan":    ["14.16", "27.58", "22.04", "14.41", "13.94"],
    "fenglin":   ["13.57", "27.13", "21.88", "14.23", "13.52"],
    "hezhou":    ["13.49", "27.02", "21.43", "14.08", "13.41"],
    "qingquan":  ["13.62", "26.71", "21.58", "14.17", "13.33"],
    "wangchuan": ["13.52", "26.84", "21.57", "12.14", "13.19"],
    "songping":  ["12.87", "25.46", "20.43", "13.41", "12.83"],
    "shitan":    ["12.61", "25.29", "20.57", "13.59", "12.94"],
    "bailu":     ["13.28", "26.43", "21.17", "13.92", "13.24"],
    "qinghe":    ["11.04", "22.43", "17.82", "11.73", "11.21"],
    "anlan":     ["10.07", "20.72", "16.71", "10.74", "9.93"],
}
# 评语所写事实决定其水平的指标，调整时不动
PINNED = {
    ("yunling", "regulate.1.4"): 0.98, ("yunling", "support.2.2"): 0.97, ("wangchuan", "support.2.3"): 0.50,
    ("qinghe", "release.3.3"): 0.42, ("anlan", "regulate.1.4"): 0.40,
}
SEVENTIETH = Fraction(1, 70)        # 一个计入的打分变动 0.1 分，指标得分变动 1/70 分


class Round:
    """Marks in tenths of a point by zone, indicator and expert, and what they come to."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.scheme = score.Scheme(SCHEME)
        self.asked = {leaf["id"]: int(Fraction(leaf["points"]) * 10) for leaf in self.scheme.by_experts()}
        self.facts = fact_table()
        self.marks = {}
        self.by_rule = functools.cache(self.by_rule)

    def of_pillar(self, pillar):
        return [id for id in self.asked if id.startswith(pillar + ".")]

    def by_rule(self, zone, pillar=""):
        values = {name: exact.truth(text) if self.scheme.facts[name] == "yes/no" else Fraction(text)
                  for name, text in self.facts[zone].items() if self.scheme.facts[name] != "bonus"}
        return sum(rules.apply_rule(leaf["rule"], leaf.get("fact"), Fraction(leaf["points"]), values,
                                    self.scheme.benchmarks)
                   for id, leaf in self.scheme.leaves.items() if leaf["by"] == "rule" and id.startswith(pillar))

    def cell(self, zone, id):
        values = sorted(mark for mark in self.marks[zone][id].values() if mark is not None)[1:-1]
        return Fraction(sum(values), 10 * len(values))

    def pillar(self, zone, pillar):
        return self.by_rule(zone, pillar) + sum(self.cell(zone, id) for id in self.of_pillar(pillar))

    def base(self, zone):
        return self.by_rule(zone) + sum(self.cell(zone, id) for id in self.asked)

    def median_of_totals(self, zone):
        sheets = [[row[expert] for row in self.marks[zone].values()] for expert, *_ in EXPERTS
                  if (zone, expert) not in RECUSED]
        totals = sorted(sum(sheet) for sheet in sheets if None not in sheet)
        return exact.weighted_mean([Fraction(t, 10) for t in totals], exact.weights("median", len(totals)))

    # Steps

    def draw(self, zone):
        """Marks around each pillar's target: the zone's level, the indicator's own, the expert's severity, chance."""
        self.marks[zone] = {}
        for pillar, target in zip(PILLARS, TARGETS[zone]):
            ids = self.of_pillar(pillar)
            level = (Fraction(target) - self.by_rule(zone, pillar)) * 10 / sum(self.asked[id] for id in ids)
            assert Fraction(1, 2) < level < Fraction(97, 100), (zone, pillar, float(level))
            for id in ids:
                spread = 0.04 if level > 0.88 else 0.07 if level > 0.8 else 0.13
                own = PINNED.get((zone, id), float(level) + self.random.gauss(0, spread))
                self.marks[zone][id] = {
                    expert: self.mark(self.asked[id], own + severity) for expert, _, _, _, severity in EXPERTS
                    if (zone, expert) not in RECUSED}
        for lost, id, expert in MISSING:
            if lost == zone:
                self.marks[zone][id][expert] = None

    def mark(self, top, share):
        return max(0, min(top, round(top * (share + self.random.gauss(0, 0.05)))))

    def settle(self, zone, ids, gap, tolerance):
        """Moves single marks by a tenth until `gap()` (what is still to be added) is within the tolerance."""
        for _ in range(20000):
            left = gap()
            if abs(left) <= tolerance:
                return
            id = self.random.choice(ids)
            if (zone, id) in PINNED:
                continue
            row = self.marks[zone][id]
            expert = self.random.choice([expert for expert in row if row[expert] is not None])
            before = row[expert]
            middle = sorted(mark for mark in row.values() if mark is not None)
            step = 1 if left > 0 else -1
            if not middle[1] <= before <= middle[-2] or not 0 <= before + step <= self.asked[id]:
                continue
            row[expert] = before + step
            if abs(gap()) >= abs(left):
                row[expert] = before
        raise AssertionError(f"{zone}: no way to settle")

    def settle_pillars(self, zone, tolerance=Fraction(1, 100)):
        for pillar, target in zip(PILLARS, TARGETS[zone]):
            self.settle(zone, self.of_pillar(pillar), lambda: Fraction(target) - self.pillar(zone, pillar), tolerance)

    def settle_base(self, zone, target, tolerance=Fraction(0)):
        self.settle(zone, list(self.asked), lambda: Fraction(target) - self.base(zone), tolerance)

    def settle_median(self, zone, target):
        """Lets experts trade marks inside a cell, which changes no score, until the median of their totals is met."""
        for _ in range(20000):
            left = abs(target - self.median_of_totals(zone))
            if not left:
                return
            row = self.marks[zone][self.random.choice(list(self.asked))]
            a, b = self.random.sample(sorted(row), 2)
            row[a], row[b] = row[b], row[a]
            if abs(target - self.median_of_totals(zone)) > left:
                row[a], row[b] = row[b], row[a]
        raise AssertionError(f"{zone}: no way to settle the median")

    def build(self):
        for zone in COLUMNS:
            self.draw(zone)
            self.settle_pillars(zone)
        self.settle_base("songping", 85)                        # 恰好达标
        self.settle_base("shitan", 85 - SEVENTIETH)             # 差 0.01 分
        self.tie_for_good("chenghu", "linlan")                  # 名次并列
        self.tie_in_total("hezhou", "qingquan")                 # 总分相同，由“管”的得分决定

    def tie_for_good(self, model, zone):
        """Every key of the chain is equal, though the marks, the facts and two pillars differ."""
        for pillar in ("regulate", "serve", "support"):
            self.settle(zone, self.of_pillar(pillar), lambda: self.pillar(model, pillar) - self.pillar(zone, pillar), 0)
        self.settle(zone, self.of_pillar("release"), lambda: self.base(model) - self.base(zone), 0)
        self.settle_median(zone, self.median_of_totals(model) + self.by_rule(model) - self.by_rule(zone))

    def tie_in_total(self, model, zone):
        self.settle_base(zone, self.base(model))


def fact_table():
    table = {zone: {} for zone in COLUMNS}
    for line in FACTS.strip().splitlines():
        name, *values = line.split()
        for zone, value in zip(COLUMNS, values, strict=True):
            table[zone][name] = value
    for zone, name, value in EXTRA_FACTS:
        table[zone][name] = value
    return table


# Comments

class Voices:
    """A comment for every mark that owes one and for some others, most where points are lost; no two alike."""

    LIKELY = {"low": 1, "middle": 0.27, "high": 0.09}

    def __init__(self, round_):
        self.round, self.random, self.used = round_, random.Random(65), set(WRITTEN.values())

    def all(self):
        comments = dict(WRITTEN)
        orders = {id: self.random.sample(list(itertools.permutations(range(3))) * 2, 12) for id in self.round.asked}
        for place, zone in enumerate(COLUMNS):
            for id, top in self.round.asked.items():
                aspects = orders[id][place]
                for expert, mark in self.round.marks[zone][id].items():
                    if mark is None or (zone, id, expert) in WRITTEN:
                        continue
                    owed = mark * 10 < top * 6
                    band = "low" if owed else "middle" if mark * 100 < top * 85 else "high"
                    if self.random.random() < self.LIKELY[band]:
                        comments[zone, id, expert] = self.say(id, expert, aspects, band)
        return comments

    def say(self, id, expert, aspects, band):
        """Experts agree on what is strong and weak in a zone's indicator and word it in their own ways."""
        evidence, views = PHRASES[id]
        first, second, third = (views[place] for place in aspects)
        words = {"s": first[0], "t": second[0], "f": third[1], "g": second[1], "a": third[2], "b": second[2], "e": evidence}
        templates = TEMPLATES[band]
        start = int(expert[1:]) * 3 + self.random.randrange(3)
        for turn in range(len(templates)):
            text = templates[(start + turn) % len(templates)].format(**words)
            if text not in self.used:
                self.used.add(text)
                return text
        raise AssertionError(f"{id}: nothing new to say")


# Files

def table_text(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def tenths(mark):
    return "" if mark is None else exact.decimal_text(Fraction(mark, 10))


def files(round_, comments):
    marks = []
    for zone, *_ in ZONES:
        for expert, *_ in EXPERTS:
            if (zone, expert) in RECUSED:
                marks.append([zone, "", expert, "recused", ""])
                continue
            for id in round_.asked:
                marks.append([zone, id, expert, tenths(round_.marks[zone][id][expert]),
                              comments.get((zone, id, expert), "")])
    facts = [[zone, name, value] for zone, *_ in ZONES for name, value in round_.facts[zone].items()]
    return {
        "zones.csv": table_text(["zone", "name", "english", "kind", "prefecture", "code"], ZONES),
        "panel.csv": table_text(["expert", "name", "source", "organisation"], [row[:4] for row in EXPERTS]),
        "marks.csv": table_text(["zone", "indicator", "expert", "mark", "comment"], marks),
        "facts.csv": table_text(["zone", "fact", "value"], facts),
    }


# Cases

def check_cases():
    """Each special case is there, as the recomputation sees the files."""
    result, problems = score.score(SCHEME, HERE / "marks.csv", HERE / "facts.csv")
    assert not problems, problems
    zones = {zone["zone"]: zone for zone in result["zones"]}
    objects = {name: score.Zone(*parsed, name) for parsed in [parse()] for name in zones}
    rank = {id: zone["rank"] for id, zone in zones.items()}
    verdict = {id: zone["verdict"] for id, zone in zones.items()}
    assert set(zones) == {zone for zone, *_ in ZONES} and len(EXPERTS) == 9

    # 名次并列：并列至评比链最后一项
    a, b = objects["chenghu"], objects["linlan"]
    assert a.order() == b.order() and len(a.order()) == 5 and a.cells != b.cells
    assert (rank["chenghu"], rank["linlan"], rank["fenglin"]) == (2, 2, 4)
    # 总分相同，由“管”的得分决定
    a, b = objects["hezhou"], objects["qingquan"]
    assert a.total == b.total and a.pillars["regulate"] > b.pillars["regulate"]
    assert (rank["hezhou"], rank["qingquan"]) == (5, 6)
    # 一票否决：有得分，无名次
    assert verdict["bailu"] == "vetoed" and rank["bailu"] is None and zones["bailu"]["total"]
    # 总分过线，一级指标不足八成
    assert verdict["wangchuan"] == "fail" and objects["wangchuan"].base >= 85
    assert [reason for reason in zones["wangchuan"]["reasons"] if reason.endswith("not met")][0].startswith("support")
    # 恰好达标，恰好不达标
    assert objects["songping"].base == 85 and verdict["songping"] == "pass"
    assert zones["shitan"]["total"] == "84.99" and verdict["shitan"] == "fail"
    assert all(objects["shitan"].pillars[root["id"]] * 5 >= Fraction(root["points"]) * 4
               for root in objects["shitan"].scheme.roots)
    # 数据恰在档界、恰等于全国增速
    assert zones["chenghu"]["indicators"]["release.3.2"]["score"] == "2"
    assert zones["shitan"]["indicators"]["release.3.2"]["score"] == "1"
    assert zones["songping"]["indicators"]["release.3.1"]["score"] == "1"
    # 回避、缺分、加分
    cell = zones["fenglin"]["indicators"]["regulate.1.1"]
    assert len(cell["kept"] + cell["dropped"]) == 8 and "e04" not in cell["kept"] + cell["dropped"]
    for zone, id, expert in MISSING:
        assert len(zones[zone]["indicators"][id]["kept"]) == 6
    assert objects["yunling"].exact - objects["yunling"].base == 2
    # 幅度
    totals = [zone.total for zone in objects.values()]
    assert 68 <= min(totals) < 69 and 95 < max(totals) <= 96 and "incomplete" not in verdict.values()
    check_comments(parse()[0])


def parse():
    scheme = score.Scheme(SCHEME)
    return scheme, score.Files(scheme, HERE / "marks.csv", HERE / "facts.csv")


def check_comments(scheme):
    with open(HERE / "marks.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mark"] not in ("", "recused")]
    said = [row["comment"] for row in rows if row["comment"]]
    assert len(set(said)) == len(said), "every comment is its own"
    low = [row for row in rows if Fraction(row["mark"]) < Fraction(scheme.leaves[row["indicator"]]["points"]) * 6 / 10]
    assert low and all(row["comment"] for row in low), "a comment below 60 %"
    others = (len(said) - len(low)) / (len(rows) - len(low))
    assert 0.13 < others < 0.17, others
    assert any(len(text) == 200 for text in said) and any(len(text) < 7 for text in said)
    assert any("𬭎" in text for text in said) and any("䶮" in text for text in said)


def main():
    round_ = Round(2026)
    round_.build()
    made = files(round_, Voices(round_).all())
    if "--check" in sys.argv[1:]:
        stale = [name for name, text in made.items() if (HERE / name).read_text(encoding="utf-8") != text]
        assert not stale, f"not what the script makes: {stale}"
    else:
        for name, text in made.items():
            (HERE / name).write_text(text, encoding="utf-8")
    check_cases()


if __name__ == "__main__":
    main()
