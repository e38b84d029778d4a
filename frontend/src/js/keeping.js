/* What somebody is writing stays while they look elsewhere in the same tab: another part of the case, a question sent
   meanwhile, a page left by mistake. It goes with the tab, with sending the form, and with logging out. */
const PREFIX = "keep:";
const PERSIAN = document.documentElement.lang === "fa";
const RESTORED = PERSIAN ? "آنچه پیش‌تر نوشته بودید برگردانده شد." : "What you had written before is here again.";
const PASSING = new Set(["csrf_token", "warned"]);

export function keeping() {
  if (!document.querySelector('meta[name="csrf-token"]')) forget();
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form, PREFIX + form.dataset.keep);
}

function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function keep(form, key) {
  /* a form that came back with faults shows what was sent last */
  if (!form.querySelector(".is-invalid, .field-error")) restore(form, sessionStorage.getItem(key));
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(written(form))));
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
}

function written(form) {
  return [...controls(form)].map((control) => [control.name, control.type, control.value, control.checked]);
}

function restore(form, text) {
  if (!text) return;
  const before = JSON.stringify(written(form));
  const rest = JSON.parse(text);
  for (const control of [...controls(form), ...waiting(form)]) {
    const ticks = control.type === "radio" || control.type === "checkbox";
    const found = rest.findIndex(([name, type, value]) => name === control.name && type === control.type && (!ticks || value === control.value));
    if (found < 0) continue;
    const [[, , value, checked]] = rest.splice(found, 1);
    if (ticks) control.checked = checked;
    else control.value = value;
  }
  if (JSON.stringify(written(form)) !== before) say(form);
}

function say(form) {
  const note = document.createElement("p");
  note.className = "kept";
  note.role = "status";
  note.textContent = RESTORED;
  form.prepend(note);
}

function controls(form) {
  return [...form.elements].filter(isKept);
}

/* Questions that wait in templates until an answer calls for them (rules.js). */
function waiting(root) {
  return [...root.querySelectorAll("template[data-hides]")].flatMap(({ content }) => [
    ...[...content.querySelectorAll("textarea, select, input")].filter(isKept),
    ...waiting(content),
  ]);
}

function isKept(control) {
  return (
    control.matches("textarea, select, input:not([type=hidden], [type=file])") &&
    control.name && !PASSING.has(control.name)
  );
}
