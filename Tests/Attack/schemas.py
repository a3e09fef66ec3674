"""schemathesis against the API's own description, as programs of an expert, an officer and the auditor.

The first asks with the description as it is, then each with values that are there in the place of random names.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from attacking import CLOSED, ROUND, Report, program_token, start

report = Report("schemas")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method"

# What it may complain of although it is as it is meant to be, and why.
EXPLAINED = [
    (r"Wrong response to undeclared method", "an address says 404 to whatever it does not know, so that nobody learns what is there"),
]


def known(description: dict, user: str) -> dict:
    """The description with the demo's own names."""
    values = {
        "round": [ROUND, CLOSED, "none"], "zone": ["luyuan", "yunxi", "jinchuan", "hetang", "chenghu"],
        "indicator": ["release.1.2", "regulate.4.1", "serve.1.1", "none"], "X-Heng-User": [user, "officer2"],
        "before": ["0", "10", "-1", "9223372036854775807", "x"], "limit": ["1", "0", "-9223372036854775808", "1000"],
    }
    for methods in description["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["name"] in values:
                    parameter["schema"] = {"type": "string", "enum": values[parameter["name"]]}
    facts = description["components"]["schemas"]["FactProposal"]["properties"]["facts"]
    zone = {"type": "object", "properties": {"one_licence": {"enum": ["yes", "no", "1", "9" * 400]}}, "additionalProperties": {"type": "string"}}
    facts["properties"] = {"luyuan": zone, "yunxi": zone}
    return description


def run(user: str, token: str, where: list[str], examples: int, what: str) -> None:
    words = [
        str(Path(sys.executable).parent / "schemathesis"), "run", *where, "--header", f"Authorization: Bearer {token}",
        "--checks", CHECKS, "--phases", "coverage,fuzzing", "--mode", "all", "--max-examples", str(examples), "--seed", "20171",
        "--continue-on-failure", "--request-timeout", "10", "--suppress-health-check", "all", "--no-color",
        # Signing in is no program's business, and its limit would be all that is found.
        "--exclude-operation-id", "signIn",
    ]
    before = asked()
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=40, cwd=server.folder)
        told = done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        told = (error.stdout or b"").decode() + (error.stderr or b"").decode()
        report.found(f"{user}, {what}: not done within 40 s")
    if server.process.poll() is not None:
        return
    answers = asked() - before
    report.measured(f"{user}, {what}: {sum(answers.values())} requests; " + ", ".join(f"{code}: {count}" for code, count in sorted(answers.items())))
    report.check(not any(code.startswith("5") for code in answers), f"{user}, {what}: no answer is a failure of ours")
    seen, place = Counter(), ""
    for part in re.split(r"\n(?=_{2,} )", told.partition("= FAILURES =")[2].partition("= WARNINGS =")[0]):
        operation = re.match(r"_+ (.+?) _+\n", part)
        place = operation[1] if operation else place
        for title, detail in re.findall(r"^- (ST\d+ [^\n]+)\n\s*([^\n]*)", part, re.M):
            seen[(place, title, detail.strip())] += 1
    if "FAILURES" in told and not seen:
        report.found(f"{user}, {what}: schemathesis complained in words that are not understood")
    grouped = Counter()
    for (place, title, detail), count in sorted(seen.items()):
        why = next((why for pattern, why in EXPLAINED if re.search(pattern, f"{place} {title} {detail}")), "")
        if why:
            grouped[f"{title} ({why})"] += count
        else:
            report.found(f"{user}, {what}: {place}: {title}: {detail}")
    for words, count in grouped.items():
        report.held(f"{user}, {what}: explained ×{count}: {words}")


def asked() -> Counter:
    counts = Counter()
    for status, count in re.findall(r'heng_requests_total\{.*?status="(\d+)"\} (\d+)', server.get("/metrics").text):
        counts[status] += int(count)
    return counts


server = start()
try:
    for user in ("expert1", "officer", "auditor"):
        token = program_token(server, user)
        if user == "expert1":
            run(user, token, [f"{server.base_url}/api/openapi.json"], 8, "any names")
        description = server.folder / "openapi.json"
        description.write_text(json.dumps(known(server.get("/api/openapi.json").json, user)))
        run(user, token, [str(description), "--url", server.base_url], 20, "names that are there")
finally:
    report.server(server)
    server.stop()
report.end()
