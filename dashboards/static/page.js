// Unpacks plotly.js once the page is painted; draws each chart when it comes into view, and all
// of them before printing; shows what the page's table says of the distance picked.
"use strict";
(() => {
  const root = document.documentElement;
  const source = document.getElementById("chart-data");
  const { figures, try_run: tried, dark, locale, language, too_old: tooOld } =
    JSON.parse(source.textContent);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const divs = [...document.querySelectorAll(".chart[data-chart]")];
  const drawn = new Set();
  const localeName = `${language}-page`;
  const PRINT_WIDTH = 650;
  let months = 6;
  let printing = false;
  let isInTables = false;

  root.classList.add("js");

  function recoloured(figure) {
    if (printing || !scheme.matches) return structuredClone(figure);
    const text = JSON.stringify(figure);
    return JSON.parse(text.replace(/#[0-9a-f]{6}/g, (colour) => dark[colour] || colour));
  }

  function shownFrom(first, last) {
    if (!months) return first;
    const from = new Date(`${last}T00:00:00Z`);
    from.setUTCMonth(from.getUTCMonth() - months);
    const day = from.toISOString().slice(0, 10);
    return day > first ? day : first;
  }

  function draw(div) {
    const { figure, first, last } = figures[div.dataset.chart];
    const { data, layout } = recoloured(figure);
    layout.xaxis.range = [shownFrom(first, last), last];
    layout.width = printing ? PRINT_WIDTH : div.clientWidth;
    const isNew = !drawn.has(div);
    drawn.add(div);
    const done = Plotly.react(div, data, layout, { displayModeBar: false, locale: localeName });
    if (isNew && div.dataset.chart === "longest") done.then(() => div.on("plotly_click", showRun));
    return done;
  }

  // runs: a dot of the longest runs leads to what is told of its run; a later run of a day says
  // which one it is
  function showRun({ points: [{ x, customdata }] }) {
    dispatchEvent(new CustomEvent("backstride-run", { detail: customdata ?? `run-${x}` }));
  }

  function redraw() {
    drawn.forEach(draw);
  }

  function choose(button) {
    months = Number(button.dataset.months);
    document.querySelectorAll("[data-months]").forEach((other) => {
      other.setAttribute("aria-pressed", String(other === button));
    });
    redraw();
  }

  function showTables(areShown) {
    isInTables = areShown;
    root.classList.toggle("js", !areShown);
    divs.forEach((div) => { div.nextElementSibling.open = areShown; });
  }

  // printing waits for nobody: as long as nothing can be drawn, the tables are printed
  function print(isStarting) {
    printing = isStarting;
    if (isStarting && !window.Plotly) showTables(true);
    else if (isInTables) showTables(false);
    else (isStarting ? divs : [...drawn]).forEach(draw);
  }

  function showTried(box, slider) {
    const at = slider.value;
    const { tone, icon, word, verdict } = tried.outcomes[tried.outcome[at]];
    const put = (part, text) => { box.querySelector(part).textContent = text; };
    put(".try-km", tried.km[at]);
    put(".icon", icon);
    put(".try-word", word);
    put(".try-verdict", verdict);
    box.querySelector(".pill").className = `pill ${tone}`;
    slider.setAttribute("aria-valuetext", `${tried.km[at]}: ${word}, ${verdict}`);
    box.querySelector("ul").replaceChildren(...tried.added[at].map((line) => {
      const item = document.createElement("li");
      item.textContent = tried.lines[line];
      return item;
    }));
  }

  function startTrying() {
    const box = document.querySelector(".try");
    const slider = box.querySelector("input");
    box.hidden = false;
    showTried(box, slider);
    slider.addEventListener("input", () => showTried(box, slider));
  }

  // the policy names the unpacked text; taken out again, so that a saved page stays small
  async function unpack() {
    const packed = atob(document.getElementById("plotly-packed").textContent);
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    script.remove();
  }

  function startDrawing() {
    Plotly.register({ moduleType: "locale", name: localeName, dictionary: {}, format: locale });
    const inView = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        inView.unobserve(entry.target);
        if (!drawn.has(entry.target)) draw(entry.target);
      });
    });
    divs.forEach((div) => inView.observe(div));
  }

  function listen() {
    document.querySelectorAll(".ranges").forEach((group) => { group.hidden = false; });
    document.querySelectorAll("[data-months]").forEach((button) => {
      button.addEventListener("click", () => choose(button));
    });
    scheme.addEventListener("change", redraw);
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      redraw();
    });
  }

  function giveUp() {
    const told = document.createElement("p");
    told.textContent = tooOld;
    divs[0].before(told);
    showTables(true);
  }

  function startCharts() {
    if (!window.DecompressionStream) {
      giveUp();
      return;
    }
    listen();
    const whenIdle = window.requestIdleCallback || setTimeout;
    whenIdle(() => unpack().then(startDrawing), { timeout: 500 });
  }

  addEventListener("DOMContentLoaded", () => {
    if (tried) startTrying();
    if (divs.length) startCharts();
  });
})();
