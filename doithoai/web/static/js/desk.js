// Keys of the desk: j/k choose a line, Enter opens it, n begins a new thing, / goes to the filter.
// Everything works without them.
(() => {
  "use strict";

  const rows = [...document.querySelectorAll("[data-row]")];
  let chosen = -1;

  const choose = (index) => {
    if (!rows.length) return;
    rows[chosen]?.classList.remove("sel");
    chosen = Math.max(0, Math.min(rows.length - 1, index));
    rows[chosen].classList.add("sel");
    rows[chosen].querySelector("a")?.focus({ preventScroll: true });
    rows[chosen].scrollIntoView({ block: "nearest" });
  };

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const acts = {
      j: () => choose(chosen + 1),
      k: () => choose(chosen - 1),
      n: () => document.querySelector("[data-key='n']")?.click(),
      "/": () => document.querySelector("[data-key='find']")?.focus(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
