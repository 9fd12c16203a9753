/* Asks a page again while work goes on, and shows how far it is; when it has ended, the whole page.

     <div id="…" data-watch>   replaced by the element of the same id in the newer page */
(() => {
  "use strict";
  const EVERY_MS = 1000;

  const look = async (id) => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById(id);
    if (!answer.ok || !newer || !("watch" in newer.dataset)) return location.reload();
    document.getElementById(id).innerHTML = newer.innerHTML;
    return setTimeout(() => keepLooking(id), EVERY_MS);
  };
  const keepLooking = (id) => look(id).catch(() => setTimeout(() => keepLooking(id), EVERY_MS * 5));

  const watched = document.querySelector("[data-watch]");
  if (watched) setTimeout(() => keepLooking(watched.id), EVERY_MS);
})();
