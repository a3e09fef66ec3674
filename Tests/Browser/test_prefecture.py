"""申报推荐: a prefecture sees its own counties and nobody else's, sends on within its places, sends back with an opinion."""

import re
import shutil
from secrets import token_urlsafe

import applied
import pytest
from axe_playwright_python.sync_playwright import Axe
from applied import CALL, CITY, COUNTIES, OPINION, OTHER
from reading import errors, hidden, main, rows, summary, text
from realserver import RealServer, until_served
from test_form import RULES, SIDEWAYS
from visiting import HAN, opened, signed_in

PAGE = "/prefecture"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("applied")
    server = RealServer(applied.ledger(), folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def answer(server, zone: str, do: str, opinion: str = "", user: str = "recommender", key: str = ""):
    page = f"{PAGE}/{zone}-open"
    return server.post(page, user, do=do, opinion=opinion, key=key or hidden(main(server.get(page, user)), "key"))


def test_a_prefecture_sees_its_own_counties_and_no_other(server):
    for prefix in ("", "/en"):
        page = server.get(prefix + PAGE, "recommender").text
        for zone, name in COUNTIES.items():
            assert f"{PAGE}/{zone}-open" in page
        assert "xishan" not in page and OTHER["xishan"] not in page and "nanpu" not in page
        compared = server.get(f"{prefix}{PAGE}/compare/{CALL}", "recommender")
        assert compared.status == 200 and "示例西山县" not in compared.text and "Xishan" not in compared.text
    other = main(server.get(PAGE, "recommender2"))
    assert OTHER["xishan"] in other and not any(name in other for name in COUNTIES.values())
    assert rows(other)[0] == ["县（市、区）", "2", "0", "2"], "places that others used are not counted"
    assert len(rows(main(server.get(f"{PAGE}/compare/{CALL}", "recommender2")))) > 40


def test_what_is_not_its_own_is_the_same_as_what_is_not_there(server):
    nothing = server.get(f"{PAGE}/nothing", "recommender")
    for path in ("xishan-open", "nanpu-open", "jinchuan-2026-x", "compare/nothing"):
        assert (server.get(f"{PAGE}/{path}", "recommender").status, len(server.get(f"{PAGE}/{path}", "recommender").body)) == (404, len(nothing.body)), path
    assert answer_to(server, "xishan").status == 404
    for user in ("officer", "applicant1", "for-qinghe", "expert1", "auditor", "security", "system"):
        assert [server.get(path, user).status for path in (PAGE, f"{PAGE}/qinghe-open", f"{PAGE}/compare/{CALL}")] == [404] * 3, user
        assert server.post(f"{PAGE}/qinghe-open", user, do="recommend", opinion="", key="A" * 22).status == 404


def answer_to(server, zone: str):
    return server.post(f"{PAGE}/{zone}-open", "recommender", do="recommend", opinion="x", key="A" * 22)


def test_evidence_opens_for_who_may_see_the_application(server):
    path = "/applications/{}-open/evidence/{}"
    for user in ("recommender", "officer", "auditor", "for-qinghe"):
        file = server.get(path.format("qinghe", 1), user)
        assert file.status == 200 and file.headers["content-type"] == "application/pdf" and b"qinghe" in file.body, user
    for user in ("recommender2", "for-baisha", "expert1", "security", "system"):
        assert server.get(path.format("qinghe", 1), user).status == 404, user
    assert server.get(path.format("qinghe", 9), "officer").status == 404
    assert server.get(path.format("qinghe", 1)).status == 303, "who is not signed in signs in first"


def test_what_changed_since_the_version_before_stands_side_by_side(server):
    page = main(server.get(f"{PAGE}/qinghe-open", "recommender"))
    changed = re.search(r'(?s)<table class="wide stack changes".*?</table>', page)[0]
    assert rows(changed) == [["各类众创孵化载体", "自评 1.2 分见材料", "自评 1.5 分已补充协作案例"], ["材料：协作机制", "纪要.pdf", "纪要.pdf案例.pdf"]] or len(rows(changed)) == 2, rows(changed)
    assert "1.2" in changed and "1.5" in changed and "案例.pdf" in changed
    assert page.count("有改动") >= 2 and "新增" in page
    history = re.findall(r"第 \d 次提交|设区市退回", page)
    assert history == ["第 1 次提交", "设区市退回", "第 2 次提交"] and OPINION in page
    assert "与上一版相比" not in main(server.get(f"{PAGE}/baisha-open", "recommender"))


def test_missing_evidence_is_said_in_red_words(server):
    page = main(server.get(f"{PAGE}/baisha-open", "recommender"))
    assert re.search(r"有 \d+ 项指标缺少必须提交的佐证材料", page)
    row = re.search(r'(?s)<tr id="i-release\.1\.2".*?</tr>', page)[0]
    assert '<p class="error">缺少必须提交的材料</p>' in row
    assert "缺少必须" not in re.search(r'(?s)<tr id="i-regulate\.1\.1".*?</tr>', page)[0]


def test_a_return_needs_an_opinion_and_then_the_zone_reads_it(server):
    refused = answer(server, "qinghe", "return")
    assert refused.status == 422 and "opinion" in errors(main(refused)) and len(summary(main(refused))) == 1
    done = answer(server, "qinghe", "return", "请补充 2026 年的案例")
    assert done.status == 303 and done.headers["location"].endswith("?done=prefIsReturned")
    again = answer(server, "qinghe", "return", "再退一次", key=token_urlsafe(16)) if "name=\"do\"" in server.get(f"{PAGE}/qinghe-open", "recommender").text else None
    assert again is None, "what was sent back has no form any more"
    assert "请补充 2026 年的案例" in server.get(f"{PAGE}/qinghe-open", "recommender").text


def test_places_are_counted_and_a_full_quota_says_why(server):
    left = lambda: rows(main(server.get(PAGE, "recommender")))[0]
    assert left() == ["县（市、区）", "2", "1", "1"]
    page = main(server.get(f"{PAGE}/baisha-open", "recommender"))
    assert "还剩 1 个" in page
    key = hidden(page, "key")
    for _ in range(2):
        done = answer(server, "baisha", "recommend", "同意推荐", key=key)
        assert done.status == 303, done.text[:300]
    assert left() == ["县（市、区）", "2", "2", "0"]
    server.heng("application", "submit", str(applied.application("qinghe", "1.4", "第三版", folder=server.folder / "third")), user="for-qinghe")
    until_served(lambda: 'value="recommend"' in server.get(f"{PAGE}/qinghe-open", "recommender").text)
    page = main(server.get(f"{PAGE}/qinghe-open", "recommender"))
    assert re.search(r'<button class="primary"[^>]*value="recommend"[^>]*disabled', page) and "已满2个名额" in page, page[-800:]
    refused = answer(server, "qinghe", "recommend", "同意推荐")
    assert refused.status in (409, 422) and summary(main(refused)) and "同意推荐" in main(refused), "what was typed stays"
    assert left() == ["县（市、区）", "2", "2", "0"]


def test_comparison_has_counties_as_columns_and_pillars_with_sums(server):
    page = main(server.get(f"{PAGE}/compare/{CALL}", "recommender"))
    heads = [text(cell) for cell in re.findall(r"(?s)<th scope=\"col\"[^>]*>(.*?)</th>", page)]
    assert sorted(heads[1:]) == sorted(COUNTIES.values())
    place = heads.index("示例白沙县")
    found = {row[0]: row for row in rows(page)}
    assert found["自评合计"][place].startswith("2.2 / ")
    assert "1.2缺材料" in [row[place] for row in found.values()] and "1材料 1 份" in [row[place] for row in found.values()]


def test_pages_hold_on_a_phone_and_for_everybody(server, browser):
    paths = [PAGE, f"{PAGE}/qinghe-open", f"{PAGE}/compare/{CALL}"]
    for prefix in ("", "/en"):
        for width in (1440, 390):
            context = signed_in(browser, server, "recommender", viewport={"width": width, "height": 900})
            for path in paths:
                page = opened(context, server, prefix + path)
                assert page.evaluate(SIDEWAYS) == [], (prefix + path, width)
                assert page.complaints == []
                if width == 1440:
                    found = Axe().run(page, options=RULES).response["violations"]
                    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], prefix + path
                title, heading = page.title().split(" · ")[0], page.locator("h1").inner_text()
                assert title == heading and (prefix or HAN.search(title)), path
                page.close()
            context.close()
