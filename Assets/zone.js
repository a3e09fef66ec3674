// Keeps what a zone writes: each field is stored as it settles, and says so only when the server has.

import { guard } from "./leaving.js";
import { ask, hooks, note, page, watch } from "./session.js";
import { bring } from "./uploads.js";
import { announce, make, say } from "./words.js";

watch();
guard();

const summary = document.getElementById("summary");
if (summary) summary.focus();

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-draft]"));
const main = document.getElementById("main").dataset;
const settle = Number(main.settle || 700), second = Number(main.retryBase || 1000);
const path = form ? form.dataset.draft : "";
const place = (/** @type {string} */ name) => `heng.draft.${page.user}.${path.replace(/^\/en/, "")}.${name}`;
/** Timers of fields that are being written, and the names of those that wait for an answer. */
const timers = new Map(), flying = new Set(), unsaved = new Set();
let tries = 0;

hooks.waiting = () => unsaved.size;
hooks.back = () => unsaved.forEach((name) => send(name));

const fields = (/** @type {string} */ name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const base = (/** @type {string} */ name) => form.querySelector(`[name="${CSS.escape(`base.${name}`)}"]`);
const read = (/** @type {string} */ name) => {
  const [first, ...rest] = fields(name);
  return first.type === "radio" ? ([first, ...rest].find((one) => one.checked) || { value: "" }).value : first.value;
};
const write = (/** @type {string} */ name, /** @type {string} */ value) =>
  fields(name).forEach((one) => (one.type === "radio" ? (one.checked = one.value === value) : (one.value = value)));

/** @param {string} name @param {string} text @param {string} [state] */
function tell(name, text, state = "") {
  const line = document.getElementById(`saved-${name}`);
  line.textContent = text;
  line.dataset.state = state;
}

/** Says at the field what stands against it; nothing takes it away. @param {string} name @param {Node[]} inside */
function refuse(name, ...inside) {
  const field = fields(name)[0], id = `${name}-error`, old = document.getElementById(id);
  if (old) old.remove();
  field.toggleAttribute("aria-invalid", inside.length > 0);
  if (!inside.length) return;
  const error = make("p", { className: "error", id }, ...inside);
  (field.closest(".choices") || field).before(error);
  field.setAttribute("aria-invalid", "true");
}

/** @param {string} name */
function keep(name) {
  unsaved.add(name);
  try {
    localStorage.setItem(place(name), JSON.stringify({ value: read(name), base: base(name).value }));
    return true;
  } catch (_) {
    return false;
  }
}

/** @param {string} name */
function typed(name) {
  tell(name, keep(name) ? say("draftSaving") : say("draftNotKept"));
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(() => send(name), settle));
}

/** @param {string} name */
async function send(name) {
  clearTimeout(timers.get(name));
  if (!unsaved.has(name) || flying.has(name)) return;
  const value = read(name);
  flying.add(name);
  tell(name, say("draftSaving"));
  const { status, body } = await ask("PUT", path, { field: name, value, base: Number(base(name).value) });
  flying.delete(name);
  if (status === 200 && body.field === name) {
    if (body.session && !note(body.session)) return;
    tries = 0;
    base(name).value = body.version;
    refuse(name);
    if (read(name) !== value) return typed(name);
    unsaved.delete(name);
    localStorage.removeItem(place(name));
    // What is stored is what is shown: blanks at the ends are not kept, full-width digits are.
    if (body.value !== value && document.activeElement !== fields(name)[0]) write(name, body.value);
    tell(name, say("draftSaved", { time: body.at || "" }), "saved");
  } else if (status >= 400 && status < 500 && body && body.reasons && body.reasons.length) {
    tell(name, "");
    const words = body.reasons.map((reason) => reason.words).join(" ");
    announce(words);
    if (body.reasons[0].code !== "draft-field-changed") return refuse(name, words);
    const choose = (text, value) => make("button", { type: "button", className: "plain", onclick: () => {
      base(name).value = body.stored.version;
      write(name, value);
      refuse(name);
      typed(name);
    } }, text);
    refuse(name, words, " ", choose(say("draftThere"), body.stored.value), " ", choose(say("draftHere"), read(name)));
  } else if (status === 401 || status === 403) {
    tell(name, say("draftWaits"), "waiting");
  } else {
    tell(name, say("draftWaits"), "waiting");
    timers.set(name, setTimeout(() => send(name), second * Math.min(30, 2 ** tries++)));
  }
}

if (form) {
  const names = [...form.querySelectorAll("[name^='base.']")].map((one) => one.name.slice(5));
  for (const name of names) {
    let left = null;
    try {
      left = JSON.parse(localStorage.getItem(place(name)));
    } catch (_) {
      // Nothing was kept.
    }
    // A page that shows a refusal shows what was typed: it is newer.
    if (left && left.value !== read(name) && !document.getElementById(`${name}-error`)) {
      write(name, left.value);
      base(name).value = left.base;
      unsaved.add(name);
      tell(name, say("draftRestored"), "waiting");
      send(name);
    } else if (left) localStorage.removeItem(place(name));
  }
  const own = (/** @type {Event} */ event) => names.includes(event.target.name) && event.target.name;
  form.addEventListener("input", (event) => own(event) && typed(own(event)));
  form.addEventListener("change", (event) => own(event) && unsaved.has(own(event)) && send(own(event)));
  // The button says it to the server itself; what is kept here goes when a later page has been acknowledged.
  form.addEventListener("submit", () => timers.forEach((timer) => clearTimeout(timer)));
  addEventListener("online", () => unsaved.forEach((name) => send(name)));
}
for (const field of document.querySelectorAll("[data-upload]")) bring(field);
document.documentElement.dataset.ready = "";
