/* The Jalali calendar by way of the browser's own (Intl): years, months and days to UTC dates and back.
   No time of day and no zone is ever involved. */
const DAY = 24 * 60 * 60 * 1000;
const PARTS = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});
const newYears = new Map();

export const FIRST_YEAR = 1250;
export const LAST_YEAR = 1500;
export const MONTHS = {
  fa: ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
  en: [
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
  ],
};
/* from Saturday, with which the week begins */
export const WEEKDAYS = {
  fa: ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"],
  en: ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
};

/* Year, month (1 to 12) and day of a UTC date. */
export function jalali(date) {
  const found = {};
  for (const { type, value } of PARTS.formatToParts(date)) {
    if (type === "year" || type === "month" || type === "day") found[type] = Number(value);
  }
  return found;
}

/* The UTC date of a Jalali day that exists; null for any other. */
export function toDate({ year, month, day }) {
  const whole = [year, month, day].every(Number.isInteger);
  if (!whole || year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (day < 1 || day > monthLength(year, month)) return null;
  return after(newYear(year), Math.min(month - 1, 6) * 31 + Math.max(0, month - 7) * 30 + day - 1);
}

export function monthLength(year, month) {
  if (month < 7) return 31;
  if (month < 12) return 30;
  return Math.round((newYear(year + 1) - newYear(year)) / DAY) - 336;
}

export function after(date, days) {
  return new Date(date.getTime() + days * DAY);
}

/* As many months on, the day kept where that month has it. */
export function afterMonths(date, months) {
  const { year, month, day } = jalali(date);
  const count = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return toDate({ year: y, month: m, day: Math.min(day, monthLength(y, m)) }) ?? date;
}

/* 0 for Saturday up to 6 for Friday. */
export function weekday(date) {
  return (date.getUTCDay() + 1) % 7;
}

/* Today where the reader is. */
export function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/* «یکشنبه ۲ آذر ۱۴۰۵», "Sunday 2 Azar 1405 (23 November 2026)". */
export function words(date, language) {
  const { year, month, day } = jalali(date);
  const text = `${WEEKDAYS[language][weekday(date)]} ${day} ${MONTHS[language][month - 1]} ${year}`;
  return language === "fa" ? persianDigits(text) : `${text} (${gregorian(date, { day: "numeric", month: "long", year: "numeric" })})`;
}

export function gregorian(date, parts) {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(date);
}

export function persianDigits(text) {
  return String(text).replace(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));
}

/* The whole number that was typed, in whichever digits; NaN for anything else. */
export function wholeNumber(typed) {
  const plain = typed
    .trim()
    .replace(/[۰-۹]/g, (digit) => String(digit.codePointAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.codePointAt(0) - 0x0660));
  return /^\d{1,4}$/.test(plain) ? Number(plain) : NaN;
}

/* 1 Farvardin falls on one of three days in March: the calendar of the browser says on which. */
function newYear(year) {
  if (!newYears.has(year)) {
    const near = [20, 21, 22, 19].map((day) => new Date(Date.UTC(year + 621, 2, day)));
    newYears.set(year, near.find((date) => isNewYear(jalali(date))));
  }
  return newYears.get(year);
}

function isNewYear({ month, day }) {
  return month === 1 && day === 1;
}
