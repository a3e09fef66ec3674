"""The public's site, live on its own listener and as files: what everybody may read, and nothing else."""

import csv
import hashlib
import http.client
import io
import os
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from realserver import HENG, RealServer, demo_ledger, heng, verify
from visiting import HAN, ROUND

FINAL = "demo-2026"
RANKING = f"/r/{FINAL}/"


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found, self.tags = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.found += [value for name, value in attributes if name in ("href", "src", "action") and value]


class Site:
    """The listener, and the folder that `heng publish` wrote of the same ledger."""

    def __init__(self, server: RealServer, folder: Path) -> None:
        self.server, self.folder = server, folder

    @property
    def port(self) -> int:
        return self.server.public_port

    def get(self, path: str, **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, None, {name.replace("_", "-"): value for name, value in headers.items()})
            reply = connection.getresponse()
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        finally:
            connection.close()

    def page(self, path: str) -> str:
        status, _, body = self.get(path)
        assert status == 200, (path, status)
        return body.decode()


def publish(ledger: Path, folder: Path) -> None:
    done = subprocess.run(
        [HENG, "publish", str(folder), "--database", str(ledger / "heng.sqlite")], capture_output=True, text=True, timeout=120,
        env={**os.environ, "HENG_LANG": "zh"})
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    server = RealServer(demo_ledger(), folder / "ledger", ROUND, "--public-listen", "127.0.0.1:0")
    publish(server.folder, folder / "site")
    yield Site(server, folder / "site")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def pages(site) -> list[str]:
    """The address of every page, as the folder has them."""
    return sorted("/" + str(path.parent.relative_to(site.folder)).removeprefix(".") + ("/" if path.parent != site.folder else "")
                  for path in site.folder.rglob("index.html"))


def test_the_files_are_the_pages_that_are_served(site):
    found = pages(site)
    assert len(found) > 60 and RANKING in found and f"/en{RANKING}" in found
    for address in found:
        assert site.get(address)[2] == (site.folder / unquote(address).strip("/") / "index.html").read_bytes(), address
    for path in sorted(site.folder.rglob("*")):
        relative = str(path.relative_to(site.folder))
        if path.is_file() and "assets/" in relative or "/data/" in f"/{relative}" and path.is_file() and path.suffix != ".html":
            assert site.get(f"/{relative}")[2] == path.read_bytes(), relative


def test_76_no_page_has_a_script_a_cookie_or_another_origin(site):
    for address in pages(site):
        status, headers, body = site.get(address)
        links = Links(body.decode())
        assert status == 200 and "set-cookie" not in headers and not links.tags & {"script", "form", "iframe", "img", "style"}, address
        assert "style=" not in body.decode() and not [link for link in links.found if urlparse(link).netloc or urlparse(link).scheme], address
        assert "default-src 'none'" in headers["content-security-policy"] and "default-src" in body.decode()


def test_no_link_on_disk_is_dead(site):
    for path in site.folder.rglob("*.html"):
        base = "http://site/" + str(path.relative_to(site.folder))
        for link in Links(path.read_text()).found:
            if link.startswith("#") or path.name == "404.html" and link.startswith("/"):
                continue
            goal = unquote(urlparse(urljoin(base, link)).path).lstrip("/")
            assert not goal.startswith("..")
            target = site.folder / goal
            assert (target / "index.html" if goal == "" or goal.endswith("/") else target).is_file(), (str(path), link)


def test_84_two_exports_are_the_same_bytes_and_their_sums_hold(site, tmp_path):
    for name in ("one", "two"):
        publish(site.server.folder, tmp_path / name)
    # Put in the place of an earlier one, as a timer does.
    publish(site.server.folder, tmp_path / "two")
    listed = [(path.relative_to(tmp_path / "one"), path.read_bytes()) for path in sorted((tmp_path / "one").rglob("*")) if path.is_file()]
    assert listed == [(path.relative_to(tmp_path / "two"), path.read_bytes()) for path in sorted((tmp_path / "two").rglob("*")) if path.is_file()]
    sums = dict(reversed(line.split("  ", 1)) for line in (tmp_path / "one/SHA256SUMS").read_text().splitlines())
    assert sums == {str(name): hashlib.sha256(content).hexdigest() for name, content in listed if str(name) not in ("SHA256SUMS", ".heng-site")}
    # Nothing of somebody else's is removed: not a folder with sums, a backup has them too, nor a file that was put beside ours.
    for name in ("own", "one"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "letter.txt").write_text("mine")
        (tmp_path / name / "SHA256SUMS").touch()
        with pytest.raises(AssertionError, match=name):
            publish(site.server.folder, tmp_path / name)
        assert (tmp_path / name / "letter.txt").read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".new", ".old", ".part")]


def test_a_link_stays_and_whoever_serves_the_files_may_read_them(site, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for _ in range(2):
        subprocess.run([HENG, "publish", str(tmp_path / "link"), "--database", str(site.server.folder / "heng.sqlite")], check=True, capture_output=True, umask=0o077)
        assert (tmp_path / "link").is_symlink() and (tmp_path / "real/index.html").is_file()
        assert {path.stat().st_mode & 0o777 for path in (tmp_path / "real").rglob("*")} == {0o644, 0o755} and (tmp_path / "real").stat().st_mode & 0o777 == 0o755


def test_the_listener_leads_to_nothing_of_the_desk(site):
    for path in ("/sign-in", "/office", "/my", "/me", "/audit", "/api/session", "/api/openapi.json", "/health", "/metrics", "/activate",
                 f"/office/rounds/{FINAL}/result", f"/r/{ROUND}/", f"/r/{ROUND}/zones/luyuan/", "/r/../../heng.sqlite", "/%2e%2e/heng.sqlite", "/assets/x/heng.css"):
        status, headers, body = site.get(path)
        assert status == 404 and "set-cookie" not in headers, path
        assert "伪造" not in body.decode() and "密码" not in body.decode()
    # And the desk's listener has none of the public's.
    assert site.server.get(RANKING).status == 404


def test_nobody_and_nothing_that_is_not_published_is_named(site):
    names = {row.split(",")[1] for row in (Path(__file__).parents[2] / "Examples/demo-round/panel.csv").read_text().splitlines()[1:]}
    known = {line for line in names if len(line) >= 2}
    assert known
    for path in site.folder.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".csv", ".json", ".ndjson", ".md", ".yaml"):
            text = path.read_text()
            assert not [name for name in known if name in text], path
            assert ROUND not in text, path


def test_the_table_is_that_of_the_command_line_and_the_bundle_verifies(site, tmp_path):
    said = heng(site.server.folder, "results", "--round", FINAL, "--format", "csv", "--language", "en", key=False)
    own = site.get(f"/en{RANKING}data/result.csv")[2].decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(own))) == list(csv.reader(io.StringIO(said.removeprefix("\ufeff"))))
    code, told = verify(str(site.folder / f"r/{FINAL}/data/bundle"))
    assert code == 0, told
    digest = re.search(r"[0-9a-f]{64}", site.page(f"{RANKING}data/"))[0]
    assert hashlib.sha256(site.get(f"{RANKING}data/snapshot.json")[2]).hexdigest() == digest


def ranks(page: str) -> dict[str, str]:
    body = re.search(r"(?s)<tbody>(.*?)</tbody>", page)[1]
    rows = [re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body)]
    return {re.sub(r"<[^>]+>", "", row[1]): row[0] for row in rows}


def test_83_a_filter_keeps_the_ranks_and_shared_ones_read_alike(site):
    whole = ranks(site.page(RANKING))
    found = [link for link in Links(site.page(RANKING)).found if link.startswith(("kind/", "prefecture/"))]
    assert len(whole) == 12 and len(found) >= 4
    for link in found:
        part = ranks(site.page(urljoin(RANKING, link)))
        assert part and part.items() <= whole.items() and len(part) < len(whole), link
    shared = [rank for rank in whole.values() if list(whole.values()).count(rank) > 1 and rank[:1].isdigit()]
    assert shared, "the demonstration has a tie"


def test_82_a_code_says_what_it_is_of_and_an_unknown_one_never_forged(site):
    codes = [path.parent.name for path in (site.folder / "v").glob("*/index.html") if len(path.parent.name) == 10]
    assert codes
    for code in codes:
        page = site.page(f"/v/{code}/")
        assert "有效" in page and "示例" in page and "证书" in page
    status, _, body = site.get("/v/aaaaaaaaaa/")
    assert status == 404 and "这不等于文件是假的" in body.decode()
    digest = re.search(r"[0-9a-f]{64}", site.page(f"{RANKING}data/"))[0]
    assert "现行结果" in site.page(f"/v/{digest[:32]}/") and "现行结果" in site.page(f"/v/{digest[:32]}/yunling/")
    # As a QR code has it, without the slash; and as somebody types it.
    status, headers, _ = site.get(f"/v/{digest[:32]}/yunling")
    assert status == 301 and headers["location"] == "yunling/"
    status, headers, _ = site.get(f"/v/{codes[0].upper()}/")
    assert status == 302 and headers["location"] == f"/v/{codes[0]}/"
    # What was decoded is written encoded again: no line ends in a header.
    for path in ("/v/A%0D%0ASet-Cookie:%20x=1", "/v/A%FF", "//evil.example/v/A", "/V//evil.example/"):
        status, headers, _ = site.get(path)
        assert status in (302, 404) and "set-cookie" not in headers and headers.get("location", "/v/").startswith("/v/"), (path, headers)
    for path in ("/%FF", "/v/%FF/", f"/r%2F{FINAL}%2F", "/404.html", "/%00"):
        assert site.get(path)[0] == 404, path
    # The page of what is not there has its styles at any depth, in the address's language.
    for path, words in (("/v/no/such/thing/", "页面不存在"), ("/en/v/no/", "There is no such page")):
        body = site.get(path)[2].decode()
        assert words in body
        assert all(site.get(link)[0] == 200 for link in Links(body).found if not link.startswith("#")), path


def test_what_is_unchanged_is_told_so_packed_or_not(site):
    for coding in ("", "gzip"):
        status, headers, body = site.get(RANKING, Accept_Encoding=coding)
        assert status == 200 and headers.get("content-encoding", "") == coding
        status, again, nothing = site.get(RANKING, Accept_Encoding=coding, If_None_Match=headers["etag"])
        assert status == 304 and nothing == b"" and again["etag"] == headers["etag"]
    assert site.get(RANKING, Accept_Encoding="gzip")[1]["etag"] != site.get(RANKING)[1]["etag"]


def test_a_mark_that_is_saved_changes_nothing_here(site):
    before = site.get(RANKING)
    sheet = site.server.get(f"/api/rounds/{ROUND}/zones/luyuan/sheet", "expert1").json
    cell = next(cell for cell in sheet["cells"] if cell["indicator"] == "regulate.4.1")
    saved = site.server.write("PUT", f"/api/rounds/{ROUND}/zones/luyuan/sheet/cells/regulate.4.1", "expert1",
                              {"base": cell["version"], "mark": "0.5" if cell["mark"] != "0.5" else "1"})
    assert saved.status == 200
    assert site.get(RANKING)[2] == before[2] and site.get(RANKING)[1]["etag"] == before[1]["etag"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_whole_at_every_width_without_script(browser, site, scheme):
    context = browser.new_context(java_script_enabled=True, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ("/", RANKING, f"/en{RANKING}", f"{RANKING}zones/yunling/", f"{RANKING}scheme/", f"{RANKING}data/", f"{RANKING}changes/", "/keys/", "/help/", "/accessibility/", "/v/"):
        for width in (1440, 1024, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"http://127.0.0.1:{site.port}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        page.set_viewport_size({"width": 1280, "height": 900})
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).response["violations"]
        assert found == [], (address, [(one["id"], one["nodes"][0]["target"]) for one in found])
        main = page.locator("main").inner_text()
        if address.startswith("/en"):
            assert not [line for line in main.split("\n") if HAN.search(line) and not re.search(r"[A-Za-z]", line)], address
    context.close()
    assert complaints == []


def test_the_bundle_as_one_archive_is_the_bundle(site, tmp_path):
    path = f"{RANKING}data/bundle.zip"
    status, headers, body = site.get(path)
    assert status == 200 and headers["content-type"] == "application/zip" and int(headers["content-length"]) == len(body)
    assert 'bundle.zip" download' in site.page(f"/en{RANKING}data/")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "bundle")
    folder = site.folder / f"r/{FINAL}/data/bundle"
    names = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    assert names == sorted(str(file.relative_to(tmp_path / "bundle")) for file in (tmp_path / "bundle").rglob("*") if file.is_file())
    assert all((folder / name).read_bytes() == (tmp_path / "bundle" / name).read_bytes() for name in names)
    assert verify(str(tmp_path / "bundle"))[0] == 0
