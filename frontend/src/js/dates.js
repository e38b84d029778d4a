/* A calendar beside the boxes of a date. The boxes are what is sent, and serve alone; this only fills them in.
   Keys as in the ARIA pattern of a date picker dialog: arrows, Home, End, Page Up and Down (with Shift: years). */
import {
  FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS, after, afterMonths, gregorian, jalali, monthLength, persianDigits, toDate,
  today, weekday, wholeNumber, words,
} from "./jalali.js";

const language = document.documentElement.lang === "en" ? "en" : "fa";
const rightToLeft = document.documentElement.dir === "rtl";
const digits = (value) => (language === "fa" ? persianDigits(value) : String(value));
const t = (fa, en) => (language === "fa" ? fa : en);

export function datePickers() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-pick-date]");
    if (button) open(button);
  });
  document.addEventListener("input", ({ target }) => {
    const group = target.closest("[data-date]");
    if (group) sayInWords(group);
  });
}

/* ---- the boxes: three of them, or one that takes the whole date */

function boxesOf(group) {
  return ["year", "month", "day"].map((part) => group.querySelector(`[name$="-${part}"]`));
}

function readDate(group) {
  const [year, month, day] = boxesOf(group);
  const parts = year
    ? [year, month, day].map((box) => wholeNumber(box.value))
    : group.querySelector("input").value.split(/[/.\-\s]+/).map(wholeNumber);
  return parts.length === 3 ? toDate({ year: parts[0], month: parts[1], day: parts[2] }) : null;
}

function writeDate(group, date) {
  const parts = jalali(date);
  const [year, month, day] = boxesOf(group);
  if (year) {
    [year.value, month.value, day.value] = [parts.year, parts.month, parts.day].map(digits);
  } else {
    group.querySelector("input").value = digits(`${parts.year}/${parts.month}/${parts.day}`);
  }
  group.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
}

/* What the boxes hold, in words, so that a slip shows before the form is sent. */
function sayInWords(group) {
  const echo = group.querySelector("[data-date-words]");
  const date = readDate(group);
  if (echo) echo.textContent = date ? words(date, language) : "";
}

/* ---- the dialog */

function open(button) {
  const group = button.closest("[data-date]");
  const held = readDate(group);
  const state = { group, held, at: held ?? today() };
  const dialog = build(state);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.showModal();
  show(dialog, state);
  focusDay(dialog);
}

function build(state) {
  const dialog = document.createElement("dialog");
  dialog.className = "date-picker";
  dialog.setAttribute("aria-label", `${t("انتخاب تاریخ", "Choose a date")}: ${nameOf(state.group)}`);
  dialog.append(header(dialog, state), grid(dialog, state), footer(dialog, state));
  return dialog;
}

function nameOf(group) {
  return group.querySelector("legend, label")?.textContent.trim() ?? "";
}

function header(dialog, state) {
  const bar = element("div", "date-picker-bar");
  const month = select(MONTHS[language].map((name, index) => [index + 1, name]), t("ماه", "Month"));
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const year = select(years.map((value) => [value, digits(value)]), t("سال", "Year"));
  const jump = () => {
    const [y, m] = [Number(year.value), Number(month.value)];
    state.at = toDate({ year: y, month: m, day: Math.min(jalali(state.at).day, monthLength(y, m)) });
    show(dialog, state);
  };
  month.addEventListener("change", jump);
  year.addEventListener("change", jump);
  const step = (months) => {
    state.at = afterMonths(state.at, months);
    show(dialog, state);
  };
  bar.append(
    pushButton(t("ماه پیش", "Previous month"), rightToLeft ? "›" : "‹", () => step(-1)),
    month,
    year,
    pushButton(t("ماه بعد", "Next month"), rightToLeft ? "‹" : "›", () => step(1)),
  );
  return bar;
}

function grid(dialog, state) {
  const table = element("table", "date-picker-days");
  table.setAttribute("role", "grid");
  const head = table.createTHead().insertRow();
  for (const name of WEEKDAYS[language]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.abbr = name;
    cell.textContent = language === "fa" ? name[0] : name.slice(0, 2);
    head.append(cell);
  }
  table.createTBody();
  table.addEventListener("keydown", (event) => {
    const moved = afterKey(event, state.at);
    if (!moved) return;
    event.preventDefault();
    state.at = inRange(moved) ? moved : state.at;
    show(dialog, state);
    focusDay(dialog);
  });
  return table;
}

function footer(dialog, state) {
  const bar = element("div", "date-picker-bar");
  const close = pushButton(null, t("بستن", "Close"), () => dialog.close());
  const now = pushButton(null, t("امروز", "Today"), () => {
    state.at = today();
    show(dialog, state);
    focusDay(dialog);
  });
  bar.append(now, close);
  return bar;
}

/* The month of `state.at`; exactly one day can be reached by Tab. */
function show(dialog, state) {
  const { year, month } = jalali(state.at);
  const [monthBox, yearBox] = dialog.querySelectorAll("select");
  [monthBox.value, yearBox.value] = [month, year];
  const table = dialog.querySelector("table");
  const first = toDate({ year, month, day: 1 });
  const length = monthLength(year, month);
  table.setAttribute("aria-label", title(first, after(first, length - 1)));
  const rows = [];
  let row = null;
  for (let day = 1 - weekday(first); day <= length; day += 1) {
    if (!row || row.cells.length === 7) rows.push((row = document.createElement("tr")));
    row.append(day < 1 ? document.createElement("td") : dayCell(dialog, state, after(first, day - 1)));
  }
  table.tBodies[0].replaceChildren(...rows);
}

function title(first, last) {
  const { year, month } = jalali(first);
  const own = `${MONTHS[language][month - 1]} ${digits(year)}`;
  if (language === "fa") return own;
  return `${own} (${gregorian(first, { month: "long" })} – ${gregorian(last, { month: "long", year: "numeric" })})`;
}

function dayCell(dialog, state, date) {
  const cell = document.createElement("td");
  const button = element("button", "date-picker-day");
  button.type = "button";
  button.textContent = digits(jalali(date).day);
  button.setAttribute("aria-label", words(date, language));
  button.tabIndex = same(date, state.at) ? 0 : -1;
  if (same(date, today())) button.setAttribute("aria-current", "date");
  cell.setAttribute("aria-selected", String(Boolean(state.held) && same(date, state.held)));
  if (language === "en") button.dataset.gregorian = shortGregorian(date);
  button.addEventListener("click", () => {
    writeDate(state.group, date);
    dialog.close();
  });
  cell.append(button);
  return cell;
}

/* Under each day of an English page, its Gregorian one; the first of a month with its name. */
function shortGregorian(date) {
  return gregorian(date, date.getUTCDate() === 1 ? { day: "numeric", month: "short" } : { day: "numeric" });
}

function afterKey({ key, shiftKey }, date) {
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowRight": return after(date, forward);
    case "ArrowLeft": return after(date, -forward);
    case "ArrowDown": return after(date, 7);
    case "ArrowUp": return after(date, -7);
    case "Home": return after(date, -weekday(date));
    case "End": return after(date, 6 - weekday(date));
    case "PageDown": return afterMonths(date, shiftKey ? 12 : 1);
    case "PageUp": return afterMonths(date, shiftKey ? -12 : -1);
    default: return null;
  }
}

function inRange(date) {
  const { year } = jalali(date);
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function same(one, other) {
  return one.getTime() === other.getTime();
}

function focusDay(dialog) {
  dialog.querySelector('.date-picker-day[tabindex="0"]').focus();
}

/* ---- small parts */

function element(name, className = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

function pushButton(label, text, act) {
  const button = element("button", "btn btn-secondary");
  button.type = "button";
  button.textContent = text;
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  return button;
}

function select(options, label) {
  const box = element("select", "form-select");
  box.setAttribute("aria-label", label);
  for (const [value, text] of options) box.add(new Option(text, value));
  return box;
}
