"""Experts at their sheets: signed in, declared, and saving marks by load.c."""

import json
import subprocess
from urllib.parse import urlencode

import fill
from servers import asked

PASSWORD, COOKIE = "heng-demo-2026", "heng"
WARMING = 0.3


def sign_in(port, user, source=None):
    """An address may try only so often: who signs in many times comes from many."""
    headers, answer = asked(
        port, "POST", "/api/session", json.dumps({"user": user, "password": PASSWORD}), source=source, Content_Type="application/json")
    token, session = headers["Set-Cookie"].split(";")[0].split("=", 1)[1], json.loads(answer)
    return {"user": user, "name": session["name"], "csrf": session["csrf"], "token": token, "cookie": f"{COOKIE}={token}", "ends": session["ends"]}


def open_places(port, who):
    """(round, zone) of the sheets on which an expert may save; who has not declared does so."""
    for round in json.loads(asked(port, "GET", "/api/rounds", Cookie=who["cookie"])[1])["rounds"]:
        for sheet in round["sheets"] if round["stage"] == "scoring" else []:
            if sheet["state"] == "undeclared":
                asked(
                    port, "POST", f"/my/{round['id']}/zones/{sheet['zone']}/start", urlencode({"csrf": who["csrf"]}), 303, Cookie=who["cookie"],
                    Content_Type="application/x-www-form-urlencoded")
            if sheet["state"] in ("open", "undeclared"):
                yield round["id"], sheet["zone"]


def open_sheet(port, who, round, zone):
    path, api = f"/my/{round}/zones/{zone}/score", f"/api/rounds/{round}/zones/{zone}/sheet"
    html = asked(port, "GET", path, Cookie=who["cookie"])[1].decode()
    cells = []
    for card in fill.cards(fill.page(html)):
        most, step = (fill.hundredths(card[name]) for name in ("data-most", "data-step"))
        # The two best marks: they owe no comment.
        cells.append({
            "indicator": card["data-indicator"], "version": int(card["data-version"]), "marks": [decimal(most - step), decimal(most)]})
    return {**who, "zone": zone, "path": path, "api": api, "html": html, "cells": cells}


def decimal(hundredths):
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def line(sheet, cell, version):
    """A cell as load.c reads it."""
    path = f"{sheet['api']}/cells/{cell['indicator']}"
    return "\t".join([sheet["user"], sheet["cookie"], sheet["csrf"], path, str(version), *cell["marks"]])


def saves(load, port, connections, lines, seconds, *every):
    command = [load, str(port), str(connections), str(WARMING), str(seconds), *map(str, every)]
    run = subprocess.run(command, check=True, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout)
