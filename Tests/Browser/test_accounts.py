"""Signing in and what belongs to an account: sentence 89, and the pages of the own account."""

import base64
import re
import statistics
import subprocess
import time
from itertools import count

import pytest
from playwright.sync_api import expect
from realserver import PASSWORD, RealServer, one_time_code, workshop_ledger
from visiting import settled, signed_in

ADDRESSES = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Behind a proxy that it trusts: each attempt may come from another address, so that the limit of attempts is not in the way."""
    server = RealServer(workshop_ledger(), tmp_path_factory.mktemp("accounts"), "demo", "--trusted-proxy", "127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def context(browser, server):
    context = signed_in(browser, server, "", extra_http_headers={"X-Forwarded-For": elsewhere()})
    yield context
    context.close()


def elsewhere() -> str:
    n = next(ADDRESSES)
    return f"10.{n // 65536}.{n // 256 % 256}.{n % 256}"


def attempt(server, user: str, password: str):
    body = f"user={user}&password={password.replace(' ', '+')}&then="
    return server.ask("POST", "/sign-in", "", body.encode(), Content_Type="application/x-www-form-urlencoded", X_Forwarded_For=elsewhere())


def type_in(page, server, user: str, password: str = PASSWORD, path: str = "/sign-in"):
    page.goto(server.base_url + path)
    page.locator("#user").fill(user)
    page.locator("#password").fill(password)
    page.locator("button.primary").click()


def test_89_unknown_name_wrong_password_and_locked_account_get_one_answer_in_one_time(server):
    server.sql("UPDATE account SET locked_until = ? WHERE user = 'for-zone02'", int(time.time()) + 900)
    tries = {"unknown": ("for-nobody", "wrong words"), "wrong": ("for-zone01", "wrong words"), "locked": ("for-zone02", PASSWORD)}
    answers, times = {}, {what: [] for what in tries}
    for round in range(4):
        for what, (user, password) in tries.items():
            began = time.perf_counter()
            answer = attempt(server, user, password)
            times[what].append(time.perf_counter() - began)
            status, headers, body = settled(answer)
            headers.pop("content-length", None)
            answers[what] = (status, tuple(sorted(headers.items())), body.replace(f'value="{user}"'.encode(), b"USER"))
    assert answers["unknown"][0] == 401
    assert answers["unknown"] == answers["wrong"] == answers["locked"]
    medians = {what: statistics.median(taken) for what, taken in times.items()}
    assert max(medians.values()) < 2.5 * min(medians.values()), medians
    json = {}
    for what, (user, password) in tries.items():
        body = f'{{"user":"{user}","password":"{password}","code":""}}'
        answer = server.ask("POST", "/api/session", "", body.encode(), Content_Type="application/json", X_Forwarded_For=elsewhere())
        json[what] = (answer.status, answer.body)
    assert json["unknown"][0] == 401 and len(set(json.values())) == 1


def test_89_passwords_may_be_pasted_everywhere(server, browser):
    context = signed_in(browser, server, "for-zone03")
    page = context.new_page()
    for path in ("/sign-in", "/activate", "/me"):
        page.goto(server.base_url + path)
        for field in page.locator("main input[type=password], main input[name=letter], main input[name=user]").all():
            if not field.is_visible():
                continue
            field.evaluate(
                """(field) => {
                    const clipboardData = new DataTransfer();
                    clipboardData.setData("text/plain", "pasted");
                    field.focus();
                    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
                    if (field.dispatchEvent(event)) return;
                    throw new Error("paste refused on " + field.name);
                }""")
    context.close()


def test_89_an_address_that_tries_too_often_has_to_wait(server):
    here = elsewhere()

    def post(path: str, body: bytes, address: str):
        return server.ask("POST", path, "", body, Content_Type="application/x-www-form-urlencoded", X_Forwarded_For=address)

    # What asks for no password's hash is soon tried often enough.
    assert any(post("/sign-in/code", b"challenge=x&code=1", here).status == 429 for _ in range(200))
    refused = post("/sign-in", f"user=e01&password={PASSWORD}".encode(), here)
    assert refused.status == 429 and int(refused.headers["retry-after"]) > 0 and "set-cookie" not in refused.headers
    assert post("/sign-in", b"user=for-nobody&password=x", elsewhere()).status == 401


def test_sign_in_leads_where_one_wanted_to_go_and_sign_out_ends_it(server, context):
    page = context.new_page()
    page.goto(server.base_url + "/my/demo/questions")
    assert "/sign-in?then=" in page.url
    page.locator("#user").fill("e01")
    page.locator("#password").fill("wrong words")
    page.locator("button.primary").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#user")).to_have_value("e01")
    expect(page.locator("#password")).to_have_value("")
    page.locator("#password").fill(PASSWORD)
    page.locator("button.primary").click()
    page.wait_for_url("**/my/demo/questions")
    [cookie] = context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/" and cookie["expires"] == -1
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/sign-in")
    assert context.cookies() == []
    stolen = server.ask("GET", "/my", Cookie=f"heng={cookie['value']}")
    assert stolen.status == 303


@pytest.mark.parametrize("then", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/api/session", "/sign-out", "\\/evil.example"])
def test_sign_in_never_leads_away(server, then):
    body = f"user=e03&password={PASSWORD}&then={then.replace('/', '%2F').replace(':', '%3A').replace(chr(92), '%5C')}"
    answer = server.ask("POST", "/sign-in", "", body.encode(), Content_Type="application/x-www-form-urlencoded", X_Forwarded_For=elsewhere())
    assert answer.status == 303 and answer.headers["location"] == "/my", answer.headers["location"]


def test_the_list_of_sessions_ends_another_device(server, context, browser):
    other = signed_in(browser, server, "for-zone04")
    page = context.new_page()
    type_in(page, server, "for-zone04")
    page.wait_for_url("**/me")
    rows = page.locator("section", has_text="已登录的设备").locator("tbody tr")
    expect(rows).to_have_count(2)
    rows.filter(has=page.locator("form")).get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("已退出该设备")
    expect(rows).to_have_count(1)
    gone = other.new_page()
    gone.goto(server.base_url + "/me")
    assert "/sign-in" in gone.url
    other.close()


def test_a_password_is_changed_and_other_devices_are_signed_out(server, context, browser):
    other = signed_in(browser, server, "for-zone05")
    page = context.new_page()
    type_in(page, server, "for-zone05")
    page.wait_for_url("**/me")

    def change(old: str, new: str) -> None:
        page.locator("#old").fill(old)
        page.locator("form[action$='/me/password'] [name=password]").fill(new)
        page.get_by_role("button", name="修改密码").click()

    change("wrong words", "a longer new phrase")
    expect(page.locator("#old-error")).to_be_visible()
    change(PASSWORD, "short")
    expect(page.locator("#password-error")).to_be_visible()
    change(PASSWORD, "a longer new phrase")
    expect(page.locator("main")).to_contain_text("密码已修改")
    gone = other.new_page()
    gone.goto(server.base_url + "/me")
    assert "/sign-in" in gone.url
    other.close()
    assert attempt(server, "for-zone05", PASSWORD).status == 401
    assert attempt(server, "for-zone05", "a longer new phrase").status == 303


def test_an_authenticator_is_added_and_its_code_taken_once(server, context):
    page = context.new_page()
    type_in(page, server, "for-zone06")
    page.wait_for_url("**/me")
    page.locator("#offer-password").fill(PASSWORD)
    page.get_by_role("button", name="添加一个验证器").click()
    expect(page.locator("svg.qr")).to_be_visible()
    shown = page.locator(".secret").inner_text().replace(" ", "")
    secret = base64.b32decode(shown + "=" * (-len(shown) % 8))
    page.locator("#code").fill("000000" if one_time_code(secret) != "000000" else "000001")
    page.get_by_role("button", name="添加验证器").click()
    expect(page.locator("#summary")).to_be_visible()
    if not page.locator(".secret").count():
        page.locator("#offer-password").fill(PASSWORD)
        page.get_by_role("button", name="添加一个验证器").click()
        shown = page.locator(".secret").inner_text().replace(" ", "")
        secret = base64.b32decode(shown + "=" * (-len(shown) % 8))
    page.locator("#label").fill("办公室手机")
    page.locator("#code").fill(one_time_code(secret))
    page.get_by_role("button", name="添加验证器").click()
    expect(page.locator("main")).to_contain_text("验证器已添加")
    expect(page.locator("#factors")).to_contain_text("办公室手机")
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/sign-in")
    # The step whose code was taken is over, as it were: a code is never taken twice.
    server.sql("UPDATE factor SET last_step = last_step - 10 WHERE user = 'for-zone06'")
    type_in(page, server, "for-zone06")
    expect(page.locator("h1")).to_have_text("动态码")
    expect(page.locator("#code")).to_be_focused()
    page.locator("#code").fill("123")
    page.locator("button.primary").click()
    expect(page.locator("#summary")).to_be_visible()
    code = one_time_code(secret)
    page.locator("#code").fill(code)
    page.locator("button.primary").click()
    page.wait_for_url("**/me")
    again = attempt(server, "for-zone06", PASSWORD)
    assert again.status == 200
    challenge = re.search(r'name="challenge" value="([^"]+)"', again.text)[1]
    taken = server.ask(
        "POST", "/sign-in/code", "", f"challenge={challenge}&code={code}&then=".encode(), Content_Type="application/x-www-form-urlencoded",
        X_Forwarded_For=elsewhere())
    assert taken.status == 401 and "set-cookie" not in taken.headers


def test_a_letter_sets_a_password_once(server, context, tmp_path):
    server.heng("account", "letter", "for-zone07", "--output", str(tmp_path / "letters"), "--url", "https://pinggu.example/activate", user="security")
    [paper] = (tmp_path / "letters").glob("*.pdf")
    text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, timeout=20).stdout
    code = re.search(r"\b[0-9A-HJKMNP-TV-Z]{5}(?:\s*-\s*[0-9A-HJKMNP-TV-Z]{5}){3}\b", text)[0]
    assert attempt(server, "for-zone07", PASSWORD).status == 401
    page = context.new_page()
    page.goto(server.base_url + "/activate")
    page.locator("#user").fill("for-zone07")
    page.locator("#letter").fill("AAAAA-AAAAA-AAAAA-AAAAA")
    page.locator("button.primary").click()
    expect(page.locator("#summary")).to_be_visible()
    page.locator("#letter").fill(code.lower().replace("-", " "))
    page.locator("button.primary").click()
    expect(page.locator("h1")).to_have_text("设置密码")
    expect(page.locator("svg.qr")).to_be_visible()
    page.locator("#password").fill("an own long phrase")
    page.locator("button.primary").click()
    page.wait_for_url("**/me")
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/sign-in")
    assert attempt(server, "for-zone07", "an own long phrase").status == 303
    page.goto(server.base_url + "/activate")
    page.locator("#user").fill("for-zone07")
    page.locator("#letter").fill(code)
    page.locator("button.primary").click()
    expect(page.locator("#summary")).to_be_visible()


def test_a_form_without_its_token_or_from_another_site_does_nothing(server):
    before = server.sql("SELECT count(*) FROM session")
    bare = server.post("/sign-out", "for-zone08", csrf=False)
    assert bare.status == 403
    token = server.token("for-zone08")[1]
    for origin in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = server.ask(
            "POST", "/sign-out", "for-zone08", f"csrf={token}".encode(), Content_Type="application/x-www-form-urlencoded", **origin)
        assert answer.status == 403
    assert server.get("/me", "for-zone08").status == 200
    assert server.sql("SELECT count(*) FROM session")[0][0] >= before[0][0]
