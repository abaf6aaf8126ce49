import { expect, keepScreenshot, test } from "../harness/test.js";

const open = (page) => page.getByRole("button", { name: /^(Settings|Ajustes)$/ }).click();
/** Waits until the browser has stored that theme. */
const keeps = (page, theme) => expect.poll(async () => (await page.context().cookies()).find(({ name }) => name === "heliograph-theme")?.value).toBe(theme);
const background = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("the theme is changed in place, stored, and used from the first paint on", async ({ gallery: page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await background(page);
  await open(page);
  await page.getByText("Dark", { exact: true }).click();
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await keeps(page, "dark");
  await keepScreenshot(page, "settings-dark");

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await background(page)).toBe(dark);
  await expect(page.locator('meta[name="theme-color"][media="all"]')).toHaveAttribute("content", "#151311");

  await open(page);
  await page.getByText("System", { exact: true }).click();
  await keeps(page, "system");
  expect(await background(page)).toBe(light);
});

test("the language is changed and stored, also for texts of scripts", async ({ gallery: page }) => {
  await open(page);
  await page.getByText("Español").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("button", { name: "Cerrar sesión" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Vídeos/ })).toBeVisible();
  await page.locator("[data-tile] [data-open]").first().click();
  await expect(page.getByRole("dialog", { name: "Visor" })).toBeVisible();
  await keepScreenshot(page, "viewer-spanish");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Cerrar sesión" }).click();
  await expect(page.getByRole("heading", { name: "Inicia sesión con Telegram" })).toBeVisible();
});

test.describe("a browser that prefers Spanish", () => {
  test.use({ locale: "es-MX", refusals: [400] });

  test("gets Spanish pages and refusals", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("Número de teléfono").fill("hola");
    await page.getByRole("button", { name: "Enviar código" }).click();
    await expect(page.getByText("El número de teléfono no es válido.")).toBeVisible();
    await keepScreenshot(page, "sign-in-spanish");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("language and theme are changed by the same form", async ({ page }) => {
    await page.goto("/sign-in");
    await open(page);
    await page.getByText("Español").click();
    await page.getByText("Dark", { exact: true }).click();
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL("/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.getByRole("heading", { name: "Inicia sesión con Telegram" })).toBeVisible();
  });
});
