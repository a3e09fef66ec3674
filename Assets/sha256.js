// SHA-256 of what comes piece by piece (FIPS 180-4): `crypto.subtle` is missing on plain HTTP.

const root = (/** @type {number} */ value) => ((value - Math.floor(value)) * 2 ** 32) | 0;
/** @type {number[]} */
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const rounds = Int32Array.from(primes, (prime) => root(Math.cbrt(prime)));
const turn = (/** @type {number} */ word, /** @type {number} */ by) => (word >>> by) | (word << (32 - by));

/** A digest that grows: bytes are added, then it is read once. */
export function digest() {
  const hash = primes.slice(0, 8).map((prime) => root(Math.sqrt(prime)));
  const w = new Int32Array(64), left = new Uint8Array(64);
  let count = 0, kept = 0;

  /** @param {DataView} view @param {number} at */
  function block(view, at) {
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = view.getInt32(at + i * 4);
      else {
        const p = w[i - 15], q = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(p, 7) ^ turn(p, 18) ^ (p >>> 3)) + (turn(q, 17) ^ turn(q, 19) ^ (q >>> 10));
      }
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g, g = f, f = e, e = (d + one) | 0, d = c, c = b, b = a, a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] = (hash[i] + word) | 0));
  }

  /** @param {Uint8Array} bytes */
  function add(bytes) {
    count += bytes.length;
    let at = 0;
    if (kept) {
      at = Math.min(64 - kept, bytes.length);
      left.set(bytes.subarray(0, at), kept);
      kept += at;
      if (kept < 64) return;
      block(new DataView(left.buffer), 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; at + 64 <= bytes.length; at += 64) block(view, at);
    left.set(bytes.subarray(at));
    kept = bytes.length - at;
  }

  /** @returns {string} 64 hex digits */
  function hex() {
    const end = new Uint8Array(kept < 56 ? 64 - kept : 128 - kept), view = new DataView(end.buffer);
    end[0] = 0x80;
    view.setUint32(end.length - 8, Math.floor(count / 2 ** 29));
    view.setUint32(end.length - 4, (count * 8) >>> 0);
    add(end);
    return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return { add, hex };
}
