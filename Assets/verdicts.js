// What the server will not take as it is: two values of one cell, and sheets that are sealed, closed or recused.

import { cells, fields, frozen, named, newKey, of, on, record, waiting, wanted } from "./drafts.js";
import { judge, kept } from "./marks.js";
import { entries, write } from "./outbox.js";
import { ask, page } from "./session.js";
import { announce, make, notice, say } from "./words.js";

/** @typedef {import("./cell.js").Cell} Cell */

/** Refusals of the sheets that take no more. @type {Map<string, any>} */
export const ended = new Map();

export const time = (/** @type {string | undefined} */ at) => (at || "").slice(11, 19);

/** Two values stand against each other: nothing is sent before the expert has chosen. @param {Cell} cell @param {import("./cell.js").Stored} there */
export function dispute(cell, there) {
  cell.conflict = there;
  cell.due.clear();
  record(cell, frozen(cell));
}

/** Shows both as they are now; speaks the first time. @param {Cell} cell */
function contest(cell) {
  const there = cell.conflict, here = named(entries.get(cell.id)), none = say("none"), inside = [];
  if ("mark" in here || there.mark !== cell.stored.mark) {
    inside.push(say("conflict", { there: there.mark || none, at: time(there.at), here: cell.typed || none }));
  }
  if ("comment" in here || there.comment !== cell.stored.comment) {
    inside.push(say("conflictComment", { there: there.comment || none, here: cell.shown.comment || none }));
  }
  if (!cell.place.querySelector(".notice")) announce(inside[0]);
  const isMark = "mark" in here, [mine, theirs] = isMark ? [cell.typed || none, there.mark || none] : ["", ""];
  notice(cell.id, "warn", inside, [
    [say("useHere", { mark: mine }).trim(), () => choose(cell, true)],
    [say("useThere", { mark: theirs }).trim(), () => choose(cell, false)],
  ], cell.place);
}
on.contest = contest;

/** @param {Cell} cell @param {boolean} isHere */
function choose(cell, isHere) {
  const there = cell.conflict, draft = entries.get(cell.id);
  cell.conflict = null;
  cell.stored = there;
  notice(cell.id);
  for (const field of fields) {
    if (!isHere || !(field in draft)) cell.set(field, there[field] || "");
    cell.due.add(field);
  }
  draft.base = there.version;
  record(cell);
  cell.focus("mark" in draft ? "mark" : "comment");
  on.due();
}

/** The sheet takes no more. Its entries stay until the expert decides. @param {string} api @param {any} refusal */
export function end(api, refusal) {
  ended.set(api, refusal);
  for (const cell of cells.values()) {
    if (cell.api !== api) continue;
    cell.conflict = null;
    notice(cell.id);
    cell.close(true);
  }
  tell(api);
}

/** @param {string} api */
function tell(api) {
  const { state, at, words } = ended.get(api);
  const list = waiting().filter((cell) => cell.api === api), count = list.length;
  const word = { sealed: "sealedElsewhere", closed: "closed", recused: "recused", undeclared: "undeclared" }[state];
  const text = word ? say(word, { at: time(at), count }) : words;
  const lines = list.map((cell) => [cell.title, wanted(cell).mark || "", wanted(cell).comment].join("\t"));
  const link = (/** @type {string} */ to, /** @type {string} */ text) =>
    make("a", { href: location.pathname.replace(/\/(score|table)\b.*/, to) }, text);
  const rows = list.map(({ indicator }, at) => make("li", {}, state === "sealed" ? link(`/revise/${indicator}`, lines[at]) : lines[at]));
  const acts = [[say("exportEntries"), save], [say("drop"), () => settle("dropped", async () => true)]];
  if (state === "closed") acts.unshift([say("logLate"), () => settle("logged", log)]);
  const head = state === "undeclared" ? make("p", {}, link("/start", text)) : text;
  notice(api, "bad", [head, make("ul", {}, ...rows)], count ? acts : []);
  announce(text);

  function save() {
    const file = new Blob([lines.join("\r\n")], { type: "text/plain" });
    make("a", { href: URL.createObjectURL(file), download: `heng-${page.user}.txt` }).click();
  }

  async function log(/** @type {Cell} */ cell) {
    const [first] = of(cell), { mark, comment } = wanted(cell);
    first.late = first.late || newKey();
    await write([first]);
    const content = { mark: judge(mark || "", cell.grid).mark || null, comment: kept(comment) };
    return (await ask("POST", `${api}/late/${cell.indicator}`, content, first.late)).status === 200;
  }

  async function settle(/** @type {string} */ word, /** @type {(cell: Cell) => Promise<boolean>} */ act) {
    let done = 0;
    for (const cell of list) {
      if (!(await act(cell))) continue;
      write([], of(cell).map(({ id }) => id));
      cell.show(cell.stored);
      done++;
    }
    tell(api);
    notice("ended", "info", [say(word, { count: done })]);
    announce(say(word, { count: done }));
    on.due();
  }
}
