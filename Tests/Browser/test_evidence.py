"""Evidence as it is served, and in its frame: sentences 50 to 53."""

from urllib.parse import unquote

import pytest
import workshop
from conftest import mark, saved
from playwright.sync_api import expect
from realserver import RealServer, heng, workshop_ledger
from visiting import opened, settled, signed_in

ZONE = workshop.ZONES[-1]
FILES = list(workshop.EVIDENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = RealServer(workshop_ledger(), tmp_path_factory.mktemp("evidence"))
    server.accept(ZONE, "e01")
    server.put(ZONE, {"indicator": "release.1.1", "mark": "1"})
    yield server
    server.stop()


@pytest.fixture(scope="module")
def numbers(server) -> dict[str, str]:
    """Addresses of the files by name, as the API tells them."""
    material = server.get(f"/api/rounds/demo/zones/{ZONE}/material", "e01").json
    found = {file["name"]: file["address"] for file in material["evidence"]}
    assert set(found) == set(FILES)
    return found


@pytest.fixture(scope="module")
def context(browser, server):
    context = signed_in(browser, server, "e01")
    yield context
    context.close()


@pytest.fixture(autouse=True)
def closing(context):
    yield
    for page in context.pages:
        page.close()
    

def content(name: str) -> bytes:
    return workshop.EVIDENCE[name][1]


def test_50_a_pdf_is_shown_in_the_frame_without_sandbox_and_with_its_headers(server, numbers, context):
    answer = server.get(numbers["台账.pdf"], "e01")
    assert answer.status == 200 and answer.body == content("台账.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.pdf"
    page = opened(context, server, f"/my/demo/zones/{ZONE}/score/release.1.1")
    page.locator("[data-files='release.1.1'] a[data-inline]").first.click()
    frame = page.locator("iframe")
    expect(frame).to_be_visible()
    assert frame.get_attribute("sandbox") is None
    assert frame.get_attribute("src").endswith(numbers["台账.pdf"] + "#page=1")
    assert page.locator("[data-other-window]").get_attribute("href").endswith(numbers["台账.pdf"])
    page.locator("[data-goto='release.1.2']").click()
    expect(frame).to_be_hidden()
    page.wait_for_timeout(300)
    assert page.complaints == []


@pytest.mark.parametrize("asked, first, last", [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-25", -25, None), ("bytes=5-5", 5, 6)])
def test_50_a_range_gives_its_bytes(server, numbers, asked, first, last):
    whole = content("台账.pdf")
    answer = server.get(numbers["台账.pdf"], "e01", Range=asked)
    assert answer.status == 206
    assert answer.body == whole[first:last]
    start = first % len(whole)
    assert answer.headers["content-range"] == f"bytes {start}-{start + len(answer.body) - 1}/{len(whole)}"


def test_50_what_is_no_range_is_refused_or_answered_whole(server, numbers):
    whole = content("台账.pdf")
    beyond = server.get(numbers["台账.pdf"], "e01", Range=f"bytes={len(whole)}-")
    assert beyond.status == 416 and beyond.headers["content-range"] == f"bytes */{len(whole)}" and not beyond.body
    for odd in ("bytes=9-2", "lines=1-2", "bytes=0-1,5-6"):
        assert server.get(numbers["台账.pdf"], "e01", Range=odd).body == whole
    fresh = server.get(numbers["台账.pdf"], "e01", Range="bytes=0-3", If_Range='"other"')
    assert fresh.status == 200 and fresh.body == whole
    tag = server.get(numbers["台账.pdf"], "e01").headers["etag"]
    assert server.get(numbers["台账.pdf"], "e01", If_None_Match=tag).status == 304


@pytest.mark.parametrize("name", ["网页.pdf", "图.svg", "混合.pdf"])
def test_51_what_a_browser_could_run_is_only_downloaded(server, numbers, context, name):
    answer = server.get(numbers[name], "e01")
    assert answer.status == 200 and answer.body == content(name)
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = opened(context, server, f"/my/demo/zones/{ZONE}/score/{workshop.EVIDENCE[name][0]}")
    link = page.locator(f"aside.evidence a[href='{numbers[name]}']")
    expect(link).to_be_visible()
    assert link.get_attribute("data-inline") is None
    with page.expect_download() as download:
        link.click()
    assert open(download.value.path(), "rb").read() == content(name)


def test_52_evidence_of_no_seat_of_a_left_seat_and_of_an_unknown_number_is_the_same_missing_page(server, numbers):
    number = numbers["台账.pdf"].rsplit("/", 1)[1]
    server.accept(ZONE, "e02")
    assert server.get(numbers["台账.pdf"], "e02").status == 200
    server.recuse(ZONE, "e02")
    base = "/my/demo/zones"
    asked = {
        "recused": (numbers["台账.pdf"], "e02"), "undeclared": (numbers["台账.pdf"], "e03"),
        "unknown number": (f"{base}/{ZONE}/evidence/999", "e01"), "no number": (f"{base}/{ZONE}/evidence/x", "e01"),
        "other zone": (f"{base}/zone01/evidence/{number}", "e01"), "unknown zone": (f"{base}/nowhere/evidence/{number}", "e01"),
        "unknown round": (f"/my/none/zones/{ZONE}/evidence/{number}", "e01"),
    }
    answers = {}
    for what, (path, user) in asked.items():
        status, headers, body = settled(server.get(path, user))
        csrf, name = server.token(user)[1], workshop.EXPERTS[user]
        answers[what] = (status, headers["content-type"], body.replace(csrf.encode(), b"CSRF").replace(name.encode(), b"NAME").replace(user.encode(), b"USER"))
    assert {answer[0] for answer in answers.values()} == {404}
    assert len({len(answer[2]) for answer in answers.values()}) == 1
    assert len(set(answers.values())) == 1
    officer = server.get(numbers["台账.pdf"], f"for-{workshop.ZONES[0]}")
    assert officer.status == 404


def test_53_tab_leaves_the_frame_for_the_way_back(server, numbers, context):
    page = opened(context, server, f"/my/demo/zones/{ZONE}/score/release.1.1")
    link = page.locator("[data-files='release.1.1'] a[data-inline]").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe")).to_be_visible()
    page.locator("iframe").focus()
    # The viewer takes some stops for its own tools, and takes them slowly on a busy machine.
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        if page.evaluate("document.hasFocus() && document.activeElement.dataset.back !== undefined"):
            break
    expect(page.locator("[data-back]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(mark(page, "release.1.1")).to_be_focused()


def test_53_a_deleted_file_says_so_and_scoring_goes_on(server, numbers, context):
    page = opened(context, server, f"/my/demo/zones/{ZONE}/score/release.1.5")
    digest = next(path for path in (server.folder / "heng.sqlite.evidence").iterdir() if path.read_bytes() == content("已删.pdf"))
    kept = digest.read_bytes()
    digest.unlink()
    try:
        page.locator(f"[data-files='release.1.5'] a[href='{numbers['已删.pdf']}']").click()
        expect(page.locator("#notices")).to_contain_text("材料打不开")
        expect(page.locator("iframe")).to_be_hidden()
        mark(page, "release.1.5").fill("1.2")
        page.keyboard.press("Control+s")
        expect(saved(page, "release.1.5")).to_contain_text("已保存")
        assert server.stored(ZONE)["release.1.5"]["mark"] == "1.2"
    finally:
        digest.write_bytes(kept)
    

def test_88_odd_names_of_files_end_no_header_and_make_no_markup(server, numbers, context):
    for name, address in numbers.items():
        headers = server.get(address, "e01").headers
        kind, encoded = headers["content-disposition"].split("; filename*=UTF-8''")
        assert kind in ("inline", "attachment") and unquote(encoded) == name
        assert encoded.isascii() and not set(encoded) & set(" ;\"'<>&/\\\r\n")
    page = opened(context, server, f"/my/demo/zones/{ZONE}/score/release.1.6")
    odd = next(name for name in FILES if "<script>" in name)
    expect(page.locator(f"aside.evidence a[href='{numbers[odd]}']")).to_contain_text(odd)
    assert page.locator("aside.evidence script").count() == 0 and page.complaints == []


@pytest.mark.parametrize("name", ["../auf.pdf", "a/b.pdf", "a\\b.pdf", "a\rb.pdf", "a\u202efdp.exe", "a\u200bb.pdf", "..", "长" * 100 + ".pdf"])
def test_88_names_that_could_harm_are_refused_with_the_application(server, tmp_path, name):
    (tmp_path / "application.yaml").write_text(
        'application: again\nzone: zone01\ncall: call\nconditions: {plan: {met: true, note: 有}}\n'
        f'self-assessment:\n  - {{indicator: release.1.1, points: 1, text: 见}}\nevidence:\n  - {{indicator: release.1.1, file: {name!r}}}\n')
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 x")
    heng_says = heng(server.folder, "application", "submit", str(tmp_path), user="for-zone01", fails=True)
    assert "again" not in heng(server.folder, "application", "list", user="officer", key=False), heng_says
