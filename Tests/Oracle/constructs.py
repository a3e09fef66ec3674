"""Which constructs of the grammar occurred in a case and took effect, so that a comparison that missed one fails."""

from itertools import combinations

from random_rule import SHAPES
from random_scheme import METHODS
from ranking import order
from scheme import applies

MODES, STEPS = ["half-up", "half-even", "down"], ["mean", "indicator", "pillar", "total"]
TIES = ["pillar", "criterion", "exact-total", "rule-points", "lowest-pillar", "median-of-totals"]

EXPECTED = {
    *(f"{whose} marks {form}" for whose in ("scheme", "own") for form in ("step", "scale", "yes-no")),
    *(f"{method} of {level}" for method in METHODS for level in ("indicator", "total")),
    *(f"{mode} at {step}" for mode in MODES for step in STEPS),
    *(f"{shape} scores" for shape in SHAPES), "any-of inside any-of", "each-period against a fact",
    *(f"tie by {key}" for key in TIES), "shared rank", "no value for a tie",
    *(f"{line} in {form}" for line in ("total", "pillars", "pillar map") for form in ("points", "percent")),
    *(f"{compare} on {on}" for compare in ("exact", "rounded") for on in ("base", "total")),
    *(f"exempt {place} {how}" for place in ("root", "node") for how in ("siblings", "none")),
    *(f"depth {depth}" for depth in range(1, 5)), "root that is an indicator",
    *(f"verdict {verdict}" for verdict in ("pass", "fail", "incomplete", "vetoed")),
    "grade 优秀", "grade 良好", "no grade of a pass", "weights shared", "fallback taken", "too few marks",
    "too few in a group", "groups together", "group left out", "groups of a sheet", "bonus", "bonus capped", "deductions",
    "deductions capped", "floor at zero", "group rank of its own", "recusal", "missing mark", "missing fact"}


def constructs(case, scheme, zones):
    return {*of_scheme(case.scheme, scheme), *of_pass(case.scheme["pass"]), *of_ranking(scheme, zones),
            *(name for zone in zones for found in (of_cells, of_points, of_exemptions) for name in found(scheme, zone)),
            *(["recusal"] if any(row[3] == "recused" for row in case.marks) else [])}


def of_scheme(node, scheme):
    yield f"scheme marks {form_of(node['marks'])}"
    for leaf in scheme.leaves.values():
        if "marks" in leaf:
            yield f"own marks {form_of(leaf['marks'])}"
        rule = leaf.get("rule", {})
        if any("any-of" in alternative for alternative in rule.get("any-of", [])):
            yield "any-of inside any-of"
        period = rule.get("each-period", {})
        if period and period.get("above", period.get("at-least")) not in scheme.benchmarks:
            yield "each-period against a fact"
    yield from (f"depth {depth(root)}" for root in scheme.roots)
    if any("children" not in root for root in scheme.roots):
        yield "root that is an indicator"
    yield from (f"{node['rounding']['mode']} at {step}" for step in STEPS if step in node.get("rounding", {}))


def form_of(marks):
    return marks if marks == "yes-no" else "scale" if "scale" in marks else "step"


def depth(node):
    return 1 + max(map(depth, node["children"])) if "children" in node else 1


def of_pass(line):
    pillars = line.get("pillars")
    named = [("pillar map", value) for value in pillars.values()] if isinstance(pillars, dict) else [("pillars", pillars)]
    for name, value in [("total", line.get("total")), *named]:
        if value is not None:
            yield f"{name} in {'percent' if str(value).endswith('%') else 'points'}"
    yield f"{line.get('compare', 'exact')} on {line.get('on', 'base')}"


def of_cells(scheme, zone):
    aggregate = scheme.aggregate
    for id, cell in zone.cells.items():
        if id not in scheme.marks:
            yield f"{cell['method']} scores" if cell["score"] is not None else "missing fact"
            continue
        selection = zone.selections[id]
        given = {expert for expert, sheet in zone.sheets.items() if id in sheet}
        groups = {index for index, (members, _) in enumerate(aggregate.groups) for expert in given
                  if zone.sources[expert] in members}
        if cell["missing"]:
            yield "missing mark"
        if selection.method is None:
            yield "too few in a group" if aggregate.groups and given else "too few marks"
            continue
        yield f"{selection.method} of {aggregate.level}"
        if selection.fallback:
            yield "fallback taken"
        if any(weight != int(weight) for weight in selection.weights.values()):
            yield "weights shared"
        if aggregate.groups:
            yield "groups together" if len(groups) > 1 else "group left out"
            if aggregate.level == "total":
                yield "groups of a sheet"


def of_points(scheme, zone):
    yield f"verdict {zone.verdict}"
    if zone.verdict == "pass" and "grades" in scheme.node:
        yield f"grade {zone.grade}" if zone.grade else "no grade of a pass"
    for name, items, given in [("bonus", scheme.bonus, zone.bonus), ("deductions", scheme.deductions, zone.deducted)]:
        if given:
            yield name
        if sum(zone.facts.get(item, 0) for item in items.points) > given:
            yield f"{name} capped"
    if zone.exact == 0 and zone.base + zone.bonus < zone.deducted:
        yield "floor at zero"


def of_exemptions(scheme, zone):
    def below(nodes, place):
        for node in nodes:
            if not applies(node, zone.kind):
                yield f"exempt {place} {node['not-applicable']['redistribute']}"
            else:
                yield from below(node.get("children", []), "node")
    return below(scheme.roots, "root")


def of_ranking(scheme, zones):
    ranked = [zone for zone in zones if zone.rank]
    chain = [key.get("by", next(iter(key))) for key in scheme.node.get("ties", [])]
    for one, other in combinations(ranked, 2):
        pairs = list(zip(order(one), order(other)))
        if one.rank == other.rank:
            yield "shared rank"
        elif one.total == other.total:
            yield f"tie by {chain[next(place for place, (a, b) in enumerate(pairs) if a != b) - 1]}"
        if any(not value for pair in pairs for value, _ in pair):
            yield "no value for a tie"
    if any(zone.group_rank not in (None, zone.rank) for zone in ranked) and len({zone.kind for zone in ranked}) > 1:
        yield "group rank of its own"
