import { expectAccessible } from "../harness/accessibility.js";
import { expect, keepScreenshot, test } from "../harness/test.js";

// That the page keeps to its policy is checked with every page: a violation would stand in the console.
test("the APIs' document can be read, and its calls tried out", async ({ gallery: page }) => {
  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: /^Heliograph/ })).toBeVisible();
  for (const topic of ["Signing in", "Media", "Files", "Other spellings"]) {
    await expect(page.getByRole("heading", { name: topic })).toBeVisible();
  }
  await expectAccessible(page);
  await keepScreenshot(page, "docs");

  const operation = page.locator("#operations-Media-countMedia");
  await operation.getByRole("button").first().click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table");
  await expect(answer.locator("tbody .response-col_status")).toContainText("200");
  await expect(answer).toContainText('"photo"');
  await keepScreenshot(page, "docs-tried-out");
});
