// Shows the athletes of one level; without JavaScript all of them stay in sight.
"use strict";
(() => {
  const filters = document.querySelector(".filters");
  const rows = [...document.querySelectorAll("tr[data-tone]")];
  filters.hidden = false;
  filters.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    filters.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button === chosen));
    });
    rows.forEach((row) => {
      row.hidden = chosen.dataset.tone !== "" && row.dataset.tone !== chosen.dataset.tone;
    });
  });
})();
