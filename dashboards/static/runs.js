// Opens the run that an address or a dot of the chart of the longest runs points at.
"use strict";
(() => {
  const folded = (id) => document.getElementById(id)?.closest("details.run");

  function open() {
    const run = folded(location.hash.slice(1));
    if (!run) return;
    run.open = true;
    run.scrollIntoView();
    run.querySelector("summary").focus({ preventScroll: true });
  }

  addEventListener("hashchange", open);
  addEventListener("DOMContentLoaded", open);
  addEventListener("backstride-day", ({ detail: day }) => {
    const { pages, ending } = document.querySelector("[data-pages]").dataset;
    const hash = `#run-${day}`;
    if (!folded(hash.slice(1))) location.href = `${pages}${day.slice(0, 4)}${ending}${hash}`;
    else if (location.hash === hash) open();
    else location.hash = hash;
  });
})();
