// The example in Next.js (examples/nextjs-gallery), in both of its set-ups.

import { defineConfig } from "@playwright/test";

import pages from "./playwright.config.js";

export default defineConfig({
  ...pages,
  testDir: "nextjs",
  outputDir: "artefacts/nextjs-results",
  globalSetup: "./nextjs/set-ups.js",
  // Each set-up has one server, and so one worker.
  workers: 2,
  projects: [
    { name: "same-origin", workers: 1, use: { setUp: "same-origin" } },
    { name: "cross-origin", workers: 1, use: { setUp: "cross-origin" } },
  ],
});
