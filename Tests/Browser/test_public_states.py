"""The public's site while things happen: publication, correction, revocation, a round that is broken off; what was released stays."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import until
import published
from published import CLOSED, NOW, ROUND
from realserver import HENG, REPOSITORY, RealServer, demo_ledger, heng, verify
from test_public import Site

FINAL = "demo-2026"
PAGE = f"/r/{ROUND}/"
NOTICE = "示网监联办〔2026〕9号"
IMPRINT = """organisation: {zh: 示例主办局, en: Sample Bureau}
contact: {zh: "电话 000-1111", en: "telephone 000-1111"}
icp: 示ICP备00000001号
site-code: bm00000001
"""


class Bench:
    """Steps by the command line, on the second day of the notice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def step(self, user: str, *words: str) -> str:
        return heng(self.folder, *words, user=user, at=NOW)


def act(bench: Bench, round: str) -> None:
    published.confirm(bench.folder, NOW, round=round)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A server that was there before anything of this was published, and the ledger behind it."""
    folder = tmp_path_factory.mktemp("states")
    (folder / "imprint.yaml").write_text(IMPRINT)
    server = RealServer(demo_ledger(), folder / "ledger", ROUND, "--public-listen", "127.0.0.1:0", "--imprint", str(folder / "imprint.yaml"),
                        at=CLOSED)
    site = Site(server, folder / "site")
    bench = Bench(folder / "ledger")
    assert site.get(PAGE)[0] == 404 and ROUND not in site.page("/")
    published.close(bench.folder)
    assert site.get(PAGE)[0] == 404, "closed is not published"
    published.publish(bench.folder)
    # The server looks once a second at what other programs add to the ledger.
    until(lambda: site.get(PAGE)[0] == 200, what="the publication")
    assert "起公示" in site.page(PAGE) and "待公示" in site.page("/")
    server.restart(at=NOW)
    yield site, bench, folder
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def bundle(site: Site, folder: Path, round: str) -> Path:
    """As somebody downloads it, file by file."""
    page = site.page(f"/r/{round}/data/")
    for name in re.findall(r'href="bundle/([^"]+)"', page):
        goal = folder / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(site.get(f"/r/{round}/data/bundle/{name}")[2])
    return folder


def test_81_a_correction_shows_old_and_new_and_what_was_released_stays(live, tmp_path):
    site, bench, folder = live
    first = site.page(PAGE)
    assert "公示中" in first and "还剩 4 个工作日" in first and "核验包尚未发布" in site.page(f"{PAGE}data/")
    old = re.search(r"结果快照 ([0-9a-f]{64})", first)[1]
    bench.step("officer", "round", "export", ROUND, str(tmp_path / "own"))
    until(lambda: "bundle/events.ndjson" in site.page(f"{PAGE}data/"), what="the bundle")
    code, told = verify(str(bundle(site, tmp_path / "released", ROUND)))
    assert code == 0, told
    evidence = next((REPOSITORY / "Examples/scoring-round/supplied").glob("*.pdf"))
    facts = tmp_path / "facts.csv"
    facts.write_text("zone,fact,value\nluyuan,electronic_registration,no\n")
    bench.step("applicant2", "objection", "file", ROUND, "o1", "--zone", "luyuan", "--indicator", "release.1.1", "--grounds", "数据有误", "--evidence", str(evidence))
    bench.step("officer", "objection", "decide", ROUND, "o1", "uphold", "--reasons", "数据录入有误", "--facts", str(facts))
    act(bench, ROUND)
    bench.step("officer", "round", "conclude", ROUND, "--number", NOTICE, "--statement", "一项数据更正。")
    act(bench, ROUND)
    until(lambda: "更正后的结果" in site.page(PAGE), what="the correction")
    page, changes = site.page(PAGE), site.page(f"{PAGE}changes/")
    new = re.search(r"结果快照 ([0-9a-f]{64})", page)[1]
    assert new != old and "更正后的结果" in page and NOTICE in changes and "88.38 → 87.88" in changes and old in changes and new in changes
    # The paper of before says so, under its own digest; the newest one holds.
    assert "已被更正后的结果取代" in site.page(f"/v/{old[:32]}/luyuan/") and "现行结果" in site.page(f"/v/{new[:32]}/luyuan/")
    # The bundle is still the one of before, says so, and verifies.
    assert "核验包是结果更正前发布的" in site.page(f"{PAGE}data/")
    code, told = verify(str(bundle(site, tmp_path / "after", ROUND)))
    assert code == 0, told
    assert (tmp_path / "after/events.ndjson").read_bytes() == (tmp_path / "released/events.ndjson").read_bytes()
    heng(bench.folder, "publish", str(folder / "site"), key=False, at=NOW)
    for path in (PAGE, f"{PAGE}changes/", f"/en{PAGE}"):
        # Without the imprint, which the command was not told of.
        live_page, file = site.page(path), (folder / "site" / path.strip("/") / "index.html").read_text()
        assert live_page.split("<footer")[0] == file.split("<footer")[0], path


def test_a_large_file_is_sent_whole_and_its_length_is_told(live):
    site, _, folder = live
    for name in ("events.ndjson", "leaves"):
        status, headers, body = site.get(f"/r/{FINAL}/data/bundle/{name}")
        assert status == 200 and int(headers["content-length"]) == len(body) and body.endswith(b"\n")


def test_the_foot_names_who_runs_the_site(live):
    site, _, folder = live
    foot = site.page("/").split("<footer")[1]
    assert "示例主办局" in foot and "000-1111" in foot and "示ICP备00000001号" in foot and "bm00000001" in foot
    assert "Sample Bureau" in site.page("/en/").split("<footer")[1]
    wrong = folder / "wrong.yaml"
    wrong.write_text("organisation: 5\nicp: [1]\nphone: x\n")
    done = subprocess.run([HENG, "publish", str(folder / "none"), "--database", str(site.server.folder / "heng.sqlite"), "--imprint", str(wrong)],
                          capture_output=True, text=True)
    assert done.returncode == 65 and all(f"wrong.yaml:{line}" in done.stderr for line in (2, 3)) and not (folder / "none").exists()


def test_82_a_revoked_certificate_says_since_when_wherever_it_stands(live):
    site, bench, _ = live
    listed = subprocess.run(
        [HENG, "certificate", "list", "--database", str(site.server.folder / "heng.sqlite")], capture_output=True, text=True, check=True).stdout
    code = re.search(r"demo-2026-02 .*?([0-9a-z]{10})", listed)[1]
    assert "有效" in site.page(f"/v/{code}/")
    bench.step("officer", "certificate", "revoke", "demo-2026-02", "--reason", "示例撤销")
    assert "有效" in site.page(f"/v/{code}/"), "one person alone revokes nothing"
    act(bench, FINAL)
    until(lambda: "撤销" in site.page(f"/v/{code}/"), what="the revocation")
    page = site.page(f"/v/{code}/")
    assert "示例撤销" not in page
    zone = re.search(rf'r/{FINAL}/zones/([a-z-]+)/', page)[1]
    assert "撤销" in site.page(f"/r/{FINAL}/zones/{zone}/")
    digest = re.search(r"[0-9a-f]{64}", site.page(f"/r/{FINAL}/data/"))[0]
    # An old paper without a code leads to its zone's result: it says so there, too.
    assert "撤销" in site.page(f"/v/{digest[:32]}/{zone}/")
    # The bundle was released before: it stays as it was.
    assert verify(str(bundle(site, site.folder.parent / "final", FINAL)))[0] == 0


def test_papers_that_went_out_are_there_and_are_those_of_the_ledger(live):
    site, bench, folder = live
    assert "papers/" not in site.page(f"/r/{FINAL}/data/")
    bench.step("officer", "round", "papers", FINAL)
    until(lambda: "papers/" in site.page(f"/r/{FINAL}/data/"), what="the papers")
    page = site.page(f"/r/{FINAL}/data/")
    found = re.findall(r'href="(papers/[^"]+)"[^<]*</a></dt><dd[^>]*>([0-9a-f]{64})', page) or re.findall(r'href="(papers/[^"]+)".*?<dd>([0-9a-f]{64})', page)
    assert found
    for path, digest in found:
        status, headers, body = site.get(f"/r/{FINAL}/data/{path}")
        assert status == 200 and headers["content-type"] == "application/pdf" and hashlib.sha256(body).hexdigest() == digest
        assert "score-sheet" not in path and "decision" not in path


def test_a_round_that_is_broken_off_says_so_and_takes_its_result_away(live):
    site, bench, _ = live
    digest = re.search(r"结果快照 ([0-9a-f]{64})", site.page(PAGE))[1]
    bench.step("officer", "round", "break-off", ROUND, "--statement", "因不可抗力终止。", "--reason", "内部原因不公开")
    act(bench, ROUND)
    until(lambda: "因不可抗力终止。" in site.page(PAGE), what="the end")
    page = site.page(PAGE)
    assert "已于" in page and "终止" in page and "因不可抗力终止。" in page and "内部原因" not in page and "87.88" not in page
    assert "已终止" in site.page("/") and "终止" in site.page(f"/v/{digest[:32]}/luyuan/")
    for path in (f"{PAGE}zones/luyuan/", f"{PAGE}data/", f"{PAGE}data/bundle/events.ndjson", f"{PAGE}changes/"):
        assert site.get(path)[0] == 404, path


def test_who_refuses_gzip_gets_none(live):
    site, _, _ = live
    assert "content-encoding" not in site.get(f"/r/{FINAL}/", Accept_Encoding="gzip;q=0, identity")[1]
    assert site.get(f"/r/{FINAL}/", Accept_Encoding="br, gzip;q=0.5")[1]["content-encoding"] == "gzip"
    assert site.get(f"/r/{FINAL}/", If_None_Match="*")[0] == 304
    assert site.get(quote(f"/r/{FINAL}/prefecture/没有这个市/"))[0] == 404
