// The scoring page: its cards one at a time, its table, one indicator across zones.

import { Cell } from "./cell.js";
import { batch, on, record, waiting } from "./drafts.js";
import * as evidence from "./evidence.js";
import { listen } from "./keys.js";
import { guard } from "./leaving.js";
import { isSafe, open, others, write } from "./outbox.js";
import { paste } from "./paste.js";
import { drained, flush, hurry, landed, pump, reread, sheets, start, stop } from "./sender.js";
import { page, watch } from "./session.js";
import { claim, take } from "./tabs.js";
import { announce, make, notice, say } from "./words.js";

/** @typedef {"mark" | "comment"} Field */

const main = document.getElementById("main"), { view } = main.dataset;
const cells = [...main.querySelectorAll(".cell")].map((element) => new Cell(element, main.dataset));
const apis = [...new Set(cells.map((cell) => cell.api))];
/** How long a field is quiet before it is sent, and how long a comment may be typed without a rest, ms. */
const pauses = { mark: Number(main.dataset.settle || 1500), comment: Number(main.dataset.settleComment || 3000) };
const longest = Number(main.dataset.settleMost || 15000);
/** By cell and field: since when it is typed in, and the timer of its rest. @type {Object<string, {since: number, timer: number}>} */
const typing = {};
let current = cells.find((cell) => !cell.element.hidden) || cells[0];

/** @param {EventTarget} target */
const cellOf = (target) => cells.find((cell) => cell.element === target.closest(".cell"));
const here = () => cellOf(document.activeElement) || current;
/** The cell and the field of an event, if it has both. @returns {[Cell, Field] | []} */
const fieldOf = ({ target }) => {
  const cell = cellOf(target);
  const field = cell && ["mark", "comment"].find((name) => target === cell[name]);
  return field ? [cell, field] : [];
};

/** A keystroke: on disk at once, sent when the field comes to rest. @param {Cell} cell @param {Field} field */
function type(cell, field) {
  const id = cell.id + field, now = performance.now(), { timer, since } = typing[id] || { since: now };
  clearTimeout(timer);
  cell.refuse();
  cell.paint();
  cell.due.delete(field);
  record(cell);
  const rest = field === "mark" ? pauses.mark : Math.min(pauses.comment, since + longest - now);
  typing[id] = { since, timer: setTimeout(() => settle(cell, field), rest) };
}

/** @param {Cell} cell @param {Field} field */
function settle(cell, field) {
  if (cell.isComposing) return;
  clearTimeout((typing[cell.id + field] || {}).timer);
  delete typing[cell.id + field];
  cell.due.add(field);
  pump();
}

/** The field is left. @param {Cell} cell @param {Field} field */
function leave(cell, field) {
  cell.isComposing = false;
  if (cell.isReadOnly) return;
  cell.settle();
  record(cell);
  settle(cell, field);
}

/** Shows a cell, its card alone or its row. @param {Cell} cell @param {Field | "level" | "title"} part gets the focus */
function show(cell, part) {
  if (view === "score" && cell !== current) {
    current = cell;
    for (const other of cells) other.element.hidden = other !== cell;
    for (const files of main.querySelectorAll("[data-files]")) files.hidden = files.dataset.files !== cell.indicator;
    for (const link of main.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    const frame = main.querySelector("iframe");
    if (frame) frame.hidden = true;
    if (cell.link) {
      cell.link.setAttribute("aria-current", "true");
      cell.link.scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", cell.link.href);
    }
    main.querySelector(".cards").scrollTop = 0;
    scrollTo(0, 0);
  }
  cell.focus(part);
}

/**
 * Goes to the next cell; to the next wanted one also across the ends.
 * @param {Cell} from @param {1 | -1} by @param {Field | "level" | "title"} part @param {(cell: Cell) => boolean} [isWanted]
 */
function go(from, by, part, isWanted) {
  const line = by > 0 ? cells : cells.slice().reverse(), at = line.indexOf(from);
  const ahead = line.slice(at + 1).concat(isWanted ? line.slice(0, at) : []);
  const next = ahead.find(isWanted || (() => true));
  next ? show(next, part) : announce(say(by > 0 ? "last" : "first"));
}
const isUnfinished = (/** @type {Cell} */ cell) => cell.state !== "done";

/** Along the marks, or along the radios for who chooses there. @param {KeyboardEvent} event @param {1 | -1} by */
function step({ target }, by, isWanted) {
  const cell = here();
  leave(cell, target === cell.comment ? "comment" : "mark");
  go(cell, by, target.type === "radio" ? "level" : "mark", isWanted);
}

listen({
  down: (event) => step(event, 1),
  up: (event) => step(event, -1),
  unfinished: (event) => step(event, 1, isUnfinished),
  unfinishedBack: (event) => step(event, -1, isUnfinished),
  restore() {
    const cell = here(), mark = cell.stored.mark || "";
    if (cell.typed === mark || cell.isReadOnly) return;
    cell.set("mark", mark);
    cell.refuse();
    record(cell);
    announce(say("restored", { mark: mark || say("none") }));
  },
  level({ key }) {
    const radio = here().levels[key.toUpperCase().charCodeAt(0) - 65];
    if (!radio) return;
    radio.focus();
    radio.click();
  },
  // The character then goes where the focus went.
  start: () => (here().focus("mark"), true),
  mark: () => here().focus("mark"),
  swap: ({ target }) => here().focus(target === here().mark ? "comment" : "mark"),
  send() {
    here().settle();
    flush();
    announce(say("outstanding", { count: waiting().length }));
  },
  help() {
    const link = document.querySelector('.masthead a[href$="/help"]');
    if (link) window.open(link.href, "heng-help");
  },
});

const listeners = {
  input(event) {
    const [cell, field] = fieldOf(event);
    if (cell && !event.isComposing) type(cell, field);
  },
  compositionstart(event) {
    const [cell] = fieldOf(event);
    if (cell) cell.isComposing = true;
  },
  compositionend(event) {
    const [cell, field] = fieldOf(event);
    if (!cell) return;
    cell.isComposing = false;
    type(cell, field);
  },
  focusout(event) {
    const [cell, field] = fieldOf(event);
    if (cell) leave(cell, field);
  },
  change({ target }) {
    const cell = cellOf(target);
    if (!cell || target.type !== "radio") return;
    cell.set("mark", target.value);
    leave(cell, "mark");
  },
  paste(event) {
    const [cell, field] = fieldOf(event);
    if (view === "table" && cell && !cell.isReadOnly) paste(event, cells, cell, field, batch);
  },
  submit(event) {
    const cell = cellOf(event.target), way = event.submitter && event.submitter.value;
    if (!cell) return;
    event.preventDefault();
    go(cell, way === "previous" ? -1 : 1, "title", way === "unfinished" ? isUnfinished : undefined);
  },
  click(event) {
    if (event.target.dataset.unfinished !== undefined) return go(here(), 1, "mark", isUnfinished);
    const link = event.target.closest("a"), { goto: goal, back, inline } = link ? link.dataset : {};
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (goal && view === "score") show(cells.find((cell) => cell.indicator === goal) || current, "title");
    else if (back !== undefined) here().focus("mark");
    else if (inline === undefined || !evidence.show(link, main.querySelector("iframe"))) return;
    event.preventDefault();
  },
};
for (const [name, listener] of Object.entries(listeners)) main.addEventListener(name, listener);

/** The counts; the sum is the server's, who alone knows what a mark is worth. */
on.change = () => {
  const marked = cells.filter((cell) => cell.state !== "empty");
  const put = (/** @type {Element | null} */ place, /** @type {(old: string) => unknown} */ text) => {
    if (place) place.textContent = String(text(place.textContent));
  };
  const count = (/** @type {Cell[]} */ list) => (/** @type {string} */ old) => old.replace(/\d+/, String(list.length));
  put(document.getElementById("marks"), count(marked));
  put(document.getElementById("owed"), count(cells.filter((cell) => cell.state === "owed")));
  put(document.getElementById("sum"), (old) => (sheets.get(apis[0]) || { sum: old }).sum);
  put(main.querySelector(".outline summary"), count(marked));
  for (const place of main.querySelectorAll("[data-pillar]:not(.cell)")) {
    put(place, count(marked.filter((cell) => cell.grid.pillar === place.dataset.pillar)));
  }
};

addEventListener("online", hurry);
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? flush() : hurry()));
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  // What is on disk is sent by the fresh page; what is not must not be thrown away with this one.
  if (isSafe()) location.reload();
  else apis.forEach((api) => reread(api));
});
addEventListener("beforeunload", (event) => {
  if (isSafe()) return;
  event.preventDefault();
  event.returnValue = "";
});

function readOnly() {
  for (const cell of cells) cell.close(true);
  notice("tab", "info", [say("secondTab")], [[say("takeOver"), take]]);
}

/** Another tab takes over: what was typed goes out or stays on disk. */
async function lose() {
  for (const cell of cells) cell.isComposing = false;
  flush();
  stop();
  readOnly();
  await landed();
  await write([]);
}

/** A form that was posted without scripts and refused: what it says was typed, not stored. */
function posted() {
  const summary = document.getElementById("summary");
  if (!summary) return;
  summary.focus();
  for (const cell of cells.filter(({ grid }) => grid.comment !== undefined)) {
    for (const field of /** @type {Field[]} */ (["mark", "comment"])) {
      if (!cell[field]) continue;
      cell.set(field, cell[field].defaultValue);
      leave(cell, field);
    }
  }
}

/** Nothing may be typed before it is known what an earlier visit left and whether another tab edits. */
async function begin() {
  for (const cell of cells) cell.close(true);
  const outline = main.querySelector(".outline");
  if (outline && matchMedia("(max-width: 79.99em)").matches) outline.open = false;
  for (const [part, isHidden] of [["no-script", true], ["unfinished", false]]) {
    for (const button of main.querySelectorAll(`[data-${part}]`)) button.hidden = isHidden;
  }
  // Loaded when they are first asked for.
  const offer = ({ target }) => import("./snippets.js").then((snippets) => snippets.offer(cellOf(target)));
  for (const label of main.dataset.state === "open" ? main.querySelectorAll(".field.comment > label") : []) {
    label.after(make("button", { type: "button", className: "plain", onclick: offer }, say("snippets")));
  }
  watch();
  guard(() => (flush(), drained()));
  await open(page.user);
  if (!(await claim(page.user, apis, lose))) return readOnly();
  for (const cell of cells) cell.close(false);
  start(cells);
  on.change();
  posted();
  if (!others.length) return;
  notice("others", "info", [say("waitingOther", { count: others.length })], [[say("clearOther"), () => {
    write([], others.splice(0));
    notice("others");
  }]]);
}
begin().then(() => (document.documentElement.dataset.ready = ""));
