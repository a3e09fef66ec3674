// One cell of a sheet: its fields, what the server holds of it, and what it shows.

import { hundredths, judge, kept, length, plain, units } from "./marks.js";
import { make, say } from "./words.js";

/** @typedef {{mark: string | null, comment: string, version: number, at?: string}} Stored */

/** Characters of a comment. */
const most = 1000;

export class Cell {
  /** @param {HTMLElement} element @param {DOMStringMap} page data of `main` */
  constructor(element, page) {
    this.element = element;
    this.grid = element.dataset;
    this.indicator = this.grid.indicator;
    this.api = this.grid.api || page.api || `/api/rounds/${page.round}/zones/${this.grid.zone || page.zone}/sheet`;
    /** The id of its draft. */
    this.id = `${document.body.dataset.user} ${this.api} ${this.indicator}`;
    this.levels = [...element.querySelectorAll("input[type=radio]")];
    this.mark = element.querySelector("[name=mark], [data-field=mark]");
    this.comment = element.querySelector("[name=comment], [data-field=comment]");
    this.link = page.view === "score" && document.querySelector(`[data-goto="${this.indicator}"]`);
    /** Fields that have settled. @type {Set<string>} */
    this.due = new Set();
    this.isComposing = this.isClosed = false;
    /** What the server holds, where that is not what the draft began from. @type {Stored | null} */
    this.conflict = null;
    this.show({
      mark: judge(this.grid.mark || "", this.grid).mark || null,
      comment: kept(this.grid.comment ?? (this.comment ? this.comment.defaultValue : "")), version: Number(this.grid.version),
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

  /** Where its notices stand: behind the mark, or in the row's last part. */
  get place() {
    const error = this.element.querySelector(".error"), field = error.closest(".field");
    if (field && !this.aside) field.after((this.aside = make("div")));
    return this.aside || error.parentElement;
  }

  /** The mark as it stands in the field. */
  get typed() {
    const level = this.levels.find((radio) => radio.checked);
    return this.mark ? this.mark.value : level ? level.value : "";
  }

  /** The fields as the server would keep them. */
  get shown() {
    const { indicator, stored: { version, comment } } = this;
    return {
      indicator, version, mark: judge(this.typed, this.grid).mark || null,
      comment: this.comment ? kept(this.comment.value) : comment,
    };
  }

  /** @returns {"done" | "owed" | "empty"} */
  get state() {
    const { mark, comment } = this.shown, { owedAlways, owedBelow } = this.grid;
    if (!mark) return "empty";
    const owes = owedAlways !== undefined || units(mark, 4) < units(owedBelow || "0", 4);
    return owes && !comment ? "owed" : "done";
  }

  get isReadOnly() {
    return this.isClosed || "readonly" in this.grid;
  }

  /** Takes over and shows what the server holds. @param {Stored} stored */
  show(stored) {
    this.stored = stored;
    this.set("mark", stored.mark || "");
    this.set("comment", stored.comment);
  }

  /** @param {"mark" | "comment"} field @param {string} text */
  set(field, text) {
    if (this[field] && this[field].value !== text) this[field].value = text;
    if (field === "mark" && !this.mark) for (const radio of this.levels) radio.checked = radio.value === text;
    this.paint();
  }

  /** Everything that follows from the fields alone. */
  paint() {
    const { mark } = this.shown, value = hundredths(mark || "");
    const points = this.levels.map((radio) => hundredths(radio.value));
    const low = Math.max(...points.filter((point) => point < value)), high = Math.min(...points.filter((point) => point > value));
    const isBetween = !points.includes(value) && isFinite(low) && isFinite(high);
    this.levels.forEach((radio, at) => {
      radio.checked = points[at] === value;
      radio.parentElement.classList.toggle("edge", isBetween && [low, high].includes(points[at]));
    });
    const [lower, higher] = [low, high].map((point) => (this.levels[points.indexOf(point)] || {}).value);
    const between = isBetween && say("between", { low: lower, high: higher });
    this.put(".between", this.typed ? between || this.worth(value) : say("unmarked"));
    if (this.comment) this.put(".counter", `${length(this.comment.value)} / ${most}`);
    const owed = this.element.querySelector(".owed");
    if (owed) owed.hidden = this.state !== "owed";
    if (!this.link) return;
    this.link.dataset.markState = this.state;
    this.put(".glyph", { done: "✓", owed: "◐", empty: "○" }[this.state], this.link);
    this.put(".value", mark || "–", this.link);
    this.put(".hidden-text", say(this.state), this.link);
  }

  /** What a mark on a scale comes to. @param {number} value hundredths */
  worth(value) {
    const { most, points } = this.grid, [whole, share] = [most, points || ""].map(hundredths);
    if (!(value >= 0 && share)) return "";
    const worth = Math.floor((2 * value * share + whole) / (2 * whole));
    return say("worth", { mark: plain(value), most, points: plain(worth) });
  }

  /** @param {string} part @param {string} text */
  put(part, text, within = this.element) {
    const place = within.querySelector(part);
    if (place && place.textContent !== text) place.textContent = text;
  }

  /** The line that says where the entries are. @param {string} state @param {string} text */
  tell(state, text) {
    this.grid.saved = state;
    this.put(".saved", text);
  }

  /** What keeps a field from being sent. @param {"mark" | "comment"} field @param {string} text */
  fault(field, text) {
    if (field === "mark") return judge(text, this.grid).fault;
    return length(text) > most ? say("tooLong", { count: length(text), most }) : undefined;
  }

  /** Says at the field what is wrong with it, or that nothing is. @param {string} [words] @param {string} [field] */
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

  /** @param {"mark" | "comment" | "level" | "title"} part */
  focus(part) {
    const level = this.levels.find((radio) => radio.checked) || this.levels[0];
    const title = this.element.querySelector("h2");
    if (title) title.tabIndex = -1;
    const field = { mark: this.mark, comment: this.comment, level, title }[part] || this.mark || level;
    if (field) field.focus();
    if (field && field === this.mark) field.select();
  }
}
