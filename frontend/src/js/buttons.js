/* Copy, print, open a calendar: hidden until this runs, since none works without it. */
import { toast } from "./toast.js";

export function revealButtons(root = document) {
  for (const button of root.querySelectorAll("[data-copy], [data-print], [data-pick-date]")) button.hidden = false;
}

export function copyButtons() {
  onClick("[data-copy]", async (button) => {
    await copy(button.dataset.copy);
    toast(button.dataset.done ?? button.dataset.copy);
  });
}

export function printButtons() {
  onClick("[data-print]", () => window.print());
}

function onClick(selector, act) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(selector);
    if (button) act(button);
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/* Where the clipboard is closed to pages (plain http): by way of a field. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
