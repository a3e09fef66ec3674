"""What a zone reads of its own result, and nobody else: sentence 75."""

import base64
import json
import re
import subprocess

import published
import pytest
from published import AFTER, NOW, ROUND
from playwright.sync_api import expect
from reading import main, text
from realserver import RealServer, copy, heng, verify
from test_form import RULES, SIDEWAYS, Axe
from visiting import HAN, opened, signed_in

ZONE = f"/zone/rounds/{ROUND}"


@pytest.fixture(scope="module")
def noticed(tmp_path_factory):
    """The notice of the demo's second round runs."""
    server = published.server(tmp_path_factory.mktemp("noticed"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def final(tmp_path_factory):
    """The round is final, and its certificates are issued."""
    folder = tmp_path_factory.mktemp("final")
    copy(published.published_ledger(), folder)
    heng(folder, "round", "finalise", ROUND, "--number", "示网监联办〔2026〕9号", user="officer", at=AFTER)
    heng(folder, "certificate", "issue", ROUND, user="officer", at=AFTER)
    server = RealServer(folder, folder, ROUND, at=AFTER)
    yield server
    server.stop()


def paper(server, name: str, user: str, tmp_path) -> str:
    """The text of a PDF, as its reader downloads it."""
    answer = server.get(f"{ZONE}/papers/{name}", user)
    assert answer.status == 200 and answer.body.startswith(b"%PDF-"), (name, answer.status)
    file = tmp_path / name
    file.write_bytes(answer.body)
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def cells(page, css: str) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in page.locator(f"{css} tbody tr").all()]


def test_before_publication_a_zone_reads_when_the_result_is_planned_and_nothing_else(demo):
    answer = demo.get(ZONE, "applicant1")
    page = main(answer)
    assert answer.status == 200 and "2026年12月21日" in page
    assert not re.search(r"\d+[.]\d\d|名次|总分|签封|\d+ / \d+", page)
    for part in ("indicators/regulate.1.2", "papers/notice.pdf", "papers/score-sheet-jinchuan.pdf", "receipt", "objections/x"):
        assert demo.get(f"{ZONE}/{part}", "applicant1").status == 404, part
    assert "公示" in demo.get(f"{ZONE}/objections/new", "applicant1").text


def test_75_the_page_has_the_numbers_of_the_score_sheet(browser, noticed, tmp_path):
    sheet = paper(noticed, "score-sheet-luyuan.pdf", "applicant2", tmp_path)
    plain = re.sub(r"\s+", "", sheet)
    context = signed_in(browser, noticed, "applicant2")
    page = opened(context, noticed, ZONE)
    told = dict(zip(page.locator("#numbers dt").all_inner_texts(), page.locator("#numbers dd").all_inner_texts()))
    total = told["总分"].split(" / ")[0]
    assert re.fullmatch(r"\d+[.]\d\d", total) and f"{total}/100" in plain, total
    assert told["结论"] in sheet and told["等次"] in sheet
    rank = re.search(r"第 (\d+) 名", told["名次"])[1]
    assert re.search(rf"(?m)^.*\b{rank}\b", sheet)
    sections = {section.locator("h2").inner_text(): section for section in page.locator("main section").all() if section.locator("h2").count()}
    lines = cells(sections["结论的依据"], "table")
    assert lines and all(re.sub(r"\s+", "", finding) in plain for _, finding, _ in lines)
    pillars = cells(sections["一级指标得分"], "table")
    assert len(pillars) == 5
    for title, score, most, line, lost in pillars:
        assert f"{score.strip()}/{most}" in plain and (line == "–" or line in sheet), title
    losses = cells(sections["失分的指标"], "table")
    assert len(losses) > 8
    for number, title, score, most, lost, _ in losses[:8]:
        # The score sheet lists the eight that cost most, with what was lost.
        assert re.search(rf"(?m)^.*{re.escape(number)}\s.*{re.escape(score)} / {re.escape(most)}\s+{re.escape(lost)}", sheet), (number, title)
    for number, title, score, most, lost, _ in losses[8:]:
        assert re.search(rf"{re.escape(most)}\s+{re.escape(score)}\s+{re.escape(lost)}", sheet), (number, title)
    assert [float(row[4].replace("−", "-")) for row in losses] == sorted(float(row[4].replace("−", "-")) for row in losses)
    comments = [text for text in page.locator(".comments li").all_inner_texts()]
    assert comments
    for comment in comments:
        seat, said = comment.split("　", 1)
        assert seat in sheet and re.sub(r"\s+", "", said) in plain, comment
    context.close()


def test_the_numbers_of_another_zone_are_not_on_the_page(noticed):
    own, other = (main(noticed.get(ZONE, user)) for user in ("applicant1", "applicant2"))
    comment = lambda page: set(re.findall(r'(?s)<ul class="links comments">(.*?)</ul>', page))
    assert comment(own) and comment(other) and not comment(own) & comment(other)


def test_an_indicator_shows_its_arithmetic_and_the_neighbour_above_is_explained(browser, noticed):
    context = signed_in(browser, noticed, "applicant2")
    page = opened(context, noticed, ZONE)
    page.locator("#loss-regulate\\.1\\.2 a").click()
    expect(page.locator("h1")).to_have_text("网上亮证亮照")
    assert "92" in page.locator(".arithmetic").inner_text()
    page = opened(context, noticed, ZONE)
    assert page.locator(".question h3").all_inner_texts() == ["示例锦川市为什么在示例鹿原县之前"]
    context.close()


def test_the_receipt_of_the_result_holds(noticed, tmp_path):
    answer = noticed.get(f"{ZONE}/receipt", "applicant1")
    assert answer.status == 200 and "tlog-proof" in answer.headers["content-disposition"]
    file = tmp_path / "result.tlog-proof"
    file.write_bytes(answer.body)
    told = base64.b64decode(re.search(rb"(?m)^extra (\S+)", answer.body)[1]).decode()
    values = [base64.urlsafe_b64decode(one + "==").decode() for one in json.loads(told)["disclosures"]]
    assert [json.loads(value)[1] for value in values] == ["result"] and "jinchuan" in values[0]
    status, said = verify(str(noticed.folder / "heng.sqlite"), "--key-file", str(noticed.folder / "demo.key"))
    key = re.search(r"demo[.]heng[.]example/2026\+\S+", said)[0]
    assert status == 0 and verify(str(file), "--key", key)[0] == 0


DENIED = ["", "/indicators/regulate.1.2", "/papers/notice.pdf", "/receipt", "/objections/new"]


@pytest.mark.parametrize("part", DENIED)
def test_other_roles_and_what_is_not_there_get_the_same_404(noticed, part):
    for user in ("officer", "expert1", "auditor", "recommender", "applicant1"):
        missing = noticed.get("/zone/rounds/nowhere" + part, user)
        # Its own zone takes no part in the other round.
        answer = noticed.get(("/zone/rounds/demo-2026" if user == "applicant1" else ZONE) + part, user)
        assert answer.status == missing.status == 404 and main(answer) == main(missing), user
    assert noticed.get(ZONE + part, "applicant1").status == 200


@pytest.mark.parametrize("name", ["score-sheet-luyuan.pdf", "score-sheet-nowhere.pdf", "certificate-jinchuan.pdf", "decision-jinchuan-x.pdf", "snapshot.json", "correction-1.pdf"])
def test_papers_of_others_and_papers_that_are_not_there_are_the_same_404(noticed, name):
    assert main(noticed.get(f"{ZONE}/papers/{name}", "applicant1")) == main(noticed.get(f"{ZONE}/papers/x", "applicant1"))


def test_a_final_result_has_its_certificate_and_the_finding(final, tmp_path):
    page = main(final.get(ZONE, "applicant1"))
    assert "结果已生效" in page and "提出异议" not in page
    assert re.search(r"(?s)id=\"certificate\".*?有效", page)
    number = re.search(r"(?s)<dt>编号</dt><dd>(.*?)</dd>", page)[1]
    certificate = paper(final, "certificate-jinchuan.pdf", "applicant1", tmp_path)
    assert "示例锦川市" in certificate and number
    assert "9号" in re.sub(r"\s", "", paper(final, "finding.pdf", "applicant1", tmp_path))
    assert final.get(f"{ZONE}/papers/certificate-jinchuan.pdf", "applicant2").status == 404


@pytest.mark.parametrize("path", ["", "/indicators/regulate.1.2"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_are_clean_and_do_not_scroll_sideways(browser, noticed, prefix, path):
    context = signed_in(browser, noticed, "applicant1")
    page = opened(context, noticed, prefix + ZONE + path)
    for theme in ("light", "dark"):
        page.evaluate("(theme) => Object.assign(document.documentElement.dataset, { theme })", theme)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SIDEWAYS) == []
    if prefix:
        assert not HAN.search(re.sub(r"中文", "", page.locator("main h2, main dt, main th[scope=col], main .button").all_inner_texts().__str__()))
    assert page.complaints == []
    context.close()
