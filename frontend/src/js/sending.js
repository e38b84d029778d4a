/* A form is sent once. The server holds to that by itself; this spares the second click. */
export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.dataset.many !== undefined) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    markSent(form, event.submitter);
  });
  /* back from the next page: the form may be sent again */
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) document.querySelectorAll("form[data-sent]").forEach(unmarkSent);
  });
}

export function markSent(form, button) {
  form.dataset.sent = "";
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  /* after the browser has collected the fields, or the button's own name would be missing */
  setTimeout(() => (button.disabled = true));
}

export function unmarkSent(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
}
