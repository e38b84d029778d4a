/* Questions that come and go with the answers to others, and values that follow them, without a round to the server.

   What is hidden stands in a <template>: it is not sent, so the server knows that it was not asked. Without scripts the
   server shows what is called for after the next «continue». */
import { readAnswers, readMoney, readNumber } from "./answers.js";
import { holds, valueOf } from "./feel.js";

export { readMoney, readNumber, valueOf };

/* Each round reveals or hides what hangs on the round before; more would be a circle. */
const MOST_ROUNDS = 30;

export function liveRules() {
  document.addEventListener("input", follow);
  document.addEventListener("change", follow);
  for (const form of document.forms) settle(form);
}

function follow({ target }) {
  const form = target.closest?.("form");
  if (form?.querySelector("[data-hides], [data-computes]") && target.closest("[data-reading]")) settle(form);
}

export function settle(form) {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answers = readAnswers(form);
    compute(form, answers);
    const changed = [...form.querySelectorAll("[data-hides]")].filter((place) => {
      const hidden = JSON.parse(place.dataset.hides).some((rule) => holds(rule, answers));
      return hidden !== (place.localName === "template") && turn(place);
    });
    if (!changed.length) return;
  }
}

/* Put what is shown into a template, or what a template holds into the page; what was typed stays. */
function turn(place) {
  const hide = place.localName !== "template";
  const other = document.createElement(hide ? "template" : "div");
  other.dataset.hides = place.dataset.hides;
  if (hide) other.content.append(...place.childNodes);
  else other.append(...place.content.childNodes);
  place.replaceWith(other);
  return true;
}

/* Values that follow from answers, each after those above it. */
function compute(form, answers) {
  for (const question of form.querySelectorAll("[data-computes]")) {
    const value = valueOf(question.dataset.computes, answers);
    answers[question.dataset.question] = value;
    const shown = question.querySelector("dd");
    const text = words(value, question.dataset);
    if (shown && shown.textContent !== text) shown.textContent = text;
  }
}

function words(value, { kind, suffix }) {
  const persian = document.documentElement.lang === "fa";
  if (value === null || value === "") return "—";
  if (typeof value === "boolean") return persian ? (value ? "بله" : "خیر") : value ? "Yes" : "No";
  if (typeof value !== "number") return String(value);
  const unit = kind === "money" ? (persian ? "ریال" : "rials") : suffix;
  const number = new Intl.NumberFormat(persian ? "fa-IR" : "en", { maximumFractionDigits: 15 }).format(value);
  return unit ? `${number} ${unit}` : number;
}
