"""Ledgers after publication: the demo's second round with its notice running, and steps on from there by the command line.

All of it happens in the week that is told here, by the clocks of `RealServer` and of the program.
"""

import re
from pathlib import Path

import realserver
from realserver import DEMO, REPOSITORY, copy, heng, prepared

ROUND = "demo-scoring-2026"
USERS = {
    "周启明": "expert1", "贺文澜": "expert2", "林喆": "expert3", "吴堃": "expert4", "方素琴": "expert5", "程亦舟": "expert6",
    "苏砚秋": "expert7", "康立言": "expert8",
}
"""Accounts by the names of the demo's experts."""
OWNERS = {"jinchuan": "applicant1", "luyuan": "applicant2", "yunxi": "applicant3", "hetang": "applicant4"}
SHEETS = 3
"""So many sealed sheets at each zone give a result."""
CLOSED = "2026-11-30 10:00:00"
FIRST, LAST = "2026-12-01", "2026-12-07"
"""Five working days, a Tuesday to a Monday."""
NOW = "2026-12-02 10:00:00"
"""On the second of them."""
AFTER = "2026-12-08 10:00:00"
SHEETS_FOLDER = REPOSITORY / "Examples/scoring-round/sheets"


def close(folder: Path) -> None:
    """Answers what waits, seals what a result takes, closes."""
    def step(user: str, *words: str, **more) -> str:
        return heng(folder, *words, user=user, at=CLOSED, **more)

    status = step("officer", "round", "status", ROUND, key=False)
    for indicator, zone in re.findall(r"the re-read of .*? \((\S+)\) at .*? \((\S+)\) by", status):
        asked = next(user for user in USERS.values() if "re-read" in step(user, "todo", key=False))
        step(asked, "sheet", "answer", ROUND, zone, indicator, "--reasons", "维持：材料齐全")
    seats = re.findall(r"^  (\S+)  (\S+)  (\S+)  (\d+)/43  (\S+)$", status, re.M)
    left = 0
    for zone in OWNERS:
        own = sorted((seat for seat in seats if seat[0] == zone), key=lambda seat: (seat[2] != "sealed", -int(seat[3])))
        table = max(SHEETS_FOLDER.glob(f"{zone}-*.csv"), key=lambda file: file.stat().st_size)
        for place, (_, _, state, marks, name) in enumerate(own):
            if state == "sealed":
                continue
            if place >= SHEETS:
                left += 1
                continue
            user = USERS[name]
            if marks == "0":
                # Some have declared before.
                step(user, "sheet", "accept", ROUND, zone, fails=True)
            step(user, "sheet", "import", ROUND, zone, str(table))
            code = re.findall(r"read back as (\S+)", step(user, "sheet", "show", ROUND, zone, key=False))[0]
            step(user, "sheet", "seal", ROUND, zone, "--read", code)
    step("officer", "round", "close", ROUND, "--missing", str(left))


def confirm(folder: Path, at: str, user: str = "officer2", round: str = ROUND) -> None:
    """What waits for a second person is done."""
    for event in re.findall(r"^(\d+)", heng(folder, "act", "list", round, user=user, key=False, at=at), re.M):
        heng(folder, "act", "confirm", event, user=user, at=at)


def publish(folder: Path) -> None:
    heng(folder, "round", "publish", ROUND, "--from", FIRST, "--to", LAST, user="officer", at=CLOSED)
    confirm(folder, CLOSED)


def fill(folder: Path) -> None:
    copy(DEMO, folder)
    close(folder)
    publish(folder)


def published_ledger() -> Path:
    """The notice of the demo's second round runs."""
    return prepared("published", DEMO / "heng.sqlite", fill)


def server(folder: Path, at: str = NOW) -> realserver.RealServer:
    return realserver.RealServer(published_ledger(), folder, ROUND, at=at)
