"""A copy of the demo's ledger with a call that is open, and applications under it in every state, of counties of two prefectures."""

from datetime import date, timedelta
from pathlib import Path

from realserver import DEMO, copy, heng, prepared

CALL = "call-open"
COUNTIES = {"qinghe": "示例清河县", "baisha": "示例白沙县", "donglin": "示例东林区"}
"""Of 示例锦川市, whose recommender the demo has."""
OTHER = {"xishan": "示例西山县"}
"""Of 示例南浦市, whose recommender is `recommender2`."""
CITY = {"nanpu": "示例南浦市"}
OPINION = "请补充执法协作案例和佐证材料"

CALL_FILE = f"""
call: {CALL}
programme: jiangxi-2017
title: {{zh: 关于申报网络市场监管与服务示范区的通知（测试）, en: "A call, for tests"}}
purpose: designation
scheme: jiangxi-2017.yaml
last: {date.today() + timedelta(days=200)}
conditions: [joint-conference, funds]
quotas: {{county: 2}}
"""


def application(zone: str, points: str = "1.2", text: str = "见材料", files: tuple[str, ...] = ("纪要.pdf",), folder: Path | None = None) -> str:
    said = f"application: {zone}-open\nzone: {zone}\ncall: {CALL}\nconditions:\n  joint-conference: {{met: true, note: 已建立}}\n  funds: {{met: true, note: 已列入预算}}\n"
    said += f"self-assessment:\n  - {{indicator: release.1.2, points: {points}, text: {text}}}\n  - {{indicator: regulate.1.1, points: 1, text: 有联席会议}}\n"
    said += "evidence:\n" + "".join(f"  - {{indicator: regulate.1.1, file: {name}}}\n" for name in files)
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        (folder / name).write_bytes(b"%PDF-1.4\n" + zone.encode() + b" " + name.encode() + b"\n%%EOF\n")
    (folder / "application.yaml").write_text(said)
    return str(folder)


def fill(goal: Path) -> None:
    copy(DEMO, goal)
    work = goal / "sources"
    work.mkdir()

    def run(user: str, *words: str) -> None:
        heng(goal, *words, user=user)

    zones = [f"nanpu,示例南浦市,Nanpu (sample),city,,991100"]
    zones += [f"{zone},{name},,county,示例锦川市,9904{n:02}" for n, zone in enumerate(COUNTIES, 51) for name in [COUNTIES[zone]]]
    zones += [f"{zone},{name},,county,示例南浦市,991123" for zone, name in OTHER.items()]
    (work / "zones.csv").write_text("zone,name,english,kind,prefecture,code\n" + "\n".join(zones) + "\n")
    run("officer", "zone", "import", str(work / "zones.csv"))
    (work / "jiangxi-2017.yaml").write_bytes((Path(__file__).parents[2] / "Criteria/jiangxi-2017.yaml").read_bytes())
    (work / "call.yaml").write_text(CALL_FILE)
    run("officer", "call", "publish", str(work / "call.yaml"))
    for zone, name in {**COUNTIES, **OTHER, **CITY}.items():
        run("security", "user", "add", f"for-{zone}", "--role", "applicant", "--zone", zone, "--name", f"{name}申报人")
        run(f"for-{zone}", "application", "submit", application(zone, folder=work / zone))
    run("security", "user", "add", "recommender2", "--role", "recommender", "--zone", "nanpu", "--name", "示例南浦市推荐人")
    # One that came back and was handed in again, so that there is a version before.
    run("recommender", "application", "return", "qinghe-open", "--opinion", OPINION)
    run("for-qinghe", "application", "submit", application("qinghe", "1.5", "已补充协作案例", ("纪要.pdf", "案例.pdf"), work / "qinghe2"))
    # One that is with the province.
    run("recommender", "application", "recommend", "donglin-open", "--opinion", "材料属实，同意推荐")


def ledger() -> Path:
    return prepared("applied", Path(__file__), fill)
