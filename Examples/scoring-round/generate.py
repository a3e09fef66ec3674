"""Makes this folder's facts, applications and sheets: a fictional round while it is scored, from one seed.

`generate.py` writes the files, `generate.py --check` only compares them with what it would write. `evidence.py` makes the files that the
applications name. A sheet is called after its zone and its seat's place among the zone's seats by the experts' ids: 1 is e01, 2 is e02.
"""

import csv
import io
import pathlib
import random
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "Tests" / "Oracle"), str(HERE.parent / "demo-round")]

from phrases import PHRASES, TEMPLATES  # noqa: E402
import exact  # noqa: E402
from scheme import Scheme  # noqa: E402

ZONES = {"jinchuan": 0.90, "luyuan": 0.84, "yunxi": 0.80, "hetang": 0.77}      # 水平，占指标分值的比例
SEVERITY = {1: -0.02, 2: 0.02, 3: 0.0, 4: 0.01}                                # 席位的宽严

# 写有多少项；未写的席位还没有动笔
SHEETS = {
    ("jinchuan", 1): 43, ("jinchuan", 2): 43, ("jinchuan", 3): 43, ("jinchuan", 4): 43,
    ("luyuan", 1): 20, ("luyuan", 2): 43,
    ("yunxi", 1): 43, ("yunxi", 2): 31, ("yunxi", 3): 43,
    ("hetang", 2): 43, ("hetang", 3): 43, ("hetang", 4): 12,
}
# 定下的打分（十分之一分）和评语；评语为空的，是尚欠的评语
FIXED = {
    ("jinchuan", 1, "regulate.1.4"): (9, "抽查五件线索卷宗，两件未固定网页时间，一件没有跟踪反馈单，闭环不完整。"),
    ("jinchuan", 2, "regulate.1.4"): (17, ""),
    ("jinchuan", 3, "regulate.1.4"): (18, ""),
    ("jinchuan", 4, "regulate.1.4"): (18, "线索分派时限明确，派单到人。"),
    ("jinchuan", 3, "support.2.3"): (8, "融资产品要求不动产抵押，评估期内获得贷款的电商企业只有三家。"),
    ("jinchuan", 1, "support.2.3"): (12, ""), ("jinchuan", 2, "support.2.3"): (12, ""),
    ("jinchuan", 4, "support.2.3"): (13, ""),
    ("yunxi", 1, "co-govern.2.2"): (8, ""),
}

FACTS = """
online_fast_channel       yes  yes  yes  yes
unified_access            yes  yes  yes  yes
one_licence               yes  yes  yes  yes
electronic_registration   yes  yes  yes  no
delivery_coverage         100  99   98   93
online_growth@2024        11.1 9.4  8.9  7.7
online_growth@2025        11.9 9.8  9.1  8.2
online_operator_share     17.4 15.6 15.1 12.3
licence_display_rate      96   92   90   86
lead_completion_rate      97.1 94   93.5 90
website_filing_rate       100  98   96   93
integrity_file_rate       96   95.3 95   88
consumer_station_coverage 94   86   81   70
consumer_stations_new     11   8    6    5
index_issues              4    4    4    3
quality_check_rate        98   95   93   90
commitment_rate           90   85   82   76
fibre_rate                99   97   96   92
fairs_supported           4    3    3    2
fair_exhibitors           40   29   26   15
risk_monitoring           yes  yes  yes  yes
online_checks             yes  yes  yes  yes
source_tracing            yes  yes  yes  no
local_enforcement         yes  yes  yes  yes
credit_management         yes  yes  yes  yes
training_hours            42   38   37   33
overdue_complaints        4    8    10   15
"""

CONDITIONS = [
    ("joint-conference", "已建立联席会议，评估期内召开会议六次"), ("work-plan", "创建工作实施方案已印发"),
    ("dedicated-body", "设有网络交易监管科"), ("staff", "专职人员不少于五人"), ("funds", "创建经费已列入年度预算"),
]
EVIDENCE = [("release.1.2", "孵化企业名册.pdf"), ("regulate.1.1", "联席会议纪要.pdf"), ("regulate.1.4", "监管平台截图.png")]


class Round:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tops = {leaf["id"]: int(Fraction(leaf["points"]) * 10)
                     for leaf in Scheme(ROOT / "Criteria" / "jiangxi-2017.yaml").by_experts()}
        self.levels = {(zone, id): max(0.5, min(0.98, level + self.random.gauss(0, 0.07)))
                       for zone, level in ZONES.items() for id in self.tops}
        self.said = set()

    def sheet(self, zone, seat):
        """(indicator, mark, comment) for the first so many indicators."""
        rows = []
        for id, top in list(self.tops.items())[:SHEETS[zone, seat]]:
            level = self.levels[zone, id] + SEVERITY[seat] + self.random.gauss(0, 0.02)
            mark, comment = FIXED.get((zone, seat, id)) or (max(0, min(top, round(top * level))), None)
            rows.append([id, exact.decimal_text(Fraction(mark, 10)), self.comment(id, mark, top) if comment is None else comment])
        return rows

    def comment(self, id, mark, top):
        band = "low" if mark * 10 < top * 6 else "middle" if mark * 100 < top * 85 else "high"
        return self.say(id, band) if self.random.random() < {"low": 1, "middle": 0.3, "high": 0.12}[band] else ""

    def say(self, id, band):
        evidence, views = PHRASES[id]
        for _ in range(200):
            first, second, third = self.random.sample(views, 3)
            text = self.random.choice(TEMPLATES[band]).format(
                s=first[0], t=second[0], f=third[1], g=second[1], a=third[2], b=second[2], e=evidence)
            if text not in self.said:
                self.said.add(text)
                return text
        raise AssertionError(f"{id}: nothing new to say")

    def application(self, zone):
        lines = [f"# 虚构的申报书，用于演示。\n\napplication: {zone}-2026\nzone: {zone}\ncall: call-2026\nconditions:"]
        lines += [f"  {item}: {{met: true, note: {note}}}" for item, note in CONDITIONS]
        lines.append("self-assessment:")
        for id, top in self.tops.items():
            evidence, views = PHRASES[id]
            points = exact.decimal_text(Fraction(min(top, round(top * (self.levels[zone, id] + 0.08))), 10))
            text = "，".join(view[0] for view in views[:2])
            lines.append(f"  - {{indicator: {id}, points: {points}, text: {text}（见{evidence}）}}")
        lines.append("evidence:")
        lines += [f"  - {{indicator: {id}, file: {name}}}" for id, name in EVIDENCE]
        return "\n".join(lines) + "\n"


def table_text(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def files():
    round_ = Round(2027)
    made = {f"applications/{zone}/application.yaml": round_.application(zone) for zone in ZONES}
    for zone, seat in SHEETS:
        made[f"sheets/{zone}-{seat}.csv"] = table_text(["indicator", "mark", "comment"], round_.sheet(zone, seat))
    values = [line.split() for line in FACTS.strip().splitlines()]
    made["facts.csv"] = table_text(
        ["zone", "fact", "value"],
        [[zone, name, row[place]] for place, zone in enumerate(ZONES) for name, *row in values])
    check(round_, made)
    return made


def check(round_, made):
    """At jinchuan exactly two cells diverge, by the rule of the program: a wide range, or a mark far off the median."""
    rows = {seat: [row.split(",")[1] for row in made[f"sheets/jinchuan-{seat}.csv"].splitlines()[1:]] for seat in (1, 2, 3, 4)}
    apart = [id for place, (id, top) in enumerate(round_.tops.items())
             if diverge([Fraction(rows[seat][place]) for seat in rows], Fraction(top, 10))]
    assert apart == ["regulate.1.4", "support.2.3"], apart
    owed = [row for row in csv.reader(io.StringIO(made["sheets/yunxi-1.csv"]))
            if row[0] in round_.tops and Fraction(row[1]) * 100 < round_.tops[row[0]] * 6 and not row[2]]
    assert [row[0] for row in owed] == ["co-govern.2.2"], owed


def diverge(marks, highest):
    middle = median(marks)
    deviation = median([abs(mark - middle) for mark in marks])
    limit = 3 * Fraction("1.4826") * deviation
    return (max(marks) - min(marks)) * 5 > highest or deviation > 0 and any(abs(mark - middle) > limit for mark in marks)


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def main():
    made = files()
    if "--check" in sys.argv[1:]:
        stale = [name for name, text in made.items() if (HERE / name).read_text(encoding="utf-8") != text]
        assert not stale, f"not what the script makes: {stale}"
        return
    for name, text in made.items():
        (HERE / name).parent.mkdir(parents=True, exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
