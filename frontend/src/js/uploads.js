/* Show how far an upload is. The request is the one the form would have made; its answer is shown as the browser would. */
import { revealButtons } from "./buttons.js";
import { focusMarked } from "./focus.js";
import { markSent, unmarkSent } from "./sending.js";

export function uploads() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.upload === undefined || form.dataset.sent !== undefined || !hasFile(form)) return;
    event.preventDefault();
    send(form, event.submitter);
  }, { capture: true });
}

function hasFile(form) {
  return [...form.querySelectorAll('input[type="file"]')].some((field) => field.files.length > 0);
}

function send(form, button) {
  const body = new FormData(form, button);
  markSent(form, button);
  const progress = progressOf(form);
  const request = new XMLHttpRequest();
  request.open("POST", button?.getAttribute("formaction") ?? form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => (progress.value = loaded / total));
  request.addEventListener("load", () => show(request, form, questionOf(button)));
  request.addEventListener("error", () => fail(form, progress));
  request.send(body);
}

function progressOf(form) {
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", document.documentElement.lang === "fa" ? "پیشرفت بارگذاری" : "Upload progress");
  form.querySelector(".upload-failed")?.remove();
  form.append(progress);
  return progress;
}

/* Redirected: go there. Refused: put the page that explains it in place of this one. */
function show(request, form, question) {
  if (request.status < 400 && request.responseURL !== new URL(form.action, location.href).href) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = answer.title || document.title;
  document.querySelector("main").replaceWith(answer.querySelector("main") ?? answer.body);
  revealButtons();
  const back = question && request.status < 400 ? document.getElementById(question) : null;
  if (back) {
    back.focus();
    return;
  }
  window.scrollTo(0, 0);
  focusMarked();
}

/* The question to which a document was added, or from which one was removed: the reader stays there. */
function questionOf(button) {
  if (button?.name !== "_upload" && button?.name !== "_remove") return null;
  return `q-${button.value.split(":")[0]}`;
}

/* The line broke, or the server hung up on something too large. */
function fail(form, progress) {
  progress.remove();
  unmarkSent(form);
  const note = document.createElement("p");
  note.className = "upload-failed field-error";
  note.setAttribute("role", "alert");
  note.textContent =
    document.documentElement.lang === "fa"
      ? "بارگذاری کامل نشد. فایل شاید بیش از اندازه بزرگ باشد یا ارتباط قطع شده باشد؛ دوباره تلاش کنید."
      : "The upload did not finish. The file may be too large, or the connection broke. Try again.";
  form.append(note);
}
