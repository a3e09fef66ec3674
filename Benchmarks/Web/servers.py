"""The servers that are measured, each on a port of its own until its block ends, and what asks them one request at a time."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tables import note

HERE, VENV = Path("Benchmarks/Web"), Path(".venv-benchmarks")
HENG = Path(".build/release/heng").absolute()
PAGE_CONNECTIONS = 16
# gunicorn's plain workers close a connection after each answer; those with a thread keep it.
WORKERS = {"sync": ["--worker-class", "sync"], "gthread": ["--worker-class", "gthread", "--threads", "1"]}
SERVERS = {"heng": "**Heng**", "sync": "Flask, `sync` workers", "gthread": "Flask, `gthread` workers"}


# Asked to end, what measures ends its servers and removes its files first.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))


class Server(NamedTuple):
    port: int
    # Seconds from the command until /health said that all is well.
    start: float
    pid: int


def install_peer():
    if not (VENV / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([VENV / "bin/python", "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True)
    for tool in ("gcc", "wrk"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: apt-get install {tool}")


def compile(place, *programs):
    for program in programs:
        subprocess.run(["gcc", "-O2", "-Wall", "-Werror", "-o", place / program, HERE / f"{program}.c"], check=True)


def heng_server(heng, folder, *more):
    command = [heng, "serve", "--database", folder / "heng.sqlite", "--key", folder / "demo.key", "--lang", "en", *more]
    return server(lambda port: [*command, "--listen", f"127.0.0.1:{port}"], folder)


def flask_server(kind, folder):
    gunicorn = [(VENV / "bin/gunicorn").absolute(), "--workers", "2", *WORKERS[kind], "--backlog", "2048", "--log-level", "warning"]
    environment = {**os.environ, "PEER_DATABASE": str(folder / "peer.sqlite"), "PYTHONDONTWRITEBYTECODE": "1"}
    return server(lambda port: [*gunicorn, "--chdir", HERE.absolute(), "--bind", f"127.0.0.1:{port}", "peer:app"], folder, environment)


@contextlib.contextmanager
def server(command, folder, environment=None):
    port = free_port()
    with open(folder / "server.log", "wb") as log:
        began = time.monotonic()
        process = subprocess.Popen(command(port), env=environment, stdout=subprocess.DEVNULL, stderr=log)
    try:
        while not is_well(port):
            if process.poll() is not None or time.monotonic() - began > 60:
                sys.exit(f"no server: {(folder / 'server.log').read_text()}")
            time.sleep(0.002)
        yield Server(port, time.monotonic() - began, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        said = (folder / "server.log").read_text().splitlines()
        if said:
            note("\n".join([f"{folder.name} says:", *said[:10]]))


@contextlib.contextmanager
def serving(heng, folders):
    """All servers, each in its folder: the port of each."""
    with contextlib.ExitStack() as stack:
        servers = {name: heng_server(heng, folders[name], "--demo") if name == "heng" else flask_server(name, folders[name]) for name in SERVERS}
        yield {name: stack.enter_context(server).port for name, server in servers.items()}


def is_well(port):
    try:
        status, _, body = ask(port, "GET", "/health")
        return status == 200 and json.loads(body)["status"] == "ok"
    except OSError:
        return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, method, path, body=None, source=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=source and (source, 0))
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def asked(port, method, path, body=None, status=200, **more):
    found, answer_headers, answer = ask(port, method, path, body, **more)
    if found != status:
        sys.exit(f"{method} {path}: {found} {answer.decode(errors='replace')[:500]}")
    return answer_headers, answer


def wrk(port, path, seconds, **headers):
    """The rate and the waits of answers over sixteen connections, how many bytes each had, and how many said no."""
    fields = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    run = subprocess.run(
        ["wrk", "-t1", f"-c{PAGE_CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", *fields, f"http://127.0.0.1:{port}{path}"],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    others = sum(int(number) for line in re.findall(r"(?:Non-2xx|Socket errors).*", run) for number in re.findall(r"\d+", line.split(":", 1)[1]))
    waits = {share: float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit] for share, number, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", run)}
    answers, read, unit = re.search(r"(\d+) requests in \S+, ([\d.]+)(B|KB|MB|GB) read", run).groups()
    bytes = float(read) * {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}[unit] / max(1, int(answers))
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", run)[1]), "p50": waits["50"], "p99": waits["99"], "others": others, "bytes": bytes}


def count(path, table):
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
