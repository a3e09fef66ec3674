// Keeps the session: asks the server in the user's name, warns before the end, signs in again in place.

import { announce, dialog, make, notice, say } from "./words.js";

/** What the page was served with. */
export const page = document.body.dataset;
/** "over" after the end, "other" while another account is signed in. */
let state = "";
let csrf = page.csrf, warns = 0, ends = 0, skew = 0, timer = 0;
/** @type {HTMLDialogElement | null} */
let asking = null;

/** What the rest of the page does when the session is back, and how many of its entries wait. */
export const hooks = { back: () => {}, waiting: () => 0 };
export const isOpen = () => !state;

/** The server's clock, ms. */
const clock = () => performance.now() + skew;

/**
 * Takes the session of an answer. @param {{user: string, name: string, csrf: string, ends: string, warns: string, now: string}} told
 * @returns {boolean} whether it is of this page's user
 */
export function note(told) {
  if (told.user !== page.user) {
    state = "other";
    const text = say("otherAccount", { now: told.name, count: hooks.waiting(), user: page.name });
    notice("session", "bad", [text], [[say("signInAgain"), signIn]]);
    announce(text);
    return false;
  }
  csrf = told.csrf;
  for (const input of document.querySelectorAll("input[name=csrf]")) input.value = csrf;
  [warns, ends] = [told.warns, told.ends].map(Date.parse);
  skew = Date.parse(told.now) - performance.now();
  wait(clock() < warns ? warns : ends);
  if (asking && (state || clock() < warns)) asking.close();
  if (state) {
    state = "";
    notice("session");
    hooks.back();
  }
  return true;
}

const renew = async () => {
  const { status, body } = await ask("GET", "/api/session");
  return status === 200 && note(body);
};

/**
 * One request. @param {string} method @param {string} path @param {object} [content] @param {string} [key] of a write
 * @param {number} [limit] ms @param {boolean} [isAgain] @returns {Promise<{status: number, body: any, wait: number}>} status 0: no answer
 */
export async function ask(method, path, content, key, limit = 15000, isAgain = false) {
  const abort = new AbortController(), alarm = setTimeout(() => abort.abort(), limit);
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  const body = content && JSON.stringify(content);
  if (body) Object.assign(headers, { "Content-Type": "application/json", "X-Heng-CSRF": csrf, "X-Heng-User": page.user });
  if (key) headers["Idempotency-Key"] = key;
  let answer = { status: 0, body: null, wait: 0 };
  try {
    // Outliving the page is for the last moment: a time-out cannot end such a request, and 64 KiB are the most.
    const keepalive = !!body && body.length < 9000 && document.visibilityState === "hidden";
    const reply = await fetch(path, { method, body, headers, keepalive, signal: abort.signal, redirect: "error", cache: "no-store" });
    answer = { status: reply.status, body: null, wait: Number(reply.headers.get("Retry-After")) * 1000 || 0 };
    answer.body = await reply.json();
  } catch (_) {
    // A portal's page in place of the answer is none; a refusal stands without its words.
    if (answer.status < 400) answer.status = 0;
  }
  clearTimeout(alarm);
  const why = answer.body && answer.body.code;
  if (why === "csrf-stale" && !isAgain && (await renew())) return ask(method, path, content, key, limit, true);
  if (why === "other-user") await renew();
  if (why === "session-over" && state !== "over") {
    state = "over";
    signIn();
  }
  return answer;
}

/** @param {number} moment of the server's clock */
function wait(moment) {
  clearTimeout(timer);
  timer = setTimeout(check, Math.min(Math.max(moment - clock(), 500), 2 ** 31 - 1));
}

/** Another tab may have prolonged the session, so the server is asked before anybody is alarmed. */
async function check() {
  if (!(await renew())) return isOpen() && wait(clock() + 30000);
  if (asking || clock() < warns) return;
  const text = say("idleSoon", { minutes: Math.max(1, Math.round((ends - clock()) / 60000)) });
  announce(text);
  show([make("p", {}, text)], [[say("stay"), async () => {
    const { status, body } = await ask("POST", "/api/session/stay", {});
    if (status === 200) note(body);
  }]]);
}

/** @param {Node[]} inside @param {import("./words.js").Act[]} [acts] */
function show(inside, acts) {
  if (asking) asking.close();
  const box = (asking = dialog(inside, acts));
  box.addEventListener("close", () => asking === box && (asking = null));
}

/** The dialog over the intact page; the name is fixed. */
function signIn() {
  const text = say("expired", { user: page.name, count: hooks.waiting() });
  notice("session", "warn", [text], [[say("signInAgain"), signIn]]);
  const field = (name, props) => make("div", { className: "field" },
    make("label", { htmlFor: `again-${name}` }, say(`${name}Field`)), make("input", { id: `again-${name}`, name, ...props }));
  const code = field("code", { inputMode: "numeric", autocomplete: "one-time-code" });
  code.hidden = page.factor !== "true";
  const error = make("p", { className: "error", hidden: true });
  error.setAttribute("role", "alert");
  const form = make("form", { onsubmit: send }, make("p", {}, text), error,
    make("input", { hidden: true, autocomplete: "username", value: page.user }),
    field("password", { type: "password", autocomplete: "current-password", required: true }),
    code, make("button", { className: "primary" }, say("signInAgain")));
  show([form]);

  async function send(/** @type {Event} */ event) {
    event.preventDefault();
    const { password, code: digits } = form.elements;
    const { status, body } = await ask("POST", "/api/session", { user: page.user, password: password.value, code: digits.value });
    if (status === 200 && note(body)) return;
    if (body && body.code === "one-time-code-needed") code.hidden = false;
    error.hidden = false;
    error.textContent = (body && body.words) || say("signInFailed");
  }
}

/** Begins to watch the session that the page was served with. */
export function watch() {
  if (!page.user) return;
  note(page);
  // Perhaps somebody has signed in again elsewhere.
  document.addEventListener("visibilitychange", () => state && document.visibilityState === "visible" && renew());
}
