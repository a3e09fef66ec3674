"""Fills the peer's database with what Heng's scoring pages show: the same rows, texts and marks, and the same sessions."""

import hashlib
import json
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


def hundredths(text):
    return None if text is None else round(float(text) * 100)


def fill(path, sheets):
    """`sheets`: of each the user, its name, its token, its csrf, the zone and the page."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.executescript(TABLES)
    known = set()
    for sheet in sheets:
        root = page(sheet["html"])
        if not known:
            fill_scheme(database, root)
        if sheet["zone"] not in known:
            fill_zone(database, root, sheet["zone"])
            known.add(sheet["zone"])
        token = hashlib.sha256(sheet["token"].encode()).digest()
        insert(database, "OR IGNORE INTO session", token, sheet["user"], sheet["name"], sheet["csrf"], 2**40)
        insert(database, "INTO seat", sheet["user"], sheet["zone"], root.first("main").first("h1").text(), "open")
        for card in cards(root):
            insert(
                database, "INTO cell", sheet["user"], sheet["zone"], card["data-indicator"], int(card["data-version"]),
                hundredths(card["data-mark"]), card.first("textarea").text(), None)
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
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
    for word in next(node for node in root.all("template") if node["id"] == "words").all("p"):
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
