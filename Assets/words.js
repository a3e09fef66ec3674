// Tells things in the page's own words: text, notices, dialogs, and the one live region.

/** @typedef {[word: string, act: () => void]} Act a button: its words and what it does */

const words = new Map();
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("words"));
if (template) {
  for (const p of template.content.querySelectorAll("[data-key]")) words.set(p.dataset.key, p.textContent.trim());
}

/** The words of a key, its {places} filled. @param {string} key @param {Object<string, unknown>} [values] */
export const say = (key, values = {}) =>
  (words.get(key) || key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** A new element. @param {string} tag @param {object} [props] @param {...(Node | string)} inside */
export function make(tag, props, ...inside) {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...inside);
  return element;
}

/** @param {Act[]} acts */
const buttons = (acts) =>
  make("p", { className: "acts" }, ...acts.map(([text, act]) => make("button", { type: "button", onclick: act }, text)));

/** Speaks politely, once. @param {string} text */
export function announce(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/**
 * Shows a notice, or changes the one of the same key; without inside removes it.
 * @param {string} key @param {string} [kind] good, warn, bad or info @param {(Node | string)[]} [inside] @param {Act[]} [acts]
 * @param {Element | null} [place]
 */
export function notice(key, kind, inside, acts = [], place = document.getElementById("notices")) {
  let box = [...document.querySelectorAll(".notice")].find((other) => other.dataset.notice === key);
  if (!inside) return box && box.remove();
  if (!box && place) place.append((box = make("div")));
  if (!box) return;
  box.className = `notice ${kind}`;
  box.dataset.notice = key;
  const row = buttons(acts), old = box.querySelector(".acts");
  const text = make("div", {}, ...inside.map((part) => (typeof part === "string" ? make("p", {}, part) : part)));
  if (!old || old.textContent !== row.textContent) return box.replaceChildren(...text.childNodes, ...(acts.length ? [row] : []));
  // A button under the pointer must neither go away nor move between press and release.
  [...old.children].forEach((button, at) => (button.onclick = acts[at][1]));
  if (box.textContent === text.textContent + row.textContent) return;
  while (box.firstChild !== old) box.firstChild.remove();
  old.before(...text.childNodes);
}

/**
 * Opens a modal dialog that removes itself when closed and gives the focus back.
 * @param {Node[]} inside @param {Act[]} [acts] each closes the dialog first @returns {HTMLDialogElement}
 */
export function dialog(inside, acts = []) {
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  const box = make("dialog", {}, ...inside);
  if (acts.length) box.append(buttons(acts.map(([text, act]) => [text, () => (box.close(), act())])));
  box.setAttribute("aria-label", box.firstElementChild.textContent);
  box.addEventListener("close", () => {
    box.remove();
    if (back && back.isConnected) back.focus({ preventScroll: true });
  });
  document.body.append(box);
  box.showModal();
  return box;
}
