/* Shows a BPMN diagram: what is done, what is under way, what the linter found. Nothing can be changed here. */
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { colours, onThemeChange } from "./colours.js";

const PERSIAN = document.documentElement.lang === "fa";
const WORDS = PERSIAN
  ? { larger: "بزرگ‌تر", smaller: "کوچک‌تر", whole: "همهٔ نمودار", failed: "نمودار نمایش داده نشد.", error: "خطا", warning: "هشدار" }
  : { larger: "Zoom in", smaller: "Zoom out", whole: "Whole diagram", failed: "The diagram can't be shown.", error: "Error", warning: "Warning" };
const STEP = 1.25;
const AIR = 0.92;
const MARGIN = 80;

const viewers = new WeakMap();

for (const box of document.querySelectorAll("[data-diagram]")) {
  show(box);
  onThemeChange(() => show(box));
}

/* A link beside the diagram, `<a href="#its-id" data-element="…">`, brings that element into sight. */
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[data-element]");
  const viewer = link && viewers.get(document.querySelector(link.hash));
  const element = viewer?.get("elementRegistry").get(link.dataset.element);
  if (!element) return;
  viewer.get("canvas").scrollToElement(element, MARGIN);
  viewer.get("selection").select(element);
});

async function show(box) {
  box.replaceChildren();
  const canvas = document.createElement("div");
  canvas.className = "diagram-canvas";
  canvas.dir = "ltr";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", box.dataset.label ?? "BPMN");
  box.append(canvas);
  try {
    const viewer = await draw(canvas, await source(box));
    mark(viewer, box);
    viewers.set(box, viewer);
    box.append(controls(viewer.get("canvas")));
  } catch (error) {
    console.error(error);
    box.replaceChildren(WORDS.failed);
  }
}

async function source(box) {
  const inside = document.getElementById(box.dataset.xml ?? "");
  if (inside) return JSON.parse(inside.textContent);
  const response = await fetch(box.dataset.src, { headers: { Accept: "application/xml" } });
  if (!response.ok) throw new Error(`${response.status} ${box.dataset.src}`);
  return response.text();
}

async function draw(container, xml) {
  const tone = colours(["ink", "ground", "raised"]);
  const renderer = { defaultFillColor: tone.raised, defaultStrokeColor: tone.ink, defaultLabelColor: tone.ink };
  const text = { defaultStyle: { fontFamily: getComputedStyle(document.body).fontFamily } };
  const viewer = new NavigatedViewer({ container, bpmnRenderer: renderer, textRenderer: text });
  await viewer.importXML(xml);
  fit(viewer.get("canvas"));
  return viewer;
}

/* The whole diagram, with a little air around it for names that hang over. */
function fit(canvas) {
  canvas.zoom("fit-viewport", "auto");
  canvas.zoom(canvas.zoom() * AIR, "auto");
}

function mark(viewer, { dataset }) {
  const canvas = viewer.get("canvas");
  const known = (id) => viewer.get("elementRegistry").get(id);
  for (const kind of ["done", "active"]) {
    const ids = (dataset[kind] ?? "").split(" ").filter(known);
    for (const id of ids) canvas.addMarker(id, `is-${kind}`);
  }
  for (const finding of JSON.parse(dataset.findings ?? "[]")) {
    if (known(finding.element)) pin(viewer, finding);
  }
}

/* The sign of a finding stands on its element; the words are in the list beside the diagram, and in its title. */
function pin(viewer, { element, severity, message }) {
  const sign = document.createElement("span");
  sign.className = `finding finding-${severity}`;
  sign.textContent = severity === "error" ? "!" : "؟";
  sign.title = `${WORDS[severity] ?? ""}: ${message}`;
  viewer.get("canvas").addMarker(element, `has-${severity}`);
  viewer.get("overlays").add(element, { position: { top: -12, right: 12 }, html: sign });
}

/* What dragging and the wheel do, by buttons. */
function controls(canvas) {
  const bar = document.createElement("div");
  bar.className = "diagram-controls";
  bar.append(
    control("+", WORDS.larger, () => canvas.zoom(canvas.zoom() * STEP)),
    control("−", WORDS.smaller, () => canvas.zoom(canvas.zoom() / STEP)),
    control("⤢", WORDS.whole, () => fit(canvas)),
  );
  return bar;
}

function control(sign, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  const drawn = document.createElement("span");
  drawn.ariaHidden = "true";
  drawn.textContent = sign;
  button.append(drawn);
  button.ariaLabel = label;
  button.title = label;
  button.addEventListener("click", act);
  return button;
}
