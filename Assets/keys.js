// The key table: which key does what, and where. Everything here also has a visible button.

/**
 * Where, the key, what it does, and whether it is a single character, which the settings can switch off.
 * @type {[where: "mark" | "level" | "comment" | "page" | "any", key: string, act: string, isSingle?: boolean][]}
 */
export const table = [
  ["mark", "Enter", "down"],
  ["mark", "ArrowDown", "down"],
  ["mark", "Shift+Enter", "up"],
  ["mark", "ArrowUp", "up"],
  ["mark", "Escape", "restore"],
  ["level", "A", "level", true],
  ["level", "B", "level", true],
  ["level", "C", "level", true],
  ["level", "D", "level", true],
  ["level", "E", "level", true],
  ["level", "N", "down", true],
  ["level", "P", "up", true],
  ["level", "U", "unfinished", true],
  ["level", "Enter", "down"],
  ["level", "0-9", "start"],
  ["comment", "Ctrl+Enter", "down"],
  ["comment", "Escape", "mark"],
  ["page", "?", "help", true],
  ["any", "F2", "swap"],
  ["any", "F8", "unfinished"],
  ["any", "Shift+F8", "unfinishedBack"],
  ["any", "Ctrl+S", "send"],
];

/** @param {KeyboardEvent} event */
function name(event) {
  if (/^[\d.]$/.test(event.key) && !event.ctrlKey && !event.metaKey) return "0-9";
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.shiftKey && key.length > 1 ? "Shift+" : "") + key;
}

/** @param {EventTarget | null} target @returns {string[]} the places of the table that it belongs to */
function places(target) {
  if (target.type === "radio") return ["level", "page", "any"];
  if (target.name === "mark" || target.dataset.field === "mark") return ["mark", "any"];
  if (target.tagName === "TEXTAREA") return ["comment", "any"];
  return target.tagName === "INPUT" ? ["any"] : ["page", "any"];
}

/** @param {Object<string, (event: KeyboardEvent) => unknown>} acts by name; one that returns true leaves the key to the browser */
export function listen(acts) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    // An input method's keys are not ours; macOS sends its last Enter after the composition, with 229 alone.
    if (event.isComposing || event.keyCode === 229 || event.altKey || target.closest("dialog")) return;
    const key = name(event), where = places(target);
    const row = table.find((row) => row[1] === key && where.includes(row[0]));
    if (!row || (row[3] && document.documentElement.dataset.keys === "off")) return;
    if (!acts[row[2]](event)) event.preventDefault();
  });
}
