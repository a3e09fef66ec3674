"""The Jiangxi scheme against the text of the notice: names and departments to the letter, points and rubrics in order."""

import pathlib
import re
import sys
from fractions import Fraction

import yaml

HERE = pathlib.Path(__file__).resolve().parent
SCHEME = HERE.parent.parent / "Criteria" / "jiangxi-2017.yaml"
NOTICE = HERE / "jiangxi-2017-notice.txt"


def read_notice(text):
    """The notice's key tasks: [(goal phrase, [(task name, [department])])]. Its stored copy has ASCII punctuation."""
    body = text[text.index("四、重点任务"):text.index("五、创建要求")]
    pillars = []
    for line in filter(None, map(str.strip, body.splitlines())):
        if goal := re.fullmatch(r"\([一二三四五]\)(.+)。", line):
            pillars.append((goal[1].replace(",", "，"), []))
        elif task := re.fullmatch(r"\d\.([^。]+)。.*\(指导部门:(.+)\)", line):
            pillars[-1][1].append((task[1], task[2].split("、")))
    return pillars


def leaves(node):
    return [leaf for child in node["children"] for leaf in leaves(child)] if "children" in node else [node]


def exact(value):
    return Fraction(str(value))


def points_add_up(node):
    children = node.get("children", [])
    return (not children or sum(exact(child["points"]) for child in children) == exact(node["points"])) and all(
        map(points_add_up, children))


def rule_maximum(rule):
    """The most that a rule can give, where the rule itself says so."""
    shape, body = next((key, value) for key, value in rule.items() if key != "fact")
    if shape == "bands":
        return max(exact(band["points"]) for band in body)
    if shape == "linear":
        return max(exact(end["points"]) for end in body.values())
    if shape == "parts":
        return sum(exact(part["points"]) for part in body)
    if shape == "each-period":
        return exact(body["points"]) * len(body["periods"])
    if shape == "any-of":
        return max((top for top in map(rule_maximum, body) if top is not None), default=None)
    return None


def check(problems, fine, text):
    if not fine:
        problems.append(text)


def check_names(scheme, problems):
    pillars = read_notice(NOTICE.read_text(encoding="utf-8"))
    check(problems, [len(tasks) for _, tasks in pillars] == [3, 5, 6, 4, 4], "the notice reads as 3+5+6+4+4 tasks")
    check(problems, len(scheme["criteria"]) == len(pillars), "five pillars")
    departments = {id: name["zh"] for id, name in scheme["departments"].items()}
    named = {name for _, tasks in pillars for _, names in tasks for name in names}
    check(problems, len(departments) == 13 and set(departments.values()) == named, "the notice's thirteen departments")
    for pillar, (goal, tasks) in zip(scheme["criteria"], pillars):
        character, _, title = pillar["title"]["zh"].partition("：")
        check(problems, pillar["note"] == goal, f"{pillar['id']}: goal {goal}")
        check(problems, goal.startswith(title) and f"“{character}”" in goal, f"{pillar['id']}: title from the goal")
        check(problems, len(pillar["children"]) == len(tasks), f"{pillar['id']}: {len(tasks)} tasks")
        for task, (name, names) in zip(pillar["children"], tasks):
            check(problems, task["title"]["zh"] == name, f"{task['id']}: {name}")
            ours = [departments[id] for id in task["departments"]]
            check(problems, ours == names, f"{task['id']}: {ours} is not {names}")
            check(problems, len(leaves(task)) >= 2, f"{task['id']}: two or more indicators")


def check_indicators(scheme, problems):
    all_leaves = [leaf for pillar in scheme["criteria"] for leaf in leaves(pillar)]
    points = [exact(pillar["points"]) for pillar in scheme["criteria"]]
    check(problems, points == [15, 30, 24, 16, 15] and all(map(points_add_up, scheme["criteria"])), "points add up")
    check(problems, 44 <= len(all_leaves) <= 60, "44 to 60 indicators")
    rules = [leaf["rule"] for leaf in all_leaves if leaf["by"] == "rule"]
    check(problems, len(rules) >= 10 and len({next(iter(rule)) for rule in rules}) >= 5, "ten rules of five shapes")
    for leaf in all_leaves:
        check(problems, list(leaf["title"]) == ["zh", "en"] and all(leaf["title"].values()), f"{leaf['id']}: titles")
        check(problems, leaf["evidence"] == "required" and leaf["evidence-note"], f"{leaf['id']}: evidence")
        if leaf["by"] == "experts":
            levels = [exact(level["points"]) for level in leaf["rubric"]]
            falling = levels == sorted(set(levels), reverse=True) and levels[0] == exact(leaf["points"]) and levels[-1] == 0
            check(problems, len(levels) >= 3 and falling, f"{leaf['id']}: rubric from full points to none")
            check(problems, "comment" in leaf, f"{leaf['id']}: comment rule")
        elif (top := rule_maximum(leaf["rule"])) is not None:
            check(problems, top == exact(leaf["points"]), f"{leaf['id']}: the rule can give {top}")


def main():
    scheme = yaml.safe_load(SCHEME.read_text(encoding="utf-8"))
    problems = []
    check_names(scheme, problems)
    check_indicators(scheme, problems)
    print("\n".join(problems) or "the scheme is the notice's, to the letter")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
