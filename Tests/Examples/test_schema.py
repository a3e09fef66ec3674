"""Criteria/scheme.schema.json and the loader agree: on what is sound, on what is refused, and on every word of the grammar."""

import copy
import json
import re
import unittest

import jsonschema
import plain_yaml
import program

SCHEMA = json.loads((program.REPOSITORY / "Criteria/scheme.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
EVERYTHING = plain_yaml.load((program.REPOSITORY / "Tests/Examples/everything.yaml").read_text(encoding="utf-8"))
SOUND = [
    path
    for folder in ["Criteria", "Tests/CriteriaLoadingTests/Fixtures", "Tests/Examples"]
    for path in sorted((program.REPOSITORY / folder).glob("*.yaml"))
]
NOT_A_WORD = "xxxxxxxxxxxxxxxx"

# Indicators of everything.yaml by the rule or construct that they show.
DEVELOP = ("criteria", 0)
A, B, C, D, E, F, G, H, I, J, K = (DEVELOP + ("children", n) for n in range(11))
SERVE = ("criteria", 1)
REMOVE = object()


def changed(*changes):
    """everything.yaml with (path, value) set, or removed."""
    scheme = copy.deepcopy(EVERYTHING)
    for path, value in changes:
        place = scheme
        for step in path[:-1]:
            place = place[step]
        if value is REMOVE:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    return scheme


# One mistake each; both refuse it.
MISTAKES = {
    "id-missing": [(("scheme",), REMOVE)],
    "id-upper-case": [(("scheme",), "Jiangxi")],
    "id-blank-inside": [(("scheme",), "jiangxi 2017")],
    "id-chinese": [(A + ("id",), "甲")],
    "id-begins-with-a-dot": [(A + ("id",), ".a")],
    "id-too-long": [(A + ("id",), "a" * 65)],
    "id-of-a-department": [(("departments",), {"SCJG": {"zh": "市场监管部门"}, "scjg": {"zh": "甲"}, "sw": {"zh": "乙"}})],
    "edition-zero": [(("edition",), 0)],
    "edition-half": [(("edition",), 1.5)],
    "edition-word": [(("edition",), "one")],
    "status-missing": [(("status",), REMOVE)],
    "status-other": [(("status",), "draft")],
    "title-missing": [(("title",), REMOVE)],
    "title-bare": [(("title",), "示例")],
    "title-without-chinese": [(("title",), {"en": "Sample"})],
    "title-empty": [(("title", "zh"), "")],
    "title-null": [(("title", "zh"), None)],
    "title-with-a-line-break": [(("title", "zh"), "甲\n乙")],
    "title-with-a-control-character": [(("title", "zh"), "甲\u0007乙")],
    "title-turning-its-direction": [(("title", "zh"), "甲\u202e乙")],
    "title-holding-what-nobody-sees": [(("title", "zh"), "甲\u200b乙")],
    "note-too-long": [(DEVELOP + ("note",), "长" * 4001)],
    "note-with-a-line-break": [(DEVELOP + ("note",), "甲\n乙")],
    "source-without-date": [(("source", "date"), REMOVE)],
    "source-date-in-words": [(("source", "date"), "2026年1月14日")],
    "source-date-month-13": [(("source", "date"), "2026-13-01")],
    "departments-a-list": [(("departments",), [{"zh": "市场监管部门"}])],
    "panel-minimum-zero": [(("panel", "minimum"), 0)],
    "panel-odd-maybe": [(("panel", "odd"), "maybe")],
    "marks-missing": [(("marks",), REMOVE)],
    "marks-without-step": [(("marks", "step"), REMOVE)],
    "marks-other-word": [(("marks",), "yes/no")],
    "marks-step-zero": [(("marks", "step"), 0)],
    "marks-step-exponent": [(("marks", "step"), "5e-1")],
    "marks-step-full-width": [(("marks", "step"), "０.５")],
    "marks-scale-negative": [(("marks", "scale"), -10)],
    "aggregate-missing": [(("aggregate",), REMOVE)],
    "aggregate-without-method": [(("aggregate", "method"), REMOVE)],
    "aggregate-other-method": [(("aggregate", "method"), "average")],
    "aggregate-trims-nothing-named": [(("aggregate", "drop"), REMOVE)],
    "aggregate-mean-with-drop": [(("aggregate", "method"), "mean")],
    "aggregate-drop-a-number": [(("aggregate", "drop"), 1)],
    "aggregate-drop-empty": [(("aggregate", "drop"), {})],
    "aggregate-drop-nothing": [(("aggregate", "drop"), {"high": 0, "low": 0})],
    "aggregate-drop-negative": [(("aggregate", "drop", "high"), -1)],
    "aggregate-other-level": [(("aggregate", "level"), "pillar")],
    "aggregate-minimum-word": [(("aggregate", "minimum"), "five")],
    "fallback-a-mapping": [(("aggregate", "fallback"), {"from": 3, "method": "median"})],
    "fallback-without-from": [(("aggregate", "fallback", 1, "from"), REMOVE)],
    "fallback-without-method": [(("aggregate", "fallback", 1, "method"), REMOVE)],
    "fallback-median-with-drop": [(("aggregate", "fallback", 1, "drop"), {"high": 1, "low": 1})],
    "group-without-weight": [(("aggregate", "groups", 0, "weight"), REMOVE)],
    "groups-empty": [(("aggregate", "groups"), [])],
    "group-without-sources": [(("aggregate", "groups", 0, "sources"), [])],
    "group-weight-percent": [(("aggregate", "groups", 0, "weight"), "60%")],
    "group-other-source": [(("aggregate", "groups", 0, "sources", 0), "ministry")],
    "rounding-without-mode": [(("rounding", "mode"), REMOVE)],
    "rounding-other-mode": [(("rounding", "mode"), "round")],
    "rounding-seven-places": [(("rounding", "total"), 7)],
    "pass-total-words": [(("pass", "total"), "85分")],
    "pass-total-above-all": [(("pass", "total"), "101%")],
    "pass-pillars-negative": [(("pass", "pillars"), -1)],
    "pass-compare-other": [(("pass", "compare"), "published")],
    "pass-on-other": [(("pass", "on"), "all")],
    "grade-without-name": [(("grades", 0, "name"), REMOVE)],
    "tie-empty": [(("ties", 0), {})],
    "tie-two-keys": [(("ties", 0), {"pillar": "serve", "by": "share"})],
    "tie-other-word": [(("ties", 2, "by"), "total")],
    "ranking-empty": [(("ranking",), {})],
    "ranking-other": [(("ranking", "within"), "province")],
    "bonus-without-cap": [(("bonus", "cap"), REMOVE)],
    "bonus-without-items": [(("bonus", "items"), [])],
    "bonus-item-without-points": [(("bonus", "items", 0, "points"), REMOVE)],
    "deductions-without-items": [(("deductions", "items"), REMOVE)],
    "veto-with-points": [(("vetoes", 0, "points"), 1)],
    "benchmark-name": [(("benchmarks", "National-Growth"), {"title": {"zh": "增速"}, "values": {"2024": 1}})],
    "benchmark-without-values": [(("benchmarks", "national", "values"), REMOVE)],
    "benchmark-of-no-values": [(("benchmarks", "national", "values"), {})],
    "benchmark-period-in-words": [(("benchmarks", "national", "values", "2024年"), 1)],
    "benchmark-value-percent": [(("benchmarks", "national", "values", "2024"), "7.2%")],
    "criteria-missing": [(("criteria",), REMOVE)],
    "criteria-empty": [(("criteria",), [])],
    "criterion-without-id": [(A + ("id",), REMOVE)],
    "criterion-without-title": [(A + ("title",), REMOVE)],
    "criterion-without-points": [(A + ("points",), REMOVE)],
    "criterion-points-zero": [(A + ("points",), 0)],
    "criterion-points-in-words": [(A + ("points",), "2分")],
    "criterion-neither-leaf-nor-node": [(SERVE + ("by",), REMOVE), (SERVE + ("comment",), REMOVE)],
    "criterion-with-children-and-by": [(DEVELOP + ("by",), "experts")],
    "criterion-children-empty": [(DEVELOP + ("children",), [])],
    "criterion-department-twice": [(A + ("departments",), ["sw", "sw"])],
    "exemption-without-kinds": [(A + ("not-applicable", "kinds"), REMOVE)],
    "exemption-kind-twice": [(A + ("not-applicable", "kinds"), ["city", "city"])],
    "kinds-empty": [(("kinds",), {})],
    "kind-upper-case": [(("kinds",), {"Street": {"zh": "街道"}})],
    "kind-bare": [(("kinds", "street"), "街道")],
    "exemption-kind-in-words": [(A + ("not-applicable", "kinds", 0), "街道")],
    "exemption-without-redistribute": [(A + ("not-applicable", "redistribute"), REMOVE)],
    "exemption-other-redistribution": [(A + ("not-applicable", "redistribute"), "parents")],
    "by-other": [(A + ("by",), "expert")],
    "evidence-other": [(A + ("evidence",), "must")],
    "comment-other": [(A + ("comment",), "under 60%")],
    "comment-below-nothing": [(A + ("comment",), "below 0%")],
    "rubric-without-text": [(A + ("rubric", 0, "text"), REMOVE)],
    "rubric-negative": [(A + ("rubric", 1, "points"), -1)],
    "experts-with-rule": [(A + ("rule",), {"proportion": {"target": 4}})],
    "experts-with-fact": [(A + ("fact",), "a")],
    "rule-missing": [(C + ("rule",), REMOVE)],
    "rule-with-comment": [(C + ("comment",), "always")],
    "rule-with-marks": [(C + ("marks",), "yes-no")],
    "experts-with-range": [(A + ("range",), {"from": 0})],
    "range-empty": [(C + ("range",), {})],
    "range-percent": [(C + ("range", "to"), "100%")],
    "range-a-number": [(C + ("range",), 100)],
    "rule-of-no-shape": [(C + ("rule",), {})],
    "rule-of-two-shapes": [(C + ("rule", "proportion"), {"target": 4})],
    "rule-without-fact": [(C + ("fact",), REMOVE)],
    "rule-alternative-without-fact": [(K + ("rule", "any-of", 0, "fact"), REMOVE)],
    "fact-upper-case": [(C + ("fact",), "Rate")],
    "fact-with-hyphen": [(C + ("fact",), "online-rate")],
    "bands-empty": [(C + ("rule", "bands"), [])],
    "bands-first-from": [(C + ("rule", "bands", 0, "from"), -10)],
    "bands-last-below": [(C + ("rule", "bands", 2, "below"), 10)],
    "bands-without-points": [(C + ("rule", "bands", 1, "points"), REMOVE)],
    "linear-without-to": [(D + ("rule", "linear", "to"), REMOVE)],
    "linear-value-percent": [(D + ("rule", "linear", "to", "value"), "10%")],
    "proportion-target-zero": [(E + ("rule", "proportion", "target"), 0)],
    "deduct-without-each": [(F + ("rule", "deduct", "each"), REMOVE)],
    "deduct-over-and-under": [(F + ("rule", "deduct", "under"), 1)],
    "deduct-whole-number": [(F + ("rule", "deduct", "whole"), 1)],
    "period-points-missing": [(H + ("rule", "each-period", "points"), REMOVE)],
    "period-no-benchmark": [(H + ("rule", "each-period", "above"), REMOVE)],
    "period-two-benchmarks": [(H + ("rule", "each-period", "at-least"), "national")],
    "period-in-words": [(H + ("rule", "each-period", "periods", 0), "2024年")],
    "parts-empty": [(J + ("rule", "parts"), [])],
    "part-without-title": [(J + ("rule", "parts", 0, "title"), REMOVE)],
    "any-of-one": [(K + ("rule", "any-of"), [{"fact": "k", "proportion": {"target": 4}}])],
}

# What a schema cannot know: sums, names that lead somewhere, and how a number was written.
ONLY_THE_LOADER = {
    "sum-of-children": [(A + ("points",), 1.9)],
    "sum-of-parts": [(J + ("rule", "parts", 0, "points"), 1.5)],
    "sum-of-periods": [(H + ("rule", "each-period", "points"), 1.5)],
    "award-above-the-points": [(C + ("rule", "bands", 2, "points"), 3)],
    "rubric-above-the-points": [(A + ("rubric", 0, "points"), 3)],
    "rubric-order": [(A + ("rubric", 0, "points"), 0), (A + ("rubric", 1, "points"), 2)],
    "points-off-the-step": [(A + ("marks", "step"), 0.3)],
    "scale-off-the-step": [(("marks", "step"), 0.3)],
    "step-under-a-hundredth": [(A + ("marks", "step"), 0.125)],
    "id-twice": [(A + ("id",), "develop.b"), (("ties", 1, "criterion"), "develop.b")],
    "department-unknown": [(A + ("departments",), ["gsj"])],
    "tie-unknown-pillar": [(("ties", 0, "pillar"), "develop.a")],
    "tie-unknown-criterion": [(("ties", 1, "criterion"), "nothing")],
    "tie-after-share": [(("ties", 0), {"by": "share"})],
    "tie-twice": [(("ties", 1), {"pillar": "serve"})],
    "pass-unknown-pillar": [(("pass", "pillars"), {"nothing": 3})],
    "pass-above-the-points": [(("pass", "total"), 31)],
    "pass-above-the-pillar": [(("pass", "pillars", "serve"), 9)],
    "minimum-not-above-drop": [(("aggregate", "minimum"), 2)],
    "fallback-never-applies": [(("aggregate", "fallback", 0, "from"), 5)],
    "fallback-twice": [(("aggregate", "fallback", 1, "from"), 1)],
    "exemption-other-kind": [(A + ("not-applicable", "kinds", 0), "district")],
    "source-in-no-group": [(("aggregate", "groups", 0, "sources"), ["department"])],
    "source-in-two-groups": [(("aggregate", "groups", 0, "sources"), ["department", "university", "enterprise"])],
    "bands-with-a-gap": [(C + ("rule", "bands", 1, "below"), 5)],
    "bands-not-ascending": [(C + ("rule", "bands", 1, "below"), -6), (C + ("rule", "bands", 2, "from"), -6)],
    "title-too-long": [(("title", "zh"), "长" * 201)],
    "range-backwards": [(C + ("range", "from"), 1000)],
    "range-of-yes-and-no": [(J + ("range",), {"from": 0})],
    "linear-of-one-value": [(D + ("rule", "linear", "to", "value"), 0)],
    "period-twice": [(H + ("rule", "each-period", "periods"), [2024, 2024])],
    "benchmark-without-the-period": [(H + ("rule", "each-period", "periods"), [2023, 2024])],
    "benchmark-is-the-fact": [(I + ("rule", "each-period", "at-least"), "i")],
    "part-twice": [(J + ("rule", "parts", 0, "fact"), "shown")],
    "veto-reads-the-fact-of-a-part": [(("vetoes", 0, "id"), "done")],
    "bonus-reads-the-fact-of-a-rule": [(("bonus", "items", 0, "id"), "c")],
    "grades-worst-first": [(("grades", 0, "total"), "80%")],
    "grade-of-no-lines-first": [(("grades", 0, "total"), REMOVE), (("grades", 0, "pillars"), REMOVE)],
    "fact-number-and-flag": [(J + ("rule", "parts", 0, "fact"), "c")],
    "date-that-no-month-has": [(("source", "date"), "2026-02-30")],
    "seven-decimals": [(D + ("rule", "linear", "to", "value"), 0.1234567)],
    "nothing-left-for-a-kind": [(SERVE + ("not-applicable",), {"kinds": ["city"], "redistribute": "none"}),
                                (DEVELOP + ("not-applicable",), {"kinds": ["city"], "redistribute": "none"})],
}

# How a number or text may not be written; an editor sees only its value.
ONLY_THE_LOADER_AS_TEXT = {
    "anchor": ("title: {zh: 甲}", "title: &a {zh: 甲}"),
    "anchor-of-a-key": ("title: {zh: 甲}", "title: {&a zh: 甲}"),
    "tag": ("title: {zh: 甲}", "title: {zh: !!str 甲}"),
    "exponent": ("drop: {high: 1,", "drop: {high: 1e0,"),
    "plus-sign": ("target: 95", "target: +95"),
    "key-twice": ("edition: 2", "edition: 2\nedition: 3"),
    "file-empty": (None, ""),
    "syntax": ("title: {zh: 甲}", "title: {zh: 甲"),
}

# Every mapping of the grammar; what the loader allows there is what the schema allows there.
MAPPINGS = [
    (), ("title",), ("source",), ("source", "note"), ("kinds", "street"), ("departments", "scjg"), ("panel",), ("marks",), ("aggregate",),
    ("aggregate", "drop"), ("aggregate", "fallback", 0), ("aggregate", "fallback", 0, "drop"), ("aggregate", "groups", 0),
    ("rounding",), ("pass",), ("grades", 0), ("grades", 0, "name"), ("ties", 0), ("ranking",), ("bonus",),
    ("bonus", "items", 0), ("deductions",), ("deductions", "items", 0), ("vetoes", 0), ("benchmarks", "national"),
    ("benchmarks", "national", "title"), DEVELOP, A, A + ("note",), A + ("not-applicable",), A + ("marks",),
    A + ("rubric", 0), C, C + ("range",), C + ("rule",), C + ("rule", "bands", 0), D + ("rule", "linear"), D + ("rule", "linear", "from"),
    E + ("rule", "proportion"), F + ("rule", "deduct"), H + ("rule", "each-period"), J + ("rule", "parts", 0),
    K + ("rule", "any-of", 0), K + ("rule", "any-of", 1, "any-of", 0),
]

# Every value that is one of a few words.
CHOICES = [
    ("status",), ("aggregate", "method"), ("aggregate", "level"), ("aggregate", "fallback", 0, "method"),
    ("aggregate", "groups", 0, "sources", 0), ("rounding", "mode"), ("pass", "compare"), ("pass", "on"), ("ties", 2, "by"),
    ("ranking", "within"), A + ("by",), A + ("evidence",),
    A + ("not-applicable", "redistribute"),
]


class SchemaTests(unittest.TestCase):
    maxDiff = None

    def refused(self, schemes):
        """By the loader: {name: messages}, and by the schema: the names."""
        texts = {name: json.dumps(scheme, ensure_ascii=False) for name, scheme in schemes.items()}
        return program.problems(texts), {name for name, scheme in schemes.items() if not VALIDATOR.is_valid(scheme)}

    def test_schema_itself_isASchema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_sound_shippedAndFixtures_areFineInBoth(self):
        self.assertGreaterEqual(len(SOUND), 6)
        texts = {path.stem: path.read_text(encoding="utf-8") for path in SOUND}
        self.assertEqual(program.problems(texts), {name: [] for name in texts})
        for name, text in texts.items():
            self.assertEqual([error.message for error in VALIDATOR.iter_errors(plain_yaml.load(text))], [], name)

    def test_shipped_schemes_nameTheSchemaForEditors(self):
        for path in (program.REPOSITORY / "Criteria").glob("*.yaml"):
            first = path.read_text(encoding="utf-8").splitlines()[0]
            self.assertEqual(first, "# yaml-language-server: $schema=scheme.schema.json", path.name)

    def test_numbersAsText_areFineInBoth(self):
        quoted = [(("edition",), "2"), (("marks", "step"), "0.5"), (("rounding", "total"), "2"), (("pass", "total"), "25"),
                  (A + ("points",), "2.0"), (("panel", "odd"), "yes"), (C + ("rule", "bands", 1, "from"), "-5")]
        loader, schema = self.refused({"quoted": changed(*quoted)})
        self.assertEqual((loader["quoted"], schema), ([], set()))

    def test_mistakes_areRefusedByBoth(self):
        loader, schema = self.refused({name: changed(*changes) for name, changes in MISTAKES.items()})
        self.assertEqual([name for name in MISTAKES if not loader[name]], [], "only the schema refuses these")
        self.assertEqual([name for name in MISTAKES if name not in schema], [], "only the loader refuses these")

    def test_unknownKeys_areRefusedByBothInEachPlace(self):
        schemes = {f"place-{n}": changed((path + (NOT_A_WORD,), 1)) for n, path in enumerate(MAPPINGS)}
        loader, schema = self.refused(schemes)
        for n, path in enumerate(MAPPINGS):
            self.assertTrue(any(f"unknown key `{NOT_A_WORD}`" in line for line in loader[f"place-{n}"]), path)
            self.assertIn(f"place-{n}", schema, path)

    def test_sumsAndReferences_areTheLoadersAlone(self):
        loader, schema = self.refused({name: changed(*changes) for name, changes in ONLY_THE_LOADER.items()})
        self.assertEqual([name for name in ONLY_THE_LOADER if not loader[name]], [], "nobody refuses these")
        self.assertEqual(schema, set(), "the schema knows these too: move them to MISTAKES")

    def test_waysOfWriting_areTheLoadersAlone(self):
        text = (program.REPOSITORY / "Tests/Examples/everything.yaml").read_text(encoding="utf-8")
        spoilt = {}
        for name, (found, replacement) in ONLY_THE_LOADER_AS_TEXT.items():
            self.assertTrue(found is None or found in text, name)
            spoilt[name] = replacement if found is None else text.replace(found, replacement, 1)
        loader = program.problems(spoilt)
        self.assertEqual([name for name in spoilt if not loader[name]], [])

    def test_keys_ofTheLoaderAndTheSchema_areTheSame(self):
        """The loader lists the keys that it allows when it meets one that it does not know."""
        loader, _ = self.refused(
            {f"place-{n}": changed((path + (NOT_A_WORD,), 1)) for n, path in enumerate(MAPPINGS)})
        for n, path in enumerate(MAPPINGS):
            with self.subTest(place=path):
                lists = re.findall(rf"unknown key `{NOT_A_WORD}` \(allowed: (.*)\)", "\n".join(loader[f"place-{n}"]))
                self.assertEqual(len(lists), 1, loader[f"place-{n}"])
                self.assertEqual(sorted(lists[0].split(", ")), sorted(keys_of_the_schema(path)))

    def test_words_ofTheLoaderAndTheSchema_areTheSame(self):
        """The loader lists the words that it expects when it meets another."""
        loader, _ = self.refused({f"place-{n}": changed((path, NOT_A_WORD)) for n, path in enumerate(CHOICES)})
        for n, path in enumerate(CHOICES):
            with self.subTest(place=path):
                lists = re.findall(rf"found `{NOT_A_WORD}`, expected (.*)", "\n".join(loader[f"place-{n}"]))
                self.assertEqual(len(lists), 1, loader[f"place-{n}"])
                self.assertEqual(sorted(re.split(", | or ", lists[0])), sorted(words_of_the_schema(path)))

    def test_everything_usesEveryKeyOfTheSchema(self):
        """So that the tests above leave no key out."""
        named = {key for place in objects(SCHEMA) for key in place.get("properties", {})}
        self.assertEqual(sorted(named - set(keys(EVERYTHING))), [])

    def test_properties_haveADescription(self):
        for place in objects(SCHEMA):
            if place.get("additionalProperties") is not False:
                continue
            for key, value in place["properties"].items():
                text = value.get("description") or resolved(value).get("description", "")
                self.assertRegex(text, r"[\u4e00-\u9fff]", key)
                self.assertRegex(text, r"[A-Za-z]{2}", key)

    def test_objects_areClosed(self):
        for place in objects(SCHEMA):
            if place.get("type") == "object":
                self.assertIn("additionalProperties", place)
                self.assertIsNot(place["additionalProperties"], True)


def resolved(schema):
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def alternatives(schema):
    """The schema itself, or each of its alternatives."""
    schema = resolved(schema)
    choices = schema.get("oneOf", []) + schema.get("anyOf", [])
    inner = [found for choice in choices for found in alternatives(choice)]
    return [schema] + inner


def places(path):
    """The schemas that stand at a path of the document."""
    found = [SCHEMA]
    for step in path:
        following = []
        for schema in (one for each in found for one in alternatives(each)):
            if isinstance(step, int):
                following += [schema["items"]] if "items" in schema else []
            elif step in schema.get("properties", {}):
                following.append(schema["properties"][step])
            elif isinstance(schema.get("additionalProperties"), dict):
                following.append(schema["additionalProperties"])
        found = following
    return [one for each in found for one in alternatives(each)]


def keys_of_the_schema(path):
    return {key for place in places(path) if place.get("additionalProperties") is False for key in place["properties"]}


def words_of_the_schema(path):
    return {word for place in places(path) for word in place.get("enum", [place["const"]] if "const" in place else [])}


def objects(value):
    """Every mapping inside the schema."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item)


def keys(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from keys(item)


if __name__ == "__main__":
    program.main()
