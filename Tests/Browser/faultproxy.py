"""A proxy between browser and server that fails on demand: cuts, delays, refuses, swallows, rewrites, stalls."""

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What happens to requests whose `METHOD path` matches, at most `times` of them."""

    match: str
    act: str
    """cut, answer, swallow, stall, delay, or rewrite."""
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    rewrite: Callable[[bytes], bytes] = bytes
    times: int = 10**9


@dataclass
class Seen:
    """A request as it came, and the status that the server gave, 0 for none."""

    at: float
    line: str
    headers: dict[str, str]
    body: bytes
    status: int = 0
    ended: float = 0


class FaultProxy:
    """Runs its own loop in a thread; every list may be changed from the test at any time."""

    def __init__(self) -> None:
        self.upstream = ("127.0.0.1", 0)
        self.faults: list[Fault] = []
        self.seen: list[Seen] = []
        self.timings: dict[str, str] = {}
        """Attributes put on `<main>` of every page, so that tests need not wait for an expert's pauses."""
        self.is_cut = False
        self.most_open = 0
        self._open = 0
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(5)

    def reset(self, upstream: tuple[str, int]) -> None:
        self.upstream = upstream
        self.faults, self.seen, self.timings = [], [], {}
        self.is_cut, self.most_open = False, 0

    def fail(self, match: str, act: str, **more: object) -> Fault:
        fault = Fault(match, act, **more)
        self.faults.append(fault)
        return fault

    def writes(self, match: str = r"^(PUT|POST) /api/rounds") -> list[Seen]:
        return [seen for seen in self.seen if re.search(match, seen.line)]

    def _run(self, ready: threading.Event) -> None:
        async def serve() -> None:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await server.serve_forever()

        self._loop.run_until_complete(serve())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        counts = False
        try:
            if self.is_cut:
                return
            line, headers, body = await _message(reader)
            method, path, _ = line.split(" ", 2)
            seen = Seen(time.monotonic(), f"{method} {path}", headers, body)
            self.seen.append(seen)
            counts = method in ("PUT", "POST") and "/api/rounds" in path
            if counts:
                self._open += 1
                self.most_open = max(self.most_open, self._open)
            await self._answer(seen, line, headers, body, reader, writer)
            seen.ended = time.monotonic()
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self._open -= counts
            if not writer.is_closing():
                writer.close()

    async def _answer(self, seen, line, headers, body, reader, writer) -> None:
        fault = next((f for f in self.faults if f.times > 0 and re.search(f.match, seen.line)), None)
        if fault:
            fault.times -= 1
            if fault.act == "cut":
                return writer.transport.abort()
            if fault.act == "stall":
                # Until the browser gives up.
                await reader.read()
                return None
            if fault.act == "delay":
                await asyncio.sleep(fault.seconds)
            if fault.act == "answer":
                return await _write(writer, f"HTTP/1.1 {fault.status} Fault", fault.headers, fault.rewrite(b""))
        reply, told, content = await self._ask(line, headers, body)
        seen.status = int(reply.split(" ")[1])
        if fault and fault.act == "swallow":
            return writer.transport.abort()
        if fault and fault.act == "rewrite":
            content = fault.rewrite(content)
        if self.timings and told.get("content-type", "").startswith("text/html"):
            attributes = "".join(f' {name}="{value}"' for name, value in self.timings.items())
            content = content.replace(b'<main id="main"', f'<main id="main"{attributes}'.encode())
        # What happened to the connection while the server was thinking counts too.
        if not self.is_cut:
            await _write(writer, reply, told, content)

    async def _ask(self, line: str, headers: dict[str, str], body: bytes):
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            await _write(writer, line, {**headers, "connection": "close"}, body)
            reply, told, content = await _message(reader, has_body=not line.startswith("HEAD "))
            return reply, told, content
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader, has_body: bool = True) -> tuple[str, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for row in head[1:]:
        if row:
            name, value = row.split(":", 1)
            headers[name.lower()] = value.strip()
    if not has_body:
        return head[0], headers, b""
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        del headers["transfer-encoding"]
        return head[0], headers, body
    return head[0], headers, await reader.readexactly(int(headers.get("content-length", 0)))


async def _write(writer: asyncio.StreamWriter, line: str, headers: dict[str, str], body: bytes) -> None:
    headers = {**headers, "connection": "close", "content-length": str(len(body))}
    head = "\r\n".join([line, *(f"{name}: {value}" for name, value in headers.items())])
    writer.write(head.encode("latin-1") + b"\r\n\r\n" + body)
    await writer.drain()
