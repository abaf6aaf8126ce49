import { expectAccessible } from "../harness/accessibility.js";
import { ACCOUNTS, expect, keepScreenshot, test } from "../harness/test.js";

const viewerOf = (page) => page.getByRole("dialog", { name: "Viewer" });
const listed = async (page, query) => (await page.request.get(`/get-saved-messages-media?limit=500&${query}`)).json();

for (const colorScheme of ["light", "dark"]) {
  test.describe(`in ${colorScheme}`, () => {
    // The step for the second factor follows a refusal.
    test.use({ colorScheme, refusals: [401] });

    test("the sign-in, at every step", async ({ page }) => {
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in with a QR code" }).click();
      await page.getByAltText("QR code for signing in").waitFor();
      await expectAccessible(page);
      await page.getByRole("link", { name: "Sign in with a phone number" }).click();
      await expect(page.getByLabel("Phone number")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("combobox", { name: "Country" }).click();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Settings" }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByLabel("Phone number").fill(ACCOUNTS.password.phone);
      await page.keyboard.press("Enter");
      await page.getByLabel(/^Code that Telegram sent/).waitFor();
      await expectAccessible(page);
      await page.getByLabel(/^Code that Telegram sent/).fill(ACCOUNTS.password.code);
      await page.keyboard.press("Enter");
      await page.getByLabel("Two-step verification password").waitFor();
      await expectAccessible(page);
    });

    test("the gallery, with its menus", async ({ gallery: page }) => {
      await expect(page.locator("[data-tile]").first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "More ways to upload" }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Settings" }).click();
      await expectAccessible(page);
    });

    test("the viewer, with each kind of item", async ({ gallery: page }) => {
      for (const type of ["photo", "video", "audio", "document", "animation", "voice"]) {
        const [item] = await listed(page, `type=${type}`);
        if (!item) continue;
        await page.goto("about:blank");
        await page.goto(`/#media-${item.id}`);
        await expect(viewerOf(page)).toBeVisible();
        await expectAccessible(page);
      }
      await page.keyboard.press("e");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe("by keyboard alone", () => {
  test("sign in, open, step, and sign out", async ({ page }) => {
    const { keyboard } = page;
    /** Presses Tab until an element has the focus. */
    const tabTo = async (locator, most = 30) => {
      for (let presses = 0; presses < most; presses += 1) {
        if (await locator.evaluate((one) => one === document.activeElement)) return;
        await keyboard.press("Tab");
      }
      await expect(locator).toBeFocused();
    };
    await page.goto("/sign-in");
    await expect(page.getByLabel("Phone number")).toBeFocused();
    await keyboard.type(ACCOUNTS.demo.phone);
    await keyboard.press("Enter");
    await expect(page.getByLabel(/^Code that Telegram sent/)).toBeFocused();
    await keyboard.type(ACCOUNTS.demo.code);
    await keyboard.press("Enter");
    await expect(page).toHaveURL("/");

    await keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the gallery" })).toBeFocused();
    await keyboard.press("Enter");
    const tile = page.locator("[data-tile] [data-open]").first();
    await tabTo(tile);
    await keyboard.press("Enter");
    await expect(viewerOf(page)).toBeVisible();
    const name = viewerOf(page).getByRole("heading").first();
    const first = await name.textContent();
    await keyboard.press("ArrowRight");
    await expect(name).not.toHaveText(first);
    await keyboard.press("ArrowLeft");
    await expect(name).toHaveText(first);
    await tabTo(viewerOf(page).getByRole("button", { name: "Copy link" }));
    await keepScreenshot(page, "keyboard-viewer");
    await keyboard.press("Escape");
    await expect(tile).toBeFocused();

    const settings = page.getByRole("button", { name: "Settings" });
    await settings.focus();
    await keyboard.press("Enter");
    await keyboard.press("Tab");
    await keyboard.press("ArrowRight");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    await keyboard.press("Escape");
    await expect(settings).toBeFocused();
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await expect(page).toHaveURL("/sign-in");
  });
});
