"""Ranks 1, 2, 2, 4 by the published total and the scheme's tie chain, overall and among zones of a kind."""

from bisect import bisect_right

from exact import weighted_mean, weights


def rank(scheme, zones):
    """The zones in ranking order, the unranked after; vetoed and incomplete zones have no rank."""
    ranked = [zone for zone in zones if zone.total is not None and zone.verdict != "vetoed"]
    orders = {zone.name: order(zone) for zone in ranked}
    for zone, above in better(ranked, orders):
        zone.rank = 1 + above
    for kind in {zone.kind for zone in ranked if zone.kind is not None} if scheme.within_kind else ():
        for zone, above in better([zone for zone in ranked if zone.kind == kind], orders):
            zone.group_rank = 1 + above
    return sorted(zones, key=lambda zone: (zone.rank is None, zone.rank or 0, zone.name))


def better(zones, orders):
    """Each zone, and how many of these have a higher order."""
    ascending = sorted(orders[zone.name] for zone in zones)
    for zone in zones:
        yield zone, len(zones) - bisect_right(ascending, orders[zone.name])


def order(zone):
    """What a zone is ranked by; equal orders share a rank, a zone without a value stands behind."""
    chain = zone.scheme.node.get("ties", [])
    stop = next((place for place, key in enumerate(chain) if key.get("by") == "share"), len(chain))
    values = [zone.total] + [tie_value(zone, key) for key in chain[:stop]]
    return [(value is not None, value or 0) for value in values]


def tie_value(zone, key):
    if "by" not in key:
        return zone.points.get(key.get("pillar", key.get("criterion")))
    return {"exact-total": lambda zone: zone.exact, "rule-points": rule_points, "lowest-pillar": lowest_pillar,
            "median-of-totals": median_of_totals}[key["by"]](zone)


def rule_points(zone):
    return sum(cell["score"] for id, cell in zone.cells.items() if id not in zone.scheme.marks)


def lowest_pillar(zone):
    return min(zone.points[id] / zone.maxima[id] for id in zone.roots)


def median_of_totals(zone):
    totals = sorted(zone.own_totals.values())
    return weighted_mean(totals, weights("median", len(totals))) + rule_points(zone) if totals else None
