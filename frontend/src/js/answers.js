/* The answers of a page as the server would read them (forms/answers.py, forms/values/numbers.py). */
const DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
const MOST_DIGITS = 15;
const MOST_RIALS = 1e15;
const GROUPED = /^[1-9]\d{0,2}([,٬،'’_ ])\d{3}(?:\1\d{3})*$/;

/* {key: answer} of all questions that say how they are read; one that is blank or can't be read is null. */
export function readAnswers(root) {
  const answers = {};
  for (const question of root.querySelectorAll("[data-reading]")) {
    const reading = JSON.parse(question.dataset.reading);
    answers[question.dataset.question] = READERS[reading.as](question, reading);
  }
  return answers;
}

export function readNumber(text, { least = null, most = null, decimals = null, step = null } = {}) {
  const found = /^([+-]?)(\d[\d,٬،'’_ ]*)(?:[.٫](\d+))?$/.exec(plain(text).replace(/−/g, "-"));
  const whole = found && ungrouped(found[2]);
  if (!whole || whole.length + (found[3]?.length ?? 0) > MOST_DIGITS) return null;
  const exact = `${found[1]}${whole}.${found[3] ?? "0"}`;
  const places = found[3]?.replace(/0+$/, "").length ?? 0;
  if (decimals !== null && places > decimals) return null;
  return within(Number(exact), least, most) && isMultiple(exact, step) ? Number(exact) : null;
}

export function readMoney(text, { least = null, most = null, step = null } = {}) {
  const digits = ungrouped(plain(text).replace(/\s*(ریال|rials?|irr)$/i, ""));
  const rials = Number(digits);
  return digits && rials <= MOST_RIALS && within(rials, least, most) && isMultiple(digits, step) ? rials : null;
}

const READERS = {
  choice: (question, { values }) => values[posted(question)[0]] ?? null,
  choices: (question, { values }) => posted(question).map((value) => values[value]),
  tick: (question, { needed }) => posted(question).length > 0 || (needed ? null : false),
  number: (question, limits) => readNumber(posted(question)[0] ?? "", limits),
  money: (question, limits) => readMoney(posted(question)[0] ?? "", limits),
};

/* What the question's boxes would send. */
function posted(question) {
  const boxes = question.querySelectorAll("input:not([type=hidden]), select");
  return [...boxes].filter((box) => !["radio", "checkbox"].includes(box.type) || box.checked).map((box) => box.value);
}

/* Latin digits, no invisible marks, one blank for many. */
function plain(text) {
  const latin = text.replace(/[۰-۹٠-٩]/g, (digit) => String(DIGITS.indexOf(digit) % 10));
  return latin.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "").replace(/\s+/g, " ").trim();
}

/* The digits of a whole figure without the marks between its groups of three; "" where they stand elsewhere. */
function ungrouped(figures) {
  return /^\d+$/.test(figures) ? figures : GROUPED.test(figures) ? figures.replace(/\D/g, "") : "";
}

function within(number, least, most) {
  return (least === null || number >= least) && (most === null || number <= most);
}

/* Exactly, in whole units of the last decimal place of either. */
function isMultiple(number, step) {
  if (step === null) return true;
  const places = Math.max(...[number, step].map((text) => text.split(".")[1]?.length ?? 0));
  const [units, size] = [number, step].map((text) => {
    const [whole, part = ""] = text.split(".");
    return BigInt(whole.replace("+", "") + part.padEnd(places, "0"));
  });
  return units % size === 0n;
}
