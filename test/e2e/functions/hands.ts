import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { reach } from './keyboard.ts';
import { expectNoSideScroll, expectWithinWidth } from './narrow.ts';

/** The three ways in which a client works: each can do everything that the others can. */
export const handKinds = ['mouse', 'keyboard', 'narrow'] as const;

/** One of them. */
export type HandKind = (typeof handKinds)[number];

/** A client's hand on one page. A step that cannot be made fails. */
export interface Hand {
  readonly kind: HandKind;
  readonly page: Page;
  /** A button or a link. */
  press(target: Locator): Promise<void>;
  /** Replaces what a field holds. */
  type(target: Locator, text: string): Promise<void>;
  /** A date of a date field, as YYYY-MM-DD. */
  date(target: Locator, date: string): Promise<void>;
  /** An option of a list, by its text. */
  choose(target: Locator, option: string): Promise<void>;
  /** A radio button or a checkbox; nothing happens when it is so already. */
  check(target: Locator, on?: boolean): Promise<void>;
  close(): Promise<void>;
}

const wide = { width: 1100, height: 800 };
const phone = { width: 320, height: 640 };

/** A page of its own, with nobody signed in, under a hand. */
export async function takeHand(kind: HandKind, browser: Browser): Promise<Hand> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: kind === 'narrow' ? phone : wide,
    hasTouch: kind === 'narrow',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  if (kind === 'keyboard') return keyboardHand(context, page);
  return kind === 'mouse' ? mouseHand(context, page) : narrowHand(context, page);
}

function mouseHand(context: BrowserContext, page: Page): Hand {
  return {
    kind: 'mouse',
    page,
    press: (target) => target.click(),
    async type(target, text) {
      await target.click();
      await target.fill(text);
    },
    async date(target, date) {
      await target.fill(date);
    },
    async choose(target, option) {
      await target.selectOption({ label: option });
    },
    async check(target, on = true) {
      if ((await target.isChecked()) !== on) await target.click();
      expect(await target.isChecked()).toBe(on);
    },
    close: () => context.close(),
  };
}

/** Everything by touch; no step may need or leave a page that scrolls to the side. */
function narrowHand(context: BrowserContext, page: Page): Hand {
  const touch = async (target: Locator): Promise<void> => {
    await expectWithinWidth(target);
    await target.tap();
    await expectNoSideScroll(page);
  };
  return {
    kind: 'narrow',
    page,
    press: touch,
    async type(target, text) {
      await touch(target);
      await target.fill(text);
    },
    async date(target, date) {
      await expectWithinWidth(target);
      await target.fill(date);
    },
    async choose(target, option) {
      await expectWithinWidth(target);
      await target.selectOption({ label: option });
      await expectNoSideScroll(page);
    },
    async check(target, on = true) {
      if ((await target.isChecked()) !== on) await touch(target);
      expect(await target.isChecked()).toBe(on);
    },
    close: () => context.close(),
  };
}

/** Tab, Shift+Tab, arrows, Enter, Space and typing: no pointer, and no focus set by the test. */
function keyboardHand(context: BrowserContext, page: Page): Hand {
  const { keyboard } = page;
  const retype = async (target: Locator, text: string): Promise<void> => {
    await reach(page, target);
    await keyboard.press('Control+A');
    await (text === '' ? keyboard.press('Delete') : keyboard.type(text));
  };
  return {
    kind: 'keyboard',
    page,
    async press(target) {
      await reach(page, target);
      const isLink = await target.evaluate((element) => element.localName === 'a');
      await keyboard.press(isLink ? 'Enter' : 'Space');
    },
    type: retype,
    async date(target, date) {
      await reach(page, target);
      const [year = '', month = '', day = ''] = date.split('-');
      // The order of its parts is of the browser's own language, not of the page's.
      for (const parts of [`${day}${month}${year}`, `${month}${day}${year}`]) {
        for (const _part of [day, month, year]) await keyboard.press('ArrowLeft');
        await keyboard.type(parts);
        if ((await target.inputValue()) === date) return;
      }
      throw new Error(`The field does not take ${date}.`);
    },
    async choose(target, option) {
      await reach(page, target);
      // A list goes to what is typed, as far as to the space that would open it.
      await keyboard.type(option.split(' ')[0] ?? '');
      const steps = await target.evaluate((element, wanted) => {
        const select = element as HTMLSelectElement;
        const index = [...select.options].findIndex((one) => one.label.trim() === wanted);
        return index < 0 ? null : index - select.selectedIndex;
      }, option);
      if (steps === null) throw new Error(`There is no option “${option}”.`);
      const key = steps > 0 ? 'ArrowDown' : 'ArrowUp';
      for (let step = 0; step < Math.abs(steps); step += 1) await keyboard.press(key);
    },
    async check(target, on = true) {
      await reach(page, target);
      // An arrow that leads to a radio button checks it.
      if ((await target.isChecked()) !== on) await keyboard.press('Space');
      expect(await target.isChecked()).toBe(on);
    },
    close: () => context.close(),
  };
}
