import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { surroundings } from './fixtures/page.ts';
import { defineLivePage } from './live/live-page.ts';

const meta: Meta = {
  title: 'Live/Engine',
  parameters: {
    docs: {
      description: {
        component:
          'The billing engine itself, on a database in this page: order, pay, change, and move ' +
          'the clock. It is gone when the page is closed.',
      },
    },
  },
};

export default meta;

async function until(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (let turn = 0; turn < 700; turn += 1) {
    const found = canvas.querySelector<HTMLElement>(selector);
    if (found !== null) return found;
    await new Promise((again) => setTimeout(again, 25));
  }
  throw new Error(`There is no ${selector}: ${canvas.innerText.slice(0, 200)}`);
}

/** The portal of a client who has paid a first invoice. */
export const Portal: StoryObj = {
  // On its own page only: an engine is too much for a list of stories.
  tags: ['!autodocs'],
  render: () => {
    defineLivePage();
    const { locale, density } = surroundings();
    return html`<live-page locale=${locale ?? 'en-GB'} density=${density}></live-page>`;
  },
  play: async ({ canvasElement }) => {
    await until(canvasElement, 'rr-portal');
    const before = (await until(canvasElement, '.live__bar time')).textContent;
    if (before !== '2026-11-22') throw new Error(`It is ${before}.`);
  },
};
