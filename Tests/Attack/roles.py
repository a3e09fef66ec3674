"""Each role tries to see and to do what it may not, over pages and API; then numbers at the ends of what a number can be."""

import http.client
import json
import os
import re
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from urllib.parse import quote, urlencode

from attacking import CLOSED, PASSWORD, ROUND, Report, program_token, start

report = Report("roles")
server = start("--log-requests")
USERS = ("expert1", "expert2", "officer", "officer2", "auditor", "security", "system", "recommender", "applicant1")
OFFICE = f"/office/rounds/{ROUND}"
FINAL = f"/office/rounds/{CLOSED}"

seats = server.get(f"/api/rounds/{ROUND}/board", "officer").json["seats"]
own = next(seat for seat in seats if seat["zone"] == "luyuan" and seat["expert"] == "e01")
final_seat = server.get(f"/api/rounds/{CLOSED}/board", "officer").json["seats"][0]

# A page: who may see it. The auditor sees what the bureau sees, also the page before a close and how cells differ; each of two experts in a
# zone has a receipt of her own under the same address; evidence is for whoever judges by it or runs the round. Everybody else must be told that there is none.
RUNS = {"officer", "officer2"}
SEES = RUNS | {"auditor"}
PAGES: dict[str, set[str]] = {
    "/office": RUNS, "/office/todo.csv": RUNS, "/office/todo.ics": RUNS, "/office/todo.xlsx": RUNS,
    **{f"{OFFICE}{part}": SEES for part in (
        "", "/board", "/board.csv", "/board.xlsx", "/reminders", "/reminders.csv", "/divergence", f"/seats/{own['seat']}", "/revisions",
        "/questions", "/acts", "/facts", "/facts.csv")},
    f"{OFFICE}/questions/new": RUNS, f"{OFFICE}/close": SEES,
    **{f"{OFFICE}{part}": set() for part in ("/result", "/result.csv", "/result/luyuan", "/acts/0", "/acts/9223372036854775807", "/board.pdf")},
    **{f"{FINAL}{part}": SEES for part in ("", "/board", "/result", "/result.csv", "/result.xlsx", "/result/chenghu", "/divergence")},
    **{f"/audit{part}": {"auditor"} for part in ("", "/events", "/events/0", "/users", "/users.csv", "/sign-ins", "/readings")},
    **{f"/security{part}": {"security"} for part in (
        "", "/users.csv", "/new-account", "/bring-accounts", "/users/expert1", "/sign-ins", "/erasures")},
    **{f"/system{part}": {"system"} for part in ("", "/keys", "/backups")},
    f"/my/{ROUND}/zones/luyuan/evidence/1": {"expert1", "expert2"} | SEES, f"/my/{ROUND}/zones/luyuan/score": {"expert1", "expert2"},
    f"/my/{ROUND}/zones/jinchuan/receipt": {"expert1", "expert2"}, f"/my/{ROUND}/zones/jinchuan/sheet.pdf": {"expert1", "expert2"},
}
API: dict[str, set[str]] = {
    f"/api/rounds/{ROUND}/board": SEES, f"/api/rounds/{ROUND}/reminders": SEES, f"/api/rounds/{ROUND}/divergence": SEES,
    f"/api/rounds/{ROUND}/facts": SEES, f"/api/rounds/{ROUND}/result": set(), f"/api/rounds/{CLOSED}/result": SEES, "/api/log": {"auditor"},
    f"/api/rounds/{CLOSED}/board": SEES,
}


def matrix() -> None:
    """Who gets what; what is more than expected is a finding, what is less is said."""
    less, more = [], []
    tokens = {user: program_token(server, user) for user in USERS}
    for path, may in {**PAGES, **API}.items():
        for user in USERS:
            answers = {"session": server.get(path, user).status}
            if path.startswith("/api/"):
                answers["token"] = server.ask("GET", path, Authorization=f"Bearer {tokens[user]}").status
                answers["token, line by line"] = server.ask("GET", path, Authorization=f"Bearer {tokens[user]}", Accept="application/x-ndjson").status
            else:
                answers["token"] = server.ask("GET", path, Authorization=f"Bearer {tokens[user]}").status
                if answers["token"] not in (303, 404):
                    report.found(f"{path}: a token of {user} opens a page ({answers['token']})")
                answers.pop("token")
                answers["in English"] = server.get("/en" + path, user).status if not path.startswith("/my/") or "evidence" not in path else answers["session"]
            for how, status in answers.items():
                if status >= 500:
                    report.found(f"{path}: {status} for {user} ({how})")
                elif status == 200 and user not in may:
                    more.append(f"{path} for {user} ({how})")
                elif status != 200 and user in may:
                    less.append(f"{path} for {user} ({how}): {status}")
        for method in ("GET", "HEAD"):
            status = server.ask(method, path).status
            if status not in (303, 401, 404):
                report.found(f"{method} {path}: {status} for nobody")
        if server.ask("GET", path, "applicant1", If_None_Match=server.get(path, "officer").headers.get("etag", "x")).status == 304:
            report.found(f"{path}: 304 for who may not see it")
    for line in more:
        report.found(f"seen: {line}")
    report.check(not more, "nobody sees a page or an answer that is not for the role")
    for line in less:
        print(f"  less than expected: {line}")


FORMS = [
    (f"{OFFICE}/divergence", SEES), (f"{OFFICE}/rereads", RUNS), (f"{OFFICE}/seats/{own['seat']}", RUNS), (f"{OFFICE}/revisions/1", RUNS),
    (f"{OFFICE}/reopenings/1", RUNS), (f"{OFFICE}/questions/new", RUNS), (f"{OFFICE}/acts/1/confirm", RUNS), (f"{OFFICE}/acts/1/decline", RUNS),
    (f"{OFFICE}/facts", RUNS), (f"{OFFICE}/facts/drafts", RUNS), (f"{OFFICE}/facts/drafts/1/record", RUNS), (f"{OFFICE}/facts/drafts/1/decline", RUNS),
    (f"{OFFICE}/close", RUNS), ("/audit/verify", {"auditor"}), ("/security/new-account", {"security"}), ("/security/bring-accounts", {"security"}),
    ("/security/bring-accounts/add", {"security"}), ("/security/users/expert3/unlock", {"security"}), ("/security/users/expert3/letter", {"security"}),
    ("/security/users/expert3/remove", {"security"}), ("/security/erasures", {"security"}), ("/system/backups", {"system"}),
    (f"/my/{ROUND}/zones/luyuan/seal", {"expert1", "expert2"}), (f"/my/{ROUND}/zones/luyuan/table", {"expert1", "expert2"}),
]
FILLED = {
    "key": "A" * 22, "do": "confirm", "way": "remove", "reason": "试一试", "text": "试一试", "count": "1", "typed": "1", "id": "evil", "name": "evil",
    "role": "officer", "address": "https://heng.example/", "content": "user,name,role,zone,expert\nevil,evil,officer,,\n", "source": "x",
    "password": PASSWORD, "kind": "expert", "subject": "e01", "basis": "试一试", "confirm": PASSWORD, "indicator": "", "mark": "luyuan:release.1.2",
}


def form(path: str, user: str, fields: dict[str, str], **headers: str):
    return server.ask("POST", path, user, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded", **headers)


def forms() -> None:
    """No form of another role's does anything, and none without its page's token or from another site."""
    before = events()
    for path, may in FORMS:
        for user in USERS:
            if user in may:
                continue
            status = server.post(path, user, **FILLED).status
            if status not in (400, 403, 404):
                report.found(f"POST {path}: {status} for {user}")
        owner = sorted(may)[0]
        for how, answer in {
            "without its token": server.post(path, owner, csrf=False, **FILLED),
            "with another's token": form(path, owner, {**FILLED, "csrf": server.token("applicant1")[1]}),
            "from another site": form(path, owner, {**FILLED, "csrf": server.token(owner)[1]}, Sec_Fetch_Site="cross-site"),
            "from another origin": form(path, owner, {**FILLED, "csrf": server.token(owner)[1]}, Origin="https://evil.example"),
            "from origin null": form(path, owner, {**FILLED, "csrf": server.token(owner)[1]}, Origin="null"),
        }.items():
            if answer.status not in (400, 403):
                report.found(f"POST {path}: {answer.status} for {owner} {how}")
    report.check(events() == before, "no form of another's did anything", f"({before} events, then {events()})")


def events() -> int:
    return server.sql("SELECT count(*) FROM event")[0][0]


def blindness() -> None:
    """What an expert writes into an open sheet is nowhere else."""
    comment = "暗号" + secrets.token_hex(6)
    sheet = server.get(f"/api/rounds/{ROUND}/zones/luyuan/sheet", "expert1").json
    cell = next(cell for cell in sheet["cells"] if cell["indicator"] == "release.1.2")
    answer = server.write(
        "PUT", f"/api/rounds/{ROUND}/zones/luyuan/sheet/cells/release.1.2", "expert1", {"base": cell["version"], "mark": "0.5", "comment": comment},
        secrets.token_urlsafe(16)[:21] + "A")
    assert answer.status == 200, answer
    newest = events() - 1
    paths = [*PAGES, *API, f"/audit/events/{newest}", f"/audit/events/{newest - 1}", "/audit/events?family=mark", "/api/log?limit=3", "/system/backups", f"{OFFICE}/divergence/luyuan/release.1.2"]
    for path in paths:
        for user in USERS[1:]:
            body = server.get(path, user).body
            if comment.encode() in body:
                report.found(f"{path}: {user} reads a comment of expert1's open sheet")
            elif b"release.1.2" in body and cell["indicator"] and re.search(rb'"hundredths":50\b', body) and str(newest).encode() in body:
                report.found(f"{path}: {user} reads a mark of expert1's open sheet")
    # Names of experts are no applicant's and no other expert's business; codes of seats are.
    for path in ("/my", f"/my/{ROUND}/questions", f"/api/rounds/{ROUND}/questions", f"/api/rounds/{ROUND}/zones/luyuan/material", "/me", "/api/rounds", "/api/account"):
        for user in ("expert2", "applicant1", "recommender"):
            if "周启明".encode() in server.get(path, user).body:
                report.found(f"{path}: {user} reads expert1's name")
    report.held("an open sheet was looked for on every page as every role")


def readings() -> None:
    """That an administrator looked is put down, however the request is dressed."""
    count = lambda: server.sql("SELECT count(*) FROM page_read")[0][0]  # noqa: E731
    for what, path, user, method, headers in (
        ("a page", "/audit/events", "auditor", "GET", {}), ("the list of accounts", "/security", "security", "GET", {}),
        ("the log's API", "/api/log?limit=1000", "auditor", "GET", {}),
        ("a page with X-Heng-Looking", "/audit/events", "auditor", "GET", {"X_Heng_Looking": "1"}),
        ("the log's API with X-Heng-Looking", "/api/log?limit=1000", "auditor", "GET", {"X_Heng_Looking": "1"}),
        ("the log by HEAD", "/audit/events/900", "auditor", "HEAD", {}),
        ("the list of accounts with X-Heng-Looking", "/security/users.csv", "security", "GET", {"X_Heng_Looking": "1"}),
    ):
        before = count()
        if method == "HEAD":
            if server.ask(method, path, user).body == b"":
                report.held("HEAD shows nothing")
            continue
        answer = server.ask(method, path, user, **headers)
        report.check(answer.status != 200 or count() > before, f"{what} is put down as read", f"({user} {method} {path} {headers}: {len(answer.body)} bytes, no line)")


def two_people() -> None:
    """Nobody is both of the two who are needed."""
    token = program_token(server, "officer")
    zone = next(zone for zone in server.get(f"/api/rounds/{ROUND}/facts", "officer").json["zones"] if zone["facts"].get("one_licence"))
    value = "no" if zone["facts"]["one_licence"] == "yes" else "yes"
    sent = {"Authorization": f"Bearer {token}", "Content_Type": "application/json", "Idempotency_Key": secrets.token_urlsafe(16)[:21] + "A"}
    answer = server.ask("POST", f"/api/rounds/{ROUND}/facts", body=json.dumps({"source": "x", "facts": {zone["zone"]: {"one_licence": value}}}).encode(), **sent)
    report.check(answer.status == 200, "a program proposes facts", answer.text[:200])
    draft, before = answer.json.get("draft"), events()
    same = server.post(f"{OFFICE}/facts/drafts/{draft}/record", "officer")
    report.check(events() == before, "who proposed by a program does not record by a page", f"({same.status})")
    for value in ("982", "-1", "1", "maybe", "9" * 18, "0." + "9" * 3000):
        sent["Idempotency_Key"] = secrets.token_urlsafe(16)[:21] + "A"
        began = time.monotonic()
        answer = server.ask("POST", f"/api/rounds/{ROUND}/facts", body=json.dumps({"source": "x", "facts": {zone["zone"]: {"one_licence": value}}}).encode(), **sent)
        if answer.status == 200:
            report.found(f"POST /api/rounds/{{round}}/facts takes {value[:20]!r} for a fact that is yes or no")
        elif answer.status >= 500 or time.monotonic() - began > 1:
            report.found(f"POST facts {value[:9]!r} of {len(value)} characters: {answer.status} after {time.monotonic() - began:.1f} s")
    # A token makes nothing that outlives it.
    for path in ("/me/tokens", "/me/password", "/me/factors-offer"):
        answer = server.ask("POST", path, body=b"label=x&days=1&token-password=" + PASSWORD.encode(), Authorization=f"Bearer {token}", Content_Type="application/x-www-form-urlencoded")
        report.check(answer.status in (303, 401, 403, 404), f"a token does nothing at {path}", answer.status)
    answer = server.ask("POST", "/api/session/stay", body=b"{}", Authorization=f"Bearer {token}", Content_Type="application/json")
    report.check(answer.status == 404, "a token keeps no session awake", answer.status)


def passwords() -> None:
    """A changed password shuts out whoever knew the old one; wrong ones lock, also where somebody is signed in; one person's keep nobody waiting."""
    token = program_token(server, "expert6")
    changed = server.post("/me/password", "expert6", old=PASSWORD, password="a-much-better-phrase-2027")
    server.tokens.pop("expert6")
    now = server.post("/sign-in", user="expert6", password="a-much-better-phrase-2027").status
    after = server.ask("GET", "/api/rounds", Authorization=f"Bearer {token}").status
    report.check((changed.status, now) != (200, 303) or after == 401, "a changed password takes the account's tokens with it", f"(/api/rounds by the old token: {after})")
    cookie, csrf = server.open_session("expert4")
    wrong = urlencode({"csrf": csrf, "confirm": "wrong"}).encode()
    with ThreadPoolExecutor(280) as pool:
        flood = [
            pool.submit(server.ask, "POST", "/me/factors-offer", body=wrong, Content_Type="application/x-www-form-urlencoded", Cookie=f"heng={cookie}")
            for _ in range(280)]
        time.sleep(0.5)
        began = time.monotonic()
        status = server.get(f"{FINAL}/result.csv", "officer").status
        took = time.monotonic() - began
        codes = {end.result().status for end in flood}
    report.measured(f"280 wrong passwords at once by one who is signed in: {sorted(codes)}; the bureau's result takes {took:.1f} s ({status})")
    report.check(429 in codes, "who is signed in may not try passwords without limit", f"({sorted(codes)})")
    locked = server.post("/sign-in", user="expert4", password=PASSWORD).status
    report.check(locked == 401, "wrong passwords of a session lock the account", locked)
    for _ in range(5):
        server.post("/sign-in", user="expert7", password="wrong")
    # As it is decided; whoever decides should know that it is so.
    if server.post("/sign-in", user="expert7", password=PASSWORD).status == 401:
        report.measured("anybody who knows a user's id keeps that user out for 15 minutes by five wrong passwords, then for twice as long")


def answers_of_text() -> None:
    """What was typed comes back as text, and leads nowhere else."""
    for then in ("//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example", "/\t/evil.example", "javascript:alert(1)", "/%5cevil.example", "/..//evil.example"):
        where = server.get(f"/sign-in?then={quote(then)}", "expert1").headers.get("location", "")
        bad = where.startswith(("//", "/\\", "http", "javascript"))
        report.check(not bad, f"sign-in leads to no other place by {then!r}", where)
    answer = server.post("/security/new-account", "security", key="B" * 21 + "A", id="formula", name="=HYPERLINK(\"http://evil.example\")", role="applicant", zone="luyuan")
    table = server.get("/security/users.csv", "security").text
    row = next((line for line in table.splitlines() if "HYPERLINK" in line), "")
    report.check(answer.status in (303, 422) and not re.search(r'(^|,)"?=HYPER', row), "a name does not begin a formula in a spreadsheet", f"({answer.status} {row[:80]!r})")
    for label in ("<script>alert(1)</script>", "\u202eabc", "a\x00b", "x" * 5000, "\n\n"):
        answer = server.post("/me/tokens", "expert3", label=label, days="1", **{"token-password": PASSWORD})
        server.tokens.pop("expert3")
        if "<script>alert" in answer.text or answer.status >= 500 or (answer.status == 200 and (len(label) > 200 or "\x00" in label or "\u202e" in label)):
            report.found(f"/me/tokens takes the label {label[:12]!r} ({answer.status})")


BIG = (2**53 + 1, 2**63 - 1, -(2**63), 2**63, 10**30)


def extremes() -> None:
    """Numbers at the ends: each alone, on a server that is started anew where it fell."""
    sheet, cells = f"/api/rounds/{ROUND}/zones/luyuan/sheet", "/cells/release.1.2"
    practice = server.get("/api/practice/sheet", "expert1").json["cells"][0]["indicator"]
    asks = []
    for big in BIG:
        asks += [
            ("PUT", sheet + cells, "expert1", f'{{"base":{big},"mark":"0.5"}}'), ("PUT", sheet + cells, "expert1", f'{{"base":0,"mark":"{big}"}}'),
            ("PUT", f"/api/practice/sheet/cells/{practice}", "expert1", f'{{"base":{big},"mark":"0.5"}}'),
            ("PUT", f"/api/practice/sheet/cells/{practice}", "expert1", f'{{"base":0,"mark":"-{abs(big)}"}}'),
            ("GET", f"/api/log?before={big}&limit={big}", "auditor", ""), ("GET", f"/audit/events?before={big}", "auditor", ""),
            ("GET", f"/audit/events/{big}", "auditor", ""), ("GET", f"/audit/sign-ins?before={big}", "auditor", ""),
            ("GET", f"{OFFICE}/acts/{big}", "officer", ""), ("GET", f"{OFFICE}/questions/{big}", "officer", ""),
            ("GET", f"{OFFICE}/facts/drafts/{big}", "officer", ""), ("GET", f"/my/{ROUND}/zones/luyuan/evidence/{big}", "expert1", ""),
            ("FORM", f"{OFFICE}/revisions/{big}", "officer", "do=confirm&key=" + "A" * 22), ("FORM", f"{OFFICE}/reopenings/{big}", "officer", "do=grant&key=" + "A" * 22),
            ("FORM", f"{OFFICE}/acts/{big}/confirm", "officer", f"typed={big}&key=" + "A" * 22), ("FORM", f"{OFFICE}/close", "officer", f"missing={big}&typed={big}&count={big}&key=" + "A" * 22),
            ("FORM", f"{OFFICE}/rereads", "officer", f"mark=luyuan:release.1.2:{own['seat']}&count={big}&key=" + "A" * 22),
            ("FORM", f"{OFFICE}/facts/drafts/{big}/record", "officer", "x=1"),
            ("FORM", "/security/erasures", "security", f"kind=value&subject={big}/reason&basis=x"), ("FORM", "/me/sessions", "expert4", f"session={big}"),
            ("FORM", "/me/tokens-remove", "expert4", f"token={big}"), ("FORM", "/me/factors-remove", "expert4", f"factor={big}"),
            ("FORM", "/me/tokens", "expert4", f"label=x&days={big}&token-password={PASSWORD}"),
            ("RANGE", f"/my/{ROUND}/zones/luyuan/evidence/1", "expert1", f"bytes=0-{big}"), ("RANGE", f"/my/{ROUND}/zones/luyuan/evidence/1", "expert1", f"bytes={big}-"),
            ("RANGE", f"/my/{ROUND}/zones/luyuan/evidence/1", "expert1", f"bytes=-{abs(big)}"), ("RANGE", f"/my/{ROUND}/zones/luyuan/evidence/1", "expert1", f"bytes={big}-{big}"),
        ]
    for odd in ("bytes=5-2", "bytes=-0", "bytes=--1", "bytes=0-0,2-3", "bytes=a-b", "bytes=-", "items=0-1"):
        asks.append(("RANGE", f"/my/{ROUND}/zones/luyuan/evidence/1", "expert1", odd))
    for segment in ("%00", "%0a", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%ff", "%F0%9F%98%80", "a" * 300, "%u0041", "'%22%3C", "%C0%AE"):
        for frame, user in ((f"/office/rounds/{segment}", "officer"), (f"{OFFICE}/seats/{segment}", "officer"), (f"{OFFICE}/divergence/{segment}/{segment}", "officer"), (f"{FINAL}/result/{segment}/{segment}", "officer"),
                            (f"/audit/events?round={segment}&family={segment}&day={segment}", "auditor"), (f"/security/users/{segment}", "security"), (f"/assets/{segment}/{segment}", ""),
                            (f"/my/{segment}/zones/{segment}/score", "expert1"), (f"/api/rounds/{segment}/board", "officer"), (f"{OFFICE}/board.{segment}", "officer"), (f"/api/rounds/{segment}/zones/{segment}/sheet", "expert1")):
            asks.append(("GET", frame, user, ""))
    for day in ("2026-02-30", "0000-00-00", "99999999999-01-01", "2026-13-45", "-1-1-1", "２０２６-01-01", "9223372036854775807-01-01"):
        asks.append(("GET", f"/audit/events?day={quote(day)}", "auditor", ""))
    deep = "[" * 100_000
    asks += [("PUT", sheet + cells, "expert1", '{"base":' + deep), ("POST", sheet + "/cells", "expert1", '{"cells":[' + ",".join(['{"indicator":"x","base":0,"mark":"1"}'] * 5000) + "]}"),
             ("PUT", sheet + cells, "expert1", '{"base":0,"mark":"' + "9" * 200_000 + '"}'), ("PUT", sheet + cells, "expert1", '{"base":0,"comment":"' + "字" * 80_000 + '"}'),
             ("PUT", sheet + cells, "expert1", '{"base":1e2,"mark":"1"}'), ("PUT", sheet + cells, "expert1", '{"base":0,"mark":"\\ud800"}'), ("PUT", sheet + cells, "expert1", '{"base":0,"comment":"\\u0000"}')]
    slowest = 0.0
    for method, path, user, sent in asks:
        began = time.monotonic()
        try:
            if method == "RANGE":
                status = server.ask("GET", path, user, Range=sent).status
            elif method == "FORM":
                status = server.ask("POST", path, user, f"csrf={server.token(user)[1]}&{sent}".encode(), Content_Type="application/x-www-form-urlencoded").status
                if path.startswith("/me/"):
                    server.tokens.pop(user)
            elif method == "GET":
                status = server.get(path, user).status
            else:
                status = server.ask(method, path, user, sent.encode(), Content_Type="application/json", X_Heng_CSRF=server.token(user)[1], Idempotency_Key=secrets.token_urlsafe(16)[:21] + "A").status
        except (http.client.HTTPException, OSError, ValueError) as error:
            status = repr(error)
        took = time.monotonic() - began
        slowest = max(slowest, took)
        ended = server.process.poll()
        for _ in range(30):
            if not isinstance(status, str) or ended is not None:
                break
            time.sleep(0.1)
            ended = server.process.poll()
        if ended is not None or isinstance(status, str):
            report.found(f"THE SERVER FALLS ({ended}): {user} {method} {path[:90]} {sent[:60]}: {status}")
            server.stop()
            server.restart()
        elif status >= 500:
            report.found(f"{status}: {user} {method} {path[:90]} {sent[:60]}")
        elif took > 3:
            report.found(f"{took:.1f} s: {user} {method} {path[:90]} {sent[:60]}")
    report.measured(f"{len(asks)} requests with odd numbers and names, the slowest {slowest * 1000:.0f} ms")


PIECES = [
    b"--b", b"--b--", b"\r\n", b"\n", b"--", b"-", b"b", b'Content-Disposition: form-data; name="csrf"', b'Content-Disposition: form-data; name="file"; filename="a.csv"',
    b'Content-Disposition: form-data; name="', b"Content-Type: text/csv", b"\r\n\r\n", b"zone,fact,value", b"luyuan,one_licence,no", b"\xff\xfe", b"\x00", b'"', b";", b":",
    b"%", b"&", b"=", b"%E4%B8", b"user,name,role,zone,expert", b"x,x,officer,,", b"\xef\xbb\xbf", b"PK\x03\x04",
]


def broken_forms() -> None:
    """Pieces of forms in any order: whatever comes of them, it is no failure of ours."""
    count, seed = int(os.environ.get("HENG_BROKEN_FORMS", "300")), int(os.environ.get("HENG_BROKEN_FORMS_SEED", "20171"))
    dice, codes = Random(seed), Counter()
    for turn in range(count):
        path, user = dice.choice([(f"{OFFICE}/facts", "officer"), ("/security/bring-accounts", "security"), (f"{OFFICE}/questions/new", "officer"), ("/sign-in", "")])
        body = b"".join(dice.choice(PIECES) for _ in range(dice.randrange(1, 30)))
        type = dice.choice(["multipart/form-data; boundary=b", "multipart/form-data; boundary=", "multipart/form-data", 'multipart/form-data; boundary="b"; x', "application/x-www-form-urlencoded", ""])
        if user and dice.random() < 0.6 and type.startswith("multipart"):
            # So that what stands behind the check of the page is reached, too.
            body = b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + server.token(user)[1].encode() + b'\r\n--b\r\nContent-Disposition: form-data; name="table"\r\n\r\n' + body + b"\r\n--b--\r\n"
        try:
            status = server.ask("POST", path, user, body, Content_Type=type).status
        except (http.client.HTTPException, OSError) as error:
            report.found(f"broken form {turn} of seed {seed}: {path}: {error!r}; {body[:200]!r}")
            if server.process.poll() is not None:
                server.restart()
            continue
        codes[status] += 1
        if status >= 500:
            report.found(f"broken form {turn} of seed {seed}: {path}: {status}; {type}; {body[:200]!r}")
    report.measured(f"{count} broken forms: {dict(sorted(codes.items()))}")


try:
    for part in (matrix, forms, blindness, readings, two_people, answers_of_text, passwords, extremes, broken_forms):
        try:
            part()
        except (AssertionError, KeyError, StopIteration, OSError, TypeError, ValueError) as error:
            report.found(f"{part.__name__} could not go on: {error!r}")
finally:
    report.server(server)
    server.stop()
report.end()
