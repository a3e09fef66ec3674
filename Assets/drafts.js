// The entries of the page's cells: a draft follows the keystrokes, frozen ones are on their way.

import { judge, kept } from "./marks.js";
import { entries, write } from "./outbox.js";
import { hooks, page } from "./session.js";
import { say } from "./words.js";

/** @typedef {import("./cell.js").Cell} Cell */
/** @typedef {import("./outbox.js").Entry} Entry */

export const fields = /** @type {("mark" | "comment")[]} */ (["mark", "comment"]);
/** By the ids of their drafts. @type {Map<string, Cell>} */
export const cells = new Map();
/** What others do: when something is due, when what the page shows has changed, when it is on disk, when a conflict reads otherwise. */
export const on = { due: () => {}, change: () => {}, kept: () => {}, contest: (/** @type {Cell} */ _) => {} };
let order = 0;

export const cellOf = (/** @type {Entry} */ entry) => cells.get(`${entry.user} ${entry.api} ${entry.indicator}`);
/** The entries of a cell, oldest first, its draft last. @param {Cell} cell */
export const of = (cell) =>
  [...entries.values()].filter((entry) => cellOf(entry) === cell).sort((a, b) => Number(!a.key) - Number(!b.key) || a.n - b.n);
export const frozen = (/** @type {Cell} */ cell) => of(cell).filter((entry) => entry.key);
/** Cells with something unsent. */
export const waiting = () => [...cells.values()].filter((cell) => of(cell).length);
hooks.waiting = () => waiting().length;
/** What an entry names. @param {Entry} entry */
export const named = (entry) => Object.fromEntries(fields.filter((field) => entry[field] !== undefined).map((field) => [field, entry[field]]));
/** The stored values under those of entries. @param {Cell} cell @param {Entry[]} [list] */
export const wanted = (cell, list = of(cell)) => Object.assign({}, cell.stored, ...list.map(named));

/** 16 random bytes in base64url. */
export const newKey = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  .replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22);
const next = () => (order = Math.max(order + 1, Date.now()));

/**
 * Writes the draft as the fields are now; none if nothing differs. In a conflict, what was named stays named.
 * @param {Cell} cell @param {Entry[]} [thawed] frozen entries that become part of it
 */
export function record(cell, thawed = []) {
  const before = entries.get(cell.id) || thawed[0];
  const gone = thawed.map(({ id }) => id);
  const sent = wanted(cell, frozen(cell).filter(({ id }) => !gone.includes(id)));
  const { base, n } = before || { base: cell.stored.version, n: next() };
  /** @type {Entry} */
  const draft = { id: cell.id, user: page.user, api: cell.api, indicator: cell.indicator, base, n };
  const { mark, comment } = cell.shown;
  const held = cell.conflict ? Object.assign({}, ...thawed.map(named), before && named(before)) : {};
  if ("mark" in held || mark !== sent.mark || judge(cell.typed, cell.grid).fault) draft.mark = cell.typed;
  if ("comment" in held || comment !== sent.comment) draft.comment = cell.comment.value;
  const differs = fields.some((field) => field in draft);
  on.change();
  if (!differs && !before) return;
  if (differs) cell.tell("kept", say("kept"));
  else if (!frozen(cell).length) cell.tell("", "");
  write(differs ? [draft] : [], differs ? gone : [...gone, cell.id]).then(on.kept);
  if (cell.conflict) on.contest(cell);
}

/** The fields of a draft that may leave. @param {Cell} cell @param {Entry} draft */
export const ready = (cell, draft) =>
  cell.conflict || cell.isComposing ? [] : fields.filter((field) => field in draft && cell.due.has(field) && !cell.fault(field, draft[field]));

/** Freezes what may leave; the rest stays a draft. @param {Cell} cell @param {Entry} draft @returns {Entry} */
export function freeze(cell, draft) {
  const key = newKey();
  const { mark, comment, ...both } = draft;
  const entry = { ...both, id: key, key }, rest = { ...draft };
  for (const field of ready(cell, draft)) {
    entry[field] = field === "mark" ? judge(mark, cell.grid).mark : kept(comment);
    delete rest[field];
    cell.due.delete(field);
  }
  const isLeft = fields.some((field) => field in rest);
  write(isLeft ? [entry, rest] : [entry], isLeft ? [] : [cell.id]);
  return entry;
}

/** Several cells as one request, all or nothing. @param {{cell: Cell, mark?: string | null, comment?: string}[]} changes */
export function batch(changes) {
  const key = newKey();
  write(changes.map(({ cell, ...values }) => ({
    id: `${key} ${cell.indicator}`, key, batch: true, user: page.user, api: cell.api, indicator: cell.indicator,
    base: (entries.get(cell.id) || { base: cell.stored.version }).base, n: next(), ...values,
  })));
  for (const { cell, ...values } of changes) {
    for (const field of fields) if (field in values) cell.set(field, values[field] || "");
    cell.refuse();
    record(cell);
  }
  on.due();
}

/** Puts what an earlier visit left back into the fields, unless the server has it. @param {Cell[]} list @returns {Cell[]} those that wait */
export function restore(list) {
  for (const cell of list) cells.set(cell.id, cell);
  for (const cell of waiting()) {
    for (const entry of of(cell)) {
      const { version, ...stored } = cell.stored, values = named(entry);
      if (values.mark) values.mark = judge(values.mark, cell.grid).mark || values.mark;
      const isHeld = version >= entry.base && Object.keys(values).every((field) => (values[field] || "") === (stored[field] || ""));
      const [first, second] = of(cell);
      if (isHeld && first === entry) {
        if (second) second.base = version;
        write(second ? [second] : [], [entry.id]);
      } else if (!("readonly" in cell.grid)) {
        for (const field of Object.keys(values)) cell.set(field, entry[field] || "");
      }
    }
    for (const field of fields) cell.due.add(field);
    if (of(cell).length) cell.tell("kept", say("kept"));
  }
  return waiting();
}
