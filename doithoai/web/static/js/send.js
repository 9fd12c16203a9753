/* What makes the form of an opinion easier; it works without.

   [data-needs-script]   shown here
   [data-village-name]   leaves only the villages with this in their name
   [data-here]           chooses the village nearest to the device; its place is not sent
   [data-similar="URL"]  shows matters like the words that are being typed
   [data-offline]        said instead of sending while there is no network */
(() => {
  "use strict";
  const WAIT_MS = 600;
  const ENOUGH = 12;
  const form = document.querySelector("form[data-send]");
  if (!form) return;
  for (const one of form.querySelectorAll("[data-needs-script]")) one.hidden = false;

  form.addEventListener("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault();
    form.querySelector("[data-offline]").hidden = false;
  });
  addEventListener("online", () => { form.querySelector("[data-offline]").hidden = true; });

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const picks = [...form.querySelectorAll("[data-village]")];
  form.querySelector("[data-village-name]")?.addEventListener("input", ({ target }) => {
    const typed = folded(target.value.trim());
    for (const pick of picks) pick.hidden = !folded(pick.dataset.village).includes(typed);
  });
  // Enter in this box would send the form before a village is chosen.
  form.querySelector("[data-village-name]")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });

  const showChosen = () => {
    for (const label of form.querySelectorAll(".village-map label")) {
      label.classList.toggle("is-chosen", document.getElementById(label.htmlFor)?.checked);
    }
  };
  form.addEventListener("change", showChosen);
  showChosen();

  const choose = ({ coords }) => {
    const narrow = Math.cos((coords.latitude * Math.PI) / 180);
    const far = ({ dataset }) =>
      Math.hypot(dataset.lat - coords.latitude, (dataset.lon - coords.longitude) * narrow);
    const nearest = picks.filter((one) => one.dataset.lat).sort((a, b) => far(a) - far(b))[0];
    nearest.hidden = false;
    const input = nearest.querySelector("input");
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    showChosen();
  };
  form.querySelector("[data-here]")?.addEventListener("click", () => {
    const told = form.querySelector("[data-here-told]");
    told.hidden = true;
    const refuse = () => { told.hidden = false; };
    if (!navigator.geolocation) return refuse();
    navigator.geolocation.getCurrentPosition(choose, refuse, { timeout: 15000 });
  });

  const list = form.querySelector("[data-similar]");
  const words = form.querySelector("textarea[name=text]");
  if (!list || !words) return;
  document.querySelector(".send").append(list); // its own forms cannot stand within this one
  let timer = 0;
  let asked = null;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams({
      unit: form.elements.unit.value, village: form.elements.village.value, text: words.value,
    });
    try {
      const answer = await fetch(list.dataset.similar, { method: "POST", body, signal: asked.signal });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch { /* no network: the opinion can be written all the same */ }
  };
  words.addEventListener("input", () => {
    clearTimeout(timer);
    if (words.value.trim().length >= ENOUGH) timer = setTimeout(look, WAIT_MS);
  });
  if (words.value.trim().length >= ENOUGH) look();
})();
