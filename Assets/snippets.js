// 常用语: comments that an expert keeps on this device and puts in by a press; nothing of it is ever sent by itself.

import { page } from "./session.js";
import { announce, dialog, make, say } from "./words.js";

/** @typedef {import("./cell.js").Cell} Cell */

const place = `heng-snippets ${page.user}`, most = 50;

/** Newest first. @returns {string[]} */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(place) || "[]");
    return Array.isArray(found) ? found.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string[]} list @returns {boolean} whether this browser keeps it */
function keep(list) {
  try {
    localStorage.setItem(place, JSON.stringify(list.slice(0, most)));
    return true;
  } catch {
    return false;
  }
}

/** Puts text where the caret stands, as typing does. @param {Cell} cell @param {string} text */
function insert(cell, text) {
  const field = cell.comment;
  // It may have been closed meanwhile, or another tab edits.
  if (cell.isReadOnly) return;
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Offers what is kept, and to keep what stands in the field. @param {Cell} cell */
export function offer(cell) {
  if (cell.isReadOnly) return;
  const field = cell.comment, now = field.value.trim();
  // Where the focus goes back to.
  field.focus();
  const list = read();
  const rows = make("ul", { className: "snippets" });
  const box = dialog([make("h2", {}, say("snippets")), make("p", { className: "hint" }, say("snippetsHint")), rows], [
    ...(now && !list.includes(now) ? [[say("snippetsKeep"), () => announce(say(keep([now, ...read()]) ? "snippetsKept" : "snippetsNot"))]] : []),
    [say("snippetsClose"), () => {}],
  ]);
  fill();

  function fill() {
    const kept = read();
    rows.replaceChildren(...kept.map((text) => make("li", {},
      make("button", { type: "button", className: "plain", onclick: () => (box.close(), insert(cell, text)) }, text),
      make("button", {
        type: "button", ariaLabel: say("snippetsDropThis", { text }),
        onclick: () => (keep(read().filter((other) => other !== text)), fill(), (rows.querySelector("button") || box.querySelector(".acts button")).focus()),
      }, say("snippetsDrop")))));
    if (!kept.length) rows.replaceChildren(make("li", {}, say("snippetsNone")));
  }
}
