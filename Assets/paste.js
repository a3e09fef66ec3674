// A paste from a spreadsheet into the table: shown first, then written as one.

import { judge, kept, length, tidy } from "./marks.js";
import { announce, dialog, make, notice, say } from "./words.js";

/** @typedef {import("./cell.js").Cell} Cell */
/** @typedef {{cell: Cell, mark?: string | null, comment?: string}} Change */

/** Rows of a clipboard: tabs, line breaks, quoted cells; one trailing line break is none. @param {string} text */
export function parse(text) {
  const rows = [[""]];
  let isQuoted = false;
  for (const [part] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/""|[^]/g)) {
    const row = rows[rows.length - 1], at = row.length - 1;
    if (part === '""' && isQuoted) row[at] += '"';
    else if (part === '"' && (isQuoted || !row[at])) isQuoted = !isQuoted;
    else if (part === "\t" && !isQuoted) row.push("");
    else if (part === "\n" && !isQuoted) rows.push([""]);
    else if (!(part === '""' && !row[at])) row[at] += part;
  }
  return rows;
}

/**
 * @param {ClipboardEvent} event @param {Cell[]} cells rows in shown order @param {Cell} from @param {"mark" | "comment"} field
 * @param {(changes: Change[]) => void} write
 */
export function paste(event, cells, from, field, write) {
  const text = event.clipboardData.getData("text/plain");
  // A comment may well have paragraphs; a range of cells has tabs.
  if (!(field === "mark" ? /[\t\n\r]/ : /\t/).test(text)) return;
  event.preventDefault();
  const rows = parse(text);
  const numbered = new Map(cells.map((cell) => [cell.number, cell]));
  const firsts = rows.map(([first]) => tidy(first));
  const isNumbered = rows[0].length > 1 && firsts.every((first) => numbered.has(first)) && new Set(firsts).size === firsts.length;
  /** @type {Change[]} */
  const changes = [], old = [], shown = [], refused = [];
  let over = 0;
  rows.forEach((row, line) => {
    const cell = isNumbered ? numbered.get(firsts[line]) : cells[cells.indexOf(from) + line];
    const values = isNumbered ? row.slice(1) : row;
    const [mark = "", comment = ""] = field === "mark" || isNumbered ? values : ["", values[0]];
    if (!mark.trim() && !comment.trim()) return;
    const found = cell ? judge(mark, cell.grid) : { fault: say("last") };
    const fault = found.fault || (cell.isReadOnly && say("kept")) || cell.fault("comment", comment);
    if (fault) return refused.push(make("li", {}, say("pasteRefused", { line: line + 1, why: fault })));
    /** @type {Change} */
    const change = { cell }, before = { cell }, now = cell.shown;
    for (const [name, value, isGiven] of [["mark", found.mark, mark.trim()], ["comment", kept(comment), comment.trim()]]) {
      if (!isGiven || value === now[name]) continue;
      [change[name], before[name]] = [value, now[name]];
      if (now[name]) over++;
      shown.push(make("li", {}, say("pasteRow", { title: cell.title, old: now[name] || say("none"), new: value })));
    }
    if (Object.keys(change).length > 1) {
      changes.push(change);
      old.push(before);
    }
  });
  const count = changes.length;
  const acts = [[say("pasteCancel"), () => {}]];
  if (count && !refused.length) acts.unshift([say("pasteApply", { count, over }), () => {
    write(changes);
    notice("undo", "info", [say("pasteApply", { count, over })], [[say("undo"), () => {
      write(old);
      notice("undo", "info", [say("undone", { count })]);
      announce(say("undone", { count }));
      from.focus(field);
    }]]);
  }]);
  dialog([make("h2", {}, say("pasteTitle")), make("ul", { className: "errors" }, ...refused),
    make("ul", {}, ...shown), ...(count || refused.length ? [] : [make("p", {}, say("pasteNothing"))])], acts);
}
