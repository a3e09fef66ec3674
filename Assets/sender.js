// Sends what has settled, in order, again and again until it is acknowledged, and judges the answers.

import { cellOf, cells, fields, freeze, frozen, named, of, on, ready, record, restore, waiting } from "./drafts.js";
import { hundredths, plain } from "./marks.js";
import { code } from "./mirror.js";
import { entries, isKept, write } from "./outbox.js";
import { ask, hooks, isOpen, note, page } from "./session.js";
import { dispute, end, ended, time } from "./verdicts.js";
import { announce, make, notice, say } from "./words.js";

/** @typedef {import("./cell.js").Cell} Cell */
/** @typedef {import("./cell.js").Stored} Stored */
/** @typedef {import("./outbox.js").Entry} Entry */

const main = document.getElementById("main").dataset;
const [timeout, second] = [Number(main.timeout || 15000), Number(main.retryBase || 1000)];
/** Seconds. */
const pauses = [1, 2, 4, 8, 16, 30];
/** Keys of the requests under way. */
const flying = new Set();
/** Cells with entries of an earlier visit. @type {Set<Cell>} */
const left = new Set();
/** @type {(() => void)[]} */
const drains = [];
/** What the server last said of each sheet. @type {Map<string, any>} */
export const sheets = new Map();
/** Why it waits: a word and its seconds. */
let trouble = { word: "", seconds: 0 };
let isSending = false, tries = 0, timer = 0, until = 0, sent = 0, saved = "", spoken = "";

on.due = pump;
on.kept = report;
hooks.back = hurry;

/** A cell as the server tells it, its mark in the plain form. @returns {Stored & {indicator: string}} */
const read = (/** @type {any} */ told) => ({ ...told, mark: told.mark === null ? null : plain(hundredths(told.mark)), comment: told.comment || "" });
/** The entries of one request. @param {Entry} entry */
const members = ({ key }) => [...entries.values()].filter((entry) => entry.key === key);
const isNext = (/** @type {Entry} */ entry) =>
  members(entry).every((member) => !cellOf(member) || frozen(cellOf(member))[0] === member);
const holds = (/** @type {Stored} */ told, /** @type {Entry} */ entry) =>
  Object.entries(named(entry)).every(([field, value]) => told[field] === value);

/** Waits for the answers of requests under way, a second at most: who reads the sheet then finds what they stored. */
export async function landed() {
  for (let tries = 0; flying.size && tries < 20; tries++) await new Promise((done) => setTimeout(done, 50));
}

/** Sends what may be sent: oldest first, three requests at most, one for each cell. */
export function pump() {
  if (isSending && isOpen() && !timer) {
    const work = waiting().filter((cell) => !ended.has(cell.api)).map((cell) => of(cell)[0])
      .filter((first) => (first.key ? isNext(first) : ready(cellOf(first), first).length));
    for (const entry of work.sort((a, b) => a.n - b.n)) {
      if (flying.size < 3 && !flying.has(entry.key)) send(entry.key ? entry : freeze(cellOf(entry), entry));
    }
  }
  report();
}

/** @param {Entry} entry a frozen one, alone or of a batch */
async function send(entry) {
  const { api, key } = entry, list = members(entry);
  const content = ({ base, mark, comment }) => ({ base, mark, comment });
  flying.add(key);
  for (const member of list) if (cellOf(member)) cellOf(member).tell("sending", say("sending"));
  const { status, body, wait } = await (entry.batch
    ? ask("POST", `${api}/cells`, { cells: list.map((member) => ({ indicator: member.indicator, ...content(member) })) }, key, timeout)
    : ask("PUT", `${api}/cells/${entry.indicator}`, content(entry), key, timeout));
  flying.delete(key);
  const told = status === 200 ? body.cells || [body] : [];
  const answers = list.map((member) => told.find(({ indicator }) => indicator === member.indicator));
  if (!isOpen() || (status === 200 && body.session && !note(body.session))) {
    // The session has said so; the entries wait for its return.
  } else if (status === 200 && answers.every((answer) => answer)) {
    [trouble.word, tries] = ["", 0];
    list.forEach((member, at) => accept(member, read(answers[at])));
    follow(api, body);
  } else if (status === 409 && body && body.state && body.state !== "open") {
    end(api, body);
  } else if (status >= 400 && status < 500 && ![408, 413, 429].includes(status) && body && body.code) {
    refuse(list, body);
  } else {
    pause(status, wait);
  }
  for (const member of list) if (entries.has(member.id) && cellOf(member)) cellOf(member).tell("kept", say("kept"));
  pump();
}

/** @param {number} status 0: no answer @param {number} wait ms that the server asked for, else 0 */
function pause(status, wait) {
  if (timer && !wait) return;
  const next = wait || second * pauses[Math.min(tries++, 5)] * (0.8 + 0.4 * Math.random());
  trouble = { word: status === 507 ? "full" : status ? "fault" : "offline", seconds: Math.ceil(next / 1000) };
  until = wait && performance.now() + wait;
  clearTimeout(timer);
  timer = setTimeout(() => ((timer = 0), pump()), next);
}

/** Tries again at once, unless the server asked for patience. */
export function hurry() {
  if (performance.now() < until) return;
  clearTimeout(timer);
  timer = 0;
  pump();
}

/** Takes an acknowledgement, if it says what was sent. @param {Entry} entry @param {Stored} told */
function accept(entry, told) {
  const cell = cellOf(entry), isSame = holds(told, entry);
  if (!cell) return isSame && write([], [entry.id]);
  if (!isSame) return dispute(cell, told);
  const next = of(cell).find((other) => other !== entry);
  if (next) next.base = told.version;
  write(next ? [next] : [], [entry.id]);
  if (told.version >= cell.stored.version) cell.stored = told;
  saved = time(told.at) || saved;
  sent += Number(left.delete(cell));
  if (!next) cell.tell("saved", say("saved", { time: saved }));
}

/** After an acknowledgement: the counts, and once all is drained, the mirror. @param {string} api @param {any} answer */
function follow(api, { sheet, build }) {
  sheets.set(api, sheet);
  on.change();
  if (waiting().length) return;
  if (sent) notice("left", "good", [say("sentLeft", { count: sent })]);
  sent = 0;
  if (build !== page.build) notice("build", "info", [say("newBuild")], [[say("reload"), () => location.reload()]]);
  for (const done of drains.splice(0)) done();
  const own = [...cells.values()].filter((cell) => cell.api === api);
  if (main.view !== "across" && code(own.map((cell) => cell.shown)) !== sheet.code) reread(api);
}

/** Shows a sheet as it is stored, wherever nothing is unsent. @param {string} api */
export async function reread(api) {
  const { status, body } = await ask("GET", api);
  if (status !== 200) return;
  const rows = [];
  let isFault = false;
  for (const told of body.cells.map(read)) {
    const cell = cells.get(`${page.user} ${api} ${told.indicator}`);
    if (!cell || of(cell).length || cell.isComposing || told.version < cell.stored.version) continue;
    const differs = fields.some((field) => cell.shown[field] !== told[field]);
    isFault = isFault || (differs && told.version === cell.stored.version);
    cell.show(told);
    cell.element.classList.toggle("differs", differs);
    if (differs) rows.push(make("li", {}, cell.title));
  }
  sheets.set(api, body.sheet);
  on.change();
  const text = say("mirror", { count: rows.length });
  if (!rows.length) return;
  // Not what somebody saved elsewhere: the server's log has to tell of it.
  if (isFault) ask("GET", `${api}?differs`);
  notice("mirror", "warn", [text, make("ul", {}, ...rows)]);
  announce(text);
}

/** A refusal: said at its cell, sent again only when changed. What else was in the batch goes on alone. @param {Entry[]} list @param {any} body */
function refuse(list, body) {
  const meant = list.length > 1 && body.subject ? body.subject.id : list[0].indicator;
  for (const entry of list) {
    const cell = cellOf(entry), there = body.cell && read(body.cell);
    if (!cell) continue;
    if (entry.indicator === meant && there) {
      list.length === 1 && holds(there, entry) ? accept(entry, there) : dispute(cell, there);
      continue;
    }
    const isAgain = entry.indicator !== meant || body.code === "request-taken";
    record(cell, frozen(cell));
    for (const field of fields) cell.due[isAgain ? "add" : "delete"](field);
    if (!isAgain) cell.refuse(body.words || body.title, body.field || "mark");
  }
}

/** Says how things stand; speaks only when that has changed. */
function report() {
  const count = waiting().length, sheet = [...sheets.values()].pop();
  const news = isKept() ? trouble.word : "notKept";
  const word = !count ? saved && "allSaved" : news || (flying.size ? "sending" : "kept");
  const text = word && isOpen() ? say(word, { ...sheet, count, seconds: trouble.seconds, time: saved }) : "";
  const line = document.getElementById("status");
  if (line && line.textContent !== text) line.textContent = text;
  if (line) line.dataset.state = !count ? "saved" : news ? "refused" : "waiting";
  const next = !count ? text : news || spoken;
  if (next !== spoken && text) announce(text);
  spoken = next;
}

/** Everything that was typed is due now, but for a composition. */
export function flush() {
  for (const cell of waiting()) for (const field of fields) cell.due.add(field);
  hurry();
}

/** Waits until everything is acknowledged. */
export const drained = () => new Promise((done) => (waiting().length ? drains.push(done) : done()));

/** Begins with what an earlier visit left. @param {Cell[]} list */
export function start(list) {
  for (const cell of restore(list)) left.add(cell);
  isSending = true;
  pump();
}

export const stop = () => (isSending = false);
