/* FEEL in the browser, by the interpreter of bpmn.io. The server's own decides again, and its word counts; the table of
   cases in tests/feel_cases.json is asked of both. Numbers here are binary: a result is kept to 15 digits. */
import { evaluate } from "feelin";

/* The value of an expression over plain data; null for what has none. */
export function valueOf(expression, data) {
  try {
    const { value } = evaluate(expression, data);
    return plain(value);
  } catch {
    return null;
  }
}

export function holds(expression, data) {
  return valueOf(expression, data) === true;
}

function plain(value) {
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === undefined || typeof value === "function") return null;
  return value;
}

function number(value) {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}
