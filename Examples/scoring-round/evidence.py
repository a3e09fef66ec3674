"""Makes the files that this folder's applications name: fictional papers of each zone as PDF, a picture as PNG.

Wants Chromium and Debian's CJK fonts. The files differ from run to run in their dates alone; those kept here are of one run.
"""

import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ZONES = {"jinchuan": "示例锦川市", "luyuan": "示例鹿原县", "yunxi": "示例云溪区", "hetang": "示例荷塘县"}
FIRMS = ["青禾电子商务", "云集供应链", "山岚茶业网络", "竹里家居科技", "稻香农产品电商", "鹭洲数字传媒", "枫桥跨境贸易", "石潭陶艺工坊"]
STYLE = """<meta charset="utf-8"><style>
@page { size: A4; margin: 25mm 22mm }
body { font: 12pt/1.8 "LXGW WenKai" } h1 { font-size: 18pt; text-align: center }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt } td, th { border: .5pt solid #444; padding: 1mm 2mm }
footer { margin-top: 12mm; text-align: right } small { color: #777 }
</style>"""


def incubators(zone, name):
    rows = "".join(
        f"<tr><td>{n}<td>示例{firm}有限公司<td>{['众创空间', '创新工场'][n % 2]}<td>202{4 + n % 2}年{n + 2}月<td>{n * 3 + 6}人"
        for n, firm in enumerate(FIRMS, 1))
    return f"""<h1>{name}在孵电商企业（团队）名册</h1><table><tr><th>序号<th>企业（团队）<th>孵化平台<th>入孵时间<th>从业人员{rows}</table>
<p>扶持政策：场地租金前两年全免，第三年减半；评估期内兑现四批，凭证存{name}商务部门备查。</p>
<footer>{name}商务部门<br>2026年10月30日</footer><small>虚构材料，用于演示。</small>"""


def minutes(zone, name):
    items = [
        "通报上半年网络交易监测情况，分派线索八十六条，已反馈八十一条。",
        "明确行刑衔接移送材料由市场监管部门统一编号，公安机关五个工作日内回复是否受理。",
        "商定“双十一”前对本地平台开展约谈，重点提示先涨后降、虚假促销。",
        "邮政管理部门通报收寄验视检查情况，末端网点检查纳入下季度安排。",
    ]
    return f"""<h1>{name}网络市场监管部门联席会议纪要</h1><p>时间：2026年9月15日。地点：{name}市场监管部门三楼会议室。出席：十二个成员单位。</p>
<ol>{"".join(f"<li>{item}</li>" for item in items)}</ol><p>议定事项由联席会议办公室逐项跟踪，下次会议报告落实情况。</p>
<footer>{name}联席会议办公室<br>2026年9月18日</footer><small>虚构材料，用于演示。</small>"""


def cases(zone, name):
    rows = "".join(
        f"<tr><td>{name[-1]}网监线索〔2025〕{n:02}号<td>2025-{n:02}-1{n % 9}<td>2025-{n:02}-2{n % 9}<td>{'已反馈' if n % 5 else '移送其他部门'}"
        for n in range(1, 13))
    return f"""<h1>{name}2025年监测线索闭环案卷目录</h1><table><tr><th>编号<th>分派<th>反馈<th>结果{rows}</table>
<footer>{name}市场监管部门<br>2026年11月24日</footer><small>虚构材料，用于演示。</small>"""


def screen(zone, name):
    bars = "".join(
        f'<div style="display:flex;gap:8px;margin:5px 0"><span style="width:90px">{month}月</span>'
        f'<span style="background:#3f6ea8;width:{60 + (month * 37 + len(zone) * 11) % 260}px"></span></div>' for month in range(1, 11))
    return f"""<body style="margin:0;font:14px 'Noto Sans CJK SC'"><header style="background:#24476f;color:#fff;padding:10px 16px">
{name}网络交易监管平台 · 监测线索（2026年）</header><main style="padding:12px 16px">{bars}<p style="color:#777">虚构画面，用于演示。</p></main>"""


def chromium(page, option, *more):
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(page)
        file.flush()
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", *more, option, f"file://{file.name}"],
                       check=True, capture_output=True)


def pdf(page, path):
    chromium(f"<title>{path.stem}</title>{STYLE}{page}", f"--print-to-pdf={path}", "--no-pdf-header-footer")


def main():
    for zone, name in ZONES.items():
        folder = HERE / "applications" / zone
        pdf(incubators(zone, name), folder / "孵化企业名册.pdf")
        pdf(minutes(zone, name), folder / "联席会议纪要.pdf")
        chromium('<meta charset="utf-8">' + screen(zone, name), f"--screenshot={folder / '监管平台截图.png'}", "--window-size=480,330",
                 "--hide-scrollbars")
    (HERE / "supplied").mkdir(exist_ok=True)
    pdf(cases("luyuan", ZONES["luyuan"]), HERE / "supplied" / "2025年闭环案卷目录.pdf")


if __name__ == "__main__":
    main()
