// Brings files part by part: each part with its digest, from where the server's bytes end, so that a cut costs one part.

import { digest } from "./sha256.js";
import { ask, note, page } from "./session.js";
import { announce, make, say } from "./words.js";

const hex = (/** @type {Uint8Array} */ bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const size = (/** @type {number} */ count) =>
  count < 1024 ? `${count} B` : count < 1 << 20 ? `${Math.round(count / 1024)} KB` : `${(count / (1 << 20)).toFixed(1)} MB`;
const second = Number(document.getElementById("main").dataset.retryBase || 1000);
const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
const slice = async (/** @type {File} */ file, from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer());
/** One file after another: a slow line carries one sooner than two. */
let line = Promise.resolve();

/** One part. @param {string} path @param {Uint8Array} bytes @returns {Promise<{status: number, body: any}>} status 0: no answer */
async function put(path, bytes, abort) {
  const part = digest();
  part.add(bytes);
  const csrf = document.querySelector("input[name=csrf]").value;
  try {
    const reply = await fetch(path, { method: "PUT", body: bytes, cache: "no-store", redirect: "error", signal: abort.signal,
      headers: { Accept: "application/json", "X-Heng-CSRF": csrf, "X-Heng-User": page.user, "X-Heng-Digest": part.hex() } });
    // What stands between may answer in words of its own.
    return { status: reply.status, body: await reply.json().catch(() => null) };
  } catch (_) {
    return { status: 0, body: null };
  }
}

/** Takes files from a field, by its button or dropped onto it. @param {HTMLElement} field */
export function bring(field) {
  const input = field.querySelector("input[type=file]"), list = field.querySelector(".uploads");
  for (const one of field.querySelectorAll("[data-without]")) one.hidden = true;
  for (const one of field.querySelectorAll("[data-with]")) one.hidden = false;
  input.multiple = true;
  input.removeAttribute("name");
  const start = (/** @type {File[]} */ files) =>
    files.forEach((file) => {
      const row = new Row(field, list, file);
      line = line.then(() => row.run());
    });
  input.addEventListener("change", () => {
    start([...input.files]);
    input.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    field.addEventListener(kind, (event) => {
      event.preventDefault();
      field.classList.toggle("over", kind === "dragover");
      if (kind === "drop") start([...event.dataTransfer.files]);
    });
  }
}

/** A file on its way, as a line below its field. */
class Row {
  constructor(field, list, file) {
    Object.assign(this, { field, file, abort: new AbortController(), isOver: false });
    this.text = make("span", {}, say("uploadReading", { name: file.name }));
    this.bar = make("progress", { max: Math.max(1, file.size), value: 0, ariaLabel: file.name });
    this.stop = make("button", { type: "button", className: "plain", onclick: () => this.cancel() }, say("uploadCancel"));
    this.line = make("p", { className: "upload" }, this.text, this.bar, this.stop);
    list.append(this.line);
  }

  say(key, more = {}) {
    this.text.textContent = say(key, { name: this.file.name, size: size(this.file.size), done: size(this.bar.value), ...more });
  }

  /** Ends the line with words that stay. */
  end(text, isGood) {
    this.isOver = true;
    this.bar.remove();
    this.stop.remove();
    this.text.textContent = text;
    this.line.classList.toggle("error", !isGood);
    announce(text);
  }

  get path() {
    const { upload, place, indicator } = this.field.dataset;
    return [`${upload}/${this.digest}`, `?${new URLSearchParams({ place, indicator })}`];
  }

  async cancel() {
    if (this.isOver) return;
    this.abort.abort();
    this.end(say("uploadCancelled", { name: this.file.name }), true);
    if (this.digest) await ask("DELETE", this.path.join(""), {});
  }

  async run() {
    const { file, field } = this, whole = digest();
    try {
      // An empty file, or one that is too large, is refused before anybody reads it.
      for (let at = 0; at < file.size && file.size <= 24 << 20 && !this.isOver; at += 1 << 20) whole.add(await slice(file, at, at + (1 << 20)));
    } catch (_) {
      return this.end(say("uploadFails", { name: file.name }), false);
    }
    if (this.isOver) return;
    this.digest = whole.hex();
    const { place, indicator } = field.dataset, head = hex(await slice(file, 0, 16));
    for (let tries = 0, offset = -1, part = 1 << 20; !this.isOver; ) {
      const answer = offset < 0
        ? await ask("POST", field.dataset.upload, { place, indicator, name: file.name, size: file.size, digest: this.digest, head })
        : await put(`${this.path[0]}/${offset}${this.path[1]}`, await slice(file, offset, offset + part), this.abort);
      const { status, body } = answer;
      if (this.isOver) return;
      if (status === 200) {
        if (body.session) note(body.session);
        // That a file may go on is no part that arrived.
        if (offset >= 0) tries = 0;
        [offset, part] = [body.offset, body.part || part];
        this.bar.value = offset;
        if (body.file) return this.done(body.file);
        this.say("uploadGoing");
      } else if (status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status) && body && body.reasons && body.reasons.length) {
        return this.end(body.reasons.map((reason) => reason.words).join(" "), false);
      } else if (status === 404 || status === 413) {
        return this.end(say("uploadFails", { name: file.name }), false);
      } else {
        // Where it went on is asked anew: the last part may have arrived.
        offset = -1;
        this.say("uploadWaits");
        await wait(second * Math.min(30, 2 ** tries++));
      }
    }
  }

  done(file) {
    this.end(say("uploadDone", { name: file.name, size: size(file.size) }), true);
    const list = document.getElementById("files"), { place, indicator } = this.field.dataset;
    const remove = async () => {
      const { status } = await ask("DELETE", this.path.join(""), {});
      if (status === 200) item.remove();
    };
    const item = make("li", {}, make("span", {}, make("a", { href: `/zone/files/${file.digest}` }, file.name), `　${size(file.size)}`,
      file.scanned ? `　${file.scanned}` : ""), make("button", { type: "button", className: "plain", onclick: remove }, list.dataset.remove));
    item.lastChild.setAttribute("aria-label", list.dataset.removeOf.replace("{name}", file.name));
    list.hidden = false;
    list.append(item);
    const lacks = document.getElementById("lacks");
    if (lacks) lacks.remove();
  }
}
