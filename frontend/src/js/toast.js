/* A short notice that goes away by itself; read out politely by screen readers. */
const SHOWN_FOR = 4000;

export function toast(text) {
  const note = document.createElement("div");
  note.className = "toast-note";
  note.textContent = text;
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), SHOWN_FOR);
}
