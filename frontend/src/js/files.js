/* Say which file was chosen, in the page's language: the input that would say it is hidden behind its label. */
export function fileNames() {
  revealFileNames();
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.('input[type="file"]')) tell(target);
  });
}

export function revealFileNames(root = document) {
  for (const input of root.querySelectorAll('input[type="file"]')) tell(input);
}

function tell(input) {
  const place = document.querySelector(`[data-file-name="${input.id}"]`);
  if (!place) return;
  const names = [...input.files].map(({ name }) => isolated(name));
  place.replaceChildren(...(names.length ? separated(names) : [place.dataset.none]));
  place.toggleAttribute("data-chosen", names.length > 0);
  place.hidden = false;
}

function isolated(name) {
  const shown = document.createElement("bdi");
  shown.textContent = name;
  return shown;
}

function separated(names) {
  const comma = document.documentElement.lang === "fa" ? "، " : ", ";
  return names.flatMap((name, at) => (at ? [comma, name] : [name]));
}
