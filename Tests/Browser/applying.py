"""A ledger in which zones apply: a call that is open, a city whose application goes to the province, counties below it, a recommender."""

import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

APPLICANTS = {"for-a": "city-a", "for-b": "city-b", "for-k": "county-k", "for-m": "county-m", "for-d": "city-d", "for-e": "city-e"}
SCHEME = """scheme: applying
status: specimen
title: {zh: 申报试验指标, en: Scheme of the applications}
panel: {minimum: 3}
marks: {step: 0.1}
aggregate: {method: mean, minimum: 1}
rounding: {mode: half-up, total: 2}
criteria:
  - id: release
    title: {zh: 放, en: Release}
    points: 6
    children:
      - id: release.1
        title: {zh: 放一, en: Release one}
        points: 6
        children:
          - {id: release.1.1, title: {zh: 放开准入, en: Entry}, by: experts, points: 3, evidence: required, evidence-note: {zh: 文件扫描件, en: a scan}, rubric: [{points: 3, text: 成效明显}, {points: 1, text: 有做法}, {points: 0, text: 没有}]}
          - {id: release.1.2, title: {zh: 鼓励创业, en: Start-ups}, by: experts, points: 3}
  - id: manage
    title: {zh: 管, en: Manage}
    points: 4
    children:
      - id: manage.1
        title: {zh: 管一, en: Manage one}
        points: 4
        children:
          - {id: manage.1.1, title: {zh: 联席会议, en: Conference}, by: experts, points: 4, marks: {step: 0.5}}
"""
PROGRAMME = """programme: applying
status: specimen
title: {zh: 申报试验, en: Trial of applications}
kinds: {city: {name: {zh: 设区市, en: City}, route: province}, county: {name: {zh: 县, en: County}, route: prefecture}}
sources: {department: {zh: 成员单位, en: departments}}
purposes: {designation: {name: {zh: 认定, en: designation}, honour: {zh: 示范区, en: a Zone}}}
conditions: {plan: {zh: 有实施方案, en: has a plan}, staff: {zh: 有专职人员, en: has staff}}
"""
CALL = """call: call
programme: applying
title: {zh: 二〇二六年度申报通知, en: Call of 2026}
purpose: designation
scheme: scheme.yaml
last: DAY
conditions: [plan, staff]
"""


def make(heng: str, folder: Path) -> None:
    """Makes the ledger in `folder`: heng.sqlite, demo.key and what lies beside them."""
    work = folder / "sources"
    shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True)
    today = datetime.now()

    def run(user: str, *words: str) -> None:
        by = [] if user == "" else ["--as", user]
        done = subprocess.run(
            ["faketime", f"{today - timedelta(days=2):%Y-%m-%d %H:%M:%S}", heng, *words, "--database", str(folder / "heng.sqlite"),
             "--key", str(folder / "demo.key"), *by], capture_output=True, text=True, timeout=60, env={**os.environ, "HENG_LANG": "en"})
        assert done.returncode == 0, (words, done.stdout, done.stderr)

    def write(name: str, text: str) -> str:
        (work / name).write_text(text)
        return str(work / name)

    write("scheme.yaml", SCHEME)
    run("", "init", "--ledger", "demo.heng.example/2026")
    run("security", "user", "add", "officer", "--role", "officer", "--name", "示例经办人")
    run("officer", "programme", "adopt", write("programme.yaml", PROGRAMME))
    zones = ["zone,name,english,kind,prefecture,code"]
    zones += [f"city-{letter},示例{name}市,City {letter.upper()},city,,99{n + 1:02}00" for n, (letter, name) in enumerate(zip("abde", "甲乙丁戊"))]
    zones += [f"county-{letter},示例{name}县,County {letter.upper()},county,示例甲市,9901{n + 1}1" for n, (letter, name) in enumerate(zip("km", "丙己"))]
    run("officer", "zone", "import", write("zones.csv", "\n".join(zones) + "\n"))
    for user, zone in APPLICANTS.items():
        run("security", "user", "add", user, "--role", "applicant", "--zone", zone, "--name", f"{zone}申报人")
    run("security", "user", "add", "recommender", "--role", "recommender", "--zone", "city-a", "--name", "示例推荐人")
    run("officer", "call", "publish", write("call.yaml", CALL.replace("DAY", f"{today + timedelta(days=9):%Y-%m-%d}")))
    # Nobody has brought anything yet; a copy takes the folder along.
    (folder / "heng.sqlite.evidence").mkdir(exist_ok=True)
