// Asks before a sign-out that would leave unsent entries behind.

import { page } from "./session.js";
import { dialog, make, say } from "./words.js";

/** @param {(() => Promise<unknown>) | null} send sends all that waits, where the page can */
export function guard(send = null) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-sign-out]"));
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Loaded now: most pages never need it.
    const { entries, open, write } = await import("./outbox.js");
    if (!send) await open(page.user);
    if (!entries.size) return form.submit();
    const go = () => form.submit();
    const acts = [[say("keepHere"), go], [say("clear"), () => write([], [...entries.keys()]).then(go)]];
    if (send) acts.unshift([say("send"), () => send().then(go)]);
    dialog([make("p", {}, say("signOutAsk", { count: entries.size }))], acts);
  });
}
