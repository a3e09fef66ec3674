"""The server itself, on a private copy of a ledger, and what a test may do behind the page's back."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlencode

import workshop

REPOSITORY = Path(__file__).parents[2]
HENG = os.environ.get("HENG", str(REPOSITORY / ".build/debug/heng"))
DEMO = Path(os.environ.get("HENG_DEMO", str(REPOSITORY / "Output/demo")))
PASSWORD = "heng-demo-2026"
PLACE = timezone(timedelta(hours=8))
"""Where ledgers are at home."""
PARTS = ("heng.sqlite", "heng.sqlite.evidence", "demo.key", "demo.key.head")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    """Names in lower case; a repeated one has its last value."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def copy(source: Path, goal: Path) -> Path:
    goal.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, goal / part, dirs_exist_ok=True)
        else:
            shutil.copy(source / part, goal / part)
    return goal


def until(at: str) -> float | None:
    """Seconds from now to a moment at the ledger's place; None where none is named."""
    return datetime.fromisoformat(at).replace(tzinfo=PLACE).timestamp() - time.time() if at else None


def ahead(seconds: float | None) -> dict[str, str]:
    """What sets a program's clock of the day, and none that it waits by."""
    if seconds is None:
        return {}
    source = Path(__file__).parent / "clock.c"
    name = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    library = Path(os.environ.get("TMPDIR", "/tmp")) / f"heng-clock-{name}.so"
    if not library.exists():
        made = library.with_suffix(f".{os.getpid()}")
        # The compiler that came with Swift, or the system's.
        compiler = next(found for name in ("clang", "cc") if (found := shutil.which(name)))
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"], check=True, timeout=60)
        made.rename(library)
    return {"LD_PRELOAD": str(library), "HENG_AHEAD": str(round(seconds))}


def heng(folder: Path, *words: str, user: str = "", fails: bool = False, key: bool = True, at: str = "") -> str:
    """Runs the program on the ledger in `folder`, beside its server; `at` is the clock that it sees, as `2026-12-21 10:00:00`."""
    done = subprocess.run(
        [HENG, *words, "--database", str(folder / "heng.sqlite"), *(["--key", str(folder / "demo.key")] if key else []),
         *(["--as", user] if user else [])],
        capture_output=True, text=True, timeout=60, env={**os.environ, "HENG_LANG": "en", **ahead(until(at))})
    assert fails or done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


def verify(*words: str) -> tuple[int, str]:
    done = subprocess.run([HENG, "verify", *words], capture_output=True, text=True, timeout=120, env={**os.environ, "HENG_LANG": "en"})
    return done.returncode, done.stdout + done.stderr


def prepared(name: str, sources: Path, fill) -> Path:
    """A folder that is filled once for this program, with accounts in it, so that a server on a copy of it is up sooner."""
    seen = Path(HENG).stat()
    said = f"{name} {seen.st_size} {seen.st_mtime_ns} {sources} {sources.stat().st_mtime_ns}"
    goal = Path(os.environ.get("TMPDIR", "/tmp")) / f"heng-browser-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
    if (goal / "ready").exists():
        return goal
    shutil.rmtree(goal, ignore_errors=True)
    fill(goal)
    RealServer(goal, goal).stop()
    (goal / "ready").write_text(said)
    return goal


def demo_ledger() -> Path:
    """The demo's ledger, with its round in scoring."""
    return prepared("demo", DEMO / "heng.sqlite", lambda goal: copy(DEMO, goal))


def workshop_ledger() -> Path:
    return prepared("workshop", Path(workshop.__file__), lambda goal: workshop.make(HENG, goal))


class RealServer:
    """`heng serve --demo` on a copy of a ledger.

    `at` is what its clock shows when it starts, as `2026-12-21 10:00:00` at the ledger's place; the clock runs on from there. Sessions and the
    program beside it (`heng`) go by the same clock; `restart(at=…)` turns it.
    """

    def __init__(self, source: Path, folder: Path, round: str = "demo", *arguments: str, at: str = "") -> None:
        self.folder, self.round, self.arguments, self.ahead = folder, round, arguments, None
        if source != folder:
            copy(source, folder)
        self.settings: dict[str, object] = {}
        self.port = self.public_port = 0
        self.tokens: dict[str, tuple[str, str]] = {}
        self.restart(at)

    # the process

    @property
    def now(self) -> float:
        """Seconds, by the server's clock."""
        return time.time() + (self.ahead or 0)

    @property
    def clock(self) -> str:
        """What the server's clock shows, at the ledger's place; empty where it is this machine's."""
        return "" if self.ahead is None else f"{datetime.fromtimestamp(self.now, PLACE):%Y-%m-%d %H:%M:%S}"

    def restart(self, at: str = "") -> None:
        """Starts it, after it was stopped; without `at` by the clock that it had."""
        if at:
            self.stop()
            self.ahead = until(at)
            # Who was signed in by another clock is not by this one.
            self.forget()
        out = self.folder / "out"
        out.write_text("")
        with open(out, "w") as told, open(self.folder / "err", "a") as failed:
            self.process = subprocess.Popen(
                [HENG, "serve", "--database", "heng.sqlite", "--key", "demo.key", "--listen", f"127.0.0.1:{self.port}", "--demo",
                 *self.arguments], cwd=self.folder, stdout=told, stderr=failed, env={**os.environ, "HENG_LANG": "zh", **ahead(self.ahead)})
        end = time.monotonic() + 30
        is_public = "--public-listen" in self.arguments
        while not (found := re.search(r"打开 http://127\.0\.0\.1:(\d+)", out.read_text())) or is_public and not (
                public := re.search(r"公开网站 http://127\.0\.0\.1:(\d+)", out.read_text())):
            assert self.process.poll() is None and time.monotonic() < end, (self.folder / "err").read_text()[-2000:]
            time.sleep(0.02)
        self.port = int(found[1])
        if is_public:
            self.public_port = int(public[1])

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        self.process.wait()

    process: subprocess.Popen | None = None

    def _signal(self, which: signal.Signals) -> None:
        """To the program itself: `faketime` waits for it as its parent, and would leave it behind."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split() if self.clock else []
        for process in children or [self.process.pid]:
            os.kill(int(process), which)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "err").read_text()

    # asking it

    def ask(self, method: str, path: str, user: str = "", body: bytes | None = None, **headers: str) -> Answer:
        """A request as `user`, whose session is made where there is none; underscores in names of headers are hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if user:
            sent["Cookie"] = f"heng={self.token(user)[0]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, sent)
            reply = connection.getresponse()
            content = reply.read()
            return Answer(reply.status, {name.lower(): value for name, value in reply.getheaders()}, content)
        finally:
            connection.close()

    def get(self, path: str, user: str = "", **headers: str) -> Answer:
        return self.ask("GET", path, user, **headers)

    def post(self, path: str, user: str = "", /, csrf: bool = True, **fields: str) -> Answer:
        """A form, as a page of ours would post it."""
        if user and csrf:
            fields = {"csrf": self.token(user)[1], **fields}
        return self.ask("POST", path, user, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded")

    def write(self, method: str, path: str, user: str, body: dict, key: str = "") -> Answer:
        """A write to the API, as a script of ours would send it."""
        return self.ask(
            method, path, user, json.dumps(body).encode(), Content_Type="application/json", X_Heng_CSRF=self.token(user)[1],
            X_Heng_User=user, Idempotency_Key=key or secrets.token_urlsafe(16))

    # behind its back

    def sql(self, text: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.folder / "heng.sqlite", timeout=10) as database:
            return database.execute(text, values).fetchall()

    def open_session(self, user: str) -> tuple[str, str]:
        """A new session: its token and what its forms bring along."""
        token, secret, now = secrets.token_urlsafe(32), secrets.token_bytes(32), int(self.now)
        self.sql(
            "INSERT INTO session (token, user, secret, created, used, confirmed, address, agent) VALUES (?, ?, ?, ?, ?, ?, '127.0.0.1', 'test')",
            hashlib.sha256(token.encode()).digest(), user, secret, now, now, now)
        return token, cross_site(token, secret)

    def token(self, user: str) -> tuple[str, str]:
        if user not in self.tokens:
            self.tokens[user] = self.open_session(user)
        return self.tokens[user]

    def forget(self) -> None:
        """The sessions that the tests' own requests use are made anew, such as after a sign-out."""
        self.tokens = {}

    def cookie(self, user: str) -> dict:
        return {"name": "heng", "value": self.open_session(user)[0]}

    def expire_session(self) -> None:
        self.change_sessions("UPDATE session SET used = used - 1801")

    def rotate_csrf(self) -> None:
        self.change_sessions("UPDATE session SET secret = randomblob(32)")

    def change_sessions(self, text: str) -> None:
        """What is done beside the server holds for it when the next second begins."""
        self.sql(text)
        self.forget()
        time.sleep(1.05)

    def configure(self, **settings: object) -> None:
        """`idle` and `warn` in seconds are told by the proxy, see `SessionProxy`; `factor=True` gives e01 an authenticator."""
        if settings.pop("factor", False):
            self.add_factor("e01")
        self.settings.update(settings)

    def add_factor(self, user: str) -> bytes:
        secret = secrets.token_bytes(20)
        now = int(time.time())
        self.sql(
            "INSERT INTO factor (user, label, secret, created, confirmed, drift, last_step) VALUES (?, '', ?, ?, ?, 0, NULL)",
            user, secret, now, now)
        self.secret = secret
        return secret

    def code(self) -> str:
        return one_time_code(self.secret)

    def heng(self, *words: str, user: str = "", **more) -> str:
        return heng(self.folder, *words, user=user, **{"at": self.clock, **more})

    # sheets

    def api(self, zone: str) -> str:
        return f"/api/rounds/{self.round}/zones/{zone}/sheet"

    def accept(self, zone: str, user: str) -> None:
        answer = self.post(f"/my/{self.round}/zones/{zone}/start", user)
        assert answer.status == 303, answer

    def whole(self, zone: str, user: str) -> dict:
        answer = self.get(self.api(zone), user)
        assert answer.status == 200, answer
        return answer.json

    def stored(self, zone: str, user: str = "e01") -> dict[str, dict]:
        """The cells that were ever saved."""
        return {cell["indicator"]: cell for cell in self.whole(zone, user)["cells"] if cell["version"]}

    def sheet(self, zone: str, user: str = "e01") -> dict:
        return self.whole(zone, user)["sheet"]

    def put(self, zone: str, cell: dict, user: str = "e01") -> None:
        indicator = cell["indicator"]
        base = self.stored(zone, user).get(indicator, {"version": 0})["version"]
        change = {name: value for name, value in cell.items() if name != "indicator"}
        answer = self.write("PUT", f"{self.api(zone)}/cells/{indicator}", user, {"base": base, **change})
        assert answer.status == 200, answer

    def seal(self, zone: str, user: str = "e01", gaps: int = -1) -> None:
        """Through the command line, beside the server; a sheet without marks gets one."""
        sheet = self.sheet(zone, user)
        if not sheet["marks"]:
            self.put(zone, {"indicator": "manage.1.1", "mark": "1"}, user)
            self.start_count()
            sheet = self.sheet(zone, user)
        self.heng("sheet", "seal", self.round, zone, "--read", sheet["code"], *(["--gaps"] if sheet["marks"] < sheet["of"] else []), user=user)
        until_served(lambda: self.whole(zone, user)["state"] == "sealed")

    def recuse(self, zone: str, user: str = "e01") -> None:
        self.heng("sheet", "recuse", self.round, zone, "--reason", "试验", user=user)
        until_served(lambda: self.get(f"/my/{self.round}/zones/{zone}/score", user).status != 200)

    def close_round(self, officer: str = "officer") -> None:
        open_sheets = len(re.findall(r"  open  ", self.heng("round", "status", self.round, user=officer, key=False)))
        self.heng("round", "close", self.round, "--missing", str(open_sheets), user=officer)
        self.is_spent = True
        time.sleep(1.1)

    is_spent = False

    # events

    def start_count(self) -> None:
        self.began = self.sql("SELECT count(*) FROM event")[0][0]

    began = 0

    def told(self, type: str, since: int | None = None) -> list[dict]:
        """The events of a type since the count was started, each with what it conceals under its names."""
        found = []
        for seq, body in self.sql("SELECT seq, body FROM event WHERE seq >= ? ORDER BY seq", self.began if since is None else since):
            event = json.loads(body)
            if event["type"] != type:
                continue
            for (encoded,) in self.sql("SELECT encoded FROM disclosure WHERE seq = ?", seq):
                _, name, value = json.loads(base64.urlsafe_b64decode(encoded + "=="))
                event[name] = value
            found.append(event)
        return found

    def events(self) -> int:
        """How many times a cell was saved since the count was started."""
        return len(self.told("cell.saved"))

    def late(self) -> list[dict]:
        def of(event: dict) -> dict:
            cell, text = event.get("late") or event.get("cell"), event.get("comment", {}).get("text", "")
            points = cell.get("hundredths")
            return {"indicator": cell["indicator"], "mark": None if points is None else f"{points / 100:g}", "comment": text}

        return [of(event) for event in self.told("mark.late")]


def until_served(condition, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, condition
        time.sleep(0.05)


def cross_site(token: str, secret: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.digest(secret, token.encode(), "sha256")).decode().rstrip("=")


def one_time_code(secret: bytes, at: float | None = None) -> str:
    """RFC 6238: SHA-1, 30 seconds, six digits."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


class Shelf:
    """Workshop servers, of which each test gets two zones that no other had."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server, self.count = folder, None, 0

    def take(self) -> RealServer:
        server = self.server
        if server and (server.is_spent or len(self.free) < 2):
            server.stop()
            self.server = server = None
        if not server:
            self.count += 1
            self.server = server = RealServer(workshop_ledger(), self.folder / f"workshop{self.count}")
            self.free = list(workshop.ZONES[:-1])
        if server.process.poll() is not None:
            server.restart()
        server.settings = {}
        server.sql("DELETE FROM factor")
        server.forget()
        server.zones = (self.free.pop(0), self.free.pop(0))
        for zone in server.zones:
            server.accept(zone, "e01")
        server.accept(server.zones[0], "e02")
        server.start_count()
        return server

    def stop(self) -> None:
        if self.server:
            self.server.stop()
