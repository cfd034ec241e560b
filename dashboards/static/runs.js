// Opens the run that an address, a link or a dot of the chart of the longest runs points at;
// shows the runs of one kind; opens the day of the calendar that was pointed at.
"use strict";
(() => {
  const runs = [...document.querySelectorAll("details.run")];
  const buttons = [...document.querySelectorAll(".filters button[value]")];
  const folded = (id) => document.getElementById(id)?.closest("details.run");
  const ofKind = (kind) => runs.filter((run) => run.classList.contains(kind));

  function show(kind) {
    const shown = new Set(ofKind(kind));
    runs.forEach((run) => { run.hidden = !shown.has(run); });
    document.querySelectorAll(".month").forEach((month) => {
      month.hidden = !month.querySelector("details.run:not([hidden])");
    });
    buttons.forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === kind));
    });
  }

  function startFilters() {
    buttons.forEach((button) => {
      const count = ofKind(button.value).length;
      button.lastElementChild.textContent = count;
      button.hidden = !count;
      button.addEventListener("click", () => show(button.value));
    });
    if (buttons.filter((button) => !button.hidden).length > 1) {
      buttons[0].parentElement.hidden = false;
    }
  }

  function open() {
    const run = folded(location.hash.slice(1));
    if (!run) return;
    if (run.hidden) show("run");
    run.open = true;
    run.scrollIntoView();
    run.querySelector("summary").focus({ preventScroll: true });
  }

  function openHere(hash) {
    if (location.hash === hash) open();
    else location.hash = hash;
  }

  // a run's link leads to the page of its year, which is right wherever the run stands
  function follow(event) {
    const { hash } = event.target.closest?.("a[href*='#run-']") ?? {};
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!hash || !isPlain || !folded(hash.slice(1))) return;
    event.preventDefault();
    openHere(hash);
  }

  // the cells of a quarter are drawn a week a column, a day a row
  function dayAt(event, picture) {
    const box = picture.getBoundingClientRect();
    const { x, y, width, height } = picture.viewBox.baseVal;
    const { pitch, first } = picture.dataset;
    const column = Math.floor((((event.clientX - box.x) / box.width) * width + x) / pitch);
    const row = Math.floor((((event.clientY - box.y) / box.height) * height + y) / pitch);
    if (row < 0 || column < 0) return null;
    const day = new Date(`${first}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + 7 * column + row);
    return day.toISOString().slice(0, 10);
  }

  function openDay(event) {
    const picture = event.target.closest?.(".calendar svg");
    const day = picture && dayAt(event, picture);
    const month = day && document.getElementById(`days-${day.slice(0, 7)}`);
    if (!month) return;
    const isOfDay = ({ cells }) => Number(cells[0].textContent.match(/\d+/)) === Number(day.slice(8));
    const row = [...month.querySelectorAll("tbody tr")].find(isOfDay);
    if (!row) return;
    month.open = true;
    month.parentElement.closest("details").open = true;
    document.querySelector("tr.pointed-at")?.classList.remove("pointed-at");
    row.classList.add("pointed-at");
    row.scrollIntoView({ block: "center" });
  }

  addEventListener("hashchange", open);
  addEventListener("DOMContentLoaded", () => {
    startFilters();
    document.querySelectorAll("[data-hint]").forEach((hint) => { hint.hidden = false; });
    open();
  });
  addEventListener("click", follow);
  addEventListener("click", openDay);
  addEventListener("backstride-run", ({ detail: run }) => {
    const { pages, ending } = document.querySelector("[data-pages]").dataset;
    const [, year] = run.split("-");
    if (folded(run)) openHere(`#${run}`);
    else location.href = `${pages}${year}${ending}#${run}`;
  });
})();
