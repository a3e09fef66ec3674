"""Fills the peer's database with what Heng's pages show: the same rows, texts and marks, and the same sessions."""

import csv
import hashlib
import io
import json
import re
import sqlite3
from html.parser import HTMLParser

TABLES = """
    CREATE TABLE session (token BLOB PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, csrf TEXT NOT NULL, ends INTEGER NOT NULL);
    CREATE TABLE seat (user TEXT NOT NULL, zone TEXT NOT NULL, zone_name TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (user, zone));
    CREATE TABLE pillar (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL);
    CREATE TABLE item (n INTEGER PRIMARY KEY, pillar TEXT NOT NULL, indicator TEXT, title TEXT NOT NULL);
    CREATE TABLE indicator (
        id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, note TEXT, asked TEXT, least INTEGER NOT NULL, most INTEGER NOT NULL,
        step INTEGER NOT NULL, owed_below INTEGER, grid TEXT NOT NULL, owed TEXT);
    CREATE TABLE level (indicator TEXT NOT NULL, n INTEGER NOT NULL, value TEXT NOT NULL, letter TEXT NOT NULL, points TEXT NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY (indicator, n));
    CREATE TABLE cell (user TEXT NOT NULL, zone TEXT NOT NULL, indicator TEXT NOT NULL, version INTEGER NOT NULL, mark INTEGER,
        comment TEXT NOT NULL, at TEXT, PRIMARY KEY (user, zone, indicator));
    CREATE TABLE claim (zone TEXT NOT NULL, indicator TEXT NOT NULL, points TEXT, text TEXT, PRIMARY KEY (zone, indicator));
    CREATE TABLE file (zone TEXT NOT NULL, n INTEGER NOT NULL, indicator TEXT, address TEXT NOT NULL, name TEXT NOT NULL,
        after TEXT NOT NULL, shown INTEGER NOT NULL, notes TEXT NOT NULL, PRIMARY KEY (zone, n));
    CREATE TABLE missing (n INTEGER PRIMARY KEY, zone TEXT NOT NULL, indicator TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE word (n INTEGER PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE round (id TEXT PRIMARY KEY, title TEXT NOT NULL, due TEXT NOT NULL, version INTEGER NOT NULL);
    CREATE TABLE place (n INTEGER PRIMARY KEY, round TEXT NOT NULL, zone TEXT NOT NULL, zone_name TEXT NOT NULL, seat TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL, expert TEXT NOT NULL, state TEXT NOT NULL, marks INTEGER, asked INTEGER NOT NULL, day TEXT, rereads INTEGER NOT NULL);
    CREATE INDEX place_of_round ON place (round, n);
    CREATE TABLE audit (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, hash BLOB NOT NULL);
"""


class Node:
    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def __getitem__(self, name):
        return self.attributes.get(name)

    def text(self):
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def own_text(self):
        return "".join(child for child in self.children if isinstance(child, str))

    def all(self, tag, css=None):
        """Those below it, in the order of the page."""
        for child in self.children:
            if not isinstance(child, str):
                if child.tag == tag and (css is None or css in (child["class"] or "").split()):
                    yield child
                yield from child.all(tag, css)

    def first(self, tag, css=None):
        return next(self.all(tag, css), None)

    def with_id(self, tag, id):
        return next(node for node in self.all(tag) if node["id"] == id)


class Tree(HTMLParser):
    EMPTY = {"meta", "link", "input", "br", "img", "use", "hr"}

    def __init__(self, html):
        super().__init__()
        self.root = Node("page")
        self.open = [self.root]
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes)
        self.open[-1].children.append(node)
        if tag not in self.EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag):
        while self.open[-1].tag != tag:
            self.open.pop()
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def page(html):
    return Tree(html).root


def cards(root):
    return list(root.all("article", "cell"))


def shown(root):
    """What a reader finds on the page, by which two pages are held against each other: cards with their texts and values, evidence, outline."""
    words = lambda node: "".join(node.text().split())
    return {
        "cards": [
            [words(card), *(card["data-" + name] for name in ("indicator", "version", "mark", "least", "most", "step", "owed-below")),
             *((field["name"], field["value"]) for field in card.all("input") if field["type"] not in ("hidden",))] for card in cards(root)],
        "evidence": words(root.first("aside", "evidence")),
        "outline": words(root.first("details", "outline")),
        "bar": words(root.first("div", "bar")),
        "words": words(next(node for node in root.all("template") if node["id"] == "words")),
    }


# Apart from what each build, second and session names otherwise.
VOLATILE = {"data-build", "data-tag", "data-now", "data-time", "data-warns", "data-ends"}


def everything(root):
    """Every element of a page and every text, in their order, by which two pages are held against each other."""
    found = []
    for child in root.children:
        if isinstance(child, str):
            found += [text] if (text := " ".join(child.split())) else []
        else:
            attributes = {name: re.sub("/assets/[^/]+/", "/assets/", value or "") for name, value in child.attributes.items() if name not in VOLATILE}
            found += [(child.tag, attributes)] + (everything(child) if child["id"] != "updated" else [])
    return found


def hundredths(text):
    return None if text is None else round(float(text) * 100)


def fill(path, sheets):
    """`sheets`: of each the user, its name, its token, its csrf, the zone and the page."""
    database = begin(path)
    known = set()
    for sheet in sheets:
        root = page(sheet["html"])
        if not known:
            fill_scheme(database, root)
        if sheet["zone"] not in known:
            fill_zone(database, root, sheet["zone"])
            known.add(sheet["zone"])
        fill_session(database, sheet)
        insert(database, "INTO seat", sheet["user"], sheet["zone"], root.first("main").first("h1").text(), "open")
        for card in cards(root):
            insert(
                database, "INTO cell", sheet["user"], sheet["zone"], card["data-indicator"], int(card["data-version"]),
                hundredths(card["data-mark"]), card.first("textarea").text(), None)
    end(database)


def begin(path):
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.executescript(TABLES)
    return database


def end(database):
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def fill_session(database, who):
    token = hashlib.sha256(who["token"].encode()).digest()
    insert(database, "OR IGNORE INTO session", token, who["user"], who["name"], who["csrf"], 2**40)


def fill_board(path, who, html, board):
    """A board as its page names zones and experts, and as the API has its seats."""
    database, root = begin(path), page(html)
    fill_session(database, who)
    fill_words(database, root)
    round = root.first("table", "board").first("td", "seat").first("a")["href"].split("/")[3]
    insert(database, "INTO round", round, list(root.first("nav", "crumbs").all("a"))[1].text(), board["due"], 1)
    experts = {link["href"].rsplit("/", 1)[1]: link.text() for cell in root.all("td", "seat") for link in cell.all("a")}
    zones = {line["id"].removeprefix("zone-"): line.first("th").text() for line in root.first("tbody").all("tr")}
    for seat in board["seats"]:
        insert(
            database, "INTO place", None, round, seat["zone"], zones[seat["zone"]], seat["seat"], seat["code"], experts[seat["seat"]],
            *(seat[name] for name in ("state", "marks", "of", "day", "rereads")))
    end(database)


def fill_table(path, text):
    """A table that was served as CSV, as rows of one table."""
    heads, *lines = csv.reader(io.StringIO(text))
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE line ({', '.join(f'c{n} TEXT' for n in range(len(heads)))})")
        database.executemany(f"INSERT INTO line VALUES ({', '.join('?' * len(heads))})", [heads, *lines])
    database.close()


def insert(database, what, *values):
    database.execute(f"INSERT {what} VALUES ({', '.join('?' * len(values))})", values)


def text_of(node, *place):
    found = node.first(*place)
    return None if found is None else found.text()


def fill_scheme(database, root):
    for section in root.first("details", "outline").all("section"):
        pillar = section.first("span", "number")["data-pillar"]
        insert(database, "INTO pillar", None, pillar, section.first("h2").own_text().strip())
        for item in section.all("li"):
            link = item.first("a")
            insert(database, "INTO item", None, pillar, link and link["data-goto"], text_of(item, "span", "title"))
    for card in cards(root):
        id, facts = card["data-indicator"], card.first("div", "facts")
        insert(
            database, "INTO indicator", id, text_of(card, "p", "path"), text_of(card, "h2"), text_of(card, "p", "note"),
            facts and facts.first("p").own_text().strip(), *(hundredths(card["data-" + name]) for name in ("least", "most", "step", "owed-below")),
            text_of(card, "span", "hint"), text_of(card, "p", "owed"))
        for n, level in enumerate(card.all("label", "level")):
            insert(
                database, "INTO level", id, n, level.first("input")["value"], text_of(level, "kbd"), text_of(level, "b"), text_of(level, "span"))
    fill_words(database, root)


def fill_words(database, root):
    for word in root.with_id("template", "words").all("p"):
        insert(database, "INTO word", None, word["data-key"], word.text())


def fill_zone(database, root, zone):
    for card in cards(root):
        claim = card.first("details", "claim")
        insert(database, "INTO claim", zone, card["data-indicator"], claim and text_of(claim, "p"), None)
    evidence = root.first("aside", "evidence")
    for part in [*evidence.all("section"), *evidence.all("details", "whole")]:
        indicator = part["data-files"]
        if indicator:
            database.execute("UPDATE claim SET text = ? WHERE zone = ? AND indicator = ?", (text_of(part, "p", "text"), zone, indicator))
        for item in part.all("li"):
            link = item.first("a")
            insert(
                database, "INTO file", zone, int(link["href"].rsplit("/", 1)[1]), indicator, link["href"], link.text(), item.own_text(),
                "data-inline" in link.attributes,
                json.dumps([note.text() for note in item.all("span", "size")], ensure_ascii=False))
        for request in part.all("div", "missing"):
            insert(database, "INTO missing", None, zone, indicator, json.dumps([said.text() for said in request.all("p")], ensure_ascii=False))
