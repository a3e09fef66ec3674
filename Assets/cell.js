// One cell of a sheet: its fields, what the server holds of it, and what it shows.

import { hundredths, judge, kept, length } from "./marks.js";
import { say } from "./words.js";

/** @typedef {{mark: string | null, comment: string, version: number, at?: string}} Stored */

const most = 1000;

export class Cell {
  /** @param {HTMLElement} element @param {DOMStringMap} page data of `main` */
  constructor(element, page) {
    this.element = element;
    this.grid = element.dataset;
    this.indicator = element.dataset.indicator;
    const zone = element.dataset.zone || page.zone;
    this.api = element.dataset.api || page.api || `/api/rounds/${page.round}/zones/${zone}/sheet`;
    /** The id of its draft. */
    this.id = `${document.body.dataset.user} ${this.api} ${this.indicator}`;
    this.levels = [...element.querySelectorAll("input[type=radio]")];
    this.mark = element.querySelector("[name=mark]:not([type=radio])");
    this.comment = element.querySelector("[name=comment]");
    this.link = page.view === "score" && document.querySelector(`[data-goto="${this.indicator}"]`);
    /** Fields that have settled. @type {Set<string>} */
    this.due = new Set();
    this.isComposing = false;
    this.isClosed = false;
    /** What the server holds, where that is not what the draft began from. @type {Stored | null} */
    this.conflict = null;
    this.show({
      mark: judge(this.grid.mark || "", this.grid).mark || null,
      comment: kept(this.comment ? this.comment.defaultValue : ""), version: Number(this.grid.version),
    });
  }

  get title() {
    const title = ["h2", ".title", "th"].map((part) => this.element.querySelector(part)).find((part) => part);
    return title ? title.textContent.trim() : this.indicator;
  }

  /** As spreadsheets of the scheme number it. */
  get number() {
    const number = this.element.querySelector("th");
    return number ? number.textContent.trim() : this.indicator;
  }

  /** Where notices of the cell stand. */
  get place() {
    return this.element.querySelector(".error").parentElement;
  }

  /** The mark as it stands in the field. */
  get typed() {
    const level = this.levels.find((radio) => radio.checked);
    return this.mark ? this.mark.value : level ? level.value : "";
  }

  /** What the mirror compares. */
  get shown() {
    const { indicator, stored } = this;
    const comment = this.comment ? kept(this.comment.value) : stored.comment;
    return { indicator, version: stored.version, mark: judge(this.typed, this.grid).mark || null, comment };
  }

  get isReadOnly() {
    return this.isClosed || "readonly" in this.grid;
  }

  /** Takes over and shows what the server holds. @param {Stored} stored */
  show(stored) {
    this.stored = stored;
    this.set("mark", stored.mark || "");
    this.set("comment", stored.comment);
    this.paint();
  }

  /** @param {"mark" | "comment"} field @param {string} text */
  set(field, text) {
    if (this[field] && this[field].value !== text) this[field].value = text;
    if (field === "mark" && !this.mark) for (const radio of this.levels) radio.checked = radio.value === text;
    this.paint();
  }

  /** @returns {"done" | "owed" | "empty"} */
  get state() {
    const { mark } = judge(this.typed, this.grid);
    if (!mark) return "empty";
    const owes = "owedAlways" in this.grid || hundredths(mark) < hundredths(this.grid.owedBelow || "0");
    return owes && this.comment && !kept(this.comment.value) ? "owed" : "done";
  }

  /** Everything that follows from the fields alone. */
  paint() {
    const { mark } = judge(this.typed, this.grid);
    const value = hundredths(mark || "x");
    const points = this.levels.map((radio) => hundredths(radio.value));
    const low = Math.max(...points.filter((point) => point < value));
    const high = Math.min(...points.filter((point) => point > value));
    const isBetween = !points.includes(value) && isFinite(low) && isFinite(high);
    this.levels.forEach((radio, at) => {
      radio.checked = points[at] === value;
      radio.parentElement.classList.toggle("edge", isBetween && (points[at] === low || points[at] === high));
    });
    const name = (/** @type {number} */ point) => this.levels[points.indexOf(point)].value;
    const between = isBetween ? say("between", { low: name(low), high: name(high) }) : "";
    this.put(".between", this.typed ? between : say("unmarked"));
    const owed = this.element.querySelector(".owed");
    if (owed) owed.hidden = this.state !== "owed";
    if (this.comment) this.put(".counter", `${length(this.comment.value)} / ${most}`);
    if (!this.link) return;
    this.link.dataset.markState = this.state;
    this.put(".glyph", { done: "✓", owed: "◐", empty: "○" }[this.state], this.link);
    this.put(".value", mark || "", this.link);
    this.put(".hidden-text", say(this.state), this.link);
  }

  /** @param {string} part @param {string} text */
  put(part, text, within = this.element) {
    const place = within.querySelector(part);
    if (place && place.textContent !== text) place.textContent = text;
  }

  /** The line that says where the entries are. @param {string} state @param {string} text */
  tell(state, text) {
    this.element.dataset.saved = state;
    this.put(".saved", text);
  }

  /** What keeps a field from being sent. @param {"mark" | "comment"} field @param {string} text */
  fault(field, text) {
    if (field === "mark") return judge(text, this.grid).fault;
    return length(text) > most ? say("tooLong", { count: length(text), most }) : undefined;
  }

  /** Says at the field what is wrong with it, or nothing. @param {string} [words] @param {string} [field] */
  refuse(words = "", field = "mark") {
    const error = this.element.querySelector(".error");
    error.hidden = !words;
    error.textContent = words;
    for (const name of ["mark", "comment"]) {
      if (this[name]) this[name].setAttribute("aria-invalid", String(!!words && name === field));
    }
  }

  /** Tidies and checks what was typed, once the field is left. */
  settle() {
    const { mark, fault } = judge(this.typed, this.grid);
    if (this.mark && mark && mark !== this.mark.value) this.mark.value = mark;
    const long = this.comment && this.fault("comment", this.comment.value);
    this.refuse(fault || long || "", fault ? "mark" : "comment");
    this.paint();
  }

  /** @param {boolean} isClosed */
  close(isClosed) {
    this.isClosed = isClosed;
    for (const field of [this.mark, this.comment]) if (field) field.readOnly = this.isReadOnly;
    for (const radio of this.levels) radio.disabled = this.isReadOnly;
  }

  /** @param {"mark" | "comment" | "level"} part */
  focus(part) {
    const level = this.levels.find((radio) => radio.checked) || this.levels[0];
    const field = (part === "level" ? level : this[part]) || this.mark || level;
    if (field) field.focus();
    if (field && field === this.mark) field.select();
  }
}
