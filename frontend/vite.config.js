/* Builds what the pages load into app/static/dist. The manifest tells the server each entry's hashed name;
   the fonts of the PDFs and the icon keep their names. */
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
  plugins: [verbatim],
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
