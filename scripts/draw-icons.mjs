#!/usr/bin/env node
// Draws the icons of home screens and task bars, static/app/*.png, from static/mark.svg, in Chromium. Run it when the mark has changed.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const { chromium } = createRequire(new URL("tests/browser/package.json", root))("@playwright/test");
const mark = await readFile(new URL("static/mark.svg", root), "utf8");
const folder = fileURLToPath(new URL("static/app/", root));

/** What may be cut to any shape fills its square, and keeps what matters in the middle. */
const ICONS = [
  { name: "icon-192", side: 192, share: 0.7, radius: 0.22 },
  { name: "icon-512", side: 512, share: 0.7, radius: 0.22 },
  { name: "maskable-512", side: 512, share: 0.52, radius: 0 },
  { name: "touch-180", side: 180, share: 0.68, radius: 0 },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const { name, side, share, radius } of ICONS) {
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(`<style>
    body { margin: 0; background: transparent }
    div { display: grid; place-items: center; width: ${side}px; height: ${side}px; border-radius: ${radius * side}px;
      background: #231c14 }
    svg { width: ${share * 100}%; height: ${share * 100}%; transform: translate(3%, 0) }
  </style><div>${mark}</div>`);
  await page.screenshot({ path: `${folder}${name}.png`, omitBackground: true });
}
await browser.close();
