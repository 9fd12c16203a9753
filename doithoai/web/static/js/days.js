// Says the chosen day in words beside its field: the browser shows it in the manner of its own language,
// where 11/12 may be the 11th of December or the 12th of November. Reads input[type=date] and
// input[type=datetime-local].
(() => {
  "use strict";

  const inWords = new Intl.DateTimeFormat(document.documentElement.lang || "vi", {
    weekday: "long", day: "numeric", month: "numeric", year: "numeric",
  });

  for (const field of document.querySelectorAll("input[type=date], input[type=datetime-local]")) {
    const told = document.createElement("output");
    told.className = "small muted";
    told.htmlFor = field.id;
    field.after(told);
    const tell = () => {
      const [year, month, day] = field.value.slice(0, 10).split("-").map(Number);
      told.value = day ? inWords.format(new Date(year, month - 1, day)) : "";
    };
    field.addEventListener("input", tell);
    tell();
  }
})();
