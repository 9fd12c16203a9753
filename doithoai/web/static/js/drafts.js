/* Nothing that a person typed is lost: a form with data-draft="name" is kept on this device.

   <form data-draft="opinion">            typed words are kept and put back into empty fields
   <p data-draft-note hidden>             shown when words were put back
   <button type="button" data-draft-clear>  forgets them
   <main data-draft-done="opinion">       on the receipt: the server has it, forget them

   Where a page both says that the last words were kept and takes the next ones, data-draft-key on
   both tells which words are meant: a reload must not forget what was typed since.

   Kept seven days, because a phone is often shared. Never kept: passwords, files, hidden fields,
   and fields marked data-private.

   data-draft-whole: one screen of several, the answers of the others in hidden fields; those are
   kept too, and put back on the first screen (data-draft-fresh). */
(() => {
  "use strict";
  const DAYS = 7;
  const WAIT_MS = 300;
  const keyOf = (name) => `draft:${name}`;

  const stored = (name) => {
    try {
      const kept = JSON.parse(localStorage.getItem(keyOf(name)) || "null");
      return kept && Date.now() - kept.at < DAYS * 86400000 ? kept : null;
    } catch {
      return null;
    }
  };
  const forget = (name) => {
    try { localStorage.removeItem(keyOf(name)); } catch { /* this browser keeps nothing */ }
  };
  const forgetSent = ({ draftDone, draftKey }) => {
    if (!draftKey || stored(draftDone)?.key === draftKey) forget(draftDone);
  };
  const write = (name, key, values) => {
    try {
      localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), key, values }));
    } catch { /* full or forbidden: the form itself still works */ }
  };

  const OURS = ["csrfmiddlewaretoken", "unit", "at"];
  const mayKeep = (form, { type, name }) => (type === "hidden"
    ? "draftWhole" in form.dataset && !OURS.includes(name)
    : !["password", "file", "search", "submit", "button"].includes(type));
  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && mayKeep(form, field) && !field.closest("[data-private]"));
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";

  const collect = (form) => {
    const values = {};
    for (const field of fieldsOf(form)) {
      if (isTick(field) ? field.checked : field.value) {
        (values[field.name] ||= []).push(field.value);
      }
    }
    return values;
  };
  const putBack = (form, values) => {
    let isChanged = false;
    for (const field of fieldsOf(form)) {
      const kept = values[field.name];
      if (!kept) continue;
      if (isTick(field)) {
        const isNew = kept.includes(field.value) && !field.checked;
        field.checked ||= isNew;
        isChanged ||= isNew;
      } else if (field.type === "hidden") {
        if ("draftFresh" in form.dataset) field.value = kept[0];
      } else if (!field.value) {
        field.value = kept[0];
        isChanged = true;
      }
    }
    return isChanged;
  };

  const keep = (form) => {
    const name = form.dataset.draft;
    const note = form.querySelector("[data-draft-note]");
    if (putBack(form, stored(name)?.values ?? {}) && note) note.hidden = false;
    let timer = 0;
    const save = () => { clearTimeout(timer); write(name, form.dataset.draftKey, collect(form)); };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, WAIT_MS); });
    form.addEventListener("submit", save);
    form.querySelector("[data-draft-clear]")?.addEventListener("click", () => {
      clearTimeout(timer);
      forget(name);
      form.reset();
      if (note) note.hidden = true;
    });
  };

  document.querySelectorAll("[data-draft-done]").forEach((done) => forgetSent(done.dataset));
  document.querySelectorAll("form[data-draft]").forEach(keep);
})();
