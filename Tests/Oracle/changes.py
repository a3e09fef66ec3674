"""Changes to a case that must change no digit: what each may rename or move is set aside before comparing."""

import copy


def rows_moved(case, chance):
    """Marks, facts, panel and zones in another order of rows."""
    changed = copy.deepcopy(case)
    for rows in (changed.marks, changed.facts, changed.panel, changed.zones):
        if rows:
            chance.shuffle(rows)
    return changed, lambda result: result


def experts_renamed(case, _):
    """The ids of the experts in reverse order; who is named may change, never how many."""
    names = sorted({row[2] for row in case.marks} | {row[0] for row in case.panel or []})
    other = dict(zip(names, reversed(names)))
    changed = copy.deepcopy(case)
    changed.marks = [[zone, leaf, other[expert], *rest] for zone, leaf, expert, *rest in case.marks]
    changed.panel = case.panel and [[other[expert], *rest] for expert, *rest in case.panel]
    return changed, counted


def siblings_moved(case, _):
    """Roots and children in reverse order."""
    changed = copy.deepcopy(case)
    reverse(changed.scheme["criteria"])
    return changed, lambda result: result


def one_recused(case, chance):
    """An expert recused from one zone; the others' cells, points and totals stay."""
    zone, _, expert, *_ = chance.choice(case.marks)
    changed = copy.deepcopy(case)
    theirs = [row for row in case.marks if (row[0], row[2]) == (zone, expert)]
    changed.marks = [row for row in case.marks if row not in theirs]
    changed.marks.append([zone, theirs[0][1], expert, "recused", ""])
    return changed, lambda result: without(result, zone)


CHANGES = [rows_moved, experts_renamed, siblings_moved, one_recused]


def reverse(nodes):
    nodes.reverse()
    for node in nodes:
        reverse(node.get("children", []))


def counted(result):
    """The result with the number of experts in the place of their names."""
    result = copy.deepcopy(result)
    for zone in result["zones"]:
        for cell in zone["indicators"].values():
            cell |= {key: len(cell[key]) for key in ("kept", "dropped", "missing") if key in cell}
    return result


def without(result, name):
    """The result without a zone, and without the ranks that it had a part in."""
    kept = [{key: value for key, value in zone.items() if key not in ("rank", "group-rank")}
            for zone in result["zones"] if zone["zone"] != name]
    return result | {"zones": sorted(kept, key=lambda zone: zone["zone"])}
