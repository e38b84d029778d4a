/* Where the keyboard stands: on the errors when a page opens with some; menus close as one expects. */
export function focusMarked(root = document) {
  root.querySelector("[data-focus]")?.focus();
}

export function menus() {
  document.addEventListener("click", ({ target }) => closeMenus((menu) => !menu.contains(target)));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeMenus((menu) => menu.contains(document.activeElement));
  });
}

function closeMenus(wanted) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!wanted(menu)) continue;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
}
