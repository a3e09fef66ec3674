"""The API as a program meets it that knows nothing but `openapi.json` and its owner's token."""

import http.client
import json
import re
import secrets
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator
from realserver import PASSWORD
from visiting import ROUND


class Client:
    """Made of the description alone: an operation by its name, its parameters by theirs."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port, self.token = port, token
        self.description = self.send("GET", "/api/openapi.json")[2]
        self.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, methods in self.description["paths"].items() for method, operation in methods.items()}

    def send(self, method: str, path: str, body=None, headers: dict | None = None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body).encode(), sent)
        reply = connection.getresponse()
        content, told = reply.read(), {name.lower(): value for name, value in reply.getheaders()}
        connection.close()
        kind = told.get("content-type", "")
        if "ndjson" in kind:
            return reply.status, told, [json.loads(line) for line in content.splitlines()]
        return reply.status, told, json.loads(content) if "json" in kind else content

    def __call__(self, name: str, body=None, headers: dict | None = None, **values):
        method, path, operation = self.operations[name]
        sent, query = dict(headers or {}), {}
        for parameter in operation["parameters"]:
            key, value = parameter["name"], values.pop(parameter["name"].replace("-", "_"), None)
            if parameter["in"] == "path":
                path = path.replace(f"{{{key}}}", quote(value, safe=""))
            elif parameter["in"] == "header" and value is not None:
                sent[key] = value
            elif parameter["in"] == "header" and parameter["required"] and key == "Idempotency-Key":
                sent[key] = secrets.token_urlsafe(16)
            elif parameter["in"] == "query" and value is not None:
                query[key] = value
            assert value is not None or not parameter["required"] or key in sent, key
        assert not values, values
        status, told, answer = self.send(method, path + ("?" + urlencode(query) if query else ""), body, sent)
        self.check(operation, status, told, answer)
        return status, told, answer

    def check(self, operation: dict, status: int, told: dict, answer) -> None:
        """Whatever comes is what the description says may come."""
        response = operation["responses"][str(status)]
        if "content" not in response:
            return
        kind = told["content-type"].split(";")[0]
        schema = response["content"][kind]["schema"]
        validator = Draft202012Validator({**schema, "components": self.description["components"]})
        for item in answer if kind.endswith("ndjson") else [answer]:
            validator.validate(item)


def token(server, user: str, label: str = "test", days: str = "30") -> str:
    page = server.post("/me/tokens", user, **{"token-label": label, "days": days, "token-password": PASSWORD})
    server.tokens.pop(user)
    assert page.status == 200, page.text[-1500:]
    return re.search(r"<code>([A-Za-z0-9_-]{43})</code>", page.text)[1]


@pytest.fixture(scope="module")
def expert(demo):
    return Client(demo.port, token(demo, "expert1"))


@pytest.fixture(scope="module")
def officer(demo):
    return Client(demo.port, token(demo, "officer"))


def cell(sheet: dict, indicator: str) -> dict:
    return next(cell for cell in sheet["cells"] if cell["indicator"] == indicator)


def test_a_client_made_of_the_description_reads_and_saves(expert):
    rounds = expert("listRounds")[2]["rounds"]
    open_sheet = next(sheet for round in rounds if round["id"] == ROUND for sheet in round["sheets"] if sheet["state"] == "open")
    place = {"round": ROUND, "zone": open_sheet["zone"]}
    before = cell(expert("getSheet", **place)[2], "release.1.2")
    change = {"base": before["version"], "mark": "0.5" if before["mark"] != "0.5" else "1", "comment": "由程序保存"}
    key = secrets.token_urlsafe(16)
    status, _, saved = expert("saveCell", change, indicator="release.1.2", Idempotency_Key=key, **place)
    assert status == 200 and saved["version"] == before["version"] + 1
    again = expert("saveCell", change, indicator="release.1.2", Idempotency_Key=key, **place)
    assert again[0] == 200 and again[2]["version"] == saved["version"]
    other = expert("saveCell", {**change, "mark": "0"}, indicator="release.1.2", Idempotency_Key=key, **place)
    assert other[0] == 422
    stale = expert("saveCell", change, indicator="release.1.2", **place)
    assert stale[0] == 409 and stale[2]["code"] == "cell-changed"
    assert cell(expert("getSheet", **place)[2], "release.1.2")["mark"] == change["mark"]


def test_no_operation_seals_recuses_closes_publishes_or_revokes(expert):
    told = json.dumps(list(expert.operations)) + json.dumps(list(expert.description["paths"]))
    assert not re.search(r"seal|recus|clos|publish|revok|reopen|confirm", told, re.I)


def test_a_list_comes_whole_or_line_by_line_and_unchanged_as_304(demo, officer):
    for name in ("getBoard", "getReminders", "getDivergence", "getFacts"):
        status, told, whole = officer(name, round=ROUND)
        assert status == 200
        items = next(value for value in whole.values() if isinstance(value, list))
        lines = officer(name, None, {"Accept": "application/x-ndjson"}, round=ROUND)[2]
        assert lines == items and (items or name == "getDivergence")
        status, _, body = officer(name, None, None, round=ROUND, If_None_Match=told["etag"])
        assert status == 304 and body == b""
    assert officer("getResult", round="demo-2026")[2]["zones"][0]["rank"] == 1
    tag = officer("getBoard", round=ROUND)[1]["etag"]
    sheet = demo.get(f"/api/rounds/{ROUND}/zones/luyuan/sheet", "expert1").json
    before = cell(sheet, "regulate.4.1")
    change = {"base": before["version"], "mark": "0.5" if before["mark"] != "0.5" else "1"}
    saved = demo.write("PUT", f"/api/rounds/{ROUND}/zones/luyuan/sheet/cells/regulate.4.1", "expert1", change)
    assert saved.status == 200, saved.text[:300]
    assert officer("getBoard", None, None, round=ROUND, If_None_Match=tag)[0] == 200


def test_facts_of_a_program_wait_for_a_second_person(demo, officer):
    facts = officer("getFacts", round=ROUND)[2]["zones"]
    zone = next(zone for zone in facts if zone["facts"].get("one_licence") == "yes")
    events = demo.get("/metrics").text
    wrong = officer("proposeFacts", {"source": "x", "facts": {zone["zone"]: {"nothing": "1"}, "nowhere": {"a": "1"}}}, round=ROUND)
    assert wrong[0] == 422 and {reason["code"] for reason in wrong[2]["reasons"]} == {"fact-unknown", "zone-not-in-round"}
    status, _, draft = officer("proposeFacts", {"source": "统计报表", "facts": {zone["zone"]: {"one_licence": "no"}}}, round=ROUND)
    assert status == 200 and draft["state"] == "waiting"
    ledger = re.search(r"heng_ledger_events (\d+)", events)[1]
    assert f"heng_ledger_events {ledger}" in demo.get("/metrics").text
    assert "统计报表" in demo.get(f"/office/rounds/{ROUND}/facts/drafts/{draft['draft']}", "officer2").text


def test_the_log_page_by_page_has_each_event_once(demo):
    auditor = Client(demo.port, token(demo, "auditor"))
    found, before = [], None
    while True:
        page = auditor("getLog", limit="150", **({"before": str(before)} if before is not None else {}))[2]
        found += [event["event"] for event in page["events"]]
        if page["next"] is None:
            break
        before = page["next"]
    assert found == list(range(max(found), -1, -1)) and len(found) > 500


def test_pages_and_api_refuse_alike(demo, expert, officer):
    for name, path in (("getBoard", "board"), ("getReminders", "reminders"), ("getDivergence", "divergence"), ("getFacts", "facts")):
        assert expert(name, round=ROUND)[0] == demo.get(f"/office/rounds/{ROUND}/{path}", "expert1").status == 404
        assert officer(name, round="none")[0] == demo.get(f"/office/rounds/none/{path}", "officer").status == 404
    assert officer("getResult", round=ROUND)[0] == demo.get(f"/office/rounds/{ROUND}/result", "officer").status == 404
    assert officer("getLog")[0] == 404 and officer("getSheet", round=ROUND, zone="luyuan")[0] == 404


def test_a_token_opens_no_page_and_nothing_once_it_is_removed(demo):
    secret = token(demo, "expert2", "<b>用途</b>")
    client = Client(demo.port, secret)
    assert client("listRounds")[0] == 200
    assert client.send("GET", "/my")[0] == 303
    # A cookie that comes along makes a token nobody else's, and a wrong one nobody's.
    cookie = {"Cookie": f"heng={demo.token('expert3')[0]}"}
    assert client("getSession", None, cookie)[2]["user"] == "expert2"
    assert Client(demo.port, secrets.token_urlsafe(32))("listRounds", None, cookie)[0] == 401
    assert client.send("POST", "/api/session/stay", {}, {})[0] == 404
    page = demo.get("/me", "expert2").text
    assert secret not in page and "&lt;b&gt;用途" in page
    ids = re.findall(r'name="token" value="(\d+)"', page)
    assert demo.post("/me/tokens-remove", "expert4", token=ids[0]).status == 404
    assert demo.post("/me/tokens-remove", "expert2", token=ids[0]).status == 200
    assert client("listRounds")[0] == 401
    assert secret not in (demo.folder / "heng.sqlite").read_bytes().decode("latin-1") + demo.log


def test_a_token_needs_the_password_a_purpose_and_an_end(demo):
    fields = {"token-label": "x", "days": "10", "token-password": PASSWORD}
    for wrong in ({"token-password": "wrong"}, {"token-label": ""}, {"days": "0"}, {"days": "367"}, {"days": "viele"}):
        answer = demo.post("/me/tokens", "expert5", **{**fields, **wrong})
        demo.tokens.pop("expert5")
        assert answer.status == 422 and f'id="{next(iter(wrong))}-error"' in answer.text, wrong
        # What was typed is still there; what is secret never is.
        kept = {**fields, **wrong}
        assert all(f'value="{kept[name]}"' in answer.text for name in ("token-label", "days") if kept[name]) and PASSWORD not in answer.text.split("<main")[1]
    assert demo.sql("SELECT count(*) FROM api_token WHERE user = 'expert5'") == [(0,)]


def test_a_new_letter_voids_tokens_too(demo):
    client = Client(demo.port, token(demo, "expert6"))
    assert client("listRounds")[0] == 200
    answer = demo.post("/security/users/expert6/letter", "security", address="https://heng.example/activate", contact="",
                       **{"letter-password": PASSWORD})
    demo.tokens.pop("security", None)
    assert answer.status == 200 and answer.body.startswith(b"%PDF")
    assert client("listRounds")[0] == 401
