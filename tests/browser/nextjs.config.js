// The example in Next.js (examples/nextjs-gallery), in both of its set-ups.

import { defineConfig } from "@playwright/test";

import pages from "./playwright.config.js";

export default defineConfig({
  ...pages,
  testDir: "nextjs",
  outputDir: "artefacts/nextjs-results",
  // Both set-ups are built in the example's folder, one after the other.
  workers: 1,
  projects: [
    { name: "same-origin", use: { setUp: "same-origin" } },
    { name: "cross-origin", use: { setUp: "cross-origin" } },
  ],
});
