// Looks again by itself, and never moves what somebody reads: what is new waits behind a button.

import "./page.js";
import { make, say } from "./words.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const every = Number(main.dataset.every || 20000);
let tag = main.dataset.tag || "", timer = 0, time = "";

/** What a page says, cell by cell, by the id of its row. @param {ParentNode} page */
const cells = (page) => {
  const found = new Map();
  for (const row of page.querySelectorAll("tbody tr[id]")) {
    [...row.children].forEach((cell, at) => found.set(`${row.id} ${at}`, cell.textContent));
  }
  return found;
};

/** @param {string} key */
const tell = (key) => {
  const line = document.getElementById("updated");
  if (line) line.textContent = say(key, { time });
};

/** @param {HTMLElement} page the main part of a newer page */
function offer(page) {
  const [here, there] = [cells(main), cells(page)];
  const changed = [...new Set([...here.keys(), ...there.keys()])].filter((key) => here.get(key) !== there.get(key));
  const room = document.getElementById("newer");
  room?.replaceChildren();
  if (!changed.length) return;
  const show = () => {
    main.replaceChildren(...page.childNodes);
    main.querySelector("h1")?.setAttribute("tabindex", "-1");
    main.querySelector("h1")?.focus();
  };
  const button = make("button", { type: "button", onclick: show }, say("changes", { count: changed.length }));
  room?.append(button);
}

/**
 * Work under way: its lines are the newest; what it came to takes the page's place, and that is all.
 * @param {HTMLElement} page
 */
function follow(page) {
  const [here, there] = [main.querySelector("#running"), page.querySelector("#running")];
  if (here && there) here.replaceChildren(...there.childNodes);
  else {
    main.replaceChildren(...page.childNodes);
    main.querySelector("[role=status], [role=alert]")?.scrollIntoView({ block: "nearest" });
  }
  return Boolean(there);
}

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const headers = { "If-None-Match": tag, "X-Heng-Looking": "1" };
    const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "error" });
    if (answer.status === 200) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
      if (page && main.dataset.follow) {
        if (!follow(page)) return;
      } else if (page) {
        tag = page.dataset.tag || "";
        offer(page);
      }
    }
    if (main.dataset.follow) {
      // What is under way says how far it is.
    } else if (answer.status === 200 || answer.status === 304) {
      time = answer.headers.get("X-Heng-Time") || time;
      tell("updated");
    } else tell("stale");
  } catch (_) {
    tell("stale");
  }
  timer = setTimeout(look, every);
}

time = document.getElementById("updated")?.dataset.time || "";
document.addEventListener("visibilitychange", look);
addEventListener("online", look);
timer = setTimeout(look, every);
document.documentElement.dataset.ready = "";
