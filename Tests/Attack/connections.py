"""Clients that are slow, many, or talk nonsense, while an expert saves: nobody who is well-behaved may notice."""

import asyncio
import os
import re
import resource
import socket
import time
from concurrent.futures import ThreadPoolExecutor

from attacking import ROUND, Report, Saving, start

report = Report("connections")
server = start()
ADDRESS = server.address
HOST = f"127.0.0.1:{server.port}"


def answers(data: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3}) ", data)]


def talk(sent: bytes, seconds: float = 2.0, half: bool = False) -> tuple[list[int], bool, bytes]:
    """The statuses that came, whether the server closed, and all of it."""
    got, closed = b"", False
    with socket.create_connection(ADDRESS, timeout=seconds) as connection:
        end = time.monotonic() + seconds
        try:
            connection.sendall(sent)
            if half:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            closed = True
        while time.monotonic() < end:
            connection.settimeout(max(0.01, end - time.monotonic()))
            try:
                part = connection.recv(65536)
            except TimeoutError:
                break
            except OSError:
                closed = True
                break
            if not part:
                closed = True
                break
            got += part
    return answers(got), closed, got


def head(method: str, path: str, *lines: str, version: str = "1.1", host: str | None = HOST) -> bytes:
    rows = [f"{method} {path} HTTP/{version}"] + ([f"Host: {host}"] if host is not None else []) + list(lines)
    return ("\r\n".join(rows) + "\r\n\r\n").encode("latin-1")


FORM = "Content-Type: application/x-www-form-urlencoded"
JSON = "Content-Type: application/json"
SECOND = head("GET", "/smuggled-away")
mebibyte = b"a" * (1 << 20)


def chunked(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


def multipart(size: int) -> bytes:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n' + b"x" * size + b"\r\n--b--\r\n"
    return head("POST", "/sign-in", "Content-Type: multipart/form-data; boundary=b", f"Content-Length: {len(body)}") + body


# Name, what is sent, which statuses may come; `most` answers at most: more would mean that a body was read as a request.
SHAPES: list[tuple[str, bytes, set[int], int]] = [
    ("Content-Length too small", head("POST", "/sign-in", FORM, "Content-Length: 3") + b"user=a&password=b", {400, 401}, 2),
    ("Content-Length too big", head("POST", "/sign-in", FORM, "Content-Length: 500") + b"user=a", set(), 0),
    ("no length, chunked", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + chunked(b"user=a&password=b"), {401}, 1),
    ("no length, no chunks", head("POST", "/sign-in", FORM) + b"user=a&password=b", {400, 401}, 2),
    ("negative length", head("POST", "/sign-in", FORM, "Content-Length: -1"), {400}, 1),
    ("length with a plus", head("POST", "/sign-in", FORM, "Content-Length: +3") + b"a=b", {400}, 1),
    ("length in hexadecimal", head("POST", "/sign-in", FORM, "Content-Length: 0x3") + b"a=b", {400}, 1),
    ("enormous length", head("POST", "/sign-in", FORM, "Content-Length: 9223372036854775807"), {413}, 1),
    ("length beyond 64 bits", head("POST", "/sign-in", FORM, "Content-Length: 99999999999999999999999"), {400, 413}, 1),
    ("length of 1 MiB", head("POST", "/sign-in", FORM, f"Content-Length: {1 << 20}") + mebibyte, {413}, 1),
    ("1 MiB in chunks", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + chunked(mebibyte), {413}, 1),
    ("a chunk of negative size", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"-5\r\nabcde\r\n0\r\n\r\n", {400}, 1),
    ("a chunk of enormous size", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"7fffffffffffffff\r\nabc", {400, 413}, 0),
    ("a chunk beyond 64 bits", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"fffffffffffffffffff\r\nabc", {400, 413}, 1),
    ("9 MiB of multipart", multipart(9 << 20), {413}, 1),
    ("7 MiB of multipart where none is read", multipart(7 << 20), {400, 413}, 1),
    ("101 headers", head("GET", "/sign-in", *(f"X-{n}: 1" for n in range(101))), {400, 431}, 1),
    ("17 KiB of headers", head("GET", "/sign-in", *(f"X-{n}: {'a' * 1000}" for n in range(17))), {400, 431}, 1),
    ("one header of 9 KiB", head("GET", "/sign-in", f"X: {'a' * 9216}"), {400, 431}, 1),
    ("an address of 5 KiB", head("GET", "/" + "a" * 5120), {404, 414}, 1),
    ("an address of 20 KiB", head("GET", "/" + "a" * 20480), {400, 404, 414, 431}, 1),
    ("HTTP/1.0", head("GET", "/sign-in", version="1.0", host=None), {200, 400}, 1),
    # It waits for headers that never come, and is dropped as a slow one is.
    ("HTTP/0.9", b"GET /sign-in\r\n", {400}, 0),
    ("HTTP/2 in clear", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}, 1),
    ("HTTP/3.0", head("GET", "/sign-in", version="3.0"), {400, 505}, 1),
    ("an absolute URI", head("GET", f"http://{HOST}/sign-in"), {200, 400, 404}, 1),
    ("an absolute URI of another host", head("GET", "http://other.example/sign-in"), {200, 400, 404}, 1),
    ("CONNECT", head("CONNECT", "other.example:443"), {400, 403, 404, 405}, 1),
    ("OPTIONS *", head("OPTIONS", "*"), {200, 400, 403, 404, 405}, 1),
    ("TRACE", head("TRACE", "/sign-in"), {400, 403, 404, 405}, 1),
    ("an unknown method", head("HENG", "/sign-in"), {400, 403, 404, 405, 501}, 1),
    ("another Host", head("GET", "/sign-in", host="other.example"), {200, 400, 421}, 1),
    ("no Host", head("GET", "/sign-in", host=None), {200, 400}, 1),
    ("two Hosts", head("GET", "/sign-in", "Host: other.example"), {200, 400}, 1),
    ("a NUL in a header", head("GET", "/sign-in", "X: a\x00b"), {400}, 1),
    ("a bare CR in a header", head("GET", "/sign-in", "X: a\rSet-Cookie: b"), {400}, 1),
    ("a header over two lines", head("GET", "/sign-in", "X: a\r\n b"), {200, 400}, 1),
    ("a space before the colon", head("POST", "/sign-in", FORM, "Content-Length : 4") + b"GET ", {400, 401}, 1),
    ("two equal Content-Lengths", head("POST", "/sign-in", FORM, "Content-Length: 3", "Content-Length: 3") + b"a=b" + SECOND, {400, 401, 404}, 2),
    ("two different Content-Lengths", head("POST", "/sign-in", FORM, "Content-Length: 0", f"Content-Length: {len(SECOND)}") + SECOND, {400}, 1),
    ("Content-Length as a list", head("POST", "/sign-in", FORM, "Content-Length: 0, 9") + SECOND, {400}, 1),
    ("CL.TE", head("POST", "/sign-in", FORM, "Content-Length: 5", "Transfer-Encoding: chunked") + b"0\r\n\r\n" + SECOND, {400, 401, 404}, 2),
    ("TE.CL", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked", "Content-Length: 4") + chunked(SECOND), {400, 401}, 1),
    ("Transfer-Encoding: identity, chunked", head("POST", "/sign-in", FORM, "Transfer-Encoding: identity, chunked") + chunked(b"a=b"), {400, 401, 501}, 1),
    ("Transfer-Encoding: xchunked", head("POST", "/sign-in", FORM, "Transfer-Encoding: xchunked", "Content-Length: 4") + chunked(SECOND), {400, 401, 501}, 1),
    ("Transfer-Encoding with a tab", head("POST", "/sign-in", FORM, "Transfer-Encoding:\tchunked", "Content-Length: 4") + chunked(SECOND), {400, 401}, 1),
    ("Transfer-Encoding twice", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked", "Transfer-Encoding: identity") + chunked(SECOND), {400, 401, 501}, 1),
    ("chunked on HTTP/1.0", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked", version="1.0") + chunked(SECOND), {400, 401}, 1),
    ("a chunk ended by LF alone", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"3\na=b\n0\n\n", {400, 401}, 1),
    ("a chunk's extension of 64 KiB", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"3;" + b"e" * 65536 + b"\r\na=b\r\n0\r\n\r\n", {400, 401, 413}, 1),
    ("trailers of 64 KiB", head("POST", "/sign-in", FORM, "Transfer-Encoding: chunked") + b"3\r\na=b\r\n0\r\n" + b"T: e\r\n" * 11000 + b"\r\n", {400, 401, 413, 431}, 1),
    ("GET with a body", head("GET", "/sign-in", f"Content-Length: {len(SECOND)}") + SECOND, {200, 400}, 1),
    ("Upgrade: h2c", head("GET", "/sign-in", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"), {200, 400}, 1),
    ("Expect: 100-continue", head("POST", "/sign-in", FORM, "Content-Length: 3", "Expect: 100-continue") + b"a=b", {100, 401, 417}, 2),
    ("random bytes", bytes(range(256)) * 64, {400}, 1),
    ("a TLS hello", bytes.fromhex("1603010200010001fc0303") + b"\x00" * 500, {400}, 1),
    ("nothing but line ends", b"\r\n" * 20000, {400}, 1),
]


def shapes() -> None:
    """Every wrong shape gets a refusal or nothing, never a failure of ours, and no body is a request of its own."""
    table = []
    # A few at a time: one that is answered and left open waits for its end.
    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(lambda shape: talk(shape[1], 1.5, half=shape[0] == "nothing but line ends"), SHAPES))
    for (name, _, may, most), (codes, closed, _) in zip(SHAPES, ends):
        table.append(f"{name}: {codes}{' closed' if closed else ''}")
        is_refused = not codes and closed
        if any(code >= 500 and code not in (501, 505) for code in codes):
            report.found(f"{name}: answered {codes}")
        elif len([code for code in codes if code != 100]) > most or not (set(codes) <= may):
            report.found(f"{name}: answered {codes}, {'closed' if closed else 'left open'}; expected {sorted(may)}, at most {most}")
        elif not codes and not is_refused and most:
            report.found(f"{name}: neither answered nor closed within 1.5 s")
    for line in table:
        print(f"  {line}")


def pipelines() -> None:
    one = head("GET", "/health")
    codes, _, got = talk(one * 200, 5)
    report.check(codes == [200] * 200, "200 pipelined requests get 200 answers, in order", f"({len(codes)})")
    codes, closed, _ = talk(one * 3 + head("POST", "/sign-in", "Content-Length: x") + one * 3, 2)
    report.check(codes[:3] == [200] * 3 and len(codes) <= 4, "what follows a broken request on its connection is not answered", f"({codes})")
    # Somebody who asks and never reads: the server may not hold it all in memory.
    before = memory()
    sockets = []
    for _ in range(8):
        connection = socket.create_connection(ADDRESS)
        connection.setblocking(False)
        sent, want = 0, head("GET", "/help") * 5000
        end = time.monotonic() + 1.5
        while sent < len(want) and time.monotonic() < end:
            try:
                sent += connection.send(want[sent:])
            except BlockingIOError:
                time.sleep(0.02)
        sockets.append(connection)
    time.sleep(2)
    grown = memory() - before
    report.measured(f"8 clients pipeline up to 5,000 pages each and read nothing: the server grows by {grown} MiB")
    report.check(grown < 200, "who reads nothing fills no memory", f"({grown} MiB)")
    for connection in sockets:
        connection.close()


def memory() -> int:
    with open(f"/proc/{server.process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) // 1024


def files() -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.wait_for(asyncio.open_connection(*ADDRESS), 10)


async def drip(first: bytes, drop: bytes, every: float, until: float) -> tuple[float, int]:
    """How long the server bears it, and what it answers."""
    began = time.monotonic()
    reader, writer = await connect()
    got = b""

    async def read() -> None:
        nonlocal got
        while part := await reader.read(65536):
            got += part

    reading = asyncio.create_task(read())
    try:
        writer.write(first)
        while time.monotonic() - began < until and not reading.done():
            await asyncio.sleep(every)
            writer.write(drop)
            await writer.drain()
    except OSError:
        pass
    lasted = time.monotonic() - began
    reading.cancel()
    writer.close()
    codes = answers(got)
    return lasted, codes[0] if codes else 0


async def slow(what: str, count: int, first: bytes, drop: bytes, every: float, until: float) -> None:
    ends = await asyncio.gather(*(drip(first, drop, every, until) for _ in range(count)), return_exceptions=True)
    known = [end for end in ends if isinstance(end, tuple)]
    lasted = max((end[0] for end in known), default=0)
    codes = {code: sum(end[1] == code for end in known) for code in {end[1] for end in known}}
    report.measured(f"{count} {what}: the longest lasts {lasted:.0f} s; first answers {codes}; {count - len(known)} could not connect")
    report.check(lasted < until - 1, f"{what} are dropped within {until:.0f} s", f"(still open after {lasted:.0f} s)")


async def slow_readers(count: int, seconds: float) -> None:
    """Each asks for a large file and takes nothing of it."""
    writers = []
    for _ in range(count):
        _, writer = await connect()
        writer.transport.pause_reading()
        writer.write(head("GET", "/my/demo-scoring-2026/zones/luyuan/evidence/1", f"Cookie: heng={server.token('expert1')[0]}") * 20)
        writers.append(writer)
    await asyncio.sleep(seconds)
    for writer in writers:
        writer.close()


async def slow_clients() -> None:
    body = head("POST", "/sign-in", FORM, "Content-Length: 4000") + b"user="
    await asyncio.gather(
        slow("clients with slow headers", 200, b"GET /sign-in HTTP/1.1\r\nHost: x\r\n", b"X: a\r\n", 2, 40),
        slow("clients with a slow first line", 100, b"GET /", b"a", 2, 40),
        slow("clients with slow bodies", 200, body, b"a", 2, 40),
        slow_readers(100, 36))


async def many_bodies(count: int) -> None:
    """More unfinished bodies than requests may be under way: the expert must get her place all the same."""
    body = head("POST", "/sign-in", FORM, "Content-Length: 4000") + b"user="
    opened = []
    for _ in range(count):
        opened.append((await connect())[1])
        opened[-1].write(body)
    await asyncio.sleep(6)
    for writer in opened:
        writer.close()
    # What is closed is forgotten at once.
    await asyncio.sleep(1)


def big_bodies() -> None:
    """What nobody has signed in for is not kept by the megabyte, and not looked through for long."""
    path, before, opened = f"/office/rounds/{ROUND}/facts", memory(), []
    for _ in range(30):
        connection = socket.create_connection(ADDRESS)
        opened.append(connection)
        try:
            connection.sendall(head("POST", path, "Content-Type: multipart/form-data; boundary=b", f"Content-Length: {8 << 20}") + b"x" * ((8 << 20) - 1))
        except OSError:
            pass
    time.sleep(1)
    grown = memory() - before
    report.measured(f"30 unfinished bodies of 8 MiB, of nobody: the server grows by {grown} MiB")
    report.check(grown < 60, "who has not signed in fills no memory", f"({grown} MiB for 30 bodies)")
    for connection in opened:
        connection.close()
    mark, took = "-" * 70, {}
    for letter in "x-":
        body = b"--" + mark.encode() + b"\r\n" + letter.encode() * (256 << 10)
        began = time.monotonic()
        server.ask("POST", path, body=body, Content_Type=f"multipart/form-data; boundary={mark}")
        took[letter] = time.monotonic() - began
    report.measured(f"256 KiB of multipart, of nobody: of x {took['x']:.2f} s, of hyphens {took['-']:.2f} s")
    report.check(took["-"] < 0.5 + 3 * took["x"], "a body of hyphens takes no longer than another")


async def idle(count: int) -> None:
    opened, refused = [], 0
    for begin in range(0, count, 500):
        for end in await asyncio.gather(*(connect() for _ in range(min(500, count - begin))), return_exceptions=True):
            if isinstance(end, tuple):
                opened.append(end[1])
            else:
                refused += 1
    began = time.monotonic()
    await asyncio.sleep(8)
    report.measured(
        f"{len(opened)} idle connections open, {refused} refused; the server has {files()} files open and {memory()} MiB; health {server.get('/health').status}")
    while files() > 200 and time.monotonic() - began < 40:
        await asyncio.sleep(1)
    report.measured(f"{time.monotonic() - began:.0f} s after the last one the server has {files()} files open")
    report.check(files() <= 200, "idle connections are dropped within 40 s")
    for writer in opened:
        writer.close()


def phase(name: str, body) -> None:
    since = time.time()
    try:
        body()
    except (OSError, TimeoutError) as error:
        report.found(f"{name}: {error!r}")
    saving.judge(report, name, since)


soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
most = min(10_000, hard - 500)
if most < 10_000:
    report.measured(f"only {most} connections: ulimit -n is {hard}")
saving = Saving(server)
try:
    since = time.time()
    time.sleep(3)
    saving.judge(report, "nobody else", since)
    phase("wrong shapes", shapes)
    phase("pipelines", pipelines)
    phase("more slow bodies than requests may be under way", lambda: asyncio.run(many_bodies(600)))
    phase("large bodies of nobody", big_bodies)
    phase("slow clients", lambda: asyncio.run(slow_clients()))
    phase(f"{most} idle connections", lambda: asyncio.run(idle(most)))
finally:
    saving.stop()
    report.server(server)
    server.stop()
report.end()
