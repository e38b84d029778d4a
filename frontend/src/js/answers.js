/* The answers of a page as the server would read them (forms/answers.py). */
const DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
const MOST_DIGITS = 15;
const MOST_RIALS = 1e15;

/* {key: answer} of all questions that say how they are read; one that is blank or can't be read is null. */
export function readAnswers(root) {
  const answers = {};
  for (const question of root.querySelectorAll("[data-reading]")) {
    const reading = JSON.parse(question.dataset.reading);
    answers[question.dataset.question] = READERS[reading.as](question, reading);
  }
  return answers;
}

export function readNumber(text, { least, most, decimals }) {
  const plainText = latin(text).replace(/[\s,_٬،'’]+/g, "").replace(/[٫/]/g, ".").replace(/−/g, "-");
  if (!/^[+-]?\d+(\.\d+)?$/.test(plainText) || plainText.replace(/\D/g, "").length > MOST_DIGITS) return null;
  const number = Number(plainText);
  const places = plainText.split(".")[1]?.replace(/0+$/, "").length ?? 0;
  return within(number, least, most) && places <= decimals ? number : null;
}

export function readMoney(text, { least, most }) {
  const plainText = latin(text).replace(/[\s,_٬،'’]+/g, "").replace(/(ریال|rials?|irr)$/i, "");
  if (!/^\d{1,16}$/.test(plainText)) return null;
  const rials = Number(plainText);
  return rials <= MOST_RIALS && within(rials, least, most) ? rials : null;
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

function latin(text) {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(DIGITS.indexOf(digit) % 10)).trim();
}

function within(number, least, most) {
  return (least === null || number >= least) && (most === null || number <= most);
}
