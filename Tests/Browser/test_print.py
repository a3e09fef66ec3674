"""What is printed is whole: A4, no row cut, heads on every page, below each page which result or sheet it is (94)."""

import re
import subprocess

import pytest
from visiting import ROUND, opened, signed_in

FINAL = "/office/rounds/demo-2026/result"
# Rows for several pages, as a province with all its counties has.
MANY = """() => {
  const body = document.querySelector("table.ranking tbody"), rows = [...body.rows];
  for (let turn = 1; turn < 9; turn++) for (const row of rows) {
    const copy = row.cloneNode(true);
    copy.removeAttribute("id");
    copy.cells[1].textContent += `（第${turn}份）`;
    body.append(copy);
  }
  return [...body.rows].map((row) => row.cells[1].textContent.trim());
}"""


def printed(page, folder) -> tuple[list[str], list[list[tuple[float, float, float, float, str]]]]:
    """The text of each page, and its words with their boxes in points."""
    path = folder / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in facts, facts
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    words = [[(*map(float, found[:4]), found[4]) for found in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', part)]
             for part in boxes.split("<page ")[1:]]
    assert len(text) == len(words)
    return text, words


def squeezed(text: str) -> str:
    return "".join(text.split())


def whole(words) -> bool:
    """Nothing lies outside the sheet's margins."""
    return all(40 <= left and right <= 595 - 40 and 30 <= top and bottom <= 842 - 12 for left, top, right, bottom, _ in words)


@pytest.fixture(scope="module", params=["", "/en"], ids=["zh", "en"])
def prefix(request):
    return request.param


@pytest.fixture(scope="module")
def officer(browser, demo):
    context = signed_in(browser, demo, "officer")
    yield context
    context.close()


def test_94_a_ranking_over_pages_repeats_its_heads_and_cuts_no_row(demo, officer, prefix, tmp_path):
    page = opened(officer, demo, prefix + FINAL)
    digest, heads = page.locator(".digest").inner_text(), page.locator("table.ranking thead th").all_inner_texts()
    names = page.evaluate(MANY)
    text, words = printed(page, tmp_path)
    assert len(text) >= 3 and len(names) == 108
    for number, said in enumerate(text):
        assert digest in squeezed(said), number
        assert whole(words[number]), [word for word in words[number] if not whole([word])][:5]
    # A head may stand on two lines of a narrow column, broken wherever it must: those that are short tell.
    assert all(head in squeezed(said) for said in text[:2] for head in heads[:4]), heads
    pages = [squeezed(said) for said in text]
    for name in names:
        assert sum(said.count(squeezed(name)) for said in pages) >= 1, name
        if "第" in name:
            assert sum(squeezed(name) in said for said in pages) == 1, name


@pytest.mark.parametrize("path", [FINAL, f"{FINAL}/yunling", f"{FINAL}/yunling/regulate.1.4"], ids=["ranking", "zone", "cell"])
def test_94_a_result_prints_whole_with_its_digest_on_each_page(demo, officer, prefix, path, tmp_path):
    digest = opened(officer, demo, prefix + FINAL).locator(".digest").inner_text()
    page = opened(officer, demo, prefix + path)
    shown = page.locator("main h1").inner_text()
    text, words = printed(page, tmp_path)
    assert squeezed(shown) in squeezed(text[0])
    for number, said in enumerate(text):
        assert digest in squeezed(said) and whole(words[number]), (number, [word for word in words[number] if not whole([word])][:5])
    # What only a screen can use is not printed.
    assert not any(word in squeezed("".join(text)) for word in ("下载表格", "退出", "Signout", "Download"))


def test_94_a_read_back_prints_its_code_on_each_page_and_repeats_its_heads(browser, demo, tmp_path):
    context = signed_in(browser, demo, "expert1")
    page = opened(context, demo, f"/my/{ROUND}/zones/luyuan/read")
    heads = page.locator("table thead").first.locator("th").all_inner_texts()
    code = squeezed(page.locator(".code").first.inner_text())
    text, words = printed(page, tmp_path)
    context.close()
    rows = re.findall(r"\b\d\.\d\.\d\b", "".join(text))
    assert len(text) >= 2 and len(rows) == len(set(rows)) >= 40, rows
    for number, said in enumerate(text):
        assert code in squeezed(said) and whole(words[number]), number
        if re.search(r"\b\d\.\d\.\d\b", said):
            assert all(squeezed(head) in squeezed(said) for head in heads), (number, heads)
