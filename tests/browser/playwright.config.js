import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "pages",
  outputDir: "artefacts/results",
  // Each worker has a server and its accounts to itself. The tests of a file take turns.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "pages", testIgnore: "speed.spec.js" },
    // What is measured by the clock has the machine to itself.
    { name: "speed", testMatch: "speed.spec.js", dependencies: ["pages"] },
  ],
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // As root, Chromium refuses to start with its sandbox. The rest keeps it from looking for anything outside.
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"],
    },
  },
});
