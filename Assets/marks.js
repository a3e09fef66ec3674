// Reads marks exactly, as whole hundredths and never as floats, and judges them by a cell's grid.

import { say } from "./words.js";

/** Full-width digits and points as an input method leaves them, made plain. @param {string} text */
export const tidy = (text) =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[．，。｡]/g, ".").trim();

/** @param {string} text @returns {number} hundredths; NaN if it is no decimal or a finer one */
export const hundredths = (text) => units(text, 2);

/** @param {string} text @param {number} places after the point */
export function units(text, places) {
  const found = /^(\d{0,9})(?:\.(\d*?)0*)?$/.exec(text), [, whole = "", part = ""] = found || [];
  return /\d/.test(text) && found && part.length <= places ? Number(whole + part.padEnd(places, "0")) : NaN;
}

/** @param {number} value hundredths */
export const plain = (value) =>
  `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`.replace(/\.?0+$/, "");

/**
 * What a typed mark is: its plain form, null if empty, or why it cannot be sent.
 * @param {string} text @param {DOMStringMap} grid the cell's least, most, step, yesno
 * @returns {{mark?: string | null, fault?: string}}
 */
export function judge(text, grid) {
  const { least, most, step } = grid, isYesNo = "yesno" in grid;
  const word = isYesNo ? [say("no"), say("yes")].indexOf(tidy(text)) : -1, mark = word < 0 ? tidy(text) : String(word);
  if (!mark) return { mark: null };
  if (/^\d+,\d+$/.test(mark)) return { fault: say("commaHint", { mark, plain: mark.replace(",", ".") }) };
  if (!/^(\d+\.?\d*|\.\d+)$/.test(mark)) return { fault: say("malformed", { mark }) };
  const [value, from, to, by] = [mark, least, most, step].map((part) => hundredths(part || ""));
  const fits = isYesNo ? value === 0 || value === 100 : value >= from && value <= to && !(by && (value - from) % by);
  return fits ? { mark: plain(value) } : { fault: say("offGrid", { mark, least, most, step }) };
}

/** A comment as the server keeps it. @param {string} text */
export const kept = (text) =>
  text.replace(/\r\n?/g, "\n").replace(/^[ \t\n\u3000\u00a0]+|[ \t\n\u3000\u00a0]+$/g, "").normalize("NFC");

/** Characters as the counter counts them. @param {string} text */
export const length = (text) => [...kept(text)].length;
