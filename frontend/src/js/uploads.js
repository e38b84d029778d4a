/* Show how far an upload is, and spare a new page where a list gets an entry more or less. The request is the one the form
   would have made; its answer is shown as the browser would. */
import { revealButtons } from "./buttons.js";
import { revealFileNames } from "./files.js";
import { focusMarked } from "./focus.js";
import { markSent, unmarkSent } from "./sending.js";

export function uploads() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent !== undefined) return;
    if (!listOf(event.submitter) && (form.dataset.upload === undefined || !hasFile(form))) return;
    event.preventDefault();
    const over = largest(form);
    if (over) refuse(over, tooLarge(Number(form.dataset.upload)));
    else send(form, event.submitter);
  }, { capture: true });
}

function fileFields(form) {
  return [...form.querySelectorAll('input[type="file"]')].filter((field) => field.files.length > 0);
}

function hasFile(form) {
  return fileFields(form).length > 0;
}

/* The field with the largest file, where all files together are more than one request may carry: said before it is
   sent, which spares a slow line minutes and the reader the page that would take the place of what they typed. */
function largest(form) {
  const limit = Number(form.dataset.upload) || Infinity;
  const sizes = fileFields(form).map((field) => [[...field.files].reduce((sum, file) => sum + file.size, 0), field]);
  const total = sizes.reduce((sum, [size]) => sum + size, 0);
  return total > limit ? sizes.sort(([one], [other]) => other - one)[0][1] : null;
}

function tooLarge(limit) {
  const size = Math.floor(limit / 2 ** 20);
  return document.documentElement.lang === "fa"
    ? `فایل‌های یک ارسال روی هم تا ${size.toLocaleString("fa-IR")} مگابایت پذیرفته می‌شود. فایل کوچک‌تری برگزینید، یا فایل‌ها را یکی‌یکی بارگذاری کنید.`
    : `The files of one submission may be up to ${size} MB together. Choose a smaller file, or upload them one by one.`;
}

function send(form, button) {
  const body = new FormData(form, button);
  markSent(form, button);
  const progress = progressOf(form);
  const request = new XMLHttpRequest();
  request.open("POST", button?.getAttribute("formaction") ?? form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => (progress.value = loaded / total));
  request.addEventListener("load", () => {
    if (request.status === 413) fail(form, progress, tooLarge(Number(form.dataset.upload)));
    else show(request, form, placeOf(button));
  });
  request.addEventListener("error", () => fail(form, progress));
  request.send(body);
}

function progressOf(form) {
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", document.documentElement.lang === "fa" ? "پیشرفت بارگذاری" : "Upload progress");
  for (const note of form.querySelectorAll(".upload-failed")) note.remove();
  form.append(progress);
  return progress;
}

/* Redirected: go there. Refused: put the page that explains it in place of this one. */
function show(request, form, place) {
  if (request.status < 400 && request.responseURL !== new URL(form.action, location.href).href) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = answer.title || document.title;
  document.querySelector("main").replaceWith(answer.querySelector("main") ?? answer.body);
  revealButtons();
  revealFileNames();
  const back = request.status < 400 ? place() : null;
  if (back) {
    back.focus();
    return;
  }
  window.scrollTo(0, 0);
  focusMarked();
}

/* Where the reader goes on: at the question to which a document was added or from which one was removed, in the new entry
   of a list, at the list that lost one. */
function placeOf(button) {
  const list = listOf(button);
  if (list) return () => entryOf(document.getElementById(`q-${list}`), button.name === "_add");
  if (button?.name !== "_upload" && button?.name !== "_remove") return () => null;
  return () => document.getElementById(`q-${button.value.split(":")[0]}`);
}

function listOf(button) {
  if (button?.name === "_add") return button.value;
  return button?.name === "_drop" ? button.value.replace(/\.\d+$/, "") : "";
}

function entryOf(list, added) {
  const entries = [...(list?.querySelectorAll(".form-entry") ?? [])].filter((entry) => entry.closest(".form-list") === list);
  const entry = added && entries.at(-1);
  if (entry?.closest("details")) entry.closest("details").open = true;
  return entry || list;
}

/* The line broke, or the server found it too large: the form stays as it is. */
function fail(form, progress, text) {
  progress.remove();
  unmarkSent(form);
  refuse(
    fileFields(form)[0],
    text ??
      (document.documentElement.lang === "fa"
        ? "بارگذاری کامل نشد؛ ارتباط قطع شده است. دوباره تلاش کنید."
        : "The upload did not finish: the connection broke. Try again."),
  );
}

/* Say at the question what is wrong with its file. */
function refuse(field, text) {
  const question = field.closest(".form-question") ?? field.form;
  question.querySelector(".upload-failed")?.remove();
  const note = document.createElement("p");
  note.className = "upload-failed field-error";
  note.id = `${field.id}-upload-failed`;
  note.setAttribute("role", "alert");
  note.textContent = text;
  question.append(note);
  field.setAttribute("aria-invalid", "true");
  field.focus();
}
