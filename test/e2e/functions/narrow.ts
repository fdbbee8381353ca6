import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** WCAG 1.4.10: at 320 px nothing has to be scrolled to the side. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, 'the width of the page').toBeLessThanOrEqual(view ?? 0);
}

/** A control must be within the width of the page before anything was scrolled for it. */
export async function expectWithinWidth(target: Locator): Promise<void> {
  await target.waitFor();
  const [left, right, view] = await target.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return [box.left, box.right, document.documentElement.clientWidth];
  });
  expect(left, `the left of ${target}`).toBeGreaterThanOrEqual(-0.5);
  expect(right, `the right of ${target}`).toBeLessThanOrEqual((view ?? 0) + 0.5);
}
