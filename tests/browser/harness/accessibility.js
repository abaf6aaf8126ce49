// Problems for people who use a screen reader, have low vision, or use a keyboard only.

import AxeBuilder from "@axe-core/playwright";

import { expect } from "./test.js";

/** Axe's rules about colours: all that can differ between the light and the dark scheme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Axe for the page as it is: with all rules, or in the dark scheme with those about colours, since the others give the same there.
 * @param {import("@playwright/test").Page} page
 */
export async function axeFor(page) {
  const axe = new AxeBuilder({ page });
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? axe.withRules(COLOUR_RULES) : axe;
}

/** Fails if axe finds serious problems, and prints them with their elements.
 * @param {import("@playwright/test").Page} page
 */
export async function expectAccessible(page) {
  // Waits for animations: text that is fading in has less contrast.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  const axe = await axeFor(page);
  // The page behind a modal dialog cannot be reached, and is covered by it.
  if (await page.locator("dialog:modal").count()) axe.include("dialog:modal");
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = serious.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`));
  expect(found).toEqual([]);
}
