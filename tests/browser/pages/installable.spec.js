import { expect, test } from "../harness/test.js";

test("the gallery can be installed", async ({ gallery: page, context }) => {
  const protocol = await context.newCDPSession(page);
  const { url, errors, data } = await protocol.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toMatch(/\/manifest\.webmanifest$/);
  expect(JSON.parse(data)).toMatchObject({ name: "Heliograph", start_url: "/", display: "standalone" });
  const { installabilityErrors } = await protocol.send("Page.getInstallabilityErrors");
  // A window without a profile cannot install anything.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
