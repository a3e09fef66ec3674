"""The peer: Flask, sqlite3 and Jinja2 under gunicorn, with the durable save of a mark and the scoring page that Heng has.

A save reads the session, compares the token against cross-site requests and the user, holds the version and the mark against the
cell and its grid, and writes the cell and an audit row, which takes the hash of the one before in, in one transaction. The scheme and
the words are read once; the sheet, its claims and its evidence for every page. PEER_DATABASE names the database.
"""

import hashlib
import hmac
import json
import os
import sqlite3
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation

from flask import Flask, jsonify, render_template, request

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


@app.get("/health")
def health():
    return jsonify(status="ok")
