import { ACCOUNTS, digitsOf, expect, isDecoded, keepScreenshot, signInByApi, test } from "../harness/test.js";

const askForCode = async (page, { phone }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Phone number").fill(phone);
  await page.getByRole("button", { name: "Send code" }).click();
};
const giveCode = async (page, code) => {
  await page.getByLabel(/^Code that Telegram sent/).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

test("a visitor is redirected to the sign-in, which shows the demo account", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByText(ACCOUNTS.demo.phone)).toBeVisible();
  await keepScreenshot(page, "sign-in");
});

test("signs in with the demo number and code", async ({ page }) => {
  await askForCode(page, ACCOUNTS.demo);
  await expect(page.getByText(`Code that Telegram sent to ${ACCOUNTS.demo.phone}`)).toBeVisible();
  await giveCode(page, ACCOUNTS.demo.code);
  await expect(page).toHaveURL("/");
  await expect(page.locator("[data-tile]").first()).toBeVisible();
});

test.describe("the number's country", () => {
  test.use({ refusals: [400] });

  const sentPhone = async (page) => {
    const button = page.getByRole("button", { name: "Send code" });
    const answered = page.waitForResponse("**/send-code");
    await button.click();
    const { phone } = (await answered).request().postDataJSON();
    // The refusal moves the focus, so nothing is typed elsewhere until then.
    await expect(button).not.toHaveAttribute("aria-busy", "true");
    return phone;
  };

  test("is found by its name in either language, and by its code", async ({ page }) => {
    await page.goto("/sign-in");
    const country = page.getByRole("combobox", { name: "Country" });
    await expect(country).toHaveValue("United Kingdom");
    await country.click();
    await expect(page.getByRole("option").nth(5)).toBeVisible();
    await country.fill("deutsch");
    await expect(page.getByRole("option")).toHaveText(["GermanyDeutschland+49"]);
    await keepScreenshot(page, "sign-in-country");
    await country.press("Enter");
    await expect(country).toHaveValue("Germany");
    await expect(page.getByLabel("Phone number")).toBeFocused();
    await page.keyboard.type("0171 123");
    expect(await sentPhone(page)).toBe("+49 171 123");
    await country.fill("+351");
    await page.getByRole("option", { name: /Portugal/ }).click();
    expect(await sentPhone(page)).toBe("+351 171 123");
    await country.fill("Atlantis");
    await expect(page.getByText("No country is called that.")).toBeVisible();
    await country.press("Escape");
    await expect(country).toHaveValue("Portugal");
  });

  test("is selected by a number with its code", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("Phone number").fill("+34 600 1");
    await expect(page.getByRole("combobox", { name: "Country" })).toHaveValue("Spain");
    expect(await sentPhone(page)).toBe("+34 600 1");
  });
});

test.describe("refusals", () => {
  test.use({ refusals: [400, 401, 403, 429] });

  test("a wrong code is reported in place, and the right one still works", async ({ page }) => {
    await askForCode(page, ACCOUNTS.demo);
    await giveCode(page, "12345");
    await expect(page.getByRole("alert").filter({ hasText: "Invalid code. Please try again." })).toBeVisible();
    await expect(page.getByLabel(/^Code that Telegram sent/)).toBeFocused();
    await keepScreenshot(page, "sign-in-wrong-code");
    await giveCode(page, ACCOUNTS.demo.code);
    await expect(page).toHaveURL("/");
  });

  test("an invalid number", async ({ page }) => {
    await askForCode(page, { phone: "hello" });
    await expect(page.getByText("Invalid phone number format.")).toBeVisible();
  });

  test("a banned number", async ({ page }) => {
    await askForCode(page, ACCOUNTS.banned);
    await expect(page.getByRole("alert").filter({ hasText: /banned/i })).toBeVisible();
  });

  test("a wait is shown and counted down", async ({ page }) => {
    await askForCode(page, ACCOUNTS.flooded);
    await expect(page.getByText(/try again in 4[0-2] seconds/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send code" })).toBeDisabled();
    await expect(page.getByText(/try again in 3\d seconds/)).toBeVisible();
  });

  test("the second factor, with a wrong password first", async ({ page }) => {
    const { phone, code, password } = ACCOUNTS.password;
    await askForCode(page, { phone });
    await giveCode(page, code);
    const field = page.getByLabel("Two-step verification password");
    await expect(field).toBeFocused();
    await field.fill("not this one");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Invalid password. Please try again.")).toBeVisible();
    await keepScreenshot(page, "sign-in-wrong-password");
    await field.fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).toHaveURL("/");
  });
});

test("signs in by a QR code that another device scans", async ({ page, context, server }) => {
  await page.goto("/sign-in");
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  const token = new Promise((resolve) => {
    protocol.on("Network.eventSourceMessageReceived", ({ eventName, data }) => {
      if (eventName === "token") resolve(new URL(JSON.parse(data).url).searchParams.get("token"));
    });
  });
  await page.getByRole("button", { name: "Sign in with a QR code" }).click();
  const picture = page.getByAltText("QR code for signing in");
  await expect(picture).toBeVisible();
  expect(await isDecoded(picture)).toBe(true);
  await keepScreenshot(page, "sign-in-qr");
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/accept-login`, { token: await token });
  await expect(page).toHaveURL("/");
  await expect(page.locator("[data-tile]").first()).toBeVisible();
});

test("the QR code is renewed before it expires", async ({ page, server }) => {
  await server.control("PUT", "/login-tokens", { lifetime_seconds: 4 });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a QR code" }).click();
  const picture = page.getByAltText("QR code for signing in");
  await expect(picture).toBeVisible();
  const first = await picture.getAttribute("src");
  await expect(picture).not.toHaveAttribute("src", first);
  await server.control("PUT", "/login-tokens", { lifetime_seconds: 30 });
  expect(await isDecoded(picture)).toBe(true);
});

test.describe("signing out", () => {
  // What the page is still loading then is refused.
  test.use({ refusals: [401] });

  test("the session lasts until then", async ({ page, baseURL }) => {
    await signInByApi(page, baseURL, ACCOUNTS.demo);
    await page.goto("/sign-in");
    await expect(page).toHaveURL("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/sign-in");
    await page.goto("/");
    await expect(page).toHaveURL("/sign-in");
  });
});
