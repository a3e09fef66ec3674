"""Documentation/deploy/nginx.conf as it stands, on other ports, before a server with --public-url and --trusted-proxy.

Needs nginx and openssl; where they are not there, it says so and finds nothing.
"""

import http.client
import json
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from attacking import PASSWORD, ROUND, Report
from realserver import HENG, copy, demo_ledger

report = Report("proxy")
nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
if not nginx or not shutil.which("openssl"):
    report.measured("not tried: nginx or openssl is not there")
    report.end()
NAME = "pinggu.example.gov.cn"
CONFIG = Path(__file__).parents[2] / "Documentation/deploy/nginx.conf"
folder = Path(tempfile.mkdtemp(prefix="heng-proxy-"))
folder.chmod(0o755)
copy(demo_ledger(), folder / "ledger")
# As the unit has it: the key is a link to a credential, and what it knows of the newest database lies beside the link.
(folder / "credentials").mkdir()
(folder / "head").mkdir()
(folder / "ledger/demo.key").rename(folder / "credentials/heng.key")
(folder / "credentials/heng.key").chmod(0o400)
(folder / "head/heng.key").symlink_to(folder / "credentials/heng.key")
(folder / "ledger/demo.key.head").rename(folder / "head/heng.key.head")
HTTP, HTTPS, OWN = 18080, 18443, 18081

serving = subprocess.Popen(
    [HENG, "serve", "--database", str(folder / "ledger/heng.sqlite"), "--key", str(folder / "head/heng.key"), "--listen", f"127.0.0.1:{OWN}",
     "--public-url", f"https://{NAME}", "--trusted-proxy", "127.0.0.1", "--log-requests"],
    stdout=open(folder / "out", "w"), stderr=open(folder / "err", "w"), env={**os.environ, "HENG_LANG": "en"})
subprocess.run(
    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
     "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")], check=True, capture_output=True)
text = CONFIG.read_text()
for old, new in {
    "listen 443": f"listen {HTTPS}", "listen [::]:443": f"listen [::]:{HTTPS}", "listen 80": f"listen {HTTP}", "listen [::]:80": f"listen [::]:{HTTP}",
    "127.0.0.1:8080;": f"127.0.0.1:{OWN};", "/etc/ssl/heng/fullchain.pem": str(folder / "cert.pem"), "/etc/ssl/private/heng.pem": str(folder / "key.pem"),
    "/var/log/nginx/heng.log": str(folder / "access.log"),
}.items():
    assert old in text, old
    text = text.replace(old, new)
if not Path("/proc/net/if_inet6").exists():
    text = re.sub(r"\n *listen \[::\][^\n]*", "", text)
places = "\n".join(f"    {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
# As Debian's nginx.conf has it: everything would be packed but for what the example says.
(folder / "nginx.conf").write_text(
    ("user root;\n" if os.geteuid() == 0 else "") + f"worker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{ worker_connections 1024; }}\n"
    f"http {{\n    gzip on;\n    include /etc/nginx/mime.types;\n{places}\n{text}\n}}\n")
checked = subprocess.run([nginx, "-t", "-c", str(folder / "nginx.conf")], capture_output=True, text=True)
report.check(checked.returncode == 0, "nginx -t takes the example", checked.stderr[-500:])
proxy = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
trusted = ssl.create_default_context(cafile=str(folder / "cert.pem"))


def connect(name: str = NAME) -> http.client.HTTPSConnection:
    connection = http.client.HTTPSConnection(NAME, HTTPS, timeout=20, context=trusted)
    # From an address of its own, which the log must name.
    raw = socket.create_connection(("127.0.0.1", HTTPS), timeout=20, source_address=("127.0.0.77", 0))
    connection.sock = trusted.wrap_socket(raw, server_hostname=name)
    return connection


def ask(method: str, path: str, body: bytes | None = None, headers: dict | None = None):
    connection = connect()
    connection.request(method, path, body, {"Host": NAME, **(headers or {})})
    reply = connection.getresponse()
    content = reply.read()
    connection.close()
    return reply.status, reply, content


def tried() -> None:
    end = time.monotonic() + 30
    while not re.search(r"pinggu", (folder / "out").read_text()) or not (folder / "pid").exists():
        assert serving.poll() is None and proxy.poll() is None and time.monotonic() < end, (folder / "err").read_text() + (folder / "error.log").read_text()
        time.sleep(0.1)
    status, reply, page = ask("GET", "/sign-in", headers={"Accept-Encoding": "gzip"})
    report.check(status == 200 and reply.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], "HSTS stands there once", reply.headers.get_all("Strict-Transport-Security"))
    report.check(reply.headers["Content-Encoding"] is None, "a page is not packed", reply.headers["Content-Encoding"])
    report.check("nginx/" not in (reply.headers["Server"] or ""), "nginx does not tell its version", reply.headers["Server"])
    asset = re.search(r'(/assets/[^"]+\.css)', page.decode())[1]
    status, reply, content = ask("GET", asset, headers={"Accept-Encoding": "gzip"})
    report.check(status == 200 and reply.headers["Content-Encoding"] == "gzip" and "immutable" in reply.headers["Cache-Control"], "an asset is packed and kept", dict(reply.headers))
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}", "X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    status, reply, _ = ask("POST", "/sign-in", urlencode({"user": "expert1", "password": PASSWORD, "then": "/my"}).encode(), form)
    cookie = reply.headers["Set-Cookie"] or ""
    report.check(
        status == 303 and cookie.startswith("__Host-heng=") and {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")) and "Domain" not in cookie,
        "the cookie is __Host-, Secure and HttpOnly", f"({status} {re.sub('=[A-Za-z0-9_-]{20,}', '=…', cookie)})")
    report.check(reply.headers["Location"] == "/my", "a redirect names no host", reply.headers["Location"])
    session = {"Cookie": cookie.split(";")[0]}
    status, _, content = ask("GET", "/api/account", headers=session)
    addresses = [line["address"] for line in json.loads(content)["sessions"]]
    report.check("127.0.0.77" in addresses and "203.0.113.9" not in addresses, "the log of sign-ins has the client's own address, not one that it claims", addresses)
    csrf = json.loads(ask("GET", "/api/session", headers=session)[2])["csrf"]
    sheet = f"/api/rounds/{ROUND}/zones/luyuan/sheet"
    cells = json.loads(ask("GET", sheet, headers=session)[2])["cells"]
    cell = next(cell for cell in cells if cell["indicator"] == "release.1.2")
    write = {**session, "Content-Type": "application/json", "X-Heng-CSRF": csrf, "X-Heng-User": "expert1", "Origin": f"https://{NAME}", "Sec-Fetch-Site": "same-origin", "Idempotency-Key": secrets.token_urlsafe(16)[:21] + "A"}
    began = time.monotonic()
    status, _, saved = ask("PUT", f"{sheet}/cells/release.1.2", json.dumps({"base": cell["version"], "mark": "0.8"}).encode(), write)
    report.check(status == 200 and json.loads(saved)["version"] == cell["version"] + 1, f"a mark is saved through it ({(time.monotonic() - began) * 1000:.0f} ms with its handshake)", (status, saved[:200]))
    status, _, _ = ask("PUT", f"{sheet}/cells/release.1.2", b"{}", {**write, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    report.check(status == 403, "another site's write is refused", status)
    status, _, content = ask("POST", f"{sheet}/cells", b"x" * (310 << 10), write)
    report.check(status == 413, "310 KiB are too much for the API", status)
    for size, expected in ((7 << 20, {303, 401, 403, 404, 422}), (19 << 20, {413}), (21 << 20, {413})):
        body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n' + b"x" * size + b"\r\n--b--\r\n"
        try:
            status, reply, content = ask("POST", f"/office/rounds/{ROUND}/facts", body, {**session, "Content-Type": "multipart/form-data; boundary=b", "Origin": f"https://{NAME}"})
            by = "nginx" if b"<center>" in content else "Heng"
            report.check(status in expected, f"a table of {size >> 20} MiB: {status} of {by}", expected)
        except OSError as error:
            report.check(size > 20 << 20, f"a table of {size >> 20} MiB: the connection ends", error)
    report.check(ask("GET", "/metrics")[0] == 404 and ask("GET", "/%6detrics")[0] == 404, "nobody outside reads metrics")
    evidence = f"/my/{ROUND}/zones/luyuan/evidence/1"
    status, reply, content = ask("GET", evidence, headers={**session, "Range": "bytes=0-9", "Accept-Encoding": "gzip"})
    report.check(status == 206 and len(content) == 10 and reply.headers["Content-Encoding"] is None, "a part of evidence comes as a part", (status, len(content)))
    status, reply, content = ask("GET", "/sign-in", headers={"Host": "evil.example"})
    report.check(b"evil.example" not in content and (reply.headers["Location"] or "").find("evil") < 0 and status in (400, 404, 421), "another Host gets nothing", status)
    try:
        connect("evil.example")
        report.found("another name is shaken hands with")
    except (ssl.SSLError, OSError):
        report.held("another name is not shaken hands with")
    plain = http.client.HTTPConnection("127.0.0.1", HTTP, timeout=10)
    plain.request("GET", "/my?x=1", headers={"Host": "evil.example"})
    reply = plain.getresponse()
    report.check(reply.status == 301 and reply.headers["Location"] == f"https://{NAME}/my?x=1", "plain HTTP leads to the one name", reply.headers["Location"])
    # Slow bodies stop at nginx.
    slow = []
    for _ in range(150):
        connection = connect()
        connection.putrequest("POST", "/sign-in", skip_host=True)
        for name, value in {"Host": NAME, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "4000"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(b"user=")
        slow.append(connection)
    status = ask("GET", "/api/session", headers=session)[0]
    own = http.client.HTTPConnection("127.0.0.1", OWN, timeout=5)
    own.request("GET", "/health")
    report.check(status == 200 and own.getresponse().status == 200, "150 unfinished bodies keep nobody out", status)
    log = (folder / "access.log").read_text()
    report.check("?" not in log and "127.0.0.77" in log, "nginx's log has no query")
    for connection in slow:
        connection.close()


try:
    tried()
except (AssertionError, OSError, KeyError, TypeError) as error:
    report.found(f"could not go on: {error!r}")
finally:
    proxy.terminate()
    serving.terminate()
    proxy.wait(10)
    serving.wait(20)
failures = [line for line in (folder / "err").read_text().splitlines() if '"level":"error"' in line]
for line in failures[:5]:
    report.found(f"logged as failed: {line[:300]}")
report.end()
