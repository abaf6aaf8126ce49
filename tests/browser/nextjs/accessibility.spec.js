import { axeFor } from "../harness/accessibility.js";
import { ACCOUNTS, expect, isDecoded } from "../harness/test.js";
import { test, tiles } from "./test.js";

/** The problems that axe finds in the page.
 * @param {import("@playwright/test").Page} page
 */
async function findings(page) {
  const { violations } = await (await axeFor(page)).analyze();
  return violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds no problems in the sign-in, the gallery and the viewer", async ({ page, signIn }) => {
      await page.goto("/");
      await expect(page.getByLabel("Phone number")).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await signIn(ACCOUNTS.demo);
      await expect.poll(() => isDecoded(page.locator(".react-photo-album img").first())).toBe(true);
      expect(await findings(page)).toEqual([]);
      await tiles(page).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expect.poll(() => isDecoded(page.locator(".yarl__slide_current img"))).toBe(true);
      expect(await findings(page)).toEqual([]);
    });
  });
}

test("everything works with the keyboard alone", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByLabel("Phone number")).toBeFocused();
  await page.keyboard.type(ACCOUNTS.demo.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.keyboard.type(ACCOUNTS.demo.code);
  await page.keyboard.press("Enter");
  await expect(tiles(page).first()).toBeVisible();

  const focused = page.locator(":focus");
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(focused).toHaveAttribute("aria-label", /^Photo/, { timeout: 100 });
  }).toPass();
  const tile = await focused.getAttribute("aria-label");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(focused).toHaveAttribute("aria-label", tile);
});
