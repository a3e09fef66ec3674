// Puts the reader's look on the page before it is painted: theme, size, density, single keys.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem("heng.look") || "{}"));
} catch (_) {
  // Storage refused or spoilt: the page keeps the system's look.
}
