/* For those who do this all day: up and down go from row to row of a list; Ctrl+Enter in a text sends its form. */
export function keyboard() {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ((key === "ArrowDown" || key === "ArrowUp") && target.matches("a[data-row]")) {
      const rows = [...document.querySelectorAll("a[data-row]")];
      rows[rows.indexOf(target) + (key === "ArrowDown" ? 1 : -1)]?.focus();
      event.preventDefault();
    } else if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea")) {
      target.form?.requestSubmit();
    }
  });
}
