import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "pages",
  outputDir: "artefacts/results",
  // Each worker has a server with its accounts to itself. The tests of a file run one after the other.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "pages", testIgnore: "speed.spec.js" },
    // Tests of the speed run alone.
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
      // As root, Chromium refuses to start with its sandbox. The other flags prevent requests to other hosts.
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"],
    },
  },
});
