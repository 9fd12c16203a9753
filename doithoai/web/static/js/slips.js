// A stack of slips: Ctrl+Enter keeps one. Words that did not reach the server are sent again under
// their own key, so that a slip whose answer was lost is not entered twice.
(() => {
  "use strict";
  const form = document.querySelector("form[data-slip]");
  if (!form) return;

  const keptDraft = () => {
    try { return JSON.parse(localStorage.getItem(`draft:${form.dataset.draft}`) || "null"); } catch { return null; }
  };
  const arrived = document.querySelector("[data-draft-done]")?.dataset.draftKey;
  const kept = keptDraft();
  const key = form.elements.client_key;
  if (kept?.key && kept.key !== arrived && kept.values?.text && !form.elements.text.value) {
    key.value = kept.key;
    form.dataset.draftKey = kept.key;
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
    setTimeout(() => { isSent = false; }, 4000);
  });
})();
