// Serves scripts, styles and texts from the working tree instead of the binary, so that changes to them need no build.

import { readFile } from "node:fs/promises";

const ROOT = new URL("../../../", import.meta.url);
const TYPES = { js: "text/javascript", css: "text/css", svg: "image/svg+xml", json: "application/json", png: "image/png" };

/** @param {import("@playwright/test").Page} page */
export async function serveFromTree(page) {
  await page.route("**/static/*/**", async (route) => {
    const path = new URL(route.request().url()).pathname.split("/").slice(3).join("/");
    const body = await content(path).catch(() => null);
    const contentType = TYPES[path.split(".").at(-1)];
    if (body === null) await route.continue();
    else await route.fulfill({ body, contentType });
  });
}

/** @param {string} path below static/ */
async function content(path) {
  const file = (/** @type {string} */ name) => readFile(new URL(`static/${name}`, ROOT));
  if (path === "css/heliograph.css") {
    const source = await readFile(new URL("src/pages/asset.rs", ROOT), "utf8");
    const styles = [...source.matchAll(/static\/(css\/[\w-]+\.css)"\)/g)].map(([, name]) => file(name));
    return Buffer.concat(await Promise.all(styles));
  }
  const words = /^words\/(\w+)\.js$/.exec(path)?.[1];
  if (words) return `export default ${await file(`words/${words}.json`)}`;
  return file(path);
}
