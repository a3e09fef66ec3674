// Recomputes the read-back code of what the page shows, with its own SHA-256: `crypto.subtle` is missing on plain HTTP.

import { hundredths } from "./marks.js";

const root = (/** @type {number} */ value) => ((value - Math.floor(value)) * 2 ** 32) | 0;
/** @type {number[]} */
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const rounds = primes.map((prime) => root(Math.cbrt(prime)));
const turn = (/** @type {number} */ word, /** @type {number} */ by) => (word >>> by) | (word << (32 - by));

/** FIPS 180-4. @param {string} text @returns {string} 64 hex digits */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) * 64));
  bytes.forEach((byte, at) => blocks.setUint8(at, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  const hash = primes.slice(0, 8).map((prime) => root(Math.sqrt(prime)));
  const w = new Int32Array(64);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = blocks.getInt32(block + i * 4);
      else {
        const [p, q] = [w[i - 15], w[i - 2]];
        w[i] = w[i - 16] + w[i - 7] + (turn(p, 7) ^ turn(p, 18) ^ (p >>> 3)) + (turn(q, 17) ^ turn(q, 19) ^ (q >>> 10));
      }
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (hash[at] = (hash[at] + word) | 0));
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/**
 * The code of a sheet, as `Seat.readBack`: cells that were ever saved, by the bytes of their ids.
 * @param {{indicator: string, mark: string | null, comment: string, version: number}[]} cells
 */
export const code = (cells) =>
  sha256(
    cells
      .filter((cell) => cell.version || cell.mark || cell.comment)
      .sort((a, b) => (a.indicator < b.indicator ? -1 : 1))
      .map((cell) => `${cell.indicator}=${cell.mark === null ? "" : hundredths(cell.mark)}/${cell.comment}`)
      .join("\n"),
  ).slice(0, 8);
