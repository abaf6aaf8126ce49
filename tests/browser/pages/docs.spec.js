import { expectAccessible } from "../harness/accessibility.js";
import { expect, keepScreenshot, test } from "../harness/test.js";

// As on every page, a violation of the policy would appear in the console.
test("the OpenAPI document is shown, and its calls can be tried", async ({ gallery: page }) => {
  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: /^Heliograph/ })).toBeVisible();
  for (const topic of ["Gallery: signing in", "Gallery: media", "Gallery: files", "Accounts: messages", "Other spellings"]) {
    await expect(page.getByRole("heading", { name: topic })).toBeVisible();
  }
  await expectAccessible(page);
  await keepScreenshot(page, "docs");

  const operation = page.locator('[id$="-countMedia"]');
  await operation.getByRole("button").first().click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table");
  await expect(answer.locator("tbody .response-col_status")).toContainText("200");
  await expect(answer).toContainText('"photo"');
  await keepScreenshot(page, "docs-tried-out");
});

test.describe("with a key", () => {
  test.use({ refusals: [401] });

  test("a call of a service can be tried", async ({ page }) => {
    await page.goto("/docs");
    await page.locator(".btn.authorize").click();
    const keys = page.locator(".auth-container").filter({ hasText: "X-Api-Key" });
    await keys.getByRole("textbox").fill("hg_not-a-key");
    await keys.getByRole("button", { name: "Apply credentials" }).click();
    await keys.getByRole("button", { name: "Close" }).click();

    const operation = page.locator('[id$="-accountsCleanSessions"]');
    await operation.getByRole("button").first().click();
    await operation.getByRole("button", { name: "Execute" }).click();
    await expect(operation.locator(".live-responses-table")).toContainText("The API key is not valid.");
  });
});
