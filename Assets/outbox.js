// Keeps what was typed until the server has it: in IndexedDB, else in localStorage, else in this page alone.

/**
 * A draft (no key) follows the keystrokes of one cell. A frozen entry (with key) is being sent, word for word the same each time.
 * @typedef {object} Entry
 * @property {string} id the draft's cell, or the key of the request (and the indicator, in a batch)
 * @property {string} user @property {string} api @property {string} indicator
 * @property {number} base the version that the expert saw @property {number} n order of typing
 * @property {string | null} [mark] as typed in a draft, plain in a frozen entry @property {string} [comment]
 * @property {string} [key] @property {boolean} [batch]
 */

/** All entries of this user. @type {Map<string, Entry>} */
export const entries = new Map();
/** Ids of the entries of other accounts. @type {string[]} */
export const others = [];

const prefix = "heng.outbox.";
/** 0 IndexedDB, 1 localStorage, 2 this page alone. */
let level = 0;
let writing = 0;
/** @type {Promise<IDBDatabase> | null} */
let database = null;

const connect = () =>
  (database = database || new Promise((done, fail) => {
    const request = indexedDB.open("heng", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
    request.onsuccess = () => {
      request.result.onclose = () => (database = null);
      request.result.onversionchange = () => (request.result.close(), (database = null));
      done(request.result);
    };
    request.onerror = fail;
    setTimeout(fail, 2000);
  }));

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest | void} act */
async function transact(mode, act) {
  const open = await connect();
  return new Promise((done, fail) => {
    const transaction = open.transaction("outbox", mode, { durability: "strict" });
    const request = act(transaction.objectStore("outbox"));
    transaction.oncomplete = () => done(request && request.result);
    transaction.onabort = transaction.onerror = fail;
    // Without it a page that goes away takes the write with it.
    if (transaction.commit) transaction.commit();
  });
}

/** Reads what earlier pages left. @param {string} user */
export async function open(user) {
  const found = [];
  try {
    found.push(...(await transact("readonly", (store) => store.getAll())));
  } catch (_) {
    level = 1;
  }
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) found.push(JSON.parse(localStorage.getItem(key)));
    }
  } catch (_) {
    // Refused: then nothing was left there.
  }
  for (const entry of found) entry.user === user ? entries.set(entry.id, entry) : others.push(entry.id);
}

/** Puts and removes at once. Never fails: see `isSafe`. @param {Entry[]} puts @param {string[]} [gone] */
export async function write(puts, gone = []) {
  for (const entry of puts) entries.set(entry.id, entry);
  for (const id of gone) entries.delete(id);
  writing += puts.length;
  for (let attempt = 0; level === 0; attempt++) {
    // A new connection may have found a new, empty database.
    const list = database ? puts : [...entries.values()];
    try {
      await transact("readwrite", (store) => {
        for (const entry of list) store.put(entry);
        for (const id of gone) store.delete(id);
      });
      break;
    } catch (_) {
      database = null;
      if (attempt) level = 1;
    }
  }
  try {
    for (const id of gone) localStorage.removeItem(prefix + id);
    if (level === 1) for (const entry of entries.values()) localStorage.setItem(prefix + entry.id, JSON.stringify(entry));
  } catch (_) {
    if (level) level = 2;
  }
  writing -= puts.length;
}

/** Whether entries outlive this page. */
export const isKept = () => level < 2;
/** Whether the page may go without loss. */
export const isSafe = () => !entries.size || (isKept() && !writing);
