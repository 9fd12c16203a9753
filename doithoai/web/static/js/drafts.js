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
   kept too, and put back on the first screen (data-draft-fresh).

   <body data-person="12">                at the desk every form that is sent is kept, whole

   Such a form is kept under its person and the address that it goes to, until the server took it
   (cookie "taken") or the person signs out: an office shares its computers. Fields that the server
   filled are put back where they still hold what they held when somebody typed over them. */
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

  const DESK = "desk:";
  const SIGNED_OUT = ["slip", "turn-"];
  const SENDING = "draft-sending";
  const { person } = document.body.dataset;
  const deskName = (path, number) => `${DESK}${person}:${path}#${number}`;
  const pathOf = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;

  const began = (field) => {
    if (isTick(field)) return field.defaultChecked ? [field.value] : [];
    if (field.tagName !== "SELECT") return [field.defaultValue];
    const chosen = [...field.options].filter((one) => one.defaultSelected);
    return (chosen.length ? chosen : [...field.options].slice(0, 1)).map((one) => one.value);
  };
  const holds = (field) => (isTick(field) && !field.checked ? [] : [field.value]);
  const together = (form, read) => {
    const all = {};
    for (const field of fieldsOf(form)) (all[field.name] ||= []).push(...read(field));
    return all;
  };
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const isTyped = (field) => !isTick(field) && field.tagName !== "SELECT";
  const typedFields = (form) => fieldsOf(form).filter(isTyped);

  const changed = (form, first) => {
    const before = { ...together(form, began), ...first };
    const now = Object.entries(together(form, holds));
    const other = now.filter(([name, values]) => !isSame(values, before[name]));
    return Object.fromEntries(other.map(([name, values]) => [name, [values, before[name]]]));
  };
  const putBackTyped = (form, typed) => {
    const now = together(form, holds);
    let isChanged = false;
    for (const field of fieldsOf(form)) {
      const [values, before] = typed[field.name] ?? [];
      if (!values || isSame(now[field.name], values) || !isSame(now[field.name], before)) continue;
      if (isTick(field)) field.checked = values.includes(field.value);
      else [field.value] = values;
      isChanged = true;
    }
    return isChanged;
  };
  const noteFor = (form) => {
    const note = document.querySelector("template[data-draft-note-of-desk]")
      ?.content.firstElementChild.cloneNode(true);
    if (note) form.prepend(note);
    return note;
  };

  const keepAtDesk = (form, number) => {
    const name = deskName(pathOf(form), number);
    const kept = stored(name);
    // After a fault the server has filled in what was typed: it counts as typed all the same.
    let first = Object.fromEntries(
      Object.entries(kept?.values ?? {}).map(([field, [, before]]) => [field, before]));
    if (kept && putBackTyped(form, kept.values)) {
      const note = noteFor(form);
      if (note) note.hidden = false;
      form.closest("details")?.setAttribute("open", "");
      note?.querySelector("[data-draft-clear]").addEventListener("click", () => {
        forget(name);
        first = {};
        form.reset();
        note.remove();
      });
    }
    let timer = 0;
    const save = () => {
      clearTimeout(timer);
      const typed = changed(form, first);
      if (typedFields(form).some((field) => field.name in typed)) write(name, "", typed);
      else forget(name);
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, WAIT_MS); });
    form.addEventListener("change", save);
    form.addEventListener("submit", () => {
      save();
      try { sessionStorage.setItem(SENDING, name); } catch { /* then all of the page is forgotten */ }
    });
  };

  const forgetWhere = (isGone) => {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith("draft:"))
        .map((key) => key.slice("draft:".length))
        .filter(isGone)
        .forEach(forget);
    } catch { /* this browser keeps nothing */ }
  };
  const atDesk = () => {
    const taken = document.cookie.split("; ").find((one) => one.startsWith("taken="));
    if (taken) {
      const path = deskName(decodeURIComponent(taken.slice("taken=".length)), "");
      const sent = sessionStorage.getItem(SENDING) ?? "";
      forgetWhere((name) => (sent.startsWith(path) ? name === sent : name.startsWith(path)));
      document.cookie = "taken=; max-age=0; path=/ban-lam-viec/";
    }
    forgetWhere((name) => name.startsWith(DESK) && !stored(name));
    const forms = [...document.querySelectorAll("main form[method='post']:not([data-draft])")]
      .filter((form) => typedFields(form).length);
    const paths = forms.map(pathOf);
    forms.forEach((form, at) =>
      keepAtDesk(form, paths.slice(0, at).filter((path) => path === paths[at]).length));
    document.querySelectorAll("form[action$='/logout/']").forEach((form) =>
      form.addEventListener("submit", () => forgetWhere((name) =>
        [DESK, ...SIGNED_OUT].some((one) => name.startsWith(one)))));
  };

  document.querySelectorAll("[data-draft-done]").forEach((done) => forgetSent(done.dataset));
  document.querySelectorAll("form[data-draft]").forEach(keep);
  if (person) atDesk();
})();
