"""A small ledger for the browser tests: one round `demo`, twelve indicators of every sort, and more zones than a module needs.

The draw wants a day between commitment and witness, so the days before the opening are told by `faketime`.
"""

import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

ZONES = [f"zone{n:02}" for n in range(1, 17)]
"""Each with seats for every expert; the last one has the evidence."""
SHOWN = {"zone01": "示例青云市", "zone02": "示例临湖市"}
EXPERTS = {"e01": "李四", "e02": "王五", "e03": "赵六"}
SECRET_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n" + b"%% " + bytes(range(65, 91)) * 40 + b"\n%%EOF\n"
EVIDENCE = {
    "台账.pdf": ("release.1.1", SECRET_PDF),
    "网页.pdf": ("release.1.2", b"<!doctype html><title>x</title><script>parent.document.body.innerHTML='taken'</script>"),
    "图.svg": ("release.1.3", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "混合.pdf": ("release.1.4", b"<!-- --><script>alert(1)</script>\n" + SECRET_PDF),
    "已删.pdf": ("release.1.5", SECRET_PDF + b"gone"),
    "a'b;c=%0d%0a& <script>.pdf": ("release.1.6", SECRET_PDF + b"odd"),
}
"""What lies at the last zone: name, indicator, bytes."""


def scheme() -> str:
    lines = [
        "scheme: browser", "status: specimen", "title: {zh: 浏览器试验指标, en: Browser scheme}", "panel: {minimum: 3}",
        "marks: {step: 0.1}", "aggregate: {method: mean, minimum: 1}", "rounding: {mode: half-up, total: 2}", "criteria:",
    ]
    for pillar, number, title, points in (("release", 1, "放", 9), ("manage", 2, "管", 9)):
        lines += [f"  - id: {pillar}", f"    title: {{zh: {title}, en: {pillar.title()}}}", f"    points: {points}", "    children:",
                  f"      - id: {pillar}.1", f"        title: {{zh: {title}一, en: {pillar.title()} one}}",
                  f"        points: {points}", "        children:"]
        for n in range(1, 7):
            head = f"id: {pillar}.1.{n}, title: {{zh: 指标{number}.1.{n}, en: Item {number}.1.{n}}}, by: experts"
            if (number, n) == (2, 5):
                lines += [f"          - {{{head}, points: 1, marks: yes-no}}"]
                continue
            if (number, n) == (2, 4):
                lines += [f"          - {{{head}, points: 2, marks: {{scale: 10, step: 0.5}}, comment: below 60%}}"]
                continue
            rule = "always" if (number, n) == (2, 6) else "below 60%"
            rubric = ", ".join(f"{{points: {points}, text: 档 {points}}}" for points in ("1.5", "1", "0.5", "0"))
            lines += [f"          - {{{head}, points: 1.5, comment: {rule}, rubric: [{rubric}]}}"]
    return "\n".join(lines) + "\n"


PROGRAMME = """programme: browser
status: specimen
title: {zh: 浏览器试验, en: Browser trial}
kinds: {city: {name: {zh: 设区市, en: City}, route: province}}
sources: {department: {zh: 成员单位, en: departments}}
purposes: {designation: {name: {zh: 认定, en: designation}, honour: {zh: 示范区, en: a Zone}}}
conditions: {plan: {zh: 方案, en: a plan}}
"""
CALL = """call: call
programme: browser
title: {zh: 申报通知, en: Call}
purpose: designation
scheme: scheme.yaml
last: DAY3
conditions: [plan]
"""
ROUND = """round: demo
title: {zh: 浏览器试验批次, en: Browser round}
purpose: designation
calls: [call]
scheme: scheme.yaml
issuer: {zh: 示例办公室, en: Sample Office}
document: 示〔2026〕1号
ledger: demo.heng.example/2026
opened: DAY2
closed: DAY9
announced: DAY10
notice: {from: DAY10, to: DAY20, objections: {zh: 电话000, en: Objections in writing}}
valid: {years: 3}
verify: https://heng.example/v/
specimen: true
"""


def make(heng: str, folder: Path, is_open: bool = True) -> None:
    """Makes the ledger in `folder`: heng.sqlite, demo.key and what lies beside them. `is_open`: the panel is drawn, and experts may score."""
    work = folder / "sources"
    shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True)
    today = datetime.now()

    def dated(text: str) -> str:
        for n in (20, 10, 9, 3, 2):
            text = text.replace(f"DAY{n}", f"{today + timedelta(days=n - 2):%Y-%m-%d}")
        return text

    def run(user: str, *words: str, back: int) -> None:
        moment = f"{today - timedelta(days=back):%Y-%m-%d %H:%M:%S}"
        by = [] if user == "" else ["--as", user]
        done = subprocess.run(
            ["faketime", moment, heng, *words, "--database", str(folder / "heng.sqlite"), "--key", str(folder / "demo.key"), *by],
            capture_output=True, text=True, timeout=60, env={**os.environ, "HENG_LANG": "en"})
        assert done.returncode == 0, (words, done.stdout, done.stderr)

    def write(name: str, text: str | bytes) -> str:
        path = work / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dated(text).encode())
        return str(path)

    write("scheme.yaml", scheme())
    run("", "init", "--ledger", "demo.heng.example/2026", back=2)
    run("security", "user", "add", "officer", "--role", "officer", "--name", "示例经办人", back=2)
    for year in sorted({today.year, (today + timedelta(days=30)).year}):
        run("officer", "calendar", "import", write(f"{year}.csv", f"date,kind\n{year}-01-01,holiday\n"), back=2)
    run("officer", "programme", "adopt", write("programme.yaml", PROGRAMME), back=2)
    zones = [f"{zone},{SHOWN.get(zone, '示例' + zone[4:] + '市')},Zone {zone[4:]},city,,99{n:02}00" for n, zone in enumerate(ZONES, 1)]
    run("officer", "zone", "import", write("zones.csv", "\n".join(["zone,name,english,kind,prefecture,code", *zones]) + "\n"), back=2)
    people = [f"{expert},{name},department,示例厅,,," for expert, name in EXPERTS.items()]
    run("officer", "expert", "import", write("experts.csv", "\n".join(["expert,name,source,organisation,region,employer,ties", *people]) + "\n"), back=2)
    for expert, name in EXPERTS.items():
        run("security", "user", "add", expert, "--role", "expert", "--expert", expert, "--name", name, back=2)
    run("officer", "call", "publish", write("call.yaml", CALL), back=2)
    for zone in ZONES:
        applicant = f"for-{zone}"
        text = f"application: {zone}\nzone: {zone}\ncall: call\nconditions: {{plan: {{met: true, note: 有}}}}\nself-assessment:\n  - {{indicator: release.1.1, points: 1, text: 见材料}}\n"
        if zone == ZONES[-1]:
            text += "evidence:\n"
            for name, (indicator, content) in EVIDENCE.items():
                write(f"{zone}/{name}", content)
                text += f'  - {{indicator: {indicator}, file: "{name}"}}\n'
        write(f"{zone}/application.yaml", text)
        run("security", "user", "add", applicant, "--role", "applicant", "--zone", zone, "--name", f"{zone}申报人", back=2)
        run(applicant, "application", "submit", str(work / zone), back=2)
        run("officer", "application", "accept", zone, back=2)
    write("round.yaml", ROUND)
    run("officer", "round", "plan", str(work), back=2)
    if not is_open:
        return
    run("officer", "round", "draw", "commit", "demo", "--quota", "department=3", "--witness", "示例号码", back=2)
    run("officer", "round", "draw", "hold", "demo", "--witness", "01 02 03", back=1)
    run("officer", "round", "open", "demo", back=1)
