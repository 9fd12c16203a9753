// Keys of the desk: j/k choose a line, Enter opens it, x ticks it, n begins a new thing, / goes to the box
// that finds, u back to the queue, ? shows the keys; on an opinion a, r, c, t open what they are named
// after, 1 to 3 take a known matter, m goes to the box that finds one (there Enter finds), Ctrl+Enter
// sends the form in which one types.
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

  const use = (name) => {
    const found = document.querySelector(`[data-key='${name}']`);
    if (!found) return;
    if (!found.matches("summary, a, button")) {
      const field = document.getElementById(found.dataset.goesTo) ?? found;
      found.scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
      field.select?.();
      return;
    }
    found.click();
    if (found.matches("summary")) found.parentElement.querySelector("textarea")?.focus();
  };

  const keys = document.querySelector("[data-keys]");
  const boxes = [...document.querySelectorAll("[data-key='find']")];  // one in the menu, one beside

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const acts = {
      j: () => choose(chosen + 1),
      k: () => choose(chosen - 1),
      x: () => rows[chosen]?.querySelector("[data-tick]")?.click(),
      n: () => use("n"),
      a: () => use("a"),
      r: () => use("r"),
      c: () => use("c"),
      t: () => use("t"),
      m: () => use("m"),
      u: () => use("u"),
      1: () => use("1"),
      2: () => use("2"),
      3: () => use("3"),
      "?": () => { if (keys) { keys.open = !keys.open; keys.scrollIntoView({ block: "nearest" }); } },
      "/": () => boxes.find((box) => box.getClientRects().length)?.focus(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("main form");
    if (event.defaultPrevented || !event.ctrlKey || event.key !== "Enter" || !form) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // Else the browser would send the form by its first button, and accept.
  document.addEventListener("keydown", (event) => {
    const button = event.target.closest?.("main .find")?.querySelector("button[name='find']");
    if (!button || event.key !== "Enter" || event.ctrlKey || event.target === button) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("a[data-chooses]");
    const field = chip && document.getElementById(chip.dataset.in);
    if (!field) return;
    event.preventDefault();
    field.value = chip.dataset.chooses;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
