"""What waits, as files of every role's first page, and mail of it by a sendmail that writes down what it gets."""

import csv
import email
import email.policy
import email.utils
import io
import os
import re
import shutil
import time
import zipfile
from datetime import datetime, timezone
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode

import applied
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import until
from playwright.sync_api import expect
from realserver import PASSWORD, RealServer, heng
from test_form import RULES, SIDEWAYS
from visiting import HAN, opened, signed_in

ROUND = "demo-scoring-2026"
SENDER = "pinggu@example.gov.cn"
PLACES = {"officer": "/office", "expert1": "/my", "for-baisha": "/zone", "recommender": "/prefecture"}
"""Whose first page is where; each of them has something that waits."""
ZONES = ("示例锦川市", "示例鹿原县", "示例云溪区", "示例荷塘县")
"""Of expert1's to-dos."""
SCRIPT = """#!/usr/bin/env python3
import os, sys, time
folder = {folder!r}
def path(name): return os.path.join(folder, name)
held = [os.readlink(f"/proc/self/fd/{{n}}") for n in os.listdir("/proc/self/fd") if int(n) > 2 and os.path.lexists(f"/proc/self/fd/{{n}}")]
open(path("open"), "w").write(" ".join(held))
open(path("pid"), "w").write(str(os.getpid()))
mail = sys.stdin.buffer.read()
while os.path.exists(path("hang")): time.sleep(0.05)
left = int(open(path("fails")).read()) if os.path.exists(path("fails")) else 0
if left:
    open(path("fails"), "w").write(str(left - 1))
    to = [line for line in mail.split(b"\\n") if line.startswith(b"To:")][0].decode()
    sys.exit("sendmail: " + to[4:] + ": mailbox\\nunavailable <b>now</b>")
number = len([name for name in os.listdir(folder) if name.endswith(".eml")])
open(path(f"{{number:03}}.new"), "wb").write(mail)
open(path(f"{{number:03}}.args"), "w").write(" ".join(sys.argv[1:]))
os.rename(path(f"{{number:03}}.new"), path(f"{{number:03}}.eml"))
"""


class Post:
    """A server that sends mail into a folder."""

    def __init__(self, folder: Path) -> None:
        self.box = folder / "box"
        self.box.mkdir(parents=True)
        program = folder / "sendmail"
        program.write_text(SCRIPT.format(folder=str(self.box)))
        program.chmod(0o755)
        self.arguments = ["--sendmail", str(program), "--mail-from", SENDER, "--mail-at", "00:00"]
        self.server = RealServer(applied.ledger(), folder / "ledger", ROUND, *self.arguments)
        # The mail tells where we listen, which any free port is not.
        self.server.stop()
        self.server.restart()
        heng(self.server.folder, "application", "return", "baisha-open", "--opinion", "请补充", user="recommender")
        until(lambda: "请补充" in self.server.get("/zone", "for-baisha").text, what="what was returned beside the server")

    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in sorted(self.box.glob("*.eml"))]

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails() if mail["To"] == f"<{address}>" or mail["To"] == address]

    def empty(self) -> None:
        for file in self.box.iterdir():
            file.unlink()

    def rows(self) -> dict[str, tuple]:
        return {user: rest for user, *rest in self.server.sql("SELECT user, state, tries, said FROM mail ORDER BY id")}

    def set(self, user: str, address: str, language: str = "zh-Hans") -> None:
        answer = self.server.post("/me/mail", user, **{"mail": address, "mail-language": language, "mail-password": PASSWORD})
        assert answer.status == 200 and "已保存邮箱" in answer.text, (answer.status, answer.text[-3000:])
        self.server.forget()

    def next_day(self) -> None:
        """What it did is a day older, so that today is to be done."""
        self.server.sql("UPDATE mail SET day = 'd' || id")
        self.server.sql("DELETE FROM mail_day")
        until(lambda: self.server.sql("SELECT count(*) FROM mail_day") == [(1,)])

    def settled(self) -> None:
        until(lambda: not self.server.sql("SELECT 1 FROM mail WHERE state = 'sending' OR (state = 'queued' AND next <= ?)", int(time.time())), 15)


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    folder = tmp_path_factory.mktemp("post")
    post = Post(folder)
    yield post
    for name in ("hang", "fails"):
        (post.box / name).unlink(missing_ok=True)
    post.server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh(post):
    """Nobody has an address, nothing is queued."""
    post.server.sql("DELETE FROM mail")
    post.server.sql("DELETE FROM mail_address")
    post.server.sql("INSERT OR IGNORE INTO mail_day VALUES (date('now', '+8 hours'), unixepoch())")
    post.empty()


def text(mail: EmailMessage) -> str:
    return mail.get_content()


# Files


def table(answer) -> list[list[str]]:
    assert answer.status == 200, answer.status
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


def events(calendar: bytes) -> list[dict[str, str]]:
    """The entries of a calendar, by hand (RFC 5545)."""
    assert calendar.endswith(b"\r\n") and b"\n" not in calendar.replace(b"\r\n", b"")
    lines = calendar.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    whole: list[str] = []
    for line in calendar.decode().split("\r\n")[:-1]:
        if line.startswith(" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR") and whole[2].startswith("PRODID:")
    found: list[dict[str, str]] = []
    for line in whole[3:-1]:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line != "END:VEVENT":
            name, value = line.split(":", 1)
            assert name not in found[-1]
            found[-1][name] = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)
    return found


@pytest.mark.parametrize("user", PLACES)
def test_what_waits_leaves_as_csv_xlsx_and_calendar(post, user):
    server = post.server
    for prefix in ("", "/en"):
        place = prefix + PLACES[user]
        rows = table(server.get(f"{place}/todo.csv", user))
        assert len(rows) > 1 and all(len(row) == 4 for row in rows)
        assert bool(HAN.search(rows[0][3])) == (prefix == "")
        book = server.get(f"{place}/todo.xlsx", user)
        sheet = zipfile.ZipFile(io.BytesIO(book.body)).read("xl/worksheets/sheet1.xml").decode()
        assert all(cell.replace("&", "&amp;") in sheet for row in rows for cell in row[1:]), user
        told = server.get(f"{place}/todo.ics", user)
        assert told.headers["content-type"] == "text/calendar; charset=utf-8" and "attachment" in told.headers["content-disposition"]
        found = events(told.body)
        assert len(found) == sum(bool(row[0]) for row in rows[1:])
        for event, row in zip(found, [row for row in rows[1:] if row[0]]):
            assert event["DTSTART;VALUE=DATE"] == row[0].replace("-", "") and row[3] in event["SUMMARY"] and row[2] in event["SUMMARY"]
            assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        ids = [event["UID"] for event in found]
        assert len(set(ids)) == len(ids) and all(one.endswith("@demo.heng.example/2026") for one in ids)
        assert [event["UID"] for event in events(server.get(f"{place}/todo.ics", user).body)] == ids


def test_the_names_of_entries_outlive_what_is_done_meanwhile(post):
    def ids() -> dict[str, str]:
        return {event["UID"]: event["SUMMARY"] for event in events(post.server.get("/my/todo.ics", "expert1").body)}

    before = ids()
    sheet = next(name for name in before if name.startswith("seal-sheet") and "luyuan" in name)
    cell = next(cell for cell in post.server.whole("luyuan", "expert1")["cells"] if not cell["version"])
    post.server.put("luyuan", {"indicator": cell["indicator"], "mark": "0"}, "expert1")
    after = ids()
    assert set(after) == set(before) and after[sheet] != before[sheet]


def test_nobody_finds_what_waits_for_another_role_or_any_seat(post):
    for user in [*PLACES, "auditor", "security", "system"]:
        nothing = post.server.get("/nothing", user)
        for place in PLACES.values():
            if PLACES.get(user) == place:
                continue
            for format in ("csv", "xlsx", "ics"):
                answer = post.server.get(f"{place}/todo.{format}", user)
                assert (answer.status, len(answer.body)) == (404, len(nothing.body)), (user, place, format)
    for place in PLACES.values():
        answer = post.server.get(f"{place}/todo.csv")
        assert answer.status in (302, 303, 401) and "text/csv" not in answer.headers.get("content-type", ""), answer.status
    for user, place in PLACES.items():
        assert post.server.get(f"{place}/todo.pdf", user).status == 404
    board = table(post.server.get(f"/office/rounds/{ROUND}/board.csv", "officer"))
    seats, experts = ({row[place] for row in board[1:]} for place in (1, 2))
    assert len(seats) > 5 and len(experts) > 2
    for user, place in PLACES.items():
        for format in ("csv", "ics"):
            said = post.server.get(f"{place}/todo.{format}", user).text
            assert not [code for code in seats if code in said], (user, format)
            if user != "officer":
                assert not [name for name in experts if name in said]


def test_first_pages_lead_to_their_files(browser, post):
    context = signed_in(browser, post.server, "expert1")
    try:
        page = opened(context, post.server, "/my")
        with page.expect_download() as download:
            page.get_by_role("link", name="待办日历（ICS）").click()
        assert download.value.suggested_filename == "待办.ics" and events(Path(download.value.path()).read_bytes())
    finally:
        context.close()
    for user, place in PLACES.items():
        links = set(re.findall(r'href="([^"]*/todo\.\w+)"', post.server.get(place, user).text))
        assert links == {f"{place}/todo.{format}" for format in ("csv", "xlsx", "ics")}, user


# One's own address


BAD = [
    "", "li", "li@example", "李四@example.cn", "li@例子.cn", "li@example．cn", "li@exámple.cn", "li@example.cn\r\nBcc: x@evil.example",
    "li@example.cn\nBcc: x@evil.example", "li@example.cn%0d%0aBcc: x@evil.example", "li@example.cn,x@evil.example", "<li@example.cn>",
    "li si@example.cn", "-Xq@example.cn", "li@example.cn\x00", "a\u202e@example.cn", "a" * 65 + "@example.cn", "li@" + "a" * 250 + ".cn", "x" * 5000,
]


@pytest.mark.parametrize("address", BAD)
def test_an_address_of_another_form_is_refused_and_kept_in_its_field(post, address):
    answer = post.server.post("/me/mail", "expert1", **{"mail": address, "mail-language": "zh-Hans", "mail-password": PASSWORD})
    post.server.forget()
    assert answer.status == 422 and 'id="mail-error"' in answer.text and 'id="summary"' in answer.text, (answer.status, address)
    assert post.server.sql("SELECT count(*) FROM mail_address") == [(0,)]


def test_an_address_takes_the_password_and_a_page_of_this_session(post):
    fields = {"mail": "li@example.gov.cn", "mail-language": "en"}
    answer = post.server.post("/me/mail", "expert1", **fields, **{"mail-password": "wrong"})
    assert answer.status == 422 and 'id="mail-password-error"' in answer.text and 'value="li@example.gov.cn"' in answer.text
    assert re.search(r'<option value="en" selected', answer.text)
    for csrf in ("", "x", post.server.token("officer")[1]):
        assert sent(post.server, {"csrf": csrf, **fields, "mail-password": PASSWORD}) == 403
    assert post.server.post("/me/mail", "expert1", **{**fields, "mail-language": "fr"}, **{"mail-password": PASSWORD}).status == 400
    assert post.server.post("/me/mail", "", **fields, **{"mail-password": PASSWORD}).status in (302, 303, 401)
    assert post.server.sql("SELECT count(*) FROM mail_address") == [(0,)]


def sent(server: RealServer, fields: dict[str, str]) -> int:
    return server.ask("POST", "/me/mail", "expert1", urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded").status


def test_an_address_is_set_and_taken_back_on_the_page(browser, post):
    context = signed_in(browser, post.server, "for-baisha")
    try:
        page = opened(context, post.server, "/me")
        form = page.locator("#own-mail")
        form.get_by_label("邮箱地址").fill("li@example")
        form.get_by_label("密码").fill(PASSWORD)
        form.get_by_role("button", name="保存邮箱").click()
        expect(page.locator("#summary")).to_be_focused()
        expect(page.locator("#mail")).to_have_value("li@example")
        page.locator("#mail").fill("li@example.gov.cn")
        form.get_by_label("邮件的语言").select_option("en")
        form.get_by_label("密码").fill(PASSWORD)
        form.get_by_role("button", name="保存邮箱").click()
        expect(page.locator(".notice.good")).to_have_text("已保存邮箱")
        assert "li@example.gov.cn" in form.inner_text()
        assert post.server.sql("SELECT user, address, language FROM mail_address") == [("for-baisha", "li@example.gov.cn", "en")]
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
        page.set_viewport_size({"width": 390, "height": 900})
        assert not page.evaluate(SIDEWAYS)
        form.get_by_role("button", name="停用邮件提醒").click()
        expect(page.locator(".notice.good")).to_have_text("已停用邮件提醒，邮箱已删除")
        assert post.server.sql("SELECT count(*) FROM mail_address") == [(0,)]
    finally:
        context.close()


def test_the_security_administrator_sees_whether_there_is_one_and_not_which(post):
    line = lambda: re.search(r"邮件提醒</dt><dd>(.*?)</dd>", post.server.get("/security/users/expert1", "security").text)[1]
    assert line() == "未设置邮箱"
    post.set("expert1", "li.si@example.gov.cn")
    assert line() == "已设置邮箱"
    for user, path in (("security", "/security/users/expert1"), ("security", "/security"), ("security", "/security/sign-ins"), ("auditor", "/audit/sign-ins"), ("auditor", "/audit/users"), ("officer", "/office")):
        assert "example.gov.cn" not in post.server.get(path, user).text, path
    assert "设置邮箱" in post.server.get("/audit/sign-ins", "auditor").text
    for path in ("/security/users/expert1/mail", "/security/users/expert1/mail-remove"):
        assert post.server.post(path, "security", mail="x@evil.example", **{"mail-language": "en", "mail-password": PASSWORD}).status in (404, 405)
    assert post.server.sql("SELECT address FROM mail_address") == [("li.si@example.gov.cn",)]


def test_a_letter_for_the_account_takes_its_mail_away(post):
    post.set("expert8", "cheng@example.gov.cn")
    post.server.heng("account", "letter", "expert8", "--url", "https://heng.example", "--output", str(post.server.folder / "letters"), user="security")
    assert post.server.sql("SELECT count(*) FROM mail_address") == [(0,)]


# Mails


def test_each_role_gets_one_mail_that_says_what_waits_and_nothing_else(post):
    for user in PLACES:
        post.set(user, f"{user}@example.gov.cn")
    post.set("auditor", "auditor@example.gov.cn")
    post.next_day()
    post.settled()
    assert {user: row[:2] for user, row in post.rows().items()} == {user: ["sent", 1] for user in PLACES}
    assert len(post.mails()) == len(PLACES)
    assert {file.read_text() for file in post.box.glob("*.args")} == {f"-t -i -f {SENDER}"}
    ids = set()
    for user, place in PLACES.items():
        [mail] = post.to(f"{user}@example.gov.cn")
        assert mail["From"] == f"评估系统 <{SENDER}>" and mail["Auto-Submitted"] == "auto-generated" and mail["MIME-Version"] == "1.0"
        assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8" and not mail.is_multipart()
        assert not mail.defects and not any(mail[name].defects for name in ("From", "To", "Subject", "Date"))
        assert abs((email.utils.parsedate_to_datetime(mail["Date"]) - datetime.now(timezone.utc)).total_seconds()) < 120
        assert mail["Date"].endswith("+0800") and re.fullmatch(r"<heng\.[0-9a-f]{12}\.\d+\.\d+@example\.gov\.cn>", mail["Message-ID"])
        ids.add(mail["Message-ID"])
        rows = table(post.server.get(f"{place}/todo.csv", user))[1:]
        assert mail["Subject"] == f"待办 {len(rows)} 项"
        said = text(mail)
        assert f"{post.server.base_url}/" in said and "“设置”中停用" in said and f"{len(rows)} 项待办" in said
        assert user not in said and "://" not in said.replace(post.server.base_url, "")
        lines = [line[2:] for line in said.splitlines() if line.startswith("- ")]
        if user == "expert1":
            assert {row[2] for row in rows} == set(ZONES) and not [zone for zone in ZONES if zone[2:-1] in said], said
            assert len(lines) == 3 and "打分并签封（2 份），2026年12月18日截止" in lines and "声明是否需要回避，2026年12月18日截止" in lines
        else:
            assert len(lines) == len(rows)
            for line, (due, _, zone, what) in zip(lines, rows):
                assert what in line and zone in line and ("截止" in line) == bool(due), (line, due, what)
    assert len(ids) == len(PLACES)
    board = table(post.server.get(f"/office/rounds/{ROUND}/board.csv", "officer"))[1:]
    for mail in post.mails():
        assert not [cell for row in board for cell in (row[1], row[2]) if cell and cell in text(mail)]
    assert (post.box / "open").read_text() == "", "what the server has open is not the program's"
    assert "example.gov.cn" not in post.server.log and '"what":"mail handed over"' in post.server.log
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob("heng-mail-*"))


def test_mail_comes_in_the_language_that_was_chosen(post):
    post.set("for-baisha", "li@example.gov.cn", "en")
    post.next_day()
    post.settled()
    [mail] = post.mails()
    assert mail["Subject"] == "1 thing waits for you" and mail["Content-Language"] == "en"
    assert "mend the application baisha-open" in text(mail) and "Settings" in text(mail)


def test_none_goes_twice_by_a_restart_nor_again_while_nothing_is_new_or_near(post):
    post.set("for-baisha", "li@example.gov.cn")
    post.next_day()
    post.settled()
    assert len(post.mails()) == 1
    post.server.stop()
    post.server.restart()
    time.sleep(2.5)
    assert len(post.mails()) == 1
    # The day is taken for one whose mails were not queued: the person has one of it already.
    post.server.stop()
    post.server.sql("DELETE FROM mail_day")
    post.server.restart()
    until(lambda: post.server.sql("SELECT count(*) FROM mail_day") == [(1,)])
    time.sleep(1.5)
    assert len(post.mails()) == 1 and len(post.rows()) == 1
    # The next day nothing is new.
    post.next_day()
    time.sleep(1.5)
    assert len(post.mails()) == 1
    # What it was told of is forgotten: as if something new had come.
    post.server.sql("UPDATE mail_address SET told = 'supply-evidence-x'")
    post.next_day()
    post.settled()
    assert len(post.mails()) == 2
    assert post.server.sql("SELECT told FROM mail_address") == [("mend-application-baisha-baisha-open",)]


def test_a_mail_during_which_the_server_is_killed_does_not_go_again(post):
    post.set("for-baisha", "li@example.gov.cn")
    (post.box / "hang").touch()
    post.next_day()
    until(lambda: post.server.sql("SELECT state FROM mail") == [("sending",)])
    until(lambda: (post.box / "pid").exists())
    post.server.kill()
    (post.box / "hang").unlink()
    until(lambda: len(post.mails()) == 1)
    post.server.restart()
    time.sleep(2.5)
    assert len(post.mails()) == 1 and post.server.sql("SELECT state, tries FROM mail") == [("failed", 1)]
    assert "发送时服务器停止" in post.server.get("/system", "system").text


def test_a_mail_that_is_not_taken_is_tried_again_and_the_same_then(browser, post):
    post.set("for-baisha", "li@example.gov.cn")
    (post.box / "fails").write_text("2")
    post.next_day()
    post.settled()
    [(state, tries, next, queued, said)] = post.server.sql("SELECT state, tries, next, queued, said FROM mail")
    assert (state, tries) == ("queued", 1) and 58 <= next - queued <= 64
    assert said == "exit 1: sendmail: <…> mailbox unavailable <b>now</b>"
    context = signed_in(browser, post.server, "system")
    try:
        page = opened(context, post.server, "/system")
        shown = page.locator("#mail").inner_text()
        assert "mailbox unavailable <b>now</b>" in shown and "example.gov.cn" not in page.content() and "baisha" not in page.content()
        assert "待办" not in shown and "补正" not in shown
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
        page.set_viewport_size({"width": 390, "height": 900})
        assert not page.evaluate(SIDEWAYS)
    finally:
        context.close()
    for attempt, pause in ((2, 300), (3, None)):
        assert not post.mails()
        now = int(time.time())
        post.server.sql("UPDATE mail SET next = 0")
        until(lambda: post.server.sql("SELECT tries FROM mail") == [(attempt,)])
        post.settled()
        if pause:
            [(next,)] = post.server.sql("SELECT next FROM mail")
            assert pause - 2 <= next - now <= pause + 6
    [mail] = post.mails()
    number, queued = post.server.sql("SELECT id, queued FROM mail")[0]
    assert mail["Message-ID"].endswith(f".{number}.{queued}@example.gov.cn>")
    assert post.rows() == {"for-baisha": ["sent", 3, ""]} and "example.gov.cn" not in post.server.log


def test_a_mail_that_is_never_taken_fails_and_says_why(post):
    post.set("for-baisha", "li@example.gov.cn")
    (post.box / "fails").write_text("9")
    post.next_day()
    for attempt in range(1, 7):
        until(lambda: post.server.sql("SELECT tries FROM mail") == [(attempt,)])
        post.settled()
        post.server.sql("UPDATE mail SET next = 0")
    assert post.server.sql("SELECT state, tries FROM mail") == [("failed", 6)]
    time.sleep(1.2)
    assert (post.box / "fails").read_text() == "3" and not post.mails()
    assert "不再发送" in post.server.get("/system", "system").text


def test_who_switched_it_off_or_has_nothing_left_gets_none(post):
    post.set("for-baisha", "li@example.gov.cn")
    post.set("officer", "officer@example.gov.cn")
    (post.box / "fails").write_text("2")
    post.next_day()
    post.settled()
    assert {user: row[0] for user, row in post.rows().items()} == {"for-baisha": "queued", "officer": "queued"}
    assert post.server.post("/me/mail-remove", "for-baisha").status == 200
    assert post.server.post("/me/mail-remove", "for-baisha").status == 404
    # Somebody else's address is not what was queued for.
    post.set("officer", "other@example.gov.cn")
    post.server.sql("UPDATE mail SET next = 0")
    time.sleep(1.5)
    assert {user: row[0] for user, row in post.rows().items()} == {"for-baisha": "void", "officer": "void"} and not post.mails()
    post.next_day()
    post.settled()
    assert [mail["To"] for mail in post.mails()] == ["<other@example.gov.cn>"] or [str(mail["To"]) for mail in post.mails()] == ["other@example.gov.cn"]


def test_a_server_that_sends_no_mail_asks_for_no_address(tmp_path):
    server = RealServer(applied.ledger(), tmp_path / "plain", ROUND)
    try:
        assert "邮箱" not in server.get("/me", "expert1").text and 'id="mail"' not in server.get("/system", "system").text
        fields = {"mail": "li@example.gov.cn", "mail-language": "en", "mail-password": PASSWORD}
        assert server.post("/me/mail", "expert1", **fields).status == 404
        assert server.post("/me/mail-remove", "expert1").status == 404
        # One of before can be taken back.
        server.sql("INSERT INTO mail_address VALUES ('expert1', 'li@example.gov.cn', 'en', '')")
        assert "停用邮件提醒" in server.get("/me", "expert1").text
        assert server.post("/me/mail-remove", "expert1").status == 200 and server.sql("SELECT count(*) FROM mail_address") == [(0,)]
    finally:
        server.stop()


@pytest.mark.parametrize("words", [
    ("--sendmail", "sendmail", "--mail-from", SENDER), ("--sendmail", "/nowhere/sendmail", "--mail-from", SENDER), ("--sendmail", "/bin/true"),
    ("--sendmail", "/bin/true", "--mail-from", "x@example.cn\nBcc: y@example.cn"), ("--mail-from", SENDER), ("--sendmail", "/tmp", "--mail-from", SENDER),
    ("--sendmail", "/bin/true", "--mail-from", SENDER, "--mail-at", "25:00"), ("--sendmail", "/bin/true", "--mail-from", SENDER, "--mail-at", "8")])
def test_options_that_make_no_sense_are_refused_at_the_start(post, words):
    assert "--mail" in refused(post.server.folder, *words) or "--sendmail" in refused(post.server.folder, *words)


def refused(folder: Path, *words: str) -> str:
    import subprocess
    from realserver import HENG

    done = subprocess.run(
        [HENG, "serve", "--database", "heng.sqlite", "--key", "demo.key", "--listen", "127.0.0.1:0", *words],
        cwd=folder, capture_output=True, text=True, timeout=20, env={**os.environ, "HENG_LANG": "en"})
    assert done.returncode != 0, words
    return done.stderr
