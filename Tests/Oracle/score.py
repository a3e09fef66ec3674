"""An independent recomputation of a round in exact fractions, to hold Heng's engine against.

Written from the documents on schemes and files alone; shares no code with the engine. Usage:
score.py --scheme S.yaml --marks M.csv [--facts F.csv] [--panel P.csv] [--zones Z.csv]. Prints the result as JSON; every
problem in the files goes to standard error with file and line, exit code 65, no result.
"""

import argparse
import json
import sys

from files import Files
from ranking import rank
from scheme import Scheme
from zone import Zone


def score(scheme_path, marks_path, facts_path=None, panel_path=None, zones_path=None):
    """(result, problems); the result is None when there are problems."""
    scheme = Scheme(scheme_path)
    files = Files(scheme, marks_path, facts_path, panel_path, zones_path)
    if files.problems:
        return None, files.problems
    return as_json(scheme, ranked_zones(scheme, files)), []


def ranked_zones(scheme, files):
    return rank(scheme, [Zone(scheme, files, name) for name in files.zones])


def as_json(scheme, zones):
    return {"scheme": scheme.node["scheme"], "edition": int(scheme.node.get("edition", 1)),
            "zones": [zone.json() for zone in zones], "problems": []}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("scheme", "marks", "facts", "panel", "zones"):
        parser.add_argument(f"--{name}", required=name in ("scheme", "marks"))
    given = parser.parse_args()
    result, problems = score(given.scheme, given.marks, given.facts, given.panel, given.zones)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 65
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
