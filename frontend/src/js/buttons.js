/* Copy and print: hidden until this runs, since neither works without it. */
import { toast } from "./toast.js";

export function copyButtons() {
  reveal("[data-copy]");
  onClick("[data-copy]", async (button) => {
    await copy(button.dataset.copy);
    toast(button.dataset.done ?? button.dataset.copy);
  });
}

export function printButtons() {
  reveal("[data-print]");
  onClick("[data-print]", () => window.print());
}

function reveal(selector) {
  for (const button of document.querySelectorAll(selector)) button.hidden = false;
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
