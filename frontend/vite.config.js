/* Builds what the pages load into app/static/dist. The manifest tells the server the hashed name of each entry and of
   the icons; the fonts of the PDFs and the mark keep their names. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;
const ENTRIES = ["css/app-rtl.css", "css/app-ltr.css", "css/diagram.css", "js/app.js", "js/diagram.js", "js/chart.js"];
const FONTS = "node_modules/vazirmatn/fonts/ttf";
const VERBATIM = {
  "fonts/Vazirmatn-Regular.ttf": `${FONTS}/Vazirmatn-Regular.ttf`,
  "fonts/Vazirmatn-Bold.ttf": `${FONTS}/Vazirmatn-Bold.ttf`,
  "mark.svg": "src/images/mark.svg",
};

/* The icons that pages use, from Bootstrap's, and our mark: `<use href="…/icons-….svg#tick">`. */
const ICONS = "../app/web/icons.json";
const icons = {
  name: "icons",
  async generateBundle() {
    const drawn = Object.entries(JSON.parse(await readFile(resolve(here, ICONS), "utf8"))).map(async ([name, from]) =>
      symbol(name, await readFile(resolve(here, `node_modules/bootstrap-icons/icons/${from}.svg`), "utf8")),
    );
    drawn.push(symbol("mark", await readFile(resolve(here, VERBATIM["mark.svg"]), "utf8")));
    const source = `<svg xmlns="http://www.w3.org/2000/svg">${(await Promise.all(drawn)).join("")}</svg>`;
    this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source });
  },
};

/* A drawing as a part of a file with many: under our name, in the colour of the words around it; Bootstrap's with the
   margin of a letter, as they fill their frame. */
function symbol(name, svg) {
  const [, frame, content] = svg.match(/<svg([^>]*)>(.*)<\/svg>/s);
  const kept = frame.match(/(viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin)="[^"]*"/g).join(" ");
  const coloured = kept.replace(/(fill|stroke)="(?!none)[^"]*"/g, '$1="currentColor"');
  const framed = coloured.replace('viewBox="0 0 16 16"', 'viewBox="-1 -1 18 18"');
  return `<symbol id="${name}" ${framed}>${content.replace(/\s*\n\s*/g, "")}</symbol>`;
}

const verbatim = {
  name: "verbatim",
  async generateBundle() {
    for (const [fileName, from] of Object.entries(VERBATIM)) {
      this.emitFile({ type: "asset", fileName, source: await readFile(resolve(here, from)) });
    }
  },
};

export default defineConfig({
  root: resolve(here, "src"),
  base: "./",
  publicDir: false,
  plugins: [verbatim, icons],
  build: {
    outDir: resolve(here, "../app/static/dist"),
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 700,
    rollupOptions: { input: ENTRIES.map((entry) => resolve(here, "src", entry)) },
  },
});
