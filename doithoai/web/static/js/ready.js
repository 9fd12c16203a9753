// Ready answers go into their field at once; without this script the link loads them.
(() => {
  "use strict";
  for (const list of document.querySelectorAll("[data-templates]")) {
    const field = document.getElementById(list.dataset.templates);
    if (!field) continue;
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("a[data-words]");
      const shown = event.target.closest("p[data-words]");
      if (!chosen && !shown) return;
      event.preventDefault();
      const words = chosen ? chosen.dataset.words : shown.textContent;
      field.value = field.value.trim() ? `${field.value.trim()} ${words}` : words;
      const leads = field.form.querySelector(`[value="${chosen?.dataset.procedure}"]`);
      if (leads) leads.checked = true;
      field.focus();
    });
  }
})();
