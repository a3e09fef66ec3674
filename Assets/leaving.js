// Asks before a sign-out that would leave unsent entries behind, and keeps a sheet from being sealed without them.

import { page } from "./session.js";
import { dialog, make, notice, say } from "./words.js";

/** What waits on this device; of one sheet, if it is named. @param {string} [api] */
async function waiting(api) {
  // Loaded now: most pages never need it.
  const { entries, open } = await import("./outbox.js");
  if (!entries.size) await open(page.user);
  return [...entries.values()].filter((entry) => !api || entry.api === api);
}

/** @param {(() => Promise<unknown>) | null} send sends all that waits, where the page can */
export function guard(send = null) {
  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target), { signOut, needsDrained } = form.dataset;
    if (signOut === undefined && needsDrained === undefined) return;
    event.preventDefault();
    const list = await waiting(signOut === undefined ? form.dataset.api || document.getElementById("main").dataset.api : "");
    const count = list.length, go = () => form.submit();
    if (!count) return go();
    if (signOut === undefined) return notice("drain", "warn", [say("outstanding", { count })], [], form);
    const clear = async () => (await import("./outbox.js")).write([], list.map(({ id }) => id)).then(go);
    const acts = [[say("keepHere"), go], [say("clear"), clear]];
    if (send) acts.unshift([say("send"), () => send().then(go)]);
    dialog([make("p", {}, say("signOutAsk", { count }))], acts);
  });
}
