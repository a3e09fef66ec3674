"""Whether scheme.json says the same as scheme.yaml, where that is plain to see: names, and the tree of criteria with ids, points and
titles. What it writes out beyond (defaults) is left alone."""

from fractions import Fraction

from canonical import must

PLAIN = ("id", "by")
ITEMS = ("bonus", "deductions")


def same_number(told, read):
    try:
        return Fraction(str(told)) == Fraction(str(read))
    except (ValueError, ZeroDivisionError):
        return False


def same_title(told, read):
    """A title may be written as its Chinese text alone."""
    return told == ({"zh": read} if isinstance(read, str) else read)


def compare(told, read):
    """Holds what was parsed of scheme.json against what YAML's plain text says, both as data."""
    must(isinstance(told, dict), "scheme.json is no object")
    for name in ("scheme", "status"):
        must(told.get(name) == read.get(name), f"scheme.json: its {name} is not that of scheme.yaml")
    must(same_number(told.get("edition"), read.get("edition", "1")), "scheme.json: its edition is not that of scheme.yaml")
    must(same_title(told.get("title"), read.get("title")), "scheme.json: its title is not that of scheme.yaml")
    compare_tree(told.get("criteria"), read["criteria"], "the criteria")
    compare_tree(told.get("vetoes", []), read.get("vetoes", []), "the vetoes")
    for name in ITEMS:
        compare_tree((told.get(name) or {}).get("items", []), read.get(name, {}).get("items", []), f"the {name}")


def compare_tree(told, read, where):
    must(isinstance(told, list) and len(told) == len(read), f"scheme.json: {where} are not those of scheme.yaml")
    for own, node in zip(told, read):
        must(isinstance(own, dict) and all(own.get(name) == node.get(name) for name in PLAIN), f"scheme.json: {where} are not those of scheme.yaml")
        here = node["id"]
        must("points" not in node or same_number(own.get("points"), node["points"]), f"scheme.json: {here} has other points in scheme.yaml")
        must("title" not in node or same_title(own.get("title"), node["title"]), f"scheme.json: {here} has another title in scheme.yaml")
        compare_tree(own.get("children", []), node.get("children", []), f"the children of {node['id']}")
