// Shows a story of each widget in a plain page and in one with foreign.css, and compares the two
// pixel by pixel: at most 0.5 % of a widget's pixels may change.
import { readFile } from 'node:fs/promises';
import { variants } from '../storybook.mjs';

/** Percent of the pixels. */
const most = 0.5;
const style = await readFile('scripts/visual-checks/foreign.css', 'utf8');

/** One story a widget: the typical one, else the first. */
export function oneOfEach(stories) {
  const widgets = stories.filter(({ title }) => !/^(Host pages|Live)/.test(title));
  return [...Map.groupBy(widgets, ({ title }) => title).values()].map(
    (group) => group.find(({ id }) => id.endsWith('--typical')) ?? group[0],
  );
}

function photograph(page) {
  const widget = page.locator('#storybook-root rr-provider > *').first();
  return widget.locator('.rr').first().screenshot({ animations: 'disabled' });
}

/** How two pictures differ by more than a shade; null where they do not. */
function difference(page, pictures) {
  return page.evaluate(
    async ([sources, percent]) => {
      const [one, other] = await Promise.all(
        sources.map(async (source) => {
          const bitmap = await createImageBitmap(await (await fetch(source)).blob());
          const { width, height } = bitmap;
          const context = new OffscreenCanvas(width, height).getContext('2d');
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, width, height);
        }),
      );
      if (one.width !== other.width || one.height !== other.height) {
        return `it is ${other.width} × ${other.height}, not ${one.width} × ${one.height}`;
      }
      let changed = 0;
      for (let at = 0; at < one.data.length; at += 4) {
        const by = [0, 1, 2].map((part) => Math.abs(one.data[at + part] - other.data[at + part]));
        if (Math.max(...by) > 16) changed += 1;
      }
      const share = (changed * 400) / one.data.length;
      return share > percent ? `${share.toFixed(2)} % of its pixels change` : null;
    },
    [pictures.map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`), most],
  );
}

/** The room that a page gives its widgets is the page's own; here it is the same in both. */
function sameRoom(page) {
  return page.evaluate(() => {
    const provider = document.querySelector('#storybook-root rr-provider');
    // What a page puts into a slot is its own, too.
    provider.firstElementChild.replaceChildren();
    for (let box = provider.parentElement; box !== null; box = box.parentElement) {
      box.style.cssText += '; display: block; width: 1000px; margin: 0; padding: 0';
    }
  });
}

/** @returns a line for the widget if the foreign page changes it. */
export async function foreignFault(storybook, page, story) {
  await storybook.show(page, story, variants.light);
  await sameRoom(page);
  const plain = await photograph(page);
  await page.addStyleTag({ content: style });
  const foreign = await photograph(page);
  const fault = await difference(page, [plain, foreign]);
  return fault === null ? [] : [`foreign: ${fault}`];
}
