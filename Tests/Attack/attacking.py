"""What the attacks share: a server on a copy of the demo's ledger, a person who saves meanwhile, and what was found."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[1] / "Browser"))

from realserver import PASSWORD, RealServer, demo_ledger  # noqa: E402

ROUND = "demo-scoring-2026"
CLOSED = "demo-2026"
ROLES = ("expert1", "officer", "auditor", "security", "system")


def start(*arguments: str) -> RealServer:
    server = RealServer(demo_ledger(), Path(tempfile.mkdtemp(prefix="heng-attack-")), ROUND, *arguments)
    server.forget()
    return server


def program_token(server: RealServer, user: str) -> str:
    page = server.post("/me/tokens", user, **{"label": "attack", "days": "1", "token-password": PASSWORD})
    server.tokens.pop(user)
    assert page.status == 200, page.text[-1500:]
    return re.search(r"<code>([A-Za-z0-9_-]{43})</code>", page.text)[1]


@dataclass
class Report:
    """Findings fail the run; what is explained does not."""

    name: str
    findings: list[str] = field(default_factory=list)

    def found(self, what: str) -> None:
        self.findings.append(what)
        print(f"FINDING {self.name}: {what}", flush=True)

    def held(self, what: str) -> None:
        print(f"held {self.name}: {what}", flush=True)

    def measured(self, what: str) -> None:
        print(f"measured {self.name}: {what}", flush=True)

    def check(self, is_so: bool, what: str, otherwise: object = "") -> bool:
        if is_so:
            self.held(what)
        else:
            self.found(f"not so: {what} {otherwise}".rstrip())
        return is_so

    def server(self, server: RealServer) -> None:
        """Whether the server still lives, and what it logged as its own failure."""
        time.sleep(0.3)
        self.check(server.process.poll() is None, "the server still runs", f"(ended with {server.process.poll()})")
        failures = [line for line in server.log.splitlines() if '"level":"error"' in line]
        for error in sorted({json.loads(line).get("error", line) for line in failures})[:10]:
            self.found(f"logged as a failure of the server: {error[:200]}")
        if server.process.poll() is not None:
            fatal = re.search(r"(Fatal error|Precondition|Crash|Thread \d+ .*crashed)[^\n]*", server.log)
            if fatal:
                self.found(f"crashed: {fatal[0][:300]}")

    def end(self) -> None:
        print(f"{self.name}: {len(self.findings)} findings", flush=True)
        sys.exit(1 if self.findings else 0)


class Saving:
    """An expert who saves a mark each 200 ms, in a process of her own; each second one on a new connection."""

    def __init__(self, server: RealServer, zone: str = "luyuan", user: str = "expert1") -> None:
        self.server, self.zone, self.user = server, zone, user
        token, csrf = server.open_session(user)
        self.out = server.folder / "saves"
        told = {"port": server.port, "path": f"/api/rounds/{ROUND}/zones/{zone}/sheet", "token": token, "csrf": csrf, "user": user}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "saving.py"), json.dumps(told), str(self.out)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})

    def lines(self, since: float = 0) -> list[tuple[float, float, str]]:
        """When it began, milliseconds, status or what went wrong."""
        if not self.out.exists():
            return []
        told = [json.loads(line) for line in self.out.read_text().splitlines() if line.endswith("]")]
        return [(began, ms, said) for began, ms, said in told if began >= since]

    def judge(self, report: Report, phase: str, since: float) -> None:
        lines = self.lines(since)
        bad = [line for line in lines if line[2] != "200"]
        times = sorted(ms for _, ms, said in lines if said == "200")
        if times:
            report.measured(
                f"{phase}: {len(times)} saves acknowledged, median {times[len(times) // 2]:.0f} ms, slowest {times[-1]:.0f} ms")
        said = sorted({line[2] for line in bad})
        report.check(bool(times) and not bad, f"{phase}: every save is acknowledged", f"({len(bad)} of {len(lines)} were not: {said})")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
