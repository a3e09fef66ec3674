"""wapiti through the demo as each role, bounded; what it says is a finding unless it is explained here."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from attacking import ROLES, ROUND, Report, start

report = Report("crawl")
MODULES = "xss,sql,exec,file,crlf,redirect,csrf,http_headers"
HOMES = {
    "expert1": ["/my", f"/my/{ROUND}/zones/luyuan/score", f"/my/{ROUND}/zones/luyuan/ask/regulate.1.4", "/me"],
    "officer": ["/office", f"/office/rounds/{ROUND}/board", f"/office/rounds/{ROUND}/facts", f"/office/rounds/{ROUND}/questions/new"],
    "auditor": ["/audit", "/audit/events?family=round&before=50", "/audit/sign-ins", "/office/rounds/demo-2026/result"],
    "security": ["/security", "/security/new-account", "/security/bring-accounts", "/security/erasures", "/security/users/expert4"],
    "system": ["/system", "/system/keys", "/system/backups"],
}

METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "COPY")

# What it says although it is as it is meant to be: module's words, and why.
EXPLAINED = [
    ("Secure Flag cookie", "the demo has no TLS; behind it the cookie is __Host- and Secure, see Documentation/deploy.md"),
    ("HTTP Strict Transport Security (HSTS)", "the demo has no TLS; behind it the header is there"),
    ("Strict-Transport-Security", "the demo has no TLS; behind it the header is there"),
]


def crawl(user: str) -> None:
    server.forget()
    # A session of its own: what a form of the crawler ends or changes is not the tests'.
    token = server.open_session(user)[0]
    out = server.folder / f"{user}.json"
    starts = [word for path in HOMES[user] for word in ("-s", server.base_url + path)]
    words = [
        str(Path(sys.executable).parent / "wapiti"), "-u", server.base_url + "/", *starts, "--scope", "folder", "-m", MODULES,
        "-H", f"Cookie: heng={token}", "-d", "3", "--max-links-per-page", "20", "--max-files-per-dir", "6", "--max-scan-time", "5",
        "--max-attack-time", "2", "--tasks", "4", "-t", "6", "-x", server.base_url + "/sign-out", "-x", server.base_url + "/en/*",
        "--flush-session", "--store-session", str(server.folder / f"session-{user}"), "--no-bugreport", "-f", "json", "-o", str(out),
    ]
    before = server.get("/metrics").text
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, cwd=server.folder, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        report.measured(f"{user}: wapiti did not end within 60 s")
        return
    if not out.exists():
        report.found(f"{user}: wapiti ended with {done.returncode}: {done.stderr[-300:]}")
        return
    told = json.loads(out.read_text())
    pages = told["infos"].get("crawled_pages_nbr")
    statuses = count(server.get("/metrics").text) - count(before)
    report.measured(f"{user}: {pages} pages crawled, {sum(statuses.values())} requests; {dict(sorted(statuses.items()))}")
    report.check(not any(code.startswith("5") for code in statuses), f"{user}: no answer is a failure of ours")
    if token_is_over(token):
        report.measured(f"{user}: the crawler's session was over when it ended")
    for kind in ("vulnerabilities", "anomalies", "additionals"):
        for name, entries in told[kind].items():
            for said, times in Counter((entry["info"], entry["method"], entry["path"].split("?")[0]) for entry in entries).items():
                why = next((why for words, why in EXPLAINED if words in name or words in said[0]), "")
                line = f"{user}: {name}: {said[0][:200]} at {said[1]} {said[2]} ×{times}"
                if why:
                    report.held(f"explained: {line} ({why})")
                else:
                    report.found(line)


def methods(user: str) -> None:
    """What wapiti's own module does, of which each run would wait for half a minute: it keeps a connection on which it said CONNECT."""
    for path in HOMES[user]:
        for method in METHODS:
            status = server.ask(method, path.split("?")[0], user).status
            if status not in (400, 403, 404, 405, 501):
                report.found(f"{user}: {method} {path}: {status}")
    report.held(f"{user}: {', '.join(METHODS)} do nothing")


def token_is_over(token: str) -> bool:
    return server.ask("GET", "/api/session", Cookie=f"heng={token}").status != 200


def count(text: str) -> Counter:
    counts = Counter()
    for status, number in re.findall(r'heng_requests_total\{.*?status="(\d+)"\} (\d+)', text):
        counts[status] += int(number)
    return counts


server = start()
try:
    for user in ROLES:
        methods(user)
        crawl(user)
        if server.process.poll() is not None:
            break
finally:
    report.server(server)
    server.stop()
report.end()
