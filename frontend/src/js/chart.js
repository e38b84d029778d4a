/* Bars and lines of a report, in the digits and the direction of the page. The table beside them says the same. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { colours, onThemeChange } from "./colours.js";

Chart.register(
  BarController, BarElement, CategoryScale, Filler, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip,
);

const PERSIAN = document.documentElement.lang === "fa";
const RTL = document.documentElement.dir === "rtl";
const SERIES = ["accent", "line-strong", "wait", "note", "good", "bad"];
/* lines differ by dash as well as by colour */
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [1, 5], [12, 3]];

for (const figure of document.querySelectorAll("[data-chart]")) {
  draw(figure);
}

function draw(figure) {
  const given = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", figure.dataset.label ?? "");
  figure.append(canvas);
  let chart = new Chart(canvas, settings(given));
  onThemeChange(() => {
    chart.destroy();
    chart = new Chart(canvas, settings(given));
  });
}

function settings({ type, labels, series, stacked = false }) {
  const palette = colours([...SERIES, "ink", "line", "raised"]);
  return {
    type,
    data: { labels, datasets: series.map((one, at) => dataset(type, one, at, palette)) },
    options: {
      animation: false,
      locale: PERSIAN ? "fa-IR" : "en-GB",
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily, size: 13 },
      color: palette.ink,
      scales: {
        x: { reverse: RTL, stacked, grid: { display: false }, ticks: { color: palette.ink } },
        y: { position: RTL ? "right" : "left", beginAtZero: true, stacked, grid: { color: palette.line }, ticks: { color: palette.ink, precision: 0, callback: figure } },
      },
      plugins: {
        legend: { display: series.length > 1, rtl: RTL, textDirection: RTL ? "rtl" : "ltr", labels: { color: palette.ink } },
        tooltip: { rtl: RTL, textDirection: RTL ? "rtl" : "ltr" },
      },
    },
  };
}

/* the library writes a bare zero in Latin digits */
function figure(value) {
  return value.toLocaleString(PERSIAN ? "fa-IR" : "en-GB");
}

function dataset(type, { label, values }, at, palette) {
  const colour = palette[SERIES[at % SERIES.length]];
  const shared = { label, data: values, borderColor: colour, backgroundColor: colour };
  return type === "line"
    ? { ...shared, borderWidth: 2, borderDash: DASHES[at % DASHES.length], tension: 0.25, pointRadius: 3 }
    : { ...shared, borderRadius: 4, maxBarThickness: 48 };
}
