/* What scripts add to pages that already work without them. Each part looks for its own `data-` mark. */
import "htmx.org";
import { copyButtons, printButtons, revealButtons } from "./buttons.js";
import { datePickers } from "./dates.js";
import { exports } from "./exports.js";
import { fileNames } from "./files.js";
import { focusMarked, menus } from "./focus.js";
import { keeping } from "./keeping.js";
import { keyboard } from "./keyboard.js";
import { searchableLists } from "./searching.js";
import { sendOnce } from "./sending.js";
import { sessionWarning } from "./session.js";
import { uploads } from "./uploads.js";

/* htmx sends the token that forms carry in a hidden field. */
document.addEventListener("htmx:config:request", ({ detail }) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) detail.ctx.request.headers["X-CSRFToken"] = token;
});

revealButtons();
copyButtons();
printButtons();
datePickers();
searchableLists();
menus();
sendOnce();
uploads();
fileNames();
exports();
keeping();
keyboard();
sessionWarning();
focusMarked();

/* The interpreter of conditions is fetched only where a page has some. The bundler keeps the whole module, as it can't see
   what `begin` uses; the tests ask the interpreter itself. */
const begin = (rules) => rules.liveRules();
if (document.querySelector("[data-hides], [data-computes]")) import("./rules.js").then(begin);
