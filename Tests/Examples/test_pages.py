"""Every example of Documentation/schemes.md and schemes.zh-CN.md does what the page says."""

import csv
import io
import json
import re
import shlex
import tempfile
import unittest
from pathlib import Path

import pages
import program

BASE = pages.BASE.read_text(encoding="utf-8")
TABLES = ["marks", "facts", "panel", "zones"]


class PageTests(unittest.TestCase):
    """The Chinese page; `test_pages_haveTheSameExamples` makes this enough."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.blocks = pages.blocks(pages.PAGES["zh"])
        cls.by_kind = {}
        for block in cls.blocks:
            cls.by_kind.setdefault(block.kind, {})[block.name] = block
        steps = [block.text for block in cls.blocks if block.kind == "step"]
        cls.built = "".join(steps)
        cls.schemes = {name: pages.merged(BASE, block.text) for name, block in cls.by_kind["fragment"].items()}
        cls.schemes["built"] = cls.built

    def test_pages_haveTheSameExamples(self):
        """But for messages, which each page has in its own language."""
        chinese, english = ([(b.kind, b.name, b.options, b.kind != "message" and b.text) for b in pages.blocks(path)] for path in pages.PAGES.values())
        self.assertGreater(len(chinese), 60)
        self.assertEqual(chinese, english)

    def test_pages_haveTheSameSections(self):
        levels = [[len(line.split(" ")[0]) for line in path.read_text(encoding="utf-8").splitlines()
                   if re.match(r"#+ ", line)] for path in pages.PAGES.values()]
        self.assertEqual(levels[0], levels[1])

    def test_names_standOnce(self):
        names = [(block.kind, block.name) for block in self.blocks if block.kind != "run"]
        self.assertEqual(sorted({name for name in names if names.count(name) > 1}), [])

    def test_kinds_areKnown(self):
        known = {"step", "change", "fragment", "mistake", "message", "expect", "run", *TABLES}
        self.assertEqual(set(self.by_kind) - known, set())

    def test_fragments_onTheBase_areSound(self):
        self.assertGreater(len(self.schemes), 30)
        found = program.problems(self.schemes)
        self.assertEqual({name: messages for name, messages in found.items() if messages}, {})

    def test_change_ofTheBuiltScheme_isSound(self):
        for name, block in self.by_kind["change"].items():
            found = program.problems({"second": pages.merged(self.built, block.text)})
            self.assertEqual(found, {"second": []}, name)

    def test_mistakes_giveTheMessagesOfThePage(self):
        mistakes = self.by_kind["mistake"]
        self.assertGreater(len(mistakes), 10)
        for language, path in pages.PAGES.items():
            found = program.problems({name: pages.merged(BASE, block.text) for name, block in mistakes.items()}, language)
            messages = {block.name: block for block in pages.blocks(path) if block.kind == "message"}
            self.assertEqual(set(mistakes), set(messages))
            for name, block in messages.items():
                with self.subTest(name, language=language):
                    said = [re.sub(r"^\d+: ", "", message) for message in found[name]]
                    self.assertEqual([shortened(line, block.text.splitlines()) for line in said], block.text.splitlines())

    def test_numbers_comeOutAsThePageSays(self):
        self.assertGreater(len(self.by_kind["expect"]), 25)
        for name, block in self.by_kind["expect"].items():
            with self.subTest(name):
                self.check_numbers(name, block)

    def check_numbers(self, name, block):
        zones = self.scores(name, dict(block.options).get("marks", name))
        rows = list(csv.DictReader(io.StringIO(block.text)))
        self.assertTrue(rows)
        for row in rows:
            found = value(zones[row["zone"]], row["item"])
            self.assertEqual("" if found is None else str(found), row["value"], f"{row['zone']} {row['item']}")

    def scores(self, name, tables):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "scheme.yaml").write_text(self.schemes[name], encoding="utf-8")
            arguments = ["score", "--scheme", "scheme.yaml", "--format", "json"]
            for table in TABLES:
                block = self.by_kind[table].get(tables) if table in self.by_kind else None
                if block or table == "marks":
                    text = block.text if block else "zone,indicator,expert,mark\n"
                    Path(folder, f"{table}.csv").write_text(text, encoding="utf-8")
                    arguments += [f"--{table}", f"{table}.csv"]
            status, output, errors = program.heng(*arguments, folder=folder)
        self.assertEqual(status, 0, errors)
        return {zone["zone"]: zone for zone in json.loads(output)["zones"]}

    def test_tables_areUsed(self):
        used = {dict(block.options).get("marks", name) for name, block in self.by_kind["expect"].items()}
        for table in TABLES:
            self.assertEqual(set(self.by_kind[table]) - used, set(), table)

    def test_commands_run(self):
        """Commands that this heng does not have yet are passed over."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "my-scheme.yaml").write_text(self.built, encoding="utf-8")
            for name, block in self.by_kind["change"].items():
                Path(folder, name).write_text(pages.merged(self.built, block.text), encoding="utf-8")
            for table in TABLES:
                if "built" in self.by_kind[table]:
                    Path(folder, f"{table}.csv").write_text(self.by_kind[table]["built"].text, encoding="utf-8")
            runs = [block for block in self.blocks if block.kind == "run"]
            self.assertGreater(len(runs), 4)
            for block in runs:
                with self.subTest(f"line {block.line}"):
                    self.check_commands(block, folder)

    def check_commands(self, block, folder):
        command, printed = None, ""
        for line in block.text.splitlines(keepends=True) + ["$ end\n"]:
            if not line.startswith("$ "):
                printed += line
                continue
            if command:
                self.check_command(command, printed, folder)
            command, printed = shlex.split(line[2:]), ""

    def check_command(self, command, printed, folder):
        self.assertEqual(command[0], "heng")
        status, output, errors = program.heng(*command[1:], folder=folder)
        self.assertEqual(status, 0, f"{command}: {errors}")
        if printed:
            self.assertEqual(output, printed)


def shortened(message, lines):
    """The line of the page that ends in … and begins this message; else the message."""
    return next((line for line in lines if line.endswith(" …") and message.startswith(line[:-1])), message)


def value(zone, item):
    if item in zone:
        return zone[item]
    if item in zone["criteria"]:
        return zone["criteria"][item]
    indicator, _, field = item.partition(" ")
    return zone["indicators"][indicator][field or "score"]


if __name__ == "__main__":
    program.main()
