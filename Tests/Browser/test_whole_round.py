"""One whole round in a browser, from the first file of the bureau to a certificate that somebody checks: by an applicant on a phone, one
without script, a recommender, two officers, six experts, an auditor and a member of the public. Days pass between the tests, which go on
from one another in their order.
"""

import http.client
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import until
from playwright.sync_api import expect
from realserver import PASSWORD, REPOSITORY, RealServer, heng, verify
from visiting import go, listening, signed_in

PLANNING, SCORING, NOTICE, END = ("2026-11-02 09:00:00", "2026-11-03 09:00:00", "2026-11-04 09:00:00", "2026-11-11 09:00:00")
ROUND, FROM, TO = "round-2026", "2026-11-04", "2026-11-10"
EXPERTS = {f"expert{n}": f"e0{n}" for n in range(1, 7)}
MARKED = ("release.1", "release.2", "manage.1")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCHEME = """scheme: whole
edition: 1
status: specimen
title: {zh: 全程试验指标, en: Scheme of a whole round}
panel: {minimum: 5, odd: true}
marks: {step: 0.5}
aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, level: indicator, minimum: 5}
rounding: {mode: half-up, total: 2}
pass: {total: 12}
criteria:
  - id: release
    title: {zh: 放, en: Release}
    points: 10
    children:
      - {id: release.1, title: {zh: 放开准入, en: Entry}, by: experts, points: 6, evidence: required, rubric: [{points: 6, text: 成效明显}, {points: 3, text: 有做法}, {points: 0, text: 没有}]}
      - {id: release.2, title: {zh: 鼓励创业, en: Start-ups}, by: experts, points: 4}
  - id: manage
    title: {zh: 管, en: Manage}
    points: 10
    children:
      - {id: manage.1, title: {zh: 联席会议, en: Conference}, by: experts, points: 5}
      - {id: manage.2, title: {zh: 亮照率, en: Licences shown}, by: rule, points: 5, fact: shown, rule: {linear: {from: {value: 0, points: 0}, to: {value: 100, points: 5}}}}
"""
PROGRAMME = """programme: whole
status: specimen
title: {zh: 全程试验, en: A whole round}
kinds: {city: {name: {zh: 设区市, en: City}, route: province}, county: {name: {zh: 县, en: County}, route: prefecture}}
sources: {department: {zh: 成员单位, en: departments}}
purposes: {designation: {name: {zh: 认定, en: designation}, honour: {zh: 示范区, en: a Zone}}}
conditions: {plan: {zh: 有实施方案, en: has a plan}}
"""
ZONES = """zone,name,english,kind,prefecture,code
jia,示例甲市,Jia,city,,990100
bing,示例丙县,Bing,county,示例甲市,990121
"""
POOL = "expert,name,source,organisation,region,employer,ties\n" + "".join(
    f"e0{n},{name},department,示例厅,,,\n" for n, name in enumerate("赵一 钱二 孙三 李四 周五 吴六".split(), 1))
PEOPLE = [
    ("officer", ["--role", "officer", "--name", "示例经办人"]), ("officer2", ["--role", "officer", "--name", "示例复核人"]),
    ("county", ["--role", "applicant", "--zone", "bing", "--name", "丙县申报人"]),
    ("city", ["--role", "applicant", "--zone", "jia", "--name", "甲市申报人"]),
    ("recommender", ["--role", "recommender", "--zone", "jia", "--name", "甲市推荐人"]),
]


class World:
    """The server, and everybody's browser."""

    def __init__(self, browser, server: RealServer, folder: Path) -> None:
        self.browser, self.server, self.folder, self.contexts = browser, server, folder, {}
        self.kept: dict[str, str] = {}

    def page(self, user: str, path: str):
        """A new page of a user's; the county's is a phone, the city's has no script."""
        if user not in self.contexts:
            options = {"county": {"viewport": {"width": 390, "height": 844}}, "city": {"java_script_enabled": False}}.get(user, {})
            self.contexts[user] = signed_in(self.browser, self.server, user, accept_downloads=True, **options)
        before = self.contexts[user].pages
        # A browser without a page may be gone before it has another.
        page = listening(self.contexts[user].new_page())
        for old in before:
            assert old.complaints == [], old.url
            old.close()
        if user == "city":
            page.goto(self.server.base_url + path)
        else:
            go(page, self.server, path)
        return page

    def at(self, moment: str) -> None:
        for context in self.contexts.values():
            context.close()
        self.contexts = {}
        self.server.restart(at=moment)

    def confirm(self) -> None:
        """The newest act that waits, by the second officer."""
        act = self.server.told("act.proposed", 0)[-1]["seq"]
        page = self.page("officer2", f"/office/rounds/{ROUND}/acts/{act}")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="确认并办理").click()
        expect(page.locator(".notice.good")).to_be_visible()

    def public(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.public_port, timeout=20)
        try:
            connection.request("GET", path)
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()

    def count(self, kind: str) -> int:
        return len(self.server.told(kind, 0))


@pytest.fixture(scope="module")
def world(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    ledger = folder / "ledger"
    ledger.mkdir()
    heng(ledger, "init", "--ledger", "demo.heng.example/2026", at=PLANNING)
    (ledger / "heng.sqlite.evidence").mkdir(exist_ok=True)
    for user, role in PEOPLE[:2]:
        heng(ledger, "user", "add", user, *role, user="security", at=PLANNING)
    server = RealServer(ledger, ledger, ROUND, "--public-listen", "127.0.0.1:0", at=PLANNING)
    world = World(browser, server, folder)
    yield world
    for context in world.contexts.values():
        context.close()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def said(page) -> str:
    return page.locator("main").inner_text()


def give(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


# 2 November: from files to a plan


def test_the_bureau_sets_up_programme_registry_calendar_and_call(world):
    page = world.page("officer", "/office/programmes")
    page.set_input_files("#file", give(world.folder, "programme.yaml", PROGRAMME))
    page.locator("main button.primary").first.click()
    press(page, "采用")
    assert world.count("programme.adopted") == 1
    calendar = (REPOSITORY / "Examples/calendar-2026.csv").read_text()
    for kind, content in (("zones", ZONES), ("experts", POOL), ("calendar", calendar)):
        page = world.page("officer", f"/office/registry/{kind}")
        page.set_input_files("#file", give(world.folder, f"{kind}.csv", content))
        page.locator("main button.primary").click()
        page.locator("main button.primary").click()
        expect(page.locator(".notice.good")).to_be_visible()
    for user, role in PEOPLE[2:] + [(user, ["--role", "expert", "--expert", expert, "--name", f"{expert}专家"]) for user, expert in EXPERTS.items()]:
        world.server.heng("user", "add", user, *role, user="security")
    world.at("2026-11-02 10:00:00")
    page = world.page("officer", "/office/schemes")
    page.set_input_files("#file", give(world.folder, "scheme.yaml", SCHEME))
    page.locator("main button.primary").first.click()
    assert "全程试验指标" in said(page)
    page.get_by_role("button", name=re.compile("申报通知")).click()
    page.locator("#call").fill("call-2026")
    page.locator("#title-zh").fill("关于申报的通知")
    page.locator("#last").fill("2026-11-02")
    page.locator("input[name=condition]").check()
    page.locator("main button.primary").click()
    assert "关于申报的通知" in said(page)
    page.locator("main button.primary").click()
    assert world.count("call.published") == 1


CALL = "/zone/calls/call-2026"


def apply(page, world, words: str) -> None:
    """Every field of the application, each saved by its button."""
    go_to = lambda path: page.goto(world.server.base_url + path)
    go_to(f"{CALL}/conditions")
    page.locator("input[type=radio][value=yes], input[type=radio][value=met], input[type=radio]").first.check()
    page.locator("main textarea, main input[type=text]").first.fill("方案已印发")
    press(page, "保存")
    for indicator, points in zip(MARKED, ("5", "3", "4")):
        go_to(f"{CALL}/indicators/{indicator}")
        page.get_by_label("自评分").fill(points)
        page.get_by_label("申报说明").fill(f"{words}：{indicator}")
        if indicator == "release.1":
            page.set_input_files("input[type=file]", {"name": "成效证明.pdf", "mimeType": "application/pdf", "buffer": PDF + words.encode()})
            if page.get_by_role("button", name="上传", exact=True).is_visible():
                press(page, "上传")
            expect(page.locator("#files a")).to_have_text("成效证明.pdf")
        press(page, "保存")


def test_a_county_applies_on_a_phone_and_a_city_without_script(world):
    page = world.page("county", "/zone")
    page.get_by_role("link", name=re.compile("关于申报的通知")).first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for user, words in (("county", "丙县"), ("city", "甲市")):
        page = world.page(user, CALL)
        apply(page, world, words)
        page.goto(world.server.base_url + f"{CALL}/check")
        press(page, "提交")
        assert world.count("application.submitted") == (1 if user == "county" else 2)
        assert "已提交" in said(page)


def test_the_prefecture_returns_it_once_and_then_recommends_it(world):
    page = world.page("recommender", "/prefecture")
    page.locator("main").get_by_role("link", name=re.compile("示例丙县")).first.click()
    world.kept["application"] = page.url.split("/")[-1]
    page.locator("#opinion").fill("请补充放开准入的依据")
    page.get_by_role("button", name=re.compile("退回")).click()
    assert world.count("application.returned") == 1
    page = world.page("county", "/zone")
    assert "请补充放开准入的依据" in said(page)
    page = world.page("county", CALL)
    assert "请补充放开准入的依据" in said(page)
    page.goto(world.server.base_url + f"{CALL}/indicators/release.1")
    assert page.get_by_label("申报说明").input_value() == "丙县：release.1", "nothing is lost"
    page.get_by_label("申报说明").fill("依据见文件第三页")
    press(page, "保存")
    page.goto(world.server.base_url + f"{CALL}/check")
    press(page, "提交")
    page = world.page("recommender", f"/prefecture/{world.kept['application']}")
    assert "依据见文件第三页" in said(page)
    page.locator("#opinion").fill("材料齐全，同意推荐")
    page.get_by_role("button", name=re.compile("推荐上报")).click()
    assert world.count("application.recommended") == 1


def test_the_bureau_accepts_both_plans_the_round_and_binds_the_draw(world):
    page = world.page("officer", "/office/applications")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("main button.primary").click()
    assert "将受理 2 份申报" in said(page)
    page.locator("main button.primary").click()
    assert world.count("application.accepted") == 2
    page = world.page("officer", "/office/rounds/new")
    page.locator("#title-zh").fill("示范区认定（全程试验）")
    page.locator("#title-en").fill("")
    page.locator("#round").fill(ROUND)
    for _ in range(3):
        press(page, "下一步")
    for name, day in (("opened", "2026-11-03"), ("closed", "2026-11-03"), ("announced", FROM), ("from", FROM), ("to", TO)):
        page.locator(f"#{name}").fill(day)
    press(page, "下一步")
    page.locator("#issuer-zh").fill("示例省主管部门")
    page.locator("#document").fill("示〔2026〕1号")
    page.locator("#objections-zh").fill("公示期内实名书面提出，电话000")
    if not page.locator("#verify").input_value():
        page.locator("#verify").fill("https://heng.example/v/")
    press(page, "下一步")
    press(page, "立项")
    assert world.count("round.planned") == 1
    page = world.page("officer", f"/office/rounds/{ROUND}/draw")
    page.locator("#witness").fill("双色球第2026127期开奖号码")
    press(page, "公布承诺")
    assert world.count("draw.committed") == 1


# 3 November: the draw is held, everybody scores, the round is closed and put on notice


def office(part: str = "") -> str:
    return f"/office/rounds/{ROUND}" + (f"/{part}" if part else "")


def drawn(world) -> dict[str, list[str]]:
    """The users on each zone's panel, as the officer reads it."""
    page = world.page("officer", office("board"))
    names = {f"{name}": user for name, user in zip("赵一 钱二 孙三 李四 周五 吴六".split(), EXPERTS)}
    return {zone: [names[name] for name in page.locator(f"#zone-{zone} a").all_inner_texts() if name in names] for zone in ("jia", "bing")}


def score(world, user: str, zone: str, marks: dict[str, str]) -> None:
    """By the table of the page, cell by cell."""
    page = world.page(user, f"/my/{ROUND}/zones/{zone}/table")
    for indicator, mark in marks.items():
        page.locator(f'.cell[data-indicator="{indicator}"] [id^=mark-]').first.fill(mark)
        page.keyboard.press("Enter")
    for indicator in marks:
        expect(page.locator(f'.cell[data-indicator="{indicator}"] .saved').first).to_contain_text("已保存")


def read_and_seal(world, user: str, zone: str) -> None:
    page = world.page(user, f"/my/{ROUND}/zones/{zone}/read")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="签封", exact=True).click()
    assert "回执" in said(page) and page.url.split("?")[0].endswith("/done")


def test_the_draw_is_held_the_next_day_and_seats_are_opened(world):
    world.at(SCORING)
    page = world.page("officer", office("draw"))
    page.locator("#witness").fill("03 08 15 21 26 30 11")
    press(page, "揭示并抽取")
    assert world.count("draw.held") == 1
    press(page, "开放席位，开始评分")
    assert world.count("round.opened") == 1
    page = world.page("officer", office("facts"))
    page.locator("#table").fill("zone,fact,value\njia,shown,90\nbing,shown,60\n")
    page.locator("main button.primary").first.click()
    page.locator("#source").fill("登记系统")
    page.locator("main button.primary").first.click()
    page = world.page("officer2", "/office")
    page.get_by_role("link", name=re.compile("示例经办人")).first.click()
    page.locator("main button.primary").first.click()
    assert world.count("facts.recorded") == 2


def test_experts_declare_one_recuses_and_the_substitute_scores(world):
    panel = drawn(world)
    assert [len(set(users)) for users in panel.values()] == [5, 5]
    leaving = panel["bing"][0]
    page = world.page(leaving, f"/my/{ROUND}/zones/bing/recuse")
    page.locator("#reason").fill("近亲属在该县工作")
    page.locator("main button.primary").click()
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    assert world.count("seat.recused") == 1
    [substitute] = set(EXPERTS) - set(panel["bing"])
    after = drawn(world)
    assert substitute in after["bing"], after
    scoring = {zone: [user for user in users if (user, zone) != (leaving, "bing")] for zone, users in after.items()}
    for user in EXPERTS:
        for zone, users in scoring.items():
            if user in users:
                page = world.page(user, f"/my/{ROUND}/zones/{zone}/start")
                page.locator("main button.primary").first.click()
                base = 5 if zone == "jia" else 4
                place = users.index(user)
                score(world, user, zone, {"release.1": f"{base + (place % 3) * .5:g}", "release.2": "3", "manage.1": "0.5" if place == 0 else "4"})
                read_and_seal(world, user, zone)
    world.kept |= {"first": scoring["jia"][0], "second": scoring["jia"][1], "leaving": leaving}
    assert world.count("sheet.sealed") == 10


def test_marks_that_lie_apart_are_read_again_and_answered(world):
    page = world.page("officer", office("divergence/jia/manage.1"))
    page.locator("main button.primary").first.click()
    asked = page.locator("tbody tr").count()
    page.locator("#count").fill(str(asked))
    page.locator("main button.primary").click()
    assert world.count("reread.called") == asked > 0, said(page)
    for user in EXPERTS:
        page = world.page(user, "/my")
        link = page.locator("a[href*='/reread/']")
        if link.count():
            link.first.click()
            page.locator("#reasons").fill("复核过会议记录，维持")
            page.locator("main button.primary").first.click()
    assert world.count("reread.answered") == asked


def test_the_round_is_closed_and_put_on_notice_by_two_people(world):
    page = world.page("officer", office("close"))
    page.locator("[name=missing]").fill("0")
    page.locator("[name=missing-facts]").fill("0")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    assert world.count("round.closed") == 1
    assert world.public(f"/r/{ROUND}/")[0] == 404, "closed is not public"
    page = world.page("officer", office("publish"))
    page.locator("#from").fill(FROM)
    page.locator("#to").fill(TO)
    page.locator("button[value=recount]").click()
    preview = page.frame_locator("iframe.preview").locator("table.ranking")
    expect(preview).to_be_visible()
    world.kept["preview"] = preview.locator("tbody").text_content()
    page.locator("#password").fill(PASSWORD)
    page.locator("button[value=propose]").click()
    world.confirm()
    assert world.count("notice.published") == 1


# 4 November: the notice runs


def test_the_public_reads_what_was_previewed_and_the_county_its_own_result(world):
    world.at(NOTICE)
    page = listening(world.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page())
    page.goto(f"http://127.0.0.1:{world.server.public_port}/r/{ROUND}/")
    assert "公示中" in said(page)
    assert page.locator("table.ranking tbody").text_content() == world.kept["preview"]
    assert page.context.cookies() == []
    page.context.close()
    page = world.page("county", f"/zone/rounds/{ROUND}")
    assert "示例丙县" in said(page) and page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not [name for name in "赵一 钱二 孙三 李四 周五 吴六".split() if name in said(page)]


def test_an_objection_is_upheld_and_a_report_is_heard_and_rejected(world):
    page = world.page("county", f"/zone/rounds/{ROUND}/objections/new?indicator=manage.2")
    page.locator("#grounds").fill("亮照率应为八十")
    page.locator("main button.primary").click()
    page.set_input_files("#evidence", {"name": "登记证明.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("main button.primary").click()
    assert world.count("objection.filed") == 1
    page = world.page("officer", office("objections/report"))
    page.locator("#zone").select_option("jia")
    page.locator("#indicator").select_option("release.1")
    page.locator("#grounds").fill("来信反映材料不实")
    page.set_input_files("#evidence", {"name": "来信.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("main button.primary").click()
    assert world.count("report.filed") == 1
    page = world.page("city", "/zone")
    assert page.locator(f"a[href*='/zone/rounds/{ROUND}/objections/']").count(), said(page)
    page.locator(f"a[href*='/zone/rounds/{ROUND}/objections/']").first.click()
    page.locator("#text").fill("材料属实，原件备查")
    page.locator("main button.primary").click()
    assert world.count("report.heard") == 1
    for link, answer, reasons in (("fy-1", "reject", "查无此事"), ("yy-bing-1", "uphold", "登记系统的数据为准")):
        page = world.page("officer", office(f"objections/{link}"))
        page.locator(f"input[value={answer}]").check()
        page.locator("#reasons").fill(reasons)
        if answer == "uphold":
            page.locator("[id='fact-shown']").fill("80")
        page.locator("main button.primary").click()
        if answer == "uphold":
            assert "60 → 80" in said(page), "the effect stands before the decision"
        page.locator("main button.primary").click()
    world.confirm()
    assert world.count("objection.decided") == 2 and world.count("facts.corrected") == 1
    page = world.page("officer", office("conclude"))
    assert page.locator("#cells tbody tr").count() == 1
    page.locator("#number").fill("示〔2026〕2号")
    page.locator("#statement").fill("更正丙县亮照率。")
    page.locator("main button.primary").click()
    world.confirm()
    assert world.count("correction.published") == 1
    page = world.page("county", f"/zone/rounds/{ROUND}/objections/yy-bing-1")
    assert "登记系统的数据为准" in said(page)
    page.get_by_role("button", name="确认收到").click()
    assert world.count("decision.received") == 1
    until(lambda: "更正后的结果" in world.public(f"/r/{ROUND}/")[1].decode(), what="the correction in public")
    assert "示〔2026〕2号" in world.public(f"/r/{ROUND}/changes/")[1].decode()


# 11 November: the result takes effect


def test_the_result_takes_effect_and_certificates_papers_and_bundle_go_out_together(world):
    world.at(END)
    page = world.page("officer", office("final"))
    page.locator("#number").fill("示〔2026〕3号")
    page.locator("#password").fill(PASSWORD)
    press(page, "使结果生效")
    page.locator("#password").fill(PASSWORD)
    press(page, "颁发证书")
    kinds = ("round.finalised", "certificate.issued", "papers.issued", "bundle.released")
    assert [world.count(kind) for kind in kinds] == [1, 2, 1, 1]


def test_the_county_downloads_its_certificate_and_anybody_checks_it(world, tmp_path):
    page = world.page("county", f"/zone/rounds/{ROUND}")
    assert "达标" in said(page) and "未达标" not in said(page)
    found = {}
    for name in ("certificate-bing.pdf", "score-sheet-bing.pdf", "notice.pdf"):
        link = page.locator(f"main a[href$='/{name}']").first
        answer = page.request.get(world.server.base_url + link.get_attribute("href"))
        assert answer.status == 200 and answer.headers["content-type"] == "application/pdf", name
        found[name] = tmp_path / name
        found[name].write_bytes(answer.body())
        assert subprocess.run(["qpdf", "--check", str(found[name])], capture_output=True).returncode == 0, name
    told = subprocess.run(["pdftotext", "-raw", str(found["score-sheet-bing.pdf"]), "-"], capture_output=True, text=True, check=True).stdout
    total = re.search(r"总分\D{0,20}(\d+\.\d\d)", said(page))
    assert total and total[1] in told, "the page has the numbers of the paper"
    # Whoever holds the paper reads where its code leads, and looks there.
    picture = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", "200", "-singlefile", "-png", str(found["certificate-bing.pdf"]), str(picture)], check=True)
    code = subprocess.run(["zbarimg", "-q", "--raw", f"{picture}.png"], capture_output=True, text=True, check=True).stdout.strip().rsplit("/", 1)[1]
    world.kept["code"] = code
    status, body = world.public(f"/v/{code}/")
    assert status == 200 and "示例丙县" in body.decode() and "有效" in body.decode()
    result, told = verify(str(found["certificate-bing.pdf"]), "--database", str(world.server.folder / "heng.sqlite"))
    assert result == 0, told


def test_a_member_of_the_public_recomputes_the_ranking_and_the_auditor_proves_the_ledger(world, tmp_path):
    status, body = world.public(f"/r/{ROUND}/data/bundle.zip")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(tmp_path)
    result, told = verify(str(tmp_path))
    assert result == 0, told
    names = "赵一 钱二 孙三 李四 周五 吴六".split()
    assert not [name for file in tmp_path.rglob("*") if file.is_file() for name in names if name in file.read_bytes().decode(errors="ignore")]
    page = world.page("auditor", "/audit")
    page.locator("main form button").first.click()
    until(lambda: "相符" in said(page) or page.reload() is None and "相符" in said(page), 30, "the proof")
    assert "不符" not in said(page)


def test_a_certificate_that_is_revoked_says_so_to_whoever_scans_it(world):
    page = world.page("officer", office("certificates"))
    page.locator("tbody tr", has_text="示例丙县").locator("a").first.click()
    page.locator("#reason").fill("示例撤销")
    page.locator("#password").fill(PASSWORD)
    press(page, "提出撤销")
    assert "有效" in world.public(f"/v/{world.kept['code']}/")[1].decode(), "one person alone revokes nothing"
    world.confirm()
    until(lambda: "撤销" in world.public(f"/v/{world.kept['code']}/")[1].decode(), what="the revocation in public")
    assert "示例撤销" not in world.public(f"/v/{world.kept['code']}/")[1].decode()
    assert "撤销" in said(world.page("county", f"/zone/rounds/{ROUND}"))
    result, told = verify(str(world.server.folder / "heng.sqlite"), "--key-file", str(world.server.folder / "demo.key"))
    assert result == 0, told
