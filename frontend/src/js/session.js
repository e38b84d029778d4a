/* Warn before the login session ends, so that nobody writes into a closed page. */
const WARN_BEFORE = 5 * 60 * 1000;
const LONGEST_TIMER = 2 ** 31 - 1;

export function sessionWarning() {
  const ends = Date.parse(document.querySelector('meta[name="session-expires"]')?.content ?? "");
  const warning = document.querySelector("[data-session-warning]");
  if (!warning || Number.isNaN(ends)) return;
  const wait = Math.max(0, ends - WARN_BEFORE - Date.now());
  if (wait <= LONGEST_TIMER) setTimeout(() => (warning.hidden = false), wait);
}
