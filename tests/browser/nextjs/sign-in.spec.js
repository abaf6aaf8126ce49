import { ACCOUNTS, digitsOf, expect, keepScreenshot } from "../harness/test.js";
import { test, tiles } from "./test.js";

const sendCode = (page) => page.getByRole("button", { name: /^Send code/ });
const signIn = (page) => page.getByRole("button", { name: /^Sign in/ });

async function enterPhone(page, { phone }) {
  await page.goto("/");
  await page.getByLabel("Phone number").fill(phone);
  await sendCode(page).click();
}

test.describe("with a code", () => {
  test.use({ refusals: [400] });

  test("signs in, reports a wrong code, stays signed in, and signs out", async ({ page, context }) => {
    await enterPhone(page, ACCOUNTS.demo);
    await page.getByLabel("Code").fill("11111");
    await signIn(page).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Invalid code");
    await page.getByLabel("Code").fill(ACCOUNTS.demo.code);
    await signIn(page).click();
    await expect(tiles(page).first()).toBeVisible();

    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual([
      { name: "heliograph", httpOnly: true, sameSite: "Lax" },
    ]);

    await page.reload();
    await expect(tiles(page).first()).toBeVisible();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Phone number")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Phone number")).toBeVisible();
  });
});

test.describe("with a password", () => {
  test.use({ refusals: [400, 401] });

  test("asks for it, and reports a wrong one", async ({ page }) => {
    await enterPhone(page, ACCOUNTS.password);
    await page.getByLabel("Code").fill(ACCOUNTS.password.code);
    await signIn(page).click();
    await page.getByLabel("Password").fill("wrong");
    await signIn(page).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Invalid password");
    await page.getByLabel("Password").fill(ACCOUNTS.password.password);
    await signIn(page).click();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  });
});

test("signs in by a QR code that a phone accepts", async ({ page, server }) => {
  // The token is only visible in the picture, so the test reads the page's stream.
  const token = new Promise((resolve) => page.exposeFunction("tellToken", resolve));
  await page.addInitScript(() => {
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (name, ...rest) {
      if (name === "token") listen.call(this, name, ({ data }) => window.tellToken(new URL(JSON.parse(data).url).searchParams.get("token")));
      return listen.call(this, name, ...rest);
    };
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Use a QR code instead" }).click();
  await expect(page.getByRole("img", { name: "QR code for signing in" })).toBeVisible();
  await keepScreenshot(page, `nextjs-${test.info().project.name}-qr`);
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/accept-login`, { token: await token });
  await expect(tiles(page).first()).toBeVisible();
});

test.describe("refused", () => {
  test.use({ refusals: [403, 429] });

  test("says how long Telegram asks to wait, and counts down", async ({ page }) => {
    await enterPhone(page, ACCOUNTS.flooded);
    await expect(sendCode(page)).toBeDisabled();
    await expect(sendCode(page)).toHaveText(/\((4[0-2]|3\d) s\)/);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("seconds left");
    await keepScreenshot(page, `nextjs-${test.info().project.name}-wait`);
  });

  test("says that a number is banned", async ({ page }) => {
    await enterPhone(page, ACCOUNTS.banned);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(/banned/i);
    await expect(sendCode(page)).toBeEnabled();
  });
});

test("explains that two names for one machine are two sites", async ({ page, app, setUp }) => {
  const problem = page.getByText("two sites to a browser");
  await page.goto("/");
  await expect(page.getByLabel("Phone number")).toBeVisible();
  await expect(problem).toBeHidden();

  await page.goto(app.url.replace("127.0.0.1", "localhost"));
  await expect(page.getByLabel("Phone number")).toBeVisible();
  // Behind the rewrite rule there is only one name.
  await expect(problem).toBeVisible({ visible: setUp === "cross-origin" });
});
