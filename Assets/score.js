// The scoring page: the cards one at a time, the table, one indicator across zones.

import { Cell } from "./cell.js";
import * as evidence from "./evidence.js";
import { listen } from "./keys.js";
import { guard } from "./leaving.js";
import { isSafe, open, others, write } from "./outbox.js";
import { paste } from "./paste.js";
import { batch, on, record, waiting } from "./drafts.js";
import { drained, flush, hurry, pump, reread, sheets, start, stop } from "./sender.js";
import { page, watch } from "./session.js";
import { claim, take } from "./tabs.js";
import { announce, notice, say } from "./words.js";

const main = document.getElementById("main"), view = main.dataset.view;
const cells = [...main.querySelectorAll(".cell")].map((element) => new Cell(element, main.dataset));
const apis = [...new Set(cells.map((cell) => cell.api))];
const pauses = { mark: Number(main.dataset.settle || 1500), comment: Number(main.dataset.settleComment || 3000) };
const longest = Number(main.dataset.settleMost || 15000);
let current = cells.find((cell) => !cell.element.hidden) || cells[0];
/** @type {Object<string, {timer: number, since: number}>} */
const typing = {};

/** @param {EventTarget | null} target */
const cellOf = (target) => {
  const element = target.closest && target.closest(".cell");
  return cells.find((cell) => cell.element === element);
};
const at = () => cellOf(document.activeElement) || current;

/** A keystroke: on disk at once, sent when the field comes to rest. @param {Cell} cell @param {"mark" | "comment"} field */
function type(cell, field) {
  const id = cell.id + field, { timer, since } = typing[id] || { since: performance.now() };
  clearTimeout(timer);
  cell.refuse();
  cell.paint();
  cell.due.delete(field);
  record(cell);
  const rest = field === "mark" ? pauses.mark : Math.min(pauses.comment, since + longest - performance.now());
  typing[id] = { since, timer: setTimeout(() => settle(cell, field), rest) };
}

/** @param {Cell} cell @param {"mark" | "comment"} field */
function settle(cell, field) {
  if (cell.isComposing) return;
  const { timer } = typing[cell.id + field] || {};
  clearTimeout(timer);
  delete typing[cell.id + field];
  cell.due.add(field);
  pump();
}

/** The field is left. @param {Cell} cell @param {"mark" | "comment"} field */
function leave(cell, field) {
  cell.isComposing = false;
  cell.settle();
  if (!cell.isReadOnly) record(cell);
  settle(cell, field);
}

/** Shows a cell: its card alone, or its row. @param {Cell} cell @param {"mark" | "comment" | "level" | "title"} part */
function show(cell, part) {
  if (view === "score" && cell !== current) {
    current = cell;
    for (const { element } of cells) element.hidden = element !== cell.element;
    for (const files of main.querySelectorAll("[data-files]")) files.hidden = files.dataset.files !== cell.indicator;
    for (const link of main.querySelectorAll("[data-goto]")) {
      link.dataset.goto === cell.indicator ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    }
    const frame = main.querySelector("iframe");
    if (frame) frame.hidden = true;
    if (cell.link) history.replaceState(null, "", cell.link.href);
    scrollTo(0, 0);
  }
  const title = part === "title" && cell.element.querySelector("h2");
  if (!title) return cell.focus(part);
  title.tabIndex = -1;
  title.focus();
}

/** @param {Cell} from @param {number} by 1 or -1 @param {"mark" | "level" | "title"} part @param {(cell: Cell) => boolean} [isWanted] */
function go(from, by, part, isWanted = () => true) {
  const index = cells.indexOf(from);
  const list = by > 0 ? cells.slice(index + 1) : cells.slice(0, index).reverse();
  const found = list.find(isWanted);
  found ? show(found, part) : announce(say(by > 0 ? "last" : "first"));
}
const isUnfinished = (/** @type {Cell} */ cell) => cell.state !== "done";
const round = (/** @type {Cell} */ from, /** @type {number} */ by, part) => {
  const turned = by > 0 ? [...cells.slice(cells.indexOf(from) + 1), ...cells] : [...cells.slice(0, cells.indexOf(from)).reverse(), ...cells.slice().reverse()];
  const found = turned.find(isUnfinished);
  found ? show(found, part) : announce(say("last"));
};

const part = (/** @type {Event} */ event) => (event.target.type === "radio" ? "level" : "mark");
listen({
  down: (event) => (leave(at(), event.target.name === "comment" ? "comment" : "mark"), go(at(), 1, part(event))),
  up: (event) => (leave(at(), "mark"), go(at(), -1, part(event))),
  restore() {
    const cell = at(), mark = cell.stored.mark || "";
    if (cell.typed === mark) return;
    cell.set("mark", mark);
    cell.refuse();
    record(cell);
    announce(say("restored", { mark: mark || say("none") }));
  },
  level(event) {
    const radio = at().levels[event.key.toUpperCase().charCodeAt(0) - 65];
    if (radio && !radio.disabled) {
      radio.focus();
      radio.click();
    }
  },
  // The character then goes where the focus went.
  start: () => (at().focus("mark"), true),
  mark: () => at().focus("mark"),
  swap: (event) => at().focus(event.target.name === "comment" ? "mark" : "comment"),
  unfinished: (event) => round(at(), 1, part(event)),
  unfinishedBack: (event) => round(at(), -1, part(event)),
  help() {
    const link = document.querySelector('.masthead a[href$="/help"]');
    if (link) window.open(link.href, "heng-help");
  },
  send() {
    at().settle();
    flush();
    announce(say("outstanding", { count: waiting().length }));
  },
});

main.addEventListener("input", (event) => {
  const cell = cellOf(event.target), { name, type: kind } = event.target;
  if (cell && kind !== "radio" && !event.isComposing && (name === "mark" || name === "comment")) type(cell, name);
});
main.addEventListener("compositionstart", ({ target }) => cellOf(target) && (cellOf(target).isComposing = true));
main.addEventListener("compositionend", ({ target }) => {
  const cell = cellOf(target);
  if (!cell) return;
  cell.isComposing = false;
  type(cell, target.name);
});
main.addEventListener("change", ({ target }) => {
  const cell = cellOf(target);
  if (!cell || target.type !== "radio") return;
  cell.set("mark", target.value);
  cell.refuse();
  record(cell);
  settle(cell, "mark");
});
main.addEventListener("focusout", ({ target }) => {
  const cell = cellOf(target);
  if (cell && (target.name === "mark" || target.name === "comment")) leave(cell, target.name);
});
main.addEventListener("submit", (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  event.preventDefault();
  const way = event.submitter && event.submitter.value;
  if (way === "unfinished") round(cell, 1, "title");
  else go(cell, way === "previous" ? -1 : 1, "title");
});
main.addEventListener("paste", (event) => {
  const cell = cellOf(event.target), { name } = event.target;
  if (view === "table" && cell && !cell.isReadOnly && (name === "mark" || name === "comment")) paste(event, cells, cell, name, batch);
});
main.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const goal = link.dataset.goto && cells.find((cell) => cell.indicator === link.dataset.goto);
  if (goal && view === "score") show(goal, "title");
  else if ("back" in link.dataset) at().focus("mark");
  else if (!("inline" in link.dataset && evidence.show(link, main.querySelector("iframe")))) return;
  event.preventDefault();
});

on.change = () => {
  const marks = cells.filter((cell) => cell.state !== "empty");
  const put = (/** @type {string} */ id, /** @type {unknown} */ text) => {
    const place = document.getElementById(id);
    if (place && place.textContent !== String(text)) place.textContent = String(text);
  };
  put("marks", marks.length);
  put("owed", cells.filter((cell) => cell.state === "owed").length);
  if (view !== "across" && sheets.size) put("sum", sheets.get(apis[0]).sum);
  for (const place of main.querySelectorAll("[data-pillar]:not(.cell)")) {
    const count = marks.filter((cell) => cell.grid.pillar === place.dataset.pillar).length;
    place.textContent = place.textContent.replace(/\d+(?=\/)/, String(count));
  }
  const summary = main.querySelector(".outline summary");
  if (summary) summary.textContent = summary.textContent.replace(/\d+(?=\/)/, String(marks.length));
};

addEventListener("online", hurry);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  // What is on disk is sent by the fresh page; what is not must not be thrown away with this one.
  if (isSafe()) location.reload();
  else apis.forEach(reread);
});
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? flush() : hurry()));
addEventListener("pagehide", flush);
addEventListener("beforeunload", (event) => {
  if (isSafe()) return;
  event.preventDefault();
  event.returnValue = "";
});

const readOnly = () => {
  for (const cell of cells) cell.close(true);
  notice("tab", "info", [say("secondTab")], [[say("takeOver"), take]]);
};
async function lose() {
  for (const cell of cells) cell.isComposing = false;
  flush();
  stop();
  readOnly();
  await write([]);
}

/** Nothing may be typed before it is known what an earlier visit left and whether another tab edits. */
async function begin() {
  for (const cell of cells) cell.close(true);
  const summary = document.getElementById("summary");
  if (summary) summary.focus();
  watch();
  guard(() => (flush(), drained()));
  await open(page.user);
  if (!(await claim(page.user, apis, lose))) return readOnly();
  for (const cell of cells) cell.close(false);
  start(cells);
  on.change();
  if (others.length) {
    notice("others", "info", [say("waitingOther", { count: others.length })], [[say("clearOther"), () => {
      write([], others.splice(0));
      notice("others", "");
    }]]);
  }
}
begin().then(() => (document.documentElement.dataset.ready = ""));
