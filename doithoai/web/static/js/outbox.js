/* An opinion leaves this device only when the server has answered with its receipt.

   On the last screen (form[data-outbox]) the whole form is kept in localStorage and sent from
   there; without network it waits, and every public page that is opened on this device tries again.
   Its client key makes it one opinion, however often it arrives. It is forgotten when its receipt
   is opened, or thrown away by the person.

   div[data-outbox-told]     says what waits, what was received, what was refused */
(() => {
  "use strict";
  const PREFIX = "outbox:";
  const FIRST_MS = 5000;
  const LONGEST_MS = 300000;
  const told = document.querySelector("[data-outbox-told]");
  const form = document.querySelector("form[data-outbox]");

  const all = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
        .map((name) => JSON.parse(localStorage.getItem(name)));
    } catch {
      return [];
    }
  };
  const keep = (item) => localStorage.setItem(PREFIX + item.key, JSON.stringify(item));
  const forget = (item) => localStorage.removeItem(PREFIX + item.key);

  const solve = (challenge, worker) => new Promise((resolve) => {
    if (!challenge || !window.Worker) return resolve("");
    const solver = new Worker(worker);
    solver.onmessage = ({ data }) => { solver.terminate(); resolve(data); };
    solver.onerror = () => resolve("");  // it waits for review instead
    solver.postMessage(challenge);
  });
  const prepare = async (item) => {
    const query = new URLSearchParams({ unit: item.unit, client_key: item.key });
    const answer = await fetch(`${item.challenge}?${query}`, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const { challenge, csrf } = await answer.json();
    return { challenge, csrf, proof: await solve(challenge, item.worker) };
  };

  const prepared = {};

  /* Answers how long to wait before the next try, in milliseconds; 0: nothing is left to do. */
  const attempt = async (item) => {
    const ready = prepared[item.key] ?? prepare(item);
    delete prepared[item.key];  // a token is used once, or is too old by the next try
    const { challenge, csrf, proof } = await ready;
    const body = new URLSearchParams(item.answers);
    body.set("csrfmiddlewaretoken", csrf);
    body.set("challenge", challenge);
    body.set("proof", proof);
    const answer = await fetch(item.action, {
      method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin",
    });
    if (answer.status === 429) return Number(answer.headers.get("Retry-After") || 60) * 1000;
    if ([400, 409, 422].includes(answer.status)) {
      keep({ ...item, state: "refused", errors: (await answer.json()).errors });
      return 0;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    keep({ ...item, state: "sent", answers: [], ...(await answer.json()) });
    return 0;
  };

  const show = () => {
    const items = all();
    told.hidden = !items.length || Boolean(form);
    for (const line of told.querySelectorAll("[data-when]")) {
      const item = items.find((one) => one.state === line.dataset.when);
      line.hidden = !item;
      if (!item) continue;
      const put = (slot, change) => line.querySelectorAll(`[data-slot=${slot}]`).forEach(change);
      put("code", (one) => { one.textContent = item.code; });
      put("receipt", (one) => { one.href = item.receipt; });
      put("errors", (one) => { one.textContent = (item.errors || []).join(" "); });
      put("again", (one) => { one.href = `${item.action}?unit=${encodeURIComponent(item.unit)}`; });
      const drop = line.querySelector("[data-outbox-drop]");
      if (drop) drop.onclick = () => { forget(item); show(); };
    }
  };

  let timer = 0;
  let wait = FIRST_MS;
  const sendAll = async () => {
    clearTimeout(timer);
    let next = 0;
    for (const item of all().filter((one) => one.state === "waiting")) {
      try {
        next = Math.max(next, await attempt(item));
      } catch {
        next = Math.max(next, wait);
        wait = Math.min(2 * wait, LONGEST_MS);
      }
    }
    show();
    if (next) timer = setTimeout(alone, next);
  };
  // Two pages of one device do not send the same thing at the same time.
  const alone = () => (navigator.locks
    ? navigator.locks.request("outbox", sendAll) : sendAll());

  const opened = document.querySelector("[data-receipt]")?.dataset.receipt;
  for (const item of all()) if (item.state === "sent" && item.code === opened) forget(item);
  addEventListener("online", () => { wait = FIRST_MS; alone(); });

  if (form) {
    const { unit, client_key: key } = form.elements;
    const item = {
      key: key.value, unit: unit.value, state: "waiting", at: Date.now(),
      action: form.getAttribute("action"),
      challenge: form.dataset.challenge, worker: form.dataset.worker,
    };
    prepared[item.key] = prepare(item); // solved while the words are read once more
    prepared[item.key].catch(() => { delete prepared[item.key]; });
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.value !== "send") return;
      const left = ["csrfmiddlewaretoken", "at", "step", "written_at"];
      const answers = [...new FormData(form)].filter(([name, value]) =>
        !left.includes(name) && typeof value === "string");
      try {
        const now = new Date().toISOString();
        const last = [["written_at", now], ["at", "check"], ["step", "send"]];
        keep({ ...item, answers: [...answers, ...last] });
      } catch {
        return; // this browser keeps nothing: the form sends itself
      }
      event.preventDefault();
      form.querySelector("[data-outbox-busy]").hidden = false;
      form.querySelector("[data-offline]").hidden = navigator.onLine;
      await alone();
      const now = all().find((one) => one.key === item.key);
      if (now?.state === "sent") return location.assign(now.receipt);
      form.querySelector("[data-outbox-busy]").hidden = true;
      if (now?.state === "refused") {
        forget(now);
        form.append(Object.assign(document.createElement("input"),
          { type: "hidden", name: "step", value: "send" }));
        form.submit(); // the page says what is wrong, beside its field
      } else form.querySelector("[data-offline]").hidden = false;
    });
    addEventListener("storage", show);
  } else {
    show();
    if (all().some((one) => one.state === "waiting")) alone();
  }
})();
