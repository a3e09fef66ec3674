// Opens evidence in the frame beside the card, and says so when it cannot; scoring goes on either way.

import { notice, say } from "./words.js";

/** @param {HTMLAnchorElement} link @param {HTMLIFrameElement | null} frame @returns {boolean} whether it takes the click */
export function show(link, frame) {
  if (!frame || innerWidth < 768 || navigator.pdfViewerEnabled === false) {
    link.target = "_blank";
    return false;
  }
  // A frame does not tell that its page is missing.
  fetch(link.href, { headers: { Range: "bytes=0-0" }, cache: "no-store" })
    .then((reply) => reply.ok, () => false)
    .then((isThere) => {
      frame.hidden = !isThere;
      const acts = [[say("retry"), () => show(link, frame)], [say("download"), () => location.assign(link.href)]];
      notice("evidence", "warn", isThere ? undefined : [say("evidenceFails")], acts);
      if (!isThere) return;
      frame.src = `${link.href}#page=1`;
      for (const other of document.querySelectorAll("[data-other-window]")) [other.href, other.hidden] = [link.href, false];
    });
  return true;
}
