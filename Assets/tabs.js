// Lets one tab edit a sheet; the others read until they take it over.

const mine = [Date.now(), Math.random()];
const isEarlier = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a[0] - b[0] < 0 || (a[0] === b[0] && a[1] < b[1]);
/** @type {BroadcastChannel | null} */
let channel = null;
/** @type {(type: string) => void} */
let post = () => {};

/**
 * Asks whether another tab edits one of these sheets. Without a channel every tab edits, and the server's versions decide.
 * @param {string} user @param {string[]} sheets @param {() => Promise<unknown>} lose flushes and turns read-only
 * @returns {Promise<boolean>} whether this one may edit
 */
export function claim(user, sheets, lose) {
  if (!window.BroadcastChannel) return Promise.resolve(true);
  let edits = true, isSettled = false;
  channel = new BroadcastChannel("heng.sheets");
  post = (type) => channel.postMessage({ type, user, sheets, since: mine });
  return new Promise((done) => {
    channel.onmessage = async ({ data }) => {
      if (data.user !== user || !data.sheets.some((sheet) => sheets.includes(sheet)) || !edits) return;
      if (data.type === "who" && (isSettled || isEarlier(mine, data.since))) post("mine");
      if (data.type === "take" || (data.type === "mine" && !(isSettled && isEarlier(mine, data.since)))) {
        edits = false;
        done(false);
        await lose();
        post("given");
      }
    };
    post("who");
    setTimeout(() => ((isSettled = true), done(edits)), 250);
  });
}

/** Takes the sheet over: the other tab flushes, then this one starts afresh. */
export function take() {
  channel.onmessage = ({ data }) => data.type === "given" && location.reload();
  post("take");
  setTimeout(() => location.reload(), 1000);
}
