"""The peer: Flask, sqlite3 and Jinja2 under gunicorn, with the durable save of a mark, the scoring page and the board that Heng has.

A save reads the session, compares the token against cross-site requests and the user, holds the version and the mark against the
cell and its grid, and writes the cell and an audit row, which takes the hash of the one before in, in one transaction. The scheme and
the words are read once; the sheet, its claims and its evidence for every page. A board is drawn from a row for each seat, which knows its
count of marks. PEER_DATABASE names the database.
"""

import hashlib
import hmac
import json
import os
import sqlite3
from collections import Counter
from datetime import date, datetime, timezone
from decimal import Decimal, InvalidOperation

from flask import Flask, Response, jsonify, make_response, render_template, request

app = Flask(__name__, template_folder=".")
app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
app.json.sort_keys = False
app.json.ensure_ascii = False

database = sqlite3.connect(os.environ["PEER_DATABASE"], isolation_level=None, timeout=30, check_same_thread=False)
database.row_factory = sqlite3.Row
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")


def rows(query, *values):
    return database.execute(query, values).fetchall()


def row(query, *values):
    return database.execute(query, values).fetchone()


def grouped(query, key):
    groups = {}
    for found in rows(query):
        groups.setdefault(found[key], []).append(found)
    return groups


INDICATORS = {found["id"]: found for found in rows("SELECT * FROM indicator")}
LEVELS = grouped("SELECT * FROM level ORDER BY indicator, n", "indicator")
PILLARS = rows("SELECT * FROM pillar ORDER BY n")
ITEMS = grouped("SELECT * FROM item ORDER BY n", "pillar")
WORDS = rows("SELECT * FROM word ORDER BY n")
ZERO = bytes(32)


def now():
    return datetime.now(timezone.utc)


def number(hundredths):
    """1.3, as a field has it."""
    if hundredths is None:
        return None
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


app.jinja_env.filters["number"] = number


def session():
    token = request.cookies.get("heng", "")
    found = row("SELECT * FROM session WHERE token = ?", hashlib.sha256(token.encode()).digest())
    return found if found and found["ends"] > now().timestamp() else None


def tally(user, zone):
    return row(
        """SELECT count(mark) AS marks, count(*) AS "of", coalesce(sum(mark), 0) AS "sum", sum(most) AS most,
           coalesce(sum(mark < owed_below AND comment = ''), 0) AS owed
           FROM cell JOIN indicator ON indicator.id = cell.indicator WHERE user = ? AND zone = ?""", user, zone)


def problem(status, code, **more):
    return jsonify(type="about:blank", title=code, status=status, code=code, **more), status, {"Content-Type": "application/problem+json"}


def on_grid(mark, indicator):
    try:
        hundredths = Decimal(mark) * 100
    except InvalidOperation:
        return None
    fits = indicator["least"] <= hundredths <= indicator["most"] and (hundredths - indicator["least"]) % indicator["step"] == 0
    return int(hundredths) if fits else None


@app.put("/api/rounds/<round>/zones/<zone>/sheet/cells/<indicator>")
def save(round, zone, indicator):
    who = session()
    if not who:
        return problem(401, "session-over")
    if not hmac.compare_digest(request.headers.get("X-Heng-CSRF", ""), who["csrf"]):
        return problem(403, "csrf-stale")
    if request.headers.get("X-Heng-User") != who["user"]:
        return problem(403, "other-user")
    change, key = request.get_json(), request.headers["Idempotency-Key"]
    mark = on_grid(change["mark"], INDICATORS[indicator])
    if mark is None:
        return problem(422, "mark-off-grid")
    at = now().isoformat(timespec="seconds")
    database.execute("BEGIN IMMEDIATE")
    try:
        seat = row("SELECT state FROM seat WHERE user = ? AND zone = ?", who["user"], zone)
        cell = row("SELECT version, comment FROM cell WHERE user = ? AND zone = ? AND indicator = ?", who["user"], zone, indicator)
        if not seat or seat["state"] != "open" or cell["version"] != change["base"]:
            database.execute("ROLLBACK")
            return problem(409, "cell-changed", cell=dict(cell))
        version = cell["version"] + 1
        database.execute(
            "UPDATE cell SET version = ?, mark = ?, at = ? WHERE user = ? AND zone = ? AND indicator = ?",
            (version, mark, at, who["user"], zone, indicator))
        append(
            key, {"kind": "mark-saved", "at": at, "actor": who["user"], "name": who["name"], "round": round, "zone": zone, "indicator": indicator,
                  "version": version, "base": change["base"], "mark": number(mark), "comment": cell["comment"], "request": key,
                  "address": request.remote_addr, "agent": request.headers.get("User-Agent", "")})
        sheet = tally(who["user"], zone)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    return jsonify(
        indicator=indicator, version=version, mark=number(mark), comment=cell["comment"], at=at,
        sheet={"marks": sheet["marks"], "of": sheet["of"], "owed": sheet["owed"], "sum": number(sheet["sum"])},
        session={"user": who["user"], "name": who["name"], "csrf": who["csrf"], "ends": who["ends"], "now": at}, build="peer")


def append(key, event):
    """A row of 600 bytes or a few more; its hash is over the one before it and its body."""
    last = row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    event["pad"] = ""
    body = json.dumps(event, ensure_ascii=False)
    event["pad"] = "." * max(0, 600 - len(body.encode()))
    body = json.dumps(event, ensure_ascii=False)
    seq, before = (last["seq"] + 1, last["hash"]) if last else (0, ZERO)
    database.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (seq, key, body, hashlib.sha256(before + body.encode()).digest()))


@app.get("/my/<round>/zones/<zone>/score")
def score(round, zone):
    who = session()
    if not who:
        return problem(401, "session-over")
    seat = row("SELECT * FROM seat WHERE user = ? AND zone = ?", who["user"], zone)
    cells = {found["indicator"]: found for found in rows("SELECT * FROM cell WHERE user = ? AND zone = ?", who["user"], zone)}
    claims = {found["indicator"]: found for found in rows("SELECT * FROM claim WHERE zone = ?", zone)}
    files, missing = {}, {}
    for found in rows("SELECT * FROM file WHERE zone = ? ORDER BY n", zone):
        files.setdefault(found["indicator"], []).append({**found, "notes": json.loads(found["notes"])})
    for found in rows("SELECT * FROM missing WHERE zone = ? ORDER BY n", zone):
        missing.setdefault(found["indicator"], []).append(json.loads(found["text"]))
    order = [item["indicator"] for pillar in PILLARS for item in ITEMS[pillar["id"]] if item["indicator"]]
    owed = {
        id for id in order if cells[id]["mark"] is not None and (INDICATORS[id]["owed_below"] or 0) > cells[id]["mark"] and not cells[id]["comment"]}
    current = next((id for id in order if cells[id]["mark"] is None or id in owed), order[0])
    given = {pillar: sum(1 for item in items if item["indicator"] and cells[item["indicator"]]["mark"] is not None) for pillar, items in ITEMS.items()}
    return render_template(
        "score.html", given=given, who=who, round=round, zone=zone, seat=seat, cells=cells, claims=claims, files=files, missing=missing, owed=owed,
        order=order, current=current, tally=tally(who["user"], zone), indicators=INDICATORS, levels=LEVELS, pillars=PILLARS, items=ITEMS,
        words=WORDS, now=now().isoformat(timespec="seconds"))


# The board

STATES = {"sealed": "已签封", "open": "未签封", "undeclared": "未声明"}
SHOWS = [("all", "全部席位"), ("open", "未签封的"), ("undeclared", "未声明是否回避的"), ("untouched", "一项未打的"), ("sealed", "已签封的"), ("gone", "不计分的")]
SORTS = [("zone", "按创建对象"), ("open", "未签封最多的在前"), ("left", "缺分最多的在前"), ("idle", "最久没有动静的在前")]
# What changes with each second or with the tag itself stands in the page only after its tag was taken.
NOW, TAG = "--now--", "--tag--"


@app.template_filter()
def short_day(day):
    _, month, date = day.split("-")
    return f"{int(month)}月{int(date)}日"


def draw_board(who, round):
    course = row("SELECT * FROM round WHERE id = ?", round)
    zones = {}
    for seat in rows("SELECT * FROM place WHERE round = ? ORDER BY n", round):
        zones.setdefault(seat["zone"], []).append(seat)
    sealed = {zone: sum(seat["state"] == "sealed" for seat in seats) for zone, seats in zones.items()}
    counts = Counter("sealed" if seat["state"] == "sealed" else "open" for seats in zones.values() for seat in seats)
    sums = [f"{STATES[state]} {counts[state]}" for state in ("sealed", "open") if counts[state]]
    due = date.fromisoformat(course["due"])
    return render_template(
        "board.html", who=who, course=course, here=f"/office/rounds/{round}", zones=zones, sealed=sealed, now=NOW, tag=TAG,
        account=f"{sum(counts.values())} 席 = {' + '.join(sums)}", most=max(map(len, zones.values())),
        due=f"{due.year}年{due.month}月{due.day}日，还有 {(due - date.today()).days} 天", states=STATES, shows=SHOWS, sorts=SORTS, words=WORDS)


def dated(answer):
    if answer.status_code == 200:
        page = answer.get_data(as_text=True).replace(NOW, f"{now():%H:%M:%S}").replace(TAG, answer.headers["ETag"].replace('"', "&quot;"))
        answer.set_data(page)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@app.get("/office/rounds/<round>/board")
def board(round):
    """As Flask has it: the page is drawn, its tag is its digest."""
    who = session()
    if not who:
        return problem(401, "session-over")
    answer = make_response(draw_board(who, round))
    answer.add_etag(weak=True)
    return dated(answer.make_conditional(request))


@app.get("/office/rounds/<round>/board-by-version")
def board_by_version(round):
    """The same where every write counts a version up: what is unchanged is not drawn."""
    who = session()
    if not who:
        return problem(401, "session-over")
    version = row("SELECT version FROM round WHERE id = ?", round)["version"]
    tag = f"{version}-{date.today()}-{who['user']}"
    answer = Response(status=304) if request.if_none_match.contains_weak(tag) else make_response(draw_board(who, round))
    answer.set_etag(tag, weak=True)
    return dated(answer)


@app.get("/health")
def health():
    return jsonify(status="ok")
