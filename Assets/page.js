// The pages without a sheet: the session's end, the sign-out, the look switches.

import { guard } from "./leaving.js";
import { watch } from "./session.js";

watch();
guard();

const summary = document.getElementById("summary");
if (summary) summary.focus();

/** Switches of the look: named theme, size, density or keys; an empty value is the system's choice. */
const switches = /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (document.querySelectorAll("[data-look]"));
const look = document.documentElement.dataset;
for (const field of switches) {
  const value = look[field.name] || "";
  if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
  else field.value = value;
  field.addEventListener("change", () => {
    const chosen = field.type === "checkbox" && !field.checked ? "" : field.value;
    chosen ? (look[field.name] = chosen) : delete look[field.name];
    const { theme, size, density, keys } = look;
    try {
      localStorage.setItem("heng.look", JSON.stringify({ theme, size, density, keys }));
    } catch (_) {
      // Refused: the look lasts as long as the page.
    }
  });
}
