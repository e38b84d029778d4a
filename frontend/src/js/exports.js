/* A file that takes a while to make: say so while it is made, and hand it over when it is there. Without this script the
   link is a link, and the browser waits. */
const SHOWN_AFTER = 600;
const PERSIAN = document.documentElement.lang === "fa";
const MAKING = PERSIAN ? "فایل آماده می‌شود…" : "The file is being made…";
const BROKEN = PERSIAN ? "فایل آماده نشد؛ ارتباط قطع شده است. دوباره تلاش کنید." : "The file was not made: the connection broke. Try again.";

export function exports() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-export]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy !== "true") fetchFile(link);
  });
}

async function fetchFile(link) {
  link.ariaBusy = "true";
  const note = noteAfter(link);
  const shown = setTimeout(() => tell(note), SHOWN_AFTER);
  try {
    const answer = await fetch(link.href);
    const file = (answer.headers.get("content-disposition") ?? "").startsWith("attachment");
    if (!answer.ok || !file) location.assign(link.href); // the page that says why
    else save(await answer.blob(), nameOf(answer));
    note.remove();
  } catch {
    note.replaceChildren(BROKEN);
  } finally {
    clearTimeout(shown);
    link.ariaBusy = null;
  }
}

function noteAfter(link) {
  const around = link.closest(".actions") ?? link;
  around.parentElement.querySelector(":scope > .export-note")?.remove();
  const note = document.createElement("p");
  note.className = "export-note";
  note.role = "status";
  around.after(note);
  return note;
}

function tell(note) {
  const progress = document.createElement("progress");
  progress.ariaLabel = MAKING;
  note.replaceChildren(MAKING, progress);
}

function nameOf(answer) {
  return /filename="?([^";]+)/.exec(answer.headers.get("content-disposition"))?.[1] ?? "report";
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
