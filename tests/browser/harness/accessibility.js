// What would keep people with a screen reader, with little sight or with a keyboard alone from using a page.

import AxeBuilder from "@axe-core/playwright";

import { expect } from "./test.js";

/** Fails when axe finds something serious or worse, and says what and where.
 * @param {import("@playwright/test").Page} page
 */
export async function expectAccessible(page) {
  // What is still fading in is not as legible as it will be.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  const axe = new AxeBuilder({ page });
  // The page behind a modal dialog is out of reach, and not to be seen where the dialog covers it.
  if (await page.locator("dialog:modal").count()) axe.include("dialog:modal");
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = serious.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`));
  expect(found).toEqual([]);
}
