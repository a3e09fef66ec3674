"""What pages say, read from their text, and forms as browsers post them: for tests that need no browser."""

import html
import re


def text(part: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", part)).strip()


def main(answer) -> str:
    return re.search(r"(?s)<main.*?</main>", answer.text)[0]


def rows(page: str) -> list[list[str]]:
    """The rows of every table's body."""
    body = "".join(re.findall(r"(?s)<tbody>(.*?)</tbody>", page))
    return [[text(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body)]


def errors(page: str) -> dict[str, str]:
    """What is told beside fields, by field."""
    return {name: text(words) for name, words in re.findall(r'<p class="error" id="(.*?)-error">(.*?)</p>', page)}


def summary(page: str) -> list[str]:
    found = re.search(r'(?s)<div class="summary".*?</div>', page)
    return [text(line) for line in re.findall(r"(?s)<li>(.*?)</li>", found[0])] if found else []


def hidden(page: str, name: str) -> str:
    return html.unescape(re.search(rf'(?s)name="{name}" value="(.*?)"', page)[1])


def fact(page: str, head: str) -> str:
    return text(re.search(rf"(?s)<dt>{head}</dt><dd>(.*?)</dd>", page)[1])


def upload(server, path: str, user: str, file: tuple[str, bytes] | None = None, **fields: str):
    """A form with a file, as a browser posts it."""
    edge = b"----edge7MA4YWxk"
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in {"csrf": server.token(user)[1], **fields}.items()]
    if file:
        head = f'Content-Disposition: form-data; name="file"; filename="{file[0]}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + file[1])
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    return server.ask("POST", path, user, body, Content_Type=f"multipart/form-data; boundary={edge.decode()}")


def count(server, type: str) -> int:
    return server.sql("SELECT count(*) FROM event WHERE json_extract(CAST(body AS TEXT), '$.type') = ?", type)[0][0]
