/* The colours of tokens.css as plain values, for what is drawn rather than styled. */
export function colours(names) {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return found;
}

/* Draw again when the device turns light or dark. */
export function onThemeChange(draw) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
