import { expect, test } from "../harness/test.js";

test("the browser finds nothing that keeps the gallery from being installed", async ({ gallery: page, context }) => {
  const protocol = await context.newCDPSession(page);
  const { url, errors, data } = await protocol.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toMatch(/\/manifest\.webmanifest$/);
  expect(JSON.parse(data)).toMatchObject({ name: "Heliograph", start_url: "/", display: "standalone" });
  const { installabilityErrors } = await protocol.send("Page.getInstallabilityErrors");
  // A window without a profile of its own has nowhere to install to.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
