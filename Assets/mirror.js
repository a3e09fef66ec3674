// Recomputes the read-back code of what the page shows, with its own SHA-256: `crypto.subtle` is missing on plain HTTP.

import { hundredths } from "./marks.js";
import { digest } from "./sha256.js";

/** Of a text. @param {string} text @returns {string} 64 hex digits */
export function sha256(text) {
  const whole = digest();
  whole.add(new TextEncoder().encode(text));
  return whole.hex();
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
