"""The desks of trust: what auditor, security administrator and system administrator see, may do, and leave behind."""

import base64
import csv
import gc
import hashlib
import html
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from secrets import token_urlsafe
from urllib.parse import quote

import pytest
from conftest import until
from reading import count, errors, fact, hidden, main, rows, summary, text, upload
from realserver import PASSWORD, RealServer, demo_ledger, verify
from test_workbooks import book, inline
from visiting import HAN, ROUND, opened, settled, signed_in

BASIS = "个人信息保护法第四十七条"


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    """The demo's ledger, with a folder for backups."""
    folder = tmp_path_factory.mktemp("trust")
    (folder / "backups").mkdir()
    server = RealServer(demo_ledger(), folder, ROUND, "--backups", str(folder / "backups"))
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def security(browser, trust):
    context = signed_in(browser, trust, "security", accept_downloads=True)
    yield context
    context.close()


def disclosed(server) -> list[tuple[int, str, str, object, str]]:
    """All that events conceal: event, its type, name, value, and as it is stored."""
    types = {seq: json.loads(body) for seq, body in server.sql("SELECT seq, body FROM event")}
    found = []
    for seq, encoded in server.sql("SELECT seq, encoded FROM disclosure"):
        _, name, value = json.loads(base64.urlsafe_b64decode(encoded + "=="))
        found.append((seq, types[seq]["type"], name, value, encoded))
    return found


# the desks are apart

AUDIT = ["/audit", "/audit/events", "/audit/events/3", "/audit/users", "/audit/users.csv", "/audit/users.xlsx", "/audit/sign-ins", "/audit/readings"]
SECURITY = ["/security", "/security/users.csv", "/security/users.xlsx", "/security/new-account", "/security/bring-accounts", "/security/users/officer",
            "/security/sign-ins", "/security/erasures"]
SYSTEM = ["/system", "/system/keys", "/system/backups"]
OFFICE = ["/office", "/office/todo.csv", "/office/todo.ics"]
OFFICE_ROUND = [f"/office/rounds/{ROUND}{part}" for part in (
    "", "/board", "/board.csv", "/reminders", "/divergence", "/acts", "/facts", "/facts.csv", "/close", "/questions", "/revisions")]
DESKS = {"auditor": AUDIT, "security": SECURITY, "system": SYSTEM}
POSTS = {
    "auditor": ["/audit/verify"],
    "security": ["/security/new-account", "/security/bring-accounts/add", "/security/users/officer/unlock", "/security/users/officer/letter",
                 "/security/users/officer/remove", "/security/erasures"],
    "system": ["/system/backups"],
    "officer": [f"/office/rounds/{ROUND}/{part}" for part in ("rereads", "close", "facts/drafts", "facts/drafts/1/record", "facts/drafts/1/decline")],
}
UPLOADS = {"security": ["/security/bring-accounts"], "officer": [f"/office/rounds/{ROUND}/facts"]}
ROLES = ["auditor", "security", "system", "officer", "expert1", "applicant1", "recommender"]


def foreign(role: str, desks: dict) -> list[str]:
    return [path for owner, paths in desks.items() if owner != role for path in paths]


def plain(answer):
    """Without what every page has anew: its keys and the time."""
    status, headers, body = settled(answer)
    return status, headers, re.sub(rb'data-(?:csrf|ends|warns|now)="[^"]*"|name="csrf" value="[^"]*"', b"", body)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_can_tell_another_ones_desk_from_nothing(trust, role):
    pages = foreign(role, DESKS) + ([] if role == "officer" else OFFICE) + (OFFICE_ROUND if role in ("security", "system", "expert1") else [])
    for prefix in ("", "/en"):
        nothing = plain(trust.get(prefix + "/nothing/there", role))
        assert nothing[0] == 404
        for path in pages:
            assert plain(trust.get(prefix + path, role)) == nothing, prefix + path
        fields = {"key": "A" * 22, "typed": "officer", "address": "https://a.example/", "id": "intruder", "name": "X", "role": "officer",
                  "content": "user,name,role\nintruder,X,officer\n", "kind": "account", "subject": "officer", "do": "show", "missing": "0"}
        nothing = plain(trust.post(prefix + "/nothing/there", role, **fields))
        assert nothing[0] == 404
        for path in foreign(role, POSTS):
            assert plain(trust.post(prefix + path, role, **fields)) == nothing, prefix + path
        for path in foreign(role, UPLOADS):
            answer = upload(trust, prefix + path, role, table="user,name,role\nintruder,X,officer\n")
            assert plain(answer) == nothing, prefix + path
    assert trust.sql("SELECT count(*) FROM fact_draft") == [(0,)] and count(trust, "user.removed") == 0
    assert "intruder" not in users(trust) and not list((trust.folder / "backups").iterdir())


def test_desks_have_their_owners_and_nobody_without_a_session(trust):
    for owner, paths in DESKS.items():
        for path in paths:
            assert trust.get(path, owner).status == trust.get("/en" + path, owner).status == 200, path
            away = trust.get(path)
            assert away.status == 303 and "/sign-in" in away.headers["location"], path


def test_a_form_of_another_type_tells_nothing_of_another_ones_address(trust):
    nothing = plain(trust.post("/nothing/there", "system"))
    for path in ("/security/bring-accounts", f"/office/rounds/{ROUND}/facts"):
        assert plain(trust.post(path, "system")) == nothing, path


def test_a_form_of_ones_own_desk_needs_its_own_token(trust):
    before = count(trust, "user.added")
    stolen = trust.token("system")[1]
    for user, path in (("auditor", "/audit/verify"), ("security", "/security/new-account"), ("security", "/security/users/officer/remove"),
                       ("security", "/security/erasures"), ("system", "/system/backups")):
        assert trust.post(path, user, csrf=False).status == 403, path
        if user != "system":
            body = f"csrf={stolen}&typed=officer&id=intruder&name=X&role=officer&key={'A' * 22}".encode()
            assert trust.ask("POST", path, user, body, Content_Type="application/x-www-form-urlencoded").status == 403, path
        away = trust.ask("POST", path, user, f"csrf={trust.token(user)[1]}".encode(), Content_Type="application/x-www-form-urlencoded",
                         Origin="https://evil.example")
        assert away.status == 403, path
    assert count(trust, "user.added") == before and count(trust, "user.removed") == 0


# who looked


def readings(server) -> list[tuple[str, str]]:
    """User and page as the auditor's page shows them, newest first."""
    return [(user, page) for _, user, page in rows(main(server.get("/audit/readings", "auditor")))]


def test_every_page_of_the_three_desks_is_put_down_once_and_refused_ones_are_not(trust):
    trust.get("/audit/readings", "auditor")
    before = len(trust.sql("SELECT id FROM page_read"))
    pages = [(owner, prefix + path) for prefix in ("", "/en") for owner, paths in DESKS.items() for path in paths]
    for owner, path in pages:
        assert trust.get(path, owner).status == 200
        for other in DESKS:
            if other != owner:
                assert trust.get(path, other).status == 404
    assert readings(trust)[:len(pages)] == pages[::-1]
    assert len(trust.sql("SELECT id FROM page_read")) == before + len(pages) + 1, "and the reading of the readings"


def test_no_header_keeps_a_page_out_of_the_readings(trust):
    assert trust.get("/audit/events/5", "auditor", X_Heng_Looking="1").status == 200
    assert readings(trust)[0] == ("auditor", "/audit/events/5")


def test_an_entry_that_an_erasure_shows_is_put_down(trust):
    trust.get("/security", "security")
    shown = trust.post("/security/erasures", "security", kind="expert", subject="e01", do="show")
    assert "周启明" in shown.text
    assert readings(trust)[0] == ("security", "/security/erasures")


def test_what_the_auditor_opens_of_a_round_is_put_down(trust):
    path = f"/office/rounds/{ROUND}/facts"
    assert trust.get(path, "auditor").status == 200
    assert readings(trust)[0] == ("auditor", path)


def test_what_is_not_there_was_not_read(trust):
    assert trust.get("/audit/events/999999", "auditor").status == 404
    assert trust.get("/security/users/nobody", "security").status == 404
    assert not {page for _, page in readings(trust)} & {"/audit/events/999999", "/security/users/nobody"}


def test_readings_that_are_kept_can_be_read(trust):
    trust.sql("INSERT INTO page_read (at, user, page) SELECT ?, 'security', '/security/users/first'", int(time.time()))
    trust.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO page_read (at, user, page) SELECT ?, 'security', '/security' FROM n", int(time.time()))
    page = trust.get("/audit/readings", "auditor")
    assert "/security/users/first" in page.text or 'class="button"' in main(page)


# the log


def log_rows(server, query: str = "") -> tuple[list[list[str]], str]:
    """Rows of a page of the log, and where older ones are."""
    page = main(server.get(f"/audit/events{query}", "auditor"))
    older = re.search(r'<a class="button" href="/audit/events([^"]*)"', page)
    return rows(page), html.unescape(older[1]) if older else ""


def whole_log(server, query: str = "") -> list[list[str]]:
    found, next = log_rows(server, query)
    for _ in range(40):
        if not next:
            return found
        more, next = log_rows(server, next)
        found += more
    raise AssertionError("the log has no end")


def told_events(server) -> list[dict]:
    return [json.loads(body) for (body,) in server.sql("SELECT body FROM event ORDER BY seq DESC")]


def test_the_log_lists_newest_first_and_pages_meet_each_event_once(trust):
    first, older = log_rows(trust)
    assert len(first) == 100 and older
    seen = whole_log(trust)
    events = told_events(trust)
    assert [int(row[0]) for row in seen] == [event["seq"] for event in events]
    assert [row[1] for row in seen] == [event["at"] for event in events]
    assert [row[3] for row in seen] == [event.get("round", "") for event in events]
    actors = {seq: value["user"] for seq, _, name, value, _ in disclosed(trust) if name == "actor"}
    assert [row[4] for row in seen] == [actors.get(event["seq"], "") for event in events]


def test_the_log_is_filtered_by_round_day_and_family_and_all_of_them(trust):
    events = told_events(trust)
    by_round = [int(row[0]) for row in whole_log(trust, f"?round={ROUND}")]
    assert by_round == [event["seq"] for event in events if event.get("round") == ROUND] and by_round
    days = sorted({event["at"][:10] for event in events})
    for day in (days[0], days[len(days) // 2], days[-1]):
        by_day = [int(row[0]) for row in whole_log(trust, f"?day={day}")]
        assert by_day == [event["seq"] for event in events if event["at"][:10] == day] and by_day, day
    families = {name: [int(row[0]) for row in whole_log(trust, f"?family={name}")]
                for name in ("people", "registry", "applications", "planning", "scoring", "result", "papers")}
    assert all(families.values()), {name: len(found) for name, found in families.items()}
    assert sorted(sum(families.values(), [])) == sorted(event["seq"] for event in events)
    kinds = {event["seq"]: event["type"] for event in events}
    assert {"user.added", "log.genesis"} <= {kinds[seq] for seq in families["people"]}
    assert {"cell.saved", "sheet.sealed", "facts.recorded"} <= {kinds[seq] for seq in families["scoring"]}
    day = next(event["at"] for event in events if event.get("round") == ROUND and event["type"] == "cell.saved")
    both = [int(row[0]) for row in whole_log(trust, f"?round={ROUND}&day={day}&family=scoring")]
    assert both == [seq for seq in families["scoring"] if seq in by_round and next(e for e in events if e["seq"] == seq)["at"] == day]
    chosen = main(trust.get(f"/audit/events?round={ROUND}&day={day}&family=scoring", "auditor"))
    assert 'value="scoring" selected' in chosen and f'value="{ROUND}" selected' in chosen and f'value="{day}"' in chosen
    assert log_rows(trust, "?day=1999-01-01")[0] == [] and "没有符合条件的事件" in main(trust.get("/audit/events?day=1999-01-01", "auditor"))


@pytest.mark.parametrize("day", ["2026-02-30", "26-11-9", "昨天", "<script>"])
def test_a_wrong_day_is_told_on_the_page(trust, day):
    page = trust.get(f"/audit/events?day={quote(day)}", "auditor")
    assert page.status in (200, 422) and summary(main(page)) == ["日期写作 年-月-日，例如 2026-11-09"]
    assert "<script>" not in main(page) and trust.get(f"/en/audit/events?day={quote(day)}", "auditor").text.count("A day is written") == 1


def test_a_wrong_day_stays_in_its_field(trust):
    page = main(trust.get("/audit/events?day=2026-02-30", "auditor"))
    assert 'value="2026-02-30"' in page and 'aria-invalid="true"' in page


def test_odd_places_of_the_log_are_pages_all_the_same(trust):
    for query in ("?before=-1", "?before=0", "?before=99999999999999999999", "?before=x", "?family=nothing", "?round=none", "?round=%00", "?day=%00"):
        assert trust.get(f"/audit/events{query}", "auditor").status == 200, query
    for event in ("-1", "1e1", "0x1", "9223372036854775808", "x", "%00", "1/2"):
        assert trust.get(f"/audit/events/{event}", "auditor").status == 404, event


# one event, and its proof


def inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.3.2."""
    fn, sn, found = index, size - 1, leaf
    for step in path:
        assert sn > 0
        if fn & 1 or fn == sn:
            found = inner(step, found)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = inner(found, step)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return found


def proof_of(page: str) -> tuple[bytes, bytes, list[bytes], str]:
    """Bytes of the leaf, its digest, the path, the note: all as the page says."""
    listed = re.search(r'(?s)<dl class="bytes">(.*?)</dl>', page)[1]
    parts = [(text(head), html.unescape(value)) for head, value in re.findall(r"(?s)<dt>(.*?)</dt><dd>(.*?)</dd>", listed)]
    steps = [bytes.fromhex(value) for head, value in parts if re.fullmatch(r"第 \d+ 步|Step \d+", head)]
    return parts[-1][1].encode(), bytes.fromhex(parts[0][1]), steps, parts[-2][1]


def test_an_events_path_leads_from_its_leaf_to_the_root_of_the_signed_head(trust):
    size = trust.sql("SELECT max(size) FROM checkpoint")[0][0]
    for seq in {0, 1, 2, 255, 256, 511, 512, 777, size - 2, size - 1}:
        for prefix in ("", "/en"):
            body, leaf, path, note = proof_of(main(trust.get(f"{prefix}/audit/events/{seq}", "auditor")))
            assert body == bytes(trust.sql("SELECT body FROM event WHERE seq = ?", seq)[0][0])
            assert json.loads(body)["seq"] == seq
            assert hashlib.sha256(b"\0" + body).digest() == leaf
            origin, told, root, empty, *signatures = note.split("\n")
            assert origin == "demo.heng.example/2026" and int(told) == size and empty == "" and signatures
            assert root_of(leaf, seq, size, path) == base64.b64decode(root), seq
            assert (size,) in trust.sql("SELECT size FROM checkpoint WHERE note = ?", note.encode())


def test_another_leaf_does_not_lead_there(trust):
    """That the reckoning above can fail."""
    size = trust.sql("SELECT max(size) FROM checkpoint")[0][0]
    body, leaf, path, note = proof_of(main(trust.get("/audit/events/300", "auditor")))
    root = base64.b64decode(note.split("\n")[2])
    wrong = hashlib.sha256(b"\0" + body.replace(b'"v":1', b'"v":2')).digest()
    assert root_of(leaf, 300, size, path) == root != root_of(wrong, 300, size, path)
    assert root_of(leaf, 301, size, path) != root


def test_no_mark_of_a_sheet_that_is_not_sealed_is_on_an_auditors_page(trust):
    """Neither a draft's mark and comment nor what they could be guessed by; what is sealed is shown."""
    told = disclosed(trust)
    by_event: dict[int, dict] = {}
    for seq, type, name, value, _ in told:
        if type in ("cell.saved", "sheet.sealed"):
            by_event.setdefault(seq, {"type": type})[name] = value
    # A sheet is its expert's at a zone.
    sealed = {(event["actor"]["user"], event["sheet"].get("zone")) for event in by_event.values() if event["type"] == "sheet.sealed"}
    drafts = {seq: event for seq, event in by_event.items()
              if event["type"] == "cell.saved" and (event["actor"]["user"], event["cell"]["zone"]) not in sealed}
    comments = {event["comment"]["text"] for event in drafts.values() if "comment" in event}
    assert sealed and None not in {zone for _, zone in sealed} and len(drafts) > 50 and len(comments) > 5
    for seq in [seq for seq, event in drafts.items() if "comment" in event][:8] + list(drafts)[-8:]:
        draft = drafts[seq]
        for prefix in ("", "/en"):
            page = main(trust.get(f"{prefix}/audit/events/{seq}", "auditor"))
            secret = [draft["cell"]["indicator"], draft["cell"]["seat"], draft["actor"]["step"], "hundredths", "打分：", "Mark:", *([draft["comment"]["text"]] if "comment" in draft else [])]
            assert not [word for word in secret if word in page], seq
            assert ("of a sheet that is not sealed: not shown" if prefix else "未签封的打分，不显示") in page and draft["actor"]["user"] in page
    log = "".join(trust.get(f"/audit/events?family=scoring&before={before}", "auditor").text for before in (900, 800, 700))
    assert not [words for words in comments if words in log]
    # The same of a sheet that is sealed.
    seq, event = next((seq, event) for seq, event in by_event.items() if event["type"] == "cell.saved" and seq not in drafts)
    page = main(trust.get(f"/audit/events/{seq}", "auditor"))
    assert f"打分：{event['cell']['hundredths'] / 100:g}；" in page and event["cell"]["indicator"] in page


# the proof of all


def verified(server, prefix: str = "") -> tuple[str, list[str]]:
    """The auditor's page once nothing runs, and the states that were seen before."""
    states: list[str] = []
    end = time.monotonic() + 40
    while True:
        page = main(server.get(f"{prefix}/audit", "auditor"))
        if found := re.search(r'id="updated">(.*?)</p>', page):
            assert "/audit/verify" not in page
            if not states or states[-1] != found[1]:
                states.append(found[1])
        else:
            return page, states
        assert time.monotonic() < end, states
        time.sleep(0.01)


STAGES = ("正在重新推算事件", "正在核对签名", "正在核对文件", "正在重新计算")


def stage(server) -> int:
    """How far it is; 4: nothing runs."""
    found = re.search(r'id="updated">(.*?)</p>', main(server.get("/audit", "auditor")))
    return next(n for n, words in enumerate(STAGES) if found[1].startswith(words)) if found else 4


@pytest.fixture(scope="module")
def proven(tmp_path_factory):
    """A server of its own: what verifying does to a ledger's files is nobody else's to suffer."""
    server = RealServer(demo_ledger(), tmp_path_factory.mktemp("proven"), ROUND)
    yield server
    server.stop()


def test_verification_tells_how_far_it_is_and_holds(proven):
    size = proven.sql("SELECT count(*) FROM event")[0][0]
    note = bytes(proven.sql("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")[0][0]).decode().split("\n")
    heads = proven.sql("SELECT count(DISTINCT size) FROM checkpoint")[0][0]
    assert "还没有核验过" in main(proven.get("/audit", "auditor"))
    answer = proven.post("/audit/verify", "auditor")
    assert answer.status == 303 and answer.headers["location"] == "/audit"
    page, states = verified(proven)
    assert states and all(state.startswith(STAGES) for state in states), states
    assert f"核验通过：{size} 个事件都相符" in page, text(page)
    assert int(note[1]) == size and fact(page, "根") == base64.b64decode(note[2]).hex()
    assert int(fact(page, "签名的检查点")) == heads and int(fact(page, "尚未签名的事件")) == 0
    # Kept for whoever looks next, until the server starts anew.
    assert f"核验通过：{size}" in main(proven.get("/audit", "auditor"))


def test_a_second_press_while_it_runs_starts_no_other(proven):
    """Another one would begin with the events again."""
    for _ in range(4):
        proven.post("/audit/verify", "auditor")
        seen = until(lambda: (now := stage(proven)) and (now,), 20, "past the events")[0]
        assert proven.post("/audit/verify", "auditor").status == 303
        after = []
        while not after or after[-1] != 4:
            after.append(stage(proven))
        # Where it was over before the second press, that began another one rightly: tried again.
        if seen < 4 and after == sorted(after):
            assert after[0] >= seen
            return
    raise AssertionError("each time it began anew")


def test_the_server_keeps_its_lock_on_the_database_after_a_verification(tmp_path):
    server = RealServer(demo_ledger(), tmp_path / "locked", ROUND)
    try:
        file = os.stat(server.folder / "heng.sqlite").st_ino

        def holds() -> bool:
            return any(line.split()[4] == str(server.process.pid) and line.split()[5].endswith(f":{file}")
                       for line in open("/proc/locks") if "->" not in line)

        server.token("auditor")
        # Connections of ours would hold a lock, too.
        gc.collect()
        assert holds(), "it does before"
        server.post("/audit/verify", "auditor")
        verified(server)
        assert holds()
    finally:
        server.stop()


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A ledger of which two events were changed by a byte each, verified from the English page."""
    server = RealServer(demo_ledger(), tmp_path_factory.mktemp("changed"), ROUND)
    with sqlite3.connect(server.folder / "heng.sqlite", timeout=10) as database:
        database.execute("DROP TRIGGER event_unchanged")
        for seq in (600, 500):
            body = bytearray(database.execute("SELECT body FROM event WHERE seq = ?", (seq,)).fetchone()[0])
            place = body.index(b'"sd":["') + 7
            body[place] = ord("A") if body[place] != ord("A") else ord("B")
            database.execute("UPDATE event SET body = ? WHERE seq = ?", (bytes(body), seq))
    database.close()
    server.post("/en/audit/verify", "auditor")
    verified(server, "/en")
    yield server
    server.stop()


def fault(server, prefix: str = "") -> str:
    return text(re.search(r'(?s)<div class="notice bad" role="alert">.*?</div>', main(server.get(f"{prefix}/audit", "auditor")))[0])


def test_verification_names_the_first_fault_after_one_byte_was_changed(changed):
    code, said = verify(str(changed.folder / "heng.sqlite"))
    assert code != 0 and re.search(r"\b500\b", said)
    told = fault(changed, "/en")
    assert "It does not hold" in told and re.search(r"\b500\b", told) and "600" not in told, told
    assert "It holds" not in main(changed.get("/en/audit", "auditor")) and "核验不通过" in fault(changed)


def test_a_fault_is_told_in_the_language_of_the_page(changed):
    told = re.sub("核验不通过（[^）]*）|这是第一处不符.*", "", fault(changed))
    assert HAN.search(told), told


# accounts

USERS = "/security/users"


def removal(server, page: str, **fields):
    """The password opens a session anew: the old one is not used again."""
    answer = server.post(f"{page}/remove", "security", **({"key": token_urlsafe(16), "password": PASSWORD} | fields))
    server.tokens.pop("security", None)
    return answer


def letter_for(server, user: str, **fields):
    answer = server.post(f"{USERS}/{user}/letter", "security", **({"letter-password": PASSWORD} | fields))
    server.tokens.pop("security", None)
    return answer


def add(server, **fields: str):
    page = server.get("/security/new-account", "security")
    return server.post("/security/new-account", "security", **{"key": hidden(main(page), "key"), "id": "", "name": "", "role": "officer", "zone": "", "expert": "", **fields})


def users(server) -> dict[str, dict]:
    return {value["user"]: value for _, _, name, value, _ in disclosed(server) if name == "account"}


def test_a_new_account_is_added_once(trust):
    answer = add(trust, id="new-one", name="新甲", role="recommender", zone="jinchuan")
    assert answer.status == 303 and answer.headers["location"].startswith(f"{USERS}/new-one?")
    assert users(trust)["new-one"] == {"user": "new-one", "name": "新甲", "role": "recommender", "zone": "jinchuan"}
    key = hidden(main(trust.get("/security/new-account", "security")), "key")
    before = count(trust, "user.added")
    for _ in range(2):
        trust.post("/security/new-account", "security", key=key, id="new-two", name="新乙", role="officer", zone="", expert="")
    assert count(trust, "user.added") == before + 1
    row = next(row for row in rows(main(trust.get("/security", "security"))) if row[0] == "new-two")
    assert row[1] == "新乙" and row[4] == "未发开通函"


def test_all_refusals_of_a_new_account_stand_beside_their_fields(trust):
    before = count(trust, "user.added")
    for fields, expected in (
        ({"id": "officer", "name": " ", "role": "applicant"}, {"id", "name", "zone"}),
        ({"id": "expert-x", "name": "", "role": "expert"}, {"name", "expert"}),
        ({"id": "officer2", "name": "", "role": "officer", "expert": "e01"}, {"id", "name", "expert"}),
        ({"id": "city-x", "name": "", "role": "recommender", "zone": "luyuan"}, {"name", "zone"}),
        ({"id": "Bad Id", "name": "甲", "role": "officer"}, {"id"}),
        ({"id": "ｏｆｆｉｃｅｒ", "name": "甲", "role": "officer"}, {"id"}),
        ({"id": "a" * 65, "name": "甲", "role": "officer"}, {"id"}),
    ):
        answer = add(trust, **fields)
        page = main(answer)
        told = summary(page)
        # A choice has its error beside it without an id.
        beside = set(errors(page)) | set(re.findall(r'<label for="(\w+)">[^<]*</label><p class="error"', page))
        assert answer.status == 422 and beside == expected and len(told) >= len(expected), (fields, told, beside)
        assert f'value="{html.escape(fields["id"])}"' in page
    assert count(trust, "user.added") == before


def test_a_wrong_id_does_not_hide_the_other_refusals(trust):
    page = main(add(trust, id="Bad Id", name="", role="applicant"))
    assert {"id", "name"} <= set(errors(page)), summary(page)


def test_a_zone_that_is_not_there_is_told_at_its_field(trust):
    answer = add(trust, id="zone-x", name="甲", role="applicant", zone="nowhere")
    assert answer.status == 422 and 'value="zone-x"' in main(answer)


def bring(server, table: str = "", file: tuple[str, bytes] | None = None, prefix: str = ""):
    return upload(server, f"{prefix}/security/bring-accounts", "security", file, table=table)


HEAD = ["user", "name", "role", "zone", "expert"]


@pytest.mark.parametrize("form", ["tabs", "commas", "csv", "bom", "xlsx"])
def test_many_accounts_are_previewed_added_once_and_each_is_told(trust, form):
    table = [HEAD, [f"{form}-a", "甲，\"一\"" if form != "tabs" else "甲一", "applicant", "yunxi", ""], [f"{form}-b", "乙", "auditor", "", ""],
             ["officer", "丙", "officer", "", ""], [f"{form}-c", "丁", "expert", "", "e01"]]

    def lines(mark: str) -> str:
        return "".join(mark.join('"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row) + "\r\n" for row in table)

    shown = {
        "tabs": lambda: bring(trust, lines("\t")), "commas": lambda: bring(trust, lines(",")),
        "csv": lambda: bring(trust, "not looked at", ("账号.csv", lines(",").encode())),
        "bom": lambda: bring(trust, file=("账号.csv", b"\xef\xbb\xbf" + lines(",").encode())),
        "xlsx": lambda: bring(trust, file=("账号.xlsx", book({"账号": inline(*[[html.escape(cell) for cell in row] for row in table])}))),
    }[form]()
    page = main(shown)
    before = count(trust, "user.added")
    assert shown.status == 200 and [row[0] for row in rows(page)] == [row[0] for row in table[1:]], text(page)
    assert rows(page)[0][1] == table[1][1]
    # The preview adds nothing.
    assert form + "-a" not in users(trust)
    key, content = hidden(page, "key"), hidden(page, "content")
    told = [rows(main(trust.post("/security/bring-accounts/add", "security", key=key, content=content))) for _ in range(2)]
    assert count(trust, "user.added") == before + 2
    assert told[0] == told[1]
    results = [row[-1] for row in told[0]]
    assert results[:2] == ["已新增", "已新增"] and "已新增" not in results[2:] and all(results[2:]), results
    assert users(trust)[form + "-a"] == {"user": form + "-a", "name": table[1][1], "role": "applicant", "zone": "yunxi"}


def test_problems_of_a_table_of_accounts_are_all_told_by_line_and_column(trust):
    before = count(trust, "user.added")
    wrong = [HEAD, ["B B", "", "off", "", ""], ["x", "<b>甲</b>", "officer", "", ""], ["x", "乙", "officer", "No", ""]]
    answer = bring(trust, "\n".join("\t".join(row) for row in wrong))
    told = "\n".join(summary(main(answer)))
    assert answer.status == 422
    for place in (":2：user", ":2：name", ":2：role", ":4：zone", ":4：user"):
        assert place in told.replace(": ", "：") or place.replace("：", ": ") in told, (place, told)
    assert "<b>甲" not in answer.text and "&lt;b&gt;甲" in answer.text
    answer = bring(trust, file=("表.xlsx", book({"账号": inline(*[[html.escape(cell) for cell in row] for row in wrong])})))
    told = "\n".join(summary(main(answer)))
    assert answer.status == 422 and "A2 user" in told and "C2 role" in told and "D4 zone" in told and "表.xlsx" in told, told
    for nothing in ("", "user,name,role\n", "name\n甲\n", "\x00\x01"):
        assert bring(trust, nothing).status == 422, nothing
    assert bring(trust, file=("x.xlsx", b"PK\x03\x04broken")).status == 422
    assert count(trust, "user.added") == before


def test_a_table_that_was_previewed_can_be_added(trust):
    table = "user,name,role,zone\n" + "".join(f"many-{n},申报人{n}号同志,applicant,yunxi\n" for n in range(4000))
    preview = bring(trust, file=("many.csv", table.encode()))
    assert preview.status == 200 and len(rows(main(preview))) == 4000
    # Accounts that are there already, in a content as long: all of it is read, and none is added.
    content = hidden(main(preview), "content")
    taken = "\n".join([content.split("\n")[0]] + [f"applicant1,{'同' * 20},applicant,yunxi,"] * 4000)
    assert len(taken) > 100_000
    before = count(trust, "user.added")
    answer = upload(trust, "/security/bring-accounts/add", "security", key=token_urlsafe(16), content=taken)
    assert answer.status in (200, 400) and count(trust, "user.added") == before, answer.status
    whole = upload(trust, "/security/bring-accounts/add", "security", key=token_urlsafe(16), content=content.replace("many-", "Many-"))
    assert whole.status == 400


def test_an_account_is_removed_only_by_its_typed_id_and_ends_at_once(trust):
    add(trust, id="leaving", name="去者", role="officer")
    session = trust.open_session("applicant1")[0]
    assert trust.ask("GET", "/me", Cookie=f"heng={session}").status == 200
    page = f"{USERS}/leaving"
    for typed in ("", "Leaving", "leavin", "leaving2", "去者"):
        answer = removal(trust, page, typed=typed)
        assert answer.status == 422 and "typed" in errors(main(answer)), typed
    assert count(trust, "user.removed") == 0
    assert removal(trust, page, typed=" leaving ").status == 303
    assert count(trust, "user.removed") == 1 and trust.get(page, "security").status == 404
    assert "leaving" not in [row[0] for row in rows(main(trust.get("/security", "security")))]
    assert removal(trust, f"{USERS}/applicant1", typed="applicant1").status == 303
    assert trust.ask("GET", "/me", Cookie=f"heng={session}").status == 303
    assert trust.post("/sign-in", "", user="applicant1", password=PASSWORD).status == 401


def test_ones_own_account_cannot_be_changed(trust):
    page = main(trust.get(f"{USERS}/security", "security"))
    assert "<form" not in page and "您自己的账号" in page
    for part, fields in (("unlock", {}), ("letter", {"address": "https://a.example/", "letter-password": PASSWORD}),
                         ("remove", {"typed": "security", "key": token_urlsafe(16), "password": PASSWORD})):
        for path in (f"{USERS}/security/{part}", f"/en{USERS}/security/{part}", f"{USERS}/%73ecurity/{part}"):
            assert trust.post(path, "security", **fields).status == 404, path
    assert trust.get("/security", "security").status == 200


def letter_of(answer, folder) -> str:
    (folder / "letter.pdf").write_bytes(answer.body)
    return subprocess.run(["pdftotext", "-layout", str(folder / "letter.pdf"), "-"], capture_output=True, text=True, timeout=20).stdout


CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}(?:\s*-\s*[0-9A-HJKMNP-TV-Z]{5}){3}\b")


def bytes_beside(server) -> dict[str, bytes]:
    return {str(path.relative_to(server.folder)): path.read_bytes() for path in server.folder.rglob("*")
            if path.is_file() and "backups" not in path.parts}


def test_a_letter_comes_once_and_its_code_stands_nowhere_else(trust, tmp_path):
    add(trust, id="lettered", name="收信人", role="auditor")
    sent = letter_for(trust, "lettered", address="https://pinggu.example/activate", contact="示例 000")
    assert sent.status == 200 and sent.headers["content-type"] == "application/pdf" and "no-store" in sent.headers.get("cache-control", "")
    words = letter_of(sent, tmp_path)
    [code] = CODE.findall(words)
    assert "收信人" in words and "https://pinggu.example/activate" in words and "lettered" in words
    bare = re.sub(r"[\s-]", "", code)
    for name, content in bytes_beside(trust).items():
        for form in (bare, bare.lower(), "-".join(bare[n:n + 5] for n in range(0, 20, 5)), bare[:10]):
            assert form.encode() not in content, name
    assert bare not in trust.get(f"{USERS}/lettered", "security").text and trust.get(f"{USERS}/lettered/letter", "security").status == 404
    opens = trust.ask(
        "POST", "/activate", "", f"user=lettered&letter={bare}".encode(), Content_Type="application/x-www-form-urlencoded")
    assert opens.status == 200 and 'name="password"' in opens.text
    # Sent again it is another one, and the first is void.
    again = CODE.findall(letter_of(letter_for(trust, "lettered", address="https://pinggu.example/activate"), tmp_path))[0]
    assert again != code
    void = trust.ask("POST", "/activate", "", f"user=lettered&letter={bare}".encode(), Content_Type="application/x-www-form-urlencoded")
    assert 'name="password"' not in void.text


def test_a_letter_voids_the_sessions_of_its_user_at_once_and_a_wrong_address_nothing(trust):
    assert trust.get("/my", "expert8").status == 200
    for address in ("", "http://a.example/", "https://", "https:///x", "HTTPS//a", "javascript:alert(1)", "https://a.example/ b", "https://例子.example/",
                    "https://a.example/" + "x" * 120, "//a.example", " ftp://a.example"):
        answer = letter_for(trust, "expert8", address=address)
        assert answer.status == 422 and "address" in errors(main(answer)), address
        assert trust.get("/my", "expert8").status == 200, address
    assert trust.sql("SELECT count(*) FROM letter WHERE user = 'expert8'") == [(0,)]
    assert letter_for(trust, "expert8", address="https://a.example/").status == 200
    gone = trust.get("/my", "expert8")
    assert gone.status == 303 and "/sign-in" in gone.headers["location"]
    assert trust.post("/sign-in", "", user="expert8", password=PASSWORD).status == 401
    trust.tokens.pop("expert8")


def test_a_letter_is_saved_from_the_page(trust, security, tmp_path):
    page = opened(security, trust, f"{USERS}/applicant4")
    page.locator("#address").fill("https://pinggu.example/activate")
    page.locator("#letter-password").fill(PASSWORD)
    with page.expect_download() as paper:
        page.get_by_role("button", name="发放开通函").click()
    paper.value.save_as(tmp_path / "saved.pdf")
    assert paper.value.suggested_filename == "letter-applicant4.pdf" and (tmp_path / "saved.pdf").read_bytes().startswith(b"%PDF")
    assert page.complaints == []
    page.close()


def test_a_locked_account_is_unlocked(trust):
    trust.sql("UPDATE account SET locked_until = ?, failures = 9 WHERE user = 'applicant2'", int(time.time()) + 3600)
    page = main(trust.get(f"{USERS}/applicant2", "security"))
    assert "锁定至" in page and f"{USERS}/applicant2/unlock" in page
    assert trust.post("/sign-in", "", user="applicant2", password=PASSWORD).status == 401
    assert trust.post(f"{USERS}/applicant2/unlock", "security").status == 303
    assert "锁定至" not in main(trust.get(f"{USERS}/applicant2", "security"))
    assert trust.post("/sign-in", "", user="applicant2", password=PASSWORD).status == 303
    assert "security" in [row[3] for row in rows(main(trust.get("/security/sign-ins", "security"))) if row[1] == "applicant2"]


@pytest.mark.parametrize("name", ["=HYPERLINK(\"http://a\")", "+1", "-1", "@x", "<img src=x onerror=alert(1)>"])
def test_names_are_text_in_pages_and_in_downloaded_tables(trust, name):
    id = "odd-" + hashlib.sha256(name.encode()).hexdigest()[:6]
    assert add(trust, id=id, name=name, role="officer").status == 303
    for path, user in ((f"{USERS}/{id}", "security"), ("/security", "security"), ("/audit/users", "auditor")):
        page = trust.get(path, user).text
        assert "<img src=x" not in page and html.escape(name, quote=False) in page, path
    for path, user in (("/security/users", "security"), ("/audit/users", "auditor")):
        table = list(csv.reader(io.StringIO(trust.get(f"{path}.csv", user).body.decode("utf-8-sig"))))
        cell = next(row[1] for row in table if row[0] == id)
        assert cell[0] not in "=+-@\t\r" and name in cell
        file = zipfile.ZipFile(io.BytesIO(trust.get(f"{path}.xlsx", user).body))
        parts = [file.read(part).decode() for part in file.namelist() if part.endswith(".xml")]
        assert not any("<f>" in part or "<hyperlink" in part for part in parts)
        assert any(name in html.unescape(part) for part in parts)


def test_no_combining_sign_hides_a_formula(trust):
    assert add(trust, id="combined", name="=\u0301HYPERLINK(1)", role="officer").status == 303
    table = list(csv.reader(io.StringIO(trust.get("/security/users.csv", "security").body.decode("utf-8-sig"))))
    assert next(row[1] for row in table if row[0] == "combined")[0] != "="


def test_a_name_in_decomposed_form_is_kept_or_refused_on_the_page(trust):
    assert add(trust, id="decomposed", name="Rene\u0301", role="officer").status == 303
    names = [row[1] for row in csv.reader(io.StringIO(trust.get("/security/users.csv", "security").body.decode("utf-8-sig"))) if row[0] == "decomposed"]
    assert names == ["Ren\u00e9"], "as one writes it"


def test_every_account_has_its_page(trust):
    for id in ("new", "users", "bring"):
        answer = add(trust, id=id, name="甲", role="officer")
        assert answer.status == 303 and f"{USERS}/{id}/letter" in trust.get(answer.headers["location"], "security").text


# erasure


def erasable(server, folder: str) -> tuple[str, str, list[str], list[int]]:
    """A subject of a kind: itself, the text that is to go, and where it stands."""
    all = disclosed(server)
    if folder == "expert":
        found = [(seq, value) for seq, _, name, value, _ in all if name == "expert" and value["expert"] == "e09"]
        return "e09", found[0][1]["name"], [found[0][1]["organisation"]], [seq for seq, _ in found]
    if folder == "account":
        found = [(seq, value) for seq, _, name, value, _ in all if name == "account" and value["user"] == "applicant3"]
        return "applicant3", found[0][1]["name"], [], [seq for seq, _ in found]
    if folder == "evidence":
        found = [(seq, value) for seq, _, name, value, _ in all if name == "evidence"]
        names = [value["name"] for _, value in found]
        digest = next(value["file"] for _, value in found if names.count(value["name"]) == 1)
        same = [(seq, value) for seq, value in found if value["file"] == digest]
        return digest, same[0][1]["name"], [], [seq for seq, _ in same]
    if folder == "value":
        seq, value = next((seq, value) for seq, type, name, value, _ in all if type == "evidence.supplied" and name == "reason")
        return f"{seq}/reason", value["text"], [], [seq]
    return "", "", [], []


def forms(words: str) -> list[bytes]:
    """UTF-8, and base64 of it at each of the three places in which it can begin."""
    raw = words.encode()
    found = [raw]
    for lead in range(3):
        whole = base64.urlsafe_b64encode(b"\0" * lead + raw).rstrip(b"=")
        cut = (4 - len(whole) % 4) % 4
        found.append(whole[(0, 2, 3)[lead]:len(whole) - (1 if cut or len(whole) % 4 else 0)])
    return found


def stands(server, words: str) -> list[str]:
    return [name for name, content in bytes_beside(server).items() if name.startswith("heng.sqlite") and any(form in content for form in forms(words))]


def erase(server, kind: str, subject: str, user: str = "security", **fields: str):
    return server.post("/security/erasures", user, kind=kind, subject=subject, **{"basis": BASIS, **fields})


@pytest.mark.parametrize("kind", ["expert", "account", "value", "evidence"])
def test_an_erasure_shows_what_goes_and_takes_it_from_every_byte(trust, kind):
    subject, words, more, events = erasable(trust, kind)
    assert stands(trust, words), "it stands in the files before"
    shown = erase(trust, kind, subject, do="show")
    page = main(shown)
    assert shown.status == 200 and [int(row[0]) for row in rows(page)] == events
    if kind in ("expert", "account"):
        assert words in page and all(text in page for text in more)
    else:
        assert words not in page
    number, key = str(len(events)), hidden(page, "key")
    size = trust.sql("SELECT count(*) FROM event")[0][0]
    for typed, password, field in (("", PASSWORD, "typed"), (str(len(events) + 1), PASSWORD, "typed"), (number, "wrong words", "password"), (number, "", "password")):
        refused = erase(trust, kind, subject, do="erase", typed=typed, password=password, key=key)
        assert refused.status == 422 and field in errors(main(refused)), (typed, field)
    refused = erase(trust, kind, subject, do="erase", typed=number, password=PASSWORD, key=key, basis=" ")
    assert refused.status == 422 and "basis" in errors(main(refused))
    trust.forget()
    assert trust.sql("SELECT count(*) FROM event")[0][0] == size and stands(trust, words)
    done = erase(trust, kind, subject, do="erase", typed=number, password=PASSWORD, key=key)
    assert done.status == 303 and "erasureIsDone" in done.headers["location"], text(main(done))
    trust.forget()
    assert trust.sql("SELECT count(*) FROM event")[0][0] == size + len(events)
    assert stands(trust, words) == []
    if kind == "evidence":
        assert subject not in [path.name for path in trust.folder.rglob("*")]
    again = erase(trust, kind, subject, do="show")
    assert again.status == 422 and "subject" in errors(main(again))


def test_a_comment_is_erased_by_round_seat_and_indicator_and_never_shown(trust):
    texts: dict[str, int] = {}
    for _, _, name, value, _ in disclosed(trust):
        if name == "comment":
            texts[value["text"]] = texts.get(value["text"], 0) + 1
    by_event: dict[int, dict] = {}
    for seq, type, name, value, _ in disclosed(trust):
        if type == "cell.saved":
            by_event.setdefault(seq, {})[name] = value
    seq, told = next((seq, told) for seq, told in by_event.items() if "comment" in told and texts[told["comment"]["text"]] == 1)
    seat, indicator, words = told["cell"]["seat"], told["cell"]["indicator"], told["comment"]["text"]
    assert stands(trust, words)
    # Seats, rounds and indicators that are not there say no more than one without a comment.
    nothing = [text(main(erase(trust, "comment", subject, do="show"))) for subject in (
        f"{ROUND}/{seat}/release.9.9", f"{ROUND}/zzzz/{indicator}", f"none/{seat}/{indicator}", f"{ROUND}/{seat}", f"demo-2026/{seat}/{indicator}")]
    assert len(set(re.sub(r"\s+", " ", told) for told in nothing)) == 1 and "没有可以删除的内容" in nothing[0]
    page = main(erase(trust, "comment", f"{ROUND}/{seat[:4]}/{indicator}", do="show"))
    assert [int(row[0]) for row in rows(page)] == [seq] and words not in page
    done = erase(trust, "comment", f"{ROUND}/{seat}/{indicator}", do="erase", typed="１", password=PASSWORD, key=hidden(page, "key"))
    assert done.status == 303, text(main(done))
    trust.forget()
    assert stands(trust, words) == []
    assert words not in main(trust.get(f"/audit/events/{seq}", "auditor"))


def test_the_ledger_holds_after_the_erasures(trust):
    """Those before, and one of its own where it runs alone."""
    if not count(trust, "disclosure.erased"):
        test_an_erasure_shows_what_goes_and_takes_it_from_every_byte(trust, "expert")
    code, said = verify(str(trust.folder / "heng.sqlite"))
    assert code == 0 and f"{count(trust, 'disclosure.erased')} value" in said, said


def test_an_erased_comment_is_neither_shown_nor_stored_again(trust):
    words = "此语只在这一处写过一次"
    trust.put("luyuan", {"indicator": "serve.6.2", "mark": "0.2", "comment": words}, "expert1")
    seat = next(value["seat"] for _, _, name, value, _ in reversed(disclosed(trust)) if name == "cell")
    subject = f"{ROUND}/{seat}/serve.6.2"
    page = main(erase(trust, "comment", subject, do="show"))
    assert erase(trust, "comment", subject, do="erase", typed=str(len(rows(page))), password=PASSWORD, key=hidden(page, "key")).status == 303
    trust.forget()
    assert stands(trust, words) == []
    shown = words in trust.get(trust.api("luyuan"), "expert1").text
    trust.put("luyuan", {"indicator": "serve.6.2", "mark": "0.3"}, "expert1")
    assert not shown and stands(trust, words) == []


def test_an_erasure_that_was_kept_from_the_files_can_be_finished(trust):
    subject = "e08"
    encoded = next(encoded for _, _, name, value, encoded in disclosed(trust) if name == "expert" and value["expert"] == subject)
    page = main(erase(trust, "expert", subject, do="show"))
    fields = {"do": "erase", "typed": "1", "password": PASSWORD, "key": hidden(page, "key")}
    reader = sqlite3.connect(trust.folder / "heng.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    first = erase(trust, "expert", subject, **fields)
    reader.execute("COMMIT")
    reader.close()
    trust.forget()
    assert first.status in (303, 503)
    again = erase(trust, "expert", subject, **fields)
    trust.forget()
    assert again.status == 303
    assert not [name for name, content in bytes_beside(trust).items() if encoded.encode() in content]


def test_the_length_that_is_told_is_the_comments(trust):
    by_event: dict[int, dict] = {}
    for seq, type, name, value, _ in disclosed(trust):
        if type == "cell.saved":
            by_event.setdefault(seq, {})[name] = value
    told = next(told for told in by_event.values() if "comment" in told)
    page = main(erase(trust, "comment", f"{ROUND}/{told['cell']['seat']}/{told['cell']['indicator']}", do="show"))
    assert f"共 {len(told['comment']['text'])} 个字符" in page, rows(page)


def test_who_sits_in_an_open_round_is_not_erased(trust):
    for kind, subject in (("expert", "e01"), ("account", "expert1"), ("account", "security")):
        page = main(erase(trust, kind, subject, do="show"))
        refused = erase(trust, kind, subject, do="erase", typed=str(len(rows(page))), password=PASSWORD, key=hidden(page, "key"))
        trust.forget()
        assert refused.status in (409, 422) and summary(main(refused)), (kind, subject)
        assert not any(word in refused.headers.get("location", "") for word in ("erasureIsDone",))
        assert rows(main(erase(trust, kind, subject, do="show"))) == rows(page)


# system


def test_health_and_keys_are_told(trust):
    page = main(trust.get("/en/system", "system"))
    assert fact(page, "Health") == "well" and int(fact(page, "Events")) == trust.sql("SELECT count(*) FROM event")[0][0]
    assert int(fact(page, "Signed up to")) == trust.sql("SELECT max(size) FROM checkpoint")[0][0]
    assert re.fullmatch(r"\d+\.\d (KiB|MiB|GiB)", fact(page, "Database")) and re.fullmatch(r"[\d.]+ [KMGT]iB", fact(page, "Free on the disk"))
    keys = rows(main(trust.get("/en/system/keys", "system")))
    assert len(keys) == 1 and keys[0][0].startswith("demo.heng.example/2026+") and keys[0][3] == "signs" and "from event 0" in keys[0][1]
    assert "PRIVATE" not in trust.get("/system/keys", "system").text
    assert verify(str(trust.folder / "heng.sqlite"), "--key", keys[0][0])[0] == 0


def test_backups_are_made_proven_and_late_ones_are_warned_of(trust):
    folder = trust.folder / "backups"
    for name in folder.iterdir():
        shutil.rmtree(name)
    assert "There is no backup of the last day" in main(trust.get("/en/system", "system"))
    assert "There is none yet" in main(trust.get("/en/system/backups", "system"))
    with ThreadPoolExecutor(3) as pool:
        assert {answer.status for answer in pool.map(lambda _: trust.post("/en/system/backups", "system"), range(3))} == {303}
    until(lambda: "Made and proven" in main(trust.get("/en/system/backups", "system")), 40, "a backup")
    page = main(trust.get("/en/system/backups", "system"))
    made = [path for path in folder.iterdir()]
    assert [row[0] for row in rows(page)] == [path.name for path in made] and len(made) == 1, rows(page)
    [backup] = made
    assert verify(str(backup / "heng.sqlite"))[0] == 0
    sums = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=backup, capture_output=True, text=True, timeout=20)
    assert sums.returncode == 0 and (backup / "heng.sqlite").exists(), sums.stderr
    assert (backup.stat().st_mode & 0o077) == 0
    assert not list(backup.rglob("*.key*")), "the key never lies beside a backup"
    assert "no backup of the last day" not in main(trust.get("/en/system", "system"))
    os.utime(backup, (time.time() - 90_000, time.time() - 90_000))
    for path in ("/en/system", "/en/system/backups"):
        assert "There is no backup of the last day" in main(trust.get(path, "system"))


def test_an_empty_folder_is_no_backup(trust):
    folder = trust.folder / "backups"
    for name in folder.iterdir():
        shutil.rmtree(name)
    (folder / "heng-old").mkdir()
    try:
        assert "There is no backup of the last day" in main(trust.get("/en/system", "system"))
    finally:
        (folder / "heng-old").rmdir()


def test_without_a_folder_there_are_no_backups(demo):
    page = main(demo.get("/en/system/backups", "system"))
    assert "<form" not in page and "--backups" in page
    assert demo.post("/system/backups", "system").status == 404


def test_what_is_not_in_a_round_is_a_missing_page_and_the_server_stays(tmp_path, monkeypatch):
    # Without this a crash writes for a quarter of a minute.
    monkeypatch.setenv("SWIFT_BACKTRACE", "enable=no")
    server = RealServer(demo_ledger(), tmp_path / "missing", ROUND)
    gone = []
    try:
        for part in ("seats/nobody", "divergence/nowhere/regulate.1.4"):
            try:
                assert server.get(f"/office/rounds/{ROUND}/{part}", "auditor").status == 404
            except ConnectionError:
                gone.append(part)
                server.process.wait(10)
                server.restart()
        assert gone == []
    finally:
        server.stop()
