"""申报与立项: applications accepted, programmes adopted, calls published, schemes tried and a round planned, all in the browser."""

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from secrets import token_urlsafe

import applied
import pytest
from applied import CALL
from axe_playwright_python.sync_playwright import Axe
from reading import count, errors, hidden, main, rows, summary, text, upload
from realserver import HENG, REPOSITORY, RealServer, heng
from test_form import RULES, SIDEWAYS
from visiting import HAN, Forms, opened, signed_in

APPS, CALLS, SCHEMES, PLAN, PROGRAMMES = (f"/office/{part}" for part in ("applications", "calls", "schemes", "rounds/new", "programmes"))
SCHEME = (REPOSITORY / "Criteria/jiangxi-2017.yaml").read_text()
LATER = str(date.today() + timedelta(days=90))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("applied")
    server = RealServer(applied.ledger(), folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def latest(server, type: str) -> dict:
    return server.told(type, 0)[-1]


def stored(server, digest: str) -> bytes:
    return server.sql("SELECT bytes FROM file WHERE digest = ?", digest)[0][0]


# applications


def test_a_filter_narrows_the_list_and_its_tables_alike(server):
    every = rows(main(server.get(APPS, "officer")))
    some = rows(main(server.get(f"{APPS}?call={CALL}&state=submitted-to-province", "officer")))
    assert len(every) == 9 and [row[0].split(" ")[0] for row in some] == ["示例东林区", "示例南浦市"]
    table = server.get(f"{APPS}/table.csv?call={CALL}&state=submitted-to-province", "officer").body.decode("utf-8-sig")
    assert [line.split(",")[1] for line in table.splitlines()[1:]] == ["示例东林区", "示例南浦市"]
    assert server.get(f"{APPS}/table.xlsx", "officer").body[:2] == b"PK"
    assert "没有符合条件的申报" in main(server.get(f"{APPS}?kind=nothing", "officer"))


def test_several_are_accepted_after_a_look_and_each_is_told(server):
    nothing = server.post(f"{APPS}/accept", "officer")
    assert nothing.status == 422 and summary(main(nothing)) == ["没有选中任何一份：请先勾选"]
    preview = server.post(f"{APPS}/accept", "officer", application="nanpu-open")
    page = main(preview)
    assert preview.status == 200 and "将受理 1 份申报" in page and "其中 1 份不齐全" in page and len(rows(page)[0][2]) > 100, "what is missing is named"
    assert count(server, "application.accepted") == 4, "nothing is done by the look"
    fields = Forms(page).of("/accept/confirm")
    body = {"application": "nanpu-open", "key": fields["key"]}
    for _ in range(2):
        done = server.post(f"{APPS}/accept/confirm", "officer", **body)
        assert "已受理 1 份，未受理 0 份" in main(done)
    assert count(server, "application.accepted") == 5, "sent again it is one step"
    again = main(server.post(f"{APPS}/accept/confirm", "officer", application="nanpu-open", key=token_urlsafe(16)))
    assert "已受理 0 份，未受理 1 份" in again and "现为“已受理”" in again


def test_one_is_sent_back_only_with_an_opinion_and_accepted_afterwards(server):
    page = f"{APPS}/donglin-open"
    key = hidden(main(server.get(page, "officer")), "key")
    refused = server.post(f"{page}/return", "officer", opinion=" ", key=key)
    assert refused.status == 422 and list(errors(main(refused))) == ["opinion"]
    done = server.post(f"{page}/accept", "officer", key=key)
    assert done.status == 303 and "已受理" in main(server.get(page, "officer"))
    late = server.post(f"{page}/return", "officer", opinion="太晚了", key=token_urlsafe(16))
    assert late.status == 409 and summary(main(late))


def test_a_withdrawal_for_a_zone_needs_a_reason(server):
    page = f"{APPS}/xishan-open"
    key = hidden(main(server.get(page, "officer")), "key")
    refused = server.post(f"{page}/withdraw", "officer", reason="", key=key)
    assert refused.status == 422 and list(errors(main(refused))) == ["reason"]
    assert server.post(f"{page}/withdraw", "officer", reason="来函撤回", key=key).status == 303
    assert "已撤回" in main(server.get(page, "officer"))


def test_the_auditor_reads_and_decides_nothing(server):
    page = main(server.get(f"{APPS}/baisha-open", "auditor"))
    assert "自评和佐证材料" in page and "<form" not in page
    assert "<form" not in main(server.get(APPS, "auditor"))
    for part in ("accept", "return", "withdraw"):
        assert server.post(f"{APPS}/baisha-open/{part}", "auditor", opinion="x", reason="x", key=token_urlsafe(16)).status == 404


# programmes


def test_a_broken_programme_is_told_with_every_line(server):
    broken = "programme: jiangxi-2017\nstatus: maybe\ntitle: {zh: 题}\nkinds:\n  city: {name: {zh: 市}, route: nowhere}\nsources: {}\npurposes: {}\nmore: 1\n"
    answer = upload(server, PROGRAMMES, "officer", file=("broken.yaml", broken.encode()))
    told = summary(main(answer))
    assert answer.status == 422 and len(told) >= 5, told
    assert [line for line in told if "broken.yaml" in line and re.search(r"\d+", line)] == told
    assert any("2" in line and "status" in line for line in told) and any("8" in line and "more" in line for line in told), told


def test_a_programme_shows_what_it_changes_before_it_is_adopted(server):
    before = count(server, "programme.adopted")
    own = (REPOSITORY / "Programmes/jiangxi-2017.yaml").read_text()
    newer = own.replace("{zh: 企业, en: enterprises}", "{zh: 电商企业, en: enterprises}")
    page = main(upload(server, PROGRAMMES, "officer", file=("newer.yaml", newer.encode())))
    assert [row[1:] for row in rows(page) if len(row) == 3 and "电商企业" in row[2]][0] == ["企业", "电商企业"]
    assert count(server, "programme.adopted") == before
    fields = Forms(page).of("/adopt")
    done = upload(server, f"{PROGRAMMES}/adopt", "officer", content=fields["content"], key=fields["key"])
    assert done.status == 303 and count(server, "programme.adopted") == before + 1
    assert "电商企业" in main(server.get(f"{PROGRAMMES}/jiangxi-2017", "officer"))
    same = main(upload(server, PROGRAMMES, "officer", file=("newer.yaml", newer.encode())))
    assert "没有改动" in same and "/adopt" not in same
    without = newer.replace("  county: {name: {zh: 县（市、区）, en: County or district}, route: prefecture}\n", "")
    refused = main(upload(server, PROGRAMMES, "officer", file=("without.yaml", without.encode())))
    assert summary(refused) and "/adopt" not in refused, "a call has places for counties"


def test_a_shipped_programme_is_looked_at_and_adopted(server):
    page = main(upload(server, PROGRAMMES, "officer", shipped="consumer-trust"))
    fields = Forms(page).of("/adopt")
    assert upload(server, f"{PROGRAMMES}/adopt", "officer", content=fields["content"], key=fields["key"]).status == 303
    assert "放心消费街道" in main(server.get(f"{PROGRAMMES}/consumer-trust", "officer"))


# calls


def form(server, **changed) -> dict:
    page = main(server.get(f"{CALLS}/new?programme=jiangxi-2017", "officer"))
    fields = [fields for _, where, fields in Forms(page).found if where.endswith("/calls/new")][0]
    scheme = re.search(r'<option value="([0-9a-f]{64})" selected', page)[1]
    return {**fields, "purpose": "designation", "scheme": scheme, "go": "check", **changed}


def test_a_call_by_the_form_is_the_one_of_its_file(server):
    wrong = upload(server, f"{CALLS}/new", "officer", **form(server, **{"call": "Bad Id", "last": "2020-01-01", "title-zh": "", "quota-county": "0"}))
    page = main(wrong)
    assert wrong.status == 422 and {"call", "title-zh", "quota-county"} <= set(errors(page)), errors(page)
    assert 'value="Bad Id"' in page and 'value="2020-01-01"' in page, "what was typed stays"
    past = upload(server, f"{CALLS}/new", "officer", **form(server, last="2020-01-01"))
    assert past.status == 422 and list(errors(main(past))) == ["last"]
    given = {"call": "by-form", "title-zh": "关于申报的通知", "title-en": "A call", "last": LATER, "condition": "funds", "quota-county": "3", "day-1": LATER, "day-zh-1": "现场评审", "day-en-1": ""}
    check = main(upload(server, f"{CALLS}/new", "officer", **form(server, **given)))
    assert "现场评审" in check and "最多推荐 3 个" in check and count(server, "call.published") == 2
    fields = Forms(check).of("/calls/new")
    done = upload(server, f"{CALLS}/new", "officer", **{**fields, "go": "publish"})
    assert done.status == 303 and done.headers["location"].endswith("/office/calls/by-form?done=callIsPublished")
    event = latest(server, "call.published")
    assert json.loads(stored(server, event["file"])) == {
        "id": "by-form", "programme": "jiangxi-2017", "title": {"zh": "关于申报的通知", "en": "A call"}, "purpose": "designation",
        "scheme": {"id": "jiangxi-2017", "edition": 1}, "last": LATER, "conditions": ["funds"],
        "quotas": [{"kind": "county", "most": 3}], "days": [{"day": LATER, "title": {"zh": "现场评审"}}]}
    shown = main(server.get(f"{CALLS}/by-form", "officer"))
    assert "经费" in shown and "联席会议" not in shown


def test_a_call_by_a_file_goes_through_the_same_check(server):
    broken = upload(server, f"{CALLS}/new", "officer", go="yaml", programme="jiangxi-2017", file=("call.yaml", b"call: x\nprogramme: jiangxi-2017\nlast: soon\nscheme: nothing.yaml\nodd: 1\n"))
    told = summary(main(broken))
    assert broken.status == 422 and len(told) >= 4 and all("call.yaml" in line for line in told), told
    text_of = f"call: by-file\nprogramme: jiangxi-2017\ntitle: {{zh: 按文件}}\npurpose: designation\nscheme: ../Criteria/jiangxi-2017.yaml\nlast: {LATER}\nconditions: [staff]\ndays:\n" + "".join(f"  - {{day: {LATER}, title: {{zh: 第{n}项}}}}\n" for n in range(1, 7))
    check = main(upload(server, f"{CALLS}/new", "officer", go="yaml", programme="jiangxi-2017", file=("call.yaml", text_of.encode())))
    back = main(upload(server, f"{CALLS}/new", "officer", **{**Forms(check).of("/calls/new"), "go": "form"}))
    assert 'value="by-file"' in back and 'value="第6项"' in back, "going back keeps everything"
    assert upload(server, f"{CALLS}/new", "officer", **{**Forms(check).of("/calls/new"), "go": "publish"}).status == 303
    assert len(json.loads(stored(server, latest(server, "call.published")["file"]))["days"]) == 6


def test_the_last_day_is_only_put_off(server):
    page = f"{CALLS}/{CALL}"
    key = hidden(main(server.get(page, "officer")), "key")
    refused = server.post(f"{page}/extend", "officer", to="2026-12-01", reason="", key=key)
    assert refused.status == 422 and set(errors(main(refused))) == {"to", "reason"} and 'value="2026-12-01"' in main(refused)
    later = str(date.today() + timedelta(days=230))
    assert server.post(f"{page}/extend", "officer", to=later, reason="申报单位来函", key=key).status == 303
    assert latest(server, "call.extended")["to"] == later


# schemes


def test_all_problems_of_a_broken_scheme_are_told_with_their_lines(server):
    broken = SCHEME.replace("evidence: required", "evidence: perhaps", 2).replace("edition: 1", "edition: none", 1)
    answer = upload(server, SCHEMES, "officer", file=("scheme.yaml", broken.encode()))
    told = summary(main(answer))
    assert answer.status == 422 and len(told) == 3, told
    for line in told:
        number = int(re.search(r"scheme\.yaml[^\d]*(\d+)", line)[1])
        assert any(word in broken.splitlines()[number - 1] for word in ("perhaps", "none")), line


def test_a_brought_scheme_is_a_table_compared_and_carried_into_a_call(server):
    newer = SCHEME.replace("edition: 1", "edition: 2", 1).replace("evidence: required", "evidence: optional", 1)
    page = main(upload(server, SCHEMES, "officer", file=("scheme.yaml", newer.encode())))
    assert "第 2 版" in page and "还没有保存" in page and len(rows(page)) > 60
    changes = text(page[page.index('id="changes"'):])
    assert re.search(r"第 ?1 ?版", changes) and re.search(r"第 ?2 ?版", changes) and "佐证材料" in changes, changes[:500]
    fields = [fields for _, where, fields in Forms(page).found if where.endswith("/calls/new")][0]
    filled = main(upload(server, f"{CALLS}/new", "officer", programme="jiangxi-2017", **fields))
    assert "采用刚才上传的指标体系" in filled
    own = [fields for _, where, fields in Forms(filled).found if where.endswith("/calls/new")][0]
    check = main(upload(server, f"{CALLS}/new", "officer", **{**own, "call": "edition-2", "condition": "funds", "last": LATER, "purpose": "designation", "go": "check"}))
    assert upload(server, f"{CALLS}/new", "officer", **{**Forms(check).of("/calls/new"), "go": "publish"}).status == 303
    digest = latest(server, "call.published")["scheme"]
    assert stored(server, digest).decode() == newer
    bound = main(server.get(f"{SCHEMES}/{digest}", "officer"))
    assert "第 2 版" in bound and "还没有保存" not in bound


def test_a_trial_gives_what_heng_score_gives_and_records_nothing(server):
    before = server.sql("SELECT count(*) FROM event")[0][0]
    folder = REPOSITORY / "Examples/demo-round"
    marks, facts = (folder / "marks.csv").read_bytes(), (folder / "facts.csv").read_bytes()
    digest = re.search(rf"{SCHEMES}/([0-9a-f]{{64}})\">[^<]*第 1 版", main(server.get(SCHEMES, "officer")))[1]
    known = [found for found in re.findall(rf"{SCHEMES}/([0-9a-f]{{64}})", main(server.get(SCHEMES, "officer"))) if "jiangxi-2017" in main(server.get(f"{SCHEMES}/{found}", "officer"))]
    digest = known[-1]
    answer = files(server, f"{SCHEMES}/trial", {"marks-file": ("marks.csv", marks), "facts-file": ("facts.csv", facts)}, scheme=digest, encoding="utf-8")
    page = main(answer)
    assert answer.status == 200 and "没有保存，没有效力" in page, summary(page)[:5]
    done = subprocess.run([HENG, "score", "--scheme", "jiangxi-2017", "--marks", str(folder / "marks.csv"), "--facts", str(folder / "facts.csv"), "--zones", str(folder / "zones.csv"), "--format", "ranking"], capture_output=True, text=True, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    expected = [(str(zone["rank"] or "–"), zone["total"] or "–") for zone in json.loads(done.stdout)["zones"]]
    assert [(row[0], row[2]) for row in rows(page)] == expected
    wrong = upload(server, f"{SCHEMES}/trial", "officer", scheme=digest, marks="zone,indicator,expert,mark\nq,nothing,e1,1\nq,release.1.2,e1,99\n", facts="", encoding="utf-8")
    assert wrong.status == 422 and len(summary(main(wrong))) == 2 and "nothing,e1,1" in main(wrong), "what was pasted stays"
    assert server.sql("SELECT count(*) FROM event")[0][0] == before


def files(server, path: str, brought: dict, **fields):
    edge = b"----edge7MA4YWxk"
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in {"csrf": server.token("officer")[1], **fields}.items()]
    parts += [f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: text/csv\r\n\r\n'.encode() + content for name, (file, content) in brought.items()]
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    return server.ask("POST", path, "officer", body, Content_Type=f"multipart/form-data; boundary={edge.decode()}")


# a round


def test_a_round_planned_in_the_browser_is_the_one_planned_by_command(server, browser, tmp_path):
    accepted = [row[0] for row in rows(main(server.get(f"{APPS}?call={CALL}&state=accepted", "officer")))]
    assert len(accepted) == 2
    context = signed_in(browser, server, "officer")
    page = opened(context, server, "/office")
    pages = 0

    def go(name: str) -> None:
        nonlocal pages
        sound(page)
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()
        pages += 1

    page.get_by_role("link", name="新批次立项").click()
    pages += 1
    page.get_by_label("名称（中文）").fill("浏览器中立项的批次")
    page.get_by_label("名称（英文，可以不填）").fill("")
    page.get_by_label("编号").fill("in-browser")
    go("下一步")
    boxes = page.locator("input[name=call]")
    for box in boxes.all():
        box.set_checked(box.get_attribute("value") == CALL)
    go("下一步")
    assert page.locator("input[name=zone]:checked").count() == 2, "all that were accepted are ticked"
    page.locator("input[name=zone]").first.uncheck()
    go("下一步")
    for name, days in (("opened", 100), ("closed", 130), ("announced", 135), ("from", 135), ("to", 145)):
        page.locator(f"#{name}").fill(str(date.today() + timedelta(days=days)))
    go("下一步")
    assert page.locator("#issuer-zh").input_value() == "示例省网络市场监管部门联席会议办公室", "as in the last round"
    page.get_by_label("发文字号").fill("示网监联办〔2027〕1号")
    go("下一步")
    page.get_by_role("button", name="修改：日期").click()
    page.wait_for_load_state()
    assert page.locator("#to").input_value() == str(date.today() + timedelta(days=145)), "going back keeps everything"
    for _ in range(2):
        page.get_by_role("button", name="下一步", exact=True).click()
        page.wait_for_load_state()
    assert "浏览器中立项的批次" in page.locator("main").inner_text()
    go("立项")
    assert page.url.split("?")[0].endswith("/office/rounds/in-browser") and pages <= 8, pages
    assert page.complaints == []
    context.close()
    planned = latest(server, "round.planned")
    plan = json.loads(stored(server, planned["plan"]))
    folder = tmp_path / "round"
    folder.mkdir()
    (folder / "jiangxi-2017.yaml").write_text(SCHEME)
    said = {name: plan[name] for name in ("title", "purpose", "calls", "issuer", "document", "ledger", "opened", "closed", "announced", "verify")}
    said |= {"round": "in-browser", "scheme": "jiangxi-2017.yaml", "notice": plan["notice"], "valid": {"years": plan["validYears"]}, "specimen": plan["isSpecimen"]}
    (folder / "round.yaml").write_text(json.dumps(said, ensure_ascii=False))
    copied = tmp_path / "copy"
    shutil.copytree(server.folder, copied)
    zones = json.loads(stored(server, planned["zones"]))
    assert len(zones) == 1
    heng(copied, "round", "withdraw", "in-browser", "--reason", "试验", user="officer")
    (folder / "round.yaml").write_text(json.dumps({**said, "round": "by-command"}, ensure_ascii=False))
    heng(copied, "round", "plan", str(folder), "--zone", zones[0]["id"], user="officer")
    other = RealServer.__new__(RealServer)
    other.folder = copied
    command = other.told("round.planned", 0)[-1]
    assert json.loads(stored(other, command["plan"])) == {**plan, "id": "by-command"}
    assert (command["zones"], command["scheme"]) == (planned["zones"], planned["scheme"])


def test_a_plan_says_at_its_field_what_is_wrong_and_keeps_the_rest(server):
    first = Forms(main(server.get(PLAN, "officer"))).of("/rounds/new")
    wrong = server.post(PLAN, "officer", **{**first, "at": "1", "round": "demo-2026", "title-zh": "", "title-en": "Kept", "go": "next"})
    assert wrong.status == 422 and set(errors(main(wrong))) == {"round", "title-zh"} and 'value="Kept"' in main(wrong)
    none = server.post(PLAN, "officer", at="2", purpose=first["purpose"], round="x", go="next", **{"title-zh": "题"})
    assert none.status == 422 and list(errors(main(none))) == ["call"]
    dates = server.post(PLAN, "officer", at="4", purpose=first["purpose"], call=CALL, zone="donglin", round="x", go="next", opened="2028-05-01", closed="2028-04-01", announced="2028-05-08", to="2028-05-01", seen="4", **{"title-zh": "题", "from": "2028-05-08"})
    assert dates.status == 422 and set(errors(main(dates))) == {"closed", "to"}, errors(main(dates))
    page = main(dates)
    assert "2028 年的工作日历还没有录入" in page, "a year without a calendar is said"


# for everybody


def sound(page) -> None:
    assert page.evaluate(SIDEWAYS) == [] and page.complaints == [], page.url
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], page.url



def test_it_is_the_bureaus_alone(server):
    readable = [APPS, f"{APPS}/table.csv", f"{APPS}/baisha-open", PROGRAMMES, f"{PROGRAMMES}/jiangxi-2017", CALLS, f"{CALLS}/{CALL}", SCHEMES]
    own = [f"{CALLS}/new", PLAN]
    for path in readable + own:
        assert server.get(path, "officer").status == 200, path
        for user in ("expert1", "applicant1", "recommender", "security", "system"):
            assert server.get(path, user).status == 404, (path, user)
    assert [server.get(path, "auditor").status for path in readable] == [200] * len(readable)
    assert [server.get(path, "auditor").status for path in own] == [404, 404]
    for user in ("expert1", "applicant1", "recommender", "security", "system", "auditor"):
        for path in (SCHEMES, f"{SCHEMES}/trial", PROGRAMMES, f"{PROGRAMMES}/adopt", f"{CALLS}/new"):
            assert upload(server, path, user, go="publish", content="x", scheme="x", key=token_urlsafe(16)).status == 404, (path, user)
        for path in (PLAN, f"{APPS}/accept", f"{APPS}/accept/confirm", f"{CALLS}/{CALL}/extend", f"{APPS}/baisha-open/accept"):
            assert server.post(path, user, at="6", go="plan", application="baisha-open", key=token_urlsafe(16)).status == 404, (path, user)


def test_pages_hold_on_a_phone_and_for_everybody(server, browser):
    scheme = re.search(r"schemes/[0-9a-f]{64}", server.get(SCHEMES, "officer").text)[0]
    paths = ["/office", APPS, f"{APPS}/qinghe-open", PROGRAMMES, f"{PROGRAMMES}/jiangxi-2017", CALLS, f"{CALLS}/{CALL}", f"{CALLS}/new?programme=jiangxi-2017", SCHEMES, f"/office/{scheme}", PLAN]
    for prefix in ("", "/en"):
        for width in (1440, 390):
            context = signed_in(browser, server, "officer", viewport={"width": width, "height": 900})
            for path in paths:
                page = opened(context, server, prefix + path)
                # Most of them are in `test_form` in both languages: here what a ledger with more in it adds.
                if width == 390 and not prefix or path == f"{APPS}/qinghe-open":
                    sound(page)
                assert page.evaluate(SIDEWAYS) == [] and page.complaints == [], (prefix + path, width)
                title, heading = page.title().rsplit(" · ", 1)[0], page.locator("h1").inner_text()
                assert title == heading and (prefix or HAN.search(title)), path
                page.close()
            context.close()
